"""Several processes book, move, cancel, put back and repeat at random on one store.

`… FOLDER KEY SECONDS PROCESSES SEED`. All are forked from this one, so that they start at once. Says what they did, as
JSON."""

import json
import os
import random
import sys
import time
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from desk.db.store import open_store
from desk.db.tables import appointment, household, room, staff
from desk.errors import DeskError
from desk.office.appointments.book_appointment import (
    book_appointment,
    cancel_appointment,
    move_appointment,
    restore_appointment,
)
from desk.office.appointments.book_series import book_series
from desk.office.appointments.waiting_list import enlist
from desk.office.session import ZONE, Session, system_session
from tests.conftest import START, MemorySecrets

FIRST_DAY = datetime(2026, 12, 1, 8, tzinfo=ZONE)
DAYS, QUARTERS = 4, 32


class Booker:
    """One process at its own open store."""

    def __init__(self, session: Session, seed: int) -> None:
        self.session, self.luck = session, random.Random(seed)
        self.did: Counter[str] = Counter()
        with session.store.read() as connection:
            self.workers = list(connection.execute(select(staff.c.id).where(staff.c.role == "caseworker")).scalars())
            self.rooms = list(connection.execute(select(room.c.id)).scalars())
            self.families = list(connection.execute(select(household.c.id)).scalars())

    def go_on(self, until: float) -> None:
        acts = (self.book, self.book, self.move, self.move, self.cancel, self.restore, self.repeat, self.list)
        while time.monotonic() < until:
            act = self.luck.choice(acts)
            try:
                act()
                self.did[act.__name__] += 1
            except DeskError:
                self.did["refused"] += 1

    def _start(self) -> datetime:
        return FIRST_DAY + timedelta(days=self.luck.randrange(DAYS), minutes=15 * self.luck.randrange(QUARTERS))

    def _any(self) -> str:
        with self.session.store.read() as connection:
            known = connection.execute(select(appointment.c.id)).scalars().all()
        return self.luck.choice(known) if known else ""

    def book(self) -> None:
        worker, other = self.luck.sample(self.workers, 2)
        book_appointment(
            self.session,
            household=self.luck.choice(self.families),
            start=self._start(),
            minutes=self.luck.choice((15, 30, 45, 90)),
            service="interview",
            caseworker=worker,
            room=self.luck.choice(self.rooms),
            others=(other,) if self.luck.random() < 0.3 else (),
        )

    def move(self) -> None:
        worker = self.luck.choice((None, *self.workers))
        move_appointment(self.session, self._any(), start=self._start(), caseworker=worker)

    def cancel(self) -> None:
        cancel_appointment(self.session, self._any())

    def restore(self) -> None:
        restore_appointment(self.session, self._any())

    def list(self) -> None:
        enlist(self.session, self._any())

    def repeat(self) -> None:
        book_series(self.session, self._any(), weeks=1, until=(FIRST_DAY + timedelta(days=21)).date(), move=True)


def live(folder: str, seconds: float, seed: int, sink: int) -> None:
    """One process, from opening the store to what it did."""
    began = time.monotonic()
    store = open_store(
        Path(folder),
        secrets=lambda *_: MemorySecrets(),
        now=lambda: START + timedelta(seconds=time.monotonic() - began),
    )
    booker = Booker(system_session(store), seed)
    booker.go_on(time.monotonic() + seconds)
    store.close()
    os.write(sink, json.dumps(booker.did).encode())


def main() -> None:
    folder, key, seconds, processes, seed = sys.argv[1:6]
    MemorySecrets.kept["store-key"] = bytes.fromhex(key)
    children = []
    for number in range(int(processes)):
        source, sink = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.close(source)
            live(folder, float(seconds), int(seed) * 100 + number, sink)
            os._exit(0)
        os.close(sink)
        children.append((pid, source))
    total: Counter[str] = Counter()
    for pid, source in children:
        with os.fdopen(source, "rb") as told:
            total.update(json.loads(told.read() or b"{}"))
        assert os.waitpid(pid, 0)[1] == 0
    sys.stdout.write(json.dumps(total))


if __name__ == "__main__":
    main()
