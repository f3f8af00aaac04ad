import pytest
from pydantic import ValidationError

from madoguchi.guide import Phone, Service
from madoguchi.guide.guide import make_entry


@pytest.mark.parametrize(
    ("printed", "e164", "tel"),
    [
        ("03-3975-1252", "+81339751252", "+81339751252"),
        ("0120-142-142", "+81120142142", "+81120142142"),
        ("090-1234-5678", "+819012345678", "+819012345678"),
        ("0570-013904", None, "0570013904"),
        ("#7119", None, "%237119"),
        ("119", None, "119"),
        ("189", None, "189"),
    ],
)
def test_a_number_is_dialled_as_it_can_be(printed, e164, tel):
    phone = Phone(printed=printed)
    assert (phone.printed, phone.e164, phone.tel) == (printed, e164, tel)


@pytest.mark.parametrize(
    "printed", ["", "1", "3975-1252", "03-3975-12521", "+81-3-3975-1252", "call", "03 3975 1252"]
)
def test_what_is_no_number_in_japan_is_refused(printed):
    with pytest.raises(ValidationError):
        Phone(printed=printed)


def desk(*schedules: dict[str, object], **fields: object) -> Service:
    given = {
        "kind": "service",
        "organization": "town/section",
        "topics": ["town/life"],
        "channels": ["phone"],
        "schedules": list(schedules),
    }
    entry = make_entry("town/desk", given | fields)
    assert isinstance(entry, Service)
    return entry


KOREAN = {"speaks": ["ko"], "days": ["mon"], "hours": ["13:00-17:00"]}
ASK = {"speaks": ["other"], "hours": "unknown"}


def test_a_window_with_a_closed_list_says_nothing_of_other_languages():
    assert desk(KOREAN).schedules_for("zh") == ()


def test_a_window_that_asks_for_others_answers_them_by_that_alone():
    window = desk(KOREAN, ASK)
    assert [one.speaks for one in window.schedules_for("ko")] == [("ko",)]
    assert [one.speaks for one in window.schedules_for("zh")] == [("other",)]
    assert (window.speaks, window.asks_for_others) == (("ko",), True)


def test_days_off_of_the_window_hold_for_each_of_its_schedules_once():
    window = desk(KOREAN | {"closures": ["town/a", "town/b"]}, closures=["town/b", "town/c"])
    assert window.schedules_for("ko")[0].closures == ("town/a", "town/b", "town/c")


def test_numbers_are_those_for_the_language_and_those_for_all():
    window = desk(
        KOREAN,
        phones=[
            {"printed": "03-3975-1252"},
            {"printed": "0570-013904", "speaks": ["ko"]},
            {"printed": "0120-142-142", "speaks": ["vi"]},
        ],
    )
    assert [phone.printed for phone in window.phones_for("ko")] == ["03-3975-1252", "0570-013904"]
    assert [phone.printed for phone in window.phones_for("zh")] == ["03-3975-1252"]
