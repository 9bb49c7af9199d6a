"""The pane of those who wait for a time: each with what can be done."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desk.i18n import _
from desk.office.appointments.waiting_list import Waiting
from desk.ui.presenters.waiting import WaitingPresenter
from desk.ui.theme.measure import px
from desk.ui.widgets.buttons import Button, IconButton
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.inline_form import empty
from desk.ui.widgets.own_scroll import OwnScroll
from desk.ui.widgets.text import label, line


class WaitingPane(QFrame):
    """`wanted` with the one to find a time for; `closed` when it is put away."""

    wanted = Signal(object)
    closed = Signal()

    def __init__(self, presenter: WaitingPresenter) -> None:
        super().__init__()
        self.setProperty("kind", "pane")
        self.setAccessibleName(_("Chi aspetta un posto"))
        self._presenter = presenter
        self._shown: tuple[Waiting, ...] | None = None
        self.close_button = IconButton("close", _("Chiudi il riquadro"))
        self.close_button.clicked.connect(self.closed)
        self.finders: list[Button] = []
        self.listers: list[Button] = []
        self.droppers: list[IconButton] = []
        self.area = OwnScroll()
        self.area.column.setSpacing(px(10))
        head = QHBoxLayout()
        head.addWidget(label(_("Chi aspetta un posto"), "card-title", wrap=True), 1)
        head.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(18), px(14), px(18), px(14))
        column.setSpacing(px(10))
        column.addLayout(head)
        column.addWidget(self.area, 1)

    def refresh(self) -> None:
        lines = self._presenter.lines
        if lines == self._shown:
            return  # the keyboard may stand on one of its buttons
        self._shown = lines
        self.finders, self.listers, self.droppers = [], [], []
        empty(self.area.column)
        if not lines:
            self.area.column.addWidget(
                label(
                    _("Nessuno aspetta. Da «Trova un posto» una famiglia si mette in lista d'attesa."),
                    "second", "muted", wrap=True,
                )
            )  # fmt: skip
        for place, each in enumerate(lines):
            if place:
                self.area.column.addWidget(line())
            self.area.column.addWidget(self._row(each))
        self.area.column.addStretch(1)

    def _row(self, each: Waiting) -> QWidget:
        presenter = self._presenter
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        remove = IconButton("trash", _("{family}: togli dalla lista").format(family=each.family), size=18)
        remove.clicked.connect(partial(self._drop, each))
        self.droppers.append(remove)
        head = QHBoxLayout()
        head.addWidget(label(each.family, "strong", wrap=True), 1)
        head.addWidget(remove)
        column.addLayout(head)
        column.addWidget(label(presenter.wish_words(each), "second", wrap=True))
        column.addWidget(label(presenter.since_words(each), "note", "muted", wrap=True))
        buttons = QWidget()
        flow = FlowLayout(px(8))
        buttons.setLayout(flow)
        finder = Button(_("Trova un posto"), "outlined", "search", size="small")
        finder.setAccessibleName(_("Trova un posto per {family}").format(family=each.family))
        finder.clicked.connect(partial(self._find, each))
        flow.addWidget(finder)
        self.finders.append(finder)
        if presenter.is_asked(each):
            lister = Button(_("Metti in lista"), "neutral", size="small")
            lister.setAccessibleName(_("{family}: metti in lista d'attesa").format(family=each.family))
            lister.clicked.connect(partial(self._list, each))
            flow.addWidget(lister)
            self.listers.append(lister)
        column.addWidget(buttons)
        return made

    def _find(self, each: Waiting, _on: bool = False) -> None:
        self.wanted.emit(each)

    def _list(self, each: Waiting, _on: bool = False) -> None:
        self._presenter.enlist(each)

    def _drop(self, each: Waiting, _on: bool = False) -> None:
        self._presenter.drop(each)
