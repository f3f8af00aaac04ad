"""The draft as readers will see it, seen by staff and by no reader."""

from collections.abc import Iterator

import lxml.html
import pytest

from madoguchi.edition import EditionStore, compile_edition
from madoguchi.editorial.keeping.drafting import (
    facts_version,
    new_entry,
    retire,
    save_facts,
    save_words,
    words_version,
)
from madoguchi.editorial.keeping.guides import published_guide
from madoguchi.editorial.models import Record
from madoguchi.guide import KINDS
from madoguchi.language import WRITTEN
from madoguchi.outlets import serving

DESK = "example/help-desk"
PREVIEW = f"/staff/entries/{DESK}/preview/"
INSIDE = f"{PREVIEW}page"
# What a reader must never see.
SECRET, NUMBER = "秘密の窓口", "042-000-7777"


@pytest.fixture
def readers(city) -> Iterator[None]:
    """Readers are served what is published."""
    EditionStore(city).publish(compile_edition(published_guide()))
    serving.live.cache_clear()
    yield
    serving.live.cache_clear()


@pytest.fixture
def sato(city, signed_in):
    return signed_in("editor", "translator")


@pytest.fixture
def desk(sato) -> Record:
    """The desk with another number and another Japanese and Korean name, as drafts."""
    desk = Record.objects.get(pk=DESK)
    save_facts(
        desk, facts_version(desk).data | {"phones": [{"printed": NUMBER}]}, sato.member, based_on=1
    )
    for language in ("ja", "ko"):
        texts = words_version(desk, language).data | {"name": SECRET}
        made_from = None if language == "ja" else ("ja", 1)
        save_words(desk, language, texts, sato.member, based_on=1, made_from=made_from)
    return desk


def read(response):
    return lxml.html.fromstring(response.content.decode())


def said(page) -> str:
    return " ".join(page.text_content().split())


def test_the_draft_is_shown_on_the_readers_page_with_a_banner(desk, sato):
    page = read(sato.get(f"{INSIDE}/ko/services/{DESK}/"))
    assert SECRET in page.xpath("string(//h1)")
    assert NUMBER in said(page)
    assert page.xpath('string(//*[@class="draft-of-staff"]/strong)') == "Draft"
    assert page.xpath("//html/@lang") == ["ko"]


def test_both_widths_are_framed_beside_what_would_change(desk, sato):
    response = sato.get(f"{PREVIEW}ko/")
    page = read(response)
    assert page.xpath("//iframe/@src") == [f"{INSIDE}/ko/services/{DESK}/"] * 2
    assert [one.split()[0] for one in page.xpath("//section/h3/text()")] == [
        "Facts",
        "Japanese",
        "Korean",
    ]
    assert NUMBER in said(page)
    assert "frame-src 'self'" in response["Content-Security-Policy"]


def test_only_pages_of_previews_may_be_framed_and_they_run_no_scripts(desk, sato, client, readers):
    policy = sato.get(f"{INSIDE}/ko/services/{DESK}/")["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "script-src 'none'" in policy
    others = [sato.get(f"{PREVIEW}ko/"), client.get(f"/ko/services/{DESK}/")]
    for response in others:
        assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert read(sato.get(f"{INSIDE}/ko/services/{DESK}/")).xpath("//script") == []


def test_links_lead_to_previews_and_never_out_of_the_frame(desk, sato):
    page = read(sato.get(f"{INSIDE}/ko/services/{DESK}/"))
    inner = [one for one in page.xpath("//a/@href | //form/@action") if one.startswith("/")]
    assert inner != []
    assert [one for one in inner if not one.startswith(f"{INSIDE}/")] == []
    outer = page.xpath('//a[starts-with(@href, "http")]')
    assert {one.get("target") for one in outer} <= {"_blank"}
    elsewhere = sato.get(f"{INSIDE}/ko/about/")
    assert elsewhere.status_code == 404
    assert read(elsewhere).xpath("//a/@href") == ["/ko/about/"]


def test_no_reader_ever_gets_a_draft(desk, sato, client, readers):
    """Every page that can show the desk is made from the draft first, then asked for by Lin."""
    addresses = [
        address
        for code in WRITTEN
        for address in (f"/{code}/", f"/{code}/help/", f"/{code}/services/{DESK}/")
    ]
    once = ["/ko/sources/", "/ko/guide/", "/ko/emergency/", "/ko/learn/", "/ko/life/"]
    drafted = [sato.get(INSIDE + address).content.decode() for address in addresses + once]
    assert sum(SECRET in page or NUMBER in page for page in drafted) > len(addresses) / 2
    for_programs = ["/api/edition.json", "/api/help?speaks=ko", "/ko/search/?q=%EC%B0%BD%EA%B5%AC"]
    for address in addresses + once + for_programs + ["/offline/ko.json", "/ko/changes.atom"]:
        response = client.get(address)
        assert response.status_code == 200, address
        page = response.content.decode()
        assert SECRET not in page, address
        assert NUMBER not in page, address
    # And after readers' pages were made, the draft is still shown to staff alone.
    assert SECRET in sato.get(f"{INSIDE}/ko/services/{DESK}/").content.decode()


def test_a_draft_is_not_kept_longer_than_it_is_the_newest(desk, sato):
    desk.refresh_from_db()
    sato.get(f"{INSIDE}/ko/services/{DESK}/")
    facts = facts_version(desk).data | {"phones": [{"printed": "042-000-8888"}]}
    save_facts(desk, facts, sato.member, based_on=2)
    page = said(read(sato.get(f"{INSIDE}/ko/services/{DESK}/")))
    assert "042-000-8888" in page
    assert NUMBER not in page


def test_every_kind_of_entry_has_a_preview(city, sato):
    shown = set()
    for kind in KINDS:
        record = Record.objects.filter(kind=kind).first()
        if record is None:
            continue
        page = read(sato.get(f"/staff/entries/{record.pk}/preview/ja/"))
        (address, _) = page.xpath("//iframe/@src")
        framed = sato.get(address.partition("#")[0])
        assert framed.status_code == 200, record.pk
        assert "draft-of-staff" in framed.content.decode(), record.pk
        shown.add(kind)
    assert shown == set(KINDS)


def test_a_question_is_previewed_on_its_plan_with_answers(city, sato):
    record = Record.objects.filter(kind="life-event").first()
    event = published_guide().entries[record.pk]
    inside = f"/staff/entries/{record.pk}/preview/page"
    response = sato.get(f"{inside}/en/life/{event.slug}/?start=1", follow=True)
    assert response.status_code == 200
    assert "draft-of-staff" in response.content.decode()


def test_a_new_entry_that_names_another_new_one_is_previewed(city, sato):
    facts = facts_version(Record.objects.get(pk=DESK)).data
    topic, _ = new_entry("example/new-topic", {"kind": "topic"}, sato.member)
    save_words(topic, "ja", {"name": "新{分野|ぶんや}"}, sato.member, based_on=0, made_from=None)
    new = {**facts, "topics": ["example/new-topic"]}
    desk, _ = new_entry("example/second-desk", new, sato.member)
    texts = words_version(Record.objects.get(pk=DESK), "ja").data
    save_words(desk, "ja", texts, sato.member, based_on=0, made_from=None)
    page = sato.get(
        "/staff/entries/example/second-desk/preview/page/ja/services/example/second-desk/"
    )
    assert page.status_code == 200


def test_what_leads_nowhere_is_told_instead_of_a_page(city, sato):
    desk = Record.objects.get(pk=DESK)
    facts = facts_version(desk).data | {"location": "example/nowhere"}
    save_facts(desk, facts, sato.member, based_on=1)
    response = sato.get(f"{INSIDE}/ko/services/{DESK}/")
    assert response.status_code == 409
    assert "This draft makes no page yet" in said(read(response))
    assert "example/nowhere" in said(read(response))


def test_what_is_taken_away_says_so(city, sato):
    retire(Record.objects.get(pk=DESK), sato.member, based_on=1, why="Closed")
    page = read(sato.get(f"{PREVIEW}ko/"))
    assert page.xpath("//iframe") == []
    assert "By its newest version readers will not get this entry." in said(page)
    assert "taken away from readers" in said(page)
