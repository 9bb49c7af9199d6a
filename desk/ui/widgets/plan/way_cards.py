"""Under the objectives: who has seen the plan and who approved it, what changed, which clocks run."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.domain.plan_changes import Change
from desk.i18n import _
from desk.ui.presenters.plan_page import PlanState
from desk.ui.presenters.plan_way import Act, acts
from desk.ui.presenters.plan_way_words import (
    ClockRow,
    SeenRow,
    approval_words,
    change_tag,
    change_words,
    seen_rows,
)
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.avatar import Avatar
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.card import Card
from desk.ui.widgets.inline_form import empty
from desk.ui.widgets.tag import Tag
from desk.ui.widgets.text import IconLabel, label, line
from desk.ui.widgets.turns import dress

_INKS = {"success": tokens.SUCCESS, "warning": tokens.WARNING, "info": tokens.BLUE, "neutral": tokens.MUTED}


class Lines(Card):
    """A card of rows with hairlines; built anew only when what it shows has changed."""

    def __init__(self, title: str, icon: str) -> None:
        super().__init__(title, icon)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(px(6))
        self.body.addLayout(self.rows)
        self._shown: object = None
        self._ready: list[QWidget] = []
        self.hide()

    def differs(self, shown: object) -> bool:
        """True where something else is to be shown: its rows are made then, while those of before stay."""
        if shown == self._shown:
            return False
        self._shown = None
        self._drop_ready()
        return True

    def add(self, row: QWidget) -> None:
        """Made ready out of sight: all rows come at once, so that the page is laid out and drawn once for them."""
        row.setParent(self)
        row.hide()
        dress(row)
        self._ready.append(row)

    def show_rows(self, shown: object) -> None:
        """The new rows in the place of the old ones."""
        empty(self.rows)
        for row in self._ready:
            if self.rows.count():
                self.rows.addWidget(line())
            self.rows.addWidget(row)
            row.show()
        self._ready, self._shown = [], shown

    def _drop_ready(self) -> None:
        """Rows of a state that is over before they were shown."""
        for row in self._ready:
            row.deleteLater()
        self._ready = []


class StepsCard(Lines):
    """`seen` with an adult who has read their part; `commitment_for` one who has none yet; `another_day`: it was
    signed, but not today."""

    seen = Signal(str)
    commitment_for = Signal(str)
    another_day = Signal()

    def __init__(self) -> None:
        super().__init__(_("Prima della firma"), "pencil")
        self.buttons: dict[str, Button] = {}
        self.other = Button(_("Firmato un altro giorno"), "quiet", "calendar", size="link")
        self.other.clicked.connect(self.another_day)
        self.body.addWidget(self.other, 0, Qt.AlignmentFlag.AlignLeading)

    def showing(self, state: PlanState, today: date) -> Iterator[None]:
        """A step for each adult."""
        wanted = state.view is not None and state.view.is_draft and bool(state.view.objectives)
        if not wanted:
            self.hide()
        shown = seen_rows(state, today), approval_words(state, today)
        if self.differs(shown):
            buttons: dict[str, Button] = {}
            for adult in shown[0]:
                self.add(self._adult(adult, buttons))
                yield
            self.add(_approval(*shown[1]))
            yield
            self.buttons = buttons
            self.show_rows(shown)
        self.other.setVisible(Act.SIGN in acts(state))
        self.setVisible(wanted)

    def _adult(self, adult: SeenRow, buttons: dict[str, Button]) -> QWidget:
        made, row = _row()
        row.addWidget(Avatar(adult.name, size=28))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(adult.name, "strong", wrap=True))
        words.addWidget(label(adult.words, "second", "muted"))
        row.addLayout(words, 1)
        if adult.tag:
            row.addWidget(Tag(adult.tag, adult.kind, "check" if adult.seen else "warning"))
        if not adult.has_any:
            buttons[adult.person] = self._button(adult, _("Impegno"), "plus", _("Nuovo impegno per {name}"))
        elif not adult.seen:
            named = _("{name} ha visto i suoi impegni")
            buttons[adult.person] = self._button(adult, _("Ha visto i suoi"), "eye", named)
        if adult.person in buttons:
            row.addWidget(buttons[adult.person])
        return made

    def _button(self, adult: SeenRow, words: str, icon: str, named: str) -> Button:
        button = Button(words, "outlined", icon, size="small")
        button.setAccessibleName(named.format(name=adult.name))
        does = self._tell if adult.has_any else self._ask
        button.clicked.connect(partial(does, adult.person))
        return button

    def _ask(self, person: str, _on: bool = False) -> None:
        self.commitment_for.emit(person)

    def _tell(self, person: str, _on: bool = False) -> None:
        self.seen.emit(person)


class ChangesCard(Lines):
    """What this version says otherwise than the one that the family knows."""

    def __init__(self) -> None:
        super().__init__(_("Che cosa cambia"), "history")

    def showing(self, state: PlanState) -> Iterator[None]:
        """A step for each line."""
        if not state.before:
            self.hide()
        self.title.setText(_("Che cosa cambia dalla versione {n}").format(n=state.before))
        lines = tuple((each.change, change_words(each, state)) for each in state.changes)
        if self.differs((state.before, lines)):
            self.setAccessibleName(self.title.text())
            for change, words in lines:
                self.add(_changed(change, words))
                yield
            if not lines:
                self.add(label(_("Per ora niente: è uguale."), "second", "muted"))
            self.show_rows((state.before, lines))
        self.setVisible(bool(state.before))


class ClocksCard(Lines):
    """The terms of the programme that run for this family."""

    def __init__(self) -> None:
        super().__init__(_("Tempi del programma"), "clock")

    def show_clocks(self, rows: Sequence[ClockRow]) -> None:
        """All of them at once."""
        for _row_made in self.showing(rows):
            pass

    def showing(self, rows: Sequence[ClockRow]) -> Iterator[None]:
        """A step for each clock."""
        if self.differs(tuple(rows)):
            for each in rows:
                self.add(_clock(each))
                yield
            self.show_rows(tuple(rows))
        self.setVisible(bool(rows))


def _changed(change: Change, words: str) -> QWidget:
    made, row = _row()
    row.addWidget(Tag(*change_tag(change)), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label(words, "text", wrap=True), 1)
    return made


def _clock(clock: ClockRow) -> QWidget:
    made, row = _row()
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(label(clock.title, "strong", wrap=True))
    words.addWidget(label(clock.words, "second", "muted", wrap=True))
    row.addLayout(words, 1)
    row.addWidget(Tag(clock.left, clock.kind, "" if clock.kind == "neutral" else "clock"))
    return made


def _approval(fact: str, second: str, tone: str) -> QWidget:
    made, row = _row()
    row.addWidget(IconLabel("done" if tone == "success" else "shield", _INKS[tone], 22))
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(label(fact, "strong", "warning" if tone == "warning" else "", wrap=True))
    if second:
        words.addWidget(label(second, "second", "muted", wrap=True))
    row.addLayout(words, 1)
    return made


def _row() -> tuple[QWidget, QHBoxLayout]:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(px(10))
    return made, row
