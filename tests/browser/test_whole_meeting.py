"""A whole meeting in a real browser by keyboard alone: from the desk to the published minutes and their PDF.

The document has the shape of the real one: three speakers, 27 points on two levels, a sub-heading, a paragraph. The
keys that are pressed beyond the text itself are counted part by part; more than that is a step back.
"""

import re
import subprocess

import pytest
from playwright.sync_api import Page, expect

from meetings import outline
from people.models import Membership, Post
from projects.models import Theme
from tests import cast
from tests.browser.keyboard import Keys
from tests.browser.papers import OPENING
from tests.browser.writing import PEN, SPEAKER

pytestmark = pytest.mark.django_db(transaction=True)

MEMBERS = [
    ("دکتر", "بهرام", "نمونه"),
    ("خانم", "پروین", "مثال"),
    *(("آقای", name, "فرضی‌نژاد") for name in ("آرش", "بابک", "پرویز", "تورج", "جمشید")),
    *(("خانم", name, "نمونه‌فر") for name in ("چیستا", "خاطره", "دلارام", "ریحانه", "زری")),
]
# By the place on the roll: the key of the state, and the hour that it asks for.
MARKED = {2: ("6", ""), 4: ("5", ""), 6: ("2", "1620"), 8: ("3", "1730"), 10: ("6", "")}
ABSENT = (2, 4, 10)
NOTES = {4: "غیبت موجه", 6: "ورود در ساعت ۱۶:۲۰", 8: "خروج در ساعت ۱۷:۳۰"}
DECIDED = "گزارش فصل را بخوانند"
BODY = "سازمان فرضی پارک‌ها"
# Writing: 29 times Enter for the next line, 12 for its level, 3 for the speakers, 2 for the next turn, 4 for the tie.
AT_MOST = {"attendance": 18, "writing": 50, "decision": 6, "confirming": 4, "publishing": 3}


@pytest.fixture
def desk(page: Page, live_server, sign_in, monkeypatch) -> Page:
    """The desk on the day of a planned meeting, before one person who holds all roles, as the first account does."""
    round = cast.make_round(5)
    for honorific, given, family in MEMBERS:
        person = cast.make_person(family, given, honorific=honorific)
        Membership.objects.create(round=round, person=person)
        if given == "بهرام":
            Post.objects.create(person=person, title="رئیس شورای نمونه")
    cast.make_body(BODY)
    Theme.objects.create(number=7, title="هوای پاک", audience="everyone")
    meeting = cast.make_meeting(2, state="planned", place="تالار شهر", audience="members")
    monkeypatch.setattr("qazvin20.views.tehran_today", lambda *now: meeting.held_on.first)
    sign_in(page, cast.make_user("yalda", name="یلدا فرضی", roles=("secretary", "confirmer", "administrator")))
    page.goto(f"{live_server.url}/desk/")
    return page


def take_attendance(desk: Page, keys: Keys) -> list[str]:
    """Everybody is present but for those of MARKED. The names in the order of the roll."""
    keys.follow("Control+Enter")
    names = [" ".join(name.split()) for name in desk.locator("[data-roll] legend").all_inner_texts()]
    for place in range(len(names)):
        if place:
            keys.press("Enter")
        key, hour = MARKED.get(place, ("", ""))
        if key:
            keys.press(key)
            keys.type(hour)
    keys.follow("Control+Enter")
    return names


def write(desk: Page, keys: Keys) -> None:
    """Types the paper, with one line tied to a theme on the way."""
    speakers = iter(("بهرام", "پروین", "آقای کوروش فرضی"))
    for number, turn in enumerate(outline.read(OPENING).turns):
        if number:
            keys.press("Control+Enter")
        expect(desk.locator(SPEAKER)).to_be_focused()
        keys.type(next(speakers))
        keys.press("Enter")
        expect(desk.locator(PEN)).to_be_focused()
        level = 0
        for place, block in enumerate(turn.blocks):
            if place:
                keys.press("Enter")
            keys.press(*["Tab"] * (block.level - level), *["Shift+Tab"] * (level - block.level))
            level = block.level
            keys.type(block.text)
            if block.text == "نقشه درختان کهن":
                keys.press("Space", "#", "7")
                expect(desk.locator("[data-targets] [role=option]").first).to_contain_text("هوای پاک")
                keys.press("Enter")
                expect(desk.locator("[data-ties] li")).to_have_count(1)


def decide(desk: Page, keys: Keys) -> None:
    """The line before the last becomes a decision with an executor and a deadline."""
    keys.press("ArrowUp", "Alt+4")
    expect(desk.locator("[data-mark=decision]")).to_have_attribute("aria-pressed", "true")
    keys.press("Alt+4")
    expect(desk.locator("dialog[open] [name=executor]")).to_be_focused()
    keys.type("فرضی پارک")
    keys.press("Tab", "Tab")
    expect(desk.locator("dialog[open] [name=deadline]")).to_be_focused()
    keys.type("1405/12/1")
    keys.press("Enter")
    expect(desk.locator("dialog[open]")).to_have_count(0)
    expect(desk.locator(PEN)).to_be_focused()


def confirm(desk: Page, keys: Keys) -> None:
    """From the pen to the draft, to the members, and confirmed."""
    keys.follow("Control+Shift+Enter")
    keys.follow("Control+Enter")
    expect(desk.locator("[role=status]").first).to_contain_text("برای تأیید فرستاده شد")
    keys.follow("Control+Enter")
    expect(desk.locator("main select")).to_be_focused()
    keys.follow("Control+Enter")
    expect(desk.locator("[role=status]").first).to_contain_text("صورتجلسه تأیید شد")


def publish(desk: Page, keys: Keys) -> None:
    """For everyone, which is the first of two."""
    keys.follow("Control+Enter")
    expect(desk.locator("input[value=members]")).to_be_focused()
    keys.press("ArrowUp")
    desk.context.set_default_navigation_timeout(60_000)  # the PDF is set
    keys.follow("Control+Enter")
    expect(desk.locator("[role=status]").first).to_contain_text("صورتجلسه منتشر شد")


def test_a_whole_meeting_by_keyboard_alone(desk, open_page, live_server):
    keys, counted = Keys(desk), {}
    names = take_attendance(desk, keys)
    counted["attendance"] = keys.part()
    write(desk, keys)
    counted["writing"] = keys.part()
    decide(desk, keys)
    counted["decision"] = keys.part()
    confirm(desk, keys)
    counted["confirming"] = keys.part()
    publish(desk, keys)
    counted["publishing"] = keys.part()
    assert {part: keys for part, keys in counted.items() if keys > AT_MOST[part]} == {}

    visitor = open_page()
    visitor.goto(desk.url)
    assert_page_tells_all(visitor, names)
    pdf = visitor.request.get(f"{desk.url}minutes.pdf").body()
    assert_paper_tells_all(pdf, names)
    visitor.goto(f"{live_server.url}/themes/7/")
    expect(visitor.locator("main")).to_contain_text("نقشه درختان کهن")


def lists_of(names: list[str]) -> list[list[str]]:
    """Who was there and who was not, each with what is said of him, in the order of the roll."""
    told = [plain(f"{name} عضو {NOTES.get(place, '')}") for place, name in enumerate(names)]
    absent = [place in ABSENT for place in range(len(names))]
    return [[row for row, away in zip(told, absent, strict=True) if away is wanted] for wanted in (False, True)]


def lines() -> list[str]:
    return [block.text for turn in outline.read(OPENING).turns for block in turn.blocks]


def assert_page_tells_all(page: Page, names: list[str]) -> None:
    rolls = [[plain(row) for row in roll.locator("li").all_inner_texts()] for roll in page.locator(".present").all()]
    assert rolls == lists_of(names)
    assert len(rolls[0]) + len(rolls[1]) == 12
    written = [line.removesuffix(" (مصوبه)") for line in page.locator(".record .txt").all_inner_texts()]
    assert written == lines()
    assert page.locator(".speaker").all_inner_texts() == [
        "دکتر بهرام نمونه (رئیس شورای نمونه):",
        "خانم پروین مثال:",
        "آقای کوروش فرضی:",
    ]
    (decision,) = page.locator(".decisions li").all_inner_texts()
    assert plain(decision) == f"۱ {DECIDED} مسئول اجرا {BODY} مهلت اجرا ۱۴۰۵/۱۲/۰۱ بند ۳۱ همین صورتجلسه"


def assert_paper_tells_all(pdf: bytes, names: list[str]) -> None:
    said = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    there, _, rest = plain(said).partition("حاضرین")[2].partition("غایبین")
    away, _, record = rest.partition("مشروح مذاکرات")
    for place, name in enumerate(names):
        assert (name in there, name in away) == (place not in ABSENT, place in ABSENT), name
    assert "۱۶:۲۰" in there and "۱۷:۳۰" in there and "غیبت موجه" in away
    for line in lines():
        _, found, record = record.partition(plain(line))
        assert found, line
    decided = record.partition("مصوبات")[2]
    assert all(words in decided for words in (DECIDED, BODY, "۱۴۰۵/۱۲/۰۱"))


def plain(text: str) -> str:
    """In one line, without the marks of direction, brackets and commas, which paper and page set in different ways."""
    return " ".join(re.sub(r"[()،]", " ", re.sub(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", text)).split())
