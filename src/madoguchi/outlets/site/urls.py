"""Addresses of the pages (Decision 22)."""

from django.urls import path
from django.views.decorators.http import require_safe

from madoguchi.outlets.site import emergency_page, handbook, pages, paper

urlpatterns = [
    path("", require_safe(pages.root)),
    path("<str:language>/", require_safe(pages.home)),
    path("<str:language>/help/", require_safe(pages.help_page)),
    path("<str:language>/help/sheet/", require_safe(paper.sheet)),
    path("<str:language>/card/", require_safe(paper.card)),
    path("<str:language>/services/<str:pack>/<str:name>/", require_safe(pages.service)),
    path("<str:language>/guide/", require_safe(handbook.contents)),
    path("<str:language>/guide/<str:name>/", require_safe(handbook.chapter)),
    path("<str:language>/guide/<str:chapter_name>/<str:name>/", require_safe(handbook.guidance)),
    path("<str:language>/learn/", require_safe(handbook.programmes)),
    path("<str:language>/learn/<str:name>/", require_safe(handbook.programme)),
    path("<str:language>/emergency/", require_safe(emergency_page.emergency)),
]
