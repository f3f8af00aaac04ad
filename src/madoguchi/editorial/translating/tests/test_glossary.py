"""Which official terms are found, and whose approved translation is said to be missing."""

import pytest

from madoguchi.edition.live import Served
from madoguchi.editorial.translating.glossary import (
    GlossaryTerm,
    found_terms,
    missing_terms,
    terms_of,
)


def term(source: str, target: str) -> GlossaryTerm:
    return GlossaryTerm(f"japan/{target}", source, target, approved=True)


CARD = term("在留カード", "tarjeta de residencia")
STATUS = term("在留資格", "estatus de residencia")
REENTRY = term("再入国許可", "permiso de reingreso")
SPECIAL = term("みなし再入国許可", "permiso especial de reingreso")
MEDICINE = term("薬", "medicina")


def said(text: str, *terms: GlossaryTerm) -> list[tuple[str, str]]:
    """The terms found, each with the words of the text that it stands for."""
    return [(one.term.source, text[one.start : one.end]) for one in found_terms(text, terms)]


def test_the_longest_term_wins_and_none_is_found_inside_it() -> None:
    text = "みなし再入国許可か再入国許可が要ります。"
    assert said(text, REENTRY, SPECIAL) == [
        ("みなし再入国許可", "みなし再入国許可"),
        ("再入国許可", "再入国許可"),
    ]
    assert missing_terms(text, "permiso especial de reingreso", "es", [REENTRY, SPECIAL]) == (
        REENTRY,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{在留|ざいりゅう}カードを見せる", "{在留|ざいりゅう}カード"),
        ("在留ｶｰﾄﾞを見せる", "在留ｶｰﾄﾞ"),
        ("在留かーどを見せる", "在留かーど"),
    ],
)
def test_readings_and_widths_hide_no_term(text: str, expected: str) -> None:
    assert said(text, CARD) == [("在留カード", expected)]


def test_one_kanji_is_a_term_only_by_itself() -> None:
    assert said("薬局で薬をもらう", MEDICINE) == [("薬", "薬")]
    assert found_terms("薬局で薬をもらう", [MEDICINE])[0].start == 3


def test_a_term_is_not_looked_for_in_the_id_of_a_reference() -> None:
    police = term("police", "policía")
    assert said("Call [[tokyo/police#name]] or the police.", police) == [("police", "police")]


def test_an_english_term_is_no_part_of_a_word_but_may_be_a_plural() -> None:
    tax = term("tax", "impuesto")
    assert said("Taxi to the TAX office: taxes", tax) == [("tax", "TAX"), ("tax", "tax")]


@pytest.mark.parametrize(
    ("language", "translation", "target"),
    [
        ("es", "tarjeta de residencia", "Traigan sus Tarjetas de residencia."),
        ("es", "registro de residentes", "el registro de los residentes"),
        ("pt", "notificação de nascimento", "as notificações de nascimento"),
        ("en", "health check-up", "The health checkup is free."),
        ("vi", "thẻ lưu trú", "Mang theo THẺ LƯU TRÚ"),
        ("zh-Hans", "学童俱乐部（课后托管）", "课后托管在学校里。"),
        ("ko", "일본 국민건강보험", "일본국민 건강보험에 가입합니다."),
        ("th", "ฟรี (ไม่มีค่าใช้จ่าย)", "ไม่มีค่าใช้จ่าย"),
        ("fil", "nursery / day-care", "Sa day-care"),
        ("ja-x-easy", "{在留|ざいりゅう}カード", "{在留|ざいりゅう} カード"),
    ],
)
def test_an_approved_word_is_known_in_its_forms(
    language: str, translation: str, target: str
) -> None:
    assert missing_terms("在留カード", target, language, [term("在留カード", translation)]) == ()


@pytest.mark.parametrize(
    ("language", "translation", "target"),
    [
        ("es", "tarjeta de residencia", "Traiga su carné de residencia."),
        ("es", "tarjeta de residencia", "residencia; tarjeta"),
        ("zh-Hans", "在留卡", "请带居留卡。"),
        ("en", "tax", "Take a taxi."),
    ],
)
def test_another_word_is_told_as_missing(language: str, translation: str, target: str) -> None:
    wanted = term("在留カード", translation)
    assert missing_terms("在留カード", target, language, [wanted]) == (wanted,)


@pytest.mark.parametrize("source", ["在留資格変更", "新在留資格"])
def test_a_part_of_a_longer_word_is_shown_but_not_asked_for(source: str) -> None:
    assert said(source, STATUS) == [("在留資格", "在留資格")]
    assert missing_terms(source, "otra cosa", "es", [STATUS]) == ()


@pytest.mark.parametrize(
    ("source", "asked"),
    [("申請してください", False), ("申請できます", False), ("申請します", False),
     ("申請のしかた", True), ("申請が要る", True)],
)  # fmt: skip
def test_a_term_used_as_a_verb_is_not_asked_for(source: str, asked: bool) -> None:  # noqa: FBT001 - pytest passes it by name
    application = term("申請", "application")
    assert bool(missing_terms(source, "Ask them.", "en", [application])) is asked


def test_a_translation_nobody_approved_is_told_from_an_approved_one(nerima: Served) -> None:
    guide = nerima.edition.guide
    by_id = {one.entry_id: one for one in terms_of(guide, "ja", "vi")}
    card = by_id["japan/residence-card"]
    assert (card.source, card.target) == ("在留カード", "thẻ lưu trú")
    assert card.approved is (guide.entries[card.entry_id].words["vi"].state == "approved")
    assert terms_of(guide, "ja", "ne") == ()
