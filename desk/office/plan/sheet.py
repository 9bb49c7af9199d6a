"""The printed plan: gathers what the sheet says, from the record, in both languages."""

from dataclasses import dataclass, replace
from datetime import date, datetime

import msgspec
from sqlalchemy import Connection, select

from desk.catalogue.plan_library import load_plan_library
from desk.db.tables import answer, appointment, office, room, staff
from desk.domain.arrival_code import code_of
from desk.domain.plan import line_numbers
from desk.domain.roles import May
from desk.errors import NotFound
from desk.i18n import _
from desk.office.household.contacts import PHONE, shown
from desk.office.household.family import Family, household_named, read_family
from desk.office.machine.code_key import ensure_office_key, office_key
from desk.office.plan.assumptions import road_assumptions
from desk.office.plan.plan import CommitmentLine, ObjectiveLine, PlanView, read_plan
from desk.office.plan.road import printed_road, road_sentences
from desk.office.plan.since import changed_lines
from desk.office.plan.versions import changes_since
from desk.office.plan.words import bilingual
from desk.office.road.household_road import sketch_road
from desk.office.session import Session, local
from desk.paper.drawing import draw
from desk.paper.model import Bilingual, Commitment, NextVisit, PlanPage, Result, Signer, missing_lines

_FALLBACK = "Comune"
RELEASE_DATE = "housing.release_date"
LEAVE_BY, LOOK_FOR_RENT = "Dovete lasciare la casa entro il {date}.", "Cerchiamo un affitto che potete pagare."
WHY = (LEAVE_BY, LOOK_FOR_RENT)


@dataclass(frozen=True)
class PlanSheet:
    """The PDF, and the numbers of the lines that nobody has translated."""

    pdf: bytes
    missing: tuple[int, ...]
    page: PlanPage


def dimensions() -> dict[str, str]:
    """Dimension → its word on paper, in the library's order."""
    return {each.id: each.topic for each in load_plan_library().dimensions}


def plan_sheet(session: Session, household: str, language: str | None = None, *, large: bool = False) -> PlanSheet:
    """The newest version of a household's plan as a PDF. `household`: id, code or protocol."""
    session.require(May.SEE_HOUSEHOLD)
    ensure_office_key(session)
    with session.store.read() as connection:
        household = household_named(connection, household)
        family = read_family(connection, household)
        view = read_plan(session, household)
        if view is None:
            raise NotFound(_("La famiglia {name} non ha ancora un piano.").format(name=family.name))
        page = replace(plan_page(connection, session, family, view, language or family.language), large=large)
    return PlanSheet(draw("plan", page), missing_lines(page), page)


def plan_page(connection: Connection, session: Session, family: Family, view: PlanView, language: str) -> PlanPage:
    """Everything that the printed plan shows, in Italian and in `language`."""
    place = connection.execute(select(office).order_by(office.c.id)).first()
    worker = connection.execute(select(staff).where(staff.c.id == (family.caseworker or session.staff))).first()
    signers = [Signer(member.name) for member in family.adults(session.today())]
    if worker:
        signers.append(Signer(f"{worker.given} {worker.surname}", small(worker.title or "") or None))
    sketch = sketch_road(connection, [family.id], len(family.members), session.today())
    sentences = road_sentences(sketch, language) if sketch else ()
    why = _why(connection, family.id, language)
    before, changes = changes_since(connection, view)
    changed = changed_lines(changes, line_numbers(view.objectives, why=len(why), road=len(sentences)), language)
    return PlanPage(
        office_name=place.name if place else "TO-Home",
        office_phone=shown(PHONE, place.phone or "") if place else "",
        household_name=family.name,
        household_name_translated=family.name_local if language == family.language else None,
        household_code=family.code,
        version=view.version,
        date=view.signed_on or session.today(),
        family_language=language,
        draft=view.is_draft,
        why=why,
        results=tuple(_results(view, language)),
        road=printed_road(sketch) if sketch else None,
        road_sentences=sentences,
        road_assumptions=road_assumptions(sketch, language) if sketch else (),
        commitments=tuple(
            _commitment(connection, family, line, language)
            for objective in view.objectives
            for line in objective.commitments
        ),
        supports=tuple(_supports(view, language)),
        changed_from=before,
        changes=changed,
        next_visit=next_visit(connection, session, family.id, language, place.address if place else ""),
        signers=tuple(signers),
    )


def _why(connection: Connection, household: str, language: str) -> tuple[Bilingual, ...]:
    lines = []
    release = read_date(connection, household, RELEASE_DATE)
    if release:
        lines.append(bilingual(LEAVE_BY, language, date=f"{release:%d/%m/%Y}"))
    lines.append(bilingual(LOOK_FOR_RENT, language))
    return tuple(lines)


def read_date(connection: Connection, household: str, question: str) -> date | None:
    """A date answered in the interview, or None."""
    query = select(answer.c.value).where(answer.c.household == household, answer.c.question == question)
    value = connection.execute(query).scalar()
    found = msgspec.json.decode(value) if value else None
    try:
        return date.fromisoformat(found) if isinstance(found, str) else None
    except ValueError:
        return None


def _results(view: PlanView, language: str) -> list[Result]:
    return [
        Result(_topic(objective, language), bilingual(line.text, language, line.translations))
        for objective in view.objectives
        for line in objective.results
    ]


def _supports(view: PlanView, language: str) -> list[Result]:
    return [
        Result(bilingual(line.giver or _FALLBACK, language), bilingual(line.text, language, line.translations))
        for objective in view.objectives
        for line in objective.supports
    ]


def _topic(objective: ObjectiveLine, language: str) -> Bilingual:
    return bilingual(dimensions().get(objective.dimension, objective.dimension), language)


def _commitment(connection: Connection, family: Family, line: CommitmentLine, language: str) -> Commitment:
    who, short, role, local_name = line.who_name, None, None, None
    member = family.member(line.who) if line.who_kind == "member" else None
    if member:
        who, local_name = member.given, member.given_local if language == family.language else None
    elif line.who_kind in ("caseworker", "office"):
        found = connection.execute(select(staff).where(staff.c.id == line.who)).first() if line.who else None
        if found:
            who, role = f"{found.given} {found.surname}", small(found.title or "") or None
            short = f"{found.given[:1]}. {found.surname}"
    by = line.by_date or bilingual(line.how_often or "quando si può", language)
    return Commitment(
        who=who,
        who_short=short,
        text=bilingual(line.text, language, line.translations),
        by=by,
        who_translated=local_name,
        who_role=role,
        done=line.state == "done",
    )


def small(text: str) -> str:
    """Without a capital at its beginning, for use inside a sentence; abbreviations stay («ISEE»)."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _to_bring(item: str, language: str) -> Bilingual:
    """One of the things to bring, as part of a list; the catalogue may know it with a capital or without."""
    words = bilingual(item, language)
    if words.translated is None:
        words = bilingual(small(item), language)
    return Bilingual(small(words.italian), small(words.translated) if words.translated else None)


def next_visit(
    connection: Connection, session: Session, household: str, language: str, place: str | None, *, only: str = ""
) -> NextVisit | None:
    """The family's next appointment as papers show it. `place`: the office's address; `only`: this appointment."""
    query = (
        select(appointment, staff.c.given, staff.c.surname, room.c.name.label("room_name"))
        .outerjoin(staff, staff.c.id == appointment.c.caseworker)
        .outerjoin(room, room.c.id == appointment.c.room)
        .where(appointment.c.household == household, appointment.c.state == "scheduled")
        .where(appointment.c.start > session.moment())
        .order_by(appointment.c.start)
    )
    found = connection.execute(query.where(appointment.c.id == only) if only else query).first()
    if found is None:
        return None
    bring = msgspec.json.decode(found.bring, type=list[str]) if found.bring else []
    start: datetime = local(found.start)
    key = office_key(connection)
    return NextVisit(
        start=start,
        with_whom=f"{found.given or ''} {found.surname or ''}".strip(),
        room=found.room_name or "",
        place=place or "",
        interpreter=bool(found.interpreter),
        minutes=found.minutes or 45,
        bring=tuple(_to_bring(item, language) for item in bring),
        code=code_of(key, found.id, start.date()) if key else "",
    )
