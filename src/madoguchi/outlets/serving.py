"""What every outlet that answers requests shares: the served edition, and who has a copy of it."""

from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest

from madoguchi.edition import EditionStore
from madoguchi.edition.live import LiveEdition


@lru_cache(maxsize=1)
def live() -> LiveEdition:
    """The process's one live edition, from the folder that the settings name."""
    return LiveEdition(EditionStore(settings.EDITIONS))


def has_copy(request: HttpRequest, etag: str) -> bool:
    """Whether the reader has the content with this strong ETag already (RFC 9110 13.1.2).

    A proxy that compresses may have made the tag a weak one; for a 304 that is the same.
    """
    asked = request.headers.get("If-None-Match", "")
    return asked.strip() == "*" or etag in (
        tag.strip().removeprefix("W/") for tag in asked.split(",")
    )
