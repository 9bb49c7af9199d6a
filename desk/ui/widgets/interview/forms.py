"""The pages of an interview that are built already: going back to one shows it again."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from desk.domain.interview import Key
from desk.office.session import Session
from desk.ui.presenters.interview import InterviewPresenter
from desk.ui.widgets.interview.form import InterviewForm
from desk.ui.widgets.interview.leaf import InterviewLeaf


class InterviewForms(QObject):
    """`form`: the page in front. `listen`: told of each form that is made."""

    def __init__(
        self,
        session: Session,
        presenter: InterviewPresenter,
        leaf: InterviewLeaf,
        listen: Callable[[InterviewForm], None],
    ) -> None:
        super().__init__(leaf)
        self._today = session.today()
        self._presenter, self._leaf, self._listen = presenter, leaf, listen
        self._by_section: dict[str, InterviewForm] = {}
        self._comes_back = False
        self.form = self._blank()

    def _blank(self) -> InterviewForm:
        """Owned from the beginning: what nobody owns is swept by Python, in whichever thread sweeps."""
        made = InterviewForm(self._today)
        made.hide()
        made.setParent(self._leaf.room.parentWidget())
        return made

    def forget(self) -> None:
        """Another family: nothing of the one before stays in any field."""
        self._comes_back = True
        self._leaf.area.head.follow(None, [])
        for form in {self.form, *self._by_section.values()}:
            form.hide()
            form.deleteLater()
        self._by_section = {}
        self.form = self._blank()

    def show(self) -> None:
        """The page at which the presenter is; what is closed is read only."""
        presenter, past = self._presenter, self._leaf.past
        past.setVisible(presenter.is_past)
        if presenter.is_past and presenter.page is not None:
            self.form.hide()
            self._leaf.area.head.follow(None, [])
            past.show_blocks(presenter.blocks(), dict(presenter.page.people))
            return
        form = self._of(presenter.section)
        if form is self.form:
            form.show_blocks(presenter.blocks())
            self._follow()
            return
        before, self.form = self.form, form
        if before in self._by_section.values():
            self._leaf.room.removeWidget(before)
            before.leave()
        else:  # the blank one of the beginning
            before.deleteLater()
        self._leaf.room.addWidget(form, 1)
        form.resize(self._leaf.width_of_form(), form.height())
        form.show_blocks(presenter.blocks())
        form.enter()
        self._follow()

    def _follow(self) -> None:
        """The head of what is scrolled out of sight stays."""
        self._leaf.area.head.follow(self.form, self.form.spans)

    def focus_first(self) -> None:
        first = next(iter(self.form.fields.values()), None)
        if first is not None:
            first.place_focus()

    def focus_on(self, key: Key) -> None:
        """Only where the question is on the page in front."""
        field = self.form.fields.get(key)
        if field is not None:
            field.place_focus()
            self._leaf.area.reveal(field)

    def _of(self, section: str) -> InterviewForm:
        form = self._by_section.get(section)
        if form is None:
            form = self._by_section[section] = InterviewForm(self._today)
            presenter = self._presenter
            form.chosen.connect(presenter.choose)
            form.typed.connect(presenter.type)
            form.letter.connect(presenter.letter)
            form.confirmed.connect(lambda key: presenter.confirm([key]))
            form.added.connect(presenter.add_line)
            form.removed.connect(presenter.remove_line)
            form.remarked.connect(presenter.remark)
            form.remark_letter.connect(presenter.remark_letter)
            form.reached.connect(self._leaf.area.reveal)
            form.resized.connect(self._leaf.area.head.place)
            self._listen(form)
            form.completed.connect(lambda: self._completed(section))
            form.hide()
            form.setParent(self._leaf.room.parentWidget())
        return form

    def _completed(self, section: str) -> None:
        """The question that was answered last, where one comes back; while nobody waits, the next page is built too."""
        if section == self._presenter.section:
            self._follow()
        self._place_focus_again(section)
        beside, page = self._presenter.beside(1), self._presenter.page
        if section != self._presenter.section or beside is None or page is None or beside.id in self._by_section:
            return
        form = self._of(beside.id)
        form.resize(self.form.width(), form.height())
        form.show_blocks(page.blocks(self._presenter.section_named(beside.id)))

    def _place_focus_again(self, section: str) -> None:
        """The interview opens again where it was left, on any desk; a page that is new to all at its first question."""
        page = self._presenter.page
        if not self._comes_back or page is None or section != self._presenter.section:
            return
        self._comes_back = False
        if page.view.told.last in self.form.fields:
            self.focus_on(page.view.told.last)
        elif not isinstance(self._leaf.window().focusWidget(), QLineEdit | QPlainTextEdit):  # nobody writes elsewhere
            self.focus_first()
