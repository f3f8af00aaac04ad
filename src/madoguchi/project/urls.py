"""All addresses of the server."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import include, path

from madoguchi.edition import DamagedEditionError
from madoguchi.editorial.door import is_for_staff
from madoguchi.editorial.screens import refusals
from madoguchi.outlets.opendata.api import api
from madoguchi.outlets.plain_errors import bad_request, failed
from madoguchi.outlets.site import pages
from madoguchi.outlets.unavailable import unavailable
from madoguchi.project.health import healthz, readyz

urlpatterns = [
    path("healthz", healthz),
    path("readyz", readyz),
    path("api/", api.urls),
    path("staff/", include("madoguchi.editorial.urls")),
    path("", include("madoguchi.editorial.readers.wrong")),
    path("", include("madoguchi.outlets.feeds.urls")),
    path("", include("madoguchi.outlets.site.urls")),
]


def handler404(
    request: HttpRequest,
    exception: Exception,  # noqa: ARG001 - Django gives it by this name
) -> HttpResponse:
    """Nothing stands at this address."""
    if request.path.startswith("/api/"):
        return JsonResponse({"message": "nothing stands at this address"}, status=404)
    if is_for_staff(request):
        return refusals.not_found(request)
    try:
        return pages.no_such_address(request)
    except DamagedEditionError as error:
        return unavailable(error)


def handler403(
    request: HttpRequest,
    exception: Exception,  # noqa: ARG001 - Django gives it by this name
) -> HttpResponse:
    """Only the staff's rooms refuse anybody."""
    return refusals.not_allowed(request)


def handler400(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What was sent cannot be read."""
    return (
        refusals.unreadable(request) if is_for_staff(request) else bad_request(request, exception)
    )


# django-allauth looks for it by this name.
handler429 = refusals.too_often
handler500 = failed
