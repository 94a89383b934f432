"""What the administrator may and nobody else: accounts, links to sign in with, sessions."""

from datetime import UTC, datetime

from people.models import SignIn, SignInLink
from people.models.sign_in import digest_of
from tests import cast

Args = dict[tuple[str, str], tuple[object, ...]]
TOKEN = "token-of-nobody-in-particular"


def lay_out() -> Args:
    """The arguments of the addresses: the account of a member, his session, and a link that he was handed."""
    maryam = cast.maryam()
    session = SignIn.objects.create(user=maryam, session_key="a" * 32)
    SignInLink.objects.create(
        user=maryam, digest=digest_of(TOKEN), made_by_name="علی", expires_at=datetime(2999, 1, 1, tzinfo=UTC)
    )
    steps = ("user", "edit_user", "make_link", "close_user", "open_user", "drop_second_factor")
    return {
        **{(name, ""): (maryam.pk,) for name in steps},
        **{(name, "missing"): (10**9,) for name in steps},
        ("end_session", ""): (session.pk,),
        ("enter", ""): (TOKEN,),
        ("enter", "unknown"): ("no-such-token",),
        ("emblem", ""): ("0" * 16,),
        ("mfa_remove_webauthn", ""): (1,),
    }
