"""The queue of readers' reports: who sees which, what came of them, what is blanked."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from madoguchi.editorial.keeping.reports import KEPT_DECIDED, KEPT_OPEN, blanked, forget
from madoguchi.editorial.models import FactsVersion, Record, Report
from madoguchi.outlets.site.tests.browser import sideways, violations

ADDRESS = "/staff/reports/"
DESK = "example/help-desk"
SAID = "Call me, lin@example.jp or 090-1234-5678: nobody answers at 9:00"


def report(text: str = SAID, entry_id: str = DESK, **known: object) -> Report:
    path = f"/en/services/{entry_id}/" if entry_id else "/en/emergency/"
    fields = {"language": "en", "what": Report.What.PHONE} | known
    return Report.objects.create(path=path, entry_id=entry_id, text=text, **fields)


def seen(client, **query: str) -> str:
    response = client.get(ADDRESS, query)
    assert response.status_code == 200
    return response.content.decode()


def decide(client, one: Report, state: str, **sent: str) -> str:
    response = client.post(f"{ADDRESS}{one.pk}/", {"state": state, **sent}, follow=True)
    one.refresh_from_db()
    return response.content.decode()


def save_facts(one: Report) -> None:
    """What Sato does to mend it: a new version of the facts."""
    FactsVersion.objects.create(record_id=one.entry_id, number=2, data="{}", why="number")


def test_an_editor_sees_what_concerns_their_sections_and_pages_of_nobody(signed_in, city):
    own = Record.objects.get(pk=DESK).section
    sato = signed_in("editor", sections=[own])
    report("of the desk")
    report("of all", "")
    report("of the line", "example/national-line")
    assert Record.objects.get(pk="example/national-line").section != own
    page = seen(sato)
    assert [one in page for one in ("of the desk", "of all", "of the line")] == [True, True, False]
    assert "of the line" in seen(sato, all="yes")


def test_mended_names_the_version_that_did_it_and_blanks_what_leads_to_the_reader(signed_in, city):
    sato, one = signed_in("editor"), report()
    save_facts(one)
    assert "Noted: mended." in decide(sato, one, "mended")
    assert (one.state, one.decided_by, one.part, one.version) == ("mended", sato.member, "facts", 2)
    assert one.text == "Call me, □ or □: nobody answers at 9:00"
    assert "Facts, version 2" in seen(sato, state="decided")


def test_mended_without_a_new_version_says_where(signed_in, city):
    sato, one = signed_in("editor"), report()
    told = decide(sato, one, "mended")
    assert "Nothing of this entry was saved since the report." in told
    assert (one.state, one.text) == ("open", SAID)
    decide(sato, one, "mended", note="in the pack of the prefecture")
    assert (one.state, one.note, one.version) == ("mended", "in the pack of the prefecture", None)


def test_the_second_to_decide_is_told_and_the_first_stands(signed_in, city):
    sato, mori, one = signed_in("editor"), signed_in("reviewer"), report()
    decide(sato, one, "right")
    assert "Somebody has decided about this meanwhile." in decide(mori, one, "spam")
    assert (one.state, one.decided_by) == ("right", sato.member)


@pytest.mark.parametrize("state", ["", "open", "lost"])
def test_an_outcome_has_to_be_chosen(signed_in, city, state):
    one = report()
    assert "Choose what came of it." in decide(signed_in("editor"), one, state)
    assert one.state == "open"


def test_the_queue_is_filtered_and_the_choice_stays_after_a_decision(signed_in, city):
    sato = signed_in("editor")
    report("number")
    hours = report("hours in Korean", language="ko", what=Report.What.HOURS)
    page = seen(sato, what="hours", language="ko")
    assert ("hours in Korean" in page, ">number<" in page) == (True, False)
    response = sato.post(
        f"{ADDRESS}{hours.pk}/", {"state": "unclear", "next": "?what=hours&language=ko"}
    )
    assert response["Location"] == f"{ADDRESS}?what=hours&language=ko#report-{hours.pk}"


def test_what_a_reader_typed_is_shown_as_typed(signed_in, city):
    report('<script>alert("x")</script>')
    assert "&lt;script&gt;alert(" in seen(signed_in("editor"))


def test_it_stands_on_the_entrys_page_until_it_is_decided(signed_in, city):
    sato, one = signed_in("editor"), report("the number is of the tax desk")
    address = f"/staff/entries/{DESK}/"
    assert "the number is of the tax desk" in sato.get(address).content.decode()
    decide(sato, one, "right")
    assert "the number is of the tax desk" not in sato.get(address).content.decode()


def test_a_long_queue_takes_few_questions_to_the_database(
    signed_in, city, django_assert_max_num_queries
):
    sato = signed_in("editor")
    for number in range(60):
        report(f"number {number}", what=Report.What.values[number % 6])
    with django_assert_max_num_queries(15):
        page = seen(sato)
    assert page.count('class="card"') == 25
    assert "60 reports" in page


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Mail lin@example.jp.", "Mail □"),
        ("連絡はlin@example.jpへ", "連絡は□へ"),
        ("090-1234-5678", "□"),
        ("０９０－１２３４－５６７８まで", "□まで"),
        ("(03) 1234 5678 or +81 3-1234-5678", "(□ or □"),
        ("My card is AB12345678CD", "My card is □"),
        ("It is open 9:00-17:00, not 10:00", "It is open 9:00-17:00, not 10:00"),
        ("Room 1204, 3rd floor", "Room 1204, 3rd floor"),
    ],
)
def test_what_could_lead_to_a_person_is_blanked_and_hours_are_not(said, kept):
    assert blanked(said) == kept


def test_reports_are_deleted_when_their_time_is_over(db):
    at = now()
    day = timedelta(days=1)
    for name, fields in {
        "old and decided": {"state": "right", "decided_at": at - KEPT_DECIDED - day},
        "decided": {"state": "right", "decided_at": at - KEPT_DECIDED + day},
        "old": {"at": at - KEPT_OPEN - day},
        "open": {"at": at - KEPT_OPEN + day},
    }.items():
        Report.objects.filter(pk=report(name).pk).update(**fields)
    assert forget(at) == 2
    assert {one.text for one in Report.objects.all()} == {"decided", "open"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [390, 768, 1280])
def test_the_queue_is_accessible_and_fits(desk, city, width):
    report()
    report("시간이 틀렸어요", language="ko", what=Report.What.HOURS, said=3)
    report("of all", "", state=Report.State.SPAM)
    page = desk("editor", width=width).new_page()
    page.goto(ADDRESS)
    assert page.locator("h1").inner_text() == "Reports from readers"
    assert (violations(page), sideways(page)) == ([], [])
