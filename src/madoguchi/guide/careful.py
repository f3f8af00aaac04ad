"""Words that must not mislead: where an office answers for the guide, a person reads them first."""

from collections.abc import Mapping

from madoguchi.guide.chapters import Emergency, InChapter
from madoguchi.guide.entries import Entry, Service, Topic
from madoguchi.guide.facts import Wording
from madoguchi.guide.guide import Guide
from madoguchi.guide.life import LifeEvent, NotNeeded, Procedure, Question
from madoguchi.language import SOURCE_LANGUAGE

# An entry's id and a language: the last words of these that a person has reviewed.
Earlier = Mapping[tuple[str, str], Wording]


def is_careful(entry: Entry, guide: Guide) -> bool:
    """Whether the words speak of emergencies, health, money or deadlines.

    Plans are deadlines, amounts of yen are money; for the rest, packs mark their topics.
    """
    if isinstance(entry, Emergency | Procedure | LifeEvent | Question | NotNeeded):
        return True
    if isinstance(entry, Service):
        return any(guide.get(topic, Topic).reviewed_first for topic in entry.topics)
    if isinstance(entry, InChapter):
        about_money = any(fact.unit == "yen" for fact in entry.facts.values())
        chapter = guide.entries.get(entry.chapter)
        return about_money or bool(getattr(chapter, "reviewed_first", False))
    return False


def reviewed_words_first(guide: Guide, earlier: Earlier) -> Guide:
    """The guide with careful words that nobody has reviewed replaced by the last that somebody had.

    Where there are none, the language is left out, so that readers get the source with a mark.
    The source itself always stands.
    """
    entries = {
        entry_id: _reviewed(entry, earlier) if is_careful(entry, guide) else entry
        for entry_id, entry in guide.entries.items()
    }
    return Guide(guide.packs, entries)


def _reviewed(entry: Entry, earlier: Earlier) -> Entry:
    words: dict[str, Wording] = {}
    for code, wording in entry.words.items():
        if code == SOURCE_LANGUAGE or wording.reviewed != "never":
            words[code] = wording
        elif (before := earlier.get((entry.id, code))) is not None:
            words[code] = before
    return entry if words == entry.words else entry.model_copy(update={"words": words})
