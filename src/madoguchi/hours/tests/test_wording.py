# ruff: noqa: DTZ001 - a naive time is a time on the clocks of Tokyo
"""Hours, moments and reasons in words, by value in each written language."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest

from madoguchi.hours import Reason, Schedule
from madoguchi.hours.wording import (
    closures_unknown_text,
    describe,
    moment_text,
    reason_text,
    time_text,
)
from madoguchi.language import WRITTEN
from madoguchi.language.furigana import broken_readings, kanji_without_reading

from .windows import MONDAY_TO_FRIDAY, WINDOWS, schedule

# As the page words them: it does not say what the ward's desk does at the year's end, nor what
# the metropolitan desk does then or on holidays.
WARD_DESK = [schedule(MONDAY_TO_FRIDAY, ("13:00-17:00",), on_holidays="closed")]
PLAZA_DESK = WINDOWS["B-en"].schedules
METROPOLITAN_DESK = [schedule(("tue", "fri"), ("09:30-12:00", "13:00-17:00"), "zh")]
CLASS = WINDOWS["D"].schedules

WARD_DESK_LINES = {
    "ja": "月～金 13:00～17:00、祝日は休み、年末年始に開いているかは不明",
    "ja-x-easy": (
        "{月曜日|げつようび}から {金曜日|きんようび}　"
        "{午後|ごご}1{時|じ}から {午後|ごご}5{時|じ}まで。"
        "{祝日|しゅくじつ}〈{国|くに}の {休|やす}みの {日|ひ}〉は {休|やす}みです。"
        "{年末年始|ねんまつねんし}〈{年|とし}の {終|お}わりと {始|はじ}め〉に "
        "{開|あ}いて いるか わかりません"
    ),
    "en": "Mon–Fri 13:00–17:00, closed on public holidays, at the year's end: not known",
    "zh-Hans": "周一至周五 13:00–17:00，法定节假日休息，年末年初：不详",
    "ko": "월~금 13:00~17:00, 공휴일 휴무, 연말연시: 알 수 없음",
    "fil": (
        "Lun–Biy 13:00–17:00, sarado kapag public holiday, katapusan at simula ng taon: hindi alam"
    ),
    "vi": "Th 2–Th 6 13:00–17:00, nghỉ ngày lễ, cuối năm và đầu năm mới: không rõ",
    "th": "จ.–ศ. 13:00–17:00 น. ปิดวันหยุดนักขัตฤกษ์ ช่วงปีใหม่: ไม่ทราบ",
    "pt": "seg.–sex. 13:00–17:00, fechado nos feriados, fim e início de ano: não se sabe",
    "es": "lun–vie 13:00–17:00, cerrado los días festivos, fin y principio de año: no se sabe",
    "id": (
        "Sen–Jum 13.00–17.00, tutup pada hari libur nasional, akhir dan awal tahun: tidak diketahui"
    ),
}
PLAZA_DESK_LINES = {
    "ja": [
        "火、木 10:00～13:00、祝日は13:00～16:00",
        "土 13:00～16:00",
        "年末年始は休み（日付の記載なし。通常は12月29日～1月3日）",
        "休館日・休業日は休み",
    ],
    "ja-x-easy": [
        (
            "{火曜日|かようび}と {木曜日|もくようび}　"
            "{午前|ごぜん}10{時|じ}から {午後|ごご}1{時|じ}まで。"
            "{祝日|しゅくじつ}〈{国|くに}の {休|やす}みの {日|ひ}〉は "
            "{午後|ごご}1{時|じ}から {午後|ごご}4{時|じ}までです"
        ),
        "{土曜日|どようび}　{午後|ごご}1{時|じ}から {午後|ごご}4{時|じ}まで",
        (
            "{年末年始|ねんまつねんし}〈{年|とし}の {終|お}わりと {始|はじ}め〉は {休|やす}みです"
            "（{日|ひ}は {書|か}いて ありません。"
            "ふつうは 12{月|がつ}29{日|にち}から 1{月|がつ}{3日|みっか}までです）"
        ),
        "ほかにも {休|やす}みの {日|ひ}が あります",
    ],
    "en": [
        "Tue and Thu 10:00–13:00, on public holidays 13:00–16:00",
        "Sat 13:00–16:00",
        "closed at the year's end (dates not printed; usually 29 Dec–3 Jan)",
        "closed on its own closing days",
    ],
    "zh-Hans": [
        "周二、周四 10:00–13:00，法定节假日 13:00–16:00",
        "周六 13:00–16:00",
        "年末年初休息（未写明日期，通常为12月29日至1月3日）",
        "另定的休息日不开放",
    ],
    "ko": [
        "화, 목 10:00~13:00, 공휴일은 13:00~16:00",
        "토 13:00~16:00",
        "연말연시 휴무(날짜 미기재, 보통 12월 29일~1월 3일)",
        "휴관일 휴무",
    ],
    "fil": [
        "Mar at Huw 10:00–13:00, kapag public holiday 13:00–16:00",
        "Sab 13:00–16:00",
        (
            "sarado sa katapusan at simula ng taon "
            "(hindi nakasulat ang petsa; karaniwang Dis 29–Ene 3)"
        ),
        "sarado sa mga araw na walang pasok nito",
    ],
    "vi": [
        "Th 3 và Th 5 10:00–13:00, ngày lễ 13:00–16:00",
        "Th 7 13:00–16:00",
        "nghỉ cuối năm và đầu năm mới (không ghi ngày; thường là 29 thg 12–3 thg 1)",
        "nghỉ vào các ngày nghỉ riêng",
    ],
    "th": [
        "อ. และ พฤ. 10:00–13:00 น. วันหยุดนักขัตฤกษ์ 13:00–16:00 น.",
        "ส. 13:00–16:00 น.",
        "ปิดช่วงปีใหม่ (ไม่ได้ระบุวันที่ ปกติคือ 29 ธ.ค.–3 ม.ค.)",
        "ปิดในวันหยุดของสถานที่",
    ],
    "pt": [
        "ter. e qui. 10:00–13:00, nos feriados 13:00–16:00",
        "sáb. 13:00–16:00",
        "fechado no fim e início de ano (datas não indicadas; normalmente 29 de dez.–3 de jan.)",
        "fechado nos dias de fechamento do local",
    ],
    "es": [
        "mar y jue 10:00–13:00, los días festivos 13:00–16:00",
        "sáb 13:00–16:00",
        "cerrado a fin y principio de año (sin fechas indicadas; normalmente 29 dic–3 ene)",
        "cerrado en los días de cierre del centro",
    ],
    "id": [
        "Sel dan Kam 10.00–13.00, pada hari libur nasional 13.00–16.00",
        "Sab 13.00–16.00",
        "tutup pada akhir dan awal tahun (tanggal tidak tertulis; biasanya 29 Des–3 Jan)",
        "tutup pada hari libur tempat ini",
    ],
}
METROPOLITAN_DESK_STARTS = {
    "ja": "火、金 9:30～12:00、13:00～17:00、祝日に開いているかは不明、",
    "ja-x-easy": (
        "{火曜日|かようび}と {金曜日|きんようび}　"
        "{午前|ごぜん}9{時|じ}30{分|ぷん}から {昼|ひる}の 12{時|じ}まで、"
        "{午後|ごご}1{時|じ}から {午後|ごご}5{時|じ}まで。"
        "{祝日|しゅくじつ}〈{国|くに}の {休|やす}みの {日|ひ}〉に {開|あ}いて いるか わかりません。"
    ),
    "en": "Tue and Fri 09:30–12:00 and 13:00–17:00, on public holidays: not known, ",
    "zh-Hans": "周二、周五 09:30–12:00、13:00–17:00，法定节假日：不详，",
    "ko": "화, 금 09:30~12:00, 13:00~17:00, 공휴일: 알 수 없음, ",
    "fil": "Mar at Biy 09:30–12:00 at 13:00–17:00, public holiday: hindi alam, ",
    "vi": "Th 3 và Th 6 9:30–12:00 và 13:00–17:00, ngày lễ: không rõ, ",
    "th": "อ. และ ศ. 09:30–12:00 น. และ 13:00–17:00 น. วันหยุดนักขัตฤกษ์: ไม่ทราบ ",
    "pt": "ter. e sex. 09:30–12:00 e 13:00–17:00, feriados: não se sabe, ",
    "es": "mar y vie 9:30–12:00 y 13:00–17:00, días festivos: no se sabe, ",
    "id": "Sel dan Jum 09.30–12.00 dan 13.00–17.00, hari libur nasional: tidak diketahui, ",
}
SUMMER_LINES = {
    "ja": "7月21日～8月31日：月～金 10:00～11:30",
    "ja-x-easy": (
        "7{月|がつ}21{日|にち}から 8{月|がつ}31{日|にち}まで　"
        "{月曜日|げつようび}から {金曜日|きんようび}　"
        "{午前|ごぜん}10{時|じ}から {午前|ごぜん}11{時|じ}30{分|ぷん}まで"
    ),
    "en": "21 Jul–31 Aug: Mon–Fri 10:00–11:30",
    "zh-Hans": "7月21日至8月31日：周一至周五 10:00–11:30",
    "ko": "7월 21일~8월 31일: 월~금 10:00~11:30",
    "fil": "Hul 21–Ago 31: Lun–Biy 10:00–11:30",
    "vi": "21 thg 7–31 thg 8: Th 2–Th 6 10:00–11:30",
    "th": "21 ก.ค.–31 ส.ค.: จ.–ศ. 10:00–11:30 น.",
    "pt": "21 de jul.–31 de ago.: seg.–sex. 10:00–11:30",
    "es": "21 jul–31 ago: lun–vie 10:00–11:30",
    "id": "21 Jul–31 Agu: Sen–Jum 10.00–11.30",
}
AFTER_SECOND_SATURDAY = {
    "ja": "毎月第2土曜日の翌日 13:00～17:00",
    "ja-x-easy": (
        "{毎月|まいつき} 2{回目|かいめ}の {土曜日|どようび}の {次|つぎ}の {日|ひ}　"
        "{午後|ごご}1{時|じ}から {午後|ごご}5{時|じ}まで"
    ),
    "en": "the day after the 2nd Sat of the month 13:00–17:00",
    "zh-Hans": "每月第2个周六的次日 13:00–17:00",
    "ko": "매월 둘째 토요일 다음 날 13:00~17:00",
    "fil": "araw pagkatapos ng ikalawang Sab ng buwan 13:00–17:00",
    "vi": "ngày liền sau Th 7 lần thứ 2 của tháng 13:00–17:00",
    "th": "วันถัดจาก ส. ที่ 2 ของเดือน 13:00–17:00 น.",
    "pt": "dia depois de 2º sáb. do mês 13:00–17:00",
    "es": "día siguiente al 2.º sáb del mes 13:00–17:00",
    "id": "sehari setelah Sab kedua setiap bulan 13.00–17.00",
}
MOMENTS = {
    "ja": "11月27日(金) 10:00",
    "ja-x-easy": "11{月|がつ}27{日|にち}（{金曜日|きんようび}）　{午前|ごぜん}10{時|じ}",
    "en": "Fri 27 Nov 10:00",
    "zh-Hans": "11月27日周五 10:00",
    "ko": "11월 27일 (금) 10:00",
    "fil": "Biy, Nob 27 10:00",
    "vi": "Th 6, 27 thg 11 10:00",
    "th": "ศ. 27 พ.ย. 10:00 น.",
    "pt": "sex., 27 de nov. 10:00",
    "es": "vie, 27 nov 10:00",
    "id": "Jum, 27 Nov 10.00",
}
HOLIDAY_UNKNOWN = {
    "ja": "祝日に開いているかは分かりません。先に電話で確認してください。",
    "ja-x-easy": (
        "{祝日|しゅくじつ}〈{国|くに}の {休|やす}みの {日|ひ}〉に {開|あ}いて いるか わかりません。"
        "{先|さき}に {電話|でんわ}を して ください。"
    ),
    "en": "Whether it is open on public holidays is not known. Call first.",
    "zh-Hans": "不清楚法定节假日是否开放。请先打电话确认。",
    "ko": "공휴일에 여는지 알 수 없습니다. 먼저 전화하세요.",
    "fil": "Hindi alam kung bukas kapag public holiday. Tumawag muna.",
    "vi": "Không rõ có mở cửa vào ngày lễ hay không. Hãy gọi trước.",
    "th": "ไม่ทราบว่าเปิดในวันหยุดนักขัตฤกษ์หรือไม่ กรุณาโทรก่อน",
    "pt": "Não se sabe se abre nos feriados. Ligue antes.",
    "es": "No se sabe si abre los días festivos. Llame antes.",
    "id": "Tidak diketahui apakah buka pada hari libur nasional. Telepon dahulu.",
}
SAME = {"on_holidays": "same", "at_year_end": "same"}
EVERY_DAY = (*MONDAY_TO_FRIDAY, "sat", "sun")


def english(days: Sequence[str], hours: object = ("13:00-17:00",), **rules: object) -> list[str]:
    made = Schedule.model_validate(
        {"speaks": ["en"], "days": days, "hours": hours, **SAME, **rules}
    )
    return describe([made], "en")


@pytest.mark.parametrize("language", WRITTEN)
def test_the_windows_of_the_page_are_described_in(language: str) -> None:
    assert describe(WARD_DESK, language) == [WARD_DESK_LINES[language]]
    assert describe(PLAZA_DESK, language) == PLAZA_DESK_LINES[language]
    (line,) = describe(METROPOLITAN_DESK, language)
    assert line.startswith(METROPOLITAN_DESK_STARTS[language])
    assert describe(CLASS, language)[1] == SUMMER_LINES[language]


@pytest.mark.parametrize("language", WRITTEN)
def test_counted_days_moments_and_reasons_are_said_in(language: str) -> None:
    after = schedule(("sat",), ("13:00-17:00",), nth=[2], plus_days=1, **SAME)
    assert describe([after], language) == [AFTER_SECOND_SATURDAY[language]]
    assert moment_text(datetime(2026, 11, 27, 10), language) == MOMENTS[language]
    assert reason_text(Reason.HOLIDAY_UNKNOWN, language) == HOLIDAY_UNKNOWN[language]


def test_a_line_with_holidays_closed_and_nothing_else_is_short() -> None:
    assert describe(WINDOWS["A-en"].schedules, "en") == [
        "Mon–Fri 13:00–17:00, closed on public holidays"
    ]


def test_a_years_end_that_is_printed_has_its_dates_only() -> None:
    assert english(["mon"], at_year_end="closed", year_end_dates="printed") == [
        "Mon 13:00–17:00, closed at the year's end (29 Dec–3 Jan)"
    ]
    assert english(["mon"], at_year_end=["10:00-12:00"], year_end_dates="printed") == [
        "Mon 13:00–17:00, at the year's end (29 Dec–3 Jan) 10:00–12:00"
    ]


def test_days_are_named_shortly_and_completely() -> None:
    assert english(["mon", "wed", "thu", "fri"]) == ["Mon and Wed–Fri 13:00–17:00"]
    assert english(["sat", "sun", "holiday"]) == ["Sat, Sun and public holidays 13:00–17:00"]
    assert english(EVERY_DAY, ["10:00-22:00"]) == ["every day 10:00–22:00"]
    assert english(EVERY_DAY, ["00:00-24:00"]) == ["every day 24 hours"]
    assert english(["mon"], ["18:00-08:00+1"]) == ["Mon 18:00–08:00 the next day"]
    assert english(["tue"], nth=[2, 4]) == ["2nd and 4th Tue of the month 13:00–17:00"]
    assert english(["tue"], nth=[-1], plus_days=-2) == [
        "2 days before the last Tue of the month 13:00–17:00"
    ]
    assert english([], month_days=[1, 11, 21, 22]) == [
        "1st, 11th, 21st and 22nd of each month 13:00–17:00"
    ]
    assert english([], dates=["2026-12-07", "2027-02-08..2027-02-09"]) == [
        "7 Dec 2026 and 8 Feb 2027–9 Feb 2027 13:00–17:00"
    ]


def test_what_a_reader_has_to_bring_about_is_said() -> None:
    assert english(["tue"], via="interpreter", booking="required") == [
        "Tue 13:00–17:00, with an interpreter, appointment needed"
    ]
    assert english(["tue"], via="machine", valid_from="2026-07-01", valid_to="2027-03-31") == [
        "Tue 13:00–17:00, with a translation machine, from 1 Jul 2026, until 31 Mar 2027"
    ]


def test_hours_that_are_not_known_are_said_so() -> None:
    assert english([], "unknown", on_holidays="unknown", at_year_end="unknown") == [
        "hours not known"
    ]
    assert english(["mon"], "unknown", on_holidays="closed") == [
        "Mon, hours not known, closed on public holidays"
    ]
    assert english([], "unknown", speaks=["other"]) == ["other languages: ask"]


def test_special_days_follow_the_usual_ones() -> None:
    special = [
        {"dates": "2026-12-07", "hours": "closed"},
        {"dates": "2026-12-14", "hours": ["10:00-12:00"]},
        {"dates": "2026-12-21", "hours": "unknown"},
    ]
    assert english(["mon"], special_days=special) == [
        "Mon 13:00–17:00",
        "7 Dec 2026: closed",
        "14 Dec 2026: 10:00–12:00",
        "21 Dec 2026: hours not known",
    ]


def test_the_same_rule_is_said_once() -> None:
    assert describe([*WARD_DESK, *WARD_DESK], "en") == [WARD_DESK_LINES["en"]]


def test_portuguese_counts_masculine_and_feminine_days() -> None:
    saturday = schedule(("sat",), ("13:00-17:00",), nth=[-1], **SAME)
    tuesday = schedule(("tue",), ("13:00-17:00",), nth=[2, -1], **SAME)
    assert describe([saturday], "pt") == ["último sáb. do mês 13:00–17:00"]
    assert describe([tuesday], "pt") == ["2ª e última ter. do mês 13:00–17:00"]


def test_a_moment_has_its_year_only_where_it_is_another_one() -> None:
    new_year = datetime(2027, 1, 4, 13, 30)
    assert moment_text(new_year, "en", date(2026, 12, 28)) == "Mon, 4 Jan 2027 13:30"
    assert moment_text(new_year, "en", date(2027, 1, 1)) == "Mon 4 Jan 13:30"
    assert moment_text(new_year, "ja-x-easy", date(2026, 12, 28)) == (
        "2027{年|ねん}1{月|がつ}{4日|よっか}（{月曜日|げつようび}）　{午後|ごご}1{時|じ}30{分|ぷん}"
    )
    # A year of the Buddhist era would be 2570.
    assert "2027" in moment_text(new_year, "th", date(2026, 12, 28))


def test_a_moment_of_another_zone_is_told_in_the_time_of_tokyo() -> None:
    assert moment_text(datetime(2026, 11, 26, 22, tzinfo=UTC), "en") == "Fri 27 Nov 07:00"


def test_clock_times_have_24_hours_but_in_plain_japanese() -> None:
    afternoon = {language: time_text(13 * 60 + 5, language) for language in WRITTEN}
    assert afternoon.pop("ja-x-easy") == "{午後|ごご}1{時|じ}5{分|ふん}"
    assert afternoon.pop("id") == "13.05"
    assert afternoon.pop("th") == "13:05 น."
    assert set(afternoon.values()) == {"13:05"}
    assert time_text(24 * 60, "en") == "24:00"
    assert time_text(24 * 60, "ja-x-easy") == "{夜|よる}の 12{時|じ}"


@pytest.mark.parametrize("language", [code for code in WRITTEN if code != "en"])
def test_every_reason_is_translated_into(language: str) -> None:
    said = {reason_text(reason, language) for reason in Reason}
    assert len(said) == len(Reason)
    assert not said & {reason_text(reason, "en") for reason in Reason}
    assert closures_unknown_text(language) != closures_unknown_text("en")


def test_plain_japanese_has_a_reading_for_every_kanji() -> None:
    everything = [
        *(reason_text(reason, "ja-x-easy") for reason in Reason),
        closures_unknown_text("ja-x-easy"),
        *(line for window in WINDOWS.values() for line in describe(window.schedules, "ja-x-easy")),
    ]
    assert [kanji_without_reading(text) for text in everything] == [[]] * len(everything)
    assert [broken_readings(text) for text in everything] == [[]] * len(everything)
