"""Nothing that anybody sends gets an answer of 500: every address and every form, with what breaks others."""

import re

import pytest
from django.contrib import admin
from django.urls import reverse

from tests import cast
from tests.house.hostility import (
    CLEAR,
    HOSTILE,
    LONG_FORM,
    VERY_LONG,
    Fields,
    asked_for,
    encoded,
    in_turns,
    reader,
    send,
    share,
    undone,
)
from tests.house.world import NAMELESS, named_addresses

pytestmark = pytest.mark.django_db

OF_THE_BACK_DOOR = ("q", "p", "o", "e", "_popup", "_to_field", "_facets")


@pytest.fixture(autouse=True)
def _no_limits(settings):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "1000/s/ip", "login": "1000/s/ip", "change_password": "1000/s/ip"}


def without_arguments(space: str = "") -> list[str]:
    """The names of all addresses that take no argument: of the portal, or with "admin:" of the back door."""
    return [
        name
        for name, arguments, _ in named_addresses()
        if not arguments and NAMELESS not in name and name.startswith("admin:") == bool(space)
    ]


def test_a_hostile_query_gets_a_clear_answer_everywhere(laid, world):
    """Whatever a page reads, it reads all at once here. What a page reads nothing of meets its middleware alone."""
    shown = dict.fromkeys([world.address(*key) for key in world.args] + list(map(reverse, without_arguments())))
    behind = dict.fromkeys(map(reverse, without_arguments("admin:")))
    wrong = []
    for role in ("visitor", "administrator"):
        browser = laid.reader(role)
        for address in in_turns(shown | behind, role == "administrator"):
            names = laid.asked_for(role, address) if address in shown else OF_THE_BACK_DOOR
            values = share(address + role, 7 if names and address in shown else len(HOSTILE))
            for what, value in values.items():
                query = encoded(dict.fromkeys(names if names and len(value) < VERY_LONG else ("q", "page"), value))
                status = browser.get(f"{address}?{query}").status_code
                if status not in CLEAR or ("\0" in value and status != 400):
                    wrong.append((role, what, address, status))
    assert wrong == []


READERS = ("visitor", "liaison", "administrator")


def test_a_hostile_parameter_gets_a_clear_answer_by_itself(laid, world):
    """One at a time, so that none hides behind another that is looked at first; in the short form before one reader."""
    browsers, wrong, read = [laid.reader(role) for role in READERS], [], set()
    addresses = dict.fromkeys(map(reverse, without_arguments())) | dict.fromkeys(
        world.address(*key) for key in world.args
    )
    for address in addresses:
        asked = [laid.asked_for(role, address) for role in READERS]
        for turn, name in enumerate(sorted(set().union(*asked))):
            read.add(name)
            readers = [browser for browser, names in zip(browsers, asked, strict=True) if name in names]
            for place, value in enumerate(share(address + name, 5).values(), start=turn):
                for browser in readers if LONG_FORM else [readers[place % len(readers)]]:
                    status = browser.get(f"{address}?{encoded({name: value})}").status_code
                    if status not in CLEAR:
                        wrong.append((address, name, value[:20], status))
    assert wrong == []
    assert {"page", "q", "round", "number", "held", "code", "next", "body", "theme", "state", "kind", "guild"} <= read


@pytest.mark.parametrize(
    "address",
    [
        "/meetings/99999999999999999999/1/",
        "/meetings/5/NaN/",
        "/meetings/5/-1/",
        "/meetings/%DB%B5/%DB%B1/",
        "/meetings/05/01/",
        "/meetings/5/1/editions/99999/",
        "/meetings/5/1/attachments/9223372036854775808/",
        "/people/999999999999999999/",
        "/statements/99999/",
        "/statements/007/",
        "/statements/%DB%B7/",
        "/statements/1/editions/9999/statement.pdf",
        "/statements/1/attachments/9223372036854775808/",
        "/statements/drafts/NaN/",
        "/commitments/9223372036854775808/",
        "/commitments/1/evidence/999999999999999999/",
        "/bodies/0/",
        "/bodies/-1/",
        "/people/%00/",
        "/people/%ED%A0%80/",
        "/people/%FF%FE/",
        "/import/00000000-0000-0000-0000-000000000000/",
        "/import/none/",
        "/v/AAAA-AAAA/",
        "/v/%E2%80%AEAAAA/",
        "/static/../../etc/passwd",
        "/static/%2e%2e/%2e%2e/etc/passwd",
        "/" + "a/" * 30_000,
    ],
)
def test_a_hostile_address_is_not_found(world, address):
    for browser in (reader(), reader(cast.sara())):
        assert browser.get(address).status_code in (302 if address.startswith("/import/") else 404, 400, 404)


def test_every_method_gets_a_clear_answer_everywhere(world):
    wrong = []
    for browser in (reader(), reader(cast.sara())) if LONG_FORM else (reader(cast.sara()),):
        for key in world.args:
            for method in ("head", "options", "put", "patch", "delete", "trace"):
                answer = getattr(browser, method)(world.address(*key))
                if answer.status_code not in CLEAR or (answer.status_code == 405 and not answer["Allow"]):
                    wrong.append((key, method, answer.status_code))
    assert wrong == []


FORMS = [  # who may send it, and where
    ("visitor", "account_login"),
    ("visitor", "verify_code"),
    ("member", "account_change_password"),
    ("member", "account_logout"),
    ("secretary", "import"),
    ("secretary", "import_review"),
    ("secretary", "person_new"),
    ("secretary", "person_edit"),
    ("secretary", "post_edit"),
    ("secretary", "person_merge"),
    ("secretary", "body_new"),
    ("secretary", "body_edit"),
    ("secretary", "round_new"),
    ("secretary", "round_edit"),
    ("secretary", "merge"),
    ("secretary", "members"),
    ("secretary", "members_review"),
    ("secretary", "line"),
    ("secretary", "meeting_new"),
    ("secretary", "meeting_edit"),
    ("secretary", "meeting_postpone"),
    ("secretary", "meeting_cancel"),
    ("secretary", "meeting_plan_again"),
    ("secretary", "meeting_agenda"),
    ("secretary", "meeting_invitations"),
    ("secretary", "meeting_attendance"),
    ("secretary", "commitment_edit"),
    ("secretary", "commitment_step"),
    ("secretary", "commitment_extend"),
]


@pytest.mark.parametrize(("role", "name"), FORMS)
def test_a_form_without_its_token_is_refused(world, role, name):
    browser = reader(cast.ROLES[role](), enforce_csrf_checks=True)
    answer = browser.post(world.address(name))
    assert answer.status_code == 403
    assert "این فرم پذیرفته نشد" in answer.content.decode()


@pytest.mark.parametrize(("role", "name"), FORMS)
def test_a_form_full_of_it_gets_a_clear_answer(world, role, name):
    browser, address = reader(cast.ROLES[role]()), world.address(name)
    names = [*Fields(browser.get(address).content).names, "next"]
    assert len(names) > 1 or name == "account_logout"
    for what, value in share(address, 2).items():
        with undone():
            assert send(browser, address, dict.fromkeys(names, value)).status_code in CLEAR, what


@pytest.mark.parametrize("name", ["round", "number", "text"])
def test_one_hostile_field_among_good_ones_gets_a_clear_answer(world, name):
    """What is taken as text goes on to the review, which must cope with it as well, in each of its own fields."""
    browser = reader(cast.sara())
    good = {"round": str(cast.make_round().pk), "number": "9", "text": "**آقای مثال:** سلام کرد.\n\n- بندی"}
    for what, value in share(name, 2).items():
        with undone():
            answer = send(browser, reverse("import"), {**good, name: value})
            assert answer.status_code in CLEAR, what
            if answer.status_code == 302:
                review = answer["Location"]
                for field in Fields(browser.get(review).content).names:
                    with undone():
                        assert send(browser, review, {"step": "save", field: value}).status_code in CLEAR, (what, field)


def test_the_forms_of_the_back_door_get_a_clear_answer():
    browser, wrong = reader(cast.ali()), []
    for model, options in admin.site._registry.items():
        if not options.has_add_permission(type("Request", (), {"user": cast.ali()})()):
            continue
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")
        names = Fields(browser.get(address).content).names
        for what, value in share(address, 7).items():
            with undone():
                status = send(browser, address, dict.fromkeys(names, value)).status_code
            if status not in CLEAR:
                wrong.append((what, address, status))
    assert wrong == []


def test_no_page_shows_what_was_sent_to_it_as_markup(world):
    browser = reader(cast.sara())
    for page in (
        "home",
        "people",
        "meetings",
        "statements",
        "commitments",
        "bodies",
        "import",
        "verify",
        "account_login",
    ):
        sent = encoded(dict.fromkeys(asked_for(browser, reverse(page)) | {"page", "q", "next"}, HOSTILE["markup"]))
        assert not re.search(rb"<script>alert", browser.get(f"{reverse(page)}?{sent}").content)
