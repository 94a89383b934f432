"""The pages of users, as plain Persian strings. An empty string is an unknown value."""

from __future__ import annotations

from dataclasses import dataclass

from records.pager import Link, Pager


@dataclass(frozen=True)
class UserRow:
    name: str
    username: str
    href: str
    roles: str
    last_seen: str
    is_open: bool
    has_second_factor: bool


@dataclass(frozen=True)
class UsersPage:
    """`query` is what was asked for and `total` the answer in words («۵ حساب»)."""

    rows: tuple[UserRow, ...]
    total: str
    query: str
    filters: tuple[Link, ...]
    pager: Pager | None = None


@dataclass(frozen=True)
class SignInRow:
    """A sign-in: `key` ends it, and is 0 where there is nothing left to end."""

    who: str
    href: str
    at: str
    browser: str
    address: str
    state: str
    key: int = 0
    is_here: bool = False


@dataclass(frozen=True)
class SignInsPage:
    rows: tuple[SignInRow, ...]
    total: str
    pager: Pager | None = None


@dataclass(frozen=True)
class Step:
    """A step that was taken with an account or with the settings: when, what, by whom."""

    at: str
    what: str
    who: str


@dataclass(frozen=True)
class Fact:
    label: str
    value: str
    href: str = ""


@dataclass(frozen=True)
class UserPage:
    pk: int
    name: str
    username: str
    is_open: bool
    version: int
    roles: str
    facts: tuple[Fact, ...]
    sign_ins: tuple[SignInRow, ...]
    steps: tuple[Step, ...]
    has_second_factor: bool
    open_link_until: str
    has_password: bool
    may_be_mailed: bool
    is_self: bool
