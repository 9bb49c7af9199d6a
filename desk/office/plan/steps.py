"""From draft to signature to end: who has seen it, what the coordinator says, signed, closed. Steps are only added."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Connection, select

from desk.catalogue.plan_library import load_plan_library
from desk.db.changes import Changes
from desk.db.tables import plan, plan_step, staff
from desk.db.unit import Unit
from desk.domain.plan import CLOSED, SIGNED, Missing, PlanView, missing, share_of, words_of
from desk.domain.roles import May, allowed
from desk.errors import BadInput, NotAllowed, NotFound
from desk.i18n import _
from desk.office.front.desks import short_name
from desk.office.household.family import read_family
from desk.office.plan.plan import require_draft, view_of
from desk.office.plan.suggestions import urgent_areas
from desk.office.session import Session, local


class Kind(StrEnum):
    """What a step is."""

    SEEN = "seen"
    ASKED = "asked"
    APPROVED = "approved"
    SENT_BACK = "sent_back"


class Approval(StrEnum):
    """What the coordinator says of the plan as it stands now; `changed`: approved, and written on since."""

    NONE = "none"
    ASKED = "asked"
    APPROVED = "approved"
    SENT_BACK = "sent_back"
    CHANGED = "changed"


@dataclass(frozen=True)
class Steps:
    """`by`, `at`, `words`: of the newest request or decision; `seen`: adult → the fingerprint of what they saw and the
    day on which they did."""

    approval: Approval = Approval.NONE
    by: str = ""
    at: datetime | None = None
    words: str = ""
    seen: Mapping[str, str] = field(default_factory=dict)
    seen_on: Mapping[str, date] = field(default_factory=dict)


def read_steps(connection: Connection, view: PlanView) -> Steps:
    query = (
        select(plan_step, staff.c.given, staff.c.surname)
        .outerjoin(staff, staff.c.id == plan_step.c.by)
        .where(plan_step.c.plan == view.id, plan_step.c.kind.is_not(None), plan_step.c.at.is_not(None))
        .order_by(plan_step.c.at, plan_step.c.id)
    )
    rows = connection.execute(query).all()
    shares = {row.person: row.saw or "" for row in rows if row.kind == Kind.SEEN}
    days = {row.person: local(row.at).date() for row in rows if row.kind == Kind.SEEN}
    said = [row for row in rows if row.kind != Kind.SEEN]
    if not said:
        return Steps(seen=shares, seen_on=days)
    last = said[-1]
    approval = Approval(last.kind)
    if approval is Approval.APPROVED and last.saw != words_of(view.objectives):
        approval = Approval.CHANGED
    return Steps(approval, short_name(last.given, last.surname), local(last.at), last.words or "", shares, days)


def record_seen(session: Session, plan_id: str, person: str) -> Changes:
    """This member has read, or was read, everything that they take on."""
    session.require(May.PLAN)
    with session.store.write(session.staff) as unit:
        view = _view(unit, plan_id)
        _step(session, unit, view, Kind.SEEN, saw=share_of(person, view.objectives), person=person)
    return unit.changes


def ask_approval(session: Session, plan_id: str) -> Changes:
    """The caseworker thinks it is ready: it is complete, every adult has seen their part."""
    session.require(May.PLAN)
    needed = _needed(session, plan_id)
    with session.store.write(session.staff) as unit:
        require_draft(unit, plan_id)
        view = _view(unit, plan_id)
        _require_complete(unit, view, needed)
        _step(session, unit, view, Kind.ASKED, saw=words_of(view.objectives))
    return unit.changes


def approve(session: Session, plan_id: str) -> Changes:
    """The coordinator agrees with these very words, which the family knows; written on, the plan needs it anew."""
    session.require(May.APPROVE)
    needed = _needed(session, plan_id)
    with session.store.write(session.staff) as unit:
        require_draft(unit, plan_id)
        view = _view(unit, plan_id)
        _require_complete(unit, view, needed)
        _step(session, unit, view, Kind.APPROVED, saw=words_of(view.objectives))
    return unit.changes


def send_back(session: Session, plan_id: str, words: str) -> Changes:
    """Not like this: the words say what to do."""
    session.require(May.APPROVE)
    if not words.strip():
        raise BadInput(_("Scrivi che cosa va cambiato: chi ha scritto il piano deve saperlo."))
    with session.store.write(session.staff) as unit:
        require_draft(unit, plan_id)
        view = _view(unit, plan_id)
        said = " ".join(words.split())
        _step(session, unit, view, Kind.SENT_BACK, saw=words_of(view.objectives), words=said)
    return unit.changes


def sign_plan(session: Session, plan_id: str, on: date | None = None) -> Changes:
    """Signed on paper, today or before: this version changes no more. Who may approve approves by signing."""
    session.require(May.PLAN)
    day, needed = on or session.today(), _needed(session, plan_id)
    with session.store.write(session.staff) as unit:
        require_draft(unit, plan_id)
        view = _view(unit, plan_id)
        if not view.made_on <= day <= session.today():
            raise BadInput(_("La firma sta tra il giorno della bozza e oggi."))
        _require_complete(unit, view, needed)
        if read_steps(unit.connection, view).approval is not Approval.APPROVED:
            if not allowed(session.role, May.APPROVE):
                raise NotAllowed(_("Prima della firma il coordinamento deve approvare il piano."))
            _step(session, unit, view, Kind.APPROVED, saw=words_of(view.objectives))
        unit.change(
            "plan",
            plan_id,
            state=SIGNED,
            signed_on=day.isoformat(),
            signed_words=words_of(view.objectives),
        )
    return unit.changes


def close_plan(session: Session, plan_id: str, outcome: str, words: str = "") -> Changes:
    """The plan has come to its end. `outcome`: one of the library's."""
    session.require(May.PLAN)
    if outcome not in outcomes():
        raise BadInput(_("Scegli come è finito il piano."))
    with session.store.write(session.staff) as unit:
        view = _view(unit, plan_id)
        if view.state != SIGNED:
            raise BadInput(_("Si chiude solo un piano firmato."))
        unit.change(
            "plan",
            plan_id,
            state=CLOSED,
            closed_on=session.today().isoformat(),
            outcome=outcome,
            closing_words=" ".join(words.split()) or None,
        )
    return unit.changes


def outcomes() -> dict[str, str]:
    """How a plan may end, in staff words."""
    return {each.id: _(each.title) for each in load_plan_library().outcomes}


def lacking(view: PlanView, urgent: tuple[str, ...], adults: tuple[str, ...], steps: Steps) -> tuple[Missing, ...]:
    """Everything that stands between the plan and its signature, but for the coordinator."""
    return missing(view.objectives, urgent, adults, steps.seen)


@dataclass(frozen=True)
class _Needed:
    """What a complete plan of this family does not pass over; read before the transaction begins."""

    urgent: tuple[str, ...]
    adults: tuple[str, ...]


def _needed(session: Session, plan_id: str) -> _Needed:
    with session.store.read() as connection:
        home = connection.execute(select(plan.c.household).where(plan.c.id == plan_id)).scalar()
        if home is None:
            raise NotFound(_("Questo piano non c'è più."))
        adults = tuple(member.person for member in read_family(connection, home).adults(session.today()))
    return _Needed(urgent_areas(session, home), adults)


def _require_complete(unit: Unit, view: PlanView, needed: _Needed) -> None:
    """The window says before what lacks; this is for two desks that write at once."""
    if lacking(view, needed.urgent, needed.adults, read_steps(unit.connection, view)):
        raise BadInput(_("Il piano non è ancora completo: sotto le righe è scritto che cosa manca."))


def _view(unit: Unit, plan_id: str) -> PlanView:
    row = unit.get("plan", plan_id)
    if row is None:
        raise NotFound(_("Questo piano non c'è più."))
    return view_of(unit.connection, row)


def _step(
    session: Session, unit: Unit, view: PlanView, kind: Kind, *, saw: str, person: str = "", words: str = ""
) -> None:
    unit.put(
        "plan_step",
        household=view.household,
        plan=view.id,
        kind=kind.value,
        person=person or None,
        at=session.moment(),
        by=session.staff,
        words=words or None,
        saw=saw,
    )
