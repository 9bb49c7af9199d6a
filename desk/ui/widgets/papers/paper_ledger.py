"""What was printed for a family, newest first: look at it again, say who took it."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.i18n import _, n_
from desk.office.papers.ledger import Entry
from desk.ui.presenters.papers import PapersPresenter
from desk.ui.theme.measure import px
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.card import Card
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.inline_form import empty
from desk.ui.widgets.text import label, line

MOST = 8


class PaperLedger(Card):
    """`again` with a line of the ledger; `given` with the line and the names."""

    again = Signal(str)
    given = Signal(str, str)

    def __init__(self, presenter: PapersPresenter) -> None:
        super().__init__(_("Fogli già stampati"), "history")
        self._presenter = presenter
        self._rows = QVBoxLayout()
        self._rows.setSpacing(px(8))
        self.body.addLayout(self._rows)

    def show_state(self) -> None:
        empty(self._rows)
        entries = self._presenter.state.entries
        if not entries:
            self._rows.addWidget(
                label(_("Qui restano i fogli stampati: quali, quando, dati a chi."), "second", wrap=True)
            )
        for place, entry in enumerate(entries[:MOST]):
            if place:
                self._rows.addWidget(line())
            self._rows.addWidget(self._row(entry))
        more = len(entries) - MOST
        if more > 0:
            words = n_("e {n} foglio di prima", "e {n} fogli di prima", more).format(n=more)
            self._rows.addWidget(label(words, "note", "muted"))

    def _row(self, entry: Entry) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        first, second = self._presenter.entry_words(entry)
        made.setAccessibleName(f"{first}, {second}")
        column.addWidget(label(first, "strong", wrap=True))
        column.addWidget(label(second, "second", "muted", wrap=True))
        actions = QWidget()
        flow = FlowLayout(12)
        actions.setLayout(flow)
        if entry.again:
            look = Button(_("Riguarda e ristampa"), "quiet", "refresh", size="link")
            look.setAccessibleDescription(first)
            look.clicked.connect(partial(self.again.emit, entry.id))
            flow.addWidget(look)
        if not entry.given_to:
            for words, names in self._presenter.takers():
                taker = Button(words, "quiet", "person", size="link")
                taker.clicked.connect(partial(self.given.emit, entry.id, names))
                flow.addWidget(taker)
        column.addWidget(actions)
        return made
