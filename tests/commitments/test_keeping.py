"""A commitment is made from a line, changed, moved on and extended, by the secretariat alone."""

from datetime import date, timedelta
from unittest.mock import patch

import pytest

from commitments.models import Commitment, Extension
from meetings.confirmation import publication
from meetings.models import Block
from records.models import Event, Organisation
from tests import cast, letters
from tests.commitments.days import TODAY
from tests.forms import fields_of
from tests.reading import get, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def decision(**columns) -> Block:
    """Line 7 of published minutes, a decision."""
    minutes = cast.make_minutes(cast.make_meeting())
    given = {"mark": "decision", "decision_number": 3, **columns}
    Block.objects.filter(number=7).update(**given)
    with patch.object(publication, "minutes_pdf", return_value=cast.PDF):
        publication.publish(minutes, by=None, audience="everyone", confirmed_on_paper=True)
    return Block.objects.get(number=7)


def steps(row: Commitment) -> list[str]:
    return [event.action for event in Event.objects.about(row)]


@pytest.fixture
def sara():
    return cast.client_for(cast.sara())


def send(browser, address: str, **changed):
    """The form at the address as it stands, with some of it changed, sent."""
    shown = browser.get(address)
    return browser.post(address, {**fields_of(shown), **changed})


def test_a_decision_becomes_a_commitment_with_its_executor_and_deadline(sara):
    person = cast.make_person("پیگیر")
    block = decision(
        executor=cast.make_body(), executor_as_written="شهرداری", deadline=date(2027, 3, 20), follow_up=person
    )
    making = f"/commitments/new/?minutes={block.turn.minutes_id}&number=7"
    assert f'<a href="{making.replace("&", "&amp;")}">ثبت تعهد</a>' in read("/meetings/5/1/", cast.sara())
    assert "ثبت تعهد" not in read("/meetings/5/1/", cast.maryam())
    page = sara.get(making)
    assert "پیشنهاد کرد گزارش هر فصل منتشر شود." in page.content.decode()
    assert '<option value="شهرداری نمونه">' in page.content.decode()
    answer = send(sara, making, task="گزارش فصلی منتشر شود", audience="everyone")
    row = Commitment.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/commitments/{row.pk}/")
    assert (row.block, row.executor, row.executor_as_written) == (block, block.executor, "شهرداری")
    assert (row.deadline, row.follow_up, row.state) == (date(2027, 3, 20), person, "registered")
    assert steps(row) == ["commitment.registered"]
    assert Event.objects.last().content["task"] == "گزارش فصلی منتشر شود"
    assert f'<a href="/commitments/{row.pk}/">ثبت‌شده</a>' in read("/meetings/5/1/")
    assert "ثبت تعهد" not in read("/meetings/5/1/", cast.sara())


def test_any_marked_line_can_become_one_even_of_a_draft(sara):
    cast.make_minutes(cast.make_meeting())
    Block.objects.filter(number=7).update(mark="proposal")
    block = Block.objects.get(number=7)
    assert sara.get(f"/commitments/new/?minutes={block.turn.minutes_id}&number=7").status_code == 404, "not published"
    assert send(sara, f"/commitments/new/?line={block.pk}").status_code == 302
    assert Commitment.objects.get().block == block


def test_who_reads_it_is_what_the_settings_say_until_somebody_chooses(sara):
    from records import organisation

    organisation.ask(True)
    Organisation.objects.create(id=1, letterhead_order="number,date,attachment", default_audience="everyone")
    block = decision()
    send(sara, f"/commitments/new/?line={block.pk}")
    assert Commitment.objects.get().audience == "everyone"


@pytest.mark.parametrize("line", ["0", "-1", "999999999999", "9" * 30, "NaN", "۷۷۷", "1"])
def test_a_line_that_is_none_or_has_no_mark_is_not_there(sara, line):
    cast.make_edition(cast.make_meeting())
    line = str(Block.objects.get(number=7).pk) if line == "1" else line
    assert sara.get(f"/commitments/new/?line={line}").status_code == 404


def test_without_a_line_the_decisions_that_nothing_was_made_of_are_offered(sara):
    assert "مصوبه‌ای نیست که از آن تعهدی ثبت نشده باشد" in read("/commitments/new/", cast.sara())
    block = decision()
    page = read("/commitments/new/", cast.sara())
    assert f'<a href="/commitments/new/?line={block.pk}">ثبت تعهد</a>' in page
    letters.make_commitment(block)
    assert f"line={block.pk}" not in read("/commitments/new/", cast.sara())
    assert '<a href="/commitments/new/">تعهد تازه</a>' in read("/commitments/", cast.sara())
    assert "تعهد تازه" not in read("/commitments/", cast.maryam())


def test_the_same_is_not_made_twice_of_a_line_in_whatever_edition(sara):
    block = decision(executor=cast.make_body())
    send(sara, f"/commitments/new/?line={block.pk}", task="یک کار")
    cast.make_edition(block.turn.minutes.meeting)
    newer = Block.objects.filter(number=7).latest("id")
    Block.objects.filter(pk=newer.pk).update(key=block.key, mark="decision", executor=block.executor)
    making = f"/commitments/new/?line={newer.pk}"
    assert "پیش از این از همین بند ثبت شده است" in read(making, cast.sara())
    answer = send(sara, making, task="یک کار")
    assert answer.status_code == 422
    assert "همین تعهد برای همین دستگاه پیش از این ثبت شده است" in answer.content.decode()
    assert send(sara, making, task="کاری دیگر").status_code == 302
    assert Commitment.objects.count() == 2


def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(sara):
    block = decision()
    answer = send(
        sara, f"/commitments/new/?line={block.pk}",
        task="شرحی بلند", executor="سازمان ناپیدا", deadline="آذر ۱۴۰۵", follow_up="ناشناس", audience="x",
    )  # fmt: skip
    page = answer.content.decode()
    assert answer.status_code == 422
    for words in ("دستگاهی با این نام", "تاریخ کامل نیست", "شخصی با این نام", "همگان یا اعضا؟", "شرحی بلند", "ناپیدا"):
        assert words in page, words
    assert not Commitment.objects.exists()


def test_it_is_edited_until_somebody_else_was_quicker(sara):
    row = letters.make_commitment(decision(), deadline=TODAY, task="پیشین")
    address = f"/commitments/{row.pk}/edit/"
    assert f'href="{address}"' in read(f"/commitments/{row.pk}/", cast.sara())
    shown = fields_of(sara.get(address))
    assert send(sara, address, task="تازه", deadline="۱۴۰۶/۱/۱").status_code == 302
    row.refresh_from_db()
    assert (row.task, row.deadline, row.version) == ("تازه", date(2027, 3, 21), 2)
    late = sara.post(address, {**shown, "task": "دیرتر"})
    assert late.status_code == 409
    assert "دیرتر" in late.content.decode()
    assert sara.post(address, {**fields_of(late)}).status_code == 302, "sent once more it counts"
    assert Commitment.objects.get().task == "دیرتر"
    assert steps(row) == ["commitment.changed"] * 2


def test_saving_without_a_change_is_no_event(sara):
    row = letters.make_commitment(decision(), deadline=TODAY, task="کار")
    assert send(sara, f"/commitments/{row.pk}/edit/").status_code == 302
    assert steps(row) == []


def test_the_deadline_of_what_was_notified_is_extended_and_not_changed(sara):
    row = letters.make_commitment(decision(), deadline=TODAY, state="notified")
    assert 'name="deadline"' not in sara.get(f"/commitments/{row.pk}/edit/").content.decode()
    send(sara, f"/commitments/{row.pk}/edit/", task="کار", deadline="۱۴۱۰/۱/۱")
    assert Commitment.objects.get().deadline == TODAY


def test_the_ordinary_way_takes_one_press_a_step(sara):
    row = letters.make_commitment(decision(), state="registered")
    address = f"/commitments/{row.pk}/"
    for state, word in (
        ("notified", "ابلاغ‌شده"), ("in_hand", "در دست اقدام"), ("done", "انجام‌شده"), ("closed", "مختومه"),
    ):  # fmt: skip
        shown = sara.get(address)
        assert f'name="state" value="{state}"' in shown.content.decode()
        answer = sara.post(f"{address}step/", {**fields_of(shown), "state": state}, follow=True)
        assert answer.redirect_chain == [(address, 302)]
        assert f"وضعیت تعهد: {word}." in answer.content.decode()
    assert steps(row) == ["commitment.notified", "commitment.in_hand", "commitment.done", "commitment.closed"]
    assert "مختومه‌شدن" in read(address, cast.sara())


def test_what_comes_to_nothing_or_goes_back_needs_a_reason(sara):
    row = letters.make_commitment(decision(), state="in_hand")
    address = f"/commitments/{row.pk}/step/"
    page = read(f"/commitments/{row.pk}/", cast.sara())
    assert f'<a href="{address}?to=stopped">متوقف …</a>' in page
    assert '<option value="stopped" selected>متوقف (با دلیل)</option>' in read(f"{address}?to=stopped", cast.sara())
    refused = send(sara, f"{address}?to=stopped")
    assert refused.status_code == 422
    assert "برای این گام دلیل لازم است" in refused.content.decode()
    assert send(sara, f"{address}?to=stopped", reason="اعتبار نرسید").status_code == 302
    assert Event.objects.about(row).last().reason == "اعتبار نرسید"
    assert "توقف: «اعتبار نرسید»" in read(f"/commitments/{row.pk}/", cast.sara())
    assert send(sara, address, state="in_hand").status_code == 422
    assert send(sara, address, state="in_hand", reason="اعتبار رسید").status_code == 302
    assert Commitment.objects.get().state == "in_hand"


def test_a_step_that_is_none_of_the_next_ones_is_refused(sara):
    row = letters.make_commitment(decision(), state="closed")
    address = f"/commitments/{row.pk}/step/"
    for state in ("registered", "closed", "dropped", "x", ""):
        assert send(sara, address, state=state, reason="چون").status_code == 422, state
    stale = sara.post(address, {"state": "in_hand", "reason": "چون", "version": "7"})
    assert stale.status_code == 409
    assert "کس دیگری همین را تغییر داد" in stale.content.decode()
    assert Commitment.objects.get().state == "closed"
    assert steps(row) == []


def test_a_deadline_is_put_off_with_its_reason(sara):
    row = letters.make_commitment(decision(), deadline=TODAY, state="in_hand")
    address = f"/commitments/{row.pk}/extend/"
    assert "مهلت کنونی: ۲ آذر ۱۴۰۵" in read(address, cast.sara())
    for deadline, reason in (("۲ آذر ۱۴۰۵", "چون"), ("۱۴۰۰/۱/۱", "چون"), ("۱ دی ۱۴۰۵", ""), ("", "چون")):
        assert send(sara, address, deadline=deadline, reason=reason).status_code == 422
    assert send(sara, address, deadline="۱ دی ۱۴۰۵", reason="نیاز به اعتبار").status_code == 302
    extension = Extension.objects.get()
    assert (extension.old_deadline, extension.new_deadline) == (TODAY, TODAY + timedelta(29))
    assert (extension.granted_on, extension.granted_by_name) == (TODAY, "سارا فرضی")
    assert steps(row) == ["commitment.extended"]
    page = read(f"/commitments/{row.pk}/")
    assert "از ۲ آذر ۱۴۰۵ به ۱ دی ۱۴۰۵: «نیاز به اعتبار»" in page
    assert "گام بعد" not in page, "a visitor has no steps"


def test_what_is_at_an_end_has_no_deadline_to_put_off(sara):
    row = letters.make_commitment(decision(), deadline=TODAY, state="done")
    assert "تمدید مهلت" not in read(f"/commitments/{row.pk}/", cast.sara())
    answer = send(sara, f"/commitments/{row.pk}/extend/", deadline="۱ دی ۱۴۰۵", reason="چون")
    assert answer.status_code == 422
    assert "در جریان نیست" in answer.content.decode()
    assert not Extension.objects.exists()


def test_a_late_commitment_is_told_beside_its_line():
    letters.make_commitment(decision(), deadline=TODAY - timedelta(12), state="in_hand")
    assert 'note--late">تعهد: <a' in read("/meetings/5/1/")
    assert "در دست اقدام، ۱۲ روز گذشته از مهلت" in read("/meetings/5/1/")


@pytest.mark.parametrize("role", ["member", "liaison"])
def test_to_others_it_is_not_there(role):
    row = letters.make_commitment(decision())
    for page in ("new/", f"{row.pk}/edit/", f"{row.pk}/step/", f"{row.pk}/extend/"):
        assert get(f"/commitments/{page}", cast.ROLES[role]()).status_code == 404
