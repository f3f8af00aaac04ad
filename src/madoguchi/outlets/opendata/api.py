"""The API: who can help, what to do by when, and the whole edition, for who builds on them."""

import hashlib
import json
from datetime import datetime
from functools import lru_cache

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from ninja import NinjaAPI, Query, Schema, Status
from ninja.errors import ValidationError
from ninja.renderers import JSONRenderer
from pydantic import Field

from madoguchi.deadlines import BadDayError, read_day
from madoguchi.edition import (
    EXPECTED_TIME,
    BadAnswersError,
    BadTimeError,
    NobodySpeaksError,
    NoSuchChoiceError,
    NoSuchEventError,
    life_event,
    parse_at,
    plan,
)
from madoguchi.edition.live import Served
from madoguchi.guide import KINDS
from madoguchi.guide.schema import schema_of
from madoguchi.hours import TOKYO
from madoguchi.language import WRITTEN, read_by, written_language
from madoguchi.outlets.opendata.answers import BadRequestOut, HelpOut, NobodyOut, help_out
from madoguchi.outlets.opendata.asked_dates import AskedForDeadline, AskedForPlan, counted
from madoguchi.outlets.opendata.finding import SearchOut, search_out
from madoguchi.outlets.opendata.plan_answers import (
    BadPlanOut,
    DeadlineOut,
    NoEventOut,
    PlanOut,
    bad_plan_out,
    plan_out,
)
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
    "/plan/{event}",
    response={200: PlanOut, 400: BadPlanOut, 404: NoEventOut},
    summary="What to do after an event, by when, with which papers, where",
    operation_id="plan",
    openapi_extra={
        "parameters": [
            {
                "in": "query",
                "name": "answers",
                "style": "form",
                "explode": True,
                "schema": {"type": "object", "additionalProperties": {"type": "string"}},
                "description": "an answer for each question of the event, as birth=2026-03-03",
            }
        ]
    },
)
def get_plan(
    request: HttpRequest,
    response: HttpResponse,
    event: str,
    asked: Query[AskedForPlan],
) -> Status[PlanOut] | Status[BadPlanOut] | Status[NoEventOut]:
    """The steps with their dates and reasons; the answers are the query's other parameters."""
    # Answers are somebody's own affair: kept by nobody on the way.
    response["Cache-Control"] = "no-store"
    words = written_language(asked.language or "en")
    if words is None:
        message = f'no words in "{asked.language[:40]}"; expected one of {", ".join(WRITTEN)}'
        return Status(400, BadPlanOut(message=message, problems=[]))
    served, now = live().now(), datetime.now(TOKYO)
    given = {
        key: str(value)
        for key, value in request.GET.items()
        if key not in AskedForPlan.model_fields
    }
    try:
        today = read_day(asked.today, now.date()) if asked.today else now.date()
        made = plan(served.guide, life_event(served.guide, event), given, today)
    except NoSuchEventError as error:
        return Status(404, NoEventOut(message=str(error), offered=list(error.offered)))
    except BadDayError as error:
        return Status(400, BadPlanOut(message=f"today: {error}", problems=[]))
    except BadAnswersError as error:
        return Status(400, bad_plan_out(error))
    speaks = asked.speaks or words.speaks
    return Status(200, plan_out(made, served, words.code, speaks, now))


@api.exception_handler(ValidationError)
def not_even_typed(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """What is no number or none of the choices; of a period, answered as other bad questions."""
    if not request.path.endswith("/deadline"):
        return api.create_response(request, {"detail": error.errors}, status=422)
    first = error.errors[0]
    message = f"{first['loc'][-1]}: {first['msg']}"
    response = api.create_response(request, {"message": message}, status=400)
    response["Cache-Control"] = "no-store"
    return response


@api.get(
    "/deadline",
    response={200: DeadlineOut, 400: BadRequestOut},
    summary="Any period counted under Japanese law, explained",
    operation_id="deadline",
)
def get_deadline(
    request: HttpRequest,
    response: HttpResponse,
    asked: Query[AskedForDeadline],
) -> Status[DeadlineOut] | Status[BadRequestOut]:
    """The last day by law, the office's, the day to aim by, and how they were counted."""
    response["Cache-Control"] = "no-store"
    known = {field.alias or name for name, field in AskedForDeadline.model_fields.items()}
    unknown = sorted(set(request.GET) - known)
    if unknown:
        message = f'no parameter "{unknown[0][:40]}"; expected one of {", ".join(sorted(known))}'
        return Status(400, BadRequestOut(message=message))
    try:
        found = counted(asked, datetime.now(TOKYO).date())
    except (ValueError, OverflowError) as error:
        return Status(400, BadRequestOut(message=str(error)))
    return Status(200, found)


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
