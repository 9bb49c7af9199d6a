"""Benefit rules, ETHOS and rents, from resources/programmes/."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from msgspec import structs

from desk.catalogue import files
from desk.domain.funds import Fund
from desk.domain.housing import AreaRules, BurdenRules, EthosClass, EthosRule, EvictionStage, HousingRules
from desk.domain.measures import Measure
from desk.domain.road_figures import RentRange, RoadFigures, WorkRules, in_force, on_day
from desk.domain.sia import SiaRules
from desk.i18n import _

T = TypeVar("T", RoadFigures, RentRange, Fund, WorkRules)


@dataclass(frozen=True)
class Programmes:
    """All dated rules. `sia_until`: the last day on which an application could be made."""

    sia: tuple[SiaRules, ...]
    sia_until: date
    housing: HousingRules
    road: tuple[RoadFigures, ...]
    rents: tuple[RentRange, ...]
    funds: tuple[Fund, ...]
    work: tuple[WorkRules, ...]
    measures: tuple[Measure, ...]

    def work_on(self, day: date) -> WorkRules:
        return on_day(self.work, day)

    def road_on(self, day: date) -> RoadFigures:
        """The figures behind the road to rent that count on a day, with the rents of that day."""
        begun = [each for each in self.rents if in_force(each, day)]
        rooms = {each.rooms for each in self.rents}
        rents = begun or [on_day([each for each in self.rents if each.rooms == many], day) for many in sorted(rooms)]
        return structs.replace(on_day(self.road, day), rent=tuple(rents))


@lru_cache(maxsize=1)
def load_programmes() -> Programmes:
    """Raises BadResource."""
    folder = files.folder() / "programmes"
    sia, until = _sia(folder / "sia.toml")
    return Programmes(
        sia,
        until,
        _housing(folder / "ethos.toml"),
        _road(folder / "road.toml"),
        _listed(folder / "rents.toml", "rent", RentRange),
        _listed(folder / "funds.toml", "fund", Fund),
        _listed(folder / "work.toml", "work", WorkRules),
        _measures(folder / "measures.toml"),
    )


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


def _road(path: Path) -> tuple[RoadFigures, ...]:
    found = _listed(path, "figures", RoadFigures)
    for each in found:
        if not 1 <= each.sustainable_percent <= 100:
            raise files.wrong(path, each.id, _("«sustainable_percent» va da 1 a 100."))
        if not each.essentials.by_members or each.months_ahead < 1:
            raise files.wrong(path, each.id, _("servono almeno un mese e una cifra per una persona."))
    return found


def _measures(path: Path) -> tuple[Measure, ...]:
    tables = files.read(path)
    files.only(path, tables, "measure")
    found = files.several(path, tables, "measure", Measure)
    for each in found:
        if (each.valid_from is None) is (each.year is None):
            raise files.wrong(path, each.id, _("serve il primo giorno, o almeno l’anno."))
        if each.valid_from is None and each.mark != "to confirm":
            raise files.wrong(path, each.id, _("con il solo anno resta da confermare."))
    return found


def _listed(path: Path, name: str, shape: type[T]) -> tuple[T, ...]:
    """A file that holds one kind of dated entries and nothing else."""
    tables = files.read(path)
    files.only(path, tables, name)
    found = files.several(path, tables, name, shape)
    for each in found:
        if each.valid_to is not None and each.valid_to < each.valid_from:
            raise files.wrong(path, each.id, _("finisce prima di cominciare."))
    return found
