"""The first screen: what waits for the person who is signed in, by their roles."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.http import HttpResponse
from django.urls import path
from django.utils.timezone import localdate

from madoguchi.editorial.keeping.freshness import due
from madoguchi.editorial.keeping.mine import (
    MANY,
    Open,
    drafts_of,
    failed_plans,
    reports_for,
    reviews_for,
)
from madoguchi.editorial.keeping.standing import (
    APPROVED,
    CHANGED,
    LANGUAGES,
    MISSING,
    Standing,
    standings,
)
from madoguchi.editorial.models import Record, Role, StaffMember
from madoguchi.editorial.screens.frame import Place, page, staff_page
from madoguchi.editorial.screens.naming import entry_name, part_address, part_name
from madoguchi.editorial.signed_in import StaffRequest

NAVIGATION = Place("Mine to do", "/staff/")
# So many of each are listed; the rest is one tap away.
LISTED = 6


class Item(NamedTuple):
    """Something to do, and where."""

    name: str
    part: str
    address: str
    who: str
    comment: str


class Language(NamedTuple):
    """What is to be translated into a language."""

    code: str
    name: str
    missing: int
    changed: int


class DueItem(NamedTuple):
    """Facts to be checked, by when."""

    name: str
    record: Record
    overdue: bool


@staff_page
def mine(request: StaffRequest) -> HttpResponse:
    """What is mine to do."""
    member, today = request.member, localdate()
    drafts = drafts_of(member)
    back = [one for one in drafts if one.step]
    reviews = reviews_for(member) if member.is_a(Role.REVIEWER) else []
    checks = due(today, member.sections) if member.is_a(Role.EDITOR) else []
    reports = reports_for(member)
    needs_board = member.is_a(Role.TRANSLATOR, Role.PUBLISHER)
    every = standings(today) if needs_board else []
    languages = to_translate(member, every) if member.is_a(Role.TRANSLATOR) else []
    approved = waiting_to_publish(every) if member.is_a(Role.PUBLISHER) else 0
    failed = failed_plans() if member.is_a(Role.PUBLISHER) else []
    return page(
        request,
        "editorial/mine.html",
        {
            "back": [_item(one) for one in back],
            "drafts": [_item(one)._replace(who="") for one in drafts if not one.step],
            "reviews": [
                _item(one)._replace(address=f"/staff/reviews/{one.record.pk}/{one.part}/")
                for one in reviews
            ],
            "reports": reports,
            "checks": _due_items(checks, today),
            "languages": languages,
            "approved": approved,
            "failed": failed,
            "listed": LISTED,
            "many": MANY,
            "nothing": not any((drafts, reviews, checks, reports, languages, approved, failed)),
        },
    )


def _item(one: Open) -> Item:
    step = one.step
    return Item(
        entry_name(one.record),
        part_name(one.part),
        part_address(one.record.pk, one.part),
        str((step.by if step else one.version.by) or ""),
        step.comment if step else one.version.why,
    )


def _due_items(records: Sequence[Record], today: date) -> list[DueItem]:
    return [
        DueItem(entry_name(one), one, one.check_by is not None and one.check_by < today)
        for one in records
    ]


def to_translate(member: StaffMember, every: Sequence[Standing]) -> list[Language]:
    """The person's languages in which words are missing or older than their source."""
    found = []
    for index, code in enumerate(LANGUAGES):
        if member.languages and code not in member.languages:
            continue
        counted = Counter(one.words[index] for one in every)
        if counted[MISSING] or counted[CHANGED]:
            found.append(Language(code, part_name(code), counted[MISSING], counted[CHANGED]))
    return found


def waiting_to_publish(every: Sequence[Standing]) -> int:
    """How many parts are approved and have not reached readers."""
    return sum((one.facts, *one.words).count(APPROVED) for one in every)


urlpatterns = [path("", mine, name="staff-home")]
