"""The words beside the road to rent: funds, the home that is needed, deposit and arrears, what was assumed. No Qt."""

from dataclasses import dataclass

from desk.domain.funds import FundFit
from desk.domain.road import Road
from desk.domain.road_scenario import Scenario
from desk.i18n import _, n_
from desk.office.day_words import numbers
from desk.office.household.details import money
from desk.office.interview.what_it_tells import need_words
from desk.office.road.page import RoadPage
from desk.ui.presenters.road_words import income_words, month_and_year, whole


@dataclass(frozen=True)
class FundWords:
    """A fund that may help: whether nothing is missing, its limits, what is still to be found out, what it asks."""

    title: str
    certain: bool
    limits: str
    missing: str
    asks: str


def fund_words(fit: FundFit, rent_cents: int) -> FundWords:
    fund, limits = fit.fund, []
    if fund.arrears_most is not None:
        limits.append(_("arretrati fino a {sum}").format(sum=money(fund.arrears_most * 100)))
    if fund.deferral_most is not None:
        limits.append(_("per un rinvio fino a {sum}").format(sum=money(fund.deferral_most * 100)))
    if "deposit" in fund.pays:
        limits.append(_("cauzione"))
    if fund.rent_months is not None and fund.rent_months_least is not None:
        months = _("da {least} a {most} mesi di affitto").format(least=fund.rent_months_least, most=fund.rent_months)
        limits.append(months)
    elif fund.rent_months is not None:
        limits.append(_("circa {sum}").format(sum=whole(fund.rent_months * rent_cents)))
    if fund.in_all_most is not None:
        limits.append(_("in tutto {sum}").format(sum=money(fund.in_all_most * 100)))
    if fund.owner_least is not None and fund.owner_most is not None:
        owner = _("al padrone da {least} a {most}")
        limits.append(owner.format(least=money(fund.owner_least * 100), most=money(fund.owner_most * 100)))
    isee = _("ISEE fino a {sum}").format(sum=money(fund.isee_most_cents))
    if fund.ise_most is not None:
        isee = _("{isee} o ISE fino a {sum}").format(isee=isee, sum=money(fund.ise_most * 100))
    limits.append(isee)
    if fund.valid_to is not None:
        limits.append(_("entro il {day}").format(day=numbers(fund.valid_to)))
    if fund.mark == "to confirm":
        limits.append(_("da confermare"))
    missing = [need_words()[need] for need in fit.ask]
    if not fit.isee_known:
        missing.insert(0, _("l’ISEE"))
    said = _("Da sapere: {what}.").format(what=", ".join(missing)) if missing else ""
    asks = " ".join(_(text) for text in (fund.owner, fund.prefers) if text)
    return FundWords(_(fund.title), fit.certain, " · ".join(limits), said, asks)


def home_words(page: RoadPage) -> tuple[str, str]:
    """The home that the law asks for so many people, and what such a home costs."""
    need = n_("{rooms} stanza, almeno {area} m²", "{rooms} stanze, almeno {area} m²", page.rooms)
    need = need.format(rooms=page.rooms, area=page.area)
    if page.rent is None:
        return need, ""
    lowest, highest = money(page.rent.lowest * 100), money(page.rent.highest * 100)
    cost = _("In zona da {lowest} a {highest} al mese.").format(lowest=lowest, highest=highest)
    if page.rent.rooms < page.rooms:
        cost += " " + _("Per case così grandi non c’è un prezzo: sarà di più.")
    return need, cost


def deposit_words(road: Road, scenario: Scenario, page: RoadPage) -> str:
    """How the deposit comes together."""
    needed, facts = road.needed_saving_cents, page.told.base.facts
    if not needed:
        return _("Cauzione: la paga il fondo.")
    saving = sum(flow.cents for flow in facts.savings) if scenario.saving_cents is None else scenario.saving_cents
    text = _("Cauzione: {needed}. Da parte oggi: {saved}.").format(needed=whole(needed), saved=whole(facts.saved_cents))
    there = next((month for month in road.months if month.saved_cents >= needed), None)
    if there is None:
        return text + " " + _("Con {sum} al mese non basta.").format(sum=whole(saving))
    if there is road.months[0]:
        return text
    return (
        text + " " + _("Con {sum} al mese c’è a {month}.").format(sum=whole(saving), month=month_and_year(there.first))
    )


def arrears_words(scenario: Scenario, page: RoadPage) -> str:
    """How the arrears are paid; empty where there are none."""
    told = page.told
    if not told.arrears_cents:
        return ""
    text = _("Arretrati: {sum}.").format(sum=money(told.arrears_cents))
    monthly = told.base.facts.arrears_monthly_cents if scenario.arrears_cents is None else scenario.arrears_cents
    left = told.base.facts.arrears_cents
    if told.aid_cents and scenario.arrears_cents is None:
        text += " " + _("Si chiedono al fondo: fino a {sum}.").format(sum=money(told.aid_cents))
        if not left:
            return text
    elif scenario.arrears_cents is not None:
        left = told.arrears_cents
    if not monthly:
        return text + " " + _("Manca un accordo per pagarli: qui non sono contati.")
    months = -(-left // monthly)
    return (
        text
        + " "
        + n_("A {sum} al mese: {n} mese.", "A {sum} al mese: {n} mesi.", months).format(sum=money(monthly), n=months)
    )


def assumptions(road: Road, scenario: Scenario, page: RoadPage) -> str:
    """What the picture takes for granted; always beside it."""
    figures, told = page.told.figures, page.told
    essentials = whole(figures.essentials.cents(page.members))
    said = [
        _("Affitto al massimo il {percent} % del reddito, e mai più di quanto resta dopo spese e rate.").format(
            percent=figures.sustainable_percent
        ),
        n_("Spese per {n} persona: {sum} al mese.", "Spese per {n} persone: {sum} al mese.", page.members).format(
            n=page.members, sum=essentials
        ),
        _("L’affitto deve restare alla portata per {months} mesi.").format(months=figures.steady_months),
        *_ending(page),
    ]
    if told.open_debts:
        said.append(_("I debiti senza rata non sono contati."))
    if told.base.facts.leave_by is None:
        said.append(_("La data di rilascio non è nota."))
    said += [_(figures.note), _("È una stima, non una promessa.")]
    return " ".join(said)


def _ending(page: RoadPage) -> list[str]:
    words = income_words()
    return [
        _("{income}: fino a {month}.").format(
            income=words.get(flow.label, _("Un’entrata")), month=month_and_year(flow.end)
        )
        for flow in page.told.base.facts.incomes
        if flow.end is not None and flow.cents and flow.end >= page.told.start
    ]


def work_words(scenario: Scenario, page: RoadPage) -> str:
    """What whoever has no work yet should know: what a traineeship pays, and when the status of unemployed ends."""
    idle = {worker.person for worker in page.workers if not worker.hours}
    if not idle:
        return ""
    rules = page.work
    said = _("Un tirocinio dà almeno {full} lordi al mese ({half} per 20 ore), fino a {months} mesi.").format(
        full=money(rules.trainee_full * 100), half=money(rules.trainee_half * 100), months=rules.trainee_months
    )
    most = rules.unemployed_employee * 100
    if any(work.person in idle and work.more_cents * 12 > most for work in scenario.work):
        said += " " + _("Con più di {sum} l’anno finisce lo stato di disoccupazione.").format(sum=money(most))
    return said
