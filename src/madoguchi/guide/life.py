"""Kinds of entry that plans are made of: what happened, what is asked, what has to be done."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from madoguchi.deadlines import FirstDay, Office, Roll, Unit
from madoguchi.guide.chapters import FactName
from madoguchi.guide.entries import Entry, Link
from madoguchi.guide.facts import EntryId, Facts, written
from madoguchi.guide.quantities import Quantity
from madoguchi.language import Text

# What every question can be answered with, whatever else it offers.
UNSURE = "unsure"
# Keys and values stand in shared addresses, so they are permanent (Decision 7).
AnswerKey = Annotated[str, written(r"^[a-z][a-z0-9_]*$", "born_in")]
AnswerValue = Annotated[str, written(r"^[a-z][0-9a-z_]*$", "both_foreign")]
Equalities = dict[AnswerKey, AnswerValue]
Article = Annotated[str, written(r"^(附則)?[0-9]+(-[0-9]+)*(\([0-9]+\))?$", "22-2 or 20(6)")]


class RequiredDocument(Entry):
    """A paper to bring, or one that a step gives."""

    folder = "documents"
    needs_words = ("name",)
    may_have_words = ("name",)
    kind: Literal["document"]


class OfficeRole(Entry):
    """A counter as the law names it; a pack says which place of its municipality it is.

    `calendar` is whose days off it keeps.
    """

    folder = "offices"
    may_have_words = ("name",)
    kind: Literal["office"]
    calendar: Office


class Question(Entry):
    """A question to the reader: `name` asks it, `summary` says why it is asked.

    A date may be answered by one of `values` instead, as a stay that has no end. Words for "yes"
    and "no" are the program's.
    """

    folder = "questions"
    needs_words = ("name", "summary")
    may_have_words = ("name", "summary")
    kind: Literal["question"]
    asks: Literal["date", "choice"]
    values: tuple[AnswerValue, ...] = ()

    @property
    def key(self) -> str:
        """What stands for it in addresses, conditions and periods."""
        return self.slug.replace("-", "_")

    @property
    def offered(self) -> tuple[str, ...]:
        """Every value that may be chosen."""
        return (*self.values, UNSURE)

    def choice(self, value: str) -> Text:
        """The words of a value in all languages; empty for "yes", "no" and "unsure"."""
        return Text({code: one.choices.get(value, "") for code, one in self.words.items()})


class NotNeeded(Entry):
    """Why a step is not for a reader."""

    folder = "reasons"
    may_have_words = ("name",)
    kind: Literal["reason"]


class Due(Facts):
    """A period: how long from the answer to which question, and whether its end moves.

    It counts from the first of `counted_from` that was answered. `before` is "before that day".
    A `limit` says how long somebody may stay or be away, and never rolls; `or_by` ends it earlier.
    """

    kind: Literal["act", "limit"] = "act"
    n: Annotated[int, Field(ge=0, le=200)] = 0
    unit: Unit = "day"
    counted_from: tuple[AnswerKey, ...] = Field(min_length=1)
    first_day: FirstDay = "not_counted"
    before: bool = False
    roll: Roll = "none"
    margin_days: Annotated[int, Field(ge=0, le=30)] = 0
    or_by: AnswerKey | None = None

    @model_validator(mode="after")
    def _is_one_kind(self) -> Self:
        if self.kind == "limit" and (self.roll != "none" or self.before):
            raise ValueError("a limit never rolls, and ends with a day; expected kind: act")
        if self.before and (self.n or self.roll != "none"):
            raise ValueError("what has to be done before a day has no n and never rolls")
        if self.or_by and self.roll != "none":
            raise ValueError("what another day ends earlier never rolls; expected roll: none")
        if not self.n and self.unit != "day":
            raise ValueError("the day itself is written without n and unit")
        return self

    @property
    def period(self) -> Quantity:
        """How long, to be said in words."""
        return Quantity.model_validate({f"{self.unit}s": self.n})


class NotNeededWhen(Facts):
    """Answers, all of which together mean that a step is not needed, and why."""

    when: Equalities = Field(min_length=1)
    because: EntryId


class LawReference(Facts):
    """An article of an act; the act is a source of trust `law`."""

    act: EntryId
    article: Article


class Procedure(Entry):
    """A step: what to do, by when, with which papers, at which office, by which law.

    It is needed unless the answers say otherwise, so whoever is unsure is shown it. `after` is the
    step that gives what this one needs; `opens` is how long before its day it can be begun;
    `by_post` steps have a letter to print.
    """

    folder = "procedures"
    needs_words = ("name", "summary")
    may_have_words = ("name", "summary", "late", "caveat")
    needs_sources = ("due", "limit", "opens", "facts")
    kind: Literal["procedure"]
    office: EntryId | None = None
    topic: EntryId
    due: Due | None = None
    limit: Due | None = None
    opens: Quantity | None = None
    unless: tuple[NotNeededWhen, ...] = ()
    after: EntryId | None = None
    law: tuple[LawReference, ...] = ()
    bring: tuple[EntryId, ...] = ()
    bring_if_any: tuple[EntryId, ...] = ()
    gives: tuple[EntryId, ...] = ()
    by_post: bool = False
    facts: dict[FactName, Quantity] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _limit_is_one(self) -> Self:
        if self.limit and self.limit.kind != "limit":
            raise ValueError("a limit never rolls; expected kind: limit under limit")
        return self

    def links(self) -> Iterator[Link]:
        yield from super().links()
        for field, kind in (("office", "office"), ("topic", "topic"), ("after", "procedure")):
            if named := getattr(self, field):
                yield field, named, kind
        for field in ("bring", "bring_if_any", "gives"):
            for index, named in enumerate(getattr(self, field)):
                yield f"{field}.{index}", named, "document"
        for index, one in enumerate(self.unless):
            yield f"unless.{index}.because", one.because, "reason"
        for index, reference in enumerate(self.law):
            yield f"law.{index}.act", reference.act, "source"

    @property
    def periods(self) -> dict[str, Quantity]:
        """The periods that words may refer to, by name."""
        stated = dict(self.facts)
        for name, due in (("due", self.due), ("limit", self.limit)):
            if due is not None:
                stated[name] = due.period
        if self.opens is not None:
            stated["opens"] = self.opens
        return stated


class Asked(Facts):
    """A question of a life event; with `when`, asked only after these answers."""

    question: EntryId
    when: Equalities = Field(default_factory=dict)

    def follows_from(self, answers: Mapping[str, object]) -> bool:
        """Whether the answers given so far lead to it."""
        return all(answers.get(key) == value for key, value in self.when.items())


class LifeEvent(Entry):
    """Something that happens to people: what is asked about it, and the steps in their order."""

    folder = "life-events"
    needs_words = ("name", "summary")
    may_have_words = ("name", "summary", "caveat")
    kind: Literal["life-event"]
    order: Annotated[int, Field(ge=1)]
    on_home: bool = False
    topic: EntryId
    ask: tuple[Asked, ...] = ()
    steps: tuple[EntryId, ...] = Field(min_length=1)

    def links(self) -> Iterator[Link]:
        yield from super().links()
        yield "topic", self.topic, "topic"
        for index, asked in enumerate(self.ask):
            yield f"ask.{index}.question", asked.question, "question"
        for index, named in enumerate(self.steps):
            yield f"steps.{index}", named, "procedure"
