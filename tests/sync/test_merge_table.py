"""What two machines wrote apart, and what everybody sees after they met: the table is the test.

`here A` / `there A`: that machine writes the value; `-`: it empties the field; `=A`: it settles what waits with that;
`erase`: the row is erased; `look`: somebody looks. `meet`: each hears all the other wrote. Later steps, later stamps.
"""

import random
from collections.abc import Callable
from datetime import timedelta

import pytest

from desk.db import conflicts
from desk.db.journal import entries
from desk.db.store import Store
from desk.errors import BadInput
from desk.office.machine.check_store import journal_faults, state_of
from tests.conftest import Clock

TABLE = """
| what happened                                          | everybody sees | waits for a person |
|--------------------------------------------------------|----------------|--------------------|
| here A                                                 | A              |                    |
| here A, meet, there B                                  | B              |                    |
| here A, meet, there B, meet, here C                    | C              |                    |
| here A, meet, here B, there C                          | C              | B C                |
| here A, meet, there C, here B                          | B              | B C                |
| here A, meet, here B, there B                          | B              |                    |
| here A, meet, here B, here C, there D                  | D              | C D                |
| here A, there B                                        | B              | A B                |
| here A, there A                                        | A              |                    |
| here A, meet, here -, there B                          | B              | - B                |
| here A, meet, there B, here -                          | -              | - B                |
| here A, meet, here B, there C, meet, here =B           | B              |                    |
| here A, meet, here B, there C, meet, here =D           | D              |                    |
| here A, meet, here B, there C, meet, here =B, there =C | C              | B C                |
| here A, meet, here B, there C, meet, here =C, there =C | C              |                    |
| here A, meet, here B, there C, meet, here D            | D              | B D                |
| here A, meet, here B, there erase                      | gone           |                    |
| here A, meet, here erase, there B                      | gone           |                    |
| here A, meet, here B, there C, meet, here erase        | gone           |                    |
| here A, meet, here erase, there erase                  | gone           |                    |
| here A, meet, here erase, meet, there B                | gone           |                    |
| here A, meet, here look, there look                    | A              |                    |
"""
LINES = [[cell.strip() for cell in line.strip("|").split("|")] for line in TABLE.strip().splitlines()[2:]]
ROW = "0190c000-0000-7000-8000-000000000001"


def write(store: Store, what: str) -> None:
    try:
        with store.write("anna") as unit:
            if what == "erase":
                unit.erase("household", ROW)
            elif what == "look":
                unit.view("household", ROW)
            elif what.startswith("="):
                unit.reconcile("household", ROW, "name", what[1:])
            else:
                unit.put("household", ROW, name=None if what == "-" else what)
    except BadInput as error:
        assert "cancellati per sempre" in str(error)


def hear(store: Store, others: list[Store], luck: random.Random) -> None:
    """In any order, some of it twice."""
    told = []
    for other in others:
        with other.read() as connection:
            told += list(entries(connection))
    told += luck.sample(told, len(told) // 2)
    luck.shuffle(told)
    store.receive(told)


def seen(store: Store) -> tuple[str, str]:
    with store.read() as connection:
        found = connection.exec_driver_sql("SELECT name FROM household WHERE id = ?", (ROW,)).fetchone()
        waiting = conflicts.waiting(connection)
        assert journal_faults(connection) == []
    heads = sorted(str(head.value or "-") for each in waiting for head in each.heads)
    return ("gone" if found is None else found[0] or "-"), " ".join(heads)


@pytest.mark.parametrize(("story", "shows", "waits"), LINES, ids=[line[0] for line in LINES])
def test_everybody_sees_the_same(
    new_store: Callable[..., Store], clock: Clock, story: str, shows: str, waits: str
) -> None:
    luck = random.Random(story)
    stores = {name: new_store(name) for name in ("here", "there", "third")}
    here, there, third = stores.values()
    for step in (*story.split(", "), "meet"):
        clock.time += timedelta(seconds=1)
        if step == "meet":
            hear(here, [there], luck)
            hear(there, [here], luck)
        else:
            name, what = step.split()
            write(stores[name], what)
    hear(third, [here, there], luck)
    states = set()
    for store in stores.values():
        assert seen(store) == (shows, waits)
        with store.read() as connection:
            states.add(state_of(connection))
    assert len(states) == 1
