"""The facts editor: opened, changed, saved, in conflict, by people with and without the right."""

from madoguchi.editorial.forms.tests.sending import ids_of, sent_by
from madoguchi.editorial.keeping.drafting import facts_version
from madoguchi.editorial.models import Record, ReviewStep, Translation

DESK = "/staff/entries/example/help-desk/facts/"


def body(response):
    return response.content.decode()


def send(client, address, button, page=None, **changed):
    """Send the form of a page with a button, after changing some of its fields."""
    sent = sent_by(page or body(client.get(address)), changed)
    return client.post(address, {**sent, "do": [button]})


def newest(entry_id="example/help-desk"):
    return facts_version(Record.objects.get(pk=entry_id))


def numbers(version):
    return [phone["printed"] for phone in version.data["phones"]]


def test_every_entry_opens_with_few_questions_to_the_database(
    city, signed_in, django_assert_max_num_queries
):
    client = signed_in("editor")
    client.get(DESK)
    for entry_id in Record.objects.values_list("pk", flat=True):
        with django_assert_max_num_queries(15):
            response = client.get(f"/staff/entries/{entry_id}/facts/")
        assert response.status_code == 200, entry_id
        assert "Please look at this again" not in body(response), entry_id


def test_an_entry_that_is_not_there_is_not_found(city, signed_in):
    assert signed_in("editor").get("/staff/entries/example/nothing/facts/").status_code == 404


def test_sato_changes_a_number_and_says_why(city, signed_in):
    client = signed_in("editor")
    response = send(
        client,
        DESK,
        "save",
        **{"phones-0-printed": "０４２－０００－１００９", "_why": "New number"},
    )
    assert response["Location"] == DESK
    version = newest()
    assert (version.number, version.by, version.why) == (2, client.member, "New number")
    assert numbers(version) == ["042-000-1009", "042-000-1002", "042-000-1003", "042-000-1000"]
    before = facts_version(version.record, 1)
    assert version.data | {"phones": None} == before.data | {"phones": None}
    assert version.record.published == 1
    shown = body(client.get(DESK))
    assert "Saved as version 2." in shown
    assert "Version 2 by Sato" in shown


def test_saving_what_is_there_already_makes_no_version(city, signed_in):
    client = signed_in("editor")
    send(client, DESK, "save", _why="Looked at it")
    assert newest().number == 1
    assert "so nothing was saved" in body(client.get(DESK))


def test_a_fault_is_told_at_its_field_and_nothing_typed_is_lost(city, signed_in):
    client = signed_in("editor")
    typed = {"phones-0-printed": " 03-1", "note": "kept\nas typed", "_why": "Why not"}
    page = body(send(client, DESK, "save", **typed))
    assert newest().number == 1
    assert '<a href="#phones-0-printed">Telephone numbers, no. 1 – Number' in page
    assert "No telephone in Japan has this number" in page
    assert 'aria-describedby="phones-0-printed-help phones-0-printed-error-0"' in page
    again = sent_by(page)
    assert again["phones-0-printed"] == [" 03-1"]
    assert again["note"] == ["kept\r\nas typed"]
    assert again["_why"] == ["Why not"]


def test_every_error_of_the_summary_leads_to_something_on_the_page(city, signed_in):
    client = signed_in("editor")
    page = body(
        send(
            client,
            DESK,
            "check",
            **{
                "schedules-0-hours-times": "17:00-12:00",
                "schedules-1-on_holidays-times": "9:00-12:00",
                "schedules-2-speaks": "",
                "topics-0": "",
                "topics-1": "",
                "channels": [],
                "check_by": "soon",
                "sources-0-source": "Nobody",
            },
        )
    )
    links = [part.partition('"')[0] for part in page.split('<li><a href="#')[1:]]
    assert len(links) >= 7
    assert set(links) - set(ids_of(page)) == set()


def test_a_reason_is_asked_for(city, signed_in):
    client = signed_in("editor")
    page = body(send(client, DESK, "save", url="https://hoshimi.example/new/"))
    assert newest().number == 1
    assert '<a href="#_why">Say in one line what you changed and why.</a>' in page
    assert sent_by(page)["url"] == ["https://hoshimi.example/new/"]


def test_rows_are_added_and_removed_without_a_script_and_without_saving(city, signed_in):
    client = signed_in("editor")
    page = body(send(client, DESK, "add:phones", note="still here"))
    assert 'id="phones-4-printed"' in page
    assert sent_by(page)["note"] == ["still here"]
    page = body(send(client, DESK, "remove:phones:0", page))
    assert sent_by(page)["phones-0-printed"] == ["042-000-1002"]
    assert "Please look at this again" not in page
    assert newest().number == 1


def test_the_next_days_are_shown_with_what_is_typed(city, signed_in):
    client = signed_in("editor")
    page = body(
        send(client, DESK, "preview", **{"schedules-0-hours-times": "6:00-7:00", "note": "x"})
    )
    assert page.count('<td class="open">06:00–07:00</td>') >= 6
    assert newest().number == 1


def test_what_cannot_be_published_yet_is_saved_and_says_so(city, signed_in):
    client = signed_in("editor")
    send(client, DESK, "ask", **{"sources-0-source": "", "_why": "Looking for the source"})
    assert newest().number == 2
    assert newest().state == "draft"
    page = body(client.get(DESK))
    assert "not handed over yet: first mend what is marked" in page
    assert "No source stands for this" in page


def test_a_version_is_saved_and_handed_over_for_review(city, signed_in):
    client = signed_in("editor")
    send(client, DESK, "ask", url="https://hoshimi.example/new/", _why="The site has moved")
    version = newest()
    assert (version.number, version.state) == (2, "in_review")
    step = ReviewStep.objects.get(record_id="example/help-desk", number=2)
    assert (step.what, step.comment, step.by) == ("asked", "The site has moved", client.member)


def test_why_a_version_came_back_is_shown(city, signed_in):
    client = signed_in("editor")
    send(client, DESK, "ask", url="https://hoshimi.example/new/", _why="The site has moved")
    ReviewStep.objects.create(
        record_id="example/help-desk", part="facts", number=2, what="sent_back", comment="Which?"
    )
    assert '<p class="lines">Which?</p>' in body(client.get(DESK))


def test_the_second_of_two_editors_sees_the_difference_before_anything_is_saved(city, signed_in):
    sato, mori = signed_in("editor"), signed_in("editor", name="Mori")
    opened = body(mori.get(DESK))
    send(
        sato,
        DESK,
        "save",
        **{"phones-0-printed": "042-000-1009", "url": "https://a.example/", "_why": "Moved"},
    )
    mine = {"url": "https://b.example/", "note": "by Mori", "_why": "Other site"}
    response = send(mori, DESK, "save", opened, **mine)
    page = body(response)
    assert (response.status_code, newest().number) == (409, 2)
    assert "Sato saved version 2" in page
    assert [part.partition('"')[0] for part in page.split('value="theirs:')[1:]] == [
        "phones",
        "url",
        "note",
    ]
    assert page.count("<td>them only</td>") == page.count("<td>you only</td>") == 1
    assert page.count("<td>them and you</td>") == 1
    assert sent_by(page)["note"] == ["by Mori"]
    # What only Sato changed is taken over; what both changed stays Mori's; then it is saved.
    page = body(send(mori, DESK, "theirs", page))
    assert sent_by(page)["phones-0-printed"] == ["042-000-1009"]
    assert sent_by(page)["url"] == ["https://b.example/"]
    assert send(mori, DESK, "save", page)["Location"] == DESK
    version = newest()
    assert (version.number, version.by) == (3, mori.member)
    assert version.data["phones"][0]["printed"] == "042-000-1009"
    assert (version.data["url"], version.data["note"]) == ("https://b.example/", "by Mori")


def test_a_single_field_of_theirs_is_taken_over(city, signed_in):
    sato, mori = signed_in("editor"), signed_in("editor", name="Mori")
    opened = body(mori.get(DESK))
    send(sato, DESK, "save", url="https://a.example/", note="by Sato", _why="Moved")
    page = body(send(mori, DESK, "add:phones", opened, url="https://b.example/", note="by Mori"))
    page = body(send(mori, DESK, "theirs:url", page))
    assert sent_by(page)["url"] == ["https://a.example/"]
    assert sent_by(page)["note"] == ["by Mori"]
    assert 'value="theirs:url"' not in page
    assert 'value="theirs:note"' in page


def test_an_editor_of_another_section_reads_and_changes_nothing(city, signed_in):
    client = signed_in("editor", name="Lin", sections=["example/children-section"])
    page = body(client.get(DESK))
    assert "Only an editor of this section may change them." in page
    assert '<fieldset class="all" disabled>' in page
    assert 'value="save"' not in page
    theirs = sent_by(body(signed_in("editor").get(DESK)), {"_why": "I want to", "note": "mine"})
    assert client.post(DESK, {**theirs, "do": ["save"]}).status_code == 403
    assert newest().number == 1


def test_a_draft_can_be_linked_to_before_it_is_published(city, signed_in):
    client = signed_in("editor")
    send(
        client,
        "/staff/new/location/",
        "save",
        _ja="図書館",
        _en="Library",
        _name="library",
        area="example/hoshimi",
    )
    page = body(send(client, DESK, "check", location="example/library"))
    assert "There is no" not in page
    assert sent_by(page)["location"] == ["example/library"]


def test_a_form_of_no_version_is_compared_with_the_newest(city, signed_in):
    client = signed_in("editor")
    for based_on in ("", "x", "²", "99999999999999999999", "-1", "7"):
        response = send(client, DESK, "save", _why="Hm", _based_on=based_on, note="other")
        assert response.status_code == 409, based_on
    assert newest().number == 1


def test_an_entry_is_taken_away_with_a_reason(city, signed_in):
    client = signed_in("editor")
    address = "/staff/entries/example/night-line/retire/"
    page = body(client.get(address))
    assert ">Help Desk for Foreign Residents</a>" in page
    assert "Say in one line why" in body(client.post(address, sent_by(page)))
    assert newest("example/night-line").number == 1
    answer = client.post(address, {**sent_by(page), "_why": "The line has closed"})
    assert answer["Location"] == "/staff/entries/example/night-line/"
    version = newest("example/night-line")
    assert (version.gone, version.why, version.state) == (True, "The line has closed", "in_review")
    facts = body(client.get("/staff/entries/example/night-line/facts/"))
    assert "readers do not get this entry any more" in facts


def test_nobody_takes_away_what_somebody_else_is_changing(city, signed_in):
    sato, mori = signed_in("editor"), signed_in("editor", name="Mori")
    address = "/staff/entries/example/help-desk/retire/"
    opened = sent_by(body(mori.get(address)))
    send(sato, DESK, "save", note="still needed", _why="Still needed")
    page = body(mori.post(address, {**opened, "_why": "Not needed"}))
    assert "Sato has saved version 2 meanwhile" in page
    assert sent_by(page)["_why"] == ["Not needed"]
    assert (newest().number, newest().gone) == (2, False)


def test_readers_and_translators_are_not_offered_to_take_away(city, signed_in):
    client = signed_in("translator")
    assert "retire/" not in body(client.get(DESK))
    assert client.get("/staff/entries/example/help-desk/retire/").status_code == 403


NEW = "/staff/new/organization/"


def test_a_new_section_gets_a_name_that_was_looked_at(city, signed_in):
    client = signed_in("editor")
    page = body(send(client, NEW, "save", _ja="防災課", _en="Disaster Prevention Section"))
    assert "Is this a good name?" in page
    assert sent_by(page)["_name"] == ["disaster-prevention-section"]
    assert not Record.objects.filter(name_ja="防災課").exists()
    answer = send(client, NEW, "save", page)
    entry_id = "example/disaster-prevention-section"
    assert answer["Location"] == f"/staff/entries/{entry_id}/facts/?made=1"
    assert f'href="/staff/entries/{entry_id}/words/ja/"' in body(client.get(answer["Location"]))
    record = Record.objects.get(pk=entry_id)
    assert (record.name_ja, record.name_en, record.state) == (
        "防災課",
        "Disaster Prevention Section",
        "draft",
    )
    assert record.published is None
    english = Translation.objects.get(record=record, language="en")
    assert (english.made_from_language, english.made_from_number) == ("ja", 1)
    assert newest(entry_id).data["kind"] == "organization"


def test_a_name_that_cannot_be_one_is_refused(city, signed_in):
    client = signed_in("editor")
    count = Record.objects.count()
    for name, told in {
        "help-desk": "The name &#34;help-desk&#34; is taken; choose another.",
        "Help Desk": "Write small letters a to z",
        "../etc": "Write small letters a to z",
        "a" * 81: "at most 80 characters",
    }.items():
        page = body(send(client, NEW, "save", _ja="課", _name=name))
        assert told in page
        assert sent_by(page)["_name"] == [name]
    assert Record.objects.count() == count


def test_a_new_source_needs_its_title_and_no_words(city, signed_in):
    client = signed_in("editor")
    page = body(client.get("/staff/new/source/"))
    assert 'name="_ja"' not in page
    filled = {
        "_name": "new-leaflet",
        "title": "星見市の案内",
        "trust": "official",
        "printed": "2026-11",
        "read": "2026/11/28",
    }
    answer = send(client, "/staff/new/source/", "save", page, **filled)
    assert answer["Location"] == "/staff/entries/example/new-leaflet/facts/?made=1"
    assert newest("example/new-leaflet").data["read"] == "2026-11-28"


def test_every_kind_of_entry_can_be_begun(city, signed_in):
    client = signed_in("editor")
    doors = body(client.get("/staff/new/"))
    doors = doors.partition("Which kind of entry is it?")[2]
    addresses = [part.partition('"')[0] for part in doors.split('<li><a href="/staff/new/')[1:]]
    assert len(addresses) == 19
    for address in addresses:
        assert client.get(f"/staff/new/{address}").status_code == 200, address
    assert client.get("/staff/new/pack/").status_code == 404
    assert client.get("/staff/new/dragon/").status_code == 404


def test_only_editors_make_entries(city, signed_in):
    assert signed_in("translator").get(NEW).status_code == 403
    assert signed_in("reviewer").post(NEW, {"do": "save"}).status_code == 403


def test_sato_reads_everything_in_japanese(city, signed_in):
    client = signed_in("editor", screen_language="ja")
    page = body(client.get(DESK))
    assert "次の確認期限" in page
    assert "今後14日間" in page
    for english in ("Check again by", "Opening hours", "Remove", "the source does not say"):
        assert english not in page
    sent = send(client, DESK, "check", **{"schedules-0-speaks": "エルフ語"})
    assert "「エルフ語」という言語は見つかりません。" in body(sent)
