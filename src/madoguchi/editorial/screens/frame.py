"""What every screen has around it: who is signed in, where else to go, in which language."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, wraps
from importlib import import_module
from typing import Any, Concatenate, NamedTuple, ParamSpec

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template import engines

from madoguchi.editorial.keeping.permissions import require
from madoguchi.editorial.models import StaffMember
from madoguchi.editorial.screens import SCREENS
from madoguchi.editorial.signed_in import StaffRequest, has_second_factor
from madoguchi.editorial.signing_in.kept_text import carried
from madoguchi.editorial.wording import staff_language, tell

_FIRST = "/staff/"
_P = ParamSpec("_P")
Screen = Callable[Concatenate[StaffRequest, _P], HttpResponse]


class Place(NamedTuple):
    """A place in the navigation: its English label, its address, the roles that see it (or all)."""

    label: str
    address: str
    roles: Sequence[str] = ()


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, object] | None = None,
    status: int = 200,
) -> HttpResponse:
    """A page of the staff's rooms with everything around it; templates lie in `jinja2/`."""
    made = engines["staff"].get_template(template)
    return HttpResponse(made.render(around(request) | dict(context or {}), request), status=status)


def around(request: HttpRequest) -> dict[str, object]:
    """What every template needs for the frame."""
    member = request.user if request.user.is_authenticated else None
    return {
        "language": staff_language(),
        "member": member,
        "places": list(places(request, member)) if member and has_second_factor(request) else [],
        "messages": messages.get_messages(request),
        "here": request.path,
    }


class InFrame:
    """Makes a view of django-allauth answer with a template of ours, in the frame."""

    template_engine = "staff"
    request: HttpRequest

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        theirs: dict[str, Any] = super().get_context_data(**given)  # type: ignore[misc]
        return theirs | around(self.request) | {"kept": carried(self.request)}


def staff_page(screen: Screen[_P]) -> Callable[Concatenate[HttpRequest, _P], HttpResponse]:
    """A view for whoever is signed in with a second factor; it finds them as `request.member`.

    The door (`editorial/door.py`) has sent all others to sign in; in doubt this one refuses.
    """

    @wraps(screen)
    def shown(request: HttpRequest, /, *args: _P.args, **named: _P.kwargs) -> HttpResponse:
        known = isinstance(request.user, StaffMember) and request.user.is_active
        require(known and has_second_factor(request), tell("Please sign in first."))
        request.member = request.user  # type: ignore[attr-defined] # makes it a StaffRequest
        return screen(request, *args, **named)  # type: ignore[arg-type]

    return shown


def needs_role(*roles: str) -> Callable[[Screen[_P]], Screen[_P]]:
    """A screen for people with one of these roles; it stands below `@staff_page`."""

    def limited(screen: Screen[_P]) -> Screen[_P]:
        @wraps(screen)
        def shown(request: StaffRequest, /, *args: _P.args, **named: _P.kwargs) -> HttpResponse:
            require(
                request.member.is_a(*roles),
                tell("This needs the role: {roles}.", roles=named_roles(roles)),
            )
            return screen(request, *args, **named)

        shown.needs_roles = roles  # type: ignore[attr-defined] # a test looks who is let in where
        return shown

    return limited


def named_roles(roles: Sequence[str]) -> str:
    """Roles as a person reads them."""
    return tell(", ").join(role_name(role) for role in roles)


def role_name(role: str) -> str:
    """A role as a person reads it."""
    return {
        "editor": tell("Editor"),
        "translator": tell("Translator"),
        "reviewer": tell("Reviewer"),
        "publisher": tell("Publisher"),
        "administrator": tell("Administrator"),
    }[role]


def places(request: HttpRequest, member: StaffMember) -> Iterator[dict[str, object]]:
    """Where the person may go; the place where they are is marked."""
    for place in _navigation():
        if not place.roles or member.is_a(*place.roles):
            yield {
                "label": tell(place.label),
                "address": place.address,
                # Every address begins as the first screen's does.
                "current": request.path.startswith(place.address)
                and (place.address != _FIRST or request.path == _FIRST),
            }


@lru_cache(maxsize=1)
def _navigation() -> tuple[Place, ...]:
    """All places of all screens, in the order of `SCREENS`."""
    found: list[Place] = []
    for name in SCREENS:
        given = getattr(import_module(f"madoguchi.editorial.screens.{name}"), "NAVIGATION", ())
        listed = given if isinstance(given, list) else [given] if given else []
        found += [Place(*one) for one in listed]
    return tuple(found)
