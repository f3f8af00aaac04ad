"""What the checks find before publishing: errors that block, warnings that want a reason."""

import pytest

from madoguchi.editorial.keeping.checking import check
from madoguchi.editorial.keeping.drafting import (
    facts_version,
    new_entry,
    save_facts,
    save_words,
    words_version,
)
from madoguchi.editorial.keeping.guides import Pick
from madoguchi.editorial.models import Link, Record

DESK = "example/help-desk"


@pytest.fixture
def desk(city) -> Record:
    return Record.objects.get(pk=DESK)


def found_in(record, language, sato, **texts) -> list[tuple[str, str, str]]:
    """What the checks say of these texts: severity, place, message."""
    newest = words_version(record, language)
    made_from = None if language == "ja" else ("ja", 1)
    version = save_words(
        record, language, newest.data | texts, sato, based_on=newest.number, made_from=made_from
    )
    found = check({(record.pk, language): Pick(version.number)})
    return [(one.severity, one.place, one.message) for one in found if one.entry_id == record.pk]


def test_what_changed_nothing_wrong_is_clean(desk, sato):
    assert found_in(desk, "ko", sato, name="도움 창구") == []


def test_a_reference_that_a_translation_lost_is_an_error(desk, sato):
    source = next(
        (record, name, text)
        for record in Record.objects.exclude(kind="source")
        if (words := words_version(record, "ko"))
        for name, text in words.data.items()
        if isinstance(text, str) and "[[" in text
    )
    record, name, text = source
    without = text.replace("[[", "").replace("]]", "")
    severities = {
        (severity, place) for severity, place, _ in found_in(record, "ko", sato, **{name: without})
    }
    assert ("error", f"words.ko.{name}") in severities


def test_a_text_much_shorter_than_its_source_is_a_warning(desk, sato):
    found = found_in(desk, "ko", sato, summary="네")
    assert ("warning", "words.ko.summary") in {one[:2] for one in found}


def test_kanji_without_reading_are_an_error_in_plain_japanese(desk, sato):
    found = found_in(desk, "ja-x-easy", sato, summary="役所で{相談|そうだん}できます。")
    assert ("error", "words.ja-x-easy.summary") in {one[:2] for one in found}


def test_a_long_sentence_is_a_warning_in_plain_japanese(desk, sato):
    long = "これは" + "とても" * 40 + "ながい ぶんです。"
    found = found_in(desk, "ja-x-easy", sato, summary=long)
    assert ("warning", "words.ja-x-easy.summary") in {one[:2] for one in found}


def test_every_language_is_required(city, sato):
    facts = facts_version(Record.objects.get(pk=DESK)).data
    record, version = new_entry("example/second-desk", facts, sato)
    words = words_version(Record.objects.get(pk=DESK), "ja").data
    save_words(record, "ja", words, sato, based_on=0, made_from=None)
    chosen = {(record.pk, "facts"): Pick(version.number), (record.pk, "ja"): Pick(1)}
    missing = [one for one in check(chosen) if one.message.endswith("is missing")]
    assert len(missing) == 10
    assert {one.severity for one in missing} == {"error"}


def test_a_dead_link_is_a_warning_at_its_field_once_the_entry_changes(city, sato):
    source = Record.objects.filter(kind="source").first()
    Link.objects.create(url="https://gone.example.jp/page", state=Link.State.DEAD)
    Link.objects.create(url="https://here.example.jp/page", state=Link.State.GOOD)
    facts = facts_version(source).data
    version = save_facts(source, facts | {"url": "https://gone.example.jp/page"}, sato, based_on=1)
    ((severity, place, message),) = [
        (one.severity, one.place, one.message)
        for one in check({(source.pk, "facts"): Pick(version.number)})
        if one.entry_id == source.pk and one.place == "url"
    ]
    assert (severity, place) == ("warning", "url")
    assert message.startswith("https://gone.example.jp/page ")
    source.refresh_from_db()
    version = save_facts(source, facts | {"url": "https://here.example.jp/page"}, sato, based_on=2)
    found = check({(source.pk, "facts"): Pick(version.number)})
    assert [one for one in found if one.place == "url"] == []
