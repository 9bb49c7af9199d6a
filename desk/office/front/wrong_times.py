"""A time that staff know to be wrong (somebody forgot to press): it stays, but no figure and no estimate counts it."""

from desk.db.changes import Changes
from desk.domain.roles import May
from desk.domain.visit import SERVICE_TIME, WAITING_TIME
from desk.errors import BadInput
from desk.i18n import _
from desk.office.front.visit_moves import visit_row
from desk.office.session import Session

TIMES = (WAITING_TIME, SERVICE_TIME)


def mark_time(session: Session, visit: str, which: str, *, wrong: bool) -> Changes:
    """`which`: WAITING_TIME or SERVICE_TIME."""
    session.require(May.CALL)
    if which not in TIMES:
        raise BadInput(_("Questo tempo non c'è."))
    with session.store.write(session.staff) as unit:
        marked = set((visit_row(unit, visit)["wrong_times"] or "").split()) - {which}
        if wrong:
            marked.add(which)
        unit.change("visit", visit, wrong_times=" ".join(sorted(marked)) or None)
    return unit.changes
