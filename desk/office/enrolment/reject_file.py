"""The rows that could not be taken, as a list that can be corrected and imported again."""

import csv
import io

from desk.office.enrolment.columns import NAMES
from desk.office.enrolment.report import Report

_FORMULA = ("=", "+", "-", "@", "\t")


def reject_file(report: Report) -> bytes:
    """UTF-8 with BOM and semicolons, as spreadsheets here expect; a cell that would run as a formula is marked."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    fields = [field for field in report.fields if field]
    writer.writerow([*(NAMES[field][0] for field in fields), "riga", "motivo"])
    for told in report.rejected:
        cells = [told.raw.values.get(field, "") for field in fields]
        writer.writerow([*(_safe(cell) for cell in cells), told.line, told.reason])
    return out.getvalue().encode("utf-8-sig")


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
