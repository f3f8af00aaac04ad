"""A new entry: first its kind, its names and its address, then its facts."""

import re
import unicodedata
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict

from madoguchi.editorial.keeping.drafting import CannotSaveError, new_entry, save_words
from madoguchi.editorial.models import FACTS, Record, Role, StaffMember
from madoguchi.editorial.screens.facts_form import FactsForm, saved_form, sent_form
from madoguchi.editorial.screens.facts_opened import Opened, open_new
from madoguchi.editorial.screens.frame import needs_role, page, staff_page
from madoguchi.editorial.screens.naming import KIND_NAMES, kind_name, part_address
from madoguchi.editorial.signed_in import StaffRequest
from madoguchi.editorial.wording import tell
from madoguchi.editorial.writing.furigana import propose
from madoguchi.guide import KINDS
from madoguchi.guide.facts import SLUG_PATTERN
from madoguchi.language import SOURCE_LANGUAGE, as_read, romaji

# A municipality has one, and it comes with its files.
_NOT_MADE_HERE = ("pack",)
PACK, NAME, JAPANESE, ENGLISH = "_pack", "_name", "_ja", "_en"
_LONGEST_NAME = 80


@dataclass
class Naming:
    """What a new entry is called, and where it will stand."""

    kind: str
    pack: str
    name: str = ""
    japanese: str = ""
    english: str = ""
    wrong: dict[str, str] = field(default_factory=dict)

    @property
    def entry_id(self) -> str:
        return f"{self.pack}/{self.name}"

    @property
    def has_words(self) -> bool:
        """Whether its name is among its words; a source has a title instead."""
        return "name" in KINDS[self.kind].may_have_words

    def look(self, packs: tuple[str, ...]) -> None:
        """Find what is wrong with it; a name that was left out is proposed, to be looked at."""
        if self.pack not in packs:
            self.wrong[PACK] = tell("Choose one of the values offered.")
        if self.has_words and not self.japanese:
            self.wrong[JAPANESE] = tell("Fill this in.")
        if not self.name:
            self.name = proposed_name(self.english, self.japanese)
            self.wrong[NAME] = (
                tell("Is this a good name? It can never be changed. If so, save again.")
                if self.name
                else tell("Write a short name in small letters, as culture-plaza.")
            )
        elif not re.fullmatch(SLUG_PATTERN, self.name) or len(self.name) > _LONGEST_NAME:
            self.wrong[NAME] = tell(
                '"{value}": Write small letters a to z, digits and hyphens, as culture-plaza; '
                "at most {most} characters.",
                value=self.name,
                most=_LONGEST_NAME,
            )
        elif Record.objects.filter(pk=self.entry_id).exists():
            self.wrong[NAME] = tell('The name "{name}" is taken; choose another.', name=self.name)


def proposed_name(english: str, japanese: str) -> str:
    """A name for addresses from what the entry is called; empty where its reading is not certain.

    >>> proposed_name("Chat Salon (Café)", ""), proposed_name("", "おしゃべりサロン")
    ('chat-salon-cafe', 'oshaberisaron')
    """
    latin = english or romaji(as_read(propose(japanese).text))
    plain = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")
    return name[:_LONGEST_NAME].rstrip("-")


def kept_as_new(member: StaffMember, kind: str) -> str:
    """By what a browser knows again what somebody typed into the form of a new entry."""
    return f"{member.pk} new {kind}"


def _naming(kind: str, given: QueryDict) -> Naming:
    return Naming(
        kind,
        given.get(PACK, settings.PACK),
        given.get(NAME, "").strip(),
        given.get(JAPANESE, "").strip(),
        given.get(ENGLISH, "").strip(),
    )


@staff_page
@needs_role(Role.EDITOR, Role.ADMINISTRATOR)
def choose(request: StaffRequest) -> HttpResponse:
    """Which kind of entry it is to be, and what it is called."""
    kind = request.GET.get("kind", "")
    if kind in KINDS and kind not in _NOT_MADE_HERE:
        given = {one: request.GET[one] for one in (JAPANESE, ENGLISH) if request.GET.get(one)}
        return HttpResponseRedirect(f"/staff/new/{kind}/?{urlencode(given)}")
    kinds = [(one, tell(name)) for one, name in KIND_NAMES.items() if one not in _NOT_MADE_HERE]
    return page(request, "editorial/facts_choose.html", {"kinds": kinds})


@staff_page
@needs_role(Role.EDITOR, Role.ADMINISTRATOR)
def new_of_kind(request: StaffRequest, kind: str) -> HttpResponse:
    """The form of a new entry, and everything that its buttons do."""
    if kind not in KINDS or kind in _NOT_MADE_HERE:
        raise Http404
    naming = _naming(kind, request.POST if request.method == "POST" else request.GET)
    opened = open_new(kind, naming.entry_id)
    if request.method != "POST":
        return _show(request, naming, saved_form(opened))
    form = sent_form(opened, request.POST)
    if request.POST.get("do") == "save":
        return _save(request, naming, form)
    return _show(request, naming, form)


def _packs(opened: Opened) -> tuple[str, ...]:
    return opened.guide.packs if opened.guide else (settings.PACK,)


def _save(request: StaffRequest, naming: Naming, form: FactsForm) -> HttpResponse:
    naming.look(_packs(form.opened))
    taken = form.look()
    form.wrong = naming.wrong
    if not form.can_be_saved(taken):
        return _show(request, naming, form)
    try:
        with transaction.atomic():
            _write(naming, taken.data, request.member, form.why)
    except CannotSaveError as error:
        form.wrong[NAME] = str(error)
        return _show(request, naming, form)
    messages.success(request, tell("The entry {name} was made.", name=naming.entry_id))
    return HttpResponseRedirect(f"{part_address(naming.entry_id, FACTS)}?made=1")


def _write(naming: Naming, facts: dict[str, object], by: StaffMember, why: str) -> None:
    """The facts, and the name as the beginning of the words."""
    made_because = why or tell("New entry")
    record, _ = new_entry(naming.entry_id, {"kind": naming.kind} | facts, by, why=made_because)
    if not naming.has_words:
        return
    texts = {"name": naming.japanese}
    save_words(record, SOURCE_LANGUAGE, texts, by, based_on=0, made_from=None, why=made_because)
    if naming.english:
        save_words(
            record,
            "en",
            {"name": naming.english},
            by,
            based_on=0,
            made_from=(SOURCE_LANGUAGE, 1),
            why=made_because,
        )


def _show(request: StaffRequest, naming: Naming, form: FactsForm) -> HttpResponse:
    context = form.context() | {
        "naming": naming,
        "packs": [(one, one) for one in _packs(form.opened)],
        "kind": kind_name(naming.kind),
        "keep": kept_as_new(request.member, naming.kind),
        "may_write": True,
    }
    return page(request, "editorial/facts_new.html", context)
