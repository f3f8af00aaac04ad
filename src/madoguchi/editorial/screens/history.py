"""The history of an entry: who did what when and why; any two versions compared; restoring."""

from typing import NamedTuple

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import path
from pydantic import ValidationError

from madoguchi.editorial.keeping.drafting import ChangedMeanwhileError, restore
from madoguchi.editorial.keeping.guides import NoGuideError, published_guide
from madoguchi.editorial.keeping.history import Event, events
from madoguchi.editorial.keeping.permissions import may_write
from madoguchi.editorial.models import FACTS, FactsVersion, Record, WordsVersion
from madoguchi.editorial.screens.facts_opened import known_now
from madoguchi.editorial.screens.frame import page, staff_page
from madoguchi.editorial.screens.naming import entry_address, entry_name, kind_name, part_name
from madoguchi.editorial.screens.told_changes import (
    PartTold,
    Version,
    keys_of,
    teller,
    versions_of,
)
from madoguchi.editorial.signed_in import StaffRequest
from madoguchi.editorial.wording import tell
from madoguchi.guide import Guide
from madoguchi.language import WRITTEN

ROWS = 60


class Line(NamedTuple):
    """Something that happened, and where to see what it changed."""

    event: Event
    part: str
    address: str


class Pair(NamedTuple):
    """Two versions that are compared, the older first, and what differs."""

    before: Version
    after: Version
    told: PartTold


@staff_page
def history(request: StaffRequest, pack: str, name: str) -> HttpResponse:
    """All that happened, and the two versions that the address names."""
    record = Record.objects.filter(pk=f"{pack}/{name}").first()
    if record is None:
        raise Http404
    part = request.GET.get("part", "")
    part = part if part == FACTS or part in WRITTEN else ""
    if request.method == "POST":
        return _restore(request, record, part)
    return _show(request, record, part)


def _show(
    request: StaffRequest, record: Record, part: str, why: str = "", error: str = ""
) -> HttpResponse:
    every = events(record)
    shown = [one for one in every if part in ("", one.part)]
    pages = Paginator(shown, ROWS)
    listed = pages.get_page(request.GET.get("page", "1"))
    address = f"{entry_address(record.pk)}history/"
    of_part = f"{address}?part={part}&" if part else f"{address}?"
    numbers = sorted({one.number for one in shown if one.number and part}, reverse=True)
    pair = _pair(request, record, part) if part else None
    newest = numbers[0] if numbers else 0
    return page(
        request,
        "editorial/history.html",
        {
            "record": record,
            "title": entry_name(record),
            "kind": kind_name(record.kind),
            "address": address,
            "entry_address": entry_address(record.pk),
            "part": part,
            "part_name": part_name(part) if part else "",
            "offered": _offered(every),
            "lines": [_line(one, address) for one in listed],
            "numbers": numbers,
            "chosen": _chosen(request, numbers),
            "pair": pair,
            "number": listed.number,
            "pages": pages.num_pages,
            "page_address": lambda other: f"{of_part}page={other}",
            "restorable": _restorable(request, record, part, pair, newest),
            "why": why,
            "error": error,
        },
        409 if error else 200,
    )


def _offered(every: list[Event]) -> list[tuple[str, str]]:
    used = {one.part for one in every}
    parts = [(one, part_name(one)) for one in (FACTS, *WRITTEN) if one in used]
    return [("", tell("All")), *parts]


def _line(one: Event, address: str) -> Line:
    seen = ""
    if one.number and one.publication is None:
        before = f"&a={one.number - 1}" if one.number > 1 else ""
        seen = f"{address}?part={one.part}{before}&b={one.number}#compared"
    elif one.publication:
        seen = f"/staff/publish/{one.publication}/"
    return Line(one, part_name(one.part), seen)


def _chosen(request: StaffRequest, numbers: list[int]) -> tuple[int, int]:
    """The two versions that the address names; else the newest and the one before it."""
    after = _number(request.GET, "b") or (numbers[0] if numbers else 0)
    return _number(request.GET, "a") or max(after - 1, 0), after


def _number(asked: QueryDict, name: str) -> int:
    said = asked.get(name, "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 7 else 0  # noqa: PLR2004 - no part has so many versions


def _pair(request: StaffRequest, record: Record, part: str) -> Pair | None:
    if not _number(request.GET, "b"):
        return None
    before, after = sorted((_number(request.GET, "a"), _number(request.GET, "b")))
    tells = teller(known_now(), _guide(), keys_of(record.pk, part, [before, after]))
    new = tells.versions.get((record.pk, part, after))
    if new is None:
        raise Http404
    old = tells.versions.get((record.pk, part, before), new)
    told = tells.told(record.kind, record.pk, part, before or None, after)
    return Pair(old, new, told)


def _guide() -> Guide | None:
    try:
        return published_guide()
    except NoGuideError:
        return None


def _restorable(
    request: StaffRequest, record: Record, part: str, pair: Pair | None, newest: int
) -> list[Version]:
    """The compared versions that can be put on top again, the newer first."""
    if pair is None or not may_write(request.member, record, part):
        return []
    found = [pair.after, pair.before] if pair.before is not pair.after else [pair.after]
    return [one for one in found if one.number != newest]


def _restore(request: StaffRequest, record: Record, part: str) -> HttpResponse:
    """An earlier version as a new draft, with the reason."""
    number, newest = _number(request.POST, "number"), _number(request.POST, "newest")
    version = versions_of(keys_of(record.pk, part, [number])).get((record.pk, part, number))
    if version is None:
        raise Http404
    why = request.POST.get("why", "").strip()
    if not why:
        return _show(request, record, part, error=tell("Say in a sentence why it is restored."))
    version.record = record
    reason = tell("Version {number} restored: {why}", number=number, why=why)
    try:
        made = restore(version, request.member, why=reason, based_on=newest or None)
    except ChangedMeanwhileError:
        again = tell("Somebody saved a version meanwhile. Look at it, then restore.")
        return _show(request, record, part, why, again)
    except ValidationError as error:
        told = tell(
            "Version {number} does not fit today's rules: {problem}",
            number=number,
            problem="; ".join(one["msg"] for one in error.errors()),
        )
        return _show(request, record, part, why, told)
    messages.success(request, _restored(made, number))
    address = f"{entry_address(record.pk)}history/?part={part}"
    return HttpResponseRedirect(f"{address}&a={number}&b={made.number}#compared")


def _restored(made: FactsVersion | WordsVersion, number: int) -> str:
    return tell(
        "Version {number} stands on top again, as the draft {draft}.",
        number=number,
        draft=made.number,
    )


urlpatterns = [
    path("entries/<slug:pack>/<slug:name>/history/", history, name="staff-history"),
]
