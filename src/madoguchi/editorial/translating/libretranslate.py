"""LibreTranslate over HTTP: our marks as elements that it leaves alone, its failures in words."""

import html
import json
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from madoguchi.editorial.translating.keeping_marks import Shielded, shield, token, unshield
from madoguchi.editorial.translating.list_lines import with_words, words_of_lines
from madoguchi.editorial.translating.translator import TranslationFailedError
from madoguchi.editorial.wording import tell
from madoguchi.language import WRITTEN, without_readings

# Its names for our languages, the fittest first: servers differ, and `/languages` says which it
# has. `pb` is the Portuguese of Brazil. There is none for plain Japanese.
_NAMES: dict[str, tuple[str, ...]] = {
    "zh-Hans": ("zh-Hans", "zh"),
    "fil": ("fil", "tl"),
    "pt": ("pb", "pt-BR", "pt"),
    "ja-x-easy": (),
}
# The public servers' limits; one's own are wider.
_MOST_TEXTS, _MOST_CHARACTERS = 25, 2_000
_CONNECT_WITHIN = 5.0
# A person waits for it, or a job with a lease.
_LONGEST_WAIT, _USUAL_WAIT = 10.0, 1.0
_MOST_ANSWERED = 4 * 1024 * 1024
_TOKEN = re.compile(r"⟪(\d+)⟫")
_ELEMENT = re.compile(
    r"<span\b[^>]*?\bid=[\"']?m(\d+)\b[^>]*>.*?</span\s*>", re.DOTALL | re.IGNORECASE
)
_TOO_MANY = 429
_Json = None | bool | int | float | str | list["_Json"] | dict[str, "_Json"]


class LibreTranslate:
    """A server at `address` that speaks LibreTranslate's protocol.

    `budget` is how many characters it may be sent; `spent` is how many it was sent. `within` is
    how many seconds an answer may take.
    """

    name = "LibreTranslate"

    def __init__(
        self,
        address: str,
        key: str = "",
        *,
        budget: int | None = None,
        within: float = 60.0,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        if not address.startswith(("http://", "https://")):
            raise ValueError(f'"{address}" is no address; expected https://translate.example.org')
        self._address, self._key = address.rstrip("/"), key
        self._budget, self._within, self._pause = budget, within, pause
        self._languages: Mapping[str, frozenset[str] | None] | None = None
        self.spent = 0

    def can(self, source: str, target: str) -> bool:
        """Whether the server has models for this pair of our languages."""
        return self._pair(source, target) is not None

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        """Each text in another language, line by line: its HTML knows no line ends."""
        pair = self._pair(source, target)
        if pair is None:
            raise TranslationFailedError(
                tell(
                    "{name} does not translate from {source} to {target}",
                    name=self.name,
                    source=WRITTEN[source].own_name,
                    target=WRITTEN[target].own_name,
                )
            )
        plain = [without_readings(text) for text in texts]
        lines = dict.fromkeys(line for text in plain for line in words_of_lines(text))
        known = self._lines({line: shield(line) for line in lines}, pair)
        return [
            # A text without one of its lines would look like a whole one.
            with_words(text, lambda line: known.get(line, line))
            if all(known.get(line, line) for line in words_of_lines(text))
            else ""
            for text in plain
        ]

    def _pair(self, source: str, target: str) -> tuple[str, str] | None:
        if source == target:
            return None
        languages = self._all_languages()
        for one in _NAMES.get(source, (source,)):
            if one not in languages:
                continue
            targets = languages[one]
            for other in _NAMES.get(target, (target,)):
                # Old servers tell no targets: there each of their languages is one.
                if other in languages if targets is None else other in targets:
                    return one, other
        return None

    def _lines(self, lines: Mapping[str, Shielded], pair: tuple[str, str]) -> dict[str, str]:
        """The translation of each line; what holds nothing but marks is not sent."""
        plain = {line: line for line, one in lines.items() if not one.kept}
        marked = {line: _as_html(one) for line, one in lines.items() if _has_words(one)}
        size = sum(map(len, (*plain.values(), *marked.values())))
        if self._budget is not None and self.spent + size > self._budget:
            raise TranslationFailedError(
                tell(
                    "{size} characters are more than the {left} that {name} may still be sent",
                    size=size,
                    left=max(0, self._budget - self.spent),
                    name=self.name,
                )
            )
        known = dict(self._sent(plain, "text", pair))
        for line, answer in self._sent(marked, "html", pair):
            known[line] = unshield(_from_html(answer), lines[line].kept)
        # A line stays a line.
        return {line: " ".join(answer.split()) for line, answer in known.items()}

    def _sent(
        self, lines: Mapping[str, str], text_format: str, pair: tuple[str, str]
    ) -> Iterator[tuple[str, str]]:
        for batch in _batches(lines):
            self.spent += sum(len(lines[line]) for line in batch)
            answer = self._asked(
                "POST",
                "/translate",
                {
                    "q": [lines[line] for line in batch],
                    "source": pair[0],
                    "target": pair[1],
                    "format": text_format,
                    "api_key": self._key,
                },
            )
            made = answer.get("translatedText") if isinstance(answer, dict) else None
            texts = [one for one in made if isinstance(one, str)] if isinstance(made, list) else []
            if len(texts) != len(batch):
                raise self._nonsense()
            yield from zip(batch, texts, strict=True)

    def _all_languages(self) -> Mapping[str, frozenset[str] | None]:
        """Its languages, each with those that it translates into; asked for once."""
        if self._languages is None:
            answer = self._asked("GET", "/languages")
            if not isinstance(answer, list):
                raise self._nonsense()
            self._languages = {
                str(one["code"]): _targets(one.get("targets"))
                for one in answer
                if isinstance(one, dict) and "code" in one
            }
        return self._languages

    def _asked(self, method: str, path: str, body: _Json = None) -> _Json:
        """The server's answer; where it is busy or broken, it is asked once more."""
        status, headers, content = self._once(method, path, body)
        if status == _TOO_MANY or status >= httpx.codes.INTERNAL_SERVER_ERROR:
            wait = _wait_asked_for(headers.get("retry-after", ""))
            if wait > _LONGEST_WAIT:
                raise TranslationFailedError(
                    tell("{name} asks to wait {seconds} seconds; try again later",
                         name=self.name, seconds=round(wait))
                )  # fmt: skip
            self._pause(wait)
            status, headers, content = self._once(method, path, body)
        try:
            answer: _Json = json.loads(content)
        except ValueError:
            answer = None
        if status == httpx.codes.OK and answer is not None:
            return answer
        if status == httpx.codes.OK:
            raise self._nonsense()
        said = answer.get("error") if isinstance(answer, dict) else None
        raise TranslationFailedError(
            tell("{name} refused with {status}: {message}", name=self.name, status=status,
                 message=self._without_key(str(said or tell("no reason given"))))
        )  # fmt: skip

    def _once(self, method: str, path: str, body: _Json) -> tuple[int, httpx.Headers, bytes]:
        timeout = httpx.Timeout(self._within, connect=_CONNECT_WITHIN)
        content = bytearray()
        latest = time.monotonic() + self._within
        try:
            with (
                httpx.Client(timeout=timeout) as client,
                client.stream(method, self._address + path, json=body) as response,
            ):
                for portion in response.iter_bytes():
                    content += portion
                    if len(content) > _MOST_ANSWERED:
                        raise self._nonsense()
                    # The timeout is between two portions; an answer may come in very many.
                    if time.monotonic() > latest:
                        raise self._too_slow()
                return response.status_code, response.headers, bytes(content)
        except httpx.TimeoutException as error:
            raise self._too_slow() from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise TranslationFailedError(
                tell("{name} cannot be reached at {address}",
                     name=self.name, address=self._address)
            ) from error  # fmt: skip

    def _too_slow(self) -> TranslationFailedError:
        seconds = f"{self._within:g}"
        return TranslationFailedError(
            tell("{name} did not answer within {seconds} seconds", name=self.name, seconds=seconds)
        )

    def _nonsense(self) -> TranslationFailedError:
        return TranslationFailedError(
            tell("{name} answered something else than a translation", name=self.name)
        )

    def _without_key(self, message: str) -> str:
        return message.replace(self._key, "…") if self._key else message


def _targets(listed: _Json) -> frozenset[str] | None:
    return frozenset(map(str, listed)) if isinstance(listed, list) else None


def _has_words(shielded: Shielded) -> bool:
    return bool(shielded.kept) and any(map(str.isalnum, _TOKEN.sub("", shielded.text)))


def _as_html(shielded: Shielded) -> str:
    """The text with an element for each mark, around which the sentence is translated."""
    element = r'<span translate="no" id="m\1">X\1</span>'
    return _TOKEN.sub(element, html.escape(shielded.text, quote=False))


def _from_html(answer: str) -> str:
    # Some servers answer with entities, some without.
    return html.unescape(_ELEMENT.sub(lambda one: token(int(one.group(1))), answer))


def _batches(lines: Mapping[str, str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for line, sent in lines.items():
        if batch and (len(batch) == _MOST_TEXTS or size + len(sent) > _MOST_CHARACTERS):
            yield batch
            batch, size = [], 0
        batch.append(line)
        size += len(sent)
    if batch:
        yield batch


def _wait_asked_for(header: str) -> float:
    """The seconds of a `Retry-After` (RFC 9110 10.2.3): a number of them, or a date."""
    if header.strip().isdecimal():
        return float(header)
    try:
        until = parsedate_to_datetime(header)
    except ValueError:
        return _USUAL_WAIT
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())
