"""One's own account: the name, the password, and where it is signed in."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from people.browsers import named
from people.models import SignIn, User
from records.models import Event
from tests import cast
from tests.markup import parse_errors
from tests.people.doors import CHROME, entered, is_in, words
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
NEW = "چهار چنار کهن ۸"


def end_of(browser: Client, which: int) -> str:
    """The address that ends the session with that number in the list, from 0."""
    return re.findall(r'action="(/account/sessions/\d+/end/)"', browser.get("/account/").content.decode())[which]


def test_the_name_is_changed_and_noted():
    sara = cast.sara()
    browser = entered(sara)
    assert browser.post("/account/", {"name": " سارا  فرضی‌پور "})["Location"] == "/account/"
    assert User.objects.get(pk=sara.pk).name.startswith("سارا")
    page = words(browser.get("/account/"))
    assert "فرضی‌پور" in page and "نام شما ثبت شد." in page
    event = Event.objects.about(sara).get()
    assert (event.action, event.content["changed"], event.actor_id) == ("user.changed", ["name"], sara.pk)


def test_an_empty_name_is_refused_and_the_head_keeps_the_old_one():
    browser = entered(cast.sara())
    answer = browser.post("/account/", {"name": "\u200c "})
    assert answer.status_code == 422
    assert "این قسمت خالی است" in words(answer)
    assert "سارا فرضی" in words(answer)


def test_nobody_gives_himself_a_role():
    maryam = cast.maryam()
    entered(maryam).post("/account/", {"name": "مریم", "is_administrator": "on", "username": "root"})
    maryam.refresh_from_db()
    assert (maryam.username, maryam.is_administrator, maryam.name) == ("maryam", False, "مریم")


def test_open_sessions_are_listed_this_one_first():
    sara = cast.sara()
    telephone = Client(headers={"user-agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Version/18.0 Safari/604.1"})
    telephone.post("/accounts/login/", {"login": "sara", "password": cast.PASSWORD})
    desk = entered(sara)
    for browser, first, second in ((desk, "کروم در لینوکس", "سافاری در آیفون"), (telephone, "سافاری", "کروم")):
        page = words(browser.get("/account/"))
        assert page.index(first) < page.index("همین نشست") < page.index(second)
    assert entered(cast.maryam()).get("/account/").content.decode().count("/end/") == 1


def test_one_other_session_is_ended():
    sara = cast.sara()
    telephone, desk = entered(sara), entered(sara)
    address = end_of(desk, 1)
    desk.post(address)
    assert is_in(desk) and not is_in(telephone)
    assert "پیش از این پایان یافته بود" in words(desk.post(address, follow=True))


def test_ending_this_very_session_signs_out():
    browser = entered(cast.sara())
    key = browser.session.session_key
    assert browser.post(end_of(browser, 0))["Location"] == "/"
    assert not is_in(browser)
    assert not Session.objects.filter(session_key=key).exists()


def test_all_other_sessions_are_ended_at_once():
    sara = cast.sara()
    others = [entered(sara) for _ in range(3)]
    desk, maryam = entered(sara), entered(cast.maryam())
    desk.post("/account/sessions/end/")
    assert [is_in(browser) for browser in (*others, desk, maryam)] == [False, False, False, True, True]


def test_nobody_ends_the_session_of_somebody_else():
    maryam, sara = entered(cast.maryam()), entered(cast.sara())
    theirs = SignIn.objects.get(user__username="sara")
    assert maryam.post(f"/account/sessions/{theirs.pk}/end/").status_code == 404
    assert is_in(sara)


def test_a_changed_password_leaves_this_session_alone_in_the_list():
    sara = cast.sara()
    telephone, desk = entered(sara), entered(sara)
    desk.post("/accounts/password/change/", {"oldpassword": cast.PASSWORD, "password1": NEW, "password2": NEW})
    assert is_in(desk) and not is_in(telephone)
    page = words(desk.get("/account/"))
    assert page.count("همین نشست") == 1
    assert SignIn.objects.filter(user=sara).open().count() == 1
    desk.post(end_of(desk, 0))
    assert not is_in(desk)


def test_signing_out_is_written_down():
    browser = entered(cast.sara())
    browser.post("/accounts/logout/")
    row = SignIn.objects.get()
    assert row.ended_at and row.session_key == ""
    assert "پایان در" in words(cast.client_for(cast.ali()).get("/users/sign-ins/"))


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (CHROME, "کروم در لینوکس"),
        ("Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0", "فایرفاکس در ویندوز"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/141.0 Safari/537.36 Edg/141.0", "اج در ویندوز"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/141.0 Mobile Safari/537.36", "کروم در اندروید"),
        ("curl/8.0", "مرورگر ناشناخته"),
        ("", "مرورگر ناشناخته"),
    ],
)
def test_a_browser_is_named_in_words(agent, said):
    assert named(agent) == said


def test_a_strange_browser_and_address_are_no_fault():
    cast.sara()
    agent = {"user-agent": "\u202e<script>" + "x" * 5000}
    browser = Client(headers=agent, REMOTE_ADDR="")
    assert browser.post("/accounts/login/", {"login": "sara", "password": cast.PASSWORD}).status_code == 302
    assert (SignIn.objects.get().address, len(SignIn.objects.get().agent)) == (None, 200)
    assert is_in(browser)


@pytest.mark.once
def test_the_page_takes_as_many_queries_at_three_sessions_as_at_thirty_and_is_sound():
    sara = cast.sara()
    browser = entered(sara)
    entered(sara)
    few = queries_of(browser, "/account/")
    for _ in range(20):
        entered(sara)
    assert queries_of(browser, "/account/") == few
    assert parse_errors(browser.get("/account/").content) == []
