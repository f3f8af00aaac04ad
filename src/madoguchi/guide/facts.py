"""The small typed facts that entries are made of: phones, citations, words."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal, Self, cast

import phonenumbers
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    model_validator,
)
from pydantic.fields import FieldInfo

from madoguchi.hours import Schedule
from madoguchi.hours.calendars import Day
from madoguchi.language import WRITTEN, Text, is_spoken

Trust = Literal["law", "official", "copy", "secondary", "memory"]
# Below these, a reader is told that the fact may have changed (Decision 15).
SOLID: frozenset[Trust] = frozenset({"law", "official", "copy"})

# What a writer is shown instead of a pattern that does not fit.
EXAMPLES: dict[str, str] = {}


def written(pattern: str, example: str) -> FieldInfo:
    """A field with a form of its own, and the example that explains it."""
    EXAMPLES[pattern] = example
    return cast("FieldInfo", Field(pattern=pattern, examples=[example]))


SLUG_PATTERN = r"[a-z0-9]+(-[a-z0-9]+)*"
ID_PATTERN = f"{SLUG_PATTERN}/{SLUG_PATTERN}"
EntryId = Annotated[str, written(rf"^{ID_PATTERN}$", "nerima/culture-plaza")]
# Half-width digits only: \d would let full-width ones through to the link that is called.
_SHORT_CODE = re.compile(r"1[0-9]{2}|#[0-9]{4}")
_CALLERS = r"^(anyone|inside-japan-not-ip|ip-or-abroad|mobile-or-push|area:.+)$"
_CALLERS_LISTED = "anyone, inside-japan-not-ip, ip-or-abroad, mobile-or-push or area:hikarigaoka"
_READING = r"^[\u3041-\u3096\u30a1-\u30faー・0-9A-Za-z# ]+$"
_PRINTED = r"^[#0-9][0-9-]*[0-9]$"


class Facts(BaseModel):
    """What stands in packs: immutable, and nothing that has no meaning."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


def _possible(printed: str) -> str:
    if _SHORT_CODE.fullmatch(printed):
        return printed
    try:
        number = phonenumbers.parse(printed, "JP")
    except phonenumbers.NumberParseException:
        number = None
    # Spreadsheets drop the leading 0, and the library puts it back without a word.
    if number is None or printed[0] != "0" or not phonenumbers.is_valid_number(number):
        raise ValueError("no telephone in Japan has this number; expected one as 03-3975-1252")
    return printed


class Phone(Facts):
    """A number as the source prints it, with its area code, and who can call it."""

    printed: Annotated[str, written(_PRINTED, "03-3975-1252"), AfterValidator(_possible)]
    # For callers of which languages; all of the window's where none is named.
    speaks: tuple[str, ...] = ()
    caller: Annotated[str, written(_CALLERS, _CALLERS_LISTED)] = "anyone"

    @property
    def e164(self) -> str | None:
        """The number for the whole world; None for 0570 and short numbers, which have none.

        >>> Phone(printed="03-3975-1252").e164, Phone(printed="0570-013904").e164
        ('+81339751252', None)
        """
        if _SHORT_CODE.fullmatch(self.printed) or self.printed.startswith("0570"):
            return None
        return "+81" + self.printed.replace("-", "").removeprefix("0")

    @property
    def tel(self) -> str:
        """The target of a `tel:` link."""
        return self.e164 or self.printed.replace("-", "").replace("#", "%23")


class Citation(Facts):
    """Which source says so, of which facts, and when the office confirmed it."""

    source: EntryId
    # The fields that the source speaks of; all of the entry where none is named.
    of: tuple[str, ...] = ()
    confirmed: Literal["never"] | Day = "never"
    # What this source prints instead, in its own words: shown beside the fact that we chose.
    differs: str = ""
    note: str = ""


class Review(Facts):
    by: str
    on: Day


class Wording(Facts):
    """An entry's words in one language, and how they came to be.

    `made_from` is the language and version of the words they were translated from. Words that
    nobody has reviewed are published with a mark.
    """

    name: str = ""
    summary: str = ""
    for_whom: str = ""
    join: str = ""
    body: str = ""
    advice: str = ""
    late: str = ""
    caveat: str = ""
    # Of a question: the words of each value that may be chosen.
    choices: dict[str, str] = Field(default_factory=dict)
    # What people type who look for it and do not know its name.
    also: tuple[str, ...] = ()
    # In Japanese only: how the name is read, in kana, with a space between words.
    reading: Annotated[str, written(_READING, "ざいりゅう カード")] | None = None
    version: Annotated[int, Field(ge=1)] = 1
    state: Literal["draft", "in_review", "approved"] = "draft"
    origin: Literal["person", "agency", "machine"] = "machine"
    reviewed: Review | Literal["never"] = "never"
    made_from: Annotated[str, written(r"^[a-zA-Z-]+@[1-9][0-9]*$", "ja@1")] | None = None

    def texts(self) -> Iterator[tuple[tuple[str, ...], str]]:
        """Every text with its place among the words."""
        for field in WORD_FIELDS:
            yield (field,), str(getattr(self, field))
        for value, text in self.choices.items():
            yield ("choices", value), text

    @model_validator(mode="after")
    def _approval_has_a_reviewer(self) -> Self:
        if self.state == "approved" and self.reviewed == "never":
            raise ValueError("approved words need reviewed: {by: ..., on: ...}")
        return self


WORD_FIELDS = ("name", "summary", "for_whom", "join", "body", "advice", "late", "caveat")
Words = dict[str, Wording]


def text_of(words: Words, field: str) -> Text:
    """One field of an entry's words in all languages."""
    return Text({code: str(getattr(wording, field)) for code, wording in words.items()})


def printed_date(printed: str) -> str:
    """`printed`, if it is "unknown" or what it tells of a day, month or year exists."""
    if printed != "unknown":
        # What the page leaves out is put in, so that the calendar can judge the rest.
        date.fromisoformat(printed + "-01-01"[len(printed) - len("2026") :])
    return printed


def written_code(code: str) -> str:
    """`code`, if pages are written in it; ValueError lists those that are."""
    if code not in WRITTEN:
        raise ValueError(f"no written language of the guide; expected one of {', '.join(WRITTEN)}")
    return code


def spoken_code(code: str) -> str:
    """`code`, if it is a spoken language; ValueError says how they are written."""
    if not is_spoken(code):
        raise ValueError('no spoken language; expected a code as "ko" or "fil", or "other"')
    return code


__all__ = [
    "EXAMPLES",
    "ID_PATTERN",
    "SLUG_PATTERN",
    "SOLID",
    "WORD_FIELDS",
    "Citation",
    "Day",
    "EntryId",
    "Facts",
    "Phone",
    "Schedule",
    "Trust",
    "Wording",
    "Words",
    "printed_date",
    "spoken_code",
    "text_of",
    "written",
    "written_code",
]
