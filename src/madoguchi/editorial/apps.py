"""The staff's rooms as Django knows them."""

from django.apps import AppConfig


class EditorialConfig(AppConfig):
    name = "madoguchi.editorial"
    label = "editorial"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to what happens at the door; name the jobs, and what is kept about people."""
        # Models can be imported only now.
        from madoguchi.editorial import jobs, personal_data  # noqa: PLC0415
        from madoguchi.editorial.signing_in import (  # noqa: PLC0415
            personal_data as personal_data_of_staff,
        )
        from madoguchi.editorial.signing_in import receivers  # noqa: F401, PLC0415

        jobs.add()
        personal_data.name()
        personal_data_of_staff.name()
