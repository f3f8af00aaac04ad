"""Who can help, and what to do by when, in words for a terminal."""

from datetime import date, datetime

from madoguchi.deadlines.wording import full_day
from madoguchi.edition import Answer, Help
from madoguchi.guide import Guide
from madoguchi.guide.rendering import name_of, via_text, who_can_call
from madoguchi.hours import Kind
from madoguchi.hours.words import moment_text
from madoguchi.language import say, say_count, spoken_name, without_readings
from madoguchi.outlets.opendata.answers import AnswerOut, answer_out, otherwise_out
from madoguchi.outlets.opendata.plan_answers import DatesOut, DeadlineOut, PlanOut, StepOut


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


def plan_in_words(made: PlanOut) -> str:
    """The steps of a plan: the day to aim by first, the reasons after it."""
    lines = [made.name, ""]
    for number, step in enumerate([one for one in made.steps if one.applies], 1):
        lines += _step_lines(number, step, made.language)
    for step in [one for one in made.steps if not one.applies]:
        lines.append(f"– {step.name}: {step.why_not.text if step.why_not else ''}")
    return "\n".join(lines)


def deadline_in_words(counted: DeadlineOut) -> str:
    """The three dates of a period and how they were counted."""
    return without_readings("\n".join(_dates_lines(counted, counted.language, "")))


def _step_lines(number: int, step: StepOut, language: str) -> list[str]:
    japanese = "" if step.name_ja == step.name else f" / {step.name_ja}"
    lines = [f"{number}. {step.name}{japanese}"]
    lines += _dates_lines(step, language, "   ")
    if step.opens:
        day = full_day(step.opens, language)
        lines.append("   " + say(language, "You can begin from {day}.", day=day))
    if step.limit and step.limit.law_last_day:
        day = full_day(step.limit.law_last_day, language)
        lines.append(f"   {say(language, 'Limit that never moves')}: {day}")
    if step.late and step.standing in {"late", "past"}:
        lines.append(f"   ! {step.late}")
    if step.where:
        place = ", ".join(part for part in (step.where.name, step.where.address) if part)
        lines.append(f"   {place}")
        lines += [f"   ☎ {one.printed}" for one in step.where.phones]
    lines += [f"   □ {one.name}" for one in step.bring]
    if step.caveat:
        lines.append(f"   ! {step.caveat}")
    for helper in step.helpers:
        numbers = ", ".join(one.printed for one in helper.phones)
        lines.append(f"   ? {helper.name}" + (f": {numbers}" if numbers else ""))
    return [*(without_readings(line) for line in lines), ""]


def _dates_lines(dates: DatesOut, language: str, indent: str) -> list[str]:
    said = []
    if dates.to_aim_by:
        day = full_day(dates.to_aim_by, language)
        said.append("→ " + say(language, "Aim by {day}", day=day))
    if dates.law_last_day:
        day = full_day(dates.law_last_day, language)
        said.append(say(language, "Last day by law: {day}", day=day))
    if dates.office_last_day:
        day = full_day(dates.office_last_day, language)
        said.append(say(language, "Last day at the office: {day}", day=day))
    return [f"{indent}{line}" for line in [*said, *(f"  · {one}" for one in dates.trace)]]
