"""Publishing on screens: Kato sees what changes, publishes it now or later, takes it back."""

from datetime import timedelta

import lxml.html
import pytest
from django.utils.timezone import localtime, now

from madoguchi.edition import EditionStore
from madoguchi.editorial.keeping.drafting import (
    facts_version,
    retire,
    save_facts,
    save_words,
    words_version,
)
from madoguchi.editorial.keeping.guides import published_guide
from madoguchi.editorial.keeping.publishing import publish_what_is_due
from madoguchi.editorial.keeping.reviewing import approve
from madoguchi.editorial.models import Origin, Publication, Record

DESK = "example/help-desk"
PUBLISH = "/staff/publish/"


@pytest.fixture
def desk(city) -> Record:
    return Record.objects.get(pk=DESK)


@pytest.fixture
def sato(city, member):
    return member("editor", "translator")


@pytest.fixture
def mori(city, member):
    return member("reviewer")


@pytest.fixture
def kato(city, signed_in):
    return signed_in("publisher")


@pytest.fixture
def approved(desk, sato, mori) -> Record:
    """A new telephone number and a Korean name, approved by Mori."""
    facts = facts_version(desk).data | {"phones": [{"printed": "042-000-3333"}]}
    approve(save_facts(desk, facts, sato, based_on=1), mori)
    in_korean(desk, sato, mori)
    return desk


def in_korean(desk, sato, mori=None, origin=Origin.PERSON, name="도움 창구"):
    texts = words_version(desk, "ko").data | {"name": name}
    number = words_version(desk, "ko").number
    version = save_words(
        desk, "ko", texts, sato, based_on=number, made_from=("ja", 1), origin=origin
    )
    if mori:
        approve(version, mori)


def read(response):
    return lxml.html.fromstring(response.content.decode())


def said(page) -> str:
    return " ".join(page.xpath("string(//main)").split())


def ticked(page) -> dict[str, bool]:
    return {
        one.get("value"): one.get("checked") is not None
        for one in page.xpath('//input[@name="part"]')
    }


def sent(page, **changed):
    """What the form sends as it stands, all warnings accepted."""
    ticks = [key for key, is_ticked in ticked(page).items() if is_ticked]
    whats = page.xpath('//input[@name="what"]/@value')
    return {
        "part": ticks,
        "what": whats,
        "reason": ["Known"] * len(whats),
        "when": "now",
        "do": "publish",
    } | changed


def printed() -> list[str]:
    return [phone.printed for phone in published_guide().entries[DESK].phones]


def test_all_that_is_approved_is_ticked_and_told(approved, kato):
    page = read(kato.get(PUBLISH))
    assert ticked(page) == {f"{DESK} facts 2 0": True, f"{DESK} ko 2 1": True}
    assert "042-000-3333" in said(page)
    assert "도움 창구" in said(page)


def test_it_is_published_and_the_result_says_what_changed(approved, kato, city):
    response = kato.post(PUBLISH, sent(read(kato.get(PUBLISH)), why="The new number"))
    done = Publication.objects.get(kind=Publication.Kind.PUBLISH)
    assert response["Location"] == f"{PUBLISH}{done.pk}/"
    assert printed() == ["042-000-3333"]
    result = said(read(kato.get(response["Location"])))
    assert EditionStore(city).current_id() == done.edition
    assert done.edition in result
    assert "042-000-3333" in result
    assert "The new number" in result
    assert "seconds" in result
    assert "Nothing waits to be published." in said(read(kato.get(PUBLISH)))


def test_only_what_is_ticked_goes_to_readers(approved, kato):
    page = read(kato.get(PUBLISH))
    kato.post(PUBLISH, sent(page, part=[f"{DESK} ko 2 1"]))
    assert printed() != ["042-000-3333"]
    assert str(published_guide().entries[DESK].text("name").read("ko")) == "도움 창구"
    assert ticked(read(kato.get(PUBLISH))) == {f"{DESK} facts 2 0": True}


def test_a_version_approved_meanwhile_is_not_published_unseen(approved, kato, sato, mori):
    page = read(kato.get(PUBLISH))
    in_korean(approved, sato, mori, name="다른 이름")
    response = kato.post(PUBLISH, sent(page))
    assert response.status_code == 409
    assert f"look again: {DESK}" in said(read(response))
    assert Publication.objects.filter(kind=Publication.Kind.PUBLISH).count() == 0


def test_errors_block_and_are_told(desk, kato, sato, mori):
    approve(retire(desk, sato, based_on=1, why="Closed"), mori)
    page = read(kato.get(PUBLISH))
    assert "Errors: mend them, or leave those parts out" in said(page)
    response = kato.post(PUBLISH, sent(page))
    assert response.status_code == 409
    assert DESK in published_guide().entries


def test_a_warning_wants_a_reason_that_stays(desk, kato, sato, mori):
    texts = words_version(desk, "ja").data | {"summary": "{相談|そうだん}できます。"}
    approve(save_words(desk, "ja", texts, sato, based_on=1, made_from=None), mori)
    page = read(kato.get(PUBLISH))
    whats = page.xpath('//input[@name="what"]/@value')
    assert whats
    refused = kato.post(PUBLISH, sent(page, reason=[""] * len(whats)))
    assert refused.status_code == 409
    assert "accept each with a reason" in said(read(refused))
    response = kato.post(PUBLISH, sent(page, reason=[""] * len(whats), **{"reason-all": "Later"}))
    result = said(read(kato.get(response["Location"])))
    assert "Warnings that were accepted" in result
    assert "Reason: Later" in result


def test_words_by_a_machine_stand_apart_and_are_off(desk, kato, sato):
    in_korean(desk, sato, origin=Origin.MACHINE)
    page = read(kato.get(PUBLISH))
    assert ticked(page) == {}
    assert "Words by a machine that nobody has reviewed 1" in said(page)
    page = read(kato.get(f"{PUBLISH}?machine=yes"))
    assert ticked(page) == {f"{DESK} ko 2 0": False}
    kato.post(PUBLISH, sent(page, part=[f"{DESK} ko 2 0"]))
    assert published_guide().entries[DESK].words["ko"].state == "draft"
    assert str(published_guide().entries[DESK].text("name").read("ko")) == "도움 창구"


def test_drafts_that_a_person_is_writing_are_not_offered(desk, kato, sato):
    in_korean(desk, sato)
    assert "Nothing waits to be published." in said(read(kato.get(f"{PUBLISH}?machine=yes")))


def test_later_is_planned_on_tokyos_clocks_and_carried_out_then(approved, kato):
    at = localtime(now() + timedelta(hours=3)).strftime("%Y-%m-%dT%H:%M")
    response = kato.post(PUBLISH, sent(read(kato.get(PUBLISH)), when="later", at=at))
    planned = Publication.objects.get(kind=Publication.Kind.PUBLISH)
    assert localtime(planned.planned_for).strftime("%Y-%m-%dT%H:%M") == at
    assert printed() != ["042-000-3333"]
    assert "planned" in said(read(kato.get(response["Location"])))
    Publication.objects.filter(pk=planned.pk).update(planned_for=now())
    assert publish_what_is_due() == 1
    assert printed() == ["042-000-3333"]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("tomorrow", '"tomorrow" is no day and time; expected one as 2026-11-28 09:00.'),
        ("2020-01-01T09:00", "The time to publish must lie in the future."),
    ],
)
def test_a_time_that_is_none_is_told_at_the_field(approved, kato, typed, told):
    response = kato.post(PUBLISH, sent(read(kato.get(PUBLISH)), when="later", at=typed, why="x"))
    assert response.status_code == 409
    page = read(response)
    assert told in page.xpath('string(//p[@id="at-error"])')
    assert page.xpath('string(//input[@id="why"]/@value)') == "x"


def test_a_plan_is_cancelled(approved, kato):
    at = localtime(now() + timedelta(hours=3)).strftime("%Y-%m-%dT%H:%M")
    address = kato.post(PUBLISH, sent(read(kato.get(PUBLISH)), when="later", at=at))["Location"]
    told = said(read(kato.post(address, {"do": "cancel"}, follow=True)))
    assert "The plan is cancelled." in told
    assert ticked(read(kato.get(PUBLISH))) != {}


def test_the_last_publication_is_taken_back_in_one_step_with_a_reason(approved, kato):
    before = printed()
    address = kato.post(PUBLISH, sent(read(kato.get(PUBLISH))))["Location"]
    refused = kato.post(address, {"do": "back", "why": " "})
    assert refused.status_code == 409
    assert "Say in a sentence why it is taken back." in said(read(refused))
    told = said(read(kato.post(address, {"do": "back", "why": "Wrong number"}, follow=True)))
    assert "Taken back. Readers have what they had before." in told
    assert printed() == before
    listed = said(read(kato.get(f"{PUBLISH}all/")))
    assert "Wrong number" in listed
    assert kato.post(address, {"do": "back", "why": "Again"}).status_code == 409


def test_who_is_no_publisher_looks_and_cannot_publish(approved, signed_in):
    client = signed_in("editor")
    page = read(client.get(PUBLISH))
    assert page.xpath('//button[@value="publish"]') == []
    assert client.post(PUBLISH, sent(page)).status_code == 403
    assert Publication.objects.filter(kind=Publication.Kind.PUBLISH).count() == 0


def test_a_step_back_on_the_command_line_is_told_and_mended(approved, kato, city, sato, mori):
    kato.post(PUBLISH, sent(read(kato.get(PUBLISH))))
    in_korean(approved, sato, mori, name="다른 이름")
    kato.post(PUBLISH, sent(read(kato.get(PUBLISH))))
    published = EditionStore(city).current_id()
    assert "Readers do not get what is published here." not in said(read(kato.get(PUBLISH)))
    EditionStore(city).rollback()
    assert "Readers do not get what is published here." in said(read(kato.get(f"{PUBLISH}all/")))
    kato.post(PUBLISH, {"do": "serve"})
    assert EditionStore(city).current_id() == published
