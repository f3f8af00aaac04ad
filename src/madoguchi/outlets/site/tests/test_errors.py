"""Old paths lead on, and every error has words, help and emergency numbers."""

import http.client
import itertools

import pytest
from django.test import Client

from madoguchi.language import WRITTEN, say, without_readings
from madoguchi.outlets.site import pages
from madoguchi.outlets.site.tests.reading import every, links, only, page_of, text


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("/index.html", "/"),
        ("/index.php", "/"),
        ("/ko", "/ko/"),
        ("/ko/index.html", "/ko/"),
        ("/ko/guide/index.htm", "/ko/guide/"),
        ("/KO/", "/ko/"),
        ("/KO", "/KO/"),
        ("/ZH-hans/help/?speaks=ne", "/zh-Hans/help/?speaks=ne"),
        ("/ko//help/", "/ko/help/"),
        ("/ko//help?speaks=ne", "/ko/help/?speaks=ne"),
        ("/ko/help?speaks=ne&at=2026-11-27T14:00", "/ko/help/?speaks=ne&at=2026-11-27T14:00"),
    ],
)
def test_an_old_path_leads_to_its_page(client, nerima, address, leads_to):
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (302, leads_to)


@pytest.mark.parametrize("path", ["//ko//", "///ko/help", "//ko/index.html"])
def test_slashes_at_the_beginning_never_lead_to_another_site(client, nerima, path):
    response = client.get("/", PATH_INFO=path)
    assert response.status_code == 302
    assert response["Location"].startswith("/ko/")


@pytest.mark.parametrize(
    "path", ["//example.org/", "//example.org", "/ko/no-such//page/", "/ko/\\example.org", "//"]
)
def test_what_is_no_page_with_single_slashes_either_leads_nowhere(client, nerima, path):
    response = client.get("/", PATH_INFO=path)
    assert response.status_code == 404 or response["Location"] == "/"


@pytest.mark.parametrize("code", WRITTEN)
def test_errors_offer_search_and_emergency_numbers_in_the_readers_language(client, nerima, code):
    for address, status, heading in (
        (f"/{code}/nothing/", 404, "There is no such page"),
        (f"/{code}/services/nerima/nobody/", 404, "There is no such page"),
        (f"/{code}/help/?at=yesterday", 400, "This time cannot be read"),
    ):
        response = client.get(address)
        assert response.status_code == status
        page = page_of(response.content.decode())
        assert page.get("lang") == WRITTEN[code].tag
        assert text(only(page, "h1")) == without_readings(say(code, heading))
        assert {"tel:110", "tel:119"} <= set(links(page))
        (form,) = every(page, "form", role="search")
        assert form.get("action") == f"/{code}/search/"


def test_a_program_gets_json_where_the_api_has_nothing(client, nerima):
    for address in ("/api/nope", "/api/", "/api/nope/x?y=z"):
        response = client.get(address)
        assert response.status_code == 404, address
        assert response["Content-Type"].startswith("application/json")
        assert response["Access-Control-Allow-Origin"] == "*"
    assert client.get("/api/nope").json() == {"message": "nothing stands at this address"}


def test_sending_something_to_a_page_gets_a_page_in_all_languages(client, nerima):
    for method, address in itertools.product(
        (client.post, client.put, client.delete, client.patch),
        ("/ko/", "/", "/ko/help/", "/sitemap.xml", "/ko/changes.atom"),
    ):
        response = method(address)
        assert response.status_code == 405
        assert response["Allow"] == "GET, HEAD"
        every_language_is_there(response.content.decode())


def every_language_is_there(html: str) -> None:
    page = page_of(html)
    assert [one.get("lang") for one in every(page, "p")] == [one.tag for one in WRITTEN.values()]
    for code in WRITTEN:
        assert f"/{code}/" in links(page)
        assert f"/{code}/emergency/" in links(page)
    assert "{" not in text(page)


@pytest.mark.parametrize("address", ["/ko/", "/", "/th/help/?speaks=ne"])
def test_a_server_that_fails_says_so_without_making_a_page(nerima, monkeypatch, address):
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("planted")

    for name in ("negotiate", "_answered"):
        monkeypatch.setattr(pages, name, fails)
    # What would make another page fails as well.
    monkeypatch.setattr("madoguchi.outlets.site.shell.get_template", fails)
    monkeypatch.setattr("madoguchi.language.phrases._catalogue", fails)
    client = Client(raise_request_exception=False)
    response = client.get(address)
    assert response.status_code == 500
    assert response["Content-Security-Policy"]
    every_language_is_there(response.content.decode())


def test_a_program_gets_json_when_the_server_fails(nerima, monkeypatch):
    monkeypatch.setattr("madoguchi.outlets.opendata.api.help_out", None)
    response = Client(raise_request_exception=False).get("/api/help")
    assert response.status_code == 500
    assert response.json() == {"message": "something went wrong on the server"}


def test_a_real_server_puts_slashes_right(origin):
    connection = http.client.HTTPConnection(origin.removeprefix("http://"))
    for path, leads_to in (("//ko//help", "/ko/help/"), ("/ko/index.html", "/ko/")):
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        assert (response.status, response.getheader("Location")) == (302, leads_to)
    connection.close()
