"""Nothing that anybody sends to the pages of accounts and settings gets an answer of 500."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests import cast
from tests.house.hostility import CLEAR, HOSTILE, Fields, encoded, reader, send, share, undone
from tests.house.world_of_users import lay_out
from tests.people.doors import entered
from tests.people.telephone import knock, set_up

pytestmark = pytest.mark.django_db
LISTS = [("users", "q"), ("users", "show"), ("users", "page"), ("sign_ins", "page"), ("new_user", "person")]
FORMS = [
    ("administrator", "new_user", ()),
    ("administrator", "edit_user", ("maryam",)),
    ("administrator", "settings", ()),
    ("member", "account", ()),
    ("member", "account_reauthenticate", ()),
    ("member", "account_change_password", ()),
    ("visitor", "enter", ("token",)),
    ("secretary", "mfa_activate_totp", ()),
]


@pytest.fixture(autouse=True)
def _no_limits(settings):
    free = "1000/s/ip"
    settings.ACCOUNT_RATE_LIMITS = dict.fromkeys(("login_failed", "login", "change_password", "reauthenticate"), free)


@pytest.fixture
def args():
    laid = lay_out()
    return {"maryam": laid["user", ""][0], "token": laid["enter", ""][0]}


@pytest.mark.parametrize(("page", "name"), LISTS)
def test_a_hostile_parameter_gets_a_clear_answer(args, page, name):
    browser = reader(cast.ali())
    for what, value in HOSTILE.items():
        assert browser.get(f"{reverse(page)}?{encoded({name: value})}").status_code in CLEAR, what


def browser_of(role: str):
    return reader() if role == "visitor" else entered(cast.ROLES[role](), raise_request_exception=False)


@pytest.mark.parametrize(("role", "page", "which"), FORMS)
def test_a_form_full_of_it_and_each_field_alone_get_a_clear_answer(args, role, page, which):
    browser = browser_of(role)
    address = reverse(page, args=[args[word] for word in which])
    names = list(Fields(browser.get(address).content).names)
    assert names
    good = {"username": "zahra", "name": "زهرا", "is_member": "on", "version": "1"}
    whole = [(what, dict.fromkeys(names, value)) for what, value in share(address, 2).items()]
    alone = [
        (what, {**good, name: value}) for name in [*names, "next"] for what, value in share(address + name, 4).items()
    ]
    for what, sent in whole + alone:
        with undone():
            assert send(browser, address, sent).status_code in CLEAR, (what, sent.keys())


@pytest.mark.parametrize("step", ["make_link", "close_user", "open_user", "drop_second_factor"])
def test_the_steps_with_an_account_get_a_clear_answer(args, step):
    browser = reader(cast.ali())
    address = reverse(step, args=[args["maryam"]])
    for what, value in HOSTILE.items():
        with undone():
            assert send(browser, address, {"version": value, "mail": value}).status_code in CLEAR, what


def test_a_hostile_code_gets_a_clear_answer(clock):
    set_up(entered(cast.sara()), clock)
    browser = knock()
    for what, value in HOSTILE.items():
        for name in ("code", "credential"):
            assert send(browser, reverse("mfa_authenticate"), {name: value}).status_code in CLEAR, what


@pytest.mark.parametrize("content", [b"", b"\0", b"\x89PNG\r\n\x1a\n", b"<svg", b"\xff\xfe<svg/>", b"<svg>" * 10_000])
def test_a_hostile_emblem_gets_a_clear_answer(content):
    browser = reader(cast.ali())
    for name in ("emblem.png", "\u202egnp.svg", "../../etc/passwd"):
        sent = {"name": "کارگروه", "version": "0", "picture": SimpleUploadedFile(name, content, "image/png")}
        assert browser.post(reverse("settings"), sent).status_code == 422


def test_strange_tokens_and_numbers_in_addresses_are_not_there():
    browser = reader(cast.ali())
    for path in ("/accounts/enter/%00/", "/accounts/enter/a%2Fb/", f"/accounts/enter/{'a' * 5000}/", "/users/0/"):
        assert browser.get(path).status_code in (400, 404), path
    for path in (f"/users/{'9' * 18}/", f"/users/{'9' * 19}/", "/users/۱/", "/emblem/..%2F/", "/users/-1/edit/"):
        assert browser.get(path).status_code == 404, path
