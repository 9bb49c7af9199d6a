"""To reconcile: what was there before, both values as equals, one click or one key keeps one."""

from functools import partial

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from desk.db.changes import Changes
from desk.i18n import _
from desk.office.machine.reconcile import Clash, Wrote
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.reconcile import LONG, ReconcilePresenter
from desk.ui.presenters.role_words import title_words
from desk.ui.theme import tokens
from desk.ui.theme.measure import colour, px
from desk.ui.widgets.alert import Alert
from desk.ui.widgets.breadcrumb import Breadcrumb
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.cases.case_list import CaseRow
from desk.ui.widgets.cases.deciding import Deciding
from desk.ui.widgets.cases.side_by_side import BESIDE_FROM, WIDE_FROM, across
from desk.ui.widgets.edits import LineEdit
from desk.ui.widgets.empty import EmptyState
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.inline_form import empty
from desk.ui.widgets.tag import Tag
from desk.ui.widgets.text import IconLabel, label

GAP, FORK = 32, 40


class ReconcileScreen(Deciding):
    """Keys 1 and 2 keep the value at the left or the right, 3 writes another, 4 keeps both, 5 asks the family, 6
    tells how to reach the colleague, Escape goes on to the next."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(
            _("Da riconciliare"), _("Due persone hanno scritto la stessa cosa senza vedersi. Nulla è perso.")
        )
        self.presenter = ReconcilePresenter(context, self._refresh)
        self.keep_buttons: list[Button] = []
        self._heads: list[QBoxLayout] = []
        self._columns: list[QVBoxLayout] = []
        self._shown: Clash | None = None
        self._is_long = False
        self._typed: dict[str, str] = {}
        """What was being written for a question that is not in front."""
        self.crumbs = Breadcrumb([("", "")])
        self.crumbs.chosen.connect(lambda _name: self.presenter.open_home())
        self.title = label("", "page-title", wrap=True)
        self.before = QFrame()
        self.before.setProperty("kind", "before")
        self._told = _padded(self.before, 14, px(8))
        self._long_before = label("", "text", wrap=True)
        below = self.before.layout()
        assert below is not None
        below.addWidget(self._long_before)
        self.fork = Fork()
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addWidget(self.before)
        told.addWidget(self.fork)
        self._above = QWidget()
        self._above.setLayout(told)
        told.setContentsMargins(0, 0, 0, 0)
        self._values = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._values.setSpacing(px(GAP))
        self.neither = self._build_neither()
        self.change = Alert(_("Che cosa cambia"), " ")
        self.many = QFrame()
        self.many.setProperty("kind", "card")
        self._many = _padded(self.many, 16, px(12))
        self.nothing = EmptyState(_("Non c'è nulla da riconciliare."), icon="done")
        self._lay_out()
        self.list.chosen.connect(self._choose)
        self.list.undone.connect(lambda place: self.presenter.take_back(self.presenter.settled[place]))
        self.later.clicked.connect(self.presenter.later)
        self.story.clicked.connect(self.presenter.open_story)

    def _build_neither(self) -> QFrame:
        card = QFrame()
        card.setProperty("kind", "card")
        self.other = LineEdit(_("Un altro valore"))
        self.other.setAccessibleName(_("Un altro valore"))
        self.other.returnPressed.connect(self._write)
        self.other.textEdited.connect(self.presenter.typing)
        self.write = Button(_("Scrivi un altro valore"), "neutral", "pencil", key="3")
        self.write.clicked.connect(self._write)
        self.ask = Button(_("Chiedi alla famiglia"), "neutral", "message", key="5")
        self.ask.clicked.connect(self.presenter.ask)
        self.both = Button(_("Tieni tutti e due"), "neutral", "check", key="4")
        self.both.clicked.connect(self.presenter.keep_both)
        row = _padded(card, 16, px(14))
        words = QWidget()
        said = QVBoxLayout(words)
        said.setContentsMargins(0, 0, 0, 0)
        said.setSpacing(0)
        stays = label(_("Tutti i valori restano nella storia, qualunque cosa scelga."), "second", "muted")
        said.addWidget(label(_("Nessuno dei due è giusto?"), "strong"))
        said.addWidget(stays)
        self._sentences = [stays]
        """In one line where there is room: a sentence that stays, and who wrote what was there before."""
        self.other.setMinimumWidth(px(220))
        for part in (words, self.other, self.write, self.both, self.ask):
            row.addWidget(part)
        self._ways, self._calls = row, list[Button]()
        return card

    def _lay_out(self) -> None:
        self.body.setSpacing(px(10))
        self.body.addWidget(self.crumbs)
        self.body.addWidget(self.title)
        self.body.addWidget(self._above)
        self.body.addLayout(self._values)
        self.body.addSpacing(px(6))
        for part in (self.change, self.neither, self.many, self.nothing):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def show_facts(self, **facts: str) -> None:
        self.presenter.show()
        self.list.view.setFocus()

    def on_changes(self, changes: Changes) -> None:
        self.presenter.on_changes(changes)

    def arrange(self) -> None:
        beside = self.room >= px(BESIDE_FROM)
        self._values.setDirection(across(beside))
        self.fork.beside = beside
        self.fork.update()
        self.crumbs.setVisible(self.beside and self.presenter.clash() is not None)
        self.fork.setVisible(self.beside and self.presenter.clash() is not None)
        first, then = self.body.indexOf(self._above), self.body.indexOf(self._values)
        if (first < then) != self.beside:  # where there is little room, what has to be seen comes first
            self.body.removeWidget(self._above)
            self.body.insertWidget(self.body.indexOf(self._values) + (not self.beside), self._above)
        wide = self.room >= px(WIDE_FROM)
        for sentence in self._sentences:
            sentence.setWordWrap(not wide)
        for head in self._heads:
            head.setDirection(across(wide))
        values = self._shown.values if self._shown else ()
        for wrote, keep in zip(values, self.keep_buttons, strict=False):
            keep.set_words(_keep(wrote, LONG if wide else BRIEF))
        for column, keep in zip(self._columns, self.keep_buttons, strict=True):
            edge = px(28 if wide else 16)
            column.setContentsMargins(edge, px(20 if wide else 12), edge, px(24 if wide else 16))
            place = column.count() - 1 if self.beside and wide else AFTER_VALUE
            place = AFTER_HEAD if self._is_long else place
            if column.indexOf(keep) != place:
                column.removeWidget(keep)
                column.insertWidget(place, keep)

    def come(self) -> None:
        if self.keep_buttons:
            self.keep_buttons[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _choose(self, row: str) -> None:
        self.presenter.choose(next(each.key for each in self.presenter.clashes if _id(each) == row))

    def _refresh(self) -> None:
        presenter, clash = self.presenter, self.presenter.clash()
        rows = [
            CaseRow(
                _id(each),
                each.family or each.about,
                presenter.hour(each),
                presenter.listed(each),
                presenter.against(each),
            )
            for each in presenter.clashes
        ]
        self.list.show_rows(rows, _id(clash) if clash else "")
        self.list.show_decided([each.words for each in presenter.settled])
        for part in (self.crumbs, self.title, self.before, self.fork, self.neither, self.change, self.many, self.foot):
            part.setVisible(clash is not None)
        self.nothing.setVisible(clash is None and presenter.read)
        if clash is not None and clash == self._shown:  # somebody wrote something else: no hand is disturbed
            self._show_many()
            self.arrange()
            return
        self._change_question(clash)
        self._heads.clear()
        self._columns.clear()
        held = next((place for place, keep in enumerate(self.keep_buttons) if keep is self.focusWidget()), -1)
        same = clash is not None and self._shown is not None and clash.key == self._shown.key
        empty(self._values)
        self.keep_buttons = []
        if clash is not None:
            self._show(clash)
        if same and held in range(len(self.keep_buttons)):
            self.keep_buttons[held].setFocus()
        elif held >= 0:  # a second press must not decide the next question unread
            self.list.view.setFocus()
        self._shown = clash
        self.arrange()

    def _change_question(self, clash: Clash | None) -> None:
        """What is being written stays with its question."""
        before, typed = self._shown, self.other.text().strip()
        if before is None or (clash is not None and clash.key == before.key):
            return
        waits = any(each.key == before.key for each in self.presenter.clashes)
        self._typed = {key: words for key, words in self._typed.items() if key != _id(before)}
        if waits and typed:
            self._typed[_id(before)] = typed
        gone = self.presenter.decided_elsewhere
        if gone is not None and gone.key == before.key:
            self.presenter.tell_decided(before, typed)
        if self.focusWidget() is self.other:
            self.list.view.setFocus()
        self.other.setText(
            (self._typed.get(_id(clash)) or self.presenter.take_left(clash)) if clash is not None else ""
        )

    def _show(self, clash: Clash) -> None:
        steps = [("home", clash.family)] if clash.family and self.presenter.may_open else []
        self.crumbs.set([*steps, ("", self.presenter.place(clash))])
        self.title.setText(clash.question)
        self._show_before(clash)
        for place, wrote in enumerate(clash.values):
            self._values.addWidget(self._value(wrote, place), 1)
        self._is_long = any(len(wrote.words) > PAGEFUL for wrote in clash.values)
        self.change.second.setText(self.presenter.what_changes())
        may_write, may_ask, both = self.presenter.may_write(), self.presenter.may_ask(), bool(self.presenter.both())
        self._show_colleagues()
        self.neither.setVisible(may_write or may_ask or both or bool(self._calls))
        for part, on in ((self.other, may_write), (self.write, may_write), (self.ask, may_ask), (self.both, both)):
            part.setVisible(on)
        self.story.setVisible(bool(clash.home) and self.presenter.may_open)
        self._show_many()
        self.show_keys([])  # each button says its own

    def _show_colleagues(self) -> None:
        """A way to each who wrote the other value."""
        for button in self._calls:
            self._ways.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._calls = []
        for place, each in enumerate(self.presenter.colleagues()):
            button = Button(_("Senti {who}").format(who=each.who), "neutral", "phone", key="" if place else "6")
            button.clicked.connect(partial(self.presenter.call, each))
            self._calls.append(button)
            self._ways.addWidget(button)

    def _show_before(self, clash: Clash) -> None:
        empty(self._told)
        del self._sentences[1:]
        self._long_before.hide()
        if clash.before is None:
            self._told.addWidget(label(_("Prima non c'era nulla."), "text", "muted"))
            return
        told = clash.before
        is_long = len(told.words) >= LONG
        self._told.addWidget(label(_("Prima c'era"), "text", "muted"))
        if not is_long:
            self._told.addWidget(label(told.words, "ticket"))
        self._long_before.setText(told.words)
        self._long_before.setVisible(is_long)
        by = label(" · ".join((told.who, self.presenter.when(told), told.machine)), "second", "body")
        self._told.addWidget(by)
        self._sentences[1:] = [by]

    def _value(self, wrote: Wrote, place: int) -> QFrame:
        """The same card for each: no default, no primary."""
        card = QFrame()
        card.setProperty("kind", "equal")
        card.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # the same width whatever is in it
        card.setAccessibleName(_("Valore di {who}").format(who=wrote.who))
        column = QVBoxLayout(card)
        column.setContentsMargins(px(28), px(20), px(28), px(24))
        column.setSpacing(px(10))
        head = QBoxLayout(across(self.room >= px(WIDE_FROM)))
        self._heads.append(head)
        head.setSpacing(px(6))
        head.addWidget(label(_("Valore di {who}").format(who=wrote.who), "name", wrap=True), 1)
        tag = (_("intanto si vede questo"), "info", "eye") if place == 0 else (_("scritto prima"), "neutral", "history")
        head.addWidget(Tag(*tag), 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        column.addLayout(head)  # the button comes to AFTER_VALUE where there is little room
        column.addWidget(label(wrote.words, "figure" if len(wrote.words) < LONG else "card-title", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(10))
        grid.setColumnStretch(2, 1)
        source = (_("Letto su"), "document") if wrote.read else (_("Detto da"), "message")
        title = title_words(wrote.title)
        who = ", ".join(filter(None, (wrote.who, title[:1].lower() + title[1:])))
        lines = [(_("Chi"), "person", who), (_("Quando"), "clock", self.presenter.when(wrote))]
        lines += [(_("Da dove"), "computer", wrote.machine)]
        lines += [(*source, wrote.source)] if wrote.source else []
        lines += [(name[:1].upper() + name[1:], "plus", words) for name, words in wrote.along]
        lines += [(_("Telefono"), "phone", wrote.phone)] if wrote.phone and wrote in self.presenter.colleagues() else []
        for number, (name, icon, words) in enumerate(lines):
            grid.addWidget(IconLabel(icon, tokens.MUTED, 18), number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(name, "text", "muted"), number, 1, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(words, "text", wrap=True), number, 2)
        column.addLayout(grid)
        column.addStretch(1)
        keep = Button(_keep(wrote), "outlined", key=str(place + 1) if place < 2 else "")
        keep.setAccessibleName(_("Tieni {value}, di {who}").format(value=wrote.words, who=wrote.who))
        keep.clicked.connect(partial(self.presenter.keep, place))
        column.addWidget(keep)
        self.keep_buttons.append(keep)
        self._columns.append(column)
        return card

    def _show_many(self) -> None:
        """One act for all of a family, or for the whole list."""
        empty(self._many)
        alike, every = self.presenter.alike(), self.presenter.clashes
        self.many.setVisible(len(every) > 1)
        if len(every) < 2:
            return
        self._many.addWidget(label(_("Vale sempre il valore scritto per ultimo?"), "strong"))
        family = alike[0].family if alike else ""
        groups = [(_("Per i {n} dati di {family}").format(n=len(alike), family=family), alike)] if family else []
        for words, clashes in [*groups, (_("Per tutti i {n} dell'elenco").format(n=len(every)), every)]:
            if len(clashes) > 1 and (clashes is every or len(clashes) < len(every)):
                button = Button(words, "neutral", "clock", size="small")
                button.clicked.connect(partial(self.presenter.keep_latest, clashes))
                self._many.addWidget(button)

    def _write(self) -> None:
        if self.other.text().strip():
            self.presenter.write(self.other.text())
        else:
            self.other.setFocus()


AFTER_HEAD, AFTER_VALUE = 1, 2
"""In a card, under who, or under who and what: the place of the button where there is little room."""
BRIEF = 16
"""Letters of a value on a button in a narrow card: a day with its hour."""
PAGEFUL = 240
"""Letters of a value that would push its button out of sight."""


def _padded(frame: QFrame, spacing: int, above: int) -> FlowLayout:
    """Widgets in lines, with room around them."""
    inner = QWidget()
    flow = FlowLayout(spacing)
    inner.setLayout(flow)
    column = QVBoxLayout(frame)
    column.setContentsMargins(px(20), above, px(20), above)
    column.addWidget(inner)
    return flow


def _keep(wrote: Wrote, most: int = LONG) -> str:
    """What the button says, without cutting a value in two; «&» is a letter of a name, no key."""
    if len(wrote.words) > most:
        return _("Tieni questo")
    return _("Tieni {value}").format(value=wrote.words.replace("&", "&&"))


def _id(clash: Clash) -> str:
    return " ".join(clash.key)


class Fork(QWidget):
    """From what was there before to both values: two arrows, read aloud by nobody because the cards say it."""

    def __init__(self) -> None:
        super().__init__()
        self.beside = True
        self.setFixedHeight(px(FORK))

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.beside:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour(tokens.FIELD_EDGE), 2))
        middle, quarter, high, bend = self.width() / 2, (self.width() - px(GAP)) / 4, float(self.height()), px(8)
        painter.drawLine(QPointF(middle, 0), QPointF(middle, high / 3))
        for end in (quarter, self.width() - quarter):
            path = QPainterPath(QPointF(middle, high / 3))
            inward = bend if end < middle else -bend
            path.lineTo(end + inward, high / 3)
            path.quadTo(QPointF(end, high / 3), QPointF(end, high / 3 + bend))
            path.lineTo(end, high - 2)
            painter.drawPath(path)
            painter.drawLine(QPointF(end, high - 2), QPointF(end - px(6), high - px(8)))
            painter.drawLine(QPointF(end, high - 2), QPointF(end + px(6), high - px(8)))
