"""What is kept about people, what for and until when. For administrators."""

from django.apps import apps
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from madoguchi.editorial.models import Role
from madoguchi.editorial.screens.frame import Place, needs_role, page, staff_page
from madoguchi.editorial.signed_in import StaffRequest
from madoguchi.editorial.wording import staff_language
from madoguchi.language import marked
from madoguchi.people.purposes import Kept, all_kept

NAVIGATION = Place(marked("Personal data"), "/staff/personal-data/", (Role.ADMINISTRATOR,))


@require_safe
@staff_page
@needs_role(Role.ADMINISTRATOR)
def kept(request: StaffRequest) -> HttpResponse:
    """Every table with something about people, and how many rows it has."""
    return page(
        request, "editorial/personal_data.html", {"lines": [_line(one) for one in all_kept()]}
    )


def _line(one: Kept) -> dict[str, object]:
    english = staff_language() == "en"
    return {
        "table": one.model,
        "fields": ", ".join(one.fields),
        "purpose": one.purpose if english else one.purpose_ja,
        "until": one.until if english else one.until_ja,
        "by_itself": one.forget is not None,
        "rows": QuerySet(apps.get_model(one.model)).count(),
    }


urlpatterns = [path("personal-data/", kept, name="staff-personal-data")]
