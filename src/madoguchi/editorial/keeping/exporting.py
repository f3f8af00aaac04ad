"""The published guide written as packs, byte for byte as `madoguchi format` writes them."""

from pathlib import Path

from madoguchi.editorial.keeping.guides import published_guide
from madoguchi.guide import KINDS, Entry, Guide
from madoguchi.guide.writing import canonical


def export_packs(root: Path, guide: Guide | None = None) -> list[Path]:
    """Write every entry to its file below `root`; FileExistsError where a pack stands there."""
    guide = guide or published_guide()
    for pack in guide.packs:
        if (root / pack).exists():
            raise FileExistsError(f"{root / pack} exists already; expected an empty folder")
    written = []
    for entry in guide.entries.values():
        path = root / file_of(entry)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(canonical(entry), encoding="utf-8")
        written.append(path)
    return written


def file_of(entry: Entry) -> Path:
    """Where an entry stands in a folder of packs.

    >>> from madoguchi.guide.guide import make_entry
    >>> str(file_of(make_entry("nerima/culture-plaza", {"kind": "topic"})))
    'nerima/topics/culture-plaza.yaml'
    """
    return Path(entry.pack) / KINDS[entry.kind].folder / f"{entry.slug}.yaml"
