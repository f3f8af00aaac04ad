"""Search without a network gives what the server gives: the same pages, order and scores."""

import json
import random
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from madoguchi.edition.live import Served
from madoguchi.edition.tests import test_search_cases
from madoguchi.language import WRITTEN
from madoguchi.outlets.site.search_document import index_document

SCRIPT = Path(__file__).parents[1] / "static" / "search.js"
CASES = test_search_cases.CASES
# Things that people paste, and that break programs.
ODD = [
    "", " ", "?!", "{窓口|まどぐち}", "{|}", "Straße", "İstanbul", "Ǿ", "ΣΑΣ", "ﾋﾞｻﾞ ｶﾞｲﾄﾞ", "が",
    "e-mail", "24:00-8:00", "+81 (0)3 5984 4333", "03(5984)4333", "03 5984 4333", "1-2-3 4",
    "\u0000\u001b\u200b", "𠮷野家", "🙂 visa", "ー", "々", "ก", "어", "税", "お金", "子ども",
    "a b c", "नेपाली", "မြန်မာ", "русский", "العربية",
    "x" * 300, "保" * 300, "a.b_c", "Visa更新 ごみ", "٣٤",
]  # fmt: skip

Asked = list[list[int]]


@pytest.fixture(scope="module")
def phone(browser: Browser) -> Page:
    """A browser without a network and without a server."""
    page = browser.new_context(offline=True).new_page()
    page.add_script_tag(path=SCRIPT)
    return page


def document(served: Served, language: str) -> dict[str, object]:
    return index_document(served.guide, served.searcher.index(language), language)


def on_the_phone(phone: Page, document: dict[str, object], queries: list[str]) -> list[Asked]:
    # As text: that it is JSON is part of what is tested.
    return phone.evaluate(
        """([text, queries]) => {
          const found = JSON.parse(text);
          return queries.map(query => self.madoguchiSearch(found, query, 30));
        }""",
        [json.dumps(document), queries],
    )


def on_the_server(served: Served, language: str, queries: list[str]) -> list[Asked]:
    pages = served.searcher.index(language).pages
    return [
        [[pages.index(hit.entry.id), hit.score]
         for hit in served.searcher.search(query, language, 30)]
        for query in queries
    ]  # fmt: skip


def typed(served: Served, language: str) -> list[str]:
    """Bits of the guide's own words, as somebody might type or copy them."""
    rng = random.Random(f"madoguchi {language}")
    words = [
        str(getattr(entry.words[language], field))
        for entry in served.guide.entries.values()
        if language in entry.words
        for field in ("name", "summary", "body")
    ]
    queries = []
    for text in rng.sample([one for one in words if len(one) > 1], 150):
        start = rng.randrange(len(text))
        queries.append(text[start : start + rng.randint(1, 25)])
    return queries


@pytest.mark.parametrize("language", WRITTEN)
def test_a_phone_finds_what_the_server_finds(phone, nerima, language):
    queries = [case["query"] for case in CASES] + ODD + typed(nerima, language)
    expected = on_the_server(nerima, language, queries)
    found = on_the_phone(phone, document(nerima, language), queries)
    assert {q: f for q, f, e in zip(queries, found, expected, strict=True) if f != e} == {}
    assert sum(1 for one in found if one) > len(queries) // 2


def test_a_phone_finds_what_readers_type(phone, nerima):
    for language in WRITTEN:
        cases = [case for case in CASES if case["language"] == language]
        made = document(nerima, language)
        found = on_the_phone(phone, made, [case["query"] for case in cases])
        for case, hits in zip(cases, found, strict=True):
            addresses = [made["pages"][page][0] for page, _ in hits[:3]]
            slug = case.get("first", case.get("among", "/")).partition("/")[2]
            wanted = [one for one in addresses if slug and slug in one.replace("#", "/").split("/")]
            assert (wanted[:1] == addresses[:1]) if "first" in case else bool(wanted) == bool(slug)


def test_the_document_says_what_a_list_of_results_needs(nerima):
    made = document(nerima, "en")
    by_address = {page[0]: page[1:] for page in made["pages"]}
    name, japanese, summary, kind = by_address["/en/services/nerima/foreign-language-consultation/"]
    assert (name, japanese, kind) == ("Foreign Language Consultation", "外国語相談", "service")
    assert summary
    assert all(page[2] == "" for page in document(nerima, "ja")["pages"])


def test_the_script_works_in_a_worker(phone, nerima):
    found = phone.evaluate(
        """async ([script, text]) => {
          const ask = `onmessage = ({data}) =>
            postMessage(madoguchiSearch(JSON.parse(data), "visa", 3))`;
          const worker = new Worker(URL.createObjectURL(new Blob([script, "\\n", ask])));
          const answer = new Promise(done => { worker.onmessage = ({data}) => done(data); });
          worker.postMessage(text);
          return answer;
        }""",
        [SCRIPT.read_text(encoding="utf-8"), json.dumps(document(nerima, "en"))],
    )
    assert found == on_the_server(nerima, "en", ["visa"])[0][:3]


def test_script_and_documents_are_small(nerima):
    assert SCRIPT.stat().st_size < 6 * 1024
    sizes = {
        code: len(json.dumps(document(nerima, code), ensure_ascii=False).encode())
        for code in WRITTEN
    }
    assert max(sizes.values()) < 600_000, sizes
