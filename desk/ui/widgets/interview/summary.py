"""The summary in place of the questions: the sheet as it will be printed, its language, the printing, the signature."""

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desk.domain.languages import language_name
from desk.i18n import _
from desk.office.interview.summary import Summary
from desk.ui.pdf_pages import page_pictures
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.interview_summary import SummaryPresenter
from desk.ui.press import Press, Sheet
from desk.ui.theme import icons, tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.alert import Alert
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.combo import ComboBox
from desk.ui.widgets.empty import EmptyState
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.inline_form import empty
from desk.ui.widgets.papers.sheet_view import SheetView
from desk.ui.widgets.text import label, line


class InterviewSummary(QWidget):
    """`left`: back to the questions. `print_dialog` may be replaced in tests."""

    left = Signal()

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self.setProperty("kind", "desk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._context = context
        self.presenter = SummaryPresenter(context, self._refresh)
        self._press = Press(context, self, _("Stampa il riassunto"))
        self.print_dialog = self._press.ask
        self._painted: tuple[Summary | None, int] = (None, 0)
        self.back = Button(_("Torna alle domande"), "quiet", "back")
        self.language = ComboBox()
        self.view = SheetView()
        self.fault = Alert("", kind="danger")
        self.missing = label("", "second-strong", wrap=True)
        self.untold = Alert("", kind="info")
        self.nothing = EmptyState(
            _("Qui si rilegge quello che la famiglia ha detto. Ancora nessuna risposta."), icon="message"
        )
        self.signed = label("", "second", wrap=True)
        self.signers = QWidget()
        self.print = Button("", "primary", "print", key="Ctrl+P")
        self._build()

    def open_for(self, household: str, interview: str) -> None:
        """The sheet as the answers stand now."""
        self.presenter.show(household, interview)
        self._show_languages()
        self.back.setFocus()

    # — building —

    def _build(self) -> None:
        self.language.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.language.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToContents)
        self.language.setIconSize(QSize(px(18), px(18)))
        self.language.setAccessibleName(_("Lingua del foglio"))
        self.language.activated.connect(lambda _index: self.presenter.choose_language(str(self.language.value())))
        self.back.clicked.connect(self.left)
        self.print.clicked.connect(self.print_now)
        self.view.wanted.connect(self._paint)
        head = QWidget()
        top = QHBoxLayout(head)
        top.setSpacing(tokens.STEP)
        top.setContentsMargins(px(20), px(12), px(20), px(12))
        self.missing.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        top.addWidget(self.back)
        top.addWidget(self.missing, 1)
        top.addWidget(self.language)
        foot = QWidget()
        foot.setProperty("kind", "white")
        column = QVBoxLayout(foot)
        column.setContentsMargins(px(20), px(12), px(20), px(12))
        column.setSpacing(px(8))
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(self.signed)
        self._names = FlowLayout(4)
        self.signers.setLayout(self._names)
        said.addWidget(self.signers)
        row = QHBoxLayout()
        row.setSpacing(tokens.STEP)
        row.addLayout(said, 1)
        row.addWidget(self.print, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(row)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(head)
        whole.addWidget(self.fault)
        whole.addWidget(self.untold)
        whole.addWidget(self.view, 1)
        whole.addWidget(self.nothing, 1)
        whole.addWidget(line())
        whole.addWidget(foot)
        self.fault.hide()
        self.untold.hide()
        self.nothing.hide()

    @property
    def is_still(self) -> bool:
        """Are the pages there, or is it said why not?"""
        return bool(self.presenter.fault) or self.view.page_count() > 0

    # — showing —

    def _refresh(self) -> None:
        presenter = self.presenter
        self.fault.fact.setText(presenter.fault)
        self.fault.setVisible(bool(presenter.fault))
        self._show_languages()
        self.print.set_words(presenter.print_words)
        self.print.setEnabled(presenter.summary is not None and not presenter.is_empty)
        self.untold.set_fact(presenter.untold_words)
        self.untold.setVisible(bool(presenter.untold_words))
        self.view.setVisible(not presenter.is_empty)
        self.nothing.setVisible(presenter.is_empty)
        self.missing.setText(presenter.missing_words)
        self.missing.setVisible(bool(presenter.missing_words) and not presenter.is_empty)
        lacking = bool(presenter.summary and presenter.summary.missing)
        self.missing.setProperty("tone", "warning" if lacking else "success")
        self.missing.style().polish(self.missing)
        self.signed.setText("" if presenter.is_empty else presenter.signed_words)
        self._show_signers()
        self._paint(self.view.page_width())

    def _show_languages(self) -> None:
        codes = self.presenter.languages()
        if self.language.count() != len(codes):
            self.language.set_options([(code, _(language_name(code)).capitalize()) for code in codes])
            for place in range(len(codes)):
                self.language.setItemIcon(place, icons.icon("language", tokens.INK, 18))
        self.language.setEnabled(bool(self.presenter.language))
        self.language.set_value(self.presenter.language)

    def _show_signers(self) -> None:
        """The adults to choose from, while the sheet has no signature."""
        people = self.presenter.people
        asking = self.presenter.asks_who_signed and bool(people) and not self.presenter.is_empty
        self.signers.setVisible(asking)
        empty(self._names)
        choices: list[tuple[str, tuple[str, ...]]] = [(name, (name,)) for name in people]
        if len(people) > 1:
            choices.append((_("tutti"), people))
        for words, names in choices if asking else ():
            button = Button(words, "quiet", "pencil", size="link")
            button.setAccessibleName(_("Ha firmato: {names}").format(names=", ".join(names)))
            button.clicked.connect(partial(self.presenter.signed, names))
            self._names.addWidget(button)

    def _paint(self, width: int) -> None:
        """Pictures of the pages, made beside the window; the same sheet at the same width only once."""
        summary = self.presenter.summary
        if summary is None or (summary, width) == self._painted:
            return
        self._painted = (summary, width)
        self._context.run.look(lambda: page_pictures(summary.pdf, width), self._have_pages)

    def _have_pages(self, pictures: list[QImage]) -> None:
        self.view.show_pages(pictures)

    # — printing —

    def print_now(self) -> None:
        """Ask for the printer, print, and keep in the ledger that it went out."""
        summary = self.presenter.summary
        if summary is None:
            return
        self._press.print(
            [Sheet(summary.pdf, self.presenter.recording(summary))],
            self._press.chosen(self.print_dialog),
            _("Il riassunto è andato alla stampante."),
            lambda _out: self.presenter.was_printed(),
            self.print,
        )
