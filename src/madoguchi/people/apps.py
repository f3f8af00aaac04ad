"""What apps with personal data share, as Django knows it."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "madoguchi.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name this room's jobs and what it keeps about people."""
        # Models can be imported only now.
        from madoguchi.people import own_jobs, personal_data  # noqa: PLC0415

        own_jobs.add()
        personal_data.name()
