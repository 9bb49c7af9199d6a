"""Two records of one family become one; some members of a family become a family of their own. Nothing is lost."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, and_, or_, select

from desk.db.changes import Changes
from desk.db.tables import appointment, availability, household
from desk.db.unit import Unit
from desk.domain.roles import May
from desk.errors import BadInput
from desk.i18n import _
from desk.office.appointments.diaries import REQUESTED, SCHEDULED, WAITING_LIST
from desk.office.front.register_family import next_code
from desk.office.household.members import COUPLE, HEAD, OTHER, enter, present, standing
from desk.office.household.same_person import become_one, marks_of, same_people
from desk.office.session import Session

JOINED = "joined"


@dataclass(frozen=True)
class Split:
    """The new household."""

    household: str
    code: str
    changes: Changes


def join_households(session: Session, *, keep: str, joined: str) -> Changes:
    """Members, coming appointments, wishes and limits of `joined` go to `keep`; what was written stays where it is and
    is read with the kept one (see `with_joined`). `session.store.undo` on the batch takes it back."""
    session.require(May.EDIT_HOUSEHOLD)
    with session.store.write(session.staff) as unit:
        join_in(session, unit, keep=keep, joined=joined)
    return unit.changes


def join_in(session: Session, unit: Unit, *, keep: str, joined: str) -> None:
    """As `join_households`, inside a transaction. Who stands in both records under two entries becomes one."""
    if keep == joined:
        raise BadInput(_("È la stessa famiglia: scegline un'altra da unire."))
    standing(unit, keep)
    standing(unit, joined)
    lines = present(unit, keep)
    known = {line["person"] for line in lines}
    twins = same_people(unit.connection, sorted(known))
    has_head = any(line["role"] == HEAD for line in lines)
    for line in present(unit, joined):
        unit.change("membership", line["id"], until=session.today().isoformat(), why=JOINED)
        who = line["person"]
        if who in known:
            continue
        twin = next((twins[mark] for mark in marks_of(unit.connection, who) if mark in twins), None)
        if twin is not None:
            become_one(unit, kept=twin, other=who)
            continue
        role = OTHER if line["role"] == HEAD and has_head else line["role"]
        has_head = has_head or role == HEAD
        enter(session, unit, keep, who, role)
    query = select(appointment.c.id).where(
        appointment.c.household == joined,
        or_(
            and_(appointment.c.state == SCHEDULED, appointment.c.start > session.moment()),
            appointment.c.state.in_((REQUESTED, WAITING_LIST)),
        ),
    )
    for row in unit.connection.execute(query).scalars().all():
        unit.change("appointment", row, household=keep)
    limits = select(availability.c.id).where(availability.c.household == joined, availability.c.removed.is_(None))
    for row in unit.connection.execute(limits).scalars().all():
        unit.change("availability", row, household=keep, who=keep)
    unit.change("household", joined, joined_into=keep, status=JOINED)


def split_household(session: Session, source: str, people: Sequence[str], *, name: str, head: str) -> Split:
    """A new household of `people`, who leave the old one; language and caseworker stay the same."""
    session.require(May.EDIT_HOUSEHOLD)
    name = " ".join(name.split())
    if not name or head not in people:
        raise BadInput(_("Servono il nome della nuova famiglia e il suo capofamiglia, tra chi ne fa parte."))
    with session.store.write(session.staff) as unit:
        old = standing(unit, source)
        lines = {line["person"]: line for line in present(unit, source)}
        staying = [line for person, line in lines.items() if person not in people]
        if not set(people) <= lines.keys():
            raise BadInput(_("Qualcuno non è più in questa famiglia. Aggiorna la pagina e riprova."))
        if not staying:
            raise BadInput(_("Qualcuno deve restare nella prima famiglia."))
        today, code = session.today().isoformat(), next_code(unit)
        made = unit.put(
            "household",
            code=code,
            name=name,
            language=old["language"],
            italian_level=old["italian_level"],
            caseworker=old["caseworker"],
            status="active",
            opened_on=today,
        )
        for person in sorted(people, key=lambda each: (each != head, lines[each]["position"] or 0)):
            unit.change(
                "membership",
                lines[person]["id"],
                until=today,
                why=_("nella nuova famiglia {code}").format(code=code),
            )
            role = lines[person]["role"]
            enter(session, unit, made, person, HEAD if person == head else OTHER if role in (HEAD, *COUPLE) else role)
        if not any(line["role"] == HEAD for line in staying):
            unit.change("membership", staying[0]["id"], role=HEAD)
    return Split(made, code, unit.changes)


def with_joined(connection: Connection, household_id: str) -> list[str]:
    """The household and all that were joined into it, so that their story reads as one."""
    found, fresh = [household_id], [household_id]
    while fresh:
        query = select(household.c.id).where(household.c.joined_into.in_(fresh))
        fresh = [row for row in connection.execute(query).scalars() if row not in found]
        found += fresh
    return found
