"""One seed is one story: an office's machines and its server in virtual time, until everything is well again."""

import itertools
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

from sqlalchemy import select

from desk.db import journal
from desk.domain.journal.entry import Entry
from desk.errors import NetworkAway
from desk.office.enrol import enrol_machine, membership
from desk.office.restore import restore_copy
from desk.server import devices
from desk.server.hub import Carried, Hub, join_upstream, upstream_of
from desk.server.tables import device as device_table
from desk.sync.session import Round, run_round
from desk.sync.wire import EnrolAnswer, EnrolAsk
from tests.conftest import memory_secrets
from tests.server_copy import copy_of
from tests.sync.simulation.engines import shared_engines
from tests.sync.simulation.faults import Crash, MortalReplica, Server, carrier, drawn_fate, line
from tests.sync.simulation.machines import Machine

DESKS, KIOSKS, STEPS = 5, 2, 90
TROUBLES = (
    "cut",
    "restart",
    "clock",
    "copy",
    "back",
    "back",
    "back",
    "late",
    "server",
    "older",
    "older",
    "hub",
    "join",
)


class World:
    """The machines, the server, and what everybody was promised is kept."""

    def __init__(self, seed: int, folder: Path, template: Path, new_id: Callable[[], str]) -> None:
        self.draw, self.folder, self._template, self._new_id = random.Random(seed), folder, template, new_id
        self.time = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
        self.story: list[str] = []
        self.promised: dict[str, Entry] = {}
        self.city = Server(f"sqlite:///{folder / 'city.db'}")
        self.hubs = 0
        self.hub = self._new_hub()
        self.machines: list[Machine] = []
        for _number in range(DESKS - 1):
            self.joins(lobby=False)
        for _number in range(KIOSKS):
            self.joins(lobby=True)
        self.machines[0].first_families()
        self.promise(self.machines[0])

    def now(self) -> datetime:
        return self.time

    def say(self, what: str) -> None:
        self.story.append(f"{self.time:%d %H:%M:%S} {what}")

    def joins(self, *, lobby: bool) -> None:
        """A new machine, with an empty store and a code."""
        name = f"{'kiosk' if lobby else 'desk'}{len(self.machines)}"
        at_hub = lobby or len(self.machines) % 2 == 0
        machine = Machine(self.folder / name, self._template, self.now, self._new_id(), lobby=lobby, at_hub=at_hub)
        self.machines.append(machine)
        self._enrol(machine)
        self.say(f"{name} joins")

    def server_of(self, machine: Machine) -> Server:
        return self.hub if machine.at_hub else self.city

    def _enrol(self, machine: Machine) -> None:
        server, seconds = self.server_of(machine), int(self.time.timestamp())

        def ask(_url: str, asked: EnrolAsk) -> EnrolAnswer:
            return devices.enrol(server.database, asked, seconds)

        code = devices.make_code(server.database, seconds, lobby=machine.lobby)
        with patch("desk.office.enrol.enrol", ask):
            enrol_machine(
                machine.store, f"http://localhost:{1 + self.hubs * machine.at_hub}", code, lobby=machine.lobby
            )

    def _new_hub(self) -> Server:
        """An empty hub, known to the city, that has fetched what the city knows."""
        self.hubs += 1
        hub = Server(f"sqlite:///{self.folder / f'hub{self.hubs}.db'}")
        seconds = int(self.time.timestamp())

        def ask(_url: str, asked: EnrolAsk) -> EnrolAnswer:
            return devices.enrol(self.city.database, asked, seconds)

        with patch("desk.server.hub.enrol", ask):
            join_upstream(hub.database, "http://localhost:1", devices.make_code(self.city.database, seconds, hub=True))
        self.carries(hub, "well")
        return hub

    def carries(self, hub: Server, fate: str) -> Carried | None:
        """One trip of the hub to the city; None where it was cut."""
        known = upstream_of(hub.database)
        assert known
        try:
            done = Hub(hub.database, carrier(self.city, known.device, fate)).trip()
        except (Crash, NetworkAway):
            hub.restart()
            self.say(f"hub trip: {fate}")
            return None
        assert not done.faults, f"the hub's trip: {done.faults}"
        self.say(f"hub trip: {done.up} up, {done.down} down")
        return done

    def _hub_is_lost(self) -> None:
        """With its disk; only where no machine is waiting to be told that it went back: two lost disks lose more."""
        names = {machine.store.device for machine in self.machines}
        in_city = {entry.id for entry in self.city.everything()}
        only_here = {entry.device for entry in self.hub.everything() if entry.id not in in_city}
        if not only_here <= names or any(self._server_is_ahead(machine) for machine in self.machines):
            return
        self.hub.database.close()
        self.hub = self._new_hub()
        for machine in self.machines:
            if machine.at_hub:
                self._enrol(machine)
        self.say("the hub is lost with its disk and replaced")

    def _city_goes_back(self) -> str:
        """To its copy, or it is copied; not where that loses more than one disk can (as above)."""
        if self.city.copy is None:
            self.city.copy = copy_of(self.city.database)
            return "the city is copied"
        names = {machine.store.device for machine in self.machines}
        known = {row["id"] for row in self.city.copy["device"]}
        in_copy = {(row["device"], row["seq"]) for row in self.city.copy["entry"]}
        away = {entry.device for entry in self.city.everything() if (entry.device, entry.seq) not in in_copy}
        enrolled = {machine.store.device for machine in self.machines if not machine.at_hub}
        hub = upstream_of(self.hub.database)
        if not away <= names or any(self._server_is_ahead(machine) for machine in self.machines):
            return "the city keeps what it has"
        if hub is None or not enrolled | {hub.device} <= known:
            return "the city keeps the machines it has"
        self.city.put_back()
        return "the city goes back to its copy"

    def step(self) -> None:
        self.time += timedelta(milliseconds=self.draw.choice((1, 700, 20_000, 400_000)))
        machine = self.draw.choice(self.machines)
        self.draw.choices((self._write, self._round, self._trouble, self._trip), (10, 9, 5, 3))[0](machine)

    def _trip(self, _machine: Machine) -> None:
        self.carries(self.hub, drawn_fate(self.draw))

    def _write(self, machine: Machine) -> None:
        what = machine.write(self.draw)
        self.say(f"{machine.name} {what}")
        self.promise(machine)

    def promise(self, machine: Machine) -> None:
        """What a store has taken is there for good."""
        for entry in own_entries(machine):
            self.promised.setdefault(entry.id, entry)

    def _round(self, machine: Machine) -> None:
        if machine.reachable_at > self.time:
            self.say(f"{machine.name} is cut off")
            return
        self.round(machine, drawn_fate(self.draw))

    def round(self, machine: Machine, fate: str) -> Round | None:
        """One round; None where the machine died in it."""
        ahead = self._server_is_ahead(machine)
        post = line(
            self.server_of(machine), machine.store.device, fate, lambda what: self.say(f"{machine.name} round: {what}")
        )
        try:
            done = run_round(MortalReplica(machine.store, fate), post, machine.clock)
        except Crash:
            machine.restart()
            self.say(f"{machine.name} {fate} taking the answer in")
            return None
        self.say(f"{machine.name} {fate}: {done.fault or 'ok'}")
        if ahead and not done.away:
            assert done.fault, f"{machine.name} went back to an old copy and was not told"
            self._made_new(machine)
        else:
            assert done.ok or done.away, f"{machine.name}: {done.fault}"
        return done

    def _server_is_ahead(self, machine: Machine) -> bool:
        """True where the server holds what this machine, under this name, has forgotten."""
        with self.server_of(machine).database.read() as connection:
            known = connection.execute(
                select(device_table.c.last_seq, device_table.c.last_digest).where(
                    device_table.c.id == machine.store.device
                )
            ).one()
        own = own_entries(machine)
        if known.last_seq > len(own):
            return True
        return known.last_seq > 0 and own[known.last_seq - 1].digest != known.last_digest

    def _trouble(self, machine: Machine) -> None:
        what = self.draw.choice(TROUBLES)
        if what == "cut":
            machine.reachable_at = self.time + timedelta(seconds=self.draw.choice((5, 600, 3000)))
        elif what == "restart":
            machine.restart()
        elif what == "clock":
            machine.skew = timedelta(seconds=self.draw.choice((-400_000, -3600, 0, 50, 300_000)))
        elif what in ("copy", "back") and not machine.lobby:
            what = self._copy(machine, back=what == "back")
        elif what == "late":
            self.city.deliver_late()
            self.hub.deliver_late()
        elif what == "server":
            self.draw.choice((self.city, self.hub)).restart()
        elif what == "older":
            what = self._city_goes_back()
        elif what == "hub" and self.draw.random() < 0.5:
            self._hub_is_lost()
        elif what == "join" and len(self.machines) < DESKS + KIOSKS:
            self.joins(lobby=False)
            return
        self.say(f"{machine.name} trouble: {what}")

    def _copy(self, machine: Machine, *, back: bool) -> str:
        if back and machine.has_copy:
            self._goes_back(machine)
            return "goes back to its copy"
        machine.copy()
        return "is copied"

    def _goes_back(self, machine: Machine) -> None:
        """The disk is lost. What lay nowhere else is lost with it, and only that."""
        machine.put_copy_back()
        for server in (self.city, self.hub):
            server.late = [(name, body) for name, body in server.late if name != machine.store.device]
        self._lost_with_the_disk()
        known = membership(machine.store)
        if known is None or known.server != self.server_of(machine).database.server:
            self._enrol(machine)  # the copy names a server that is gone: this one refuses its assertions

    def _made_new(self, machine: Machine) -> None:
        """Who was told restores as the program says: a machine of its own, enrolled anew."""
        machine.store.close()
        restore_copy(machine.folder, machine.kept / "desk.db", None, memory_secrets, machine.clock)
        machine.reopen()
        self._enrol(machine)
        self._lost_with_the_disk()
        self.say(f"{machine.name} is restored under a new name")

    def _lost_with_the_disk(self) -> None:
        kept = {entry.id for machine in self.machines for entry in every_entry(machine)} | self._on_servers()
        self.promised = {name: entry for name, entry in self.promised.items() if name in kept}

    def _on_servers(self) -> set[str]:
        return {entry.id for server in (self.city, self.hub) for entry in server.everything()}

    def heal(self) -> None:
        """The network is back, and everybody asks until nothing moves."""
        self.city.deliver_late()
        self.hub.deliver_late()
        for machine in self.machines:
            machine.reachable_at = self.time
        for _turn in range(8):
            rounds = []
            for machine in self.machines:
                self.time += timedelta(seconds=1)
                rounds.append(self.round(machine, "well"))
            trip = self.carries(self.hub, "well")
            still = trip is not None and not trip.down and not self.machines_moved(rounds)
            if still:
                return
        raise AssertionError("it does not come to rest")

    @staticmethod
    def machines_moved(rounds: list[Round | None]) -> bool:
        return any(done is None or not done.ok or done.sent or done.received for done in rounds)

    def close(self) -> None:
        for machine in self.machines:
            machine.store.close()
        self.city.database.close()
        self.hub.database.close()


def own_entries(machine: Machine) -> list[Entry]:
    with machine.store.read() as connection:
        return list(journal.entries_of_device(connection, machine.store.device))


def every_entry(machine: Machine) -> list[Entry]:
    with machine.store.read() as connection:
        return list(journal.entries(connection))


@contextmanager
def world(seed: int, folder: Path, template: Path) -> Iterator[World]:
    """The world of a seed; names are drawn in order too, so that the same seed tells the same story."""
    count = itertools.count(1)

    def new_id() -> str:
        number = next(count)
        tag = random.Random(f"{seed} {number}").getrandbits(48)
        return f"0190d000-{number >> 16:04x}-7000-8{number >> 12 & 0xF:x}00-{tag:012x}"

    with (
        shared_engines(),
        patch.multiple("desk.db.unit", new_id=new_id),
        patch.multiple("desk.db.restore", new_id=new_id),
    ):
        made = World(seed, folder, template, new_id)
        try:
            yield made
        finally:
            made.close()
