"""The recovery sheet for the safe: the key of the store in groups and as a code, and what to do with it."""

from desk.i18n import _
from desk.paper import look, words
from desk.paper.columns import Languages, draw_number
from desk.paper.faces import Weight
from desk.paper.icons import HOME, KEY, draw_icon
from desk.paper.model import ITALIAN, RecoverySheet
from desk.paper.sheet import Align, Sheet
from desk.paper.text import Block, Style, set_text

_WIDTH = look.RIGHT - look.LEFT
_GROUP = Style(17, 22, Weight.SEMIBOLD)
_GROUP_LARGE = Style(20, 26, Weight.SEMIBOLD)
_PLACE = Style(8, 10, colour=look.MUTED)
_STEP = Style(11, 15.5)
_WARNING = Style(11, 15.5, Weight.SEMIBOLD, look.RED_TEXT)
_QR = 150.0
_CELL, _CELL_LARGE = 30.0, 37.5


def recovery_pdf(sheet: RecoverySheet) -> bytes:
    """The recovery sheet as one A4 page."""
    return recovery_sheet(sheet).pdf()


def recovery_sheet(facts: RecoverySheet) -> Sheet:
    """The recovery sheet drawn, not yet written out; where the key is long, what to do with it is on a second page."""
    sheet = Sheet(_("Foglio di recupero"), "it-IT", look.A4)
    print_size = Languages(ITALIAN, large=facts.large)
    title = print_size.style(look.TITLE)
    draw_icon(sheet, HOME, look.LEFT + 6, look.TOP - 8.5, 13, look.INK, 1)
    note = print_size.style(look.NOTE_BOLD)
    used = sheet.block(
        set_text(f"TO-Home · {facts.office_name}", note, _WIDTH - 17), look.LEFT + 17, look.TOP - 3, _WIDTH - 17
    )
    y = look.TOP - max(24, used + 10)
    y -= sheet.block(set_text(_("Foglio di recupero"), title, _WIDTH), look.LEFT, y, _WIDTH)
    made = _("Computer: {device} · stampato il {date}").format(device=facts.device_name, date=words.day(facts.created))
    y -= sheet.block(set_text(made, print_size.style(look.SUBTITLE), _WIDTH), look.LEFT, y, _WIDTH) + 5
    sheet.line(((look.LEFT, y), (look.RIGHT, y)), look.INK, 2)
    y = _warning(sheet, y - 12, print_size)
    y = _key(sheet, facts, y - 14, print_size)
    step, beside = print_size.style(_STEP), 34 if facts.large else 28
    steps = [set_text(text, step, _WIDTH - beside) for text in _steps()]
    reason = set_text(
        _("Il computer è rotto, rubato, o non apre più i dati. Con questa chiave i dati si aprono."), step, _WIDTH
    )
    needed = reason.height + sum(block.height + 5 for block in steps) + 2 * print_size.style(look.HEADING).leading + 110
    if needed > y - look.BOTTOM:
        sheet.next_page()
        y = look.TOP
    y = _title(sheet, _("Quando serve"), y - 14, print_size)
    y -= sheet.block(reason, look.LEFT, y, _WIDTH)
    y = _title(sheet, _("Che cosa fare"), y - 12, print_size)
    for number, block in enumerate(steps, start=1):
        draw_number(sheet, number, look.LEFT + (13 if facts.large else 9), y - step.leading / 2, large=facts.large)
        y -= sheet.block(block, look.LEFT + beside, y, _WIDTH - beside) + 5
    _signatures(sheet, y - 30, print_size)
    return sheet


def _steps() -> tuple[str, ...]:
    return (
        _("Prendi un computer con TO-Home Desk e una copia di sicurezza dei dati."),
        _("Scrivi «desk restore» e il nome della copia di sicurezza."),
        _("Aggiungi «--key-file -», poi leggi il codice quadrato o scrivi la chiave a gruppi."),
        _("Controlla che si aprano i dati di oggi."),
        _("Scrivi «desk rekey»: fa una chiave nuova e un foglio nuovo. Poi distruggi questo."),
    )


def _warning(sheet: Sheet, top: float, print_size: Languages) -> float:
    text = _(
        "Chi ha questo foglio e il computer può leggere tutto. Tienilo in cassaforte. Non fare foto, non fare copie."
    )
    block = set_text(text, print_size.style(_WARNING), _WIDTH - 28)
    height = block.height + 16
    sheet.box(look.LEFT, top - height, _WIDTH, height, stroke=look.RED_TEXT, line_width=1, radius=4)
    sheet.block(block, look.LEFT + 14, top - 8, _WIDTH - 28)
    return top - height


def _title(sheet: Sheet, text: str, top: float, print_size: Languages) -> float:
    sheet.mark(text, top)
    return top - sheet.block(set_text(text, print_size.style(look.HEADING), _WIDTH), look.LEFT, top, _WIDTH) - 4


def _key(sheet: Sheet, facts: RecoverySheet, top: float, print_size: Languages) -> float:
    """The groups in rows, each with its place, beside the code."""
    heading = print_size.style(look.HEADING)
    draw_icon(sheet, KEY, look.LEFT + 7, top - heading.leading / 2, 14, look.BLUE_TEXT)
    sheet.mark(_("La chiave"), top)
    sheet.block(set_text(_("La chiave"), heading, 200), look.LEFT + 20, top, 200)
    top -= heading.leading + 8
    group_style, cell = (_GROUP_LARGE, _CELL_LARGE) if print_size.large else (_GROUP, _CELL)
    groups = [set_text(group, group_style, float("inf")) for group in facts.key_groups.replace("-", " ").split()]
    room = _WIDTH - _QR - 24
    columns = max(1, int(room // (max((block.width for block in groups), default=60) + (40 if facts.large else 18))))
    columns = next((each for each in range(min(columns, 4), 1, -1) if len(groups) % each == 0), min(columns, 4))
    wide = room / columns
    for place, block in enumerate(groups):
        left, row = look.LEFT + place % columns * wide, top - place // columns * cell
        _group(sheet, block, place, left, row, wide - 8, print_size)
    rows = -(-len(groups) // columns)
    sheet.qr(facts.qr_payload, look.RIGHT - _QR, top - _QR, _QR)
    return top - max(rows * cell, _QR)


def _group(
    sheet: Sheet, block: Block, place: int, left: float, top: float, width: float, print_size: Languages
) -> None:
    """A group and its place; in large print the place stands before it, so that neither is small."""
    cell = _CELL_LARGE if print_size.large else _CELL
    sheet.box(left, top - cell + 4, width, cell - 4, stroke=look.EDGE, radius=3)
    number = set_text(str(place + 1), print_size.style(_PLACE), 24)
    sheet.block(number, left + 4, top - (6 if print_size.large else 2), 24)
    sheet.block(block, left, top - (cell - 4 - block.height) / 2 + 1, width, Align.CENTRE)


def _signatures(sheet: Sheet, top: float, print_size: Languages) -> None:
    half = (_WIDTH - 20) / 2
    for place, text in enumerate((_("Messo in cassaforte il"), _("Nome e firma"))):
        left = look.LEFT + place * (half + 20)
        sheet.block(set_text(text, print_size.style(look.NOTE), half), left, top, half)
        sheet.line(((left, top - 44), (left + half, top - 44)), look.EDGE, 0.8)
