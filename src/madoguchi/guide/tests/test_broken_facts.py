"""Each way in which a fact can be wrong, and what whoever wrote it is told."""

import pytest

from madoguchi.guide.tests.town import TODAY, a_problem, said

DESK_FILE = "services/desk.yaml"


def test_the_whole_town_has_no_problems(town):
    assert town.problems() == []
    assert town.guide().spoken == ("ko",)


@pytest.mark.parametrize(
    ("old", "new", "at", "field", "message"),
    [
        # a wrong value
        (
            "channels: [phone, in-person]",
            "channels: [phone, fax]",
            "channels",
            "channels[2]",
            "\"fax\" stands here; expected 'phone', 'in-person', 'online' or 'mail'",
        ),
        (
            "on_holidays: closed",
            "on_holidays: shut",
            "on_holidays",
            "schedules[1].on_holidays",
            (
                "\"shut\" stands here; expected 'closed', 'same' or 'unknown'; "
                'or "shut" stands here; expected a list, written [..., ...]'
            ),
        ),
        (
            "channels: [phone, in-person]",
            "channels: []",
            "channels",
            "channels",
            "a list of 0 stands here; expected at least 1",
        ),
        (
            "topics: [town/life]",
            "topics: town/life",
            "topics",
            "topics",
            '"town/life" stands here; expected a list, written [..., ...]',
        ),
        (
            "check_by: 2027-04-01",
            "check_by: 2027-02-30",
            "check_by",
            "check_by",
            (
                '"2027-02-30" stands here; input should be a valid date or datetime, '
                "day value is outside expected range"
            ),
        ),
        (
            "check_by: 2027-04-01",
            "check_by: 86400",
            "check_by",
            "check_by",
            '"86400" stands here; expected a day as 2026-11-27',
        ),
        (
            "page_number: 1000008",
            "page_number: 12",
            "page_number",
            "page_number",
            '"12" stands here; input should be greater than or equal to 1000000',
        ),
        # a field that does not exist, or is missing
        (
            "on_holidays: closed",
            "on_holiday: closed",
            "on_holiday:",
            "schedules[1].on_holiday",
            'there is no field "on_holiday" here; did you mean "on_holidays"?',
        ),
        (
            "check_by: 2027-04-01",
            "checkby: 2027-04-01",
            "checkby",
            "checkby",
            'there is no field "checkby" here; did you mean "check_by"?',
        ),
        (
            "check_by: 2027-04-01",
            "xyzzy: 1",
            "xyzzy",
            "xyzzy",
            'there is no field "xyzzy" here',
        ),
        (
            "organization: town/section\n",
            "",
            "kind: service",
            "organization",
            "organization is missing",
        ),
        # hours
        (
            "hours: [13:00-17:00]",
            "hours: [17:00-13:00]",
            "17:00-13:00",
            "schedules[1].hours[1]",
            (
                '"17:00-13:00" stands here; closes before it opens; expected opening and closing '
                "time "
                'as "13:00-17:00", or "18:00-08:00+1" if it closes the next day; write '
                '"17:00-13:00+1" for the next day'
            ),
        ),
        (
            "hours: [13:00-17:00]",
            "hours: [13:00-17:70]",
            "17:70",
            "schedules[1].hours[1]",
            (
                '"13:00-17:70" stands here; "17:70" is no time of day; expected opening and '
                "closing "
                'time as "13:00-17:00", or "18:00-08:00+1" if it closes the next day'
            ),
        ),
        (
            "    days: [mon, fri]\n",
            "",
            "speaks: [ko]",
            "schedules[1]",
            "no days; expected days, month_days or dates",
        ),
        (
            "    days: [mon, fri]\n",
            "    days: [mon, fri]\n    valid_from: 2027-04-01\n    valid_to: 2027-03-01\n",
            "speaks: [ko]",
            "schedules[1]",
            "valid_to is before valid_from",
        ),
        (
            "    days: [mon, fri]\n",
            "    days: [mon, fri]\n    seasons: [02-30..03-01]\n",
            "seasons",
            "schedules[1].seasons[1]",
            (
                '"02-30..03-01" stands here; "2028-02-30" is no day of the calendar; expected days '
                "of "
                'every year as "07-21..08-31"'
            ),
        ),
        (
            "speaks: [ko]",
            "speaks: [tl]",
            "speaks: [tl]",
            "schedules[1].speaks",
            '"tl" is no spoken language; expected a code as ko or fil, or other',
        ),
        # telephone numbers
        (
            "printed: 03-3975-1252",
            "printed: 03-3975-125",
            "printed",
            "phones[1].printed",
            (
                '"03-3975-125" stands here; no telephone in Japan has this number; '
                "expected one as 03-3975-1252"
            ),
        ),
        (
            "printed: 03-3975-1252",
            "printed: ０３-３９７５-１２５２",
            "printed",
            "phones[1].printed",
            '"０３-３９７５-１２５２" stands here; expected the form of 03-3975-1252',
        ),
        (
            "printed: 03-3975-1252",
            "printed: 03-3975-1252\n    speaks: [vi]",
            "speaks: [vi]",
            "phones[1].speaks",
            "no schedule of this window speaks vi",
        ),
        (
            "printed: 03-3975-1252",
            "printed: 03-3975-1252\n    caller: area:nowhere",
            "caller",
            "phones[1].caller",
            'there is no area "nowhere"; expected the file name of one',
        ),
        # links
        (
            "organization: town/section",
            "organization: town/sektion",
            "organization",
            "organization",
            'no entry "town/sektion"; expected a file packs/town/organizations/sektion.yaml',
        ),
        (
            "organization: town/section",
            "organization: town/hall",
            "organization",
            "organization",
            '"town/hall" is a location; expected a organization',
        ),
        (
            "closures: [town/hall-days]",
            "closures: [town/hall-days, town/closing-days]",
            "closures",
            "closures[2]",
            'no entry "town/closing-days"; expected a file packs/town/closures/closing-days.yaml',
        ),
        (
            "  - source: town/page",
            "  - source: town/pages",
            "source: town/pages",
            "sources[1].source",
            'no entry "town/pages"; expected a file packs/town/sources/pages.yaml',
        ),
        (
            "  - source: town/page",
            "  - source: town/page\n    of: [phones, schedules, fax]",
            "fax",
            "sources[1].of",
            'a service has no field "fax"',
        ),
        # sources
        (
            "  - source: town/page",
            "  - source: town/page\n    of: [schedules]",
            "phones:",
            "phones",
            "no source stands for this; add one under sources, or remove the fact",
        ),
        (
            "  - source: town/page",
            "  - source: town/page\n    of: [phones]",
            "schedules:",
            "schedules",
            "no source stands for this; add one under sources, or remove the fact",
        ),
        # what kind of entry
        (
            "kind: service",
            "kind: servise",
            "kind",
            "kind",
            (
                '"servise" stands here; expected one of pack, source, area, topic, organization, '
                "location, closures, service, otherwise, chapter, guidance, programme, emergency, "
                "term, life-event, procedure, question, reason, document, office"
            ),
        ),
        (
            "kind: service\n",
            "",
            "page_number",
            "kind",
            (
                "nothing stands here; expected one of pack, source, area, topic, organization, "
                "location, closures, service, otherwise, chapter, guidance, programme, emergency, "
                "term, life-event, procedure, question, reason, document, office"
            ),
        ),
        (
            "page_number: 1000008\n",
            "",
            "kind",
            "kind",
            "the entry has no page_number yet; run `madoguchi format`",
        ),
        (
            "page_number: 1000008",
            "page_number: 1000001",
            "page_number",
            "page_number",
            "1000001 is the number of packs/town/pack.yaml; remove it and run `madoguchi format`",
        ),
    ],
)
def test_a_fault_in_a_window_is_told_with_its_line_and_field(  # noqa: PLR0917 - a column each
    town, old, new, at, field, message
):
    town.edit(DESK_FILE, old, new)
    assert town.problems() == [a_problem(DESK_FILE, town.line(DESK_FILE, at), field, message)]


@pytest.mark.parametrize(
    "number", ["110", "119", "189", "#7119", "#8000", "0570-013904", "0120-142-142"]
)
def test_short_numbers_and_those_of_the_whole_country_are_numbers(town, number):
    town.edit(DESK_FILE, "printed: 03-3975-1252", f'printed: "{number}"')
    assert town.problems() == []


@pytest.mark.parametrize(
    "never",
    [
        "    dates: [2026-12-07]\n    seasons: [07-01..08-31]\n",
        (
            "    days: [mon, fri]\n    special_days:\n      - dates: 2026-01-01..2029-12-31\n"
            "        hours: closed\n"
        ),
        "    days: [holiday]\n    seasons: [06-01..06-30]\n",
        "    month_days: [31]\n    seasons: [02-01..02-29]\n",
    ],
)
def test_hours_that_can_never_open_are_an_error(town, never):
    town.edit(DESK_FILE, "    days: [mon, fri]\n", never)
    assert town.problems() == [
        a_problem(
            DESK_FILE,
            town.line(DESK_FILE, "- speaks: [ko]"),
            "schedules[1]",
            "there is no day on which this can ever be open",
        )
    ]


def test_hours_on_a_29_february_can_open(town):
    town.edit(
        DESK_FILE, "    days: [mon, fri]\n", "    month_days: [29]\n    seasons: [02-01..02-29]\n"
    )
    assert town.problems() == []


def test_a_list_of_days_off_that_has_run_out_is_only_a_warning(town):
    town.edit("closures/hall-days.yaml", "known_until: 2027-03-31", "known_until: 2026-11-26")
    assert town.problems() == [
        a_problem(
            "closures/hall-days.yaml",
            town.line("closures/hall-days.yaml", "known_until"),
            "known_until",
            "the list has run out on 2026-11-26; ask for the new one",
            "warning",
        )
    ]
    assert town.guide().spoken == ("ko",)


def test_a_list_of_days_off_that_runs_out_today_has_not_run_out(town):
    town.edit("closures/hall-days.yaml", "known_until: 2027-03-31", f"known_until: {TODAY}")
    assert town.problems() == []


def test_an_address_needs_a_source(town):
    town.edit("locations/hall.yaml", "sources:\n  - source: town/page\n", "")
    assert town.problems() == [
        a_problem(
            "locations/hall.yaml",
            town.line("locations/hall.yaml", "address"),
            "address",
            "no source stands for this; add one under sources, or remove the fact",
        )
    ]


def test_a_window_of_which_nothing_is_known_needs_no_source(town):
    town.write(
        DESK_FILE,
        "kind: service\npage_number: 1000008\norganization: town/section\n"
        "topics: [town/life]\nchannels: [phone]\nschedules:\n  - speaks: [other]\n"
        "    hours: unknown\n" + said(summary="Ask."),
    )
    assert town.problems() == []


@pytest.mark.parametrize(
    ("printed", "problem"),
    [
        ("2023", ""),
        ("2023-04", ""),
        ("2023-04-28", ""),
        ("unknown", ""),
        ("2023-13", "month must be in 1..12"),
        ("2023-02-30", "day is out of range for month"),
        (
            "April 2023",
            "expected the form of 2026-11-22, 2026-11 or unknown",
        ),
    ],
)
def test_a_source_is_dated_as_far_as_it_says(town, printed, problem):
    town.edit("sources/page.yaml", "printed: unknown", f'printed: "{printed}"')
    line = town.line("sources/page.yaml", "printed")
    assert town.problems() == (
        [a_problem("sources/page.yaml", line, "printed", f'"{printed}" stands here; {problem}')]
        if problem
        else []
    )


def test_a_source_that_prints_something_else_stands_for_nothing(town):
    town.edit(DESK_FILE, "- source: town/page", "- source: town/page\n    differs: 03-3975-1253")
    assert {one.field for one in town.problems()} == {"phones", "schedules"}
    assert {one.message for one in town.problems()} == {
        "no source stands for this; add one under sources, or remove the fact"
    }
