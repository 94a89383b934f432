"""Making accounts from the command line. Whoever holds the machine does, so the event is by the system itself."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from people.models import Body, Person, User
from people.models.user import ROLES
from persian.text import search_key
from records import chain

FIRST_NAME = "admin"
FIRST_BODY = "دبیرخانه کارگروه قزوین + ۲۰"
LETTERS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # without those that look alike on paper
FIRST_LENGTH = 16
# The rules of people.passwords speak Persian to readers; a terminal gets English.
WEAK = {
    "password_too_short": "it is too short (10 characters at least)",
    "password_too_similar": "it is too similar to the user name",
    "password_too_common": "it is too common",
    "password_entirely_numeric": "it is entirely numeric",
}


class NotAdded(Exception):
    """Why no account was made: one line in English. Nothing was changed."""


@dataclass(frozen=True)
class FirstAccount:
    """The account that a new portal begins with; the password is known here and nowhere else."""

    user: User
    password: str


def add_user(
    name: str, password: str, roles: Iterable[str], *, person_id: int | None = None, body_id: int | None = None
) -> User:
    """Make the account `name` with `roles` (keys of ROLES) and its event, and return it. Raises NotAdded."""
    held = list(dict.fromkeys(roles))
    _check_roles(held, body_id)
    with transaction.atomic():
        _check_name(name)
        person = _person(person_id)
        body = _body(body_id)
        user = User(username=name, person=person, body=body, **{f"is_{role}": True for role in held})
        _check_password(password, user)
        return _make(user, password)


def first_account() -> FirstAccount | None:
    """Make the account `admin` with every role and a random password; None, and nothing done, where any account is."""
    with transaction.atomic():
        if User.objects.exists():
            return None
        password = "".join(secrets.choice(LETTERS) for _ in range(FIRST_LENGTH))
        roles = {f"is_{role}": True for role in ROLES}
        user = _make(User(username=FIRST_NAME, body=_first_body(), **roles), password)
    return FirstAccount(user, password)


def _make(user: User, password: str) -> User:
    user.set_password(password)
    user.save()
    chain.append("user.created", user, by=None, version=1, snapshot=user.snapshot())
    return user


def _first_body() -> Body:
    """The body that the first account reports for: a liaison has to have one."""
    key = search_key(FIRST_BODY)
    body = Body.objects.filter(search_key=key).first()
    if body is None:
        body = Body.objects.create(name=FIRST_BODY)
        chain.append("body.registered", body, by=None, version=1, snapshot={"name": body.name, "kind": body.kind})
    return body


def _check_roles(roles: list[str], body_id: int | None) -> None:
    if not roles:
        raise NotAdded(f"an account needs a role: one or more of {', '.join(ROLES)}")
    unknown = [role for role in roles if role not in ROLES]
    if unknown:
        raise NotAdded(f"there is no role {unknown[0]!r}; the roles are {', '.join(ROLES)}")
    if "liaison" in roles and body_id is None:
        raise NotAdded("a liaison speaks for a body: name it with --body ID")


def _check_name(name: str) -> None:
    column = User._meta.get_field("username")
    try:
        column.clean(name, None)
    except ValidationError:
        allowed = "Latin letters, digits, dots, hyphens and underscores"
        raise NotAdded(f"a user name has 1 to {column.max_length} {allowed}") from None
    if User.objects.filter(username__iexact=name).exists():
        raise NotAdded(f"there is already a user {name!r} (capitals make no difference)")


def _person(person_id: int | None) -> Person | None:
    if person_id is None:
        return None
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        raise NotAdded(f"there is no person with the number {person_id}")
    taken = User.objects.filter(person=person).first()
    if taken:
        raise NotAdded(f"person {person_id} already has an account: {taken.username!r}")
    return person


def _body(body_id: int | None) -> Body | None:
    if body_id is None:
        return None
    body = Body.objects.filter(pk=body_id).first()
    if body is None:
        raise NotAdded(f"there is no body with the number {body_id}")
    return body


def _check_password(password: str, user: User) -> None:
    try:
        password.encode()
    except UnicodeEncodeError:
        raise NotAdded("the password must be UTF-8 text") from None
    try:
        validate_password(password, user)
    except ValidationError as problem:
        raise NotAdded(
            "the password will not do: "
            + ", ".join(WEAK.get(reason.code or "", "it is too weak") for reason in problem.error_list)
        ) from None
