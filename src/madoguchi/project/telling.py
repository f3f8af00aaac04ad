"""Who can help, in words for a terminal."""

from datetime import date, datetime

from madoguchi.edition import Answer, Help
from madoguchi.guide import Guide
from madoguchi.guide.rendering import name_of, via_text, who_can_call
from madoguchi.hours import Kind
from madoguchi.hours.words import moment_text
from madoguchi.language import say, say_count, spoken_name, without_readings
from madoguchi.outlets.opendata.answers import AnswerOut, answer_out, otherwise_out


def who_in_words(found: Help, guide: Guide, language: str, today: date) -> str:
    """The answers line by line, then what to do otherwise; years are told where not `today`'s."""
    spoken = spoken_name(found.speaks, language)
    count = len(found.open)
    head = (
        say_count(
            language,
            "{count} window answers in {spoken} then",
            "{count} windows answer in {spoken} then",
            count,
            spoken=spoken,
        )
        if count
        else say(language, "No window answers in {spoken} then", spoken=spoken)
    )
    lines = [f"{moment_text(found.at, language, today)}: {head}", ""]
    for answer in found.answers:
        lines += _answer_lines(
            answer, answer_out(answer, guide, language), guide, language, found.at
        )
    lines.append(say(language, "If nobody can help you now"))
    lines += [f"  - {otherwise_out(entry, guide, language).text}" for entry in found.otherwise]
    return without_readings("\n".join(lines))


def _answer_lines(
    answer: Answer, out: AnswerOut, guide: Guide, language: str, at: datetime
) -> list[str]:
    day = at.date()
    mark = {Kind.OPEN: "●", Kind.CLOSED: "○", Kind.UNKNOWN: "?"}[answer.state]
    lines = [f"{mark} {out.name}" + _in_japanese(guide, answer, out.name)]
    if answer.state is Kind.OPEN:
        until = (
            say(language, "until {time}", time=moment_text(answer.until, language, day))
            if answer.until
            else say(language, "day and night")
        )
        lines.append(f"    {until}")
    elif answer.opens:
        opens = say(language, "opens {time}", time=moment_text(answer.opens, language, day))
        lines.append(f"    {opens}")
    if out.reason:
        lines.append(f"    {out.reason.text}")
    if answer.via != "direct":
        lines.append(f"    {via_text(answer.via, language)}")
    for phone in answer.phones:
        who = who_can_call(guide, phone, language)
        lines.append(f"    ☎ {phone.printed}" + (f" ({who})" if who else ""))
    if out.caveat:
        lines.append(f"    {out.caveat.text}")
    return [*lines, ""]


def _in_japanese(guide: Guide, answer: Answer, name: str) -> str:
    japanese = name_of(guide, answer.service.id, "ja").value
    return "" if japanese == name else f" / {japanese}"
