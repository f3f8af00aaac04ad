"""Only the host names that are served get an answer."""

import logging
from collections.abc import Callable

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse

Handler = Callable[[HttpRequest], HttpResponse]
_log = logging.getLogger(__name__)


def only_served_hosts(get_response: Handler) -> Handler:
    """Middleware: 421 for other names, which tells the operator where to add one."""

    def handle(request: HttpRequest) -> HttpResponse:
        try:
            request.get_host()
        except DisallowedHost:
            message = "This server does not serve that name; MADOGUCHI_HOSTS lists those it serves."
            _log.warning("%s (%.100r)", message, request.META.get("HTTP_HOST", ""))
            return HttpResponse(message + "\n", status=421, content_type="text/plain")
        return get_response(request)

    return handle
