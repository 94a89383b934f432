from datetime import date

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from persian.fields import PartialDateField, PersianCharField, PersianIntegerField
from persian.jalali import parse_date
from tests.persian.any_text import ANY_TEXT, BOUNDED


class MeetingForm(forms.Form):
    title = PersianCharField(label="عنوان", max_length=20)
    note = PersianCharField(label="یادداشت", multiline=True, required=False)
    number = PersianIntegerField(label="شماره", min_value=1, max_value=9999)
    held = PartialDateField(label="تاریخ", required=False)


SOUND = {"title": "جلسه", "number": "۱"}


def errors(name, value):
    form = MeetingForm({**SOUND, name: value})
    assert not form.is_valid()
    assert list(form.errors) == [name]
    return " ".join(form.errors[name])


def cleaned(name, value):
    form = MeetingForm({**SOUND, name: value})
    assert form.is_valid(), form.errors
    return form.cleaned_data[name]


def test_text_is_tidied():
    assert cleaned("title", "  جلسه\u202e علني\x00 ") == "جلسه علنی"
    assert cleaned("note", "\r\nيك\r\n\tدو\r\n") == "یک\n\tدو"


def test_the_length_is_judged_after_tidying_and_the_limit_is_named():
    assert cleaned("title", "ـ" * 5 + "ج" * 20 + "\u200b" * 9) == "ج" * 20
    assert errors("title", "ج" * 21) == "این متن ۲۱ نویسه دارد و بیش از ۲۰ نویسه پذیرفته نمی‌شود. آن را کوتاه کنید."
    assert "۶۰۰۰۰ نویسه دارد" in errors("title", "ج" * 60_000)


@pytest.mark.parametrize("value", ["", "   ", "\u200b\u200b", "\u200c", "\x00", "\u202e\u202c", "\ud800", "\u3164"])
def test_a_required_text_in_which_nothing_is_seen_is_refused(value):
    assert errors("title", value) == "این قسمت خالی است. آن را پر کنید."


def test_lines_that_come_back_as_they_are_stored_stay_so():
    form = MeetingForm({**SOUND, "note": "كتاب\r\nعلي، حسن"})
    form.fields["note"].stored = "كتاب\nعلي"
    assert form.is_valid()
    assert form.cleaned_data["note"] == "كتاب\nعلی، حسن"


@pytest.mark.parametrize("value", ["12", "۱۲", "١٢", " ۱۲ ", "+12"])
def test_a_number_is_taken_in_any_digits(value):
    assert cleaned("number", value) == 12


@pytest.mark.parametrize("value", ["0", "-1", "۱۰۰۰۰", "99999999999999999999", "9" * 5000, "-" + "9" * 5000])
def test_a_number_out_of_range_names_the_range(value):
    assert errors("number", value) == "این عدد باید میان ۱ و ۹۹۹۹ باشد. آن را اصلاح کنید."


@pytest.mark.parametrize("value", ["NaN", "۱۲ب", "1.5", "1e400", "دو", "۱-۲", "Infinity"])
def test_what_is_no_number_is_refused_in_persian(value):
    assert "یک عدد صحیح نیست" in errors("number", value)


def test_a_missing_number_is_asked_for():
    assert errors("number", " ") == "عددی نوشته نشده است. عدد را بنویسید."
    assert PersianIntegerField(required=False).clean("") is None


def test_a_number_fits_its_column_unless_told_otherwise():
    with pytest.raises(forms.ValidationError, match="۲۱۴۷۴۸۳۶۴۷"):
        PersianIntegerField().clean("2147483648")


def test_a_date_is_taken_with_what_is_known_of_it():
    assert cleaned("held", "سال ۸۸") == parse_date("سال ۸۸")
    assert cleaned("held", "۱۴۰۵/۹/۲").first == date(2026, 11, 23)
    assert cleaned("held", " \u200b") is None


def test_a_date_that_does_not_exist_is_refused_with_its_reason():
    assert "کبیسه نیست" in errors("held", "۳۰ اسفند ۱۴۰۴")


def test_a_field_for_a_whole_day_asks_for_the_day():
    with pytest.raises(forms.ValidationError, match="سال، ماه و روز را بنویسید"):
        PartialDateField(whole_day=True).clean("آذر ۱۴۰۵")


def test_what_was_typed_is_shown_again_after_an_error():
    page = MeetingForm({"title": "ي" * 21, "number": "۱۲ب", "held": "۳۰ اسفند ۱۴۰۴"}).as_p()
    assert "ي" * 21 in page
    assert 'value="۱۲ب"' in page
    assert 'value="۳۰ اسفند ۱۴۰۴"' in page


def test_a_page_with_an_error_can_always_be_sent():
    page = MeetingForm({"title": "الف\ud800\x00" * 9, "number": "\ud800", "held": "\udfff\x07"}).as_p()
    assert "\x00" not in page
    page.encode("utf-8")


def test_stored_values_are_shown_in_persian():
    form = MeetingForm(initial={"number": 12, "held": parse_date("سال ۸۸")})
    assert 'value="۱۲"' in str(form["number"])
    assert 'value="سال ۸۸"' in str(form["held"])
    assert 'value="۱۴۰۵/۰۹/۰۲"' in str(MeetingForm(initial={"held": date(2026, 11, 23)})["held"])


def test_inputs_suit_the_keyboard_and_never_cut_what_is_pasted():
    form = MeetingForm()
    assert 'dir="rtl"' in str(form["title"])
    assert "maxlength" not in str(form["title"])
    assert 'inputmode="numeric"' in str(form["number"])
    assert "<textarea" in str(form["note"])


def test_a_form_sent_back_unchanged_has_no_changes():
    form = MeetingForm(
        {"title": "جلسه", "number": "۱۲", "held": "سال ۸۸"},
        initial={"title": "جلسه", "number": 12, "held": parse_date("سال ۸۸")},
    )
    assert not form.has_changed()


@BOUNDED
@given(st.fixed_dictionaries({"title": ANY_TEXT, "note": ANY_TEXT, "number": ANY_TEXT, "held": ANY_TEXT}))
def test_any_input_is_taken_or_refused(data):
    form = MeetingForm(data)
    form.is_valid()
    form.as_p().encode("utf-8")
