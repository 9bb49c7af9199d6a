"""The words beside the road to rent: funds, the home that is needed, deposit and arrears, what was assumed. No Qt."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from desk.catalogue.programmes import load_programmes
from desk.domain.funds import Fund, FundTime
from desk.domain.measures import measure_on
from desk.domain.road import Flow, Road, months_between
from desk.domain.road_figures import Mark
from desk.domain.road_scenario import Scenario
from desk.i18n import _, money, n_, percent
from desk.office.day_words import numbers, with_ad
from desk.office.road.fund_asks import after_words, ask_words, lack_words
from desk.office.road.money_lines import SIA
from desk.office.road.page import RoadPage
from desk.ui.presenters.road_words import income_words, month_and_year, whole


@dataclass(frozen=True)
class FundWords:
    """A fund that may help: now, later or perhaps; its limits, from and to when, what is still to be found out, whether
    it is in the sum, what it asks."""

    title: str
    state: Literal["sure", "later", "unsure"]
    limits: str
    when: str
    missing: str
    sum: str
    asks: str


def fund_words(time: FundTime, scenario: Scenario, page: RoadPage) -> FundWords:
    fund, rent = time.fund, page.told.base.facts.sought_cents
    rent = rent if scenario.sought_cents is None else scenario.sought_cents
    missing = ", ".join(ask_words()[ask] for ask in time.ask)
    waits = time.begins > page.told.start
    return FundWords(
        _(fund.title),
        "unsure" if time.ask else "later" if waits else "sure",
        " · ".join(_limits(fund, rent)),
        " ".join(_days(time, page)),
        _("Da sapere: {what}.").format(what=missing) if missing else "",
        _in_the_sum(time, scenario, page),
        " ".join(_(text) for text in (fund.owner, fund.prefers) if text),
    )


def _limits(fund: Fund, rent_cents: int) -> Iterator[str]:
    if fund.arrears_most is not None:
        yield _("arretrati fino a {sum}").format(sum=money(fund.arrears_most * 100))
    if fund.deferral_most is not None:
        yield _("per un rinvio fino a {sum}").format(sum=money(fund.deferral_most * 100))
    if "deposit" in fund.pays:
        yield _("cauzione")
    if fund.rent_months is not None and fund.rent_months_least is not None:
        yield _("da {least} a {most} mesi di affitto").format(least=fund.rent_months_least, most=fund.rent_months)
    elif fund.rent_months is not None:
        yield _("circa {sum}").format(sum=whole(fund.rent_months * rent_cents))
    if fund.in_all_most is not None:
        yield _("in tutto {sum} a famiglia").format(sum=money(fund.in_all_most * 100))
    if fund.owner_least is not None and fund.owner_most is not None:
        owner = _("al padrone da {least} a {most}")
        yield owner.format(least=money(fund.owner_least * 100), most=money(fund.owner_most * 100))
    if fund.certificate_months is not None:
        held = n_("il certificato vale {n} mese", "il certificato vale {n} mesi", fund.certificate_months)
        yield held.format(n=fund.certificate_months)
    isee = _("ISEE fino a {sum}").format(sum=money(fund.isee_most_cents))
    if fund.ise_most is not None:
        isee = _("{isee} o ISE fino a {sum}").format(isee=isee, sum=money(fund.ise_most * 100))
    yield isee
    if fund.mark == "to confirm":
        yield _("da confermare")


def _days(time: FundTime, page: RoadPage) -> Iterator[str]:
    """From when, what is missing meanwhile, and until when."""
    if time.begins > page.told.start:
        lacks = ", ".join(lack_words()[lack] for lack in time.lacks)
        yield _("Dal {day}. Fino ad allora: {why}.").format(day=numbers(time.begins), why=lacks)
    if time.ends is not None:
        yield _("Fino al {day}.").format(day=numbers(time.ends))


def _in_the_sum(time: FundTime, scenario: Scenario, page: RoadPage) -> str:
    """Only what is certain is counted; for the rest, what it would change."""
    told = page.told
    sure = told.aid is not None and time.fund == told.aid.fund
    unsure = told.hoped is not None and time.fund == told.hoped.fund
    if not sure and not unsure:
        return ""
    if scenario.arrears_cents is not None:
        return _("Qui gli arretrati li paga la famiglia.")
    if sure:
        return _("È nel conto: {sum} di arretrati.").format(sum=money(told.aid_cents))
    hoped = told.hoped_road(scenario)
    would = _would_move(told.road(scenario), hoped) if hoped is not None else ""
    return " ".join(filter(None, (_("Non è nel conto."), would)))


def _would_move(road: Road, hoped: Road) -> str:
    now, lease = road.lease_month, hoped.lease_month
    if lease is None or lease == now:
        return _("Se spetta, la data non cambia.")
    if now is None:
        return _("Se spetta: contratto da {month}.").format(month=month_and_year(lease))
    months = months_between(lease, now)
    if months < 0:
        return ""
    return n_(
        "Se spetta: contratto da {month}, {n} mese prima.", "Se spetta: contratto da {month}, {n} mesi prima.", months
    ).format(month=month_and_year(lease), n=months)


def home_words(page: RoadPage) -> tuple[str, str]:
    """The home that the law asks for so many people, and what such a home costs."""
    need = n_("{rooms} stanza, almeno {area} m²", "{rooms} stanze, almeno {area} m²", page.rooms)
    need = need.format(rooms=page.rooms, area=page.area)
    if page.studio_later is not None:
        need += ". " + _sure(_("Dal 2024 può bastare meno: {area} m².").format(area=page.studio_later), "to confirm")
    if page.rent is None:
        return need, ""
    lowest, highest = money(page.rent.lowest * 100), money(page.rent.highest * 100)
    cost = _sure(_("In zona da {lowest} a {highest} al mese.").format(lowest=lowest, highest=highest), page.rent.mark)
    if (average := page.told.figures.average_rent) is not None:
        cost += " " + _("In media in città {sum}.").format(sum=money(average * 100))
    if page.rent.rooms < page.rooms:
        cost += " " + _("Per case così grandi non c’è un prezzo: sarà di più.")
    return need, cost


def deposit_words(road: Road, scenario: Scenario, page: RoadPage) -> str:
    """How the deposit comes together."""
    needed, facts = road.needed_saving_cents, page.told.base.facts
    if not needed and road.deposit_aid_cents:
        return _("Cauzione: la paga il fondo.")
    saving = sum(flow.cents for flow in facts.savings) if scenario.saving_cents is None else scenario.saving_cents
    text = _("Cauzione: {needed}. Da parte oggi: {saved}.").format(needed=money(needed), saved=money(facts.saved_cents))
    if road.deposit_aid_cents:
        text = _("Cauzione: il fondo dà {aid}, mancano {needed}. Da parte oggi: {saved}.").format(
            aid=money(road.deposit_aid_cents), needed=money(needed), saved=money(facts.saved_cents)
        )
    elif scenario.deposit_paid:
        text += " " + _("Allora nessun fondo può pagarla.")
    there = next((month for month in road.months if month.saved_cents >= needed), None)
    if there is None:
        return text + " " + _("Con {sum} al mese non basta.").format(sum=money(saving))
    if there is road.months[0]:
        return text
    return (
        text
        + " "
        + with_ad(_("Con {sum} al mese c’è a {month}.").format(sum=money(saving), month=month_and_year(there.first)))
    )


def arrears_words(scenario: Scenario, page: RoadPage) -> str:
    """How the arrears are paid; empty where there are none."""
    told = page.told
    if not told.arrears_cents:
        return ""
    text = _("Arretrati: {sum}.").format(sum=money(told.arrears_cents))
    monthly = told.base.facts.arrears_monthly_cents if scenario.arrears_cents is None else scenario.arrears_cents
    left, aid = told.base.facts.arrears_cents, told.aid
    if aid is not None and scenario.arrears_cents is None:
        if told.base.facts.arrears_aid_cents:
            asked = _("Dal {day} si chiedono al fondo: fino a {sum}.")
            return (
                text + " " + asked.format(day=numbers(aid.begins), sum=money(told.aid_cents)) + " " + _until_then(page)
            )
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


def _until_then(page: RoadPage) -> str:
    return _("Fino ad allora {sum} al mese.").format(sum=money(page.told.base.facts.arrears_monthly_cents))


def permit_words(page: RoadPage) -> str:
    """Permits that end on the way: who signs a lease shows a valid one."""
    ends, over = _("Il permesso di {name} scade il {day}."), _("Il permesso di {name} è scaduto il {day}.")
    said = [(over if day < page.told.start else ends).format(name=name, day=numbers(day)) for name, day in page.permits]
    return " ".join([*said, _("Va rinnovato prima di firmare.")]) if said else ""


def assumptions(road: Road, scenario: Scenario, page: RoadPage) -> str:
    """What the picture takes for granted; always beside it."""
    figures, told = page.told.figures, page.told
    spent = n_("Spese per {n} persona: {sum} al mese.", "Spese per {n} persone: {sum} al mese.", page.members)
    essentials = whole(figures.essentials.cents(page.members))
    said = [
        _("Affitto al massimo il {percent} % del reddito, e mai più di quanto resta dopo spese e rate.").format(
            percent=figures.sustainable_percent
        ),
        _sure(spent.format(n=page.members, sum=essentials), figures.essentials.mark),
        *_hour(scenario),
        n_("Cauzione: {n} mese di affitto.", "Cauzione: {n} mesi di affitto.", figures.deposit_months).format(
            n=figures.deposit_months
        ),
        _("L’affitto deve restare alla portata per {months} mesi.").format(months=figures.steady_months),
        *_ending(page),
    ]
    if not told.sought_told and scenario.sought_cents is None:
        said.append(_("L’affitto cercato non è detto: qui è il più basso della zona."))
    if told.hoped is not None and scenario.arrears_cents is None:
        said.append(_("I fondi con qualcosa da sapere non sono contati."))
    if told.open_debts:
        said.append(_("I debiti senza rata non sono contati."))
    if told.base.facts.leave_by is None:
        said.append(_("La data di rilascio non è nota."))
    said += [_(figures.note), _("È una stima, non una promessa.")]
    return " ".join(said)


def _sure(said: str, mark: Mark) -> str:
    """A sentence, with the words that its figure has still to be confirmed, where it has."""
    return _("{said} (da confermare).").format(said=said.rstrip(".")) if mark == "to confirm" else said


def _hour(scenario: Scenario) -> Iterator[str]:
    """Pay of an hour more, to ten cents, each once: never sure, since nobody has been paid it yet."""
    paid = {work.hourly_cents for work in scenario.work if work.more_cents and work.hourly_cents}
    for cents in sorted({round(each, -1) for each in paid}):
        text = _("Un’ora di lavoro in più: {sum} netti.")
        if any(each != cents for each in paid if round(each, -1) == cents):
            text = _("Un’ora di lavoro in più: circa {sum} netti.")
        yield _sure(text.format(sum=money(cents)), "to confirm")


def _ending(page: RoadPage) -> Iterator[str]:
    """Money that stops on the way, and what there is after SIA, which is not in the sum."""
    words = income_words()
    for flow in page.told.base.facts.incomes:
        if flow.end is None or not flow.cents or flow.end < page.told.start:
            continue
        income = words.get(flow.label, _("Un’entrata"))
        yield _("{income}: fino a {month}.").format(income=income, month=month_and_year(flow.end))
        if flow.label == SIA:
            yield from _after_sia(flow)


def _after_sia(flow: Flow) -> Iterator[str]:
    assert flow.end is not None
    after = measure_on(load_programmes().measures, flow.end + timedelta(days=1))
    if after is None:
        return
    yield after_words(after) + " " + _("Non è nel conto.")
    taken = months_between(flow.start, flow.end) + 1 if flow.start is not None else 0
    left = after.months_left({SIA: taken}) if taken else None
    if left is not None:
        yield n_("Dopo il SIA ne resta {n} mese.", "Dopo il SIA ne restano {n} mesi.", left).format(n=left)


def work_words(scenario: Scenario, page: RoadPage) -> str:
    """What whoever has no work yet should know: what a traineeship pays, and when the status of unemployed ends."""
    idle = {worker.person for worker in page.workers if not worker.hours}
    if not idle:
        return ""
    rules = page.work
    pay = _("Un tirocinio dà almeno {full} lordi al mese ({half} per 20 ore), da {least} a {months} mesi.")
    said = pay.format(
        full=money(rules.trainee_full * 100),
        half=money(rules.trainee_half * 100),
        least=rules.trainee_months_least,
        months=rules.trainee_months,
    )
    there = _("Si paga a chi c’è per il {percent} delle ore.").format(percent=percent(rules.trainee_attendance))
    said = " ".join((said, _sure(there, rules.mark), *((_(rules.free_help),) if rules.free_help else ())))
    most = rules.unemployed_employee * 100
    if any(work.person in idle and work.more_cents * 12 > most for work in scenario.work):
        ends = _("Con più di {sum} l’anno finisce lo stato di disoccupazione.").format(sum=money(most))
        said += " " + _sure(ends, rules.mark)
    return said
