"""Languages people read and speak, and texts in many of them."""

from madoguchi.language.cutting import Cut, cut_query, normal, phrase_pattern, pieces
from madoguchi.language.furigana import as_read, to_ruby, without_readings
from madoguchi.language.phrases import (
    filled,
    marked,
    marked_count,
    phrase,
    phrase_for,
    say,
    say_count,
)
from madoguchi.language.romaji import romaji
from madoguchi.language.search import fold
from madoguchi.language.spoken import is_own_name, is_spoken, own_name, spoken_name
from madoguchi.language.text import Piece, Text
from madoguchi.language.written import (
    SOURCE_LANGUAGE,
    WRITTEN,
    WrittenLanguage,
    fallbacks,
    negotiate,
    read_by,
    written_language,
)

__all__ = [
    "SOURCE_LANGUAGE",
    "WRITTEN",
    "Cut",
    "Piece",
    "Text",
    "WrittenLanguage",
    "as_read",
    "cut_query",
    "fallbacks",
    "filled",
    "fold",
    "is_own_name",
    "is_spoken",
    "marked",
    "marked_count",
    "negotiate",
    "normal",
    "own_name",
    "phrase",
    "phrase_for",
    "phrase_pattern",
    "pieces",
    "read_by",
    "romaji",
    "say",
    "say_count",
    "spoken_name",
    "to_ruby",
    "without_readings",
    "written_language",
]
