"""One intake interview as a screen shows it, with what is already known of the family."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select

from desk.db.rows import WHOLE_ROW, read_stamps
from desk.db.tables import appointment, enrolment, interview, person, room, staff, visit
from desk.domain.countries import needs_permit
from desk.domain.deadlines import DeadlineFacts
from desk.domain.interview import Member
from desk.domain.interview_safety import alone
from desk.domain.roles import May
from desk.errors import NotFound
from desk.i18n import _
from desk.office.household.attachments import CopyLine, PaperKey, copies_by_kind
from desk.office.household.consents import has_notice
from desk.office.household.details import DocumentLine, documents_of
from desk.office.household.family import Family, read_family
from desk.office.household.said import who_said_no
from desk.office.household.stage import Known, known_of_all
from desk.office.interview.answers import OPEN, open_interview
from desk.office.interview.confidants import told_to_others
from desk.office.interview.questionnaire import Questionnaire, questionnaire_named
from desk.office.interview.told import Told, read_told
from desk.office.session import Session, local


@dataclass(frozen=True)
class Background:
    """What the application and the record say besides the answers. Money in cents."""

    applied_on: date | None = None
    isee_cents: int | None = None
    benefit_cents: int = 0
    deadlines: DeadlineFacts = field(default_factory=DeadlineFacts)
    papers: tuple[DocumentLine, ...] = ()


@dataclass(frozen=True)
class InterviewView:
    """One interview as a screen shows it. Moments are in the office's time zone.

    `has_notice`: the privacy notice was printed for this family.
    `here`: of an interview of before, who sits at the table now; None where that is `present`, or nobody does.
    """

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
    questionnaire: Questionnaire
    caseworker: str = ""
    ended_at: datetime | None = None
    papers: Mapping[PaperKey, tuple[CopyLine, ...]] = field(default_factory=dict)
    here: tuple[str, ...] | None = None
    has_notice: bool = True

    @property
    def alone(self) -> str | None:
        """The adult who is alone with the caseworker."""
        return alone(self.members, self.present if self.here is None else self.here)


def read_interview(session: Session, household: str, interview_id: str = "") -> InterviewView:
    """The open interview, else the latest, or one of before: with the questions it was begun with, and the answers as
    they stood when it was closed.

    Raises NotFound where there has been none.
    """
    session.require(May.INTERVIEW)
    with session.store.read() as connection:
        found = interview_id or open_interview(connection, household) or _latest(connection, household)
        if found is None:
            raise NotFound(_("Con questa famiglia non è ancora cominciato un colloquio."))
        row = connection.execute(
            select(interview).where(interview.c.id == found, interview.c.household == household)
        ).first()
        if row is None:
            raise NotFound(_("Questo colloquio non c'è più. Aggiorna la pagina e riprova."))
        family = read_family(connection, household)
        words = _visit_words(connection, row.visit)
        members = _members(connection, family, session.today())
        present = tuple((row.present or "").split())
        here = _here_now(connection, household) if interview_id and row.state != OPEN else present
        asked = questionnaire_named(connection, row.questionnaire)
        kept = told_to_others(connection, session, [household], asked.questions)
        return InterviewView(
            id=row.id,
            household=household,
            visit=row.visit,
            family=family,
            members=members,
            present=present,
            started_at=local(row.started_at) if row.started_at else session.now(),
            section=row.section or asked.sections[0].id,
            is_open=row.state == OPEN,
            note=row.note or "",
            interpreter=words[0],
            room=words[1],
            minutes=words[2],
            told=read_told(connection, household, row.id, asked, members, here or (), _closed_at(row), kept),
            background=_background(connection, household, session.today()),
            questionnaire=asked,
            caseworker=row.caseworker or "",
            ended_at=local(row.ended_at) if row.ended_at else None,
            papers=copies_by_kind(connection, household),
            here=None if here == present else here,
            has_notice=has_notice(connection, household),
        )


def _here_now(connection: Connection, household: str) -> tuple[str, ...] | None:
    """Who sits at the table of the open interview; None where there is none and the caseworker reads alone."""
    running = open_interview(connection, household)
    if running is None:
        return None
    found = connection.execute(select(interview.c.present).where(interview.c.id == running)).scalar()
    return tuple((found or "").split())


def _closed_at(row: Any) -> str:
    """The stamp of the write that closed it; empty while it is open."""
    if row.state == OPEN or not row.ended_at:
        return ""
    stamps = read_stamps(row.stamps)
    return stamps.get("ended_at") or stamps.get(WHOLE_ROW, "")


def _latest(connection: Connection, household: str) -> str | None:
    query = select(interview.c.id).where(interview.c.household == household).order_by(interview.c.started_at.desc())
    return connection.execute(query).scalar()


def _members(connection: Connection, family: Family, today: date) -> tuple[Member, ...]:
    ids = [each.person for each in family.members]
    query = select(person.c.id, person.c.citizenship).where(person.c.id.in_(ids))
    citizenship = {row.id: row.citizenship for row in connection.execute(query)}
    refused = who_said_no(connection, family, today)
    return tuple(
        Member(
            id=each.person,
            age=each.age(today),
            outside_eu=needs_permit(citizenship.get(each.person)),
            given=each.given,
            months=each.months(today),
            declines=each.person in refused,
        )
        for each in family.members
    )


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
    return Background(applied, isee, benefit, known.deadlines(), documents_of(connection, [household]))


def _runs(credited: date, today: date) -> bool:
    """SIA is paid for twelve months."""
    return (today.year - credited.year) * 12 + today.month - credited.month < 12
