"""The settings: whose archive it is, and what its papers look like."""

import pytest
from django.test import Client

from meetings.minutes_pdf import context_of
from meetings.models import Meeting
from meetings.sheet_of import sheet_of, sheet_of_edition
from records import organisation
from records.models import Event, Organisation
from tests import cast
from tests.forms import fields_of
from tests.markup import parse_errors
from tests.queries import queries_of
from tests.records.settings_page import png, save, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("asked")]


def test_before_anything_is_saved_the_first_settings_hold():
    row = organisation.current()
    assert (row.name, row.order, row.default_audience) == (
        "کارگروه قزوین + ۲۰",
        ("number", "date", "attachment"),
        "members",
    )
    assert (row.emblem, row.quorum, row.invitation_days, row.version) == (None, None, None, 0)
    assert not Organisation.objects.exists()


def test_what_is_saved_stands_in_every_head_and_is_noted_with_what_changed(ali):
    assert save(ali, name="کارگروه نمونه", quorum="۱۲", invitation_days="3")["Location"] == "/settings/"
    for page in (ali.get("/settings/"), Client().get("/meetings/")):
        assert "کارگروه نمونه" in words(page)
    event = Event.objects.get(action="settings.changed")
    assert event.content["changed"] == ["name", "quorum", "invitation_days"]
    assert (event.actor_name, event.version, event.content["quorum"]) == ("علی فرضی", 1, 12)
    assert "نام، حد نصاب، مهلت دعوت‌نامه" in words(ali.get("/settings/"))


def test_saving_what_was_not_changed_writes_nothing(ali):
    save(ali, name="کارگروه نمونه")
    assert "چیزی تغییر نکرده بود" in words(ali.get(save(ali)["Location"]))
    assert (Event.objects.count(), Organisation.objects.get().version) == (1, 1)


def test_of_two_changes_at_once_the_second_is_told_and_can_save_again(ali):
    seen = fields_of(ali.get("/settings/"))
    save(ali, footer="نشانی نمونه")
    late = ali.post("/settings/", {**seen, "name": "نامی دیگر"})
    assert late.status_code == 409
    assert "کس دیگری تنظیمات را تغییر داد" in words(late)
    assert Organisation.objects.get().name == "کارگروه قزوین + ۲۰"
    assert ali.post("/settings/", fields_of(late)).status_code == 302
    assert Organisation.objects.get().name == "نامی دیگر"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"name": "\u200c"}, "این قسمت خالی است"),
        ({"name": "ن" * 121}, "بیش از ۱۲۰ نویسه"),
        ({"lines": "یک\nدو\nسه\nچهار"}, "بیش از ۳ سطر"),
        ({"quorum": "۰"}, "باید میان ۱ و ۱۰۰۰ باشد"),
        ({"quorum": "دو سوم"}, "یک عدد صحیح نیست"),
        ({"invitation_days": "۶۱"}, "باید میان ۱ و ۶۰ باشد"),
        ({"letterhead_order": "date"}, "یکی از گزینه‌های فهرست را برگزینید"),
        ({"default_audience": "nobody"}, "یکی از گزینه‌های فهرست را برگزینید"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_is_saved(ali, typed, told):
    answer = save(ali, **typed)
    assert answer.status_code == 422
    assert told in words(answer)
    assert not Organisation.objects.exists()


def test_the_letterhead_takes_order_lines_and_footer_and_the_sheet_the_name(ali):
    save(
        ali,
        name="کارگروه نمونه",
        lines="شهر نمونه\nدبیرخانه",
        footer="تلفن ۱۲",
        letterhead_order="date,number,attachment",
    )
    minutes = cast.make_minutes(cast.make_meeting())
    context = context_of(sheet_of(minutes))
    assert context["organisation"] == "کارگروه نمونه"
    assert [entry.label for entry in context["letterhead"]] == ["تاریخ", "شماره", "پیوست"]
    assert context["house"].lines == ("شهر نمونه", "دبیرخانه")
    assert context["house"].styles == ("footer.css",)


def test_a_frozen_edition_keeps_the_name_that_it_was_issued_with(ali):
    edition = cast.make_edition(cast.make_meeting())
    save(ali, name="کارگروه نمونه")
    assert sheet_of_edition(edition).organisation == "کارگروه قزوین + ۲۰"


def test_a_new_meeting_is_for_whom_the_settings_say(ali):
    text = {"round": str(cast.make_round(5).pk), "text": cast.TEXT}
    for number, audience in (("7", "everyone"), ("8", "members")):
        save(ali, default_audience=audience)
        review = ali.post("/import/", {**text, "number": number})["Location"]
        ali.post(review, {**fields_of(ali.get(review)), "step": "save"})
        assert Meeting.objects.get(number=number).audience == audience


def test_every_page_asks_once_in_a_while_and_the_page_of_settings_is_sound(ali):
    save(ali, png())
    visitor = Client()
    queries_of(visitor, "/meetings/")
    many = queries_of(visitor, "/meetings/")
    organisation.forget()
    assert queries_of(visitor, "/meetings/") == many + 1
    assert parse_errors(ali.get("/settings/").content) == []
    queries_of(ali, "/settings/")
