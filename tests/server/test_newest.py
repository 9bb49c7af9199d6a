"""What one machine has just written, the others are given from memory; never what is gone, or not theirs."""

from threading import Thread

import pytest

from desk.domain.journal.entry import Entry, make_entry
from desk.server import rounds
from desk.server.database import Database
from desk.server.devices import LOBBY, OFFICE, found_office
from desk.server.newest import MOST_BYTES, Newest
from desk.server.standing import standing
from desk.server.tables import device
from desk.sync.wire import VERSION, RoundAsk

ONE, TWO, KIOSK = (f"{letter * 35}1" for letter in "abk")


class Office:
    """A server's database and its memory; each machine's chain goes on by itself."""

    def __init__(self, database: Database) -> None:
        self.database, self.newest = database, Newest()
        self.chains: dict[str, list[Entry]] = {ONE: [], TWO: []}
        with database.write() as connection:
            found_office(connection, "home")
            for name, scope in ((ONE, OFFICE), (TWO, OFFICE), (KIOSK, LOBBY)):
                facts = {"id": name, "office": "home", "public_key": "k", "scope": scope, "enrolled_at": 0}
                connection.execute(device.insert().values(facts))

    def entry(self, machine: str, row: str, *, erase: bool = False, text: str = "§") -> Entry:
        chain = self.chains[machine]
        made = make_entry(
            id=f"{machine[0]}{len(chain)}",
            device=machine,
            seq=len(chain) + 1,
            at=f"{len(chain) + 1:016x}-{machine[0]}",
            actor="anna",
            op="erase" if erase else "put",
            table="note",
            row=row,
            scope="office",
            batch="b",
            values={} if erase else {"text": text},
            base={},
            prev=chain[-1].digest if chain else "",
        )
        chain.append(made)
        return made

    def push(self, machine: str, *entries: Entry) -> rounds.Given:
        given = rounds.play(self.database, machine, ask(0, 0, *entries))
        self.newest.keep(given.office, given.commit)
        return given

    def at_once(self, machine: str, question: RoundAsk) -> rounds.Given | None:
        with self.database.read() as connection:
            return rounds.at_once(standing(connection, machine), question, self.newest)


def ask(cursor: int, mark: int, *entries: Entry, limit: int = 5000) -> RoundAsk:
    return RoundAsk(
        version=VERSION, acknowledged=0, cursor=cursor, mark=mark, entries=list(entries), limit=limit, pages=True
    )


@pytest.fixture
def office(database: Database) -> Office:
    return Office(database)


@pytest.mark.parametrize("many", [1, 100])
def test_the_newest_commit_is_given_as_the_database_gives_it(office: Office, many: int) -> None:
    office.push(ONE, *(office.entry(ONE, f"row-{number}") for number in range(many)))
    question = ask(0, 0)
    given, slow = office.at_once(TWO, question), rounds.play(office.database, TWO, question)
    assert given and (given.cursor, given.mark, given.more) == (slow.cursor, slow.mark, slow.more)
    assert (given.bodies, list(given.pages)) == (slow.bodies, list(slow.pages))


def test_who_may_not_or_cannot_have_it_asks_the_database(office: Office) -> None:
    office.push(ONE, office.entry(ONE, "a"), office.entry(ONE, "b"))
    assert office.at_once(KIOSK, ask(0, 0)) is None  # only what the lobby may see
    assert office.at_once(ONE, ask(0, 0)) is None  # its own
    assert office.at_once(TWO, ask(0, 0, limit=1)) is None  # no room
    assert office.at_once(TWO, ask(1, 7)) is None  # from elsewhere
    before = rounds.play(office.database, TWO, ask(0, 0))
    office.push(ONE, office.entry(ONE, "c"))
    assert office.at_once(TWO, ask(0, 0)) is None  # lacks more than the newest
    assert office.at_once(TWO, ask(before.cursor, before.mark))


def test_what_another_process_stored_since_is_not_forgotten(office: Office) -> None:
    before = office.push(ONE, office.entry(ONE, "a"))
    rounds.play(office.database, TWO, ask(0, 0, office.entry(TWO, "b")))
    assert office.at_once(TWO, ask(0, 0)) is None
    assert office.at_once(TWO, ask(before.cursor, before.mark)) is None


def test_nothing_that_is_gone_is_kept(office: Office) -> None:
    office.push(ONE, office.entry(ONE, "a"))
    gone = office.push(TWO, office.entry(TWO, "a", erase=True))
    assert gone.commit is None and office.at_once(ONE, ask(1, 0)) is None
    late = office.push(ONE, office.entry(ONE, "a", text="late"))
    assert late.commit and b"late" not in late.commit.bodies[0]


def test_what_is_much_is_not_kept(office: Office) -> None:
    office.push(ONE, office.entry(ONE, "a", text="x" * MOST_BYTES))
    assert office.at_once(TWO, ask(0, 0)) is None


@pytest.mark.parametrize("address", ["postgresql"], indirect=True)
def test_who_waited_for_the_office_knows_what_was_erased_meanwhile(office: Office) -> None:
    """What is looked up with the lock is as old as the question, and an erase may have come since."""
    office.push(TWO, office.entry(TWO, "a"))
    late: list[rounds.Given] = []
    with office.database.write() as connection:
        rounds._push(connection, "home", TWO, [office.entry(TWO, "a", erase=True)])
        pusher = Thread(target=lambda: late.append(office.push(ONE, office.entry(ONE, "a", text="late"))))
        pusher.start()
        while not waits_for_a_lock(office.database):
            pusher.join(0.01)
    pusher.join()
    assert late[0].commit and b"late" not in late[0].commit.bodies[0]


def waits_for_a_lock(database: Database) -> bool:
    with database.read() as connection:
        query = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
        return bool(connection.exec_driver_sql(query).scalar_one())
