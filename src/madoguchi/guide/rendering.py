"""Words of the guide for a reader: references become facts in the reader's language."""

from typing import NamedTuple

from madoguchi.guide.chapters import Emergency, InChapter, Programme
from madoguchi.guide.entries import Area, Entry, Location, Organization, Service
from madoguchi.guide.facts import Phone
from madoguchi.guide.guide import Guide
from madoguchi.guide.life import Procedure
from madoguchi.guide.quantities import quantity_text
from madoguchi.guide.references import Reference, parts
from madoguchi.guide.rhythm import rhythm_text
from madoguchi.hours.wording import describe, month_days_text
from madoguchi.language import WRITTEN, Piece, marked, say, without_readings

_CALLERS = {
    "inside-japan-not-ip": marked("not from IP phones or from abroad"),
    "ip-or-abroad": marked("from IP phones and from abroad"),
    "mobile-or-push": marked("from mobile and push-button phones"),
}


_VIA = {
    "interpreter": marked("Through an interpreter"),
    "machine": marked("By machine translation"),
}


class Fact(NamedTuple):
    """A fact as a reader sees it, and where it leads: a telephone, a website, another entry."""

    value: Piece
    href: str = ""
    # The entry whose name this is; its page has an address only on a site.
    entry: str = ""


def name_of(guide: Guide, entry_id: str, language: str) -> Piece:
    """The name of an entry for a reader; its id where it has none."""
    names = guide.entries[entry_id].text("name")
    return names.read(language) if names else Piece(entry_id, "en", language)


def facts(guide: Guide, owner: Entry, reference: Reference, language: str) -> list[Fact]:
    """What a reference in the words of `owner` names: one fact, or several numbers to call."""
    entry = guide.entries[reference.entry] if reference.entry else owner
    field = reference.field
    if field == "name":
        return [Fact(name_of(guide, entry.id, language), entry=entry.id)]
    if isinstance(entry, Service):
        return _service_facts(guide, entry, field, language)
    if isinstance(entry, Location):
        return [Fact(address(entry, language))]
    if isinstance(entry, Organization):
        return [Fact(Piece(entry.website or "", language, language), entry.website or "")]
    if isinstance(entry, Procedure):
        return [Fact(Piece(quantity_text(entry.periods[field], language), language, language))]
    if isinstance(entry, InChapter | Emergency):
        return _handbook_facts(guide, entry, field, language)
    raise KeyError(f"{entry.id}#{field}")


def _handbook_facts(
    guide: Guide, entry: InChapter | Emergency, field: str, language: str
) -> list[Fact]:
    if field in {"phone", "phones"}:
        return _numbers(numbers_of(guide, entry), field, language)
    if isinstance(entry, InChapter) and field in entry.facts:
        return [Fact(Piece(quantity_text(entry.facts[field], language), language, language))]
    if isinstance(entry, Programme) and field == "held":
        said = "; ".join(rhythm_text(rhythm, language) for rhythm in entry.held)
        return [Fact(Piece(said, language, language))]
    url = getattr(entry, "url", None) or ""
    return [Fact(Piece(url, language, language), url)]


def numbers_of(guide: Guide, entry: InChapter | Emergency) -> tuple[Phone, ...]:
    """The numbers of a handbook entry; of the service that stands for an emergency."""
    if isinstance(entry, Emergency) and entry.service:
        return guide.get(entry.service, Service).phones
    return entry.phones


def _numbers(phones: tuple[Phone, ...], field: str, language: str) -> list[Fact]:
    return [
        Fact(Piece(phone.printed, language, language), f"tel:{phone.tel}")
        for phone in phones[: 1 if field == "phone" else None]
    ]


def _service_facts(guide: Guide, service: Service, field: str, language: str) -> list[Fact]:
    if field in {"phone", "phones"}:
        phones = service.phones_for(WRITTEN[language].speaks) or service.phones
        return _numbers(phones, field, language)
    if field == "address" and service.location:
        return [Fact(address(guide.get(service.location, Location), language))]
    if field == "hours":
        value = "; ".join(describe(service.schedules, language))
    elif field == "published":
        value = month_days_text(service.published_on, language)
    else:
        return [Fact(Piece(service.url or "", language, language), service.url or "")]
    return [Fact(Piece(value, language, language))]


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
        ", ".join(one.value.value for one in facts(guide, owner, part.reference, language))
        if part.reference
        else part.words
        for part in parts(piece.value)
    )
    return Piece(without_readings(words), piece.language, language)


def via_text(via: str, language: str) -> str:
    """The mark of a language reached only through an interpreter or a machine; else empty."""
    return say(language, _VIA[via]) if via in _VIA else ""


def who_can_call(guide: Guide, phone: Phone, language: str) -> str:
    """A word about who can call a number; empty where everybody can."""
    if phone.caller in _CALLERS:
        return say(language, _CALLERS[phone.caller])
    _, is_area, slug = phone.caller.partition("area:")
    areas = [area.id for area in guide.all(Area) if area.slug == slug] if is_area else []
    if not areas:
        return ""
    return say(language, "in {area}", area=name_of(guide, areas[0], language).value)
