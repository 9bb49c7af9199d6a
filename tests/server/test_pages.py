"""What a desk sends by the hundred lies on pages for a moment: whoever asks is given the same as from rows."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from desk.db.store import Store
from desk.domain.journal.entry import Entry, make_entry
from desk.errors import BadInput
from desk.office.machine.replica import StoreReplica
from desk.office.machine.synchronise import synchronise
from desk.server import pages, rounds
from desk.server.database import Database
from desk.server.devices import LOBBY, OFFICE, found_office
from desk.server.records import catch_up
from desk.server.refusal import Refused
from desk.server.tables import device, entry, page
from desk.sync.wire import PAGE, VERSION, RoundAsk

ONE, TWO, KIOSK = (f"{letter * 35}1" for letter in "abk")
MANY = PAGE + pages.WORTH


@pytest.fixture
def office(database: Database) -> Database:
    with database.write() as connection:
        found_office(connection, "home")
        for name, scope in ((ONE, OFFICE), (TWO, OFFICE), (KIOSK, LOBBY)):
            connection.execute(
                device.insert().values(id=name, office="home", public_key="k", scope=scope, enrolled_at=0)
            )
    return database


def written(number: int, after: int = 0, prev: str = "", **other: str) -> list[Entry]:
    """Entries of the first machine after a counter; `other`: what the last one is instead."""
    made: list[Entry] = []
    for seq in range(after + 1, after + number + 1):
        facts = {"op": "put", "scope": "office", "row": f"row-{seq}"} | (other if seq == after + number else {})
        made.append(
            make_entry(
                id=f"entry-{seq}",
                device=ONE,
                seq=seq,
                at=f"{seq:016x}-a",
                actor="anna",
                table="note",
                batch="b",
                values={"text": f"nota {seq}"} if facts["op"] == "put" else {},
                base={},
                prev=made[-1].digest if made else prev,
                **facts,
            )
        )
    return made


def push(database: Database, entries: list[Entry]) -> rounds.Given:
    return rounds.play(database, ONE, RoundAsk(version=VERSION, acknowledged=0, cursor=0, entries=entries))


def read(
    database: Database, machine: str = TWO, *, limit: int = 5000, folded: bool = True, cursor: int = 0
) -> list[int]:
    """The counters of all that a machine is given, request by request."""
    found: list[int] = []
    mark, more = 0, True
    while more:
        ask = RoundAsk(version=VERSION, acknowledged=0, cursor=cursor, mark=mark, limit=limit, pages=folded)
        given = rounds.play(database, machine, ask)
        assert folded or not given.pages
        found += [each.seq for body in given.pages for each in pages.opened(body)]
        found += [rounds._decode(body).seq for body in given.bodies]
        cursor, mark, more = given.cursor, given.mark, given.more
    return found


def lying(database: Database) -> tuple[int, int]:
    """How many pages and rows there are."""
    with database.read() as connection:
        many = [connection.execute(select(func.count()).select_from(each)).scalar_one() for each in (page, entry)]
    return many[0], many[1]


@pytest.mark.parametrize("folded", [True, False], ids=["reads pages", "reads entries"])
@pytest.mark.parametrize("limit", [5000, 100])
@pytest.mark.parametrize("cursor", [0, 7, PAGE, PAGE + 1, MANY])
def test_a_machine_is_given_the_same_from_pages_and_from_rows(
    office: Database, limit: int, cursor: int, *, folded: bool
) -> None:
    first = written(MANY)
    push(office, first)
    push(office, written(3, MANY, first[-1].digest))
    assert lying(office) == (2, 3)
    expected = list(range(cursor + 1, MANY + 4))
    assert sorted(read(office, limit=limit, folded=folded, cursor=cursor)) == expected
    catch_up(office)
    assert lying(office) == (0, MANY + 3)
    assert read(office, limit=limit, folded=folded, cursor=cursor) == expected


def test_the_lobby_and_the_writer_are_given_nothing(office: Database) -> None:
    push(office, written(MANY))
    assert read(office, KIOSK) == read(office, ONE) == []


def test_what_the_lobby_may_see_stands_on_no_page(office: Database) -> None:
    push(office, written(MANY, scope="lobby"))
    assert lying(office) == (0, MANY)
    assert read(office, KIOSK) == [MANY]


def test_an_erase_reaches_what_still_lies_on_a_page(office: Database) -> None:
    first = written(MANY)
    push(office, first)
    push(office, written(1, MANY, first[-1].digest, op="erase", row="row-9"))
    assert lying(office) == (0, MANY + 1)
    with office.read() as connection:
        (body,) = connection.execute(select(entry.c.body).where(entry.c.row == "row-9", entry.c.seq == 9)).scalars()
    assert b"nota" not in body


def test_what_comes_after_an_erase_is_blank_on_the_page(office: Database) -> None:
    gone = written(1, op="erase", row="row-9")
    push(office, gone)
    push(office, written(MANY, 1, gone[-1].digest))
    with office.read() as connection:
        bodies = connection.execute(select(page.c.body).order_by(page.c.last)).scalars().all()
    texts = {each.row: each.fields for body in bodies for each in pages.opened(body)}
    assert texts["row-9"] == "" and "nota" in texts["row-10"]


def test_the_same_again_changes_nothing_and_another_one_is_refused(office: Database) -> None:
    sent = written(MANY)
    push(office, sent)
    assert push(office, sent).acknowledged == MANY
    assert lying(office) == (2, 0)
    with pytest.raises(Refused, match="another one here"):
        push(office, written(MANY, row="elsewhere"))


def test_a_hub_carries_what_lies_on_pages_in_order(office: Database) -> None:
    first = written(MANY)
    push(office, first)
    push(office, written(3, MANY, first[-1].digest))
    with office.read() as connection:
        assert rounds.entries_of(connection, "home", ONE, 0, 5000) == [], "a page lies before"
    pages.unfold_all(office, "home")
    with office.read() as connection:
        taken = rounds.entries_of(connection, "home", ONE, 0, 5000)
    assert [each.seq for each in taken] == list(range(1, MANY + 4))


def test_two_desks_send_and_take_pages(enrolled_store: Callable[[str], Store]) -> None:
    one, two = enrolled_store("one"), enrolled_store("two")
    with one.write("anna") as unit:
        for number in range(MANY):
            unit.put("note", text=f"nota {number}")
    assert synchronise(one).ok
    done = synchronise(two)
    assert done.ok and done.received == MANY
    with two.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM note").scalar_one() == MANY


def test_a_page_that_cannot_be_read_changes_nothing(enrolled_store: Callable[[str], Store]) -> None:
    store = enrolled_store("one")
    for body in (b"", b"no zstd", b"\x28\xb5\x2f\xfd rotten"):
        with pytest.raises(BadInput, match="senza senso"):
            StoreReplica(store).receive((), [body], acknowledged=0, cursor=9, mark=9)
    assert StoreReplica(store).standing().cursor == 0
