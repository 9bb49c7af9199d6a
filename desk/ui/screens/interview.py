"""The interview: pages at the left, one calm page in the middle, what the answers tell at the side."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.db.changes import Changes
from desk.domain.interview import Key
from desk.i18n import _
from desk.office.interview.interview import InterviewView
from desk.office.session import ZONE
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.interview import InterviewPresenter
from desk.ui.presenters.interview_words import was_closed
from desk.ui.theme.measure import px
from desk.ui.widgets.interview.columns import InterviewColumns
from desk.ui.widgets.interview.control import PAUSE_MILLISECONDS
from desk.ui.widgets.interview.copies import InterviewCopies
from desk.ui.widgets.interview.form import InterviewForm
from desk.ui.widgets.interview.forms import InterviewForms
from desk.ui.widgets.interview.head import InterviewHead
from desk.ui.widgets.interview.leaf import InterviewLeaf
from desk.ui.widgets.interview.sections import InterviewSections
from desk.ui.widgets.interview.summary import InterviewSummary
from desk.ui.widgets.interview.tab_order import Group, above, beside, group_of, outside
from desk.ui.widgets.interview.tells import InterviewTells
from desk.ui.widgets.settling import Settling
from desk.ui.widgets.text import line
from desk.ui.widgets.turns import Turns

SINCE_FROM = 1000
"""From this width the head says since when."""


class InterviewScreen(QWidget):
    """Facts: household, and the visit it belongs to; `interview`: one of before, to be read."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self._context = context
        self.presenter = InterviewPresenter(context, self._refresh)
        self.head = InterviewHead()
        self.sections = InterviewSections()
        self.leaf = InterviewLeaf()
        self.area, self.note = self.leaf.area, self.leaf.note
        self.summary = InterviewSummary(context)
        self.tells = InterviewTells(context.session.today())
        self._shown = ""
        self._sides = Turns(self)
        self._note_pause = Settling(PAUSE_MILLISECONDS, self)
        self.columns = InterviewColumns(self.sections, self.leaf, self.summary, self.tells)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addWidget(line())
        whole.addWidget(self.columns, 1)
        self.copies = InterviewCopies(context, self, self.presenter)
        self._forms = InterviewForms(context.session, self.presenter, self.leaf, self.copies.listen)
        self._connect()

    @property
    def form(self) -> InterviewForm:
        """The questions of the page in front."""
        return self._forms.form

    # — what the window asks —

    def show_facts(self, **facts: str) -> None:
        if facts.get("household"):
            self._hide_summary()
            before = self.presenter.household, self.presenter.interview
            if self._shown and before != (facts["household"], facts.get("interview", "")):
                self._empty()
            wanted = (facts.get(name, "") for name in ("visit", "section", "interview"))
            self.presenter.show(facts["household"], *wanted)

    def _empty(self) -> None:
        """Another family is being opened: nothing of the one before stays, whatever comes of it."""
        self._shown = ""
        self._sides.complete()
        self.copies.leave()
        self._forms.forget()
        self.head.empty()
        self.leaf.empty()
        self.sections.hide()
        self.tells.hide()

    def on_changes(self, changes: Changes) -> None:
        self.presenter.on_changes(changes)

    def leave(self) -> None:
        """Save what is being typed."""
        self.form.settle()
        self.copies.leave()
        if self.leaf.notes.isVisibleTo(self):
            self.presenter.keep_note(self.note.toPlainText())

    @property
    def is_still(self) -> bool:
        """Is all of the page there?"""
        if self.columns.shows_summary:
            return self.summary.is_still
        return self._sides.is_over and (self.presenter.is_past or self.form.is_complete)

    def _connect(self) -> None:
        presenter, head, leaf, sections = self.presenter, self.head, self.leaf, self.sections
        head.back_to.clicked.connect(presenter.to_household)
        head.read_back.clicked.connect(self._show_summary)
        head.undo.clicked.connect(presenter.undo)
        head.tells.toggled.connect(self.columns.turn_tells)
        self.tells.papers_wanted.connect(presenter.to_papers)
        QShortcut(QKeySequence.StandardKey.Undo, self).activated.connect(presenter.undo)
        QShortcut(QKeySequence.StandardKey.Redo, self).activated.connect(presenter.redo)
        head.who_here.clicked.connect(self._toggle_present)
        head.minutes.connect(self._show_minutes)
        self.summary.left.connect(self._hide_summary)
        QShortcut(QKeySequence.StandardKey.Find, self).activated.connect(self._find)
        leaf.finder.clicked.connect(self._find)
        sections.chosen.connect(self._go)
        sections.entered.connect(self._go_into)
        sections.searched.connect(lambda text: sections.show_found(presenter.find(text)))
        sections.found.connect(self._go_to)
        sections.notes.clicked.connect(self._toggle_notes)
        for book in (sections.book, leaf.notes.book_at_end):  # what is typed is saved as the page goes
            book.clicked.connect(presenter.to_booking)
        leaf.short.clicked.connect(lambda: self._toggle_notes(short=True))
        leaf.to_notice.clicked.connect(presenter.to_consents)
        leaf.notes.back.clicked.connect(self._toggle_notes)
        leaf.notes.later.clicked.connect(lambda: presenter.finish_later(self.note.toPlainText()))
        leaf.notes.finish.clicked.connect(lambda: presenter.finish(self.note.toPlainText()))
        leaf.resized.connect(self._name_ways)
        leaf.pages.activated.connect(lambda _index: self._go(leaf.pages.value() or ""))
        leaf.present.changed.connect(presenter.set_present)
        self.note.textChanged.connect(self._note_typed)
        self._note_pause.timeout.connect(lambda: presenter.keep_note(self.note.toPlainText()))
        leaf.confirm_all.clicked.connect(lambda: presenter.confirm(presenter.to_confirm()))
        leaf.previous.clicked.connect(lambda: self._step(-1))
        leaf.next.clicked.connect(lambda: self._step(1))

    def _name_ways(self) -> None:
        before, after = self.presenter.beside(-1), self.presenter.beside(1)
        onward = _("Avanti: {page}").format(page=after.title) if after else _("Chiusura breve")
        self.leaf.name_ways(before.title if before else "", onward)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.columns.fit(self.width(), wanted=self.head.tells.isChecked())
        self.head.tells.setVisible(not self.columns.tells_beside)
        if self.columns.tells_beside:
            self.head.tells.setChecked(False)
        self.head.since.setVisible(self.width() >= px(SINCE_FROM) and not self.presenter.is_past)

    # — the keyboard —

    def focusNextPrevChild(self, forward: bool) -> bool:
        now, groups = self.focusWidget(), self._groups()
        if now is None or not any(group.holds(now) for group in groups):
            return super().focusNextPrevChild(forward)  # of a page that is being put away: nobody pressed Tab
        to = beside(groups, now, forward=forward)
        if self.form.isAncestorOf(now) and not self.form.is_complete and not (to and self.form.isAncestorOf(to)):
            self.form.complete()  # the page goes on below what is built
            to = beside(self._groups(), now, forward=forward)
        to = to or outside(self, forward=forward)
        if to is None:
            return False
        to.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
        self.columns.reveal(to)
        self.area.reveal(to)
        return True

    def _groups(self) -> list[Group]:
        """As one reads: who it is, the pages, the page in front, the way on, what it tells."""
        fields = [group_of(field) for field in self.form.fields.values()]
        page = [*above(self.area.widget(), InterviewForm), *fields]
        if self.leaf.is_closing:  # the questions wait
            page = [Group(self.leaf.notes)]
        leaf = [Group(self.area, alone=True), *page, Group(self.leaf.foot)]
        return [Group(self.head), Group(self.columns.side), *leaf, Group(self.summary), Group(self.columns.told)]

    # — the summary —

    def _show_summary(self) -> None:
        """The sheet as the answers stand now, those too that are being typed."""
        self.head.tells.setChecked(False)
        page = self.presenter.page
        if page is None:
            return
        self.leave()
        self.columns.show_summary()
        self.presenter.when_saved(lambda: self.summary.open_for(page.view.household, page.view.id))

    def _hide_summary(self) -> None:
        self.columns.show_leaf()

    # — going —

    def _go(self, section: str) -> None:
        self._hide_summary()
        self.leaf.show_closing(False)
        self.head.tells.setChecked(False)
        self.columns.turn_side(False)
        self.form.settle()
        self.presenter.open_section(section)
        self.leaf.to_top()
        self._forms.focus_first()

    def _find(self) -> None:
        """Where the list of pages is not beside, it comes in the page's place, and goes again."""
        self.head.tells.setChecked(False)
        self.columns.turn_side(not self.columns.is_finding)
        if self.columns.side.isVisible():
            self.sections.search.setFocus()

    def _go_into(self, section: str) -> None:
        self._go(section)
        self.form.complete()
        self._forms.focus_first()

    def _go_to(self, section: str, key: Key) -> None:
        self._go(section)
        self.form.complete()
        self._forms.focus_on(key)

    def _step(self, step: int) -> None:
        beside = self.presenter.beside(step)
        if beside is not None:
            self._go(beside.id)
        elif step > 0:
            self._toggle_notes(short=True)

    def _toggle_present(self) -> None:
        card, boxes = self.leaf.present_card, self.leaf.present.boxes
        card.setVisible(not card.isVisibleTo(self))
        self.leaf.to_top()
        if card.isVisibleTo(self) and boxes:
            next(iter(boxes.values())).setFocus()

    def _note_typed(self) -> None:
        if self.note.hasFocus():
            self.presenter.note_letter(self.note.toPlainText())
            self._note_pause.touch()

    def _toggle_notes(self, *, short: bool = False) -> None:
        """`short`: the minute runs, for who has to go on to the next family."""
        notes = self.leaf.notes
        self.columns.turn_side(False)
        if notes.isVisibleTo(self) and not (short and notes.minute.isHidden()):
            self.presenter.keep_note(self.note.toPlainText())
            notes.hide()
            self.leaf.show_closing(False)
            return
        notes.show()
        self.leaf.show_closing(short)
        self.leaf.to_top()
        self.note.setFocus()

    # — showing —

    def _refresh(self) -> None:
        presenter, leaf = self.presenter, self.leaf
        leaf.fault.fact.setText(presenter.fault)
        leaf.fault.setVisible(bool(presenter.fault))
        page = presenter.page
        if page is None:
            return
        view = page.view
        if view.household + presenter.interview != self._shown:
            self._shown = view.household + presenter.interview
            self.copies.leave()
            self._forms.forget()
            self._sides.complete()
            self.tells.forget()
            self._sides.begin(self._show_sides())
        else:
            self._sides.complete()
            for _step in self._show_sides():
                pass
        self.sections.show()
        self.tells.show()
        now = self._context.session.now().astimezone(ZONE)
        self.head.show_view(view, now, presenter.saved, can_undo=presenter.can_undo)
        leaf.show_page(presenter, list_beside=self.columns.side_beside)
        self._forms.show()
        self._name_ways()
        if not (self.note.hasFocus() or leaf.notes.isVisibleTo(self) or presenter.note_unsaved):
            self.note.setPlainText(view.note)
        self._show_past(view)

    def _show_sides(self) -> Iterator[None]:
        """What stands beside the page; at its first showing from turn to turn, the page itself goes before."""
        page = self.presenter.page
        if page is not None:
            yield from self.sections.steps(self.presenter.sections(), self.presenter.section)
            yield from self.tells.steps(page.tells)

    def _show_minutes(self) -> None:
        if self.presenter.page is not None:
            self.head.show_since(self.presenter.page.view, self._context.session.now().astimezone(ZONE))

    def _show_past(self, view: InterviewView) -> None:
        """What is closed is read, not written; its notes too."""
        past, head = self.presenter.is_past, self.head
        self.leaf.show_closed(was_closed(view) if past else "", goes_on=self.presenter.beside(1) is not None)
        head.who_here.setVisible(not past)
        head.since.setVisible(not past and self.width() >= px(SINCE_FROM))
