"""The interview: pages at the left, one calm page in the middle, what the answers tell at the side."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desk.db.changes import Changes
from desk.domain.interview import Key
from desk.i18n import _
from desk.office.interview import InterviewView
from desk.office.session import ZONE
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.interview import InterviewPresenter
from desk.ui.presenters.interview_words import since_when, was_closed, who_is_here
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.alert import Alert
from desk.ui.widgets.avatar import Avatar
from desk.ui.widgets.buttons import Button, IconButton
from desk.ui.widgets.card import Card
from desk.ui.widgets.combo import ComboBox
from desk.ui.widgets.edits import TextArea
from desk.ui.widgets.interview_control import PAUSE_MILLISECONDS
from desk.ui.widgets.interview_copies import InterviewCopies
from desk.ui.widgets.interview_field import GAP
from desk.ui.widgets.interview_form import InterviewForm
from desk.ui.widgets.interview_past import InterviewPast
from desk.ui.widgets.interview_present import InterviewPresent
from desk.ui.widgets.interview_sections import InterviewSections
from desk.ui.widgets.interview_summary import InterviewSummary
from desk.ui.widgets.interview_tells import InterviewTells
from desk.ui.widgets.settling import Settling
from desk.ui.widgets.tag import Chip
from desk.ui.widgets.text import label, line

SIDE_WIDTH, TELLS_WIDTH = 248, 336
TELLS_FROM, SIDE_FROM, SINCE_FROM = 1080, 720, 860
"""From these widths the side columns stand beside the page."""


class InterviewScreen(QWidget):
    """Facts: household, and the visit it belongs to; `interview`: one of before, to be read."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self._context = context
        self.presenter = InterviewPresenter(context, self._refresh)
        self.face = Avatar("?", size=40)
        self.family = label("", "card-title")
        self.who = label("", "second", wrap=True)
        self.since = Button("", "neutral", "clock", size="small")
        self.minutes_wanted = True
        self.since.setToolTip(_("Mostra o nascondi i minuti"))
        self.saved = Chip("", "success", "check")
        self.back_to = Button(_("Scheda"), "quiet", "back", size="small")
        self.read_back = Button(_("Riassunto"), "quiet", "print", size="small")
        self.read_back.setToolTip(_("Da rileggere con la famiglia, stampare e firmare"))
        self.sections = InterviewSections()
        self.pages = ComboBox([])
        self.pages.setAccessibleName(_("Pagina del colloquio"))
        today = context.session.today()
        self._today = today
        self.forms: dict[str, InterviewForm] = {}
        self.form = InterviewForm(today)
        self.past = InterviewPast()
        self.closed = Alert("", kind="info", icon="lock")
        self.summary = InterviewSummary(context)
        self.present = InterviewPresent()
        self.who_here = Button(_("Chi è presente"), "quiet", "households", size="small")
        self.undo = IconButton("undo", _("Annulla l’ultima risposta (Ctrl+Z)"))
        self.apart = Alert(_("Alcune domande si fanno a un adulto da solo."), kind="info", icon="households")
        self.tells = InterviewTells(today)
        self.title = label("", "page-title", wrap=True)
        self.guide = label("", "text", "muted", wrap=True)
        self.fault = Alert("", kind="danger")
        self.confirm_all = Button(_("È ancora tutto così"), "outlined", "check", size="small")
        self.previous = Button("", "quiet", "back")
        self.next = Button("", "primary", "next", key="Ctrl+Return", trailing=True)
        self.short = Button(_("Chiusura breve"), "neutral", "save")
        self.note = TextArea(_("Appunti: restano nel colloquio, non escono su carta."), rows=4)
        self.note.setAccessibleName(_("Appunti liberi"))
        self.book = self.sections.book
        self.book_at_end = Button(_("Prossimo appuntamento"), "neutral", "calendar")
        self.finish = Button(_("Chiudi il colloquio e vai al piano"), "outlined", "check")
        self._shown = ""
        self._comes_back = False
        self._note_pause = Settling(PAUSE_MILLISECONDS, self)
        self._build()
        self.copies = InterviewCopies(context, self, self.presenter)
        self._connect()
        self.form.hide()

    # — what the window asks —

    def show_facts(self, **facts: str) -> None:
        if facts.get("household"):
            self._hide_summary()
            wanted = (facts.get(name, "") for name in ("visit", "section", "interview"))
            self.presenter.show(facts["household"], *wanted)

    def on_changes(self, changes: Changes) -> None:
        self.presenter.on_changes(changes)

    def leave(self) -> None:
        """Save what is being typed."""
        self.form.settle()
        self.copies.leave()
        if self.notes.isVisibleTo(self):
            self.presenter.keep_note(self.note.toPlainText())

    # — building —

    def _build(self) -> None:
        header = QWidget()
        header.setProperty("kind", "white")
        top = QHBoxLayout(header)
        top.setContentsMargins(tokens.PAGE_MARGIN, px(10), tokens.PAGE_MARGIN, px(10))
        top.setSpacing(px(12))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.family)
        words.addWidget(self.who)
        top.addWidget(self.face)
        top.addLayout(words, 1)
        for part in (self.who_here, self.read_back, self.back_to, self.since, self.saved, self.undo):
            top.addWidget(part)
        self.notes = self._build_notes()
        self._side = _scrolled(self.sections, "white")
        self._side.setFixedWidth(px(SIDE_WIDTH))
        self._tells = _scrolled(self.tells, "white")
        self._tells.setFixedWidth(px(TELLS_WIDTH))
        columns = QHBoxLayout()
        columns.setSpacing(0)
        columns.addWidget(self._side)
        columns.addWidget(line(upright=True))
        self.middle = QStackedWidget()
        self.middle.addWidget(self._build_page())
        self.middle.addWidget(self.summary)
        columns.addWidget(self.middle, 1)
        columns.addWidget(line(upright=True))
        columns.addWidget(self._tells)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(header)
        whole.addWidget(line())
        whole.addLayout(columns, 1)
        hidden: tuple[QWidget, ...] = (self.saved, self.fault, self.apart, self.undo, self.present_card, self.closed)
        for each in hidden:
            each.hide()

    def _build_notes(self) -> Card:
        card = Card(_("Appunti liberi"), "pencil")
        card.body.addWidget(self.note)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.book_at_end)
        row.addWidget(self.finish)
        card.body.addLayout(row)
        card.hide()
        return card

    def _build_page(self) -> QWidget:
        inside = QWidget()
        inside.setProperty("kind", "scrolled")
        whole_page = QVBoxLayout(inside)
        half = px(GAP) // 2  # the form's fields bring half a gap at each side
        whole_page.setContentsMargins(px(28) - half, px(14), px(28) - half, px(16))
        whole_page.setSpacing(px(10))
        column = QVBoxLayout()
        column.setContentsMargins(half, 0, half, 0)
        column.setSpacing(px(10))
        whole_page.addLayout(column)
        head = QHBoxLayout()
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(self.title)
        said.addWidget(self.guide)
        head.addLayout(said, 1)
        head.addWidget(self.confirm_all, 0, Qt.AlignmentFlag.AlignTop)
        self.present_card = Card()
        self.present_card.body.addWidget(self.present)
        for part in (self.pages, self.closed, self.present_card, self.notes, self.fault):
            column.addWidget(part)
        column.addLayout(head)
        column.addWidget(line())
        column.addWidget(self.apart)
        whole_page.addWidget(self.past, 1)
        self.past.hide()
        self._pages = whole_page
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(inside)
        foot = QWidget()
        foot.setProperty("kind", "white")
        row = QHBoxLayout(foot)
        row.setContentsMargins(px(28), px(12), px(28), px(12))
        row.setSpacing(px(10))
        row.addWidget(self.previous)
        row.addStretch(1)
        row.addWidget(self.short)
        row.addWidget(self.next)
        page = QWidget()
        whole = QVBoxLayout(page)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.area, 1)
        whole.addWidget(line())
        whole.addWidget(foot)
        return page

    def _connect(self) -> None:
        presenter = self.presenter
        self.back_to.clicked.connect(presenter.to_household)
        self.read_back.clicked.connect(self._show_summary)
        self.summary.left.connect(self._hide_summary)
        self.sections.chosen.connect(self._go)
        self.sections.searched.connect(lambda text: self.sections.show_found(presenter.find(text)))
        self.sections.found.connect(self._go_to)
        self.sections.notes.clicked.connect(self._toggle_notes)
        self.short.clicked.connect(self._toggle_notes)
        self.book.clicked.connect(self._book)
        self.book_at_end.clicked.connect(self._book)
        self.finish.clicked.connect(lambda: presenter.finish(self.note.toPlainText()))
        self.pages.activated.connect(lambda _index: self._go(self.pages.value() or ""))
        self.undo.clicked.connect(presenter.undo)
        QShortcut(QKeySequence.StandardKey.Undo, self).activated.connect(presenter.undo)
        self.who_here.clicked.connect(self._toggle_present)
        self.since.clicked.connect(self._toggle_minutes)
        self.present.changed.connect(presenter.set_present)
        self.note.textChanged.connect(self._note_typed)
        self._note_pause.timeout.connect(lambda: presenter.keep_note(self.note.toPlainText()))
        self.confirm_all.clicked.connect(lambda: presenter.confirm(presenter.to_confirm()))
        self.previous.clicked.connect(lambda: self._step(-1))
        self.next.clicked.connect(lambda: self._step(1))

    def _name_previous(self) -> None:
        """Words only where the two buttons beside it have their room."""
        before = self.presenter.beside(-1)
        title = before.title if before else ""
        self.previous.set_words(title if self.width() >= px(SIDE_FROM) else "")
        self.previous.setAccessibleName(title)
        self.previous.setToolTip(title)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._name_previous()
        side = self.width() >= px(SIDE_FROM)
        self._side.setVisible(side)
        self.pages.setVisible(not side)
        self._tells.setVisible(self.width() >= px(TELLS_FROM))
        self.since.setVisible(self.width() >= px(SINCE_FROM) and not self.presenter.is_past)

    # — the summary —

    def _show_summary(self) -> None:
        """The sheet as the answers stand now, those too that are being typed."""
        page = self.presenter.page
        if page is None:
            return
        self.leave()
        self.middle.setCurrentWidget(self.summary)
        self.presenter.when_saved(lambda: self.summary.open_for(page.view.household, page.view.id))

    def _hide_summary(self) -> None:
        self.middle.setCurrentIndex(0)

    # — going —

    def _go(self, section: str) -> None:
        self._hide_summary()
        self.form.settle()
        self.presenter.open_section(section)
        self.area.verticalScrollBar().setValue(0)
        first = next(iter(self.form.fields.values()), None)
        if first is not None:
            first.place_focus()

    def _go_to(self, section: str, key: Key) -> None:
        self._go(section)
        self.form.complete()
        field = self.form.fields.get(key)
        if field is not None:
            field.place_focus()
            self.area.ensureWidgetVisible(field)

    def _book(self) -> None:
        """What is typed is saved as the page goes; the booking comes back here."""
        self.presenter.to_booking()

    def _step(self, step: int) -> None:
        beside = self.presenter.beside(step)
        if beside is not None:
            self._go(beside.id)
        elif step > 0:
            self._toggle_notes()

    def _form_of(self, section: str) -> InterviewForm:
        """The pages stay built: going back to one shows it again."""
        form = self.forms.get(section)
        if form is None:
            form = self.forms[section] = InterviewForm(self._today)
            presenter = self.presenter
            form.chosen.connect(presenter.choose)
            form.typed.connect(presenter.type)
            form.letter.connect(presenter.letter)
            form.confirmed.connect(lambda key: presenter.confirm([key]))
            form.added.connect(presenter.add_line)
            form.removed.connect(presenter.remove_line)
            form.remarked.connect(presenter.remark)
            form.remark_letter.connect(presenter.remark_letter)
            self.copies.listen(form)
            form.completed.connect(lambda: self._completed(section))
            form.hide()
            self._pages.addWidget(form, 1)
        return form

    def _show_form(self) -> None:
        past = self.presenter.is_past
        self.past.setVisible(past)
        if past and self.presenter.page is not None:
            self.form.hide()
            self.past.show_blocks(self.presenter.blocks(), dict(self.presenter.page.people))
            return
        form = self._form_of(self.presenter.section)
        if form is self.form:
            form.show_blocks(self.presenter.blocks())
            return
        self.form.leave()
        self.form = form
        form.resize(self.area.viewport().width() - 2 * px(28) + px(GAP), form.height())
        form.show_blocks(self.presenter.blocks())
        form.enter()

    def _completed(self, section: str) -> None:
        """The question that was answered last, where one comes back; while nobody waits, the next page is built too."""
        self._place_focus_again(section)
        beside = self.presenter.beside(1)
        page = self.presenter.page
        if section != self.presenter.section or beside is None or page is None or beside.id in self.forms:
            return
        form = self._form_of(beside.id)
        form.resize(self.form.width(), form.height())
        form.show_blocks(page.blocks(self.presenter.section_named(beside.id)))

    def _place_focus_again(self, section: str) -> None:
        """The interview opens again where it was left, on any desk."""
        page = self.presenter.page
        if not self._comes_back or page is None or section != self.presenter.section:
            return
        self._comes_back = False
        field = self.form.fields.get(page.view.told.last) if page.view.told.last else None
        if field is not None:
            field.place_focus()
            self.area.ensureWidgetVisible(field)

    @property
    def is_still(self) -> bool:
        """Is all of the page there?"""
        if self.middle.currentWidget() is self.summary:
            return self.summary.is_still
        return self.presenter.is_past or self.form.is_complete

    def _toggle_present(self) -> None:
        self.present_card.setVisible(not self.present_card.isVisibleTo(self))
        self.area.verticalScrollBar().setValue(0)
        if self.present_card.isVisibleTo(self) and self.present.boxes:
            next(iter(self.present.boxes.values())).setFocus()

    def _note_typed(self) -> None:
        if self.note.hasFocus():
            self.presenter.note_letter(self.note.toPlainText())
            self._note_pause.touch()

    def _toggle_notes(self) -> None:
        if self.notes.isVisibleTo(self):
            self.presenter.keep_note(self.note.toPlainText())
            self.notes.hide()
            return
        self.notes.show()
        self.area.verticalScrollBar().setValue(0)
        self.note.setFocus()

    # — showing —

    def _forget_forms(self, household: str) -> None:
        """Another family: nothing of the one before stays in any field."""
        self._shown, self._comes_back = household, True
        self.copies.leave()
        for form in self.forms.values():
            form.hide()
            form.deleteLater()
        self.forms = {}
        self.form = InterviewForm(self._today)

    def _refresh(self) -> None:
        presenter = self.presenter
        self.fault.fact.setText(presenter.fault)
        self.fault.setVisible(bool(presenter.fault))
        page = presenter.page
        if page is None:
            return
        view = page.view
        if view.household + presenter.interview != self._shown:
            self._forget_forms(view.household + presenter.interview)
        self.face.set_name(view.family.name)
        self.family.setText(_("Famiglia {name}").format(name=view.family.name))
        self.who.setText(who_is_here(view))
        self._show_since()
        self.saved.setVisible(bool(presenter.saved))
        self.saved.set(_("Salvato {time}").format(time=presenter.saved), "success", "check")
        lines = presenter.sections()
        self.sections.show_lines(lines, presenter.section)
        self.pages.set_options([(each.id, f"{each.title} {each.answered}/{each.asked}") for each in lines])
        self.pages.set_value(presenter.section)
        section = presenter.current()
        self.title.setText(_(section.title))
        self.guide.setText(_(section.guide))
        self.confirm_all.setVisible(len(presenter.to_confirm()) > 1)
        self.present.show_members(view.members, view.present)
        self.apart.setVisible(presenter.asks_apart())
        self.undo.setVisible(presenter.can_undo)
        self._show_form()
        self.tells.show_tells(page.tells)
        before, after = presenter.beside(-1), presenter.beside(1)
        self.previous.setVisible(before is not None)
        self._name_previous()
        self.next.set_words(_("Avanti: {page}").format(page=after.title) if after else _("Chiusura breve"))
        self.short.setVisible(after is not None)
        if not self.note.hasFocus() and not self.notes.isVisibleTo(self):
            self.note.setPlainText(view.note)
        self._show_past(view)

    def _toggle_minutes(self) -> None:
        self.minutes_wanted = not self.minutes_wanted
        self._show_since()

    def _show_since(self) -> None:
        """When it began; the minutes only while somebody wants them."""
        page = self.presenter.page
        if page is not None:
            now = self._context.session.now().astimezone(ZONE)
            self.since.set_words(since_when(page.view.started_at, now, minutes=self.minutes_wanted))

    def _show_past(self, view: InterviewView) -> None:
        """What is closed is read, not written; its notes too."""
        past = self.presenter.is_past
        self.closed.setVisible(past)
        self.closed.fact.setText(was_closed(view) if past else "")
        self.note.setReadOnly(past)
        self.finish.setVisible(not past)
        if past:
            for part in (self.confirm_all, self.apart, self.who_here, self.since, self.short):
                part.hide()
            self.next.setVisible(self.presenter.beside(1) is not None)
        else:
            self.who_here.show()
            self.next.show()
            self.since.setVisible(self.width() >= px(SINCE_FROM))


def _scrolled(inside: QWidget, kind: str) -> QScrollArea:
    inside.setProperty("kind", kind)
    inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    return area
