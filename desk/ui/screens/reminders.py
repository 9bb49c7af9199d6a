"""Reminders: the call list first, then letters, what leaves by itself and what has gone."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desk.db.changes import Changes
from desk.i18n import _
from desk.office.reminders.by_hand import Letter
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.reminders import CALLS, GONE, LEAVING, LETTERS, PRINTED, RemindersPresenter, Row
from desk.ui.press import Press, Sheet
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.alert import Alert
from desk.ui.widgets.bars import ThinBar
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.empty import EmptyState
from desk.ui.widgets.inline_form import empty
from desk.ui.widgets.papers.reminder_row import ReminderRow
from desk.ui.widgets.tabs import Tab, TabRow
from desk.ui.widgets.text import label, line

AT_ONCE = 8
"""Rows built before the window has its turn again."""


class RemindersScreen(QWidget):
    """`print_dialog` may be replaced in tests: True when the printer is chosen."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self._context = context
        self.presenter = RemindersPresenter(context, self._refresh)
        self._press = Press(context, self, _("Stampa"))
        self.print_dialog: Callable[[QPrinter], bool] = self._press.ask
        self.send = Button(_("Invia ora"), "primary", "send")
        self.stop = Button(_("Ferma"), "outlined", "close", size="small")
        self.print = Button("", "outlined", "print", size="small")
        self.print.setShortcut("Ctrl+P")
        self.bar = ThinBar()
        self.channels = label("", "second", "muted", wrap=True)
        self.fault = Alert("", kind="danger")
        self.tabs = TabRow([Tab(name, words) for name, words in _tab_words().items()])
        self.rows: list[ReminderRow] = []
        self._waiting: list[Row] = []
        self._shown: object = None
        self._more = QTimer(self)
        self._more.setInterval(0)
        self._more.timeout.connect(self._build_some)
        self._build()
        self._wire()

    @property
    def is_still(self) -> bool:
        return not self._waiting

    def show_facts(self, **facts: str) -> None:
        self.presenter.show()
        self.tabs.buttons[self.tabs.current()].setFocus()

    def on_changes(self, changes: Changes) -> None:
        self.presenter.on_changes(changes)

    # — building —

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(px(12))
        words = QVBoxLayout()
        words.setSpacing(px(2))
        words.addWidget(label(_("Promemoria"), "page-title"))
        words.addWidget(self.channels)
        head.addLayout(words, 1)
        head.addWidget(self.send, 0, Qt.AlignmentFlag.AlignTop)
        running = QHBoxLayout()
        running.setSpacing(px(12))
        running.addWidget(self.bar, 1)
        running.addWidget(self.stop)
        tools = QHBoxLayout()
        tools.addWidget(self.tabs, 1)
        tools.addWidget(self.print)
        self.card = QFrame()
        self.card.setProperty("kind", "card")
        self._list = QVBoxLayout(self.card)
        self._list.setContentsMargins(px(20), px(6), px(20), px(6))
        self._list.setSpacing(0)
        self.nothing = {name: EmptyState(words, icon="done") for name, words in _nothing_words().items()}
        inside = QWidget()
        inside.setProperty("kind", "scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card)
        for nothing in self.nothing.values():
            column.addWidget(nothing)
            nothing.hide()
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(tokens.PAGE_MARGIN, px(16), tokens.PAGE_MARGIN, tokens.PAGE_MARGIN)
        whole.setSpacing(px(12))
        whole.addLayout(head)
        whole.addWidget(self.fault)
        whole.addLayout(running)
        whole.addLayout(tools)
        whole.addWidget(self.area, 1)
        for part in (self.fault, self.bar, self.stop, self.card, self.print):
            part.hide()
        self.send.setEnabled(False)  # until it is known what may leave

    def _wire(self) -> None:
        self.send.clicked.connect(self.presenter.send)
        self.stop.clicked.connect(self.presenter.stop)
        self.tabs.chosen.connect(self.presenter.choose)
        self.print.clicked.connect(self._print_all)

    # — showing —

    def _refresh(self) -> None:
        presenter = self.presenter
        quiet = presenter.quiet_words()
        self.channels.setText(" · ".join(filter(None, (presenter.channels_words(), quiet))))
        self.send.setEnabled(presenter.can_send)
        self.send.set_working(_("Invio…") if presenter.sending else None)
        if not presenter.sending:
            self.send.setEnabled(presenter.can_send)
        for part in (self.bar, self.stop):
            part.setVisible(presenter.sending)
        self.bar.set(presenter.done, max(1, presenter.total))
        self.fault.fact.setText(presenter.fault)
        self.fault.setVisible(bool(presenter.fault))
        for name in (CALLS, LETTERS):
            count = presenter.counted(name)
            self.tabs.set_tag(name, str(count) if count else "")
        self.print.setVisible(presenter.tab in (CALLS, LETTERS) and presenter.counted(presenter.tab) > 0)
        self.print.set_words(_("Stampa l'elenco") if presenter.tab == CALLS else _("Stampa le lettere"))
        self._show_rows()

    def _show_rows(self) -> None:
        rows = self.presenter.rows()
        wanted = (self.presenter.tab, rows, self.presenter.read)
        if self._shown == wanted:
            return  # the keyboard may stand on one of its buttons
        self._shown = wanted
        empty(self._list)
        self.rows, self._waiting = [], list(rows)
        self.card.setVisible(bool(rows))
        for name, nothing in self.nothing.items():
            nothing.setVisible(name == self.presenter.tab and not rows and self.presenter.read)
        self._build_some()

    def _build_some(self) -> None:
        """The next few rows; the window has its turn before the ones after."""
        now, self._waiting = self._waiting[:AT_ONCE], self._waiting[AT_ONCE:]
        for row in now:
            if self.rows:
                self._list.addWidget(line())
            made = ReminderRow(row)
            made.acted.connect(partial(self._act, row.key))
            made.opened.connect(partial(self.presenter.open_family, row.household))
            self._list.addWidget(made)
            self.rows.append(made)
        if self._waiting:
            self._more.start()
        else:
            self._more.stop()

    # — what the person does —

    def _act(self, key: str, action: str) -> None:
        if action == PRINTED:
            self._print_letters([key])
        else:
            self.presenter.act(key, action)

    def _print_all(self) -> None:
        if self.presenter.tab == CALLS:
            words = _("Il foglio è andato alla stampante.")
            self.presenter.calls_on_paper(lambda pdf: self._to_printer([pdf], words, None))
        else:
            self._print_letters([each.key for each in self.presenter.of(LETTERS)])

    def _print_letters(self, keys: list[str]) -> None:
        def have(letters: list[Letter]) -> None:
            self._to_printer(
                [each.pdf for each in letters], "", lambda out: self.presenter.letters_are_out(letters[:out])
            )

        self.presenter.letters_on_paper(keys, have)

    def _to_printer(self, sheets: list[bytes], said: str, over: Callable[[int], None] | None) -> None:
        if sheets:
            job = self._press.chosen(self.print_dialog)
            self._press.print([Sheet(each) for each in sheets], job, said, over, self.print)


def _tab_words() -> dict[str, str]:
    return {
        CALLS: _("Da chiamare"),
        LETTERS: _("Lettere"),
        LEAVING: _("In partenza"),
        GONE: _("Avvisati"),
    }


def _nothing_words() -> dict[str, str]:
    return {
        CALLS: _("Nessuno da chiamare."),
        LETTERS: _("Nessuna lettera da stampare."),
        LEAVING: _("Nessun messaggio in partenza."),
        GONE: _("Per i prossimi appuntamenti nessuno è ancora avvisato."),
    }
