"""Telling people what kind of file they brought when it is not the one that was expected."""

import zipfile
from io import BytesIO

from madoguchi.editorial.translating.segments import WrongFileError
from madoguchi.editorial.wording import tell

# Nerima's guide in one language is about a megabyte of XLIFF; a file for ten languages fits.
MAX_BYTES = 16 * 1024 * 1024
_MEGA = 1024 * 1024
# By what stands in a zip container, as a person calls the file.
_IN_ZIP = {
    "word/document.xml": "the file is a Word document (.docx)",
    "xl/workbook.xml": "the file is an Excel workbook (.xlsx)",
    "ppt/presentation.xml": "the file is a PowerPoint file (.pptx)",
    "content.xml": "the file is an OpenDocument file",
}
_BEGINNINGS = {
    b"%PDF": "the file is a PDF",
    b"\xd0\xcf\x11\xe0": "the file is an old Office file or one with a password",
    b"\x89PNG": "the file is a picture",
    b"\xff\xd8\xff": "the file is a picture",
    b"{\\rtf": "the file is a rich text document (.rtf)",
    b"PK": "the file is a zip archive",
}


def check_size(file: str, data: bytes, expected: str) -> None:
    """WrongFileError for an empty file and one that is too large to be honest."""
    if not data.strip():
        raise WrongFileError(file, tell("the file is empty"), expected)
    if len(data) > MAX_BYTES:
        found = tell("the file has {size} MB", size=-(-len(data) // _MEGA))
        raise WrongFileError(file, found, tell("at most {size} MB", size=MAX_BYTES // _MEGA))


def is_known(data: bytes) -> bool:
    """Whether a file is of a kind that is told by how it begins, and so neither XML nor CSV."""
    return data.startswith(tuple(_BEGINNINGS))


def kind_of(data: bytes) -> str:
    """What a file is, judged by its content, in the words of the person who is served.

    >>> from madoguchi.editorial.wording import in_staff_language
    >>> with in_staff_language("en"):
    ...     kind_of(b"%PDF-1.7")
    'the file is a PDF'
    """
    name = next((name for start, name in _BEGINNINGS.items() if data.startswith(start)), "")
    if data.startswith(b"PK"):
        name = _in_zip(data) or name
    return tell(name) if name else tell("the file is of another kind")


def _in_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = frozenset(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return ""
    return next((name for member, name in _IN_ZIP.items() if member in members), "")
