"""Wrong, huge and hostile files: each is told in plain words, and none is read."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from madoguchi.editorial.translating.segments import WrongFileError
from madoguchi.editorial.translating.tests.segments_of_nerima import segment
from madoguchi.editorial.translating.wrong_files import MAX_BYTES
from madoguchi.editorial.translating.xliff import MAX_UNITS, is_named, read_xliff, write_xliff
from madoguchi.editorial.wording import in_staff_language

EXPECTED = "a file in XLIFF 2.0 as it was exported"
HEAD = (
    '<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="ja" trgLang="vi">'
)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with in_staff_language("en"):
        yield


def zipped(*names: str) -> bytes:
    container = BytesIO()
    with zipfile.ZipFile(container, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return container.getvalue()


def told(data: bytes, language: str = "vi") -> str:
    with pytest.raises(WrongFileError) as caught:
        read_xliff("from-agency.xlf", data, [segment()], language)
    return str(caught.value)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "the file is empty"),
        (b" \r\n", "the file is empty"),
        (zipped("word/document.xml"), "the file is a Word document (.docx)"),
        (zipped("xl/workbook.xml"), "the file is an Excel workbook (.xlsx)"),
        (zipped("content.xml"), "the file is an OpenDocument file"),
        (zipped("a.xlf"), "the file is a zip archive"),
        (b"PK\x03\x04 cut off", "the file is a zip archive"),
        (b"%PDF-1.7", "the file is a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "the file is an old Office file or one with a password"),
        (b"entry,field\r\n", "the file is of another kind"),
        (b"<html><body/></html>", "the file is XML of <html>"),
        (
            b'<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"/>',
            "the file is XLIFF 1.2",
        ),
        (b'<xliff version="1.2"/>', "the file is XLIFF 1.2"),
        (b"<xliff/>", "the file is XLIFF ?"),
        (
            b'<xliff version="2.2" xmlns="urn:oasis:names:tc:xliff:document:2.2"/>',
            "the file is XLIFF 2.2",
        ),
        (f"{HEAD}\n<file id='a'>".encode(), "broken XML in line 2, column 14"),
        (f"{HEAD}<file id='\x00'/></xliff>".encode(), "broken XML in line 1, column 104"),
        (b'<?xml version="1.0" encoding="none"?><a/>', "broken XML in line 1, column 36"),
    ],
)
def test_a_wrong_file_is_told_by_what_it_is(data: bytes, found: str) -> None:
    assert told(data) == f"from-agency.xlf: {found}; expected {EXPECTED}"


def test_a_huge_file_is_not_read() -> None:
    assert told(b"<" * (MAX_BYTES + 1)) == (
        "from-agency.xlf: the file has 17 MB; expected at most 16 MB"
    )


def test_more_texts_than_any_guide_has_are_not_read() -> None:
    units = '<unit id="a"><segment><source/></segment></unit>' * (MAX_UNITS + 1)
    assert told(f'{HEAD}<file id="f">{units}</file></xliff>'.encode()) == (
        "from-agency.xlf: the file has 20001 texts; expected at most 20000"
    )


def test_a_file_for_another_language_is_not_read() -> None:
    assert told(write_xliff([segment()]), "ko") == (
        'from-agency.xlf: the file is for the language "vi"; expected "ko"'
    )


def test_a_bomb_of_entities_does_not_go_off() -> None:
    entities = '<!ENTITY a0 "boom">' + "".join(
        f'<!ENTITY a{number + 1} "{f"&a{number};" * 10}">' for number in range(12)
    )
    bomb = f"<!DOCTYPE xliff [{entities}]>{HEAD}<file id='f'><unit id='u'><segment><source>"
    bomb += "&a12;</source></segment></unit></file></xliff>"
    told_of = told(bomb.encode("utf-16"))
    assert told(bomb.encode()) == told_of
    assert told_of == f"from-agency.xlf: the file declares a document type; expected {EXPECTED}"


def test_a_bomb_in_an_attribute_does_not_go_off() -> None:
    entities = '<!ENTITY a0 "boom">' + "".join(
        f'<!ENTITY a{number + 1} "{f"&a{number};" * 10}">' for number in range(12)
    )
    bomb = f"<!DOCTYPE xliff [{entities}]>{HEAD}<file id='&a12;'/></xliff>"
    assert told(bomb.encode()) == (
        f"from-agency.xlf: the file declares a document type; expected {EXPECTED}"
    )
    # Where the declaration hides from a first look, the parser itself stops.
    hidden = bomb.replace("<!DOCTYPE", "<!-- <xliff --><!DOCTYPE")
    assert told(hidden.encode()).startswith("from-agency.xlf: broken XML in line 1, column ")
    harmless = f"<!-- <xliff --><!DOCTYPE xliff [<!ENTITY a 'b'>]>{HEAD}<file id='f'/></xliff>"
    assert told(harmless.encode()) == (
        f"from-agency.xlf: the file declares a document type; expected {EXPECTED}"
    )


def test_no_file_of_the_server_is_read_for_an_entity(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("MORI-KNOWS-THIS")
    for declared in (
        f'<!DOCTYPE xliff [<!ENTITY x SYSTEM "{secret.as_uri()}">]>',
        f'<!DOCTYPE xliff SYSTEM "{secret.as_uri()}">',
    ):
        data = write_xliff([segment("はい")]).decode().partition("?>")[2]
        data = data.replace("</source>", "</source><target>&x;</target>")
        data = data if "ENTITY" in declared else data.replace("&x;", "Có")
        told_of = told((declared + data).encode())
        assert told_of == (
            f"from-agency.xlf: the file declares a document type; expected {EXPECTED}"
        )
        assert "MORI" not in told_of


@pytest.mark.parametrize(
    ("language", "tag", "expected"),
    [
        ("vi", "vi-VN", True),
        ("en", "en-GB", True),
        ("zh-Hans", "zh-CN", True),
        ("zh-Hans", "zh-TW", False),
        ("zh-Hans", "zh-Hant", False),
        ("pt", "pt-BR", True),
        ("pt", "pt-PT", False),
        ("fil", "tl", True),
        ("ja-x-easy", "ja-x-easy", True),
        ("ja-x-easy", "ja", False),
        ("ja", "ja-x-easy", False),
        ("ko", "", False),
    ],
)
def test_a_language_is_known_by_the_names_that_tools_use(
    language: str,
    tag: str,
    expected: bool,  # noqa: FBT001 - pytest passes it by name
) -> None:
    assert is_named(language, tag) is expected
