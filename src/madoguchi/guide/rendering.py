"""Words of the guide for a reader: references become facts in the reader's language."""

from typing import NamedTuple

from madoguchi.guide.entries import Entry, Location, Organization, Service
from madoguchi.guide.guide import Guide
from madoguchi.guide.references import Reference, parts
from madoguchi.hours.wording import describe, month_days_text
from madoguchi.language import WRITTEN, Piece, without_readings


class Fact(NamedTuple):
    """A fact as a reader sees it, what it is, and the address that a link to it has."""

    field: str
    value: Piece
    href: str = ""




def name_of(guide: Guide, entry_id: str, language: str) -> Piece:
    """The name of an entry for a reader; its id where it has none."""
    names = guide.entries[entry_id].text("name")
    return names.read(language) if names else Piece(entry_id, "en", language)


def fact(guide: Guide, owner: Entry, reference: Reference, language: str) -> Fact:
    """The fact that a reference in the words of `owner` names."""
    entry = guide.entries[reference.entry] if reference.entry else owner
    field = reference.field
    if field == "name":
        return Fact(field, name_of(guide, entry.id, language))
    if isinstance(entry, Service):
        return _service_fact(guide, entry, field, language)
    if isinstance(entry, Location):
        return Fact(field, address(entry, language))
    if isinstance(entry, Organization):
        return Fact(field, Piece(entry.website or "", language, language), entry.website or "")
    raise KeyError(f"{entry.id}#{field}")


def _service_fact(guide: Guide, service: Service, field: str, language: str) -> Fact:
    if field in {"phone", "phones"}:
        phones = service.phones_for(WRITTEN[language].speaks) or service.phones
        if field == "phone":
            phones = phones[:1]
        printed = ", ".join(phone.printed for phone in phones)
        href = f"tel:{phones[0].tel}" if len(phones) == 1 else ""
        return Fact(field, Piece(printed, language, language), href)
    if field == "hours":
        lines = describe(service.schedules, language)
        return Fact(field, Piece("; ".join(lines), language, language))
    if field == "published":
        days = month_days_text(service.published_on, language)
        return Fact(field, Piece(days, language, language))
    if field == "address" and service.location:
        return Fact(field, address(guide.get(service.location, Location), language))
    return Fact(field, Piece(service.url or "", language, language), service.url or "")


def address(location: Location, language: str) -> Piece:
    """The address as readers of `language` write it: in Latin letters where they read no kanji."""
    if WRITTEN[language].uses_kanji or location.address_latin is None:
        parts_of_it = [f"〒{location.postal_code}" if location.postal_code else ""]
        parts_of_it.append(location.address or "")
        return Piece(" ".join(part for part in parts_of_it if part), "ja", language)
    with_code = [location.address_latin, location.postal_code or ""]
    return Piece(", ".join(part for part in with_code if part), "en", language)


def plain(guide: Guide, owner: Entry, field: str, language: str) -> Piece | None:
    """A field of an entry's words as plain text without readings; None where it has none."""
    text = owner.text(field)
    if not text:
        return None
    piece = text.read(language)
    words = "".join(
        fact(guide, owner, part.reference, language).value.value
        if part.reference
        else part.words
        for part in parts(piece.value)
    )
    return Piece(without_readings(words), piece.language, language)
