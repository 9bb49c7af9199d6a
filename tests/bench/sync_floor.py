"""Sync against the least: rows read from SQLCipher, sent over HTTP into PostgreSQL, fetched, and put into SQLCipher.

Both sides send the same persons between two encrypted stores by a server in a process of its own, on a PostgreSQL that
waits for the disk. Ours carries the journal with its chain, is checked on both ends and settles conflicts.
"""

import http.client
import statistics
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
from desk.db.unit import new_id
from desk.office.machine.enrol import enrol_machine
from desk.office.machine.synchronise import Line
from desk.server.database import Database
from desk.server.devices import make_code
from desk.server.records import catch_up
from tests.bench.parts import in_turn, new_store, people, program, timed, write_people
from tests.bench.table import Measure
from tests.postgres import new_database, postgres_server

MANY, FEW = 10_000, 100
_pack = msgspec.msgpack.Encoder().encode
_unpack = msgspec.msgpack.Decoder(list[tuple[int, str, str]]).decode


class Ours:
    """Two desks that the server knows, each with a kept line."""

    def __init__(self, folder: Path, address: str, url: str) -> None:
        self._database, self._url, self._folder = Database(address), url, folder
        self.left, self.right = self.desk("left"), self.desk("right")
        self.lines = [Line(self.left), Line(self.right)]
        self._start = 0
        self.after: list[float] = []

    def desk(self, name: str) -> Store:
        store = new_store(self._folder / name)
        enrol_machine(store, self._url, make_code(self._database, int(time.time())))
        return store

    def send(self, number: int) -> float:
        """Seconds from new records on the left to the same on the right."""
        write_people(self.left, number, self._start)
        self._start += number
        return self._carried()

    def change(self, ids: list[str], turn: int) -> float:
        with self.left.write() as unit:
            for each in ids:
                unit.put("person", each, given=f"Nuovo{turn}")
        return self._carried()

    def _carried(self) -> float:
        """What follows the records in its own time is done before the other side has its turn: the journal's rows and
        the search index of the right, and the server's records for reports."""
        taken = timed(self.carry)
        self.after.append(timed(lambda: (self.right.index_arrivals(), catch_up(self._database))))
        return taken

    def follows(self) -> str:
        return f"journal's rows, search index and the server's reports follow within {self.followed():.0f} ms"

    def followed(self) -> float:
        """Milliseconds that it took."""
        return statistics.median(self.after) * 1000

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
    """The floor: two SQLCipher files, rows of id and JSON; a record is known by its id everywhere, as its changes must
    find it."""

    def __init__(self, folder: Path, host: str) -> None:
        self._http = http.client.HTTPConnection(host)
        self._left, self._right = self.file(folder / "left.db"), self.file(folder / "right.db")
        self._start, self._sent, self._read = 0, 0, 0

    def file(self, path: Path) -> Any:
        made = connect(path, b"k" * 32, create=True)
        made.execute("CREATE TABLE raw (n INTEGER PRIMARY KEY, id TEXT UNIQUE, fields TEXT)")
        return made

    def write(self, number: int) -> list[str]:
        """New records on the left; their ids."""
        ids = [new_id() for _record in range(number)]
        self._write(ids, people(number, self._start))
        self._start += number
        return ids

    def send(self, number: int) -> float:
        self.write(number)
        return timed(self.carry)

    def change(self, ids: list[str], turn: int) -> float:
        self._write(ids, [each | {"given": f"Nuovo{turn}"} for each in people(len(ids))])
        return timed(self.carry)

    def _write(self, ids: list[str], records: list[dict[str, object]]) -> None:
        lines = [(each, msgspec.json.encode(record).decode()) for each, record in zip(ids, records, strict=True)]
        self._left.execute("BEGIN IMMEDIATE")
        self._left.executemany("INSERT OR REPLACE INTO raw (id, fields) VALUES (?, ?)", lines)
        self._left.execute("COMMIT")

    def carry(self) -> None:
        question = "SELECT n, id, fields FROM raw WHERE n > ? ORDER BY n"
        rows = self._left.execute(question, (self._sent,)).fetchall()
        self.post("/push", _pack(rows))
        self._sent = rows[-1][0]
        self._read = self._fetch(self._right, self._read)

    def _fetch(self, file: Any, after: int) -> int:
        came = _unpack(self.post(f"/pull?{after}", b""))
        file.execute("BEGIN IMMEDIATE")
        file.executemany(
            "INSERT INTO raw (id, fields) VALUES (?2, ?3) ON CONFLICT (id) DO UPDATE SET fields = excluded.fields", came
        )
        file.execute("COMMIT")
        return came[-1][0]

    def fetch_all(self, path: Path) -> float:
        fresh = self.file(path)
        taken = timed(lambda: self._fetch(fresh, 0))
        fresh.close()
        return taken

    def echo(self) -> float:
        return timed(lambda: self.post("/echo", b"{}"))

    def post(self, path: str, body: bytes) -> bytes:
        self._http.request("POST", path, body)
        return self._http.getresponse().read()

    def close(self) -> None:
        self._http.close()
        self._left.close()
        self._right.close()


def measures() -> list[Measure]:
    with _sides() as (ours, raw, folder):
        many = in_turn(lambda: ours.send(MANY), lambda: raw.send(MANY))
        note = ours.follows()
    with _sides() as (ours, raw, folder):
        ids, turns = write_people(ours.left, FEW), count()
        ours.carry()
        theirs = raw.write(FEW)
        sides = (lambda: ours.change(ids, next(turns)), lambda: raw.change(theirs, next(turns)))
        first = in_turn(*sides)
        few = in_turn(*sides, rounds=49)
        after = f"a fresh server's first rounds {first[0] / first[1]:.2f}; {ours.follows()}"
        idle = in_turn(lambda: timed(ours.lines[0].round), raw.echo, rounds=49)
    with _sides() as (ours, raw, folder):
        ours.send(MANY)
        raw.send(MANY)
        ours.after.clear()
        fresh = in_turn(
            lambda: _new_device(ours, f"new{next(turns)}"), lambda: raw.fetch_all(folder / f"{next(turns)}")
        )
        later = f"all {MANY:,} entries are here too, and compared with the rows, within {ours.followed():.0f} ms"
    return [
        Measure("full sync, 10,000 records push and pull, PostgreSQL", many[0], many[1], 2.0, note=note),
        Measure("sync of 100 changes", few[0], few[1], 1.5, note=after),
        Measure("sync with nothing to do", idle[0], idle[1], 3.0),
        Measure("new device: 10,000 records", fresh[0], fresh[1], 2.0, note=later),
    ]


def _new_device(ours: Ours, name: str) -> float:
    """Seconds until the current state is there; the entries that made it follow."""
    store = ours.desk(name)
    line = Line(store)
    line.wait(-1)  # the token is there before the clock runs, as on the other side
    taken = timed(line.round)
    with store.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM person").scalar_one() >= MANY

    def follow() -> None:
        assert line.round().ok
        store.index_arrivals()

    ours.after.append(timed(follow))
    with store.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM journal").scalar_one() >= MANY
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
