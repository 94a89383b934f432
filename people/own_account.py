"""The page of one's own account, as plain Persian strings, and what it is made from."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.mfa.models import Authenticator

from people.models import SignIn, User
from people.users import SignInRow
from people.users_of import sign_in_rows


@dataclass(frozen=True)
class OwnAccount:
    """`factors` are those that count, in words; the sign-ins are the open ones, this session's first."""

    username: str
    roles: str
    factors: tuple[str, ...]
    sign_ins: tuple[SignInRow, ...]
    has_others: bool


def own_account(user: User, session_key: str) -> OwnAccount:
    here = SignIn.objects.filter(session_key=session_key or "-", user=user).values_list("pk", flat=True).first() or 0
    rows = sorted(user.sign_ins.open().select_related("user"), key=lambda row: row.pk != here)
    kinds = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    named = {Authenticator.Type.TOTP: "برنامه رمزساز", Authenticator.Type.WEBAUTHN: "کلید عبور"}
    return OwnAccount(
        username=user.username,
        roles="، ".join(user.roles),
        factors=tuple(name for kind, name in named.items() if kind in kinds),
        sign_ins=sign_in_rows(rows, {row.pk for row in rows}, here),
        has_others=any(row.pk != here for row in rows),
    )
