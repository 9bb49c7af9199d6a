"""What the booking page shows before it searches: the family, who could be asked for, the appointment to move."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from desk.catalogue.services import load_services
from desk.db.rows import Row
from desk.db.tables import appointment, household, staff
from desk.domain.roles import May
from desk.errors import NotFound
from desk.i18n import _
from desk.office.desks import short_name
from desk.office.family import read_family
from desk.office.find_slots import INTERPRETER, does
from desk.office.session import Session, local


@dataclass(frozen=True)
class Moving:
    """The appointment that is to have another time; ids as in the store."""

    id: str
    service: str
    minutes: int
    caseworker: str
    start: datetime
    language: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class BookingFacts:
    """`workers`: by service, the (id, name) who give it; `spoken`: languages with an interpreter or a speaker."""

    household: str
    code: str
    name: str
    language: str
    people: int
    caseworker: str
    workers: dict[str, tuple[tuple[str, str], ...]]
    spoken: frozenset[str]
    moving: Moving | None


def read_booking(session: Session, family: str, moved: str = "") -> BookingFacts:
    """Raises NotFound where the family or the appointment is gone."""
    session.require(May.BOOK)
    with session.store.read() as connection:
        known = read_family(connection, family)
        row = connection.execute(select(household).where(household.c.id == family)).one()
        every = connection.execute(select(staff).where(staff.c.active == 1).order_by(staff.c.surname)).mappings().all()
        moving = _moving(connection, moved) if moved else None
    return BookingFacts(
        family,
        row.code or "",
        row.name or "",
        row.language or "it",
        max(1, len(known.members)),
        row.caseworker or "",
        {service: _workers([dict(each) for each in every], service) for service, _title in bookable_services()},
        frozenset(language for each in every for language in (each["languages"] or "").split()),
        moving,
    )


def _workers(people: list[Row], service: str) -> tuple[tuple[str, str], ...]:
    return tuple((row["id"], short_name(row["given"], row["surname"])) for row in people if does(row, service))


def _moving(connection: Connection, moved: str) -> Moving:
    row = connection.execute(select(appointment).where(appointment.c.id == moved)).first()
    if row is None or not row.start:
        raise NotFound(_("L'appuntamento da spostare non c'è più."))
    return Moving(
        row.id,
        row.service,
        int(row.minutes),
        row.caseworker or "",
        local(row.start),
        row.language or "",
        tuple((row.others or "").split()),
    )


def bookable_services() -> tuple[tuple[str, str], ...]:
    """(id, title) of the services that are given by appointment, in the order of the catalogue."""
    return tuple(
        (each.id, _(each.title)) for each in load_services().values() if each.booked and each.id != INTERPRETER
    )
