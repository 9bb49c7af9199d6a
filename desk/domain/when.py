"""When something is due, as a person types it: a date, or how often."""

import re
from dataclasses import dataclass
from datetime import date

HOW_OFTEN = ("ogni giorno", "ogni settimana", "ogni due settimane", "ogni mese", "quando si può")
_DATE = re.compile(r"^(\d{1,2})[/.\- ](\d{1,2})(?:[/.\- ](\d{2}|\d{4}))?$")


@dataclass(frozen=True)
class When:
    """Exactly one of the two is set; both are empty for an empty text."""

    by: date | None = None
    how_often: str = ""


def read_when(typed: str, today: date) -> When | None:
    """`1/12`, `1.12.2026`, `ogni settimana`, `sett` …; a day without a year is the next one. None: not clear."""
    text = " ".join(typed.lower().split())
    if not text:
        return When()
    found = _DATE.match(text)
    if found:
        return _date(int(found[1]), int(found[2]), found[3], today)
    fitting = [each for each in HOW_OFTEN if each.startswith(text) or each.removeprefix("ogni ").startswith(text)]
    return When(how_often=fitting[0]) if fitting else None


def _date(day: int, month: int, year: str | None, today: date) -> When | None:
    try:
        if year:
            return When(date(int(year) + (2000 if len(year) == 2 else 0), month, day))
        this = date(today.year, month, day)
        return When(this if this >= today else date(today.year + 1, month, day))
    except ValueError:
        return None


def write_when(by: date | None, how_often: str) -> str:
    """What the field shows for it."""
    return f"{by.day}/{by.month}/{by.year}" if by else how_often
