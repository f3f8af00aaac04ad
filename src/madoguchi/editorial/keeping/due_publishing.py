"""Scheduled publishing, as a worker does it."""

from madoguchi.editorial.keeping.publishing import publish_what_is_due


def publish() -> dict[str, int]:
    """Carry out the plans whose time has come; how many it were, for the log."""
    return {"published": publish_what_is_due()}
