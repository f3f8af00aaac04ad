"""Where each entry has its page (Decision 22)."""

from madoguchi.guide import Chapter, Emergency, Entry, Guidance, Guide, Programme, Service


def address_of(guide: Guide, entry: Entry, language: str) -> str:
    """The page of an entry in a language; empty for kinds without a page."""
    if isinstance(entry, Service):
        return f"/{language}/services/{entry.id}/"
    if isinstance(entry, Guidance):
        return f"/{language}/guide/{guide.entries[entry.chapter].slug}/{entry.slug}/"
    if isinstance(entry, Chapter):
        return f"/{language}/guide/{entry.slug}/"
    if isinstance(entry, Programme):
        return f"/{language}/learn/{entry.slug}/"
    if isinstance(entry, Emergency):
        return f"/{language}/emergency/#{entry.slug}"
    return ""
