"""Rows are added, removed and moved by buttons of the form, without losing what was typed."""

import pytest

from madoguchi.editorial.forms.fields import form_of
from madoguchi.editorial.forms.reading import take
from madoguchi.editorial.forms.sheet import Change, posted
from madoguchi.editorial.forms.tests.sending import Sent, sent_by

DESK = "example/help-desk"
FIELDS = form_of("service")


def numbers(sheet):
    return [phone["printed"] for phone in sheet["phones"]]


def test_a_new_row_stands_last_and_is_empty(desk):
    sheet = desk.sheet(DESK)
    focus = Change.asked("add:phones").made(FIELDS, sheet)
    assert focus == "phones-4"
    assert sheet["phones"][4] == {"printed": "", "speaks": "", "caller": "anyone"}


def test_a_row_goes_and_the_others_stay(desk):
    sheet = desk.sheet(DESK)
    assert Change.asked("remove:phones:1").made(FIELDS, sheet) == "phones"
    assert numbers(sheet) == ["042-000-1001", "042-000-1003", "042-000-1000"]


@pytest.mark.parametrize(
    ("button", "order", "focus"),
    [
        ("up:phones:3", ["1001", "1002", "1000", "1003"], "phones-2"),
        ("down:phones:0", ["1002", "1001", "1003", "1000"], "phones-1"),
        ("up:phones:0", ["1001", "1002", "1003", "1000"], "phones-0"),
        ("down:phones:3", ["1001", "1002", "1003", "1000"], "phones-3"),
    ],
)
def test_a_row_moves_by_one(desk, button, order, focus):
    sheet = desk.sheet(DESK)
    assert Change.asked(button).made(FIELDS, sheet) == focus
    assert numbers(sheet) == [f"042-000-{number}" for number in order]


def test_rows_within_a_row_are_changed_alike(desk):
    sheet = desk.sheet(DESK)
    days = sheet["schedules"][0]["special_days"]
    assert [day["dates"] for day in days] == ["2026-12-07", "2027-02-08〜2027-02-09"]
    assert Change.asked("up:schedules-0-special_days:1").made(FIELDS, sheet)
    assert [day["dates"] for day in days] == ["2027-02-08〜2027-02-09", "2026-12-07"]
    Change.asked("add:schedules-1-special_days").made(FIELDS, sheet)
    assert len(sheet["schedules"][1]["special_days"]) == 1


@pytest.mark.parametrize(
    "button",
    ["add:colours", "remove:phones:99", "add:phones-0-printed", "up:schedules-99-special_days:0"],
)
def test_a_button_of_no_row_changes_nothing(desk, button):
    sheet = desk.sheet(DESK)
    assert Change.asked(button).made(FIELDS, sheet) == ""
    assert sheet == desk.sheet(DESK)


@pytest.mark.parametrize("button", ["save", "add", "remove:phones:x", "drop:phones:1", "add:<b>"])
def test_other_buttons_are_none_of_rows(button):
    assert Change.asked(button) is None


def test_empty_rows_are_left_out_and_errors_stay_at_their_row(desk):
    sheet = desk.sheet(DESK)
    Change.asked("add:phones").made(FIELDS, sheet)
    Change.asked("up:phones:4").made(FIELDS, sheet)
    taken = take(FIELDS, sheet, desk.known)
    assert len(taken.data["phones"]) == 4
    # The fourth number in the data is the fifth row of the form.
    assert taken.name_of(("phones", 3, "printed")) == "phones-4-printed"


def test_the_next_topic_can_be_picked_without_a_button(desk, html):
    page = html(desk.form(DESK), desk.sheet(DESK), desk.known)
    sent = sent_by(page, {"topics-2": "example/money"})
    assert sent["topics-2"] == ["example/money"]
    found = take(FIELDS, posted(FIELDS, sent), desk.known).data["topics"]
    assert found == ["example/daily-life", "example/information", "example/money"]


def test_what_was_sent_is_kept_exactly_as_it_was_typed():
    sent = Sent(
        {
            "phones-7-printed": [" ０３－1 "],
            "phones-2-printed": ["b"],
            "note": ["first\r\nsecond"],
            "topics-0": [""],
            "topics-5": ["どこか"],
        }
    )
    sheet = posted(FIELDS, sent)
    assert numbers(sheet) == ["b", " ０３－1 "]
    assert sheet["note"] == "first\nsecond"
    assert sheet["topics"] == ["どこか"]
