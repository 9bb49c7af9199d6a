"""The figures as a spreadsheet: one sheet for each table, no names."""

from pathlib import Path

from desk.errors import BadInput
from desk.i18n import _
from desk.office.day_words import numbers
from desk.office.front.figures import Report
from desk.office.front.figures_words import Sheet, sheets

WIDEST = 40


def write_figures(report: Report, path: Path) -> None:
    """Raises BadInput where the file cannot be written."""
    from openpyxl import Workbook  # slow to import: only for a file
    from openpyxl.styles import Font

    book = Workbook()
    if book.active is not None:
        book.remove(book.active)
    bold = Font(bold=True)
    span = numbers(report.first)
    if report.last != report.first:
        span += f" – {numbers(report.last)}"
    for each in sheets(report):
        page = book.create_sheet(each.name)
        page.append([_("TO-Home, figure di sportello: {days}").format(days=span)])
        page.append(list(each.heads))
        for row in (*each.rows, *((each.total,) if each.total else ())):
            page.append([_safe(cell) for cell in row])
        for line in (1, 2, *((page.max_row,) if each.total else ())):
            for cell in page[line]:
                cell.font = bold
        page.freeze_panes = "A3"
        for letter, width in zip("ABCDEFGHIJKLMNOP", _widths(each), strict=False):
            page.column_dimensions[letter].width = width
    try:
        book.save(path)
    except OSError as error:
        raise BadInput(_("Non posso scrivere {file}: {fault}.").format(file=path.name, fault=error.strerror)) from error


def _widths(sheet: Sheet) -> list[int]:
    rows = (sheet.heads, *sheet.rows)
    return [min(WIDEST, 3 + max(len(str(row[n] or "")) for row in rows)) for n in range(len(sheet.heads))]


def _safe(cell: str | int | None) -> str | int | None:
    """A text that would run as a formula is marked as text."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t")) else cell
