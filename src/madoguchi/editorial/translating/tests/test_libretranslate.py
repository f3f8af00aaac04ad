"""The adapter against a real server: marks, lists, languages, and every way of failing."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from madoguchi.editorial.translating.libretranslate import LibreTranslate
from madoguchi.editorial.translating.machine import draft_by_machine
from madoguchi.editorial.translating.tests.libretranslate_server import Answer, Server, running
from madoguchi.editorial.translating.tests.segments_of_nerima import segment
from madoguchi.editorial.translating.translator import TranslationFailedError
from madoguchi.editorial.wording import in_staff_language


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with in_staff_language("en"):
        yield


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as one:
        yield one


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
def machine(server: Server, pauses: list[float]) -> LibreTranslate:
    return LibreTranslate(server.address, "thuys-key", within=5, pause=pauses.append)


def failure(machine: LibreTranslate, text: str = "窓口") -> str:
    with pytest.raises(TranslationFailedError) as caught:
        machine.translate([text], "ja", "vi")
    return str(caught.value)


def test_texts_are_sent_at_once_and_come_back_in_their_order(
    server: Server, machine: LibreTranslate
) -> None:
    assert machine.translate(["窓口", "電話", "窓口"], "ja", "vi") == [
        "vi: 窓口",
        "vi: 電話",
        "vi: 窓口",
    ]
    assert server.asked == [
        {
            "q": ["窓口", "電話"],
            "source": "ja",
            "target": "vi",
            "format": "text",
            "api_key": "thuys-key",
        }
    ]


def test_marks_are_elements_that_the_engine_leaves_alone(
    server: Server, machine: LibreTranslate
) -> None:
    text = "A & B <c>、[[#phone]]か https://a.example/?x=1&y=2 へ"
    assert machine.translate([text], "ja", "vi") == [f"vi: {text}"]
    assert [(one["q"], one["format"]) for one in server.asked] == [
        (
            [
                (
                    'A &amp; B &lt;c&gt;、<span translate="no" id="m0">X0</span>か '
                    '<span translate="no" id="m1">X1</span> へ'
                )
            ],
            "html",
        )
    ]


def test_marks_may_come_back_in_another_order_and_quoted_otherwise(
    server: Server, machine: LibreTranslate
) -> None:
    server.says = {
        '<span translate="no" id="m0">X0</span>は<span translate="no" id="m1">X1</span>': (
            "Call <SPAN id=m1 translate='no'>X1</SPAN> for <span id='m0'>X0</span> &amp; more"
        )
    }
    assert machine.translate(["[[#name]]は[[#phone]]"], "ja", "vi") == [
        "Call [[#phone]] for [[#name]] & more"
    ]


def test_lists_and_lines_keep_their_form(server: Server, machine: LibreTranslate) -> None:
    text = "持ち物：\n\n- 在留カード\n- [[#name]]\n  1. 申請書"
    assert machine.translate([text], "ja", "vi") == [
        "vi: 持ち物：\n\n- vi: 在留カード\n- [[#name]]\n  1. vi: 申請書"
    ]
    # A line of nothing but a mark has nothing to translate.
    assert [one["q"] for one in server.asked] == [["持ち物：", "在留カード", "申請書"]]


def test_readings_are_not_sent(server: Server, machine: LibreTranslate) -> None:
    assert machine.translate(["{窓口|まどぐち}で"], "ja", "vi") == ["vi: 窓口で"]
    assert server.asked[-1]["q"] == ["窓口で"]


@pytest.mark.parametrize(
    ("languages", "target", "expected"),
    [
        (["ja", "zh"], "zh-Hans", "zh"),
        (["ja", "zh", "zh-Hans"], "zh-Hans", "zh-Hans"),
        (["ja", "tl"], "fil", "tl"),
        (["ja", "pt", "pb"], "pt", "pb"),
        (["ja", "pt"], "pt", "pt"),
        (["ja", "id"], "id", "id"),
    ],
)
def test_languages_have_the_names_that_the_server_has_for_them(
    server: Server, machine: LibreTranslate, languages: list[str], target: str, expected: str
) -> None:
    # As older servers answer: without targets.
    server.languages = [{"code": code, "name": code} for code in languages]
    assert machine.can("ja", target)
    machine.translate(["窓口"], "ja", target)
    assert server.asked[0]["target"] == expected


def test_what_the_server_has_no_models_for_it_cannot(
    server: Server, machine: LibreTranslate
) -> None:
    server.languages = [
        {"code": "ja", "targets": ["en"]},
        {"code": "en", "targets": ["ja", "vi"]},
        {"code": "vi", "targets": ["en"]},
    ]
    pairs = [
        ("ja", "en"),
        ("en", "vi"),
        ("ja", "vi"),
        ("ja", "ja"),
        ("ja", "ja-x-easy"),
        ("th", "en"),
    ]
    assert [machine.can(*pair) for pair in pairs] == [True, True, False, False, False, False]
    assert failure(machine) == "LibreTranslate does not translate from 日本語 to Tiếng Việt"
    assert server.asked == []


def test_long_work_goes_in_batches(server: Server, machine: LibreTranslate) -> None:
    texts = [f"窓口{number}" for number in range(30)] + ["長" * 1_999, "い"]
    assert machine.translate(texts, "ja", "vi") == [f"vi: {text}" for text in texts]
    assert [len(one["q"]) for one in server.asked] == [25, 5, 2]


def test_a_busy_server_is_asked_once_more(
    server: Server, machine: LibreTranslate, pauses: list[float]
) -> None:
    assert machine.can("ja", "vi")
    server.answers = [Answer(429, b"{}", {"Retry-After": "2"})]
    assert machine.translate(["窓口"], "ja", "vi") == ["vi: 窓口"]
    server.answers = [Answer(500, b"{}")]
    assert machine.translate(["電話"], "ja", "vi") == ["vi: 電話"]
    assert pauses == [2.0, 1.0]


def test_a_server_that_stays_broken_is_told_with_its_reason(
    server: Server, machine: LibreTranslate, pauses: list[float]
) -> None:
    assert machine.can("ja", "vi")
    server.answers = [
        Answer(503, b"<html>Bad gateway</html>"),
        Answer(500, json.dumps({"error": "Cannot translate text: out of memory"}).encode()),
    ]
    assert failure(machine) == (
        "LibreTranslate refused with 500: Cannot translate text: out of memory"
    )
    assert len(pauses) == 1


@pytest.mark.parametrize("as_date", [False, True])
def test_nobody_waits_for_an_hour(
    server: Server,
    machine: LibreTranslate,
    pauses: list[float],
    as_date: bool,  # noqa: FBT001 - pytest passes it by name
) -> None:
    assert machine.can("ja", "vi")
    hour = datetime.now(UTC) + timedelta(hours=1)
    header = format_datetime(hour, usegmt=True) if as_date else "3600"
    server.answers = [Answer(429, b"{}", {"Retry-After": header})]
    told = failure(machine)
    assert told.startswith("LibreTranslate asks to wait 3")
    assert told.endswith(" seconds; try again later")
    assert pauses == []


@pytest.mark.parametrize(
    "answer",
    [Answer(held=True), Answer(body=b"[" * 200, drop_by_drop=True)],
    ids=["silent", "drop by drop"],
)
def test_a_slow_server_is_not_waited_for(server: Server, answer: Answer) -> None:
    machine = LibreTranslate(server.address, within=0.3)
    assert machine.can("ja", "vi")
    server.answers = [answer]
    assert failure(machine) == "LibreTranslate did not answer within 0.3 seconds"


def test_a_server_that_is_not_there_is_told() -> None:
    with running() as gone:
        address = gone.address
    machine = LibreTranslate(f"{address}/", within=1)
    assert failure(machine) == f"LibreTranslate cannot be reached at {address}"


@pytest.mark.parametrize(
    "body",
    [
        b"\x00garbage",
        b"",
        b"null",
        b"[]",
        b'{"translatedText": "one for all"}',
        b'{"translatedText": []}',
        b'{"translatedText": [null]}',
        b'{"translatedText": ["a", "b"]}',
        b'{"translatedText": ["' + b"a" * (4 * 1024 * 1024) + b'"]}',
    ],
    ids=["bytes", "nothing", "null", "list", "text", "none", "no-text", "more", "huge"],
)
def test_an_answer_that_is_no_translation_is_told(
    server: Server, machine: LibreTranslate, body: bytes
) -> None:
    assert machine.can("ja", "vi")
    server.answers = [Answer(200, body)]
    assert failure(machine) == "LibreTranslate answered something else than a translation"


@pytest.mark.parametrize("body", [b"{}", b"<html>", b'"ja"'])
def test_a_server_that_is_no_libretranslate_is_told(
    server: Server, machine: LibreTranslate, body: bytes
) -> None:
    server.answers = [Answer(200, body)]
    assert failure(machine) == "LibreTranslate answered something else than a translation"


def test_a_redirect_is_not_followed_with_the_key(server: Server, machine: LibreTranslate) -> None:
    assert machine.can("ja", "vi")
    server.answers = [Answer(302, b"", {"Location": server.address + "/translate"})]
    assert failure(machine) == "LibreTranslate refused with 302: no reason given"
    assert len(server.asked) == 1


def test_a_wrong_key_is_told_and_never_shown(server: Server, machine: LibreTranslate) -> None:
    server.key = "moris-key"
    assert failure(machine) == "LibreTranslate refused with 403: Invalid API key …"


def test_no_more_is_sent_than_the_budget_allows(server: Server) -> None:
    machine = LibreTranslate(server.address, budget=10)
    assert machine.translate(["一二三四五六"], "ja", "vi") == ["vi: 一二三四五六"]
    assert failure(machine, "一二三四五") == (
        "5 characters are more than the 4 that LibreTranslate may still be sent"
    )
    assert (machine.spent, len(server.asked)) == (6, 1)


@pytest.mark.parametrize("address", ["translate.example.org", "file:///etc/passwd", ""])
def test_an_address_that_is_none_is_refused_at_once(address: str) -> None:
    with pytest.raises(ValueError, match="expected https"):
        LibreTranslate(address)


def test_a_draft_that_lost_a_mark_is_refused_and_kept_to_look_at(
    server: Server, machine: LibreTranslate
) -> None:
    server.says = {
        '電話は<span translate="no" id="m0">X0</span>': "Điện thoại",
        '住所は<span translate="no" id="m0">X0</span>': (
            'Ở <span id="m0">X0</span> <span id="m0">X0</span>'
        ),
    }
    segments = [
        segment("電話は[[#phone]]"),
        segment("住所は[[#address]]", field="body"),
        segment("窓口は[[#name]]", field="advice"),
    ]
    drafted = draft_by_machine(machine, segments)
    assert [(one.field, one.found, one.target) for one in drafted.drafts.refused] == [
        ("summary", "[[#phone]] is missing", "Điện thoại"),
        (
            "body",
            "[[#address]] stands here 2 times; expected 1, as in the source",
            "Ở [[#address]] [[#address]]",
        ),
    ]
    assert [(one.field, one.target, one.state, one.origin) for one in drafted.drafts.accepted] == [
        ("advice", "vi: 窓口は[[#name]]", "draft", "machine")
    ]


def test_a_line_that_came_back_empty_leaves_the_whole_text_open(
    server: Server, machine: LibreTranslate
) -> None:
    server.says = {"二": " "}
    assert machine.translate(["- 一\n- 二", "一"], "ja", "vi") == ["", "vi: 一"]
