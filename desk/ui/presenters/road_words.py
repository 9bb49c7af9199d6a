"""The words of the road to rent: names of scenarios, sentences, levers, funds, what was assumed. No Qt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from desk.domain.road import Month, Road, months_between
from desk.domain.road_scenario import Lever, Scenario, Step, Work, monthly_cents
from desk.i18n import _, money, n_
from desk.office.day_words import month_name, with_ad
from desk.office.road.page import RoadPage, Turn
from desk.office.road.scenarios import TODAY, TOLD, Saved

NARROW_DAYS = 60


@dataclass(frozen=True)
class Sentence:
    """One of the three sentences: drawing, its tone, and rich text."""

    icon: str
    tone: str
    text: str


@dataclass(frozen=True)
class Beside:
    """One scenario in the comparison, in words."""

    id: str
    name: str
    lease: str
    rent: str
    margin: str
    tone: str
    chosen: bool
    here: bool


def whole(cents: int) -> str:
    """Without cents: an estimate that shows them would promise more than it knows. Less than a euro stays as it is.

    What was told, and what a deposit needs, is no estimate: that is said to the cent."""
    return money(cents if abs(cents) < 100 else cents - cents % 100)


def whole_up(cents: int) -> str:
    """What is missing, rounded up: a euro less would not be enough."""
    return money(-(-cents // 100) * 100)


def month_words(day: date, today: date) -> str:
    """«marzo», with the year where it is not within twelve months."""
    near = 0 <= months_between(today, day) < 12
    return month_name(day) if near else f"{month_name(day)} {day.year}"


def month_and_year(day: date) -> str:
    return f"{month_name(day)} {day.year}"


def letter_of(scenarios: Sequence[Saved], which: str) -> str:
    """A, B, C… in the order of the list."""
    place = next((n for n, each in enumerate(scenarios) if each.id == which), 0)
    return chr(ord("A") + place)


def scenario_words(saved: Saved, page: RoadPage) -> str:
    """Its name; where it has none, what it changes."""
    if saved.name:
        return saved.name
    if saved.kind == TODAY:
        return _("Come oggi")
    changes = _changes_of(saved.scenario, page)
    if not changes:
        return _("Come oggi")
    return changes[0][0].upper() + changes[0][1:] if saved.kind != TOLD or len(changes) == 1 else _("Come promesso")


def _changes_of(scenario: Scenario, page: RoadPage) -> list[str]:
    """What was changed by hand first, then what was promised already."""
    promised = [work for work in scenario.work if work in page.told.promised.work]
    own = [work for work in scenario.work if work not in promised]
    return [*_work_words(own, page), *_other_changes(scenario), *_work_words(promised, page)]


def _work_words(works: Sequence[Work], page: RoadPage) -> list[str]:
    return [
        n_("{hours} ora da {month}", "{hours} ore da {month}", work.hours).format(
            hours=work.hours, month=month_words(work.start, page.told.start)
        )
        for work in sorted(works, key=lambda each: each.start)
    ]


def _other_changes(scenario: Scenario) -> list[str]:
    found = []
    if scenario.sought_cents is not None:
        found.append(_("affitto di {rent}").format(rent=money(scenario.sought_cents)))
    if scenario.saving_cents is not None:
        found.append(_("risparmio di {sum}").format(sum=money(scenario.saving_cents)))
    if scenario.deposit_paid:
        found.append(_("cauzione dal fondo"))
    if scenario.debts_less_cents:
        found.append(_("rate più basse"))
    if scenario.arrears_cents is not None:
        found.append(_("arretrati a rate"))
    return found


def sentences(road: Road, scenario: Scenario, page: RoadPage) -> tuple[Sentence, ...]:
    """What can be paid, what is saved, and whether it comes in time."""
    return _pays(road, scenario, page), _saved(road), _comes(road, page.told.start)


def _pays(road: Road, scenario: Scenario, page: RoadPage) -> Sentence:
    best = road.lease_step or max(road.steps, key=lambda step: step.affordable_cents)
    if not best.affordable_cents:
        return Sentence("work", "warning", _nothing_left(road.months[0]))
    rent = whole(best.affordable_cents)
    work = next((each for each in scenario.work if each.start.replace(day=1) == best.first), None)
    if work is not None:
        text = n_(
            "Con <b>{hours} ora da {month}</b>{whose} la famiglia può pagare un affitto di <b>{rent} al mese</b>.",
            "Con <b>{hours} ore da {month}</b>{whose} la famiglia può pagare un affitto di <b>{rent} al mese</b>.",
            work.hours,
        )
        worker = page.worker(work.person)
        whose = f" ({escape(worker.name)})" if worker is not None and len(page.workers) > 1 else ""
        text = text.format(hours=work.hours, month=month_words(best.first, page.start), whose=whose, rent=rent)
    elif best.first == road.months[0].first:
        text = _("Oggi la famiglia può pagare un affitto di <b>{rent} al mese</b>.").format(rent=rent)
    else:
        month = month_words(best.first, page.start)
        text = _("Da <b>{month}</b> la famiglia può pagare un affitto di <b>{rent} al mese</b>.").format(
            month=month, rent=rent
        )
    return Sentence("work", "info", text)


def _nothing_left(month: Month) -> str:
    """Why no rent at all is within reach."""
    if not month.income_cents:
        return _("Oggi non entra niente: <b>nessun affitto</b> è alla portata.")
    if month.owed_cents >= month.income_cents:
        text = _("Le rate ({owed} al mese) prendono tutte le entrate: per l’affitto non resta <b>niente</b>.")
        return text.format(owed=whole(month.owed_cents))
    return _("Tolte le spese e le rate, per l’affitto non resta <b>niente</b>.")


def _saved(road: Road) -> Sentence:
    there = next((month for month in road.months if month.saved_cents >= road.needed_saving_cents), None)
    if not road.needed_saving_cents:
        text = _("La cauzione la paga il fondo: non serve risparmio.")
    elif there is None:
        text = _("In {months} mesi mette da parte <b>{saved}</b>: per la cauzione servono {needed}.").format(
            months=len(road.months), saved=whole(road.months[-1].saved_cents), needed=money(road.needed_saving_cents)
        )
    else:
        month = _("oggi") if there is road.months[0] else month_and_year(there.first)
        text = _("A <b>{month}</b> ha messo da parte <b>{needed}</b>: la cauzione.")
        if there is road.months[0]:
            text = _("<b>Già questo mese</b> ha da parte <b>{needed}</b>: la cauzione.")
        text = with_ad(text.format(month=month, needed=money(road.needed_saving_cents)))
    return Sentence("card", "info" if there is not None else "warning", text)


def _comes(road: Road, today: date) -> Sentence:
    lease, margin = road.lease_month, road.margin_days
    if lease is None:
        return Sentence("key", "danger", " ".join([_no_lease(road), *_passed(road, today)]))
    if passed := _passed(road, today):
        text = _("Il contratto è possibile da <b>{month}</b>.").format(month=month_and_year(lease))
        return Sentence("key", "danger", " ".join([text, *passed]))
    if margin is None:
        text, tone = _("Il contratto è possibile da <b>{month}</b>.").format(month=month_and_year(lease)), "success"
    elif margin >= 0:
        tone = "success" if margin > NARROW_DAYS else "warning"
        text = n_(
            "Il contratto è possibile <b>{days} giorno prima</b> della data di rilascio.",
            "Il contratto è possibile <b>{days} giorni prima</b> della data di rilascio.",
            margin,
        ).format(days=margin)
        if margin <= NARROW_DAYS:
            text += " " + _("Il margine è stretto.")
    else:
        tone = "danger"
        text = n_(
            "Il contratto arriva <b>{days} giorno dopo</b> la data di rilascio: serve più tempo.",
            "Il contratto arriva <b>{days} giorni dopo</b> la data di rilascio: serve più tempo.",
            -margin,
        ).format(days=-margin)
    if road.falls_from is not None:
        tone = "warning" if tone == "success" else tone
        month = month_and_year(road.falls_from)
        text += " " + _("Da {month} però l’affitto costa di nuovo troppo.").format(month=month)
    return Sentence("key", tone, text)


def _passed(road: Road, today: date) -> list[str]:
    if road.leave_by is None or road.leave_by >= today:
        return []
    return [_("<b>La data di rilascio è passata</b>: chiedi a che punto è lo sfratto.")]


def _no_lease(road: Road) -> str:
    """What is missing first: income, time, savings."""
    text = _("<b>Nessun contratto</b> in {months} mesi.").format(months=len(road.months))
    if road.gap_cents:
        return text + " " + _("Mancano <b>{gap}</b> di reddito al mese.").format(gap=whole_up(road.gap_cents))
    within = [month.affordable_cents >= road.sought_cents for month in road.months]
    ends = next((road.months[n] for n in range(1, len(within)) if within[n - 1] and not within[n]), None)
    if ends is not None:
        said = _("Da <b>{month}</b> l’affitto costa troppo: è alla portata solo per poco.")
        return text + " " + said.format(month=month_and_year(ends.first))
    if road.months[-1].saved_cents < road.needed_saving_cents:
        gap = whole_up(road.needed_saving_cents - road.months[-1].saved_cents)
        return text + " " + _("Per la cauzione mancano <b>{gap}</b>.").format(gap=gap)
    return text + " " + _("L’affitto è alla portata solo per poco.")


def gap_words(road: Road, page: RoadPage) -> tuple[str, str, str]:
    """The income that is needed, the one of today, and what is missing, also in hours of work."""
    needed = _("Serve un reddito di <b>{sum}</b>").format(sum=whole_up(road.needed_income_cents))
    now = _("Oggi <b>{sum}</b>").format(sum=whole(road.months[0].income_cents))
    less = next((month for month in road.months if month.income_cents < road.needed_income_cents), None)
    if less is not None and not road.gap_cents:
        month, sum_ = month_and_year(less.first), whole(less.income_cents)
        now += " &nbsp;·&nbsp; " + _("da {month} <b>{sum}</b>").format(month=month, sum=sum_)
    if not road.gap_cents:
        return needed, now, ""
    missing = _("mancano {sum}").format(sum=whole_up(road.gap_cents))
    hourly = max((each.hourly_cents for each in page.workers), default=page.told.figures.net_hourly_cents)
    hour = monthly_cents(1, hourly)
    hours = -(-road.gap_cents // hour) if hour else 0
    if 0 < hours <= page.told.figures.most_hours * max(1, len(page.workers)):
        missing += " " + n_("({n} ora in più a settimana)", "({n} ore in più a settimana)", hours).format(n=hours)
    return needed, now, missing


def beside_words(road: Road, letter: str) -> str:
    """«Con A: nessun contratto in 24 mesi»."""
    if road.lease_month is None:
        return _("Con {letter}: nessun contratto in {months} mesi").format(letter=letter, months=len(road.months))
    return _("Con {letter}: contratto da {month}").format(letter=letter, month=month_and_year(road.lease_month))


def compared(scenarios: Sequence[Saved], current: str, page: RoadPage) -> tuple[Beside, ...]:
    """All scenarios side by side."""
    rows = []
    for saved in scenarios:
        road = page.road(saved.scenario)
        lease, margin, tone = road.lease, road.margin_days, ""
        said = ""
        if margin is not None:
            tone = "success" if margin >= 0 else "danger"
            said = (
                n_("{n} giorno prima del rilascio", "{n} giorni prima del rilascio", margin).format(n=margin)
                if margin >= 0
                else n_("{n} giorno dopo il rilascio", "{n} giorni dopo il rilascio", -margin).format(n=-margin)
            )
        best = lease or max(road.months, key=lambda month: month.affordable_cents)
        rows.append(
            Beside(
                saved.id,
                f"{letter_of(scenarios, saved.id)} · {scenario_words(saved, page)}",
                month_and_year(lease.first) if lease else _("nessun contratto"),
                _("può pagare {rent}").format(rent=whole(best.affordable_cents)),
                said,
                tone,
                saved.chosen,
                saved.id == current,
            )
        )
    return tuple(rows)


def lever_words(lever: Lever, page: RoadPage) -> tuple[str, str]:
    """«8 ore in più a settimana, Youssef» and «4 mesi prima»."""
    what = _(" e ").join(_step_words(step, page) for step in lever.steps)
    what = what[0].upper() + what[1:]
    if lever.months_sooner is None:
        return what, _("contratto da {month}").format(month=month_and_year(lever.lease_month))
    return what, n_("{n} mese prima", "{n} mesi prima", lever.months_sooner).format(n=lever.months_sooner)


def _step_words(step: Step, page: RoadPage) -> str:
    match step.kind:
        case "hours":
            worker = page.worker(step.person)
            words = n_("{n} ora in più a settimana", "{n} ore in più a settimana", step.by).format(n=step.by)
            if worker is not None and not worker.hours:
                words = n_("un lavoro di {n} ora in più", "un lavoro di {n} ore in più", step.by).format(n=step.by)
            return f"{words} ({worker.name})" if worker is not None and len(page.workers) > 1 else words
        case "saving":
            return _("{sum} in più da parte al mese").format(sum=whole(step.by))
        case "rent":
            return _("un affitto di {sum} più basso").format(sum=whole(step.by))
        case "debts":
            return _("{sum} in meno di rate al mese").format(sum=whole(step.by))
        case "deposit":
            aid = page.told.base.deposit_aid
            sure = aid is not None and aid.certain
            return _("la cauzione pagata dal fondo") if sure else _("la cauzione pagata dal fondo, se spetta")


def no_lever_words(road: Road, page: RoadPage) -> str:
    """Why no change is named."""
    if road.lease_month == page.start:
        return _("Il contratto è già possibile: niente lo anticipa.")
    if road.gap_cents and not road.months[0].income_cents:
        return _("Prima serve un lavoro. Prova le ore a settimana, poi il risparmio.")
    if road.months[0].owed_cents >= road.months[0].income_cents > 0:
        return _("Le rate prendono tutto: prima vanno ridotte, con lo sportello debiti.")
    if road.lease_month is not None:
        return _("Da sola nessuna di queste cifre anticipa il contratto. Prova a cambiarne più di una.")
    return _("Da sola nessuna di queste cifre basta. Prova a cambiarne più di una.")


def turn_words(turns: Sequence[Turn]) -> tuple[tuple[date, str], ...]:
    """One short line for each month in which something changes."""
    found: dict[date, list[str]] = {}
    names = income_words()
    for turn in turns:
        if turn.kind == "work":
            words = n_("{n} ora", "{n} ore", turn.hours).format(n=turn.hours)
        elif turn.kind == "begins":
            words = _("lavora {name}").format(name=turn.what)
        elif turn.kind == "ends":
            words = _("finisce: {what}").format(what=names.get(turn.what, _("Un’entrata")))
        elif turn.kind == "fund":
            words = _("paga il fondo")
        else:
            words = _("debito pagato")
        found.setdefault(turn.month, []).append(words)
    return tuple((month, ", ".join(words)) for month, words in sorted(found.items()))


def income_words() -> dict[str, str]:
    """What money that comes in is called, by where it comes from."""
    return {
        "wages": _("Lavoro"),
        "self_employment": _("Lavoro in proprio"),
        "sia": _("SIA"),
        "benefits": _("Contributi"),
        "naspi": _("NASpI o altra disoccupazione"),
        "child_allowance": _("Assegno per i figli"),
        "pension": _("Pensione o invalidità"),
        "municipal": _("Contributo del Comune"),
        "maintenance": _("Mantenimento"),
        "relatives": _("Aiuto di parenti o amici"),
    }
