"""What may be done with an appointment now: its step from row and visit, and the refusal in words."""

from desk.db.rows import Row
from desk.db.unit import Unit
from desk.domain.appointment import Step, may_follow, step_of
from desk.errors import BadInput
from desk.i18n import _
from desk.office.front.check_in import visit_of


def step_words(step: Step) -> str:
    """Where it stands, for staff."""
    return {
        Step.REQUESTED: _("Richiesto"),
        Step.WAITING_LIST: _("In lista d'attesa"),
        Step.SCHEDULED: _("Prenotato"),
        Step.ARRIVED: _("La famiglia è arrivata, aspetta"),
        Step.CHECKED_IN: _("La famiglia è stata chiamata"),
        Step.IN_PROGRESS: _("In corso"),
        Step.COMPLETED: _("Finito"),
        Step.CANCELLED: _("Disdetto"),
        Step.MISSED: _("La famiglia non si è presentata"),
    }[step]


def step_in(unit: Unit, row: Row) -> Step:
    """The step of this appointment row inside the transaction."""
    visit = unit.get("visit", visit_of(str(row["id"]))) or {}
    return step_of(row["state"], visit.get("state"))


def refuse_step(unit: Unit, row: Row, then: Step) -> None:
    """Raises BadInput where the step may not follow now."""
    now = step_in(unit, row)
    if may_follow(now, then):
        return
    if now is Step.CANCELLED and then is not Step.SCHEDULED:
        raise BadInput(_("Questo appuntamento è già disdetto."))
    raise BadInput(
        _("Non si può più: l'appuntamento ora è «{now}».").format(now=step_words(now).lower())
        + (" " + _("Prenota un nuovo appuntamento.") if now in (Step.MISSED, Step.COMPLETED) else "")
    )
