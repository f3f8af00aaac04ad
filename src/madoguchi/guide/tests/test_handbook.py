"""Entries of the handbook: what is wrong with them is told, what is right is rendered."""

from datetime import date

import pytest

from madoguchi.guide import Emergency, Guidance, Programme
from madoguchi.guide.quantities import Quantity, quantity_text
from madoguchi.guide.references import Reference
from madoguchi.guide.rendering import facts, numbers_of, plain
from madoguchi.guide.rhythm import Rhythm, rhythm_text
from madoguchi.guide.tests.town import a_problem, said
from madoguchi.language import WRITTEN

MATTER = """\
kind: guidance
page_number: 1000021
chapter: town/living
order: 1
phones:
  - printed: 03-5984-4621
facts:
  gift:
    yen: 50000
  limit:
    days: 14
sources:
  - source: town/page
check_by: 2027-04-01
"""
MATTER_FILE = "guidance/matter.yaml"
PROGRAMME = """\
kind: programme
page_number: 1000022
chapter: town/living
order: 2
held:
  - times: 1
    per: month
    source: town/page
sources:
  - source: town/page
"""
PROGRAMME_FILE = "programmes/cafe.yaml"


@pytest.fixture
def handbook(town):
    """The town with a chapter, a matter, a programme and an emergency number in it."""
    town.write(
        "chapters/living.yaml",
        "kind: chapter\npage_number: 1000020\norder: 1\nhue: 20\nservices: [town/desk]\n"
        + said(summary="Life"),
    )
    town.write(MATTER_FILE, MATTER + said(summary="[[#gift]] within [[#limit]]. [[#phone]]"))
    town.write(
        PROGRAMME_FILE,
        PROGRAMME + said(summary="Cafe [[#held]]", for_whom="Everybody", join="Come"),
    )
    town.write(
        "emergencies/help.yaml",
        "kind: emergency\npage_number: 1000023\norder: 1\nservice: town/desk\n"
        + said(summary="Call [[#phone]]."),
    )
    return town


def test_a_handbook_without_faults_has_no_problems(handbook):
    assert handbook.problems() == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "50,000 yen within 14 days. 03-5984-4621"),
        ("id", "50.000 yen within 14 hari. 03-5984-4621"),
    ],
)
def test_amounts_and_periods_are_said_in_the_language_of_the_reader(handbook, language, words):
    guide = handbook.guide()
    matter = guide.get("town/matter", Guidance)
    assert plain(guide, matter, "summary", language).value == words


def test_a_number_of_a_window_stands_for_an_emergency(handbook):
    guide = handbook.guide()
    emergency = guide.get("town/help", Emergency)
    assert [one.printed for one in numbers_of(guide, emergency)] == ["03-3975-1252"]
    found = facts(guide, emergency, Reference("", "phone"), "en")
    assert [one.href for one in found] == ["tel:+81339751252"]


def test_how_often_can_be_said_in_words(handbook):
    guide = handbook.guide()
    cafe = guide.get("town/cafe", Programme)
    assert plain(guide, cafe, "summary", "en").value == "Cafe 1 time a month"


@pytest.mark.parametrize(
    ("old", "new", "at", "field", "message"),
    [
        (
            "yen: 50000",
            "yen: 50000\n    days: 3",
            "gift:",
            "facts.gift",
            "one amount was expected, as yen: 50000 or days: 14, not 2",
        ),
        (
            "chapter: town/living",
            "chapter: town/desk",
            "chapter:",
            "chapter",
            '"town/desk" is a service; expected a chapter',
        ),
        (
            "sources:\n  - source: town/page\n",
            "sources:\n  - source: town/page\n    of: [phones]\n",
            "facts:",
            "facts",
            "no source stands for this; add one under sources, or remove the fact",
        ),
    ],
)
def test_a_fault_of_a_matter_is_told_with_its_field(  # noqa: PLR0917 - a column each
    handbook, old, new, at, field, message
):
    handbook.edit(MATTER_FILE, old, new)
    assert handbook.problems() == [
        a_problem(MATTER_FILE, handbook.line(MATTER_FILE, at), field, message)
    ]


def test_an_amount_typed_into_words_is_refused_in_every_language(handbook):
    for amount in ("5万円", "50,000 yen", "5万日元", "50,000엔", "50.000 ienes", "50.000 yên"):
        handbook.write(
            MATTER_FILE, MATTER + said(summary=f"{amount} [[#gift]] [[#limit]] [[#phone]]")
        )
        told = [one.field for one in handbook.problems() if "is typed into" in one.message]
        assert sorted(told) == sorted(f"words.{code}.summary" for code in WRITTEN), amount


def test_a_fact_that_does_not_exist_is_named(handbook):
    handbook.write(MATTER_FILE, MATTER + said(summary="[[#present]]"))
    assert (
        "of a guidance, words can refer to gift, limit, name, phone, phones, url; not to present"
        in {one.message for one in handbook.problems()}
    )


def test_an_emergency_has_a_number_or_a_window_that_has_one(handbook):
    handbook.write(
        "emergencies/help.yaml",
        "kind: emergency\npage_number: 1000023\norder: 1\n" + said(summary="Call."),
    )
    assert [one.message for one in handbook.problems()] == [
        "a number, or a service that has one; expected one of the two"
    ]


@pytest.mark.parametrize("code", WRITTEN)
def test_every_unit_has_words_in_every_language(code):
    for unit in ("yen", "hours", "days", "weeks", "months", "years", "age", "times"):
        said_of_it = quantity_text(Quantity(**{unit: 12}), code)
        assert "12" in said_of_it
        assert len(said_of_it) > len("12")
    assert "2025" in quantity_text(Quantity(day=date(2025, 4, 1)), code)


def test_two_sources_may_contradict_each_other_about_a_rhythm():
    monthly = Rhythm(times=1, per="month", source="town/page")
    seldom = Rhythm(times=1, per="two-months", about=True, source="town/page")
    assert rhythm_text(monthly, "en") == "1 time a month"
    assert rhythm_text(seldom, "en") == "about 1 time in two months"


def test_a_rhythm_names_its_days_months_and_times():
    rhythm = Rhythm(
        days=("sat",), months=(4, 6), hours=("10:00-11:30",), only="school-days", source="town/page"
    )
    assert rhythm_text(rhythm, "en") == "Apr and Jun, Sat, 10:00–11:30, not in the school holidays"


def test_fourteen_days_have_their_own_reading_in_plain_japanese():
    assert quantity_text(Quantity(days=14), "ja-x-easy") == "{14日間|じゅうよっかかん}"
    assert quantity_text(Quantity(days=60), "ja-x-easy") == "60{日間|にちかん}"
