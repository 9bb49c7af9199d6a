"""The office's opening hours, from resources/services/hours.toml, and the holidays of its place."""

import tomllib
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

import holidays

from desk import settings
from desk.domain.slots import Hours
from desk.errors import BadResource
from desk.i18n import _, current

FILE = "services/hours.toml"
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True)
class Opening:
    """Hours of a week and where its holidays are kept. `walk_in`: times left to those without an appointment."""

    hours: Hours
    country: str
    province: str
    walk_in: Hours = field(default_factory=lambda: Hours({}))

    def holidays(self, years: range) -> dict[date, str]:
        """Closed days of these years with their names in the language of the screens."""
        return dict(_closed(self.country, self.province, years, current()))


def load_opening() -> Opening:
    """Raises BadResource naming the line that is wrong."""
    path = settings.RESOURCES.path() / FILE
    try:
        return _read(path, path.stat().st_mtime_ns)
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, NotImplementedError) as error:
        raise BadResource(_("{file}: {fault}. Correggi il file.").format(file=FILE, fault=error)) from error


@lru_cache(maxsize=1)
def _read(path: Path, _written: int) -> Opening:
    """Again only when the file was written since."""
    read = tomllib.loads(path.read_text(encoding="utf-8"))
    week, kept = _week(read["week"]), _week(read.get("walk_in", {}))
    place = read["holidays"]
    _known(place["country"], place["province"])
    return Opening(Hours(week), place["country"], place["province"], Hours(kept))


@lru_cache
def _closed(country: str, province: str, years: range, language: str) -> dict[date, str]:
    """Reckoned once: every search for a free time asks for them."""
    place = holidays.country_holidays(country, subdiv=province)
    known = place.supported_languages
    named = next((each for each in known if each.split("_")[0] == language), place.default_language)
    found = holidays.country_holidays(
        country, subdiv=province, years=list(years), language=named or None
    )  # always named: else the machine's language would be taken
    return {day: str(name) for day, name in found.items()}


@lru_cache
def _known(country: str, province: str) -> None:
    """Raises NotImplementedError for a place whose holidays nobody knows."""
    holidays.country_holidays(country, subdiv=province)


def _week(read: object) -> dict[int, tuple[tuple[int, int], ...]]:
    if not isinstance(read, dict):
        raise ValueError(f"[week]: {read!r}")
    return {_day(day): tuple(_span(day, span) for span in spans) for day, spans in read.items()}


def _day(name: str) -> int:
    if name not in _DAYS:
        raise ValueError(f"{name}: {', '.join(_DAYS)}")
    return _DAYS.index(name)


def _span(day: str, text: object) -> tuple[int, int]:
    if not isinstance(text, str):
        raise ValueError(f"{day}: {text!r}")
    start, end = (_minutes(each) for each in text.split("-"))
    if start >= end:
        raise ValueError(_("«{text}» finisce prima di cominciare").format(text=text))
    return start, end


def _minutes(text: str) -> int:
    hour, minute = text.strip().split(":")
    return int(hour) * 60 + int(minute)
