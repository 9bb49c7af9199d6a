"""The slip that closes a visit: what the panel shows before, the paper after."""

from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from desk.db.changes import Changes
from desk.db.tables import appointment, office, staff, visit
from desk.domain.roles import May
from desk.errors import NotFound
from desk.i18n import _
from desk.office.day_words import hour, long_day
from desk.office.front.today_facts import spoken_at_kiosk
from desk.office.household.contacts import PHONE, shown
from desk.office.household.family import read_family
from desk.office.machine.code_key import ensure_office_key
from desk.office.papers.kinds import Kind, Paper
from desk.office.papers.ledger import record_paper
from desk.office.plan.follow import Due
from desk.office.plan.meeting import asked_at
from desk.office.plan.plan import read_plan
from desk.office.plan.sheet import next_visit, plan_page, small
from desk.office.plan.words import bilingual
from desk.office.session import Session
from desk.paper.drawing import draw
from desk.paper.model import Bilingual, Commitment, VisitSlip
from desk.paper.words import colon


@dataclass(frozen=True)
class Closing:
    """What stands on the panel: `name`: of the family, or the ticket of somebody who has no page here; `next`: the next
    appointment in words, or nothing; `agreeable`: lines of the plan that the family's language already has."""

    name: str
    language: str
    next: str
    agreeable: tuple[str, ...]
    to_check: tuple[Due, ...] = ()
    """Commitments that this meeting asks about."""


def read_closing(session: Session, visit_id: str, household: str) -> Closing:
    """Raises NotFound where the family is gone."""
    session.require(May.CALL)
    with session.store.read() as connection:
        if not household:
            ticket = connection.execute(select(visit.c.ticket).where(visit.c.id == visit_id)).scalar() or ""
            spoken = spoken_at_kiosk(connection, session.today().isoformat())
            return Closing(ticket, spoken.get(ticket) or "it", "", ())
        family = read_family(connection, household)
        booked = next_visit(connection, session, household, family.language, None)
        known = _plan_lines(connection, session, household, family.language)
        booked_as = (
            select(appointment).join(visit, visit.c.appointment == appointment.c.id).where(visit.c.id == visit_id)
        )
        asked = asked_at(connection, connection.execute(booked_as).first(), household, session.today())
    words = f"{long_day(booked.start.date())}, {hour(booked.start)}" if booked else ""
    return Closing(family.name, family.language, words, tuple(known), asked)


def visit_slip(
    session: Session, visit_id: str, *, roll: bool = False, large: bool = False, language: str = "it"
) -> bytes:
    """The slip as a PDF, in Italian and the family's language, on A4 or on the 80-mm roll.

    `language`: of somebody who has no page here. Raises NotFound where the visit is gone.
    """
    return draw("slip", replace(_slip(session, visit_id, language), roll=roll, large=large))


def _slip(session: Session, visit_id: str, language: str = "it") -> VisitSlip:
    """`language`: of somebody who has no page here."""
    session.require(May.CALL)
    ensure_office_key(session)
    with session.store.read() as connection:
        row = connection.execute(select(visit).where(visit.c.id == visit_id)).first()
        if row is None:
            raise NotFound(_("Questa visita non c'è più. Aggiorna la pagina e riprova."))
        family = read_family(connection, row.household) if row.household else None
        spoken = family.language if family else language
        place = connection.execute(select(office).order_by(office.c.id)).first()
        seen = connection.execute(select(staff).where(staff.c.id == (row.caseworker or session.staff))).first()
        known = _plan_lines(connection, session, family.id, spoken) if family else {}
        address = (place.address or "") if place else ""
        agreed = [line for line in (row.agreed or "").splitlines() if line.strip()]
        return VisitSlip(
            office_name=(place.name or "") if place else "TO-Home",
            office_phone=shown(PHONE, place.phone or "") if place else "",
            office_address=address,
            family_language=spoken,
            date=session.today(),
            household_name=family.name if family else "",
            seen=f"{seen.given or ''} {seen.surname or ''}".strip() if seen else "",
            seen_role=small(seen.title or "") or None if seen else None,
            agreed=tuple(known.get(line) or bilingual(line, spoken) for line in agreed),
            next_visit=next_visit(connection, session, family.id, spoken, address) if family else None,
            way=(place.directions or "") if place else "",
        )


def record_slip_printed(
    session: Session, household: str, visit_id: str, *, roll: bool = False, large: bool = False
) -> Changes:
    """The ledger of papers: the slip of this visit went out, on this paper and at this size."""
    slip = replace(_slip(session, visit_id), roll=roll, large=large)
    return record_paper(session, Paper(Kind.SLIP, household, slip, visit_id))


def _plan_lines(connection: Connection, session: Session, household: str, language: str) -> dict[str, Bilingual]:
    """The plan's open commitments, each with who keeps it, by their Italian text; and the plan's translation."""
    view = read_plan(session, household)
    if view is None:
        return {}
    page = plan_page(connection, session, read_family(connection, household), view, language)
    lines = [_with_name(each, language) for each in page.commitments if not each.done]
    return {line.italian: line for line in lines}


def _with_name(line: Commitment, language: str) -> Bilingual:
    """«Youssef: va al Centro per l’impiego.»"""
    text, mark = line.text, colon(language)
    other = f"{line.who_translated or line.who}{mark}{small(text.translated)}" if text.translated else None
    return Bilingual(f"{line.who}: {small(text.italian)}", other)
