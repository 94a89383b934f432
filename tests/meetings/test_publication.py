"""Publishing minutes: the draft becomes an edition, frozen with its PDF, and nothing of it changes afterwards."""

import subprocess
from unittest.mock import patch

import pytest
from django.db import DatabaseError, transaction

from meetings.confirmation import publication
from meetings.confirmation.publication import NotPublished, publish
from meetings.models import Block, Meeting, Minutes, Turn
from meetings.sheet_of import sheet_of, sheet_of_edition, stamp_of
from people.models import Person
from records import files
from records.models import Edition, Event, StoredFile
from records.pdf import PdfError
from tests import cast

pytestmark = pytest.mark.django_db
OTHER_TEXT = "**خانم زهرا مثال:** سخن را کوتاه کرد.\n\n- گزارش دوم خوانده شد.\n"


def rendering(step=None, result=cast.PDF):
    """Instead of the setting of the PDF: takes `step`, as if somebody else had been at work meanwhile."""

    def render(sheet):
        if step:
            step()
        if isinstance(result, Exception):
            raise result
        return result

    return patch.object(publication, "minutes_pdf", side_effect=render)


def confirmed(meeting: Meeting, text: str = cast.TEXT) -> Minutes:
    return cast.make_minutes(meeting, text, state=Minutes.State.CONFIRMED)


def visit(address: str, user=None):
    return cast.client_for(user or cast.visitor()).get(address)


def test_publishing_freezes_what_the_rows_say_with_its_pdf_code_and_event():
    draft = confirmed(cast.make_meeting(place="تالار شهر"))
    with rendering():
        edition = publish(draft, by=cast.kamran(), audience="everyone", reason="ویرایش نخست")
    assert (draft.state, draft.edition) == (Minutes.State.PUBLISHED, edition)
    assert sheet_of_edition(edition) == sheet_of(draft, stamp_of(1, edition.code, edition.issued_at))
    assert (edition.number, edition.audience, edition.reason) == (1, "everyone", "ویرایش نخست")
    assert (edition.issued_by_id, edition.issued_by_name) == (cast.kamran().pk, "کامران فرضی")
    event = Event.objects.last()
    assert (event.action, event.actor_name, event.reason) == ("minutes.published", "کامران فرضی", "ویرایش نخست")
    assert event.content["edition"] == edition.fingerprint()
    assert event.content["turns"][0]["blocks"][1][3] == "در دور سوم نوزده جلسه برگزار شد:"
    assert event.file_hashes == [edition.pdf.sha256, edition.word.sha256]


def test_the_files_are_made_once_and_served_unchanged_whatever_happens_to_the_rows():
    draft = confirmed(cast.make_meeting())
    with rendering() as setting, patch.object(publication, "minutes_docx", return_value=cast.WORD) as writing:
        publish(draft, by=None, audience="everyone")
        Meeting.objects.update(place="جایی دیگر", title="عنوانی دیگر")
        Person.objects.update(family_name="نامی دیگر")
        for _ in range(3):
            assert visit("/meetings/5/1/minutes.pdf").content == cast.PDF
            assert visit("/meetings/5/1/editions/1/minutes.pdf").content == cast.PDF
            assert visit("/meetings/5/1/minutes.docx").content == cast.WORD
    assert setting.call_count == writing.call_count == 1
    assert set(files.on_disk()) == {draft.edition.pdf.sha256, draft.edition.word.sha256}


def test_the_page_of_an_edition_keeps_the_head_that_was_published():
    draft = confirmed(cast.make_meeting(place="تالار شهر"))
    with rendering():
        publish(draft, by=None, audience="everyone")
    Meeting.objects.update(place="جایی دیگر")
    page = visit("/meetings/5/1/").content.decode()
    assert "تالار شهر" in page
    assert "جایی دیگر" not in page


def test_a_published_pdf_is_a_real_one_that_carries_its_code_and_its_words():
    draft = confirmed(cast.make_meeting())
    edition = publish(draft, by=cast.kamran(), audience="everyone")
    served = visit("/meetings/5/1/minutes.pdf").content
    assert served == edition.pdf.read()
    text = subprocess.run(["pdftotext", "-", "-"], input=served, capture_output=True, check=True).stdout.decode()
    assert edition.code in text
    assert "پیشنهاد کرد گزارش هر فصل منتشر شود" in text
    assert "پیش‌نویس" not in text


def test_a_second_edition_supersedes_the_first_which_stays_readable():
    meeting = cast.make_meeting()
    first = cast.make_edition(meeting)
    with rendering(result=b"%PDF-1.7 second"):
        second = publish(confirmed(meeting, OTHER_TEXT), by=None, audience="everyone", reason="افتادگی داشت")
    assert second.number == 2
    newest, older = visit("/meetings/5/1/"), visit("/meetings/5/1/editions/1/")
    assert "گزارش دوم خوانده شد" in newest.content.decode()
    assert "افتادگی داشت" in newest.content.decode()
    assert "جایگزین شده است" in older.content.decode()
    assert "در دور سوم نوزده جلسه" in older.content.decode()
    assert visit("/meetings/5/1/minutes.pdf").content == b"%PDF-1.7 second"
    assert visit("/meetings/5/1/editions/1/minutes.pdf").content == cast.PDF
    assert Edition.objects.get(pk=first.pk).fingerprint() == first.fingerprint()


def test_publishing_for_everyone_makes_the_meeting_itself_known_to_everyone():
    meeting = cast.make_meeting(audience="members")
    draft = confirmed(meeting)
    assert visit("/meetings/5/1/").status_code == 404
    with rendering():
        publish(draft, by=None, audience="everyone")
    meeting.refresh_from_db()
    assert (meeting.audience, meeting.version) == ("everyone", 2)
    assert Event.objects.last().content["meeting"]["audience"] == "everyone"
    assert visit("/meetings/5/1/").status_code == 200


def test_publishing_for_members_leaves_the_meeting_known_to_whom_it_was():
    meeting = cast.make_meeting()
    with rendering():
        publish(confirmed(meeting), by=None, audience="members")
    meeting.refresh_from_db()
    assert (meeting.audience, meeting.version) == ("everyone", 1)
    assert "در دور سوم" not in visit("/meetings/5/1/").content.decode()
    assert visit("/meetings/5/1/minutes.pdf").status_code == 404
    assert visit("/meetings/5/1/minutes.pdf", cast.maryam()).content == cast.PDF


def nothing_was_published(draft: Minutes) -> bool:
    draft.refresh_from_db()
    counts = (Edition.objects.count(), Event.objects.filter(action="minutes.published").count())
    return draft.state == Minutes.State.CONFIRMED and draft.edition is None and counts == (0, 0)


def test_a_pdf_that_can_not_be_made_leaves_the_draft_as_it_was():
    draft = confirmed(cast.make_meeting(audience="members"))
    with rendering(result=PdfError("time")), pytest.raises(PdfError):
        publish(draft, by=None, audience="everyone")
    assert nothing_was_published(draft)
    assert draft.meeting.audience == "members"
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    "step",
    [
        lambda: Block.objects.filter(number=3).update(text="متنی دیگر"),
        lambda: Block.objects.filter(number=3).update(mark="proposal"),
        lambda: Block.objects.filter(number=3).delete(),
        lambda: Turn.objects.filter(position=1).update(post_as_written="سمتی دیگر"),
        lambda: Meeting.objects.update(place="جایی دیگر"),
    ],
    ids=["text", "mark", "removed", "post", "head"],
)
def test_what_was_changed_while_the_pdf_was_made_is_not_published_unseen(step):
    draft = confirmed(cast.make_meeting())
    with rendering(step), pytest.raises(NotPublished, match="در همین فاصله"):
        publish(draft, by=None, audience="everyone")
    assert nothing_was_published(draft)
    with rendering():
        publish(draft, by=None, audience="everyone")
    assert sheet_of_edition(draft.edition).turns == sheet_of(draft).turns


def test_a_draft_that_gave_way_to_another_while_the_pdf_was_made_is_not_published():
    draft = confirmed(cast.make_meeting())

    def replace() -> None:
        Minutes.objects.get(pk=draft.pk).delete()
        confirmed(draft.meeting, OTHER_TEXT)

    with rendering(replace), pytest.raises(NotPublished, match="در همین فاصله"):
        publish(draft, by=None, audience="everyone")
    assert not Edition.objects.exists()


@pytest.mark.parametrize("state", ["draft", "in_review", "returned"])
def test_what_nobody_confirmed_is_not_published(state):
    draft = cast.make_minutes(cast.make_meeting(), state=state)
    with rendering() as setting, pytest.raises(NotPublished, match="تنها صورتجلسه تأییدشده"):
        publish(draft, by=cast.kamran(), audience="everyone")
    assert setting.call_count == 0
    assert not Edition.objects.exists()


def test_what_is_sent_back_while_the_pdf_is_made_is_not_published():
    draft = confirmed(cast.make_meeting())
    with rendering(lambda: Minutes.objects.update(state="returned")), pytest.raises(NotPublished, match="تأییدشده"):
        publish(draft, by=None, audience="everyone")
    assert not Edition.objects.exists()


def test_a_paper_that_was_confirmed_long_ago_is_published_from_its_draft_but_not_out_of_a_review():
    meeting = cast.make_meeting()
    draft = cast.make_minutes(meeting, state="in_review")
    with rendering():
        with pytest.raises(NotPublished):
            publish(draft, by=None, audience="everyone", confirmed_on_paper=True)
        Minutes.objects.update(state="draft")
        draft.refresh_from_db()
        assert publish(draft, by=None, audience="everyone", confirmed_on_paper=True).number == 1


def test_who_read_another_text_does_not_publish_this_one():
    draft = confirmed(cast.make_meeting())
    read = sheet_of(draft).fingerprint
    Block.objects.filter(number=3).update(text="متنی دیگر")
    with rendering(), pytest.raises(NotPublished, match="در همین فاصله"):
        publish(draft, by=None, audience="everyone", seen=read)
    with rendering():
        publish(draft, by=None, audience="everyone", seen=sheet_of(draft).fingerprint)


def test_the_edition_of_a_correction_tells_its_reason():
    meeting = cast.make_meeting()
    draft = cast.make_minutes(meeting, state="confirmed", reason="نامی جا افتاده بود")
    with rendering():
        assert publish(draft, by=None, audience="everyone").reason == "نامی جا افتاده بود"


def test_nobody_publishes_a_second_time():
    draft = confirmed(cast.make_meeting())
    seen_by_another = Minutes.objects.get(pk=draft.pk)
    with rendering():
        publish(draft, by=cast.kamran(), audience="everyone")
        for again in (draft, seen_by_another):
            with pytest.raises(NotPublished):
                publish(again, by=cast.ali(), audience="everyone")
    assert Edition.objects.count() == 1


def test_who_is_quicker_while_the_pdf_is_made_publishes_alone():
    draft = confirmed(cast.make_meeting())
    quicker = Minutes.objects.get(pk=draft.pk)

    def overtake() -> None:
        with rendering():
            publish(quicker, by=cast.ali(), audience="everyone")

    with rendering(overtake), pytest.raises(NotPublished):
        publish(draft, by=cast.kamran(), audience="everyone")
    assert Edition.objects.get().issued_by_name == "علی فرضی"


def test_published_minutes_always_have_an_edition_and_drafts_never():
    draft = confirmed(cast.make_meeting())
    edition = cast.make_edition(cast.make_meeting(2))
    for wrong in ({"state": "published"}, {"edition": edition}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Minutes.objects.filter(pk=draft.pk).update(**wrong)


def test_a_meeting_has_one_open_draft_at_most():
    meeting = cast.make_meeting()
    confirmed(meeting)
    with pytest.raises(DatabaseError), transaction.atomic():
        confirmed(meeting)


def test_what_was_frozen_in_a_form_of_the_future_is_refused_rather_than_misread():
    edition = cast.make_edition(cast.make_meeting())
    edition.content = edition.content.replace('"form":1', '"form":2')
    with pytest.raises(ValueError, match="unknown form"):
        sheet_of_edition(edition)
