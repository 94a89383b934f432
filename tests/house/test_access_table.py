"""Every address × role × method. An address that is not in the table fails."""

import pytest
from django.contrib import admin
from django.db import connection
from django.urls import reverse

from tests import cast
from tests.conftest import LONG
from tests.house import access_of_planning, access_of_users, access_to_confirmation
from tests.house.answers import (
    CLOSED,
    FOR_KEEPERS,
    FOR_MEMBERS,
    FOR_WRITERS,
    IN_REVIEW,
    KEEPERS_STEP,
    LED_ON,
    NOT_THERE,
    NOTHING_YET,
    OPEN,
    READ_ONLY,
    TOO_LATE,
)
from tests.house.conftest import Laid
from tests.house.world import NAMELESS, named_addresses

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"
ROLES = tuple(cast.ROLES)  # visitor, member, liaison, secretary, confirmer, administrator
FILES = ("pdf", "word")

# (name, which): what GET answers to each of the ROLES, what POST (empty, with a valid token) answers
TABLE: dict[tuple[str, str], tuple[str, str]] = {
    ("home", ""): (OPEN, READ_ONLY),
    ("rounds", ""): (OPEN, READ_ONLY),
    ("round", ""): (OPEN, READ_ONLY),
    ("people", ""): (OPEN, READ_ONLY),
    ("person", ""): (OPEN, READ_ONLY),
    ("person", "nowhere named"): (FOR_MEMBERS, READ_ONLY),
    ("person_find", ""): (FOR_WRITERS, CLOSED),
    ("meetings", ""): (OPEN, READ_ONLY),
    ("meeting", ""): (OPEN, READ_ONLY),
    ("meeting", "members"): (FOR_MEMBERS, READ_ONLY),
    ("meeting", "in review"): (OPEN, READ_ONLY),
    ("meeting", "missing"): (NOT_THERE, READ_ONLY),
    **{(f"meeting_{file}", ""): (OPEN, READ_ONLY) for file in FILES},
    **{(f"meeting_{file}", "members"): (FOR_MEMBERS, READ_ONLY) for file in FILES},
    **{(f"meeting_{file}", "in review"): (NOT_THERE, READ_ONLY) for file in FILES},
    **{(f"meeting_{file}", "missing"): (NOT_THERE, READ_ONLY) for file in FILES},
    ("meeting_draft", ""): (FOR_WRITERS, CLOSED),
    ("meeting_draft", "members"): ("302 404 404 404 404 404", CLOSED),
    ("meeting_draft", "in review"): (IN_REVIEW, CLOSED),
    ("meeting_draft", "missing"): ("302 404 404 404 404 404", CLOSED),
    **{(f"meeting_draft_{file}", ""): (FOR_WRITERS, CLOSED) for file in FILES},
    **{(f"meeting_draft_{file}", "members"): ("302 404 404 404 404 404", CLOSED) for file in FILES},
    **{(f"meeting_draft_{file}", "in review"): (IN_REVIEW, CLOSED) for file in FILES},
    **{(f"meeting_draft_{file}", "missing"): ("302 404 404 404 404 404", CLOSED) for file in FILES},
    ("edition", ""): (OPEN, READ_ONLY),
    ("edition", "members"): (FOR_MEMBERS, READ_ONLY),
    ("edition", "draft"): (NOT_THERE, READ_ONLY),
    **{(f"edition_{file}", ""): (OPEN, READ_ONLY) for file in FILES},
    **{(f"edition_{file}", "members"): (FOR_MEMBERS, READ_ONLY) for file in FILES},
    **{(f"edition_{file}", "draft"): (NOT_THERE, READ_ONLY) for file in FILES},
    ("meeting_source", ""): (FOR_WRITERS, CLOSED),
    ("meeting_source", "of another meeting"): ("302 404 404 404 404 404", CLOSED),
    ("attachment", ""): (OPEN, READ_ONLY),
    ("attachment", "members"): (FOR_MEMBERS, READ_ONLY),
    ("attachment", "of another meeting"): (NOT_THERE, READ_ONLY),
    **{("meeting_write", which): (FOR_WRITERS, CLOSED) for which in ("", "in review", "not begun")},
    ("meeting_write", "missing"): (NOTHING_YET, CLOSED),
    ("meeting_write_start", ""): KEEPERS_STEP,
    ("meeting_write_start", "missing"): (CLOSED, NOTHING_YET),
    **{("write_here", which): (FOR_WRITERS, FOR_WRITERS) for which in ("", "in review")},
    ("write_here", "missing"): (NOTHING_YET, NOTHING_YET),
    ("turn", ""): (LED_ON, "302 404 404 422 422 422"),
    ("turn", "in review"): (LED_ON, TOO_LATE),
    **{(name, ""): (CLOSED, "302 404 404 422 422 422") for name in ("turn_move", "turn_merge", "turn_remove")},
    **{(name, "in review"): (CLOSED, TOO_LATE) for name in ("turn_move", "turn_merge", "turn_remove")},
    ("line", ""): FOR_KEEPERS,
    ("line", "in review"): (FOR_WRITERS, TOO_LATE),
    ("line", "missing"): (NOTHING_YET, NOTHING_YET),
    **{("line_targets", which): (FOR_WRITERS, CLOSED) for which in ("", "in review")},
    ("line_targets", "missing"): (NOTHING_YET, CLOSED),
    **access_to_confirmation.TABLE,
    **access_of_planning.TABLE,
    ("import", ""): (FOR_WRITERS, "302 404 404 422 422 422"),
    # What somebody handed in and has not yet looked through is nobody else's.
    ("import_review", ""): ("302 404 404 200 404 404", "302 404 404 302 404 404"),
    ("statements", ""): (OPEN, READ_ONLY),
    ("statement", ""): (OPEN, READ_ONLY),
    ("statement", "members"): (FOR_MEMBERS, READ_ONLY),
    ("statement", "number only"): (OPEN, READ_ONLY),
    ("statement", "missing"): (NOT_THERE, READ_ONLY),
    ("statement_pdf", ""): (OPEN, READ_ONLY),
    ("statement_pdf", "members"): (FOR_MEMBERS, READ_ONLY),
    ("statement_pdf", "number only"): (NOT_THERE, READ_ONLY),
    ("statement_pdf", "missing"): (NOT_THERE, READ_ONLY),
    ("statement_edition", ""): (OPEN, READ_ONLY),
    ("statement_edition", "members"): (FOR_MEMBERS, READ_ONLY),
    ("statement_edition", "in review"): (NOT_THERE, READ_ONLY),
    ("statement_edition_pdf", ""): (OPEN, READ_ONLY),
    ("statement_edition_pdf", "members"): (FOR_MEMBERS, READ_ONLY),
    ("statement_edition_pdf", "in review"): (NOT_THERE, READ_ONLY),
    ("statement_attachment", ""): (OPEN, READ_ONLY),
    ("statement_attachment", "members"): (FOR_MEMBERS, READ_ONLY),
    ("statement_attachment", "of another statement"): (NOT_THERE, READ_ONLY),
    ("statement_reply", ""): (OPEN, READ_ONLY),
    ("statement_reply", "members"): (FOR_MEMBERS, READ_ONLY),
    ("statement_reply", "without a file"): (NOT_THERE, READ_ONLY),
    ("statement_draft", ""): (FOR_WRITERS, CLOSED),
    ("statement_draft", "in review"): (IN_REVIEW, CLOSED),
    # Who may not read the correction is led to what was issued.
    ("statement_draft", "correction"): ("302 200 302 200 200 200", CLOSED),
    ("statement_draft", "issued"): ("302 302 404 302 302 302", CLOSED),
    ("statement_draft_pdf", ""): (FOR_WRITERS, CLOSED),
    ("statement_draft_pdf", "in review"): (IN_REVIEW, CLOSED),
    ("statement_draft_pdf", "correction"): (IN_REVIEW, CLOSED),
    ("statement_draft_pdf", "issued"): ("302 404 404 404 404 404", CLOSED),
    ("commitments", ""): (OPEN, READ_ONLY),
    ("commitment", ""): (OPEN, READ_ONLY),
    ("commitment", "members"): (FOR_MEMBERS, READ_ONLY),
    ("commitment", "of the liaison's body"): ("404 200 200 200 200 200", READ_ONLY),
    ("commitment", "from a draft"): ("404 404 404 200 200 200", READ_ONLY),
    ("commitment", "missing"): (NOT_THERE, READ_ONLY),
    ("commitment_evidence", ""): (OPEN, READ_ONLY),
    ("commitment_evidence", "pending"): ("404 404 404 200 200 200", READ_ONLY),
    ("commitment_evidence", "of another commitment"): (NOT_THERE, READ_ONLY),
    **{(f"commitment_{page}", ""): FOR_KEEPERS for page in ("new", "edit", "step", "extend")},
    **{(name, ""): (OPEN, READ_ONLY) for name in ("points", "points_xlsx", "points_pdf")},
    ("bodies", ""): (OPEN, READ_ONLY),
    ("body", ""): (OPEN, READ_ONLY),
    ("body", "missing"): (NOT_THERE, READ_ONLY),
    ("search", ""): (OPEN, READ_ONLY),
    ("ledger", ""): (OPEN, READ_ONLY),
    **{(name, ""): (FOR_WRITERS, CLOSED) for name in ("desk", "mailings", "mailing_file")},
    **{(name, ""): KEEPERS_STEP for name in ("mailings_send", "mailing_step")},
    ("mailing_file", "of another letter"): (NOTHING_YET, CLOSED),
    ("themes", ""): (OPEN, READ_ONLY),
    ("theme", ""): (OPEN, READ_ONLY),
    ("theme", "members"): (FOR_MEMBERS, READ_ONLY),
    ("theme", "number only"): (OPEN, READ_ONLY),
    ("theme", "missing"): (NOT_THERE, READ_ONLY),
    ("theme_lines", ""): (OPEN, READ_ONLY),
    ("theme_lines", "members"): (FOR_MEMBERS, READ_ONLY),
    ("theme_lines", "number only"): (OPEN, READ_ONLY),
    ("theme_lines", "missing"): (NOT_THERE, READ_ONLY),
    ("projects", ""): (OPEN, READ_ONLY),
    ("project", ""): (OPEN, READ_ONLY),
    ("project", "members"): (FOR_MEMBERS, READ_ONLY),
    ("project", "of a theme for members"): (FOR_MEMBERS, READ_ONLY),
    ("project_lines", ""): (OPEN, READ_ONLY),
    ("project_lines", "members"): (FOR_MEMBERS, READ_ONLY),
    ("project_lines", "of a theme for members"): (FOR_MEMBERS, READ_ONLY),
    ("titles", ""): (OPEN, READ_ONLY),
    ("title", ""): (OPEN, READ_ONLY),
    ("title", "members"): (FOR_MEMBERS, READ_ONLY),
    ("title_lines", ""): (OPEN, READ_ONLY),
    ("title_lines", "members"): (FOR_MEMBERS, READ_ONLY),
    ("guilds", ""): (OPEN, READ_ONLY),
    ("guild", ""): (OPEN, READ_ONLY),
    ("guild", "members"): (FOR_MEMBERS, READ_ONLY),
    ("demands", ""): (OPEN, READ_ONLY),
    ("demand", ""): (OPEN, READ_ONLY),
    ("demand", "members"): (FOR_MEMBERS, READ_ONLY),
    ("demand", "of a guild for members"): (FOR_MEMBERS, READ_ONLY),
    ("demand", "of the liaison's body"): ("404 200 200 200 200 200", READ_ONLY),
    **{(name, ""): FOR_KEEPERS for name in ("person_new", "person_edit", "post_new", "post_edit", "person_merge")},
    **{(name, ""): FOR_KEEPERS for name in ("body_new", "body_edit", "round_new", "round_edit")},
    **{(name, ""): FOR_KEEPERS for name in ("members", "members_file")},
    **{(name, ""): KEEPERS_STEP for name in ("person_name", "person_retire", "post_remove", "body_retire")},
    # What somebody handed in and has not yet looked through is nobody else's.
    ("members_review", ""): ("302 404 404 200 404 404", "302 404 404 422 404 404"),
    **{(f"members_template_{kind}", ""): (FOR_WRITERS, CLOSED) for kind in ("csv", "xlsx")},
    ("person_names", ""): (CLOSED, "302 404 404 422 422 422"),
    ("merge", ""): (FOR_WRITERS, "302 404 404 302 302 302"),
    ("verify", ""): (OPEN, READ_ONLY),
    ("verify_code", ""): (OPEN, OPEN),
    ("verify_code", "members"): (OPEN, OPEN),
    ("verify_code", "missing"): (NOT_THERE, NOT_THERE),
    **access_of_users.TABLE,
    ("healthz", ""): (OPEN, READ_ONLY),
    ("readyz", ""): (OPEN, READ_ONLY),
}


# They lead a visitor on without asking him to sign in for them.
ASK_NOTHING = {reverse("account_logout"), reverse("mfa_authenticate")}


def answers(laid: Laid, address: str, method: str, roles: tuple[str, ...]) -> str:
    """The statuses that each of these roles gets."""
    statuses = []
    for role in roles:
        answer = getattr(laid.reader(role), method)(address)
        statuses.append(str(answer.status_code))
        if role == "visitor" and answer.status_code == 302 and address not in ASK_NOTHING:
            assert answer["Location"].startswith(f"{LOGIN}?next=")
    return " ".join(statuses)


def test_the_table_knows_every_address():
    known = {name for name, _ in TABLE}
    there = {name for name, _, _ in named_addresses() if not name.startswith("admin:")}
    assert there - known == set(), "addresses without a row in the table"
    assert known - there == set(), "rows of addresses that are gone"


@pytest.mark.parametrize(("name", "which"), TABLE, ids=lambda word: word or "-")
def test_every_role_gets_what_it_may(laid, world, name, which):
    """Who may what is decided alike on every database: in the short form each is asked for every other role."""
    address = world.address(name, which)
    chosen = slice(None) if LONG else slice(connection.vendor == "sqlite", None, 2)
    got = {method: answers(laid, address, method.lower(), ROLES[chosen]) for method in ("GET", "POST")}
    told = {method: " ".join(row.split()[chosen]) for method, row in zip(got, TABLE[name, which], strict=True)}
    assert got == told


def test_every_row_has_something_of_its_own_to_ask_for(world):
    assert [key for key in TABLE if key[1] and key not in world.args] == []
    assert [key for key in world.args if key not in TABLE] == []


BACK_DOOR = sorted({(name, arguments) for name, arguments, _ in named_addresses() if name.startswith("admin:")})
# What there is to fill in where an address of the back door has an argument.
FILLED = {"app_label": "people", "object_id": "1", "id": "1", "content_type_id": "1", "url": "nothing"}
KEPT = {f"admin:{model._meta.label_lower.replace('.', '_')}": model for model in admin.site._registry}


def filled(name: str, arguments: tuple[str, ...]) -> dict[str, object]:
    """The arguments of an address of the back door: of the last row that there is to change or delete."""
    model = KEPT.get(name.rpartition("_")[0])
    rows = model._default_manager.order_by("-pk")[:50] if model else ()
    is_frozen = getattr(admin.site._registry.get(model), "is_frozen", lambda row: False)
    row = next((row for row in rows if not is_frozen(row)), None)
    return {argument: row.pk if row and argument in ("object_id", "id") else FILLED[argument] for argument in arguments}


def test_the_back_door_has_no_argument_that_nobody_thought_of():
    assert {argument for _, arguments in BACK_DOOR for argument in arguments} <= set(FILLED)
    assert len(BACK_DOOR) > 50


# What the archive writes by itself: an administrator reads it there, and changes nothing.
ONLY_READ = {
    "meetings_presence",
    "meetings_turnrevision",
    "people_merge",
    "people_signin",
    "people_signinlink",
    "records_chainhead",
    "records_edition",
    "records_event",
    "records_mailing",
    "records_organisation",
    "records_pendingimport",
    "records_storedfile",
}


@pytest.mark.once
def test_the_back_door_is_for_administrators_and_to_others_it_is_not_there(laid, world, monkeypatch):
    """Every address behind it, for every role; a visitor is sent to sign in."""
    browsers = {role: laid.reader(role) for role in ROLES}
    wrong, refused = [], set()
    monkeypatch.setattr("qazvin20.errors.render_to_string", lambda *args: "")  # 2,400 pages that nobody reads
    for name, arguments in BACK_DOOR:
        if name == "admin:logout":
            continue
        address = "/admin/nothing" if name == f"admin:{NAMELESS}" else reverse(name, kwargs=filled(name, arguments))
        for method in ("get", "post"):
            got = {role: getattr(browser, method)(address).status_code for role, browser in browsers.items()}
            administrator = got.pop("administrator")
            if got.pop("visitor") != 302 or set(got.values()) != {404} or administrator >= 500:
                wrong.append((method, address, got, administrator))
            if administrator == 403:
                refused.add(name.removeprefix("admin:"))
    assert wrong == [], "\n".join(map(str, wrong))
    assert refused == {"autocomplete", "people_user_delete"} | {  # the last account is his own
        f"{kept}_{step}" for kept in ONLY_READ for step in ("add", "change", "delete")
    }


def test_leaving_through_the_back_door():
    assert cast.client_for(cast.maryam()).post("/admin/logout/").status_code == 404
    assert cast.client_for(cast.ali()).post("/admin/logout/").status_code == 200
