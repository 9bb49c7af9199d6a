"""Keep both values of a conflict: words joined in one field, a phone number or a note as a record of its own."""

from datetime import date
from typing import Literal

from desk.db.changes import Changes
from desk.db.tables import SYNCED
from desk.domain.interview import Kind
from desk.domain.interview_typed import Typed, read_day, read_figure, read_typed
from desk.domain.interview_values import as_text
from desk.errors import BadInput
from desk.i18n import _
from desk.office.household.contacts import EMAIL, PHONE, normal
from desk.office.machine.reconcile import Clash, keep, require_sight
from desk.office.session import Session

Both = Literal["", "words", "records"]

_OWN_RECORD = frozenset({("contact", "value"), ("note", "text")})
"""A family may have two of these: nobody has to choose."""
_PROSE = frozenset(
    {"agreed", "brief", "bring", "closing_words", "evidence", "note", "purpose", "text", "title", "why", "words"}
)
_TYPED = _PROSE | {"birth_place", "district", "given", "given_local", "name", "name_local", "street", "surname", "town"}
_TYPED_KINDS = frozenset({Kind.TEXT, Kind.NOTE, Kind.NUMBER, Kind.MONEY, Kind.DATE, Kind.TIME})
_INNER = frozenset({"id", "stamps"})


def both_of(clash: Clash) -> Both:
    """How both can stay; empty where only one can be true (a day, an amount, a state)."""
    if not all(isinstance(each.value, str) and each.value for each in clash.values):
        return ""
    if (clash.table, clash.field) in _OWN_RECORD:
        return "records"
    asked = clash.asked is not None and clash.asked.kind in (Kind.TEXT, Kind.NOTE)
    return "words" if asked or (clash.table != "answer" and clash.field in _PROSE) else ""


def takes_words(clash: Clash) -> bool:
    """True where another value can be typed here."""
    if clash.table == "answer":
        return clash.asked is not None and clash.asked.kind in _TYPED_KINDS
    return (clash.table, clash.field) in _OWN_RECORD or clash.field in _TYPED or _kind(clash) is not None


def _kind(clash: Clash) -> Kind | None:
    """Of a field that is no answer: a sum of money or a day, by what stands in it."""
    values = [each.value for each in clash.values if each.value not in (None, "")]
    if clash.field.endswith("_cents"):
        return Kind.MONEY
    return Kind.DATE if values and all(_is_day(value) for value in values) else None


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and len(value) == len("2026-11-24") and bool(date.fromisoformat(value))
    except ValueError:
        return False


def stored_as(clash: Clash, words: str, today: date) -> str | int:
    """What was typed, as the field keeps it. Raises BadInput where it is no answer."""
    if clash.asked is None:
        return _plain(clash, words, today)
    value = read_typed(clash.asked, words, today)
    if value is None or isinstance(value, Typed):
        raise BadInput(value.fault if isinstance(value, Typed) else _("Scrivi un valore."))
    return as_text(value)


def _plain(clash: Clash, words: str, today: date) -> str | int:
    if (clash.table, clash.field) == ("contact", "value"):
        mail = any("@" in str(each.value) for each in clash.values)
        return normal(EMAIL if mail else PHONE, words)
    kind = None if clash.field in _TYPED else _kind(clash)
    if kind is None:
        return words
    read = read_day(words) if kind is Kind.DATE else read_figure(kind, words)
    if isinstance(read, Typed):
        raise BadInput(read.fault)
    if isinstance(read, int):
        return read
    if clash.field == "birth_date" and read > today:
        raise BadInput(_("La data di nascita è nel futuro. Controllala."))
    return read.isoformat()


def joined(clash: Clash) -> str:
    """Both texts, the earlier one first; once where one holds the other."""
    texts: list[str] = []
    for each in reversed(clash.values):
        text = str(each.value).strip()
        if not any(text in other for other in texts):
            texts = [other for other in texts if other not in text] + [text]
    return " / ".join(texts)


def settle_both(session: Session, clash: Clash) -> Changes:
    """One act, taken back as one. Raises NotFound where it is settled already."""
    with session.store.write(session.staff) as unit:
        require_sight(session, unit.connection, clash)
        if both_of(clash) != "records":
            keep(unit, clash, joined(clash), clash.values[0].value)
            return unit.changes
        before = unit.get(clash.table, clash.row) or {}
        keep(unit, clash, clash.values[0].value)
        same = {name: before.get(name) for name in SYNCED[clash.table].columns if name not in _INNER}
        for value in dict.fromkeys(each.value for each in clash.values[1:]):
            unit.put(clash.table, None, **(same | {clash.field: value}))
    return unit.changes
