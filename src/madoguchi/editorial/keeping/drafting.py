"""Writing: every save is a new version, and nobody writes over what they have not seen."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from madoguchi.editorial.keeping.guides import newest_picks, published_guide
from madoguchi.editorial.keeping.parts import Data, Parts, Words, entry_of, parts_of
from madoguchi.editorial.keeping.permissions import (
    may_add,
    may_edit,
    may_translate,
    may_write,
    require,
)
from madoguchi.editorial.keeping.rows import repeat_facts, repeat_words
from madoguchi.editorial.models import (
    FACTS,
    FactsVersion,
    Origin,
    Record,
    StaffMember,
    State,
    Translation,
    WordsVersion,
)
from madoguchi.editorial.wording import tell
from madoguchi.guide import Entry
from madoguchi.guide.writing import page_number

Version = FactsVersion | WordsVersion
# Nobody can say today that something will be true for longer.
LONGEST_WITHOUT_CHECK = timedelta(days=3 * 366)


class ChangedMeanwhileError(Exception):
    """Somebody saved the same part since it was opened; `newest` is what they saved."""

    def __init__(self, newest: Version) -> None:
        super().__init__(f"{newest} was saved meanwhile")
        self.newest = newest


class CannotSaveError(ValueError):
    """What was to be saved cannot be, for a reason that is no fault in a field."""


def facts_version(record: Record, number: int | None = None) -> FactsVersion:
    """A version of an entry's facts, the newest if none is named."""
    return FactsVersion.objects.select_related("by").get(
        record=record, number=number or record.newest
    )


def words_version(record: Record, language: str, number: int | None = None) -> WordsVersion | None:
    """A version of an entry's words, the newest if none is named; None where there is none."""
    versions = WordsVersion.objects.select_related("by").filter(record=record, language=language)
    if number is not None:
        versions = versions.filter(number=number)
    return versions.order_by("-number").first()


def draft_entry(entry_id: str) -> Entry:
    """The entry with the newest version of every part; KeyError if there is no such entry."""
    picks = newest_picks(entry_id)
    if not picks:
        raise KeyError(entry_id)
    return entry_of(_parts(entry_id, {part: pick.number for (_, part), pick in picks.items()}))


def _parts(entry_id: str, numbers: Mapping[str, int]) -> Parts:
    facts = FactsVersion.objects.get(record_id=entry_id, number=numbers[FACTS])
    words = {
        version.language: Words(
            version.number,
            version.data,
            version.origin,
            made_from=(version.made_from_language, version.made_from_number)
            if version.made_from_number
            else None,
        )
        for version in WordsVersion.objects.filter(record_id=entry_id)
        if numbers.get(version.language) == version.number
    }
    return Parts(entry_id, facts.data, words)


def save_facts(
    record: Record, facts: Data, by: StaffMember, *, based_on: int, why: str = ""
) -> FactsVersion:
    """Save the facts of an entry as a new draft.

    `facts` are the fields as a pack holds them. ValidationError (pydantic's) where they make no
    entry, ChangedMeanwhileError where `based_on` is not the newest version any more. What says the
    same as the newest version is not saved again.
    """
    require(may_edit(by, record), tell("Only an editor of this section may change these facts."))
    kept = parts_of(entry_of(Parts(record.entry_id, facts | _fixed(record)))).facts
    with transaction.atomic():
        record = Record.objects.select_for_update().get(pk=record.pk)
        newest = facts_version(record)
        if record.newest != based_on:
            raise ChangedMeanwhileError(newest)
        if kept == newest.data and not newest.gone:
            return newest
        return _add_facts(record, kept, by, why)


def _fixed(record: Record) -> Data:
    """What nobody edits: it stands in addresses, or decides which fields there are."""
    return {"kind": record.kind, "page_number": record.page_number}


def _add_facts(
    record: Record,
    facts: Data,
    by: StaffMember,
    why: str,
    *,
    gone: bool = False,
    state: State = State.DRAFT,
) -> FactsVersion:
    version = FactsVersion.objects.create(
        record=record,
        number=record.newest + 1,
        data=facts,
        by=by,
        why=why[:500],
        gone=gone,
        state=state,
    )
    record.newest, record.state = version.number, state
    repeat_facts(record, facts)
    record.save()
    return version


def new_entry(
    entry_id: str, facts: Data, by: StaffMember, *, why: str = ""
) -> tuple[Record, FactsVersion]:
    """A new entry, as a draft; CannotSaveError where its id is taken or its pack is not ours."""
    require(may_add(by), tell("Only an editor may add entries."))
    pack = entry_id.partition("/")[0]
    packs = published_guide().packs
    if pack not in packs:
        raise CannotSaveError(
            tell('There is no pack "{pack}"; there are: {packs}', pack=pack, packs=", ".join(packs))
        )
    numbers = set(Record.objects.values_list("page_number", flat=True))
    number = page_number(entry_id, numbers)
    kept = parts_of(entry_of(Parts(entry_id, facts | {"page_number": number}))).facts
    record = Record(entry_id=entry_id, kind=kept["kind"], pack=pack, page_number=number)
    repeat_facts(record, kept)
    require(may_edit(by, record), tell("Only an editor of this section may change these facts."))
    try:
        with transaction.atomic():
            record.save(force_insert=True)
            return record, _add_facts(record, kept, by, why)
    except IntegrityError as error:
        raise CannotSaveError(
            tell('The name "{name}" is taken; choose another.', name=entry_id)
        ) from error


def retire(record: Record, by: StaffMember, *, based_on: int, why: str) -> FactsVersion:
    """Draft that readers shall not get the entry any more; its history stays."""
    require(may_edit(by, record), tell("Only an editor of this section may change these facts."))
    with transaction.atomic():
        record = Record.objects.select_for_update().get(pk=record.pk)
        newest = facts_version(record)
        if record.newest != based_on:
            raise ChangedMeanwhileError(newest)
        return newest if newest.gone else _add_facts(record, newest.data, by, why, gone=True)


def save_words(
    record: Record,
    language: str,
    texts: Data,
    by: StaffMember,
    *,
    based_on: int,
    made_from: tuple[str, int] | None,
    origin: Origin = Origin.PERSON,
    why: str = "",
) -> WordsVersion:
    """Save an entry's words in one language as a new draft.

    `texts` are the fields under `words` in a pack, `based_on` the number of the version that was
    opened (0 if there was none), `made_from` the language and version they are translated from.
    Raises as `save_facts` does.
    """
    require(
        may_translate(by, record, language),
        tell("Only a translator of this language, or an editor of this section, may do that."),
    )
    number = based_on + 1
    words = Words(number, texts, origin.value, made_from=made_from)
    checked = entry_of(Parts(record.entry_id, facts_version(record).data, {language: words}))
    kept = parts_of(checked).words[language].texts
    with transaction.atomic():
        record = Record.objects.select_for_update().get(pk=record.pk)
        translation = Translation.objects.filter(record=record, language=language).first()
        newest = words_version(record, language)
        if newest is not None and newest.number != based_on:
            raise ChangedMeanwhileError(newest)
        if newest is not None and _says_the_same(newest, kept, made_from, origin):
            return newest
        source, source_number = made_from or ("", None)
        version = WordsVersion.objects.create(
            record=record,
            language=language,
            number=number,
            data=kept,
            by=by,
            why=why[:500],
            origin=origin,
            made_from_language=source,
            made_from_number=source_number,
        )
        translation = translation or Translation(record=record, language=language)
        translation.newest, translation.state = number, State.DRAFT
        translation.origin, translation.reviewed = origin, False
        translation.made_from_language, translation.made_from_number = source, source_number
        translation.save()
        repeat_words(record, language, kept)
        record.save()
        return version


def _says_the_same(
    newest: WordsVersion, texts: Data, made_from: tuple[str, int] | None, origin: Origin
) -> bool:
    before = (
        (newest.made_from_language, newest.made_from_number) if newest.made_from_number else None
    )
    return newest.data == texts and before == made_from and newest.origin == origin


def restore(
    version: Version, by: StaffMember, *, why: str = "", based_on: int | None = None
) -> Version:
    """An earlier version again, as a new draft on top of all others.

    ChangedMeanwhileError where version `based_on` is named and is not the newest any more.
    """
    record = version.record
    part = FACTS if isinstance(version, FactsVersion) else version.language
    require(may_write(by, record, part), tell("Your roles do not allow you to change this."))
    if isinstance(version, FactsVersion):
        with transaction.atomic():
            record = Record.objects.select_for_update().get(pk=record.pk)
            if based_on not in (None, record.newest):
                raise ChangedMeanwhileError(facts_version(record))
            return _add_facts(record, version.data, by, why, gone=version.gone)
    if based_on is None:
        newest = words_version(record, version.language)
        based_on = newest.number if newest else 0
    return save_words(
        record,
        version.language,
        version.data,
        by,
        based_on=based_on,
        made_from=(version.made_from_language, version.made_from_number)
        if version.made_from_number
        else None,
        origin=Origin(version.origin),
        why=why,
    )


def confirm(
    record: Record, by: StaffMember, *, source: str, until: date, based_on: int | None = None
) -> FactsVersion:
    """The published facts are still true, says this source of theirs; to be looked at by `until`.

    Nothing that readers act upon changes but the dates, so no second person is needed.
    CannotSaveError where version `based_on` is named and is not the newest any more.
    """
    require(may_edit(by, record), tell("Only an editor of this section may confirm these facts."))
    today = localdate()
    if until <= today:
        raise CannotSaveError(tell("The next check must lie in the future."))
    if until > today + LONGEST_WITHOUT_CHECK:
        raise CannotSaveError(tell("Facts are checked again within three years at the latest."))
    with transaction.atomic():
        record = Record.objects.select_for_update().get(pk=record.pk)
        if based_on not in (None, record.newest):
            raise CannotSaveError(tell("These facts were changed meanwhile. Look at them again."))
        newest = facts_version(record)
        if newest.state != State.APPROVED or newest.gone:
            raise CannotSaveError(
                tell("There is a draft of these facts. Have it approved, then confirm.")
            )
        facts: Data = dict(newest.data)
        cited = [dict(one) for one in facts.get("sources", [])]
        named = [one for one in cited if one["source"] == source and not one.get("differs")]
        if not named:
            raise CannotSaveError(tell("These facts do not name that source."))
        for one in named:
            one["confirmed"] = today.isoformat()
        facts |= {"sources": cited, "check_by": until.isoformat()}
        kept = parts_of(entry_of(Parts(record.entry_id, facts))).facts
        why = tell("Still true, says {source}", source=source)
        return _add_facts(record, kept, by, why, state=State.APPROVED)
