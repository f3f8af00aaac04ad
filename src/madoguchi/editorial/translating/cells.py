"""Texts in the cells of spreadsheets: never run as a formula, and the same when they come back."""

import re

# OWASP, CSV injection: these begin a formula, in Japanese Excel their wide forms too. An
# apostrophe before them makes a text of it; one that stood there already gets another.
_BEGINS_FORMULA = re.compile(r"'*\s*[=+\-@\t\r\n＝＋－＠]")
_GUARDED = re.compile(rf"'{_BEGINS_FORMULA.pattern}")
# In a workbook (ECMA-376, ST_Xstring) _x000D_ is a carriage return, so what looks like that is
# written with its underscore as _x005F_.
_NOT_IN_WORKBOOK = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_WRITTEN_CODE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def guarded(text: str) -> str:
    """A text as it may stand in CSV.

    >>> guarded("- card"), guarded("card"), guarded("'=1")
    ("'- card", 'card', "''=1")
    """
    return f"'{text}" if _BEGINS_FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """The text that `guarded` wrote; a cell that nobody guarded stays as it is.

    >>> unguarded("'- card"), unguarded("- card"), unguarded("'s avonds")
    ('- card', '- card', "'s avonds")
    """
    return cell[1:] if _GUARDED.match(cell) else cell


def in_workbook(text: str) -> str:
    r"""A text as it stands in a cell of a workbook.

    >>> in_workbook("a\r\nb _x000D_")
    'a_x000D_\nb _x005F_x000D_'
    """
    return _NOT_IN_WORKBOOK.sub(lambda odd: f"_x{ord(odd.group(0)):04X}_", text)


def from_workbook(cell: str) -> str:
    r"""The text that Excel shows for a cell of a workbook.

    >>> from_workbook("a_x000D_\nb _x005F_x000D_")
    'a\r\nb _x000D_'
    """
    return _WRITTEN_CODE.sub(_character, cell)


def _character(code: re.Match[str]) -> str:
    character = chr(int(code.group(1), 16))
    # Halves of UTF-16 pairs are no characters.
    return character if character.encode(errors="ignore") else code.group(0)
