"""Texts for agencies as an Excel workbook or as CSV, and back again.

Key columns are locked in a workbook (without a password: against slips, not against intent); what
was changed all the same is found when the file comes back.
"""

import csv
import io
from collections.abc import Collection, Iterator, Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from madoguchi.editorial.translating.cells import from_workbook, guarded, in_workbook, unguarded
from madoguchi.editorial.translating.glossary import GlossaryTerm
from madoguchi.editorial.translating.rows import COLUMNS, SheetCell, read_rows, rows_of
from madoguchi.editorial.translating.segments import (
    CannotExportError,
    Imported,
    Segment,
    WrongFileError,
)
from madoguchi.editorial.translating.workbook import workbook_rows
from madoguchi.editorial.translating.wrong_files import check_size, is_known, kind_of
from madoguchi.editorial.wording import tell

# What Excel cuts off without a word.
_MOST_IN_A_CELL = 32_767
_WIDTHS = {"entry": 24, "source": 60, "target": 60, "terms": 30, "note": 30}
_USUAL_WIDTH = 14
_SHEET = "Translate"
_TARGET = COLUMNS.index("target") + 1
_TO_FILL = PatternFill("solid", fgColor="FFFBE6")


def write_csv(segments: Sequence[Segment], terms: Collection[GlossaryTerm] = ()) -> bytes:
    """CSV (RFC 4180) in UTF-8 with the mark by which Excel knows it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows_of(_some(segments), terms):
        writer.writerow([guarded(text) for text in row])
    return out.getvalue().encode("utf-8-sig")


def write_workbook(segments: Sequence[Segment], terms: Collection[GlossaryTerm] = ()) -> bytes:
    """An Excel workbook in which only translations can be written."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = _SHEET
    for column, name in enumerate(COLUMNS, 1):
        head = _write(sheet, 1, column, name)
        head.font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS.get(name, _USUAL_WIDTH)
    for number, row in enumerate(rows_of(_some(segments), terms), 2):
        for column, text in enumerate(row, 1):
            cell = _write(sheet, number, column, _fitting(text, row))
            if column == _TARGET:
                cell.protection = Protection(locked=False)
                cell.fill = _TO_FILL
    sheet.freeze_panes = "A2"
    sheet.protection.sheet = True
    # Inverted in the format: what is False here may be done.
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    sheet.protection.autoFilter = False
    _explain(book.create_sheet("Read me"))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _some(segments: Sequence[Segment]) -> Sequence[Segment]:
    if not segments:
        raise CannotExportError(tell("there is nothing to translate"))
    return segments


def _fitting(text: str, row: Sequence[str]) -> str:
    written = in_workbook(text)
    if len(written.encode("utf-16-le")) // 2 <= _MOST_IN_A_CELL:
        return written
    entry, field = row[0], row[1]
    raise CannotExportError(
        tell(
            "{entry}, {field}: the text is longer than a cell can hold; export it as XLIFF or CSV",
            entry=entry,
            field=field,
        )
    )


def _write(sheet: Worksheet, row: int, column: int, text: str) -> Cell:
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    if text:
        cell.value = text
        # Else it would be a formula where it begins like one.
        cell.data_type = "s"
    # As text by type, by format and by mark: neither opening nor editing makes a formula of it.
    cell.number_format = "@"
    cell.quotePrefix = True
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _explain(sheet: Worksheet) -> None:
    lines = (
        tell("Write translations into the column “target”; the other columns are locked."),
        tell("Keep what stands in [[ ]] as it is, as often as in the source."),
        tell("Keep points of lists as lines that begin with “- ”."),
        tell("Words in “terms” have an official translation: use it."),
    )
    for number, line in enumerate(lines, 1):
        _write(sheet, number, 1, line)
    sheet.column_dimensions["A"].width = 100


def read_spreadsheet(file: str, data: bytes, standing: Collection[Segment]) -> Imported:
    """What a workbook or a CSV file brings, judged against what stands here now."""
    expected = tell("an Excel workbook (.xlsx) or CSV as it was exported")
    check_size(file, data, expected)
    if data.startswith(b"PK"):
        return read_rows(file, workbook_rows(file, data, expected), standing, from_workbook)
    return read_rows(file, _csv_rows(file, data, expected), standing, unguarded)


def _csv_rows(file: str, data: bytes, expected: str) -> Iterator[list[SheetCell]]:
    text = _decoded(file, data, expected)
    first_line = text.partition("\n")[0]
    delimiter = max(",;\t", key=first_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            yield [SheetCell(cell) for cell in row]
    except csv.Error as error:
        found = tell("broken CSV in line {line}", line=reader.line_num)
        raise WrongFileError(file, found, expected) from error


def _decoded(file: str, data: bytes, expected: str) -> str:
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if is_known(data):
        raise WrongFileError(file, kind_of(data), expected)
    try:
        return data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        wanted = tell("“CSV UTF-8” as the kind of file when it is saved")
        raise WrongFileError(file, tell("the file is not saved in UTF-8"), wanted) from error
