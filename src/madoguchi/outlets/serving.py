"""The edition that this process serves, shared by every outlet that answers requests."""

from functools import lru_cache

from django.conf import settings

from madoguchi.edition import EditionStore
from madoguchi.edition.live import LiveEdition


@lru_cache(maxsize=1)
def live() -> LiveEdition:
    """The process's one live edition, from the folder that the settings name."""
    return LiveEdition(EditionStore(settings.EDITIONS))
