"""The screen for agencies' files."""

from django.core.files.uploadedfile import SimpleUploadedFile

from madoguchi.editorial.keeping import guides

ADDRESS = "/staff/exchange/"


def out(client, **asked):
    return client.get(
        ADDRESS + "out/", {"language": "ko", "state": "machine", "form": "csv"} | asked
    )


def test_the_file_that_was_given_out_can_be_taken_in(city, signed_in):
    client = signed_in("translator", languages=["ko"])
    response = out(client)
    assert response["Content-Disposition"].startswith('attachment; filename="madoguchi-ko-')
    text = response.content.decode("utf-8-sig")
    assert "이야기 모임" in text
    file = SimpleUploadedFile(
        "ko.csv", text.replace("이야기 모임", "수다 모임").encode("utf-8-sig")
    )
    answer = client.post(ADDRESS + "in/", {"language": "ko", "file": file})
    assert "1 entries have new words" in answer.content.decode()
    assert "/staff/entries/example/chat-salon/words/ko/" in answer.content.decode()


def test_a_file_of_another_kind_is_told_by_its_name(city, signed_in):
    client = signed_in("translator", languages=["ko"])
    file = SimpleUploadedFile("letter.docx", b"PK\x03\x04 no translation")
    answer = client.post(ADDRESS + "in/", {"language": "ko", "file": file})
    assert answer.status_code == 400
    assert "letter.docx" in answer.content.decode()


def test_what_was_not_chosen_is_asked_for(city, signed_in):
    client = signed_in("translator")
    assert "Choose which words" in out(client, state="nothing").content.decode()
    assert "Choose a kind of file" in out(client, form="pdf").content.decode()
    assert "Choose a language" in out(client, language="ja").content.decode()
    answer = client.post(ADDRESS + "in/", {"language": "ko"})
    assert "Choose the file" in answer.content.decode()


def test_translators_of_other_languages_get_no_file(city, signed_in):
    assert out(signed_in("translator", languages=["vi"])).status_code == 403
    assert signed_in("publisher", name="Mori").get(ADDRESS).status_code == 403


def test_before_the_packs_are_there_a_screen_says_what_to_do(db, signed_in):
    guides.forget()
    answer = signed_in("translator").get(ADDRESS)
    assert answer.status_code == 503
    assert "madoguchi import" in answer.content.decode()
