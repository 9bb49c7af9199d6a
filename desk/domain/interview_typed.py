"""What somebody types into a field of the interview, read as an answer, and an answer as the field shows it."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from desk.domain.interview import Kind, Question, Rows, Value
from desk.domain.interview_values import clean, fault, read_time
from desk.i18n import _, amount

_THOUSANDS: Final = re.compile(r"(?<=\d)[.,'\s](?=\d{3}(?!\d))")
"""Of either language: cents are two figures at most, so three after a mark are always thousands."""
_EURO: Final = re.compile(r"^€|(?:€|euro?)$", re.IGNORECASE)
_MONEY: Final = re.compile(r"(-?\d+)(?:[.,](\d{1,2}))?")
_DATE: Final = re.compile(r"(\d{1,2})\D+(\d{1,2})\D+(\d{4})|(\d{2})(\d{2})(\d{4})")


@dataclass(frozen=True)
class Typed:
    """Words that are no answer yet, and why in one sentence."""

    words: str
    fault: str


def read_typed(question: Question, text: str, today: date) -> Value | Typed | None:
    """A value, the words with what is wrong with them, or None for an empty field."""
    if not text.strip():
        return None
    value = _read(question.kind, text, question.unit)
    if value is None:
        return Typed(text, _how(question.kind))
    wrong = fault(question, value, today)
    return Typed(text, wrong) if wrong else value


def read_figure(kind: Kind, text: str) -> int | Typed:
    """A sum in cents or a whole number that is no answer to a question; else the words with what is wrong with them."""
    value = _read(kind, text, "")
    return value if isinstance(value, int) and value >= 0 else Typed(text, _how(kind))


def read_day(text: str) -> date | Typed:
    """A day that is no answer to a question; else the words with what is wrong with them."""
    return _day(text.strip()) or Typed(text, _how(Kind.DATE))


def _read(kind: Kind, text: str, unit: str) -> Value | None:
    if kind in (Kind.TEXT, Kind.NOTE):
        return clean(text).rstrip()
    plain = text.strip()
    if kind is Kind.TIME:
        return read_time(plain)
    if kind is Kind.DATE:
        return _day(plain)
    if unit:
        plain = plain.removesuffix(unit).strip()
    if kind is Kind.MONEY:
        plain = _EURO.sub("", plain).strip()
    match = _MONEY.fullmatch(_THOUSANDS.sub("", plain))
    if match is None or (kind is Kind.NUMBER and match[2]):
        return None
    whole = int(match[1])
    if kind is Kind.NUMBER:
        return whole
    rest = int((match[2] or "0").ljust(2, "0"))
    return whole * 100 + (-rest if plain.startswith("-") else rest)


def _day(text: str) -> date | None:
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    day, month, year = (int(each) for each in match.groups() if each is not None)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _how(kind: Kind) -> str:
    if kind is Kind.DATE:
        return _("Questa data non è chiara: scrivila come 24/11/2026.")
    if kind is Kind.TIME:
        return _("Questa ora non è chiara: scrivila come 9:30.")
    if kind is Kind.MONEY:
        return _("Scrivi una cifra in euro, per esempio 470 o 470,50.")
    return _("Scrivi un numero intero, per esempio 8.")


def shown(question: Question, value: Value | None) -> str:
    """The value as the field writes it, without its unit: «3.760», «94,50», «15/07/2027»."""
    if value is None or isinstance(value, bool | tuple | Rows):
        return ""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if question.kind is Kind.MONEY and isinstance(value, int):
        return amount(value)
    return str(value)
