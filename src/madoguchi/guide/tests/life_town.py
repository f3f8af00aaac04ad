"""The small town with a life event in it: questions, steps, an office, a paper and a law."""

from pathlib import Path

from madoguchi.guide.tests.town import Town, said, words
from madoguchi.guide.yaml_file import write_yaml

BIRTH_FILE = "questions/birth.yaml"
PLACE_FILE = "questions/born-in.yaml"
EVENT_FILE = "life-events/child.yaml"
NOTIFY_FILE = "procedures/notify.yaml"
APPLY_FILE = "procedures/apply.yaml"

PLACE = """\
kind: question
page_number: 1000032
asks: choice
values: [japan, abroad]
"""
NOTIFY = """\
kind: procedure
page_number: 1000035
office: town/registry
topic: town/life
due:
  n: 14
  counted_from: [birth]
  first_day: counted
  roll: ward
unless:
  - when:
      born_in: abroad
    because: town/not-here
law:
  - act: town/family-act
    article: "49"
bring: [town/handbook]
gives: [town/certificate]
sources:
  - source: town/family-act
check_by: 2027-04-01
"""
APPLY = """\
kind: procedure
page_number: 1000036
office: town/bureau
topic: town/life
due:
  n: 30
  counted_from: [birth]
  roll: national
  margin_days: 1
limit:
  kind: limit
  n: 60
  counted_from: [birth]
after: town/notify
law:
  - act: town/family-act
    article: 22-2(1)
bring: [town/certificate]
bring_if_any: [town/handbook]
facts:
  risk_after:
    days: 90
sources:
  - source: town/family-act
check_by: 2027-04-01
"""
EVENT = """\
kind: life-event
page_number: 1000037
order: 10
topic: town/life
ask:
  - question: town/birth
  - question: town/born-in
steps: [town/notify, town/apply]
"""


def choices(**said_of: str) -> str:
    """Words of a question in every language, with those of its values."""
    asked = words(name="Where?", summary="Why")
    return write_yaml({"words": {code: one | {"choices": said_of} for code, one in asked.items()}})


def life_town(folder: Path) -> Town:
    """The town with a life event, whole until a test breaks it."""
    town = Town(folder)
    town.entry(
        "sources/family-act.yaml",
        name="",
        kind="source",
        page_number=1000030,
        title="An act",
        url="https://laws.e-gov.go.jp/law/322AC0000000224",
        trust="law",
        printed="unknown",
        read="2026-11-22",
    )
    town.write(
        BIRTH_FILE,
        "kind: question\npage_number: 1000031\nasks: date\n" + said(name="When?", summary="Why"),
    )
    town.write(PLACE_FILE, PLACE + choices(japan="In Japan", abroad="Elsewhere"))
    town.entry("reasons/not-here.yaml", kind="reason", page_number=1000033)
    town.entry("offices/registry.yaml", kind="office", page_number=1000034, calendar="ward")
    town.entry("offices/bureau.yaml", kind="office", page_number=1000038, calendar="national")
    for number, name in enumerate(("handbook", "certificate"), start=1000039):
        town.entry(f"documents/{name}.yaml", kind="document", page_number=number)
    town.write(NOTIFY_FILE, NOTIFY + said(summary="Within [[#due]].", late="Go."))
    town.write(
        APPLY_FILE,
        APPLY + said(summary="[[#due]], [[#limit]], [[#risk_after]]; [[town/notify#due]]."),
    )
    town.write(EVENT_FILE, EVENT + said(name="A child", summary="By when"))
    return town


def told(town: Town) -> list[tuple[str, str, str]]:
    """What a writer is told: the file, the field, the message."""
    return [
        (one.file.removeprefix("packs/town/"), one.field, one.message) for one in town.problems()
    ]
