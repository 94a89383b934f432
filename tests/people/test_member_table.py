"""A whole round's members: on one screen, or from a table that is looked through row by row and saved whole."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from people.member_table import COLUMNS
from people.models import Membership, Person, PersonName
from records.models import Event, PendingImport
from records.table_file import csv_of, read
from records.table_import import Fate
from tests import cast
from tests.forms import fields_of
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
HEADS = "عنوان,نام,نام خانوادگی,نقش,مبنای عضویت,شروع عضویت,پایان عضویت"


@pytest.fixture
def sara():
    return cast.client_for(cast.sara())


@pytest.fixture
def fifth():
    return cast.make_round(5)


def sent(sara, *lines, name="members.csv"):
    """The review that a file of these lines leads to: its address and page."""
    content = "\r\n".join([HEADS, *lines]).encode()
    answer = sara.post(reverse("members_file", args=[5]), {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"], sara.get(answer["Location"])


def fates(page):
    return [row.judged.fate.name for row in page.context["page"].review.rows]


def form(page, **changed):
    """What a browser would send, with some fields changed."""
    fields = {name: values[-1] for name, values in fields_of(page).items()}
    return {**fields, **changed}


def people_of(round):
    return sorted(str(seat.person) for seat in round.memberships.select_related("person"))


def test_every_row_has_its_fate_before_anything_is_saved(sara, fifth):
    certain, seated = cast.make_person("شناخته", "علی"), cast.make_person("نشسته", "مینا")
    PersonName.objects.create(person=certain, written="مهندس علی شناخته", confidence="certain")
    cast.make_person("حدس‌زده", "پری")
    Membership.objects.create(round=fifth, person=seated)
    _, page = sent(
        sara,
        "آقای,کوروش,تازه,عضو,,۱۴۰۵/۹/۲,",
        "مهندس,علی,شناخته,رئیس,,,",
        "خانم دکتر,پري,حدس زده,عضو,,,",
        ",مینا,نشسته,عضو,,,",
        "جناب آقای,كوروش,تازه,عضو,,,",
        ",,,,,,۱۴۰۵",
        ",بهرام,بدتاریخ,شاه,,۳۰ اسفند ۱۴۰۴,",
    )
    assert fates(page) == ["NEW", "CERTAIN", "PROBABLE", "THERE", "TWICE", "BAD", "BAD"]
    review = page.context["page"].review
    assert review.rows[4].judged.note == "همان سطر ۲ است: «آقای کوروش تازه»."
    assert list(review.rows[5].judged.errors) == ["family_name"]
    assert set(review.rows[6].judged.errors) == {"role", "since"}
    assert review.rows[0].judged.detail == "عضو، شخصیت حقیقی، از ۲ آذر ۱۴۰۵"
    assert "«شاه» شناخته نشد" in page.content.decode()
    assert '<a href="#line-7">سطر ۷</a>' in page.content.decode()
    assert dict(review.counts) == {
        "تازه": "۱",
        "شناخته، قطعی": "۱",
        "شناخته، محتمل": "۱",
        "پیش‌تر هست": "۱",
        "تکراری در همین جدول": "۱",
        "نادرست": "۲",
    }
    assert (Person.objects.count(), Membership.objects.count()) == (3, 1)


def test_twenty_members_from_a_file_with_two_bad_rows_and_one_duplicate_spelled_otherwise(sara, fifth):
    lines = [f"آقای,نام{at},خانواده{at},عضو,شخصیت حقیقی,آذر ۱۴۰۵," for at in range(1, 21)]
    lines += [",,,عضو,,,", "خانم,رعنا,نادرست,عضو,,سیزدهم,", "مهندس,نام۳,خانواده۳,عضو,,,"]
    address, page = sent(sara, *lines)
    assert fates(page) == ["NEW"] * 20 + ["BAD", "BAD", "TWICE"]
    refused = sara.post(address, form(page, step="save"))
    assert refused.status_code == 422
    assert "۲ سطر هنوز نادرست است و چیزی ثبت نشده است" in refused.content.decode()
    assert not Person.objects.exists()
    saved = sara.post(address, form(refused, step="save", **{"fate-22": "leave", "fate-23": "leave"}), follow=True)
    assert "۲۰ عضو به دور پنجم افزوده شد." in saved.content.decode()
    assert fifth.memberships.count() == 20 == Person.objects.count()
    assert not PendingImport.objects.exists()
    event = Event.objects.about(fifth).get()
    assert (event.action, len(event.content["members"])) == ("round.members_added", 20)
    assert Event.objects.filter(action="person.registered").count() == 20


def test_a_bad_row_is_put_right_in_the_review_and_seen_before_it_is_saved(sara, fifth):
    address, page = sent(sara, ",رعنا,درست,عضو,,,", ",بهرام,,عضو,,,")
    corrected = form(page, step="save", **{"row-3-family_name": "اصلاح‌شده"})
    again = sara.post(address, corrected)
    assert again.status_code == 422
    assert "سرنوشت برخی سطرها تازه است" in again.content.decode()
    assert fates(again) == ["NEW", "NEW"]
    assert 'value="اصلاح‌شده"' in again.content.decode()
    assert sara.post(address, form(again, step="save")).status_code == 302
    assert people_of(fifth) == ["بهرام اصلاح‌شده", "رعنا درست"]


def test_checking_again_saves_nothing(sara, fifth):
    address, page = sent(sara, ",بهرام,,عضو,,,")
    again = sara.post(address, form(page, step="check", **{"row-2-family_name": "نامدار"}))
    assert (again.status_code, fates(again)) == (200, ["NEW"])
    assert not Person.objects.exists()


def test_who_is_probably_known_is_decided_by_a_human(sara, fifth):
    known = cast.make_person("حدس‌زده", "پری")
    address, page = sent(sara, "خانم,پری,حدس زده,عضو,,,")
    options = page.context["page"].review.rows[0].judged.options
    assert [option.value for option in options] == [f"person-{known.pk}", "new", "leave"]
    assert sara.post(address, form(page, step="save", **{"fate-2": "new"})).status_code == 302
    assert Person.objects.count() == 2
    address, page = sent(sara, "خانم,پری,حدس زده,عضو,,,")
    assert fates(page) == ["THERE"], "by the full name she is certainly known now"


def test_two_rows_that_a_human_takes_for_one_person_are_one_seat(sara, fifth):
    known = cast.make_person("حدس‌زده", "پری")
    address, page = sent(sara, ",پری,حدس‌زده,عضو,,,", ",,حدس‌زده,عضو,,,")
    wanted = f"person-{known.pk}"
    saved = sara.post(address, form(page, step="save", **{"fate-2": wanted, "fate-3": wanted}), follow=True)
    assert "۱ عضو به دور پنجم افزوده شد." in saved.content.decode()
    assert people_of(fifth) == ["پری حدس‌زده"]


def test_a_duplicate_may_be_another_person_of_the_same_name(sara, fifth):
    address, page = sent(sara, ",علی,رضایی,عضو,,,", ",علي,رضایی,عضو,,,")
    assert fates(page) == ["NEW", "TWICE"]
    assert sara.post(address, form(page, step="save", **{"fate-3": "new"})).status_code == 302
    assert people_of(fifth) == ["علی رضایی", "علی رضایی"]


def test_a_fate_that_changed_since_is_shown_before_it_is_saved(sara, fifth):
    address, page = sent(sara, ",کوروش,تازه,عضو,,,")
    cast.make_person("تازه", "کوروش")
    again = sara.post(address, form(page, step="save"))
    assert (again.status_code, fates(again)) == (422, ["PROBABLE"])
    assert not fifth.memberships.exists()


def test_a_table_without_a_row_to_save_saves_nothing(sara, fifth):
    Membership.objects.create(round=fifth, person=cast.make_person("نشسته", "مینا"))
    address, page = sent(sara, ",مینا,نشسته,عضو,,,")
    answer = sara.post(address, form(page, step="save"))
    assert answer.status_code == 422
    assert "سطری نیست که ثبت شود" in answer.content.decode()


def test_the_table_is_saved_whole_or_not_at_all(sara, fifth, monkeypatch):
    address, page = sent(sara, ",کوروش,یکم,عضو,,,", ",کوروش,دوم,عضو,,,")
    made = Membership.objects.create

    def breaking(**columns):
        if columns["person"].family_name == "دوم":
            raise RuntimeError
        return made(**columns)

    monkeypatch.setattr(Membership.objects, "create", breaking)
    with pytest.raises(RuntimeError):
        sara.post(address, form(page, step="save"))
    assert (Person.objects.count(), Event.objects.count(), PendingImport.objects.count()) == (0, 0, 1)


def test_a_review_is_its_owners_alone_and_of_its_round(sara, fifth):
    address, _ = sent(sara, ",کوروش,تازه,عضو,,,")
    assert cast.client_for(cast.kamran()).get(address).status_code == 404
    cast.make_round(4)
    assert sara.get(address.replace("/5/", "/4/")).status_code == 404
    assert sara.post(address, {"step": "stop"}, follow=True).status_code == 200
    assert sara.get(address).status_code == 404


def test_a_file_that_is_no_table_is_refused_beside_the_field(sara, fifth):
    address = reverse("members_file", args=[5])
    answer = sara.post(address, {"file": SimpleUploadedFile("members.xlsx", b"%PDF-1.7")})
    assert answer.status_code == 422
    assert "این پرونده PDF است" in answer.content.decode()
    assert list(sara.post(address).context["form"].errors) == ["file"]


def test_the_templates_are_tables_that_the_review_takes(sara, fifth):
    for kind in ("csv", "xlsx"):
        answer = sara.get(reverse(f"members_template_{kind}", args=[5]))
        assert f"members-5.{kind}" in answer["Content-Disposition"]
        assert read(answer.content, COLUMNS).rows[0].values["family_name"] == "نمونه"
    assert load_workbook(io.BytesIO(answer.content)).active.sheet_view.rightToLeft


def test_columns_that_nobody_asked_for_are_named(sara, fifth):
    content = "نام خانوادگی,رنگ\nرضایی,سبز\n".encode()
    answer = sara.post(reverse("members_file", args=[5]), {"file": SimpleUploadedFile("a.csv", content)}, follow=True)
    assert "این ستون‌ها شناخته نشد و خوانده نمی‌شود: رنگ." in answer.content.decode()


# --- the screen


def screen(sara, **typed):
    address = reverse("members", args=[5])
    return sara.post(address, {**form(sara.get(address)), **typed})


def test_names_typed_row_by_row_go_to_the_same_review(sara, fifth):
    answer = screen(
        sara,
        **{"new-1-given_name": "نگار", "new-1-family_name": "فرضی", "new-2-family_name": "دیگری", "new-2-role": "رئیس"},
    )
    page = sara.get(answer["Location"])
    assert fates(page) == ["NEW", "NEW"]
    sara.post(answer["Location"], form(page, step="save"))
    assert [(str(seat.person), seat.role) for seat in fifth.memberships.order_by("id")] == [
        ("نگار فرضی", "member"),
        ("دیگری", "chair"),
    ]


def test_seats_are_changed_and_taken_away_together(sara, fifth):
    stays, goes = (
        Membership.objects.create(round=fifth, person=cast.make_person(name)) for name in ("ماندنی", "رفتنی")
    )
    answer = screen(
        sara,
        **{f"seat-{stays.pk}-role": "secretary", f"seat-{stays.pk}-until": "۱۴۰۶", f"seat-{goes.pk}-remove": "on"},
    )
    assert answer.status_code == 302
    seat = fifth.memberships.get()
    assert (seat.role, seat.until.written, seat.version) == ("secretary", "۱۴۰۶", 2)
    event = Event.objects.about(fifth).get()
    assert (event.action, [one["name"] for one in event.content["removed"]]) == ("round.members_changed", ["رضا رفتنی"])


def test_a_wrong_date_keeps_every_row_that_was_typed(sara, fifth):
    seat = Membership.objects.create(round=fifth, person=cast.make_person())
    answer = screen(
        sara, **{f"seat-{seat.pk}-since": "۱۴۰۵", f"seat-{seat.pk}-until": "۱۴۰۰", "new-1-family_name": "فرضی"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "پایان پیش از آغاز است" in page and 'value="۱۴۰۰"' in page and 'value="فرضی"' in page
    assert not PendingImport.objects.exists()


def test_two_who_change_one_seat_do_not_overwrite_each_other(sara, fifth):
    seat = Membership.objects.create(round=fifth, person=cast.make_person())
    address = reverse("members", args=[5])
    shown = form(sara.get(address))
    sara.post(address, {**shown, f"seat-{seat.pk}-role": "chair"})
    late = sara.post(address, {**shown, f"seat-{seat.pk}-role": "observer"})
    assert late.status_code == 409
    assert sara.post(address, form(late)).status_code == 302
    assert fifth.memberships.get().role == "observer"
    Membership.objects.all().delete()
    assert sara.post(address, {**shown, f"seat-{seat.pk}-role": "chair"}).status_code == 409


def test_more_rows_are_there_by_the_address(sara, fifth):
    page = sara.get(reverse("members", args=[5]), {"rows": "30"})
    assert len(page.context["page"].new) == 30
    assert len(sara.get(reverse("members", args=[5]), {"rows": "9999"}).context["page"].new) == 100


def test_screen_and_review_ask_equally_often_for_few_and_for_many(sara, fifth):
    def seat(count):
        for at in range(count):
            Membership.objects.create(round=fifth, person=cast.make_person(f"عضو {at} {count}"))

    seat(3)
    few = queries_of(sara, reverse("members", args=[5]))
    seat(200)
    assert queries_of(sara, reverse("members", args=[5])) == few
    short, _ = sent(sara, ",کوروش,یکم,عضو,,,")
    long, page = sent(sara, *[f",کوروش,شماره{at},عضو,,," for at in range(300)])
    assert queries_of(sara, short) == queries_of(sara, long)
    assert set(fates(page)) == {Fate.NEW.name}


def test_what_was_typed_survives_its_way_through_the_table():
    typed = {"family_name": '"رضایی", =۱+۱', "given_name": "\u200cعلی"}
    values = read(csv_of(COLUMNS, [typed]), COLUMNS).rows[0].values
    assert (values["family_name"], values["given_name"]) == ('"رضایی", =۱+۱', "علی")
