"""Addresses of the pages (Decision 22)."""

from django.urls import path
from django.views.decorators.http import require_safe

from madoguchi.outlets.site import pages

urlpatterns = [
    path("", require_safe(pages.root)),
    path("<str:language>/", require_safe(pages.home)),
    path("<str:language>/help/", require_safe(pages.help_page)),
    path("<str:language>/services/<str:pack>/<str:name>/", require_safe(pages.service)),
]
