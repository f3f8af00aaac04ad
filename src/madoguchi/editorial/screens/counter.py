"""The counter desk: one tap counts which language was asked for."""

import secrets
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.contrib import messages
from django.db.models import Sum
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.timezone import now

from madoguchi.editorial.keeping.counting import Tap, count, say_served, take_back
from madoguchi.editorial.keeping.guides import NoGuideError, published_guide
from madoguchi.editorial.models import CounterTap, Record
from madoguchi.editorial.screens.frame import Place, page, staff_page
from madoguchi.editorial.screens.naming import entry_name
from madoguchi.editorial.signed_in import StaffRequest
from madoguchi.editorial.wording import staff_language, tell
from madoguchi.hours import OTHER, TOKYO
from madoguchi.language import SOURCE_LANGUAGE, own_name, spoken_name

NAVIGATION = Place("Counter desk", "/staff/counter/")
_ADDRESS = "/staff/counter/"
# What was counted last, and where, in the session: so that it can be taken back.
_LAST, _PLACE = "counter_last", "counter_place"
# After that somebody else may stand at the desk.
_REMEMBERED = timedelta(minutes=10)
# By their use of so many days the languages are ordered.
_USED = timedelta(days=90)
# So many stand as large buttons above all others.
_LARGE = 8
_MARK_LENGTH = 16


class Button(NamedTuple):
    """A language to tap, by its name for staff and for who speaks it."""

    code: str
    name: str
    own: str
    today: int


@staff_page
def counter(request: StaffRequest) -> HttpResponse:
    """The buttons, and what they do."""
    if request.method == "POST":
        _tapped(request)
        return HttpResponseRedirect(_ADDRESS)
    place = request.session.get(_PLACE, "")
    last = last_tap(request)
    buttons = _buttons(place, now())
    return page(
        request,
        "editorial/counter.html",
        {
            "large": buttons[:_LARGE],
            "others": buttons[_LARGE:],
            "last": last,
            "last_name": language_asked(last.language) if last else "",
            "last_hour": last.hour.astimezone(TOKYO) if last else None,
            "served": served_words(),
            "place": place,
            "desks": [("", tell("no particular place")), *places()],
            "mark": secrets.token_hex(_MARK_LENGTH // 2),
        },
    )


def _tapped(request: StaffRequest) -> None:
    """Do what a button says; what it names that does not exist is not counted."""
    mark = request.POST.get("mark", "")[:_MARK_LENGTH]
    asked = request.POST
    last = last_tap(request)
    if asked.get("do") == "place":
        if asked.get("place", "") in {"", *(one for one, _ in places())}:
            request.session[_PLACE] = asked.get("place", "")
    elif asked.get("do") == "undo":
        if last:
            take_back(last, mark)
            del request.session[_LAST]
            messages.success(
                request, tell("Taken back: {name}", name=language_asked(last.language))
            )
    elif "served" in asked:
        if last and asked["served"] in CounterTap.Served.values:
            _remember(request, say_served(last, asked["served"], mark))
    elif asked.get("language", "") in languages() and mark:
        place = request.session.get(_PLACE, "")
        _remember(request, count(asked["language"], place, mark, now()))


def last_tap(request: StaffRequest) -> Tap | None:
    """What was counted in this session a few minutes ago."""
    kept = request.session.get(_LAST)
    if not kept or datetime.fromisoformat(kept["at"]) < now() - _REMEMBERED:
        return None
    hour = datetime.fromisoformat(kept["hour"])
    return Tap(hour, kept["language"], kept["place"], kept["served"])


def _remember(request: StaffRequest, tap: Tap) -> None:
    request.session[_LAST] = {
        "hour": tap.hour.isoformat(),
        "language": tap.language,
        "place": tap.place,
        "served": tap.served,
        "at": now().isoformat(),
    }


def languages() -> tuple[str, ...]:
    """What some window of the guide speaks, but for Japanese, and all others as one."""
    try:
        named = published_guide().spoken
    except NoGuideError:
        named = ()
    return (*(code for code in named if code != SOURCE_LANGUAGE), OTHER)


def language_asked(code: str) -> str:
    """A spoken language as staff call it."""
    return tell("Another language") if code == OTHER else spoken_name(code, staff_language())


def served_words() -> list[tuple[str, str]]:
    """The answers to whether somebody could be served in their language."""
    return [
        ("yes", tell("Yes")),
        ("interpreter", tell("by an interpreter")),
        ("no", tell("No")),
    ]


def places() -> list[tuple[str, str]]:
    """Where somebody may count: the municipality's sections and windows."""
    records = Record.objects.filter(
        pack=settings.PACK, kind__in=("organization", "service"), gone=False
    )
    named = ((one.pk, entry_name(one)) for one in records)
    return sorted(named, key=lambda pair: pair[1].casefold())


def _buttons(place: str, moment: datetime) -> Sequence[Button]:
    """The most used until yesterday first, "another language" last."""
    midnight = moment.astimezone(TOKYO).replace(hour=0, minute=0, second=0, microsecond=0)
    # Not by today's taps: a button that moves during the day is looked for.
    used = CounterTap.objects.filter(hour__gt=midnight - _USED, hour__lt=midnight)
    often = Counter(dict(used.values_list("language").annotate(often=Sum("count"))))
    here = CounterTap.objects.filter(hour__gte=midnight, place=place)
    today = dict(here.values_list("language").annotate(often=Sum("count")))
    windows = _windows()
    codes = sorted(
        languages(), key=lambda code: (code == OTHER, -often[code], -windows[code], code)
    )
    return [
        Button(
            code,
            language_asked(code),
            "" if code == OTHER else own_name(code),
            today.get(code, 0),
        )
        for code in codes
    ]


def _windows() -> Counter[str]:
    """How many windows name each language."""
    try:
        guide = published_guide()
    except NoGuideError:
        return Counter()
    return Counter(code for service in guide.services for code in service.speaks)


urlpatterns = [path("counter/", counter, name="staff-counter")]
