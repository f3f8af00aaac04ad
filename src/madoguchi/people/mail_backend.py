"""Mail that Django and its apps send goes through the outbox like everything else."""

from collections.abc import Sequence
from datetime import timedelta

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from madoguchi.people.outbox import BadLetterError, post

# What such mail is about, links to sign in or to set a password, is over long before.
_KEPT = timedelta(days=30)


class OutboxBackend(BaseEmailBackend):
    """Posts a letter to each who is to get the message; its plain text is what is sent."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            if message.attachments:
                raise BadLetterError(f'"{message.subject}": letters have no attachments')
            for to in message.recipients():
                subject, body = str(message.subject), str(message.body)
                post(to, subject, body, "Signing in", _KEPT, secret=True)
        return len(email_messages)
