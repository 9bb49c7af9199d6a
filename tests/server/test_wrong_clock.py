"""A computer whose clock is days off is told so, works on, and does not win because of it."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from desk.db.store import Store, open_store
from desk.db.unit import new_id
from desk.domain.journal.clock import moment_of
from desk.office.machine.enrol import enrol_machine
from desk.office.machine.synchronise import Line, standing_status, synchronise
from desk.server.database import Database
from desk.server.devices import make_code
from tests.conftest import Clock, memory_secrets

NewStore = Callable[..., Store]


def name_of(store: Store, row: str) -> str:
    with store.read() as connection:
        return str(connection.exec_driver_sql("SELECT name FROM household WHERE id = ?", (row,)).scalar_one())


def last_stamp(store: Store) -> str:
    with store.read() as connection:
        return str(connection.exec_driver_sql("SELECT at FROM journal ORDER BY pos DESC LIMIT 1").scalar_one())


@pytest.mark.parametrize(
    ("off", "words"), [(timedelta(days=5, minutes=3), "avanti di 5 giorni"), (-timedelta(hours=3), "indietro di 3 ore")]
)
def test_it_is_told_works_on_and_does_not_win(
    new_store: NewStore, database: Database, server: str, clock: Clock, off: timedelta, words: str
) -> None:
    wrong, right = new_store("wrong", lambda: clock() + off), new_store("right")
    for store in (wrong, right):
        enrol_machine(store, server, make_code(database, int(clock().timestamp())))
        assert synchronise(store).ok
    chip = standing_status(wrong).chip()
    assert chip.text == "Orologio sbagliato" and words in chip.detail
    assert standing_status(right).chip().text.startswith("Salvato qui")
    row = new_id()
    with wrong.write("anna") as unit:
        unit.put("household", row, code="TH-1", name="Prima")
    assert abs(moment_of(last_stamp(wrong)) - clock()) < timedelta(minutes=2)
    for store in (wrong, right):
        assert synchronise(store).ok
    with wrong.write("anna") as unit:
        unit.put("household", row, name="Scritto prima, dal computer sbagliato")
    clock.forward(minutes=10)
    with right.write("bruno") as unit:
        unit.put("household", row, name="Scritto dopo")
    for store in (wrong, right, wrong):
        assert synchronise(store).ok
    assert name_of(wrong, row) == name_of(right, row) == "Scritto dopo"
    assert standing_status(right).conflicts == 1  # and both wait for a person


def test_a_clock_that_is_set_right_is_believed_again_and_stamps_never_go_back(
    new_store: NewStore, database: Database, server: str, clock: Clock
) -> None:
    off = [timedelta(days=2)]
    store = new_store("desk", lambda: clock() + off[0])
    enrol_machine(store, server, make_code(database, int(clock().timestamp())))
    stamps = []

    def write() -> None:
        with store.write() as unit:
            unit.put("note", None, text="una")
        stamps.append(last_stamp(store))

    write()  # nobody has told it yet
    line = Line(store)
    assert line.round().ok
    assert standing_status(store).behind == -2 * 86_400
    write()
    off[0] = timedelta()
    clock.forward(minutes=20)  # the token is over: the clocks are compared again
    assert line.round().ok
    line.close()
    assert standing_status(store).behind == 0
    write()
    again = open_store(store.folder, secrets=memory_secrets, now=lambda: clock() - timedelta(days=9))
    with again.write() as unit:
        unit.put("note", None, text="dopo un riavvio, l'orologio di nove giorni fa")
    stamps.append(last_stamp(again))
    again.close()
    assert stamps == sorted(set(stamps))
