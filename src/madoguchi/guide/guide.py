"""The guide: all entries of a municipality and of the packs it builds on, validated."""

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

from madoguchi.guide.entries import Area, Closures, Entry, OfficePlace, Pack, Service
from madoguchi.guide.kinds import KINDS
from madoguchi.hours import OTHER, ClosureCalendar, Schedule, Timetable

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]
E = TypeVar("E", bound=Entry)

# Raised when the form of `to_json` changes so that older editions cannot be read.
FORMAT = 1


class Guide:
    """Entries by id; `packs` are the municipality's own name and those it extends, nearest first.

    Whoever makes one has checked it: links point at entries of the right kind, words are complete.
    """

    def __init__(self, packs: tuple[str, ...], entries: Mapping[str, Entry]) -> None:
        self.packs = packs
        self.entries: Mapping[str, Entry] = MappingProxyType(dict(sorted(entries.items())))

    @property
    def pack(self) -> Pack:
        return self.get(f"{self.packs[0]}/pack", Pack)

    def get(self, entry_id: str, kind: type[E]) -> E:
        """The entry with this id; KeyError if there is none of this kind."""
        entry = self.entries[entry_id]
        if not isinstance(entry, kind):
            raise KeyError(f"{entry_id} is a {entry.kind}")
        return entry

    def all(self, kind: type[E]) -> list[E]:
        """All entries of a kind, by id."""
        return [entry for entry in self.entries.values() if isinstance(entry, kind)]

    @cached_property
    def services(self) -> list[Service]:
        return self.all(Service)

    @cached_property
    def calendars(self) -> dict[str, ClosureCalendar]:
        return {entry.id: entry.calendar for entry in self.all(Closures)}

    @cached_property
    def spoken(self) -> tuple[str, ...]:
        """Every language that some window names, by code."""
        return tuple(sorted({code for service in self.services for code in service.speaks}))

    @cached_property
    def _timetables(self) -> dict[tuple[Schedule, ...], Timetable]:
        return {}

    def timetable(self, service: Service, spoken: str) -> Timetable | None:
        """When `service` answers in `spoken`; None where it does not.

        Windows with the same hours share one timetable, and with it what it has worked out.
        """
        schedules = tuple(
            schedule.model_copy(
                update={"speaks": (spoken if spoken in schedule.speaks else OTHER,)}
            )
            for schedule in service.schedules_for(spoken)
        )
        if not schedules:
            return None
        shared = self._timetables.get(schedules)
        if shared is None:
            shared = self._timetables[schedules] = Timetable(schedules, self.calendars)
        return shared

    def place_of(self, office: str) -> OfficePlace | None:
        """Which place an office is here; None where no pack says so. The nearest pack counts."""
        for pack in self.packs:
            for place in self.get(f"{pack}/pack", Pack).offices:
                if place.office == office:
                    return place
        return None

    def named(self, kind: type[E], slug: str) -> E | None:
        """The entry of a kind by the last part of its id; the municipality's own before others'."""
        for pack in self.packs:
            entry = self.entries.get(f"{pack}/{slug}")
            if isinstance(entry, kind):
                return entry
        return None

    def area_of(self, service: Service) -> str:
        """Where a service is, or whom it is for where it has no place."""
        if service.area:
            return service.area
        if service.location:
            from_location = self.entries[service.location]
            return str(getattr(from_location, "area", ""))
        return self.get(f"{service.pack}/pack", Pack).area

    def areas_around(self, area: str) -> tuple[str, ...]:
        """`area` and every larger one it lies in, nearest first."""
        around: list[str] = []
        current: str | None = area
        while current and current not in around:
            around.append(current)
            current = self.get(current, Area).within
        return tuple(around)

    def to_json(self) -> dict[str, Json]:
        """The guide as JSON values; what equals the model's default is left out."""
        return {
            "format": FORMAT,
            "packs": list(self.packs),
            "entries": {
                entry_id: entry.model_dump(mode="json", exclude_defaults=True)
                for entry_id, entry in self.entries.items()
            },
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Json]) -> "Guide":
        """The guide that `to_json` wrote; ValueError if it has another form."""
        if data.get("format") != FORMAT:
            raise ValueError(f"a guide of format {FORMAT} was expected, not {data.get('format')}")
        packs, raw = data["packs"], data["entries"]
        if not isinstance(packs, list) or not isinstance(raw, dict):
            raise ValueError("a guide has packs and entries")  # noqa: TRY004 - of its form, not type
        return cls(
            tuple(str(pack) for pack in packs),
            {entry_id: make_entry(entry_id, fields) for entry_id, fields in raw.items()},
        )


def make_entry(entry_id: str, fields: object) -> Entry:
    """An entry of the kind that its fields name; ValidationError or KeyError if it is none."""
    kind = fields.get("kind") if isinstance(fields, dict) else None
    entry = KINDS[str(kind)].model_validate(fields)
    entry._id = entry_id  # noqa: SLF001 - an id is the place, which only the reader knows
    return entry
