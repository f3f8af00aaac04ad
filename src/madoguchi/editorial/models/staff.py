"""Who works in the staff's rooms, and as what."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac

from madoguchi.editorial.models.json_text import JsonText


class Role(models.TextChoices):
    """What somebody may do; one person may have several roles."""

    EDITOR = "editor"
    TRANSLATOR = "translator"
    REVIEWER = "reviewer"
    PUBLISHER = "publisher"
    ADMINISTRATOR = "administrator"


class StaffManager(BaseUserManager["StaffMember"]):
    def create_user(
        self, email: str, password: str | None = None, **fields: object
    ) -> "StaffMember":
        """A member of staff; without a password nobody can sign in as them yet."""
        member = self.model(email=self.normalize_email(email).lower(), **fields)
        member.set_password(password)
        member.save(using=self._db)
        return member


class StaffMember(AbstractBaseUser):
    """A person of the ward, or one who works for it.

    An editor's `sections` are ids of organizations, a translator's `languages` codes of written
    languages; empty means all.
    """

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=100)
    roles = JsonText(default=list)
    sections = JsonText(default=list)
    languages = JsonText(default=list)
    screen_language = models.CharField(max_length=2, default="ja")
    is_active = models.BooleanField(default=True)
    # Raised to end all sessions and links of somebody at once.
    session_round = models.PositiveIntegerField(default=0)
    joined = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[StaffManager] = StaffManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name or self.email

    def get_session_auth_hash(self) -> str:
        """What a session must name to go on: another password or round ends it."""
        named = f"{self.password} {self.session_round}"
        return salted_hmac("madoguchi.session", named, algorithm="sha256").hexdigest()

    def is_a(self, *roles: str) -> bool:
        """Whether the person has one of these roles and is still here."""
        return self.is_active and any(role in self.roles for role in roles)
