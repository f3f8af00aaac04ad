"""Freshness: which facts are to be asked again, "still true" in one tap, and a report of them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import path
from django.utils.timezone import localdate

from madoguchi.editorial.keeping.drafting import CannotSaveError, confirm, facts_version
from madoguchi.editorial.keeping.freshness import (
    WHEN,
    CitedSource,
    cited_sources,
    take_back_check,
    to_check,
    when,
)
from madoguchi.editorial.keeping.permissions import may_edit
from madoguchi.editorial.models import FactsVersion, Record, StaffMember, State
from madoguchi.editorial.screens.board_choice import own_sections
from madoguchi.editorial.screens.csv_files import csv_file
from madoguchi.editorial.screens.frame import Place, page, staff_page
from madoguchi.editorial.screens.naming import entry_name, kind_name
from madoguchi.editorial.signed_in import StaffRequest
from madoguchi.editorial.wording import tell

NAVIGATION = Place("Freshness", "/staff/freshness/")
ROWS = 40
_ADDRESS = "/staff/freshness/"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which checks somebody looks at; `done` is the version that the last tap made, `id@number`."""

    when: str = ""
    section: str = ""
    entry: str = ""
    everything: bool = False
    page: int = 1
    done: str = ""
    own: tuple[str, ...] = ()

    @property
    def sections(self) -> tuple[str, ...]:
        """Of which sections entries are listed; all where none is named."""
        if self.section or self.everything:
            return (self.section,) if self.section else ()
        return self.own

    def address(self, below: str = "", **changed: object) -> str:
        """The address of this list, some of it changed."""
        one = replace(self, **changed)  # type: ignore[arg-type] # fields by name
        said = {
            "when": one.when,
            "section": one.section,
            "entry": one.entry,
            "all": "yes" if one.everything else "",
            "page": str(one.page) if one.page > 1 else "",
            "done": one.done,
        }
        query = urlencode({name: value for name, value in said.items() if value}, safe="/@")
        return _ADDRESS + below + (f"?{query}" if query else "")


class Check(NamedTuple):
    """Facts to be asked again: by which source, and what to offer for the next time."""

    record: Record
    name: str
    kind: str
    section: str
    when: str
    sources: list[CitedSource]
    chosen: str
    until: str
    # Why nobody can confirm it here; empty where the person can.
    hindered: str
    error: str


class Done(NamedTuple):
    """What the last tap did, where the entry stood before."""

    record: Record
    name: str
    check_by: date | None
    number: int


def asked_of(query: QueryDict, member: StaffMember) -> Asked:
    """What an address asks for; what does not exist is left out."""
    number = query.get("page", "")
    return Asked(
        when=query.get("when", "") if query.get("when") in WHEN else "",
        section=query.get("section", ""),
        entry=query.get("entry", ""),
        everything=query.get("all") == "yes",
        page=int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 1,  # noqa: PLR2004 - no list has so many pages
        done=query.get("done", ""),
        own=own_sections(member),
    )


@staff_page
def freshness(request: StaffRequest) -> HttpResponse:
    """The list of checks, and the taps on it."""
    asked = asked_of(request.GET, request.member)
    if request.method != "POST":
        return _shown(request, asked)
    record = Record.objects.filter(pk=request.POST.get("record", "")).first()
    number = request.POST.get("number", "")
    if record is None or not _is_number(number):
        raise Http404
    try:
        if request.POST.get("do") == "undo":
            take_back_check(record, request.member, number=int(number))
            messages.success(request, tell("Taken back: {name}", name=entry_name(record)))
            return HttpResponseRedirect(asked.address(done="") + f"#{anchor(record.pk)}")
        done = _confirmed(record, request, int(number))
    except (CannotSaveError, ValueError) as error:
        return _shown(request, asked, wrong=(record.pk, str(error)))
    return HttpResponseRedirect(asked.address(done=f"{record.pk}@{done.number}") + "#done")


def _confirmed(record: Record, request: StaffRequest, number: int) -> FactsVersion:
    """Confirm the facts; a second tap on the same button finds what the first one did."""
    source, day = request.POST.get("source", ""), request.POST.get("until", "")
    if not source:
        raise CannotSaveError(tell("Choose the source that says so."))
    try:
        until = date.fromisoformat(day)
    except ValueError:
        message = tell('Next check: "{day}" is no day; expected one as 2027-11-28.', day=day)
        raise CannotSaveError(message) from None
    if record.newest != number:
        newest = facts_version(record)
        if newest.by == request.member and newest.data.get("check_by") == until.isoformat():
            return newest
        raise CannotSaveError(tell("These facts were changed meanwhile. Look at them again."))
    return confirm(record, request.member, source=source, until=until, based_on=number)


def _is_number(said: str) -> bool:
    """Whether it may be the number of a version."""
    return said.isascii() and said.isdigit() and len(said) < 10  # noqa: PLR2004 - what a database counts to


def anchor(entry_id: str) -> str:
    """Where an entry stands on the page."""
    return "e-" + entry_id.replace("/", "-")


def _shown(request: StaffRequest, asked: Asked, wrong: tuple[str, str] = ("", "")) -> HttpResponse:
    today = localdate()
    every = to_check(asked.sections if not asked.entry else ())
    counts = Counter(when(one.check_by, today) for one in every)
    tab = asked.when or next((one for one in WHEN if counts[one]), "later")
    if asked.entry:
        rows = [one for one in every if one.pk == asked.entry]
    else:
        rows = [one for one in every if when(one.check_by, today) == tab]
    last = max(1, -(-len(rows) // ROWS))
    number = min(max(asked.page, 1), last)
    begin = (number - 1) * ROWS
    listed = rows[begin : begin + ROWS]
    done = _done(asked)
    typed = request.POST if wrong[0] else QueryDict()
    return page(
        request,
        "editorial/freshness.html",
        {
            "asked": replace(asked, page=number),
            "tab": tab,
            "tabs": [(one, counts[one], asked.address(when=one, page=1, done="")) for one in WHEN],
            "checks": _checks(listed, request.member, today, wrong, typed),
            "done": done,
            "done_before": _place_of(done, listed, today, tab if not asked.entry else ""),
            "sections": _sections(every),
            "number": number,
            "last": last,
            "page_address": lambda other: asked.address(page=other, done=""),
            "anchor": anchor,
            "tomorrow": (today + timedelta(days=1)).isoformat(),
        },
        status=400 if wrong[0] else 200,
    )


def _checks(
    records: Sequence[Record],
    member: StaffMember,
    today: date,
    wrong: tuple[str, str],
    typed: QueryDict,
) -> list[Check]:
    sources = cited_sources(records)
    names = _names({one.section for one in records})
    found = []
    for one in records:
        cited = sources.get(one.pk, [])
        is_wrong = one.pk == wrong[0]
        found.append(
            Check(
                one,
                entry_name(one),
                kind_name(one.kind),
                names.get(one.section, ""),
                when(one.check_by, today),
                cited,
                (typed.get("source", "") if is_wrong else "") or _likeliest(cited),
                typed.get("until", "") if is_wrong else _in_a_year(today).isoformat(),
                _hindered(one, cited, member),
                wrong[1] if is_wrong else "",
            )
        )
    return found


def _likeliest(cited: Sequence[CitedSource]) -> str:
    """The source that is asked first: one that speaks of everything if there is one."""
    return next((one.entry_id for one in sorted(cited, key=lambda one: bool(one.of))), "")


def _hindered(record: Record, cited: Sequence[CitedSource], member: StaffMember) -> str:
    if not may_edit(member, record):
        return tell("Only an editor of this section may confirm these facts.")
    if record.state != State.APPROVED:
        return tell("There is a draft of these facts. Have it approved, then confirm.")
    return "" if cited else tell("No source is named. Add one to the facts.")


def _in_a_year(today: date) -> date:
    try:
        return today.replace(year=today.year + 1)
    except ValueError:
        # 29 February.
        return today.replace(year=today.year + 1, day=28)


def _done(asked: Asked) -> Done | None:
    """What the last tap did; nothing where the facts have gone on since."""
    entry_id, _, number = asked.done.partition("@")
    if not _is_number(number):
        return None
    record = Record.objects.filter(pk=entry_id, newest=int(number)).first()
    if record is None:
        return None
    return Done(record, entry_name(record), record.check_by, record.newest)


def _place_of(done: Done | None, listed: Sequence[Record], today: date, tab: str) -> int:
    """The number of the row before which the confirmed entry stood; behind all if it was last."""
    if done is None:
        return -1
    before = FactsVersion.objects.filter(record=done.record, number=done.number - 1).first()
    day = before.data.get("check_by") if before else None
    stood = date.fromisoformat(day) if day else None
    if tab and when(stood, today) != tab:
        return 0
    order = (stood or date.max, done.record.pk)
    later = (
        index for index, one in enumerate(listed) if (one.check_by or date.max, one.pk) > order
    )
    return next(later, len(listed))


def _names(entry_ids: set[str]) -> dict[str, str]:
    return {one.pk: entry_name(one) for one in Record.objects.filter(pk__in=entry_ids)}


def _sections(every: Sequence[Record]) -> list[tuple[str, str]]:
    names = _names({one.section for one in every if one.section})
    return sorted(names.items(), key=lambda pair: pair[1].casefold())


@staff_page
def report(request: StaffRequest) -> HttpResponse:
    """What is due, by section, to be printed and taken along."""
    asked = asked_of(request.GET, request.member)
    today = localdate()
    rows = _due(asked, today)
    sources = cited_sources(rows)
    names = _names({one.section for one in rows})
    by_section: dict[str, list[tuple[Record, str, list[CitedSource], bool]]] = {}
    for one in rows:
        overdue = when(one.check_by, today) == "overdue"
        line = (one, entry_name(one), sources.get(one.pk, []), overdue)
        by_section.setdefault(names.get(one.section, tell("No section")), []).append(line)
    context = {"by_section": by_section, "today": today, "asked": asked, "count": len(rows)}
    return page(request, "editorial/freshness_report.html", context)


@staff_page
def due_file(request: StaffRequest) -> HttpResponse:
    """What is due, as a file for a spreadsheet."""
    asked = asked_of(request.GET, request.member)
    today = localdate()
    rows = _due(asked, today)
    sources = cited_sources(rows)
    names = _names({one.section for one in rows})
    heads = ["Check by", "Overdue", "Name", "Kind", "Section", "Id", "Sources", "Addresses"]
    return csv_file(
        f"due-{today}.csv",
        [tell(one) for one in heads],
        (
            [
                one.check_by,
                tell("Yes") if when(one.check_by, today) == "overdue" else "",
                entry_name(one),
                kind_name(one.kind),
                names.get(one.section, ""),
                one.pk,
                " / ".join(f"{cited.title} ({cited.read})" for cited in sources.get(one.pk, [])),
                " ".join(cited.url for cited in sources.get(one.pk, []) if cited.url),
            ]
            for one in rows
        ),
    )


def _due(asked: Asked, today: date) -> list[Record]:
    """What is due of the sections that are looked at; with a `when`, that part of the list."""
    wanted = (asked.when,) if asked.when else ("overdue", "soon")
    return [one for one in to_check(asked.sections) if when(one.check_by, today) in wanted]


urlpatterns = [
    path("freshness/", freshness, name="staff-freshness"),
    path("freshness/report/", report, name="staff-freshness-report"),
    path("freshness/due.csv", due_file, name="staff-freshness-file"),
]
