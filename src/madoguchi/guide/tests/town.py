"""A small town's pack in a folder of its own, whole until a test breaks it."""

from datetime import date
from pathlib import Path

from madoguchi.guide import Guide, PackError, Problem, Read, read_packs
from madoguchi.guide.writing import format_packs
from madoguchi.guide.yaml_file import write_yaml
from madoguchi.language import WRITTEN

TODAY = date(2026, 11, 27)

DESK = """\
kind: service
page_number: 1000008
organization: town/section
location: town/hall
topics: [town/life]
channels: [phone, in-person]
phones:
  - printed: 03-3975-1252
schedules:
  - speaks: [ko]
    days: [mon, fri]
    hours: [13:00-17:00]
    on_holidays: closed
  - speaks: [other]
    hours: unknown
closures: [town/hall-days]
sources:
  - source: town/page
check_by: 2027-04-01
"""


def words(**fields: str) -> dict[str, dict[str, str]]:
    """The same words in every language, without kanji."""
    return {
        code: dict(fields) | ({} if code == "ja" else {"made_from": "ja@1"}) for code in WRITTEN
    }


class Town:
    def __init__(self, folder: Path) -> None:
        self.root = folder / "packs"
        self.entry("pack.yaml", kind="pack", page_number=1000001, area="town/town")
        self.entry("areas/town.yaml", kind="area", page_number=1000002)
        self.entry("topics/life.yaml", kind="topic", page_number=1000003)
        self.entry("organizations/section.yaml", kind="organization", page_number=1000004)
        self.entry(
            "locations/hall.yaml",
            kind="location",
            page_number=1000005,
            area="town/town",
            address="Toyotama-kita 6-12-1",
            sources=[{"source": "town/page"}],
        )
        self.entry(
            "sources/page.yaml",
            name="",
            kind="source",
            page_number=1000006,
            title="Town guide, page 83",
            trust="official",
            printed="unknown",
            read="2026-11-22",
        )
        self.entry(
            "closures/hall-days.yaml",
            kind="closures",
            page_number=1000007,
            dates=["2026-12-07"],
            known_until="2027-03-31",
            sources=[{"source": "town/page"}],
        )
        self.write("services/desk.yaml", DESK + said(summary="Call [[#phone]]."))

    def entry(self, path: str, name: str = "Town", **fields: object) -> None:
        own = {"words": words(name=name)} if name else {}
        self.write(path, write_yaml(fields | own))

    def write(self, path: str, text: str, pack: str = "town") -> Path:
        file = self.root / pack / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def edit(self, path: str, old: str, new: str) -> None:
        file = self.root / "town" / path
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        file.write_text(text.replace(old, new), encoding="utf-8")

    def line(self, path: str, text: str) -> int:
        """The number of the first line that holds `text`."""
        lines = (self.root / "town" / path).read_text(encoding="utf-8").splitlines()
        return next(number for number, line in enumerate(lines, start=1) if text in line)

    def read(self, pack: str = "town", today: date = TODAY) -> Read:
        return read_packs(self.root, pack, today)

    def guide(self) -> Guide:
        return self.read().guide

    def problems(self, pack: str = "town", today: date = TODAY) -> list[Problem]:
        """Everything that is wrong; what is only a warning too."""
        try:
            return list(self.read(pack, today).warnings)
        except PackError as error:
            return error.problems

    def format(self) -> list[str]:
        done = format_packs(self.root)
        assert done.left == []
        return done.changed


def said(name: str = "Desk", **fields: str) -> str:
    """Words of every language as text of a file."""
    return write_yaml({"words": words(name=name, **fields)})


def a_problem(path: str, line: int, field: str, message: str, severity: str = "error") -> Problem:
    return Problem(f"packs/town/{path}", line, field, message, severity)
