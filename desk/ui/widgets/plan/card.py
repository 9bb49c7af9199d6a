"""One objective with its results and commitments, written in place."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.domain.languages import language_name
from desk.domain.plan import CommitmentLine, ObjectiveLine, ResultLine, SupportLine
from desk.i18n import _
from desk.office.plan.people import who_keeps
from desk.office.plan.suggestions import areas
from desk.ui.presenters.plan import PlanPresenter
from desk.ui.presenters.plan_way_words import line_change
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.card import Card
from desk.ui.widgets.plan.adders import LineAdders
from desk.ui.widgets.plan.edits import TitleEdit
from desk.ui.widgets.plan.grip import DropLine, Grip, place_among
from desk.ui.widgets.plan.rows import NARROW, CommitmentHeads, CommitmentRow, LineFacts, PlanLine, ResultRow
from desk.ui.widgets.plan.supports import SupportRow
from desk.ui.widgets.tag import Tag
from desk.ui.widgets.text import IconLabel, label
from desk.ui.widgets.turns import dress

ROWS_AT_ONCE = 4
EDGE = 2 * tokens.RADIUS_CARD
DIMENSION_ICONS = {
    "work": "work",
    "housing": "home",
    "children": "school",
    "study": "school",
    "health": "health",
    "networks": "households",
    "economy": "money",
    "care": "heart",
    "documents": "document",
}


class ObjectiveCard(Card):
    """`unclear` with what was typed as a date and is none; `stepped` when the whole objective is to move; `adding`
    when a line is about to be added."""

    unclear = Signal(str)
    adding = Signal()
    stepped = Signal(int)

    def __init__(
        self, presenter: PlanPresenter, number: int, objective: ObjectiveLine, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self.hide()  # until it has something to show
        self.setAttribute(Qt.WidgetAttribute.WA_StaticContents)
        self.presenter, self.objective = presenter, objective
        self.rows: dict[str, PlanLine] = {}
        self._narrow = False
        self.body.setContentsMargins(0, px(7), 0, 6)
        self.body.setSpacing(0)
        self.adders = LineAdders(presenter, objective)
        self.adders.adding.connect(self.adding)
        self._build_head(number, objective)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.body.addLayout(self._lines)
        self.heads = CommitmentHeads(self)
        self._under = QHBoxLayout()
        self._under.setContentsMargins(px(34), 0, px(12), 0)
        self.body.addLayout(self._under)
        self._drop = DropLine(self)

    def _build_head(self, number: int, objective: ObjectiveLine) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(px(14), 0, tokens.STEP, 0)
        head.setSpacing(px(6))
        head.addWidget(IconLabel(DIMENSION_ICONS.get(objective.dimension, "flag"), tokens.BLUE))
        head.addSpacing(px(4))
        self.place = label(f"{number} ·", "name")
        self.title_edit = TitleEdit(objective.title)
        self.title_edit.written.connect(lambda text: self.presenter.write("objective", self.objective.id, title=text))
        self.area = Tag("")
        self.grip = Grip("")
        self.grip.stepped.connect(self.stepped)
        self.grip.removed.connect(lambda: self.presenter.remove("objective", self.objective.id))
        named = QHBoxLayout()
        named.setSpacing(0)
        named.addWidget(self.place)
        named.addWidget(self.title_edit)
        head.addLayout(named)
        head.addWidget(self.area)
        head.addStretch(1)
        head.addWidget(self.adders)
        head.addWidget(self.grip)
        self.body.addLayout(head)
        self._head = head

    # — the lines —

    def _take_lines(self) -> Iterator[None]:
        """A row for every line, in order; rows that stand already stay, with the focus and what is typed in them. New
        ones come some at a time when they are whole: each time, all that is in sight is laid out and drawn anew."""
        lines, heads_at = _lines_of(self.objective), len(self.objective.results)
        order = {line.id for line in lines}
        for name in [name for name in self.rows if name not in order]:
            gone = self.rows.pop(name)
            self._lines.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        first = self.objective.commitments[0].id if self.objective.commitments else ""
        whole: list[tuple[int, QWidget]] = []
        for place, line in enumerate(lines):
            if place == heads_at:
                whole.append((place, self.heads))
            if line.id not in self.rows:
                yield from self._adding(line)
            else:
                self._show_line(line)
            row = self.rows[line.id]
            row.hairline.setVisible(place >= heads_at and line.id != first)
            whole.append((place + (place >= heads_at), row))
            if len(whole) >= ROWS_AT_ONCE or not row.isHidden():
                self._seat(whole)
                whole.clear()
            yield
        self._seat(whole)
        self.rows = {line.id: self.rows[line.id] for line in lines}
        self._show_heads()

    def _seat(self, whole: list[tuple[int, QWidget]]) -> None:
        """Into their places and in sight; with the first of them the card itself."""
        for place, widget in whole:
            self._put(place, widget)
            if widget is self.heads:
                self._show_heads()
            elif widget.isHidden():
                widget.show()
        self.show()

    def _show_heads(self) -> None:
        self.heads.setVisible(bool(self.objective.commitments) and not self._narrow)

    def _put(self, place: int, widget: QWidget) -> None:
        item = self._lines.itemAt(place)
        if item is None or item.widget() is not widget:
            self._lines.insertWidget(place, widget)

    def _adding(self, line: ResultLine | CommitmentLine | SupportLine) -> Iterator[None]:
        """Its row; a commitment's, which has many parts, in several steps."""
        if isinstance(line, ResultLine):
            self._join(ResultRow(self._facts(line), self), "result", line.id)
        elif isinstance(line, CommitmentLine):
            yield from self._adding_commitment(line)
        else:
            row = SupportRow(self._facts(line), line, self)
            self._join(row, "support", line.id)
            row.giver_written.connect(partial(self._write_giver, line.id))
        yield
        self._make_ready(self.rows[line.id])

    def _make_ready(self, row: PlanLine) -> None:
        """Dressed and as wide as it will be, so that there is nothing left to do when it comes in sight."""
        dress(row)
        row.resize(self.width(), row.sizeHint().height())
        layout = row.layout()
        if layout is not None:
            layout.activate()

    def _show_line(self, line: ResultLine | CommitmentLine | SupportLine) -> None:
        """What the record says now, in a row that stands."""
        row, helpers = self.rows[line.id], self.presenter.state.helpers
        if isinstance(row, CommitmentRow) and isinstance(line, CommitmentLine):
            row.show_line(self._facts(line), line, who_keeps(line, helpers), helpers)
        elif isinstance(row, SupportRow) and isinstance(line, SupportLine):
            row.show_support(self._facts(line), line)
        else:
            row.show_facts(self._facts(line))

    def _adding_commitment(self, commitment: CommitmentLine) -> Iterator[None]:
        helpers, facts = self.presenter.state.helpers, self._facts(commitment)
        made = CommitmentRow(facts, commitment, self)
        yield
        made.fill()
        yield
        made.show_line(facts, commitment, who_keeps(commitment, helpers), helpers)
        yield
        made.arrange(narrow=self._narrow)
        self._join(made, "commitment", commitment.id)
        made.who_chosen.connect(partial(self._write_who, commitment.id))
        made.when_written.connect(partial(self._write_when, made, commitment.id))
        made.shown_written.connect(partial(self._write_shown, commitment.id))

    def _join(self, row: PlanLine, table: str, row_id: str) -> None:
        self.rows[row_id] = row
        row.text_written.connect(lambda text: self.presenter.write(table, row_id, text=text.strip()))
        row.translation_written.connect(lambda text: self.presenter.translate(table, row_id, text))
        row.stepped.connect(lambda step: self.presenter.move(table, row_id, max(0, self._place(row_id) + step)))
        row.grip.removed.connect(lambda: self.presenter.remove(table, row_id))
        row.grip.dragged.connect(lambda at: self._drop.show_among(self._beside(row_id), at))
        row.grip.dropped.connect(lambda at: self._dropped(table, row_id, at))

    def _beside(self, row_id: str) -> list[QWidget]:
        """The rows of the same kind, in order."""
        kind = type(self.rows[row_id])
        return [each for each in self.rows.values() if type(each) is kind]

    def _place(self, row_id: str) -> int:
        return self._beside(row_id).index(self.rows[row_id])

    def _dropped(self, table: str, row_id: str, at: QPoint) -> None:
        self._drop.hide()
        others = [each for each in self._beside(row_id) if each is not self.rows[row_id]]
        to = place_among(others, at)
        if to != self._place(row_id):
            self.presenter.move(table, row_id, to)

    def _commitment(self, name: str) -> CommitmentLine:
        return next(each for each in self.objective.commitments if each.id == name)

    def _write_who(self, name: str, helper: object) -> None:
        self.presenter.write_who(self._commitment(name), helper)  # type: ignore[arg-type]  # the signal carries an object

    def _write_when(self, row: CommitmentRow, name: str, typed: str) -> None:
        if not self.presenter.write_when(self._commitment(name), typed):
            row.by.refuse()
            self.unclear.emit(typed)

    def _write_shown(self, name: str, text: str) -> None:
        self.presenter.write("commitment", name, shown_by=text.strip() or None)

    def _write_giver(self, name: str, text: str) -> None:
        self.presenter.write("support", name, giver=text.strip() or None)

    def _facts(self, of: ResultLine | CommitmentLine | SupportLine) -> LineFacts:
        state = self.presenter.state
        change, drawing = line_change(of.id, state)
        return LineFacts(
            id=of.id,
            number=state.numbers.get(of.id, 0),
            text=of.text,
            translation=of.translations.get(state.language, ""),
            translated=self.presenter.is_translated(of.text, of.translations),
            language="" if state.language == "it" else _(language_name(state.language)),
            fixed=self.fixed,
            change=change,
            drawing=drawing,
        )

    # — what the screen asks —

    @property
    def fixed(self) -> bool:
        view = self.presenter.state.view
        return view is None or not view.is_draft

    def showing(self, number: int, objective: ObjectiveLine) -> Iterator[None]:
        """Show what the record says now, in the widgets that stand here; a step for each new one."""
        self.objective = self.adders.objective = objective
        self.place.setText(f"{number} ·")
        self.title_edit.put(objective.title)
        self.title_edit.setAccessibleName(_("Obiettivo {n}").format(n=number))
        self.title_edit.setReadOnly(self.fixed)
        self.title.setText(f"{number} · {objective.title}")
        self.setAccessibleName(self.title.text())
        self.area.set(_(areas().get(objective.dimension, objective.dimension)), "neutral")
        self.grip.setAccessibleName(_("Obiettivo {n}: sposta o togli").format(n=number))
        self.grip.setToolTip(_("Trascina per spostare, premi per altro"))
        self.grip.setHidden(self.fixed)
        self.adders.setHidden(self.fixed)
        self.heads.translation.setText("" if self.presenter.state.language == "it" else _("Traduzione"))
        yield from self._take_lines()

    @property
    def stops(self) -> list[QWidget]:
        """Where the focus goes, in order."""
        adders = self.adders
        head = [self.title_edit, adders.result, adders.commitment, adders.support, self.grip]
        return [*head, *(stop for row in self.rows.values() for stop in row.stops)]

    def settle(self) -> None:
        """Save everything typed in this objective."""
        self.title_edit.settle()
        for row in self.rows.values():
            row.settle()

    def _move_adders(self) -> None:
        """At the end of the head; below the lines where the head has no room."""
        self._head.removeWidget(self.adders)
        self._under.removeWidget(self.adders)
        if self._narrow:
            self._under.addWidget(self.adders, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            self._head.insertWidget(self._head.count() - 1, self.adders)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() == Qt.KeyboardModifier.AltModifier and event.key() in steps and not self.fixed:
            self.stepped.emit(steps[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit(self.width())
        before = event.oldSize()
        if before.width() != self.width():
            self.update()
        else:  # a card that has grown by a line is drawn anew at its old edge only, not line by line
            edge = min(before.height(), self.height()) - EDGE
            self.update(0, edge, self.width(), self.height() - edge)

    def fit(self, width: int) -> None:
        """One row for each commitment in this width, or two."""
        narrow = width < px(NARROW)
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self._move_adders()
        self._show_heads()
        for row in self.rows.values():
            if isinstance(row, CommitmentRow):
                row.arrange(narrow=narrow)


def _lines_of(objective: ObjectiveLine) -> tuple[ResultLine | CommitmentLine | SupportLine, ...]:
    return (*objective.results, *objective.commitments, *objective.supports)
