"""Dates, hours and spans as the staff screens say them, in the language of the screens."""

import re
from datetime import date, datetime
from functools import lru_cache

from babel.dates import format_date

from desk import i18n
from desk.i18n import _, n_

_BEFORE_A = re.compile(r"\b([Aa]) ((?:<b>)?)(?=aprile\b|agosto\b)")


def long_day(day: date) -> str:
    """«martedì 1 dicembre»."""
    return _written(day, "EEEE d MMMM", i18n.current())


def short_day(day: date) -> str:
    """«mar 1/12», without the dot of the abbreviation."""
    return f"{weekday(day)} {day.day}/{day.month}"


def weekday(day: date) -> str:
    """«mar»."""
    return _written(day, "EEE", i18n.current()).rstrip(".")


def month_name(day: date) -> str:
    """«dicembre»."""
    return _written(day, "LLLL", i18n.current())


def short_month(day: date) -> str:
    """«nov 2026»."""
    return _written(day, "LLL", i18n.current()).rstrip(".") + f" {day.year}"


def with_ad(italian: str) -> str:
    """«ad aprile», «ad agosto» in an Italian sentence that says «a» before a month."""
    return _BEFORE_A.sub(r"\1d \2", italian)


def numbers(day: date, today: date | None = None) -> str:
    """«18/12», with the year where it is not this one."""
    return f"{day.day:02d}/{day.month:02d}" if today and day.year == today.year else f"{day:%d/%m/%Y}"


def hour(moment: datetime) -> str:
    """«9:05»."""
    return f"{moment.hour}:{moment.minute:02d}"


def days_left(day: date, today: date) -> str:
    """«tra 17 giorni», «oggi», «scaduto da 4 giorni»."""
    left = (day - today).days
    if left == 0:
        return _("oggi")
    if left < 0:
        return n_("scaduto da {n} giorno", "scaduto da {n} giorni", -left).format(n=-left)
    return n_("tra {n} giorno", "tra {n} giorni", left).format(n=left)


def age_words(born: date | None, today: date) -> str:
    """«41 anni»; «5 mesi» before the second birthday; empty where nobody knows."""
    if born is None:
        return ""
    months = (today.year - born.year) * 12 + today.month - born.month - (today.day < born.day)
    if months < 24:
        return n_("{n} mese", "{n} mesi", months).format(n=months)
    return n_("{n} anno", "{n} anni", months // 12).format(n=months // 12)


def every_words(weeks: int) -> str:
    """«ogni settimana», «ogni 2 settimane»."""
    return _("ogni settimana") if weeks == 1 else _("ogni {n} settimane").format(n=weeks)


@lru_cache(maxsize=1024)
def _written(day: date, pattern: str, language: str) -> str:
    """Kept: a slider of the road asks for the same months at every move."""
    return format_date(day, pattern, locale=language)


def not_a_day(typed: str) -> str:
    """«29/2/2027» was typed."""
    return _("«{typed}» non è un giorno: scrivi per esempio 1/12/2026.").format(typed=typed)
