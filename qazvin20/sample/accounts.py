"""The accounts of a sample, one for each role, with passwords that whoever holds its folder may read again."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction

from people.accounts import FIRST_LENGTH, LETTERS
from people.models import Body, User
from people.models.user import ROLES
from qazvin20.sample.diary import FIRST_DAY, Diary, at
from records import chain

FILE = "sample-accounts.txt"


@dataclass(frozen=True)
class Account:
    """An account and its password; `role` is a key of ROLES and the user name as well."""

    role: str
    password: str


def make(diary: Diary, liaison_of: Body) -> dict[str, User]:
    """The accounts by role, without passwords yet: whatever differs from sample to sample comes last."""
    users = {}
    for role, label in ROLES.items():
        body = liaison_of if role == "liaison" else None
        user = User(username=role, name=f"{label} (نمونه)", body=body, **{f"is_{role}": True})
        user.set_unusable_password()
        user.save(force_insert=True)
        User.objects.filter(pk=user.pk).update(date_joined=at(FIRST_DAY))
        diary.note("user.created", user, snapshot=user.snapshot())
        users[role] = user
    return users


def told() -> list[Account]:
    """The accounts with their passwords, read from the sample's folder; where the file is gone, with new passwords."""
    try:
        lines = _file().read_text(encoding="ascii").splitlines()
    except FileNotFoundError:
        return renew()
    return [Account(*line.split()) for line in lines if len(line.split()) == 2]


def renew() -> list[Account]:
    """Give every account of the sample a new password, and keep them in a file that only its owner can read."""
    accounts = [Account(role, "".join(secrets.choice(LETTERS) for _ in range(FIRST_LENGTH))) for role in ROLES]
    with transaction.atomic():
        for account in accounts:
            user = User.objects.get(username=account.role)
            user.set_password(account.password)
            user.save(update_fields=["password"])
            chain.append("user.password_set", user, by=None, version=1, snapshot=user.snapshot())
    path = _file()
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.writelines(f"{account.role} {account.password}\n" for account in accounts)
    return accounts


def _file() -> Path:
    return Path(settings.DATA_DIR) / FILE
