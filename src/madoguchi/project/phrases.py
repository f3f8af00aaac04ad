"""Which phrases the program says, and which of them a language still lacks."""

import ast
import io
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment, nodes

from madoguchi.language import WRITTEN

# The functions that say something: the position of the phrase among their arguments.
_ONE = {"say": 1, "plain_say": 1, "marked": 0, "phrase": 1, "language_say": 1}
_MANY = {"say_count": 1, "phrase_for": 1, "marked_count": 0}


_HEADER = """msgid ""
msgstr ""
"Project-Id-Version: madoguchi\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals};\\n"

"""


class Phrase(NamedTuple):
    """A phrase in English; `many` is empty where nothing is counted."""

    one: str
    many: str = ""


def phrases_in_use() -> set[Phrase]:
    """Every phrase in the program and its templates."""
    root = Path(str(files("madoguchi")))
    found: set[Phrase] = set()
    for path in root.rglob("*.py"):
        if "tests" not in path.parts and not _is_for_staff(path.relative_to(root)):
            found.update(_in_python(ast.parse(path.read_text(encoding="utf-8"))))
    jinja = Environment()  # noqa: S701 - templates are only parsed
    for path in (*root.rglob("jinja2/*.html"), *root.rglob("jinja2/readers/*.html")):
        found.update(_in_template(jinja.parse(path.read_text(encoding="utf-8"))))
    counted = {phrase.one for phrase in found if phrase.many}
    return {phrase for phrase in found if phrase.many or phrase.one not in counted}


def _is_for_staff(path: Path) -> bool:
    """Whether readers never see what stands there; staff's words have catalogues of their own."""
    return path.parts[0] == "editorial" and path.parts[1] != "readers"


def _in_python(tree: ast.AST) -> Iterator[Phrase]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        values = [part.value if isinstance(part, ast.Constant) else None for part in node.args]
        yield from _phrase(name, values)


def _in_template(tree: nodes.Template) -> Iterator[Phrase]:
    for node in tree.find_all(nodes.Call):
        name = node.node.name if isinstance(node.node, nodes.Name) else ""
        values = [part.value if isinstance(part, nodes.Const) else None for part in node.args]
        yield from _phrase(name, values)


def _phrase(name: str, values: Sequence[object]) -> Iterator[Phrase]:
    if name in _ONE and len(values) > _ONE[name]:
        one = values[_ONE[name]]
        if isinstance(one, str):
            yield Phrase(one)
    if name in _MANY and len(values) > _MANY[name] + 1:
        one, many = values[_MANY[name]], values[_MANY[name] + 1]
        if isinstance(one, str) and isinstance(many, str):
            yield Phrase(one, many)


def catalogue_path(language: str) -> Path:
    """Where the catalogue of a language lies."""
    return Path(str(files("madoguchi.language"))) / "locale" / f"{language}.po"


def read_catalogue(language: str) -> Catalog:
    """The catalogue of a language, as translators see it."""
    with catalogue_path(language).open("rb") as file:
        return read_po(file, locale=WRITTEN[language].babel)


def missing(language: str, used: set[Phrase]) -> set[Phrase]:
    """The phrases in use that `language` does not say in full yet."""
    catalogue = read_catalogue(language)
    lacking = set()
    for phrase in used:
        message = catalogue.get(phrase.one)
        said = message.string if message else ""
        forms = list(said) if isinstance(said, list | tuple) else [said]
        if not all(forms) or bool(phrase.many) != isinstance(said, list | tuple):
            lacking.add(phrase)
    return lacking


def no_longer_used(language: str, used: set[Phrase]) -> set[str]:
    """Phrases in a catalogue that the program does not say any more."""
    ids = {message.id for message in read_catalogue(language) if message.id}
    singular = {one[0] if isinstance(one, list | tuple) else one for one in ids}
    return {str(one) for one in singular} - {phrase.one for phrase in used}


def update(language: str, used: set[Phrase]) -> None:
    """Add what is missing to the catalogue, empty, and drop what is no longer used."""
    catalogue = read_catalogue(language)
    for phrase in missing(language, used):
        catalogue.add((phrase.one, phrase.many) if phrase.many else phrase.one)
    for one in no_longer_used(language, used):
        catalogue.delete(one)
    write_catalogue(language, catalogue)


def write_catalogue(language: str, catalogue: Catalog) -> None:
    """Write a catalogue sorted, under a header that changes only with the language."""
    body = io.BytesIO()
    write_po(body, catalogue, sort_output=True, omit_header=True, width=0)
    header = _HEADER.format(
        language=WRITTEN[language].babel, plurals=catalogue.plural_forms.rstrip(";")
    )
    catalogue_path(language).write_bytes(header.encode() + body.getvalue().rstrip() + b"\n")


def phrases(*, write: bool) -> int:
    """Say what each language lacks, and with `write` put it into the catalogues; how many lack."""
    used = phrases_in_use()
    lacking = 0
    for language in (code for code in WRITTEN if code != "en"):
        wanting, idle = missing(language, used), no_longer_used(language, used)
        lacking += len(wanting)
        print(f"{language}: {len(wanting)} to translate, {len(idle)} no longer used")
        for phrase in sorted(wanting):
            print(f"    {phrase.one}")
        if write and (wanting or idle):
            update(language, used)
    return lacking
