"""`desk report`: what the city reads of its offices, counted on the server; no names, no small numbers."""

import re
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from desk.commands.common import show
from desk.commands.serve import standing_database
from desk.errors import BadInput
from desk.i18n import _
from desk.office.front.figures_words import service_words
from desk.office.household.history_words import value_words
from desk.server.database import Database
from desk.server.report import CityReport, Line, read_report
from desk.server.views import FEWEST

WIDEST = 40
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
Rows = list[tuple[str | int, ...]]


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--database", default="", help="the server's database, as for «desk serve»")
    parser.add_argument("--database-file", type=Path, metavar="FILE", help="file whose first line is its address")
    parser.add_argument("--from", dest="first", default="", type=month, metavar="MONTH", help="2026-01; else all")
    parser.add_argument("--to", dest="last", default="", type=month, metavar="MONTH", help="2026-12, with it")
    parser.add_argument("--xlsx", type=Path, metavar="FILE", help="also write a spreadsheet, one sheet for each table")
    parser.add_argument("--json", action="store_true")


def month(text: str) -> str:
    if text and not _MONTH.fullmatch(text):
        raise ValueError(text)
    return text


def run(arguments: Namespace) -> int:
    database = Database(standing_database(arguments))
    try:
        report = read_report(database, arguments.first, arguments.last)
    finally:
        database.close()
    if arguments.xlsx:
        _write(report, arguments.xlsx)
    if arguments.json:
        show({"fewest": FEWEST, "offices": report.names} | {name: _plain(each) for name, each in report.tables.items()})
        return 0
    for title, heads, rows in _sheets(report):
        print(f"{title}\n{'=' * len(title)}")
        _print((heads, *rows)) if rows else print(_("Niente in questi mesi."))
        print()
    print(_("«<{n}»: troppo pochi per dirlo.").format(n=FEWEST))
    return 0


def _plain(lines: tuple[Line, ...]) -> list[dict[str, object]]:
    return [{"office": each.office, "month": each.month, **each.by, "how_many": each.how_many} for each in lines]


def _sheets(report: CityReport) -> Iterator[tuple[str, tuple[str, ...], Rows]]:
    """Title, heads and rows of each table, in words."""
    titles = {
        "household": _("Famiglie aperte"),
        "enrolment": _("Domande"),
        "appointment": _("Appuntamenti"),
        "visit": _("Visite"),
    }
    heads = {"status": _("Stato"), "state": _("Stato"), "service": _("Servizio")}
    for name, lines in report.tables.items():
        named = [heads[field] for field in (lines[0].by if lines else ())]
        rows: Rows = [
            (
                report.names.get(each.office) or each.office,
                each.month or "–",
                *(_words(field, value) for field, value in each.by.items()),
                f"<{FEWEST}" if each.how_many is None else each.how_many,
            )
            for each in lines
        ]
        yield titles[name], (_("Ufficio"), _("Mese"), *named, _("Quanti")), rows


def _words(field: str, value: str) -> str:
    if field == "service":
        return service_words(value)
    return value_words(field, value) or "–"


def _print(rows: tuple[tuple[str | int, ...], ...]) -> None:
    widths = [min(WIDEST, max(len(str(cell)) for cell in column)) for column in zip(*rows, strict=True)]
    for row in rows:
        *words, many = (str(cell) for cell in row)
        cells = [word[:WIDEST].ljust(width) for word, width in zip(words, widths, strict=False)]
        print("  ".join((*cells, many.rjust(widths[-1]))))


def _write(report: CityReport, path: Path) -> None:
    from openpyxl import Workbook  # slow to import: only for a file
    from openpyxl.styles import Font

    book = Workbook()
    if book.active is not None:
        book.remove(book.active)
    for title, heads, rows in _sheets(report):
        page = book.create_sheet(title)
        for row in (heads, *rows):
            page.append([f"'{cell}" if str(cell).startswith(("=", "+", "-", "@", "\t")) else cell for cell in row])
        for cell in page[1]:
            cell.font = Font(bold=True)
        page.freeze_panes = "A2"
        for letter, column in zip("ABCDE", zip(heads, *rows, strict=True), strict=False):
            page.column_dimensions[letter].width = 3 + min(WIDEST, max(len(str(cell)) for cell in column))
    try:
        book.save(path)
    except OSError as error:
        raise BadInput(_("Non posso scrivere {file}: {fault}.").format(file=path.name, fault=error.strerror)) from error
