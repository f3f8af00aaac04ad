"""What helps to write words: terms, readings, rules, memory, machines."""

import json

import pytest

from madoguchi.editorial.keeping.drafting import (
    save_words,
    words_version,
)
from madoguchi.editorial.models import Record
from madoguchi.editorial.screens.tests.words_desk import DESK, EASY, KO, read, said, save, sent
from madoguchi.editorial.translating.tests.libretranslate_server import Answer, running


@pytest.fixture
def desk(city) -> Record:
    return Record.objects.get(pk=DESK)


@pytest.fixture
def minji(city, signed_in):
    return signed_in("translator", languages=["ko"])


@pytest.fixture
def sato(city, signed_in):
    return signed_in("editor", "translator")


def test_an_official_term_stands_with_its_translation(minji):
    page = read(minji.get("/staff/entries/example/nursery-application/words/ko/"))
    assert "保育園" in page.xpath("//mark[@class='term']/text()")
    assert "어린이집" in page.xpath("//*[@class='approved']/text()")


def test_readings_are_written_where_they_are_certain_and_chosen_where_not(sato, desk):
    page = read(save(sato, EASY, do="readings", **{"text-name": "相談の窓口にいる人"}))
    text = page.xpath("string(//textarea[@name='text-name'])").strip()
    assert text == "{相談|そうだん}の{窓口|まどぐち}にいる人"
    assert page.xpath("//fieldset[@class='reading']//label/text()") == ["ひと", "にん", "Another"]
    chosen = sent(page, do="choose", **{"reading-text-name-0": "ひと"})
    page = read(sato.post(EASY, chosen))
    text = page.xpath("string(//textarea[@name='text-name'])").strip()
    assert text == "{相談|そうだん}の{窓口|まどぐち}にいる{人|ひと}"
    assert words_version(desk, "ja-x-easy").number == 1


def test_a_reading_that_is_none_is_told(sato):
    page = read(save(sato, EASY, do="readings", **{"text-name": "人"}))
    page = read(sato.post(EASY, sent(page, do="choose", **{"own-text-name-0": "hito"})))
    assert '"hito" is no reading in kana.' in said(page)


def test_plain_japanese_is_judged_by_its_rules(sato):
    page = read(save(sato, EASY, do="check", **{"text-summary": "{紙|かみ}などを 出す。区"}))
    assert "“など” (vague word): say what it is" in said(page)
    assert "Kanji without a reading: 出区." in said(page)


def test_gaps_are_filled_from_the_glossary_and_stay_a_machines(minji, desk):
    address = "/staff/entries/example/nursery-school/words/ko/"
    page = read(save(minji, address, do="machine-known", **{"text-name": ""}))
    assert "has written 1 texts" in said(page)
    assert page.xpath("//input[@name='machine-text-name']/@value") == ["어린이집"]
    minji.post(address, sent(page, do="save", **{"text-also": "유아원"}))
    version = words_version(Record.objects.get(pk="example/nursery-school"), "ko")
    assert (version.origin, version.data["name"]) == ("machine", "어린이집")


def test_what_a_machine_wrote_and_a_person_changed_is_a_persons(minji):
    address = "/staff/entries/example/nursery-school/words/ko/"
    page = read(save(minji, address, do="machine-known", **{"text-name": ""}))
    minji.post(address, sent(page, do="save", **{"text-name": "보육원"}))
    version = words_version(Record.objects.get(pk="example/nursery-school"), "ko")
    assert (version.origin, version.data["name"]) == ("person", "보육원")


def test_the_memory_offers_how_the_same_was_said_elsewhere(database, minji, sato):
    hall = Record.objects.get(pk="example/hall-desk")
    japanese = words_version(Record.objects.get(pk=DESK), "ja").data["summary"]
    texts = words_version(hall, "ja").data | {"summary": japanese.replace("電話", "メール")}
    save_words(hall, "ja", texts, sato.member, based_on=1, made_from=None)
    texts = words_version(hall, "ko").data | {"summary": "메일로 상담할 수 있습니다."}
    save_words(hall, "ko", texts, sato.member, based_on=1, made_from=("ja", 2))
    page = read(minji.get(f"{KO}memory/?from=ja"))
    (offer,) = page.xpath("//*[@data-offers-for='text-summary']//*[contains(@class, 'offer')]")
    assert offer.xpath(".//button/@value") == ["메일로 상담할 수 있습니다."]
    assert offer.xpath(".//a/@href") == ["/staff/entries/example/hall-desk/words/ko/"]
    assert (offer.xpath(".//del/text()"), offer.xpath(".//ins/text()")) == (["メール"], ["電話"])
    # Without a script the same stands in the page after a button.
    page = read(save(minji, KO, do="memory"))
    assert page.xpath("//*[@data-offers-for='text-summary']//button/@value") == [
        "메일로 상담할 수 있습니다."
    ]


def test_a_machine_that_is_set_writes_what_is_missing(minji, desk, settings):
    with running() as server:
        settings.LIBRETRANSLATE, settings.LIBRETRANSLATE_KEY = server.address, "minjis-key"
        server.key = "minjis-key"
        page = read(minji.get(KO))
        page = read(save(minji, KO, do="machine-libretranslate", **{"text-summary": ""}))
    summary = page.xpath("string(//textarea[@name='text-summary'])").strip()
    assert summary == "ko: くらしの困りごとを、市役所や電話で相談できます。お金はかかりません。"
    minji.post(KO, sent(page, do="save"))
    assert words_version(desk, "ko").origin == "machine"


def test_a_machine_that_loses_a_fact_is_not_believed(minji, settings):
    with running() as server:
        settings.LIBRETRANSLATE = server.address
        languages = json.dumps(server.languages).encode()
        server.answers = [Answer(body=languages), Answer(body=b'{"translatedText": ["Call us."]}')]
        page = read(save(minji, KO, do="machine-libretranslate", **{"text-advice": ""}))
    assert page.xpath("string(//textarea[@name='text-advice'])").strip() == ""
    (offer,) = page.xpath("//div[contains(@class, 'offer machine')]")
    assert "[[#phone]] is missing" in offer.text_content()
    assert offer.xpath(".//button/@value") == ["Call us."]


def test_a_machine_that_does_not_answer_takes_nothing_away(minji, settings):
    with running() as server:
        settings.LIBRETRANSLATE = server.address
    typed = {"text-summary": "", "text-name": "새 이름"}
    page = read(save(minji, KO, do="machine-libretranslate", **typed))
    assert page.xpath("//div[@class='errors']//li")[0].text_content().startswith("LibreTranslate")
    assert page.xpath("string(//textarea[@name='text-name'])").strip() == "새 이름"
