"""`desk export WHAT`: what other systems and people read."""

from argparse import SUPPRESS, ArgumentParser, Namespace
from importlib import import_module
from pathlib import Path

from desk.commands.exports import EXPORTS


def add_arguments(parser: ArgumentParser) -> None:
    kinds = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    for name, meaning in EXPORTS.items():
        kind = kinds.add_parser(name, help=meaning, description=f"{meaning[0].upper()}{meaning[1:]}.")
        kind.add_argument("--data", type=Path, default=SUPPRESS, help="folder of the local store (or DESK_DATA)")
        import_module(f"{EXPORTS_PACKAGE}.{name}").add_arguments(kind)


EXPORTS_PACKAGE = "desk.commands.exports"


def run(arguments: Namespace) -> int:
    return int(import_module(f"{EXPORTS_PACKAGE}.{arguments.what}").run(arguments))
