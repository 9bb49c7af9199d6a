"""Everything the page of one family shows: who, where on the journey, what burns, what happened, what is due."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import msgspec
from sqlalchemy import Connection, select

from desk.catalogue.programmes import load_programmes
from desk.catalogue.services import load_services
from desk.db.tables import answer, appointment, enrolment, interview, room, staff
from desk.db.tables import household as household_table
from desk.domain.deadlines import Deadline, Severity, deadlines
from desk.domain.funds import FundFacts, FundFit, HomeTold, Need, fitting, needs_of
from desk.domain.journey import ClockState, JourneyState
from desk.domain.roles import May, allowed
from desk.i18n import _
from desk.office.appointments.agenda import Entry, entries_of
from desk.office.appointments.availability import lines_of
from desk.office.appointments.confirmations import answer_words
from desk.office.appointments.diaries import OFF
from desk.office.appointments.family_limits import limit_words
from desk.office.appointments.waiting_list import Waiting, waiting_in
from desk.office.front.desks import short_name
from desk.office.household.attachments import veiled
from desk.office.household.contact_ledger import MemberLedger, ledger_of
from desk.office.household.details import (
    AddressLine,
    AnswerLine,
    AttemptLine,
    ContactLine,
    DocumentLine,
    IdentifierLine,
    addresses_of,
    answers_of_sections,
    attempts_of,
    contacts_of,
    documents_of,
    identifiers_of,
)
from desk.office.household.documents import to_renew
from desk.office.household.family import Relative, read_family
from desk.office.household.join_split import with_joined
from desk.office.household.plan_line import PlanEnd, newest_plan, version_of
from desk.office.household.stage import Known, known_of_all
from desk.office.household.story import Event, story_of
from desk.office.household.view_household import viewers_today
from desk.office.interview.known_facts import plain
from desk.office.plan.follow import Due, binding_plans, due_of
from desk.office.plan.meeting import asked_of
from desk.office.road.household_road import RoadSketch, sketch_road
from desk.office.session import ZONE, Session, local

FIMI = "fimi"
BLAMELESS_NOT = ("", "other", "none")


@dataclass(frozen=True)
class NextAppointment:
    """`start`, `end` in the office's time zone; empty texts where there is none."""

    id: str
    start: datetime
    end: datetime
    service: str
    caseworker: str
    room: str
    interpreter: str
    language: str
    bring: tuple[str, ...]
    to_move: str = ""
    """Why it has to move; empty where it stands."""
    answers: tuple[str, ...] = ()
    """What partner officers have said: «Gallo deve confermare»."""
    checks: str | None = None
    """The commitments chosen for it, as the appointment keeps them; None: those due by its day."""
    later_to_move: tuple[Entry, ...] = ()
    """The family's further appointments that have to move."""


@dataclass(frozen=True)
class HouseholdPage:
    """The whole page of one household, as one moment saw it."""

    id: str
    code: str
    name: str
    name_local: str
    language: str
    italian_level: str
    joined_into: str
    caseworker: str
    caseworker_id: str
    viewers: int
    today: date
    members: tuple[Relative, ...]
    journey: JourneyState
    deadlines: tuple[Deadline, ...]
    sign_clock: ClockState | None
    clocks: tuple[ClockState, ...]
    fund: FundFit | None
    story: tuple[Event, ...]
    next: NextAppointment | None
    due: tuple[Due, ...]
    ledger: tuple[MemberLedger, ...]
    documents: tuple[DocumentLine, ...]
    road: RoadSketch | None
    identifiers: tuple[IdentifierLine, ...]
    contacts: tuple[ContactLine, ...]
    attempts: tuple[AttemptLine, ...]
    addresses: tuple[AddressLine, ...]
    housing: tuple[AnswerLine, ...]
    work: tuple[AnswerLine, ...]
    open_interview: str
    open_visit: str
    plan_version: int
    plan_state: str
    plan_binding: int
    """The version whose commitments are followed; 0 where none is."""
    plan_end: PlanEnd | None = None
    """How the newest version was closed."""
    limits: tuple[str, ...] = ()
    """When the family cannot come, in words."""
    waiting: tuple[Waiting, ...] = ()
    """The appointments that it has asked for, or waits for."""

    @property
    def pressing(self) -> tuple[Due, ...]:
        """Commitments that wait for their day, the most pressing first."""
        return tuple(each for each in self.due if each.by is not None and not each.done)

    @property
    def to_check(self) -> tuple[Due, ...]:
        """What the next meeting asks about; without one, what is due today."""
        if self.next is None:
            return asked_of(self.due, None, self.today)
        return asked_of(self.due, self.next.checks, self.next.start.date())

    @property
    def missing(self) -> tuple[DocumentLine, ...]:
        return tuple(line for line in self.documents if line.state != "present")

    @property
    def renewing(self) -> tuple[DocumentLine, ...]:
        """Here, but soon to run out."""
        return tuple(line for line in self.documents if line.state == "present" and to_renew(line.expires, self.today))

    @property
    def address(self) -> AddressLine | None:
        return next((line for line in self.addresses if line.until is None), None)


def read_household(session: Session, household: str) -> HouseholdPage:
    """Raises NotFound where this store has no such household."""
    session.require(May.SEE_HOUSEHOLD)
    today = session.today()
    with session.store.read() as connection:
        family = read_family(connection, household)
        facts = connection.execute(select(household_table).where(household_table.c.id == household)).one()
        families = with_joined(connection, household)
        people = [member.person for member in family.members]
        names = {member.person: member.given for member in family.members}
        confidential = allowed(session.role, May.INTERVIEW)
        staff_names = {
            row.id: f"{row.given or ''} {row.surname or ''}".strip() for row in connection.execute(select(staff))
        }
        known = merged_known(known_of_all(connection, families))
        attempts = attempts_of(connection, families)
        running = connection.execute(
            select(interview.c.id, interview.c.visit)
            .where(
                interview.c.household.in_(families), interview.c.ended_at.is_(None), interview.c.started_at.is_not(None)
            )
            .order_by(interview.c.started_at.desc())
        ).first()
        plan_version, plan_state, plan_end = newest_plan(connection, families)
        binding = binding_plans(connection, families).values()
        return HouseholdPage(
            id=household,
            code=family.code,
            name=family.name,
            name_local=family.name_local or "",
            language=family.language,
            italian_level=facts.italian_level or "",
            joined_into=facts.joined_into or "",
            caseworker=staff_names.get(family.caseworker or "", ""),
            caseworker_id=family.caseworker or "",
            viewers=viewers_today(connection, session, household),
            today=today,
            members=family.members,
            journey=known.journey(),
            deadlines=deadlines(known.deadlines(), today),
            sign_clock=known.sign_clock(today),
            clocks=known.clocks(today),
            fund=_fund(connection, families, today),
            story=story_of(connection, families, attempts, _interpreter_today(connection, families, today)),
            next=_next(connection, families, staff_names, session),
            due=due_of(connection, families, today),
            ledger=ledger_of(connection, families, family, today),
            documents=tuple(
                replace(each, copies=veiled(session, each.copies)) for each in documents_of(connection, families)
            ),
            road=sketch_road(connection, families, len(people), today),
            identifiers=identifiers_of(connection, people),
            contacts=contacts_of(connection, families),
            attempts=attempts,
            addresses=addresses_of(connection, household),
            housing=answers_of_sections(connection, families, names, "housing", confidential=confidential),
            work=answers_of_sections(connection, families, names, "economy", "work", confidential=confidential),
            open_interview=running.id if running else "",
            open_visit=(running.visit or "") if running else "",
            plan_version=plan_version,
            plan_state=plan_state,
            plan_binding=version_of(connection, [version for version, _day in binding]),
            plan_end=plan_end,
            waiting=tuple(each for each in waiting_in(connection) if each.household in families),
            limits=tuple(limit_words(each.rule) for each in lines_of(connection, household, today)),
        )


def merged_known(found: dict[str, Known]) -> Known:
    """What is known of a household together with those joined into it."""
    merged = Known()
    lists = (
        *("applied", "credited", "closed", "signed", "planned", "versions"),
        *("isee", "permits", "papers", "milestones", "met"),
    )
    for known in found.values():
        for name in lists:
            getattr(merged, name).extend(getattr(known, name))
        merged.days |= known.days
        merged.hours |= known.hours
    return merged


def _next(
    connection: Connection, families: list[str], names: dict[str, str], session: Session
) -> NextAppointment | None:
    query = (
        select(appointment, room.c.name.label("room_name"))
        .outerjoin(room, room.c.id == appointment.c.room)
        .where(
            appointment.c.household.in_(families),
            appointment.c.start > session.moment(),
            appointment.c.state.not_in(OFF),
        )
        .order_by(appointment.c.start)
    )
    coming = connection.execute(query).all()
    if not coming:
        return None
    row = coming[0]
    start = local(row.start)
    service = load_services().get(row.service or "")
    day = entries_of(connection, start.date(), 1, session.now())
    entry = next((each for each in day if each.id == row.id), None)
    return NextAppointment(
        row.id,
        start,
        start + timedelta(minutes=row.minutes or 0),
        _(service.title) if service else (row.purpose or ""),
        names.get(row.caseworker or "", ""),
        row.room_name or "",
        names.get(row.interpreter or "", ""),
        row.language or "",
        tuple(msgspec.json.decode(row.bring, type=list[str])) if row.bring else (),
        entry.overlap_words if entry else "",
        tuple(answer_words(each, names.get(each.staff, "–")) for each in entry.said) if entry else (),
        row.checks,
        _to_move(connection, {each.id: local(each.start).date() for each in coming[1:]}, session),
    )


def _to_move(connection: Connection, coming: dict[str, date], session: Session) -> tuple[Entry, ...]:
    """Of these appointments, each with its day, those that have to move."""
    found = (
        entry
        for day in sorted(set(coming.values()))
        for entry in entries_of(connection, day, 1, session.now(), only_faulty=True)
    )
    return tuple(each for each in found if each.id in coming)


def _interpreter_today(connection: Connection, families: list[str], today: date) -> str:
    query = (
        select(staff.c.given, staff.c.surname, appointment.c.start)
        .join(appointment, appointment.c.interpreter == staff.c.id)
        .where(appointment.c.household.in_(families), appointment.c.state.not_in(OFF))
    )
    for row in connection.execute(query):
        if datetime.fromisoformat(row.start).astimezone(ZONE).date() == today:
            return short_name(row.given, row.surname)
    return ""


def _fund(connection: Connection, families: list[str], today: date) -> FundFit | None:
    """FIMI, where arrears and an eviction are known and nothing that is known rules it out."""
    query = select(answer.c.question, answer.c.value).where(
        answer.c.household.in_(families), answer.c.question.like("housing.%"), answer.c.value.is_not(None)
    )
    told = {question: plain(value) for question, value in connection.execute(query)}
    known: dict[Need, bool] = {}
    if "housing.arrears" in told:
        known["arrears"] = told["housing.arrears"] not in ("", "0")
    if "housing.arrears_cause" in told:
        known["blameless"] = told["housing.arrears_cause"] not in BLAMELESS_NOT
    if (stage := told.get("housing.eviction_stage", "")).isdecimal():
        known |= needs_of(HomeTold(stage=int(stage)), today)
    if "housing.registered" in told:
        known["registered"] = told["housing.registered"] == "true"
    if not (known.get("arrears") and known.get("eviction")):
        return None
    isee = connection.execute(
        select(enrolment.c.isee_cents).where(enrolment.c.household.in_(families), enrolment.c.isee_cents.is_not(None))
    ).scalar()
    fits = fitting(load_programmes().funds, FundFacts(isee, known), today)
    return next((fit for fit in fits if fit.fund.id == FIMI), None)


def burning(page: HouseholdPage) -> tuple[Deadline, ...]:
    """What burns or is near, the loudest first."""
    near = [each for each in page.deadlines if each.severity is not Severity.INFORMATION]
    return tuple(sorted(near, key=lambda each: (each.severity is not Severity.DANGER, each.date)))
