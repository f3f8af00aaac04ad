"""CSV files that spreadsheets open as they are, and in which nothing is taken for a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from madoguchi.editorial.translating.cells import guarded

# Before it, a spreadsheet takes UTF-8 for the computer's own encoding.
_MARK = "\ufeff"


def harmless(cell: object) -> str:
    """A cell as text; what a spreadsheet would compute begins with an apostrophe.

    >>> harmless(" =1+1"), harmless("Desk"), harmless(None), harmless(-3)
    ("' =1+1", 'Desk', '', '-3')
    """
    if cell is None:
        return ""
    if isinstance(cell, int):
        return str(cell)
    return guarded(str(cell))


def csv_file(name: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """A file of this name to keep."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    answer = HttpResponse(_MARK + written.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
