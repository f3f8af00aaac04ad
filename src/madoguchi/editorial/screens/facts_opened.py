"""What the facts editor opens: an entry's newest facts, and the names of all other entries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from django.utils.timezone import localdate
from pydantic import ValidationError

from madoguchi.editorial.forms.checking import Checked, check
from madoguchi.editorial.forms.fields import Field, form_of
from madoguchi.editorial.forms.fortnight import Fortnight, fortnight
from madoguchi.editorial.forms.known import Known, callers
from madoguchi.editorial.forms.reading import Taken
from madoguchi.editorial.forms.schedule_grid import is_grid, taken_schedules
from madoguchi.editorial.forms.sheet import Sheet, filled
from madoguchi.editorial.keeping.drafting import facts_version
from madoguchi.editorial.keeping.guides import (
    Chosen,
    NoGuideError,
    guide_with,
    newest_picks,
    published_guide,
)
from madoguchi.editorial.models import FactsVersion, Record
from madoguchi.editorial.screens.naming import entry_name
from madoguchi.editorial.wording import staff_language
from madoguchi.guide import Entry, Guide, Question


class NamedRow(NamedTuple):
    """What the names of entries are made of."""

    entry_id: str
    kind: str
    name_ja: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Opened:
    """An entry whose facts are edited; of a new one there are no version and no record yet."""

    kind: str
    entry_id: str
    known: Known
    guide: Guide | None
    record: Record | None = None
    version: FactsVersion | None = None

    @property
    def fields(self) -> tuple[Field, ...]:
        return form_of(self.kind)

    @property
    def saved(self) -> dict[str, Sheet]:
        """The newest facts as they stand in the form."""
        return filled(self.fields, self.version.data if self.version else {})

    @property
    def number(self) -> int:
        """The number of the newest version, 0 where there is none."""
        return self.version.number if self.version else 0

    def checked(self, taken: Taken) -> Checked:
        """What is wrong with what was typed, beside the guide and the drafts that it links to."""
        return check(
            self.kind,
            self.entry_id,
            taken,
            guide=partial(_with_drafts, self.guide) if self.guide else None,
            today=localdate(),
            words=self._words(),
        )

    def _words(self) -> Mapping[str, object] | None:
        """The words that readers get: what they refer to must not go."""
        entry = self.guide.entries.get(self.entry_id) if self.guide else None
        if entry is None:
            return None
        words: dict[str, object] = entry.model_dump(
            mode="json", include={"words"}, exclude_defaults=True
        ).get("words", {})
        return words

    def next_days(self, taken: Taken) -> Fortnight | None:
        """The next fourteen days by the hours as they are typed; None where these are not right."""
        hours = next((one.name for one in self.fields if is_grid(one)), "")
        try:
            schedules = taken_schedules(taken, hours)
        except (ValidationError, ValueError):
            return None
        if not schedules:
            return None
        return fortnight(
            schedules,
            self.guide.calendars if self.guide else {},
            localdate(),
            closures=taken.data.get("closures", ()),
            by_phone=bool(taken.data.get("phones")),
        )


def open_facts(record: Record) -> Opened:
    """Open the newest facts of an entry."""
    version = facts_version(record)
    return Opened(record.kind, record.entry_id, known_now(), _guide(), record, version)


def open_new(kind: str, entry_id: str) -> Opened:
    """Open the form of an entry that is not there yet."""
    return Opened(kind, entry_id, known_now(), _guide())


def _guide() -> Guide | None:
    try:
        return published_guide()
    except NoGuideError:
        return None


def _with_drafts(guide: Guide, entry: Entry) -> Guide:
    """The guide with those entries that `entry` links to and that were never published."""
    wanted = {named for _, named, _ in entry.links()} - set(guide.entries) - {entry.id}
    drafts = Record.objects.filter(pk__in=wanted, gone=False).values_list("entry_id", flat=True)
    chosen: Chosen = {part: pick for one in drafts for part, pick in newest_picks(one).items()}
    return guide_with(chosen) if chosen else guide


def known_now() -> Known:
    """The names of all entries, drafts too, in the staff's language."""
    rows = Record.objects.filter(gone=False).values_list("entry_id", "kind", "name_ja", "name_en")
    names: dict[str, dict[str, str]] = {}
    for row in map(NamedRow._make, rows.order_by("name_ja", "entry_id")):
        names.setdefault(row.kind, {})[row.entry_id] = entry_name(row)
    questions = names.get("question", {})
    names["answer-key"] = {_key(one): name for one, name in questions.items()}
    areas = names.get("area", {}).items()
    names["caller"] = callers((one.partition("/")[2], name) for one, name in areas)
    return Known(names, _answers(questions))


def _key(question_id: str) -> str:
    """The key of a question, which is its name in addresses."""
    return question_id.partition("/")[2].replace("-", "_")


def _answers(question_ids: Iterable[str]) -> dict[str, str]:
    """The values that published questions offer, with their words."""
    answers: dict[str, str] = {}
    guide = _guide()
    for entry_id in question_ids:
        question = guide.entries.get(entry_id) if guide else None
        if isinstance(question, Question):
            for value in question.values:
                words = question.choice(value)
                answers.setdefault(value, str(words.read(staff_language())) if words else "")
    return answers
