"""Open data may be read from any page; nothing else of the site may."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Handler = Callable[[HttpRequest], HttpResponse]


def open_to_all(get_response: Handler) -> Handler:
    """Middleware: `Access-Control-Allow-Origin: *` on everything under /api/."""

    def handle(request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/api/") and request.method == "HEAD":
            # The framework knows GET only; the server leaves the body out.
            request.method = "GET"
        response = get_response(request)
        if request.path.startswith("/api/"):
            response["Access-Control-Allow-Origin"] = "*"
        return response

    return handle
