"""The outbox: everybody sees what became of their letters, and decides where nobody knows."""

from datetime import timedelta

import pytest
from django.utils import timezone

from madoguchi.editorial.models import StaffMember
from madoguchi.outlets.site.tests.browser import sideways, violations
from madoguchi.people.models import JobState, Letter
from madoguchi.people.outbox import SEND, post

ADDRESS = "/staff/outbox/"
MONTH = timedelta(days=30)


def letter(name: str, state: str, by: StaffMember | None = None, **known: object) -> Letter:
    to, secret = f"{name}@example.jp", bool(known.pop("secret", False))
    made = post(to, f"To {name}", f"Text for {name}", "Signing in", MONTH, by=by, secret=secret)
    Letter.objects.filter(pk=made.pk).update(state=state, **known)
    return made


def seen(client) -> str:
    response = client.get(ADDRESS)
    assert response.status_code == 200
    return response.content.decode()


def test_people_see_their_own_letters_and_an_administrator_all(signed_in):
    sato, ono = signed_in("editor"), signed_in("administrator")
    letter("lin", "sent", sato.member)
    letter("minji", "uncertain")
    assert ("lin@example.jp" in seen(sato), "minji@example.jp" in seen(sato)) == (True, False)
    assert ("lin@example.jp" in seen(ono), "minji@example.jp" in seen(ono)) == (True, True)


def test_an_uncertain_letter_is_sent_again_only_when_its_sender_says_so(signed_in):
    sato = signed_in("editor")
    lin = letter("lin", "uncertain", sato.member)
    assert "Nobody knows whether this letter arrived" in seen(sato)
    answer = sato.post(f"{ADDRESS}{lin.pk}/", {"do": "again"}, follow=True).content.decode()
    assert "The letter to lin@example.jp is sent again." in answer
    lin.refresh_from_db()
    assert (lin.state, lin.decided_by) == ("waiting", sato.member)


def test_a_letter_that_arrived_is_noted_and_cannot_be_decided_twice(signed_in):
    sato = signed_in("editor")
    lin = letter("lin", "uncertain", sato.member)
    sato.post(f"{ADDRESS}{lin.pk}/", {"do": "arrived"})
    answer = sato.post(f"{ADDRESS}{lin.pk}/", {"do": "again"}, follow=True).content.decode()
    assert "Somebody has decided about this letter already." in answer
    lin.refresh_from_db()
    assert lin.state == "sent"
    assert "decided by Sato" in answer


def test_nobody_decides_about_letters_of_others(signed_in):
    sato, mori = signed_in("editor"), signed_in("reviewer")
    lin = letter("lin", "uncertain", sato.member)
    assert mori.post(f"{ADDRESS}{lin.pk}/", {"do": "again"}).status_code == 404
    lin.refresh_from_db()
    assert lin.state == "uncertain"


def test_a_failed_letter_shows_the_mail_servers_words(signed_in):
    sato = signed_in("editor")
    letter("lin", "failed", sato.member, problem="550 <no> such user")
    page = seen(sato)
    assert "550 &lt;no&gt; such user" in page
    assert "It arrived" not in page


def test_the_text_of_a_letter_with_a_link_to_sign_in_is_shown_to_nobody(signed_in):
    ono = signed_in("administrator")
    letter("lin", "waiting", secret=True)
    letter("minji", "waiting")
    page = seen(ono)
    assert ("Text for lin" in page, "Text for minji" in page) == (False, True)


@pytest.mark.parametrize(("ago", "told"), [(None, True), (5, False), (11, True)])
def test_that_no_worker_runs_is_said_where_letters_wait(signed_in, ago, told):
    sato = signed_in("editor")
    if ago:
        JobState.objects.create(name=SEND, ended=timezone.now() - timedelta(minutes=ago))
    assert "no worker runs" not in seen(sato)
    letter("lin", "waiting", sato.member)
    assert ("no worker runs" in seen(sato)) is told


def test_a_full_outbox_takes_few_questions_to_the_database(
    signed_in, django_assert_max_num_queries
):
    ono = signed_in("administrator")
    for number in range(30):
        letter(f"lin{number}", ("sent", "failed", "waiting")[number % 3], ono.member)
    with django_assert_max_num_queries(15):
        seen(ono)


def test_administrators_see_what_is_kept_about_people(signed_in):
    letter("lin", "sent")
    ono = signed_in("administrator", screen_language="ja")
    page = ono.get("/staff/personal-data/").content.decode()
    assert "通知の送信と、送信結果を差出人に示すため" in page
    assert signed_in("editor").get("/staff/personal-data/").status_code == 403


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_the_outbox_is_accessible_and_fits(desk, width):
    context = desk("administrator", width=width)
    for name, state in (("lin", "uncertain"), ("minji", "failed"), ("thuy", "waiting")):
        letter(name, state, problem="550 5.1.1 no such user" if state == "failed" else "")
    letter("maria", "sent")
    page = context.new_page()
    for address, heading in ((ADDRESS, "Outbox"), ("/staff/personal-data/", "Personal data")):
        page.goto(address)
        assert page.locator("h1").inner_text() == heading
        assert violations(page) == []
        assert sideways(page) == []
