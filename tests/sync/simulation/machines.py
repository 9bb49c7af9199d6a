"""The machines of a simulated office: real encrypted stores, clocks of their own, restarts, old copies put back."""

import random
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from desk.db import conflicts
from desk.db.store import Card, Store, open_store
from desk.errors import BadInput, NotFound
from desk.office.join_split import join_households
from desk.office.session import system_session
from tests.conftest import memory_secrets

PEOPLE = tuple(f"0190c000-0000-7000-8000-{number:012d}" for number in range(4))
HOUSEHOLDS = tuple(f"0190c001-0000-7000-8000-{number:012d}" for number in range(3))
VALUES = ("a", "b", "c", None)


class Machine:
    """One desk, or one kiosk (`lobby`), enrolled at the hub or at the city."""

    def __init__(
        self, folder: Path, template: Path, now: Callable[[], datetime], device: str, *, lobby: bool, at_hub: bool
    ) -> None:
        self.name, self.device, self.lobby, self.folder, self._now = folder.name, device, lobby, folder, now
        self.at_hub = at_hub
        self.skew = timedelta()
        self.reachable_at = now()
        self.batches: list[str] = []
        shutil.copytree(template, folder)
        self._sign(device)
        self.store = self._open()

    def _sign(self, device: str) -> None:
        place = self.folder / "store.json"
        card = msgspec.json.decode(place.read_bytes(), type=Card)
        place.write_bytes(msgspec.json.encode(Card(card.store, device)))

    def _open(self) -> Store:
        return open_store(self.folder, secrets=memory_secrets, now=self.clock)

    def clock(self) -> datetime:
        return self._now() + self.skew

    def restart(self) -> None:
        self.store.close()
        self.reopen()

    def reopen(self) -> None:
        self.store = self._open()

    @property
    def kept(self) -> Path:
        """Where the copy of the folder lies."""
        return self.folder.with_name(f"{self.name}.copy")

    @property
    def has_copy(self) -> bool:
        return self.kept.exists()

    def copy(self) -> None:
        """A copy of the whole folder, as a careful person makes it: with the program closed."""
        self.store.close()
        shutil.rmtree(self.kept, ignore_errors=True)
        shutil.copytree(self.folder, self.kept)
        self.store = self._open()

    def put_copy_back(self) -> None:
        """The folder as it was, by hand, same name: the program is not told."""
        self.store.close()
        shutil.rmtree(self.folder)
        shutil.copytree(self.kept, self.folder)
        self.store = self._open()

    def first_families(self) -> None:
        with self.store.write("anna") as unit:
            for row in HOUSEHOLDS:
                unit.put("household", row, name=row[-2:], status="active")

    def write(self, draw: random.Random) -> str:
        """One thing that somebody does at this machine; gives what it was."""
        if self.lobby:
            return self._at_the_door(draw)
        act = draw.choice((self._edit, self._edit, self._edit, self._note, self._look, self._undo, self._settle,
                           self._call, self._join, self._member, self._erase))  # fmt: skip
        try:
            return act(draw)
        except (BadInput, NotFound) as error:
            return f"refused: {error}"

    def _edit(self, draw: random.Random) -> str:
        with self.store.write(f"anna-{self.name}") as unit:
            for row in draw.sample(PEOPLE, draw.randint(1, 2)):
                names = draw.sample(("surname", "given", "citizenship"), draw.randint(1, 3))
                unit.put("person", row, **{name: draw.choice(VALUES) for name in names})
            if draw.random() < 0.3:
                unit.put("household", draw.choice(HOUSEHOLDS), name=draw.choice(VALUES), code=draw.choice("xyz"))
        self.batches.append(unit.batch)
        return "edit"

    def _note(self, draw: random.Random) -> str:
        with self.store.write("bruno") as unit:
            unit.put("note", None, text=f"{self.name} {draw.random()}")
        self.batches.append(unit.batch)
        return "note"

    def _look(self, draw: random.Random) -> str:
        with self.store.write("dora") as unit:
            unit.view("person", draw.choice(PEOPLE), why="al telefono")
        return "look"

    def _undo(self, draw: random.Random) -> str:
        if self.batches:
            self.store.undo(draw.choice(self.batches), "bruno")
        return "undo"

    def _settle(self, draw: random.Random) -> str:
        with self.store.read() as connection:
            waiting = conflicts.waiting(connection)
        if waiting:
            with self.store.write("carla") as unit:
                unit.reconcile(waiting[0].table, waiting[0].row, waiting[0].field, draw.choice("abd"))
        return f"settle one of {len(waiting)}"

    def _call(self, draw: random.Random) -> str:
        with self.store.write("dora") as unit:
            unit.put("lobby_call", None, day="2026-11-24", ticket=f"A{draw.randint(100, 199)}", calls=1)
        return "call"

    def _member(self, draw: random.Random) -> str:
        with self.store.write("anna") as unit:
            row, home = draw.choice(PEOPLE), draw.choice(HOUSEHOLDS)
            unit.put("membership", None, household=home, person=row, role=draw.choice(("head", "child")))
        self.batches.append(unit.batch)
        return "member"

    def _join(self, draw: random.Random) -> str:
        keep, joined = draw.sample(HOUSEHOLDS, 2)
        self.batches.append(join_households(system_session(self.store), keep=keep, joined=joined).batch)
        return "join"

    def _erase(self, draw: random.Random) -> str:
        if draw.random() > 0.15:
            return "nothing"
        with self.store.write("elena") as unit:
            unit.erase("person", draw.choice(PEOPLE))
        return "erase"

    def _at_the_door(self, draw: random.Random) -> str:
        with self.store.write() as unit:
            ticket = f"B{draw.randint(100, 199)}"
            unit.put("lobby_arrival", None, day="2026-11-24", kind="talk", ticket=ticket, kiosk=self.device)
        return f"arrival {ticket}"
