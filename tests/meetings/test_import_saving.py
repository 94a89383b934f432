"""`/import/`: saved, in the place of what was there, and published."""

from unittest.mock import patch

import pytest

from meetings.confirmation import publication
from meetings.models import Block, Minutes
from records.models import Edition
from records.pdf import PdfError
from tests import cast
from tests.forms import fields_of
from tests.meetings.importing_by_pages import TEXT, hand_in, review, save, says

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rounds")]


# Replacing


def test_a_second_document_says_that_a_draft_is_there_and_replaces_it_only_when_ticked(secretary):
    save(secretary, *review(secretary))
    address, fields = review(secretary, TEXT + "- افزوده شد.\n")
    says(secretary.get(address), "این جلسه پیش‌نویسی دارد", 'name="replace"')
    assert "replace" not in fields
    answer = save(secretary, address, fields)
    page = says(answer, "این جلسه پیش‌نویسی دارد", status=409)
    assert 'role="alert"' in page
    assert not Block.objects.filter(text="افزوده شد.").exists()
    assert save(secretary, address, fields, replace="1").status_code == 302
    assert Block.objects.filter(text="افزوده شد.").exists()
    assert Minutes.objects.count() == 1


def test_a_text_that_is_in_review_or_confirmed_is_not_replaced(secretary):
    save(secretary, *review(secretary))
    for state in (Minutes.State.IN_REVIEW, Minutes.State.CONFIRMED):
        Minutes.objects.update(state=state)
        before = list(Block.objects.values_list("pk", "text"))
        address, fields = review(secretary, TEXT + "- افزوده شد.\n")
        says(save(secretary, address, fields, replace="1"), "برای اصلاح برگردانید", status=409)
        assert list(Block.objects.values_list("pk", "text")) == before


def test_the_same_document_again_says_so_and_leads_to_what_is_there(secretary):
    save(secretary, *review(secretary))
    address, fields = review(secretary)
    says(secretary.get(address), "همین پرونده پیش از این وارد شده", 'href="/meetings/5/1/draft/"')
    says(save(secretary, address, fields), "پیش از این برای همین جلسه وارد شده است", status=409)
    assert save(secretary, address, fields, replace="1").status_code == 302
    assert Minutes.objects.count() == 1


def test_the_same_document_as_an_edition_leads_to_the_edition(confirmer):
    save(confirmer, *review(confirmer), publish="1")
    address, fields = review(confirmer)
    says(confirmer.get(address), "ویرایش اول از آن است", 'href="/meetings/5/1/editions/1/"')
    assert save(confirmer, address, fields).status_code == 409
    assert save(confirmer, address, fields, replace="1", publish="1").status_code == 302
    assert Edition.objects.count() == 2


def test_what_was_chosen_stays_after_a_refusal(secretary):
    save(secretary, *review(secretary))
    address, fields = review(secretary, TEXT + "- افزوده شد.\n")
    answer = save(secretary, address, {**fields, "mention": ["10-2"]}, **{"speaker-2": "none"})
    kept = fields_of(answer)
    assert (kept["mention"], kept["speaker-2"]) == (["10-2"], ["none"])


def test_a_draft_that_came_in_between_is_not_replaced_unseen(secretary):
    address, fields = review(secretary)
    cast.make_minutes(cast.make_meeting())
    assert save(secretary, address, fields).status_code == 409


# Publishing


def test_only_a_confirmer_is_offered_to_publish(secretary, confirmer):
    assert 'name="publish"' not in secretary.get(hand_in(secretary)["Location"]).content.decode()
    assert 'name="publish"' in confirmer.get(hand_in(confirmer)["Location"]).content.decode()


def test_a_confirmer_publishes_for_everyone(confirmer):
    address, fields = review(confirmer)
    assert "publish" not in fields
    answer = save(confirmer, address, fields, publish="1")
    assert answer["Location"] == "/meetings/5/1/"
    says(confirmer.get("/meetings/5/1/"), "سند ذخیره و برای همگان منتشر شد")
    says(cast.client_for(cast.visitor()).get("/meetings/5/1/"), "مسولیتهای دبیر خانه روشن شد")
    assert Edition.objects.get().issued_by_name == "کامران فرضی"


def test_a_secretary_who_sends_the_tick_all_the_same_publishes_nothing(secretary):
    address, fields = review(secretary)
    assert save(secretary, address, fields, publish="1")["Location"] == "/meetings/5/1/draft/"
    assert not Edition.objects.exists()
    assert Minutes.objects.get().state == "draft"


def test_a_pdf_that_can_not_be_made_leaves_the_draft_and_says_so(confirmer):
    address, fields = review(confirmer)
    with patch.object(publication, "minutes_pdf", side_effect=PdfError("time")):
        answer = confirmer.post(address, {**fields, "step": "save", "publish": "1"}, follow=True)
    assert answer.redirect_chain[-1][0] == "/meetings/5/1/draft/"
    says(answer, "سند در پیش‌نویس ذخیره شد، اما منتشر نشد")
    assert not Edition.objects.exists()
