"""One answer in the demo's store."""

from datetime import date
from typing import Any

import msgspec

from desk.db.unit import Unit
from desk.office.interview.answers import answer_id


def write_answer(
    unit: Unit,
    household: str,
    question: str,
    value: Any,
    *,
    on: date,
    status: str = "said",
    by: str = "",
    person: str = "",
    interview: str | None = None,
    heard: str = "",
) -> None:
    """One answer as the interview keeps it. `heard`: who was at the table, ids with spaces between."""
    unit.put(
        "answer",
        answer_id(household, question, person),
        household=household,
        question=question,
        person=person or None,
        value=msgspec.json.encode(value).decode(),
        status=status,
        said_by=by or None,
        answered_on=on.isoformat(),
        interview=interview,
        heard=heard or None,
    )
