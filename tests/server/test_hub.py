"""An office's hub between its desks and the city: nothing waits for the city, no lost disk takes anything with it."""

import shutil
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from queue import SimpleQueue

import pytest
from sqlalchemy.exc import TimeoutError as NoConnection

from desk.db.store import Store, open_store
from desk.errors import BadInput, NetworkAway
from desk.office.machine.enrol import enrol_machine, membership, server_moved
from desk.office.machine.synchronise import Line, synchronise
from desk.server.database import Database
from desk.server.devices import listed, make_code, revoke
from desk.server.hub import Hub, carrying, join_upstream, upstream_of
from desk.server.replies import drop, new_door
from desk.server.run import beside
from desk.sync.client import Client
from tests.conftest import Clock, memory_secrets
from tests.notes import note, notes, state
from tests.server.server_process import free_port, kill, serve
from tests.server_copy import copy_of, put_back

NewStore = Callable[[str], Store]


class City:
    """A city's server, and hubs that know it; every round is one that a test asks for."""

    def __init__(self, place: Path, clock: Clock, running: ExitStack) -> None:
        self.place, self.clock, self._running, self._count = place, clock, running, 0
        self.database, self.url = self.server("city")

    def seconds(self) -> int:
        return int(self.clock().timestamp())

    def server(self, name: str) -> tuple[Database, str]:
        database = Database(f"sqlite:///{self.place / name}.db")
        self._running.callback(database.close)
        return database, self._running.enter_context(beside(database, now=self.seconds))

    def hub(self, name: str) -> tuple[Database, str, Hub]:
        database, url = self.server(name)
        join_upstream(database, self.url, make_code(self.database, self.seconds(), hub=True))
        known = upstream_of(database)
        assert known
        client = Client(known, self.clock, pause=lambda _seconds: None)
        self._running.callback(client.close)
        return database, url, Hub(database, client.relay)

    def enrol(self, store: Store, database: Database, url: str) -> None:
        enrol_machine(store, url, make_code(database, self.seconds()))

    def again(self, store: Store) -> Store:
        """Opened from its folder, whatever lies there now."""
        opened = open_store(store.folder, secrets=memory_secrets, now=self.clock)
        self._running.callback(opened.close)
        return opened


@pytest.fixture
def city(tmp_path: Path, clock: Clock) -> Iterator[City]:
    with ExitStack() as running:
        yield City(tmp_path, clock, running)


def test_what_is_written_on_either_side_is_on_the_other(new_store: NewStore, city: City) -> None:
    database, url, hub = city.hub("hub")
    at_hub, at_city = new_store("at-hub"), new_store("at-city")
    city.enrol(at_hub, database, url)
    city.enrol(at_city, city.database, city.url)
    note(at_hub, "dal polo")
    note(at_city, "dalla città")
    assert synchronise(at_hub).ok and synchronise(at_city).ok
    done = hub.trip()
    assert (done.up, done.down, done.faults) == (1, 1, {})
    assert synchronise(at_hub).ok and synchronise(at_city).ok
    assert notes(at_hub) == notes(at_city) == ["dal polo", "dalla città"]
    assert state(at_hub) == state(at_city)
    assert not hub.waits()
    idle = hub.trip()
    assert (idle.up, idle.down) == (0, 0), "what the hub carried up does not come down again"


def test_a_trip_cut_anywhere_goes_on(new_store: NewStore, city: City) -> None:
    database, url, hub = city.hub("hub")
    left, right = new_store("left"), new_store("right")
    city.enrol(left, database, url)
    city.enrol(right, city.database, city.url)
    note(left, "una volta sola")
    assert synchronise(left).ok
    carry = hub._carry

    def lose_the_answer(ask):  # type: ignore[no-untyped-def]
        carry(ask)
        raise NetworkAway("cut")

    hub._carry = lose_the_answer
    with pytest.raises(NetworkAway):
        hub.trip()
    hub._carry = carry
    assert hub.waits()
    hub.trip()
    assert synchronise(right).received == 1
    assert notes(right) == ["una volta sola"]


def test_a_hub_lost_with_its_disk_is_replaced(new_store: NewStore, city: City) -> None:
    database, url, hub = city.hub("first")
    stores = [new_store("one"), new_store("two")]
    for store in stores:
        city.enrol(store, database, url)
        note(store, f"in città {store.folder.name}")
        assert synchronise(store).ok
    hub.trip()
    for number in range(30):
        note(stores[0], f"solo al polo {number}")
    assert synchronise(stores[0]).ok
    database, url, hub = city.hub("second")  # the first is gone, with thirty notes that the city never saw
    for store in stores:
        city.enrol(store, database, url)
    hub.trip()
    for store in (*stores, *stores):
        assert synchronise(store).ok
    hub.trip()
    at_city = new_store("at-city")
    city.enrol(at_city, city.database, city.url)
    assert synchronise(at_city).ok
    assert len(notes(at_city)) == 32
    assert state(at_city) == state(stores[0]) == state(stores[1])


def test_a_city_put_back_to_an_older_copy_gets_all_again(new_store: NewStore, city: City, tmp_path: Path) -> None:
    database, url, hub = city.hub("hub")
    store = new_store("desk")
    city.enrol(store, database, url)
    note(store, "prima")
    assert synchronise(store).ok
    hub.trip()
    copy = tmp_path / "copy.db"
    with city.database.read() as connection:
        connection.exec_driver_sql(f"VACUUM INTO '{copy}'")
    note(store, "dopo")
    assert synchronise(store).ok
    hub.trip()
    city.database = Database(f"sqlite:///{copy}")
    city.url = city._running.enter_context(beside(city.database, now=city.seconds))
    known = upstream_of(database)
    assert known
    client = Client(type(known)(city.url, known.server, known.device, known.key), city.clock)
    Hub(database, client.relay).trip()
    client.close()
    late = new_store("late")
    city.enrol(late, city.database, city.url)
    assert synchronise(late).ok
    assert notes(late) == ["dopo", "prima"]


def test_what_the_city_has_not_seen_is_not_taken_for_sent_where_it_counts_as_far(
    new_store: NewStore, city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Desk and hub went back together: the city has another entry under the same number, and says so every time."""
    monkeypatch.setattr("desk.server.hub.CARRIED", 2)
    database, url, hub = city.hub("hub")
    desk = new_store("desk")
    city.enrol(desk, database, url)
    for text in ("nelle copie 1", "nelle copie 2"):
        note(desk, text)
    assert synchronise(desk).ok
    hubs_copy = copy_of(database)
    desk.close()
    shutil.copytree(desk.folder, desk.folder.with_name("by-hand"))
    desk = city.again(desk)
    note(desk, "dopo, in città")
    assert synchronise(desk).ok
    assert hub.trip().faults == {}
    desk.close()
    shutil.rmtree(desk.folder)
    shutil.copytree(desk.folder.with_name("by-hand"), desk.folder)
    put_back(database, hubs_copy)
    desk = city.again(desk)
    note(desk, "dopo, sulla copia")
    assert synchronise(desk).ok
    known = upstream_of(database)
    assert known
    client = Client(known, city.clock)
    restarted = Hub(database, client.relay)
    for _time in range(2):
        assert restarted.trip().faults == {desk.device: "fork"}
        assert restarted.waits()
    client.close()


def test_a_desks_code_does_not_make_a_hub(new_store: NewStore, city: City) -> None:
    database, url = city.server("hub")
    with pytest.raises(BadInput, match="--hub"):
        join_upstream(database, city.url, make_code(city.database, city.seconds()))
    assert upstream_of(database) is None
    with pytest.raises(BadInput, match="--upstream"):
        enrol_machine(new_store("desk"), url, make_code(database, city.seconds(), hub=True))


@contextmanager
def ended(*processes: object) -> Iterator[None]:
    try:
        yield
    finally:
        for process in processes:
            kill(process)  # type: ignore[arg-type]


def test_two_real_servers(new_store: NewStore, tmp_path: Path, clock: Clock) -> None:
    clock.time = datetime.fromtimestamp(int(time.time()), UTC)
    addresses = [f"sqlite:///{tmp_path / name}.db" for name in ("city", "hub")]
    city, office = (Database(address) for address in addresses)
    ports = [free_port(), free_port()]
    urls = [f"http://127.0.0.1:{port}" for port in ports]
    seconds = int(time.time())
    upstream = ("--upstream", urls[0], "--code", make_code(city, seconds, hub=True))
    stores = [new_store("left"), new_store("right"), new_store("city")]
    with ExitStack() as running:
        running.callback(city.close)
        running.callback(office.close)
        first = serve(addresses[0], ports[0])
        with ended(first):
            drop(city, new_door(city), b'{"from": "+393515550101", "text": "NO"}', "application/json", seconds)
            hub = serve(addresses[1], ports[1], *upstream)
            running.enter_context(ended(hub))
            for store in stores[:2]:
                enrol_machine(store, urls[1], make_code(office, seconds))
            enrol_machine(stores[2], urls[0], make_code(city, seconds))
            lines = [Line(store) for store in stores]
            for line in lines:
                running.callback(line.close)
            note(stores[0], "con la città")
            assert lines[0].round().ok
            _hears(lines[2], stores[2], 1)
            assert "+393515550101" in _reply_at(stores[0])
        start = time.monotonic()  # the city is away
        note(stores[0], "senza la città")
        assert lines[0].round().ok
        assert lines[1].wait(lines[1].cursor())
        assert lines[1].round().ok
        assert notes(stores[1]) == ["con la città", "senza la città"]
        assert time.monotonic() - start <= 1.0
        running.enter_context(ended(serve(addresses[0], ports[0])))
        _hears(lines[2], stores[2], 2)
    assert state(stores[0]) == state(stores[1]) == state(stores[2])


def _reply_at(store: Store) -> str:
    """What a desk of the hub is told of a reply at the city's door."""
    known = membership(store)
    assert known
    client, until = Client(known, lambda: datetime.now(UTC)), time.monotonic() + 20
    try:
        while not (found := client.replies(0).replies):
            assert time.monotonic() < until
    finally:
        client.close()
    return found[0].body


def _hears(line: Line, store: Store, many: int) -> None:
    """Waits at the server as the program does, until all of it is here."""
    until = time.monotonic() + 20
    while len(notes(store)) < many:
        assert time.monotonic() < until
        line.wait(line.cursor())
        line.round()


def test_a_machine_is_shut_out_also_by_the_heir_of_the_server_that_knew_it(new_store: NewStore, city: City) -> None:
    """The office's server was lost with its disk, and a machine is stolen that the new one has only heard of."""
    database, url, hub = city.hub("hub")
    stolen, at_city = new_store("stolen"), new_store("at-city")
    city.enrol(stolen, database, url)
    city.enrol(at_city, city.database, city.url)
    note(stolen, "prima")
    assert synchronise(stolen).ok
    hub.trip()
    heir, heirs_url, next_hub = city.hub("heir")
    next_hub.trip()
    server_moved(stolen, heirs_url)
    assert synchronise(stolen).why in ("unknown", "assertion")
    assert revoke(heir, stolen.device[-12:]) == stolen.device
    assert [each.device for each in listed(heir) if each.revoked] == [stolen.device]
    assert synchronise(stolen).shut_out


def test_what_a_machine_wrote_before_it_was_lost_is_carried_all_the_same(new_store: NewStore, city: City) -> None:
    """It was known to the city, then to the hub; the city has shut it out, and the hub still holds what it wrote."""
    database, url, hub = city.hub("hub")
    moved, other = new_store("moved"), new_store("other")
    city.enrol(moved, city.database, city.url)
    city.enrol(other, city.database, city.url)
    note(moved, "alla città")
    assert synchronise(moved).ok
    hub.trip()
    city.enrol(moved, database, url)
    note(moved, "all'ufficio")
    assert synchronise(moved).ok
    revoke(city.database, moved.device)
    assert hub.trip().faults == {}
    assert synchronise(other).ok
    assert notes(other) == ["all'ufficio", "alla città"]


def test_a_hub_without_a_free_connection_carries_on(
    new_store: NewStore, city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever carries must not end with the moment in which its database had no connection left."""
    monkeypatch.setattr("desk.server.hub.AWAY_SECONDS", 0.1)
    database, url, _hub = city.hub("hub")
    store, said = new_store("desk"), SimpleQueue[str]()
    city.enrol(store, database, url)
    settings, known = database.settings, upstream_of(database)
    assert known

    def none_free() -> dict[str, str]:
        raise NoConnection("pool")

    monkeypatch.setattr(database, "settings", none_free)
    city.clock.time = datetime.now(UTC)
    with carrying(database, known, said.put):
        assert said.get(timeout=20) == "TimeoutError"
        note(store, "intanto")
        assert synchronise(store).ok
        monkeypatch.setattr(database, "settings", settings)
        assert "risponde" in said.get(timeout=20)
        until = time.monotonic() + 20
        while not entries_at(city.database):
            assert time.monotonic() < until


def test_a_hub_stops_though_the_city_says_nothing(city: City) -> None:
    """Packets are lost, not refused: no answer comes to what was asked."""
    database, _url, _hub = city.hub("hub")
    known = upstream_of(database)
    assert known
    with socket.create_server(("127.0.0.1", 0)) as mute:
        away = replace(known, url=f"http://127.0.0.1:{mute.getsockname()[1]}")
        with carrying(database, away, lambda _said: None):
            asking = [mute.accept()[0] for _thread in range(2)]
            assert all(each.recv(1) for each in asking)
            start = time.monotonic()
        assert time.monotonic() - start < 3.0
        for each in asking:
            each.close()


def entries_at(database: Database) -> int:
    with database.read() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM entry").scalar_one())
