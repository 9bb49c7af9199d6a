"""Decide what imports left open: one question in front, its answers equal. No Qt."""

from collections.abc import Callable

from desk.db.changes import Changes
from desk.domain.roles import May, allowed
from desk.errors import DeskError
from desk.i18n import _
from desk.office.day_words import numbers
from desk.office.enrolment.cases import Case, waiting_cases
from desk.office.enrolment.choices import CORRECT, Choice
from desk.office.enrolment.decide import decide
from desk.office.enrolment.decided import Decided, decided_today, take_back
from desk.office.enrolment.writer import DIFFERS, FAMILY_TWICE, NAMESAKE, PERSON_TWICE, TAX_CODE
from desk.ui.presenters.context import ScreenContext

TABLES = frozenset({"review", "household", "membership", "person", "identifier", "enrolment", "address", "contact"})
CODE_LINE = 4
"""Where a person's facts have the code."""
Read = tuple[tuple[Case, ...], tuple[Decided, ...]]


class ReviewsPresenter:
    """`refresh` is called when something to show has changed."""

    def __init__(self, context: ScreenContext, refresh: Callable[[], None]) -> None:
        self._context, self._refresh = context, refresh
        self.cases: tuple[Case, ...] = ()
        self.decided: tuple[Decided, ...] = ()
        self.chosen = ""
        self.fault = ""
        self.read = False

    @property
    def may_open(self) -> bool:
        return allowed(self._context.session.role, May.SEE_HOUSEHOLD)

    def show(self) -> None:
        session = self._context.session
        self._context.run.run(lambda: (waiting_cases(session), decided_today(session)), self._have)

    def _have(self, read: Read) -> None:
        place = self._place()
        self.cases, self.decided = read
        self.read = True
        if self.case() is None and self.cases:
            self.chosen = self.cases[min(max(place, 0), len(self.cases) - 1)].id
        self._refresh()

    def case(self) -> Case | None:
        """The one in front."""
        return next((each for each in self.cases if each.id == self.chosen), None)

    def _place(self) -> int:
        return next((place for place, each in enumerate(self.cases) if each.id == self.chosen), 0)

    def choose(self, case: str) -> None:
        if case != self.chosen:
            self.chosen, self.fault = case, ""
            self._refresh()

    def later(self) -> None:
        """Nothing is decided: on to the next one, in turn."""
        if self.cases:
            self.choose(self.cases[(self._place() + 1) % len(self.cases)].id)

    def answer(self, place: int, code: str = "") -> None:
        """The answer at that place, from 0; `code`: what was typed for the one that asks for it."""
        case = self.case()
        if case is None or not 0 <= place < len(case.choices):
            return
        self._decide(case, case.choices[place], code)

    def asks_code(self, choice: Choice) -> bool:
        return choice.code == CORRECT

    def _decide(self, case: Case, choice: Choice, code: str) -> None:
        session = self._context.session
        self.fault = ""

        def done(changes: Changes) -> None:
            def undo() -> None:
                self._context.run.run(
                    lambda: session.store.undo(changes.batch, session.staff), lambda _changes: self._back(case.id)
                )

            said = _("{name}: {words}.").format(name=case.name, words=choice.words)
            self._context.messages.notify(said, "success", undo if changes.batch else None)
            self.show()

        self._context.run.run(lambda: decide(session, case.id, choice.code, code=code), done, self._failed)

    def _back(self, case: str) -> None:
        self.chosen = case
        self.show()

    def _failed(self, error: DeskError) -> None:
        self.fault = str(error)
        self.show()

    def take_back(self, decided: Decided) -> None:
        session = self._context.session
        self._context.run.run(lambda: take_back(session, decided), lambda _changes: self._back(decided.id))

    def open_home(self, home: str) -> None:
        if home and self.may_open:
            self._context.navigate.open("household", household=home)

    def came(self, case: Case) -> str:
        """«dall'elenco letto il 24/11»."""
        return _("dall'elenco letto il {day}").format(day=numbers(case.came.date(), self._context.session.today()))

    def short(self, case: Case) -> str:
        """The question in three words, for the list."""
        return {
            FAMILY_TWICE: _("Famiglia con due domande"),
            PERSON_TWICE: _("Persona in due famiglie"),
            NAMESAKE: _("Stesso nome, due famiglie"),
            DIFFERS: _("Stesso codice, altro nome"),
            TAX_CODE: _("Codice fiscale sbagliato"),
        }[case.kind]

    def against(self, case: Case) -> tuple[str, ...]:
        """What stands against what, for the list."""
        if case.kind == TAX_CODE:
            return (case.facts[CODE_LINE].there,)
        if case.kind == DIFFERS:
            return tuple(one.name for pair in case.pairs for one in pair[:2])
        return case.here.code, case.there.code or case.protocol

    def on_changes(self, changes: Changes) -> None:
        if changes.tables & TABLES:
            self.show()
