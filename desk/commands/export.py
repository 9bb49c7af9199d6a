"""`desk export WHAT`: what other systems and people read."""

import sys
from argparse import ArgumentParser, Namespace
from importlib import import_module

from desk.commands.exports import EXPORTS


def add_arguments(parser: ArgumentParser) -> None:
    kinds = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    chosen = next((word for word in sys.argv[1:] if word in EXPORTS), None)
    for name, meaning in EXPORTS.items():
        kind = kinds.add_parser(name, help=meaning, description=f"{meaning[0].upper()}{meaning[1:]}.")
        if chosen in (None, name):
            import_module(f"{EXPORTS_PACKAGE}.{name}").add_arguments(kind)


EXPORTS_PACKAGE = "desk.commands.exports"


def run(arguments: Namespace) -> int:
    return int(import_module(f"{EXPORTS_PACKAGE}.{arguments.what}").run(arguments))
