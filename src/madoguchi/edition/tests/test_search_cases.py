"""What readers of Nerima's guide type, in all languages, and what they have to find.

The same cases are asked of `search.js` in a browser (outlets/site/tests/test_search_on_a_phone.py).
"""

import json
from pathlib import Path

import pytest

from madoguchi.edition.searching import Searcher
from madoguchi.guide.tests.real_guide import nerima
from madoguchi.language import WRITTEN

CASES = json.loads(Path(__file__).with_name("search_cases.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def searcher() -> Searcher:
    return Searcher(nerima())


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['language']} {case['query']}")
def test_what_readers_type_is_found(searcher, case):
    found = [hit.entry.id for hit in searcher.search(case["query"], case["language"], 3)]
    if "first" in case:
        assert found[:1] == [case["first"]]
    elif "among" in case:
        assert case["among"] in found
    else:
        assert case == {"language": case["language"], "query": case["query"], "none": True}
        assert found == []


def test_every_language_has_cases():
    assert {case["language"] for case in CASES} == set(WRITTEN)
