from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower

from people.models.body import Body
from people.models.person import Person

ROLES = {
    "member": "عضو",
    "liaison": "نماینده دستگاه",
    "secretary": "دبیرخانه",
    "confirmer": "تأییدکننده",
    "administrator": "مدیر سامانه",
}


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **columns: Any) -> User:
        user = self.model(username=username, **columns)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, password: str | None = None, **columns: Any) -> User:
        return self.create_user(username, password, is_administrator=True, **columns)

    def with_role(self, *roles: str) -> models.QuerySet[User]:
        """The active accounts that hold any of `roles`."""
        condition = models.Q()
        for role in roles:
            condition |= models.Q(**{f"is_{role}": True})
        return self.filter(condition, is_active=True)


class User(AbstractBaseUser):
    """An account, with the roles that it holds. One person can hold several."""

    username = models.CharField(
        "نام کاربری",
        max_length=60,
        unique=True,
        validators=[RegexValidator(r"^[A-Za-z0-9._-]+\Z", "نام کاربری فقط حرف لاتین، رقم، نقطه و خط تیره می‌پذیرد.")],
        error_messages={"unique": "این نام کاربری پیش از این گرفته شده است."},
    )
    name = models.CharField("نام و نام خانوادگی", max_length=150, blank=True)
    email = models.EmailField("نشانی رایانامه", blank=True)
    is_active = models.BooleanField("فعال", default=True)
    is_member = models.BooleanField(ROLES["member"], default=False)
    is_liaison = models.BooleanField(ROLES["liaison"], default=False)
    is_secretary = models.BooleanField(ROLES["secretary"], default=False)
    is_confirmer = models.BooleanField(ROLES["confirmer"], default=False)
    is_administrator = models.BooleanField(ROLES["administrator"], default=False)
    person = models.OneToOneField(
        Person, verbose_name="شخص", on_delete=models.PROTECT, null=True, blank=True, related_name="user"
    )
    body = models.ForeignKey(
        Body, verbose_name="دستگاه", on_delete=models.PROTECT, null=True, blank=True, related_name="liaisons"
    )
    date_joined = models.DateTimeField("زمان ساخت", auto_now_add=True)
    version = models.PositiveIntegerField("نسخه", default=1, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = "کاربر"
        verbose_name_plural = "کاربران"
        ordering = ["username"]
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="username_regardless_of_case",
                violation_error_message="این نام کاربری، با حرف‌های بزرگ یا کوچک، پیش از این گرفته شده است.",
            ),
            models.CheckConstraint(
                condition=models.Q(is_liaison=False) | models.Q(body__isnull=False),
                name="liaison_has_a_body",
                violation_error_message="نماینده دستگاه باید دستگاهی داشته باشد.",
            )
        ]

    def __str__(self) -> str:
        return self.display_name

    def get_full_name(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        return self.name or self.username

    @property
    def roles(self) -> list[str]:
        """The Persian names of the roles held."""
        return [label for role, label in ROLES.items() if getattr(self, f"is_{role}")]

    @property
    def reads_for_members(self) -> bool:
        """Reads what is published for members. A liaison reads what is published like anyone."""
        return self.is_active and (self.is_member or self.is_secretary or self.is_confirmer or self.is_administrator)

    @property
    def writes_records(self) -> bool:
        """Writes drafts, imports, keeps people, themes and guilds."""
        return self.is_active and (self.is_secretary or self.is_confirmer or self.is_administrator)

    @property
    def confirms_records(self) -> bool:
        """Confirms and publishes minutes, issues a statement."""
        return self.is_active and (self.is_confirmer or self.is_administrator)

    @property
    def is_staff(self) -> bool:
        """May open the back door (/admin/)."""
        return self.is_active and self.is_administrator

    def has_perm(self, perm: str, obj: object = None) -> bool:
        return self.is_staff

    def has_perms(self, perms: list[str], obj: object = None) -> bool:
        return self.is_staff

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_staff

    def snapshot(self) -> dict[str, Any]:
        """What an event keeps of an account: no password, no mail address."""
        return {
            "username": self.username,
            "roles": [role for role in ROLES if getattr(self, f"is_{role}")],
            "person": self.person_id,
            "body": self.body_id,
            "active": self.is_active,
        }
