"""Links on their screens: Sato sees what is dead, where it stands, and has it checked again."""

import lxml.html
import pytest

from madoguchi.editorial.keeping.links import note_links, standing
from madoguchi.editorial.models import Link, LinkCheck

LINKS = "/staff/links/"


@pytest.fixture
def sato(city, signed_in):
    return signed_in("editor")


@pytest.fixture
def dead(city) -> Link:
    """A link of the invented city that has been dead for days."""
    note_links()
    link = Link.objects.first()
    LinkCheck.objects.create(link=link, outcome="failed", status=404, problem="status")
    Link.objects.filter(pk=link.pk).update(state=Link.State.DEAD)
    link.refresh_from_db()
    return link


def read(response):
    return lxml.html.fromstring(response.content.decode())


def said(page) -> str:
    return " ".join(page.xpath("string(//main)").split())


def test_the_dead_stand_first_with_what_was_found_and_where_they_stand(dead, sato):
    page = read(sato.get(LINKS))
    rows = page.xpath("//tbody/tr")
    assert rows[0].xpath(".//th/a/@href") == [dead.url]
    told = " ".join(rows[0].text_content().split())
    assert "dead" in told
    assert "It answered 404." in told
    entry_id, _ = standing()[dead.url][0]
    assert f"/staff/entries/{entry_id}/facts/" in rows[0].xpath("./td[last()]//a/@href")


def test_one_states_links_are_listed_alone(dead, sato):
    page = read(sato.get(f"{LINKS}?state=dead"))
    assert len(page.xpath("//tbody/tr")) == 1


def test_a_link_tells_every_check(dead, sato):
    LinkCheck.objects.create(link=dead, outcome="failed", problem="no_host", detail="x.example")
    page = said(read(sato.get(f"{LINKS}{dead.pk}/")))
    assert "It answered 404." in page
    assert "There is no such host: x.example" in page
    assert "It has failed on 1 days since it last answered." in page


def test_it_is_checked_again_by_a_tap_and_never_inside_ones_own_network(city, sato):
    link = Link.objects.create(url="http://127.0.0.1:1/")
    page = said(read(sato.post(f"{LINKS}{link.pk}/", follow=True)))
    assert "Checked: failing" in page
    assert "It leads into a private network (127.0.0.1)." in page


def test_who_edits_nothing_has_nothing_checked(dead, signed_in):
    reviewer = signed_in("reviewer")
    assert reviewer.get(LINKS).status_code == 200
    assert reviewer.post(f"{LINKS}{dead.pk}/").status_code == 403
    assert dead.checks.count() == 1
