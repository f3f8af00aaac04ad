"""What the translation memory offers, from where, and with which passages that differ."""

from difflib import SequenceMatcher

from hypothesis import given, settings
from hypothesis import strategies as st

from madoguchi.edition.live import Served
from madoguchi.editorial.translating.memory import Memory, Pair, even, likeness

DESK = Pair("窓口は月曜から金曜まで開いています。", "Mở từ thứ Hai.", "vi", "nerima/desk summary")
CARD = Pair("在留カードを持ってきてください。", "Mang thẻ lưu trú.", "vi", "nerima/card body")


def offered(memory: Memory, source: str, language: str = "vi") -> list[tuple[str, float]]:
    return [(one.pair.where, round(one.ratio, 2)) for one in memory.matches(source, language)]


def test_the_same_text_is_offered_with_where_it_comes_from() -> None:
    memory = Memory([CARD, DESK])
    assert offered(memory, DESK.source) == [("nerima/desk summary", 1.0)]
    assert memory.exact(DESK.source, "vi") == DESK
    assert memory.matches(DESK.source, "vi")[0].is_exact


def test_a_text_that_is_nearly_the_same_is_offered_with_what_differs() -> None:
    (match,) = Memory([DESK, CARD]).matches("窓口は月曜から土曜まで開いています。", "vi")
    assert (match.pair, round(match.ratio, 2), match.is_exact) == (DESK, 0.94, False)
    assert [tuple(piece) for piece in match.passages] == [
        ("same", "窓口は月曜から"),
        ("removed", "金"),
        ("added", "土"),
        ("same", "曜まで開いています。"),
    ]


def test_a_text_that_is_like_nothing_gets_nothing() -> None:
    memory = Memory([DESK, CARD])
    assert offered(memory, "救急車を呼ぶときは、落ち着いて住所を言います。") == []
    assert memory.exact("救急車", "vi") is None
    assert offered(memory, " \n") == []


def test_each_language_has_its_own_memory() -> None:
    memory = Memory([DESK])
    assert offered(memory, DESK.source, "ko") == []
    assert memory.exact(DESK.source, "ko") is None


def test_readings_and_spaces_make_no_difference_but_lines_do() -> None:
    memory = Memory([Pair("{窓口|まどぐち}で  聞く", "Hỏi", "vi", "nerima/a name")])
    assert offered(memory, "窓口で 聞く") == [("nerima/a name", 1.0)]
    lines = Memory([Pair("- 窓口\n- 電話", "- Quầy\n- Điện thoại", "vi", "nerima/b body")])
    assert [ratio < 1 for _, ratio in offered(lines, "- 窓口 - 電話")] == [True]


def test_of_translations_that_differ_the_first_given_comes_first_and_equals_once() -> None:
    approved = Pair("はい", "Vâng", "vi", "nerima/a choices.yes", approved=True)
    machine = Pair("はい", "Có", "vi", "nerima/b choices.yes")
    again = Pair("はい", "Có", "vi", "nerima/c choices.yes")
    memory = Memory([approved, machine, again])
    assert offered(memory, "はい") == [("nerima/a choices.yes", 1.0), ("nerima/b choices.yes", 1.0)]
    assert memory.exact("はい", "vi") == approved


def test_the_likest_comes_first_and_no_more_than_wanted() -> None:
    pairs = [
        Pair(
            "窓口は" + "とても" * number + "混みます。", str(number), "vi", f"nerima/{number} name"
        )
        for number in range(8)
    ]
    memory = Memory(reversed(pairs))
    found = memory.matches("窓口はとても混みます。", "vi", most=3)
    assert [one.pair.target for one in found] == ["1", "2", "0"]


def test_what_has_no_translation_is_not_remembered() -> None:
    assert offered(Memory([Pair("はい", " ", "vi", "nerima/a name")]), "はい") == []


@settings(deadline=None)
@given(st.text(alphabet="あいう a", max_size=12), st.text(alphabet="あいう a", max_size=12))
def test_likeness_is_that_of_the_longest_common_subsequence(one: str, other: str) -> None:
    lengths = [[0] * (len(other) + 1) for _ in range(len(one) + 1)]
    for row, letter in enumerate(one, 1):
        for column, letter_of_other in enumerate(other, 1):
            lengths[row][column] = (
                lengths[row - 1][column - 1] + 1
                if letter == letter_of_other
                else max(lengths[row - 1][column], lengths[row][column - 1])
            )
    both = len(one) + len(other)
    assert likeness(one, other) == (2 * lengths[-1][-1] / both if both else 1.0)
    by_difflib = SequenceMatcher(None, one, other, autojunk=False).ratio()
    assert by_difflib <= likeness(one, other)


def test_among_nerimas_texts_none_that_is_like_enough_is_missed(nerima: Served) -> None:
    guide = nerima.edition.guide
    sources = {
        text: entry.id
        for entry in guide.entries.values()
        if "ja" in entry.words
        for _, text in entry.words["ja"].texts()
        if text
    }
    memory = Memory(Pair(text, "x", "vi", where) for text, where in sources.items())
    by_even = {even(text) for text in sources}
    alike = 0
    for asked in list(sources)[::50]:
        # As after an editor: the last fifth says something else.
        changed = even(asked[: -max(1, len(asked) // 5)] + "です")
        expected = {one for one in by_even if likeness(changed, one) >= 0.7}
        found = {even(one.pair.source) for one in memory.matches(changed, "vi", most=1000)}
        assert found == expected
        alike += len(expected)
    assert alike > 10
