"""The agenda of a day as a PDF."""

from datetime import date

from sqlalchemy import select

from desk.db.tables import office
from desk.i18n import _
from desk.office.appointments.agenda import read_agenda
from desk.office.appointments.agenda_layout import Block, day_layout
from desk.office.day_words import hour, long_day, numbers
from desk.office.session import ZONE, Session
from desk.paper.drawing import draw
from desk.paper.office_model import DayBlock, DayColumn, DayPage

_EDGES = {
    "info": "#0066CC",
    "success": "#008055",
    "warning": "#995C00",
    "interpreter": "#5B45A0",
    "neutral": "#51657A",
    "danger": "#CC334D",
}


def agenda_pdf(session: Session, day: date) -> bytes:
    """Every column and block that the screen of this day shows."""
    agenda = read_agenda(session, day)
    shown = day_layout(agenda, day)
    with session.store.read() as connection:
        place = connection.execute(select(office.c.name).order_by(office.c.id)).scalar()
    now = session.now().astimezone(ZONE)
    columns = tuple(DayColumn(each.key, each.group, each.title, (*shown.across, *each.off)) for each in shown.columns)
    printed = _("Stampato il {day} alle {hour} da {name}").format(
        day=numbers(now.date()), hour=hour(now), name=session.name
    )
    return draw(
        "agenda",
        DayPage(
            f"{_('Agenda')} · {long_day(day)} {day.year}",
            str(place or "TO-Home"),
            printed,
            columns,
            tuple(_on_paper(each) for each in shown.blocks),
            shown.opens,
            shown.closes,
        ),
    )


def _on_paper(block: Block) -> DayBlock:
    return DayBlock(
        block.column, block.start, block.end, block.title, block.words, _EDGES[block.tone], block.to_move,
        block.lane, block.lanes, block.covered,
    )  # fmt: skip
