"""The plainest record there is, for tests of what travels: one note, all notes, all that a store holds."""

from desk.db.store import Store
from desk.db.unit import new_id
from desk.office.machine.check_store import state_of


def note(store: Store, text: str) -> None:
    with store.write("anna") as unit:
        unit.put("note", new_id(), text=text)


def notes(store: Store) -> list[str]:
    with store.read() as connection:
        return sorted(text for (text,) in connection.exec_driver_sql("SELECT text FROM note").fetchall())


def state(store: Store) -> str:
    with store.read() as connection:
        return state_of(connection)
