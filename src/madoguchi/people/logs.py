"""Lines of the log, as JSON or plain, from which personal data is taken out."""

import json
import logging
import re
from collections.abc import Callable
from copy import copy
from datetime import UTC, datetime
from time import perf_counter

from django.http import HttpRequest, HttpResponseBase

_HIDDEN = "…"
# Mail addresses; what follows a question mark in an address; Internet addresses; telephones.
_PERSONAL = (
    (re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+"), _HIDDEN),
    (re.compile(r"(?<=[\w/])\?[^\s\"'<>)\]]+"), f"?{_HIDDEN}"),
    (re.compile(r"(?<![\w.])(?!127\.0\.0\.1\b)\d{1,3}(?:\.\d{1,3}){3}(?![\w.])"), _HIDDEN),
    (re.compile(r"(?<![\w:])(?:[0-9a-fA-F]{1,4}:){3,7}[0-9a-fA-F:]*[0-9a-fA-F](?![\w:])"), _HIDDEN),
    (re.compile(r"(?<![\w:-])(?:[0-9a-fA-F]{1,4}:)+:[0-9a-fA-F:]*(?![\w:])"), _HIDDEN),
    (re.compile(r"(?<![\w.+-])0\d{1,4}[- ]\d{1,4}[- ]\d{3,4}(?![\w-])"), _HIDDEN),
    (re.compile(r"(?<![\w.+-])\(0\d{1,4}\) ?\d{1,4}[- ]\d{3,4}(?![\w-])"), _HIDDEN),
    (re.compile(r"(?<![\w.])\+\d{1,3}(?:[- ]?\d{1,4}){2,4}(?![\w-])"), _HIDDEN),
    (re.compile(r"(?<![\w.+-])0\d{9,10}(?![\w-])"), _HIDDEN),
)
# What our own lines may add to a message; nothing else that a record carries is written.
_FIELDS = ("job", "seconds", "counts", "method", "path", "status", "milliseconds")
_access = logging.getLogger("madoguchi.access")


def without_personal_data(text: str) -> str:
    """The text without mail addresses, telephone numbers, Internet addresses and queries.

    >>> without_personal_data("to lin@example.jp, 03-5984-4333, /ja/life/birth/?birth=2026-03-03")
    'to …, …, /ja/life/birth/?…'
    """
    for pattern, instead in _PERSONAL:
        text = pattern.sub(instead, text)
    return text


class PlainLines(logging.Formatter):
    """A line as people read it."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        added = " ".join(f"{name}={value}" for name, value in _added(record).items())
        shown = copy(record)
        shown.msg, shown.args = _message(record), ()
        first, _, rest = super().format(shown).partition("\n")
        return without_personal_data("\n".join(filter(None, (f"{first} {added}".rstrip(), rest))))


class JsonLines(logging.Formatter):
    """A line as programs read it: one object with time, level, logger, message and what is known.

    `path` is a request's address without its query.
    """

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": without_personal_data(_message(record)),
            **_added(record),
        }
        if record.exc_info:
            line["exception"] = without_personal_data(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


def log_requests(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: a line for each request, without its query and without who asked."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        began = perf_counter()
        response = get_response(request)
        known = {
            "method": request.method,
            "path": address(request),
            "status": response.status_code,
            "milliseconds": round((perf_counter() - began) * 1000, 1),
        }
        _access.info("request", extra=known)
        return response

    return respond


def address(request: HttpRequest) -> str:
    """What was asked for: readers' addresses without query, staff's as they stand in our urls.

    Staff's addresses may hold what lets somebody in, as the link of an invitation does.
    """
    if not request.path.startswith("/staff/"):
        return request.path
    return f"/{request.resolver_match.route}" if request.resolver_match else "/staff/…"


def _message(record: logging.LogRecord) -> str:
    message, request = record.getMessage(), getattr(record, "request", None)
    if isinstance(request, HttpRequest):
        return message.replace(request.path, address(request))
    return message


def _added(record: logging.LogRecord) -> dict[str, object]:
    added = {name: vars(record)[name] for name in _FIELDS if vars(record).get(name)}
    # Django's own lines about requests.
    request = getattr(record, "request", None)
    if isinstance(request, HttpRequest):
        added |= {"method": request.method, "path": address(request)}
        added["status"] = getattr(record, "status_code", 500)
    return added
