"""The end of a visit: what was agreed, in the words that go on the slip."""

from collections.abc import Sequence

from desk.db.changes import Changes
from desk.domain.roles import May
from desk.domain.visit import Move
from desk.errors import BadInput
from desk.i18n import _
from desk.office.front.visit_moves import make_move
from desk.office.session import Session

MOST_LINES = 3


def close_visit(session: Session, visit: str, *, agreed: Sequence[str], outcome: str = "") -> Changes:
    """The visit is done. `agreed`: one to three lines that the family takes home. `outcome`: a word for the office."""
    session.require(May.CALL)
    lines = [line.strip() for line in agreed if line.strip()]
    if not lines:
        raise BadInput(_("Scrivi almeno una cosa che avete deciso: la famiglia la porta a casa sul foglio."))
    if len(lines) > MOST_LINES:
        raise BadInput(_("Sul foglio ci stanno al massimo {n} righe.").format(n=MOST_LINES))
    with session.store.write(session.staff) as unit:
        make_move(session, unit, visit, Move.CLOSE, agreed="\n".join(lines), outcome=outcome)
    return unit.changes
