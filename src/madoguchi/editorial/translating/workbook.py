"""Reading an Excel workbook that came from outside: no bombs, no formulas, no foreign entities."""

import datetime as dt
import warnings
import zipfile
from collections.abc import Iterator
from io import BytesIO

from openpyxl import load_workbook

from madoguchi.editorial.translating.rows import MAX_ROWS, SheetCell
from madoguchi.editorial.translating.segments import WrongFileError
from madoguchi.editorial.translating.wrong_files import kind_of
from madoguchi.editorial.wording import tell

# A workbook of a guide unpacks to a few megabytes.
MAX_UNPACKED = 64 * 1024 * 1024
_MAX_MEMBERS = 500
_PORTION = 1024 * 1024
_DOCTYPE = b"<!DOCTYPE"
# Beyond these stands nothing of ours; an empty column may have been put between.
_MAX_COLUMNS = 40
_BEFORE_ROWS = 20


def workbook_rows(file: str, data: bytes, expected: str) -> Iterator[list[SheetCell]]:
    """The rows of the first sheet; WrongFileError where the file is no honest workbook."""
    _check_container(file, data, expected)
    try:
        with warnings.catch_warnings():
            # It warns of styles and extensions that it does not know; we read texts only.
            warnings.simplefilter("ignore")
            book = load_workbook(BytesIO(data), read_only=True, keep_links=False)
        sheet = book.worksheets[0]
        rows = sheet.iter_rows(max_row=MAX_ROWS + _BEFORE_ROWS, max_col=_MAX_COLUMNS)
        for row in rows:
            yield [_cell(one.value, one.data_type) for one in row]
    except WrongFileError:
        raise
    except Exception as error:
        # openpyxl promises no kind of error for a workbook whose parts do not fit together.
        raise WrongFileError(file, tell("the workbook is broken"), expected) from error


def _check_container(file: str, data: bytes, expected: str) -> None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if "xl/workbook.xml" not in archive.namelist():
                raise WrongFileError(file, kind_of(data), expected)
            _check_members(file, archive, expected)
    # What zipfile raises for a cut container, a password, an unknown way of packing.
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, ValueError) as error:
        raise WrongFileError(file, tell("the workbook is broken"), expected) from error


def _check_members(file: str, archive: zipfile.ZipFile, expected: str) -> None:
    unpacked = 0
    for member in archive.infolist()[: _MAX_MEMBERS + 1]:
        tail = b""
        with archive.open(member) as opened:
            while portion := opened.read(_PORTION):
                unpacked += len(portion)
                if unpacked > MAX_UNPACKED or len(archive.infolist()) > _MAX_MEMBERS:
                    found = tell("the workbook unpacks to more than any guide")
                    raise WrongFileError(file, found, expected)
                # UTF-16 has a zero byte beside each letter.
                text = tail + portion.replace(b"\0", b"")
                if _DOCTYPE in text:
                    found = tell("the file declares a document type")
                    raise WrongFileError(file, found, expected)
                tail = text[-len(_DOCTYPE) :]


def _cell(value: object, data_type: str) -> SheetCell:
    if value is None:
        return SheetCell("")
    text = value if isinstance(value, str) else str(value)
    if data_type == "f":
        return SheetCell(text, tell("the cell holds a formula: {text}", text=text))
    if isinstance(value, dt.date | dt.time | dt.timedelta):
        return SheetCell(text, tell("the cell holds a date: {text}", text=text))
    if not isinstance(value, str):
        return SheetCell(text, tell("the cell holds a number: {text}", text=text))
    return SheetCell(text)
