"""`desk serve`: be the backend, or the server of one office."""

from argparse import ArgumentParser, Namespace

from desk.commands.common import data_folder
from desk.server.database import Database
from desk.server.run import LOOPBACK, serve

PORT = 8710


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--database", default="", help="postgresql://… or sqlite:///file; else a file beside the store")
    parser.add_argument("--host", default=LOOPBACK, help="address to listen on; put a TLS proxy in front of others")
    parser.add_argument("--port", type=int, default=PORT)


def run(arguments: Namespace) -> int:
    database = Database(arguments.database or default_database())
    try:
        print(f"http://{arguments.host}:{arguments.port}", flush=True)
        serve(database, arguments.host, arguments.port)
    finally:
        database.close()
    return 0


def default_database() -> str:
    """A SQLite file in the data folder."""
    folder = data_folder()
    folder.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{folder.absolute() / 'server.db'}"
