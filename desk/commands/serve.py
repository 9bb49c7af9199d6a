"""`desk serve`: be the backend, or the server of one office."""

import sys
from argparse import ArgumentParser, Namespace

from desk.commands.common import data_folder
from desk.server.database import Database
from desk.server.run import LOOPBACK, serve

PORT = 8710


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--database", default="", help="postgresql://… or sqlite:///file; else a file beside the store")
    parser.add_argument("--host", default=LOOPBACK, help="address to listen on; put a TLS proxy in front of others")
    parser.add_argument("--port", type=int, default=PORT, help="0: any free one; the address is printed")
    parser.add_argument(
        "--lifeline", action="store_true", help="end when standard input is closed, for a program that starts this one"
    )


def run(arguments: Namespace) -> int:
    database = Database(arguments.database or default_database())
    try:
        lifeline = sys.stdin.buffer if arguments.lifeline else None
        serve(database, arguments.host, arguments.port, lambda url: print(url, flush=True), lifeline=lifeline)
    finally:
        database.close()
    return 0


def default_database() -> str:
    """A SQLite file in the data folder."""
    folder = data_folder()
    folder.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{folder.absolute() / 'server.db'}"
