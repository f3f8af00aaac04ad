"""Errors that have no page of their own: nothing here may fail, so all of it is made beforehand."""

from collections.abc import Callable
from functools import lru_cache
from html import escape

from django.http import HttpRequest, HttpResponse, JsonResponse

from madoguchi.language import WRITTEN, marked, say, without_readings

Handler = Callable[[HttpRequest], HttpResponse]

_NOT_ALLOWED = 405


def failed_page() -> bytes:
    """What a reader gets when the server itself has failed, in every language."""
    return _page(marked("Something went wrong on our side. Please come back in a few minutes."))


def not_allowed_page() -> bytes:
    """What a program gets that sends something to a page, which can only be read."""
    return _page(marked("This page can only be read. Nothing was sent."))


@lru_cache(maxsize=2)
def _page(english: str) -> bytes:
    lines = "\n".join(
        f'<p lang="{one.tag}">{_said(one.code, english)} '
        f'<a href="/{one.code}/">{_said(one.code, "Home")}</a> · '
        f'<a href="/{one.code}/emergency/">{_said(one.code, "Emergency")}</a></p>'
        for one in WRITTEN.values()
    )
    return (
        '<!doctype html>\n<html lang="ja">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Madoguchi</title>\n</head>\n<body>\n<h1>Madoguchi</h1>\n{lines}\n</body>\n</html>\n"
    ).encode()


def _said(language: str, english: str) -> str:
    return escape(without_readings(say(language, english)))


# Made when the server starts: while it fails is too late.
FAILED = failed_page()
NOT_ALLOWED = not_allowed_page()


def failed(request: HttpRequest) -> HttpResponse:
    """The answer of a server that has failed."""
    if request.path.startswith("/api/"):
        return JsonResponse({"message": "something went wrong on the server"}, status=500)
    return HttpResponse(FAILED, status=500)


def bad_request(_request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django names it so
    """The answer to a request that no program of good will sends."""
    return HttpResponse("This request cannot be read.\n", status=400, content_type="text/plain")


def plain_pages_for_errors(get_response: Handler) -> Handler:
    """Middleware: 405 with words instead of an empty page."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == _NOT_ALLOWED and not response.content:
            response.content = NOT_ALLOWED
        return response

    return handle
