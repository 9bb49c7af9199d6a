"""Everything else that can be done with the selected family, by its state: what the menu of Today offers."""

from collections.abc import Callable
from dataclasses import dataclass

from desk.catalogue.services import load_services
from desk.domain.queue import Priority
from desk.domain.roles import May, allowed
from desk.domain.visit import SERVICE_TIME
from desk.i18n import _
from desk.office.session import Session
from desk.ui.presenters.today import Column, TodayPresenter
from desk.ui.presenters.today_actions import TodayActions

PRIORITIES = {
    Priority.EVICTION: "Sfratto vicino",
    Priority.INFANT: "Con neonato",
    Priority.PREGNANCY: "Gravidanza",
    Priority.DISABILITY: "Disabilità",
    Priority.AGE: "Persona anziana",
    Priority.URGENT: "Invio urgente",
}


@dataclass(frozen=True)
class Choice:
    """One line of the menu; `group`: the title of the inner menu that it stands in, empty for the menu itself."""

    words: str
    do: Callable[[], None]
    group: str = ""


def choices(session: Session, day: TodayPresenter, do: TodayActions) -> list[Choice]:
    """What may be done now with the selected row, in order."""
    chosen = day.selected
    if chosen is None:
        return []
    if chosen.column is Column.EXPECTED:
        return _expected(session, chosen.id, do)
    if not allowed(session.role, May.CALL):
        return []
    if chosen.column is Column.WAITING:
        return [*_waiting(session, day, do), *_hand_over(day, do), *_leave(session, do)]
    return [*_in_room(session, day, chosen.id, do), *_hand_over(day, do)]


def _expected(session: Session, appointment: str, do: TodayActions) -> list[Choice]:
    if not allowed(session.role, May.CHECK_IN):
        return []
    return [
        Choice(_("Arrivato"), lambda: do.arrive(appointment)),
        Choice(_("Non viene"), lambda: do.not_coming(appointment)),
        Choice(_("Sposta l'appuntamento"), do.move),
        Choice(_("Segna un tentativo di contatto"), do.open_contacts),
    ]


def _waiting(session: Session, day: TodayPresenter, do: TodayActions) -> list[Choice]:
    found: list[Choice] = []
    row = day.waiting_row()
    if allowed(session.role, May.CHECK_IN):
        group = _("Dai la precedenza")
        found += [
            Choice(_(words), lambda why=priority: do.give_priority(why), group)  # type: ignore[misc]
            for priority, words in PRIORITIES.items()
        ]
        if row is not None and row.waiter.priority is not None:
            found.append(Choice(_("Togli la precedenza"), lambda: do.give_priority(None)))
    return [*found, Choice(_("Parcheggia"), do.park)]


def _leave(session: Session, do: TodayActions) -> list[Choice]:
    return [Choice(_("È andato via"), do.leave)] if allowed(session.role, May.CHECK_IN) else []


def _in_room(session: Session, day: TodayPresenter, visit: str, do: TodayActions) -> list[Choice]:
    row = day.room_row()
    called = row is not None and row.called is not None
    if called:
        again = [Choice(_("Richiama"), lambda: do.recall(visit))] if row is not None and row.may_recall else []
        return [
            *again,
            Choice(_("Entrata"), lambda: do.entered(visit)),
            Choice(_("Non si presenta"), lambda: do.not_appeared(visit)),
            Choice(_("Parcheggia"), do.park),
            *_leave(session, do),
        ]
    return [
        Choice(_("Parcheggia"), do.park),
        Choice(_("Questo tempo è sbagliato: non contarlo"), lambda: do.mark_time(SERVICE_TIME, True)),
        Choice(_("Questo tempo è giusto: contalo"), lambda: do.mark_time(SERVICE_TIME, False)),
    ]


def _hand_over(day: TodayPresenter, do: TodayActions) -> list[Choice]:
    group, found = _("Passa a"), []
    for desk in day.today.desks if day.today else ():
        words = f"{desk.name} · {desk.room_name}" if desk.room_name else desk.name
        found.append(
            Choice(words, lambda who=desk: do.hand_over(caseworker=who.caseworker, to=who.name), group)  # type: ignore[misc]
        )
    for service in load_services().values():
        found.append(
            Choice(
                _("chi fa: {service}").format(service=_(service.title)),
                lambda what=service: do.hand_over(service=what.id, to=_(what.title)),  # type: ignore[misc]
                group,
            )
        )
    return found
