"""What the city reads of its offices: the views, line by line."""

from collections.abc import Mapping
from dataclasses import dataclass

from desk.server.database import Database
from desk.server.records import catch_up
from desk.server.views import OFFICES, VIEWS


@dataclass(frozen=True)
class Line:
    """`month`: 2026-11, "" where the day is not known; `by`: what is counted, by field; `how_many`: None for a number
    that is too small to be told."""

    office: str
    month: str
    by: Mapping[str, str]
    how_many: int | None


@dataclass(frozen=True)
class CityReport:
    """`names`: of the offices, by their ids; `tables`: the lines of each view by what it counts."""

    names: Mapping[str, str]
    tables: Mapping[str, tuple[Line, ...]]


def read_report(database: Database, first: str = "", last: str = "") -> CityReport:
    """The months from first to last (2026-01), both with it; without them, all. What has arrived is counted first."""
    catch_up(database)
    tables: dict[str, tuple[Line, ...]] = {}
    with database.read() as connection:
        found = connection.exec_driver_sql(f"SELECT office, name FROM {OFFICES} ORDER BY office")
        names = {office: name or "" for office, name in found}
        for view in VIEWS:
            columns = ", ".join(("office", "month", *view.by))
            rows = connection.exec_driver_sql(f"SELECT {columns}, how_many FROM {view.name} ORDER BY {columns}")
            tables[view.table] = tuple(
                Line(office, month, dict(zip(view.by, map(str, by), strict=True)), how_many)
                for office, month, *by, how_many in rows
                if _within(month, first, last)
            )
    return CityReport(names, tables)


def _within(month: str, first: str, last: str) -> bool:
    return (not first or month >= first) and (not last or month <= last)
