"""Benefit rules, ETHOS and rents, from resources/programmes/."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from desk.catalogue import files
from desk.domain.funds import Fund
from desk.domain.housing import AreaRules, BurdenRules, EthosClass, EthosRule, EvictionStage, HousingRules
from desk.domain.road import RoadFigures
from desk.domain.sia import SiaRules
from desk.i18n import _


@dataclass(frozen=True)
class Programmes:
    """All dated rules. `sia_until`: the last day on which an application could be made."""

    sia: tuple[SiaRules, ...]
    sia_until: date
    housing: HousingRules
    road: RoadFigures
    funds: tuple[Fund, ...]


@lru_cache(maxsize=1)
def load_programmes() -> Programmes:
    """Raises BadResource."""
    folder = files.folder() / "programmes"
    sia, until = _sia(folder / "sia.toml")
    road, funds = _rents(folder / "rents.toml")
    return Programmes(sia, until, _housing(folder / "ethos.toml"), road, funds)


def _sia(path: Path) -> tuple[tuple[SiaRules, ...], date]:
    tables = files.read(path)
    files.only(path, tables, "id", "title", "applications_until", "mark", "ruleset", "to_confirm")
    rules = files.several(path, tables, "ruleset", SiaRules)
    for before, after in pairwise(rules):
        if before.valid_to is None or before.valid_to >= after.valid_from:
            raise files.wrong(path, after.id, _("comincia prima che finisca «{before}».").format(before=before.id))
    return rules, files.one(path, tables.get("applications_until"), date, "applications_until")


def _housing(path: Path) -> HousingRules:
    tables = files.read(path)
    files.only(path, tables, "mark", "class", "rule", "stage", "area", "burden")
    rules = HousingRules(
        files.several(path, tables, "class", EthosClass),
        files.several(path, tables, "rule", EthosRule),
        files.several(path, tables, "stage", EvictionStage),
        files.one(path, tables.get("area"), AreaRules, "area"),
        files.one(path, tables.get("burden"), BurdenRules, "burden"),
    )
    codes = {each.code for each in rules.classes}
    for rule in rules.rules:
        if rule.of not in codes:
            raise files.wrong(path, rule.of, _("la regola nomina una classe ETHOS che non c’è."))
    if [each.number for each in rules.stages] != list(range(len(rules.stages))):
        raise files.wrong(path, "stage", _("le fasi dello sfratto si contano da 0 senza salti."))
    return rules


def _rents(path: Path) -> tuple[RoadFigures, tuple[Fund, ...]]:
    tables = files.read(path)
    funds = files.several(path, tables, "fund", Fund)
    road = files.one(path, {name: found for name, found in tables.items() if name != "fund"}, RoadFigures)
    if not 1 <= road.sustainable_percent <= 100:
        raise files.wrong(path, "sustainable_percent", _("va da 1 a 100."))
    if not road.essentials.by_members or road.months_ahead < 1:
        raise files.wrong(path, "essentials", _("servono almeno un mese e una cifra per una persona."))
    return road, funds
