"""The words editor: Minji translates into Korean, Sato writes Japanese, Mori reviews."""

import pytest

from madoguchi.editorial.keeping.drafting import (
    draft_entry,
    new_entry,
    save_words,
    words_version,
)
from madoguchi.editorial.keeping.guides import published_guide
from madoguchi.editorial.keeping.reviewing import approve, ask_for_review, send_back
from madoguchi.editorial.models import Record, State, Translation, WordsVersion
from madoguchi.editorial.screens.tests.words_desk import DESK, JA, KO, read, said, save, sent


@pytest.fixture
def desk(city) -> Record:
    return Record.objects.get(pk=DESK)


@pytest.fixture
def minji(city, signed_in):
    return signed_in("translator", languages=["ko"])


@pytest.fixture
def sato(city, signed_in):
    return signed_in("editor", "translator")


@pytest.fixture
def mori(city, member):
    return member("reviewer")


@pytest.fixture
def changed(desk, sato, mori):
    """Sato has changed the Japanese summary, and Mori has approved it."""
    version = words_version(desk, "ja")
    summary = version.data["summary"].replace("お金はかかりません", "無料です")
    texts = version.data | {"summary": summary}
    newer = save_words(desk, "ja", texts, sato.member, based_on=version.number, made_from=None)
    ask_for_review(newer, sato.member)
    approve(newer, mori)


def test_the_source_stands_beside_the_translation(minji, django_assert_max_num_queries):
    minji.get(KO)
    with django_assert_max_num_queries(15):
        page = read(minji.get(KO))
    summary, advice = page.xpath("//section[contains(@class, 'pair')]")[1:3]
    assert summary.xpath("string(.//h2)").strip() == "Summary"
    assert summary.xpath("string(.//*[@class='text'])") == (
        "くらしの困りごとを、市役所や電話で相談できます。お金はかかりません。"
    )
    assert (
        summary.xpath("string(.//textarea)").strip()
        == (words_version(Record.objects.get(pk=DESK), "ko").data["summary"])
    )
    assert advice.xpath(".//*[@class='text']//*[@class='chip']/span/text()") == ["042-000-1000"]
    hint = advice.xpath("string(.//*[contains(@class, 'hint')])").strip()
    assert hint == "31 characters; usual are 19 to 46"


def test_a_save_is_a_persons_draft_and_readers_keep_what_they_have(minji, desk):
    before = published_guide().entries[DESK].words["ko"].name
    page = read(save(minji, KO, **{"text-name": "외국인 도움 창구", "why": "shorter"}))
    assert "Saved as a draft, version 2." in said(page)
    version = words_version(desk, "ko")
    assert (version.number, version.data["name"], version.origin, version.state) == (
        2,
        "외국인 도움 창구",
        "person",
        State.DRAFT,
    )
    assert (version.by, version.why, version.made_from_language, version.made_from_number) == (
        minji.member,
        "shorter",
        "ja",
        1,
    )
    assert published_guide().entries[DESK].words["ko"].name == before


def test_saving_what_stands_there_makes_no_person_of_a_machine(minji, desk):
    assert "Nothing was changed" in said(read(save(minji, KO)))
    assert words_version(desk, "ko").number == 1
    assert Translation.objects.get(record=desk, language="ko").origin == "machine"


def test_words_without_errors_wait_for_a_review(minji, desk):
    save(minji, KO, do="ask", **{"text-name": "외국인 도움 창구"})
    assert words_version(desk, "ko").state == State.IN_REVIEW


def test_words_with_errors_are_kept_as_a_draft_and_the_errors_told(minji, desk):
    page = read(save(minji, KO, do="ask", **{"text-advice": "042-000-1000으로 전화하십시오."}))
    assert "Saved as a draft, version 2. Mend the errors, then ask for a review." in said(page)
    assert page.xpath("//p[@id='text-advice-error']")[0].text_content().split(". ")[0] == (
        "“042-000-1000” is typed into the words"
    )
    assert words_version(desk, "ko").state == State.DRAFT


def test_checking_saves_nothing_and_keeps_what_was_typed(minji, desk):
    page = read(save(minji, KO, do="check", **{"text-summary": "[[#fax]] 상담"}))
    assert page.xpath("string(//textarea[@name='text-summary'])").strip() == "[[#fax]] 상담"
    assert "[[#fax]] is new; the source does not have it" in said(page)
    assert words_version(desk, "ko").number == 1


def test_the_second_to_save_sees_the_difference_and_loses_nothing(minji, sato, desk):
    mine = sent(read(minji.get(KO)), do="save", **{"text-name": "내가 쓴 이름"})
    save(sato, KO, **{"text-name": "다른 이름"})
    response = minji.post(KO, mine)
    page = read(response)
    assert response.status_code == 409
    assert "Sato saved version 2" in said(page)
    assert page.xpath("string(//textarea[@name='text-name'])").strip() == "내가 쓴 이름"
    assert page.xpath("//button[@name='use-text-name']/@value") == ["다른 이름"]
    assert page.xpath("//*[@class='offer other']//ins/text()") == ["내가 쓴"]
    assert words_version(desk, "ko").data["name"] == "다른 이름"

    minji.post(KO, sent(page, do="save"))
    assert (words_version(desk, "ko").number, words_version(desk, "ko").data["name"]) == (
        3,
        "내가 쓴 이름",
    )


def test_what_the_other_wrote_can_be_copied_over(minji, sato, desk):
    mine = sent(read(minji.get(KO)), do="save", **{"text-name": "내 이름", "text-summary": "상담"})
    save(sato, KO, **{"text-name": "다른 이름"})
    page = read(minji.post(KO, mine))
    taken = sent(page, **{"use-text-name": page.xpath("//button[@name='use-text-name']/@value")[0]})
    page = read(minji.post(KO, taken))
    assert page.xpath("string(//textarea[@name='text-name'])").strip() == "다른 이름"
    assert page.xpath("string(//textarea[@name='text-summary'])").strip() == "상담"
    assert words_version(desk, "ko").number == 2


def test_what_changed_in_the_source_is_marked(minji, changed, desk):
    page = read(minji.get(KO))
    assert page.xpath("//del/text()") == ["お金はかかりません"]
    assert page.xpath("//ins/text()") == ["無料です"]
    assert "Made from Japanese, version 1" in said(page)


def test_a_source_that_is_still_a_draft_is_not_translated_yet(minji, sato, desk):
    save(sato, JA, **{"text-summary": "まだ決まっていません。"})
    page = read(minji.get(KO))
    assert page.xpath("//del") == []
    assert "Japanese has a newer draft, version 2, that is not approved yet." in said(page)


@pytest.mark.parametrize(("now", "made_from"), [("matches", 2), ("corrected", 1)])
def test_whoever_saves_beside_a_changed_source_says_what_it_says_now(
    minji, changed, desk, now, made_from
):
    typed = {"text-summary": "상담할 수 있습니다. 무료입니다."}
    page = read(save(minji, KO, **typed))
    assert page.xpath("//div[@class='errors']//a/@href") == ["#now"]
    assert page.xpath("string(//textarea[@name='text-summary'])").strip() == typed["text-summary"]
    assert words_version(desk, "ko").number == 1
    minji.post(KO, sent(page, do="save", now=now))
    assert words_version(desk, "ko").made_from_number == made_from


def test_a_change_that_does_not_matter_is_confirmed_in_one_tap(minji, changed, desk):
    save(minji, KO, do="confirm")
    first, second = WordsVersion.objects.filter(record=desk, language="ko").order_by("number")
    assert second.data == first.data
    assert (second.made_from_number, second.origin, second.state, second.why) == (
        2,
        "machine",
        State.IN_REVIEW,
        "The source's change does not matter here",
    )


def test_a_confirmation_does_not_throw_away_what_was_typed(minji, changed, desk):
    page = read(save(minji, KO, do="confirm", **{"text-name": "새 이름"}))
    assert "this is more than a confirmation" in said(page)
    assert page.xpath("string(//textarea[@name='text-name'])").strip() == "새 이름"
    assert words_version(desk, "ko").number == 1


def test_another_source_is_shown_without_losing_what_was_typed(minji):
    page = read(save(minji, KO, do="source", **{"from": "en", "text-name": "새 이름"}))
    assert page.xpath("string(//section[1]//*[@class='text'])") == "Help Desk for Foreign Residents"
    assert page.xpath("string(//textarea[@name='text-name'])").strip() == "새 이름"


def test_japanese_stands_beside_what_is_published(sato, desk):
    page = read(save(sato, JA, **{"text-name": "外国人相談"}))
    assert page.xpath("string(//textarea[@name='text-name'])").strip() == "外国人相談"
    assert page.xpath("string(//section[1]//*[@class='text'])") == "外国人相談窓口"
    assert words_version(desk, "ja").made_from_number is None


def test_a_name_without_a_reading_in_kana_is_told_at_its_field(sato, desk):
    page = read(save(sato, JA, **{"text-reading": "外国人"}))
    assert page.xpath("//div[@class='errors']//a/@href") == ["#text-reading"]
    assert "Reading: expected kana" in page.xpath("//p[@id='text-reading-error']")[0].text_content()
    assert page.xpath("string(//textarea[@name='text-reading'])").strip() == "外国人"
    assert words_version(desk, "ja").number == 1


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("창구\x00 \r\n도움", "창구 도움"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("\u1112\u1161\u11ab", "한"),
    ],
)
def test_what_is_typed_is_kept_as_text(minji, desk, typed, kept):
    response = save(minji, KO, **{"text-name": typed})
    assert words_version(desk, "ko").data["name"] == kept
    assert b"<script>alert" not in response.content


def test_a_text_that_is_far_too_long_is_told_and_not_lost(minji, desk):
    page = read(save(minji, KO, **{"text-summary": "가" * 20_001}))
    assert "20001 characters stand here; expected at most 20000." in said(page)
    assert len(page.xpath("string(//textarea[@name='text-summary'])").strip()) == 20_001
    assert words_version(desk, "ko").number == 1


def test_thuy_can_read_korean_but_not_write_it(signed_in, city, desk):
    thuy = signed_in("translator", name="Thuy", languages=["vi"])
    page = read(thuy.get(KO))
    assert page.xpath("//textarea[not(@readonly)]") == []
    assert page.xpath("//button[@value='save']") == []
    answer = thuy.post(KO, sent(page, do="save", **{"text-name": "x"}))
    assert answer.status_code == 403
    assert words_version(desk, "ko").number == 1


def test_a_comment_of_the_reviewer_stands_above_the_words(minji, mori, desk):
    save(minji, KO, do="ask", **{"text-name": "외국인 도움 창구"})
    send_back(words_version(desk, "ko"), mori, "창구 is a window in a wall.")
    assert "Sent back by Mori 창구 is a window in a wall." in said(read(minji.get(KO)))


def test_words_may_refer_to_an_entry_that_is_not_published_yet(sato, desk):
    record, _ = new_entry("example/new-area", {"kind": "area"}, sato.member)
    save_words(record, "ja", {"name": "新しい町"}, sato.member, based_on=0, made_from=None)
    assert draft_entry("example/new-area").words["ja"].name == "新しい町"
    page = read(save(sato, JA, do="check", **{"text-caveat": "[[example/new-area#name]]だけ"}))
    assert page.xpath("//p[contains(@class, 'error')]") == []


@pytest.mark.parametrize(
    "address",
    [
        "/staff/entries/example/nothing/words/ko/",
        f"/staff/entries/{DESK}/words/xx/",
        "/staff/entries/example/city-handbook/words/ja/",
    ],
)
def test_where_there_are_no_words_there_is_no_page(sato, address):
    assert sato.get(address).status_code == 404


def test_a_new_language_begins_with_nothing(sato, desk):
    Translation.objects.filter(record=desk, language="ko").delete()
    WordsVersion.objects.filter(record=desk, language="ko").delete()
    page = read(sato.get(KO))
    assert "Nothing is written in this language yet." in said(page)
    save(sato, KO, **{"text-name": "창구"})
    assert (words_version(desk, "ko").number, words_version(desk, "ko").made_from_number) == (1, 1)


def test_screens_speak_japanese(signed_in, city):
    page = read(signed_in("translator", name="Lin", screen_language="ja").get(KO))
    assert "下書きとして保存" in said(page)
    assert page.xpath("string(//h1/span)") == "韓国語"
