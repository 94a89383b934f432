"""Signing in: the register of who did when, and the link by which somebody does for the first time."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import Self

from django.contrib.sessions.models import Session
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone

from people.models.user import User
from records import chain

LINK_HOURS = 72


class SignInQuerySet(models.QuerySet["SignIn"]):
    def open(self) -> Self:
        """Those whose session is still there, not signed out of, not ended and not run out."""
        alive = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=timezone.now())
        return self.filter(Exists(alive), ended_at=None)

    def end(self) -> int:
        """End the sessions of these sign-ins now, and return how many there were."""
        rows = self.filter(ended_at=None)
        keys = list(rows.values_list("session_key", flat=True))
        ended = rows.update(ended_at=timezone.now(), session_key="")
        Session.objects.filter(session_key__in=[key for key in keys if key]).delete()
        return ended


class SignIn(models.Model):
    """Somebody signed in. The row stays when the session is gone; its key does not."""

    user = models.ForeignKey(User, verbose_name="کاربر", on_delete=models.CASCADE, related_name="sign_ins")
    at = models.DateTimeField("زمان ورود", default=timezone.now)
    ended_at = models.DateTimeField("زمان پایان", null=True, blank=True)
    address = models.GenericIPAddressField("نشانی شبکه", null=True, blank=True)
    agent = models.CharField("مرورگر", max_length=200, blank=True)
    session_key = models.CharField(max_length=40, blank=True, db_index=True, editable=False)

    objects = SignInQuerySet.as_manager()

    class Meta:
        verbose_name = "ورود"
        verbose_name_plural = "ورودها"
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["user", "-at"], name="sign_in_of_user")]

    def __str__(self) -> str:
        return f"{self.user} {self.at:%Y-%m-%d %H:%M}"


class SignInLinkManager(models.Manager["SignInLink"]):
    def make(self, user: User, by: chain.Actor | None) -> tuple[SignInLink, str]:
        """A link for `user`, and its token, which is known here and nowhere else. Earlier links of his stop working."""
        self.filter(user=user, used_at=None).delete()
        token = secrets.token_urlsafe(32)
        expires = timezone.now() + timedelta(hours=LINK_HOURS)
        link = self.create(user=user, digest=digest_of(token), expires_at=expires, made_by_name=chain.name_of(by))
        return link, token

    def find(self, token: str) -> SignInLink | None:
        """The link with that token if it still works: not used, not run out, its account open."""
        return (
            self.select_related("user")
            .filter(digest=digest_of(token), used_at=None, expires_at__gt=timezone.now(), user__is_active=True)
            .first()
        )


class SignInLink(models.Model):
    """A way in that works once, within three days, for whoever was handed it. Only a digest of its token is kept."""

    user = models.ForeignKey(User, verbose_name="کاربر", on_delete=models.CASCADE, related_name="links")
    digest = models.CharField("چکیده نشانه", max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField("زمان ساخت", auto_now_add=True)
    made_by_name = models.CharField("سازنده", max_length=200)
    expires_at = models.DateTimeField("پایان مهلت")
    used_at = models.DateTimeField("زمان کاربرد", null=True, blank=True)

    objects = SignInLinkManager()

    class Meta:
        verbose_name = "پیوند ورود"
        verbose_name_plural = "پیوندهای ورود"
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"پیوند ورود {self.user}"

    def use(self) -> bool:
        """Take the link as used; False where somebody was quicker. One row changes once, however many ask at once."""
        taken = SignInLink.objects.filter(pk=self.pk, used_at=None, expires_at__gt=timezone.now())
        return taken.update(used_at=timezone.now()) == 1


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
