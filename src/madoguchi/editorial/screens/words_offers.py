"""What others have written before, and what a machine makes, offered to whoever translates."""

from collections.abc import Iterable
from functools import lru_cache

from django.conf import settings
from django.db.models import Count, Max, Q

from madoguchi.editorial.keeping.exchange import memory_of
from madoguchi.editorial.keeping.machine import count_as_sent, server
from madoguchi.editorial.models import Record, Translation, WordsVersion
from madoguchi.editorial.screens.naming import entry_name, part_address
from madoguchi.editorial.screens.words_fields import FieldShown, Offer, ruby
from madoguchi.editorial.screens.words_opened import Opened
from madoguchi.editorial.translating.glossary import terms_of
from madoguchi.editorial.translating.libretranslate import LibreTranslate
from madoguchi.editorial.translating.machine import Drafted, GlossaryOnly, draft_by_machine
from madoguchi.editorial.translating.memory import Match, Memory
from madoguchi.editorial.translating.segments import Segment
from madoguchi.editorial.translating.translator import Translator
from madoguchi.editorial.wording import tell
from madoguchi.editorial.writing.differences import difference_html
from madoguchi.editorial.writing.labels import field_label
from madoguchi.editorial.writing.typed import Place, Typed, text_at

# More than a translator looks at.
_MOST = 3
# What people type is not translated but thought of anew.
_NOT_OFFERED = frozenset({"also", "reading"})


def offer_from_memory(opened: Opened, shown: Iterable[FieldShown]) -> None:
    """Put beside each text how the same text, or one like it, was translated elsewhere."""
    if opened.source is None:
        return
    memory = _memory(opened.source_language, opened.language)
    found = {one.name: _matches(opened, memory, one) for one in shown}
    ids = {_where(match)[0] for matches in found.values() for match in matches}
    names = {one.entry_id: entry_name(one) for one in Record.objects.filter(pk__in=ids)}
    for one in shown:
        one.offers += [_offer(opened, match, names) for match in found[one.name]]


def _matches(opened: Opened, memory: Memory, shown: FieldShown) -> list[Match]:
    source = text_at(opened.source.data, shown.place) if opened.source else ""
    if shown.place[0] in _NOT_OFFERED or not source:
        return []
    own = (opened.record.entry_id, shown.place)
    found = memory.matches(source, opened.language, most=_MOST + 1)
    useful = (one for one in found if _where(one) != own and one.pair.target != shown.value)
    return list(useful)[:_MOST]


def _where(match: Match) -> tuple[str, Place]:
    """The entry and the place that a pair of `memory_of` names."""
    entry_id, _, place = match.pair.where.partition(" ")
    return entry_id, tuple(place.split(".", 1))


def _offer(opened: Opened, match: Match, names: dict[str, str]) -> Offer:
    entry_id, place = _where(match)
    differs = (
        None
        if match.is_exact
        else difference_html(match.pair.source, match.asked, opened.source_language, ruby)
    )
    return Offer(
        match.pair.target,
        ruby(match.pair.target),
        f"{names.get(entry_id, entry_id)}, {field_label(place)}",
        address=part_address(entry_id, opened.language),
        like=int(match.ratio * 100),
        differs=differs,
        approved=match.pair.approved,
    )


def _memory(source: str, language: str) -> Memory:
    """All translations between two languages as they stand now."""
    said = WordsVersion.objects.filter(language__in=[source, language])
    newest = Translation.objects.filter(language__in=[source, language])
    stamp = said.aggregate(last=Max("id")) | newest.aggregate(
        reviewed=Count("id", filter=Q(reviewed=True))
    )
    return _memory_at(source, language, tuple(stamp.values()))


# A few megabytes each; one for each translator who works at the same time.
@lru_cache(maxsize=4)
def _memory_at(source: str, language: str, _stamp: tuple[object, ...]) -> Memory:
    return memory_of(source, language)


# Seconds that somebody looks at a page that does not come.
_PATIENCE = 20.0
# Buttons name machines by these.
LIBRETRANSLATE, KNOWN = "libretranslate", "known"


def machine_names(opened: Opened) -> list[tuple[str, str]]:
    """Which machines can be asked: the one that is set, and what is known without one."""
    if opened.source is None:
        return []
    known = [(KNOWN, tell("Glossary and memory"))]
    return [(LIBRETRANSLATE, LibreTranslate.name), *known] if settings.LIBRETRANSLATE else known


def machine_named(opened: Opened, name: str) -> Translator:
    """The machine with this name."""
    machine = server(within=_PATIENCE) if name == LIBRETRANSLATE else None
    if machine is not None:
        return machine
    known = terms_of(opened.guide, opened.source_language, opened.language)
    return GlossaryOnly(_memory(opened.source_language, opened.language), known)


def drafted(translator: Translator, opened: Opened, typed: Typed) -> Drafted:
    """What a machine makes of the texts for which nothing is typed yet."""
    source = opened.source
    assert source is not None
    made = draft_by_machine(
        translator,
        [
            Segment(
                opened.record.entry_id,
                ".".join(place),
                opened.language,
                opened.source_language,
                source.number,
                text,
            )
            for place, written in typed.items()
            if not written
            and place[0] not in _NOT_OFFERED
            and (text := text_at(source.data, place))
        ],
    )
    count_as_sent(translator)
    return made


def machine_offer(name: str, text: str, why: str) -> Offer:
    """What a machine made that cannot stand as it is, and why, to be mended by a person."""
    return Offer(text, ruby(text), f"{name}: {why}", "machine")
