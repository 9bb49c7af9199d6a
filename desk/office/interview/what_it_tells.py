"""What an interview says so far: score, housing class, burden, clocks, funds. It orients; it does not decide."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from desk.catalogue.programmes import load_programmes
from desk.domain.deadlines import Deadline, DeadlineFacts, deadlines
from desk.domain.funds import FundFacts, HomeTold, Need, fitting, needs_of
from desk.domain.housing import (
    Burden,
    EthosClass,
    HousingFacts,
    HousingRules,
    arrears_agree,
    burden,
    ethos,
    overcrowded,
    stage_sentence,
)
from desk.domain.interview import Answer, Key, Member, Rows, Value
from desk.domain.interview_flow import Situation, asked_on
from desk.domain.sia import SiaFacts, SiaMember, SiaScore, Vehicle, requirements, rules_for, score
from desk.i18n import _
from desk.office.household.details import money
from desk.office.interview.interview import Background, InterviewView
from desk.office.interview.lacks import EsfTold, PaperTold, esf_told, papers_told
from desk.office.road.money_lines import INCOMES, SIA, monthly_now

SEVERE_PERCENT: Final = 100
"""Disability called severe, to confirm: the ISEE's own table counts it from 100 %."""
_INCOMES: Final = ("economy.wages", "economy.benefits", "economy.other_income")


@dataclass(frozen=True)
class FundTold:
    """A fund that is not ruled out, and what has still to be found out, in words."""

    title: str
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Tells:
    """All that the answers add up to today. None: not enough is known.

    `agree`: answers that another one bears out, in words; `doubts`: those that another one contradicts.
    """

    sia: SiaScore
    against: tuple[str, ...]
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


def what_it_tells(view: InterviewView, answers: Mapping[Key, Answer], today: date) -> Tells:
    """From the answers as they stand on the screen; questions that are not asked any more count for nothing."""
    told = _Asked(_asked(answers, view), view.members)
    programmes = load_programmes()
    facts = _sia_facts(told, view, today)
    rules = rules_for(programmes.sia, facts.day)
    home = _housing_facts(told, view.background, today)
    stage = home.stage or 0
    return Tells(
        sia=score(rules, facts, programmes.sia_until),
        against=tuple(each.why for each in requirements(rules, facts) if each.met is False),
        ethos=_chosen(told, programmes.housing) or ethos(programmes.housing, home),
        overcrowded=overcrowded(programmes.housing.area, home),
        burden=burden(programmes.housing.burden, home),
        deadlines=deadlines(_deadline_facts(told, view.background.deadlines), today),
        funds=tuple(_funds(told, view.background, today)),
        stage=stage,
        stage_words=stage_sentence(programmes.housing.stages, stage),
        agree=dict(_sums(told, right=True)),
        doubts=dict(_sums(told, right=False)) | dict(_days_out_of_order(told)) | dict(_two_heads(told)),
        esf=esf_told(view.questionnaire.questions, told.answers, view.members, view.family.members),
        papers=papers_told(view.background.papers),
    )


def _asked(answers: Mapping[Key, Answer], view: InterviewView) -> dict[Key, Answer]:
    """Only what is asked now."""
    situation = Situation(view.questionnaire.questions, answers, view.members, view.alone)
    keys = {slot.key for section in view.questionnaire.sections for slot in asked_on(section, situation)}
    return {key: answer for key, answer in answers.items() if key in keys}


@dataclass(frozen=True)
class _Asked:
    answers: Mapping[Key, Answer]
    members: tuple[Member, ...]

    def value(self, question: str, person: str | None = None) -> Value | None:
        found = self.answers.get((question, person))
        return found.value if found else None

    def whole(self, question: str, person: str | None = None) -> int | None:
        found = self.value(question, person)
        return found if isinstance(found, int) and not isinstance(found, bool) else None

    def text(self, question: str, person: str | None = None) -> str:
        found = self.value(question, person)
        return found if isinstance(found, str) else ""

    def yes(self, question: str, person: str | None = None) -> bool | None:
        found = self.value(question, person)
        return found if isinstance(found, bool) else None

    def codes(self, question: str) -> tuple[str, ...] | None:
        found = self.value(question)
        return found if isinstance(found, tuple) else None

    def rows(self, question: str) -> Rows:
        found = self.value(question)
        return found if isinstance(found, Rows) else Rows()

    def day(self, question: str) -> date | None:
        found = self.value(question)
        return found if isinstance(found, date) else None


def _isee(told: _Asked, background: Background) -> int | None:
    found = told.whole("economy.isee")
    return background.isee_cents if found is None else found


def _sia_facts(told: _Asked, view: InterviewView, today: date) -> SiaFacts:
    born = {each.person: each.born for each in view.family.members}
    adults = [each for each in view.members if not each.is_minor]
    supports = told.codes("economy.supports")
    return SiaFacts(
        day=view.background.applied_on or today,
        members=tuple(_sia_member(told, each, born.get(each.id)) for each in view.members),
        isee_cents=_isee(told, view.background),
        lone_parent=len(adults) == 1 and len(view.members) > 1,
        pregnancy=told.yes("people.pregnancy") or False,
        due=told.day("people.due_date"),
        entitled_citizenship=_entitled(told, view.members),
        residence_years=told.whole("documents.residence_years"),
        unemployment_benefit=None if supports is None else "naspi" in supports,
        vehicles=tuple(_vehicles(told)),
    )


def _vehicles(told: _Asked) -> Iterator[Vehicle]:
    """Those of which kind and day are known; an unknown engine counts as small."""
    for row in told.rows("economy.vehicles").rows:
        kind, registered, cc = row.cells.get("kind"), row.cells.get("registered"), row.cells.get("cc")
        if isinstance(registered, date) and kind in ("car", "motorcycle"):
            known: Literal["car", "motorcycle"] = "car" if kind == "car" else "motorcycle"
            yield Vehicle(known, registered, cc if isinstance(cc, int) else 0, row.cells.get("relief") is True)


def _sia_member(told: _Asked, member: Member, born: date | None) -> SiaMember:
    work = told.text("work.status", member.id)
    certified = told.text("health.disability", member.id) in {"certified_in_dsu", "certified_not_in_dsu"}
    percent = told.whole("health.disability_percent", member.id) or 0
    return SiaMember(
        born=born,
        unemployed_with_did=work == "unemployed_did",
        disabled=certified,
        severe_disability=certified and percent >= SEVERE_PERCENT,
        not_self_sufficient=certified and told.yes("health.not_self_sufficient", member.id) is True,
        out_of_work_age=work == "retired",
    )


def _entitled(told: _Asked, members: tuple[Member, ...]) -> bool | None:
    """By the head, who applies."""
    if not members or not members[0].outside_eu:
        return True if members else None
    permit = told.text("documents.permit", members[0].id)
    return permit in {"long_term", "eu_relative"} if permit else None


def _housing_facts(told: _Asked, background: Background, today: date) -> HousingFacts:
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


def _chosen(told: _Asked, rules: HousingRules) -> EthosClass | None:
    """The caseworker's own choice goes before the rule's."""
    chosen = told.text("housing.ethos")
    return next((each for each in rules.classes if each.code == chosen), None)


def _income(told: _Asked, background: Background, today: date) -> int | None:
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


def _deadline_facts(told: _Asked, recorded: DeadlineFacts) -> DeadlineFacts:
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


def _funds(told: _Asked, background: Background, today: date) -> Iterator[FundTold]:
    words = need_words()
    isee = _isee(told, background)
    for fit in fitting(load_programmes().funds, FundFacts(isee, _needs(told, background, today)), today):
        missing = [words[need] for need in fit.ask]
        yield FundTold(_(fit.fund.title), tuple(missing if fit.isee_known else [_("l’ISEE"), *missing]))


def need_words() -> dict[Need, str]:
    """What has to be found out for a fund, inside a sentence."""
    return {
        "arrears": _("i mesi non pagati"),
        "blameless": _("la causa della morosità"),
        "eviction": _("a che punto è lo sfratto"),
        "registered": _("se il contratto è registrato"),
        "one_year": _("da quando abitano nella casa"),
        "one_year_turin": _("da quanti anni sono a Torino"),
        "income": _("le entrate al mese"),
        "half_isee": _("l’affitto di oggi"),
    }


def _needs(told: _Asked, background: Background, today: date) -> dict[Need, bool]:
    stage = told.text("housing.eviction_stage")
    home = HomeTold(
        tenure=told.text("housing.tenure"),
        stage=int(stage) if stage else None,
        arrears_months=told.whole("housing.arrears_months"),
        cause=told.text("housing.arrears_cause"),
        registered=told.yes("housing.registered"),
        since=told.day("housing.since"),
        turin_years=told.whole("documents.turin_years"),
        rent_cents=told.whole("housing.rent"),
        income_cents=_income(told, background, today),
        isee_cents=_isee(told, background),
    )
    return needs_of(home, today)


def _sums(told: _Asked, *, right: bool) -> Iterator[tuple[Key, str]]:
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


def _days_out_of_order(told: _Asked) -> Iterator[tuple[Key, str]]:
    hearing, release = told.day("housing.hearing_date"), told.day("housing.release_date")
    if hearing and release and release < hearing:
        yield ("housing.release_date", None), _("prima dell’udienza?")


def _two_heads(told: _Asked) -> Iterator[tuple[Key, str]]:
    heads = [each.id for each in told.members if told.text("people.relation", each.id) == "head"]
    for who in heads[1:]:
        yield ("people.relation", who), _("il capofamiglia è già un altro: è giusto?")
