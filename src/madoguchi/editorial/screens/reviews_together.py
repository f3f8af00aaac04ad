"""The reviewed words of one language on one page: each is looked at, those ticked are approved."""

from collections.abc import Sequence
from typing import NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import path

from madoguchi.editorial.keeping.drafting import CannotSaveError
from madoguchi.editorial.keeping.guides import published_guide
from madoguchi.editorial.keeping.review_queue import Waits
from madoguchi.editorial.keeping.reviewing import approve
from madoguchi.editorial.models import Translation
from madoguchi.editorial.screens.facts_opened import known_now
from madoguchi.editorial.screens.frame import page, staff_page
from madoguchi.editorial.screens.naming import entry_name, part_name
from madoguchi.editorial.screens.reviews_choice import Choice, queue
from madoguchi.editorial.screens.told_changes import PartTold, keys_of, teller
from madoguchi.editorial.signed_in import StaffRequest
from madoguchi.editorial.wording import tell
from madoguchi.language import WRITTEN

# As many as somebody reads at a stretch.
ROWS = 25


class Looked(NamedTuple):
    """Words of an entry to be looked at; `key` is what their tick sends."""

    one: Waits
    key: str
    name: str
    address: str
    told: PartTold


@staff_page
def together(request: StaffRequest, language: str) -> HttpResponse:
    """What waits in a language, each beside its source, nothing ticked."""
    if language not in WRITTEN:
        raise Http404
    choice = Choice(language, request.GET.get("section", ""))
    waits = queue(choice, request.member)
    if request.method == "POST":
        _approve_ticked(request, waits)
        return HttpResponseRedirect(request.get_full_path())
    return page(
        request,
        "editorial/reviews_together.html",
        {
            "language_name": part_name(language),
            "choice": choice,
            "count": len(waits),
            "shown": _looked(waits[:ROWS], choice),
        },
    )


def _looked(shown: Sequence[Waits], choice: Choice) -> list[Looked]:
    records = [one.record for one in shown]
    words = Translation.objects.filter(record__in=records, language=choice.part)
    published = dict(words.values_list("record_id", "published"))
    keys = {
        key
        for one in shown
        for key in keys_of(one.record.pk, one.part, [one.version.number, published[one.record.pk]])
    }
    tells = teller(known_now(), published_guide(), keys)
    return [
        Looked(
            one,
            _key(one),
            entry_name(one.record),
            choice.review(one.record.pk, one.part),
            tells.told(
                one.record.kind,
                one.record.pk,
                one.part,
                published[one.record.pk],
                one.version.number,
            ),
        )
        for one in shown
    ]


def _key(one: Waits) -> str:
    return f"{one.record.pk}@{one.version.number}"


def _approve_ticked(request: StaffRequest, waits: Sequence[Waits]) -> None:
    """Approve what was ticked, if it is still what was looked at."""
    ticked = set(request.POST.getlist("looked"))
    chosen = {_key(one): one for one in waits if _key(one) in ticked}
    approved, problems = (
        0,
        [
            tell("{id} has been changed or decided meanwhile.", id=key.partition("@")[0])
            for key in sorted(ticked - chosen.keys())
        ],
    )
    for one in chosen.values():
        try:
            approve(one.version, request.member)
        except CannotSaveError as reason:
            problems.append(f"{entry_name(one.record)}: {reason}")
        else:
            approved += 1
    if not ticked:
        messages.warning(request, tell("Tick what you have looked at."))
    elif approved:
        messages.success(request, tell("{count} approved.", count=approved))
    for problem in problems:
        messages.warning(request, problem)


urlpatterns = [path("reviews/all/<str:language>/", together, name="staff-reviews-together")]
