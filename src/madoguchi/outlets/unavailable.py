"""What a reader gets while there is no edition to answer from."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from madoguchi.edition import DamagedEditionError

Handler = Callable[[HttpRequest], HttpResponse]
_log = logging.getLogger(__name__)


class Unavailable:
    """Middleware: 503 and a word to come back, never a wrong or half answer."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, _request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn the one exception that means "no edition" into an answer."""
        return unavailable(exception) if isinstance(exception, DamagedEditionError) else None


def unavailable(error: DamagedEditionError) -> HttpResponse:
    """The answer of a server without an edition."""
    _log.error("%s", error)
    response = HttpResponse(
        "準備中です。The guide is being prepared. Please come back in a few minutes.\n",
        status=503,
        content_type="text/plain; charset=utf-8",
    )
    response["Retry-After"] = "60"
    return response
