"""From accounts, their sign-ins and their events to the pages of users."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from people.browsers import named
from people.models import SignIn, User
from people.models.user import ROLES
from people.users import Fact, SignInRow, SignInsPage, Step, UserPage, UserRow, UsersPage
from persian.jalali import long_datetime
from persian.numbers import persian_digits
from persian.text import tidy_line
from records.models import Event
from records.pager import Link, pager
from records.steps import step_words

PAGE_SIZE = 50
SHOWN = 10  # of the newest sign-ins and steps, on the page of one account
FACTOR = Authenticator.objects.filter(user=OuterRef("pk")).exclude(type=Authenticator.Type.RECOVERY_CODES)
STATES = {"open": "باز", "closed": "بسته"}

STEPS = {
    "user.created": "ساخت حساب",
    "user.changed": "تغییر حساب",
    "user.disabled": "بستن حساب",
    "user.enabled": "گشودن حساب",
    "user.link_made": "ساخت پیوند ورود",
    "user.link_used": "ورود با پیوند و برگزیدن گذرواژه",
    "user.password_changed": "تغییر گذرواژه",
    "user.password_set": "تعیین گذرواژه از سوی سامانه",
    "user.second_factor_added": "فعال‌کردن عامل دوم",
    "user.second_factor_removed": "برداشتن عامل دوم",
    "user.second_factor_dropped": "برداشتن عامل دوم به دست مدیر",
    "user.codes_made": "ساخت کدهای بازیابی تازه",
}


def users_page(*, query: str, show: str, page: int) -> UsersPage:
    """Page `page` of the accounts, narrowed to part of a name and to a role or state (`show`)."""
    query = tidy_line(query).strip()[:100]
    users = User.objects.annotate(has_factor=Exists(FACTOR))
    if query:
        users = users.filter(Q(username__icontains=query) | Q(name__icontains=query))
    if show in ROLES:
        users = users.filter(**{f"is_{show}": True})
    elif show in STATES:
        users = users.filter(is_active=show == "open")
    else:
        show = ""
    pages = Paginator(users.order_by("-is_active", "username"), PAGE_SIZE)
    found = pages.get_page(page)

    def href(**changed: object) -> str:
        values = {"q": query, "show": show, **changed}
        asked = urlencode({name: value for name, value in values.items() if value})
        return f"{reverse('users')}?{asked}" if asked else reverse("users")

    return UsersPage(
        rows=tuple(_row(user) for user in found),
        total=f"{persian_digits(pages.count)} حساب",
        query=query,
        filters=(
            Link("همه", href(show=None), not show),
            *(Link(label, href(show=key), show == key) for key, label in {**ROLES, **STATES}.items()),
        ),
        pager=pager(found.number, pages.num_pages, lambda number: href(page=number if number > 1 else None)),
    )


def _row(user: User) -> UserRow:
    return UserRow(
        name=user.display_name,
        username=user.username,
        href=reverse("user", args=[user.pk]),
        roles="، ".join(user.roles),
        last_seen=long_datetime(user.last_login) if user.last_login else "",
        is_open=user.is_active,
        has_second_factor=user.has_factor,  # type: ignore[attr-defined]
    )


def sign_ins_page(page: int) -> SignInsPage:
    """Who signed in when, newest first, of all accounts."""
    pages = Paginator(SignIn.objects.select_related("user").order_by("-at", "-id"), PAGE_SIZE)
    found = pages.get_page(page)

    def href(number: int) -> str:
        return reverse("sign_ins") + (f"?page={number}" if number > 1 else "")

    return SignInsPage(
        rows=sign_in_rows(found, _open_of(found)),
        total=f"{persian_digits(pages.count)} ورود",
        pager=pager(found.number, pages.num_pages, href),
    )


def _open_of(rows: Iterable[SignIn]) -> set[int]:
    return set(SignIn.objects.open().filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))


def sign_in_rows(rows: Iterable[SignIn], still_open: set[int], here: int = 0) -> tuple[SignInRow, ...]:
    """`here` is the sign-in of the session that asks."""
    return tuple(
        SignInRow(
            who=row.user.display_name,
            href=reverse("user", args=[row.user_id]),
            at=long_datetime(row.at),
            browser=named(row.agent),
            address=row.address or "",
            state=_state(row, still_open),
            key=row.pk if row.pk in still_open else 0,
            is_here=row.pk == here,
        )
        for row in rows
    )


def _state(row: SignIn, still_open: set[int]) -> str:
    if row.pk in still_open:
        return "باز"
    return f"پایان در {long_datetime(row.ended_at)}" if row.ended_at else "به‌سررسیده"


def user_page(user: User, reader: User) -> UserPage:
    """The page of one account, for the administrator who asks."""
    newest = list(user.sign_ins.select_related("user")[:SHOWN])
    link = user.links.filter(used_at=None, expires_at__gt=timezone.now()).first()
    return UserPage(
        pk=user.pk,
        name=user.display_name,
        username=user.username,
        is_open=user.is_active,
        version=user.version,
        roles="، ".join(user.roles),
        facts=_facts(user),
        sign_ins=sign_in_rows(newest, _open_of(newest)),
        steps=steps_of(Event.objects.about(user).order_by("-sequence")[:SHOWN]),
        has_second_factor=Authenticator.objects.filter(user=user).exists(),
        open_link_until=long_datetime(link.expires_at) if link else "",
        has_password=user.has_usable_password(),
        may_be_mailed=bool(settings.SENDS_MAIL and user.email),
        is_self=user.pk == reader.pk,
    )


def _facts(user: User) -> tuple[Fact, ...]:
    person = user.person
    return (
        Fact("نقش‌ها", "، ".join(user.roles)),
        Fact("شخص پیوسته", str(person) if person else "", person.get_absolute_url() if person else ""),
        Fact("دستگاه", str(user.body) if user.body else ""),
        Fact("نشانی رایانامه", user.email),
        Fact("ساخته‌شده در", long_datetime(user.date_joined)),
        Fact("آخرین ورود", long_datetime(user.last_login) if user.last_login else "هنوز وارد نشده است"),
    )


def steps_of(events: QuerySet[Event]) -> tuple[Step, ...]:
    return tuple(Step(long_datetime(event.at), step_words(event, STEPS), event.actor_name) for event in events)
