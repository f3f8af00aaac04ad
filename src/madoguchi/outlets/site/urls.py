"""Addresses of the pages (Decision 22)."""

from django.urls import path
from django.views.decorators.http import require_safe

from madoguchi.outlets.site import (
    about_page,
    crawlers,
    emergency_page,
    handbook,
    offline,
    pages,
    paper,
    search_page,
    sources_page,
)
from madoguchi.outlets.site.life import pages as life_pages
from madoguchi.outlets.site.life import paper as life_paper

urlpatterns = [
    path("", require_safe(pages.root)),
    path("sitemap.xml", require_safe(crawlers.sitemap)),
    path("robots.txt", require_safe(crawlers.robots)),
    path("favicon.ico", require_safe(crawlers.favicon)),
    path(".well-known/security.txt", require_safe(crawlers.security)),
    path("sw.js", require_safe(offline.worker)),
    path("offline/<str:language>.json", require_safe(offline.copy)),
    path("<str:language>/app.webmanifest", require_safe(offline.manifest)),
    path("<str:language>/", require_safe(pages.home)),
    path("<str:language>/help/", require_safe(pages.help_page)),
    path("<str:language>/help/sheet/", require_safe(paper.sheet)),
    path("<str:language>/help/<str:spoken>/", require_safe(pages.spoken_page)),
    path("<str:language>/card/", require_safe(paper.card)),
    path("<str:language>/services/<str:pack>/<str:name>/", require_safe(pages.service)),
    path("<str:language>/guide/", require_safe(handbook.contents)),
    path("<str:language>/guide/<str:name>/", require_safe(handbook.chapter)),
    path("<str:language>/guide/<str:chapter_name>/<str:name>/", require_safe(handbook.guidance)),
    path("<str:language>/learn/", require_safe(handbook.programmes)),
    path("<str:language>/learn/<str:name>/", require_safe(handbook.programme)),
    path("<str:language>/life/", require_safe(life_pages.index)),
    path("<str:language>/life/<str:name>/", require_safe(life_pages.event)),
    path("<str:language>/life/<str:name>/sheet/", require_safe(life_paper.sheet)),
    path("<str:language>/life/<str:name>/letter/", require_safe(life_paper.letter)),
    path("<str:language>/search/", require_safe(search_page.search)),
    path("<str:language>/emergency/", require_safe(emergency_page.emergency)),
    path("<str:language>/sources/", require_safe(sources_page.sources)),
    path("<str:language>/about/", require_safe(about_page.about)),
    path("<str:language>/accessibility/", require_safe(about_page.accessibility)),
]
