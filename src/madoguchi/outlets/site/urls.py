"""Addresses of the pages (Decision 22)."""

from django.urls import path

from madoguchi.outlets.site import pages

urlpatterns = [
    path("", pages.root),
    path("<str:language>/", pages.home),
    path("<str:language>/help/", pages.help_page),
    path("<str:language>/services/<str:pack>/<str:name>/", pages.service),
]
