"""Who can help, as JSON: the one object that the command and the API give."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel

from madoguchi.edition import Answer, Help
from madoguchi.guide import Entry, Guide, Otherwise, Source
from madoguchi.guide.rendering import name_of, plain
from madoguchi.hours.wording import closures_unknown_text, reason_text
from madoguchi.language import marked, say, without_readings

_MAY_HAVE_CHANGED = marked("This is from an older or private page and may have changed.")


class PhoneOut(BaseModel):
    """A number as printed; `e164` is null for 0570 and short numbers."""

    printed: str
    e164: str | None
    caller: str


class Explained(BaseModel):
    """A code for programs and the same for people."""

    code: str
    text: str


class SourceOut(BaseModel):
    """Where it was found; `confirmed` is when the office said so, or "never".

    `differs` is what this source prints instead, where it contradicts what is told.
    """

    title: str
    url: str | None
    trust: str
    printed: str
    read: date
    confirmed: date | Literal["never"]
    differs: str | None


class AnswerOut(BaseModel):
    """One window at the time asked; times are ISO 8601 with +09:00."""

    service: str
    name: str
    state: Literal["open", "closed", "unknown"]
    until: datetime | None
    opens: datetime | None
    via: Literal["direct", "interpreter", "machine"]
    phones: list[PhoneOut]
    reason: Explained | None
    caveat: Explained | None
    source: list[SourceOut]


class OtherwiseOut(BaseModel):
    """What to do when no window serves the language now."""

    kind: str
    service: str | None
    text: str


class HelpOut(BaseModel):
    """Every window that could serve the language, the open ones first.

    `language` is the language of the words; the answers hold until `holds_until`.
    """

    at: datetime
    speaks: str
    language: str
    holds_until: datetime
    answers: list[AnswerOut]
    otherwise: list[OtherwiseOut]


class NobodyOut(BaseModel):
    """A language that no window names, and those that are named."""

    message: str
    offered: list[str]


class BadRequestOut(BaseModel):
    """What was wrong with the question."""

    message: str


def help_out(found: Help, guide: Guide, language: str) -> HelpOut:
    """The answers with their words in `language`."""
    return HelpOut(
        at=found.at,
        speaks=found.speaks,
        language=language,
        holds_until=found.holds_until,
        answers=[answer_out(answer, guide, language) for answer in found.answers],
        otherwise=[otherwise_out(entry, guide, language) for entry in found.otherwise],
    )


def answer_out(answer: Answer, guide: Guide, language: str) -> AnswerOut:
    """One answer with its words in `language`."""
    service = answer.service
    return AnswerOut(
        service=service.id,
        name=without_readings(name_of(guide, service.id, language).value),
        state=answer.state.value,
        until=answer.until,
        opens=answer.opens,
        via=answer.via,
        phones=[
            PhoneOut(printed=phone.printed, e164=phone.e164, caller=phone.caller)
            for phone in answer.phones
        ],
        reason=None
        if answer.reason is None
        else Explained(
            code=answer.reason.value,
            text=without_readings(
                reason_text(answer.reason, language, by_phone=bool(answer.phones))
            ),
        ),
        caveat=_caveat_out(answer, guide, language),
        source=sources_out(service, guide),
    )


def _caveat_out(answer: Answer, guide: Guide, language: str) -> Explained | None:
    if not answer.caveats:
        return None
    texts = []
    for said in caveats_said(answer, guide, language):
        words = plain(guide, said, "caveat", language) if isinstance(said, Entry) else None
        texts.append(words.value if words else without_readings(str(said)))
    return Explained(code=answer.caveats[0], text=" ".join(texts))


def caveats_said(answer: Answer, guide: Guide, language: str) -> list[Entry | str]:
    """What has to be said with an answer, the weightiest first.

    An entry where its own caveat says it, whose words every outlet renders in its way; otherwise
    a sentence of ours.
    """
    said: list[Entry | str] = []
    for caveat in answer.caveats:
        if caveat == "days-off-unknown":
            closures = [guide.entries[name] for name in answer.days_off_unknown]
            telling: list[Entry | str] = [entry for entry in closures if entry.text("caveat")]
            said += telling or [closures_unknown_text(language)]
        elif caveat == "see-note":
            said.append(answer.service)
        elif caveat == "may-have-changed":
            said.append(say(language, _MAY_HAVE_CHANGED))
        else:
            said.append(say(language, "You need an appointment."))
    return said


def sources_out(entry: Entry, guide: Guide) -> list[SourceOut]:
    """The sources of an entry with their three dates."""
    found = []
    for citation in entry.sources:
        source = guide.get(citation.source, Source)
        found.append(
            SourceOut(
                title=source.title,
                url=source.url,
                trust=source.trust,
                printed=source.printed,
                read=source.read,
                confirmed=citation.confirmed,
                differs=citation.differs or None,
            )
        )
    return found


def otherwise_out(entry: Otherwise, guide: Guide, language: str) -> OtherwiseOut:
    """A piece of advice with its words in `language`."""
    words = plain(guide, entry, "summary", language)
    return OtherwiseOut(kind=entry.advice, service=entry.service, text=words.value if words else "")
