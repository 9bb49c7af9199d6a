"""The intake interview: start or continue it, read it with what is already known, close it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import uuid5

from sqlalchemy import Connection, select

from desk.catalogue.interview import load_interview
from desk.db.changes import Changes
from desk.db.rows import read_stamps
from desk.db.tables import answer, appointment, enrolment, interview, person, room, staff, visit
from desk.domain.countries import needs_permit
from desk.domain.deadlines import DeadlineFacts
from desk.domain.interview import Answer, Key, Kind, Member, Status, questions_of
from desk.domain.interview_values import from_text
from desk.domain.roles import May
from desk.errors import BadInput, NotFound
from desk.i18n import _
from desk.office.answers import CLOSED, NAMESPACE, OPEN
from desk.office.family import Family, read_family
from desk.office.first_values import first_values
from desk.office.household_stage import Known, known_of_all
from desk.office.known_facts import plain
from desk.office.members import standing
from desk.office.session import Session, local

LONGEST_NOTE = 100_000
_CARRIED = frozenset({Status.SAID, Status.READ, Status.APPROXIMATE})


@dataclass(frozen=True)
class Told:
    """`answers`: by question and person; `typed`: words kept that are no answer yet; `last`: answered last today."""

    answers: dict[Key, Answer]
    typed: dict[Key, str] = field(default_factory=dict)
    last: Key | None = None


@dataclass(frozen=True)
class Background:
    """What the application and the record say besides the answers. Money in cents."""

    applied_on: date | None = None
    isee_cents: int | None = None
    benefit_cents: int = 0
    deadlines: DeadlineFacts = field(default_factory=DeadlineFacts)


@dataclass(frozen=True)
class InterviewView:
    """One open interview as a screen shows it. Moments are in the office's time zone."""

    id: str
    household: str
    visit: str | None
    family: Family
    members: tuple[Member, ...]
    present: tuple[str, ...]
    started_at: datetime
    section: str
    is_open: bool
    note: str
    interpreter: str
    room: str
    minutes: int | None
    told: Told
    background: Background


def start_interview(
    session: Session, household: str, visit_id: str | None = None, *, present: Sequence[str] = ()
) -> Changes:
    """Open a first interview, continue the open one, or open again the one of this visit.

    `present`: person ids; without them whoever came to the visit, else the head.
    """
    session.require(May.INTERVIEW)
    with session.store.write(session.staff) as unit:
        standing(unit, household)
        if _open_one(unit.connection, household):
            return unit.changes
        day = session.today().isoformat()
        row = str(uuid5(NAMESPACE, f"interview {household} {visit_id or day}"))
        if unit.get("interview", row):
            unit.put("interview", row, state=OPEN, ended_at=None)
        else:
            here = present or _came(unit.connection, visit_id) or _head(unit.connection, household)
            unit.put(
                "interview",
                row,
                household=household,
                visit=visit_id,
                caseworker=session.staff,
                started_at=session.moment(),
                present=" ".join(here),
                section=load_interview()[0].id,
                state=OPEN,
            )
    return unit.changes


def read_interview(session: Session, household: str) -> InterviewView:
    """The open interview, else the latest. Raises NotFound where there has been none."""
    session.require(May.INTERVIEW)
    with session.store.read() as connection:
        found = _open_one(connection, household) or _latest(connection, household)
        if found is None:
            raise NotFound(_("Con questa famiglia non è ancora cominciato un colloquio."))
        row = connection.execute(select(interview).where(interview.c.id == found)).one()
        family = read_family(connection, household)
        words = _visit_words(connection, row.visit)
        return InterviewView(
            id=row.id,
            household=household,
            visit=row.visit,
            family=family,
            members=_members(connection, family, session.today()),
            present=tuple((row.present or "").split()),
            started_at=local(row.started_at) if row.started_at else session.now(),
            section=row.section or load_interview()[0].id,
            is_open=row.state == OPEN,
            note=row.note or "",
            interpreter=words[0],
            room=words[1],
            minutes=words[2],
            told=_told(connection, household, row.id),
            background=_background(connection, household, session.today()),
        )


def set_section(session: Session, interview_id: str, section: str) -> Changes:
    """Where the interview stands, so that it opens there again on any desk."""
    session.require(May.INTERVIEW)
    if section not in {each.id for each in load_interview()}:
        raise NotFound(_("L’intervista non ha la pagina «{name}».").format(name=section))
    with session.store.write(session.staff) as unit:
        unit.change("interview", interview_id, section=section)
    return unit.changes


def set_present(session: Session, interview_id: str, present: Sequence[str]) -> Changes:
    """Who sits at the table, the one who speaks first."""
    session.require(May.INTERVIEW)
    with session.store.write(session.staff) as unit:
        unit.change("interview", interview_id, present=" ".join(present))
    return unit.changes


def write_note(session: Session, interview_id: str, note: str) -> Changes:
    """The free notes of an interview. Raises BadInput beyond 100,000 characters."""
    session.require(May.INTERVIEW)
    _check_note(note)
    with session.store.write(session.staff) as unit:
        unit.change("interview", interview_id, note=note or None)
    return unit.changes


def finish_interview(session: Session, interview_id: str, *, note: str | None = None) -> Changes:
    """Close it, with its free notes where they are given: the next person can be called."""
    session.require(May.INTERVIEW)
    _check_note(note or "")
    facts = {} if note is None else {"note": note.strip() or None}
    with session.store.write(session.staff) as unit:
        unit.change("interview", interview_id, state=CLOSED, ended_at=session.moment(), **facts)
    return unit.changes


def _check_note(note: str) -> None:
    if len(note) > LONGEST_NOTE:
        raise BadInput(_("La nota è troppo lunga: al massimo {n} caratteri.").format(n=LONGEST_NOTE))


def _open_one(connection: Connection, household: str) -> str | None:
    query = (
        select(interview.c.id)
        .where(interview.c.household == household, interview.c.state == OPEN)
        .order_by(interview.c.started_at.desc())
    )
    return connection.execute(query).scalar()


def _latest(connection: Connection, household: str) -> str | None:
    query = select(interview.c.id).where(interview.c.household == household).order_by(interview.c.started_at.desc())
    return connection.execute(query).scalar()


def _came(connection: Connection, visit_id: str | None) -> list[str]:
    found = connection.execute(select(visit.c.present).where(visit.c.id == visit_id)).scalar()
    return (found or "").split()


def _head(connection: Connection, household: str) -> list[str]:
    return [member.person for member in read_family(connection, household).members[:1]]


def _members(connection: Connection, family: Family, today: date) -> tuple[Member, ...]:
    ids = [each.person for each in family.members]
    query = select(person.c.id, person.c.citizenship).where(person.c.id.in_(ids))
    citizenship = {row.id: row.citizenship for row in connection.execute(query)}
    return tuple(
        Member(each.person, each.age(today), needs_permit(citizenship.get(each.person)), each.given)
        for each in family.members
    )


def _told(connection: Connection, household: str, interview_id: str) -> Told:
    questions = questions_of(load_interview())
    told = Told(first_values(connection, household))
    last, last_at = None, ""
    for row in connection.execute(select(answer).where(answer.c.household == household).order_by(answer.c.id)):
        question = questions.get(row.question)
        if question is None or row.status is None or row.status not in set(Status):
            continue
        key: Key = (row.question, row.person or None)
        status = Status(row.status)
        value = from_text(question, row.value) if row.value else None
        on = date.fromisoformat(row.answered_on) if row.answered_on else None
        earlier = row.interview != interview_id and question.kind is not Kind.NOTE
        if value is not None and status in _CARRIED and earlier:
            status = Status.TO_CONFIRM
        elif value is None and row.value:
            told.typed[key] = plain(row.value)
            status = Status.ASK_AGAIN
        elif status is Status.UNKNOWN and earlier:
            status = Status.ASK_AGAIN
        told.answers[key] = Answer(value, status, row.said_by or "", on)
        at = max(read_stamps(row.stamps).values(), default="")
        if row.interview == interview_id and at > last_at:
            last, last_at = key, at
    return Told(told.answers, told.typed, last)


def _visit_words(connection: Connection, visit_id: str | None) -> tuple[str, str, int | None]:
    """Interpreter, room, minutes booked."""
    query = (
        select(visit.c.room, appointment.c.room.label("booked"), appointment.c.interpreter, appointment.c.minutes)
        .outerjoin(appointment, appointment.c.id == visit.c.appointment)
        .where(visit.c.id == visit_id)
    )
    found = connection.execute(query).first()
    if found is None:
        return "", "", None
    name = connection.execute(select(staff.c.given, staff.c.surname).where(staff.c.id == found.interpreter)).first()
    place = connection.execute(select(room.c.name).where(room.c.id == (found.room or found.booked))).scalar()
    return (f"{name.given} {name.surname}".strip() if name else ""), place or "", found.minutes


def _background(connection: Connection, household: str, today: date) -> Background:
    query = (
        select(enrolment.c.applied_on, enrolment.c.isee_cents, enrolment.c.bimonthly_cents, enrolment.c.first_credit_on)
        .where(enrolment.c.household == household)
        .order_by(enrolment.c.applied_on, enrolment.c.id)
    )
    applied, isee, benefit = None, None, 0
    for row in connection.execute(query):
        applied = date.fromisoformat(row.applied_on) if row.applied_on else applied
        isee = row.isee_cents if row.isee_cents is not None else isee
        if row.bimonthly_cents and row.first_credit_on and _runs(date.fromisoformat(row.first_credit_on), today):
            benefit = row.bimonthly_cents // 2
    known = known_of_all(connection, [household]).get(household, Known())
    return Background(applied, isee, benefit, known.deadlines())


def _runs(credited: date, today: date) -> bool:
    """SIA is paid for twelve months."""
    return (today.year - credited.year) * 12 + today.month - credited.month < 12
