"""Letters: laid down with a step, sent once after it, and what happens where the mail server will not."""

import smtplib
import socketserver
import threading
from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from records import mail, sample
from records.models import Mailing, StoredFile
from tests import cast
from tests.records.letters import lay, letter, states

pytestmark = pytest.mark.django_db
State = Mailing.State


@pytest.fixture(autouse=True)
def _mail(settings):
    settings.SENDS_MAIL = True


def test_letters_go_out_after_the_step_that_laid_them(django_capture_on_commit_callbacks):
    file = StoredFile.objects.keep(cast.PDF, name="minutes.pdf", content_type="application/pdf")
    with django_capture_on_commit_callbacks(execute=True):
        assert lay(letter(1, files=(file,)), letter(2)) == 2
        assert outbox.outbox == []
        assert states() == ["waiting", "waiting"]
    assert states() == ["sent", "sent"]
    first, second = outbox.outbox
    assert (first.to, first.subject) == (["reader1@example.org"], "بازبینی صورتجلسه")
    assert "متن <نامه> & بس" in first.body
    assert "https://portal.example.org/meetings/5/1/draft/" in first.body
    html = first.alternatives[0].content
    assert '<html lang="fa" dir="rtl">' in html
    assert "متن &lt;نامه&gt; &amp; بس" in html
    assert "style" not in html
    assert first.attachments == [("minutes.pdf", cast.PDF, "application/pdf")]
    assert second.attachments == []
    assert Mailing.objects.first().sent_at is not None


def test_a_step_that_comes_to_nothing_sends_nothing(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(RuntimeError), transaction.atomic():
        mail.lay("review", cast.make_body(), [letter()])
        raise RuntimeError
    assert not Mailing.objects.exists()
    assert outbox.outbox == []


@pytest.mark.django_db(transaction=True)
def test_letters_belong_into_a_transaction():
    with pytest.raises(transaction.TransactionManagementError):
        mail.lay("review", cast.make_body(), [letter()])


def test_each_recipient_gets_each_thing_once_and_again_on_another_occasion():
    assert lay(letter(1), letter(1), letter(2)) == 2
    assert lay(letter(1), letter(2), letter(3)) == 1
    assert lay(letter(1), occasion="2") == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        row = Mailing.objects.first()
        row.pk = None
        row.save(force_insert=True)


def test_two_who_send_at_once_send_nothing_twice():
    lay(letter(1), letter(2))
    mine, theirs = (Mailing.objects.earliest("id") for _ in range(2))
    assert mine.take_up()
    assert not theirs.take_up()
    assert mail.send_waiting() == mail.Sent(sent=1, failed=0, waiting=0)
    assert states() == ["sending", "sent"]
    assert len(outbox.outbox) == 1


def test_what_was_taken_up_and_never_heard_of_is_said_to_be_unfinished():
    lay(letter())
    Mailing.objects.update(state=State.SENDING, tried_at=timezone.now() - timedelta(minutes=11))
    mail.send_waiting()
    row = Mailing.objects.get()
    assert (row.state, row.error) == ("failed", mail.UNHEARD)
    assert outbox.outbox == []


def test_letters_without_an_address_and_a_sample_send_nothing():
    lay(letter(1, address=""))
    assert mail.send_waiting().sent == 0
    lay(letter(2))
    sample.remember(True)
    try:
        assert not mail.sends()
        assert mail.send_waiting() == mail.Sent(0, 0, 0)
    finally:
        sample.remember(False)
    assert states() == ["waiting", "waiting"]


def test_one_refused_letter_keeps_no_other_back(refusals):
    refusals["reader2@example.org"] = smtplib.SMTPRecipientsRefused({})
    refusals["reader3@example.org"] = ValueError("Invalid address")
    refusals["reader4@example.org"] = smtplib.SMTPServerDisconnected()
    refusals["reader5@example.org"] = smtplib.SMTPDataError(552, b"too large")
    lay(*(letter(number) for number in range(1, 7)))
    assert mail.send_waiting() == mail.Sent(sent=2, failed=4, waiting=0)
    assert states() == ["sent", "failed", "failed", "failed", "failed", "sent"]
    errors = [row.error for row in Mailing.objects.order_by("id")]
    assert errors == ["", mail.REFUSED, mail.WRONG, mail.AWAY, mail.REJECTED, ""]


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (ConnectionRefusedError(), mail.AWAY),
        (TimeoutError(), mail.AWAY),
        (smtplib.SMTPAuthenticationError(535, b"no"), mail.SIGN_IN),
    ],
)
def test_a_server_that_is_away_fails_them_all_with_one_try(refusals, problem, words):
    refusals["open"] = problem
    lay(letter(1), letter(2), letter(3, address=""))
    assert mail.send_waiting() == mail.Sent(sent=0, failed=2, waiting=0)
    assert [row.error for row in Mailing.objects.order_by("id")] == [words, words, ""]
    assert states() == ["failed", "failed", "waiting"]


def test_what_does_not_fit_into_the_time_waits(refusals):
    lay(letter(1), letter(2))
    assert mail.send_waiting(seconds=0) == mail.Sent(0, 0, 2)
    assert states() == ["waiting", "waiting"]


def test_a_lost_attachment_is_said():
    file = StoredFile.objects.create(sha256="0" * 64, size=1, content_type="application/pdf")
    lay(letter(1, files=(file,)))
    mail.send_waiting()
    assert Mailing.objects.get().error == mail.LOST


def test_the_operator_sends_what_waits(capsys, settings):
    lay(letter(1), letter(2))
    call_command("send_mail")
    assert capsys.readouterr().out == "2 sent, 0 failed, 0 still waiting.\n"
    settings.SENDS_MAIL = False
    with pytest.raises(CommandError, match="no mail server is set"):
        call_command("send_mail")


def test_a_subject_can_not_bring_a_header_along():
    lay(letter(1, subject="بازبینی\r\nBcc: x@example.org"))
    mail.send_waiting()
    assert outbox.outbox[0].subject == "بازبینی Bcc: x@example.org"


class Door(socketserver.StreamRequestHandler):
    """Just enough of SMTP to take letters over one connection."""

    def handle(self):
        self.server.connections += 1
        self.wfile.write(b"220 door\r\n")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                text = b""
                while (part := self.rfile.readline()) not in (b".\r\n", b""):
                    text += part
                self.server.letters.append(text)
            self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 ok\r\n")
            if word == b"QUIT":
                return


def test_all_letters_go_over_one_connection_to_a_real_server(settings):
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Door) as server:
        server.connections, server.letters, server.daemon_threads = 0, [], True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        lay(*(letter(number) for number in range(1, 4)))
        assert mail.send_waiting() == mail.Sent(3, 0, 0)
        server.shutdown()
    assert (server.connections, len(server.letters)) == (1, 3)
    assert b"multipart/alternative" in server.letters[0]


def test_nothing_of_it_touches_the_database_while_a_letter_is_sent(monkeypatch):
    """A slow mail server holds no lock: each letter is sent outside of any transaction of ours."""
    depth: list[int] = []
    before = len(connection.savepoint_ids)
    monkeypatch.setattr(mail, "_tried", lambda act: depth.append(len(connection.savepoint_ids)) or "")
    lay(letter(1))
    mail.send_waiting()
    assert depth == [before, before]
