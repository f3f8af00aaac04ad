"""An entry's own page: all its parts, who changed them when, and what readers have of them."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import Max
from django.http import Http404, HttpResponse
from django.urls import path
from django.utils.timezone import localdate

from madoguchi.edition import DamagedEditionError
from madoguchi.editorial.keeping.freshness import cited_sources
from madoguchi.editorial.keeping.permissions import may_edit, may_write
from madoguchi.editorial.keeping.reports import open_reports
from madoguchi.editorial.keeping.standing import GONE, LANGUAGES, NONE, standing_of
from madoguchi.editorial.models import (
    FACTS,
    FactsVersion,
    PublicationItem,
    Record,
    ReviewStep,
    StaffMember,
    WordsVersion,
)
from madoguchi.editorial.screens.frame import page, staff_page
from madoguchi.editorial.screens.naming import entry_name, kind_name, part_address, part_name
from madoguchi.editorial.signed_in import StaffRequest
from madoguchi.editorial.wording import staff_language, tell
from madoguchi.outlets.serving import live
from madoguchi.outlets.site.addresses import address_of


class Saved(NamedTuple):
    """Who saved a version, when and why."""

    number: int
    by: str
    at: datetime
    why: str


class PartShown(NamedTuple):
    """A part of the entry: its newest version, and which one readers have since when."""

    part: str
    name: str
    state: str
    newest: Saved | None
    published: int | None
    published_at: datetime | None
    step: ReviewStep | None
    address: str
    may_write: bool


@staff_page
def entry(request: StaffRequest, pack: str, name: str) -> HttpResponse:
    """The parts of an entry."""
    record = Record.objects.filter(pk=f"{pack}/{name}").first()
    if record is None:
        raise Http404
    around = Record.objects.filter(pk__in=[record.section, record.chapter])
    named = {one.pk: entry_name(one) for one in around}
    sources = cited_sources([record])[record.pk]
    shown = parts_shown(record, request.member)
    return page(
        request,
        "editorial/entry.html",
        {
            "record": record,
            "title": entry_name(record),
            "kind": kind_name(record.kind),
            "section": named.get(record.section, record.section),
            "chapter": named.get(record.chapter, record.chapter),
            "shown": shown,
            "is_gone": shown[0].state == GONE,
            "is_overdue": record.check_by is not None and record.check_by < localdate(),
            "sources": sources,
            "reports": open_reports(record.pk),
            "may_edit": may_edit(request.member, record),
            "for_readers": _for_readers(record),
        },
    )


def _for_readers(record: Record) -> str:
    """Where readers find it; empty where it has no page, or is not published."""
    try:
        guide = live().now().guide
    except DamagedEditionError:
        return ""
    published = guide.entries.get(record.pk)
    return address_of(guide, published, staff_language()) if published else ""


def parts_shown(record: Record, member: StaffMember) -> list[PartShown]:
    """Every part that the entry has or ought to have, facts first."""
    standing, rows = standing_of(record)
    states = [(FACTS, standing.facts), *zip(LANGUAGES, standing.words, strict=True)]
    saved = _saved(record)
    published = {language: row.published for language, row in rows.items()}
    published[FACTS] = record.published
    since = {
        (part, after): moved
        for part, after, moved in PublicationItem.objects.filter(record=record)
        .values_list("part", "after")
        .annotate(moved=Max("publication__moved_at"))
    }
    steps = {
        (one.part, one.number): one
        for one in ReviewStep.objects.filter(record=record).select_related("by").order_by("id")
    }
    shown = []
    for part, state in states:
        newest, number = saved.get(part), published.get(part)
        if state == NONE and newest is None:
            continue
        shown.append(
            PartShown(
                part,
                part_name(part),
                state or GONE,
                newest,
                number,
                since.get((part, number)),
                steps.get((part, newest.number)) if newest else None,
                part_address(record.pk, part),
                may_write(member, record, part),
            )
        )
    return shown


def _saved(record: Record) -> dict[str, Saved]:
    """Who saved the newest version of each part."""
    what = ("number", "by__name", "at", "why", "from_pack")
    facts = list(FactsVersion.objects.filter(record=record).order_by("number").values_list(*what))
    words = WordsVersion.objects.filter(record=record).order_by("number")
    # Of each part the last stands.
    found = {FACTS: _save(*facts[-1])} if facts else {}
    for language, *one in words.values_list("language", *what):
        found[language] = _save(*one)
    return found


def _save(number: int, name: str | None, at: datetime, why: str, from_pack: bool) -> Saved:  # noqa: FBT001 - a row of the database
    return Saved(number, name or (tell("From a pack") if from_pack else ""), at, why)


urlpatterns = [path("entries/<slug:pack>/<slug:name>/", entry, name="staff-entry")]
