"""Whatever is answered to an address with somebody's answers is kept and listed by nobody."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Handler = Callable[[HttpRequest], HttpResponse]


def answers_are_private(get_response: Handler) -> Handler:
    """Middleware: no-store and noindex for plans, also where they are not found or led on."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if "/life/" in request.path and request.META.get("QUERY_STRING"):
            response["Cache-Control"] = "no-store"
            response["X-Robots-Tag"] = "noindex"
            # A tag would let caches ask whether their copy is still good.
            del response["ETag"]
        return response

    return handle
