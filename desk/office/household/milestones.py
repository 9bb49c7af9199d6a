"""Steps of the journey that nothing else tells: work found, home found, lease signed, accompaniment over.

Each is a note about that step, so it stands in the family's story, with its day and who wrote it.
"""

from collections.abc import Mapping
from datetime import date, datetime, time
from types import MappingProxyType

from sqlalchemy import select

from desk.db.changes import Changes
from desk.db.tables import note
from desk.domain.journey import Event
from desk.domain.roles import May
from desk.errors import BadInput
from desk.i18n import _
from desk.office.appointments.diaries import utc_text
from desk.office.household.family import read_family
from desk.office.session import ZONE, Session

NOON = time(12)


def milestones() -> Mapping[Event, str]:
    """Event → its words in the story."""
    return MappingProxyType(
        {
            "income_found": _("Lavoro trovato"),
            "home_found": _("Casa trovata"),
            "lease_signed": _("Contratto di affitto firmato"),
            "accompaniment_ended": _("Accompagnamento finito"),
            "informed": _("Progetto comunicato all’INPS"),
        }
    )


def record_milestone(session: Session, household: str, event: Event, on: date | None = None) -> Changes:
    """Without a day: today. Raises BadInput for a day to come, or a step that is recorded already."""
    session.require(May.EDIT_HOUSEHOLD)
    words = milestones().get(event)
    if words is None:
        raise BadInput(_("Questa tappa si segna da sola."))
    day = on or session.today()
    if day > session.today():
        raise BadInput(_("La tappa non può essere in un giorno futuro."))
    with session.store.write(session.staff) as unit:
        read_family(unit.connection, household)
        known = select(note.c.id).where(note.c.household == household, note.c.about == event)
        if unit.connection.execute(known).first():
            raise BadInput(_("Questa tappa è già segnata: guarda la storia della famiglia."))
        moment = session.moment() if day == session.today() else utc_text(datetime.combine(day, NOON, ZONE))
        unit.put("note", household=household, at=moment, by=session.staff, about=event, text=words)
    return unit.changes
