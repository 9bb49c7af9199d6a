"""The interview: its pages, its notes, its end. No Qt."""

from desk.db.changes import Changes
from desk.domain.interview import Key, Section
from desk.i18n import _, current, n_
from desk.office.interview.course import finish_interview, set_section, write_note
from desk.office.machine.drafts import NOTES
from desk.office.session import ZONE
from desk.paper.words import and_list
from desk.ui.presenters.interview_answers import InterviewAnswers
from desk.ui.presenters.interview_page import Block, Found, SectionLine


class InterviewPresenter(InterviewAnswers):
    """One interview of one family, page after page."""

    # — pages —

    def open_section(self, section: str) -> None:
        """Another page; it is remembered for any desk."""
        self.section = section
        self._refresh()
        if self.page is not None and not self.is_past:
            session, interview = self._context.session, self.page.view.id
            self._context.run.run(lambda: set_section(session, interview, section))

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

    def said_no(self) -> str:
        """Who of those asked here has said no to data of special kinds: their questions are not on the page."""
        if self.page is None or not any(question.special for question in self.current().questions):
            return ""
        names = [each.given for each in self.page.view.members if each.declines and not each.is_minor]
        if not names:
            return ""
        said = n_(
            "{names} ha detto di no ai dati sulla salute: le sue domande non si fanno.",
            "{names} hanno detto di no ai dati sulla salute: le loro domande non si fanno.",
            len(names),
        )
        return said.format(names=and_list(current(), names))

    def lacks_notice(self) -> bool:
        """At the beginning: has the family not been given the privacy notice yet?"""
        page = self.page
        return (
            page is not None
            and not self.is_past
            and not page.view.has_notice
            and self.section == page.view.questionnaire.sections[0].id
        )

    def to_consents(self) -> None:
        """Where the notice is printed, and where it is written what each adult has said on it."""
        self._context.navigate.open("household", household=self.household, tab="consents")

    # — notes and the end —

    def keep_note(self, text: str) -> None:
        if self.page is None or self.is_past or text == self.page.view.note:
            return
        session, interview = self._context.session, self.page.view.id

        def done(_changes: Changes) -> None:
            self.note_unsaved = False
            self.saved = f"{session.now().astimezone(ZONE):%H:%M}"
            self.read_again()

        self._letters.answered()
        self.note_unsaved = True  # until it is in the store the field keeps it, should it be refused for its length
        self._context.run.run(lambda: write_note(session, interview, text), done, self._refused)

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

    def finish_later(self, note: str) -> None:
        """Short close: the interview stays open among those to finish; the visit ends, and the next can be called."""
        if self.page is None or self.is_past:
            return
        session, interview, household = self._context.session, self.page.view.id, self.household

        def done(_changes: Changes) -> None:
            self.note_unsaved = False
            self.read_again()
            self._context.messages.notify(_("Il colloquio è tra quelli da finire."), "success")
            self._context.navigate.open("today", close=household)

        self._letters.answered()
        self.note_unsaved = True
        self._context.run.run(lambda: write_note(session, interview, note), done, self._refused)

    def to_booking(self) -> None:
        self._context.navigate.open("booking", household=self.household, come_from="interview")

    def to_papers(self) -> None:
        """Where copies of the family's papers are attached; what waits in the folder of scans is there too."""
        self._context.navigate.open("household", household=self.household, tab="documents")

    def to_household(self) -> None:
        self._context.navigate.open("household", household=self.household)
