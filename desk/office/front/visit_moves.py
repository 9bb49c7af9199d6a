"""One move of one visit inside a write transaction: checked against the table, told who was faster when refused."""

from typing import Any

from desk.db.rows import Row
from desk.db.unit import Unit
from desk.domain.visit import Move, State, after, stamp
from desk.errors import BadInput, NotFound
from desk.i18n import _
from desk.office.household.last_writer import last_writer
from desk.office.lobby.moves import tell_lobby
from desk.office.session import Session


class AlreadyDone(BadInput):
    """A colleague was faster; the message says who, when and what."""


def visit_row(unit: Unit, visit: str) -> Row:
    """The visit as it stands inside this transaction."""
    found = unit.get("visit", visit)
    if found is None:
        raise NotFound(_("Questa visita non c'è più. Aggiorna la pagina e riprova."))
    return found


def state_of(row: Row) -> State:
    """A visit whose arrival was taken back is expected again."""
    return State(row["state"] or State.EXPECTED)


def make_move(session: Session, unit: Unit, visit: str, move: Move, **values: Any) -> State:
    """Write the new state with its moment and `values`. Raises AlreadyDone where the table has no such move."""
    row = visit_row(unit, visit)
    state = state_of(row)
    reached = after(state, move, row["calls"] or 0, row["times_missed"] or 0)
    if reached is None:
        if (state, move) == (State.CALLED, Move.RECALL):
            raise BadInput(
                _("{ticket} è stato chiamato {n} volte: segna «Non si presenta», poi puoi richiamarlo.").format(
                    ticket=row["ticket"], n=row["calls"]
                )
            )
        raise AlreadyDone(_refusal(unit, row, state))
    if reached is State.MISSED:
        values["times_missed"] = (row["times_missed"] or 0) + 1
    column = stamp(move, row)
    if column:
        values[column] = session.moment()
    unit.change("visit", visit, state=reached.value, **values)
    tell_lobby(session, unit, visit, move)
    return reached


def _refusal(unit: Unit, row: Row, state: State) -> str:
    writer = last_writer(unit.connection, "visit", row["id"], "state")
    texts = {
        State.EXPECTED: _("{ticket} non è ancora arrivato."),
        State.WAITING: _("{ticket} è in attesa: {who} ha fatto così alle {time}."),
        State.CALLED: _("{who} ha già chiamato {ticket} alle {time}. Chiama il prossimo."),
        State.INSIDE: _("{ticket} è già in colloquio: {who}, ore {time}."),
        State.PARKED: _("{ticket} è già parcheggiato: {who}, ore {time}."),
        State.DONE: _("La visita {ticket} è già chiusa: {who}, ore {time}."),
        State.MISSED: _("{ticket} è già tra i non presentati: {who}, ore {time}."),
        State.LEFT: _("{ticket} è già uscito: {who}, ore {time}."),
    }
    return texts[state].format(ticket=row["ticket"] or "–", who=writer.name, time=f"{writer.at:%H:%M}")
