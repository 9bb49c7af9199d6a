"""Values of answers: checked against their question, and as the text that a row keeps."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import msgspec

from desk.domain.interview import PAPER_STATES, Cell, Kind, Question, Rows, TableRow, Value
from desk.i18n import _, money

_TYPES: dict[Kind, type] = {
    Kind.CHOICE: str,
    Kind.SEVERAL: tuple,
    Kind.TEXT: str,
    Kind.NOTE: str,
    Kind.NUMBER: int,
    Kind.MONEY: int,
    Kind.DATE: date,
    Kind.YESNO: bool,
    Kind.TIME: str,
    Kind.PERSON: str,
    Kind.DOCUMENT: str,
    Kind.ROWS: Rows,
}
_STORED: dict[Kind, Any] = {**_TYPES, Kind.SEVERAL: tuple[str, ...], Kind.ROWS: tuple[()]}
_TIME: Final = re.compile(r"(?:ore\s+)?(\d{1,2})(?:\s*[:.,]\s*(\d{2}))?(?:\s*(?:h|ore))?", re.IGNORECASE)
_TYPED: Final = "~"
"""Begins the name of a cell whose words are no value yet."""
LONGEST: Final = {Kind.TEXT: 2_000, Kind.NOTE: 100_000}
FIRST_YEAR: Final = 1900


def fault(question: Question, value: Value, today: date) -> str | None:
    """What is wrong with a value, in one sentence for the clerk, or None."""
    if not _is_right_type(question.kind, value):
        return _("Questa risposta non va bene per la domanda «{label}».").format(label=question.label)
    if isinstance(value, Rows):
        return next((wrong for row in value.rows if (wrong := row_fault(question, row.cells, today))), None)
    if isinstance(value, date):
        return _date_fault(question, value, today)
    if isinstance(value, int) and not isinstance(value, bool):
        return _bounds_fault(question, value)
    return _words_fault(question, value)


def _words_fault(question: Question, value: Value) -> str | None:
    """Of codes, hours and texts."""
    kind, codes = question.kind, value if isinstance(value, tuple) else (value,)
    known: Mapping[Kind, tuple[str, ...]] = {Kind.DOCUMENT: PAPER_STATES}
    if kind in (Kind.CHOICE, Kind.SEVERAL, Kind.DOCUMENT):
        codes_known = known.get(kind, tuple(option.code for option in question.options))
        return None if all(code in codes_known for code in codes) else _("Scegli una risposta dell’elenco.")
    if kind is Kind.TIME and read_time(str(value)) != value:
        return _("Questa ora non è chiara: scrivila come 9:30.")
    if kind in LONGEST and length(str(value)) > LONGEST[kind]:
        return _("Il testo è troppo lungo: al massimo {n} caratteri.").format(n=LONGEST[kind])
    return None


def row_fault(table: Question, cells: Mapping[str, Cell], today: date) -> str | None:
    """What is wrong with one line of a table: the first fault, or an end before its begin."""
    for name, value in cells.items():
        column = table.column(name)
        if column is None:
            return _("La tabella «{label}» non ha la colonna «{name}».").format(label=table.label, name=name)
        if wrong := fault(column, value, today):
            return wrong
    begin, end = cells.get("from"), cells.get("to")
    if isinstance(begin, date) and isinstance(end, date) and end < begin:
        return _("Finisce prima di cominciare: controlla le date.")
    return None


def read_time(text: str) -> str | None:
    """«9», «9.30», «ore 9:30» as «09:30»; None for what is no hour of the day."""
    match = _TIME.fullmatch(text.strip())
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None


def length(text: str) -> int:
    """Of a text, its line ends not counted: an endless paragraph is set in several."""
    return len(text) - text.count("\n")


def clean(text: str) -> str:
    """Pasted words without what no eye sees: control and direction characters; line ends and joiners stay."""
    signs = set(text) - _KEPT  # each sign is looked up once, however long the text is
    unseen = [each for each in signs if unicodedata.category(each) in ("Cc", "Cf", "Cs")]
    return text.translate(dict.fromkeys(map(ord, unseen))) if unseen else text


_KEPT: Final = frozenset("\n\t\u200c\u200d\u200e\u200f")


def _is_right_type(kind: Kind, value: Value) -> bool:
    if isinstance(value, bool):
        return kind is Kind.YESNO
    return isinstance(value, _TYPES[kind])


def _date_fault(question: Question, value: date, today: date) -> str | None:
    if not FIRST_YEAR <= value.year <= today.year + 100:
        return _("Questo anno non è possibile: controlla la data.")
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
        return money(value)
    return f"{value} {question.unit}".rstrip()


def as_text(value: Value) -> str:
    """The value as a row keeps it: JSON. A table's own row says only that there is no line."""
    return msgspec.json.encode(() if isinstance(value, Rows) else value).decode()


def from_text(question: Question, text: str) -> Value | None:
    """The value that a row keeps; None where it no longer fits the question."""
    try:
        found = msgspec.json.decode(text, type=_STORED[question.kind])
    except msgspec.MsgspecError:
        return None
    if question.kind is Kind.ROWS:
        return Rows()
    if question.kind is Kind.TIME:
        return read_time(str(found))
    value: Value = found
    return value


def row_text(cells: Mapping[str, Cell], typed: Mapping[str, str]) -> str:
    """One line of a table as a row keeps it; words that are no value yet stand beside, word for word."""
    return msgspec.json.encode({**cells, **{_TYPED + name: words for name, words in typed.items()}}).decode()


def row_from(table: Question, id: str, text: str, *, earlier: bool = False) -> TableRow | None:
    """The line that a row keeps; None for what is no line. A cell that no longer fits stays as words."""
    try:
        found = msgspec.json.decode(text, type=dict[str, Any])
    except msgspec.MsgspecError:
        return None
    cells: dict[str, Cell] = {}
    typed: dict[str, str] = {}
    for name, kept in found.items():
        column = table.column(name.removeprefix(_TYPED))
        if column is None:
            continue
        value = None if name.startswith(_TYPED) else from_text(column, msgspec.json.encode(kept).decode())
        if value is None or isinstance(value, Rows):
            typed[column.id] = str(kept)
        else:
            cells[column.id] = value
    return TableRow(id, cells, typed, earlier)
