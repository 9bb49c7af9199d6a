"""Somebody is away: who and when, the proposal, each line changed as wanted, accepted at once. No Qt."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from desk.db.changes import Changes
from desk.domain.availability import EVERYBODY, WHOLE_DAY, Kind, Rule
from desk.domain.replan import Place, Plan, alternatives
from desk.domain.roles import May, allowed
from desk.errors import BadInput, DeskError, NotFound
from desk.i18n import _, n_
from desk.office.appointments.agenda import read_agenda
from desk.office.papers.kinds import Paper
from desk.office.replan.accept import accept
from desk.office.replan.question import Question, ask
from desk.office.replan.solver import SECONDS, best_plan
from desk.office.replan.tell import call_list, letters, letters_printed
from desk.office.replan.words import Line, line_of, lines_of, place_words, summary
from desk.ui.presenters.availability import minutes_of
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.running import Progress

MOST_TENTHS = round(SECONDS * 10)


@dataclass(frozen=True)
class Choice:
    """Another place for one line; none: leave it as it is, to be moved later."""

    place: Place | None
    words: str


@dataclass(frozen=True)
class _Found:
    question: Question
    plan: Plan
    best: bool
    lines: tuple[Line, ...]


class AbsencePresenter:
    """`refresh` is called when something to show has changed, `changed(at)` when one line has."""

    def __init__(self, context: ScreenContext, refresh: Callable[[], None], changed: Callable[[int], None]) -> None:
        self._context, self._refresh, self._changed = context, refresh, changed
        self.people: list[tuple[str, str]] = []
        self.question: Question | None = None
        self.plan: Plan = ()
        self.proposed: Plan = ()
        self.lines: tuple[Line, ...] = ()
        self.choices: tuple[int, tuple[Choice, ...]] | None = None
        self.best = False
        self.running = False
        self.tenths = 0
        self.fault = ""
        self.stale = False
        """What was proposed could not be accepted as it is: the diaries have changed since."""
        self.accepted: Plan | None = None
        self._stop: Callable[[], None] | None = None
        self._asked = 0

    @property
    def today(self) -> date:
        return self._context.session.today()

    # — who and when —

    def show(self, read: Callable[[], None]) -> None:
        """Who could be away; `read` when they are known."""
        session = self._context.session

        def look() -> list[tuple[str, str]]:
            found = [(each.id, each.name) for each in read_agenda(session, session.today()).resources]
            if not allowed(session.role, May.CLOSE_DAY):
                return [each for each in found if each[0] == session.staff]
            return [*found, (EVERYBODY, _("Tutto l'ufficio"))]

        def have(people: list[tuple[str, str]]) -> None:
            self.people = people
            read()

        self._context.run.run(look, have)

    def forget(self) -> None:
        """Who or when has been changed: what was proposed is no longer the answer."""
        self.stop()
        if self.question is not None or self.fault:
            self._clear()
            self._refresh()

    def _clear(self) -> None:
        self.question, self.choices, self.accepted = None, None, None
        self.plan, self.proposed, self.lines, self.fault, self.stale = (), (), (), "", False

    def propose(self, who: str | None, first: date | None, last: date | None, hours: tuple[str, str], why: str) -> None:
        """All appointments that the absence touches, re-planned."""
        self._clear()
        start, end = (minutes_of(text) for text in hours)
        if who is None or first is None:
            self.fault = _("Scegli chi manca e dal giorno.")
        elif any(text.strip() for text in hours) and None in (start, end):
            self.fault = _("Scrivi le ore così: 8:30.")
        if self.fault or who is None or first is None:
            self._refresh()
            return
        rule = Rule(
            Kind.AWAY, who, first, last or first, (),
            WHOLE_DAY[0] if start is None else start, WHOLE_DAY[1] if end is None else end, why=why.strip(),
        )  # fmt: skip
        self.propose_for(rule)

    def propose_for(self, rule: Rule) -> None:
        """`rule`: an absence as it stands, or would."""
        self.stop()
        session = self._context.session
        self._asked += 1
        asked = self._asked

        def work(progress: Progress) -> _Found | None:
            question = ask(session, rule)
            if not question.affected:
                return _Found(question, (), True, ())
            answer = best_plan(
                question.problem,
                step=lambda seconds: progress.step(min(MOST_TENTHS, round(seconds * 10)), MOST_TENTHS),
                cancelled=progress.cancelled,
            )
            if answer is None:
                return None
            return _Found(question, answer.plan, answer.best, lines_of(question, answer.plan))

        def done(found: _Found | None) -> None:
            if asked == self._asked:
                self.running, self._stop = False, None
                if found is not None:
                    self.question, self.best = found.question, found.best
                    self.plan = self.proposed = found.plan
                    self.lines = found.lines
                self._refresh()

        def failed(error: DeskError) -> None:
            if asked == self._asked:
                self.running, self._stop, self.fault = False, None, str(error)
                self._refresh()

        def step(tenths: int, _total: int) -> None:
            if asked == self._asked and self.running:
                self.tenths = tenths
                self._refresh()

        self._clear()
        self.running, self.tenths = True, 0
        self._refresh()
        stop = self._context.run.run_long(work, done, failed, step)
        self._stop = stop if self.running else None

    def stop(self) -> None:
        """What was found by then is dropped; nothing has been written."""
        if self._stop is not None:
            self._stop()
        if self.running:
            self._asked += 1
            self.running, self._stop = False, None
            self._refresh()

    # — the proposal —

    def told(self) -> tuple[str, str]:
        """The proposal in one sentence, and how good it is."""
        if self.question is None:
            return "", ""
        if not self.question.affected:
            return _("Nessun appuntamento da spostare in quei giorni."), ""
        if self.accepted is not None:
            return self._accepted_words()
        if self.stale:
            quality = _("Nel frattempo l'agenda è cambiata.")
        elif self.plan != self.proposed:
            quality = _("Cambiata da te.")
        elif self.best:
            quality = _("Non c'è una proposta migliore.")
        else:
            quality = _("La migliore trovata nel tempo dato; forse ce n'è una migliore.")
        return summary(self.question, self.plan), quality

    def _accepted_words(self) -> tuple[str, str]:
        done = sum(1 for place in self.accepted or () if place is not None)
        left = len(self.plan) - done
        words = n_("{n} appuntamento spostato.", "{n} appuntamenti spostati.", done).format(n=done)
        if left:
            words += " " + n_("{n} resta da spostare.", "{n} restano da spostare.", left).format(n=left)
        return words, _("Ora avvisa le famiglie.") if done else ""

    @property
    def to_move(self) -> int:
        return sum(1 for place in self.plan if place is not None)

    def offer(self, at: int) -> None:
        """What else one line could be, while the others stay; again: put the offer away."""
        if self.choices is not None and self.choices[0] == at:
            self._put_away()
            return
        question, plan = self.question, self.plan
        if question is None or self.accepted is not None:
            return

        def look() -> tuple[Choice, ...]:
            found = [place for place in alternatives(question.problem, at, plan) if place != plan[at]]
            choices = [Choice(place, place_words(question, at, place)) for place in found]
            if plan[at] is not None:
                choices.append(Choice(None, _("Lascia com'è, da spostare")))
            return tuple(choices)

        def have(choices: tuple[Choice, ...]) -> None:
            if self.plan is plan:
                self._put_away()
                self.choices = (at, choices)
                self._changed(at)

        self._context.run.run(look, have)

    def _put_away(self) -> None:
        before, self.choices = self.choices, None
        if before is not None:
            self._changed(before[0])

    def choose(self, at: int, choice: Choice) -> None:
        """One line as the person wants it."""
        if self.question is None or self.choices is None or choice not in self.choices[1]:
            return  # what was offered beside another plan may not fit this one
        self.plan, self.choices = (*self.plan[:at], choice.place, *self.plan[at + 1 :]), None
        self.lines = (
            *self.lines[:at],
            line_of(self.question, at, choice.place, left=choice.place is None),
            *self.lines[at + 1 :],
        )
        self._changed(at)
        self._refresh()

    # — accepting —

    def accept(self) -> None:
        """The absence and all moves in one unit of work."""
        question, plan, session = self.question, self.plan, self._context.session
        if question is None or self.accepted is not None:
            return

        def done(changes: Changes) -> None:
            self._put_away()
            self.accepted, self.fault, self.stale = plan, "", False
            words = self._accepted_words()[0] if question.affected else _("Assenza segnata.")
            self._context.messages.notify(words, "success", lambda: self._undo(changes.batch))
            self._refresh()

        def failed(error: DeskError) -> None:
            self.fault, self.stale = str(error), isinstance(error, BadInput | NotFound)
            self._refresh()

        self._context.run.run(lambda: accept(session, question, plan), done, failed)

    def calls_on_paper(self, have: Callable[[list[bytes]], None]) -> None:
        """The call list as a PDF."""
        question, plan, session = self.question, self.accepted, self._context.session
        if question is not None and plan is not None:
            self._context.run.run(lambda: [call_list(session, question, plan)], have)

    def letters_on_paper(self, have: Callable[[tuple[Paper, ...], list[bytes]], None]) -> None:
        """The letters of all who can be written to."""
        question, plan, session = self.question, self.accepted, self._context.session

        def have_them(made: tuple[Paper, ...]) -> None:
            if made:
                have(made, [each.pdf for each in made])
            else:
                words = _("Nessuna lettera: nessun indirizzo, o meglio chiamare. Usa l'elenco delle telefonate.")
                self._context.messages.notify(words, "warning")

        def drawn() -> tuple[Paper, ...]:
            made = letters(session, question, plan) if question is not None and plan is not None else ()
            for each in made:
                each.pdf  # noqa: B018  # drawn here, not in the window's thread
            return made

        self._context.run.run(drawn, have_them)

    def recording(self, paper: Paper) -> Callable[[], object]:
        """What keeps in its family's ledger that this letter went to the printer."""
        session = self._context.session
        return lambda: letters_printed(session, (paper,))

    def _undo(self, batch: str | None) -> None:
        session = self._context.session

        def undone(_changes: object) -> None:
            self.accepted = None
            self._refresh()

        if batch:
            self._context.run.run(lambda: session.store.undo(batch, session.staff), undone)

    def back(self, _name: str = "") -> None:
        first = self.question.rule.first if self.question else None
        facts = {"day": max(first, self.today).isoformat()} if first else {}
        self._context.navigate.open("agenda", **facts)

    def open_family(self, at: int) -> None:
        self._context.navigate.open("household", household=self.lines[at].household)
