"""What can go wrong between a machine and its server, drawn from the seed: real rounds and messages, no socket."""

import random
import resource
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any, cast
from unittest.mock import patch

import msgspec
from sqlalchemy import Connection, func, select
from sqlalchemy.exc import DBAPIError

from desk.db.engine import FILE_NAME
from desk.db.store import Store
from desk.db.unit import Unit
from desk.db.watcher import Watcher
from desk.domain.journal.entry import Entry
from desk.errors import NetworkAway
from desk.office.machine.first_rows import Ask
from desk.office.machine.replica import StoreReplica
from desk.server import pages, rounds, snapshot
from desk.server.database import Database
from desk.server.newest import Newest
from desk.server.refusal import Refused
from desk.server.standing import standing
from desk.server.tables import entry as entry_table
from desk.server.tables import page as page_table
from desk.sync import wire
from desk.sync.client import refused
from desk.sync.kept_line import Meanwhile
from desk.sync.session import PUSH_ENTRIES, Post
from tests.server_copy import ServerCopy, put_back

FATES = {
    "well": 60,
    "lost": 8,
    "unanswered": 8,
    "doubled": 6,
    "late": 4,
    "server dies": 4,
    "server full": 3,
    "dies before": 3,
    "dies within": 4,
    "dies after": 3,
    "disk full": 4,
}
WRITING = {"well": 88, "dies within": 5, "dies after": 3, "disk full": 4}
FULL = "pieno o guasto"
ROOM = 80_000
"""How far a disk may be from its end, in bytes: about what a round writes."""
_read = msgspec.msgpack.Decoder(wire.RoundAsk).decode
_read_answer = msgspec.msgpack.Decoder(wire.RoundAnswer).decode
_read_shown = msgspec.msgpack.Decoder(wire.SnapshotAnswer).decode
_read_carried = msgspec.msgpack.Decoder(wire.RelayAnswer).decode
_read_entry = msgspec.msgpack.Decoder(Entry).decode
_write = msgspec.msgpack.Encoder().encode


class Crash(Exception):
    """The process ends here."""


class Server:
    """A server without sockets; what is sent passes through bytes, as on the wire."""

    def __init__(self, file: Path) -> None:
        self.file, self.url = file, f"sqlite:///{file}"
        self.database, self._newest = _Mortal(self.url), Newest()
        self.late: list[tuple[str, bytes]] = []
        self.copy: ServerCopy | None = None

    def answer(self, machine: str, body: bytes) -> wire.RoundAnswer:
        ask = _read(body)
        with told():
            given = None if ask.entries else self._at_once(machine, ask)
            if given is None:
                given = rounds.play(self.database, machine, ask)
        if ask.entries:
            self._newest.keep(given.office, given.commit)
        entries = [msgspec.Raw(body) for body in given.bodies]
        facts = {"acknowledged": given.acknowledged, "cursor": given.cursor, "mark": given.mark, "more": given.more}
        return _read_answer(_write({**facts, "anew": given.anew, "entries": entries, "pages": given.pages}))

    def _at_once(self, machine: str, ask: wire.RoundAsk) -> rounds.Given | None:
        with self.database.read() as connection:
            return rounds.at_once(standing(connection, machine), ask, self._newest)

    def carried(self, hub: str, ask: wire.RelayAsk) -> wire.RelayAnswer:
        """The answer to a hub."""
        with told():
            given, taken = rounds.relay(self.database, hub, ask)
        facts = {"known": taken.known, "faults": taken.faults}
        facts |= {"cursor": given.cursor, "mark": given.mark, "more": given.more}
        return _read_carried(_write({**facts, "entries": [msgspec.Raw(body) for body in given.bodies]}))

    def everything(self) -> list[Entry]:
        with self.database.read() as connection:
            rows = [_read_entry(body) for body in connection.execute(select(entry_table.c.body)).scalars()]
            folded = connection.execute(select(page_table.c.body)).scalars()
            return rows + [entry for body in folded for entry in pages.opened(body)]

    def held(self, machine: str) -> int:
        """How many of the machine's entries lie here: it numbers them without a gap. A server that says more than that
        would be put right at the next round, unless the machine's disk is lost before."""
        with self.database.read() as connection:
            query = select(func.count()).select_from(entry_table).where(entry_table.c.device == machine)
            folded = select(func.coalesce(func.sum(page_table.c.many), 0)).where(page_table.c.device == machine)
            return int(connection.execute(query).scalar_one()) + int(connection.execute(folded).scalar_one())

    def restart(self) -> None:
        self.database.close()
        self.database, self._newest = _Mortal(self.url), Newest()

    def put_back(self) -> None:
        """The database as it was when it was copied; what wandered then is over."""
        assert self.copy is not None
        put_back(self.database, self.copy)
        self.late.clear()

    def deliver_late(self) -> None:
        """Requests that wandered arrive now; nobody waits for their answers."""
        for machine, body in self.late:
            try:
                rounds.play(self.database, machine, _read(body))
            except Refused:
                continue
        self.late.clear()


@contextmanager
def told() -> Iterator[None]:
    """A refusal, or a database that does not answer, as the client makes it of the answer."""
    try:
        yield
    except DBAPIError as error:
        raise NetworkAway("503") from error
    except Refused as error:
        said = wire.Refusal(error=error.error, message=str(error), expected=error.expected, time=error.time)
        raise refused(error.status, msgspec.json.encode(said)) from error


class _Mortal(Database):
    """Ends at the end of a transaction, before or after it is kept, when told to."""

    dies = dies_after = False

    @contextmanager
    def write(self) -> Iterator[Connection]:
        with super().write() as connection:
            yield connection
            if self.dies:
                raise Crash
        if self.dies_after:
            raise Crash


class MortalReplica(StoreReplica):
    """The real replica of a machine that ends before, within or after it takes an answer in."""

    def __init__(self, store: Store, fate: str, draw: random.Random, watcher: Watcher | None = None) -> None:
        super().__init__(cast(Store, _DyingStore(store)) if fate == "dies within" else store, watcher)
        self._fate, self._draw, self._file = fate, draw, store.folder / FILE_NAME
        self._most = draw.choice((2, 6, PUSH_ENTRIES))
        """Where thousands wait, they go in several requests; here a handful stands for them."""

    def outgoing(self, after: int, limit: int) -> list[Entry]:
        return super().outgoing(after, min(limit, self._most))

    def receive(self, entries: Sequence[Entry], pages: Sequence[bytes] = (), **to: Any) -> int:
        if self._fate == "dies before":
            raise Crash
        with no_room(self._file, self._draw) if self._fate == "disk full" else nullcontext():
            taken = super().receive(entries, pages, **to)
        if self._fate == "dies after":
            raise Crash
        return taken


class _DyingStore:
    """Ends when everything of a transaction is done but its commit."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def receive(self, entries: Iterable[Entry], *, after: Callable[[Connection], None]) -> None:
        def end(connection: Connection) -> None:
            after(connection)
            raise Crash

        self._store.receive(entries, after=end)


@contextmanager
def no_room(file: Path, draw: random.Random) -> Iterator[None]:
    """Somewhere from here the disk is full: no file of this process grows beyond a drawn length of the journal's."""
    beside = file.with_name(f"{file.name}-wal")
    length = beside.stat().st_size if beside.exists() else 0
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(draw.random() * (length + ROOM)), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def dying_unit() -> Iterator[None]:
    """The process ends when everything of a unit of work is done but its commit."""
    close = Unit.close

    def die(unit: Unit) -> None:
        close(unit)
        raise Crash

    with patch.object(Unit, "close", die):
        yield


@contextmanager
def dying_keep() -> Iterator[None]:
    """The same of what a machine keeps for itself."""
    keep = Store.keep

    @contextmanager
    def die(store: Store, *, wait: bool = True) -> Iterator[Connection]:
        with keep(store, wait=wait) as connection:
            yield connection
            raise Crash

    with patch.object(Store, "keep", die):
        yield


def drawn_fate(draw: random.Random, likely: dict[str, int] = FATES) -> str:
    return draw.choices(list(likely), list(likely.values()))[0]


def line(server: Server, machine: str, fate: str, draw: random.Random, heard: Callable[[str], None]) -> Post:
    """The client's side of one connection with this fate."""

    def post(ask: wire.RoundAsk, meanwhile: Meanwhile) -> wire.RoundAnswer:
        body = _write(ask)
        if fate == "lost":
            raise NetworkAway("lost")
        meanwhile()
        if fate == "late":
            server.late.append((machine, body))
            raise NetworkAway("late")
        if fate == "server dies":
            _play_and_die(server, machine, body)
            raise NetworkAway("server died")
        with no_room(server.file, draw) if fate == "server full" else nullcontext():
            answer = server.answer(machine, body)
        held = server.held(machine)
        assert held >= answer.acknowledged, f"{machine}: acknowledged {answer.acknowledged}, kept {held}"
        if fate == "unanswered":
            raise NetworkAway("unanswered")
        if fate == "doubled":
            answer = server.answer(machine, body)
        heard(f"{len(ask.entries)} sent, {len(answer.entries)} received and {len(answer.pages)} pages")
        return answer

    return post


def showing(server: Server, machine: str, fate: str, draw: random.Random) -> Ask:
    """The same for the rows that a new machine is shown; it may die at any of its questions."""

    def ask(asked: wire.SnapshotAsk, meanwhile: Meanwhile) -> wire.SnapshotAnswer:
        if fate in ("lost", "late"):
            raise NetworkAway(fate)
        meanwhile()
        with told():
            answer = snapshot.play(server.database, machine, asked)
        if fate in ("unanswered", "server dies") and draw.random() < 0.5:
            raise NetworkAway(fate)
        if fate.startswith("dies") and draw.random() < 0.5:
            raise Crash
        return _read_shown(_write(answer))

    return ask


class Carrier:
    """The hub's side of its connection with the city, and the hub's process."""

    def __init__(self, city: Server, hub: Server, name: str) -> None:
        self._city, self._hub, self._name = city, hub, name
        self.fate = "well"

    def __call__(self, ask: wire.RelayAsk) -> wire.RelayAnswer:
        if self.fate in ("lost", "late"):
            raise NetworkAway(self.fate)
        if self.fate == "server dies":
            with _mortal(self._city):
                self._city.carried(self._name, ask)
            raise NetworkAway("server died")
        answer = self._city.carried(self._name, ask)
        if self.fate == "unanswered":
            raise NetworkAway(self.fate)
        if self.fate == "dies before":
            raise Crash
        self._hub.database.dies = self.fate == "dies within"
        self._hub.database.dies_after = self.fate == "dies after"
        return self._city.carried(self._name, ask) if self.fate == "doubled" else answer


def _play_and_die(server: Server, machine: str, body: bytes) -> None:
    with _mortal(server):
        server.answer(machine, body)


@contextmanager
def _mortal(server: Server) -> Iterator[None]:
    """The server ends at the end of its first transaction, before it is kept."""
    server.database.dies = True
    try:
        yield
    except Crash:
        pass
    finally:
        server.database.dies = False
        server.restart()
