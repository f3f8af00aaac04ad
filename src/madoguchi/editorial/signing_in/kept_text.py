"""What was sent after a session had ended is kept on the page, not on the server.

The sign-in pages carry it along, signed, in a hidden field. After the sign-in it stands in a form
that its writer sends on: with a new token against forgery, to the address it was meant for.
"""

import copy
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.urls import Resolver404, resolve

# The field that carries it.
KEPT = "kept_text"
_HOLDS = timedelta(days=1)
_SALT = "madoguchi.kept_text"
_REDIRECTS = (302, 303)


@dataclass(frozen=True, slots=True)
class KeptText:
    """A form that was sent: where to, its fields in order, files that have to be chosen again."""

    address: str
    fields: tuple[tuple[str, str], ...]
    files: tuple[str, ...]


def kept_from(request: HttpRequest) -> str:
    """What was sent, sealed; empty where nothing was, or where it came from no page of ours."""
    if request.method != "POST" or not is_from_our_page(request):
        return ""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken" and "password" not in name
    ]
    files = [file.name for files in request.FILES.lists() for file in files[1]]
    sent = {"address": request.get_full_path(), "fields": fields, "files": files}
    return signing.dumps(sent, salt=_SALT, compress=True)


def is_from_our_page(request: HttpRequest) -> bool:
    """Whether a form was sent by a page of ours, as the browser says.

    Otherwise any page in the world could have something saved by whoever signs in next.
    """
    ours = {f"{request.scheme}://{request.get_host()}", settings.ADDRESS}
    return request.headers.get("Origin") in ours


def carried(request: HttpRequest) -> str:
    """What a page of the sign-in has to carry along, still sealed."""
    found = getattr(request, KEPT, "") or request.POST.get(KEPT, "")
    return str(found)


def opened(sealed: str) -> KeptText | None:
    """What was sent; nothing where it was changed or is too old."""
    try:
        sent: dict[str, Any] = signing.loads(sealed, salt=_SALT, max_age=_HOLDS)
    except signing.BadSignature:
        return None
    fields = tuple((name, value) for name, value in sent["fields"])
    return KeptText(sent["address"], fields, tuple(sent["files"]))


def shown_with(request: HttpRequest, address: str, sealed: str) -> HttpResponseBase:
    """The page at an address of ours as its reader would get it, carrying along what was sent."""
    asked = copy.copy(request)
    asked.method = "GET"
    setattr(asked, KEPT, sealed)
    view, positional, named = resolve(address)
    response: HttpResponseBase = view(asked, *positional, **named)
    if isinstance(response, SimpleTemplateResponse):
        response.render()
    return response


def next_step(response: HttpResponseBase) -> str:
    """The address of ours to which an answer leads, empty where it leads nowhere."""
    if response.status_code not in _REDIRECTS:
        return ""
    path = urlsplit(response["Location"]).path
    try:
        resolve(path)
    except Resolver404:
        return ""
    return path
