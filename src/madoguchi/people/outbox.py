"""Letters that leave the house: posted with what caused them, each sent at least once or shown.

A letter is marked before it goes and when it has gone. Between the two lies the one moment of which
nobody can know afterwards: a worker that died there, or a mail server that fell silent after the
whole letter. Such a letter is *uncertain*: it is not sent again by itself, so that nobody gets it
twice unasked, and not forgotten: its sender, or an administrator, sees it and decides. However
often it goes, its Message-ID is the same, by which mail programs know the second one.
"""

import time
from collections import Counter
from datetime import datetime, timedelta
from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from madoguchi.people import jobs
from madoguchi.people.delivery import Answer, Carrier, Went
from madoguchi.people.models import Letter

SEND = "send-outbox"
# When a letter that the server does not take now goes again; after the last it has failed.
_WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440, 1440))
# A run begins no other letter after this, so that it ends before its time is over (seconds).
_ENOUGH = 180
_LONGEST_SUBJECT = 300


class BadLetterError(ValueError):
    """A letter that cannot be posted; the message says what stood there."""


class DecidedError(Exception):
    """Somebody has decided about this letter already."""


def post(
    to: str,
    subject: str,
    body: str,
    purpose: str,
    delete_after: timedelta,
    *,
    by: AbstractBaseUser | None = None,
    secret: bool = False,
) -> Letter:
    """Post a letter: it goes once the caller's transaction is committed, and never without it.

    `purpose` is a phrase of the staff's screens ("Invitation"); `by` is who sees what becomes of
    it; the row is deleted so long `delete_after` now. A `secret` body (a link that lets somebody
    in) is not kept once it has gone.
    """
    _check(to, subject, body, delete_after)
    now = timezone.now()
    with transaction.atomic():
        # Where one waits already, a worker has been asked for.
        asked = _due(now).exists()
        letter = Letter.objects.create(
            message_id=make_msgid(domain=urlsplit(settings.ADDRESS).hostname),
            to=to,
            subject=subject,
            body=body,
            purpose=purpose,
            secret=secret,
            by_id=by.pk if by else None,
            posted_at=now,
            delete_after=now + delete_after,
            next_attempt=now,
        )
        if not asked:
            jobs.ask_for(SEND)
    return letter


def send_waiting() -> dict[str, int]:
    """The job: send what is due; how many letters came to which state.

    Only one process does this at a time (see `running`), so a letter that is found being sent was
    left so by one that died.
    """
    left = Letter.objects.filter(state=Letter.State.SENDING).update(
        state=Letter.State.UNCERTAIN, settled_at=timezone.now(), problem=""
    )
    counts = Counter({Letter.State.UNCERTAIN: left})
    carrier = Carrier()
    enough = time.monotonic() + _ENOUGH
    try:
        while time.monotonic() < enough and (letter := _due(timezone.now()).first()):
            if _mark(letter):
                counts[_settle(letter, carrier.take(letter))] += 1
    finally:
        carrier.close()
    return {str(state): count for state, count in counts.items() if count}


def send_again(letter: Letter, by: AbstractBaseUser) -> None:
    """Send an uncertain or failed letter once more; DecidedError where somebody was faster."""
    now = timezone.now()
    with transaction.atomic():
        _decide(
            letter,
            by,
            (Letter.State.UNCERTAIN, Letter.State.FAILED),
            state=Letter.State.WAITING,
            attempts=0,
            next_attempt=now,
            settled_at=None,
        )
        jobs.ask_for(SEND)


def arrived(letter: Letter, by: AbstractBaseUser) -> None:
    """An uncertain letter has arrived, as somebody knows; DecidedError where one was faster."""
    _decide(letter, by, (Letter.State.UNCERTAIN,), **_gone(letter))


def forget(now: datetime) -> int:
    """Delete the letters whose time is over, gone or not; how many."""
    over = Letter.objects.filter(delete_after__lte=now).exclude(state=Letter.State.SENDING)
    return over.delete()[0]


def _check(to: str, subject: str, body: str, delete_after: timedelta) -> None:
    try:
        validate_email(to)
    except ValidationError:
        raise BadLetterError(f'to: "{to}" is no mail address') from None
    if not subject.strip() or len(subject) > _LONGEST_SUBJECT or len(subject.splitlines()) > 1:
        raise BadLetterError(
            f'subject: "{subject}"; expected one line of up to {_LONGEST_SUBJECT} signs'
        )
    if not body.strip():
        raise BadLetterError("body: nothing stands there")
    if delete_after <= timedelta():
        raise BadLetterError(f"delete after: {delete_after}; expected a time from now on")


def _due(now: datetime) -> QuerySet[Letter]:
    return Letter.objects.filter(state=Letter.State.WAITING, next_attempt__lte=now).order_by(
        "next_attempt", "id"
    )


def _mark(letter: Letter) -> bool:
    """Mark it before it goes; False where it is no longer waiting."""
    waiting = Letter.objects.filter(pk=letter.pk, state=Letter.State.WAITING)
    marked = waiting.update(state=Letter.State.SENDING, attempts=F("attempts") + 1)
    letter.attempts += 1
    return marked == 1


def _settle(letter: Letter, answer: Answer) -> Letter.State:
    now = timezone.now()
    then: dict[str, object] = {"problem": answer.words, "settled_at": now}
    match answer.went:
        case Went.ACCEPTED:
            then |= _gone(letter)
        case Went.NOBODY_KNOWS:
            then["state"] = Letter.State.UNCERTAIN
        case Went.LATER if letter.attempts <= len(_WAITS):
            wait = _WAITS[letter.attempts - 1]
            then |= {"state": Letter.State.WAITING, "next_attempt": now + wait, "settled_at": None}
        case _:
            then["state"] = Letter.State.FAILED
    # Also where it was held for left by a dead one meanwhile: this process lives and knows.
    ours = (Letter.State.SENDING, Letter.State.UNCERTAIN)
    Letter.objects.filter(pk=letter.pk, state__in=ours).update(**then)
    return Letter.State(str(then["state"]))


def _gone(letter: Letter) -> dict[str, object]:
    gone: dict[str, object] = {
        "state": Letter.State.SENT,
        "settled_at": timezone.now(),
        "problem": "",
    }
    return gone | {"body": ""} if letter.secret else gone


def _decide(
    letter: Letter,
    by: AbstractBaseUser,
    states: tuple[Letter.State, ...],
    **then: object,
) -> None:
    undecided = Letter.objects.filter(pk=letter.pk, state__in=states)
    if not undecided.update(**then, decided_by=by):
        raise DecidedError(letter.message_id)
