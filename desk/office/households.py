"""Every family of the office in one list: stage, next appointment, what burns."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from desk.db.tables import appointment, household, staff
from desk.domain.deadlines import Deadline, Severity, deadlines
from desk.domain.names import search_key
from desk.domain.roles import May
from desk.i18n import _
from desk.office.desks import short_name
from desk.office.diaries import OFF
from desk.office.household_stage import Known, known_of_all
from desk.office.session import Session, local


@dataclass(frozen=True)
class HouseholdRow:
    """One line; `alerts` the soonest first, only those that burn or are near; `key` is what filtering looks at."""

    id: str
    code: str
    name: str
    language: str
    stage: str
    caseworker: str
    caseworker_id: str
    next_start: datetime | None
    alerts: tuple[Deadline, ...]
    key: str

    @property
    def most_urgent(self) -> Deadline | None:
        return min(self.alerts, key=lambda alert: (alert.severity is not Severity.DANGER, alert.date), default=None)


def list_households(session: Session) -> tuple[HouseholdRow, ...]:
    """Standing families by name."""
    session.require(May.SEE_HOUSEHOLD)
    today = session.today()
    with session.store.read() as connection:
        workers = {row.id: short_name(row.given, row.surname) for row in connection.execute(select(staff))}
        upcoming: dict[str, str] = {}
        query = (
            select(appointment.c.household, appointment.c.start)
            .where(appointment.c.start >= session.moment(), appointment.c.state.not_in(OFF))
            .order_by(appointment.c.start.desc())
        )
        for family, start in connection.execute(query):
            upcoming[family] = start
        known = known_of_all(connection)
        rows = connection.execute(
            select(household).where(household.c.joined_into.is_(None), household.c.code.is_not(None))
        ).all()
    found = []
    for row in rows:
        facts = known.get(row.id, Known())
        burning = tuple(
            each for each in deadlines(facts.deadlines(), today) if each.severity is not Severity.INFORMATION
        )
        worker = workers.get(row.caseworker or "", "")
        found.append(
            HouseholdRow(
                row.id,
                row.code or "",
                row.name or "",
                row.language or "it",
                _stage(facts),
                worker,
                row.caseworker or "",
                local(upcoming[row.id]) if row.id in upcoming else None,
                burning,
                search_key(f"{row.code} {row.name} {worker}"),
            )
        )
    return tuple(sorted(found, key=lambda line: (search_key(line.name), line.code)))


def _stage(facts: Known) -> str:
    """The name of the stage where the family stands; of the last one when all is done."""
    journey = facts.journey()
    return _((journey.now or journey.stages[-1]).stage.title)
