"""`desk kiosk`: the kiosk of the lobby."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from desk.commands.common import read_secret_file
from desk.lobby import open_kiosk


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--printer", default="", help="net:HOST, file:PATH or printer:NAME")
    parser.add_argument("--pin-file", type=Path, help="file with the code (4 to 8 figures) that lets staff leave")
    parser.add_argument("--screen", type=int, default=0, help="which screen, from 0")
    parser.add_argument("--window", action="store_true", help="in a window, for trying")


def run(arguments: Namespace) -> int:
    pin = read_secret_file(arguments.pin_file) if arguments.pin_file else ""
    return open_kiosk(windowed=arguments.window, screen=arguments.screen, pin=pin, printer=arguments.printer)
