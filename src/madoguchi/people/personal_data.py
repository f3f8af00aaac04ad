"""What this room keeps about people, and the tables that Django brings along."""

from datetime import datetime

from django.contrib.sessions.models import Session

from madoguchi.hours import TOKYO
from madoguchi.people import limits, outbox
from madoguchi.people.purposes import Kept, impersonal, keep


def name() -> None:
    """Name this room's fields and those of Django's own apps."""
    keep(
        Kept(
            "people.Letter",
            ("to", "subject", "body", "problem"),
            "To send a letter, and to show its sender what became of it",
            "通知の送信と、送信結果を差出人に示すため",
            "The day that was set when it was posted; the body of a letter with a link to sign in "
            "is deleted once it has gone",
            "投函時に定めた日まで（ログイン用のリンクを含む本文は送信後すぐに削除）",
            outbox.forget,
        ),
        Kept(
            "people.Knocks",
            ("who",),
            "To limit how often somebody tries; a hash whose salt is deleted the next day",
            "試行回数の制限のため（翌日に消去する値を加えたハッシュ）",
            "The next day",
            "翌日まで",
            _forget_knocks,
        ),
        Kept(
            "sessions.Session",
            ("session_key", "session_data"),
            "To know who has signed in",
            "ログイン中の職員を識別するため",
            "The end of the session",
            "セッションの終了まで",
            _forget_sessions,
        ),
    )
    impersonal("people.Letter", "message_id", "purpose")
    impersonal("people.JobState", "name", "holder", "problem")
    impersonal("people.Knocks", "what", "times")
    impersonal("people.Salt", "value")
    # Jobs take nothing about a person: they look into our tables for what is due.
    for table in ("OrmQ", "Schedule", "Task", "Success", "Failure"):
        impersonal(f"django_q.{table}", "*")
    for table in ("auth.Permission", "auth.Group", "contenttypes.ContentType"):
        impersonal(table, "*")


def _forget_knocks(now: datetime) -> int:
    return limits.forget(now.astimezone(TOKYO).date())


def _forget_sessions(now: datetime) -> int:
    return Session.objects.filter(expire_date__lte=now).delete()[0]
