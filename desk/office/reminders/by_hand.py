"""What people do for a reminder: call, print a letter, note that a message came back or that the family cannot come."""

from collections.abc import Sequence
from dataclasses import dataclass

from desk.db.changes import Changes
from desk.db.unit import Unit
from desk.domain.reminders import Way
from desk.domain.roles import May
from desk.errors import BadInput
from desk.i18n import _
from desk.office.appointments.book_appointment import cancel_appointment, restore_appointment
from desk.office.papers.appointment_slip import appointment_slip
from desk.office.papers.kinds import Kind, Paper
from desk.office.papers.ledger import record_paper
from desk.office.papers.make import make_paper
from desk.office.reminders.channels import BOUNCED
from desk.office.reminders.plan import CANNOT, FAILED, LETTER, NO_ANSWER, SENT, TOLD, Owed
from desk.office.session import Session

_CALLS = {TOLD: "reached", NO_ANSWER: "no_answer"}
"""What the ledger of attempts calls each outcome of a call."""


@dataclass(frozen=True)
class Freed:
    """An appointment that was cancelled because the family said so, and what takes that back."""

    appointment: str
    batch: str


def called(session: Session, owed: Owed, state: str) -> Changes:
    """Somebody called: the family knows, or nobody answered and it stays on the list."""
    session.require(May.BOOK)
    if state not in _CALLS:
        raise BadInput(_("Scegli il modo e l'esito."))
    with session.store.write(session.staff) as unit:
        _row(session, unit, owed, state, Way.CALL)
        _attempt(session, unit, owed, "phone", _CALLS[state])
    return unit.changes


@dataclass(frozen=True)
class Letter:
    """One letter for the post; `paper`: what the ledger of papers keeps of it."""

    owed: Owed
    pdf: bytes
    paper: Paper | None


def letter_for(session: Session, owed: Owed) -> Letter:
    """The invitation to this appointment; where an earlier one comes first, the slip of this one."""
    paper = make_paper(session, Kind.INVITATION, owed.home.id)
    if paper.of == owed.appointment:
        return Letter(owed, paper.pdf, paper)
    return Letter(owed, appointment_slip(session, owed.appointment), None)


def letters_printed(session: Session, letters: Sequence[Letter]) -> Changes:
    """They go out with the post; the ledger of papers keeps them. Undone, they stand on the list again."""
    session.require(May.BOOK)
    for each in letters:
        if each.paper is not None:
            record_paper(session, each.paper)
    every = [each.owed for each in letters]
    with session.store.write(session.staff) as unit:
        for owed in every:
            _row(session, unit, owed, LETTER, Way.LETTER)
            _attempt(session, unit, owed, "letter", "message_left")
    return unit.changes


def came_back(session: Session, owed: Owed) -> Changes:
    """A message that had left did not arrive: the family is told another way."""
    session.require(May.BOOK)
    with session.store.write(session.staff) as unit:
        for each in owed.tried:
            if each.state == SENT:
                unit.change("reminder", each.id, state=FAILED, fault=BOUNCED, at=session.moment())
    return unit.changes


def cannot_come(session: Session, owed: Owed) -> Freed:
    """They answered, by whatever way: the appointment is cancelled and everybody's time is free."""
    cancel_appointment(session, owed.appointment)
    with session.store.write(session.staff) as unit:
        _row(session, unit, owed, CANNOT, owed.reach.way)
        _attempt(session, unit, owed, "phone" if owed.reach.way is Way.CALL else "message", "reached")
    return Freed(owed.appointment, unit.changes.batch)


def take_back(session: Session, freed: Freed) -> None:
    """They come after all. Raises Clash where the time has been given to somebody else since."""
    restore_appointment(session, freed.appointment)
    session.store.undo(freed.batch, session.staff)


def _row(session: Session, unit: Unit, owed: Owed, state: str, way: Way) -> None:
    unit.put(
        "reminder",
        key=owed.key,
        household=owed.home.id,
        appointment=owed.appointment,
        kind=owed.kind.id,
        start=owed.start.isoformat(),
        device=session.store.device,
        state=state,
        way=way.value,
        at=session.moment(),
        by=session.staff,
    )


def _attempt(session: Session, unit: Unit, owed: Owed, channel: str, outcome: str) -> None:
    unit.put(
        "attempt",
        household=owed.home.id,
        at=session.moment(),
        by=session.staff,
        channel=channel,
        outcome=outcome,
        note=_("Promemoria dell'appuntamento"),
    )
