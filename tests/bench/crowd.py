"""A store with as many invented people as wanted, written past the journal because only reading is measured."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from desk.db.search import Search
from desk.db.store import Store
from desk.db.tables import SYNCED
from desk.db.unit import new_id
from tests.bench.parts import new_store

SYLLABLES = ("ba", "ce", "do", "fa", "ghi", "la", "mo", "ne", "pri", "ro", "sta", "ti", "ve", "zu")
A_FAMILY = 3


def names() -> Iterator[tuple[str, str]]:
    """Surname and given name, each pair once in the first hundred thousand."""
    surnames = ["".join(parts).title() for parts in itertools.product(SYLLABLES, repeat=3)]
    givens = ["".join(parts).title() for parts in itertools.product(SYLLABLES[::-1], repeat=2)]
    for number in itertools.count():
        yield surnames[number * 7 % len(surnames)], givens[(number // len(surnames) + number * 5) % len(givens)]


@contextmanager
def crowd(people: int) -> Iterator[Store]:
    """An encrypted store with that many people, three to a family."""
    with TemporaryDirectory(prefix="desk-bench-") as scratch:
        store = new_store(Path(scratch) / "office")
        _fill(store, people)
        yield store
        store.close()


def _fill(store: Store, people: int) -> None:
    lines: dict[str, list[dict[str, object]]] = {"household": [], "person": [], "membership": []}
    home = ""
    for number, (surname, given) in zip(range(people), names(), strict=False):
        if number % A_FAMILY == 0:
            home = new_id()
            lines["household"].append({"id": home, "code": f"TH-{number:05d}", "name": surname, "language": "it"})
        who = new_id()
        born = f"{1950 + number % 60}-{1 + number % 12:02d}-{1 + number % 28:02d}"
        lines["person"].append({"id": who, "surname": surname, "given": given, "birth_date": born})
        lines["membership"].append(
            {"id": new_id(), "household": home, "person": who, "position": number % A_FAMILY, "since": "2026-01-01"}
        )
    with store.write() as unit:
        for table, rows in lines.items():
            unit.connection.execute(SYNCED[table].table.insert(), [row | {"stamps": "{}"} for row in rows])
        Search(unit.connection)._reindex([str(row["id"]) for row in lines["person"]])
