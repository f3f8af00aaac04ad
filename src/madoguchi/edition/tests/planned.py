"""Plans of the real packs, told shortly: what each step's dates are, or why it is not needed."""

from datetime import date

from madoguchi.deadlines import Deadline
from madoguchi.edition import Plan, Step, life_event, plan
from madoguchi.guide.tests.real_guide import nerima

# Before every date in these tests, unless a test asks as on another day.
NEW_YEAR = date(2026, 1, 1)
# By law, at the office, to aim by.
Three = tuple[str | None, str | None, str | None]
UNDATED: Three = (None, None, None)


def planned(event: str, today: date = NEW_YEAR, **answers: str) -> Plan:
    guide = nerima()
    return plan(guide, life_event(guide, event), answers, today)


def three(found: Deadline | None) -> Three:
    """The law's day, the office's, the day to aim by."""
    if found is None:
        return UNDATED
    office = found.office_last_day
    return (
        found.law_last_day.isoformat(),
        office.isoformat() if office else None,
        found.aim_by.isoformat(),
    )


def step(made: Plan, name: str) -> Step:
    (only,) = [one for one in made.steps if one.procedure.slug == name]
    return only


def dates(made: Plan) -> dict[str, Three]:
    """The three dates of every step that is needed."""
    return {one.procedure.slug: three(one.deadline) for one in made.needed}


def reasons(made: Plan) -> dict[str, str]:
    """Why each of the other steps is not needed."""
    return {one.procedure.slug: one.why_not.slug for one in made.not_needed if one.why_not}


def unsure(made: Plan) -> set[str]:
    """The steps that are shown because an answer is not sure."""
    return {one.procedure.slug for one in made.needed if one.unsure}
