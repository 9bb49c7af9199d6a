"""The interview: every answer is saved by itself, on this machine, within a second. No Qt."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from desk.db.changes import Changes
from desk.db.unit import new_id
from desk.domain.interview import Key, Question, Rows, Section, Status, Value
from desk.domain.interview_typed import Typed, read_typed, shown
from desk.errors import BadInput, DeskError
from desk.i18n import _
from desk.office.household.concerns import concerns
from desk.office.interview.answer_rows import remove_line, save_line
from desk.office.interview.answers import clear_answer, confirm_answers, keep_typed, save_answer
from desk.office.interview.interview import (
    InterviewView,
    finish_interview,
    read_interview,
    set_present,
    set_section,
    start_interview,
    write_note,
)
from desk.office.interview.remarks import remark_key, save_remark
from desk.office.interview.what_it_tells import Tells, what_it_tells
from desk.office.machine.drafts import NOTES
from desk.office.session import ZONE, Session
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.interview_letters import InterviewLetters
from desk.ui.presenters.interview_page import Block, Found, Page, SectionLine

TABLES = frozenset({"answer", "interview", "person", "membership", "enrolment", "document", "attachment"})
MOST_UNDO = 100


@dataclass(frozen=True)
class _Read:
    view: InterviewView
    tells: Tells


class InterviewPresenter:
    """`refresh` is called when something to show has changed; `saved`: the last moment that something was kept."""

    def __init__(self, context: ScreenContext, refresh: Callable[[], None]) -> None:
        self._context, self._refresh = context, refresh
        self._saving = 0
        self._forget("")

    def _forget(self, household: str, section: str = "", interview: str = "") -> None:
        self.household, self.section, self.interview = household, section, interview
        self.page: Page | None = None
        self.saved = self.fault = ""
        self._failed: dict[Key, str] = {}
        self._typed: dict[Key, str] = {}
        self._blank: dict[Key, list[str]] = {}
        self._letters = InterviewLetters(self._context, household, self._refused)
        self._batches: list[str] = []
        self._looks = 0

    # — opening —

    def show(self, household: str, visit: str = "", section: str = "", interview: str = "") -> None:
        """Open or continue the interview of a family, at the page where it was left; or read one of before."""
        if (household, interview) == (self.household, self.interview) and self.page is not None:
            self.read_again()
            return
        session = self._context.session
        self._forget(household, section, interview)

        def work() -> _Read:
            if not interview:
                start_interview(session, household, visit or None)
            return _read(session, household, interview)

        self._context.run.run(work, self._have, self._refused)

    def read_again(self, after: Callable[[], None] | None = None) -> None:
        """Beside the saving; of several looks only the last is taken, and none that an answer has overtaken."""
        session, household, interview = self._context.session, self.household, self.interview
        self._looks += 1
        mine = self._looks

        def work() -> _Read | None:
            return _read(session, household, interview) if mine == self._looks else None

        def done(read: _Read | None) -> None:
            if read is not None and mine == self._looks and not self._saving:
                self._have(read)
            if after is not None:
                after()

        self._context.run.look(work, done, self._refused)

    def _have(self, read: _Read) -> None:
        if read.view.household != self.household or self.interview not in ("", read.view.id):
            return
        asked = {each.id for each in read.view.questionnaire.sections}
        wanted = [each for each in (self.section, read.view.section) if each in asked]
        self.section = wanted[0] if wanted else read.view.questionnaire.sections[0].id
        self.fault = read.view.questionnaire.fault
        self._remake(read.view, read.tells)
        self._refresh()

    def _remake(self, view: InterviewView, tells: Tells) -> None:
        typed = {**view.told.typed, **self._typed}
        today = self._context.session.today()
        self.page = Page(view, view.told.answers, typed, self._failed, tells, today, dict(self._blank))

    def _refused(self, error: DeskError) -> None:
        self.fault = str(error)
        self._refresh()

    def on_changes(self, changes: Changes) -> None:
        """Another desk wrote of this family: its answers appear."""
        if self.page is not None and changes.tables & TABLES:
            session, household = self._context.session, self.household
            self._context.run.look(lambda: concerns(session, household, changes), self._hear)

    def _hear(self, ours: bool) -> None:
        if ours and self.page is not None:
            self.read_again()

    # — answering —

    def choose(self, key: Key, value: Value | None, status: Status = Status.SAID, place: str = "") -> None:
        """An answer is known; without value and status the field was emptied. `place`: line and column of a table."""
        self._typed.pop(key, None)
        session, household, by = self._context.session, self.household, self._speaker()
        question, person = key
        if place:
            self._cell(key, place, value, "")
            return
        if value is None and status is Status.SAID:
            self._save(key, lambda: clear_answer(session, household, question, person=person))
            return
        asked = self._question(key)
        words = shown(asked, value) if asked is not None else ""

        def work() -> Changes:
            try:
                return save_answer(session, household, question, value, person=person, status=status, said_by=by)
            except BadInput:
                if not words:
                    raise
                return keep_typed(session, household, question, words, person=person, said_by=by)

        self._save(key, work)

    def type(self, key: Key, text: str, place: str = "") -> None:
        """Words in a field: an answer where they can be read as one, else kept word for word."""
        session, household, by = self._context.session, self.household, self._speaker()
        question, person = key
        asked = self._question(key, place)
        if asked is None:
            return
        read = read_typed(asked, text, session.today())
        if place:
            self._cell(key, place, None if isinstance(read, Typed) else read, text)
            return
        if not isinstance(read, Typed):
            self.choose(key, read)
            return
        self._typed[key] = text
        self._save(key, lambda: keep_typed(session, household, question, text, person=person, said_by=by))

    def letter(self, key: Key, text: str, place: str = "") -> None:
        """A letter was typed: kept on this machine at once."""
        if self.page is not None:
            self._letters.keep(key, text, place)

    def remark(self, key: Key, text: str) -> None:
        """A note at a question."""
        session, household, by = self._context.session, self.household, self._speaker()
        self._save(key, lambda: save_remark(session, household, key, text, by))

    def confirm(self, keys: Iterable[Key]) -> None:
        """«È ancora così»: what was carried over holds today."""
        if self.page is None:
            return
        session, household, by = self._context.session, self.household, self._speaker()
        known = self.page.answers
        values = [(key, value) for key in keys if (found := known.get(key)) and (value := found.value) is not None]
        if values:
            self._save(values[0][0], lambda: confirm_answers(session, household, values, said_by=by))

    # — tables —

    def add_line(self, key: Key) -> str:
        """A blank line, in the store as soon as something is in it. Gives its id."""
        line = new_id()
        self._blank.setdefault(key, []).append(line)
        if self.page is not None:
            self._remake(self.page.view, self.page.tells)
            self._refresh()
        return line

    def remove_line(self, key: Key, line: str) -> None:
        """The line goes, with undo."""
        session, household = self._context.session, self.household
        question, person = key
        self._blank[key] = [each for each in self._blank.get(key, ()) if each != line]
        self._save(
            key,
            lambda: remove_line(session, household, question, line, person=person),
            lambda: self._context.messages.notify(_("Riga tolta."), "success", self.undo),
        )

    def _cell(self, key: Key, place: str, value: Value | None, text: str) -> None:
        session, household, by = self._context.session, self.household, self._speaker()
        question, person = key
        line, _bar, column = place.partition("|")
        asked = self._question(key, place)
        if asked is None or isinstance(value, Rows):
            return
        words = text or shown(asked, value)

        def work() -> Changes:
            if value is None and words.strip():
                typed = {column: words}
                return save_line(session, household, question, line, {}, typed=typed, person=person, said_by=by)
            try:
                return save_line(session, household, question, line, {column: value}, person=person, said_by=by)
            except BadInput:
                if not words:
                    raise
                typed = {column: words}
                return save_line(session, household, question, line, {}, typed=typed, person=person, said_by=by)

        self._save(key, work)

    # — saving —

    def _save(self, key: Key, work: Callable[[], Changes], after: Callable[[], None] | None = None) -> None:
        session = self._context.session
        self._saving += 1  # what was looked up before does not know it: it would take from the field what was typed

        def done(changes: Changes) -> None:
            self._saving -= 1
            if changes.batch and changes.entries:
                self._batches = [*self._batches[-MOST_UNDO:], changes.batch]
            self._failed.pop(key, None)
            self.saved = f"{session.now().astimezone(ZONE):%H:%M}"
            self.read_again(after)

        def failed(error: DeskError) -> None:
            self._saving -= 1
            self._failed[key] = str(error)
            self._refresh()

        self._context.run.run(work, done, failed)

    def when_saved(self, then: Callable[[], None]) -> None:
        """After everything that is being saved now."""
        self._context.run.run(lambda: None, lambda _nothing: then())

    @property
    def can_undo(self) -> bool:
        return bool(self._batches)

    def undo(self) -> None:
        """Take back what was answered last, in this window."""
        if not self._batches:
            return
        session, household, batch = self._context.session, self.household, self._batches.pop()
        self._typed = {}

        def work() -> _Read:
            session.store.undo(batch, session.staff)
            return _read(session, household)

        self._context.run.run(work, self._have, self._refused)

    def _speaker(self) -> str:
        """Who answers: the first of those at the table."""
        return self.page.view.present[0] if self.page and self.page.view.present else ""

    def _question(self, key: Key, place: str = "") -> Question | None:
        asked = self.page.view.questionnaire.questions.get(key[0]) if self.page else None
        if asked is None or not place:
            return asked
        return asked.column(place.partition("|")[2])

    # — who is here —

    def set_present(self, people: Sequence[str]) -> None:
        """Who sits at the table: what they did not hear in confidence disappears from the page."""
        if self.page is None:
            return
        session, household, interview = self._context.session, self.household, self.page.view.id
        self._typed = {}

        def work() -> _Read:
            set_present(session, interview, people)
            return _read(session, household)

        self._context.run.run(work, self._have, self._refused)

    # — pages —

    def open_section(self, section: str) -> None:
        """Another page; it is remembered for any desk."""
        self.section = section
        self._refresh()
        if self.page is not None and not self.is_past:
            session, interview = self._context.session, self.page.view.id
            self._context.run.run(lambda: set_section(session, interview, section))

    @property
    def is_past(self) -> bool:
        """An interview of before, to be read only, with the questions and answers of then."""
        return bool(self.interview) and self.page is not None and not self.page.view.is_open

    def current(self) -> Section:
        """The page in front; asked only once there is one."""
        return self.section_named(self.section)

    def section_named(self, name: str) -> Section:
        sections = self.page.view.questionnaire.sections if self.page else ()
        return next(each for each in sections if each.id == name)

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

    def asks_apart(self) -> bool:
        """Does this page have questions that wait until an adult is alone?"""
        if self.page is None or self.page.view.alone:
            return False
        return any(question.apart for question in self.current().questions)

    # — notes and the end —

    def keep_note(self, text: str) -> None:
        if self.page is None or self.is_past or text == self.page.view.note:
            return
        session, interview = self._context.session, self.page.view.id

        def done(_changes: Changes) -> None:
            self.saved = f"{session.now().astimezone(ZONE):%H:%M}"
            self.read_again()

        self._context.run.run(lambda: write_note(session, interview, text), done, self._refused)

    def remark_letter(self, key: Key, text: str) -> None:
        self.letter(remark_key(key), text)

    def note_letter(self, text: str) -> None:
        self.letter(NOTES, text)

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

    def to_booking(self) -> None:
        self._context.navigate.open("booking", household=self.household, come_from="interview")

    def to_papers(self) -> None:
        """Where copies of the family's papers are attached; what waits in the folder of scans is there too."""
        self._context.navigate.open("household", household=self.household, tab="documents")

    def to_household(self) -> None:
        self._context.navigate.open("household", household=self.household)


def _read(session: Session, household: str, interview: str = "") -> _Read:
    view = read_interview(session, household, interview)
    return _Read(view, what_it_tells(view, view.told.answers, session.today()))
