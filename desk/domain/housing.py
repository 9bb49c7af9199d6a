"""What the answers about the home add up to: burden, crowding, ETHOS class, stage of an eviction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from msgspec import Struct

from desk.i18n import _

Mark = Literal["seen", "to confirm"]
LAST_STAGE = 10


class EthosClass(Struct, frozen=True, forbid_unknown_fields=True):
    """One class of ETHOS with its sentence for staff."""

    code: str
    kind: Literal["roofless", "houseless", "insecure", "inadequate"]
    title: str


class EthosRule(Struct, frozen=True, forbid_unknown_fields=True, rename={"of": "class"}):
    """All that is named here must hold; the first rule that does gives the class `of`."""

    of: str
    places: tuple[str, ...] = ()
    tenures: tuple[str, ...] = ()
    stages: tuple[int, ...] = ()
    unfit: bool | None = None
    overcrowded: bool | None = None


class EvictionStage(Struct, frozen=True, forbid_unknown_fields=True):
    """One stage, 0 none to 10 executed; `next_words`: what comes next, with its article."""

    number: int
    title: str
    next_words: str = ""
    note: str = ""


class AreaRules(Struct, frozen=True, forbid_unknown_fields=True):
    """Least floor area in m²: for each of the `first` people, each further one, a studio for 1 and 2; `studio_later`:
    less from a day on, where that is confirmed."""

    each_of_first: int
    first: int
    each_further: int
    studio: tuple[int, int]
    each_bedroom: int = 2
    mark: Mark = "to confirm"
    studio_later: tuple[int, int] | None = None
    studio_later_from: date | None = None


class BurdenRules(Struct, frozen=True, forbid_unknown_fields=True):
    """Share of income for the home that can be borne, and beyond which it crushes."""

    sustainable_percent: int
    overburden_percent: int
    mark: Mark = "to confirm"


@dataclass(frozen=True)
class HousingRules:
    """Everything in ethos.toml."""

    classes: tuple[EthosClass, ...]
    rules: tuple[EthosRule, ...]
    stages: tuple[EvictionStage, ...]
    area: AreaRules
    burden: BurdenRules


@dataclass(frozen=True)
class HousingFacts:
    """What is known of the home; None is not known. Money in cents a month, area in m²."""

    tenure: str = ""
    place_now: str = ""
    rent_cents: int | None = None
    charges_cents: int | None = None
    income_cents: int | None = None
    stage: int | None = None
    surface: int | None = None
    rooms: int | None = None
    occupants: int | None = None
    unfit: bool | None = None


@dataclass(frozen=True)
class Burden:
    """What the home takes of the income; `percent` None where there is no income."""

    cost_cents: int
    income_cents: int
    percent: int | None
    sustainable_percent: int
    overburden_percent: int

    @property
    def level(self) -> Literal["fine", "high", "crushing"]:
        if self.percent is None or self.percent > self.overburden_percent:
            return "crushing" if self.cost_cents else "fine"
        return "high" if self.percent > self.sustainable_percent else "fine"


def burden(rules: BurdenRules, facts: HousingFacts) -> Burden | None:
    """Rent and charges over income, rounded to whole percent; None while rent or income is unknown."""
    if facts.rent_cents is None or facts.income_cents is None:
        return None
    cost = facts.rent_cents + (facts.charges_cents or 0)
    percent = None
    if facts.income_cents > 0:
        percent = int((Decimal(cost) * 100 / facts.income_cents).quantize(Decimal(1), ROUND_HALF_UP))
    return Burden(cost, facts.income_cents, percent, rules.sustainable_percent, rules.overburden_percent)


def area_needed(rules: AreaRules, people: int, *, studio: bool = False) -> int:
    """Least m² for so many people; a studio is asked more for two, less in all."""
    if studio and people <= len(rules.studio):
        return rules.studio[people - 1]
    return rules.each_of_first * min(people, rules.first) + rules.each_further * max(0, people - rules.first)


def rooms_needed(rules: AreaRules, people: int) -> int:
    """Bedrooms for so many people, and a living room; a person alone needs one room."""
    if people <= 1:
        return 1
    return -(-people // rules.each_bedroom) + 1


def overcrowded(rules: AreaRules, facts: HousingFacts) -> bool | None:
    """Smaller than the law asks for those who live there; None while area or people are unknown."""
    if facts.surface is None or not facts.occupants:
        return None
    return facts.surface < area_needed(rules, facts.occupants, studio=facts.rooms == 1 and facts.occupants <= 2)


def ethos(rules: HousingRules, facts: HousingFacts) -> EthosClass | None:
    """The family's class, or None where no rule holds: housed, as far as is known."""
    found = ethos_rule(rules, facts)
    return next((each for each in rules.classes if found is not None and each.code == found.of), None)


def ethos_rule(rules: HousingRules, facts: HousingFacts) -> EthosRule | None:
    """The first rule that holds."""
    crowded = overcrowded(rules.area, facts)
    return next((rule for rule in rules.rules if _holds(rule, facts, crowded)), None)


def _holds(rule: EthosRule, facts: HousingFacts, crowded: bool | None) -> bool:
    return (
        (not rule.places or facts.place_now in rule.places)
        and (not rule.tenures or facts.tenure in rule.tenures)
        and (not rule.stages or facts.stage in rule.stages)
        and (rule.unfit is None or facts.unfit is rule.unfit)
        and (rule.overcrowded is None or crowded is rule.overcrowded)
    )


def stage_sentence(stages: Sequence[EvictionStage], number: int) -> str:
    """ "Passo 5 di 10. Poi c’è il precetto." """
    stage = next((each for each in stages if each.number == number), None)
    if stage is None or number == 0:
        return ""
    said = _("Passo {number} di {last}.").format(number=number, last=LAST_STAGE)
    if stage.next_words:
        said += " " + _("Poi c’è {next}.").format(next=_(stage.next_words))
    return said


def arrears_agree(months: int, rent_cents: int, arrears_cents: int) -> bool:
    """Do months times rent give the sum that the family names, within one month's rent?"""
    return abs(months * rent_cents - arrears_cents) < max(rent_cents, 1)
