"""Answers stand in the address and nowhere else: in no copy, no log, no mail and no search."""

import urllib.error
import urllib.request
from urllib.parse import quote, unquote, urlencode, urlsplit

import pytest

from madoguchi.deadlines.wording import full_day
from madoguchi.outlets.site.life.tests.people import BIRTH, EVERYBODY, LIN, THUY, ago
from madoguchi.outlets.site.tests.reading import every, links, only, page_of

# Longer ago than anything in the guide: whatever has this day has it from an answer.
LONG_AGO = "1993-05-17"
BESIDE = ("sheet/", "letter/", "plan.ics")
START = f"/en/life/{BIRTH}/"


def addresses() -> list[str]:
    """Every kind of page with answers, and of answers that cannot be."""
    found = [LIN.plan(LONG_AGO, rest) for rest in ("", *BESIDE)]
    found += [LIN.plan(LONG_AGO, **more) for more in (
        {"check": "1"}, {"change": "birth"}, {"done": "birth-notification"},
        {"parents": "one_japanese"}, {"asked": "birth"}, {"born_in": "abroad"})]  # fmt: skip
    found += [THUY.plan(LONG_AGO, rest) for rest in ("", *BESIDE)]
    wrong = {"birth.year": "1993", "birth.month": "5", "birth.day": "77"}
    found += [
        f"{START}?birth={LONG_AGO}",
        f"{START}plan.ics?birth={LONG_AGO}",
        f"{START}?birth={LONG_AGO}&born_in=1993-05-18",
        f"{START}?asked=birth&{urlencode(wrong)}",
        f"{START}?start=1",
    ]
    return found


def test_whatever_is_made_of_answers_is_kept_and_listed_by_nobody(client, nerima):
    statuses = set()
    for address in addresses():
        response = client.get(address)
        statuses.add(response.status_code)
        assert response["Cache-Control"] == "no-store", address
        assert response["X-Robots-Tag"] == "noindex", address
        assert response["Referrer-Policy"] == "no-referrer", address
        assert "Set-Cookie" not in response.headers, address
        assert not response.cookies, address
        assert "ETag" not in response, address
        assert "Access-Control-Allow-Origin" not in response, address
    assert statuses == {200, 302, 400}


def test_no_answer_goes_with_a_message_that_a_page_is_wrong(client, nerima, settings):
    settings.MAIL, settings.REPORTS = "guide@example.jp", False
    for address in addresses():
        response = client.get(address)
        if not response["Content-Type"].startswith("text/html") or not response.content:
            continue
        mails = [one for one in links(page_of(response.content.decode())) if "mailto:" in one]
        assert len(mails) == 1, address
        event = urlsplit(address).path.split("/")[3]
        subject = unquote(mails[0].partition("subject=")[2])
        assert subject == f"Madoguchi  {settings.ADDRESS}/en/life/{event}/"


def test_no_answer_goes_with_the_form_that_says_a_page_is_wrong(client, nerima):
    for address in addresses():
        response = client.get(address)
        if not response["Content-Type"].startswith("text/html") or not response.content:
            continue
        shown = links(page_of(response.content.decode()))
        code, _, event = urlsplit(address).path.split("/")[1:4]
        forms = [one for one in shown if one.startswith(f"/{code}/wrong/")]
        assert forms == [f"/{code}/wrong/?page=/{code}/life/{event}/"], address


@pytest.mark.parametrize("person", EVERYBODY, ids=lambda one: one.reads)
def test_the_head_of_a_page_holds_no_answer(client, nerima, person):
    for rest, more in (("", {}), ("", {"check": "1"}), ("sheet/", {}), ("letter/", {})):
        response = client.get(person.plan(LONG_AGO, rest, **more))
        page = page_of(response.content.decode())
        assert only(page, "meta", name="robots").get("content") == "noindex"
        relations = [one.get("rel") for one in every(page, "link") if one.get("rel") != "icon"]
        assert "canonical" not in relations
        assert every(page, "link", rel="alternate", hreflang=page.get("lang")) == []
        head = " ".join(value for one in page.find("head").iter() for value in one.attrib.values())
        head += only(page, "title").text or ""
        for secret in ("1993", *(f"{key}=" for key in person.answers(""))):
            assert secret not in head, (rest, secret)


def test_no_link_to_elsewhere_takes_an_answer_along(client, nerima, settings):
    for person in EVERYBODY:
        page = page_of(client.get(person.plan(LONG_AGO)).content.decode())
        elsewhere = [one for one in links(page) if urlsplit(one).scheme and "127.0.0.1" not in one]
        assert len(elsewhere) > 3
        assert [one for one in elsewhere if "1993" in one or person.day in one] == []
        # Its own address is there, to be copied by whoever has read what it holds.
        assert f"{settings.ADDRESS}{person.plan(LONG_AGO)}" in links(page)


def test_no_page_of_answers_is_in_the_sitemap(client, nerima):
    sitemap = client.get("/sitemap.xml").content.decode()
    assert f"/en/life/{BIRTH}/<" in sitemap
    assert f"{BIRTH}/?" not in sitemap
    assert "/sheet/" not in sitemap.replace("/help/sheet/", "")


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follows nothing."""

    def redirect_request(self, *_arguments):
        return None


def asked_for(origin: str, address: str) -> int:
    """The status of an address as a program without a browser gets it."""
    try:
        with urllib.request.build_opener(_Stay).open(origin + address, timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


def test_the_servers_logs_hold_no_answer_neither_of_pages_nor_of_errors(server):
    born = ago(20)
    secret = {"birth": LONG_AGO, "born_in": "japan-secret", "parents": "both_foreign"}
    wanted = [(address, None) for address in addresses()]
    wanted += [
        (LIN.plan(born), 200),
        (f"{START}?{urlencode(secret)}", 400),
        (f"/en/life/no-such-event/?{urlencode(secret)}", 404),
        (f"/en/life/no-such-event/plan.ics?{urlencode(secret)}", 404),
        (f"/xx/life/{BIRTH}/?{urlencode(secret)}", 200),
        (f"/en/life/{BIRTH}/no-such-page/?{urlencode(secret)}", 404),
        (f"{START}?birth={quote('<b>1993</b>')}", 400),
        (f"{START}?birth={'1993' * 2000}", 400),
        (f"{START}?birth=%ff%fe1993%00", 400),
    ]
    statuses = [asked_for(server.origin, address) for address, _ in wanted]
    for (address, expected), status in zip(wanted, statuses, strict=True):
        assert status == (expected or status), address
        assert status < 500, address
    said = server.said()
    # It does say what went wrong, and would have said more.
    assert "Not Found: /en/life/no-such-event/" in said
    assert f"Bad Request: {START}" in said
    for answer in ("1993", "japan-secret", "both_foreign", born.isoformat(), "birth="):
        assert answer not in said
    assert full_day(born, "en") not in said
