"""Drafts by a machine for a whole language: ordered by a person, carried out by a worker."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate, now

from madoguchi.editorial.keeping.drafting import CannotSaveError
from madoguchi.editorial.keeping.exchange import TakenIn, Wanted, memory_of, segments_of, take_in
from madoguchi.editorial.keeping.guides import published_guide
from madoguchi.editorial.keeping.permissions import require
from madoguchi.editorial.models import MachineMonth, MachineOrder, Origin, Role, StaffMember
from madoguchi.editorial.translating.glossary import terms_of
from madoguchi.editorial.translating.libretranslate import LibreTranslate
from madoguchi.editorial.translating.machine import GlossaryOnly, draft_by_machine
from madoguchi.editorial.translating.segments import Segment
from madoguchi.editorial.translating.translator import TranslationFailedError, Translator
from madoguchi.editorial.wording import in_staff_language, tell
from madoguchi.people import jobs

JOB = "draft-by-machine"
# What is drafted before it is saved: a crash costs no more than this.
_ENTRIES = 10
Phase = MachineOrder.State


def budget_left() -> int:
    """How many characters the machine may still be sent this month."""
    spent = MachineMonth.objects.filter(month=_month()).values_list("characters", flat=True)
    return max(0, settings.LIBRETRANSLATE_BUDGET - sum(spent))


def _month() -> str:
    return f"{localdate():%Y-%m}"


def count_as_sent(translator: Translator | None) -> None:
    """Note what a machine was sent, so that a month's budget holds for all processes."""
    characters = translator.spent if isinstance(translator, LibreTranslate) else 0
    if not characters:
        return
    month, _ = MachineMonth.objects.get_or_create(month=_month())
    MachineMonth.objects.filter(pk=month.pk).update(characters=F("characters") + characters)


def server(within: float = 60.0) -> LibreTranslate | None:
    """The machine that is set, with what is left of its budget; None where none is set.

    `within` is how many seconds an answer may take. Whoever asks it notes what it was sent.
    """
    if not settings.LIBRETRANSLATE:
        return None
    return LibreTranslate(
        settings.LIBRETRANSLATE,
        settings.LIBRETRANSLATE_KEY,
        budget=budget_left(),
        within=within,
    )


def order(wanted: Wanted, by: StaffMember) -> MachineOrder:
    """Ask for drafts of these words; CannotSaveError where the same is waiting already."""
    own = not by.languages or wanted.language in by.languages
    require(
        by.is_a(Role.EDITOR, Role.ADMINISTRATOR) or (by.is_a(Role.TRANSLATOR) and own),
        tell("Only a translator of this language, or an editor of this section, may do that."),
    )
    with transaction.atomic():
        waits = MachineOrder.objects.filter(
            language=wanted.language, state__in=[Phase.WAITING, Phase.RUNNING]
        )
        if waits.exists():
            raise CannotSaveError(tell("Drafts of this language have been ordered already."))
        made = MachineOrder.objects.create(
            language=wanted.language,
            source_language=wanted.source_language,
            states=list(wanted.states),
            chapter=wanted.chapter,
            by=by,
        )
        jobs.ask_for(JOB)
    return made


def draft_what_was_ordered() -> dict[str, int]:
    """Carry out every order, also those that a worker left when it died; how many entries."""
    drafted = 0
    for one in MachineOrder.objects.filter(state__in=[Phase.WAITING, Phase.RUNNING]).select_related(
        "by"
    ):
        MachineOrder.objects.filter(pk=one.pk).update(state=Phase.RUNNING)
        with in_staff_language(one.by.screen_language):
            drafted += _carry_out(one)
    return {"drafted": drafted}


def _carry_out(one: MachineOrder) -> int:
    wanted = Wanted(one.language, one.source_language, tuple(one.states), one.chapter)
    problem, drafted, refused = "", 0, 0
    for segments in _portions(segments_of(wanted, localdate())):
        taken, problem = _draft(segments, one)
        drafted, refused = drafted + len(taken.saved), refused + len(taken.refused)
        MachineOrder.objects.filter(pk=one.pk).update(
            drafted=F("drafted") + len(taken.saved), refused=F("refused") + len(taken.refused)
        )
        if problem:
            break
    MachineOrder.objects.filter(pk=one.pk).update(
        state=Phase.FAILED if problem else Phase.DONE, problem=problem, finished_at=now()
    )
    return drafted


def _portions(segments: Iterable[Segment]) -> Iterator[list[Segment]]:
    entries = iter([list(one) for _, one in groupby(segments, key=lambda each: each.entry_id)])
    while portion := list(islice(entries, _ENTRIES)):
        yield [segment for entry in portion for segment in entry]


def _draft(segments: list[Segment], one: MachineOrder) -> tuple[TakenIn, str]:
    """What is known without a machine first, the rest by the machine that is set."""
    offline = GlossaryOnly(
        memory_of(one.source_language, one.language),
        terms_of(published_guide(), one.source_language, one.language),
    )
    translator = server()
    try:
        machine: Translator = (
            _Both(offline, translator)
            if translator and translator.can(one.source_language, one.language)
            else offline
        )
        made = draft_by_machine(machine, segments)
    except TranslationFailedError as error:
        return TakenIn(), str(error)
    finally:
        count_as_sent(translator)
    return take_in(made.drafts, one.by, file=machine.name, origin=Origin.MACHINE), made.failure


class _Both:
    """What was translated before stands; only the rest is sent to the machine."""

    def __init__(self, known: GlossaryOnly, machine: LibreTranslate) -> None:
        self._known, self._machine = known, machine
        self.name = machine.name

    def can(self, source: str, target: str) -> bool:
        return self._machine.can(source, target)

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        made = self._known.translate(texts, source, target)
        open_ones = [index for index, text in enumerate(made) if not text]
        sent = self._machine.translate([texts[index] for index in open_ones], source, target)
        for index, text in zip(open_ones, sent, strict=True):
            made[index] = text
        return made
