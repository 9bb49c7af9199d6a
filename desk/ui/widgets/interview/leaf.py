"""The middle of the interview: title and guiding sentence, room for the questions, the way on at the foot."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.i18n import _
from desk.ui.presenters.interview import InterviewPresenter
from desk.ui.theme.measure import px
from desk.ui.widgets.alert import Alert
from desk.ui.widgets.buttons import Button, IconButton
from desk.ui.widgets.card import Card
from desk.ui.widgets.combo import ComboBox
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.interview.field import GAP
from desk.ui.widgets.interview.notes import InterviewNotes
from desk.ui.widgets.interview.past import InterviewPast
from desk.ui.widgets.interview.present import InterviewPresent
from desk.ui.widgets.interview.sticky import LongArea
from desk.ui.widgets.text import label, line

PAGE_SIDE = 24
BACK, BACK_WORDS = "Ctrl+Shift+Return", "Ctrl+{shift}+{enter}"


class InterviewLeaf(QWidget):
    """`room`: where the questions of a page are put; the screen connects the buttons.

    `resized`: the buttons of the foot may want other words.
    """

    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.pages = ComboBox([])
        self.pages.setAccessibleName(_("Pagina del colloquio"))
        self.finder = IconButton("search", _("Trova una domanda (Ctrl+F)"))
        self.closed = Alert("", kind="info", icon="lock")
        self.present = InterviewPresent()
        self.notes = InterviewNotes()
        self.note = self.notes.note
        self.fault = Alert("", kind="danger")
        self.title = label("", "page-title", wrap=True)
        self.guide = label("", "text", "muted", wrap=True)
        self.confirm_all = Button(_("È ancora tutto così"), "outlined", "check", size="small", key="F8")
        self.apart = Alert(_("Alcune domande si fanno a un adulto da solo."), kind="info", icon="households")
        self.said_no = Alert("", kind="info", icon="shield")
        self.notice = Alert(_("La famiglia non ha ancora l'informativa sui dati."), kind="warning", icon="shield")
        self.to_notice = Button(_("Stampa e segna le scelte"), "quiet", "print", size="link")
        self.notice.end.addWidget(self.to_notice)
        self.past = InterviewPast()
        self.previous = Button("", "quiet", "back")
        self._short = _("Chiusura breve")
        self.short = Button(self._short, "neutral", "save")
        self.short.setAccessibleName(self._short)
        self.next = Button("", "primary", "next", key="Ctrl+Return", trailing=True)
        self.present_card = Card()
        self.present_card.body.addWidget(self.present)
        self.area, self.foot = LongArea(), QWidget()
        inside, self.room = self._build_inside()
        self.area.setWidget(inside)
        self.area.verticalScrollBar().rangeChanged.connect(self._align_foot)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._build_foot()
        whole.addWidget(self.area, 1)
        whole.addWidget(line())
        whole.addWidget(self.foot)
        hidden: tuple[QWidget, ...] = (
            self.fault,
            self.apart,
            self.notice,
            self.said_no,
            self.present_card,
            self.closed,
            self.notes,
            self.past,
        )
        for each in hidden:
            each.hide()

    def _build_inside(self) -> tuple[QWidget, QVBoxLayout]:
        inside = QWidget()
        inside.setProperty("kind", "scrolled")
        inside.setAttribute(Qt.WidgetAttribute.WA_StaticContents)  # a longer page is not drawn anew from its top
        whole = QVBoxLayout(inside)
        half = px(GAP) // 2  # the form's fields bring half a gap at each side
        whole.setContentsMargins(px(PAGE_SIDE) - half, px(14), px(PAGE_SIDE) - half, px(16))
        whole.setSpacing(px(10))
        column = QVBoxLayout()
        column.setContentsMargins(half, 0, half, 0)
        column.setSpacing(px(10))
        whole.addLayout(column)
        head = QHBoxLayout()
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(self.title)
        said.addWidget(self.guide)
        head.addLayout(said, 1)
        head.addWidget(self.confirm_all, 0, Qt.AlignmentFlag.AlignTop)
        ways_to = QHBoxLayout()
        ways_to.addWidget(self.pages, 1)
        ways_to.addWidget(self.finder)
        column.addWidget(self.closed)
        column.addWidget(self.notes)
        column.addLayout(ways_to)
        for part in (self.present_card, self.fault):
            column.addWidget(part)
        column.addLayout(head)
        column.addWidget(line())
        for part in (self.notice, self.apart, self.said_no):
            column.addWidget(part)
        whole.addWidget(self.past, 1)
        return inside, whole

    def _build_foot(self) -> None:
        self.foot.setProperty("kind", "white")
        self._ways, self._closing = QWidget(), QWidget()
        row = QHBoxLayout(self._ways)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(10))
        row.addWidget(self.previous)
        row.addStretch(1)
        row.addWidget(self.short)
        row.addWidget(self.next)
        acts = FlowLayout(px(8))
        self._closing.setLayout(acts)
        for act in self.notes.acts:
            acts.addWidget(act)
        self._closing.hide()
        both = self._foot_column = QVBoxLayout(self.foot)
        both.setSpacing(0)
        both.addWidget(self._ways)
        both.addWidget(self._closing)
        self._align_foot()

    def _align_foot(self) -> None:
        """The way on ends where the fields end, with and without the bar beside them."""
        bar = self.area.verticalScrollBar()
        beside = bar.sizeHint().width() if bar.maximum() > bar.minimum() else 0
        self._foot_column.setContentsMargins(px(PAGE_SIDE), px(12), px(PAGE_SIDE) + beside, px(12))

    @property
    def is_closing(self) -> bool:
        return not self._closing.isHidden()

    def show_closing(self, wanted: bool) -> None:
        """The minute of a short close: how it may end stands at the foot instead of the way on."""
        self._closing.setVisible(wanted)
        self._ways.setVisible(not wanted)
        if wanted:
            self.notes.begin_minute()
        else:
            self.notes.end_minute()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def empty(self) -> None:
        """No page yet: only a fault may stand here."""
        self.show_closing(False)
        self.title.setText("")
        self.guide.setText("")
        self.note.setPlainText("")
        about: tuple[QWidget, ...] = (self.present_card, self.closed, self.notes, self.past, self.apart, self.notice)
        ways: tuple[QWidget, ...] = (
            self.said_no,
            self.confirm_all,
            self.pages,
            self.finder,
            self.previous,
            self.short,
            self.next,
        )
        for part in (*about, *ways):
            part.hide()

    def show_page(self, presenter: InterviewPresenter, *, list_beside: bool) -> None:
        """Everything around the questions; `list_beside`: the list of pages has a column of its own."""
        lines, section, said_no = presenter.sections(), presenter.current(), presenter.said_no()
        view = presenter.page.view if presenter.page else None
        self.pages.set_options([(each.id, f"{each.title} {each.answered}/{each.asked}") for each in lines])
        self.pages.set_value(presenter.section)
        self.pages.setVisible(not list_beside)
        self.finder.setVisible(not list_beside)
        self.title.setText(_(section.title))
        self.guide.setText(_(section.guide))
        self.confirm_all.setVisible(bool(presenter.to_confirm()))
        if view is not None:
            self.present.show_members(view.members, view.present)
        self.apart.setVisible(presenter.asks_apart())
        self.notice.setVisible(presenter.lacks_notice())
        self.said_no.set_fact(said_no)
        self.said_no.setVisible(bool(said_no))
        self.previous.setVisible(presenter.beside(-1) is not None)
        self.short.setVisible(presenter.beside(1) is not None)

    def show_closed(self, words: str, *, goes_on: bool) -> None:
        """`words`: of an interview that is closed, which is read, not written; `goes_on`: a page comes after."""
        past = bool(words)
        self.closed.setVisible(past)
        self.closed.fact.setText(words)
        self.note.setReadOnly(past)
        for act in (self.notes.later, self.notes.finish):
            act.setVisible(not past)
        if past:
            for part in (self.confirm_all, self.apart, self.short):
                part.hide()
        self.next.setVisible(goes_on or not past)

    def to_top(self) -> None:
        self.area.verticalScrollBar().setValue(0)

    def width_of_form(self) -> int:
        """How wide the questions stand."""
        return self.area.viewport().width() - 2 * px(PAGE_SIDE) + px(GAP)

    def name_ways(self, before: str, onward: str) -> None:
        """The page before and the one after, each in words where there is room for them."""
        self.previous.setAccessibleName(before)
        self.previous.setToolTip(f"{before} ({BACK_WORDS.format(enter=_('Invio'), shift=_('Maiusc'))})")
        self.short.setToolTip(self._short)
        self.next.setToolTip(onward)
        for back, short in ((before, self._short), ("", self._short), ("", "")):
            self.previous.set_words(back)
            self.short.set_words(short)
            self.next.set_words(onward)
            if self._need_of_foot() <= self.width():
                break
        self.previous.setShortcut(BACK)  # other words take a button's keys away

    def _need_of_foot(self) -> int:
        shown = [each for each in (self.previous, self.short, self.next) if not each.isHidden()]
        ends = self._foot_column.contentsMargins()
        return sum(each.sizeHint().width() + px(10) for each in shown) + ends.left() + ends.right()
