"""The head of the agenda: which day, day or week, paper, and the doors to what stands around it."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.i18n import _
from desk.ui.presenters.agenda import DAY, WEEK
from desk.ui.theme.measure import px
from desk.ui.widgets.agenda.legend import Legend
from desk.ui.widgets.buttons import Button, IconButton
from desk.ui.widgets.combo import ComboBox
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.segmented import Segmented
from desk.ui.widgets.text import label


class AgendaHead(QWidget):
    """Two lines: the days with their paper, then what can be opened."""

    def __init__(self) -> None:
        super().__init__()
        self.day = label("", "name")
        self.before = IconButton("back", _("Prima (Alt+Su)"))
        self.after = IconButton("next", _("Dopo (Alt+Giù)"))
        self.today = Button(_("Oggi"), "neutral", size="small")
        self.modes = Segmented([(DAY, _("Giorno")), (WEEK, _("Settimana"))])
        self.modes.set_value(DAY)
        self.person = ComboBox([])
        self.person.setAccessibleName(_("Di chi è la settimana"))
        self.export = IconButton("download", _("Salva l'agenda di questa persona (.ics)"))
        self.printer = IconButton("print", _("Stampa il giorno (Ctrl+P)"))
        self.printer.setShortcut("Ctrl+P")
        self.papers = IconButton("document", _("Stampa i fogli di chi viene"))
        self.who_is_here = Button(_("Presenze"), "neutral", size="small")
        self.absence = Button(_("Assenza"), "neutral", size="small")
        self.waiters = Button(_("Chi aspetta"), "neutral", size="small")
        self.reminders = Button(_("Promemoria"), "neutral", size="small")
        self.finder = Button(_("Trova un posto"), "outlined", "search", size="small")
        self.legend = Legend(
            [
                ("info", _("sociale")),
                ("success", _("casa")),
                ("warning", _("lavoro")),
                ("interpreter", _("interprete")),
            ]
        )
        days, doors = FlowLayout(px(8)), FlowLayout(px(8))
        days.addWidget(_together(label(_("Agenda"), "page-title"), self.before, self.day, self.after, self.today))
        days.addWidget(_together(self.modes, self.person, self.export, self.printer, self.papers))
        for button in (self.who_is_here, self.absence, self.waiters, self.reminders, self.finder):
            doors.addWidget(button)
        doors.addWidget(self.legend)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addLayout(days)
        column.addLayout(doors)

    def count_waiting(self, count: int) -> None:
        self.waiters.set_words(_("Chi aspetta ({n})").format(n=count) if count else _("Chi aspetta"))


def _together(*parts: QWidget) -> QWidget:
    """On one line, whatever breaks around them."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, px(8), 0)
    row.setSpacing(px(8))
    for part in parts:
        row.addWidget(part)
    made.setFixedHeight(px(44))
    return made
