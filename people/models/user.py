from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models.functions import Lower

from people.models.body import Body
from people.models.person import Person
from records import chain

ROLES = {
    "member": "عضو",
    "liaison": "نماینده دستگاه",
    "secretary": "دبیرخانه",
    "confirmer": "تأییدکننده",
    "administrator": "مدیر سامانه",
}


class Stale(Exception):
    """Somebody else changed the account in between; nothing was changed."""


class LastAdministrator(Exception):
    """Nobody would be left who keeps the users; nothing was changed."""


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
            ),
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
    def works_here(self) -> bool:
        """Of the staff that a second factor is asked of: whoever can do more than read and report."""
        return self.writes_records

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

    # Every step below notes itself in the chain, in one transaction with what it does.

    def register(self, *, by: chain.Actor) -> None:
        """Save this new account. It can't sign in until it is handed a link, since it has no password."""
        with transaction.atomic():
            self.set_unusable_password()
            self.save(force_insert=True)
            chain.append("user.created", self, by=by, version=self.version, snapshot=self.snapshot())

    def change(self, names: Iterable[str], *, version: int, by: chain.Actor) -> None:
        """Save the columns `names`. Raises Stale where `version` is no longer stored, LastAdministrator."""
        names = sorted(names)
        with transaction.atomic():
            if not self.is_administrator:
                self._leave_somebody()
            self._step(version)
            self.version = version + 1
            self.save(update_fields=[*names, "version"])
            self._note("user.changed", by, {"changed": names})

    def close(self, *, version: int, by: chain.Actor) -> None:
        """Nobody gets in with this account any more, and whoever is in is out. Raises Stale, LastAdministrator."""
        with transaction.atomic():
            self._leave_somebody()
            self._step(version)
            self.is_active, self.version = False, version + 1
            self.save(update_fields=["is_active", "version"])
            self.links.filter(used_at=None).delete()
            self.sign_ins.all().end()
            self._note("user.disabled", by)

    def open(self, *, version: int, by: chain.Actor) -> None:
        """The account can be used again, with the password that it had. Raises Stale."""
        with transaction.atomic():
            self._step(version)
            self.is_active, self.version = True, version + 1
            self.save(update_fields=["is_active", "version"])
            self._note("user.enabled", by)

    def give_link(self, *, by: chain.Actor | None) -> str:
        """The token of a new link to sign in with, which is told here and nowhere else."""
        with transaction.atomic():
            link, token = self.links.make(self, by)
            self._note("user.link_made", by, {"until": link.expires_at.isoformat(timespec="minutes")})
        return token

    def drop_second_factor(self, *, by: chain.Actor | None) -> None:
        """For somebody who lost his telephone: the password alone counts again, and open sessions end."""
        from allauth.mfa.models import Authenticator  # whose models need ours

        with transaction.atomic():
            Authenticator.objects.filter(user=self).delete()
            self.sign_ins.all().end()
            self._note("user.second_factor_dropped", by)

    def note(self, action: str, **more: Any) -> None:
        """The event of a step that this account took for itself, in the transaction of that step."""
        self._note(action, self, more)

    def _step(self, version: int) -> None:
        stored = User.objects.select_for_update(of=("self",)).filter(pk=self.pk).values_list("version", flat=True)
        if list(stored) != [version]:
            raise Stale

    def _leave_somebody(self) -> None:
        administrators = User.objects.select_for_update(of=("self",)).filter(is_administrator=True, is_active=True)
        if set(administrators.order_by("pk").values_list("pk", flat=True)) == {self.pk}:
            raise LastAdministrator

    def _note(self, action: str, by: chain.Actor | None, more: dict[str, Any] | None = None) -> None:
        chain.append(action, self, by=by, version=self.version, snapshot={**self.snapshot(), **(more or {})})
