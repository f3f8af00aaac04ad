"""What is to be mended in an entry's words of one language, told to whoever writes them."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from madoguchi.editorial.forms.messages import plainly
from madoguchi.editorial.translating.glossary import missing_terms, terms_of
from madoguchi.editorial.translating.keeping_marks import refused
from madoguchi.editorial.wording import tell
from madoguchi.editorial.writing.labels import field_label
from madoguchi.editorial.writing.length import length_hint
from madoguchi.guide import Entry, Guide, Wording
from madoguchi.guide.checks import entry_problems
from madoguchi.guide.plain_japanese import plain_problems
from madoguchi.hours.words import EASY
from madoguchi.language import SOURCE_LANGUAGE, without_readings

# What `refused` says already, of the text beside its source.
_SAID_OTHERWISE = ("refers to ", " is no reference; expected ", " is no reading; expected ")
# As `plain_problems` writes what it found.
_PLAIN = re.compile(r'plain Japanese, (?P<rule>[^:]+): "(?P<words>.*)"; (?P<advice>.+)', re.DOTALL)
# Words about words: what they were made from is the editor's own business.
NOT_TYPED = frozenset({"version", "state", "origin", "reviewed", "made_from"})


class WordFinding(NamedTuple):
    """One thing to mend, at a field of the words as ("summary",) or ("choices", "yes")."""

    place: tuple[str, ...]
    message: str
    severity: Literal["error", "warning"]

    def __str__(self) -> str:
        return f"{field_label(self.place)}: {self.message}"


def check_words(
    entry: Entry, language: str, wording: Wording, guide: Guide
) -> tuple[WordFinding, ...]:
    """All that is to be mended in an entry's words of one language; errors first.

    `entry` holds the facts and the Japanese that the words stand beside, `guide` everything that
    they may refer to. Errors keep words from readers; warnings are for whoever writes.
    """
    words = {code: entry.words[code] for code in (SOURCE_LANGUAGE,) if code in entry.words}
    beside = entry.model_copy(update={"words": words | {language: wording}})
    found = dict.fromkeys(
        (
            *_by_the_guide(beside, language, guide),
            *_beside_the_source(beside, language, guide),
        )
    )
    return tuple(sorted(found, key=lambda one: one.severity))


def _by_the_guide(entry: Entry, language: str, guide: Guide) -> Iterator[WordFinding]:
    """What publishing would find, and the rules of plain Japanese."""
    # Nothing about words depends on the day.
    found = list(entry_problems(entry, guide, lambda _: False, date.min))
    if language == EASY:
        found += plain_problems(entry, warnings=True)
    for finding in found:
        place = tuple(str(part) for part in finding.place[2:])
        if finding.place[:2] != ("words", language) or not place or place[0] in NOT_TYPED:
            continue
        if language != SOURCE_LANGUAGE and any(one in finding.message for one in _SAID_OTHERWISE):
            continue
        yield WordFinding(place, _told(finding.message, language), finding.severity)


def _told(message: str, language: str) -> str:
    """What the guide's checks say, at the field where they say it."""
    plain = _PLAIN.fullmatch(message)
    if plain:
        return tell(
            "“{words}” ({rule}): {advice}",
            rule=tell(plain["rule"]),
            words=plain["words"],
            advice=tell(plain["advice"]),
        )
    if message.endswith(f" is missing in {language}"):
        return tell("This is not written yet.")
    return plainly(message)


def _beside_the_source(entry: Entry, language: str, guide: Guide) -> Iterator[WordFinding]:
    """Marks that were lost, terms said otherwise, and what is much shorter or longer."""
    if language == SOURCE_LANGUAGE or SOURCE_LANGUAGE not in entry.words:
        return
    sources = dict(entry.words[SOURCE_LANGUAGE].texts())
    terms = terms_of(guide, SOURCE_LANGUAGE, language)
    for place, text in entry.words[language].texts():
        source = sources.get(place, "")
        if not text:
            continue
        for reason in refused(source, text, language, entry_id=entry.id):
            yield WordFinding(place, reason, "error")
        if not source:
            continue
        for term in missing_terms(source, text, language, terms):
            message = tell(
                'the glossary says "{translation}" for {term}',
                translation=without_readings(term.target),
                term=without_readings(term.source),
            )
            yield WordFinding(place, message, "warning")
        hint = length_hint(source, text, language)
        if hint.verdict != "fine":
            yield WordFinding(place, length_message(hint.verdict), "warning")


def length_message(verdict: Literal["short", "long"]) -> str:
    """A hint that a translation is shorter or longer than usual, as a question to its writer."""
    if verdict == "short":
        return tell("much shorter than usual for this source; is anything left out?")
    return tell("much longer than usual for this source; can it be said shorter?")
