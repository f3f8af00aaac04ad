"""Every sentence of this room is there in Japanese, with the same places to fill."""

import ast
from collections.abc import Iterator
from pathlib import Path

from madoguchi.editorial.translating import wrong_files
from madoguchi.editorial.wording import has_japanese, in_staff_language, tell
from madoguchi.language.phrases import places

ROOM = Path(__file__).parents[1]


def told() -> Iterator[str]:
    """What `tell` is called with, and what stands in tables for it."""
    for module in ROOM.glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "tell":
                said = node.args[0]
                if isinstance(said, ast.Constant):
                    yield str(said.value)
    yield from wrong_files._IN_ZIP.values()
    yield from wrong_files._BEGINNINGS.values()


def test_every_sentence_for_staff_has_japanese() -> None:
    sentences = set(told())
    assert len(sentences) > 70
    assert [one for one in sentences if not has_japanese(one)] == []


def test_the_japanese_fills_the_same_places() -> None:
    for sentence in told():
        values = {name: f"«{name}»" for name in places(sentence)}
        with in_staff_language("ja"):
            japanese = tell(sentence, **values)
        assert [name for name, value in values.items() if value not in japanese] == []


def test_a_refusal_reads_well_in_japanese() -> None:
    with in_staff_language("ja"):
        sentence = tell(
            "{file}, {entry}, {field}: {found}; expected {expected}",
            file="vi.xlf",
            entry="nerima/desk",
            field="summary",
            found=tell("translated from version {version} of the source", version=3),
            expected=tell("version {version}, which reads otherwise", version=4),
        )
    assert sentence == (
        "vi.xlf（nerima/desk、summary）：原文の第3版からの翻訳です"
        "（正しくは：内容が変わった第4版からの翻訳）"
    )
