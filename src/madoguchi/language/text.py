"""One text in many languages, and what a reader gets when theirs is missing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from madoguchi.language.written import WRITTEN, fallbacks


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in the language they are really in, beside the language that was asked for."""

    value: str
    language: str
    asked: str

    @property
    def fell_back(self) -> bool:
        return self.language != self.asked

    @property
    def tag(self) -> str:
        """BCP 47 tag for the `lang` attribute of this piece."""
        return WRITTEN[self.language].tag

    def __str__(self) -> str:
        return self.value


class Text(Mapping[str, str]):
    """A text by written language; reading it in any language gives the nearest there is.

    >>> name = Text({"ja": "文化交流ひろば", "en": "Culture Exchange Plaza"})
    >>> name.read("ja-x-easy")
    Piece(value='文化交流ひろば', language='ja', asked='ja-x-easy')
    >>> name.read("ko").fell_back
    True
    """

    __slots__ = ("_by_language",)

    def __init__(self, by_language: Mapping[str, str]) -> None:
        self._by_language = {code: value for code, value in by_language.items() if value}

    def __getitem__(self, code: str) -> str:
        return self._by_language[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_language)

    def __len__(self) -> int:
        return len(self._by_language)

    def __repr__(self) -> str:
        return f"Text({self._by_language!r})"

    def read(self, language: str) -> Piece:
        """The text for a reader of `language`; KeyError if no language of the chain has it."""
        for code in fallbacks(language):
            if code in self._by_language:
                return Piece(self._by_language[code], code, language)
        raise KeyError(language)
