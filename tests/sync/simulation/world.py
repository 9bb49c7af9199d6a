"""One seed is one story: an office's machines and its servers in virtual time, until everything is well again."""

import itertools
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import msgspec
from sqlalchemy.exc import DBAPIError

from desk.db import conflicts
from desk.db.conflicts import Head
from desk.db.engine import FILE_NAME
from desk.db.rows import get_row
from desk.db.watcher import Watcher
from desk.errors import NetworkAway, StoreUnusable
from desk.office.machine.enrol import enrol_machine, membership
from desk.office.machine.first_rows import fetch_rows
from desk.office.machine.replica import StoreReplica, take_over_former
from desk.server import devices
from desk.server.devices import HOME
from desk.server.hub import Hub, join_upstream, upstream_of
from desk.server.records import settle_some
from desk.sync.session import Round, run_round
from desk.sync.wire import EnrolAnswer, EnrolAsk
from tests.sync.simulation.engines import shared_engines
from tests.sync.simulation.faults import (
    FULL,
    WRITING,
    Carrier,
    Crash,
    MortalReplica,
    Server,
    drawn_fate,
    dying_keep,
    dying_unit,
    line,
    no_room,
    showing,
    told,
)
from tests.sync.simulation.machines import PERSONAL, Machine
from tests.sync.simulation.older import make_older
from tests.sync.simulation.troubles import CLOCKS, DESKS, KIOSKS, TROUBLES

STEPS = 90
Promise = tuple[str, str, str, str, str]
_PROMISE = 'at, "table", "row", op, batch'


class World:
    """The machines, the servers, and what everybody was promised is kept."""

    def __init__(self, seed: int, folder: Path, template: Path, new_id: Callable[[], str]) -> None:
        self.seed = seed
        self.draw, self.folder, self._template, self._new_id = random.Random(seed), folder, template, new_id
        self.time = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
        self.story: list[str] = []
        self.promised: set[Promise] = set()
        self.city = Server(folder / "city.db")
        self.hubs = 0
        self.machines: list[Machine] = []
        self.new_hub()
        for _number in range(DESKS - 1):
            self.joins(lobby=False)
        for _number in range(KIOSKS):
            self.joins(lobby=True)
        self.machines[0].first_families()
        self.promise(self.machines[0])

    @property
    def servers(self) -> tuple[Server, Server]:
        return self.city, self.hub

    def now(self) -> datetime:
        return self.time

    def say(self, what: str) -> None:
        self.story.append(f"{self.time:%d %H:%M:%S} {what.replace(str(self.folder), '…')}")

    def joins(self, *, lobby: bool) -> None:
        """A new machine, with an empty store and a code; one desk may have an older program."""
        name = f"{'kiosk' if lobby else 'desk'}{len(self.machines)}"
        at_hub = lobby or len(self.machines) % 2 == 0
        older = make_older(self._template) if len(self.machines) == 1 and self.draw.random() < 0.5 else None
        machine = Machine(
            self.folder / name, self._template, self.now, self._new_id(), lobby=lobby, at_hub=at_hub, older=older
        )
        clock = random.Random(f"{self.seed} {name}")  # its own, so that the story is drawn as before
        machine.skew = timedelta(seconds=clock.choice(CLOCKS))
        self.machines.append(machine)
        self.enrol(machine)
        self.say(f"{name} joins{' with an older program' if older else ''}")

    def server_of(self, machine: Machine) -> Server:
        return self.hub if machine.at_hub else self.city

    def enrol(self, machine: Machine) -> None:
        server, seconds = self.server_of(machine), int(self.time.timestamp())

        def ask(_url: str, asked: EnrolAsk) -> EnrolAnswer:
            with told():
                return devices.enrol(server.database, asked, seconds)

        code = devices.make_code(server.database, seconds, lobby=machine.lobby)
        port = 1 + self.hubs * machine.at_hub
        with patch("desk.office.machine.enrol.enrol", ask), machine.program():
            enrol_machine(machine.store, f"http://localhost:{port}", code, lobby=machine.lobby)

    def is_strange(self, machine: Machine) -> bool:
        """True where the machine does not know its server, after that was replaced."""
        known = membership(machine.store)
        return known is None or known.server != self.server_of(machine).database.server

    def new_hub(self) -> None:
        """An empty hub, known to the city, that has fetched what the city knows."""
        self.hubs += 1
        self.hub = Server(self.folder / f"hub{self.hubs}.db")
        seconds = int(self.time.timestamp())

        def ask(_url: str, asked: EnrolAsk) -> EnrolAnswer:
            return devices.enrol(self.city.database, asked, seconds)

        code = devices.make_code(self.city.database, seconds, hub=True)
        with patch("desk.server.hub.enrol", ask):
            join_upstream(self.hub.database, "http://localhost:1", code)
        self._hub_starts()
        self.carries("well")

    def _hub_starts(self) -> None:
        known = upstream_of(self.hub.database)
        assert known
        self._carrier = Carrier(self.city, self.hub, known.device)
        self._process = Hub(self.hub.database, self._carrier)

    def hub_restarts(self) -> None:
        self.hub.restart()
        self._hub_starts()

    def carries(self, fate: str) -> bool:
        """One trip of the hub to the city; True where nothing moved."""
        self._carrier.fate = fate
        try:
            with no_room(self.hub.file, self.draw) if fate == "disk full" else nullcontext():
                done = self._process.trip()
        except (Crash, NetworkAway, DBAPIError) as error:
            if isinstance(error, Crash):
                self.hub_restarts()
            self.say(f"hub trip: {fate}")
            return False
        finally:
            self._carrier.fate = "well"
            self.hub.database.dies = self.hub.database.dies_after = False
        assert not done.faults, f"the hub's trip: {done.faults}"
        self.say(f"hub trip: {done.up} up, {done.down} down")
        return not done.down

    def step(self) -> None:
        self.time += timedelta(milliseconds=self.draw.choice((1, 700, 20_000, 400_000)))
        machine = self.draw.choice(self.machines)
        doing = (self._write, self._round, self._trouble, self._trip, self._follow)
        self.draw.choices(doing, (10, 9, 5, 3, 2))[0](machine)

    def _trip(self, _machine: Machine) -> None:
        self.carries(drawn_fate(self.draw))

    def _follow(self, _machine: Machine) -> None:
        """The records of one server come up to its next entries."""
        with self.draw.choice(self.servers).database.write() as connection:
            settle_some(connection, HOME)

    def _write(self, machine: Machine) -> None:
        fate = drawn_fate(self.draw, WRITING)
        before, waiting = self._last(machine), _waiting(machine)
        try:
            with (
                machine.program(),
                dying_unit() if fate == "dies within" else nullcontext(),
                no_room(machine.folder / FILE_NAME, self.draw) if fate == "disk full" else nullcontext(),
            ):
                what = machine.write(self.draw)
        except (Crash, StoreUnusable) as error:
            what = f"{fate}: {error}"
            if isinstance(error, Crash):
                machine.restart()
            assert self._last(machine) == before, f"{machine.name}: half a write stayed"
        if fate == "dies after":
            machine.restart()
        self.say(f"{machine.name} {what}")
        if not what.startswith("settle"):
            _nothing_went(machine, waiting, what)
        self.promise(machine)

    def promise(self, machine: Machine) -> None:
        """What a store has taken is there for good."""
        with machine.store.read() as connection:
            found = connection.exec_driver_sql(
                f"SELECT {_PROMISE} FROM journal WHERE device = ? AND seq > ?", (machine.store.device, machine.promised)
            )
            self.promised.update((at, table, row, op, batch) for at, table, row, op, batch in found)
        machine.promised = self._last(machine)

    @staticmethod
    def _last(machine: Machine) -> int:
        with machine.store.read() as connection:
            query = "SELECT coalesce(max(seq), 0) FROM journal WHERE device = ?"
            return int(connection.exec_driver_sql(query, (machine.store.device,)).scalar_one())

    def _round(self, machine: Machine) -> None:
        if machine.reachable_at > self.time:
            self.say(f"{machine.name} is cut off")
            return
        self.round(machine, drawn_fate(self.draw))

    def round(self, machine: Machine, fate: str) -> Round | None:
        """One round; None where the machine died in it."""
        ahead = self._server_is_ahead(machine)
        post = line(self.server_of(machine), machine.store.device, fate, self.draw, lambda what: self.say(f"  {what}"))
        try:
            with machine.program():
                if self._first_rows(machine, fate):
                    return None
                with self._eyes(machine) as eyes:
                    replica = MortalReplica(machine.store, fate, self.draw, eyes)
                    done = run_round(replica, self._watched(machine, post), machine.clock)
                with dying_keep() if fate == "dies within" else nullcontext():
                    taken_over = done.ok and take_over_former(machine.store)
                if taken_over:
                    done = run_round(MortalReplica(machine.store, "well", self.draw), post, machine.clock)
        except Crash:
            machine.restart()
            self.say(f"{machine.name} {fate} taking the answer in")
            return None
        self.say(f"{machine.name} {fate}: {done.fault or 'ok'}")
        if fate == "disk full" and done.fault and FULL in done.fault:
            return done
        if ahead and not done.away:
            assert done.fault, f"{machine.name} went back to an old copy and was not told"
            self._made_new(machine)
        else:
            assert done.ok or done.away, f"{machine.name}: {done.fault}"
        return done

    @contextmanager
    def _eyes(self, machine: Machine) -> Iterator[Watcher | None]:
        """Windows have a watcher, commands none."""
        if machine.older or self.draw.random() < 0.8:  # opening one takes a while
            yield None
            return
        eyes = machine.store.watcher()
        try:
            yield eyes
        finally:
            eyes.close()

    def _first_rows(self, machine: Machine, fate: str) -> bool:
        """True where a new machine was shown rows, and leaves the entries for its next round."""
        replica = StoreReplica(machine.store)
        if machine.lobby or replica.standing().cursor:
            return False
        try:
            rows = fetch_rows(machine.store, showing(self.server_of(machine), machine.store.device, fate, self.draw))
        except NetworkAway:
            return False
        if rows:
            self.say(f"{machine.name} is shown {rows} rows")
        return bool(rows) and self.draw.random() < 0.5

    @staticmethod
    def _watched(machine: Machine, post):  # type: ignore[no-untyped-def]
        """No machine of the lobby is ever given what is personal."""

        def watched(ask, meanwhile):  # type: ignore[no-untyped-def]
            answer = post(ask, meanwhile)
            if machine.lobby:
                said = msgspec.json.encode(answer).decode()
                assert (
                    PERSONAL not in said
                    and not answer.pages
                    and all(entry.scope == "lobby" for entry in answer.entries)
                ), f"{machine.name} was given what is not for the lobby"
            return answer

        return watched

    def _server_is_ahead(self, machine: Machine) -> bool:
        """True where the server holds what this machine, under this name, has forgotten."""
        with self.server_of(machine).database.read() as connection:
            query = "SELECT last_seq, last_digest FROM device WHERE id = ?"
            last, digest = connection.exec_driver_sql(query, (machine.store.device,)).one()
        if not last:
            return False
        with machine.store.read() as connection:
            query = "SELECT digest FROM journal WHERE device = ? AND seq = ?"
            own = connection.exec_driver_sql(query, (machine.store.device, last)).scalar()
        return bool(own != digest)

    def somebody_is_ahead(self) -> bool:
        """Somebody waits to be told that it went back, or has a twin."""
        names = {machine.store.device for machine in self.machines}
        return len(names) < len(self.machines) or any(self._server_is_ahead(machine) for machine in self.machines)

    def heard_of_elsewhere(self, machine: Machine) -> bool:
        """True where others, the other server among them, have heard what this machine's server lacks: another disk was
        lost meanwhile."""
        told = {server: self._heard_by(server, machine) for server in self.servers}
        known = told.pop(self.server_of(machine))
        if any(heard > known for heard in told.values()):
            return True
        for other in self.machines:
            with other.program():
                other.store.index_arrivals()
            with other.store.read() as connection:
                query = "SELECT coalesce(max(seq), 0) FROM journal WHERE device = ?"
                if (
                    other is not machine
                    and connection.exec_driver_sql(query, (machine.store.device,)).scalar_one() > known
                ):
                    return True
        return False

    @staticmethod
    def _heard_by(server: Server, machine: Machine) -> int:
        with server.database.read() as connection:
            query = "SELECT last_seq FROM device WHERE id = ?"
            return connection.exec_driver_sql(query, (machine.store.device,)).scalar() or 0

    def _trouble(self, machine: Machine) -> None:
        trouble = self.draw.choices(list(TROUBLES), list(TROUBLES.values()))[0]
        self.say(f"{machine.name}: {trouble(self, machine)}")

    def _made_new(self, machine: Machine) -> None:
        """Who was told gets a name of its own: where it stands, from a copy made now, or from the old copy."""
        ways = ["stands", "now"] + ["old"] * (machine.has_copy and not machine.is_twin)
        way = self.draw.choice(ways)
        if way == "stands":
            machine.named_anew()
        else:
            machine.restored(machine.kept / FILE_NAME if way == "old" else None)
        self.enrol(machine)
        if way == "old":
            self.lost_with_a_disk()
        self.say(f"{machine.name} gets a new name ({way})")

    def lost_with_a_disk(self) -> None:
        kept = self._on_servers()
        for machine in self.machines:
            kept |= journal_of(machine)
        self.promised &= kept

    def _on_servers(self) -> set[Promise]:
        return {
            (entry.at, entry.table, entry.row, entry.op, entry.batch)
            for server in self.servers
            for entry in server.everything()
        }

    def heal(self) -> None:
        """The network is back, everybody has the newest program, and asks until nothing moves."""
        for server in self.servers:
            server.deliver_late()
        for machine in self.machines:
            machine.reachable_at = self.time
            if machine.older:
                machine.upgrade()
        for _turn in range(10):
            rounds = []
            for machine in self.machines:
                self.time += timedelta(seconds=1)
                rounds.append(self.round(machine, "well"))
            still = self.carries("well")
            if still and not self.machines_moved(rounds):
                for machine in self.machines:
                    machine.store.index_arrivals()
                return
        raise AssertionError("it does not come to rest")

    @staticmethod
    def machines_moved(rounds: list[Round | None]) -> bool:
        return any(done is None or not done.ok or done.sent or done.received for done in rounds)

    def close(self) -> None:
        for machine in self.machines:
            machine.store.close()
        for server in self.servers:
            server.database.close()


def journal_of(machine: Machine) -> set[Promise]:
    with machine.program():
        machine.store.index_arrivals()
    with machine.store.read() as connection:
        found = connection.exec_driver_sql(f"SELECT {_PROMISE} FROM journal")
        return {(at, table, row, op, batch) for at, table, row, op, batch in found}


def _waiting(machine: Machine) -> dict[tuple[str, str, str], tuple[Head, ...]]:
    """Every field that waits for a person: the value that shows first."""
    with machine.program(), machine.store.read() as connection:
        found = conflicts.waiting(connection)
    return {(each.table, each.row, each.field): each.heads for each in found}


def _nothing_went(machine: Machine, before: dict[tuple[str, str, str], tuple[Head, ...]], what: str) -> None:
    """Only a decision ends what waits: whoever writes over the value that shows has not seen the others. What twins
    wrote at one stamp counts as seen with it: nobody can name one of the two."""
    still = _waiting(machine)
    for (table, row, field), (shown, *others) in before.items():
        with machine.program(), machine.store.read() as connection:
            here = get_row(connection, table, row)
        if here is not None:  # it may have been erased
            values = [here[field], *(head.value for head in still.get((table, row, field), ()))]
            lost = [each.value for each in others if each.at != shown.at and each.value not in (shown.value, *values)]
            assert not lost, f"{machine.name} {what}: {lost} of {table} {row} {field} went without a decision"


@contextmanager
def world(seed: int, folder: Path, template: Path) -> Iterator[World]:
    """The world of a seed; names and marks are drawn too, so that the same seed tells the same story."""
    count = itertools.count(1)

    def new_id() -> str:
        number = next(count)
        tag = random.Random(f"{seed} {number}").getrandbits(48)
        return f"0190d000-{number >> 16:04x}-7000-8{number >> 12 & 0xF:x}00-{tag:012x}"

    with (
        shared_engines(),
        patch("desk.db.unit.new_id", new_id),
        patch("desk.db.restore.new_id", new_id),
        patch("desk.db.former.new_id", new_id),
        patch("desk.db.pages.WORTH", 3),
        patch("desk.db.pages.PAGE", 2),
        patch("desk.server.pages.WORTH", 3),
        patch("desk.server.records.AT_ONCE", 5),
        patch("desk.server.snapshot.AT_ONCE", 4),
        patch("desk.db.snapshot.AT_ONCE", 3),
        patch("desk.sync.session.PUSH_ENTRIES", 9),
        patch("desk.sync.wire.PAGE", 2),
        patch("desk.server.rounds.secrets.randbelow", random.Random(seed).randrange),
    ):
        made = World(seed, folder, template, new_id)
        try:
            yield made
        finally:
            made.close()
