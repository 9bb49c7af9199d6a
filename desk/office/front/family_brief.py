"""What the front needs to know of one family before calling it: what burns, who comes, what it should bring."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import msgspec
from sqlalchemy import Connection, select

from desk.db.tables import (
    address,
    appointment,
    contact,
    document,
    enrolment,
    identifier,
    membership,
    plan,
    staff,
    visit,
)
from desk.domain.roles import May
from desk.domain.visit import State
from desk.office.front.desks import short_name
from desk.office.household.documents import PRESENT
from desk.office.household.family import Relative, read_family
from desk.office.interview.known_facts import ACCESS, ACCESS_HOUR, HEARING, HEARING_HOUR, answered_day, answered_hour
from desk.office.plan.follow import Due
from desk.office.plan.meeting import asked_at
from desk.office.session import Session

LOOK_AHEAD = timedelta(days=30)
SIGN_WITHIN = timedelta(days=60)
"""A SIA project is signed within 60 days of the notice of the first credit."""
MOST_ALERTS = 3


class AlertKind(StrEnum):
    """What burns; the order is the order on the screen."""

    ACCESS = "access"
    HEARING = "hearing"
    SIGN = "sign"
    EXPIRES = "expires"


@dataclass(frozen=True)
class Alert:
    """`what`: kind of the paper that expires. `days` may be negative. `hour`: as it was told, «9» or «9:30»."""

    kind: AlertKind
    on: date
    days: int
    what: str = ""
    hour: str = ""


@dataclass(frozen=True)
class Paper:
    """Something that the family should bring; `here` when it was handed in. `kind` is a code or plain words."""

    kind: str
    here: bool


@dataclass(frozen=True)
class FamilyBrief:
    """The detail pane's facts."""

    household: str
    code: str
    name: str
    caseworker: str
    language: str
    street: str
    members: tuple[Relative, ...]
    alerts: tuple[Alert, ...]
    purpose: str
    present: tuple[str, ...]
    phone: str
    phone_verified: bool
    last_visit: date | None
    last_with: str
    bring: tuple[Paper, ...]
    to_check: tuple[Due, ...] = ()
    """Commitments to ask about today."""


def read_brief(session: Session, household: str, *, visit_id: str = "", appointment_id: str = "") -> FamilyBrief:
    """Raises NotFound where the household is not in this store."""
    session.require(May.SEE_TODAY)
    from desk.office.household.contacts import (  # the numbering plans are slow to import; the list comes first
        PHONE,
        shown,
    )

    today = session.today()
    with session.store.read() as connection:
        family = read_family(connection, household)
        row = connection.execute(select(visit).where(visit.c.id == visit_id)).first()
        booking = connection.execute(
            select(appointment).where(appointment.c.id == ((row.appointment if row else None) or appointment_id))
        ).first()
        phone = connection.execute(
            select(contact.c.value, contact.c.verified)
            .where(contact.c.household == household, contact.c.kind == "phone")
            .order_by(contact.c.verified.desc(), contact.c.id)
        ).first()
        before = connection.execute(
            select(visit.c.day, visit.c.caseworker)
            .where(visit.c.household == household, visit.c.state == State.DONE.value, visit.c.day < today.isoformat())
            .order_by(visit.c.day.desc())
        ).first()
        street = connection.execute(
            select(address.c.street, address.c.district).where(
                address.c.household == household, address.c.until.is_(None)
            )
        ).first()
        return FamilyBrief(
            household=household,
            code=family.code,
            name=family.name,
            caseworker=_staff(connection, family.caseworker),
            language=family.language,
            street=(street.street or "") if street else "",
            members=family.members,
            alerts=_alerts(connection, household, today),
            purpose=(row.purpose if row else "") or (booking.purpose if booking else "") or "",
            present=tuple(((row.present if row else "") or "").split()),
            phone=shown(PHONE, phone.value) if phone else "",
            phone_verified=bool(phone and phone.verified),
            last_visit=date.fromisoformat(before.day) if before else None,
            last_with=_staff(connection, before.caseworker) if before else "",
            bring=_bring(connection, household, (booking.bring if booking else "") or ""),
            to_check=asked_at(connection, booking, household, today),
        )


def _staff(connection: Connection, member: str | None) -> str:
    found = connection.execute(select(staff.c.given, staff.c.surname).where(staff.c.id == member)).first()
    return short_name(found.given, found.surname) if found else ""


def _alerts(connection: Connection, household: str, today: date) -> tuple[Alert, ...]:
    found: list[Alert] = []
    for kind, question in ((AlertKind.ACCESS, ACCESS), (AlertKind.HEARING, HEARING)):
        day = answered_day(connection, household, question)
        if day and today <= day <= today + LOOK_AHEAD:
            told = {AlertKind.ACCESS: ACCESS_HOUR, AlertKind.HEARING: HEARING_HOUR}.get(kind)
            hour = answered_hour(connection, household, told) if told else ""
            found.append(Alert(kind, day, (day - today).days, hour=hour))
    credit = connection.execute(
        select(enrolment.c.first_credit_on).where(
            enrolment.c.household == household, enrolment.c.first_credit_on.is_not(None)
        )
    ).scalar()
    signed = connection.execute(
        select(plan.c.id).where(plan.c.household == household, plan.c.signed_on.is_not(None))
    ).first()
    if credit and not signed:
        last_day = date.fromisoformat(credit) + SIGN_WITHIN
        if last_day <= today + LOOK_AHEAD:
            found.append(Alert(AlertKind.SIGN, last_day, (last_day - today).days))
    for what, expires in sorted(set(_expiries(connection, household)), key=lambda each: each[1]):
        day_off = date.fromisoformat(expires)
        if day_off <= today + LOOK_AHEAD:
            found.append(Alert(AlertKind.EXPIRES, day_off, (day_off - today).days, what=what))
    order = list(AlertKind)
    return tuple(sorted(found, key=lambda alert: (order.index(alert.kind), alert.on))[:MOST_ALERTS])


def _expiries(connection: Connection, household: str) -> list[tuple[str, str]]:
    papers = connection.execute(
        select(document.c.kind, document.c.expires).where(
            document.c.household == household, document.c.state == PRESENT, document.c.expires.is_not(None)
        )
    )
    cards = connection.execute(
        select(identifier.c.kind, identifier.c.expires)
        .join(membership, membership.c.person == identifier.c.person)
        .where(membership.c.household == household, membership.c.until.is_(None), identifier.c.expires.is_not(None))
    )
    return [*papers, *cards]


def _bring(connection: Connection, household: str, wanted: str) -> tuple[Paper, ...]:
    states = connection.execute(select(document.c.kind, document.c.state).where(document.c.household == household))
    here = {kind for kind, state in states if state == "present"}
    return tuple(Paper(kind, kind in here) for kind in (msgspec.json.decode(wanted, type=list[str]) if wanted else []))
