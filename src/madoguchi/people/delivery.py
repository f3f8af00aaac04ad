"""Handing one letter over to the mail server, and what can be said afterwards."""

import smtplib
from contextlib import suppress
from dataclasses import dataclass
from email.utils import format_datetime
from enum import Enum

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend

from madoguchi.people.models import Letter

# From here on a mail server's answer means "never", below it "not now" (RFC 5321, 4.2.1).
_NEVER = 500


class Went(Enum):
    """What became of a letter that was handed over."""

    ACCEPTED = "accepted"
    LATER = "later"
    NEVER = "never"
    # The whole letter went out and no answer came back.
    NOBODY_KNOWS = "nobody knows"


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of it, and the mail server's words where it did not just take it."""

    went: Went
    words: str = ""


class _Attentive(smtplib.SMTP):
    """A connection that knows whether a whole letter went out and was not answered yet."""

    unanswered = False

    def send(self, s: object) -> None:
        self.unanswered = isinstance(s, bytes) and s.endswith(b"\r\n.\r\n")
        super().send(s)  # type: ignore[arg-type] # a buffer or text, as smtplib has it

    def getreply(self) -> tuple[int, bytes]:
        reply = super().getreply()
        self.unanswered = False
        return reply


class _AttentiveTls(_Attentive, smtplib.SMTP_SSL):
    pass


class SmtpTransport(EmailBackend):
    """Django's connection to a mail server, with ours below it."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _AttentiveTls if self.use_ssl else _Attentive


class Carrier:
    """Takes letters to the mail server; one connection for all of them, while it holds."""

    def __init__(self) -> None:
        self._backend: BaseEmailBackend = get_connection(settings.MAIL_TRANSPORT)

    def take(self, letter: Letter) -> Answer:
        """Hand a letter over; whatever goes wrong is an answer."""
        try:
            self._backend.open()
            self._backend.send_messages([_message(letter)])
        except (smtplib.SMTPException, OSError) as error:
            connection = getattr(self._backend, "connection", None)
            unanswered = getattr(connection, "unanswered", False)
            self.close()
            return Answer(Went.NOBODY_KNOWS if unanswered else _went(error), _words(error))
        except ValueError as error:
            # No mail server would be given this: a line break where a header stands, as one case.
            return Answer(Went.NEVER, str(error))
        return Answer(Went.ACCEPTED)

    def close(self) -> None:
        """End the connection; what it says then is of no interest."""
        with suppress(smtplib.SMTPException, OSError):
            self._backend.close()


def _message(letter: Letter) -> EmailMessage:
    headers = {
        "Message-ID": letter.message_id,
        "Date": format_datetime(letter.posted_at),
        # So that nobody's note of absence is sent back.
        "Auto-Submitted": "auto-generated",
    }
    return EmailMessage(
        letter.subject, letter.body, settings.DEFAULT_FROM_EMAIL, [letter.to], headers=headers
    )


def _went(error: Exception) -> Went:
    # A wrong password is no fault of the letter's: it waits until somebody has put it right.
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return Went.LATER
    codes = [code for code, _ in _replies(error)]
    return Went.NEVER if codes and min(codes) >= _NEVER else Went.LATER


def _words(error: Exception) -> str:
    replies = [f"{code} {text.decode(errors='replace')}" for code, text in _replies(error)]
    return "; ".join(replies) or f"{type(error).__name__}: {error}"


def _replies(error: Exception) -> list[tuple[int, bytes]]:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return list(error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        text = error.smtp_error
        return [(error.smtp_code, text if isinstance(text, bytes) else str(text).encode())]
    return []
