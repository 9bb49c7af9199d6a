"""The place to add an objective: what the interview suggests, with the reason, or the family's own words."""

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from desk.domain.languages import language_name
from desk.domain.plan_library import LibraryObjective, Suggestion
from desk.i18n import _, n_
from desk.office.plan.suggestions import areas
from desk.ui.presenters.plan_page import PlanState
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.buttons import Button, IconButton
from desk.ui.widgets.card import Card
from desk.ui.widgets.combo import ComboBox
from desk.ui.widgets.edits import LineEdit
from desk.ui.widgets.plan.card import DIMENSION_ICONS
from desk.ui.widgets.tag import Tag
from desk.ui.widgets.text import IconLabel, label, line


class AddingPanel(Card):
    """`suggested` with a ready objective's name; `written` with area, objective, result and its translation;
    `turned` on or off."""

    suggested = Signal(str)
    turned = Signal(bool)
    written = Signal(str, str, str, str)

    def __init__(self) -> None:
        super().__init__(_("Nuovo obiettivo"), "flag")
        self.shut = IconButton("close", _("Chiudi"), size=18)
        self.shut.clicked.connect(self.hide)
        self.head.addWidget(self.shut)
        self.offers: list[Button] = []
        self._areas: list[str] = []
        self._fitting = QVBoxLayout()
        self._fitting.setSpacing(0)
        self.body.addLayout(self._fitting)
        self.ready = Button(_("Altri obiettivi pronti"), "quiet", "document", size="link")
        self.ready.clicked.connect(self._offer_ready)
        self.body.addWidget(self.ready, 0, Qt.AlignmentFlag.AlignLeading)
        self._others: tuple[LibraryObjective, ...] = ()
        self._state: PlanState | None = None
        self.body.addWidget(label(_("Oppure con le parole della famiglia"), "strong"))
        self.area = ComboBox([])  # the areas come with the first plan: the library is read beside the windows
        self.area.setAccessibleName(_("Area dell'obiettivo"))
        self.area.setSizePolicy(self.area.sizePolicy().Policy.Preferred, self.area.sizePolicy().Policy.Fixed)
        self.objective = _field(_("Che cosa vuole ottenere la famiglia"), _("Obiettivo"))
        self.result = _field(_("Da che cosa si vede che è fatto"), _("Risultato"))
        self.translation = _field("", "")
        self.done = Button(_("Aggiungi"), "outlined")
        self.done.clicked.connect(self._finish)
        for field in (self.objective, self.result, self.translation):
            field.returnPressed.connect(self._finish)
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setSpacing(tokens.STEP)
            self.body.addLayout(row)
        first.addWidget(self.area)
        first.addWidget(self.objective, 1)
        second.addWidget(self.result, 1)
        second.addWidget(self.translation, 1)
        second.addWidget(self.done)
        self._shown: tuple[object, ...] = ()
        self.hide()

    def show_state(self, state: PlanState) -> None:
        """What fits this family now, and the sheet's language."""
        if not self.area.count():
            self.area.set_options([(code, _(word).capitalize()) for code, word in areas().items()])
            self.area.setCurrentIndex(0)
        language = _(language_name(state.language))
        self.translation.setVisible(state.language != "it")
        self.translation.setPlaceholderText(_("Lo stesso in {language}").format(language=language))
        self.translation.setAccessibleName(_("Risultato in {language}").format(language=language))
        self._state, self._others = state, state.proposals.others
        self.ready.setVisible(bool(self._others))
        if not self.isHidden():
            self._show_fitting(state)

    def _show_fitting(self, state: PlanState) -> None:
        """Only while somebody looks: the offers take longer to make than all the rest."""
        if self._shown == (state.proposals.fitting, state.proposals.facts is None):
            return
        self._shown = (state.proposals.fitting, state.proposals.facts is None)
        while self._fitting.count():
            item = self._fitting.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.offers = []
        self._areas = [each.objective.dimension for each in state.proposals.fitting]
        if state.proposals.fitting:
            self._fitting.addWidget(label(_("Dal colloquio e dal percorso"), "strong"))
        for place, each in enumerate(state.proposals.fitting):
            if place:
                self._fitting.addWidget(line())
            self._fitting.addWidget(self._offer(each))
        if not state.proposals.fitting:
            nothing = (
                _("I suggerimenti arrivano dalle risposte del colloquio.")
                if state.proposals.facts is None
                else _("Il colloquio non suggerisce altro.")
            )
            self._fitting.addWidget(label(nothing, "second", "muted", wrap=True))

    def _offer(self, suggestion: Suggestion) -> QWidget:
        ready = suggestion.objective
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, px(6), 0, px(6))
        row.setSpacing(px(10))
        row.addWidget(IconLabel(DIMENSION_ICONS.get(ready.dimension, "flag"), tokens.BLUE))
        words = QVBoxLayout()
        words.setSpacing(0)
        top = QHBoxLayout()
        top.setSpacing(tokens.STEP)
        top.addWidget(label(_(ready.title), "strong"))
        top.addWidget(Tag(_(areas().get(ready.dimension, ready.dimension))))
        if suggestion.urgent:
            top.addWidget(Tag(_("area a rischio"), "warning", "warning"))
        top.addStretch(1)
        words.addLayout(top)
        count = n_("{n} impegno", "{n} impegni", len(ready.commitments)).format(n=len(ready.commitments))
        words.addWidget(
            label(
                _("Perché: {reason}").format(reason=_(suggestion.reason)) + f" · {count}", "second", "muted", wrap=True
            )
        )
        row.addLayout(words, 1)
        add = Button(_("Aggiungi"), "outlined", "plus", size="small")
        add.setAccessibleName(_("Aggiungi l'obiettivo: {title}").format(title=_(ready.title)))
        add.clicked.connect(partial(self.suggested.emit, ready.id))
        self.offers.append(add)
        row.addWidget(add)
        return made

    @property
    def stops(self) -> list[QWidget]:
        """Where the focus goes, in order."""
        fields = (self.area, self.objective, self.result, self.translation, self.done)
        return [self.shut, *self.offers, self.ready, *fields]

    def menu(self) -> QMenu:
        """The ready objectives that nothing suggests, by area."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        parts: dict[str, QMenu] = {}
        for each in self._others:
            if each.dimension not in parts:
                parts[each.dimension] = menu.addMenu(_(areas().get(each.dimension, each.dimension)).capitalize())
            parts[each.dimension].addAction(_(each.title)).triggered.connect(partial(self._take, each.id))
        return menu

    def _offer_ready(self) -> None:
        self.menu().popup(self.ready.mapToGlobal(QPoint(0, self.ready.height())))

    def _take(self, name: str, _on: bool = False) -> None:
        self.suggested.emit(name)

    def open(self, area: str = "") -> None:
        """Show it with the focus on the first suggestion, of an area where one is wanted, or on the words."""
        if self._state is not None:
            self._show_fitting(self._state)
        self.show()
        if area:
            self.area.set_value(area)
        of_area = [offer for offer, each in zip(self.offers, self._areas, strict=True) if area in ("", each)]
        (of_area[0] if of_area else self.objective).setFocus(Qt.FocusReason.TabFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.turned.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.turned.emit(not self.isHidden())

    def _finish(self) -> None:
        area = self.area.value()
        if not self.objective.text().strip() or area is None:
            self.objective.setFocus()
            return
        fields = (self.objective, self.result, self.translation)
        self.written.emit(area, *(field.text().strip() for field in fields))
        for field in fields:
            field.clear()
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            return
        super().keyPressEvent(event)


def _field(placeholder: str, name: str) -> QLineEdit:
    made = LineEdit(placeholder)
    made.setAccessibleName(name)
    return made
