"""Sync against the least: rows read from SQLCipher, sent over HTTP into PostgreSQL, fetched, and put into SQLCipher.

Both sides send the same persons between two encrypted stores by a server in a process of its own, on a PostgreSQL that
waits for the disk. Ours carries the journal with its chain, is checked on both ends and settles conflicts.
"""

import http.client
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import msgspec

from desk.db.engine import connect
from desk.db.store import Store
from desk.office.enrol import enrol_machine
from desk.office.synchronise import Line
from desk.server.database import Database
from desk.server.devices import make_code
from tests.bench.parts import in_turn, new_store, people, program, timed, write_people
from tests.bench.table import Measure
from tests.postgres import new_database, postgres_server

MANY, FEW = 10_000, 100
_pack = msgspec.msgpack.Encoder().encode
_unpack = msgspec.msgpack.Decoder(list[tuple[str, str]]).decode


class Ours:
    """Two desks that the server knows, each with a kept line."""

    def __init__(self, folder: Path, address: str, url: str) -> None:
        self._database, self._url, self._folder = Database(address), url, folder
        self.left, self.right = self.desk("left"), self.desk("right")
        self.lines = [Line(self.left), Line(self.right)]
        self._start = 0

    def desk(self, name: str) -> Store:
        store = new_store(self._folder / name)
        enrol_machine(store, self._url, make_code(self._database, int(time.time())))
        return store

    def send(self, number: int) -> float:
        """Seconds from new records on the left to the same on the right."""
        write_people(self.left, number, self._start)
        self._start += number
        return timed(self.carry)

    def change(self, ids: list[str], turn: int) -> float:
        with self.left.write() as unit:
            for each in ids:
                unit.put("person", each, given=f"Nuovo{turn}")
        return timed(self.carry)

    def carry(self) -> None:
        for line in self.lines:
            done = line.round()
            assert done.ok, done.fault

    def close(self) -> None:
        for line in self.lines:
            line.close()
        for store in (self.left, self.right):
            store.close()
        self._database.close()


class Raw:
    """The floor: two SQLCipher files, rows of id and JSON."""

    def __init__(self, folder: Path, host: str) -> None:
        self._http = http.client.HTTPConnection(host)
        self._left, self._right = self.file(folder / "left.db"), self.file(folder / "right.db")
        self._start, self._after, self._read = 0, 0, 0

    def file(self, path: Path) -> Any:
        made = connect(path, b"k" * 32, create=True)
        made.execute("CREATE TABLE raw (n INTEGER PRIMARY KEY, id TEXT UNIQUE, fields TEXT)")
        return made

    def send(self, number: int) -> float:
        rows = [
            (f"0190f3c2-{place:012d}-0000", msgspec.json.encode(each).decode())
            for place, each in enumerate(people(number, self._start), self._start)
        ]
        self._start += number
        self._insert(self._left, rows)
        return timed(self.carry)

    def carry(self) -> None:
        rows = self._left.execute("SELECT id, fields FROM raw WHERE n > ? ORDER BY n", (self._read,)).fetchall()
        self.post("/push", _pack(rows))
        came = _unpack(self.post(f"/pull?{self._read}", b""))
        self._insert(self._right, came)
        self._read += len(came)

    def fetch_all(self, path: Path) -> float:
        fresh = self.file(path)
        taken = timed(lambda: self._insert(fresh, _unpack(self.post("/pull?0", b""))))
        fresh.close()
        return taken

    def echo(self) -> float:
        return timed(lambda: self.post("/echo", b"{}"))

    def post(self, path: str, body: bytes) -> bytes:
        self._http.request("POST", path, body)
        return self._http.getresponse().read()

    @staticmethod
    def _insert(file: Any, rows: list[tuple[str, str]]) -> None:
        file.execute("BEGIN IMMEDIATE")
        file.executemany("INSERT INTO raw (id, fields) VALUES (?, ?)", rows)
        file.execute("COMMIT")

    def close(self) -> None:
        self._http.close()
        self._left.close()
        self._right.close()


def measures() -> list[Measure]:
    with _sides() as (ours, raw, folder):
        many = in_turn(lambda: ours.send(MANY), lambda: raw.send(MANY))
    with _sides() as (ours, raw, folder):
        ids, turns = write_people(ours.left, FEW), count()
        ours.carry()
        few = in_turn(lambda: ours.change(ids, next(turns)), lambda: raw.send(FEW))
        idle = in_turn(lambda: timed(ours.lines[0].round), raw.echo, rounds=49)
    with _sides() as (ours, raw, folder):
        ours.send(MANY)
        raw.send(MANY)
        fresh = in_turn(
            lambda: _new_device(ours, f"new{next(turns)}"), lambda: raw.fetch_all(folder / f"{next(turns)}")
        )
    return [
        Measure("full sync, 10,000 records push and pull, PostgreSQL", many[0], many[1], 2.0),
        Measure("sync of 100 changes", few[0], few[1], 1.5),
        Measure("sync with nothing to do", idle[0], idle[1], 3.0),
        Measure("new device: 10,000 records", fresh[0], fresh[1], 2.0),
    ]


def _new_device(ours: Ours, name: str) -> float:
    store = ours.desk(name)
    line = Line(store)
    line.wait(-1)  # the token is there before the clock runs, as on the other side
    taken = timed(line.round)
    line.close()
    store.close()
    return taken


@contextmanager
def _sides() -> Iterator[tuple[Ours, Raw, Path]]:
    with ExitStack() as running:
        scratch = Path(running.enter_context(tempfile.TemporaryDirectory(prefix="desk-bench-")))
        pattern = running.enter_context(postgres_server(safe=True))
        address = new_database(pattern)
        url = running.enter_context(program("-m", "desk", "serve", "--database", address, "--port", "0"))
        host = running.enter_context(program("-m", "tests.bench.raw_server", new_database(pattern)))
        ours, raw = Ours(scratch, address, url), Raw(scratch, host)
        running.callback(ours.close)
        running.callback(raw.close)
        yield ours, raw, scratch
