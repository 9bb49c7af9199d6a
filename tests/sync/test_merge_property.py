"""Every replica reaches the same state from the same entries, in any order, any number of times.

Real encrypted stores: several machines write, undo, erase, settle and look, clocks hours apart; what they wrote arrives
in pieces, doubled, late, in a drawn order.
"""

import os
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from desk.db import conflicts, journal
from desk.db.search import Search
from desk.db.store import Store
from desk.domain.journal.entry import Entry
from desk.errors import BadInput
from desk.office.machine.check_store import journal_faults, state_of

MACHINES = 3
ROWS = tuple(f"0190c000-0000-7000-8000-{number:012d}" for number in range(3))
FIELDS = ("surname", "given", "citizenship")

machines = st.integers(0, MACHINES - 1)
rows = st.sampled_from(ROWS)
facts = st.dictionaries(st.sampled_from(FIELDS), st.sampled_from(("a", "b", "c", None)), min_size=1)
put = st.tuples(st.just("put"), machines, rows, st.lists(facts, min_size=1, max_size=2))
steps = st.one_of(
    put,
    put,
    put,
    st.tuples(st.just("undo"), machines, st.integers(0, 5), st.none()),
    st.tuples(st.just("reconcile"), machines, st.sampled_from("abcd"), st.none()),
    st.tuples(st.just("view"), machines, rows, st.none()),
    st.tuples(st.just("erase"), machines, rows, st.integers(0, 3)),
    st.tuples(st.just("hear"), machines, machines, st.integers(0, 2**16)),
    st.tuples(st.just("tick"), machines, st.integers(-5, 5), st.none()),
)


class Group:
    """Machines that write apart and hear of each other now and then."""

    def __init__(self, make: Callable[..., Store]) -> None:
        self.skew = [timedelta(hours=-3), timedelta(), timedelta(days=2)]
        self.time = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
        self.stores = [make(f"m{number}", self._clock(number)) for number in range(MACHINES)]
        self.batches: list[list[str]] = [[] for _each in range(MACHINES)]

    def _clock(self, number: int) -> Callable[[], datetime]:
        return lambda: self.time + self.skew[number]

    def step(self, what: str, who: int, which: object, more: object) -> None:
        self.time += timedelta(milliseconds=1)
        store = self.stores[who]
        match what:
            case "put":
                with refused_after_erase(), store.write(f"anna{who}") as unit:
                    for facts_of_row in more:  # type: ignore[attr-defined]
                        unit.put("person", str(which), **facts_of_row)
                self.batches[who].append(unit.batch)
            case "undo" if self.batches[who]:
                with refused_after_erase():
                    store.undo(self.batches[who][int(str(which)) % len(self.batches[who])], "bruno")
            case "reconcile":
                with store.read() as connection:
                    waiting = conflicts.waiting(connection)
                for each in waiting[:1]:
                    with store.write("carla") as unit:
                        unit.reconcile(each.table, each.row, each.field, which)
            case "view":
                with store.write("dora") as unit:
                    unit.view("person", str(which), why="il telefono")
            case "erase" if more == 0:
                with store.write("elena") as unit:
                    unit.erase("person", str(which))
            case "hear":
                order = random.Random(int(str(more)))
                heard = entries_of(self.stores[int(str(which))])
                store.receive(order.sample(heard, order.randint(0, len(heard))))
            case "tick":
                self.skew[who] += timedelta(minutes=int(str(which)))


@contextmanager
def refused_after_erase() -> Iterator[None]:
    try:
        yield
    except BadInput as error:
        assert "cancellati per sempre" in str(error)


def entries_of(store: Store) -> list[Entry]:
    with store.read() as connection:
        return list(journal.entries(connection))


def store_faults(store: Store) -> list[str]:
    """What `desk check` finds in chain and rows."""
    with store.read() as connection:
        return journal_faults(connection)


def kept_of_erased(store: Store) -> list[str]:
    """What the journal still tells of rows that are gone."""
    query = """SELECT fields FROM journal WHERE fields NOT IN ('', '{}') AND "row" IN (SELECT "row" FROM erased)"""
    with store.read() as connection:
        return [fields for (fields,) in connection.exec_driver_sql(query).fetchall()]


def picture(store: Store) -> tuple[str, list[tuple[object, ...]], list[tuple[object, ...]]]:
    """Everything that must be equal: rows with their stamps, what waits for a person, what search finds."""
    with store.read() as connection:
        waiting = connection.exec_driver_sql(
            'SELECT "table", "row", field, heads, differs FROM conflict ORDER BY 1, 2, 3'
        ).fetchall()
        search = Search(connection)
        found = [tuple(sorted(search.find(word))) for word in ("a", "b", "c")]
        return state_of(connection), [tuple(line) for line in waiting], found


@pytest.fixture
def make(new_store: Callable[..., Store]) -> Iterator[Callable[..., Store]]:
    """Stores in folders that no example has used before, closed after each."""
    count = [0]

    def made(name: str, clock: Callable[[], datetime]) -> Store:
        count[0] += 1
        return new_store(f"{count[0]}-{name}", clock)

    yield made


quick = settings(
    max_examples=int(os.environ.get("DESK_EXAMPLES", "30")),
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # making a failing story shorter takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@quick
@given(story=st.lists(steps, min_size=3, max_size=25), seed=st.integers(0, 2**32))
def test_any_order_any_number_of_times(
    make: Callable[..., Store], tmp_path: Path, story: list[tuple], seed: int
) -> None:
    group = Group(make)
    try:
        for step in story:
            group.step(*step)
        order = random.Random(seed)
        every = {entry.id: entry for store in group.stores for entry in entries_of(store)}
        late = make("late", lambda: group.time)  # hears of all for the first time
        group.stores.append(late)
        for store in group.stores:
            pieces = list(every.values()) + order.sample(list(every.values()), len(every) // 2)
            order.shuffle(pieces)
            while pieces:
                size = order.randint(1, 6)
                store.receive(pieces[:size])
                pieces = pieces[size:] if order.random() > 0.2 else pieces[size:] + pieces[:size]
        first, *others = [picture(store) for store in group.stores]
        for other in others:
            assert other == first
        for store in group.stores:
            assert store_faults(store) == []
            assert kept_of_erased(store) == []
    finally:
        for store in group.stores:
            store.close()
