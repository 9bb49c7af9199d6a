"""The recovery sheet for the safe: the key of the store in groups and as a code, and what to do with it."""

from desk.i18n import _
from desk.paper import look, words
from desk.paper.columns import draw_number
from desk.paper.faces import Weight
from desk.paper.icons import HOME, KEY, draw_icon
from desk.paper.model import RecoverySheet
from desk.paper.sheet import Align, Sheet
from desk.paper.text import Block, Style, set_text

_WIDTH = look.RIGHT - look.LEFT
_GROUP = Style(17, 22, Weight.SEMIBOLD)
_PLACE = Style(8, 10, colour=look.MUTED)
_STEP = Style(11, 15.5)
_WARNING = Style(11, 15.5, Weight.SEMIBOLD, look.RED_TEXT)
_QR = 150.0
_CELL = 30.0


def recovery_pdf(sheet: RecoverySheet) -> bytes:
    """The recovery sheet as one A4 page."""
    return recovery_sheet(sheet).pdf()


def recovery_sheet(facts: RecoverySheet) -> Sheet:
    """The recovery sheet drawn, not yet written out."""
    sheet = Sheet(_("Foglio di recupero"), "it-IT", look.A4)
    draw_icon(sheet, HOME, look.LEFT + 6, look.TOP - 8.5, 13, look.INK, 1)
    sheet.block(set_text(f"TO-Home · {facts.office_name}", look.NOTE_BOLD, 480), look.LEFT + 17, look.TOP - 3, 480)
    y = look.TOP - 24
    y -= sheet.block(set_text(_("Foglio di recupero"), look.TITLE, _WIDTH), look.LEFT, y, _WIDTH)
    made = _("Computer: {device} · stampato il {date}").format(device=facts.device_name, date=words.day(facts.created))
    y -= sheet.block(set_text(made, look.SUBTITLE, _WIDTH), look.LEFT, y, _WIDTH) + 5
    sheet.line(((look.LEFT, y), (look.RIGHT, y)), look.INK, 2)
    y = _warning(sheet, y - 12)
    y = _key(sheet, facts, y - 14)
    y = _title(sheet, _("Quando serve"), y - 14)
    reason = _("Il computer è rotto, rubato, o non apre più i dati. Con questa chiave i dati si aprono.")
    y -= sheet.block(set_text(reason, _STEP, _WIDTH), look.LEFT, y, _WIDTH)
    y = _title(sheet, _("Che cosa fare"), y - 12)
    for number, step in enumerate(_steps(), start=1):
        block = set_text(step, _STEP, _WIDTH - 28)
        draw_number(sheet, number, look.LEFT + 9, y - _STEP.leading / 2)
        y -= sheet.block(block, look.LEFT + 28, y, _WIDTH - 28) + 5
    _signatures(sheet, y - 30)
    return sheet


def _steps() -> tuple[str, ...]:
    return (
        _("Prendi un computer con TO-Home Desk e una copia di sicurezza dei dati."),
        _("Scrivi «desk restore» e il nome della copia di sicurezza."),
        _("Aggiungi «--key-file -», poi leggi il codice quadrato o scrivi la chiave a gruppi."),
        _("Controlla che si aprano i dati di oggi."),
        _("Crea una chiave nuova, stampa un foglio nuovo e distruggi questo."),
    )


def _warning(sheet: Sheet, top: float) -> float:
    text = _(
        "Chi ha questo foglio e il computer può leggere tutto. Tienilo in cassaforte. Non fare foto, non fare copie."
    )
    block = set_text(text, _WARNING, _WIDTH - 28)
    height = block.height + 16
    sheet.box(look.LEFT, top - height, _WIDTH, height, stroke=look.RED_TEXT, line_width=1, radius=4)
    sheet.block(block, look.LEFT + 14, top - 8, _WIDTH - 28)
    return top - height


def _title(sheet: Sheet, text: str, top: float) -> float:
    sheet.mark(text, top)
    return top - sheet.block(set_text(text, look.HEADING, _WIDTH), look.LEFT, top, _WIDTH) - 4


def _key(sheet: Sheet, facts: RecoverySheet, top: float) -> float:
    """The groups in rows, each with its place, beside the code."""
    draw_icon(sheet, KEY, look.LEFT + 7, top - 8, 14, look.BLUE_TEXT)
    sheet.mark(_("La chiave"), top)
    sheet.block(set_text(_("La chiave"), look.HEADING, 200), look.LEFT + 20, top, 200)
    top -= 24
    groups = [set_text(group, _GROUP, float("inf")) for group in facts.key_groups.replace("-", " ").split()]
    room = _WIDTH - _QR - 24
    columns = max(1, int(room // (max((block.width for block in groups), default=60) + 18)))
    columns = min(columns, 4)
    wide = room / columns
    for place, block in enumerate(groups):
        _group(sheet, block, place, look.LEFT + place % columns * wide, top - place // columns * _CELL, wide - 8)
    rows = -(-len(groups) // columns)
    sheet.qr(facts.qr_payload, look.RIGHT - _QR, top - _QR, _QR)
    return top - max(rows * _CELL, _QR)


def _group(sheet: Sheet, block: Block, place: int, left: float, top: float, width: float) -> None:
    sheet.box(left, top - _CELL + 4, width, _CELL - 4, stroke=look.EDGE, radius=3)
    sheet.block(set_text(str(place + 1), _PLACE, 20), left + 3, top - 1, 20)
    sheet.block(block, left + 8, top - 2, width - 8, Align.CENTRE)


def _signatures(sheet: Sheet, top: float) -> None:
    half = (_WIDTH - 20) / 2
    for place, text in enumerate((_("Messo in cassaforte il"), _("Nome e firma"))):
        left = look.LEFT + place * (half + 20)
        sheet.block(set_text(text, look.NOTE, half), left, top, half)
        sheet.line(((left, top - 34), (left + half, top - 34)), look.EDGE, 0.8)
