"""Still true in one tap, taken back in another; reports and letters of what is due."""

import csv
import io
from datetime import timedelta

import lxml.html
import pytest
from django.utils.timezone import localdate

from madoguchi.editorial.due_mail import mail_what_is_due
from madoguchi.editorial.keeping.drafting import (
    CannotSaveError,
    confirm,
    facts_version,
    save_facts,
    save_words,
    words_version,
)
from madoguchi.editorial.keeping.freshness import take_back_check
from madoguchi.editorial.keeping.reviewing import approve
from madoguchi.editorial.models import FactsVersion, Record, State
from madoguchi.people.models import Letter

IN_A_YEAR = localdate() + timedelta(days=365)

DESK, TAX = "example/help-desk", "example/tax-day"
LIST = "/staff/freshness/?when=overdue"
YESTERDAY, NEXT_YEAR = timedelta(days=-1), timedelta(days=365)


def read(response, status=200):
    assert response.status_code == status
    return lxml.html.fromstring(response.content.decode())


def names(page) -> list[str]:
    """What stands in the list, in order; what a tap did with a mark in front."""
    found = []
    for one in page.xpath("//ul[@class='checks']/li"):
        done = one.get("id") == "done"
        found.append("✓" if done else one.xpath("string(.//h2)").strip())
    return found


def tabs(page) -> dict[str, int]:
    words = [one.text_content().split() for one in page.xpath("//nav[@class='tabs']//a")]
    return {" ".join(one[:-1]): int(one[-1]) for one in words}


def sent(page, entry_id) -> dict[str, str]:
    """What the form of an entry sends when it is not touched."""
    form = page.xpath(f"//form[input[@name='record'][@value='{entry_id}']]")[0]
    return dict(form.form_values())


@pytest.fixture
def overdue(city, member) -> Record:
    """Two windows whose check was missed, and nothing else with a date."""
    Record.objects.update(check_by=None)
    for days, entry_id in ((-30, DESK), (-20, TAX)):
        record = Record.objects.get(pk=entry_id)
        day = (localdate() + timedelta(days=days)).isoformat()
        facts = facts_version(record).data | {"check_by": day}
        version = save_facts(record, facts, member("editor", name="Ito"), based_on=1)
        approve(version, member("reviewer"))
    return Record.objects.get(pk=DESK)


@pytest.fixture
def sato(overdue, signed_in):
    return signed_in("editor")


def test_the_list_begins_with_what_is_most_overdue(sato):
    page = read(sato.get("/staff/freshness/"))
    assert names(page) == ["Help Desk for Foreign Residents", "Tax and Insurance Day"]
    without = tabs(page).pop("No date")
    assert tabs(page) == {"Overdue": 2, "Due in 30 days": 0, "Later": 0, "No date": without}
    # Topics and areas hold no facts that grow old.
    assert without < Record.objects.count() - 2


def test_one_tap_keeps_day_source_and_next_check_and_leads_back_with_undo(sato):
    first = read(sato.get(LIST))
    fields = sent(first, DESK)
    assert fields["source"] == "example/city-handbook"
    response = sato.post(LIST, fields | {"do": "confirm"})
    assert response["Location"] == f"{LIST}&done={DESK}@3#done"
    version = facts_version(Record.objects.get(pk=DESK))
    today = localdate()
    assert (version.number, version.state, version.by) == (3, State.APPROVED, sato.member)
    assert version.data["check_by"] == fields["until"]
    assert fields["until"] in {
        (today + NEXT_YEAR).isoformat(),
        (today + NEXT_YEAR + timedelta(days=1)).isoformat(),
    }
    confirmed = [one.get("confirmed") for one in version.data["sources"]]
    assert confirmed[0] == today.isoformat()
    page = read(sato.get(response["Location"].partition("#")[0]))
    # It stands where it stood, though it is overdue no longer.
    assert names(page) == ["✓", "Tax and Insurance Day"]
    undo = sent(page, DESK)
    back = sato.post(LIST, undo | {"do": "undo"}, follow=True)
    assert names(read(back)) == ["Help Desk for Foreign Residents", "Tax and Insurance Day"]
    again = facts_version(Record.objects.get(pk=DESK))
    assert (again.number, again.state) == (4, State.APPROVED)
    assert again.data == FactsVersion.objects.get(record_id=DESK, number=2).data


def test_a_finger_that_trembles_confirms_once(sato):
    fields = sent(read(sato.get(LIST)), DESK) | {"do": "confirm"}
    first, second = sato.post(LIST, fields), sato.post(LIST, fields)
    assert first["Location"] == second["Location"]
    assert FactsVersion.objects.filter(record_id=DESK).count() == 3


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"until": "2020-01-31"}, "The next check must lie in the future."),
        ({"until": "soon"}, 'Next check: "soon" is no day; expected one as 2027-11-28.'),
        ({"source": ""}, "Choose the source that says so."),
        ({"source": "example/other"}, "These facts do not name that source."),
    ],
)
def test_what_is_wrong_is_told_at_its_entry_and_nothing_is_lost(sato, changed, told):
    fields = sent(read(sato.get(LIST)), DESK) | {"do": "confirm"} | changed
    page = read(sato.post(LIST, fields), status=400)
    assert page.xpath("string(//p[@class='error'])").strip() == told
    assert page.xpath("//input[@name='until']/@value")[0] == fields["until"]
    assert names(page) == ["Help Desk for Foreign Residents", "Tax and Insurance Day"]
    assert FactsVersion.objects.filter(record_id=DESK).count() == 2


def test_somebody_elses_draft_is_not_confirmed_along(sato, overdue, member):
    fields = sent(read(sato.get(LIST)), DESK) | {"do": "confirm"}
    facts = facts_version(overdue).data | {"note": "Moved"}
    save_facts(overdue, facts, member("editor", name="Ito"), based_on=2)
    page = read(sato.post(LIST, fields), status=400)
    assert "There is a draft of these facts." in page.xpath(
        "string(//li[@id='e-example-help-desk'])"
    )
    assert page.xpath(f"//form[input[@value='{DESK}']]") == []


def test_sections_of_others_are_read_but_not_confirmed(overdue, signed_in):
    sato = signed_in("editor", sections=["example/children-section"])
    assert names(read(sato.get(LIST))) == []
    page = read(sato.get(f"{LIST}&all=yes"))
    assert names(page) == ["Help Desk for Foreign Residents", "Tax and Insurance Day"]
    assert page.xpath("//form[input[@name='record']]") == []
    source = facts_version(overdue).data["sources"][0]["source"]
    forged = {"record": DESK, "number": "2", "source": source, "until": IN_A_YEAR.isoformat()}
    assert sato.post(LIST, forged | {"do": "confirm"}).status_code == 403


def test_only_a_check_can_be_taken_back_and_only_as_the_last_thing(overdue, member):
    ito = member("editor", name="Ito")
    source = facts_version(overdue).data["sources"][0]["source"]
    changed = facts_version(overdue).data | {"note": "Moved"}
    approve(save_facts(overdue, changed, ito, based_on=2), member("reviewer"))
    with pytest.raises(CannotSaveError, match="More than a check"):
        take_back_check(overdue, ito, number=3)
    overdue.refresh_from_db()
    confirm(overdue, ito, source=source, until=IN_A_YEAR)
    with pytest.raises(CannotSaveError, match="changed meanwhile"):
        take_back_check(overdue, ito, number=3)
    with pytest.raises(CannotSaveError, match="changed meanwhile"):
        take_back_check(Record.objects.get(pk="example/law-advice"), ito, number=1)
    assert take_back_check(overdue, ito, number=4).data["note"] == "Moved"


def test_the_file_of_what_is_due_holds_no_formula(sato, overdue):
    texts = words_version(overdue, "en").data | {"name": "=HYPERLINK(1)"}
    save_words(overdue, "en", texts, sato.member, based_on=1, made_from=("ja", 1))
    response = sato.get("/staff/freshness/due.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    text = response.content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(one["Id"], one["Name"], one["Overdue"]) for one in rows] == [
        (DESK, "'=HYPERLINK(1)", "Yes"),
        (TAX, "Tax and Insurance Day", "Yes"),
    ]
    page = read(sato.get("/staff/freshness/report/"))
    assert len(page.xpath("//section[@class='sheet']//tbody/tr")) == 2


def test_editors_get_one_letter_a_week_about_their_own_sections(overdue, member):
    member("editor", name="Sato", sections=[overdue.section], screen_language="ja")
    member("editor", name="Tanaka", sections=["example/children-section"])
    member("translator")
    gone = member("editor", name="Gone")
    gone.is_active = False
    gone.save()
    assert mail_what_is_due() == {"posted": 2}
    assert mail_what_is_due() == {"posted": 0}
    letters = {one.to.partition("@")[0]: one for one in Letter.objects.all()}
    assert set(letters) == {"ito", "sato"}
    assert letters["ito"].subject == "2 entries to check"
    assert f"/staff/freshness/?entry={DESK}" in letters["ito"].body
    assert letters["sato"].body.startswith("Satoさん、お疲れさまです")
    assert letters["sato"].subject.startswith("確認が必要な情報")


def test_a_long_list_asks_the_database_seldom(sato, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        sato.get("/staff/freshness/?when=never")
