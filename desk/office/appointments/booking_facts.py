"""What the booking page shows before it searches: the family, who could be asked for, the appointment to move."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, select

from desk.catalogue.services import load_services
from desk.db.rows import Row
from desk.db.tables import appointment, household, staff
from desk.domain.appointment import UNTIMED, step_of
from desk.domain.deadlines import DeadlineKind, deadlines
from desk.domain.roles import May
from desk.errors import NotFound
from desk.i18n import _
from desk.office.appointments.availability import Line, lines_of
from desk.office.appointments.slot_needs import INTERPRETER, does
from desk.office.day_words import numbers
from desk.office.front.desks import short_name
from desk.office.household.family import read_family
from desk.office.household.join_split import with_joined
from desk.office.household.page import merged_known
from desk.office.household.stage import known_of_all
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
    equipment: tuple[str, ...] = ()


@dataclass(frozen=True)
class Awaited:
    """The wish without a time that is to have one; what it says of language and days."""

    id: str
    service: str
    minutes: int
    caseworker: str
    language: str
    not_before: date | None
    not_after: date | None
    equipment: tuple[str, ...] = ()


@dataclass(frozen=True)
class LastDay:
    """A day by which it has to be: «Udienza 11/12», and why a slot is offered for it («prima dell'udienza»)."""

    day: date
    words: str
    why: str


@dataclass(frozen=True)
class BookingFacts:
    """`workers`: by service, the (id, name) who give it; `spoken`: languages with an interpreter or a speaker;
    `members`: (id, given name) of those who may come; `last_days`: the nearest first; `limits`: what the family cannot;
    `awaited`: where the search is for one who waits."""

    household: str
    code: str
    name: str
    language: str
    people: int
    caseworker: str
    workers: dict[str, tuple[tuple[str, str], ...]]
    spoken: frozenset[str]
    moving: Moving | None
    members: tuple[tuple[str, str], ...] = ()
    last_days: tuple[LastDay, ...] = ()
    limits: tuple[Line, ...] = ()
    awaited: Awaited | None = None


def read_booking(session: Session, family: str, moved: str = "") -> BookingFacts:
    """Raises NotFound where the family or the appointment is gone."""
    session.require(May.BOOK)
    with session.store.read() as connection:
        known = read_family(connection, family)
        row = connection.execute(select(household).where(household.c.id == family)).one()
        every = connection.execute(select(staff).where(staff.c.active == 1).order_by(staff.c.surname)).mappings().all()
        moving, awaited = _known(connection, moved) if moved else (None, None)
        last_days = _last_days(connection, family, session.today())
        limits = lines_of(connection, family, session.today())
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
        tuple((each.person, each.given) for each in known.members),
        last_days,
        limits,
        awaited,
    )


def _last_days(connection: Connection, family: str, today: date) -> tuple[LastDay, ...]:
    """Days ahead that a visit must come before: hearing, access, release; the SIA clock, which counts its last day."""
    known = merged_known(known_of_all(connection, with_joined(connection, family)))
    whys = {
        DeadlineKind.HEARING: _("prima dell'udienza"),
        DeadlineKind.ACCESS: _("prima dell'accesso"),
        DeadlineKind.RELEASE: _("prima del rilascio"),
        DeadlineKind.SIGN: _("entro i 60 giorni SIA"),
    }
    found = []
    for each in deadlines(known.deadlines(), today):
        day = each.date if each.kind is DeadlineKind.SIGN else each.date - timedelta(days=1)
        if each.kind in whys and day > today:
            found.append(LastDay(day, f"{each.text} {numbers(each.date, today)}", whys[each.kind]))
    return tuple(sorted(found, key=lambda one: one.day))


def _known(connection: Connection, appointment_id: str) -> tuple[Moving | None, Awaited | None]:
    row = connection.execute(select(appointment).where(appointment.c.id == appointment_id)).first()
    if row is None or step_of(row.state) not in UNTIMED:
        return _moving(connection, appointment_id), None
    since, until = (date.fromisoformat(text) if text else None for text in (row.not_before, row.not_after))
    needs = tuple((row.equipment or "").split())
    who, language = row.caseworker or "", row.language or ""
    return None, Awaited(row.id, row.service or "", int(row.minutes), who, language, since, until, needs)


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
        tuple((row.equipment or "").split()),
    )


def bookable_services() -> tuple[tuple[str, str], ...]:
    """(id, title) of the services that are given by appointment, in the order of the catalogue."""
    return tuple(
        (each.id, _(each.title)) for each in load_services().values() if each.booked and each.id != INTERPRETER
    )
