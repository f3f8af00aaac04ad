"""What a day is like for an opening_hours string, and hours past midnight cut into days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from madoguchi.hours import osm_text as text
from madoguchi.hours.clock import DAY, Span
from madoguchi.hours.day import Kind, Stretch

EVERY_DAY = frozenset(range(7))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a day is like: open at times, unknown at times, or off."""

    spans: tuple[Span, ...]
    known: bool = True

    def rule(self, comment: str = "") -> str:
        """Its part of a rule; a comment on hours must not make them unknown, so they say "open"."""
        if not self.spans:
            return "off"
        if not self.known:
            return f'{text.times(self.spans)} unknown "{comment or "hours not known"}"'
        return text.times(self.spans) + (f' open "{comment}"' if comment else "")

    @property
    def morning(self) -> tuple[Span, ...]:
        """Its hours after midnight, on the clock of the next day."""
        return tuple(Span(max(0, start - DAY), end - DAY) for start, end in self.spans if end > DAY)

    def after(self, morning: tuple[Span, ...]) -> "Outcome":
        """The calendar day: the morning of the night before, and its own hours until midnight."""
        if not self.known and (morning or self.morning):
            raise ValueError("OpenStreetMap cannot say nights that are not known")
        own = tuple(Span(start, min(end, DAY)) for start, end in self.spans)
        return Outcome(_joined(sorted(morning + own)), self.known)


OFF = Outcome(())


def one_kind(stretches: Sequence[Stretch]) -> Outcome:
    """The outcome of a day's stretches; ValueError where some are open and some unknown."""
    kinds = {part.state.kind for part in stretches}
    if len(kinds) > 1:
        raise ValueError("OpenStreetMap cannot say that a day is partly open and partly unknown")
    spans = _joined(Span(part.start, part.end) for part in stretches)
    return Outcome(spans, known=kinds != {Kind.UNKNOWN})


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in order; those that touch or overlap become one."""
    joined: list[Span] = []
    for span in spans:
        if joined and joined[-1].end >= span.start:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


# Ordinary days, holidays, the year's end, and holidays at the year's end.
Four = tuple[Outcome, Outcome, Outcome, Outcome]


def cut_at_midnight(week: Sequence[Four]) -> list[Four]:
    """The days of a week from Monday, with what comes over from the night before.

    Engines differ about a night whose next day has a rule of its own, so nights are written day by
    day. ValueError where the night before is not the same under all rules.
    """
    if not any(outcome.morning for four in week for outcome in four):
        return list(week)
    mornings: list[tuple[Span, ...]] = []
    for four in week:
        if len({outcome.morning for outcome in four}) > 1:
            raise ValueError("OpenStreetMap cannot say nights that differ on holidays")
        mornings.append(four[0].morning)
    return [
        (
            usual.after(mornings[index - 1]),
            holiday.after(mornings[index - 1]),
            year_end.after(mornings[index - 1]),
            both.after(mornings[index - 1]),
        )
        for index, (usual, holiday, year_end, both) in enumerate(week)
    ]


def refuse_nights(outcomes: Iterable[Outcome]) -> None:
    """ValueError for hours past midnight beside rules that name dates."""
    if any(outcome.morning for outcome in outcomes):
        raise ValueError("OpenStreetMap cannot say nights beside days off or counted days")
