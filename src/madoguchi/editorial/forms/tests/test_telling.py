"""What stands in a form, and what differs between two of them, in plain lines."""

from copy import deepcopy

from madoguchi.editorial.forms.fields import form_of
from madoguchi.editorial.forms.telling import changes, changes_of_data, told
from madoguchi.editorial.forms.tests.conftest import facts_of
from madoguchi.editorial.wording import in_staff_language


def lines(desk, entry_id, name):
    entry = desk.guide.entries[entry_id]
    field = next(one for one in form_of(entry.kind) if one.name == name)
    return list(told(field, desk.sheet(entry_id)[name], desk.known))


def test_facts_are_told_as_people_say_them(desk):
    assert lines(desk, "example/help-desk", "channels") == ["by telephone, in person"]
    assert lines(desk, "example/help-desk", "phones")[:2] == [
        "Number: 042-000-1001; For speakers of: English",
        "Number: 042-000-1002; For speakers of: Chinese",
    ]
    assert lines(desk, "example/law-advice", "schedules") == [
        (
            "English, Chinese, Spanish: last Fri of the month 13:00–16:00, with an interpreter, "
            "appointment needed, on public holidays: not known, closed at the year's end "
            "(dates not printed; usually 29 Dec–3 Jan) / 18 Dec 2026: 13:00–16:00 / "
            "25 Dec 2026: closed"
        )
    ]
    assert lines(desk, "example/moving-within-notification", "due") == [
        "How many: 14",
        "Counted from: On which day do (or did) you move?",
        "If the last day is a day off: to the ward's next open day",
    ]
    assert {"gift: 50000 yen", "apply_within: 60 days", "from_day: 2026-04-01"} < set(
        lines(desk, "example/new-baby", "facts")
    )
    assert lines(desk, "example/help-desk", "location") == ["Hoshimi City Hall"]
    assert lines(desk, "example/help-desk", "read_in") == []


def test_every_fact_of_every_entry_can_be_told(desk):
    untold = [
        (entry.id, field.name)
        for entry in desk.guide.entries.values()
        for field in form_of(entry.kind)
        if field.name in facts_of(entry) and not lines(desk, entry.id, field.name)
    ]
    assert untold == []


def test_only_what_differs_is_told_in_the_order_of_the_form(desk):
    before = desk.sheet("example/help-desk")
    after = deepcopy(before)
    after["note"] = "Another note"
    after["schedules"][1]["hours"]["times"] = "10:00-12:00"
    after["phones"].append({"printed": "042-000-1009", "speaks": "", "caller": "anyone"})
    found = changes("service", before, after, desk.known)
    assert [one.label for one in found] == ["Telephone numbers", "Opening hours", "Note"]
    assert [line for line in found[0].after if line not in found[0].before] == [
        "Number: 042-000-1009"
    ]
    assert found[1].before[1].startswith("Vietnamese: Tue 13:00–16:30")
    assert found[1].after[1].startswith("Vietnamese: Tue 10:00–12:00")


def test_the_same_spelled_in_another_way_is_no_difference(desk):
    before = desk.sheet("example/help-desk")
    after = deepcopy(before)
    after["schedules"][0]["hours"]["times"] = "9時30分〜12時、１３：００－１６：３０"
    after["schedules"][0]["speaks"] = "en、zh"
    after["location"] = "HOSHIMI City Hall"
    assert changes("service", before, after, desk.known) == []


def test_facts_of_the_database_are_compared_alike(desk):
    entry = desk.guide.entries["example/help-desk"]
    before = facts_of(entry)
    with in_staff_language("ja"):
        (found,) = changes_of_data("service", before, before | {"url": "https://b/"}, desk.known)
    assert (found.label, found.before, found.after) == (
        "ウェブサイト",
        ("https://hoshimi.example/help/",),
        ("https://b/",),
    )


def test_hours_that_are_not_right_yet_are_told_field_by_field(desk):
    before = desk.sheet("example/night-line")
    after = deepcopy(before)
    after["schedules"][0]["hours"]["times"] = "mornings"
    (found,) = changes("service", before, after, desk.known)
    assert "Hours: mornings" in found.after[0]
