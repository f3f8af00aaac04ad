"""Search for programs: what the site's search page lists, typed and described."""

import pytest

from madoguchi.language import WRITTEN


def ask(client, status: int = 200, **asked: object):
    response = client.get("/api/search", asked)
    assert response.status_code == status, response.content
    assert response["Access-Control-Allow-Origin"] == "*"
    return response.json()


def test_a_question_gives_pages_with_their_words_and_paths(client, nerima):
    found = ask(client, q="ゴミはいつ？", language="ko")
    assert set(found) == {"query", "language", "results"}
    assert (found["query"], found["language"]) == ("ゴミはいつ？", "ko")
    first = found["results"][0]
    entry = nerima.guide.entries["nerima/garbage"]
    assert first == {
        "id": "nerima/garbage",
        "kind": "guidance",
        "name": entry.words["ko"].name,
        "summary": first["summary"],
        "path": first["path"],
        "score": first["score"],
    }
    assert first["path"].startswith("/ko/guide/")
    assert client.get(first["path"]).status_code == 200
    assert first["score"] > 0


@pytest.mark.parametrize("code", WRITTEN)
def test_it_gives_what_the_library_gives(client, nerima, code):
    hits = nerima.searcher.search("在留カード", code, 5)
    results = ask(client, q="在留カード", language=code, limit=5)["results"]
    assert [(one["id"], one["score"]) for one in results] == [
        (hit.entry.id, hit.score) for hit in hits
    ]


def test_plain_japanese_comes_without_readings(client, nerima):
    results = ask(client, q="ごみ", language="ja-x-easy")["results"]
    assert results
    assert not any(set("{|}") & set(one["name"] + one["summary"]) for one in results)


def test_nothing_found_is_an_empty_list(client, nerima):
    assert ask(client, q="xyzzy", language="en")["results"] == []


def test_the_language_is_english_if_left_out_and_may_be_a_browsers(client, nerima):
    assert ask(client, q="visa")["language"] == "en"
    assert ask(client, q="visa", language="zh-TW")["language"] == "zh-Hans"


@pytest.mark.parametrize(
    "asked", [{"q": "visa", "language": "de"}, {"q": ""}, {"q": "  "}, {"language": "ko"}]
)
def test_what_cannot_be_answered_is_400_with_what_was_expected(client, nerima, asked):
    assert "expected" in ask(client, status=400, **asked)["message"]


@pytest.mark.parametrize("limit", [0, -1, 101, "many"])
def test_a_limit_that_is_none_is_refused(client, nerima, limit):
    ask(client, status=422, q="visa", limit=limit)


def test_answers_are_kept_nowhere(client, nerima):
    assert client.get("/api/search", {"q": "visa"})["Cache-Control"] == "no-store"


def test_it_is_described(client, nerima):
    described = client.get("/api/openapi.json").json()
    search = described["paths"]["/api/search"]["get"]
    assert search["operationId"] == "search"
    assert {one["name"] for one in search["parameters"]} == {"q", "language", "limit"}
    assert set(search["responses"]) >= {"200", "400"}
    fields = described["components"]["schemas"]["FoundOut"]["properties"]
    assert set(fields) == {"id", "kind", "name", "summary", "path", "score"}
