"""Publishing: what is approved and waits, exactly what it changes, now or at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import path

from madoguchi.editorial.keeping.checking import check
from madoguchi.editorial.keeping.drafting import CannotSaveError
from madoguchi.editorial.keeping.permissions import may_publish
from madoguchi.editorial.keeping.publishing import (
    NotPublishableError,
    Waiting,
    carry_out,
    chosen,
    plan,
    waiting,
)
from madoguchi.editorial.keeping.served import differs_from_published, serve_published
from madoguchi.editorial.models import Publication, Role
from madoguchi.editorial.screens.frame import Place, page, staff_page
from madoguchi.editorial.screens.publish_told import (
    key_of,
    unreviewed_by_machine,
    waiting_shown,
)
from madoguchi.editorial.screens.told_findings import findings_told
from madoguchi.editorial.signed_in import StaffRequest
from madoguchi.editorial.wording import tell
from madoguchi.hours import TOKYO

NAVIGATION = Place("Publishing", "/staff/publish/", (Role.PUBLISHER,))
ADDRESS = "/staff/publish/"


@dataclass(slots=True)
class Form:
    """What somebody chose: ticks, reasons by finding, the time, and what is wrong with it."""

    ticked: set[str] | None = None
    why: str = ""
    when: str = "now"
    at: str = ""
    reasons: dict[str, str] = field(default_factory=dict)
    errors: list[tuple[str, str]] = field(default_factory=list)
    at_error: str = ""
    # Whether the findings stand there to be accepted.
    asked: bool = False

    @property
    def accepted(self) -> list[dict[str, str]]:
        return [{"what": what, "reason": reason} for what, reason in self.reasons.items() if reason]


@staff_page
def publish(request: StaffRequest) -> HttpResponse:
    """Choose, look, publish."""
    approved = waiting()
    machine = unreviewed_by_machine(approved)
    if request.method == "POST":
        return _answer(request, approved, machine)
    return _show(request, Form(), approved, machine)


def _answer(
    request: StaffRequest, approved: Sequence[Waiting], machine: Sequence[Waiting]
) -> HttpResponse:
    if request.POST.get("do") == "serve":
        serve_published(request.member)
        messages.success(request, tell("Readers get what is published again."))
        return HttpResponseRedirect(ADDRESS)
    form = _sent(request)
    wanted = form.ticked or set()
    items = [one for one in (*approved, *machine) if key_of(one) in wanted]
    gone = wanted - {key_of(one) for one in items}
    if gone:
        names = tell(", ").join(sorted({one.split(" ")[0] for one in gone}))
        form.errors.append(
            ("", tell("Changed since you opened this page; look again: {names}", names=names))
        )
    at = _time(form)
    if form.errors or request.POST.get("do") == "check":
        return _show(request, form, approved, machine)
    try:
        publication = plan(items, request.member, at=at, why=form.why, accepted=form.accepted)
    except NotPublishableError:
        form.asked = True
        form.errors.append(("checks", tell("The checks found something; look at it below.")))
        return _show(request, form, approved, machine)
    except CannotSaveError as reason:
        form.errors.append(("", str(reason)))
        return _show(request, form, approved, machine)
    if at is None:
        publication = carry_out(publication)
    return HttpResponseRedirect(_done(request, publication))


def _done(request: StaffRequest, publication: Publication) -> str:
    match publication.state:
        case Publication.State.PLANNED:
            messages.success(request, tell("It is planned."))
        case Publication.State.DONE:
            messages.success(request, tell("Published. Readers have it."))
        case Publication.State.FAILED:
            messages.error(request, tell("It was not published; the reason stands below."))
        case _:
            messages.warning(request, tell("It is being published."))
    return f"{ADDRESS}{publication.pk}/"


def _sent(request: StaffRequest) -> Form:
    sent = request.POST
    for_all = sent.get("reason-all", "").strip()
    reasons = zip(sent.getlist("what"), sent.getlist("reason"), strict=False)
    return Form(
        ticked=set(sent.getlist("part")),
        why=sent.get("why", "").strip(),
        when="later" if sent.get("when") == "later" else "now",
        at=sent.get("at", "").strip(),
        reasons={what: (reason.strip() or for_all)[:500] for what, reason in reasons},
    )


def _time(form: Form) -> datetime | None:
    """The time to publish at, on Tokyo's clocks; None for now, or where it cannot be read."""
    if form.when == "now":
        return None
    try:
        at = datetime.fromisoformat(form.at)
    except ValueError:
        form.at_error = tell(
            '"{typed}" is no day and time; expected one as 2026-11-28 09:00.', typed=form.at
        )
    else:
        at = at.replace(tzinfo=TOKYO) if at.tzinfo is None else at
        if at > datetime.now(TOKYO):
            return at
        form.at_error = tell("The time to publish must lie in the future.")
    form.errors.append(("at", form.at_error))
    return None


def _show(
    request: StaffRequest, form: Form, approved: Sequence[Waiting], machine: Sequence[Waiting]
) -> HttpResponse:
    with_machine = request.GET.get("machine") == "yes"
    if form.ticked is None:
        form.ticked = {key_of(one) for one in approved}
    items = [one for one in (*approved, *machine) if key_of(one) in form.ticked]
    found = findings_told(check(chosen(items))) if items else []
    errors = [one for one in found if one.severity == "error"]
    return page(
        request,
        "editorial/publish.html",
        {
            "form": form,
            "entries": waiting_shown(approved),
            "count": len(approved),
            "machine": waiting_shown(machine) if with_machine else [],
            "machine_count": len(machine),
            "with_machine": with_machine,
            "wrong": errors,
            "warnings": [one for one in found if one.severity == "warning"],
            "may_publish": may_publish(request.member),
            "differs": differs_from_published(),
            "now": datetime.now(TOKYO).strftime("%Y-%m-%dT%H:%M"),
        },
        409 if form.errors else 200,
    )


urlpatterns = [path("publish/", publish, name="staff-publish")]
