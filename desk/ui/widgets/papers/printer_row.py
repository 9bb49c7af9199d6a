"""Which printer, which sides, how many copies, in colour or not: set once, remembered by this machine."""

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.i18n import _
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.printer_choice import MOST_COPIES, PrinterChoice, read_choice, remember_choice
from desk.ui.printing import printer_names, two_sided
from desk.ui.theme.measure import px
from desk.ui.widgets.check_box import CheckBox
from desk.ui.widgets.combo import ComboBox
from desk.ui.widgets.field import FieldFrame
from desk.ui.widgets.segmented import Segmented
from desk.ui.widgets.text import label

ONE, BOTH = "one", "both"


class PrinterRow(QWidget):
    """`choice` is what is set now."""

    changed = Signal()

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self.choice = PrinterChoice()
        self._can_both = True
        self.printer = ComboBox([("", _("Chiedi ogni volta"))])
        self.gone = label("", "second", "warning", wrap=True)
        self.gone.hide()
        self.one_sided = label(_("Questa stampante stampa su un lato solo."), "second", "muted", wrap=True)
        self.sides = Segmented([(ONE, _("Un lato")), (BOTH, _("Due lati"))])
        self.turned = Segmented([("long", _("Come un libro")), ("short", _("Come un blocco"))])
        self.sides_field = FieldFrame(_("Lati del foglio"), self.sides)
        self.turned_field = FieldFrame(_("Come si gira il foglio"), self.turned)
        self.copies = ComboBox([(str(n), str(n)) for n in range(1, MOST_COPIES + 1)])
        self.collate = CheckBox(_("Una copia intera dopo l'altra"))
        self.grey = CheckBox(_("In grigio, senza colori"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        for part in (
            FieldFrame(_("Stampante"), self.printer),
            self.gone,
            self.one_sided,
            self.sides_field,
            self.turned_field,
            FieldFrame(_("Copie"), self.copies),
            self.collate,
            self.grey,
        ):
            column.addWidget(part)
        for box in (self.printer, self.copies):
            box.activated.connect(lambda _place: self._chosen())
        for choice in (self.sides, self.turned):
            choice.changed.connect(lambda _value: self._chosen())
        for tick in (self.collate, self.grey):
            tick.clicked.connect(lambda _on: self._chosen())
        self._show([])

    def read(self) -> None:
        """What this machine has, and what was chosen last."""
        store = self._context.session.store
        self._context.run.run(lambda: (printer_names(), read_choice(store)), self._have)

    def _have(self, found: tuple[list[str], PrinterChoice]) -> None:
        names, kept = found
        name = kept.name if kept.name in names else ""  # a printer that has gone is asked for again
        self.choice = msgspec.structs.replace(kept, name=name)
        self.gone.setText(_("La stampante di prima, «{name}», non c'è adesso.").format(name=kept.name))
        self.gone.setVisible(kept.name != name)
        self._show(names)

    def _show(self, names: list[str]) -> None:
        self.printer.set_options([*((name, name) for name in names), ("", _("Chiedi ogni volta"))])
        self.printer.set_value(self.choice.name)
        self.copies.set_value(str(self.choice.copies))
        self._ask_sides()

    def _ask_sides(self) -> None:
        """The sides are offered until the printer has said that it prints one alone."""
        name = self.choice.name
        self._can_both = True
        self._show_rest()

        def have(can: bool) -> None:
            if name == self.choice.name:
                self._can_both = can
                self._show_rest()

        if name:
            self._context.run.run_long(lambda _progress: two_sided(name), have)

    def _show_rest(self) -> None:
        """Only what has a meaning: one side is not turned, and one copy has no order. What was chosen for a printer
        that prints both sides stays for the next one that does."""
        choice = self.choice
        self.sides.set_value(BOTH if choice.both_sides else ONE)
        self.turned.set_value(choice.turned)
        self.one_sided.setVisible(not self._can_both)
        self.sides_field.setVisible(self._can_both)
        self.turned_field.setVisible(choice.both_sides and self._can_both)
        self.collate.setChecked(choice.collate)
        self.collate.setVisible(choice.copies > 1)
        self.grey.setChecked(choice.grey)

    def _chosen(self) -> None:
        """An answer taken back is none: the last one stays."""
        sides, turned, before = self.sides.value(), self.turned.value(), self.choice.name
        self.choice = PrinterChoice(
            self.printer.value() or "",
            both_sides=sides == BOTH if sides else self.choice.both_sides,
            copies=int(self.copies.value() or 1),
            turned="short" if (turned or self.choice.turned) == "short" else "long",
            collate=self.collate.isChecked(),
            grey=self.grey.isChecked(),
        )
        self.gone.hide()
        if self.choice.name != before:
            self._ask_sides()
        else:
            self._show_rest()
        store, chosen = self._context.session.store, self.choice
        self._context.run.run(lambda: remember_choice(store, chosen))
        self.changed.emit()
