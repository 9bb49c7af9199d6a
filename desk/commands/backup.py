"""`desk backup`: a whole encrypted copy, with the same key."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from desk.commands.common import machine


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, help="where to put it; without: the folder backups of the store")


def run(arguments: Namespace) -> int:
    with machine() as session:
        print(session.store.back_up(arguments.out))
    return 0
