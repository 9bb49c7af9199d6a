"""`desk serve`: be the backend, or the server of one office."""

import sys
from argparse import ArgumentParser, Namespace
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path

from desk.commands.common import read_secret_file
from desk.errors import BadInput
from desk.i18n import _
from desk.server.database import Database
from desk.server.hub import carrying, fetch_first, join_upstream, upstream_of
from desk.server.run import LOOPBACK, Tls, serve
from desk.server.schema import PARTS
from desk.server.watch import Watch, line, to_stderr
from desk.settings import data_folder
from desk.sync.kept_line import LOOPBACK as LOCAL
from desk.sync.kept_line import checked_url

PORT = 8710
MOST_PARTS = 1000
"""Beyond that the database has trouble with itself (docs/scale.md)."""
SQLITE = "sqlite:///"
REQUESTS, FAULTS = "requests", "faults"


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--database", default="", help="postgresql://… or sqlite:///file; else a file beside the store")
    parser.add_argument("--database-file", type=Path, metavar="FILE", help="file whose first line is that address")
    parser.add_argument(
        "--parts",
        type=part_number,
        default=PARTS,
        metavar="N",
        help=f"a new PostgreSQL database is cut by office into so many ({PARTS}); one that is there stays as it is",
    )
    parser.add_argument("--host", default=LOOPBACK, help="address to listen on; others than this computer's need TLS")
    parser.add_argument("--port", type=port_number, default=PORT, help="0: any free one; the address is printed")
    parser.add_argument(
        "--tls-cert", type=Path, metavar="FILE", help="certificate (PEM): the server speaks HTTPS itself"
    )
    parser.add_argument("--tls-key", type=Path, metavar="FILE", help="its key (PEM)")
    parser.add_argument(
        "--behind-proxy", action="store_true", help="speak plain HTTP also there: a proxy in front speaks HTTPS"
    )
    parser.add_argument(
        "--log",
        choices=(REQUESTS, FAULTS),
        default=FAULTS,
        help="one line of JSON on standard error for every request, or for faults alone; never what a family said",
    )
    parser.add_argument("--upstream", default="", help="the city's server, for an office's hub: https://…")
    parser.add_argument("--code", default="", help="the one-time code of «desk code --hub», the first time")
    parser.add_argument(
        "--lifeline", action="store_true", help="end when standard input is closed, for a program that starts this one"
    )


def port_number(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65535:
        raise ValueError(text)
    return port


def part_number(text: str) -> int:
    parts = int(text)
    if not 1 <= parts <= MOST_PARTS:
        raise ValueError(text)
    return parts


def run(arguments: Namespace) -> int:
    if bool(arguments.tls_cert) != bool(arguments.tls_key):
        raise BadInput(_("Servono tutti e due: «--tls-cert» e «--tls-key»."))
    if not (arguments.tls_cert or arguments.behind_proxy or arguments.host in LOCAL):
        raise BadInput(
            _(
                "Fuori da questo computer niente passa in chiaro: aggiungi «--tls-cert» e «--tls-key», o "
                "«--behind-proxy» se davanti c'è un proxy che parla HTTPS."
            )
        )
    tls = Tls(arguments.tls_cert, arguments.tls_key) if arguments.tls_cert else None
    watch = Watch(to_stderr if arguments.log == REQUESTS else None)
    database = Database(address_of(arguments), arguments.parts)
    try:
        lifeline = sys.stdin.buffer if arguments.lifeline else None
        with _upstream(database, arguments.upstream, arguments.code):
            serve(database, arguments.host, arguments.port, _tell, lifeline=lifeline, watch=watch, tls=tls)
    finally:
        database.close()
    return 0


def _upstream(database: Database, url: str, code: str) -> AbstractContextManager[None]:
    """Once made known to the city, a hub goes on carrying at every start."""
    if code and not url:
        raise BadInput(_("Con «--code» serve anche l'indirizzo del server della città: «--upstream https://…»."))
    if code:
        join_upstream(database, url, code)
    known = upstream_of(database)
    if known is None:
        if url:
            raise BadInput(_("La prima volta serve il codice di «desk code --hub»: aggiungi «--code»."))
        return nullcontext()
    if url:
        known = replace(known, url=checked_url(url))
    if code:
        fetch_first(database, known)
    return carrying(database, known, lambda said: to_stderr(line(event="upstream", said=said)))


def _tell(url: str) -> None:
    print(url, flush=True)


def address_of(arguments: Namespace) -> str:
    """The server's database: an address with a password in it is better read from a file than seen among processes."""
    if arguments.database_file:
        return read_secret_file(arguments.database_file)
    return arguments.database or default_database()


def standing_database(arguments: Namespace) -> str:
    """The same, of a server that is there: only «desk serve» makes a file for one. Raises BadInput where none is."""
    address = address_of(arguments) if arguments.database_file or arguments.database else _beside_the_store()
    name = address.partition("?")[0].removeprefix(SQLITE)
    if address.startswith(SQLITE) and not Path(name).exists():
        raise BadInput(
            _(
                "Qui non c'è un server: manca {file}. Di' qual è la sua base dati con «--database», come per «desk "
                "serve», oppure avvia prima «desk serve»."
            ).format(file=name)
        )
    return address


def default_database() -> str:
    """A SQLite file in the data folder."""
    data_folder().mkdir(parents=True, exist_ok=True)
    return _beside_the_store()


def _beside_the_store() -> str:
    return f"{SQLITE}{data_folder().absolute() / 'server.db'}"
