"""The right half of the plan: the sheet as it will be printed, its language, what lacks, and the printing."""

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desk.domain.languages import language_name
from desk.i18n import _, n_
from desk.ui.presenters.plan import PlanPresenter
from desk.ui.presenters.plan_words import printed_words
from desk.ui.theme import icons, tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.combo import ComboBox
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.papers.sheet_view import SheetView
from desk.ui.widgets.text import IconLabel, label


class SheetSide(QWidget):
    """`print_wanted`; `whole_wanted` with whether the sheet takes all the width; `given` with names."""

    print_wanted = Signal()
    whole_wanted = Signal(bool)
    given = Signal(str)

    def __init__(self, presenter: PlanPresenter, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self.presenter = presenter
        self.setProperty("kind", "desk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.view = SheetView()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._build_head())
        column.addWidget(self.view, 1)
        column.addWidget(self._build_foot())

    def _build_head(self) -> QHBoxLayout:
        self.language = ComboBox()
        self.language.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.language.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToContents)
        self.language.setIconSize(QSize(px(18), px(18)))
        self.language.setAccessibleName(_("Lingua del foglio"))
        self.language.activated.connect(lambda: self.presenter.choose_language(str(self.language.value())))
        self.whole = Button(_("Pagina intera"), "neutral", "eye")
        self.whole.setCheckable(True)
        self.whole.toggled.connect(self._whole)
        head = QHBoxLayout()
        head.setContentsMargins(px(20), px(12), px(20), px(12))
        head.setSpacing(tokens.STEP)
        head.addWidget(label(_("Anteprima A4"), "name"))
        head.addStretch(1)
        head.addWidget(self.language)
        head.addWidget(self.whole)
        return head

    def _build_foot(self) -> QWidget:
        foot = QWidget()
        foot.setProperty("kind", "white")
        whole = QVBoxLayout(foot)
        whole.setContentsMargins(px(20), px(12), px(20), px(12))
        whole.setSpacing(px(8))
        self.paper = QWidget()
        given = QVBoxLayout(self.paper)
        given.setContentsMargins(0, 0, 0, 0)
        given.setSpacing(2)
        self.printed = label("", "second", wrap=True)
        given.addWidget(self.printed)
        self.takers = QWidget()
        self._names = FlowLayout(4)
        self.takers.setLayout(self._names)
        given.addWidget(self.takers)
        self.missing_icon = IconLabel("warning", tokens.WARNING)
        self.missing = label("", "second-strong", "warning", wrap=True)
        self.print = Button("", "primary", "print")
        self.print.setToolTip("Ctrl+P")
        self.print.clicked.connect(self.print_wanted)
        row = QHBoxLayout()
        row.setSpacing(tokens.STEP)
        row.addWidget(self.missing_icon)
        row.addWidget(self.missing, 1)
        row.addWidget(self.print)
        whole.addWidget(self.paper)
        whole.addLayout(row)
        return foot

    @property
    def stops(self) -> list[QWidget]:
        """Where the focus goes, in order."""
        return [self.language, self.whole, self.view, self.print]

    def _whole(self, wide: bool) -> None:
        self.whole.set_words(_("Torna alle righe") if wide else _("Pagina intera"))
        self.whole.set_icon("back" if wide else "eye")
        self.whole_wanted.emit(wide)

    def show_state(self) -> None:
        """The language, what lacks its translation, what was printed and who has it."""
        state = self.presenter.state
        codes = self.presenter.languages()
        if self.language.count() != len(codes):
            self.language.set_options([(code, _(language_name(code)).capitalize()) for code in codes])
            for place in range(len(codes)):
                self.language.setItemIcon(place, icons.icon("language", tokens.INK, 18))
        self.language.set_value(state.language)
        word = _(language_name(state.language))
        self.print.set_words(
            _("Stampa in italiano")
            if state.language == "it"
            else _("Stampa in {language} e italiano").format(language=word)
        )
        lacking = self.presenter.missing
        text = n_("{n} riga senza traduzione", "{n} righe senza traduzione", lacking).format(n=lacking)
        if not lacking:
            text = _("Tutto è tradotto") if state.language != "it" else ""
        self.missing.setText(text)
        self.missing.setProperty("tone", "warning" if lacking else "success")
        self.missing.style().polish(self.missing)
        self.missing_icon.set_icon("warning" if lacking else "done", tokens.WARNING if lacking else tokens.SUCCESS)
        self.missing_icon.setVisible(bool(text))
        self._show_paper()

    def _show_paper(self) -> None:
        """Who has the last paper; while nobody has been named, the adults to choose from."""
        state = self.presenter.state
        words = printed_words(state)
        self.paper.setVisible(bool(words))
        if not words or state.printed is None or state.family is None:
            return
        asking = not state.printed.given_to
        self.printed.setText(_("{printed}. A chi lo dai?").format(printed=words) if asking else words)
        self.takers.setVisible(asking)
        adults = [member.name for member in state.family.adults(self.presenter.today())]
        choices = [*adults, _("a tutti")] if len(adults) > 1 else adults
        while self._names.count():
            item = self._names.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for name in choices if asking else ():
            taker = Button(name, "quiet", "person", size="link")
            taker.setAccessibleName(_("Dato a {name}").format(name=name))
            taker.clicked.connect(partial(self.given.emit, ", ".join(adults) if name == _("a tutti") else name))
            self._names.addWidget(taker)

    def show_pages(self, pictures: list[QImage]) -> None:
        self.view.show_pages(pictures)
