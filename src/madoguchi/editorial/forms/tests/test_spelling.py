"""What people type into one line, and what packs hold."""

import pytest

from madoguchi.editorial.forms import spelling
from madoguchi.editorial.wording import in_staff_language
from madoguchi.hours.calendars import parse_dates, parse_month_days
from madoguchi.language import spoken_name


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_name_of_every_language_is_read_as_that_language(language):
    with in_staff_language(language):
        wrong = [
            code
            for code in spelling._spoken()
            if spelling.languages(spelling.language_shown(code)) != [code]
        ]
        assert wrong == []
        # Codes stand only for the few whose name is another's, or has a comma of its own.
        assert (
            len([code for code in spelling._spoken() if spelling.language_shown(code) == code]) < 20
        )


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("英語、中国語、韓国語", ["en", "zh", "ko"]),
        ("English, Chinese", ["en", "zh"]),
        ("タガログ語", ["タガログ語"]),
        ("フィリピン語・ネパール語", ["フィリピン語・ネパール語"]),
        ("नेपाली\nTiếng Việt", ["ne", "vi"]),
        ("ENGLISH，ＥＮ", ["en", "en"]),
        ("その他", ["other"]),
        ("", []),
    ],
)
def test_languages_are_read_by_all_that_they_are_called(typed, codes):
    with in_staff_language("ja"):
        assert spelling.languages(typed) == codes


def test_languages_of_one_line_stand_as_staff_call_them():
    with in_staff_language("ja"):
        assert spelling.languages_shown(["en", "fil", "other"]) == (
            "英語、フィリピン語、その他の言語（要問い合わせ）"
        )
        assert spelling.languages(spelling.languages_shown(["other", "ne"])) == ["other", "ne"]
    assert spoken_name("fil", "ja") == "フィリピン語"


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("9:00-12:00", ["09:00-12:00"]),
        ("09:00-12:00 , 13:00–17:00", ["09:00-12:00", "13:00-17:00"]),
        ("9時から12時まで", ["09:00-12:00"]),
        ("9時半〜12時", ["9時半〜12時"]),
        ("０９：００～２４：００", ["09:00-24:00"]),
        ("18:00-8:00+1", ["18:00-08:00+1"]),
        ("18:00〜翌日8:00", ["18:00-08:00+1"]),
        ("9:0-12:00", ["9:0-12:00"]),
        ("25:00-26:00", ["25:00-26:00"]),
    ],
)
def test_times_are_read_as_they_are_written_and_otherwise_left_alone(typed, held):
    assert spelling.times(typed) == held


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("2026-12-07", ["2026-12-07"]),
        ("2026/2/8〜2026/2/9, 令和8年12月7日", ["2026-02-08..2026-02-09", "2026-12-07"]),
        ("2026-02-08 - 2026-02-09", ["2026-02-08..2026-02-09"]),
        ("2026年2月8日から2026年2月9日まで", ["2026-02-08..2026-02-09"]),
        ("2月8日", ["2月8日"]),
    ],
)
def test_dates_are_read_as_they_are_written(typed, held):
    assert spelling.dates(typed) == held


@pytest.mark.parametrize("held", ["2026-12-07", "2027-02-08..2027-02-09"])
def test_dates_of_packs_are_shown_so_that_they_are_read_again(held):
    assert spelling.dates(spelling.ends_shown(held)) == [held]
    assert str(parse_dates(held)) == held


@pytest.mark.parametrize("held", ["07-21..08-31", "12-29..01-03"])
def test_seasons_of_packs_are_shown_so_that_they_are_read_again(held):
    assert spelling.seasons(spelling.ends_shown(held)) == [held]
    assert str(parse_month_days(held)) == held
