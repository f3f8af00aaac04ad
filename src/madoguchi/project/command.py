"""The `madoguchi` command: ask who helps and what to do, keep packs in order, publish."""

import argparse
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from madoguchi.deadlines import BadDayError, OutOfRangeError
from madoguchi.edition import (
    EXPECTED_TIME,
    BadAnswersError,
    BadTimeError,
    DamagedEditionError,
    EditionStore,
    NobodySpeaksError,
    NoSuchChoiceError,
    NoSuchEventError,
    parse_at,
)
from madoguchi.edition.live import Served
from madoguchi.guide import PackError, read_packs
from madoguchi.guide.schema import schema_files
from madoguchi.guide.writing import NewPackError, format_packs, new_pack
from madoguchi.hours import TOKYO
from madoguchi.language import WRITTEN, read_by
from madoguchi.outlets.opendata.answers import help_out
from madoguchi.project import (
    database_command,
    dates_command,
    rooms_command,
    staff_command,
    worker_command,
)
from madoguchi.project.dates_command import BadCallError
from madoguchi.project.environment import BadSettingError, Environment, environment
from madoguchi.project.events_page import events_page
from madoguchi.project.export import export
from madoguchi.project.phrases import phrases
from madoguchi.project.telling import who_in_words

_PROBLEMS = (*database_command.PROBLEMS, *staff_command.PROBLEMS)
# What a shell can tell apart: something is wrong, or the question was.
WRONG, BAD_QUESTION = 1, 2
_BAD_QUESTIONS = (
    BadTimeError,
    NoSuchChoiceError,
    NoSuchEventError,
    BadAnswersError,
    BadDayError,
    BadCallError,
    OutOfRangeError,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit status is 0, 1 (something is wrong) or 2 (the question was)."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    try:
        status: int = asked.run(asked, environment())
    except PackError as error:
        _say_problem(str(error))
        count = sum(problem.severity == "error" for problem in error.problems)
        _say_problem(f"{count} {'error' if count == 1 else 'errors'}; nothing was changed")
        return WRONG
    except (DamagedEditionError, NewPackError, BadSettingError, OSError, *_PROBLEMS) as error:
        _say_problem(str(error))
        return WRONG
    except _BAD_QUESTIONS as error:
        _say_problem(str(error))
        return BAD_QUESTION
    return status


def who(asked: argparse.Namespace, env: Environment) -> int:
    """Print who can help; exit 2 with the list where nobody speaks the language."""
    served = Served(EditionStore(env.editions).open())
    at = parse_at(asked.at) if asked.at else datetime.now(TOKYO)
    language = asked.language or read_by(asked.speaks)
    speaks = asked.speaks or WRITTEN[language].speaks
    try:
        found = served.helper.who_can_help(speaks, at, asked.topic, asked.area, asked.channel)
    except NobodySpeaksError as nobody:
        _say_problem(f"{nobody}; languages that a window names: {', '.join(nobody.offered)}")
        return BAD_QUESTION
    if asked.format == "json":
        print(help_out(found, served.guide, language).model_dump_json(indent=2))
    else:
        print(who_in_words(found, served.guide, language, _today()))
    return 0


def check(asked: argparse.Namespace, env: Environment) -> int:
    """Read a pack and all it extends, and say everything that is wrong with them."""
    read = read_packs(env.packs, asked.pack or env.pack, _today(), plain=asked.plain)
    for warning in read.warnings:
        _say_problem(str(warning))
    print(f"{' ← '.join(reversed(read.guide.packs))}: {len(read.guide.entries)} entries, no errors")
    return 0


def format_(asked: argparse.Namespace, env: Environment) -> int:
    """Write all packs in the one canonical form; with --check only say which files differ."""
    done = format_packs(env.packs, write=not asked.check)
    for name in done.changed:
        print(f"{'differs' if asked.check else 'written'}: {name}")
    for problem in done.left:
        _say_problem(f"left as it is: {problem}")
    if not done.changed and not done.left:
        print("every file is in canonical form")
    return WRONG if done.left or (asked.check and done.changed) else 0


def editions(_asked: argparse.Namespace, env: Environment) -> int:
    """List the editions, the one served last first."""
    listed = EditionStore(env.editions).list()
    for one in listed:
        when = (
            one.last_served.astimezone(TOKYO).isoformat(" ", "minutes") if one.last_served else ""
        )
        print(
            f"{'*' if one.served else ' '} {one.edition}  {when or 'never served':22}  {one.size:,}"
        )
    if not listed:
        print("no edition yet; run `madoguchi publish`")
    return 0


def rollback(_asked: argparse.Namespace, env: Environment) -> int:
    """Serve the edition that was served before."""
    print(f"serving edition {EditionStore(env.editions).rollback()} again")
    return 0


def export_(asked: argparse.Namespace, _env: Environment) -> int:
    """Write the guide as files that any web server can serve."""
    written, *missing = export(asked.folder, asked.address)
    print(written)
    for line in missing:
        _say_problem(line)
    return WRONG if missing else 0


def new_pack_(asked: argparse.Namespace, env: Environment) -> int:
    """Make the first files of a municipality's pack."""
    for path in new_pack(env.packs, asked.name, asked.extends):
        print(f"made {path}")
    print(f"next: write its words, then `madoguchi check {asked.name}`; see CONTRIBUTING.md")
    return 0


def schema(asked: argparse.Namespace, _env: Environment) -> int:
    """Write the JSON Schema of every kind of entry into a folder."""
    folder: Path = asked.folder
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schema_files().items():
        (folder / name).write_text(text, encoding="utf-8")
        print(f"written: {folder / name}")
    return 0


def phrases_(asked: argparse.Namespace, _env: Environment) -> int:
    """Say which phrases of the program a language lacks; with --write make room for them."""
    return WRONG if phrases(write=asked.write) else 0


def events(_asked: argparse.Namespace, env: Environment) -> int:
    """Print the page of all life events, their questions and their steps."""
    print(events_page(read_packs(env.packs, env.pack, _today()).guide), end="")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="madoguchi", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    asking = commands.add_parser("who", help="who can help in a language at a time")
    asking.add_argument("--speaks", default="", help="spoken language, as ko or ne")
    asking.add_argument("--at", default="", help=f"time, as {EXPECTED_TIME}; now if left out")
    asking.add_argument("--language", choices=WRITTEN, help="language of the words")
    asking.add_argument("--topic", help="id of a topic, or its last part")
    asking.add_argument("--area", help="id of an area, or its last part")
    asking.add_argument("--channel", choices=["phone", "in-person", "online", "mail"])
    asking.add_argument("--format", choices=["text", "json"], default="text")
    asking.set_defaults(run=who)
    dates_command.add_parsers(commands)
    database_command.add_parsers(commands)
    worker_command.add_parsers(commands)
    staff_command.add_parsers(commands)

    checking = commands.add_parser("check", help="say everything that is wrong with a pack")
    checking.add_argument("pack", nargs="?", help="the municipality's own if left out")
    checking.add_argument(
        "--plain", action="store_true", help="warn also where plain Japanese could be plainer"
    )
    checking.set_defaults(run=check)

    formatting = commands.add_parser("format", help="write packs in the one canonical form")
    formatting.add_argument("--check", action="store_true", help="write nothing")
    formatting.set_defaults(run=format_)

    rooms_command.add_parsers(commands)
    commands.add_parser("editions", help="list the editions").set_defaults(run=editions)
    commands.add_parser("rollback", help="serve the edition before").set_defaults(run=rollback)

    exporting = commands.add_parser("export", help="write all pages as files for any web server")
    exporting.add_argument("folder", type=Path)
    exporting.add_argument(
        "--address", default="", help="public address, as https://guide.example.jp"
    )
    exporting.set_defaults(run=export_)

    making = commands.add_parser("new-pack", help="first files of a municipality")
    making.add_argument("name", help="small letters, as nerima")
    making.add_argument("--extends", help="the pack to build on, as tokyo")
    making.set_defaults(run=new_pack_)

    describing = commands.add_parser("schema", help="JSON Schema of every kind, for editors")
    describing.add_argument("folder", type=Path)
    describing.set_defaults(run=schema)

    commands.add_parser("events", help="ids of life events, as docs/events.md").set_defaults(
        run=events
    )

    saying = commands.add_parser("phrases", help="phrases of the program without translation")
    saying.add_argument("--write", action="store_true", help="add them, empty, to the catalogues")
    saying.set_defaults(run=phrases_)
    return parser


def _today() -> date:
    return datetime.now(TOKYO).date()


def _say_problem(text: str) -> None:
    print(text, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
