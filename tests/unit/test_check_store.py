"""`desk check` finds what is broken and says nothing of what is whole."""

import pytest

from desk.office.machine.check_store import check
from desk.office.session import Session


def _family(session: Session) -> None:
    with session.store.write(session.staff) as unit:
        unit.put("household", "0190c000-0000-7000-8000-000000000001", code="TH-0001")
        unit.put("note", "0190c000-0000-7000-8000-000000000002", text="prima")


def test_a_whole_store_has_no_problem(session: Session) -> None:
    before = check(session)
    _family(session)
    after = check(session)
    assert after.ok, after.problems
    assert after.entries > before.entries
    assert after.state != before.state


def test_an_edited_journal_entry_shows(session: Session) -> None:
    _family(session)
    store = session.store
    with store._engine.connect().execution_options(desk_writes=True) as connection, connection.begin():
        connection.exec_driver_sql("UPDATE journal SET fields = replace(fields, 'prima', 'dopo')")
    assert any("impronta" in problem for problem in check(session).problems)


def test_a_cut_in_the_chain_shows(session: Session) -> None:
    _family(session)
    with session.store._engine.connect().execution_options(desk_writes=True) as connection, connection.begin():
        connection.exec_driver_sql("DELETE FROM journal WHERE seq = (SELECT max(seq) - 1 FROM journal)")
    assert any("manca" in problem for problem in check(session).problems)


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE note SET text = 'dopo'", "il campo text è diverso"),
        ("UPDATE note SET text = NULL", "il campo text è diverso"),
        ("DELETE FROM note", "manca"),
        ("INSERT INTO note (id, text, stamps) VALUES ('x', 'y', '{}')", "note x non è nel registro"),
        ("INSERT INTO erased VALUES ('0190c000-0000-7000-8000-000000000002')", "c'è ancora"),
    ],
)
def test_a_row_changed_past_the_journal_shows(session: Session, statement: str, words: str) -> None:
    _family(session)
    assert check(session).ok
    with session.store._engine.connect().execution_options(desk_writes=True) as connection, connection.begin():
        connection.exec_driver_sql(statement)
    assert any(words in problem for problem in check(session).problems)
