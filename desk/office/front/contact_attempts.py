"""The ledger of attempts to reach a family, the failed ones too: it shows when somebody is getting lost."""

from desk.db.changes import Changes
from desk.domain.roles import May
from desk.errors import BadInput
from desk.i18n import _
from desk.office.household.members import standing
from desk.office.session import Session

REACHED = "reached"


def record_attempt(
    session: Session, household: str, *, channel: str, outcome: str, note: str = "", person: str | None = None
) -> Changes:
    """Add a line; lines are never changed."""
    session.require(May.EDIT_HOUSEHOLD)
    if channel not in channels() or outcome not in outcomes():
        raise BadInput(_("Scegli il modo e l'esito."))
    with session.store.write(session.staff) as unit:
        standing(unit, household)
        unit.put(
            "attempt",
            household=household,
            person=person,
            at=session.moment(),
            by=session.staff,
            channel=channel,
            outcome=outcome,
            note=" ".join(note.split()) or None,
        )
    return unit.changes


def channels() -> dict[str, str]:
    """How somebody tried."""
    return {
        "phone": _("Telefonata"),
        "message": _("Messaggio"),
        "letter": _("Lettera"),
        "email": _("E-mail"),
        "home": _("Visita a casa"),
        "partner": _("Tramite un altro servizio"),
    }


def outcomes() -> dict[str, str]:
    """What came of it."""
    return {
        "reached": _("riuscita"),
        "no_answer": _("senza risposta"),
        "message_left": _("lasciato un messaggio"),
        "wrong": _("recapito sbagliato"),
        "refused": _("non vuole parlare"),
    }
