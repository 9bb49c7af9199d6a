"""Incomes and debts that the interview has line by line, as flows of money with their begin and end."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, select

from desk.db.tables import answer
from desk.domain.interview import Rows
from desk.domain.road import Flow, Loan

INCOMES, DEBTS = "economy.incomes", "economy.debts"
SIA: Final = "sia"


def told_incomes(connection: Connection, households: list[str]) -> list[Flow]:
    """Every income told as a line; empty where the family gave sums only."""
    found = _lines(connection, households, INCOMES)
    return [
        Flow(cents, _day(cells.get("from")), _day(cells.get("to")), str(cells.get("source") or ""))
        for cells in found
        if (cents := _cents(cells))
    ]


def told_debts(connection: Connection, households: list[str]) -> list[Loan]:
    """Every debt told as a line: all of it, and what is paid each month; 0 where that is not known."""
    lines = _lines(connection, households, DEBTS)
    return [Loan(_cents(cells, "total"), _cents(cells)) for cells in lines]


def says_sia(connection: Connection, households: list[str]) -> bool:
    """Is the SIA amount among the lines already?"""
    return any(cells.get("source") == SIA for cells in _lines(connection, households, INCOMES))


def monthly_now(rows: Rows, today: date) -> int:
    """What the lines bring in today, in cents a month."""
    total = 0
    for row in rows.rows:
        cents, begin, end = row.cells.get("monthly"), row.cells.get("from"), row.cells.get("to")
        begun = not isinstance(begin, date) or begin <= today
        over = isinstance(end, date) and end < today
        if isinstance(cents, int) and begun and not over:
            total += cents
    return total


def _lines(connection: Connection, households: list[str], question: str) -> Iterator[dict[str, Any]]:
    query = select(answer.c.value).where(
        answer.c.household.in_(households), answer.c.question == question, answer.c.value.is_not(None)
    )
    for text in connection.execute(query.order_by(answer.c.id)).scalars():
        try:
            cells = msgspec.json.decode(text)
        except msgspec.DecodeError:
            continue
        if isinstance(cells, dict):
            yield cells


def _cents(cells: dict[str, Any], name: str = "monthly") -> int:
    found = cells.get(name)
    return found if isinstance(found, int) else 0


def _day(text: Any) -> date | None:
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
