"""What must hold between the entries of a guide, and in their words."""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from itertools import pairwise

from madoguchi.guide.chapters import Emergency, InChapter
from madoguchi.guide.entries import Area, Closures, Entry, Organization, Service
from madoguchi.guide.facts import WORD_FIELDS
from madoguchi.guide.findings import Finding, text_findings
from madoguchi.guide.guide import Guide
from madoguchi.guide.kinds import KINDS
from madoguchi.guide.life import Procedure
from madoguchi.guide.life_checks import life_findings
from madoguchi.guide.problems import field_name
from madoguchi.guide.references import fields_of, references
from madoguchi.guide.yaml_file import Place
from madoguchi.hours import OTHER, Timetable
from madoguchi.language import SOURCE_LANGUAGE, WRITTEN, is_spoken

__all__ = ["Finding", "entry_problems", "field_name"]


# The field behind what words refer to, where it has another name.
_STANDS_IN = {
    "phone": "phones",
    "phones": "phones",
    "published": "published_on",
    "hours": "schedules",
}
# Whether the entry with an id exists but could not be read, so that links to it are not broken.
Unread = Callable[[str], bool]


def entry_problems(
    entry: Entry, guide: Guide, unread: Unread, today: date, faulty: frozenset[Place] = frozenset()
) -> Iterator[Finding]:
    """All that is wrong with an entry that its own type could not see.

    `faulty` are the fields, and languages of words, that the entry lost to faults of their own;
    nothing that follows from these is told.
    """
    lost_words = any(place[0] == "words" for place in faulty)
    for finding in _findings(entry, guide, unread, today, faulty):
        follows = lost_words and finding.place[-1] == "made_from"
        if not follows and not any(finding.place[: len(place)] == place for place in faulty):
            yield finding


def relation_problems(entry: Entry, guide: Guide) -> Iterator[Finding]:
    """What is wrong between an entry and those that it names: all that their change can bring.

    Its own facts and texts are not looked at again, which takes most of the time.
    """
    yield from _links(entry, guide, _none)
    yield from _references(entry, guide, _none, set())
    if isinstance(entry, Service):
        yield from _schedules(entry, guide)
        yield from _phones(entry, guide)
    yield from life_findings(entry, guide, frozenset())


def _none(_: str) -> bool:
    return False


def _findings(
    entry: Entry, guide: Guide, unread: Unread, today: date, faulty: frozenset[Place]
) -> Iterator[Finding]:
    lost = {place[0] for place in faulty}
    if entry.page_number is None and "page_number" not in lost:
        yield Finding(("kind",), "the entry has no page_number yet; run `madoguchi format`")
    if entry.check_by is not None and entry.check_by < today:
        message = f"these facts should have been checked by {entry.check_by}"
        yield Finding(("check_by",), message, "warning")
    yield from _links(entry, guide, unread)
    if "sources" not in lost:
        yield from _sources(entry)
    yield from _words(entry)
    yield from _references(entry, guide, unread, lost)
    if isinstance(entry, Service) and not lost & {"schedules", "closures"}:
        yield from _schedules(entry, guide)
        yield from _phones(entry, guide)
    if isinstance(entry, Emergency) and not lost and bool(entry.phones) == bool(entry.service):
        yield Finding(("phones",), "a number, or a service that has one; expected one of the two")
    if isinstance(entry, Closures) and "known_until" not in lost:
        yield from _run_out(entry, today)
    yield from life_findings(entry, guide, frozenset(lost))


def _links(entry: Entry, guide: Guide, unread: Unread) -> Iterator[Finding]:
    for dotted, named, kind in entry.links():
        place = _place(dotted)
        # An entry that lost the field has nothing there.
        if not named or unread(named):
            continue
        if named not in guide.entries:
            folder = KINDS[kind].folder
            pack, _, name = named.partition("/")
            yield Finding(
                place, f'no entry "{named}"; expected a file packs/{pack}/{folder}/{name}.yaml'
            )
        elif guide.entries[named].kind != kind:
            yield Finding(place, f'"{named}" is a {guide.entries[named].kind}; expected a {kind}')


def _place(dotted: str) -> Place:
    return tuple(int(part) if part.isdigit() else part for part in dotted.split("."))


def _sources(entry: Entry) -> Iterator[Finding]:
    for index, citation in enumerate(entry.sources):
        for name in citation.of:
            if name not in type(entry).model_fields:
                yield Finding(("sources", index, "of"), f'a {entry.kind} has no field "{name}"')
    for name in entry.needs_sources:
        if entry.says(name) and not entry.citations_of(name):
            yield Finding(
                (name,), "no source stands for this; add one under sources, or remove the fact"
            )


def _words(entry: Entry) -> Iterator[Finding]:
    if not entry.may_have_words:
        if entry.words:
            yield Finding(("words",), f"a {entry.kind} has no words; its title stands as printed")
        return
    for code in WRITTEN:
        if code not in entry.words:
            yield Finding(("words", code), f"the language {code} is missing")
    written = {
        name for name in WORD_FIELDS for wording in entry.words.values() if getattr(wording, name)
    }
    for code, wording in entry.words.items():
        for name in WORD_FIELDS:
            place = ("words", code, name)
            value = str(getattr(wording, name))
            if value and name not in entry.may_have_words:
                yield Finding(place, f"a {entry.kind} has no {name} in its words")
            elif not value and (name in entry.needs_words or name in written):
                yield Finding(place, f"{name} is missing in {code}")
            elif value:
                yield from text_findings(place, value, code)
        yield from _origin(entry, code)


def _origin(entry: Entry, code: str) -> Iterator[Finding]:
    made_from = entry.words[code].made_from
    place: Place = ("words", code, "made_from")
    if code == SOURCE_LANGUAGE:
        return
    if entry.words[code].reading:
        yield Finding(
            ("words", code, "reading"), "only the Japanese name has a reading; remove it here"
        )
    if made_from is None:
        yield Finding(place, "made_from is missing; expected the words it comes from, as ja@1")
        return
    source, _, version = made_from.partition("@")
    if source not in entry.words or source == code:
        yield Finding(place, f'"{made_from}" names no other language of this entry')
    elif int(version) > entry.words[source].version:
        yield Finding(
            place, f"{source} has only version {entry.words[source].version}, not {version}"
        )
    elif int(version) < entry.words[source].version:
        yield Finding(place, f"{source} has changed since version {version}", "warning")


def _references(
    entry: Entry, guide: Guide, unread: Unread, lost: Collection[str | int]
) -> Iterator[Finding]:
    """References that lead nowhere, and those that not all languages have.

    What follows from the fields that the entry `lost` is not told.
    """
    # Any field of these words may be one of the facts that are lost.
    if "facts" in lost:
        return
    compared = "words" not in lost
    for name in entry.may_have_words:
        by_language = {
            code: [
                (reference.entry or entry.id, reference.field)
                for reference in references(str(getattr(wording, name)))
            ]
            for code, wording in entry.words.items()
            # Words that are missing are reported as such.
            if getattr(wording, name)
        }
        expected = sorted(by_language.get(SOURCE_LANGUAGE, []))
        dead = {
            code: [
                finding
                for named, field in found
                if named == entry.id or not unread(named)
                for finding in _one_reference(("words", code, name), entry, named, field, guide)
            ]
            for code, found in by_language.items()
        }
        # Where the Japanese itself leads nowhere, the others are not wrong to differ from it.
        right = not dead.get(SOURCE_LANGUAGE)
        for code, found in by_language.items():
            place = ("words", code, name)
            differs = SOURCE_LANGUAGE in by_language and sorted(found) != expected
            if compared and right and differs:
                yield Finding(
                    place,
                    f"refers to {_listed(found)}, but the Japanese to {_listed(expected)}",
                )
            yield from dead[code]


def _one_reference(
    place: Place, entry: Entry, named: str, field: str, guide: Guide
) -> Iterator[Finding]:
    # An entry with faults is not in the guide, but its words speak of what is left of it.
    target = entry if named == entry.id else guide.entries.get(named)
    if target is None:
        yield Finding(place, f'[[{named}#{field}]] names no entry "{named}"')
        return
    can_be = fields_of(target.kind)
    if isinstance(target, InChapter):
        can_be |= frozenset(target.facts)
    if isinstance(target, Procedure):
        can_be |= frozenset(target.periods)
    if field not in can_be:
        can = ", ".join(sorted(can_be)) or "nothing"
        yield Finding(place, f"of a {target.kind}, words can refer to {can}; not to {field}")
        return
    empty = _STANDS_IN.get(field, field)
    if field == "url" and isinstance(target, Organization):
        empty = "website"
    has = getattr(target, empty, True)
    if field == "address" and isinstance(target, Service):
        place_of = guide.entries.get(target.location or "")
        has = getattr(place_of, "address", None)
    if isinstance(target, Emergency) and target.service:
        has = True
    if not has and named in guide.entries:
        yield Finding(place, f"[[{named}#{field}]]: {named} has no {empty} to refer to")


def _listed(found: Sequence[tuple[str, str]]) -> str:
    return ", ".join(f"[[{named}#{field}]]" for named, field in found) or "nothing"


def _schedules(entry: Service, guide: Guide) -> Iterator[Finding]:
    for index, schedule in enumerate(entry.schedules):
        place: Place = ("schedules", index)
        for code in schedule.speaks:
            if code != OTHER and not is_spoken(code):
                yield Finding(
                    (*place, "speaks"),
                    f'"{code}" is no spoken language; expected a code as ko or fil, or other',
                )
        spans = sorted(schedule.hours) if isinstance(schedule.hours, tuple) else []
        if any(later.start < earlier.end for earlier, later in pairwise(spans)):
            yield Finding(
                (*place, "hours"), "two of the hours overlap; expected one after the other"
            )
        named = (*schedule.closures, *entry.closures)
        if any(name not in guide.calendars for name in named):
            continue
        joined = schedule.model_copy(update={"closures": tuple(dict.fromkeys(named))})
        if not Timetable([joined], guide.calendars).can_open():
            yield Finding(place, "there is no day on which this can ever be open")


def _phones(entry: Service, guide: Guide) -> Iterator[Finding]:
    areas = {area.slug for area in guide.all(Area)}
    for index, phone in enumerate(entry.phones):
        _, is_area, slug = phone.caller.partition("area:")
        if is_area and slug not in areas:
            yield Finding(
                ("phones", index, "caller"),
                f'there is no area "{slug}"; expected the file name of one',
            )
        for code in phone.speaks:
            if code not in entry.speaks:
                yield Finding(
                    ("phones", index, "speaks"), f"no schedule of this window speaks {code}"
                )


def _run_out(entry: Closures, today: date) -> Iterator[Finding]:
    if isinstance(entry.known_until, date) and entry.known_until < today:
        yield Finding(
            ("known_until",),
            f"the list has run out on {entry.known_until}; ask for the new one",
            "warning",
        )
