"""The words of a plan's way: who has seen it, what the coordinator says, what changed, which clocks run. No Qt."""

from dataclasses import dataclass
from datetime import date

from desk.domain.journey import ClockState
from desk.domain.plan_changes import Change, PlanChange
from desk.i18n import _, n_
from desk.office.day_words import days_left, hour, numbers
from desk.office.plan.steps import Approval
from desk.ui.presenters.plan_page import PlanState

TONES = {"danger": "danger", "warning": "warning", "information": "neutral"}


@dataclass(frozen=True)
class SeenRow:
    """One adult: name, what they take on, and the tag where they have seen it; `has_any`: there is something to see."""

    person: str
    name: str
    words: str
    tag: str
    kind: str
    seen: bool
    has_any: bool = True


@dataclass(frozen=True)
class ClockRow:
    """One clock of the programme: what it is, until when, how long that is; `kind`: of its tag."""

    title: str
    words: str
    left: str
    kind: str


def seen_rows(state: PlanState, today: date) -> tuple[SeenRow, ...]:
    """Every adult of the family, in its order."""
    return tuple(_seen_row(state, member.person, member.name, today) for member in state.adults)


def _seen_row(state: PlanState, person: str, name: str, today: date) -> SeenRow:
    count = len(state.share(person))
    words = n_("{n} impegno", "{n} impegni", count).format(n=count)
    day = state.steps.seen_on.get(person)
    if not count:
        return SeenRow(person, name, _("Ancora nessun impegno"), "", "", seen=False, has_any=False)
    if day is None:
        return SeenRow(person, name, words, "", "", False)
    if state.has_seen(person):
        return SeenRow(person, name, words, _("visto il {day}").format(day=numbers(day, today)), "success", True)
    return SeenRow(person, name, words, _("cambiato dopo il {day}").format(day=numbers(day, today)), "warning", False)


def approval_words(state: PlanState, today: date) -> tuple[str, str, str]:
    """The fact, what else there is to say, and the tone."""
    steps = state.steps
    when = f"{numbers(steps.at.date(), today)}, {hour(steps.at)}" if steps.at else ""
    who = _("{who}, {when}").format(who=steps.by, when=when)
    return {
        Approval.NONE: (_("Approvazione da chiedere"), _not_asked(state), "neutral"),
        Approval.ASKED: (_("Approvazione chiesta"), who, "info"),
        Approval.APPROVED: (_("Approvato"), who, "success"),
        Approval.SENT_BACK: (_("Rimandato indietro: {words}").format(words=steps.words), who, "warning"),
        Approval.CHANGED: (_("Cambiato dopo l’approvazione"), who, "warning"),
    }[steps.approval]


def change_tag(change: Change) -> tuple[str, str, str]:
    """Word, tone and drawing of one kind of change."""
    return {
        Change.NEW: (_("nuovo"), "info", "plus"),
        Change.CHANGED: (_("cambiato"), "warning", "pencil"),
        Change.DONE: (_("fatto"), "success", "check"),
        Change.GONE: (_("tolto"), "neutral", "close"),
    }[change]


def _not_asked(state: PlanState) -> str:
    if state.gaps:
        return _("Si chiede quando il piano è completo: sotto le righe è scritto che cosa manca.")
    return _("La dà il coordinamento, prima della firma.")


def change_words(change: PlanChange, state: PlanState) -> str:
    """«9 · Mette da parte 120 €, prima: Mette da parte 100 €»."""
    number = state.numbers.get(change.id)
    text = change.text.rstrip(".")
    if change.kind == "objective":
        text = _("Obiettivo: {title}").format(title=text)
    if change.before and change.before.rstrip(".") != text:
        text = _("{now} (prima: {before})").format(now=text, before=change.before.rstrip("."))
    return f"{number} · {text}" if number else text


def line_change(line: str, state: PlanState) -> tuple[str, str]:
    """What one line is against the version that the family knows, and its drawing; ("", "") in a first version."""
    if not state.before:
        return "", ""
    found = next((each.change for each in state.changes if each.id == line), None)
    if found is None:
        return _("Uguale alla versione {n}").format(n=state.before), ""
    word, _tone, drawing = change_tag(found)
    return _("{word} dalla versione {n}").format(word=word, n=state.before), drawing


def clock_rows(clocks: tuple[ClockState, ...], today: date) -> tuple[ClockRow, ...]:
    """All clocks of the programme that run, the first to run out first."""
    return tuple(_clock_row(each, today) for each in clocks)


def _clock_row(state: ClockState, today: date) -> ClockRow:
    words = f"{_(state.clock.words)} {numbers(state.ends, today)}"
    return ClockRow(_(state.clock.title), words, days_left(state.ends, today), TONES[state.severity])


def alarm(state: PlanState) -> str:
    """What must not be passed over: the signed words and these differ, or the coordinator sent the plan back."""
    view = state.view
    if view is not None and view.changed_since_signed:
        return _(
            "Un’altra postazione ha scritto qui senza sapere della firma: il foglio firmato dice altro. "
            "Confronta, poi fai una nuova versione."
        )
    if view is not None and view.is_draft and state.steps.approval is Approval.SENT_BACK:
        return _("Da {who}: {words}").format(who=state.steps.by, words=state.steps.words)
    return ""
