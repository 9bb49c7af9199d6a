"""Values of answers: checked against their question, and as the text that a row keeps."""

from datetime import date
from typing import Any

import msgspec

from desk.domain.interview import Kind, Question, Value
from desk.i18n import _

_TYPES: dict[Kind, type] = {
    Kind.CHOICE: str,
    Kind.SEVERAL: tuple,
    Kind.TEXT: str,
    Kind.NOTE: str,
    Kind.NUMBER: int,
    Kind.MONEY: int,
    Kind.DATE: date,
    Kind.YESNO: bool,
}
_STORED: dict[Kind, Any] = {**_TYPES, Kind.SEVERAL: tuple[str, ...]}


def fault(question: Question, value: Value, today: date) -> str | None:
    """What is wrong with a value, in one sentence for the clerk, or None."""
    if not _is_right_type(question.kind, value):
        return _("Questa risposta non va bene per la domanda «{label}».").format(label=question.label)
    if isinstance(value, date):
        return _date_fault(question, value, today)
    if isinstance(value, int) and not isinstance(value, bool):
        return _bounds_fault(question, value)
    if question.kind in {Kind.CHOICE, Kind.SEVERAL}:
        codes = value if isinstance(value, tuple) else (value,)
        if any(question.option(str(code)) is None for code in codes):
            return _("Scegli una risposta dell’elenco.")
    return None


def _is_right_type(kind: Kind, value: Value) -> bool:
    if isinstance(value, bool):
        return kind is Kind.YESNO
    return isinstance(value, _TYPES[kind])


def _date_fault(question: Question, value: date, today: date) -> str | None:
    if question.when == "past" and value > today:
        return _("Questa data è nel futuro: controlla l’anno.")
    if question.when == "future" and value < today:
        return _("Questa data è già passata: controlla l’anno.")
    return None


def _bounds_fault(question: Question, value: int) -> str | None:
    if question.lowest is not None and value < question.lowest:
        return _("Il valore è troppo basso: il minimo è {least}.").format(least=_shown(question, question.lowest))
    if question.highest is not None and value > question.highest:
        return _("Il valore è troppo alto: il massimo è {most}.").format(most=_shown(question, question.highest))
    return None


def _shown(question: Question, value: int) -> str:
    if question.kind is Kind.MONEY:
        return f"{value // 100} €"
    return f"{value} {question.unit}".rstrip()


def as_text(value: Value) -> str:
    """The value as a row keeps it: JSON."""
    return msgspec.json.encode(value).decode()


def from_text(question: Question, text: str) -> Value | None:
    """The value that a row keeps; None where it no longer fits the question."""
    try:
        found: Value = msgspec.json.decode(text, type=_STORED[question.kind])
    except msgspec.MsgspecError:
        return None
    return found
