"""What the record says of the journey and the clocks of families: one query per table, for one family or for all."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, select

from desk.catalogue.journey import load_journey
from desk.db.tables import (
    answer,
    attempt,
    document,
    enrolment,
    identifier,
    interview,
    membership,
    note,
    person,
    plan,
    visit,
)
from desk.domain.deadlines import DeadlineFacts
from desk.domain.interview_values import read_time
from desk.domain.journey import ClockState, Event, JourneyFacts, JourneyState, ends_on, running, stage_of
from desk.domain.plan import CLOSED, REPLACED, SIGNED
from desk.domain.visit import State
from desk.office.front.contact_attempts import REACHED
from desk.office.household.documents import PRESENT, document_title
from desk.office.household.milestones import milestones
from desk.office.interview.known_facts import ACCESS, ACCESS_HOUR, HEARING, HEARING_HOUR, day_of, plain
from desk.office.session import local

RELEASE, ISEE_EXPIRES = "housing.release_date", "economy.isee_expires"
_QUESTIONS = (ACCESS, HEARING, ACCESS_HOUR, HEARING_HOUR, RELEASE, ISEE_EXPIRES)
PERMITS = ("residence_permit", "permit")
PERMIT_PAPER = "permit"


@dataclass
class Known:
    """The days that one family's record holds."""

    applied: list[str] = field(default_factory=list)
    credited: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    signed: list[str] = field(default_factory=list)
    planned: list[str] = field(default_factory=list)
    versions: list[tuple[int, str, str, str]] = field(default_factory=list)
    """Of the plan: number, state, day of the signature, day on which it was closed."""
    days: dict[str, date] = field(default_factory=dict)
    hours: dict[str, str] = field(default_factory=dict)
    isee: list[str] = field(default_factory=list)
    permits: list[tuple[str, str]] = field(default_factory=list)
    papers: list[tuple[str, str, str]] = field(default_factory=list)
    milestones: list[tuple[Event, str]] = field(default_factory=list)
    met: list[str] = field(default_factory=list)

    def events(self) -> JourneyFacts:
        """What has happened, by the day it first did."""
        interviews = sorted(self.closed)
        analysed = [local(moment).date() for moment in interviews[1:2]] or _dates(self.planned)
        happened: dict[Event, date | None] = {
            "applied": _first(self.applied),
            "first_credit": _first(self.credited),
            "welcomed": local(interviews[0]).date() if interviews else None,
            "analysed": min(analysed, default=None),
            "plan_signed": _first(self.signed),
            "last_signed": self._binds_since(),
            "plan_closed": self._closed_on(),
            "last_contact": max((local(moment).date() for moment in self.met), default=None),
        }
        happened |= {event: local(moment).date() for event, moment in self.milestones}
        return JourneyFacts({event: day for event, day in happened.items() if day})

    def _binds_since(self) -> date | None:
        """The signature of the newest version, if that was not closed."""
        newest = max((each for each in self.versions if each[1] in (SIGNED, CLOSED)), default=None)
        return date.fromisoformat(newest[2]) if newest and newest[1] == SIGNED and newest[2] else None

    def _closed_on(self) -> date | None:
        """While no newer version has been begun: that one starts the clocks again."""
        newest = max((each for each in self.versions if each[1] != REPLACED), default=None)
        return date.fromisoformat(newest[3]) if newest and newest[1] == CLOSED and newest[3] else None

    def journey(self) -> JourneyState:
        return stage_of(load_journey(), self.events())

    def sign_clock(self, today: date) -> ClockState | None:
        """The SIA clock, while it runs."""
        clocks = [clock for clock in load_journey().clocks if clock.id == "sign"]
        return next(iter(running(clocks, self.events(), today)), None)

    def clocks(self, today: date) -> tuple[ClockState, ...]:
        """Every clock of the programme that runs today, the first to run out first."""
        return running(load_journey().clocks, self.events(), today)

    def deadlines(self) -> DeadlineFacts:
        on, events = self.days, self.events()
        isee = max([*_dates(self.isee), *([on[ISEE_EXPIRES]] if ISEE_EXPIRES in on else [])], default=None)
        sign = next((clock for clock in load_journey().clocks if clock.id == "sign"), None)
        return DeadlineFacts(
            hearing=on.get(HEARING),
            release=on.get(RELEASE),
            access=on.get(ACCESS),
            sign_by=ends_on(sign, events) if sign else None,
            signed=bool(self.signed),
            isee_expires=isee,
            hearing_hour=self.hours.get(HEARING_HOUR, ""),
            access_hour=self.hours.get(ACCESS_HOUR, ""),
            permits=tuple((name, date.fromisoformat(day)) for name, day in self.permits),
            papers=tuple(self._papers()),
        )

    def _papers(self) -> Iterator[tuple[str, date]]:
        """What runs out besides the ISEE and the permits whose card is known."""
        for kind, given, day in self.papers:
            if kind != "isee" and not (kind == PERMIT_PAPER and (given, day) in self.permits):
                title = document_title(kind)
                yield (f"{title} ({given})" if given else title), date.fromisoformat(day)


def known_of_all(connection: Connection, households: Collection[str] | None = None) -> dict[str, Known]:
    """Household → what is known; None for every household."""
    found: dict[str, Known] = {}

    def rows(query: Select[Any], column: Any) -> Iterable[tuple[Known, Any]]:
        narrowed = query if households is None else query.where(column.in_(households))
        for row in connection.execute(narrowed):
            if row[0]:
                yield found.setdefault(row[0], Known()), row

    for known, row in rows(
        select(enrolment.c.household, enrolment.c.applied_on, enrolment.c.first_credit_on), enrolment.c.household
    ):
        known.applied += [row[1]] if row[1] else []
        known.credited += [row[2]] if row[2] else []
    closed = select(interview.c.household, interview.c.started_at).where(interview.c.ended_at.is_not(None))
    for known, row in rows(closed, interview.c.household):
        known.closed += [row[1]] if row[1] else []
        known.met += [row[1]] if row[1] else []
    visits = select(visit.c.household, visit.c.entered_at).where(visit.c.state == State.DONE.value)
    for known, row in rows(visits, visit.c.household):
        known.met += [row[1]] if row[1] else []
    reached = select(attempt.c.household, attempt.c.at).where(attempt.c.outcome == REACHED)
    for known, row in rows(reached, attempt.c.household):
        known.met += [row[1]] if row[1] else []
    versions = select(
        plan.c.household, plan.c.made_on, plan.c.signed_on, plan.c.version, plan.c.state, plan.c.closed_on
    )
    for known, row in rows(versions, plan.c.household):
        known.planned += [row[1]] if row[1] else []
        known.signed += [row[2]] if row[2] else []
        known.versions.append((row[3] or 0, row[4] or "", row[2] or "", row[5] or ""))
    steps = select(note.c.household, note.c.about, note.c.at).where(note.c.about.in_(milestones()))
    for known, row in rows(steps, note.c.household):
        known.milestones.append((row[1], row[2]))
    asked = select(answer.c.household, answer.c.question, answer.c.value).where(answer.c.question.in_(_QUESTIONS))
    for known, row in rows(asked, answer.c.household):
        day = day_of(row[2])
        if day:
            known.days[row[1]] = day
        elif row[1] in (HEARING_HOUR, ACCESS_HOUR) and (told := read_time(plain(row[2]))):
            known.hours[row[1]] = told
    papers = (
        select(document.c.household, document.c.kind, person.c.given, document.c.expires)
        .outerjoin(person, person.c.id == document.c.person)
        .where(document.c.state == PRESENT, document.c.expires.is_not(None))
    )
    for known, row in rows(papers, document.c.household):
        known.papers.append((row[1] or "", row[2] or "", row[3]))
        if row[1] == "isee":
            known.isee.append(row[3])
    permits = (
        select(membership.c.household, person.c.given, identifier.c.expires)
        .join(person, person.c.id == membership.c.person)
        .join(identifier, identifier.c.person == person.c.id)
        .where(
            identifier.c.kind.in_(PERMITS),
            identifier.c.value.is_not(None),  # one that was taken away keeps its day
            identifier.c.expires.is_not(None),
            membership.c.until.is_(None),
        )
    )
    for known, row in rows(permits, membership.c.household):
        known.permits.append((row[1] or "", row[2]))
    return found


def _dates(texts: Iterable[str]) -> list[date]:
    return [date.fromisoformat(text) for text in texts]


def _first(texts: list[str]) -> date | None:
    return min(_dates(texts), default=None)
