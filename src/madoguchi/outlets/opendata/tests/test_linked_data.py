"""Linked data of pages: words of schema.org where they may stand, hours as the evaluator's."""

import json
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from madoguchi.guide import Emergency, Guidance, Organization, Programme
from madoguchi.hours import Kind, japan
from madoguchi.hours.open_days import moment
from madoguchi.language import WRITTEN, is_spoken, without_readings
from madoguchi.outlets.opendata.linked_data import is_public, script
from madoguchi.outlets.opendata.schema_hours import STATED_DAYS, specifications
from madoguchi.outlets.site.addresses import address_of
from madoguchi.outlets.site.tests.reading import every, page_of

# The types that we use, and what each is a kind of (schema.org, 2026).
KIND_OF = {
    "AdministrativeArea": "Place",
    "ContactPoint": "Thing",
    "CreativeWork": "Thing",
    "GovernmentOrganization": "Organization",
    "GovernmentService": "Service",
    "OpeningHoursSpecification": "Thing",
    "Organization": "Thing",
    "Place": "Thing",
    "PostalAddress": "ContactPoint",
    "Service": "Thing",
    "ServiceChannel": "Thing",
    "Thing": "",
    "WebPage": "CreativeWork",
}
# On which types each property may stand, as its page at schema.org says.
DOMAINS = {
    "about": {"CreativeWork"},
    "address": {"Organization", "Place"},
    "addressCountry": {"PostalAddress"},
    "alternateName": {"Thing"},
    "areaServed": {"ContactPoint", "Organization", "Service"},
    "availableChannel": {"Service"},
    "availableLanguage": {"ContactPoint", "ServiceChannel"},
    "citation": {"CreativeWork"},
    "closes": {"OpeningHoursSpecification"},
    "contactType": {"ContactPoint"},
    "datePublished": {"CreativeWork"},
    "dayOfWeek": {"OpeningHoursSpecification"},
    "description": {"Thing"},
    "hoursAvailable": {"ContactPoint", "Service"},
    "inLanguage": {"CreativeWork"},
    "license": {"CreativeWork"},
    "mainEntity": {"CreativeWork"},
    "mentions": {"CreativeWork"},
    "name": {"Thing"},
    "opens": {"OpeningHoursSpecification"},
    "postalCode": {"PostalAddress"},
    "provider": {"CreativeWork", "Service"},
    "sameAs": {"Thing"},
    "serviceLocation": {"ServiceChannel"},
    "serviceOperator": {"GovernmentService"},
    "servicePhone": {"ServiceChannel"},
    "serviceUrl": {"ServiceChannel"},
    "streetAddress": {"PostalAddress"},
    "telephone": {"ContactPoint", "Organization", "Place"},
    "url": {"Thing"},
    "validFrom": {"OpeningHoursSpecification"},
    "validThrough": {"OpeningHoursSpecification"},
}
# What has to stand behind a property, where it is no text.
RANGES = {
    "about": "Thing", "address": "PostalAddress", "areaServed": "Place",
    "availableChannel": "ServiceChannel", "citation": "CreativeWork",
    "hoursAvailable": "OpeningHoursSpecification", "mainEntity": "Thing", "mentions": "Thing",
    "provider": "Organization", "serviceLocation": "Place", "serviceOperator": "Organization",
    "servicePhone": "ContactPoint",
}  # fmt: skip
STARTS = (date(2026, 11, 24), date(2026, 12, 30), date(2027, 4, 20))
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def kinds(name: str) -> Iterator[str]:
    while name:
        yield name
        name = KIND_OF[name]


def nodes(value: object) -> Iterator[dict]:
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else value:
        if isinstance(part, dict | list):
            yield from nodes(part)


def faults(data: dict) -> list[str]:
    """Properties that may not stand where they do."""
    found = []
    for node in nodes(data):
        kind = node["@type"]
        for name, value in node.items():
            if name.startswith("@"):
                continue
            if not DOMAINS.get(name, set()) & set(kinds(kind)):
                found.append(f"{name} on {kind}")
            values = value if isinstance(value, list) else [value]
            if name in RANGES:
                found += [
                    f"{name}: {one}"
                    for one in values
                    if not isinstance(one, dict) or RANGES[name] not in kinds(one["@type"])
                ]
            else:
                found += [f"{name}: {one}" for one in values if not isinstance(one, str) or not one]
    return found  # fmt: skip


def data_of(client, address: str) -> dict:
    page = page_of(client.get(address).content.decode())
    (element,) = every(page, "script", type="application/ld+json")
    return json.loads(element.text or "")


@pytest.mark.parametrize("code", WRITTEN)
def test_every_page_uses_only_words_that_may_stand_there(client, nerima, code):
    guide = nerima.guide
    described = [*guide.services, *guide.all(Guidance), *guide.all(Programme)]
    assert len(described) > 40
    for address in [f"/{code}/emergency/", *(address_of(guide, one, code) for one in described)]:
        data = data_of(client, address)
        assert faults(data) == [], address
        assert data["@context"] == "https://schema.org"
        assert data["url"] == f"http://127.0.0.1:8000{address}"
        assert data["inLanguage"] == WRITTEN[code].tag
        for node in nodes(data):
            assert all(is_spoken(one) for one in node.get("availableLanguage", []))
            for words in (one for one in node.values() if isinstance(one, str)):
                assert "{" not in words
                assert "[[" not in words


@pytest.mark.parametrize(
    ("node", "fault"),
    [
        ({"@type": "GovernmentService", "availableLanguage": ["ko"]}, "availableLanguage"),
        ({"@type": "ServiceChannel", "hoursAvailable": []}, "hoursAvailable"),
        ({"@type": "Service", "serviceOperator": {"@type": "Organization"}}, "serviceOperator"),
        ({"@type": "Service", "inLanguage": "ko"}, "inLanguage"),
        ({"@type": "WebPage", "openingHours": "Mo 10:00-13:00"}, "openingHours"),
        ({"@type": "ServiceChannel", "servicePhone": "110"}, "servicePhone"),
    ],
)
def test_a_planted_fault_is_found(node, fault):
    assert any(one.startswith(fault) for one in faults(node))


def test_each_group_of_languages_has_one_contact_with_its_own_hours(client, nerima):
    data = data_of(client, "/en/services/nerima/culture-plaza-information-desk/")
    window = data["mainEntity"]
    assert window["@type"] == "GovernmentService"
    assert window["provider"]["name"] == "Nerima City"
    assert window["alternateName"] == without_readings(
        nerima.guide.entries["nerima/culture-plaza-information-desk"].text("name")["ja"]
    )
    contacts = {channel["availableLanguage"][0]: channel["servicePhone"]
                for channel in window["availableChannel"]}  # fmt: skip
    assert set(contacts) == {"en", "zh", "ko"}
    for code, contact in contacts.items():
        assert contact["availableLanguage"] == [code]
        assert contact["telephone"] == "+81339751252"
    mondays = contacts["ko"]["hoursAvailable"][0]
    assert mondays["dayOfWeek"] == ["https://schema.org/Monday"]
    assert (mondays["opens"], mondays["closes"]) == ("10:00", "13:00")


def test_numbers_that_not_everybody_can_call_say_who_can(client, nerima):
    service = nerima.guide.entries["japan/houterasu-multi"]
    data = data_of(client, "/en/services/japan/houterasu-multi/")
    phones = data["mainEntity"]["availableChannel"][0]["servicePhone"]
    assert [one["telephone"] for one in phones] == [
        phone.e164 or phone.printed for phone in service.phones
    ]
    assert phones[0]["contactType"] == "not from IP phones or from abroad"
    # Hours stand once for a group of languages.
    assert [("hoursAvailable" in one) for one in phones] == [True, False]


def test_a_window_of_no_public_body_is_not_called_one(client, nerima):
    data = data_of(client, "/en/services/tokyo/tell-lifeline/")
    assert data["mainEntity"]["@type"] == "Service"
    assert "serviceOperator" not in data["mainEntity"]


@pytest.mark.parametrize(
    ("website", "public"),
    [
        ("https://www.city.nerima.tokyo.jp/", True),
        ("https://www.metro.tokyo.lg.jp/", True),
        ("https://www.moj.go.jp/isa/", True),
        ("https://www.pref.akita.jp/", True),
        ("https://www.houterasu.or.jp/", False),
        ("https://go.jp.example.org/", False),
        ("https://www.notgo.jp/", False),
        ("https://city-life.co.jp/", False),
        (None, False),
    ],
)
def test_who_is_a_public_body_is_told_by_the_name_of_its_website(website, public):
    section = Organization(kind="organization", website=website)
    assert is_public(section) is public


def test_emergency_numbers_name_their_languages(client, nerima):
    data = data_of(client, "/en/emergency/")
    assert len(data["mainEntity"]) == len(nerima.guide.all(Emergency))
    numbers = {one["url"].partition("#")[2]: one for one in data["mainEntity"]}
    channel = numbers["police"]["availableChannel"]
    assert channel["servicePhone"][0]["telephone"] == "110"
    assert channel["servicePhone"][0]["contactType"] == "emergency"
    assert channel["availableLanguage"][0] == "ja"
    # Who is at the other end speaks English; that somebody speaks Japanese is not said.
    assert numbers["tell-lifeline-english"]["availableChannel"]["availableLanguage"] == ["en"]


def test_what_a_page_rests_on_is_cited(client, nerima):
    (entry,) = [one for one in nerima.guide.all(Guidance) if one.slug == "nursery-admission"]
    data = data_of(client, address_of(nerima.guide, entry, "en"))
    titles = [nerima.guide.entries[one.source].title for one in entry.sources]
    assert [one["name"] for one in data["citation"]] == titles


def stated(specs: list[dict], day: date) -> list[tuple[int, int]] | None:
    """The hours that begin on a day: single dates before holidays before weekdays.

    None where nothing is said of it.
    """
    on = [one for one in specs if one["validFrom"] <= day.isoformat() <= one["validThrough"]]
    name = f"https://schema.org/{WEEKDAYS[day.weekday()]}"
    holiday = day.toordinal() in japan().days
    single = [one for one in on if "dayOfWeek" not in one]
    holidays = [one for one in on if "PublicHolidays" in str(one.get("dayOfWeek")) and holiday]
    weekly = [one for one in on if name in one.get("dayOfWeek", ())]
    found = single or holidays or weekly
    if not on:
        return None
    return sorted(_minutes(one) for one in found if "opens" in one)


def _minutes(spec: dict) -> tuple[int, int]:
    opens, closes = ((int(text[:2]) * 60 + int(text[3:])) for text in
                     (spec["opens"], spec["closes"]))  # fmt: skip
    if (opens, closes) == (0, 23 * 60 + 59):
        return 0, 24 * 60
    return opens, closes + (24 * 60 if closes <= opens else 0)


def check_hours(guide) -> tuple[int, int]:
    """Days on which hours are stated, and on which nothing is."""
    said = silent = 0
    for service in guide.services:
        for spoken in service.speaks:
            timetable = guide.timetable(service, spoken)
            for start in STARTS:
                specs = specifications(timetable, start)
                told: set = set()
                quiet = set()
                for n in range(STATED_DAYS):
                    day = start + timedelta(days=n)
                    hours = stated(specs, day)
                    if hours is None:
                        quiet.add(day)
                        silent += 1
                        continue
                    said += 1
                    told |= {moment(day, minute) for begin, end in hours
                             for minute in range(begin, end, 30)}  # fmt: skip
                for n in range(48, STATED_DAYS * 48):
                    at = moment(start, n * 30)
                    kind = timetable.state(at).kind
                    if at in told:
                        assert kind is Kind.OPEN, (service.id, spoken, at)
                    elif at.date() not in quiet and at.date() - timedelta(days=1) not in quiet:
                        assert kind is not Kind.OPEN, (service.id, spoken, at)
                assert all(stated(specs, start + timedelta(days=n)) is None
                           for n in (-1, STATED_DAYS))  # fmt: skip
    return said, silent


def test_hours_are_the_evaluators_wherever_they_are_stated(nerima):
    said, silent = check_hours(nerima.guide)
    assert said > 10_000
    assert silent > 0


def test_awkward_hours_too(example):
    said, _ = check_hours(example.guide)
    assert said > 2_000


def test_closed_is_said_only_of_days_that_are_known(nerima, example):
    for guide in (nerima.guide, example.guide):
        for service in guide.services:
            for spoken in service.speaks:
                timetable = guide.timetable(service, spoken)
                for start in STARTS:
                    specs = specifications(timetable, start)
                    for n in range(STATED_DAYS if specs else 0):
                        day = start + timedelta(days=n)
                        if stated(specs, day) == []:
                            on = [timetable.state(moment(day, m)).kind for m in range(0, 1440, 30)]
                            usual = stated_usual(specs, day)
                            assert Kind.UNKNOWN not in on or not usual, (service.id, spoken, day)


def stated_usual(specs: list[dict], day: date) -> bool:
    """Whether the rule of its weekday or of holidays is overridden on a day."""
    on = [one for one in specs if one["validFrom"] <= day.isoformat() <= one["validThrough"]]
    return any("opens" not in one for one in on if "dayOfWeek" not in one)


def test_a_rule_for_holidays_stands_only_where_it_is_true_of_every_holiday(nerima):
    guide, start = nerima.guide, date(2026, 11, 24)
    with_rule = set()
    for service in guide.services:
        for spoken in service.speaks:
            timetable = guide.timetable(service, spoken)
            rules = [one for one in specifications(timetable, start)
                     if "PublicHolidays" in str(one.get("dayOfWeek"))]  # fmt: skip
            if rules:
                with_rule.add(service.id)
                hours = sorted(_minutes(one) for one in rules[:1] if "opens" in one)
                for n in range(3 * 365):
                    day = start + timedelta(days=n)
                    if day.toordinal() in japan().days:
                        state = timetable.state(moment(day, 12 * 60)).kind
                        open_at_noon = any(begin <= 720 < end for begin, end in hours)
                        assert state is (Kind.OPEN if open_at_noon else Kind.CLOSED)
    # Closed on all holidays, whichever weekday; at the plaza it depends on the weekday.
    assert "tokyo/tokyo-tmcnavi-0120142142" in with_rule
    assert "nerima/culture-plaza-information-desk" not in with_rule


def test_no_text_can_end_the_element():
    html = script({"name": "</script><script>alert(1)</script>&<!-- \u2028"})
    assert "<" not in html
    assert "\u2028" not in html
    assert json.loads(html) == {"name": "</script><script>alert(1)</script>&<!-- \u2028"}
