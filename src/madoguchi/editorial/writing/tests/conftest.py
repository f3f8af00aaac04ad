"""A small guide for tests of words: a window, what it helps with, and a glossary of four terms."""

import pytest

from madoguchi.guide import Entry, Guide
from madoguchi.guide.guide import make_entry

TERMS = {
    "ward-office": ("区役所", "くやくしょ", "ward office", "ủy ban quận", "구청"),
    "ward": ("区", "く", "ward", "quận", "구"),
    "residence-card": (
        "在留カード",
        "ざいりゅう カード",
        "residence card",
        "thẻ lưu trú",
        "재류카드",
    ),
    "child-allowance": (
        "児童手当",
        "じどう てあて",
        "child allowance",
        "trợ cấp nhi đồng",
        "아동수당",
    ),
}


def _term(name: str) -> Entry:
    ja, reading, en, vi, ko = TERMS[name]
    words = {
        "ja": {"name": ja, "reading": reading},
        "ja-x-easy": {"name": f"{{{ja}|{reading.replace(' ', '')}}}"},
        "en": {"name": en},
        "vi": {"name": vi},
        "ko": {"name": ko},
    }
    return make_entry(f"nerima/{name}", {"kind": "term", "words": words})


@pytest.fixture(scope="session")
def allowance() -> Entry:
    """What is known of an allowance, as Sato wrote it and Lin and Minji read it."""
    words = {
        "ja": {
            "name": "児童手当",
            "summary": "区役所に[[#within]]のうちに申請してください。電話 [[nerima/desk#phone]]",
            "body": "- 在留カード\n- 申請書",
        },
        "en": {
            "name": "Child allowance",
            "summary": "Apply to the ward office within [[#within]]. Call [[nerima/desk#phone]]",
            "body": "- residence card\n- application form",
            "made_from": "ja@1",
        },
    }
    return make_entry(
        "nerima/allowance",
        {
            "kind": "guidance",
            "page_number": "1000001",
            "chapter": "nerima/benefits",
            "order": "1",
            "facts": {"within": {"days": "15"}},
            "words": words,
        },
    )


@pytest.fixture(scope="session")
def guide(allowance: Entry) -> Guide:
    desk = make_entry(
        "nerima/desk",
        {
            "kind": "service",
            "organization": "nerima/section",
            "topics": ["nerima/topic"],
            "channels": ["phone"],
            "phones": [{"printed": "03-5984-4333"}],
            "words": {"ja": {"name": "外国語相談", "summary": "相談"}},
        },
    )
    entries = [_term(name) for name in TERMS]
    return Guide(("nerima",), {entry.id: entry for entry in (desk, allowance, *entries)})
