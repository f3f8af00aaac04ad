"""The kinds of entry a guide is made of. Names are HSDS 3.1's where it has one."""

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal, get_args

from pydantic import AfterValidator, Field, PrivateAttr

from madoguchi.guide.facts import (
    Citation,
    Day,
    EntryId,
    Facts,
    Phone,
    Trust,
    Wording,
    printed_date,
    spoken_code,
    text_of,
    written,
    written_code,
)
from madoguchi.hours import OTHER, ClosureCalendar, Schedule
from madoguchi.hours.calendars import DatesField, NthWeekday, SeasonField
from madoguchi.language import Text

PageNumber = Annotated[int, Field(ge=1_000_000, le=9_999_999)]
Channel = Literal["phone", "in-person", "online", "mail"]
CHANNELS: tuple[str, ...] = get_args(Channel)
Url = Annotated[str, written(r"^https?://[^\s]+$", "https://www.city.nerima.tokyo.jp/")]
# What a page prints as its date: a day, a month, a year, or nothing.
PrintedDate = Annotated[
    str,
    written(r"^(unknown|[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)$", "2026-11-22, 2026-11 or unknown"),
    AfterValidator(printed_date),
]
Written = Annotated[str, AfterValidator(written_code)]

# An entry that another one names: the field it stands in, its id, the kind it must have.
Link = tuple[str, str, str]


class Entry(Facts):
    """What every kind has. `note` is for those who keep the pack and reaches no reader."""

    # Which words a kind needs in every language, and which it may have.
    needs_words: ClassVar[tuple[str, ...]] = ("name",)
    may_have_words: ClassVar[tuple[str, ...]] = ("name", "summary")
    # Fields that stand only where a source stands for them.
    needs_sources: ClassVar[tuple[str, ...]] = ()
    folder: ClassVar[str]

    kind: str
    page_number: PageNumber | None = None
    sources: tuple[Citation, ...] = ()
    check_by: Day | None = None
    note: str = ""
    words: dict[Written, Wording] = Field(default_factory=dict)
    _id: str = PrivateAttr(default="")

    @property
    def id(self) -> str:
        """`pack/file-name`, given by the place where the entry was read."""
        return self._id

    @property
    def pack(self) -> str:
        return self._id.partition("/")[0]

    @property
    def slug(self) -> str:
        return self._id.partition("/")[2]

    def text(self, field: str) -> Text:
        """One field of the words in all languages."""
        return text_of(self.words, field)

    def links(self) -> Iterator[Link]:
        """Every entry that this one names outside its words."""
        for index, citation in enumerate(self.sources):
            yield f"sources.{index}.source", citation.source, "source"

    def says(self, field: str) -> bool:
        """Whether `field` holds a fact for which a source has to stand."""
        return bool(getattr(self, field))

    def citations_of(self, field: str) -> tuple[Citation, ...]:
        """The citations that stand for `field`; one that differs stands beside it."""
        standing = (one for one in self.sources if not one.differs)
        return tuple(one for one in standing if not one.of or field in one.of)


class OfficePlace(Facts):
    """Which place a role of the law is here, and the window whose number to call about it.

    `counter` is the window that is this office, where its hours are known.
    """

    office: EntryId
    location: EntryId | None = None
    service: EntryId | None = None
    counter: EntryId | None = None


class Pack(Entry):
    """A municipality, prefecture or country: what it builds on and where its readers live.

    `offices` are the places of the roles that procedures name; those of the packs it builds on
    stand where it names none (Decision 6).
    """

    folder = "."
    kind: Literal["pack"]
    extends: str | None = None
    area: EntryId
    # Local government code with its check digit (全国地方公共団体コード).
    municipality_code: Annotated[str, written(r"^[0-9]{6}$", "131202")] | None = None
    licence: str = "CC-BY-4.0"
    offices: tuple[OfficePlace, ...] = ()

    def links(self) -> Iterator[Link]:
        yield from super().links()
        yield "area", self.area, "area"
        for index, place in enumerate(self.offices):
            yield f"offices.{index}.office", place.office, "office"
            if place.location:
                yield f"offices.{index}.location", place.location, "location"
            for field in ("service", "counter"):
                if named := getattr(place, field):
                    yield f"offices.{index}.{field}", named, "service"


class Source(Entry):
    """Where a fact was found, how far it is trusted, when it was printed and read."""

    folder = "sources"
    needs_words = ()
    may_have_words = ()
    kind: Literal["source"]
    title: str
    title_language: str = "ja"
    url: Url | None = None
    trust: Trust
    printed: PrintedDate
    read: Day


class Area(Entry):
    """A part of the country, and the larger one it lies in."""

    folder = "areas"
    kind: Literal["area"]
    within: EntryId | None = None

    def links(self) -> Iterator[Link]:
        yield from super().links()
        if self.within:
            yield "within", self.within, "area"


class Topic(Entry):
    """What people need help with.

    Words about a `reviewed_first` topic (health, money, danger) reach the readers of a guide that
    an office answers for only after a person has reviewed them.
    """

    folder = "topics"
    kind: Literal["topic"]
    reviewed_first: bool = False


class Organization(Entry):
    """A section or body that answers for services."""

    folder = "organizations"
    kind: Literal["organization"]
    parent_organization: EntryId | None = None
    website: Url | None = None

    def links(self) -> Iterator[Link]:
        yield from super().links()
        if self.parent_organization:
            yield "parent_organization", self.parent_organization, "organization"


class Location(Entry):
    """A place with its address as it is written on a letter, where it is known."""

    folder = "locations"
    needs_sources = ("address", "postal_code")
    kind: Literal["location"]
    area: EntryId
    postal_code: Annotated[str, written(r"^[0-9]{3}-[0-9]{4}$", "176-8501")] | None = None
    address: str | None = None
    # The same address in Latin letters, for readers of neither kanji nor kana.
    address_latin: str | None = None

    def links(self) -> Iterator[Link]:
        yield from super().links()
        yield "area", self.area, "area"


class Closures(Entry):
    """Days off that several windows share, and until when they are known."""

    folder = "closures"
    may_have_words = ("name", "caveat")
    needs_sources = ("dates", "yearly", "weekdays")
    kind: Literal["closures"]
    dates: tuple[DatesField, ...] = ()
    yearly: tuple[SeasonField, ...] = ()
    weekdays: tuple[NthWeekday, ...] = ()
    known_until: Literal["always", "unknown"] | Day

    @property
    def calendar(self) -> ClosureCalendar:
        return ClosureCalendar(
            dates=self.dates,
            yearly=self.yearly,
            weekdays=self.weekdays,
            known_until=self.known_until,
        )


class Service(Entry):
    """A window: somebody who helps, in which languages, when, where and by which number.

    `closures` hold for all its schedules. `read_in` are the languages in which what it hands out
    can be read. `see_also` are windows that a reader is shown beside it.
    """

    folder = "services"
    needs_words = ("name", "summary")
    may_have_words = ("name", "summary", "advice", "caveat")
    needs_sources = ("phones", "schedules", "url", "published_on", "read_in")
    kind: Literal["service"]
    organization: EntryId
    location: EntryId | None = None
    area: EntryId | None = None
    topics: tuple[EntryId, ...] = Field(min_length=1)
    channels: tuple[Channel, ...] = Field(min_length=1)
    phones: tuple[Phone, ...] = ()
    url: Url | None = None
    schedules: tuple[Schedule, ...] = ()
    closures: tuple[EntryId, ...] = ()
    read_in: tuple[Annotated[str, AfterValidator(spoken_code)], ...] = ()
    published_on: tuple[Annotated[int, Field(ge=1, le=31)], ...] = ()
    see_also: tuple[EntryId, ...] = ()

    def links(self) -> Iterator[Link]:
        yield from super().links()
        yield "organization", self.organization, "organization"
        if self.location:
            yield "location", self.location, "location"
        if self.area:
            yield "area", self.area, "area"
        for field, kind in (("topics", "topic"), ("closures", "closures"), ("see_also", "service")):
            for index, named in enumerate(getattr(self, field)):
                yield f"{field}.{index}", named, kind
        for number, schedule in enumerate(self.schedules):
            for index, named in enumerate(schedule.closures):
                yield f"schedules.{number}.closures.{index}", named, "closures"

    def says(self, field: str) -> bool:
        if field == "schedules":
            # "Ask" is what we say where no source says anything.
            return any(one.hours != "unknown" or one.speaks != (OTHER,) for one in self.schedules)
        return super().says(field)

    @property
    def speaks(self) -> tuple[str, ...]:
        """The languages that the window names, in its own order."""
        named = (code for schedule in self.schedules for code in schedule.speaks)
        return tuple(dict.fromkeys(code for code in named if code != OTHER))

    @property
    def asks_for_others(self) -> bool:
        """Whether it says "other languages: ask" or "and more"."""
        return any(OTHER in schedule.speaks for schedule in self.schedules)

    def schedules_for(self, spoken: str) -> tuple[Schedule, ...]:
        """The schedules by which `spoken` is answered, with the window's own closures added.

        Empty where the window has a closed list of languages without it (Decision 11).
        """
        named = [schedule for schedule in self.schedules if spoken in schedule.speaks]
        if not named:
            named = [schedule for schedule in self.schedules if OTHER in schedule.speaks]
        return tuple(
            schedule.model_copy(
                update={"closures": tuple(dict.fromkeys(schedule.closures + self.closures))}
            )
            for schedule in named
        )

    def phones_for(self, spoken: str) -> tuple[Phone, ...]:
        """The numbers that a speaker of `spoken` may call."""
        return tuple(phone for phone in self.phones if not phone.speaks or spoken in phone.speaks)


class Otherwise(Entry):
    """What to do when nobody serves a language now."""

    folder = "otherwise"
    needs_words = ("summary",)
    kind: Literal["otherwise"]
    advice: Literal["national-window", "interpreter-volunteers", "bring-japanese-speaker"]
    service: EntryId | None = None
    # Smaller numbers are shown first.
    order: int

    def links(self) -> Iterator[Link]:
        yield from super().links()
        if self.service:
            yield "service", self.service, "service"
