"""A request for a time that was left half filled: kept on this machine for whoever filled it in, until a time is taken.

It lies with the family's other drafts, so that it goes with the family."""

from dataclasses import dataclass
from datetime import date, timedelta

import msgspec
from sqlalchemy import delete, insert, select

from desk.db.tables import draft, household
from desk.domain.roles import May
from desk.office.machine.drafts import WISH
from desk.office.session import Session

KEPT_DAYS = 7
"""After that the days that were asked for have gone by."""


@dataclass(frozen=True)
class LeftWish:
    """`appointment`: the one that was to have another time, or waits for one; `text`: as it was handed in."""

    household: str
    family: str
    appointment: str
    text: str


class _Told(msgspec.Struct):
    day: date
    text: str


def keep_wish(session: Session, household_id: str, appointment: str, text: str) -> None:
    """In place of the one before: nobody fills in two at once."""
    session.require(May.BOOK)
    told = msgspec.json.encode(_Told(session.today(), text)).decode()
    row = {"household": household_id, "question": WISH, "person": session.staff, "place": appointment, "text": told}
    with session.store.keep() as connection:
        connection.execute(delete(draft).where(draft.c.id == _name(session)))
        connection.execute(insert(draft).values(id=_name(session), **row))


def left_wish(session: Session) -> LeftWish | None:
    """What this person left half filled on this machine."""
    with session.store.read() as connection:
        query = (
            select(draft, household.c.name)
            .join(household, household.c.id == draft.c.household)
            .where(draft.c.id == _name(session), household.c.joined_into.is_(None))
        )
        row = connection.execute(query).first()
    if row is None:
        return None
    told = msgspec.json.decode(row.text, type=_Told)
    if told.day < session.today() - timedelta(days=KEPT_DAYS):
        return None
    return LeftWish(row.household, str(row.name or "–"), row.place, told.text)


def forget_wish(session: Session) -> None:
    """A time was taken, or the request goes on as one that waits."""
    with session.store.keep() as connection:
        connection.execute(delete(draft).where(draft.c.id == _name(session)))


def _name(session: Session) -> str:
    return f"{WISH}|{session.staff}"
