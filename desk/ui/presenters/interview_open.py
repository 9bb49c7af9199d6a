"""Which interview is open and what of it is known on this screen: read beside the window, and read again. No Qt."""

from collections.abc import Callable
from dataclasses import dataclass

from desk.db.changes import Changes
from desk.domain.interview import Key
from desk.errors import DeskError
from desk.i18n import _
from desk.office.household.concerns import concerns
from desk.office.interview.course import start_interview
from desk.office.interview.interview import InterviewView, read_interview
from desk.office.interview.what_it_tells import Tells, what_it_tells
from desk.office.session import Session
from desk.ui.presenters.answered_here import AnsweredHere
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.interview_letters import InterviewLetters
from desk.ui.presenters.interview_page import Page

TABLES = frozenset(
    {"answer", "interview", "person", "membership", "enrolment", "document", "attachment", "consent", "printed"}
)


@dataclass(frozen=True)
class Read:
    """What the store says of an interview."""

    view: InterviewView
    tells: Tells


def read(session: Session, household: str, interview: str = "") -> Read:
    view = read_interview(session, household, interview)
    return Read(view, what_it_tells(view, view.told.answers, session.today()))


class OpenInterview:
    """`refresh` is called when something to show has changed; `saved`: the last moment that something was kept."""

    def __init__(self, context: ScreenContext, refresh: Callable[[], None]) -> None:
        self._context, self._refresh = context, refresh
        self._saving = 0
        self._forget("")

    def _forget(self, household: str, section: str = "", interview: str = "") -> None:
        self.household, self.section, self.interview = household, section, interview
        self.page: Page | None = None
        self.saved = self.fault = ""
        self.note_unsaved = False
        self._failed: dict[Key, str] = {}
        self._typed: dict[Key, str] = {}
        self._blank: dict[Key, list[str]] = {}
        self._letters = InterviewLetters(self._context, household, self._refused)
        self._batches: list[str] = []
        self._undone: list[str] = []
        self._here = AnsweredHere()
        self._looks = self._seen = 0

    # — opening —

    def show(self, household: str, visit: str = "", section: str = "", interview: str = "") -> None:
        """Open or continue the interview of a family, at the page where it was left; or read one of before."""
        same = (household, interview) == (self.household, self.interview)
        if same and self.page is not None and (interview or self.page.view.is_open):
            self.read_again()
            return
        session = self._context.session
        self._forget(household, section, interview)

        def work() -> Read:
            if not interview:
                start_interview(session, household, visit or None)
            return read(session, household, interview)

        self._context.run.run(work, self._have, self._refused)

    def read_again(self, after: Callable[[], None] | None = None) -> None:
        """Beside the saving; of several looks only the last is taken, and none that an answer has overtaken."""
        session, household, interview = self._context.session, self.household, self.interview
        self._looks += 1
        mine = self._looks

        def work() -> Read | None:
            return read(session, household, interview) if mine == self._looks else None

        def done(found: Read | None) -> None:
            if found is not None and mine == self._looks and not self._saving:
                self._seen = mine
                self._have(found)
            if after is not None:
                after()

        self._context.run.look(work, done, self._refused)

    def _have(self, found: Read) -> None:
        if found.view.household != self.household or self.interview not in ("", found.view.id):
            return
        asked = {each.id for each in found.view.questionnaire.sections}
        wanted = [each for each in (self.section, found.view.section) if each in asked]
        self.section = wanted[0] if wanted else found.view.questionnaire.sections[0].id
        broken = found.view.questionnaire.fault
        self.fault = broken and _("Il questionario ha un errore, valgono le domande di prima. {fault}").format(
            fault=broken
        )
        self._remake(found.view, found.tells)
        self._refresh()

    def _remake(self, view: InterviewView, tells: Tells) -> None:
        typed = {**view.told.typed, **self._typed}
        today = self._context.session.today()
        self.page = Page(view, view.told.answers, typed, self._failed, tells, today, dict(self._blank))

    def _refused(self, error: DeskError) -> None:
        self.fault = str(error)
        self._refresh()

    @property
    def _is_fresh(self) -> bool:
        """Does the page show all that was answered here?"""
        return not self._saving and not self.note_unsaved and self._seen == self._looks

    def on_changes(self, changes: Changes) -> None:
        """Another desk wrote of this family: its answers appear."""
        if self.page is not None and changes.tables & TABLES:
            session, household = self._context.session, self.household
            self._context.run.look(lambda: concerns(session, household, changes), self._hear)

    def _hear(self, ours: bool) -> None:
        if ours and self.page is not None:
            self.read_again()

    @property
    def is_past(self) -> bool:
        """One that is closed, to be read only, with the questions and answers of then: one of before, or the one that
        stood here until a colleague closed it."""
        return self.page is not None and not self.page.view.is_open
