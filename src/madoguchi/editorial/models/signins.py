"""The log of who came in and who did not: rows are added, never changed."""

from typing import Any, ClassVar

from django.db import models

from madoguchi.editorial.models.staff import StaffMember


class SignIn(models.Model):
    """One thing that happened at the door.

    Where nobody is known by the address that was tried, `tried` is its hash, so that attempts on
    one address can be counted without keeping it. No network address is kept.
    """

    class What(models.TextChoices):
        SIGNED_IN = "signed_in"
        SIGNED_OUT = "signed_out"
        WRONG_PASSWORD = "wrong_password"  # noqa: S105 - names what happened
        WRONG_SECOND_FACTOR = "wrong_second_factor"
        LOCKED_OUT = "locked_out"
        INVITED = "invited"
        PASSWORD_ASKED = "password_asked"  # noqa: S105 - names what happened
        PASSWORD_CHOSEN = "password_chosen"  # noqa: S105 - names what happened
        PASSWORD_CHANGED = "password_changed"  # noqa: S105 - names what happened
        FACTOR_ADDED = "factor_added"
        FACTOR_REMOVED = "factor_removed"
        FACTORS_RESET = "factors_reset"
        ROLES_CHANGED = "roles_changed"
        DEACTIVATED = "deactivated"
        ACTIVATED = "activated"

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    what = models.CharField(max_length=20, choices=What.choices)
    member = models.ForeignKey(StaffMember, models.PROTECT, null=True, related_name="sign_ins")
    # Who did it, where that is somebody else: an administrator, or the command line (nobody).
    by = models.ForeignKey(StaffMember, models.PROTECT, null=True, related_name="+")
    tried = models.CharField(max_length=64, blank=True)
    # By which means, as `passkey`; for roles what they were and became.
    detail = models.CharField(max_length=300, blank=True)
    device = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.what}"

    def save(self, **options: Any) -> None:
        """Only what is new can be saved."""
        if self.pk:
            raise TypeError("the log of sign-ins is only added to")
        super().save(**options)
