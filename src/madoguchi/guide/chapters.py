"""Kinds of entry that make the handbook: chapters, what is known in them, programmes, terms."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from madoguchi.guide.entries import Entry, Link, Url
from madoguchi.guide.facts import EntryId, Phone, spoken_code, written
from madoguchi.guide.quantities import Quantity
from madoguchi.guide.rhythm import Rhythm

# Named facts are referred to as [[#name]], so names have the form of fields.
FactName = Annotated[str, written(r"^[a-z][a-z_]*$", "first_payment")]


class Chapter(Entry):
    """A chapter of the handbook with its thumb tab.

    `services` are windows that belong to it; `shows` is what it lists by itself. Its `caveat`
    says what is not known yet, and whom to call.
    """

    folder = "chapters"
    needs_words = ("name", "summary")
    may_have_words = ("name", "summary", "caveat")
    kind: Literal["chapter"]
    # The place in the handbook, from 1.
    order: Annotated[int, Field(ge=1)]
    # The colour of the thumb tab, in degrees of the colour wheel.
    hue: Annotated[int, Field(ge=0, le=359)]
    services: tuple[EntryId, ...] = ()
    shows: Literal["emergencies", "telephone-numbers"] | None = None
    # As of a topic: what stands in it is reviewed before readers of an operated guide get it.
    reviewed_first: bool = False

    def links(self) -> Iterator[Link]:
        yield from super().links()
        for index, named in enumerate(self.services):
            yield f"services.{index}", named, "service"


class InChapter(Entry):
    """What stands in a chapter, by `order`, with the section in charge and numbers to ask."""

    chapter: EntryId
    order: Annotated[int, Field(ge=1)]
    organization: EntryId | None = None
    # Windows that help with it.
    services: tuple[EntryId, ...] = ()
    phones: tuple[Phone, ...] = ()
    url: Url | None = None
    # Amounts, periods and days, by the names that words refer to them by.
    facts: dict[FactName, Quantity] = Field(default_factory=dict)

    def links(self) -> Iterator[Link]:
        yield from super().links()
        yield "chapter", self.chapter, "chapter"
        if self.organization:
            yield "organization", self.organization, "organization"
        for index, named in enumerate(self.services):
            yield f"services.{index}", named, "service"


class Guidance(InChapter):
    """What is known of one matter: a benefit, a check-up, a rule of residence.

    `on_home` matters are things that happen to people; the first page names them.
    """

    folder = "guidance"
    needs_words = ("name", "summary")
    may_have_words = ("name", "summary", "for_whom", "body", "advice", "caveat")
    needs_sources = ("phones", "url", "facts")
    kind: Literal["guidance"]
    on_home: bool = False
    # Plans that tell by when to do what it speaks of.
    life_events: tuple[EntryId, ...] = ()

    def links(self) -> Iterator[Link]:
        yield from super().links()
        for index, named in enumerate(self.life_events):
            yield f"life_events.{index}", named, "life-event"


class Programme(InChapter):
    """A cafe, a course, a class: what, how often, for whom, how to join, whom to ask."""

    folder = "programmes"
    needs_words = ("name", "summary", "for_whom", "join")
    may_have_words = ("name", "summary", "for_whom", "join", "body", "advice", "caveat")
    needs_sources = ("phones", "url", "facts", "held")
    kind: Literal["programme"]
    location: EntryId | None = None
    held: tuple[Rhythm, ...] = ()

    def links(self) -> Iterator[Link]:
        yield from super().links()
        if self.location:
            yield "location", self.location, "location"
        for index, rhythm in enumerate(self.held):
            yield f"held.{index}.source", rhythm.source, "source"


class Emergency(Entry):
    """A number for an emergency: when to call, what to say, in which languages it answers.

    Where a `service` stands for it, numbers, languages and hours are that service's.
    """

    folder = "emergencies"
    needs_words = ("name", "summary")
    may_have_words = ("name", "summary", "body", "advice", "caveat")
    needs_sources = ("phones", "speaks")
    kind: Literal["emergency"]
    order: Annotated[int, Field(ge=1)]
    # The first page and every error page show it.
    first: bool = False
    phones: tuple[Phone, ...] = ()
    # Languages it answers in beside Japanese, through interpreters; empty where not known.
    speaks: tuple[Annotated[str, AfterValidator(spoken_code)], ...] = ()
    # Whether the source says "and more".
    speaks_others: bool = False
    service: EntryId | None = None

    def links(self) -> Iterator[Link]:
        yield from super().links()
        if self.service:
            yield "service", self.service, "service"


class Term(Entry):
    """An official term in all languages, with what people say instead (`also`).

    Whoever searches by any of these finds what is written with the others.
    """

    folder = "terms"
    kind: Literal["term"]
