"""Preview: the draft on a reader's page, on a phone and on a desk, beside what it would change."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from csp.decorators import csp_replace, csp_update
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.html import format_html
from django.views.decorators.http import require_safe
from jinja2 import TemplateError

from madoguchi.editorial.keeping.checking import check
from madoguchi.editorial.keeping.guides import Part, Pick, newest_picks, published_picks
from madoguchi.editorial.keeping.previewing import DraftServed, draft_of, stands_in
from madoguchi.editorial.models import FACTS, Record
from madoguchi.editorial.screens.facts_opened import known_now
from madoguchi.editorial.screens.frame import page, staff_page
from madoguchi.editorial.screens.naming import entry_address, entry_name, kind_name, part_name
from madoguchi.editorial.screens.preview_pages import (
    HAS_PAGE,
    Moved,
    kept_inside,
    own_page,
    page_for,
)
from madoguchi.editorial.screens.told_changes import PartTold, keys_of, teller
from madoguchi.editorial.screens.told_findings import findings_told
from madoguchi.editorial.signed_in import StaffRequest
from madoguchi.editorial.wording import staff_language, tell
from madoguchi.guide import Entry, Guide
from madoguchi.language import SOURCE_LANGUAGE, WRITTEN
from madoguchi.outlets.site.addresses import address_of


class Changing(NamedTuple):
    """A part of which readers have another version than the newest, and what differs."""

    part: str
    name: str
    told: PartTold


class Offered(NamedTuple):
    """A page on which the entry stands."""

    name: str
    address: str
    current: bool


@require_safe
@csp_update({"frame-src": ["'self'"]})  # type: ignore[arg-type] # it knows no views with arguments
@staff_page
def preview(request: StaffRequest, pack: str, name: str, language: str) -> HttpResponse:
    """The frames, and what would change."""
    record = _record(pack, name)
    if language not in WRITTEN:
        raise Http404
    newest = newest_picks(record.pk)
    served = draft_of(record.pk, newest)
    entry = served.guide.entries.get(record.pk)
    offered = _offered(served.guide, entry, language, request.GET.get("on", "")) if entry else []
    inside = _inside(record.pk)
    wanted = {request.GET.get("part", ""), FACTS, language, SOURCE_LANGUAGE}
    changing, others = _changing(record, served, newest, wanted)
    own = f"{entry_address(record.pk)}preview/"
    return page(
        request,
        "editorial/preview.html",
        {
            "record": record,
            "title": entry_name(record),
            "kind": kind_name(record.kind),
            "entry_address": entry_address(record.pk),
            "language_code": language,
            "language_name": part_name(language),
            "languages": [(part_name(code), f"{own}{code}/", code == language) for code in WRITTEN],
            "offered": offered,
            "frame": next((inside + one.address for one in offered if one.current), ""),
            "own_page": bool(entry and isinstance(entry, HAS_PAGE)),
            "is_gone": entry is None,
            "changing": changing,
            "others": others,
        },
    )


def _record(pack: str, name: str) -> Record:
    record = Record.objects.filter(pk=f"{pack}/{name}").first()
    if record is None:
        raise Http404
    return record


def _inside(entry_id: str) -> str:
    """Below which address pages of a preview lie, as readers' lie below none."""
    return f"{entry_address(entry_id)}preview/page"


def _offered(guide: Guide, entry: Entry, language: str, on: str) -> list[Offered]:
    """The entry's own page, or those on which it stands; one of them is shown."""
    own = own_page(guide, entry, language)
    found = {own: str(entry.id)} if own else {}
    if not isinstance(entry, HAS_PAGE):
        for one in stands_in(guide, entry, HAS_PAGE):
            found[address_of(guide, one, language)] = one.id
    if not found:
        found[f"/{language}/help/"] = ""
    records = Record.objects.in_bulk([one for one in found.values() if one])
    shown = on if on in found else next(iter(found))
    return [
        Offered(
            entry_name(records[one]) if one in records else tell("Who can help"),
            address,
            address == shown,
        )
        for address, one in found.items()
    ]


def _changing(
    record: Record, served: DraftServed, picks: Mapping[Part, Pick], wanted: Collection[str]
) -> tuple[list[Changing], list[tuple[str, str]]]:
    """What readers would see change in the parts that are wanted; and the others with drafts."""
    newest = {one: pick.number for (_, one), pick in picks.items()}
    readers = {one: pick.number for (_, one), pick in published_picks([record.pk]).items()}
    drafts = [one for one in (FACTS, *WRITTEN) if newest.get(one) != readers.get(one)]
    shown = [one for one in drafts if one in wanted]
    keys = {
        key for one in shown for key in keys_of(record.pk, one, [newest[one], readers.get(one)])
    }
    tells = teller(known_now(), served.guide, keys)
    own = f"{entry_address(record.pk)}preview/"
    changing = [
        Changing(
            one,
            part_name(one),
            tells.told(record.kind, record.pk, one, readers.get(one), newest[one]),
        )
        for one in shown
    ]
    return changing, [
        (part_name(one), f"{own}{one}/?part={one}") for one in drafts if one not in wanted
    ]


@require_safe
@csp_replace(  # type: ignore[arg-type] # as above
    {
        "frame-ancestors": ["'self'"],
        "script-src": ["'none'"],
        "connect-src": ["'none'"],
        "worker-src": ["'none'"],
        "manifest-src": ["'none'"],
    }
)
@staff_page
def inside(request: StaffRequest, pack: str, name: str, to: str) -> HttpResponse:
    """A reader's page made from the draft, for the frame."""
    record = _record(pack, name)
    prefix = _inside(record.pk)
    newest = newest_picks(record.pk)
    try:
        found = page_for(draft_of(record.pk, newest), to, request.GET)
    except (LookupError, ValueError, TypeError, AttributeError, TemplateError):
        return _cannot_be_shown(request, newest)
    if isinstance(found, Moved):
        return HttpResponseRedirect(prefix + found.to)
    if found is None:
        # With two slashes it would be the address of another site.
        context = {"there": "/" + to.lstrip("/\\")}
        return page(request, "editorial/preview_elsewhere.html", context, 404)
    return HttpResponse(kept_inside(found, prefix, _banner(record, newest)))


def _banner(record: Record, newest: Mapping[Part, Pick]) -> str:
    """What says on every page that it is no page of readers, and whether they see the same."""
    readers = published_picks([record.pk])
    drafts = any(
        part not in readers or readers[part].number != pick.number for part, pick in newest.items()
    )
    name = entry_name(record)
    return format_html(
        '<p class="draft-of-staff" lang="{}" role="note"><strong>{}</strong> {}</p>',
        staff_language(),
        tell("Draft") if drafts else tell("Preview"),
        tell("Readers do not see this yet: {name}", name=name)
        if drafts
        else tell("Readers have this: {name}", name=name),
    )


def _cannot_be_shown(request: HttpRequest, newest: Mapping[Part, Pick]) -> HttpResponse:
    """Drafts that lead nowhere make no page: say what has to be mended."""
    errors = [one for one in check(newest) if one.severity == "error"]
    context = {"findings": findings_told(errors)}
    return page(request, "editorial/preview_broken.html", context, 409)


_HERE = "entries/<slug:pack>/<slug:name>/preview"
urlpatterns = [
    path(f"{_HERE}/page/<path:to>", inside, name="staff-preview-page"),
    path(f"{_HERE}/<str:language>/", preview, name="staff-preview"),
]
