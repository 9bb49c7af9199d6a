"""SIA: score, amount and requirements by the rules in force on the day of the application."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from desk.i18n import _, amount, grouped, n_

Mark = Literal["seen", "to confirm"]
ADULT_AGE = 18


class FamilyPoints(Struct, frozen=True, forbid_unknown_fields=True):
    """Points for family burdens; `minors[n]` for n minors, the last for more."""

    most: int
    minors: tuple[int, ...]
    infant_months: int
    infant: int
    lone_parent: int
    severe_disability: int
    not_self_sufficient: int


class EconomicPoints(Struct, frozen=True, forbid_unknown_fields=True):
    """`most` minus one point for every `isee_per_point` euro of ISEE."""

    most: int
    isee_per_point: int


class WorkPoints(Struct, frozen=True, forbid_unknown_fields=True):
    """Points when every member of working age is unemployed with a DID. `ages`: first and last year of age."""

    all_unemployed_with_did: int
    ages: tuple[int, int]


class SiaRules(Struct, frozen=True, forbid_unknown_fields=True):
    """One set of rules, for applications from `valid_from` to `valid_to`, both included. Money in euro.

    `pregnancy_months`: a family whose only reason is a pregnancy applies so many months before the birth, no earlier.
    """

    id: str
    valid_from: date
    threshold: int
    isee_most: int
    residence_years: int
    other_benefits_most: float
    other_benefits_most_not_self_sufficient: float
    car_new_months: int
    car_months: int
    car_cc: int
    motorcycle_cc: int
    disability_tax_relief_excluded: bool
    amounts: tuple[int, ...]
    lone_parent_extra: int
    sign_days: int
    send_days: int
    months: int
    pregnancy_months: int
    family: FamilyPoints
    economic: EconomicPoints
    work: WorkPoints
    valid_to: date | None = None
    mark: Mark = "to confirm"


@dataclass(frozen=True)
class SiaMember:
    """What SIA looks at in one person. `born` None counts as an adult; `out_of_work_age`: a pensioner, say.

    `with_parent`: does a parent live with them? None is not known.
    """

    born: date | None = None
    unemployed_with_did: bool = False
    disabled: bool | None = False
    severe_disability: bool = False
    not_self_sufficient: bool = False
    out_of_work_age: bool = False
    with_parent: bool | None = None


@dataclass(frozen=True)
class Vehicle:
    """A car or motorcycle; `registered` for the first time."""

    kind: Literal["car", "motorcycle"]
    registered: date
    cc: int
    disability_tax_relief: bool = False


@dataclass(frozen=True)
class SiaFacts:
    """A household on `day`, the day of application. None is what nobody knows yet. Money in cents."""

    day: date
    members: tuple[SiaMember, ...]
    isee_cents: int | None = None
    lone_parent: bool = False
    pregnancy: bool | None = False
    due: date | None = None
    entitled_citizenship: bool | None = None
    residence_years: int | None = None
    other_benefits_cents: int | None = None
    unemployment_benefit: bool | None = None
    experimental_card: bool | None = None
    vehicles: tuple[Vehicle, ...] | None = ()


@dataclass(frozen=True)
class Part:
    """Points of one part, of at most `most`, and what they are for, in words; `items`: each with its own points."""

    name: Literal["family", "economic", "work"]
    points: Decimal
    most: int
    why: str
    items: tuple[tuple[str, Decimal], ...] = ()


@dataclass(frozen=True)
class SiaScore:
    """The whole score on 100. `to_confirm`: rules not stated for that day, or the ISEE unknown."""

    total: Decimal
    parts: tuple[Part, ...]
    threshold: int
    to_confirm: bool

    @property
    def above(self) -> bool:
        return self.total >= self.threshold


@dataclass(frozen=True)
class Requirement:
    """One condition; `met` None: not known yet. `why` says it in words."""

    name: str
    met: bool | None
    why: str


def rules_for(rulesets: Sequence[SiaRules], day: date) -> SiaRules:
    """The set in force on the day of application; the first before its time, the last after."""
    ordered = sorted(rulesets, key=lambda each: each.valid_from)
    fitting = [each for each in ordered if each.valid_from <= day]
    return fitting[-1] if fitting else ordered[0]


def score(rules: SiaRules, facts: SiaFacts, applications_until: date | None = None) -> SiaScore:
    """The points by parts. Later than `applications_until` the score is an orientation to be confirmed."""
    parts = (_family(rules.family, facts), _economic(rules.economic, facts), _work(rules.work, facts))
    late = applications_until is not None and facts.day > applications_until
    unsure = late or rules.mark != "seen" or facts.isee_cents is None
    return SiaScore(sum((part.points for part in parts), Decimal(0)), parts, rules.threshold, unsure)


def age_in_months(born: date, day: date) -> int:
    """Whole months of life."""
    return (day.year - born.year) * 12 + day.month - born.month - (day.day < born.day)


def _is_minor(member: SiaMember, day: date) -> bool:
    return member.born is not None and age_in_months(member.born, day) < ADULT_AGE * 12


def _family(points: FamilyPoints, facts: SiaFacts) -> Part:
    items = tuple((words, Decimal(count)) for words, count in _burdens(points, facts))
    total = min(sum((count for _words, count in items), Decimal(0)), Decimal(points.most))
    return Part("family", total, points.most, ", ".join(words for words, _count in items) or _("nessun carico"), items)


def _burdens(points: FamilyPoints, facts: SiaFacts) -> Iterator[tuple[str, int]]:
    minors = [member for member in facts.members if _is_minor(member, facts.day)]
    if minors:
        words = n_("{count} minore", "{count} minori", len(minors)).format(count=len(minors))
        yield words, points.minors[min(len(minors), len(points.minors) - 1)]
    if any(_is_infant(member, facts.day, points.infant_months) for member in minors):
        yield _("un bambino sotto i 3 anni"), points.infant
    if facts.lone_parent and minors:
        yield _("un genitore solo"), points.lone_parent
    if any(member.not_self_sufficient for member in facts.members):
        yield _("una persona non autosufficiente"), points.not_self_sufficient
    elif any(member.severe_disability for member in facts.members):
        yield _("una disabilità grave"), points.severe_disability


def _is_infant(member: SiaMember, day: date, months: int) -> bool:
    return member.born is not None and age_in_months(member.born, day) <= months


def _economic(points: EconomicPoints, facts: SiaFacts) -> Part:
    if facts.isee_cents is None:
        return Part("economic", Decimal(0), points.most, _("ISEE da chiedere"))
    isee = Decimal(facts.isee_cents) / 100
    found = max(Decimal(0), points.most - isee / points.isee_per_point).quantize(Decimal("0.01"))
    return Part("economic", found, points.most, _("ISEE {amount} €").format(amount=grouped(int(isee))))


def _work(points: WorkPoints, facts: SiaFacts) -> Part:
    most = points.all_unemployed_with_did
    adults = [each for each in facts.members if _is_of_working_age(each, facts.day, points.ages)]
    without = sum(not each.unemployed_with_did for each in adults)
    if not adults:
        return Part("work", Decimal(0), most, _("nessun adulto in età da lavoro"))
    if without:
        said = n_("{count} adulto senza DID", "{count} adulti senza DID", without).format(count=without)
        return Part("work", Decimal(0), most, said)
    return Part("work", Decimal(most), most, _("tutti gli adulti hanno la DID"))


def _is_of_working_age(member: SiaMember, day: date, ages: tuple[int, int]) -> bool:
    if member.out_of_work_age:
        return False
    return member.born is None or ages[0] <= age_in_months(member.born, day) // 12 <= ages[1]


def amount_cents(rules: SiaRules, facts: SiaFacts) -> int:
    """The benefit a month, before what other benefits take off."""
    count = len(facts.members)
    if count == 0:
        return 0
    amount = rules.amounts[min(count, len(rules.amounts)) - 1]
    adults = sum(not _is_minor(member, facts.day) for member in facts.members)
    if facts.lone_parent and adults == 1 and count > 1:
        amount += rules.lone_parent_extra
    return amount * 100


def requirements(rules: SiaRules, facts: SiaFacts) -> tuple[Requirement, ...]:
    """Every condition with whether it is met, in the order in which they are asked."""
    isee = None if facts.isee_cents is None else facts.isee_cents <= rules.isee_most * 100
    years = None if facts.residence_years is None else facts.residence_years >= rules.residence_years
    ceiling = round(benefits_ceiling(rules, facts.members) * 100)
    other = None if facts.other_benefits_cents is None else facts.other_benefits_cents <= ceiling
    no_benefit = None if facts.unemployment_benefit is None else not facts.unemployment_benefit
    no_card = None if facts.experimental_card is None else not facts.experimental_card
    cars = facts.vehicles
    vehicles = None if cars is None else not any(_is_too_much(rules, each, facts.day) for each in cars)
    return (
        Requirement("isee", isee, _("ISEE fino a {most} €").format(most=grouped(rules.isee_most))),
        Requirement("citizenship", facts.entitled_citizenship, _("Cittadino UE, suo familiare o lungosoggiornante")),
        Requirement("residence", years, _("In Italia da almeno {years} anni").format(years=rules.residence_years)),
        _in_need(rules, facts),
        Requirement("benefits", other, _("Altri aiuti fino a {most} € al mese").format(most=amount(ceiling))),
        Requirement("unemployment", no_benefit, _("Nessuna NASpI o altra disoccupazione")),
        Requirement("card", no_card, _("Nessuna Carta acquisti sperimentale")),
        Requirement("vehicles", vehicles, _("Nessuna auto o moto nuova o grande")),
    )


def eligible(rules: SiaRules, facts: SiaFacts) -> bool | None:
    """Requirements and threshold together; None where something decisive is not known."""
    found = [each.met for each in requirements(rules, facts)]
    if False in found:
        return False
    if None in found:
        return None
    return score(rules, facts).above


def _need() -> str:
    return _("Un minore, una disabilità o una gravidanza")


def _in_need(rules: SiaRules, facts: SiaFacts) -> Requirement:
    """A minor, or a disabled person who lives with a parent; else a pregnancy."""
    if any(_is_minor(each, facts.day) for each in facts.members):
        return Requirement("family", True, _need())
    parents = {each.with_parent for each in facts.members if each.disabled or each.severe_disability}
    if True in parents:
        return Requirement("family", True, _need())
    unclear = None in parents or any(each.disabled is None and each.with_parent is not False for each in facts.members)
    found = _by_pregnancy(rules, facts)
    return Requirement("family", None, _need()) if found.met is False and unclear else found


def _by_pregnancy(rules: SiaRules, facts: SiaFacts) -> Requirement:
    """The only reason: then there is a first day for the application."""
    if not facts.pregnancy or facts.due is None:
        return Requirement("family", facts.pregnancy, _need())
    first = months_before(facts.due, rules.pregnancy_months)
    if facts.day >= first:
        return Requirement("family", True, _need())
    return Requirement("family", False, _("Per la gravidanza si chiede dal {day}").format(day=f"{first:%d/%m/%Y}"))


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last day of that month."""
    whole = day.year * 12 + day.month - 1 - months
    year, month = whole // 12, whole % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def benefits_ceiling(rules: SiaRules, members: Sequence[SiaMember]) -> float:
    """What other benefits may be, in euro a month."""
    if any(member.not_self_sufficient for member in members):
        return rules.other_benefits_most_not_self_sufficient
    return rules.other_benefits_most


def _is_too_much(rules: SiaRules, vehicle: Vehicle, day: date) -> bool:
    if rules.disability_tax_relief_excluded and vehicle.disability_tax_relief:
        return False
    months = age_in_months(vehicle.registered, day)
    if vehicle.kind == "car" and months < rules.car_new_months:
        return True
    limit = rules.car_cc if vehicle.kind == "car" else rules.motorcycle_cc
    return vehicle.cc > limit and months < rules.car_months
