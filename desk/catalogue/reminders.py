"""Reminders as the city sets them, from resources/reminders/reminders.toml."""

from dataclasses import dataclass
from datetime import time
from functools import lru_cache
from string import Formatter

from msgspec import Struct

from desk.catalogue import files
from desk.domain.reminders import Reminder, Texts
from desk.i18n import _

PLACES = frozenset({"sender", "day", "time", "place", "phone"})
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class _Hours(Struct, frozen=True, forbid_unknown_fields=True):
    open: str
    close: str
    days: tuple[str, ...]


@dataclass(frozen=True)
class Reminding:
    """All that the file says; `reminders` from the earliest on."""

    sender: str
    opens: time
    closes: time
    weekdays: frozenset[int]
    reminders: tuple[Reminder, ...]
    texts: Texts

    def family_texts(self) -> tuple[str, ...]:
        """Everything that a family reads."""
        return (self.sender, self.texts.sms, self.texts.subject, *self.texts.email, self.texts.refuse)


@lru_cache(maxsize=1)
def load_reminders() -> Reminding:
    """Raises BadResource."""
    path = files.folder() / "reminders" / "reminders.toml"
    tables = files.read(path)
    files.only(path, tables, "sender", "hours", "reminder", "texts")
    sender = tables.get("sender")
    if not isinstance(sender, str) or not sender.strip():
        raise files.wrong(path, "sender", _("manca il testo."))
    hours = files.one(path, tables.get("hours", {}), _Hours, "hours")
    try:
        opens, closes = _clock(hours.open), _clock(hours.close)
        weekdays = frozenset(_DAYS.index(day) for day in hours.days)
    except ValueError as fault:
        raise files.wrong(path, "hours", str(fault)) from None
    if opens >= closes or not weekdays:
        raise files.wrong(path, "hours", _("serve almeno un giorno, e un'ora di fine dopo quella d'inizio."))
    reminders = files.several(path, tables, "reminder", Reminder)
    for each in reminders:
        if not 0 < each.days <= 30 or not 0 <= each.latest_hours < each.days * 24:
            raise files.wrong(path, each.id, _("da 1 a 30 giorni prima, e «latest_hours» più vicino all'incontro."))
    texts = files.one(path, tables.get("texts", {}), Texts, "texts")
    for text in (texts.sms, texts.subject, *texts.email, texts.refuse):
        if not _fits(text):
            raise files.wrong(path, "texts", _("«{text}» ha un segnaposto che non esiste.").format(text=text))
    ordered = tuple(sorted(reminders, key=lambda each: -each.days))
    return Reminding(sender.strip(), opens, closes, weekdays, ordered, texts)


def _fits(text: str) -> bool:
    """Every place in braces is one that is known."""
    try:
        return {name for _text, name, *_rest in Formatter().parse(text) if name is not None} <= PLACES
    except ValueError:  # a brace alone
        return False


def _clock(text: str) -> time:
    hour, minute = text.split(":")
    return time(int(hour), int(minute))
