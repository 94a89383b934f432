"""A line gets its mark, its decision and its ties on its own page, with or without a script."""

import pytest
from django.urls import reverse

from meetings.models import Block, Mention
from people.models import Round
from projects.models import Project, RaisedTitle, Theme
from tests import cast
from tests.forms import fields_of
from tests.markup import parse_errors
from tests.meetings.writing import Desk
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def minutes():
    return cast.make_minutes(cast.make_meeting(1), text="**آقای الف:** سخن\n- پیشنهاد کرد گزارش منتشر شود.\n- بند")


@pytest.fixture
def block(minutes):
    return Block.objects.get(turn__minutes=minutes, position=2)


@pytest.fixture
def desk(minutes):
    return Desk()


def post(desk, block, **fields):
    return desk.post(desk.at("line", block.key), **fields)


def test_a_line_is_marked_and_unmarked(desk, block):
    status, answer = post(desk, block, step="mark", mark="proposal")
    assert (status, answer["mark"], answer["mark_label"], answer["carries"]) == (
        200,
        "proposal",
        "پیشنهاد",
        ["نشان «پیشنهاد»"],
    )
    assert post(desk, block, step="mark", mark="")[1]["mark"] == ""
    block.refresh_from_db()
    assert block.mark == ""


def test_a_mark_that_is_none_is_refused(desk, block):
    assert post(desk, block, step="mark", mark="verdict")[0] == 422
    assert post(desk, block, step="dance")[0] == 422


def test_decisions_are_numbered_in_the_round(desk, block):
    other = cast.make_minutes(cast.make_meeting(2))
    Block.objects.filter(turn__minutes=other, position=1).update(mark="decision", decision_number=7)
    elsewhere = cast.make_minutes(cast.make_meeting(1, round=4))
    Block.objects.filter(turn__minutes=elsewhere, position=1).update(mark="decision", decision_number=90)
    _, answer = desk.get(desk.at("line", block.key))
    assert answer["decision"]["decision_number"] == "۸"
    post(desk, block, step="mark", mark="decision")
    block.refresh_from_db()

    assert block.decision_number == 8


def test_a_decision_has_executor_deadline_and_follow_up(desk, block):
    body, person = cast.make_body("سازمان نمونه"), cast.make_person("پیگیر", "نرگس")
    status, answer = post(
        desk,
        block,
        step="decision",
        decision_number="۱۲",
        executor="سازمان نمونه",
        executor_as_written="سازمان",
        deadline="۱۴۰۵/۱۲/۱",
        follow_up=str(person.pk),
    )
    block.refresh_from_db()

    assert (status, answer["mark"]) == (200, "decision")
    assert (block.decision_number, block.executor, block.executor_as_written) == (12, body, "سازمان")
    assert (str(block.deadline), block.follow_up) == ("2027-02-20", person)
    assert answer["decision"]["deadline"] == "۱۴۰۵/۱۲/۰۱"
    assert "سازمان نمونه" in answer["decision"]["executor"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("decision_number", "NaN"),
        ("decision_number", "99999"),
        ("executor", "دستگاهی که نیست"),
        ("deadline", "۱۴۰۵/۱۲"),
        ("deadline", "۳۰ اسفند ۱۴۰۴"),
        ("follow_up", "کسی که نیست"),
        ("executor_as_written", "آ" * 201),
    ],
)
def test_what_is_wrong_with_a_decision_is_told_by_its_field(desk, block, field, value):
    status, answer = post(desk, block, step="decision", **{field: value})

    assert (status, list(answer["errors"])) == (422, [field])
    page = desk.browser.post(desk.at("line", block.key), {"step": "decision", field: value})
    assert page.status_code == 422
    assert value in page.content.decode()
    assert parse_errors(page.content) == []


def test_no_two_decisions_of_a_round_have_the_same_number(desk, block):
    other = cast.make_minutes(cast.make_meeting(2))
    Block.objects.filter(turn__minutes=other, position=1).update(mark="decision", decision_number=7)
    status, answer = post(desk, block, step="decision", decision_number="7")

    assert status == 422
    assert "شماره بعدی ۸ است" in answer["errors"]["decision_number"]


def test_the_same_line_in_another_edition_keeps_its_number(block):
    cast.make_edition(cast.make_meeting(9))
    published = Block.objects.filter(turn__minutes__meeting__number=9).first()
    Block.objects.filter(pk=published.pk).update(mark="decision", decision_number=7, key=block.key)

    assert post(Desk(), block, step="decision", decision_number="7")[0] == 200


def test_two_who_change_the_same_decision_do_not_overwrite_each_other(desk, block):
    seen = desk.get(desk.at("line", block.key))[1]["decision"]["seen"]
    assert post(Desk(cast.kamran()), block, step="decision", executor_as_written="الف", seen=seen)[0] == 200
    status, answer = post(desk, block, step="decision", executor_as_written="ب", seen=seen)
    assert status == 409
    assert answer["line"]["decision"]["executor_as_written"] == "الف"
    page = desk.browser.post(desk.at("line", block.key), {"step": "decision", "executor_as_written": "ب", "seen": seen})
    assert page.status_code == 409
    fields = fields_of(page, 1)
    assert fields["executor_as_written"] == ["ب"]
    assert desk.browser.post(desk.at("line", block.key), fields).status_code == 302
    block.refresh_from_db()
    assert block.executor_as_written == "ب"


def test_a_decision_of_which_more_is_known_loses_it_only_when_that_is_said(desk, block):
    post(desk, block, step="decision", executor_as_written="سازمان")
    status, answer = post(desk, block, step="mark", mark="proposal")
    assert (status, answer["loses"][0]["carries"]) == (409, ["مسئول اجرا"])
    page = desk.browser.post(desk.at("line", block.key), {"step": "mark", "mark": "proposal"})
    assert page.status_code == 409
    assert parse_errors(page.content) == []
    fields = fields_of(page, 0)
    assert desk.browser.post(desk.at("line", block.key), {**fields, "drop": "1"}).status_code == 302
    block.refresh_from_db()
    assert (block.mark, block.executor_as_written, block.decision_number) == ("proposal", "", None)


def test_a_line_is_tied_and_untied(desk, block):
    theme = Theme.objects.create(number=7)
    for _ in range(2):
        status, answer = post(desk, block, step="tie", target=f"theme:{theme.pk}")
        assert status == 200
    assert [mention["label"] for mention in answer["mentions"]] == ["موضوع ۷"]
    assert answer["mentions"][0]["href"] == "/themes/7/"
    for _ in range(2):
        status, answer = post(
            desk, block, step="untie", mention=answer["mentions"][0]["id"] if answer["mentions"] else 9
        )
        assert (status, answer["mentions"]) == (200, [])


def test_a_line_takes_no_more_ties_than_a_reader_can_follow(desk, block, monkeypatch):
    monkeypatch.setattr("meetings.writing.line_targets.MAX_MENTIONS", 1)
    first, second = Theme.objects.create(number=1), Theme.objects.create(number=2)

    assert post(desk, block, step="tie", target=f"theme:{first.pk}")[0] == 200
    assert post(desk, block, step="tie", target=f"theme:{second.pk}")[0] == 422
    assert post(desk, block, step="tie", target=f"theme:{first.pk}")[0] == 200


@pytest.mark.parametrize("target", ["", "theme", "theme:", "theme:x", "theme:99", "user:1", "person:" + "9" * 20])
def test_what_is_not_there_can_not_be_tied_to(desk, block, target):
    assert post(desk, block, step="tie", target=target)[0] == 422
    assert not Mention.objects.exists()


def found(desk, query) -> list[str]:
    status, answer = desk.get(reverse("line_targets", args=(5, 1)), q=query)
    assert status == 200
    return [f"{target['kind']} {target['label']}" for target in answer["targets"]]


def test_targets_are_found_by_number_and_by_a_part_of_their_name(desk):
    Theme.objects.create(number=7)
    eight = Theme.objects.create(number=8, title="قزوین، شهر خوش‌نویسی")
    Project.objects.create(theme=eight, title="خانه خوشنویسی قزوین")
    RaisedTitle.objects.create(text="موزه خوشنویسی")
    cast.make_body("شهرداری قزوین")
    cast.make_person("قزوینی", "مهسا")
    cast.make_round(4)

    assert found(desk, "#7") == found(desk, "#۷") == found(desk, "۷") == ["موضوع موضوع ۷"]
    assert found(desk, "8") == ["موضوع موضوع ۸: قزوین، شهر خوش‌نویسی"]
    assert found(desk, "#چهارم") == ["دور دور چهارم"]
    assert found(desk, "قزوین") == [
        "موضوع موضوع ۸: قزوین، شهر خوش‌نویسی",
        "پروژه خانه خوشنویسی قزوین",
        "شخص مهسا قزوینی",
        "دستگاه شهرداری قزوین",
    ]
    assert found(desk, "موزه") == ["عنوان مطروحه موزه خوشنویسی"]
    assert found(desk, "") == found(desk, "#") == found(desk, "هیچ‌چیز") == []


def test_at_most_twelve_targets_are_offered(desk):
    for number in range(1, 20):
        cast.make_person(f"نمونه {number}")

    assert len(found(desk, "نمونه")) == 12


def test_a_line_is_tied_without_a_script(desk, block):
    Theme.objects.create(number=7)
    page = desk.browser.get(desk.at("line", block.key), {"q": "#7"}).content.decode()
    assert parse_errors(page) == []
    assert "موضوع ۷" in page
    theme = Theme.objects.get()
    answer = desk.browser.post(desk.at("line", block.key), {"step": "tie", "target": f"theme:{theme.pk}"}, follow=True)
    assert "برداشتن" in answer.content.decode()
    refused = desk.browser.post(desk.at("line", block.key), {"step": "tie", "target": "theme:9", "q": "#7"})
    assert refused.status_code == 422
    assert parse_errors(refused.content) == []
    assert 'value="#7"' in refused.content.decode()


def test_the_page_of_a_line_shows_its_decision_filled_in(desk, block):
    post(desk, block, step="decision", executor_as_written="سازمان", deadline="۱۴۰۵/۱۲/۱")
    page = desk.browser.get(desk.at("line", block.key))

    assert fields_of(page, 0)["mark"] == ["decision"]
    assert fields_of(page, 1)["deadline"] == ["۱۴۰۵/۱۲/۰۱"]
    assert queries_of(desk.browser, desk.at("line", block.key))


def test_the_draft_shows_what_a_line_speaks_of_beside_that_line(desk, minutes, block):
    theme = Theme.objects.create(number=7)
    Block.objects.update(number=0)  # a draft's lines are counted when they are read
    post(desk, block, step="tie", target=f"theme:{theme.pk}")
    page = desk.browser.get(reverse("meeting_draft", args=(5, 1))).content.decode()
    beside = page[page.index('id="b2"') : page.index('id="b3"')]

    assert "موضوع ۷" in beside


def test_a_line_of_closed_minutes_is_left_alone(minutes, block, desk):
    minutes.state = "in_review"
    minutes.save()

    assert post(desk, block, step="mark", mark="proposal")[0] == 410
    assert "تغییر نمی‌کند" in desk.browser.get(desk.at("line", block.key)).content.decode()
    block.refresh_from_db()
    assert block.mark == ""


def test_a_line_of_another_meeting_is_not_there(minutes, block):
    cast.make_minutes(cast.make_meeting(2))
    desk = Desk()
    desk.address = (5, 2)

    assert desk.get(desk.at("line", block.key))[0] == 404
    assert Round.objects.count() == 1
