"""Who and what a wish needs at its table: the people who can, the rooms that will do, last time's first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select

from desk.catalogue.equipment import equipment_words
from desk.catalogue.services import load_services
from desk.db.rows import Row
from desk.db.tables import appointment, household
from desk.domain.services import Service
from desk.domain.slots import STEPS_A_DAY, Need
from desk.errors import NotFound
from desk.i18n import _
from desk.office.appointments.diaries import OFF
from desk.office.appointments.room_fit import fitting_rooms, seats_of

INTERPRETER = "interpreter"
OTHER_WORKER_COSTS = 2 * STEPS_A_DAY


@dataclass(frozen=True)
class Wanted:
    """What to look for. `service`: an id of the catalogue; `minutes`: None for the service's own; `language`: the one
    an interpreter is needed for; `caseworker`: only this one; `others`: services of further people who must be there;
    `also`: ids of people who must be free as well; `ignore`: an appointment that holds nobody, because it is the one
    to move; `within`: not outside this stretch of time; `why_by`: why not after, in words («prima dell'udienza»);
    `equipment`: what the room must have; `limit`: how many slots; `packed`: no more room around it than the meeting
    itself takes, for one that stays at its hour."""

    service: str
    minutes: int | None = None
    household: str | None = None
    language: str | None = None
    caseworker: str | None = None
    others: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    ignore: str | None = None
    not_before: date | None = None
    not_after: date | None = None
    buffer_minutes: int = 0
    people: int = 1
    equipment: tuple[str, ...] = ()
    within: tuple[datetime, datetime] | None = None
    why_by: str = ""
    limit: int = 10
    packed: bool = False


@dataclass(frozen=True)
class Usual:
    """Who and where last time."""

    caseworker: str | None = None
    room: str | None = None
    interpreter: str | None = None


def needs_of(wanted: Wanted, usual: Usual, people: list[Row], rooms: list[Row], load: Mapping[str, int]) -> list[Need]:
    """`load`: minutes already booked, by person."""
    workers = [row for row in people if does(row, wanted.service)]
    if wanted.caseworker:
        workers = [row for row in people if row["id"] == wanted.caseworker]
    if not workers:
        raise NotFound(_("Nessun operatore fa questo servizio: controlla gli incarichi in Amministrazione."))
    named = {row["id"] for row in workers if wanted.service in (row["services"] or "").split()}  # before who just may
    ids = sorted(
        (row["id"] for row in workers),
        key=lambda each: (each != usual.caseworker, each not in named, load.get(each, 0), each),
    )
    speaks = {row["id"] for row in people if wanted.language in (row["languages"] or "").split()}
    needs = []
    if wanted.language and ids[0] in speaks:
        ids = [each for each in ids if each in speaks]
    needs.append(Need("caseworker", tuple(ids), OTHER_WORKER_COSTS if ids[0] == usual.caseworker else 0))
    comes = bool(wanted.language) and ids[0] not in speaks
    if rooms and not service_named(wanted.service).elsewhere:
        seats = seats_of(wanted.people, comes, len(wanted.others) + len(wanted.also))
        needs.append(Need("room", _rooms(rooms, seats, wanted.equipment, usual.room)))
    if comes:
        found = [row["id"] for row in people if does(row, INTERPRETER) and row["id"] in speaks]
        if not found:
            raise NotFound(_("Nessun interprete in elenco parla questa lingua: aggiungilo o cerca senza interprete."))
        needs.append(Need("interpreter", tuple(sorted(found, key=lambda each: (each != usual.interpreter, each)))))
    for service in wanted.others:
        listed = [row["id"] for row in people if service in (row["services"] or "").split()]
        found = listed or [row["id"] for row in people if does(row, service)]
        if not found:
            raise NotFound(_("Nessuno in elenco ha l'incarico «{service}».").format(service=service))
        needs.append(Need("other", tuple(sorted(found, key=lambda each: (load.get(each, 0), each)))))
    needs += [Need("other", (each,)) for each in wanted.also]
    if wanted.household:
        needs.append(Need("household", (wanted.household,)))
    return needs


def _rooms(rooms: list[Row], seats: int, equipment: tuple[str, ...], usual: str | None) -> tuple[str, ...]:
    """Last time's first, then the smallest that will do; one with things that others may need comes later."""
    fitting = fitting_rooms(rooms, seats, equipment)
    if not fitting:
        said = ", ".join(equipment_words(each).lower() for each in equipment)
        raise NotFound(_("Nessuna stanza ha tutto questo: {what}.").format(what=said))
    order = sorted(
        fitting,
        key=lambda row: (
            row["id"] != usual,
            row["capacity"] or 0,
            len((row["equipment"] or "").split()),
            row["number"] or 0,
        ),
    )
    return tuple(row["id"] for row in order)


def does(row: Row, service: str) -> bool:
    """True where the service is among a person's own; who has no list does what the role may give."""
    services = (row["services"] or "").split()
    if services or service == INTERPRETER:
        return service in services
    return row["role"] in service_named(service).roles


def service_named(service: str) -> Service:
    """A service of the catalogue. Raises NotFound with the names there are."""
    known = load_services()
    if service not in known:
        raise NotFound(
            _("Il servizio «{service}» non c'è. Ci sono: {names}.").format(service=service, names=", ".join(known))
        )
    return known[service]


def read_usual(connection: Connection, family: str | None) -> Usual:
    """Last time's people and room; before the first time, who has the family in care."""
    if family is None:
        return Usual()
    care = connection.execute(select(household.c.caseworker).where(household.c.id == family)).scalar()
    query = (
        select(appointment.c.caseworker, appointment.c.room, appointment.c.interpreter)
        .where(appointment.c.household == family, appointment.c.state.not_in(OFF))
        .order_by(appointment.c.start.desc())
        .limit(1)
    )
    last = connection.execute(query).first()
    return Usual(care or last.caseworker, last.room, last.interpreter) if last else Usual(care)
