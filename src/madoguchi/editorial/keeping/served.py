"""Whether readers get what is published: somebody may have gone back on the command line."""

from functools import lru_cache

from django.conf import settings

from madoguchi.edition import DamagedEditionError, EditionStore, compile_edition
from madoguchi.editorial.keeping.guides import NoGuideError, stamp
from madoguchi.editorial.keeping.operated import readers_guide
from madoguchi.editorial.keeping.permissions import may_publish, require
from madoguchi.editorial.keeping.publishing import serve_what_is_published
from madoguchi.editorial.models import Publication, StaffMember
from madoguchi.editorial.wording import tell


def differs_from_published() -> bool:
    """Whether another edition is served than the one of the published state.

    While a publication is being written they differ for a moment, which is no fault.
    """
    if Publication.objects.filter(state=Publication.State.RUNNING).exists():
        return False
    served = _served()
    # After what was published last nothing has to be compiled.
    last = Publication.objects.exclude(edition="").order_by("-moved_at").first()
    if last is not None and last.edition == served:
        return False
    try:
        return _edition_of(stamp(), settings.OPERATED_BY) != served
    except NoGuideError:
        return False


def _served() -> str | None:
    try:
        return EditionStore(settings.EDITIONS).current_id()
    except DamagedEditionError:
        return None


@lru_cache(maxsize=1)
def _edition_of(_stamp: tuple[int, object], _operated_by: str | None) -> str:
    return compile_edition(readers_guide()).id


def serve_published(by: StaffMember) -> str:
    """Give readers the published state again; the edition's id."""
    require(may_publish(by), tell("Only a publisher may publish."))
    edition, _ = serve_what_is_published()
    return edition
