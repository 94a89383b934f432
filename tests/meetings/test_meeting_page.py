"""The record on a meeting's page: lists that nest soundly, anchors, notes beside their line, and what is unknown."""

from dataclasses import replace

from django.template.loader import render_to_string

from meetings.page import Fact, MarginNote, MeetingPage, facts_of, facts_of_bare_meeting, turns_of
from meetings.sheet import BlockSheet, MinutesSheet, TurnSheet
from tests.markup import parse_errors

BLOCKS = (
    BlockSheet(1, "lead", 0, "باغ‌های شهر را بشماریم."),
    BlockSheet(2, "bullet", 1, "باغ‌های شمالی"),
    BlockSheet(3, "bullet", 2, "با <قنات>"),
    BlockSheet(4, "bullet", 1, "باغ‌های جنوبی"),
    BlockSheet(5, "subheading", 0, "آب:"),
    BlockSheet(6, "bullet", 1, "نوبت آب"),
    BlockSheet(7, "bullet", 4, "نوبت شب"),
    BlockSheet(8, "bullet", 2, "نوبت روز"),
)
SHEET = MinutesSheet(
    organisation="کارگروه",
    title="صورتجلسه جلسه سوم دور پنجم",
    kind="صورتجلسه نیمه‌مشروح",
    is_summary=False,
    round_number=5,
    round_name="دور پنجم",
    meeting_number=3,
    number_words="سوم",
    number_is_probable=False,
    letter_number="",
    letter_attachment="",
    weekday="دوشنبه",
    date="۲ آذر ۱۴۰۵",
    date_short="۱۴۰۵/۰۹/۰۲",
    start="۱۶:۰۰",
    end="",
    place="",
    chair="",
    secretary="",
    attendance_known=False,
    present=(),
    absent=(),
    guests=(),
    agenda=(),
    turns=(TurnSheet(1, "خانم راستین", "دبیر", 9, BLOCKS),),
    decisions=(),
    signatures=(),
)


def record(notes=None, sheet=SHEET):
    turns = turns_of(sheet, notes or {}, lambda person: f"/people/{person}/")
    return render_to_string("meetings/_record.html", {"turns": turns, "is_summary": sheet.is_summary})


def test_every_line_can_be_linked_to():
    html = record()
    for number in range(1, 9):
        assert f'id="b{number}"' in html
    assert 'aria-label="بند ۸">۸</a>' in html
    assert 'id="t1"' in html


def test_lists_nest_as_deep_as_the_document_and_close_again():
    page = f'<!DOCTYPE html><html lang="fa"><head><title>۱</title></head><body>{record()}</body></html>'
    assert parse_errors(page) == []
    assert page.count("<ul>") == page.count("</ul>") == 5
    assert page.count("<li ") == page.count("</li>") == 6


def test_text_is_shown_as_text():
    assert "با &lt;قنات&gt;" in record()


def test_a_note_stands_in_its_own_line():
    html = record({4: [MarginNote("روایت دیگر:", "بند ۲", "#b2", "account")]})
    line = html.partition('id="b4"')[2].partition('id="b5"')[0]
    assert '<small class="note note--account">روایت دیگر: <a href="#b2">بند ۲</a></small>' in line
    assert html.count('class="note') == 1


def test_a_speaker_known_as_a_person_leads_to_the_person():
    assert '<a href="/people/9/">خانم راستین</a> <small>(دبیر)</small>' in record()


def test_a_summary_does_not_speak_in_the_voice_of_the_document():
    assert "record--summary" in record(sheet=replace(SHEET, is_summary=True))
    assert "record--summary" not in record()


def test_a_turn_names_its_first_and_last_line():
    (turn,) = turns_of(SHEET, {})
    assert turn.span == "۱–۸"
    (alone,) = turns_of(replace(SHEET, turns=(TurnSheet(1, "خانم راستین", "", None, BLOCKS[:1]),)), {})
    assert alone.span == "۱"


def test_the_head_says_what_is_known_and_what_is_not():
    facts = {fact.label: fact.value for fact in facts_of(SHEET)}
    assert facts["تاریخ تشکیل جلسه"] == "دوشنبه ۲ آذر ۱۴۰۵"
    assert facts["ساعت"] == "از ۱۶:۰۰"
    assert facts["حاضرین"] == facts["محل برگزاری"] == ""


def test_many_unknown_facts_are_told_in_one_phrase_and_few_are_not():
    def unknown(facts):
        return MeetingPage(over=(), title="", state="", standfirst="", facts=facts).unknown

    bare = facts_of_bare_meeting("دور دوم", "سوم")
    assert unknown(bare) == "تاریخ تشکیل جلسه، محل برگزاری و حاضرین"
    assert unknown((Fact("روز", ""), Fact("محل", ""), Fact("دور", "اول"))) == ""


def test_facts_that_are_lacking_are_set_with_words():
    html = render_to_string("_facts.html", {"facts": facts_of(SHEET), "unknown": ""})
    assert html.count("در سند درج نشده") == 5
