"""Pages as linked data (schema.org): what search engines and assistants read of them.

Which property may stand on which type is checked by a test: `availableLanguage` on a channel or
contact but on no service, hours on a contact but on no channel.
"""

import json
import re
from datetime import date
from typing import NamedTuple
from urllib.parse import urlsplit

from markupsafe import Markup

from madoguchi.guide import (
    Emergency,
    Entry,
    Guide,
    Location,
    Organization,
    Phone,
    Service,
    Source,
)
from madoguchi.guide.rendering import name_of, numbers_of, plain, who_can_call
from madoguchi.language import SOURCE_LANGUAGE, WRITTEN, without_readings
from madoguchi.outlets.opendata.schema_hours import Node, specifications
from madoguchi.outlets.site.addresses import address_of

_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
# Names under which only public bodies may register in Japan.
_PUBLIC = re.compile(r"(^|\.)((city|town|vill|pref|metro)(\.[a-z-]+)+\.jp|(go|lg)\.jp)$")
_COUNTRY = "JP"


class Reader(NamedTuple):
    """For whom the data is written, and where the site is."""

    guide: Guide
    language: str
    base: str

    @property
    def tag(self) -> str:
        return WRITTEN[self.language].tag

    def address(self, entry: Entry) -> str:
        return self.base + address_of(self.guide, entry, self.language)


def service_page(
    guide: Guide,
    service: Service,
    groups: list[list[str]],
    language: str,
    *,
    base: str,
    today: date,
) -> Node:
    """The page of a window; `groups` are languages with the same hours and numbers."""
    reader = Reader(guide, language, base)
    about = _service(reader, service)
    about["availableChannel"] = [_channel(reader, service, codes, today) for codes in groups]
    return _page(reader, service) | {"mainEntity": about}


def guidance_page(guide: Guide, entry: Entry, language: str, base: str) -> Node:
    """The page of a matter: what it is about, and where that was found."""
    reader = Reader(guide, language, base)
    page = _page(reader, entry)
    about = {"@type": "Thing"} | _names(reader, entry)
    windows = [
        {"@type": "Service", "@id": f"{reader.address(one)}#window", "url": reader.address(one),
         "name": _name(reader, one)}
        for one in (guide.get(name, Service) for name in getattr(entry, "services", ()))
    ]  # fmt: skip
    return page | {"about": about} | ({"mentions": windows} if windows else {})


def emergency_page(guide: Guide, entries: list[Emergency], language: str, base: str) -> Node:
    """The page of emergency numbers, each as the service that answers."""
    reader = Reader(guide, language, base)
    page: Node = {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "url": f"{base}/{language}/emergency/",
        "inLanguage": reader.tag,
        "license": _LICENCE,
    }
    return page | {"mainEntity": [_emergency(reader, one) for one in entries]}


def _page(reader: Reader, entry: Entry) -> Node:
    page: Node = {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "@id": reader.address(entry),
        "url": reader.address(entry),
        "name": _name(reader, entry),
        "inLanguage": reader.tag,
        "license": _LICENCE,
    }
    sources = [reader.guide.get(one.source, Source) for one in entry.sources]
    if sources:
        page["citation"] = [_citation(one) for one in sources]
    return page


def _citation(source: Source) -> Node:
    found: Node = {
        "@type": "CreativeWork",
        "name": source.title,
        "inLanguage": source.title_language,
    }
    if source.url:
        found["url"] = source.url
    if source.printed != "unknown":
        found["datePublished"] = source.printed
    return found


def _names(reader: Reader, entry: Entry) -> Node:
    """Name, Japanese name and summary."""
    found: Node = {"name": _name(reader, entry)}
    japanese = name_of(reader.guide, entry.id, SOURCE_LANGUAGE).value
    if without_readings(japanese) != found["name"]:
        found["alternateName"] = without_readings(japanese)
    summary = plain(reader.guide, entry, "summary", reader.language)
    if summary:
        found["description"] = summary.value
    return found


def _name(reader: Reader, entry: Entry) -> str:
    return without_readings(name_of(reader.guide, entry.id, reader.language).value)


def _service(reader: Reader, service: Service) -> Node:
    guide = reader.guide
    section = guide.get(service.organization, Organization)
    above = section.parent_organization
    body = guide.get(above, Organization) if above else None
    found: Node = {"@type": "Service", "@id": f"{reader.address(service)}#window"}
    found |= _names(reader, service)
    if is_public(section) or (body is not None and is_public(body)):
        found |= {"@type": "GovernmentService", "serviceOperator": _organization(reader, section)}
    found["provider"] = _organization(reader, body or section)
    area = guide.area_of(service)
    found["areaServed"] = {
        "@type": "AdministrativeArea",
        "name": without_readings(name_of(guide, area, reader.language).value),
    }
    if service.url:
        found["sameAs"] = service.url
    return found


def is_public(organization: Organization) -> bool:
    """Whether its website has a name that only public bodies of Japan may have."""
    return bool(_PUBLIC.search(urlsplit(organization.website or "").hostname or ""))


def _organization(reader: Reader, organization: Organization) -> Node:
    found: Node = {
        "@type": "GovernmentOrganization" if is_public(organization) else "Organization",
        "name": _name(reader, organization),
    }
    return found | ({"url": organization.website} if organization.website else {})


def _channel(reader: Reader, service: Service, codes: list[str], today: date) -> Node:
    """How speakers of some languages reach a window: one contact with its hours, other numbers."""
    found: Node = {"@type": "ServiceChannel", "availableLanguage": codes}
    phones = service.phones_for(codes[0])
    contact: Node = {"@type": "ContactPoint", "availableLanguage": codes}
    timetable = reader.guide.timetable(service, codes[0])
    hours = specifications(timetable, today) if timetable else []
    if hours:
        contact["hoursAvailable"] = hours
    if phones:
        contact |= _number(reader, phones[0])
    others = [{"@type": "ContactPoint"} | _number(reader, phone) for phone in phones[1:]]
    found["servicePhone"] = [contact, *others] if others else contact
    if service.location:
        found["serviceLocation"] = _place(reader, reader.guide.get(service.location, Location))
    if service.url and "online" in service.channels:
        found["serviceUrl"] = service.url
    return found


def _number(reader: Reader, phone: Phone) -> Node:
    """A number, and who can call it where not everybody can."""
    found: Node = {"telephone": phone.e164 or phone.printed}
    who = without_readings(who_can_call(reader.guide, phone, reader.language))
    if who:
        found["contactType"] = who
    return found


def _place(reader: Reader, location: Location) -> Node:
    found: Node = {"@type": "Place", "name": _name(reader, location)}
    if not location.address:
        return found
    address: Node = {"@type": "PostalAddress", "addressCountry": _COUNTRY}
    latin = location.address_latin
    kanji = WRITTEN[reader.language].uses_kanji or latin is None
    address["streetAddress"] = location.address if kanji else latin
    if location.postal_code:
        address["postalCode"] = location.postal_code
    return found | {"address": address}


def _emergency(reader: Reader, entry: Emergency) -> Node:
    guide = reader.guide
    service = guide.get(entry.service, Service) if entry.service else None
    # Where no window stands for it, the languages named are those beside Japanese.
    speaks = service.speaks if service else (SOURCE_LANGUAGE, *entry.speaks)
    contacts = [
        {"@type": "ContactPoint", "contactType": "emergency"} | _number(reader, phone)
        for phone in numbers_of(guide, entry)
    ]
    channel: Node = {"@type": "ServiceChannel", "servicePhone": contacts}
    channel["availableLanguage"] = list(dict.fromkeys(speaks))
    found: Node = {"@type": "Service", "url": reader.address(entry)} | _names(reader, entry)
    return found | {"availableChannel": channel}


def script(data: Node) -> Markup:
    """The data as the content of a script element: no text in it can end the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 - the signs of markup are gone


__all__ = ["emergency_page", "guidance_page", "is_public", "script", "service_page"]
