"""The first screen: leads to the board."""

from django.http import HttpResponse
from django.urls import path

from madoguchi.editorial.screens.frame import page, staff_page
from madoguchi.editorial.signed_in import StaffRequest


@staff_page
def home(request: StaffRequest) -> HttpResponse:
    """Where somebody arrives after signing in."""
    return page(request, "editorial/home.html")


urlpatterns = [path("", home, name="staff-home")]
