"""The list of a municipality, against its answer key: every row is accounted for, a second time changes nothing."""

import csv
import io
import json
import time
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlalchemy import func, select

from desk.db.store import Store, create_store
from desk.db.tables import enrolment, household, identifier, person, review
from desk.errors import BadInput, NotAllowed
from desk.office.enrolment.import_list import import_list
from desk.office.enrolment.read_file import RawRow
from desk.office.enrolment.reject_file import reject_file
from desk.office.enrolment.report import Outcome, Report
from desk.office.enrolment.rows import cents, clean, tidy_name
from desk.office.front.find_family import find_family
from desk.office.session import Session, system_session
from tests.conftest import Clock, memory_secrets
from tests.small_office import build_small_office
from tests.words_on_disk import words_in

DATA = Path(__file__).parents[1] / "data" / "enrolment"
LIST = DATA / "sia-enrolment-500.csv"
KEY = json.loads((DATA / "sia-enrolment-500.key.json").read_text(encoding="utf-8"))
MOST_SECONDS = 5
HEAD = "protocollo;data_domanda;ruolo;cognome;nome;data_nascita;codice_fiscale;telefono;isee"


def source() -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(LIST.read_text(encoding="utf-8-sig")), delimiter=";"))


def lines_of(report: Report) -> dict[int, str]:
    return {each.line: each.reason for each in (*report.rejected, *report.to_review)}


def protocols(told: list[str], report: Report, *, rejected: bool) -> set[str]:
    found = report.rejected if rejected else report.to_review
    return {each.raw.values["protocol"] for each in found if any(word in each.reason for word in told)}


def dirty(kind: str) -> set[str]:
    return {protocol for name, protocol in KEY["dirty"] if name == kind}


def count(store: Store, table: object) -> int:
    with store.read() as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def write(folder: Path, *rows: str, name: str = "list.csv", head: str = HEAD) -> Path:
    path = folder / name
    path.write_text("\n".join([head, *rows]), encoding="utf-8")
    return path


@dataclass(frozen=True)
class Imported:
    """The whole list, taken in once for all tests that only look at what came of it."""

    store: Store
    report: Report
    seconds: float


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Imported]:
    store = create_store(tmp_path_factory.mktemp("list") / "store", secrets=memory_secrets, now=Clock())
    start = time.process_time()  # the machine may be busy with other tests
    report = import_list(system_session(store), LIST)
    yield Imported(store, report, time.process_time() - start)
    store.close()


@pytest.fixture(scope="module")
def expected() -> dict[str, set[str]]:
    kinds = defaultdict(set)
    for kind, protocol in KEY["dirty"]:
        kinds[kind].add(protocol)
    return kinds


def test_every_row_of_the_list_is_accounted_for(imported: Imported, expected: dict[str, set[str]]) -> None:
    report = imported.report
    assert imported.seconds < MOST_SECONDS
    assert sum(report.counts.values()) == report.rows == KEY["rows"] + 1  # the torn row is told as well
    assert report.empty == 2
    assert (
        protocols(["data di nascita"], report, rejected=True) == expected["birth_impossible"] | expected["birth_future"]
    )
    assert protocols(["ruolo"], report, rejected=True) == expected["role_unknown"]
    assert protocols(["tronca"], report, rejected=True) == {"SIA-2026-00099"}
    assert protocols(["codice fiscale non"], report, rejected=False) == expected["cf_check_wrong"]
    assert report.counts[Outcome.UPDATED] == report.counts[Outcome.UNCHANGED] == 0


def test_a_trial_tells_the_same_and_writes_nothing(session: Session, store: Store, imported: Imported) -> None:
    before = store.position()
    tried = import_list(session, LIST, trial=True)
    assert store.position() == before and count(store, household) == 0
    done = imported.report
    assert (tried.counts, tried.homes, tried.people) == (done.counts, done.homes, done.people)
    assert Counter(done.homes.values()) == {Outcome.CREATED: done.households}


def test_phones_are_kept_as_they_are_searched(session: Session, store: Store, tmp_path: Path) -> None:
    import_list(session, write(tmp_path, "P-1;;richiedente;Rossi;Anna;;;338-163 4929;"))
    assert [each.code for each in find_family(session, "3381634929").people] == ["TH-0001"]


def test_a_family_is_called_after_who_applied_even_where_that_row_is_wrong(
    session: Session, store: Store, tmp_path: Path
) -> None:
    path = write(tmp_path, "P-1;;richiedente;ROSSI;Anna;31/02/1985;;;", "P-1;;coniuge;Bianchi;Ugo;02/04/1985;;;")
    import_list(session, path)
    with store.read() as connection:
        assert connection.execute(select(household.c.name)).scalars().all() == ["Rossi"]


def test_a_family_under_two_protocols_is_not_doubled(imported: Imported) -> None:
    store, report = imported.store, imported.report
    rows = source()
    code_of = {row["codice_fiscale"]: row["protocollo"] for row in reversed(rows) if row["codice_fiscale"]}
    for protocol in dirty("family_twice"):
        codes = {row["codice_fiscale"] for row in rows if row["protocollo"] == protocol}
        other = {row["protocollo"] for row in rows if row["codice_fiscale"] in codes - {""}} - {protocol}
        assert other & {each.raw.values["protocol"] for each in report.to_review}
    with store.read() as connection:
        twice = connection.execute(
            select(identifier.c.canonical).group_by(identifier.c.canonical).having(func.count() > 1)
        ).all()
    assert twice == [] and code_of


def test_a_person_in_two_households_is_shown(imported: Imported) -> None:
    report = imported.report
    rows = source()
    told = {each.raw.values.get("tax_code") for each in report.to_review}
    for protocol in dirty("person_in_two_households"):
        codes = {row["codice_fiscale"] for row in rows if row["protocollo"] == protocol}
        assert codes & told


def test_capitals_omocodes_and_temporary_codes_are_read(imported: Imported) -> None:
    with imported.store.read() as connection:
        surnames = set(connection.execute(select(person.c.surname)).scalars())
        kinds = dict(connection.execute(select(identifier.c.kind, func.count()).group_by(identifier.c.kind)).all())
        moved = connection.execute(
            select(func.count()).where(identifier.c.kind == "tax_code", identifier.c.value != identifier.c.canonical)
        ).scalar_one()
        without_isee = set(
            connection.execute(select(enrolment.c.protocol).where(enrolment.c.isee_cents.is_(None))).scalars()
        )
    assert "D'Angelo" in surnames and not any(name and name.isupper() for name in surnames)
    assert kinds["stp"] == len(dirty("stp")) and kinds["temporary_tax_code"] == len(dirty("cf_temporary"))
    assert moved == len(dirty("cf_omocode"))
    assert dirty("isee_text") <= without_isee


def test_importing_twice_changes_nothing(session: Session, store: Store) -> None:
    first = import_list(session, LIST)
    before = [count(store, table) for table in (household, person, identifier, review)]
    second = import_list(session, LIST)
    assert second.counts[Outcome.CREATED] == second.counts[Outcome.UPDATED] == second.households == 0
    assert second.counts[Outcome.UNCHANGED] == first.counts[Outcome.CREATED]
    assert [count(store, table) for table in (household, person, identifier, review)] == before


def test_what_the_list_says_anew_is_an_update(session: Session, tmp_path: Path) -> None:
    row = "P-1;01/02/2026;richiedente;Rossi;Anna;02/04/1985;;333 1234567;"
    import_list(session, write(tmp_path, row + "1.000,00"))
    report = import_list(session, write(tmp_path, row + "1.200,50"))
    assert report.counts == {Outcome.UPDATED: 1}


def test_known_people_in_capitals_are_the_same_people(session: Session, tmp_path: Path) -> None:
    import_list(session, write(tmp_path, "P-1;;richiedente;D'Angelo;Niccolò;02/04/1985;;;"))
    report = import_list(session, write(tmp_path, "P-1;;RICHIEDENTE;  D'ANGELO ;NICCOLO';1985-04-02;;;"))
    assert report.counts == {Outcome.UNCHANGED: 1}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_every_usual_encoding_and_delimiter(
    session: Session, store: Store, tmp_path: Path, encoding: str, delimiter: str
) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(["Nome", "Cognome", "RUOLO", "Protocollo", "data di nascita", "ISEE", "altro ancora"])
    writer.writerow(["Niccolò", "Però", "richiedente", "P-7", "1985-04-02", "1234.56", "x"])
    path = tmp_path / "elenco.csv"
    path.write_bytes(out.getvalue().encode(encoding))
    assert import_list(session, path).counts == {Outcome.CREATED: 1}
    with store.read() as connection:
        assert connection.execute(select(person.c.given, person.c.surname)).one() == ("Niccolò", "Però")
        assert connection.execute(select(enrolment.c.isee_cents)).scalar_one() == 123_456


def test_a_spreadsheet_is_read_and_its_formulas_are_not_run(session: Session, store: Store, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["protocollo", "ruolo", "cognome", "nome", "isee", "note"])
    sheet.append(["P-1", "richiedente", "Rossi", "Anna", 1234.5, "=1+1"])
    path = tmp_path / "elenco.xlsx"
    book.save(path)
    assert import_list(session, path).counts == {Outcome.CREATED: 1}
    with store.read() as connection:
        row = connection.execute(select(enrolment.c.isee_cents, enrolment.c.notes)).one()
    assert row == (123_450, None)


def test_rejected_rows_are_corrected_and_imported_again(session: Session, tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "P-1;;richiedente;Rossi;Anna;02/04/1985;;+39 333 1234567;",
        "P-1;;figlio;Rossi;Ugo;31/02/2015;;+39 333 1234567;",
    )
    report = import_list(session, path)
    assert report.counts == {Outcome.CREATED: 1, Outcome.REJECTED: 1}
    text = reject_file(report).decode("utf-8-sig")
    assert "'+39" in text and "31/02/2015" in text and ";3;" in text
    corrected = tmp_path / "corrected.csv"
    corrected.write_text(text.replace("31/02/2015", "28/02/2015"), encoding="utf-8")
    assert import_list(session, corrected).counts == {Outcome.CREATED: 1}
    assert import_list(session, corrected).counts == {Outcome.UNCHANGED: 1}


def test_a_name_that_would_run_is_no_name(session: Session, tmp_path: Path) -> None:
    report = import_list(session, write(tmp_path, "P-1;;richiedente;=cmd|'/c calc'!A1;Anna;;;;"))
    assert [each.reason for each in report.rejected] == ["Il nome comincia come una formula. Scrivilo giusto."]


def sheet(path: Path, rows: bytes) -> Path:
    """A workbook whose sheet is this XML."""
    book = Workbook()
    book.save(path)
    with zipfile.ZipFile(path) as parts:
        kept = {part.filename: parts.read(part) for part in parts.infolist()}
    kept["xl/worksheets/sheet1.xml"] = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        + rows
        + b"</sheetData></worksheet>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as parts:
        for name, content in kept.items():
            parts.writestr(name, content)
    return path


CELL = b'<c t="inlineStr"><is><t>x</t></is></c>'


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (b"<row>" + CELL * 300 + b"</row>", "più di 200 colonne"),
        (b"<row>" + CELL + b"</row>" + b"<row></row>" * 60_000, "più di 50000 righe"),
        (b"<row>" + CELL * 100 + b"</row>" + b" " * 81_000_000, "troppo grande"),
    ],
)
def test_a_workbook_that_floods_is_refused_before_it_is_read(
    session: Session, tmp_path: Path, rows: bytes, words: str
) -> None:
    with pytest.raises(BadInput, match=words):
        import_list(session, sheet(tmp_path / "flood.xlsx", rows))


def test_empty_lines_above_the_header_do_not_matter(session: Session, tmp_path: Path) -> None:
    path = write(tmp_path, HEAD, "P-1;;richiedente;Rossi;Anna;;;;", head="\n;;;")
    assert import_list(session, path).counts == {Outcome.CREATED: 1}


HOSTILE = {
    "empty.csv": b"",
    "blank.csv": b"  \r\n \r\n",
    "binary.csv": bytes(range(256)) * 64,
    "nul.csv": (HEAD + "\nP-1;;richiedente;Ro\0ssi;Anna;;;;").encode(),
    "no_columns.csv": b"a;b;c\n1;2;3",
    "long_field.csv": (HEAD + "\nP-1;;richiedente;" + "x" * 1_000_000 + ";Anna;;;;").encode(),
    "torn.xlsx": b"PK\x03\x04" + b"\0" * 400,
    "quote.csv": (HEAD + '\nP-1;;richiedente;"Rossi;Anna\n' + "x;" * 90_000).encode(),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_list_is_one_clear_line(session: Session, store: Store, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(HOSTILE[name])
    with pytest.raises(BadInput) as told:
        import_list(session, path)
    assert "\n" not in str(told.value) and len(str(told.value)) < 200
    assert count(store, household) == 0


@pytest.mark.parametrize("damage", ["compressed", "encrypted"])
def test_a_damaged_workbook_is_one_clear_line(session: Session, tmp_path: Path, damage: str) -> None:
    book, path = Workbook(), tmp_path / "list.xlsx"
    for number in range(200):
        book.worksheets[0].append([f"{number * 7919}", "richiedente", "Rossi", "Aldo"])
    book.save(path)
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as parts:
        part = next(each for each in parts.infolist() if "worksheets/" in each.filename)
    if damage == "compressed":
        start = part.header_offset + 30 + len(part.filename) + part.compress_size // 2
        content[start : start + 40] = b"\xff" * 40
    else:
        entry = content.rfind(part.filename.encode()) - 46
        content[entry + 8] |= 1
        content[part.header_offset + 6] |= 1
    path.write_bytes(content)
    with pytest.raises(BadInput, match="non è un elenco"):
        import_list(session, path)


def test_a_huge_file_is_refused_before_it_is_read(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as out:
        out.truncate(200_000_000)
    with pytest.raises(BadInput, match="troppo grande"):
        import_list(session, path)


def test_no_imported_name_is_on_disk_in_clear(imported: Imported) -> None:
    secrets = {row["cognome"].strip() for row in source() if row["cognome"]} | {
        row["codice_fiscale"] for row in source() if row["codice_fiscale"]
    }
    words = [each.encode() for each in secrets if len(each) > 4]
    assert words_in(b"xx" + words[-1] + b"y" + words[0][:4], words) == words[-1:]
    for path in imported.store.folder.rglob("*"):
        if path.is_file():
            assert words_in(path.read_bytes(), words) == [], path.name


def test_stopping_keeps_what_is_done_and_goes_on_later(session: Session) -> None:
    seen: list[int] = []
    report = import_list(session, LIST, lambda done, _all: seen.append(done), lambda: len(seen) >= 3)
    assert report.stopped and 0 < report.households < 500
    again = import_list(session, LIST)
    assert not again.stopped
    assert again.counts[Outcome.UNCHANGED] > 0 and sum(again.counts.values()) == again.rows


def test_the_front_desk_may_not_import(store: Store) -> None:
    with pytest.raises(NotAllowed):
        import_list(build_small_office(store).session("chiara"), LIST)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1.234,56", 123_456),
        ("1234.56", 123_456),
        ("1.234", 123_400),
        ("€ 400", 40_000),
        ("0,00", 0),
        ("", None),
        ("non disponibile", None),
        ("-5", None),
        ("NaN", None),
    ],
)
def test_amounts(text: str, amount: int | None) -> None:
    assert cents(text) == amount


@pytest.mark.parametrize(("typed", "kept"), [("m", "M"), ("Femmina", "F"), ("donna", ""), ("uomo", ""), ("", "")])
def test_only_a_known_sex_is_kept(typed: str, kept: str) -> None:
    told = {"protocol": "1", "role": "figlio", "surname": "Rossi", "given": "Ada", "sex": typed}
    assert clean(RawRow(2, told), date(2026, 11, 26)).sex == kept


def test_names() -> None:
    assert [tidy_name(each) for each in ("  LO  PRESTI ", "d'angelo", "McDonald", "DE LUCA-ROSSI")] == [
        "Lo Presti", "D'Angelo", "McDonald", "De Luca-Rossi",
    ]  # fmt: skip
