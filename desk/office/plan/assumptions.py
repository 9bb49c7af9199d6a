"""What the road to rent takes for granted, as the plan prints it: short sentences, what is not sure marked as such."""

from datetime import date

from desk.domain.road_figures import Mark
from desk.domain.road_scenario import Scenario
from desk.office.plan.road import filled
from desk.office.road.household_road import RoadSketch, ToldRoad
from desk.paper import words
from desk.paper.model import Bilingual
from desk.paper.words import Text, money, month_near, pair

RENT = "Affitto: {amount} al mese."
SHARE = "Ogni {hundred} che entrano: al massimo {amount} di affitto."
SPENT = "Spese per vivere: {amount} al mese."
HOUR = "Un’ora di lavoro: {amount}."
STEADY = "Mesi in cui l’affitto deve andare bene: {count}."
DEPOSIT = "Mesi di cauzione: {count}."
NO_DEPOSIT = "La cauzione la paga un fondo: {value}."
ENDS = "Un’entrata finisce: {month}."
FUND = "Dal fondo per i mesi non pagati: {amount}."
FUND_FROM = "Dal fondo per i mesi non pagati, da {month}: {amount}."
NO_FUND = "Nel conto non c’è il fondo per i mesi non pagati."
RULES = "Regole dei fondi del {date}."
FIGURES = "Cifre del {date}."
NOT_COUNTED = "Nel conto non ci sono i debiti senza una rata."
ASSUMED = (
    RENT, SHARE, SPENT, HOUR, STEADY, DEPOSIT, NO_DEPOSIT, ENDS, FUND, FUND_FROM, NO_FUND, RULES, FIGURES,
    NOT_COUNTED,
)  # fmt: skip


def road_assumptions(sketch: RoadSketch, language: str) -> tuple[Bilingual, ...]:
    """Rent, pay, deposit, funds and the days of the rules. Empty where nobody knows what the road was reckoned from."""
    told, scenario = sketch.told, sketch.scenario
    if told is None or scenario is None:
        return ()
    figures, facts = told.figures, told.base.facts
    rent = money(language, sketch.road.sought_cents)
    sure = told.sought_told or scenario.sought_cents is not None
    said = [
        filled(RENT, language, amount=rent if sure else _sure(language, rent, "to confirm")),
        filled(
            SHARE,
            language,
            hundred=money(language, 100_00),
            amount=money(language, figures.sustainable_percent * 100),
        ),
        filled(
            SPENT,
            language,
            amount=_sure(language, money(language, figures.essentials.cents(facts.members)), figures.essentials.mark),
        ),
        *_hours(scenario, language),
        filled(STEADY, language, count=_count(figures.steady_months)),
        _deposit(sketch, told, language),
        *_ends(told, language),
        *_funds(sketch, told, scenario, language),
        filled(FIGURES, language, date=_sure(language, _day(figures.valid_from), figures.mark)),
    ]
    if told.open_debts:
        said.append(filled(NOT_COUNTED, language))
    return tuple(said)


def _hours(scenario: Scenario, language: str) -> list[Bilingual]:
    """Pay of an hour more, to ten cents, each once: never sure, since nobody has been paid it yet."""
    paid = {round(work.hourly_cents, -1) for work in scenario.work if work.more_cents and work.hourly_cents}
    return [
        filled(HOUR, language, amount=_sure(language, money(language, cents), "to confirm")) for cents in sorted(paid)
    ]


def _deposit(sketch: RoadSketch, told: ToldRoad, language: str) -> Bilingual:
    paid = sketch.road.deposit_aid_cents
    if paid:
        return filled(NO_DEPOSIT, language, value=_sure(language, money(language, paid), "to confirm"))
    return filled(DEPOSIT, language, count=_count(told.figures.deposit_months))


def _ends(told: ToldRoad, language: str) -> list[Bilingual]:
    """Money that stops on the way, each month once."""
    months = {
        flow.end.replace(day=1)
        for flow in told.base.facts.incomes
        if flow.end is not None and flow.cents and flow.end >= told.start
    }
    return [filled(ENDS, language, month=month_near(language, month, told.start)) for month in sorted(months)]


def _funds(sketch: RoadSketch, told: ToldRoad, scenario: Scenario, language: str) -> list[Bilingual]:
    """What is in the sum: arrears that a fund pays, the days of the rules it goes by; and a fund that is not in it."""
    counted = told.aid if scenario.arrears_cents is None else None
    said, rules = [], [counted.fund] if counted is not None else []
    if counted is not None:
        amount = _sure(language, money(language, told.aid_cents), "to confirm")
        if told.base.facts.arrears_aid_cents:
            month = month_near(language, counted.begins, told.start)
            said.append(filled(FUND_FROM, language, month=month, amount=amount))
        else:
            said.append(filled(FUND, language, amount=amount))
    elif told.hoped is not None and scenario.arrears_cents is None:
        said.append(filled(NO_FUND, language))
    if sketch.road.deposit_aid_cents:
        rules += [time.fund for time in told.times if "deposit" in time.fund.pays]
    if rules:
        newest = max(rules, key=lambda fund: fund.valid_from)
        said.append(filled(RULES, language, date=_sure(language, _day(newest.valid_from), newest.mark)))
    return said


def _sure(language: str, value: Bilingual, mark: Mark) -> Bilingual:
    """With the words that it has still to be confirmed, where it has."""
    return pair(language, Text.NOT_CONFIRMED, value=value) if mark == "to confirm" else value


def _day(day: date) -> Bilingual:
    return Bilingual(words.day(day), words.day(day))


def _count(number: int) -> Bilingual:
    return Bilingual(str(number), str(number))
