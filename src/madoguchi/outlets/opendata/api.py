"""The API: who can help, and the whole edition, for whoever builds on them."""

import hashlib
import json
from datetime import datetime
from functools import lru_cache

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from ninja import NinjaAPI, Query, Status

from madoguchi.edition import BadTimeError, NobodySpeaksError, parse_at
from madoguchi.edition.live import Served
from madoguchi.guide import KINDS
from madoguchi.guide.schema import schema_of
from madoguchi.hours import TOKYO
from madoguchi.language import WRITTEN, written_language
from madoguchi.outlets.opendata.answers import BadRequestOut, HelpOut, NobodyOut, help_out
from madoguchi.outlets.serving import live

LICENCE = {
    "words": "CC-BY-4.0",
    "url": "https://creativecommons.org/licenses/by/4.0/",
    "attribution": "Madoguchi",
}

api = NinjaAPI(
    title="Madoguchi",
    version="1",
    description=(
        "Who can help in which language at what time. Times are ISO 8601, Tokyo's (+09:00). "
        "What is not known is said to be unknown."
    ),
    docs_url=None,
    urls_namespace="opendata",
)


@api.get(
    "/help",
    response={200: HelpOut, 400: BadRequestOut, 404: NobodyOut},
    summary="Who can help in a language at a time",
)
def get_help(
    request: HttpRequest,
    response: HttpResponse,
    speaks: str = Query("", description="spoken language, as ko; the reader's own if left out"),
    at: str = Query("", description="time to the minute, as 2026-11-27T14:00; now if left out"),
    language: str = Query("", description="language of the words, as ko; en if left out"),
    topic: str = Query("", description="id of a topic, or its last part"),
    area: str = Query("", description="id of an area, or its last part"),
    channel: str = Query("", description="phone, in-person, online or mail"),
) -> Status[HelpOut] | Status[BadRequestOut] | Status[NobodyOut]:
    """Every window that could serve the language: open ones, closed ones, unknown ones."""
    words = _words_language(language, speaks)
    if words is None:
        listed = ", ".join(WRITTEN)
        return Status(
            400, BadRequestOut(message=f'no words in "{language}"; expected one of {listed}')
        )
    try:
        moment = parse_at(at) if at else datetime.now(TOKYO)
        served = live().now()
        found = served.helper.who_can_help(
            speaks or WRITTEN[words].speaks, moment, topic, area, channel
        )
    except BadTimeError as error:
        return Status(400, BadRequestOut(message=str(error)))
    except NobodySpeaksError as nobody:
        return Status(404, NobodyOut(message=str(nobody), offered=list(nobody.offered)))
    if not at:
        left = int((found.holds_until - datetime.now(TOKYO)).total_seconds())
        response["Cache-Control"] = f"public, max-age={max(0, min(left, 60))}"
    return Status(200, help_out(found, served.guide, words))


def _words_language(language: str, speaks: str) -> str | None:
    """The language of the words: as asked, else that of the speakers, else English."""
    if language:
        found = written_language(language)
        return found.code if found else None
    return next((code for code, one in WRITTEN.items() if one.speaks == speaks), "en")


def edition_json(request: HttpRequest) -> HttpResponse:
    """The whole edition with its schema and licence, made once for each edition."""
    served = live().now()
    body, etag = _edition_bytes(served)
    response: HttpResponse
    if etag in request.headers.get("If-None-Match", ""):
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(body, content_type="application/json")
    response["ETag"] = etag
    response["Cache-Control"] = "public, max-age=300"
    return response


@lru_cache(maxsize=2)
def _edition_bytes(served: Served) -> tuple[bytes, str]:
    document = {
        "edition": served.edition.id,
        "licence": LICENCE,
        "schema": {name: schema_of(kind) for name, kind in KINDS.items()},
        **json.loads(served.edition.content),
    }
    body = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    return body, f'"{hashlib.sha256(body).hexdigest()[:32]}"'
