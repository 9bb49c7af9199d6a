"""The interview: every answer is saved by itself, on this machine, within a second. No Qt."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from desk.catalogue.interview import load_interview
from desk.db.changes import Changes
from desk.domain.interview import Key, Question, Section, Status, Value, questions_of
from desk.domain.interview_typed import Typed, read_typed
from desk.errors import DeskError
from desk.i18n import _
from desk.office.answers import clear_answer, confirm_answers, keep_typed, save_answer
from desk.office.concerns import concerns
from desk.office.interview import (
    InterviewView,
    finish_interview,
    read_interview,
    set_section,
    start_interview,
    write_note,
)
from desk.office.session import ZONE, Session
from desk.office.what_it_tells import Tells, what_it_tells
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.interview_page import Block, Found, Page, SectionLine

TABLES = frozenset({"answer", "interview", "person", "membership", "enrolment"})


@dataclass(frozen=True)
class _Read:
    view: InterviewView
    tells: Tells


class InterviewPresenter:
    """`refresh` is called when something to show has changed; `saved`: the last moment that something was kept."""

    def __init__(self, context: ScreenContext, refresh: Callable[[], None]) -> None:
        self._context, self._refresh = context, refresh
        self.household = ""
        self.page: Page | None = None
        self.section = ""
        self.saved = ""
        self.fault = ""
        self._failed: dict[Key, str] = {}
        self._typed: dict[Key, str] = {}

    # — opening —

    def show(self, household: str, visit: str = "", section: str = "") -> None:
        """Open or continue the interview of a family, at the page where it was left."""
        if household == self.household and self.page is not None:
            self.read_again()
            return
        session = self._context.session
        self.household, self.page, self.section, self.saved, self.fault = household, None, section, "", ""
        self._failed, self._typed = {}, {}

        def work() -> _Read:
            start_interview(session, household, visit or None)
            return _read(session, household)

        self._context.run.run(work, self._have, self._refused)

    def read_again(self) -> None:
        session, household = self._context.session, self.household
        self._context.run.run(lambda: _read(session, household), self._have, self._refused)

    def _have(self, read: _Read) -> None:
        if read.view.household != self.household:
            return
        self.section = self.section or read.view.section or load_interview()[0].id
        typed = {**read.view.told.typed, **self._typed}
        self.page = Page(
            read.view, read.view.told.answers, typed, self._failed, read.tells, self._context.session.today()
        )
        self._refresh()

    def _refused(self, error: DeskError) -> None:
        self.fault = str(error)
        self._refresh()

    def on_changes(self, changes: Changes) -> None:
        """Another desk wrote of this family: its answers appear."""
        if self.page is not None and changes.tables & TABLES:
            session, household = self._context.session, self.household
            self._context.run.run(lambda: concerns(session, household, changes), self._hear)

    def _hear(self, ours: bool) -> None:
        if ours and self.page is not None:
            self.read_again()

    # — answering —

    def choose(self, key: Key, value: Value | None, status: Status = Status.SAID) -> None:
        """An answer is known; without value and status the field was emptied."""
        self._typed.pop(key, None)
        session, household, by = self._context.session, self.household, self._speaker()
        question, person = key
        if value is None and status is Status.SAID:
            self._save(key, lambda: clear_answer(session, household, question, person=person))
            return
        self._save(
            key, lambda: save_answer(session, household, question, value, person=person, status=status, said_by=by)
        )

    def type(self, key: Key, text: str) -> None:
        """Words in a field: an answer where they can be read as one, else kept word for word."""
        session, household, by = self._context.session, self.household, self._speaker()
        question, person = key
        read = read_typed(self._question(question), text, session.today())
        if not isinstance(read, Typed):
            self.choose(key, read)
            return
        self._typed[key] = text
        self._save(key, lambda: keep_typed(session, household, question, text, person=person, said_by=by))

    def confirm(self, keys: Iterable[Key]) -> None:
        """«È ancora così»: what was carried over holds today."""
        if self.page is None:
            return
        session, household, by = self._context.session, self.household, self._speaker()
        known = self.page.answers
        values = [(key, value) for key in keys if (found := known.get(key)) and (value := found.value) is not None]
        if values:
            self._save(values[0][0], lambda: confirm_answers(session, household, values, said_by=by))

    def _save(self, key: Key, work: Callable[[], Changes]) -> None:
        session, household = self._context.session, self.household

        def kept() -> tuple[Changes, _Read]:
            return work(), _read(session, household)

        def done(made: tuple[Changes, _Read]) -> None:
            self._failed.pop(key, None)
            self.saved = f"{session.now().astimezone(ZONE):%H:%M}"
            self._have(made[1])

        def failed(error: DeskError) -> None:
            self._failed[key] = str(error)
            self._refresh()

        self._context.run.run(kept, done, failed)

    def _speaker(self) -> str:
        """Who answers: the first of those at the table."""
        return self.page.view.present[0] if self.page and self.page.view.present else ""

    @staticmethod
    def _question(question: str) -> Question:
        return questions_of(load_interview())[question]

    # — pages —

    def open_section(self, section: str) -> None:
        """Another page; it is remembered for any desk."""
        self.section = section
        self._refresh()
        if self.page is not None:
            session, interview = self._context.session, self.page.view.id
            self._context.run.run(lambda: set_section(session, interview, section))

    def current(self) -> Section:
        return next((each for each in load_interview() if each.id == self.section), load_interview()[0])

    def beside(self, step: int) -> SectionLine | None:
        """The page `step` places further, or None at the end."""
        lines = self.sections()
        place = next((n for n, each in enumerate(lines) if each.id == self.section), 0) + step
        return lines[place] if 0 <= place < len(lines) else None

    def sections(self) -> tuple[SectionLine, ...]:
        return self.page.sections() if self.page else ()

    def blocks(self) -> tuple[Block, ...]:
        return self.page.blocks(self.current()) if self.page else ()

    def find(self, text: str) -> tuple[Found, ...]:
        return self.page.find(text) if self.page else ()

    def to_confirm(self) -> tuple[Key, ...]:
        """What this page carries over from before."""
        return tuple(line.key for block in self.blocks() for line in block.fields if line.to_confirm)

    # — notes and the end —

    def keep_note(self, text: str) -> None:
        if self.page is None or text == self.page.view.note:
            return
        session, household, interview = self._context.session, self.household, self.page.view.id

        def work() -> _Read:
            write_note(session, interview, text)
            return _read(session, household)

        def done(read: _Read) -> None:
            self.saved = f"{session.now().astimezone(ZONE):%H:%M}"
            self._have(read)

        self._context.run.run(work, done, self._refused)

    def finish(self, note: str) -> None:
        """Short close: the note is kept, the interview ends, the plan opens."""
        if self.page is None:
            return
        session, interview, household = self._context.session, self.page.view.id, self.household

        def done(changes: Changes) -> None:
            def undo() -> None:
                if changes.batch:
                    self._context.run.run(lambda: session.store.undo(changes.batch, session.staff))

            self.page = None
            self._context.messages.notify(_("Colloquio chiuso."), "success", undo)
            self._context.navigate.open("plan", household=household)

        self._context.run.run(lambda: finish_interview(session, interview, note=note), done, self._refused)

    def to_household(self) -> None:
        self._context.navigate.open("household", household=self.household)


def _read(session: Session, household: str) -> _Read:
    view = read_interview(session, household)
    return _Read(view, what_it_tells(view, view.told.answers, session.today()))
