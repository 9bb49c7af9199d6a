"""The services of the office, from resources/services/services.toml."""

from functools import lru_cache

from desk.catalogue import files
from desk.domain.services import Service
from desk.i18n import _


@lru_cache(maxsize=1)
def load_services() -> dict[str, Service]:
    """Services by id, in the order of the file. Raises BadResource."""
    path = files.folder() / "services" / "services.toml"
    tables = files.read(path)
    files.only(path, tables, "service")
    found = files.several(path, tables, "service", Service)
    for service in found:
        if len(service.letter) != 1 or not service.letter.isupper():
            raise files.wrong(path, service.id, _("la lettera del biglietto è una sola, maiuscola."))
        if not 5 <= service.minutes <= 240:
            raise files.wrong(path, service.id, _("la durata va da 5 a 240 minuti."))
        if min(service.before, service.after, service.filing) < 0 or service.before + service.after > 120:
            raise files.wrong(path, service.id, _("i minuti liberi prima e dopo vanno da 0 a 120 in tutto."))
        if service.filing > 120:
            raise files.wrong(path, service.id, _("il tempo per le carte va da 0 a 120 minuti."))
        if not 0 <= service.notice_hours <= 24 * 30 or not 1 <= service.window_days <= 366:
            raise files.wrong(path, service.id, _("il preavviso arriva a 30 giorni, l'anticipo a 366."))
        if not service.roles:
            raise files.wrong(path, service.id, _("manca il ruolo di chi fa il servizio."))
    return {service.id: service for service in found}
