"""The whole edition, for whoever builds on it: checked by its own hash and its own schemas."""

import hashlib

import pytest
import rfc8785
from jsonschema import Draft202012Validator

from madoguchi.guide import KINDS


@pytest.fixture
def document(client, nerima):
    response = client.get("/api/edition.json")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"
    return response.json()


def test_its_name_is_the_hash_of_its_guide_and_compiler(document, nerima):
    core = {"compiler": document["compiler"], "guide": document["guide"]}
    assert document["edition"] == hashlib.sha256(rfc8785.dumps(core)).hexdigest()
    assert document["edition"] == nerima.edition.id


def test_every_entry_is_what_the_schema_of_its_kind_says(document):
    schemas, entries = document["schema"], document["guide"]["entries"]
    assert set(schemas) == set(KINDS)
    for schema in schemas.values():
        Draft202012Validator.check_schema(schema)
    wrong = {
        name: error.message
        for name, entry in entries.items()
        for error in Draft202012Validator(schemas[entry["kind"]]).iter_errors(entry)
    }
    assert wrong == {}
    assert len(entries) > 100


def test_the_schemas_notice_a_fact_of_the_wrong_kind(document):
    desk = document["guide"]["entries"]["nerima/foreign-language-consultation"]
    validator = Draft202012Validator(document["schema"]["service"])
    assert not validator.is_valid(desk | {"phones": "03-5984-4333"})
    assert not validator.is_valid(desk | {"minutes": 3})


def test_the_licence_stands_in_it(document):
    assert document["licence"]["words"] == "CC-BY-4.0"
    assert document["licence"]["url"] == "https://creativecommons.org/licenses/by/4.0/"


def test_words_keep_how_they_came_to_be(document):
    words = document["guide"]["entries"]["nerima/culture-plaza-information-desk"]["words"]
    assert words["ko"]["made_from"] == "ja@1"
    # Left out where it is the default: machine-made and not reviewed.
    assert "reviewed" not in words["ko"]


def test_any_page_may_read_it_and_keep_a_copy(client, nerima):
    first = client.get("/api/edition.json")
    assert first["Access-Control-Allow-Origin"] == "*"
    assert first["ETag"].startswith('"')
    assert first["Cache-Control"] == "public, max-age=300"
    for form in ("{}", "W/{}", "*"):
        again = client.get(
            "/api/edition.json", headers={"if-none-match": form.format(first["ETag"])}
        )
        assert (again.status_code, again.content) == (304, b"")
        assert again["ETag"] == first["ETag"]
        assert again["Access-Control-Allow-Origin"] == "*"
    other = client.get("/api/edition.json", headers={"if-none-match": '"other"'})
    assert other.status_code == 200


def test_another_edition_has_another_etag(client, nerima, request):
    first = client.get("/api/edition.json")
    request.getfixturevalue("example")
    second = client.get("/api/edition.json")
    assert first["ETag"] != second["ETag"]
    assert first.json()["edition"] != second.json()["edition"]


def test_nothing_but_open_data_may_be_read_by_other_pages(client, nerima):
    for address in ("/", "/ko/", "/ko/help/", "/healthz", "/nothing", "/static/site.css"):
        response = client.get(address)
        assert "Access-Control-Allow-Origin" not in response, address
        response.close()
