"""Where an appointment stands, for the eye: the word, its colour and its drawing. Never the colour alone."""

from dataclasses import dataclass

from desk.domain.appointment import Step
from desk.domain.visit import State
from desk.i18n import _
from desk.office.appointments.appointment_steps import step_words


@dataclass(frozen=True)
class Standing:
    """`tone`: one of the six grounds of the screens; `icon`: a name of the drawings."""

    words: str
    tone: str
    icon: str


LOOKS = {
    Step.REQUESTED: ("neutral", "pencil"),
    Step.WAITING_LIST: ("warning", "clock"),
    Step.SCHEDULED: ("info", "calendar"),
    Step.ARRIVED: ("warning", "person"),
    Step.CHECKED_IN: ("interpreter", "volume"),
    Step.IN_PROGRESS: ("success", "door"),
    Step.COMPLETED: ("neutral", "check"),
    Step.CANCELLED: ("danger", "trash"),
    Step.MISSED: ("danger", "close"),
}


def standing(step: Step, state: str = "") -> Standing:
    """`state`: what the visit says, which knows more than the step."""
    words: dict[str, str] = {
        State.WAITING: _("È arrivata, aspetta"),
        State.CALLED: _("È stata chiamata"),
        State.INSIDE: _("È in stanza"),
        State.PARKED: _("Aspetta un collega"),
        State.DONE: _("Finito"),
        State.MISSED: _("Non si è presentata"),
        State.LEFT: _("È andata via"),
    }
    tone, icon = LOOKS[step]
    return Standing(words.get(state, step_words(step)), tone, "clock" if state == State.PARKED else icon)
