"""Which printer, which sides, how many copies: set once, remembered by this machine."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.i18n import _
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.printer_choice import MOST_COPIES, PrinterChoice, read_choice, remember_choice
from desk.ui.printing import printer_names
from desk.ui.theme.measure import px
from desk.ui.widgets.combo import ComboBox
from desk.ui.widgets.field import FieldFrame
from desk.ui.widgets.segmented import Segmented

ONE, BOTH = "one", "both"


class PrinterRow(QWidget):
    """`choice` is what is set now."""

    changed = Signal()

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self.choice = PrinterChoice()
        self.printer = ComboBox([("", _("Chiedi ogni volta"))])
        self.sides = Segmented([(ONE, _("Un lato")), (BOTH, _("Due lati"))])
        self.copies = ComboBox([(str(n), str(n)) for n in range(1, MOST_COPIES + 1)])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        for words, control in (
            (_("Stampante"), self.printer),
            (_("Lati del foglio"), self.sides),
            (_("Copie"), self.copies),
        ):
            column.addWidget(FieldFrame(words, control))
        self.printer.activated.connect(lambda _place: self._chosen())
        self.copies.activated.connect(lambda _place: self._chosen())
        self.sides.changed.connect(lambda _value: self._chosen())
        self._show([])

    def read(self) -> None:
        """What this machine has, and what was chosen last."""
        store = self._context.session.store
        self._context.run.run(lambda: (printer_names(), read_choice(store)), self._have)

    def _have(self, found: tuple[list[str], PrinterChoice]) -> None:
        names, self.choice = found
        self._show(names)

    def _show(self, names: list[str]) -> None:
        self.printer.set_options([*((name, name) for name in names), ("", _("Chiedi ogni volta"))])
        self.printer.set_value(self.choice.name if self.choice.name in names else "")
        self.sides.set_value(BOTH if self.choice.both_sides else ONE)
        self.copies.set_value(str(self.choice.copies))

    def _chosen(self) -> None:
        sides = self.sides.value()
        if sides is None:  # taken back: both ways are possible, so the last one stays
            self.sides.set_value(BOTH if self.choice.both_sides else ONE)
            return
        self.choice = PrinterChoice(self.printer.value() or "", sides == BOTH, int(self.copies.value() or 1))
        store, chosen = self._context.session.store, self.choice
        self._context.run.run(lambda: remember_choice(store, chosen))
        self.changed.emit()
