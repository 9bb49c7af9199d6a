"""The panel for somebody without an appointment: search, or the short form of a new family."""

import re

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desk.i18n import _
from desk.office.front.find_family import Found
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.today_actions import TodayActions
from desk.ui.presenters.walk_in import NewFamily, WalkInPresenter
from desk.ui.theme.measure import px
from desk.ui.widgets.alert import Alert
from desk.ui.widgets.buttons import Button, IconButton
from desk.ui.widgets.combo import ComboBox
from desk.ui.widgets.date_field import DateField
from desk.ui.widgets.field import FieldFrame
from desk.ui.widgets.text import label, line

PAUSE_MILLISECONDS = 120
ROW = 54
_NAME = re.compile("[-'’]")


class WalkInPanel(QFrame):
    """``closed`` when it is done or given up. Enter takes the chosen family; where none was found it opens the form of
    a new one, and there it registers.
    """

    closed = Signal()

    def __init__(self, context: ScreenContext, actions: TodayActions) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setAccessibleName(_("Senza appuntamento"))
        self.presenter = WalkInPresenter(context, actions, self)
        self._today = context.session.today()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MILLISECONDS)
        self._pause.timeout.connect(lambda: self.presenter.look_alike(self.typed()))
        inside = QWidget()
        inside.setProperty("kind", "scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(px(20), px(16), px(20), px(16))
        column.setSpacing(px(10))
        self._build_search(column)
        self._build_form(column)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inside)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        whole.addWidget(area, 1)
        whole.addWidget(line())
        foot = QVBoxLayout()
        foot.setContentsMargins(px(20), px(12), px(20), px(16))
        self.take = Button(_("Metti in attesa"), "primary", "ticket")
        self.take.clicked.connect(self.accept)
        foot.addWidget(self.take)
        whole.addLayout(foot)
        self.clear()

    def hasHeightForWidth(self) -> bool:
        """Never: inside, the body scrolls, so any height will do."""
        return False

    def _build_search(self, column: QVBoxLayout) -> None:
        head = QHBoxLayout()
        head.addWidget(label(_("Senza appuntamento"), "card-title", wrap=True), 1)
        shut = IconButton("close", _("Chiudi (Esc)"), size=18)
        shut.clicked.connect(self.closed)
        head.addWidget(shut)
        column.addLayout(head)
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Tessera, nome o telefono"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self.presenter.search)
        column.addWidget(FieldFrame(_("Prima cerca la famiglia"), self.search))
        self.found = QListWidget()
        self.found.setAccessibleName(_("Famiglie trovate"))
        self.found.itemDoubleClicked.connect(lambda _item: self.accept())
        column.addWidget(self.found)
        self.nobody = label("", "second", "muted", wrap=True)
        column.addWidget(self.nobody)
        self.service = ComboBox(self.presenter.services())
        column.addWidget(FieldFrame(_("Per che cosa viene"), self.service))
        self.purpose = QLineEdit()
        column.addWidget(FieldFrame(_("Con parole sue (se vuole)"), self.purpose))
        self.open_form = Button(_("Nuova famiglia"), "outlined", "plus", size="small")
        self.open_form.clicked.connect(lambda: self.show_form(True))
        column.addWidget(self.open_form)

    def _build_form(self, column: QVBoxLayout) -> None:
        self.form = QWidget()
        fields = QVBoxLayout(self.form)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(px(10))
        self.surname, self.given, self.tax_code, self.phone = (QLineEdit() for _n in range(4))
        self.birth_date = DateField(self._today, past=True)
        self.language = ComboBox(self.presenter.languages())
        self.consent = QCheckBox(_("Ha letto l'informativa e dice di sì"))
        self.language.set_value("it")
        fields.addWidget(line())
        fields.addWidget(label(_("Nuova famiglia"), "name"))
        self.alike = QVBoxLayout()
        self.alike.setSpacing(px(8))
        fields.addLayout(self.alike)
        for name, control in (
            (_("Cognome"), self.surname),
            (_("Nome"), self.given),
            (_("Data di nascita"), self.birth_date),
            (_("Codice fiscale"), self.tax_code),
            (_("Lingua"), self.language),
            (_("Telefono"), self.phone),
        ):
            fields.addWidget(FieldFrame(name, control))
            if isinstance(control, QLineEdit):
                control.textChanged.connect(lambda _text: self._pause.start())
        fields.addWidget(self.consent)
        basis = _("Base giuridica: {basis}. Resta scritto chi ha raccolto il consenso e quando.")
        fields.addWidget(label(basis.format(basis=self.presenter.legal_basis()), "note", wrap=True))
        column.addWidget(self.form)

    def clear(self) -> None:
        """Empty, ready for the next one."""
        for field in (self.search, self.purpose, self.surname, self.given, self.tax_code, self.phone):
            field.clear()
        self.birth_date.clear()
        self.consent.setChecked(False)
        self.service.setCurrentIndex(0)
        self.language.set_value("it")
        self._pause.stop()
        self.show_form(False)
        self.presenter.search("")

    def open_for(self, text: str = "") -> None:
        """Come to the front, with something typed already."""
        self.clear()
        self.search.setText(text)
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def take_card(self, code: str) -> None:
        """A card that nobody has: its code, and the birth date inside it, into the form; the search stays."""
        if not self.form.isVisibleTo(self):
            self.show_form(True)
        self.tax_code.setText(code)
        born = self.presenter.born_of(code)
        if born is not None and self.birth_date.value() is None:
            self.birth_date.set_value(born)
        self.surname.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_form(self, shown: bool) -> None:
        self.form.setVisible(shown)
        self.open_form.setVisible(not shown)
        self.take.set_words(_("Registra e metti in attesa") if shown else _("Metti in attesa"))
        self._enable()
        if shown:
            self._take_over(self.presenter.typed)

    def _take_over(self, text: str) -> None:
        """What was searched for is not typed again; the first empty field is next."""
        words = text.split()
        if words and not self.surname.text() and all(part.isalpha() for word in words for part in _NAME.split(word)):
            self.surname.setText(words[0].title())
            self.given.setText(" ".join(word.title() for word in words[1:]))
        elif not self.phone.text() and len(words) and all(sign in "+0123456789 " for sign in text):
            self.phone.setText(text.strip())
        first = next((field for field in (self.surname, self.given) if not field.text()), self.birth_date)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def typed(self) -> NewFamily:
        """The short form as it stands."""
        return NewFamily(
            self.surname.text(),
            self.given.text(),
            self.birth_date.value(),
            self.tax_code.text(),
            self.language.value() or "it",
            self.phone.text(),
            self.consent.isChecked(),
        )

    def accept(self) -> None:
        """The chosen family, or the new one, joins the queue."""
        service, purpose = self.service.value() or "", self.purpose.text().strip()
        if self.form.isVisibleTo(self):
            self.presenter.register(self.typed(), service, purpose)
        elif 0 <= self.found.currentRow() < len(self.presenter.found):
            self.presenter.take(self.presenter.found[self.found.currentRow()], service, purpose)
        elif self.presenter.nobody:
            self.show_form(True)

    def found_changed(self) -> None:
        self.found.clear()
        for each in self.presenter.found:
            words = _("{name} · famiglia {family}").format(name=each.name, family=each.family)
            item = QListWidgetItem(f"{words}\n{' · '.join(filter(None, (each.code, each.tax_code)))}")
            item.setSizeHint(QSize(px(100), px(ROW)))
            self.found.addItem(item)
        rows = len(self.presenter.found)
        self.found.setVisible(bool(rows))
        self.found.setFixedHeight(rows * px(ROW) + 4)
        if rows:
            self.found.setCurrentRow(0)
        self.nobody.setVisible(self.presenter.nobody)
        self.nobody.setText(_("Nessuna famiglia così. Prova un'altra grafia, oppure Invio: famiglia nuova."))
        self._enable()

    def alike_changed(self) -> None:
        while self.alike.count():
            item = self.alike.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for each in self.presenter.alike:
            fact = _("Forse c'è già: {name}").format(name=each.found.name)
            why = ", ".join(each.evidence)
            made = Alert(fact, " · ".join(filter(None, (why, each.found.code))), "warning")
            same = Button(_("È questa"), "outlined", size="small")
            same.setAccessibleName(_("È questa: {name}").format(name=each.found.name))
            same.clicked.connect(lambda _on=False, known=each.found: self._take_known(known))
            made.end.addWidget(same)
            self.alike.addWidget(made)

    def _take_known(self, known: Found) -> None:
        self.presenter.take(known, self.service.value() or "", self.purpose.text().strip())

    def typing(self) -> bool:
        """A new family is half written: it must not be lost."""
        return self.isVisible() and self.form.isVisibleTo(self) and bool(self.surname.text() or self.given.text())

    def finished(self) -> None:
        self.closed.emit()

    def _enable(self) -> None:
        self.take.setEnabled(self.form.isVisibleTo(self) or bool(self.presenter.found))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            if isinstance(focused, QAbstractButton) and not focused.isCheckable():
                focused.click()  # what is under the focus, not what stands at the foot
            else:
                self.accept()
        else:
            super().keyPressEvent(event)
