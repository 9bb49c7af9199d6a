"""The machines of a simulated office: real encrypted stores, clocks of their own, restarts, old copies put back."""

import random
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import ClassVar

import msgspec

from desk.db import conflicts
from desk.db.store import Card, Store, open_store
from desk.db.tables import SYNCED
from desk.errors import BadInput, NotFound
from desk.office.household.join_split import join_households, split_household
from desk.office.household.members import present
from desk.office.machine.restore import name_anew, restore_copy
from desk.office.session import system_session
from tests.conftest import MemorySecrets
from tests.sync.simulation.older import program

PEOPLE = tuple(f"0190c000-0000-7000-8000-{number:012d}" for number in range(4))
HOUSEHOLDS = tuple(f"0190c001-0000-7000-8000-{number:012d}" for number in range(3))
PAPERS = tuple(f"0190c002-0000-7000-8000-{number:012d}" for number in range(2))
COPIES = tuple(f"0190c003-0000-7000-8000-{number:012d}" for number in range(2))
PERSONAL = "§"
"""Stands in whatever is personal, so that it is known wherever it turns up."""
REMOVED = ("2026-11-24T09:31:00+00:00", "2026-11-24T09:33:00+00:00", None)
VALUES = (f"{PERSONAL}a", f"{PERSONAL}b", f"{PERSONAL}c", None)


class Keyring(MemorySecrets):
    """Of one machine."""

    def __init__(self, kept: dict[str, bytes]) -> None:
        self.kept: ClassVar = dict(kept)  # type: ignore[misc]


class Machine:
    """One desk, or one kiosk (`lobby`), enrolled at the hub or at the city. `older`: the template of its program's
    stores while that is an older one; `disk`: whose folder it begins with."""

    def __init__(
        self,
        folder: Path,
        template: Path,
        now: Callable[[], datetime],
        device: str,
        *,
        lobby: bool = False,
        at_hub: bool,
        older: Path | None = None,
        disk: Path | None = None,
    ) -> None:
        self.name, self.lobby, self.folder, self._now = folder.name, lobby, folder, now
        self.at_hub, self.older = at_hub, older
        self.skew = timedelta()
        self.reachable_at = now()
        self.batches: list[str] = []
        self.promised = 0
        self.keyring = Keyring(MemorySecrets.kept)
        self.is_twin = False
        shutil.copytree(disk or older or template, folder)
        self._sign(device)
        self.store = self._open()

    def _sign(self, device: str) -> None:
        place = self.folder / "store.json"
        card = msgspec.json.decode(place.read_bytes(), type=Card)
        place.write_bytes(msgspec.json.encode(Card(card.store, device)))

    def _keepers(self, _folder: Path, _store: str) -> Keyring:
        return self.keyring

    def _open(self) -> Store:
        with self.program():
            return open_store(self.folder, secrets=self._keepers, now=self.clock)

    def program(self):  # type: ignore[no-untyped-def]
        """Whatever the machine does, its own program does."""
        return program(self.older)

    def clock(self) -> datetime:
        return self._now() + self.skew

    def restart(self) -> None:
        self.store.close()
        self.store = self._open()

    def upgrade(self) -> None:
        """The newest program is installed, and opens the store."""
        self.store.close()
        self.older = None
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
        self.promised = 0
        self.store = self._open()

    def twin(self) -> "Machine":
        """A second computer with the same disk: the same name, the same keys."""
        self.store.close()
        folder = self.folder.with_name(f"{self.name}-twin")
        made = Machine(
            folder, self.folder, self._now, self.store.device, at_hub=self.at_hub, older=self.older, disk=self.folder
        )
        made.skew, made.keyring, made.is_twin = self.skew, Keyring(self.keyring.kept), True
        self.store = self._open()
        return made

    def named_anew(self) -> None:
        self.store.close()
        with self.program():
            name_anew(self.folder, self._keepers, self.clock)
        self.promised = 0
        self.store = self._open()

    def restored(self, copy: Path | None = None) -> None:
        """As the program does it, from this copy; without, from one that is made now."""
        with self.program():
            if copy is None:
                copy = self.store.back_up(self.folder / f"{self.name}-{self._now():%d%H%M%S%f}.db")
            self.store.close()
            restore_copy(self.folder, copy, None, self._keepers, self.clock)
        self.promised = 0
        self.store = self._open()

    def first_families(self) -> None:
        with self.store.write("anna") as unit:
            for row in HOUSEHOLDS:
                unit.put("household", row, name=f"{PERSONAL}{row[-2:]}", status="active")

    def write(self, draw: random.Random) -> str:
        """One thing that somebody does at this machine; gives what it was."""
        if self.lobby:
            return self._at_the_door(draw)
        acts = [self._edit, self._edit, self._edit, self._note, self._look, self._undo, self._settle, self._call,
                self._member, self._paper, self._paper, self._erase]  # fmt: skip
        if self.older is None:  # these two name today's columns
            acts += [self._join, self._split]
        act = draw.choice(acts)
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
            unit.put("note", None, text=f"{PERSONAL}{self.name} {draw.random()}")
        self.batches.append(unit.batch)
        return "note"

    def _look(self, draw: random.Random) -> str:
        with self.store.write("dora") as unit:
            unit.view("person", draw.choice(PEOPLE), why=f"{PERSONAL}al telefono")
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
                unit.reconcile(waiting[0].table, waiting[0].row, waiting[0].field, draw.choice(VALUES))
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

    def _paper(self, draw: random.Random) -> str:
        """A field, and a table, that the older program does not know."""
        with self.store.write("carla") as unit:
            paper = draw.choice(PAPERS)
            facts = {"kind": draw.choice(VALUES), "how": draw.choice(VALUES), "seen_by": draw.choice(VALUES)}
            known = [name for name in facts if name in SYNCED["document"].columns]
            unit.put("document", paper, **{name: facts[name] for name in draw.sample(known, 1)})
            if "attachment" in SYNCED:
                what = {"removed": draw.choice(REMOVED)} if draw.random() < 0.4 else {"name": draw.choice(VALUES)}
                unit.put("attachment", draw.choice(COPIES), pages=draw.randint(1, 3), **what)
        self.batches.append(unit.batch)
        return "paper"

    def _join(self, draw: random.Random) -> str:
        keep, joined = draw.sample(HOUSEHOLDS, 2)
        self.batches.append(join_households(system_session(self.store), keep=keep, joined=joined).batch)
        return "join"

    def _split(self, draw: random.Random) -> str:
        source = draw.choice(HOUSEHOLDS)
        with self.store.write() as unit:
            here = sorted(line["person"] for line in present(unit, source))
        if not here:
            return "nobody to split"
        leaves = draw.choice(here)
        made = split_household(system_session(self.store), source, [leaves], name=f"{PERSONAL}d", head=leaves)
        self.batches.append(made.changes.batch)
        return "split"

    def _erase(self, draw: random.Random) -> str:
        if draw.random() > 0.15:
            return "nothing"
        with self.store.write("elena") as unit:
            if draw.random() < 0.3 and "attachment" in SYNCED:
                unit.erase("attachment", draw.choice(COPIES))
            else:
                unit.erase("person", draw.choice(PEOPLE))
        return "erase"

    def _at_the_door(self, draw: random.Random) -> str:
        with self.store.write() as unit:
            ticket = f"B{draw.randint(100, 199)}"
            unit.put("lobby_arrival", None, day="2026-11-24", kind="talk", ticket=ticket, kiosk=self.store.device)
        return f"arrival {ticket}"
