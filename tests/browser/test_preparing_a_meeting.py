"""A meeting is prepared in a real browser by keyboard alone: names found, the calendar, the agenda, the roll."""

from datetime import time

import pytest

from meetings.models import AgendaItem, Attendance, Meeting
from people.models import Membership, Person, Post
from persian.jalali import from_jalali, parse_date
from tests import cast
from tests.browser.keyboard import tab_to
from tests.browser.test_people_editing import look


@pytest.fixture
def desk(page, live_server, sign_in):
    """The desk of the secretariat, with a round of twelve members."""
    return furnished(page, live_server, sign_in)


def furnished(page, live_server, sign_in):
    round = cast.make_round(5)
    for at, name in enumerate(["الف", "ب", "پ", "ت", "ث", "ج", "چ", "ح", "خ", "د", "ذ", "ر"]):
        person = cast.make_person(f"نمونه {name}", "", honorific="مهندس")
        Membership.objects.create(round=round, person=person, role="secretary" if at == 1 else "member")
    sign_in(page, cast.sara())
    page.address = live_server.url
    return page


def ahead(**columns):
    given = {"state": "planned", "starts_at": time(16), "place": "تالار شهر", "held_on": parse_date("۱۴۰۵/۸/۲")}
    return cast.make_meeting(2, **{**given, **columns})


def wait_for(page, selector, value):
    """Until the field holds the value."""
    page.locator(f'{selector}[value="{value}"]').or_(page.locator(selector)).first.wait_for(state="attached")
    for _ in range(100):
        if page.input_value(selector) == value:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{selector}: {page.input_value(selector)} and not {value}")


def letter(page, key):
    """A key of a Persian keyboard, which playwright does not know."""
    page.locator(":focus").dispatch_event("keydown", {"key": key, "bubbles": True, "cancelable": True})


def arrive(page, keys):
    with page.expect_navigation():
        page.keyboard.press(keys)


def test_a_meeting_is_planned_by_keyboard(desk):
    chosen = Person.objects.get(family_name="نمونه ت")
    desk.goto(f"{desk.address}/meetings/new/")
    tab_to(desk, "#id_held_on")
    desk.keyboard.type("1405/10/2")
    assert desk.inner_text(".date-field__said") == "چهارشنبه ۲ دی ۱۴۰۵"
    desk.keyboard.press("Alt+ArrowDown")
    assert desk.locator("dialog[open] td[aria-selected=true]").get_attribute("aria-label") == "چهارشنبه ۲ دی ۱۴۰۵"
    look(desk, "the calendar")
    for keys, day in (
        ("ArrowLeft", "پنجشنبه ۳ دی ۱۴۰۵"),
        ("ArrowDown", "پنجشنبه ۱۰ دی ۱۴۰۵"),
        ("Home", "شنبه ۵ دی ۱۴۰۵"),
        ("End", "جمعه ۱۱ دی ۱۴۰۵"),
        ("ArrowRight", "پنجشنبه ۱۰ دی ۱۴۰۵"),
        ("PageDown", "پنجشنبه ۱۰ بهمن ۱۴۰۵"),
        ("ArrowUp", "شنبه ۳ بهمن ۱۴۰۵"),
        ("PageUp", "پنجشنبه ۳ دی ۱۴۰۵"),
        ("Shift+PageUp", "پنجشنبه ۳ دی ۱۴۰۴"),
        ("Shift+PageDown", "پنجشنبه ۳ دی ۱۴۰۵"),
    ):
        desk.keyboard.press(keys)
        focused = desk.locator("td:focus").get_attribute("aria-label")
        assert focused.split(" ", 1)[1] == day.split(" ", 1)[1], keys
    desk.keyboard.press("Escape")
    assert desk.input_value("#id_held_on") == "1405/10/2" and not desk.locator("dialog").is_visible()
    desk.keyboard.press("Alt+ArrowDown")
    desk.keyboard.press("PageDown")
    desk.keyboard.press("Enter")
    assert desk.input_value("#id_held_on") == "۱۴۰۵/۱۱/۰۲"
    assert desk.locator(":focus").get_attribute("id") == "id_held_on"
    tab_to(desk, "#id_starts_at")
    desk.keyboard.type("16")
    tab_to(desk, "#id_chair")
    desk.keyboard.type("نمونه ت")
    desk.keyboard.press("Enter")  # before the answer may be there
    wait_for(desk, "#id_chair_id", str(chosen.pk))
    assert desk.input_value("#id_chair") == "مهندس نمونه ت"
    tab_to(desk, "#id_secretary")
    desk.keyboard.press("Control+A")
    desk.keyboard.type("نمونه")
    desk.locator("#id_secretary-list li").nth(11).wait_for()
    look(desk, "names found")
    assert desk.get_attribute("#id_secretary", "aria-expanded") == "true"
    desk.keyboard.press("ArrowDown")
    active = desk.get_attribute("#id_secretary", "aria-activedescendant")
    assert desk.inner_text(f"#{active} b") == "مهندس نمونه ب"
    desk.keyboard.press("Escape")
    assert desk.get_attribute("#id_secretary", "aria-expanded") == "false"
    assert desk.input_value("#id_secretary") == "نمونه"
    desk.keyboard.press("Control+A")
    desk.keyboard.type("خانم نگار تازه")
    desk.locator("#id_secretary-list li", has_text="شخص تازه").wait_for()
    desk.keyboard.press("Enter")
    assert desk.input_value("#id_secretary_id") == "new"
    arrive(desk, "Enter")
    meeting = Meeting.objects.get()
    assert (meeting.held_on.first, meeting.chair, str(meeting.secretary)) == (
        from_jalali(1405, 11, 2),
        chosen,
        "خانم نگار تازه",
    )


def test_the_browser_knows_the_same_calendar(desk):
    """Days that are hard: the last of a leap year, the first of years on both ends."""
    days = [(1300, 1, 1), (1403, 12, 30), (1404, 12, 29), (1408, 12, 30), (1450, 12, 29), (1405, 7, 1)]
    desk.goto(f"{desk.address}/meetings/new/")
    module = desk.locator('script[src*="date-field"]').get_attribute("src")
    got = desk.evaluate(
        """async ([module, days]) => {
          const { noon, read, jalali } = await import(module);
          return [days.map(([y, m, d]) => new Date(noon(y, m, d)).toISOString().slice(0, 10)),
            noon(1404, 12, 30), ["۲ آذر ۱۴۰۵", "1405/9/2", "۲/۹/۱۴۰۵", "٠٥/٩/٢", "آذر ۱۴۰۵", "سه‌شنبه", "1405/13/1"]
              .map((text) => read(text) && jalali(read(text)).join("/"))];
        }""",
        [module, days],
    )
    assert got[0] == [from_jalali(*day).isoformat() for day in days]
    assert got[1] is None
    assert got[2] == ["1405/9/2"] * 4 + ["1405/9/1", None, None]


def test_an_agenda_is_written_and_put_in_order_by_keyboard_and_by_dragging(desk):
    meeting = ahead()
    desk.goto(f"{desk.address}/meetings/5/2/agenda/")
    tab_to(desk, "#id_new-1-title")
    for title in ("یک", "دو", "سه", "چهار"):
        desk.keyboard.type(title)
        desk.keyboard.press("Enter")
    desk.keyboard.type("پنج")
    desk.keyboard.press("Alt+ArrowUp")
    desk.keyboard.press("Alt+ArrowUp")
    assert desk.inner_text("[data-order-told]") == "بند ۳ از ۵"
    assert desk.locator(":focus").input_value() == "پنج"
    desk.keyboard.press("Tab")
    desk.keyboard.type("نمونه ب")
    desk.keyboard.press("Enter")
    wait_for(desk, "#id_new-5-presenter", "مهندس نمونه ب")
    look(desk, "the agenda")
    rows = desk.locator("[data-row]")
    rows.nth(0).locator(".order-row__handle").hover()
    desk.mouse.down()
    box = rows.nth(1).bounding_box()
    desk.mouse.move(box["x"] + 50, box["y"] + box["height"] - 3, steps=4)
    desk.mouse.up()
    desk.focus("#id_new-1-title")
    arrive(desk, "Control+Enter")
    assert [item.title for item in meeting.agenda.order_by("position")] == ["دو", "یک", "پنج", "سه", "چهار"]
    assert str(AgendaItem.objects.get(title="پنج").presenter) == "مهندس نمونه ب"


def test_attendance_of_twelve_is_taken_by_keyboard(desk):
    meeting = ahead()
    Post.objects.create(person=Person.objects.get(family_name="نمونه د"), title="مدیر")
    guest = cast.make_person("میهمان", "")
    desk.goto(f"{desk.address}/meetings/5/2/attendance/")
    assert "۱۲ عضو حاضر" in desk.inner_text("[data-roll-count]")
    desk.locator("[data-roll-row]:first-child input:focus").wait_for()
    desk.keyboard.press("ArrowDown")
    letter(desk, "غ")  # the second is absent
    desk.keyboard.press("Enter")
    letter(desk, "ت")  # the third is late, and the hour is asked for
    desk.keyboard.type("1620")
    desk.keyboard.press("Enter")
    for _ in range(4):
        desk.keyboard.press("ArrowLeft")  # the fourth by arrows: excused
    desk.keyboard.press("Enter")
    letter(desk, "ج")
    desk.keyboard.type("خانم جانشین")
    assert "۹ عضو حاضر" in desk.inner_text("[data-roll-count]")
    assert desk.inner_text("[data-roll-summary]") == "۸ حاضر، ۱ با تأخیر، ۱ با حضور جانشین، ۱ غیبت موجه، ۱ غایب"
    look(desk, "the roll")
    tab_to(desk, "#id_new-1-person")
    desk.keyboard.type("میهم")
    desk.keyboard.press("Enter")
    wait_for(desk, "#id_new-1-person_id", str(guest.pk))
    desk.keyboard.press("Enter")
    assert desk.locator(":focus").get_attribute("id") == "id_new-2-person"
    desk.keyboard.type("خانم نو")
    desk.keyboard.press("Enter")
    wait_for(desk, "#id_new-2-person_id", "new")
    with desk.expect_navigation():
        desk.keyboard.press("Control+Enter")
        desk.keyboard.press("Control+Enter")  # a hasty hand: one step all the same
    assert "۱۰ حاضر، ۱ با تأخیر، ۱ با حضور جانشین، ۱ غیبت موجه، ۱ غایب" in desk.inner_text("[role=status] >> nth=0")
    seats = list(meeting.attendance.order_by("position"))
    assert [seat.status for seat in seats] == [
        *("present", "absent", "late", "excused", "stand_in"),
        *["present"] * 9,
    ]
    assert (seats[2].arrived_at, seats[4].stand_in_as_written) == (time(16, 20), "خانم جانشین")
    assert Meeting.objects.get().state == "held"


def test_whoever_is_on_the_roll_is_shown_there_and_not_added_again(desk):
    ahead()
    desk.goto(f"{desk.address}/meetings/5/2/attendance/")
    person = Person.objects.get(family_name="نمونه د")
    desk.fill("#id_new-1-person", "")
    desk.focus("#id_new-1-person")
    desk.keyboard.type("نمونه د")
    desk.keyboard.press("Enter")
    row = desk.locator(f'[data-person="{person.pk}"] input:focus')
    row.wait_for()
    assert desk.input_value("#id_new-1-person") == ""


def test_attendance_needs_no_script(open_page, live_server, sign_in):
    page = furnished(open_page(java_script_enabled=False, width=360, height=740), live_server, sign_in)
    meeting = ahead()
    page.goto(f"{page.address}/meetings/5/2/attendance/")
    late = page.locator("[data-roll-row]").nth(2)
    assert not late.get_by_label("ساعت ورود").is_visible()
    late.get_by_label("با تأخیر").check(force=True)
    late.get_by_label("ساعت ورود").fill("۱۶:۲۰")
    page.fill("#id_new-1-person", "خانم نو")
    with page.expect_navigation():
        page.click("main button.btn--main")
    page.check("#id_new-1-person_id")
    with page.expect_navigation():
        page.click("main button.btn--main")
    assert meeting.attendance.count() == 13
    assert Attendance.objects.filter(status="late", arrived_at=time(16, 20)).count() == 1
