"""Opens a list: .csv in any usual encoding and delimiter, or .xlsx; nothing in it is ever evaluated."""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from desk.errors import BadInput
from desk.i18n import _
from desk.office.enrolment.columns import fields_of

MOST_BYTES: Final = 20_000_000
MOST_UNPACKED: Final = 80_000_000
MOST_ROWS: Final = 50_000
MOST_COLUMNS: Final = 200
MOST_LETTERS: Final = 20_000
"""In one cell."""
_BOMS: Final = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_ZIP: Final = b"PK\x03\x04"
_SHEET: Final = "worksheets/"
_MARK: Final = re.compile(rb"<(?:\w+:)?(row|c)[ >/]")
_LONGEST_MARK: Final = 32
_FORMULA: Final = ("=", "+", "-", "@")
_BROKEN: Final = (
    zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, IndexError, SyntaxError, EOFError, zlib.error,
    RuntimeError,
)  # fmt: skip
"""What a workbook raises that is none, or damaged; RuntimeError: one under a password."""


@dataclass(frozen=True)
class RawRow:
    """`line`: where it stands in the file, from 1. `short`: it ends before its columns do."""

    line: int
    values: dict[str, str]
    short: bool = False

    @property
    def empty(self) -> bool:
        return not any(self.values.values())


@dataclass(frozen=True)
class Listing:
    """A file's rows by field."""

    fields: tuple[str, ...]
    rows: tuple[RawRow, ...]


def read_list(path: Path) -> Listing:
    """Every row of the file. Raises BadInput, in one line, for what is no list."""
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise _too_big(path, size, MOST_BYTES)
        content = path.read_bytes()
    except OSError as error:
        raise BadInput(_("Non posso leggere {file}.").format(file=path)) from error
    if not content.strip():
        raise BadInput(_("Il file {file} è vuoto.").format(file=path.name))
    cells = _sheet(content, path) if content.startswith(_ZIP) else _text(content, path)
    return _listing(cells, path)


def _listing(lines: Iterable[tuple[int, list[str]]], path: Path) -> Listing:
    fields: list[str] = []
    rows: list[RawRow] = []
    for number, cells in lines:
        if len(rows) >= MOST_ROWS:
            raise BadInput(_("L'elenco ha più di {most} righe: dividilo.").format(most=MOST_ROWS))
        if any(len(cell) > MOST_LETTERS for cell in cells):
            raise BadInput(_("Riga {line}: una casella è troppo lunga. Controlla il file.").format(line=number))
        if not fields:
            if any(cell.strip() for cell in cells):
                fields = fields_of(cells)
            continue
        values = {field: _plain(cell) for field, cell in zip(fields, cells, strict=False) if field}
        rows.append(RawRow(number, values, short=0 < len(cells) < len(fields) and any(cells)))
    if not fields:
        raise BadInput(_("Il file {file} è vuoto.").format(file=path.name))
    return Listing(tuple(fields), tuple(rows))


def _plain(cell: str) -> str:
    """Without the mark that keeps spreadsheets from running a cell."""
    text = cell.strip()
    return text[1:] if text[:1] == "'" and text[1:2] in _FORMULA else text


def _text(content: bytes, path: Path) -> Iterator[tuple[int, list[str]]]:
    text = _decoded(content, path)
    head = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=head.count)
    csv.field_size_limit(MOST_LETTERS * 4)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise BadInput(
            _("Riga {line}: una casella è troppo lunga o le virgolette non tornano. Controlla il file.").format(
                line=line
            )
        ) from error


def _decoded(content: bytes, path: Path) -> str:
    encodings = [name for mark, name in _BOMS if content.startswith(mark)] or ["utf-8", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise BadInput(_("Il file {file} non è un elenco: salvalo come .csv o .xlsx.").format(file=path.name))


def _sheet(content: bytes, path: Path) -> Iterator[tuple[int, list[str]]]:
    wrong = BadInput(_("Il file {file} non è un elenco: salvalo come .csv o .xlsx.").format(file=path.name))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
            if unpacked > MOST_UNPACKED:
                raise _too_big(path, unpacked, MOST_UNPACKED)
            for part in parts.infolist():
                if _SHEET in part.filename:
                    _refuse_flood(parts, part)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        try:
            sheet = book.worksheets[0]
            for number, cells in enumerate(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS), start=1):
                yield number, [_cell(value) for value in cells]
        finally:
            book.close()
    except _BROKEN as error:
        raise wrong from error


def _refuse_flood(parts: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Count rows, and cells in a row, before a reader builds a tree of them."""
    rows, cells, tail = 0, 0, b""
    with parts.open(part) as content:
        while block := content.read(1 << 20):
            whole = tail + block
            cut = max(whole.rfind(b"<"), 0)
            tail = whole[cut:][:_LONGEST_MARK]
            for mark in _MARK.finditer(whole[:cut] if cut else whole):
                cells = 0 if mark[1] == b"row" else cells + 1
                rows += mark[1] == b"row"
                if rows > MOST_ROWS + 1:
                    raise BadInput(_("L'elenco ha più di {most} righe: dividilo.").format(most=MOST_ROWS))
                if cells > MOST_COLUMNS:
                    raise BadInput(
                        _("L'elenco ha più di {most} colonne: togli quelle vuote.").format(most=MOST_COLUMNS)
                    )


def _too_big(path: Path, size: int, most: int) -> BadInput:
    return BadInput(
        _("Il file {file} è troppo grande per un elenco: {size} MB, al massimo {most}.").format(
            file=path.name, size=size // 1_000_000, most=most // 1_000_000
        )
    )


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.2f}"
    return str(value)
