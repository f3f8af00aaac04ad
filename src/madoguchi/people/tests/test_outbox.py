"""Letters: posted with what caused them, sent once, tried again, failed, uncertain, deleted."""

from datetime import timedelta

import pytest
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from django_q.models import OrmQ

from madoguchi.people import outbox
from madoguchi.people.models import Letter
from madoguchi.people.outbox import BadLetterError, DecidedError, post, send_waiting

MONTH = timedelta(days=30)


@pytest.fixture
def sending(mail, settings):
    """The mail server, and letters go to it."""
    settings.MAIL_TRANSPORT = "madoguchi.people.delivery.SmtpTransport"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mail.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.DEFAULT_FROM_EMAIL = "guide@example.jp"
    return mail


def to_lin(**options) -> Letter:
    return post("lin@example.jp", "預り保育の変更", "本文", "Test", MONTH, **options)


def now_as_it_stands(letter: Letter) -> Letter:
    return Letter.objects.get(pk=letter.pk)


def test_a_letter_goes_once_with_its_own_message_id(database, sending, settings):
    settings.ADDRESS = "https://guide.example.jp"
    letter = to_lin()
    assert send_waiting() == {"sent": 1}
    assert send_waiting() == {}
    (got,) = sending.letters
    assert got["Message-ID"] == letter.message_id
    assert letter.message_id.endswith("@guide.example.jp>")
    assert (got["From"], got["To"]) == ("guide@example.jp", "lin@example.jp")
    assert got["Auto-Submitted"] == "auto-generated"
    assert got.get_payload(decode=True).decode().strip() == "本文"
    assert now_as_it_stands(letter).state == "sent"


def test_a_letter_of_an_undone_transaction_was_never_posted(database, sending):
    with transaction.atomic():
        to_lin()
        transaction.set_rollback(True)
    assert send_waiting() == {}
    assert (Letter.objects.count(), OrmQ.objects.count()) == (0, 0)


def test_many_letters_ask_for_a_worker_once(database):
    to_lin()
    to_lin()
    assert OrmQ.objects.count() == 1


@pytest.mark.parametrize(
    "replies",
    [
        {"RCPT": "450 4.2.1 mailbox busy"},
        {"MAIL": "451 4.3.0 later"},
        {"DATA": "421 4.3.2 closing"},
        {".": "452 4.3.1 no room"},
        {"RCPT": None},
        {"DATA": None},
    ],
)
def test_what_the_server_does_not_take_now_waits_longer_and_longer(db, sending, replies):
    sending.replies = replies
    letter = to_lin()
    before = timezone.now()
    assert send_waiting() == {"waiting": 1}
    waiting = now_as_it_stands(letter)
    assert waiting.attempts == 1
    assert timedelta(minutes=1) <= waiting.next_attempt - before < timedelta(minutes=2)
    said = next(iter(replies.values()))
    assert waiting.problem == (said or "SMTPServerDisconnected: Connection unexpectedly closed")
    # Not before its time.
    assert send_waiting() == {}
    sending.replies = {}
    Letter.objects.update(next_attempt=timezone.now())
    assert send_waiting() == {"sent": 1}
    assert now_as_it_stands(letter).problem == ""


def test_a_server_that_is_not_there_is_tried_again(db, sending, settings):
    settings.EMAIL_PORT = 9
    letter = to_lin()
    assert send_waiting() == {"waiting": 1}
    assert "refused" in now_as_it_stands(letter).problem


def test_a_letter_fails_after_days_of_trying(db, sending):
    sending.replies = {"RCPT": "450 4.2.1 mailbox busy"}
    letter = to_lin()
    Letter.objects.update(attempts=8)
    assert send_waiting() == {"failed": 1}
    assert now_as_it_stands(letter).problem == "450 4.2.1 mailbox busy"


@pytest.mark.parametrize(
    "replies",
    [{"RCPT": "550 5.1.1 no such user"}, {"MAIL": "553 5.1.8 no"}, {".": "554 5.7.1 rubbish"}],
)
def test_what_the_server_never_takes_has_failed_with_its_words(db, sending, replies, sato):
    by = sato()
    sending.replies = replies
    letter = to_lin(by=by)
    minji = post("minji@example.jp", "To Minji", "Text", "Test", MONTH)
    assert send_waiting() == {"failed": 2}
    assert now_as_it_stands(letter).problem == next(iter(replies.values()))
    assert send_waiting() == {}
    sending.replies = {}
    outbox.send_again(letter, by)
    assert send_waiting() == {"sent": 1}
    assert sending.message_ids() == [letter.message_id]
    assert now_as_it_stands(minji).state == "failed"


def test_a_wrong_password_is_not_the_letters_fault(db, sending, settings):
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "guide", "wrong"
    sending.replies = {"EHLO": "250-test\r\n250 AUTH PLAIN", "AUTH": "535 5.7.8 wrong password"}
    letter = to_lin()
    assert send_waiting() == {"waiting": 1}
    assert now_as_it_stands(letter).problem == "535 5.7.8 wrong password"


def test_silence_after_the_whole_letter_is_uncertain_and_left_to_people(database, sending, sato):
    by = sato()
    sending.replies = {".": None}
    letter = to_lin(by=by)
    assert send_waiting() == {"uncertain": 1}
    assert send_waiting() == {}
    assert now_as_it_stands(letter).state == "uncertain"
    outbox.arrived(letter, by)
    assert now_as_it_stands(letter).state == "sent"
    with pytest.raises(DecidedError):
        outbox.send_again(letter, by)
    assert len(sending.letters) == 1


def test_one_bad_letter_does_not_hold_up_the_others(db, sending):
    first = post("maria@example.jp", "Straße", "Text", "Test", MONTH)
    Letter.objects.filter(pk=first.pk).update(subject="two\nlines")
    second = to_lin()
    assert send_waiting() == {"failed": 1, "sent": 1}
    assert "newlines" in now_as_it_stands(first).problem
    assert now_as_it_stands(second).state == "sent"


def test_a_secret_body_is_gone_with_the_letter(db, sending):
    letter = to_lin(secret=True)
    assert now_as_it_stands(letter).body == "本文"
    send_waiting()
    assert (now_as_it_stands(letter).state, now_as_it_stands(letter).body) == ("sent", "")


@pytest.mark.parametrize(
    ("words", "kept", "said"),
    [
        (("lin", "Hello", "Text"), MONTH, 'to: "lin" is no mail address'),
        (
            ("lin@example.jp\nBcc: all@example.jp", "Hello", "Text"),
            MONTH,
            'to: "lin@example.jp\nBcc: all@example.jp" is no mail address',
        ),
        (
            ("lin@example.jp", "Hello\nBcc: all@example.jp", "Text"),
            MONTH,
            'subject: "Hello\nBcc: all@example.jp"; expected one line of up to 300 signs',
        ),
        (("lin@example.jp", "Hello", " "), MONTH, "body: nothing stands there"),
        (
            ("lin@example.jp", "Hello", "Text"),
            timedelta(),
            "delete after: 0:00:00; expected a time from now on",
        ),
    ],
)
def test_a_letter_that_cannot_be_sent_is_not_posted(db, words, kept, said):
    with pytest.raises(BadLetterError) as refused:
        post(*words, "Test", kept)
    assert str(refused.value) == said
    assert Letter.objects.count() == 0


def test_mail_of_django_goes_through_the_outbox(db, settings):
    settings.EMAIL_BACKEND = "madoguchi.people.mail_backend.OutboxBackend"
    assert EmailMessage("New password", "Link", to=["sato@nerima.example.jp"]).send() == 1
    letter = Letter.objects.get()
    assert (letter.to, letter.subject) == ("sato@nerima.example.jp", "New password")
    assert letter.secret is True
