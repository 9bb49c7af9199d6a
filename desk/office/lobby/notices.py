"""What kiosks told reception, in words; whoever sees to it closes the line."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from desk.db.changes import Changes
from desk.db.tables import lobby_notice
from desk.domain.roles import May
from desk.i18n import _
from desk.office.lobby.rows import Notice
from desk.office.session import Session, local


@dataclass(frozen=True)
class Told:
    """One open notice: `at` in the office's time zone."""

    id: str
    kind: Notice
    kiosk: str
    at: datetime


def open_notices(session: Session) -> tuple[Told, ...]:
    """Today's notices that nobody has closed, oldest first."""
    with session.store.read() as connection:
        rows = connection.execute(
            select(lobby_notice)
            .where(lobby_notice.c.day == session.today().isoformat(), lobby_notice.c.over == 0)
            .order_by(lobby_notice.c.at, lobby_notice.c.id)
        ).all()
    return tuple(
        Told(row.id, Notice(row.kind), row.kiosk or "", local(row.at)) for row in rows if row.kind in set(Notice)
    )


def close_notice(session: Session, notice: str) -> Changes:
    """Somebody of the staff has seen to it."""
    session.require(May.CHECK_IN)
    with session.store.write(session.staff) as unit:
        unit.change("lobby_notice", notice, over=1)
    return unit.changes


def notice_words(told: Told) -> str:
    """One line for the front desk."""
    texts = {
        Notice.HELP: _("Al totem {n} qualcuno chiede aiuto."),
        Notice.WRONG: _("Al totem {n} una persona non riesce a dire chi è: accompagnala allo sportello."),
        Notice.FORGED: _("Al totem {n} è stato letto un codice non valido: controlla il foglio allo sportello."),
        Notice.NO_PAPER: _("La stampante del totem {n} è senza carta: i numeri si vedono solo sullo schermo."),
        Notice.NO_PRINTER: _("La stampante del totem {n} non risponde: i numeri si vedono solo sullo schermo."),
    }
    return texts[told.kind].format(n=told.kiosk)
