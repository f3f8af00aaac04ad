"""Addresses of the feeds."""

from django.urls import path
from django.views.decorators.http import require_safe

from madoguchi.outlets.feeds import plans, views

urlpatterns = [
    path("<str:language>/life/<str:name>/plan.ics", require_safe(plans.calendar)),
    path("<str:language>/changes.atom", require_safe(views.changes)),
    path(
        "<str:language>/services/<str:pack>/<str:name>/published.ics", require_safe(views.published)
    ),
    path(
        "<str:language>/services/<str:pack>/<str:name>/<str:spoken>.ics",
        require_safe(views.window),
    ),
]
