"""The API: who can help, and the whole edition, for whoever builds on them."""

import hashlib
import json
from datetime import datetime
from functools import lru_cache

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from ninja import NinjaAPI, Query, Schema, Status
from ninja.renderers import JSONRenderer
from pydantic import Field

from madoguchi.edition import (
    EXPECTED_TIME,
    BadTimeError,
    NobodySpeaksError,
    NoSuchChoiceError,
    parse_at,
)
from madoguchi.edition.live import Served
from madoguchi.guide import KINDS
from madoguchi.guide.schema import schema_of
from madoguchi.hours import TOKYO
from madoguchi.language import WRITTEN, read_by, written_language
from madoguchi.outlets.opendata.answers import BadRequestOut, HelpOut, NobodyOut, help_out
from madoguchi.outlets.opendata.finding import SearchOut, search_out
from madoguchi.outlets.serving import has_copy, live

LICENCE = {
    "words": "CC-BY-4.0",
    "url": "https://creativecommons.org/licenses/by/4.0/",
    "attribution": "Madoguchi",
}

# How long a copy may live before it is asked whether another edition has been published.
_LONGEST_SECONDS = 300


class Renderer(JSONRenderer):
    """JSON that people can read in their own script."""

    json_dumps_params = {"ensure_ascii": False}  # noqa: RUF012 - the framework's way


api = NinjaAPI(
    renderer=Renderer(),
    title="Madoguchi",
    version="1",
    description=(
        "Who can help in which language at what time. Times are ISO 8601, Tokyo's (+09:00). "
        "What is not known is said to be unknown."
    ),
    docs_url=None,
    urls_namespace="opendata",
)


class Asked(Schema):
    """A question to the API; everything may be left out."""

    speaks: str = Field("", description="spoken language, as ko; that of the words if left out")
    at: str = Field("", description=f"a time, as {EXPECTED_TIME}; now if left out")
    language: str = Field("", description="language of the words; the speakers' if left out")
    topic: str = Field("", description="id of a topic, or its last part")
    area: str = Field("", description="id of an area, or its last part; what lies in it counts")
    channel: str = Field("", description="phone, in-person, online or mail")


@api.get(
    "/help",
    response={200: HelpOut, 400: BadRequestOut, 404: NobodyOut},
    summary="Who can help in a language at a time",
    operation_id="who_can_help",
)
def get_help(
    request: HttpRequest,  # noqa: ARG001 - the framework's signature
    response: HttpResponse,
    asked: Query[Asked],
) -> Status[HelpOut] | Status[BadRequestOut] | Status[NobodyOut]:
    """Every window that could serve the language: open ones, closed ones, unknown ones."""
    words = _words_language(asked.language, asked.speaks)
    if words is None:
        message = f'no words in "{asked.language}"; expected one of {", ".join(WRITTEN)}'
        return Status(400, BadRequestOut(message=message))
    speaks = asked.speaks or WRITTEN[words].speaks
    served, now = live().now(), datetime.now(TOKYO)
    try:
        at = parse_at(asked.at) if asked.at else now
        found = served.helper.who_can_help(speaks, at, asked.topic, asked.area, asked.channel)
    except (BadTimeError, NoSuchChoiceError) as error:
        return Status(400, BadRequestOut(message=str(error)))
    except NobodySpeaksError as nobody:
        return Status(404, NobodyOut(message=str(nobody), offered=list(nobody.offered)))
    # What is asked of the present is told to the minute, so a copy may be a minute old.
    left = int((found.holds_until - now).total_seconds())
    seconds = _LONGEST_SECONDS if asked.at else max(0, min(left, 60))
    response["Cache-Control"] = f"public, max-age={seconds}"
    return Status(200, help_out(found, served.guide, words))


def _words_language(language: str, speaks: str) -> str | None:
    """The language of the words: as asked, else that of the speakers, else English."""
    if language:
        found = written_language(language)
        return found.code if found else None
    return read_by(speaks)


class AskedToFind(Schema):
    """What is searched for."""

    q: str = Field("", description="words, readings, a question, a telephone or page number")
    language: str = Field("en", description="language of the pages, as ko")
    limit: int = Field(20, ge=1, le=100, description="the most results wanted")


@api.get(
    "/search",
    response={200: SearchOut, 400: BadRequestOut},
    summary="The pages that fit a question best",
    operation_id="search",
)
def get_search(
    request: HttpRequest,  # noqa: ARG001 - the framework's signature
    response: HttpResponse,
    asked: Query[AskedToFind],
) -> Status[SearchOut] | Status[BadRequestOut]:
    """What the site's search page lists; only the first 100 characters of a question count."""
    words = written_language(asked.language)
    if words is None:
        message = f'no words in "{asked.language}"; expected one of {", ".join(WRITTEN)}'
        return Status(400, BadRequestOut(message=message))
    if not asked.q.strip():
        return Status(400, BadRequestOut(message="q is empty; expected what to search for"))
    served = live().now()
    hits = served.searcher.search(asked.q, words.code, asked.limit)
    # What people search for is their own affair.
    response["Cache-Control"] = "no-store"
    return Status(200, search_out(asked.q, hits, served.guide, words.code))


@api.get(
    "/edition.json",
    summary="The whole edition, with the JSON Schema of every kind of entry and the licence",
    operation_id="edition",
    openapi_extra={"responses": {200: {"content": {"application/json": {}}}}},
)
def edition_json(request: HttpRequest) -> HttpResponse:
    """The whole edition with its schema and licence, made once for each edition."""
    served = live().now()
    body, etag = _edition_bytes(served)
    response: HttpResponse
    if has_copy(request, etag):
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(body, content_type="application/json")
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={_LONGEST_SECONDS}"
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
