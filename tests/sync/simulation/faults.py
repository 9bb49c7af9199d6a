"""What can go wrong between a machine and its server, drawn from the seed: real rounds and messages, no socket."""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, cast

import msgspec
from sqlalchemy import Connection, select

from desk.db.store import Store
from desk.domain.journal.entry import Entry
from desk.errors import NetworkAway
from desk.office.replica import StoreReplica
from desk.server import rounds
from desk.server.database import Database
from desk.server.refusal import Refused
from desk.server.tables import entry as entry_table
from desk.sync import wire
from desk.sync.client import refused
from tests.server_copy import ServerCopy, put_back

FATES = ("well", "lost", "unanswered", "doubled", "late", "server dies", "dies before", "dies within", "dies after")
_LIKELY = (60, 8, 8, 6, 4, 4, 3, 4, 3)
_read = msgspec.msgpack.Decoder(wire.RoundAsk).decode
_read_answer = msgspec.msgpack.Decoder(wire.RoundAnswer).decode
_read_carried = msgspec.msgpack.Decoder(wire.RelayAnswer).decode
_read_entry = msgspec.msgpack.Decoder(Entry).decode
_write = msgspec.msgpack.Encoder().encode


class Crash(Exception):
    """The process ends here."""


class Server:
    """A server without sockets; what is sent passes through bytes, as on the wire."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.database = _Mortal(url)
        self.late: list[tuple[str, bytes]] = []
        self.copy: ServerCopy | None = None

    def answer(self, machine: str, body: bytes) -> wire.RoundAnswer:
        with _told():
            given = rounds.play(self.database, machine, _read(body))
        facts = {"acknowledged": given.acknowledged, "cursor": given.cursor, "mark": given.mark, "more": given.more}
        return _read_answer(_write({**facts, "entries": [msgspec.Raw(body) for body in given.bodies]}))

    def carried(self, hub: str, ask: wire.RelayAsk) -> wire.RelayAnswer:
        """The answer to a hub."""
        with _told():
            given, taken = rounds.relay(self.database, hub, ask)
        facts = {"known": taken.known, "faults": taken.faults}
        facts |= {"cursor": given.cursor, "mark": given.mark, "more": given.more}
        return _read_carried(_write({**facts, "entries": [msgspec.Raw(body) for body in given.bodies]}))

    def everything(self) -> list[Entry]:
        with self.database.read() as connection:
            return [_read_entry(body) for body in connection.execute(select(entry_table.c.body)).scalars()]

    def restart(self) -> None:
        self.database.close()
        self.database = _Mortal(self.url)

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
def _told() -> Iterator[None]:
    """A refusal, as the client makes it of the answer."""
    try:
        yield
    except Refused as error:
        said = wire.Refusal(error=error.error, message=str(error), expected=error.expected, time=error.time)
        raise refused(error.status, msgspec.json.encode(said)) from error


class _Mortal(Database):
    """Ends at the end of a transaction, before it is kept, when told to."""

    dies = False

    @contextmanager
    def write(self) -> Iterator[Connection]:
        with super().write() as connection:
            yield connection
            if self.dies:
                raise Crash


class MortalReplica(StoreReplica):
    """The real replica of a machine that ends before, within or after it takes an answer in."""

    def __init__(self, store: Store, fate: str) -> None:
        super().__init__(cast(Store, _DyingStore(store)) if fate == "dies within" else store)
        self._fate = fate

    def receive(self, entries: Sequence[Entry], *, acknowledged: int, cursor: int, mark: int) -> None:
        if self._fate == "dies before":
            raise Crash
        super().receive(entries, acknowledged=acknowledged, cursor=cursor, mark=mark)
        if self._fate == "dies after":
            raise Crash


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


def drawn_fate(draw: random.Random) -> str:
    return draw.choices(FATES, _LIKELY)[0]


Post = Callable[[wire.RoundAsk], wire.RoundAnswer]


def line(server: Server, machine: str, fate: str, heard: Callable[[str], None]) -> Post:
    """The client's side of one connection with this fate."""

    def post(ask: wire.RoundAsk) -> wire.RoundAnswer:
        body = _write(ask)
        if fate == "lost":
            raise NetworkAway("lost")
        if fate == "late":
            server.late.append((machine, body))
            raise NetworkAway("late")
        if fate == "server dies":
            _play_and_die(server, machine, body)
            raise NetworkAway("server died")
        answer = server.answer(machine, body)
        if fate == "unanswered":
            raise NetworkAway("unanswered")
        if fate == "doubled":
            answer = server.answer(machine, body)
        heard(f"{len(ask.entries)} sent, {len(answer.entries)} received")
        return answer

    return post


def carrier(city: Server, hub: str, fate: str) -> Callable[[wire.RelayAsk], wire.RelayAnswer]:
    """The hub's side of its connection with the city."""

    def carry(ask: wire.RelayAsk) -> wire.RelayAnswer:
        if fate in ("lost", "late"):
            raise NetworkAway(fate)
        answer = city.carried(hub, ask)
        if fate == "unanswered":
            raise NetworkAway(fate)
        if fate == "dies before":
            raise Crash
        return city.carried(hub, ask) if fate == "doubled" else answer

    return carry


def _play_and_die(server: Server, machine: str, body: bytes) -> None:
    server.database.dies = True
    try:
        server.answer(machine, body)
    except Crash:
        pass
    finally:
        server.database.dies = False
        server.restart()
