"""The copies of papers in the interview: a file chosen for a question, or dropped on it, is the answer too."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desk.domain.interview import Key
from desk.i18n import _
from desk.office.household.attachments import CopyLine
from desk.office.household.documents import PRESENT
from desk.ui.copy_pages import CopyEyes
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.copies import CopiesPresenter
from desk.ui.presenters.interview import InterviewPresenter
from desk.ui.widgets.household.copy_view import CopyView
from desk.ui.widgets.household.documents_part import choose_files
from desk.ui.widgets.interview.field import InterviewField
from desk.ui.widgets.interview.form import InterviewForm


class InterviewCopies:
    """Belongs to one interview screen; each of its pages is handed to `listen`."""

    def __init__(self, context: ScreenContext, screen: QWidget, interview: InterviewPresenter) -> None:
        self._interview, self._screen = interview, screen
        self.copies = CopiesPresenter(context, CopyEyes(), self._show, interview.read_again)
        self.view = CopyView(self.copies, screen, may_remove=True)
        self._form: InterviewForm | None = None
        self._key: Key = ("", None)

    def listen(self, form: InterviewForm) -> None:
        form.copy_wanted.connect(lambda key: self._take(form, key, choose_files(self._screen)))
        form.files_dropped.connect(lambda key, paths: self._take(form, key, paths))
        form.copy_opened.connect(lambda key, copy: self._open(form, key, copy))

    def leave(self) -> None:
        """Another page of the window, or another family: nothing stays open, no line stays behind."""
        self._tell(False)
        self._form = None
        self.copies.close()

    def _take(self, form: InterviewForm, key: Key, paths: Sequence[str]) -> None:
        field = form.fields.get(key)
        if not isinstance(field, InterviewField) or not paths:
            return
        self._tell(False)
        self._form, self._key = form, key
        question, person = field.line.question, key[1]
        answered = field.line.value == PRESENT and not field.line.to_confirm

        def here() -> None:
            if not answered:
                self._interview.choose(key, PRESENT)

        self.copies.take_as(self._interview.household, question.paper, person, paths, here)

    def _open(self, form: InterviewForm, key: Key, copy: CopyLine) -> None:
        field = form.fields[key]
        self.copies.open(copy, _(field.line.question.label), self.view.page_width())

    def _show(self) -> None:
        self._tell(True)
        self.view.show_state()

    def _tell(self, on: bool) -> None:
        """Under the question for which the file was chosen."""
        field = self._form.fields.get(self._key) if self._form is not None else None
        if isinstance(field, InterviewField) and field.papers is not None:
            field.papers.tell(self.copies.busy if on else "", self.copies.faults if on else ())
