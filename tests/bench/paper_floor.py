"""The bilingual plan against the same words drawn on a bare canvas: same fonts, runs, places and QR code.

The floor is handed what the plan has to find out: which font, which order, where lines break.
"""

import io
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import replace as changed

import segno
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont, shapeStr
from reportlab.pdfgen.canvas import Canvas

from desk.fonts import Face, font_file
from desk.paper import faces, look, text
from desk.paper.calendar import calendar_entry
from desk.paper.model import PlanPage
from desk.paper.plan import plan_pdf
from desk.paper.sheet import QR_MASK, Sheet
from desk.paper.text import Line, Style
from tests.bench.table import Measure
from tests.paper.paper_samples import EL_AMRANI, EL_AMRANI_VISIT

GOAL = 2.0
ROUNDS = 9


@dataclass(frozen=True)
class Piece:
    """Words of one font and one direction at a place on a page."""

    page: int
    x: float
    y: float
    face: Face
    size: float
    words: str
    arabic: bool


def measures() -> list[Measure]:
    page = two_pages()
    pieces = written_pieces(page)
    for face in {piece.face for piece in pieces}:
        registerFont(TTFont(face.name, str(font_file(face))))
    ours, floor = interleaved(lambda: _ours(page), lambda: bare(pieces))
    return [Measure("bilingual plan, two pages, Arabic, QR", ours, floor, GOAL)]


def two_pages() -> PlanPage:
    return changed(EL_AMRANI, commitments=EL_AMRANI.commitments * 3)


def _ours(page: PlanPage) -> bytes:
    text._lines.cache_clear()  # every family has its own words: nothing may be left from the round before
    faces.shape.cache_clear()
    return plan_pdf(page)


def interleaved(one: Callable[[], bytes], other: Callable[[], bytes]) -> tuple[float, float]:
    times: tuple[list[float], list[float]] = ([], [])
    one(), other()
    for _round in range(ROUNDS):
        for side, run in zip(times, (one, other), strict=True):
            start = time.perf_counter()
            run()
            side.append(time.perf_counter() - start)
    return statistics.median(times[0]), statistics.median(times[1])


def written_pieces(page: PlanPage) -> list[Piece]:
    """What the plan writes, noted down once, outside the measured time."""
    found: list[Piece] = []
    keep = Sheet._line

    def note(sheet: Sheet, line: Line, style: Style, left: float, baseline: float) -> None:
        x = left
        for run in line.runs:
            arabic = run.face in (Face.ARABIC, Face.ARABIC_BOLD)
            glyphs = reversed(run.glyphs) if arabic else run.glyphs
            words = "".join(glyph.text for glyph in glyphs)
            found.append(Piece(sheet.page, x, baseline, run.face, style.size, words, arabic))
            x += run.width * style.size / 1000
        keep(sheet, line, style, left, baseline)

    Sheet._line = note  # type: ignore[method-assign]
    try:
        plan_pdf(page)
    finally:
        Sheet._line = keep  # type: ignore[method-assign]
    return found


def bare(pieces: list[Piece]) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=look.A4, pageCompression=1)
    page = 1
    for piece in pieces:
        if piece.page != page:
            canvas.showPage()
            page = piece.page
        canvas.setFont(piece.face.name, piece.size)
        words = shapeStr(piece.words, piece.face.name, piece.size) if piece.arabic else piece.words
        canvas.drawString(piece.x, piece.y, words)
    path = canvas.beginPath()
    matrix = segno.make_qr(calendar_entry(EL_AMRANI_VISIT), error="m", mask=QR_MASK).matrix
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            if dark:
                path.rect(260 + x, 100 - y, 1, 1)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.save()
    return out.getvalue()
