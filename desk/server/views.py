"""Views over the current fields, from which the city's reports read: counts by office and month, nothing typed.

A number under `FEWEST` is left empty: one or two families of an office in a month could be known again. No view has a
sum over its lines, from which an empty one could be worked out.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

FEWEST = 3
DAY = 7
"""Letters of a moment that are its year and month. Moments are in UTC: nobody comes in the first hours of a month."""


@dataclass(frozen=True)
class View:
    """`when`: the field whose month counts; `by`: the fields it is divided by, columns of these names; `whose`: a row
    that lacks this field was undone."""

    name: str
    table: str
    when: str
    by: tuple[str, ...]
    whose: str
    unless: str = ""


VIEWS = (
    View("report_households", "household", "opened_on", ("status",), "code", unless="joined_into"),
    View("report_enrolments", "enrolment", "applied_on", ("state",), "household"),
    View("report_appointments", "appointment", "start", ("service", "state"), "household"),
    View("report_visits", "visit", "day", ("service", "state"), "day"),
)
OFFICES = "report_offices"


def make_views(connection: Connection) -> None:
    """All anew: a view holds nothing."""
    for statement in _statements(connection.dialect.name == "postgresql"):
        connection.exec_driver_sql(statement)


def _statements(is_postgres: bool) -> Iterator[str]:
    def field(name: str) -> str:
        return f"(record.fields ->> '{name}')" if is_postgres else f"json_extract(record.fields, '$.{name}')"

    yield f"DROP VIEW IF EXISTS {OFFICES}"
    yield f"""CREATE VIEW {OFFICES} AS
SELECT record.office, min({field("name")}) AS name FROM record
WHERE record."table" = 'office' AND record.erased = 0 GROUP BY 1"""
    for each in VIEWS:
        whose = 'record."row"' if each.table == "household" else field("household")
        divided = "".join(f", coalesce({field(name)}, '') AS {name}" for name in each.by)
        groups = ", ".join(str(place) for place in range(1, len(each.by) + 3))
        unless = f"AND coalesce({field(each.unless)}, '') = ''" if each.unless else ""
        yield f"DROP VIEW IF EXISTS {each.name}"
        yield f"""CREATE VIEW {each.name} AS
SELECT record.office, substr(coalesce({field(each.when)}, ''), 1, {DAY}) AS month{divided},
  CASE WHEN count(*) < {FEWEST} THEN NULL ELSE count(*) END AS how_many
FROM record WHERE record."table" = '{each.table}' AND record.erased = 0
  AND coalesce({field(each.whose)}, '') <> '' {unless}
  AND NOT EXISTS (SELECT 1 FROM record AS gone WHERE gone.office = record.office AND gone.erased = 1
    AND gone."row" = {whose})
GROUP BY {groups}"""
