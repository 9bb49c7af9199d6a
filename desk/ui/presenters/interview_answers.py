"""Answers of the open interview: each is saved on this machine within a second, and can be undone. No Qt."""

from collections.abc import Callable, Iterable, Sequence

from desk.db.changes import Changes
from desk.db.unit import new_id
from desk.domain.interview import Key, Question, Rows, Status, Value
from desk.domain.interview_typed import Typed, read_typed, shown
from desk.errors import BadInput, DeskError
from desk.i18n import _
from desk.office.day_words import hour
from desk.office.household.details import answer_words as value_words
from desk.office.household.last_writer import Writer
from desk.office.interview.answer_rows import remove_line, save_line
from desk.office.interview.answers import answer_writer, clear_answer, confirm_answers, keep_typed, save_answer
from desk.office.interview.course import set_present
from desk.office.interview.interview import InterviewView
from desk.office.interview.remarks import REMARK, remark_key, save_remark
from desk.office.machine.drafts import NOTES
from desk.office.session import ZONE
from desk.ui.presenters.answered_here import AnsweredHere
from desk.ui.presenters.interview_open import OpenInterview, Read, read
from desk.ui.presenters.interview_page import Page

MOST_UNDO = 100


class InterviewAnswers(OpenInterview):
    """What is answered, typed, confirmed; by whom."""

    # — answering —

    def choose(self, key: Key, value: Value | None, status: Status = Status.SAID, place: str = "") -> None:
        """An answer is known; without value and status the field was emptied. `place`: line and column of a table."""
        if self.page is None:  # another family is being opened: what stands on the screen is not of this one
            return
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
        """A letter was typed: kept on this machine at once. What is typed and taken back is not: it would be written
        again when the interview is opened next, over what a colleague has answered meanwhile."""
        if self.page is not None:
            as_saved = self._is_fresh and text.strip() == self._saved_words(self.page.view, key, place).strip()
            self._letters.keep(key, None if as_saved else text, place)

    def _saved_words(self, view: InterviewView, key: Key, place: str) -> str:
        """What the field shows of what is in the store."""
        if key == NOTES:
            return view.note
        if key[0].startswith(REMARK):
            return view.told.remarks.get((key[0].removeprefix(REMARK), key[1]), "")
        asked, answer = self._question(key, place), view.told.answers.get(key)
        value = answer.value if answer else None
        if asked is None or not place:
            return view.told.typed.get(key) or (shown(asked, value) if asked else "")
        line, _bar, column = place.partition("|")
        row = next((each for each in value.rows if each.id == line), None) if isinstance(value, Rows) else None
        return (row.typed.get(column) or shown(asked, row.cells.get(column))) if row else ""

    def remark(self, key: Key, text: str) -> None:
        """A note at a question."""
        if self.page is None:
            return
        session, household, by = self._context.session, self.household, self._speaker()
        self._save(key, lambda: save_remark(session, household, key, text, by))

    def remark_letter(self, key: Key, text: str) -> None:
        self.letter(remark_key(key), text)

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
        self._letters.answered()
        self._saving += 1  # what was looked up before does not know it: it would take from the field what was typed

        def done(changes: Changes) -> None:
            self._saving -= 1
            if changes.batch and changes.entries:
                self._batches[:] = [*self._batches[-MOST_UNDO:], changes.batch]
                self._undone.clear()
            self._failed.pop(key, None)
            self._here.saved(key)
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
        self._turn_back(self._batches, self._undone)

    def redo(self) -> None:
        """Answer once more what was taken back last, while nothing else was answered since."""
        self._turn_back(self._undone, self._batches)

    def _turn_back(self, steps: list[str], other_way: list[str]) -> None:
        if not steps:
            return
        session, household, batch = self._context.session, self.household, steps.pop()
        self._typed, self._here = {}, AnsweredHere()

        def work() -> tuple[Changes, Read]:
            return session.store.undo(batch, session.staff), read(session, household)

        def done(made: tuple[Changes, Read]) -> None:
            if made[0].batch and made[0].entries:
                other_way.append(made[0].batch)
            self._have(made[1])

        self._context.run.run(work, done, self._refused)

    # — a colleague at the same questions —

    def _have(self, found: Read) -> None:
        super()._have(found)
        if self.page is not None:
            for key, before in self._here.otherwise(self.page.answers):
                self._say_otherwise(self.page, key, before)

    def _say_otherwise(self, page: Page, key: Key, before: Value) -> None:
        """The last one to answer is kept; the other one is told, or would go on with what no longer stands."""
        asked, now = page.view.questionnaire.questions[key[0]], page.answers[key].value
        people, session, household = dict(page.people), self._context.session, self.household
        if now is None:
            return
        what = f"{_(asked.label)}, {people[key[1]]}" if key[1] in people else _(asked.label)
        facts = {"what": what, "now": value_words(asked, now, people), "before": value_words(asked, before, people)}

        def say(by: Writer) -> None:
            words = _("{what}: {name} ha scritto «{now}» alle {hour}, qui c’era «{before}».")
            self._context.messages.notify(words.format(**facts, name=by.name, hour=hour(by.at)), "warning")

        self._context.run.look(lambda: answer_writer(session, household, key), say)

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

        def work() -> Read:
            set_present(session, interview, people)
            return read(session, household)

        self._context.run.run(work, self._have, self._refused)
