"""Links of the published guide: which there are, whether they answer, which are dead."""

import re
import time
from collections import deque
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localtime, now

from madoguchi.editorial.keeping.guides import NoGuideError, published_guide
from madoguchi.editorial.keeping.visiting import Visit, Visitor
from madoguchi.editorial.models import Link, LinkCheck
from madoguchi.guide import Entry
from madoguchi.guide.problems import field_name
from madoguchi.guide.yaml_file import Place

# A site may be down for a day or two; nobody has to act on that.
DAYS = 3
# Who is visited today need not be visited again.
_AGAIN = timedelta(hours=20)
# Less than the job has, so that what was found is kept and the rest comes tomorrow.
_LONGEST = timedelta(minutes=25)
_LIMIT = 2000
_URL = re.compile(r"https?://[^\s<>\"'()（）「」、。]+")


def links_of(entry: Entry) -> Iterator[tuple[Place, str]]:
    """Every address outside the guide that an entry names, and its place in it."""
    yield from _found((), entry.model_dump(mode="json", exclude_defaults=True))


def _found(place: Place, value: object) -> Iterator[tuple[Place, str]]:
    if isinstance(value, dict):
        for name, one in value.items():
            yield from _found((*place, str(name)), one)
    elif isinstance(value, list):
        for index, one in enumerate(value):
            yield from _found((*place, index), one)
    elif isinstance(value, str) and "://" in value:
        for match in _URL.finditer(value):
            yield place, match[0].rstrip(".,;:!?")


def standing() -> dict[str, list[tuple[str, str]]]:
    """Every address in the published guide, with the entries and fields that name it."""
    found: dict[str, list[tuple[str, str]]] = {}
    for entry in published_guide().entries.values():
        for place, url in links_of(entry):
            found.setdefault(url, []).append((entry.id, field_name(place)))
    return found


def note_links() -> None:
    """Let the table say which addresses the published guide names now; none is forgotten."""
    try:
        urls = {one for one in standing() if len(one) <= 2000}  # noqa: PLR2004 - the column's width
    except NoGuideError:
        return
    known = dict(Link.objects.values_list("url", "stands"))
    with transaction.atomic():
        Link.objects.bulk_create(Link(url=one) for one in sorted(urls - known.keys()))
        for url, stands in known.items():
            if stands != (url in urls):
                Link.objects.filter(url=url).update(stands=url in urls)


def check_links(limit: int = _LIMIT, visitor: Visitor | None = None) -> dict[str, int]:
    """Visit what the published guide leads to, what was visited longest ago first.

    Each result is kept at once: who dies half-way has done half of it. How many of each outcome.
    """
    note_links()
    visitor = visitor or Visitor(agent())
    until = time.monotonic() + _LONGEST.total_seconds()
    due = Link.objects.filter(stands=True).exclude(checked_at__gt=now() - _AGAIN)
    counted: dict[str, int] = {}
    for link in _in_turn(list(due.order_by("checked_at", "id")[:limit])):
        if time.monotonic() > until:
            break
        check = check_link(link, visitor)
        counted[check.outcome] = counted.get(check.outcome, 0) + 1
    return counted


def _in_turn(links: Sequence[Link]) -> Iterator[Link]:
    """One of each host after the other, so that hardly anybody has to be waited for."""
    hosts: dict[str, deque[Link]] = {}
    for one in links:
        hosts.setdefault(one.url.split("/")[2], deque()).append(one)
    while hosts:
        for host in list(hosts):
            yield hosts[host].popleft()
            if not hosts[host]:
                del hosts[host]


def check_link(link: Link, visitor: Visitor | None = None) -> LinkCheck:
    """Visit one address and keep what came of it."""
    visit = (visitor or Visitor(agent())).visit(link.url)
    with transaction.atomic():
        check = LinkCheck.objects.create(link=link, **visit._asdict())
        link.state = _state(link, visit)
        link.checked_at = check.at
        link.save(update_fields=["state", "checked_at"])
    return check


def _state(link: Link, visit: Visit) -> str:
    if visit.outcome != LinkCheck.Outcome.FAILED:
        return visit.outcome
    return Link.State.DEAD if len(failed_days(link)) >= DAYS else Link.State.FAILING


def failed_days(link: Link) -> set[date]:
    """The days on which every check failed since it last answered, on Tokyo's calendar."""
    answered = link.checks.exclude(outcome=LinkCheck.Outcome.FAILED).order_by("-id").first()
    failed = link.checks.filter(id__gt=answered.pk if answered else 0)
    return {localtime(at).date() for at in failed.values_list("at", flat=True)}


def dead_links() -> set[str]:
    """Addresses that failed on several days."""
    return set(Link.objects.filter(state=Link.State.DEAD).values_list("url", flat=True))


def agent() -> str:
    """How we name ourselves to those whom we visit."""
    return f"Madoguchi link check (+{settings.ADDRESS})"
