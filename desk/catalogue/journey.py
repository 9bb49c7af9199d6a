"""The journey, from resources/blueprint/journey.toml."""

from functools import lru_cache

from desk.catalogue import files
from desk.domain.journey import Clock, Journey, Lane, Stage
from desk.i18n import _


@lru_cache(maxsize=1)
def load_journey() -> Journey:
    """Stages, clocks and lanes, checked against each other. Raises BadResource."""
    path = files.folder() / "blueprint" / "journey.toml"
    tables = files.read(path)
    files.only(path, tables, "lane", "stage", "clock")
    lanes = files.several(path, tables, "lane", Lane)
    stages = files.several(path, tables, "stage", Stage)
    clocks = files.several(path, tables, "clock", Clock)
    known, ticking = {lane.id for lane in lanes}, {clock.id for clock in clocks}
    for stage in stages:
        for lane in (stage.actor, *(touchpoint.lane for touchpoint in stage.touchpoints)):
            if lane not in known:
                raise files.wrong(path, stage.id, _("nomina una corsia che non c’è: «{lane}».").format(lane=lane))
        if stage.waits_for and stage.waits_for not in ticking:
            said = _("aspetta un orologio che non c’è: «{clock}».").format(clock=stage.waits_for)
            raise files.wrong(path, stage.id, said)
    for clock in clocks:
        if clock.days <= 0 and clock.months <= 0:
            raise files.wrong(path, clock.id, _("l’orologio non dice quanti giorni o mesi dura."))
    return Journey(stages, clocks, lanes)
