"""Whatever stands in an address: never an error of ours, never somebody else's markup."""

import itertools
import re

import pytest
from django.test import Client

from madoguchi.language import WRITTEN, say, without_readings
from madoguchi.outlets.site.tests.reading import every, inline_scripts, links, only, page_of, text

LANGUAGES = pytest.mark.parametrize("code", WRITTEN)
SCRIPT = "<script>alert(1)</script>"
HOSTILE = {
    "script": SCRIPT,
    "attribute": '"><img src=x onerror=alert(1)>',
    "template": "{{ 7*7 }}{% raw %}",
    "place": "{time}{0}%s",
    "null": "a\x00b",
    "controls": "\x01\x7f\x85\u2028",
    "turned": "\u202eabc\u2066",
    "long": "x" * 20_000,
    "half a pair": b"\xed\xa0\x80",
    "no utf-8": b"\xff\xfe",
    "digits": "２０２６-１１-２７T１４:００",
    "arabic digits": "٢٠٢٦-١١-٢٧T١٤:٠٠",
    "path": "../../etc/passwd",
    "lines": "a\r\nSet-Cookie: b=c",
    "blank": "   ",
}
# What the help page may be asked by; "language" stands in no address of a page.
ASKED = ("speaks", "at", "topic", "area", "channel", "unheard-of")


@LANGUAGES
def test_a_time_that_cannot_be_read_is_400_with_what_was_expected(read, code):
    page = read(f"/{code}/help/", status=400, at="tomorrow", speaks="ne")
    assert page.get("lang") == WRITTEN[code].tag
    words = text(page)
    heading = without_readings(say(code, "This time cannot be read"))
    assert text(only(page, "h1")) == heading
    assert "2026-11-27T14:00" in words
    assert "tomorrow" in words
    # The rest of the question is still there to be sent again.
    chosen = [one.get("value") for one in every(page, "option") if "selected" in one.attrib]
    assert chosen == ["ne"]


@pytest.mark.parametrize(
    "at",
    [
        "2026-02-30T10:00",
        "2026-11-27",
        "2026-11-27T24:30",
        "14:00",
        "10000-01-01T00:00",
        "0000-01-01T00:00",
        "0001-01-01T00:00+14:00",
        "9999-12-31T23:59-10:00",
        "2026-11-27T14:00+99:00",
        "２０２６-１１-２７T１４:００",
        "٢٠٢٦-١١-٢٧T١٤:٠٠",
        "2026-11-27T14:00\x00",
    ],
)
def test_what_is_no_time_is_refused(read, at):
    assert at[:5] in text(read("/en/help/", status=400, at=at))


@pytest.mark.parametrize("at", ["0001-01-01T00:00", "1868-10-23T12:00", "9999-12-31T23:59"])
def test_any_time_that_there_is_gets_an_answer_in_every_language(read, at):
    for code in WRITTEN:
        page = read(f"/{code}/help/", at=at)
        # The same question stands behind every other language.
        assert f"/ko/help/?speaks={WRITTEN[code].speaks}&at={at.replace(':', '%3A')}" in links(page)
        assert only(page, "input", name="at").get("value") == at


def test_a_plus_that_arrives_as_a_blank_is_still_a_plus(client, nerima):
    plain = client.get("/en/help/?at=2026-11-27T14:00+09:00")
    encoded = client.get("/en/help/?at=2026-11-27T14:00%2B09:00")
    assert (plain.status_code, plain.content) == (200, encoded.content)


@pytest.mark.parametrize(("name", "asked"), list(itertools.product(HOSTILE, ASKED)))
def test_a_hostile_question_gets_an_answer_without_its_markup(client, nerima, name, asked):
    response = client.get("/en/help/", {asked: HOSTILE[name]})
    assert response.status_code == (400 if asked == "at" and name != "blank" else 200)
    harmless(response)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_address_leads_nowhere_or_to_the_chooser(nerima, name):
    client = Client()
    part = HOSTILE[name]
    for address in (
        f"/{quoted(part)}/",
        f"/{quoted(part)}",
        f"/en/services/{quoted(part)}/{quoted(part)}/",
        f"/en/{quoted(part)}/",
        f"//{quoted(part)}/",
        f"/api/{quoted(part)}",
    ):
        response = client.get(address)
        assert response.status_code in {200, 302, 404}, address
        if response.status_code == 302:
            assert response["Location"].startswith(("/en/", "/ja/"))
        harmless(response)


def test_hostile_headers_are_survived(client, nerima):
    for value in ("x" * 20_000, "ko;q=x", ";;;===,,,", SCRIPT, "\xff\xfe"):
        for header in ("accept-language", "if-none-match", "referer"):
            assert client.get("/ko/", headers={header: value}).status_code == 200
            assert client.get("/", headers={header: value}).status_code == 302


@LANGUAGES
def test_a_window_that_does_not_exist_is_404_in_the_readers_language(read, code):
    for name in ("nerima/no-such-window", "nerima/culture-plaza", "kita/desk"):
        page = read(f"/{code}/services/{name}/", status=404)
        assert page.get("lang") == WRITTEN[code].tag
        assert text(only(page, "h1")) == without_readings(say(code, "There is no such page"))
        assert f"/{code}/" in links(page)


def test_an_address_of_nothing_is_404_in_the_readers_language(client, nerima):
    for address, code in (("/ko/nothing/", "ko"), ("/ko/nothing", "ko"), ("/nothing.ico", "th")):
        response = client.get(address, headers={"accept-language": "th"})
        assert response.status_code == 404
        assert page_of(response.content.decode()).get("lang") == code


def test_another_method_than_reading_changes_nothing(client, nerima):
    for method in (client.post, client.put, client.delete):
        assert method("/ko/").status_code == 405


def test_a_host_name_that_is_not_served_gets_no_page(client, nerima):
    response = client.get("/ko/", headers={"host": "evil.example"})
    assert response.status_code == 421
    assert "MADOGUCHI_HOSTS" in response.content.decode()


def quoted(part: str | bytes) -> str:
    raw = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
    return "".join(f"%{byte:02X}" for byte in raw)


def harmless(response) -> None:
    body = response.content.decode()
    assert "<img" not in body
    # The edition's name may hold any digits.
    assert not re.search(r"(?<![0-9a-f])49(?![0-9a-f])", body) or "{{" not in body
    assert "Set-Cookie" not in response.headers
    assert not response.cookies
    if body and response["Content-Type"].startswith("text/html"):
        page = page_of(body)
        assert inline_scripts(page) == []
        attributes = {name for one in page.iter() for name in one.attrib}
        assert not {name for name in attributes if name.startswith("on")}
