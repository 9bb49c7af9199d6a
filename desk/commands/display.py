"""`desk display`: the numbers called, for everybody in the lobby. Several may run."""

from argparse import ArgumentParser, Namespace

from desk.lobby import open_display


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--screen", type=int, default=0, help="which screen, from 0")
    parser.add_argument("--window", action="store_true", help="in a window, for trying")


def run(arguments: Namespace) -> int:
    return open_display(windowed=arguments.window, screen=arguments.screen)
