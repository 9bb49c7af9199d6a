"""One machine of the rush at the door, in a process of its own.

It may be killed at any moment and started again: it goes on from what the store says.
"""

import time
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event

from sqlalchemy import func, select

from desk.db.store import Store, open_store
from desk.db.tables import household, visit
from desk.domain.roles import Role
from desk.domain.visit import State
from desk.errors import BadInput
from desk.office.demo.mark import demo_secrets
from desk.office.front.call import call_next, entered
from desk.office.front.check_in import check_in
from desk.office.front.close_visit import close_visit
from desk.office.front.visit_moves import AlreadyDone
from desk.office.session import Session

SPEED = 60
"""Ten minutes at the door pass in ten seconds."""
ARRIVE_WITHIN = 600.0


class Machine:
    """Its store, its clock, and who works on it."""

    def __init__(self, folder: Path, who: str, role: Role, start: datetime, began: float) -> None:
        self._start, self._began = start, began
        self.store: Store = open_store(folder, secrets=demo_secrets, now=self.now)
        self.session = Session(self.store, who, who, role, self.now)

    def now(self) -> datetime:
        return self._start + timedelta(seconds=(time.time() - self._began) * SPEED)

    def news(self) -> None:
        """Until somebody else wrote, or a moment has passed."""
        pause = Event()
        for _look in range(10):
            if self.store.changed_elsewhere():
                return
            pause.wait(0.01)


def kiosk(machine: Machine, who: str, count: int, kiosks: int) -> None:
    """Checks in its share of the families, each at its moment; who is in already is in."""
    mine = int(who.rpartition("-")[2])
    with machine.store.read() as connection:
        homes = list(connection.execute(select(household.c.id).order_by(household.c.code)).scalars())[:count]
        come = set(connection.execute(select(visit.c.household)).scalars())
    for number, home in enumerate(homes):
        due = machine._start + timedelta(seconds=ARRIVE_WITHIN * number / count)
        if number % kiosks != mine or home in come:
            continue
        while machine.now() < due:
            machine.news()
        try:
            check_in(machine.session, household=home)
        except AlreadyDone:
            continue


def desk(machine: Machine, who: str, count: int) -> None:
    """Calls the next, lets it in, ends it; a visit that a killed desk left behind is ended first."""
    while True:
        with machine.store.read() as connection:
            rows = connection.execute(
                select(visit.c.id, visit.c.state).where(
                    visit.c.caseworker == who, visit.c.state.in_((State.CALLED.value, State.INSIDE.value))
                )
            ).all()
            done = connection.execute(select(func.count()).where(visit.c.state == State.DONE.value)).scalar_one()
        for row in rows:
            if row.state == State.CALLED.value:
                entered(machine.session, row.id)
            close_visit(machine.session, row.id, agreed=["Fatto"])
        if rows:
            continue
        if done == count:
            return
        try:
            call_next(machine.session)
        except BadInput:
            machine.news()


def main(folder: str, kind: str, who: str, count: str, kiosks: str, start: str, began: str) -> None:
    role = Role.CASEWORKER if kind == "desk" else Role.RECEPTION
    machine = Machine(Path(folder), who, role, datetime.fromisoformat(start), float(began))
    if kind == "desk":
        desk(machine, who, int(count))
    else:
        kiosk(machine, who, int(count), int(kiosks))
    machine.store.close()
