"""What is wrong is told at the input where it stands, all of it at once."""

from datetime import date

import pytest

from madoguchi.editorial.forms.checking import check
from madoguchi.editorial.forms.fields import form_of
from madoguchi.editorial.forms.nodes import draw
from madoguchi.editorial.forms.reading import take

TODAY = date(2026, 11, 28)


def checked(desk, entry_id, sheet, words=None):
    kind = desk.guide.entries[entry_id].kind
    taken = take(form_of(kind), sheet, desk.known)
    return check(kind, entry_id, taken, guide=desk.guide, today=TODAY, words=words)


def words_of(desk, entry_id):
    return desk.guide.entries[entry_id].model_dump(mode="json", exclude_defaults=True).get("words")


def test_all_entries_of_the_example_have_nothing_wrong(desk):
    wrong = {
        entry_id: found.errors
        for entry_id in desk.guide.entries
        if (found := checked(desk, entry_id, desk.sheet(entry_id), words_of(desk, entry_id))).errors
    }
    assert wrong == {}


def test_every_fault_is_told_at_its_own_input(desk):
    sheet = desk.sheet("example/help-desk")
    sheet["organization"] = "Kein Amt"
    sheet["phones"][0]["printed"] = "03-1"
    sheet["phones"][1]["speaks"] = "Elvish, Nepali"
    sheet["schedules"][0]["hours"]["times"] = "17:00-12:00"
    sheet["schedules"][1]["on_holidays"]["times"] = "9:00-12:00"
    sheet["schedules"][2]["speaks"] = ""
    sheet["check_by"] = "next year"
    sheet["url"] = "hoshimi"
    found = checked(desk, "example/help-desk", sheet)
    assert found.entry is None
    assert found.errors == {
        "organization": ['Nothing has the name "Kein Amt". Choose one from the list.'],
        "phones-1-speaks": [
            '"Elvish" is no language we know. Write its name, as Nepali, or its code, as ne.'
        ],
        "schedules-1-on_holidays-times": [
            "This is filled in, but not chosen beside it. Choose it, or empty it."
        ],
        "phones-0-printed": [
            (
                '"03-1": No telephone in Japan has this number. '
                "Write it with area code, as 03-3975-1252."
            )
        ],
        "url": ['"hoshimi": Write it as https://www.city.nerima.tokyo.jp/.'],
        "schedules-0-hours": [
            (
                '"17:00-12:00": It closes before it opens. '
                "If it closes on the next day, write 17:00-12:00+1."
            )
        ],
        "schedules-2-speaks": ["Fill this in."],
        "check_by": ['"next year": Write a day as 2026-11-27.'],
    }


def test_the_summary_names_the_fields_in_the_order_of_the_form(desk):
    sheet = desk.sheet("example/help-desk")
    sheet["note"], sheet["check_by"] = "kept", "soon"
    sheet["schedules"][1]["hours"] = {"word": "stated", "times": ""}
    sheet["topics"] = []
    found = checked(desk, "example/help-desk", sheet)
    form = draw("service", form_of("service"), sheet, desk.known, found)
    assert [(said.name, said.label) for said in form.summary] == [
        ("topics", "Topics"),
        ("schedules-1-hours-times", "Opening hours, no. 2 – Hours"),
        ("check_by", "Check again by"),
    ]
    assert form["note"].value == "kept"


def test_a_fault_does_not_hide_what_is_wrong_elsewhere(desk):
    sheet = desk.sheet("example/help-desk")
    sheet["check_by"] = "soon"
    sheet["schedules"][0]["hours"]["times"] = "9:00-12:00, 11:00-13:00"
    sheet["phones"][2]["speaks"] = "Nepali, Thai, Swahili"
    found = checked(desk, "example/help-desk", sheet)
    assert found.errors == {
        "check_by": ['"soon": Write a day as 2026-11-27.'],
        "schedules-0-hours": ["Two of the hours overlap."],
        "phones-2-speaks": ["No line of the opening hours names this language: Swahili"],
    }


def test_words_that_refer_to_what_is_gone_are_told_once(desk):
    sheet = desk.sheet("example/new-baby")
    sheet["facts"] = [row for row in sheet["facts"] if row["key"] != "gift"]
    found = checked(desk, "example/new-baby", sheet, words_of(desk, "example/new-baby"))
    assert list(found.errors) == [""]
    assert found.errors[""][0].startswith("The words refer to “gift”, which is not there.")
    assert len(found.errors[""]) == 1


def test_a_fact_without_a_source_is_told_at_the_fact(desk):
    sheet = desk.sheet("example/help-desk")
    sheet["sources"] = []
    found = checked(desk, "example/help-desk", sheet)
    told = "No source stands for this. Add one under “Sources”, or empty this field."
    assert found.errors == {"phones": [told], "schedules": [told], "url": [told]}


def test_what_is_only_a_warning_does_not_stop_anybody(desk):
    found = checked(desk, "example/winter-desk", desk.sheet("example/winter-desk"))
    assert found.entry is not None
    assert found.errors == {}
    assert found.warnings == {"check_by": ["These facts should have been checked by 2026-10-31."]}


@pytest.mark.parametrize(
    ("rows", "errors"),
    [
        (
            [{"key": "Gift", "value": {"unit": "yen", "amount": "50,000円"}}],
            {"facts-0-key": ['"Gift": Write it as first_payment.']},
        ),
        (
            [{"key": "gift", "value": {"unit": "yen", "amount": "much"}}],
            {"facts-0-value": ['"much": Write a whole number, as 14.']},
        ),
        (
            [{"key": "gift", "value": {"unit": "day", "amount": "2026-02-30"}}],
            {"facts-0-value": ['"2026-02-30": There is no such day in the calendar.']},
        ),
        (
            [{"key": "", "value": {"unit": "yen", "amount": "1"}}],
            {"facts-0-key": ["Give this a name."]},
        ),
        (
            [{"key": "gift", "value": {"unit": "yen", "amount": ""}}],
            {"facts-0-value": ["Fill this in."]},
        ),
        (
            [
                {"key": "gift", "value": {"unit": "yen", "amount": "1"}},
                {"key": "gift", "value": {"unit": "yen", "amount": "2"}},
            ],
            {"facts-1-key": ['"gift" stands here twice.']},
        ),
    ],
)
def test_faults_of_named_amounts_stand_at_the_name_or_the_amount(desk, rows, errors):
    sheet = desk.sheet("example/new-baby") | {"facts": rows}
    assert checked(desk, "example/new-baby", sheet).errors == errors


def test_amounts_are_read_as_people_write_them(desk):
    sheet = desk.sheet("example/new-baby")
    sheet["facts"] = [
        {"key": "gift", "value": {"unit": "yen", "amount": "５０，０００円"}},
        {"key": "from_day", "value": {"unit": "day", "amount": "令和8年4月1日"}},
    ]
    taken = take(form_of("guidance"), sheet, desk.known)
    assert taken.data["facts"] == {"gift": {"yen": "50000"}, "from_day": {"day": "2026-04-01"}}


def test_a_period_that_contradicts_itself_is_told_at_the_period(desk):
    sheet = desk.sheet("example/moving-within-notification")
    sheet["due"] |= {"kind": "limit", "roll": "ward"}
    found = checked(desk, "example/moving-within-notification", sheet)
    assert found.errors == {
        "due": [
            "A limit never moves and is never “before that day”. Choose: something to do by then."
        ]
    }


def test_an_empty_period_is_no_period(desk):
    sheet = desk.sheet("example/moving-within-notification")
    taken = take(form_of("procedure"), sheet, desk.known)
    assert "limit" not in taken.data
    assert taken.data["due"]["counted_from"] == ["move_date"]


def test_names_are_picked_by_label_by_id_and_in_any_width(desk):
    fields = form_of("service")
    for typed in ("Exchange Section", "ｅｘｃｈａｎｇｅ　section", "example/exchange-section"):
        name = desk.known.label("organization", "example/exchange-section")
        sheet = desk.sheet("example/help-desk")
        sheet["organization"] = typed if "/" in typed else name.upper()
        found = take(fields, sheet, desk.known)
        assert found.data["organization"] == "example/exchange-section"
        assert found.unclear == {}
