"""`madoguchi worker`: mail, publishing at a time, checks of links and all else that comes round."""

import argparse

from madoguchi.project.environment import Environment
from madoguchi.project.rooms_command import set_up_django


def worker(asked: argparse.Namespace, _env: Environment) -> int:
    """Do jobs until told to end; several workers share them."""
    set_up_django()
    from madoguchi.people.worker import work  # noqa: PLC0415

    return work(asked.beside)


def add_parsers(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Name the command to the command line."""
    working = commands.add_parser(
        "worker", help="send mail, publish at a time, check links: all that comes round"
    )
    working.add_argument(
        "--beside", type=int, metavar="PID", help="end when this process does, as a web server"
    )
    working.set_defaults(run=worker)
