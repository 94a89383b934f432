"""The list of letters: what went where, what is sent again or copied and handed over."""

import smtplib

import pytest
from django.core import mail as outbox
from django.test import Client

from records import mail
from records.models import Mailing, StoredFile
from tests import cast
from tests.queries import queries_of
from tests.records.letters import lay, letter, states

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _mail(settings):
    settings.SENDS_MAIL = True


@pytest.fixture
def sara():
    return cast.client_for(cast.sara())


def page_of(browser: Client, query: str = "") -> str:
    answer = browser.get(f"/mail/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_tells_what_went_where_and_is_narrowed(sara):
    assert "هنوز نامه‌ای آماده نشده است" in page_of(sara)
    lay(letter(1), letter(2, address=""))
    mail.send_waiting()
    page = page_of(sara)
    for words in (
        "گیرنده 1",
        "reader1@example.org",
        "ارسال‌شده",
        "بی نشانی رایانامه",
        "باید دستی رسانده شود",
        "متن &lt;نامه&gt; &amp; بس",
    ):
        assert words in page, words
    assert "گیرنده 1" not in page_of(sara, "?state=open")
    assert "گیرنده 2" in page_of(sara, "?state=open")
    assert "گیرنده 1" in page_of(sara, "?state=sent&kind=review")
    body = cast.make_body()
    assert "گیرنده 2" in page_of(sara, f"?about=people.body-{body.pk}")
    assert "نامه‌ای با این پالایش نیست" in page_of(sara, "?about=people.body-999")
    assert "گیرنده 1" in page_of(sara, "?about=people.body")


def test_what_failed_is_sent_again_by_hand(sara, refusals):
    refusals["reader1@example.org"] = smtplib.SMTPRecipientsRefused({})
    lay(letter(1))
    mail.send_waiting()
    row = Mailing.objects.get()
    assert mail.REFUSED in page_of(sara)
    again = sara.post(f"/mail/{row.pk}/step/", {"step": "send", "next": "/mail/?state=open"}, follow=True)
    assert again.redirect_chain == [("/mail/?state=open", 302)]
    assert "فرستاده نشد" in again.content.decode()
    refusals.clear()
    assert "فرستاده شد." in sara.post(f"/mail/{row.pk}/step/", {"step": "send"}, follow=True).content.decode()
    assert states() == ["sent"]
    assert "کاری انجام نشد" in sara.post(f"/mail/{row.pk}/step/", {"step": "send"}, follow=True).content.decode()
    assert len(outbox.outbox) == 1


def test_all_that_waits_is_sent_with_one_press(sara):
    lay(letter(1), letter(2))
    assert "۲ نامه در انتظار ارسال است." in page_of(sara)
    assert "۲ نامه فرستاده شد." in sara.post("/mail/send/", follow=True).content.decode()
    assert "در انتظار ارسال است." not in page_of(sara)


def test_without_mail_the_text_is_copied_and_said_to_be_handed_over(sara, settings):
    settings.SENDS_MAIL = False
    file = StoredFile.objects.keep(cast.PDF, name="minutes.pdf", content_type="application/pdf")
    lay(letter(1, files=(file,)))
    row = Mailing.objects.get()
    page = page_of(sara)
    assert "سرور رایانامه‌ای تنظیم نشده است" in page
    assert f'data-copy="text-{row.pk}"' in page
    assert 'value="send"' not in page
    assert sara.get(f"/mail/{row.pk}/files/{file.pk}/").content == cast.PDF
    assert "تنظیم نشده است و چیزی فرستاده نشد" in sara.post("/mail/send/", follow=True).content.decode()
    assert (
        "دستی به گیرنده 1 رسیده" in sara.post(f"/mail/{row.pk}/step/", {"step": "handed"}, follow=True).content.decode()
    )
    assert states() == ["handed"]


@pytest.mark.parametrize("elsewhere", ["//evil.example", "https://evil.example/mail/", "/people/", "javascript:x", ""])
def test_a_step_leads_back_to_the_letters_and_nowhere_else(sara, elsewhere):
    lay(letter(1))
    answer = sara.post(f"/mail/{Mailing.objects.get().pk}/step/", {"step": "x", "next": elsewhere})
    assert answer["Location"] == "/mail/"


@pytest.mark.once
def test_the_list_asks_no_more_queries_for_many(sara):
    lay(letter(1))
    few = queries_of(sara, "/mail/")
    lay(*(letter(number) for number in range(2, 100)))
    assert queries_of(sara, "/mail/") == few
    assert "صفحه ۱ از ۴" in page_of(sara)
