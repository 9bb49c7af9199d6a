"""All objectives of a plan, one card under the other."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import delete

from desk.domain.plan import ObjectiveLine
from desk.i18n import _
from desk.ui.presenters.plan import PlanPresenter
from desk.ui.theme.measure import px
from desk.ui.widgets.card import Card
from desk.ui.widgets.empty import EmptyState
from desk.ui.widgets.plan.card import ObjectiveCard
from desk.ui.widgets.plan.grip import DropLine, place_among
from desk.ui.widgets.turns import dress


class ObjectiveList(QWidget):
    """`unclear` with what is no date; `first_wanted` while there is none; `line_added` with the field to write in."""

    unclear = Signal(str)
    first_wanted = Signal()
    line_added = Signal(QWidget)

    def __init__(self, presenter: PlanPresenter) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StaticContents)
        self.presenter = presenter
        self.cards: list[ObjectiveCard] = []
        self._adding_line = self._adding_above = False
        self._known: set[str] = set()
        self._gone: list[ObjectiveCard] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(12))
        self.nothing = Card()
        words = _("Qui compaiono gli obiettivi. Comincia da quello che preme alla famiglia.")
        empty = EmptyState(words, _("Obiettivo"), "flag")
        empty.acted.connect(self.first_wanted)
        self.nothing.body.addWidget(empty)
        self.nothing.hide()
        self._column.addWidget(self.nothing)
        self._drop = DropLine(self)

    def showing(self, objectives: tuple[ObjectiveLine, ...]) -> Iterator[None]:
        """A card for every objective, in order, in steps; cards that stand already stay, with what is typed in
        them, and new ones come in sight when they are whole."""
        standing = {card.objective.id: card for card in self.cards}
        order = [each.id for each in objectives]
        for name, card in standing.items():
            if name not in order:
                self._column.removeWidget(card)
                card.hide()
                self._gone.append(card)
        self.cards = [standing[name] for name in order if name in standing]
        if not objectives:
            self.make_room(self._adding_above)
        for place, objective in enumerate(objectives):
            card = standing.get(objective.id) or self._new_card(place + 1, objective)
            if objective.id not in standing:
                self.cards.insert(place, card)
                yield
                dress(card)
            item = self._column.itemAt(place)
            if item is None or item.widget() is not card:
                self._column.insertWidget(place, card)
            self.nothing.hide()
            self.show()
            yield
            yield from card.showing(place + 1, objective)
        self._go_to_new_line()
        yield from self._clearing()

    def _clearing(self) -> Iterator[None]:
        """The cards that are no longer shown, line by line: a long one takes more than a frame."""
        while self._gone:
            rows = self._gone[-1].rows
            while rows:
                delete(rows.popitem()[1])  # now: later, all would go together
                yield
            self._gone.pop().deleteLater()

    def _new_card(self, number: int, objective: ObjectiveLine) -> ObjectiveCard:
        card = ObjectiveCard(self.presenter, number, objective, self)
        card.resize(self.width(), card.height())
        card.fit(self.width())
        card.unclear.connect(self.unclear)
        card.adding.connect(self.expect_line)
        card.stepped.connect(lambda step: self._step(card, step))
        card.grip.dragged.connect(lambda at: self._drop.show_among(list(self.cards), at))
        card.grip.dropped.connect(lambda at: self._dropped(card, at))
        return card

    def _go_to_new_line(self) -> None:
        """A line that has just been added is written next."""
        rows = {name: row for card in self.cards for name, row in card.rows.items()}
        new, self._known = [name for name in rows if name not in self._known], {*rows}
        if len(new) != 1 or not self._adding_line:
            return
        self._adding_line = False
        text = rows[new[0]].text
        text.setFocus(Qt.FocusReason.OtherFocusReason)
        if not text.choose_blank():
            text.selectAll()
        self.line_added.emit(text)

    def expect_line(self) -> None:
        """A line is about to be added: it is written next."""
        self._adding_line = True

    def add_for(self, person: str) -> None:
        """A commitment for an adult who has none, under the last objective: it can be moved from there."""
        if self.cards:
            self.expect_line()
            self.presenter.add_commitment(self.cards[-1].objective.id, person)

    def make_room(self, adding: bool) -> None:
        """While the first objective is being added above, nothing says that there is none."""
        self._adding_above = adding
        self.nothing.setVisible(not self.cards and not adding)
        self.setVisible(bool(self.cards) or not adding)

    def _step(self, card: ObjectiveCard, step: int) -> None:
        self.presenter.move("objective", card.objective.id, max(0, self.cards.index(card) + step))

    def _dropped(self, card: ObjectiveCard, at: QPoint) -> None:
        self._drop.hide()
        to = place_among([each for each in self.cards if each is not card], at)
        if to != self.cards.index(card):
            self.presenter.move("objective", card.objective.id, to)
