"""What the city reads of its offices: counted from the current fields on both databases; nothing that was typed."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy.exc import DBAPIError

from desk.commands import run
from desk.db.store import Store
from desk.office.machine.synchronise import synchronise
from desk.server.database import Database, keep
from desk.server.report import read_report
from desk.server.tables import SCHEMA
from desk.server.views import VIEWS

NAMES = ("Osagie", "TH-", "sfratto", "scrive")


@pytest.fixture
def desk(enrolled_store: Callable[[str], Store]) -> Store:
    """Five families, one joined into another, one erased; appointments and visits of theirs."""
    store = enrolled_store("desk")
    with store.write() as unit:
        unit.put("office", name="Ufficio di prova")
        homes = [
            unit.put("household", code=f"TH-{n}", name=f"Osagie{n}", status="active", opened_on="2026-11-0" + str(n))
            for n in range(1, 6)
        ]
        for home in homes:
            unit.put("enrolment", household=home, applied_on="2026-10-30", protocol="P/1", notes="sfratto")
            unit.put(
                "appointment",
                household=home,
                service="first_interview",
                start="2026-11-05T09:00:00Z",
                state="scheduled",
                purpose="scrive",
            )
        few = unit.put("appointment", household=homes[0], service="review", start="2026-12-01T09:00:00Z")
        lines = [unit.put("visit", household=each, day="2026-11-05", state="done", outcome="scrive") for each in homes]
    with store.write() as unit:
        unit.change("household", homes[3], joined_into=homes[2], status="joined")
        unit.change("appointment", few, state="cancelled")
        unit.put("visit", lines[0], state="missed")
        unit.erase("household", homes[4])
    assert synchronise(store).ok
    return store


def counted(database: Database, table: str) -> list[tuple[object, ...]]:
    return [(each.month, *each.by.values(), each.how_many) for each in read_report(database).tables[table]]


def test_current_fields_are_counted_without_who_was_erased(desk: Store, database: Database) -> None:
    assert counted(database, "household") == [("2026-11", "active", 3)]
    assert counted(database, "enrolment") == [("2026-10", "", 4)]
    assert counted(database, "appointment") == [
        ("2026-11", "first_interview", "scheduled", 4),
        ("2026-12", "review", "cancelled", None),
    ]
    assert counted(database, "visit") == [("2026-11", "", "done", 3), ("2026-11", "", "missed", None)]
    assert set(read_report(database).names.values()) == {"Ufficio di prova"}


def test_the_command_says_it_in_words_in_json_and_as_a_spreadsheet(
    desk: Store, database: Database, address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["report", "--database", address]
    file = tmp_path / "città.xlsx"
    assert run([*words, "--from", "2026-11", "--to", "2026-11", "--xlsx", str(file)]) == 0
    said = capsys.readouterr().out
    assert "Ufficio di prova" in said and "<3" in said and "2026-10" not in said and "prenotato" in said
    assert run([*words, "--json"]) == 0
    told = capsys.readouterr().out
    document = json.loads(told)
    assert [line["how_many"] for line in document["visit"]] == [3, None]
    book = load_workbook(file)
    cells = [str(cell) for page in book for row in page.iter_rows(values_only=True) for cell in row]
    assert len(book.sheetnames) == len(VIEWS) and "<3" in cells
    for text in (said, told, " ".join(cells)):
        assert not any(name in text for name in NAMES)


def test_wrong_words_are_refused(address: str) -> None:
    with pytest.raises(SystemExit, match="2"):
        run(["report", "--database", address, "--from", "2026-13"])


def test_a_database_of_the_third_schema_is_given_the_views(desk: Store, database: Database, address: str) -> None:
    with database.write() as connection:
        for name in ("report_offices", *(view.name for view in VIEWS)):
            connection.exec_driver_sql(f"DROP VIEW {name}")
        for column in ("mark", "erased"):
            connection.exec_driver_sql(f"ALTER TABLE office DROP COLUMN {column}")
        keep(connection, {"schema": "3"})
    Database(address).close()
    assert database.settings()["schema"] == SCHEMA
    assert counted(database, "household") == [("2026-11", "active", 3)]


def test_whoever_may_read_the_views_alone_reads_nothing_else(desk: Store, database: Database) -> None:
    read_report(database)
    with database.write() as connection:
        if connection.dialect.name != "postgresql":
            return  # a file has no users
        names = ", ".join(("report_offices", *(view.name for view in VIEWS)))
        connection.exec_driver_sql("DROP ROLE IF EXISTS office_of_figures")
        connection.exec_driver_sql("CREATE ROLE office_of_figures")
        connection.exec_driver_sql(f"GRANT SELECT ON {names} TO office_of_figures")
        connection.exec_driver_sql("SET LOCAL ROLE office_of_figures")
        assert connection.exec_driver_sql("SELECT how_many FROM report_households").scalar() == 3
        with pytest.raises(DBAPIError, match="permission denied"), connection.begin_nested():
            connection.exec_driver_sql("SELECT fields FROM record")
        connection.exec_driver_sql("RESET ROLE")
        connection.exec_driver_sql(f"REVOKE ALL ON {names} FROM office_of_figures")
        connection.exec_driver_sql("DROP ROLE office_of_figures")
