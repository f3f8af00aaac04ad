"""Words out to agencies and back: XLIFF, Excel, CSV; and what a machine can begin with."""

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.timezone import localdate

from madoguchi.editorial.keeping.drafting import CannotSaveError
from madoguchi.editorial.keeping.exchange import TakenIn, Wanted, segments_of, take_in
from madoguchi.editorial.keeping.guides import published_guide
from madoguchi.editorial.keeping.machine import budget_left, order
from madoguchi.editorial.keeping.permissions import require
from madoguchi.editorial.keeping.standing import CHANGED, MISSING, WORDS_STATES
from madoguchi.editorial.models import MachineOrder, Role, StaffMember
from madoguchi.editorial.screens.frame import Place, needs_role, page, staff_page
from madoguchi.editorial.screens.naming import part_address, part_name, state_name
from madoguchi.editorial.signed_in import StaffRequest
from madoguchi.editorial.translating.glossary import terms_of
from madoguchi.editorial.translating.libretranslate import LibreTranslate
from madoguchi.editorial.translating.segments import (
    CannotExportError,
    Imported,
    Segment,
    WrongFileError,
)
from madoguchi.editorial.translating.spreadsheets import (
    read_spreadsheet,
    write_csv,
    write_workbook,
)
from madoguchi.editorial.translating.wrong_files import MAX_BYTES
from madoguchi.editorial.translating.xliff import read_xliff, write_xliff
from madoguchi.editorial.wording import tell
from madoguchi.language import SOURCE_LANGUAGE, WRITTEN

ROLES = (Role.TRANSLATOR, Role.EDITOR, Role.ADMINISTRATOR)
NAVIGATION = Place("Translation files", "/staff/exchange/", ROLES)
_WRITERS = {
    "xliff": (write_xliff, "xlf", "application/xliff+xml"),
    "xlsx": (
        write_workbook,
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "csv": (write_csv, "csv", "text/csv; charset=utf-8"),
}
# What a machine may begin with.
_DRAFTED = (MISSING, CHANGED)
# What a file's words may be in before it is made.
_GIVEN_OUT = [state for state in WORDS_STATES if state != "in_review"]


@staff_page
@needs_role(*ROLES)
def exchange(request: StaffRequest) -> HttpResponse:
    """Choose what to give out; bring back what came."""
    return _page(request)


@staff_page
@needs_role(*ROLES)
def give_out(request: StaffRequest) -> HttpResponse:
    """A file with the words that were chosen."""
    language = request.GET.get("language", "")
    source = request.GET.get("source", SOURCE_LANGUAGE)
    states = tuple(one for one in request.GET.getlist("state") if one in _GIVEN_OUT)
    form = request.GET.get("form", "")
    error = _problem(language, source, states, form)
    if error:
        return _page(request, error=error, status=400)
    _require_language(request.member, language)
    wanted = Wanted(language, source, states, request.GET.get("chapter", ""))
    write, ending, kind = _WRITERS[form]
    try:
        data = write(
            segments_of(wanted, localdate()), terms_of(published_guide(), source, language)
        )
    except CannotExportError as problem:
        return _page(request, error=str(problem))
    response = HttpResponse(data, content_type=kind)
    name = f"madoguchi-{language}-{localdate().isoformat()}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _problem(language: str, source: str, states: tuple[str, ...], form: str) -> str:
    if language not in WRITTEN or language == SOURCE_LANGUAGE:
        return tell("Choose a language to translate into.")
    if source not in WRITTEN or source == language:
        return tell("Choose another language to translate from.")
    if not states:
        return tell("Choose which words to give out.")
    if form not in _WRITERS:
        return tell("Choose a kind of file.")
    return ""


@staff_page
@needs_role(*ROLES)
def bring_back(request: StaffRequest) -> HttpResponse:
    """Take in a file that came back, and say what became of each text."""
    if request.method != "POST":
        # The address of what was taken in, opened again.
        return HttpResponseRedirect("/staff/exchange/")
    language = request.POST.get("language", "")
    source = request.POST.get("source", SOURCE_LANGUAGE)
    sent = request.FILES.get("file")
    if language not in WRITTEN or language == SOURCE_LANGUAGE:
        return _page(request, error=tell("Choose the language of the file."), status=400)
    if source not in WRITTEN or source == language:
        message = tell("Choose another language to translate from.")
        return _page(request, error=message, status=400)
    if not isinstance(sent, UploadedFile) or not sent.name:
        return _page(request, error=tell("Choose the file that came back."), status=400)
    _require_language(request.member, language)
    # Everything of the language may be in the file, whatever its state is now.
    standing = segments_of(Wanted(language, source, tuple(WORDS_STATES)), localdate())
    try:
        imported = _read(sent, standing, language)
    except WrongFileError as problem:
        return _page(request, error=str(problem), status=400)
    taken = take_in(imported, request.member, file=sent.name)
    return _page(request, taken=taken, file=sent.name, unchanged=len(imported.unchanged))


@staff_page
@needs_role(*ROLES)
def draft(request: StaffRequest) -> HttpResponse:
    """Have a machine begin with what is missing; a worker does it."""
    language = request.POST.get("language", "")
    source = request.POST.get("source", SOURCE_LANGUAGE)
    states = tuple(one for one in request.POST.getlist("state") if one in _DRAFTED)
    error = _problem(language, source, states, "csv")
    if not error:
        try:
            order(Wanted(language, source, states, request.POST.get("chapter", "")), request.member)
        except CannotSaveError as problem:
            error = str(problem)
    if error:
        return _page(request, error=error, status=400)
    messages.success(request, tell("Drafts are being made. They appear here and on the board."))
    return HttpResponseRedirect("/staff/exchange/")


def _read(sent: "UploadedFile[bytes]", standing: list[Segment], language: str) -> Imported:
    """What the file holds; never more of it than could be one of ours is read."""
    name = str(sent.name)
    data = sent.read(MAX_BYTES + 1)
    if name.lower().endswith((".csv", ".xlsx")):
        return read_spreadsheet(name, data, standing)
    return read_xliff(name, data, standing, language)


def _require_language(member: StaffMember, language: str) -> None:
    own = not member.languages or language in member.languages
    require(
        own or member.is_a(Role.EDITOR, Role.ADMINISTRATOR),
        tell("Only a translator of this language, or an editor of this section, may do that."),
    )


def _page(
    request: StaffRequest,
    *,
    error: str = "",
    taken: TakenIn | None = None,
    file: str = "",
    unchanged: int = 0,
    status: int = 200,
) -> HttpResponse:
    chapters = [
        (chapter.id, str(chapter.text("name").read("ja").value))
        for chapter in published_guide().entries.values()
        if chapter.kind == "chapter"
    ]
    own = [one for one in request.member.languages if one in WRITTEN] or list(WRITTEN)
    return page(
        request,
        "editorial/exchange.html",
        {
            "error": error,
            "taken": taken,
            "file": file,
            "unchanged": unchanged,
            "saved": [
                (str(one.record_id), part_address(one.record_id, one.language))
                for one in (taken.saved if taken else ())
            ],
            "languages": [(code, part_name(code)) for code in own if code != SOURCE_LANGUAGE],
            "sources": [(code, part_name(code)) for code in WRITTEN],
            "states": [(one, state_name(one)) for one in _GIVEN_OUT],
            "chapters": [("", tell("All")), *chapters],
            "drafted": [(one, state_name(one)) for one in _DRAFTED],
            "orders": [(part_name(one.language), one) for one in MachineOrder.objects.all()[:5]],
            "machine": LibreTranslate.name if settings.LIBRETRANSLATE else "",
            "left": budget_left() if settings.LIBRETRANSLATE else 0,
            "megabytes": MAX_BYTES // 2**20,
        },
        status=status,
    )


urlpatterns = [
    path("exchange/", exchange),
    path("exchange/out/", give_out),
    path("exchange/in/", bring_back),
    path("exchange/draft/", draft),
]
