"""Findings in words: what readers must not get, and what a writer should look at again."""

import pytest

from madoguchi.editorial.wording import has_japanese, in_staff_language
from madoguchi.editorial.writing.checks import check_words
from madoguchi.editorial.writing.labels import FIELDS, field_help, field_label
from madoguchi.guide import Entry, Guide, Wording
from madoguchi.guide.facts import WORD_FIELDS
from madoguchi.guide.guide import make_entry
from madoguchi.guide.plain_japanese import RULES

EN = {
    "name": "Child allowance",
    "summary": "Apply to the ward office within [[#within]]. Call [[nerima/desk#phone]]",
    "body": "- residence card\n- application form",
}
EASY = {
    "name": "{児童手当|じどうてあて}",
    "summary": "[[#within]]の うちに {区役所|くやくしょ}へ {行|い}って ください。"
    "{電話|でんわ}：[[nerima/desk#phone]]",
    "body": "- {在留|ざいりゅう}カード\n- {紙|かみ}",
}


@pytest.fixture(autouse=True)
def _english() -> None:
    with in_staff_language("en"):
        yield


def found(
    allowance: Entry, guide: Guide, language: str = "en", **changed: object
) -> list[tuple[str, ...]]:
    texts = {"en": EN, "ja-x-easy": EASY, "ja": dict(allowance.words["ja"].texts())}[language]
    wording = Wording.model_validate({**{_name(k): v for k, v in texts.items()}, **changed})
    findings = check_words(allowance, language, wording, guide)
    return [(one.severity, ".".join(one.place), one.message) for one in findings]


def _name(place: object) -> str:
    return place[0] if isinstance(place, tuple) else str(place)


@pytest.mark.parametrize("language", ["en", "ja-x-easy", "ja"])
def test_good_words_have_no_findings(allowance: Entry, guide: Guide, language: str) -> None:
    assert found(allowance, guide, language) == []


@pytest.mark.parametrize(
    ("language", "changed", "finding"),
    [
        (
            "en",
            {"summary": EN["summary"].replace("[[nerima/desk#phone]]", "03-5984-4333")},
            (
                "error",
                "summary",
                "“03-5984-4333” is typed into the words. Refer to the fact, as in [[#phone]].",
            ),
        ),
        (
            "en",
            {"summary": EN["summary"].replace(" Call [[nerima/desk#phone]]", "")},
            ("error", "summary", "[[nerima/desk#phone]] is missing"),
        ),
        (
            "en",
            {"summary": EN["summary"] + " [[nerima/gone#phone]]"},
            ("error", "summary", "The words refer to “nerima/gone”, which is not there."),
        ),
        (
            "en",
            {"summary": EN["summary"] + " [[phone]]"},
            ("error", "summary", "[[phone]] is no reference; expected [[#field]]"),
        ),
        (
            "en",
            {"body": "- residence card and application form"},
            ("error", "body", "points in the list: 1; expected 2, as in the source"),
        ),
        ("en", {"body": ""}, ("error", "body", "This is not written yet.")),
        (
            "en",
            {"join": "Come."},
            ("error", "join", "This kind of entry has no “join” in its words."),
        ),
        (
            "en",
            {"body": "- green card\n- application form"},
            ("warning", "body", 'the glossary says "residence card" for 在留カード'),
        ),
        (
            "en",
            {"summary": "[[#within]] [[nerima/desk#phone]] ward office"},
            (
                "warning",
                "summary",
                "much shorter than usual for this source; is anything left out?",
            ),
        ),
        (
            "en",
            {"reading": "じどう"},
            ("error", "reading", "Only the Japanese name has a reading."),
        ),
        (
            "ja-x-easy",
            {"body": "- {在留|ざいりゅう}カード\n- 紙"},
            ("error", "body", "Kanji without a reading: 紙. Write it as {漢字|かんじ}."),
        ),
        (
            "ja-x-easy",
            {"body": "- {在留|ざいりゅう}カード\n- {紙|}"},
            ("error", "body", "{紙|} is no reading; expected {漢字|かんじ}"),
        ),
        (
            "ja-x-easy",
            {"body": "- {在留|ざいりゅう}カードなど\n- {紙|かみ}"},
            ("warning", "body", "“など” (vague word): say what it is"),
        ),
        (
            "ja",
            {"summary": "[[#until]]"},
            (
                "error",
                "summary",
                (
                    "The words refer to “until”, which is not there. "
                    "They can refer to: name, phone, phones, url, within"
                ),
            ),
        ),
        (
            "ja",
            {"summary": "{区|く}に [[#url]]"},
            (
                "error",
                "summary",
                "The words refer to “url” of nerima/allowance, which is empty.",
            ),
        ),
        (
            "ja",
            {"summary": "[[within]]"},
            (
                "error",
                "summary",
                "“[[within]]” is no reference. Write [[#field]] or [[pack/entry#field]].",
            ),
        ),
        (
            "ja",
            {"summary": "{区|ku}"},
            ("error", "summary", "“{区|ku}” is no reading. Write it as {漢字|かんじ}."),
        ),
    ],
)
def test_a_fault_is_told_at_its_field(
    allowance: Entry,
    guide: Guide,
    language: str,
    changed: dict[str, str],
    finding: tuple[str, ...],
) -> None:
    assert finding in found(allowance, guide, language, **changed)


def test_errors_stand_before_warnings(allowance: Entry, guide: Guide) -> None:
    faults = found(allowance, guide, body="- green card", summary="13:00")
    assert [severity for severity, _, _ in faults] == sorted(one for one, _, _ in faults)
    assert {severity for severity, _, _ in faults} == {"error", "warning"}


def test_a_question_misses_the_words_of_an_answer(guide: Guide) -> None:
    question = make_entry(
        "nerima/own-house",
        {
            "kind": "question",
            "asks": "choice",
            "values": ["own", "rented"],
            "words": {"ja": {"name": "家", "choices": {"own": "自分の家", "rented": "借りた家"}}},
        },
    )
    wording = Wording(name="House", choices={"own": "My own", "lent": "Lent"})
    messages = [str(one) for one in check_words(question, "en", wording, guide)]
    assert "Answer: rented: English: the words of the answer “rented” are missing." in messages
    assert "Answer: lent: The answer “lent” needs no words." in messages


def test_everything_that_is_told_has_its_japanese() -> None:
    phrases = [
        *RULES,
        *RULES.values(),
        *(one for pair in FIELDS.values() for one in pair),
    ]
    assert [one for one in phrases if not has_japanese(one)] == []


def test_mori_reads_a_finding_in_japanese(allowance: Entry, guide: Guide) -> None:
    wording = Wording.model_validate({**EN, "body": ""})
    with in_staff_language("ja"):
        assert [str(one) for one in check_words(allowance, "en", wording, guide)] == [
            "くわしい内容: まだ書かれていません。"
        ]


def test_every_field_of_words_has_a_label() -> None:
    assert set(FIELDS) == {*WORD_FIELDS, "choices", "also", "reading"}
    assert (field_label(("choices", "own")), field_help(("summary",))[:11]) == (
        "Answer: own",
        "What it is,",
    )
