"""The figures of some days as tables of words: the same for the screen and for the file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from desk.catalogue.services import load_services
from desk.domain.day_figures import Figures
from desk.domain.visit import SERVICE_TIME, WAITING_TIME, State
from desk.i18n import _
from desk.office.front.figures import Report, VisitTimes

Cell = str | int | None


@dataclass(frozen=True)
class Sheet:
    """A table: `name` for its tab; numbers stay numbers, None is an empty cell; figures begin at column `figures`."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] = ()
    figures: int = 1


def service_words(service: str) -> str:
    """The service's title; walk-ins that nobody gave a service."""
    found = load_services().get(service)
    return _(found.title) if found else service or _("senza servizio")


def services_sheet(report: Report) -> Sheet:
    rows = tuple((service_words(service), *_cells(each)) for service, each in report.services.items())
    return Sheet(_("Per servizio"), (_("Servizio"), *_heads()), rows, (_("Tutti"), *_cells(report.total)))


def hours_sheet(report: Report) -> Sheet:
    hours = sorted({*report.hours, *report.desks})
    rows = []
    for hour in hours:
        desks = report.desks.get(hour)
        at_work = (desks.planned, desks.staffed) if desks else (0, 0)
        rows.append((f"{hour}–{hour + 1}", *_cells(report.hours.get(hour, Figures())), *at_work))
    heads = (_("Ora"), *_heads(), _("Operatori in agenda"), _("Operatori al lavoro"))
    return Sheet(_("Per ora"), heads, tuple(rows), (_("Tutte"), *_cells(report.total), None, None))


def short_services(report: Report) -> Sheet:
    """As the screen shows it: the longest time stands beside the typical one."""
    rows = tuple((service_words(service), *_short(each)) for service, each in report.services.items())
    return Sheet(_("Per servizio"), (_("Servizio"), *_short_heads()), rows, (_("Tutti"), *_short(report.total)))


def short_hours(report: Report) -> Sheet:
    """As the screen shows it: who was at work, of those in the diary."""
    rows = []
    for hour in sorted({*report.hours, *report.desks}):
        desks = report.desks.get(hour)
        at_work = _("{n} di {planned}").format(n=desks.staffed, planned=desks.planned) if desks else "–"
        rows.append((f"{hour}–{hour + 1}", *_short(report.hours.get(hour, Figures())), at_work))
    heads = (_("Ora"), *_short_heads(), _("Operatori"))
    return Sheet(_("Per ora"), heads, tuple(rows), (_("Tutte"), *_short(report.total), ""))


def _short_heads() -> tuple[str, ...]:
    return (
        _("In agenda"),
        _("Venuti"),
        _("Non venuti"),
        _("Senza app."),
        _("Attesa (max)"),
        _("Colloquio (max)"),
    )


def _short(each: Figures) -> Sequence[Cell]:
    def both(typical: int | None, longest: int | None) -> str:
        if typical is None or longest is None:
            return "–"
        return f"{typical} ({longest})"

    return (
        each.planned,
        each.kept,
        each.no_show,
        each.walk_ins,
        both(each.waited, each.longest_wait),
        both(each.served, each.longest_served),
    )


def short_visits(report: Report) -> Sheet:
    """As the screen shows it: with the family's name."""
    heads = (_("Numero"), _("Famiglia"), _("Servizio"), _("Stato"), _("Arrivo"), _("Attesa"), _("Colloquio"))
    rows = tuple(
        (
            each.ticket or "–",
            each.name,
            service_words(each.facts.service),
            state_words(each.facts.state),
            _clock(each.facts.arrived),
            *_times(each),
        )
        for each in report.visits
    )
    return Sheet(_("Visite"), heads, rows, figures=4)


def visits_sheet(report: Report) -> Sheet:
    """For the file, which leaves the office: tickets and no names."""
    heads = (
        _("Numero"),
        _("Servizio"),
        _("Stato"),
        _("Appuntamento"),
        _("Arrivo"),
        _("Chiamata"),
        _("Entrata"),
        _("Uscita"),
        _("Attesa"),
        _("Colloquio"),
    )
    return Sheet(_("Visite"), heads, tuple(_visit_cells(each) for each in report.visits), figures=3)


def sheets(report: Report) -> tuple[Sheet, ...]:
    """What goes into the file."""
    return services_sheet(report), hours_sheet(report), visits_sheet(report)


def _heads() -> tuple[str, ...]:
    return (
        _("Appuntamenti"),
        _("Venuti"),
        _("Non venuti"),
        _("Senza app."),
        _("Andati via"),
        _("Attesa tipica"),
        _("Attesa massima"),
        _("Colloquio tipico"),
        _("Colloquio massimo"),
    )


def _cells(each: Figures) -> Sequence[Cell]:
    return (
        each.planned,
        each.kept,
        each.no_show,
        each.walk_ins,
        each.left,
        each.waited,
        each.longest_wait,
        each.served,
        each.longest_served,
    )


def _visit_cells(each: VisitTimes) -> tuple[Cell, ...]:
    facts = each.facts
    return (
        each.ticket or "–",
        service_words(facts.service),
        state_words(facts.state),
        _clock(facts.booked),
        _clock(facts.arrived),
        _clock(facts.called),
        _clock(facts.entered),
        _clock(facts.left),
        *_times(each),
    )


def _times(each: VisitTimes) -> tuple[Cell, Cell]:
    facts = each.facts
    return (
        _("sbagliata") if WAITING_TIME in facts.wrong else facts.waited,
        _("sbagliato") if SERVICE_TIME in facts.wrong else facts.served,
    )


def state_words(state: State) -> str:
    return {
        State.EXPECTED: _("attesa"),
        State.WAITING: _("in attesa"),
        State.CALLED: _("chiamata"),
        State.INSIDE: _("a colloquio"),
        State.PARKED: _("parcheggiata"),
        State.DONE: _("finita"),
        State.MISSED: _("non venuta"),
        State.LEFT: _("andata via"),
    }[state]


def _clock(moment: datetime | None) -> str:
    return f"{moment:%H:%M}" if moment else ""
