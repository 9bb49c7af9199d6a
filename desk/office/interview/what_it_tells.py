"""What an interview says so far: score, housing class, burden, clocks, funds. It orients; it does not decide."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from desk.catalogue.programmes import load_programmes
from desk.domain.deadlines import Deadline, DeadlineFacts, deadlines
from desk.domain.funds import HomeTold, fitting
from desk.domain.housing import (
    Burden,
    EthosClass,
    HousingFacts,
    HousingRules,
    arrears_agree,
    burden,
    ethos,
    ethos_rule,
    overcrowded,
    stage_sentence,
)
from desk.domain.interview import Answer, Key, Rows
from desk.domain.measures import measure_on
from desk.domain.sia import Requirement, SiaScore, requirements, rules_for, score
from desk.i18n import _, money
from desk.office.household.stage import RELEASE
from desk.office.interview import whys
from desk.office.interview.asked import Asked, asked_now
from desk.office.interview.interview import Background, InterviewView
from desk.office.interview.known_facts import ACCESS
from desk.office.interview.lacks import EsfTold, PaperTold, esf_told, papers_told
from desk.office.interview.sia_facts import isee_of, sia_facts
from desk.office.interview.whys import Why
from desk.office.road.fund_asks import ask_words
from desk.office.road.money_lines import INCOMES, SIA, monthly_now

MOST_DEADLINES: Final = 3
"""So many are shown."""
YOUNGEST_PARENT: Final = 12
"""So many years at least are between a parent and a child."""
_INCOMES: Final = ("economy.wages", "economy.benefits", "economy.other_income")


@dataclass(frozen=True)
class FundTold:
    """A fund that is not ruled out, and what has still to be found out, in words."""

    title: str
    missing: tuple[str, ...]
    why: tuple[Why, ...] = ()


@dataclass(frozen=True)
class Tells:
    """All that the answers add up to today. None: not enough is known.

    `requirements`: SIA's, each met, not met or not known yet. `agree`: answers that another one bears out, in words;
    `doubts`: those that another one contradicts. `whys`: of each part, by its name in whys.py.
    """

    sia: SiaScore
    requirements: tuple[Requirement, ...]
    ethos: EthosClass | None
    overcrowded: bool | None
    burden: Burden | None
    deadlines: tuple[Deadline, ...]
    funds: tuple[FundTold, ...]
    stage: int
    stage_words: str
    agree: Mapping[Key, str]
    doubts: Mapping[Key, str]
    esf: EsfTold
    papers: tuple[PaperTold, ...]
    whys: Mapping[str, tuple[Why, ...]] = field(default_factory=dict)


def what_it_tells(view: InterviewView, answers: Mapping[Key, Answer], today: date) -> Tells:
    """From the answers as they stand on the screen; questions that are not asked any more count for nothing."""
    told = asked_now(answers, view)
    programmes = load_programmes()
    rules = rules_for(programmes.sia, view.background.applied_on or today)
    facts = sia_facts(told, view, rules, today)
    points, conditions = score(rules, facts, programmes.sia_until), requirements(rules, facts)
    home = _housing_facts(told, view.background, today)
    chosen, housing = _chosen(told, programmes.housing), programmes.housing
    crowded, cost = overcrowded(housing.area, home), burden(housing.burden, home)
    ahead = deadlines(_deadline_facts(told, view.background.deadlines), today)
    stage = home.stage or 0
    stage_words = stage_sentence(housing.stages, stage)
    rule = None if chosen else ethos_rule(housing, home)
    return Tells(
        sia=points,
        requirements=conditions,
        ethos=chosen or ethos(housing, home),
        overcrowded=crowded,
        burden=cost,
        deadlines=ahead,
        funds=tuple(_funds(told, view.background, today)),
        stage=stage,
        stage_words=stage_words,
        agree=dict(_sums(told, right=True)),
        doubts=dict(_doubts(told)),
        esf=esf_told(view.questionnaire.questions, told.answers, view.members, view.family.members),
        papers=papers_told(view.background.papers),
        whys={
            whys.SCORE: (
                *whys.why_score(rules, facts, points),
                *whys.why_closed(programmes.sia_until, facts.day, measure_on(programmes.measures, today)),
            ),
            whys.REQUIREMENTS: tuple(whys.why_requirements(conditions, facts)),
            whys.ETHOS: tuple(whys.why_ethos(housing, rule, home, view.questionnaire.questions)),
            whys.CROWDING: () if crowded is None else tuple(whys.why_crowding(housing.area, home)),
            whys.BURDEN: () if cost is None else tuple(whys.why_burden(cost, home)),
            whys.DEADLINES: tuple(whys.why_deadlines(ahead[:MOST_DEADLINES], stage_words)),
            whys.ESF: tuple(whys.why_esf()),
        },
    )


def _housing_facts(told: Asked, background: Background, today: date) -> HousingFacts:
    stage = told.text("housing.eviction_stage")
    tenure = told.text("housing.tenure")
    rent = told.whole("housing.mortgage_payment" if tenure == "mortgage" else "housing.rent")
    return HousingFacts(
        tenure=tenure,
        place_now=told.text("housing.place_now"),
        rent_cents=0 if rent is None and tenure == "owned" else rent,
        charges_cents=told.whole("housing.charges"),
        income_cents=_income(told, background, today),
        stage=int(stage) if stage else None,
        surface=told.whole("housing.surface"),
        rooms=told.whole("housing.rooms"),
        occupants=told.whole("housing.occupants") or len(told.members),
        unfit=told.yes("housing.unfit"),
    )


def _chosen(told: Asked, rules: HousingRules) -> EthosClass | None:
    """The caseworker's own choice goes before the rule's."""
    chosen = told.text("housing.ethos")
    return next((each for each in rules.classes if each.code == chosen), None)


def _income(told: Asked, background: Background, today: date) -> int | None:
    """What is told, line by line or in sums; the SIA amount stands in while nobody has asked for the benefits."""
    lines = told.rows(INCOMES).filled()
    if lines:
        said = any(line.cells.get("source") == SIA for line in lines)
        return monthly_now(Rows(lines), today) + (0 if said else background.benefit_cents)
    found = [told.whole(question) for question in _INCOMES]
    if found[1] is None and background.benefit_cents:
        found[1] = background.benefit_cents
    known = [cents for cents in found if cents is not None]
    return sum(known) if known else None


def _deadline_facts(told: Asked, recorded: DeadlineFacts) -> DeadlineFacts:
    return DeadlineFacts(
        hearing=told.day("housing.hearing_date"),
        release=told.day("housing.release_date"),
        access=told.day("housing.access_date"),
        sign_by=recorded.sign_by,
        signed=recorded.signed,
        isee_expires=told.day("economy.isee_expires") or recorded.isee_expires,
        hearing_hour=told.text("housing.hearing_hour"),
        access_hour=told.text("housing.access_hour"),
        permits=recorded.permits,
        papers=recorded.papers,
    )


def _funds(told: Asked, background: Background, today: date) -> Iterator[FundTold]:
    words, home = ask_words(), _home(told, background, today)
    for fit in fitting(load_programmes().funds, home.facts(today, today), today):
        lacking = tuple(words[ask] for ask in fit.ask)
        yield FundTold(_(fit.fund.title), lacking, tuple(whys.why_fund(fit, home.isee_cents, home.ise_cents)))


def _home(told: Asked, background: Background, today: date) -> HomeTold:
    stage = told.text("housing.eviction_stage")
    days = [day for name in (RELEASE, ACCESS) if (day := told.day(name)) is not None]
    return HomeTold(
        tenure=told.text("housing.tenure"),
        stage=int(stage) if stage else None,
        arrears_months=told.whole("housing.arrears_months"),
        cause=told.text("housing.arrears_cause"),
        registered=told.yes("housing.registered"),
        since=told.day("housing.since"),
        turin_years=told.whole("documents.turin_years"),
        rent_cents=told.whole("housing.rent"),
        income_cents=_income(told, background, today),
        isee_cents=isee_of(told, background),
        ise_cents=told.whole("economy.ise"),
        out_on=max(days, default=None),
    )


def _sums(told: Asked, *, right: bool) -> Iterator[tuple[Key, str]]:
    """Months times rent against the sum that the family names."""
    months, rent = told.whole("housing.arrears_months"), told.whole("housing.rent")
    arrears = told.whole("housing.arrears")
    if not months or not rent or arrears is None or arrears_agree(months, rent, arrears) is not right:
        return
    times = f"{months} × {money(rent)}"
    if right:
        yield ("housing.arrears", None), _("torna: {sum}").format(sum=times)
    else:
        said = _("{sum} fa {total}: è giusto?").format(sum=times, total=money(months * rent))
        yield ("housing.arrears", None), said


def _doubts(told: Asked) -> Iterator[tuple[Key, str]]:
    """What another answer contradicts, in words."""
    yield from _sums(told, right=False)
    yield from _days_out_of_order(told)
    yield from _two_heads(told)
    yield from _too_old_children(told)


def _days_out_of_order(told: Asked) -> Iterator[tuple[Key, str]]:
    hearing, release = told.day("housing.hearing_date"), told.day("housing.release_date")
    if hearing and release and release < hearing:
        yield ("housing.release_date", None), _("prima dell’udienza?")


def _two_heads(told: Asked) -> Iterator[tuple[Key, str]]:
    heads = [each.id for each in told.members if told.text("people.relation", each.id) == "head"]
    for who in heads[1:]:
        yield ("people.relation", who), _("il capofamiglia è già un altro: è giusto?")


def _too_old_children(told: Asked) -> Iterator[tuple[Key, str]]:
    """A child of the head's that is about as old."""
    head = next((each for each in told.members if told.text("people.relation", each.id) == "head"), None)
    for each in told.members:
        if head is None or head.age is None or each.age is None or told.text("people.relation", each.id) != "child":
            continue
        if each.age > head.age - YOUNGEST_PARENT:
            said = _("ha {n} anni, {name} ne ha {m}: è giusto?")
            yield ("people.relation", each.id), said.format(n=each.age, name=head.given, m=head.age)
