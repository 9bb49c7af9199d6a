"""A value of one's own that is being typed to decide a question: kept on this machine for whoever types it, until the
question is decided. It lies with the family's other drafts, so that it goes with the family."""

from collections.abc import Collection

from sqlalchemy import delete, insert, select

from desk.db.tables import draft
from desk.domain.roles import May
from desk.office.machine.drafts import OWN_VALUE
from desk.office.machine.reconcile import Clash
from desk.office.session import Session


def keep_own_value(session: Session, clash: Clash, text: str) -> None:
    """At each letter; nothing is kept of an empty text."""
    session.require(May.RECONCILE)
    place = place_of(clash)
    name = f"{OWN_VALUE}|{session.staff}|{place}"
    row = {"household": clash.home, "question": OWN_VALUE, "person": session.staff, "place": place, "text": text}
    with session.store.keep(wait=False) as connection:
        connection.execute(delete(draft).where(draft.c.id == name))
        if text.strip():
            connection.execute(insert(draft).values(id=name, **row))


def own_values(session: Session, waiting: Collection[Clash]) -> dict[str, str]:
    """What this person has been typing, by the place of its question; of a question that is decided nothing stays."""
    with session.store.read() as connection:
        mine = select(draft.c.place, draft.c.text).where(draft.c.question == OWN_VALUE, draft.c.person == session.staff)
        found = {each.place: each.text for each in connection.execute(mine)}
    over = found.keys() - {place_of(each) for each in waiting}
    if over:
        with session.store.keep(wait=False) as connection:
            connection.execute(delete(draft).where(draft.c.question == OWN_VALUE, draft.c.place.in_(over)))
    return {place: text for place, text in found.items() if place not in over}


def place_of(clash: Clash) -> str:
    return " ".join(clash.key)
