"""Numbers are handed out in commit order: a reader that saw n never misses one below it, however many write at once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import Connection, func, select

from desk.domain.journal.entry import Entry, make_entry
from desk.server import pages, rounds
from desk.server.database import Database
from desk.server.devices import OFFICE, found_office
from desk.server.records import catch_up, settle_some
from desk.server.tables import device, record
from desk.sync.wire import VERSION, RoundAsk
from tests.postgres import new_database

WRITERS, BATCHES, MOST = 6, 20, 5
READER = f"{'r' * 35}0"


def entry_of(name: str, seq: int, prev: str) -> Entry:
    return make_entry(
        id=f"{name}-{seq}", device=name, seq=seq, at=f"{seq:016x}-{name[-8:]}", actor="a", op="put", table="note",
        row=f"{name}-{seq}", scope="office", batch="b", values={"text": str(seq)}, base={}, prev=prev,
    )  # fmt: skip


def test_a_reader_misses_nothing_while_many_write(database: Database) -> None:
    """Some write so many that they are stored as pages, which become rows meanwhile."""
    names = [f"{'w' * 35}{number}" for number in range(WRITERS)]
    with database.write() as connection:
        found_office(connection, "home")
        for name in (*names, READER):
            connection.execute(
                device.insert().values(id=name, office="home", public_key="k", scope=OFFICE, enrolled_at=0)
            )
    together = Barrier(WRITERS + 1)

    def write(name: str) -> int:
        seq, prev = 0, ""
        together.wait()
        for number in range(BATCHES):
            batch: list[Entry] = []
            for _each in range(1 + number % MOST if number % 3 else pages.WORTH):
                seq += 1
                batch.append(entry_of(name, seq, prev))
                prev = batch[-1].digest
            rounds.play(database, name, RoundAsk(version=VERSION, acknowledged=seq, cursor=0, entries=batch, limit=1))
        return seq

    seen: dict[str, list[int]] = {name: [] for name in names}
    with ThreadPoolExecutor(WRITERS) as pool:
        writing = [pool.submit(write, name) for name in names]
        together.wait()
        cursor = mark = turns = 0
        while True:
            ended = all(each.done() for each in writing)
            if turns % 2:
                with database.write() as connection:
                    settle_some(connection, "home")
            ask = RoundAsk(version=VERSION, acknowledged=0, cursor=cursor, mark=mark, limit=37, pages=turns % 5 == 0)
            given = rounds.play(database, READER, ask)
            come = [rounds._decode(body) for body in given.bodies]
            come += [entry for body in given.pages for entry in pages.opened(body)]
            for entry in come:
                seen[entry.device].append(entry.seq)
            assert given.cursor >= cursor
            cursor, mark, turns = given.cursor, given.mark, turns + 1
            if ended and not given.more and not come:
                break
        lasts = [each.result() for each in writing]
    for name, last in zip(names, lasts, strict=True):
        assert sorted(seen[name]) == list(range(1, last + 1)), "one was missed or doubled"
    assert cursor == sum(lasts)
    assert turns > WRITERS, "it read while they wrote"


def test_what_lies_behind_ones_own_is_given(database: Database) -> None:
    mine, theirs = READER, f"{'w' * 35}0"
    with database.write() as connection:
        found_office(connection, "home")
        for name in (mine, theirs):
            connection.execute(
                device.insert().values(id=name, office="home", public_key="k", scope=OFFICE, enrolled_at=0)
            )
    for name, number in ((mine, 12), (theirs, 3)):
        batch: list[Entry] = []
        for seq in range(1, number + 1):
            batch.append(entry_of(name, seq, batch[-1].digest if batch else ""))
        rounds.play(database, name, RoundAsk(version=VERSION, acknowledged=0, cursor=0, entries=batch))
    found: list[int] = []
    cursor = mark = 0
    while cursor < 15:
        given = rounds.play(
            database, mine, RoundAsk(version=VERSION, acknowledged=12, cursor=cursor, mark=mark, limit=2)
        )
        assert given.bodies, "nothing to give, and yet more to come"
        found += [rounds._decode(body).seq for body in given.bodies]
        cursor, mark = given.cursor, given.mark
    assert found == [1, 2, 3]
    assert not given.more


def test_a_transaction_that_fails_leaves_nothing(database: Database) -> None:
    with pytest.raises(RuntimeError), database.write() as connection:
        found_office(connection, "elsewhere")
        raise RuntimeError
    assert rounds.counters(database, ["elsewhere"]) == {}


def test_a_page_that_comes_while_records_are_settled_is_not_passed_over(
    postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look for pages and the look for rows somebody sends a page, and somebody else a row after it."""
    database = Database(new_database(postgres))
    many, few = f"{'w' * 35}0", f"{'w' * 35}1"
    with database.write() as connection:
        found_office(connection, "home")
        for name in (many, few):
            connection.execute(
                device.insert().values(id=name, office="home", public_key="k", scope=OFFICE, enrolled_at=0)
            )

    def send(name: str, first: int, last: int, prev: str) -> str:
        batch: list[Entry] = []
        for seq in range(first, last + 1):
            batch.append(entry_of(name, seq, batch[-1].digest if batch else prev))
        rounds.play(database, name, RoundAsk(version=VERSION, acknowledged=0, cursor=0, entries=batch))
        return batch[-1].digest

    prev = send(few, 1, 1, "")
    unfold, sent = pages.unfold, iter((True,))

    def unfold_and_hear(connection: Connection, home: str, until: int) -> None:
        unfold(connection, home, until)
        if next(sent, False):
            send(many, 1, pages.WORTH, "")
            send(few, 2, 2, prev)

    monkeypatch.setattr(pages, "unfold", unfold_and_hear)
    catch_up(database)
    with database.read() as connection:
        rows = connection.execute(select(func.count()).select_from(record)).scalar_one()
    database.close()
    assert rows == pages.WORTH + 2
