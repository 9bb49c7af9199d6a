"""Two entries for one person: by what they are recognised, and how one of them takes over what hangs on the other."""

from typing import Final

from sqlalchemy import Connection, select

from desk.db.tables import SYNCED, answer, identifier, person
from desk.db.unit import Unit
from desk.domain.names import search_key

Mark = tuple[str, ...]
_FACTS: Final = ("given_local", "sex", "birth_date", "birth_place", "citizenship", "language", "safety")
_HANG_ON: Final = ("contact", "document", "consent", "attempt", "note", "follow_up")


def marks_of(connection: Connection, who: str) -> list[Mark]:
    """What tells a person from everybody else: codes first, then name and birth date where no code says otherwise."""
    codes = select(identifier.c.kind, identifier.c.canonical).where(
        identifier.c.person == who, identifier.c.canonical.is_not(None)
    )
    found: list[Mark] = [("code", kind, canonical) for kind, canonical in connection.execute(codes.order_by("kind"))]
    row = connection.execute(select(person).where(person.c.id == who)).first()
    if row is not None and row.birth_date:
        name = search_key(f"{row.surname or ''} {row.given or ''}")
        found.append(("name", name, row.birth_date))
    return found


def same_people(connection: Connection, people: list[str]) -> dict[Mark, str]:
    """Mark → person; a name with its birth date counts only for people without a tax code."""
    found: dict[Mark, str] = {}
    for who in people:
        marks = marks_of(connection, who)
        coded = any(mark[:2] == ("code", "tax_code") for mark in marks)
        found |= {mark: who for mark in marks if mark[0] == "code" or not coded}
    return found


def become_one(unit: Unit, *, kept: str, other: str) -> None:
    """All that hangs on the other entry hangs on the kept one; its empty facts are filled. Nothing is overwritten."""
    mine, theirs = unit.get("person", kept) or {}, unit.get("person", other) or {}
    empty = {name: theirs[name] for name in _FACTS if theirs.get(name) and not mine.get(name)}
    if empty:
        unit.change("person", kept, **empty)
    held = {mark for mark in marks_of(unit.connection, kept) if mark[0] == "code"}
    codes = select(identifier).where(identifier.c.person == other, identifier.c.canonical.is_not(None))
    for row in unit.connection.execute(codes).all():
        if ("code", row.kind, row.canonical) not in held:
            unit.change("identifier", row.id, person=kept)
    for name in _HANG_ON:
        table = SYNCED[name].table
        for row_id in unit.connection.execute(select(table.c.id).where(table.c.person == other)).scalars().all():
            unit.change(name, row_id, person=kept)
    told = set(unit.connection.execute(select(answer.c.question).where(answer.c.person == kept)).scalars())
    answers = select(answer.c.id, answer.c.question).where(answer.c.person == other)
    for row_id, question in unit.connection.execute(answers).all():
        if question not in told:
            unit.change("answer", row_id, person=kept)
