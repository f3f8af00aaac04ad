"""Drafts by a machine: only where no person has written, and none that lost a mark."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from madoguchi.editorial.translating.glossary import GlossaryTerm
from madoguchi.editorial.translating.incoming import control_character
from madoguchi.editorial.translating.keeping_marks import refused
from madoguchi.editorial.translating.list_lines import with_words, words_of_lines
from madoguchi.editorial.translating.memory import Memory
from madoguchi.editorial.translating.segments import Imported, Refusal, Segment
from madoguchi.editorial.translating.translator import TranslationFailedError, Translator
from madoguchi.editorial.wording import tell
from madoguchi.language import fold

# What is done when the machine fails is kept, so it is asked for a few texts at a time.
_PORTION = 40


@dataclass(frozen=True, slots=True)
class Drafted:
    """What a machine made of texts; `failure` says why it stopped, empty where it did not."""

    drafts: Imported
    failure: str = ""


def draft_by_machine(translator: Translator, segments: Sequence[Segment]) -> Drafted:
    """Drafts of all texts that nobody has translated yet; a person's words are left alone.

    A translation that lost a reference, a link or a point of a list is refused.
    """
    open_ones = [one for one in segments if _is_open(one)]
    unchanged = [one for one in segments if not _is_open(one)]
    accepted: list[Segment] = []
    refusals: list[Refusal] = []
    waiting = iter(open_ones)
    failure = ""
    while portion := list(islice(waiting, _PORTION)):
        try:
            made = _translated(translator, portion)
        except TranslationFailedError as error:
            failure = str(error)
            unchanged += [*portion, *waiting]
            break
        for segment, target in zip(portion, made, strict=True):
            if not target.strip() or target == segment.target:
                unchanged.append(segment)
                continue
            why = _refusal(translator, segment, target)
            if why:
                refusals.append(why)
            else:
                accepted.append(replace(segment, target=target, state="draft", origin="machine"))
    return Drafted(Imported(tuple(accepted), tuple(refusals), tuple(unchanged)), failure)


def _is_open(segment: Segment) -> bool:
    return not segment.target or (segment.origin == "machine" and segment.state == "draft")


def _translated(translator: Translator, portion: Sequence[Segment]) -> list[str]:
    ((source, target),) = {(one.source_language, one.language) for one in portion}
    made = translator.translate([one.source for one in portion], source, target)
    if len(made) != len(portion):
        raise TranslationFailedError(
            tell(
                "{name} answered with {found} texts; expected {expected}",
                name=translator.name,
                found=len(made),
                expected=len(portion),
            )
        )
    return made


def _refusal(translator: Translator, segment: Segment, target: str) -> Refusal | None:
    reasons = refused(segment.source, target, segment.language, entry_id=segment.entry_id)
    odd = control_character(target)
    if odd:
        reasons.append(odd)
    if not reasons:
        return None
    expected = tell("the references, links and lists of the source")
    return Refusal(translator.name, *segment.place, "marks", "; ".join(reasons), expected, target)


class GlossaryOnly:
    """Works offline: what was translated before and official terms; the rest stays empty.

    A text is known if it is, or if each of its lines is: a list of papers to bring.
    """

    def __init__(self, memory: Memory, terms: Collection[GlossaryTerm]) -> None:
        self._memory = memory
        self._terms = {fold(term.source): term.target for term in terms}

    @property
    def name(self) -> str:
        return tell("Glossary and memory")

    def can(self, source: str, target: str) -> bool:
        return source != target

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:  # noqa: ARG002 - memory and terms are from one language
        return [self._known(text, target) or self._line_by_line(text, target) for text in texts]

    def _known(self, text: str, target: str) -> str:
        pair = self._memory.exact(text, target)
        return pair.target if pair else self._terms.get(fold(text), "")

    def _line_by_line(self, text: str, target: str) -> str:
        known = {line: self._known(line, target) for line in words_of_lines(text)}
        return with_words(text, known.__getitem__) if all(known.values()) else ""
