"""Workbooks and CSV out and in again: exact, without formulas, and not fooled by bombs."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from madoguchi.editorial.translating import rows as rows_module
from madoguchi.editorial.translating import workbook as workbook_module
from madoguchi.editorial.translating.cells import from_workbook, guarded, in_workbook, unguarded
from madoguchi.editorial.translating.glossary import GlossaryTerm
from madoguchi.editorial.translating.rows import COLUMNS
from madoguchi.editorial.translating.segments import (
    CannotExportError,
    Imported,
    Outdated,
    Segment,
    WrongFileError,
)
from madoguchi.editorial.translating.spreadsheets import (
    read_spreadsheet,
    write_csv,
    write_workbook,
)
from madoguchi.editorial.translating.tests.segments_of_nerima import PHONE, segment
from madoguchi.editorial.wording import in_staff_language

TERMS = [GlossaryTerm("japan/residence-card", "在留カード", "thẻ lưu trú", approved=True)]
EXPECTED = "an Excel workbook (.xlsx) or CSV as it was exported"
TARGET = COLUMNS.index("target")
TEXTS = st.lists(
    st.sampled_from(["=", "+", "-", "@", "'", '"', "\t", "\r", "\n", ",", ";", "＝", "_x000D_",
                     "_x", "005F_", "😀", "{窓口|まどぐち}", " ", "1"])
    | st.text(max_size=5)
).map("".join)  # fmt: skip
WRITERS = pytest.mark.parametrize("write", [write_csv, write_workbook])
Write = Callable[..., bytes]


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with in_staff_language("en"):
        yield


def edited(data: bytes, edit: Callable[[list[list[str]]], object]) -> bytes:
    """The file after somebody wrote into it as a program that knows no guards of ours."""
    if not data.startswith(b"PK"):
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
        edit(rows)
        out = io.StringIO(newline="")
        csv.writer(out).writerows(rows)
        return out.getvalue().encode("utf-8-sig")
    book = load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    rows = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]
    edit(rows)
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            cell = sheet.cell(number, column, text)
            cell.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def translated(*texts: str) -> Callable[[list[list[str]]], None]:
    def edit(rows: list[list[str]]) -> None:
        for row, text in zip(rows[1:], texts, strict=True):
            row[TARGET] = text

    return edit


def told(data: bytes) -> str:
    with pytest.raises(WrongFileError) as caught:
        read_spreadsheet("agency", data, [segment()])
    return str(caught.value)


def sheet_with(value: object) -> bytes:
    """A workbook as exported, with something else than text in the cell of the translation."""
    book = load_workbook(io.BytesIO(write_workbook([segment("はい")])))
    book.worksheets[0].cell(2, TARGET + 1).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_only_translations_can_be_written_and_nothing_is_a_formula() -> None:
    data = write_workbook([segment("=1+1", "-2", note="+3")], TERMS)
    book = load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    assert isinstance(sheet, Worksheet)
    assert sheet.protection.sheet is True
    open_cells = [
        cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked
    ]
    assert open_cells == ["D2"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    first = sheet["C2"]
    assert (first.value, first.number_format, first.quotePrefix, first.alignment.wrap_text) == (
        "=1+1",
        "@",
        True,
        True,
    )
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_csv_is_rfc_4180_in_utf_8_with_its_mark_and_guards() -> None:
    data = write_csv([segment('a "b"\nc', "=HYPERLINK()", entry_id="nerima/x")])
    head, _, rest = data.partition(b"\r\n")
    assert head.startswith(b'\xef\xbb\xbf"entry","field","source","target","terms"')
    assert rest.startswith(b'"nerima/x","summary","a ""b""\nc","\'=HYPERLINK()","","","draft"')
    assert rest.endswith(b'"\r\n')


def test_terms_stand_beside_the_text_in_which_they_occur() -> None:
    data = write_csv([segment("在留カードを見せる"), segment(PHONE, field="body")], TERMS)
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert [row["terms"] for row in rows] == ["在留カード = thẻ lưu trú", ""]


@settings(deadline=None)
@given(TEXTS)
@example("'=1")
@example("''- card")
@example("_x000D_x000D_\r")
def test_a_guard_leaves_every_text_as_it_was(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert guarded(text)[:1] not in ("=", "+", "-", "@", "\t", "\r")
    assert from_workbook(in_workbook(text)) == text


@pytest.mark.parametrize("text", ["=1", "＝１", "＋1", "－1", "＠a", "  =1", "'=1", "\t=1", "\n=1"])
def test_whatever_a_program_may_take_for_a_formula_is_guarded(text: str) -> None:
    assert guarded(text) == f"'{text}"
    assert f'"\'{text}"' in write_csv([segment("はい", text)]).decode()


@WRITERS
@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4))
def test_any_text_makes_the_round_trip_exactly(write: Write, texts: list[tuple[str, str]]) -> None:
    standing = [
        segment(source, target, field=f"choices.{number}")
        for number, (source, target) in enumerate(texts)
    ]
    assert read_spreadsheet("f", write(standing), standing) == Imported(unchanged=tuple(standing))


@WRITERS
@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_any_translation_that_is_written_arrives_exactly(write: Write, text: str) -> None:
    standing = segment("はい")
    # As a program writes it that escapes like ours.
    own = guarded(text) if write is write_csv else in_workbook(text)
    imported = read_spreadsheet("f", edited(write([standing]), translated(own)), [standing])
    kept = [one.target for one in imported.accepted]
    kept += [refusal.target for refusal in imported.refused]
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    assert [one.replace("\r\n", "\n").replace("\r", "\n") for one in kept] == (
        [lines] if text.strip() else []
    )


@WRITERS
def test_a_translation_is_in_review_and_the_agencys(write: Write) -> None:
    standing = [segment("はい"), segment("いいえ", "Không", field="body")]
    file = edited(write(standing), translated("Có", "Không"))
    imported = read_spreadsheet("f", file, standing)
    assert [(one.field, one.target, one.state, one.origin) for one in imported.accepted] == [
        ("summary", "Có", "in_review", "agency")
    ]
    # Nothing in a sheet says that somebody looked at a draft and let it stand.
    assert imported.unchanged == (standing[1],)


@WRITERS
def test_a_list_typed_without_guard_is_a_list(write: Write) -> None:
    standing = segment("- 一\n- 二")
    file = edited(write([standing]), translated("- một\n- hai"))
    assert [one.target for one in read_spreadsheet("f", file, [standing]).accepted] == [
        "- một\n- hai"
    ]


@WRITERS
def test_a_sheet_from_an_older_source_is_told_and_overwrites_nothing(write: Write) -> None:
    file = edited(write([segment("受付は一階です。")]), translated("Tầng 1"))
    imported = read_spreadsheet("f", file, [segment("受付は二階です。", version=4)])
    (refusal,) = imported.refused
    assert imported.accepted == ()
    assert isinstance(refusal, Outdated)
    assert (refusal.made_from, refusal.stands_at, refusal.source_then, refusal.target) == (
        3,
        4,
        "受付は一階です。",
        "Tầng 1",
    )


@WRITERS
def test_keys_that_were_changed_are_told(write: Write) -> None:
    standing = segment("はい")

    def edit(rows: list[list[str]]) -> None:
        translated("Có")(rows)
        rows[1][0] = "nerima/no-such-desk"
        rows.append([*rows[1]])
        rows[2][0] = "nerima/desk"
        rows[2][COLUMNS.index("language")] = "ko"

    messages = [
        one.message
        for one in read_spreadsheet("f", edited(write([standing]), edit), [standing]).refused
    ]
    assert messages == [
        (
            "f, nerima/no-such-desk, summary: no such text is open for translation; "
            "expected an entry and a field as they were exported"
        ),
        'f, nerima/desk, summary: the language is "ko"; expected "vi"',
    ]


@WRITERS
def test_columns_may_be_moved_and_a_title_put_above(write: Write) -> None:
    standing = segment("はい")

    def edit(rows: list[list[str]]) -> None:
        translated("Có")(rows)
        for row in rows:
            row.reverse()
        rows.insert(0, ["To Thuy, by Friday", *[""] * 10])

    imported = read_spreadsheet("f", edited(write([standing]), edit), [standing])
    assert [one.target for one in imported.accepted] == ["Có"]


@pytest.mark.parametrize("delimiter", [";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_csv_of_other_countries_and_programs_is_read(delimiter: str, encoding: str) -> None:
    standing = segment("はい, いいえ")
    rows = list(csv.reader(io.StringIO(write_csv([standing]).decode("utf-8-sig"), newline="")))
    translated("Có")(rows)
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    imported = read_spreadsheet("f", out.getvalue().encode(encoding), [standing])
    assert [one.target for one in imported.accepted] == ["Có"]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("=SUM(A1:A9)", "the cell holds a formula: =SUM(A1:A9)"),
        (110, "the cell holds a number: 110"),
        (date(2026, 4, 1), "the cell holds a date: 2026-04-01 00:00:00"),
    ],
)
def test_a_cell_that_is_no_text_is_refused_with_what_it_holds(value: object, found: str) -> None:
    imported = read_spreadsheet("f.xlsx", sheet_with(value), [segment("はい")])
    assert [one.message for one in imported.refused] == [
        f"f.xlsx, nerima/desk, summary: {found}; expected a text"
    ]


def test_a_text_that_excel_would_cut_is_not_exported() -> None:
    long = segment("あ" * 32_768)
    with pytest.raises(CannotExportError) as caught:
        write_workbook([long])
    assert str(caught.value) == (
        "nerima/desk, summary: the text is longer than a cell can hold; export it as XLIFF or CSV"
    )
    assert read_spreadsheet("f", write_csv([long]), [long]).unchanged == (long,)


@WRITERS
def test_nothing_cannot_be_exported(write: Write) -> None:
    with pytest.raises(CannotExportError):
        write([])


def _empty_workbook() -> bytes:
    out = io.BytesIO()
    Workbook().save(out)
    return out.getvalue()


def _zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", f"the file is empty; expected {EXPECTED}"),
        (b"%PDF-1.7 \xff", f"the file is a PDF; expected {EXPECTED}"),
        (
            b"\xd0\xcf\x11\xe0\xa1",
            f"the file is an old Office file or one with a password; expected {EXPECTED}",
        ),
        (
            _zipped(word__document=b"<x/>"),
            f"the file is a Word document (.docx); expected {EXPECTED}",
        ),
        (_zipped(xl__workbook=b"<x/>"), f"the workbook is broken; expected {EXPECTED}"),
        (b"PK\x03\x04", f"the workbook is broken; expected {EXPECTED}"),
        (
            b"entry,field,target\n",
            "missing columns: language; expected the columns as they were exported",
        ),
        (
            _empty_workbook(),
            (
                "missing columns: entry, field, language, target; "
                "expected the columns as they were exported"
            ),
        ),
        (
            "entry,備考\n".encode("cp932"),
            (
                "the file is not saved in UTF-8; "
                "expected “CSV UTF-8” as the kind of file when it is saved"
            ),
        ),
        (
            b'entry,field,language,target\n"a"b,c',
            f"broken CSV in line 2; expected {EXPECTED}",
        ),
        (
            _zipped(xl__workbook=b"<!DOCTYPE x [<!ENTITY a 'boom'>]><x>&a;</x>"),
            f"the file declares a document type; expected {EXPECTED}",
        ),
        (
            _zipped(xl__workbook="<!DOCTYPE x><x/>".encode("utf-16")),
            f"the file declares a document type; expected {EXPECTED}",
        ),
    ],
)
def test_a_wrong_file_is_told_by_what_it_is(data: bytes, expected: str) -> None:
    assert told(data) == f"agency: {expected}"


def test_a_zip_bomb_is_not_unpacked() -> None:
    bomb = _zipped(xl__workbook=b"<x/>", xl__sharedStrings=b" " * (64 * 1024 * 1024 + 1))
    assert len(bomb) < 100_000
    assert told(bomb) == f"agency: the workbook unpacks to more than any guide; expected {EXPECTED}"


def test_a_container_of_many_parts_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_module, "_MAX_MEMBERS", 5)
    assert told(write_workbook([segment()])) == (
        f"agency: the workbook unpacks to more than any guide; expected {EXPECTED}"
    )


def _many(count: int) -> list[Segment]:
    return [segment("はい", field=f"choices.{number}") for number in range(count)]


@WRITERS
def test_a_sheet_of_more_rows_than_any_guide_is_not_read(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = write(_many(12))
    for module in (rows_module, workbook_module):
        monkeypatch.setattr(module, "MAX_ROWS", 10)
    assert told(data) == ("agency: the sheet has more rows than any guide; expected at most 10")


def test_rows_far_below_are_not_waited_for() -> None:
    standing = segment("はい")
    book = load_workbook(io.BytesIO(edited(write_workbook([standing]), translated("Có"))))
    # A cell in the last row that Excel knows, as a slip of the hand leaves it.
    book.worksheets[0].cell(1_048_576, 1).value = " "
    out = io.BytesIO()
    book.save(out)
    imported = read_spreadsheet("f", out.getvalue(), [standing])
    assert [one.target for one in imported.accepted] == ["Có"]
    assert imported.refused == ()
