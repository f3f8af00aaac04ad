"""Clock times, weekdays and dates in plain Japanese: twelve hours, から and まで, readings."""

from collections.abc import Sequence
from datetime import date

from madoguchi.hours.clock import DAY

_WEEKDAYS = tuple(
    f"{{{kanji}曜日|{reading}ようび}}"
    for kanji, reading in zip(
        "月火水木金土日", ("げつ", "か", "すい", "もく", "きん", "ど", "にち"), strict=True
    )
)
# Days of the month that are not read as a number and にち.
_DAYS = {
    1: "ついたち",
    2: "ふつか",
    3: "みっか",
    4: "よっか",
    5: "いつか",
    6: "むいか",
    7: "なのか",
    8: "ようか",
    9: "ここのか",
    10: "とおか",
    14: "じゅうよっか",
    20: "はつか",
    24: "にじゅうよっか",
}
# Last digits after which 分 is read ぷん: じゅっ, いっ, さん, よん, ろっ and はっ come before it.
_PUN = {0, 1, 3, 4, 6, 8}
_NOON = DAY // 2


def weekday(index: int) -> str:
    """A weekday, 0 for Monday.

    >>> weekday(0)
    '{月曜日|げつようび}'
    """
    return _WEEKDAYS[index]


def time(minutes: int) -> str:
    """A time of day; past 24:00 it is one of the next day.

    >>> time(9 * 60 + 30), time(13 * 60)
    ('{午前|ごぜん}9{時|じ}30{分|ぷん}', '{午後|ごご}1{時|じ}')
    >>> time(12 * 60), time(32 * 60)
    ('{昼|ひる}の 12{時|じ}', '{次|つぎ}の {日|ひ}の {午前|ごぜん}8{時|じ}')
    """
    if minutes > DAY:
        return f"{{次|つぎ}}の {{日|ひ}}の {time(minutes - DAY)}"
    if minutes == _NOON:
        return "{昼|ひる}の 12{時|じ}"
    if minutes % DAY == 0:
        return "{夜|よる}の 12{時|じ}"
    hour, minute = divmod(minutes % _NOON, 60)
    half = "{午前|ごぜん}" if minutes < _NOON else "{午後|ごご}"
    rest = f"{minute}{{分|{'ぷん' if minute % 10 in _PUN else 'ふん'}}}" if minute else ""
    return f"{half}{hour}{{時|じ}}{rest}"


def month_day(day: date) -> str:
    """A day of the year.

    >>> month_day(date(2027, 1, 3)), month_day(date(2026, 12, 29))
    ('1{月|がつ}{3日|みっか}', '12{月|がつ}29{日|にち}')
    """
    return month(day.month) + day_of_month(day.day)


def month(number: int) -> str:
    """A month of the year.

    >>> month(11)
    '11{月|がつ}'
    """
    return f"{number}{{月|がつ}}"


def day_of_month(number: int) -> str:
    """A day of any month.

    >>> day_of_month(1), day_of_month(11)
    ('{1日|ついたち}', '11{日|にち}')
    """
    if number in _DAYS:
        return f"{{{number}日|{_DAYS[number]}}}"
    return f"{number}{{日|にち}}"


def days(number: int) -> str:
    """So many days: 14 is read じゅうよっかかん, and not as a number and にちかん.

    >>> days(14), days(1), days(60)
    ('{14日間|じゅうよっかかん}', '{1日|いちにち}', '60{日間|にちかん}')
    """
    if number == 1:
        return "{1日|いちにち}"
    if number in _DAYS:
        return f"{{{number}日間|{_DAYS[number]}かん}}"
    return f"{number}{{日間|にちかん}}"


def year(number: int) -> str:
    """A year of our era.

    >>> year(2027)
    '2027{年|ねん}'
    """
    return f"{number}{{年|ねん}}"


def both(parts: Sequence[str]) -> str:
    """Several things together.

    >>> both(["A", "B", "C"])
    'Aと Bと C'
    """
    return "と ".join(parts)
