"""Somebody without an appointment: search first, then the least that a new family needs."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from desk.catalogue.services import load_services
from desk.domain.languages import LANGUAGES
from desk.i18n import _
from desk.office.front.find_family import Found, find_family
from desk.office.front.register_family import LEGAL_BASIS, Alike, Registered, alike, register_family
from desk.settings import FAMILY_LANGUAGES
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.today_actions import TodayActions

AT_MOST = 4
SHORTEST = 2
"""Letters before anything is looked for."""


@dataclass(frozen=True)
class NewFamily:
    """What was typed for a family that is not in the store."""

    surname: str = ""
    given: str = ""
    birth_date: date | None = None
    tax_code: str = ""
    language: str = "it"
    phone: str = ""
    consent: bool = False


class View(Protocol):
    """What the panel shows anew."""

    def found_changed(self) -> None: ...

    def alike_changed(self) -> None: ...

    def finished(self) -> None: ...


class WalkInPresenter:
    """Of several searches only the newest is shown."""

    def __init__(self, context: ScreenContext, actions: TodayActions, view: View) -> None:
        self._context, self._actions, self._view = context, actions, view
        self.found: tuple[Found, ...] = ()
        self.alike: tuple[Alike, ...] = ()
        self.typed = ""
        self.nobody = False
        """The search for what is typed has answered, with nobody."""
        self._asked = 0

    def services(self) -> tuple[tuple[str, str], ...]:
        """Services that one may come for, without a booking first."""
        every = sorted(load_services().values(), key=lambda service: service.lobby == "")
        return tuple((service.id, _(service.title)) for service in every)

    def languages(self) -> tuple[tuple[str, str], ...]:
        """The languages of our papers first."""
        codes = (*FAMILY_LANGUAGES, *(code for code in LANGUAGES if code not in FAMILY_LANGUAGES))
        return tuple((code, _(LANGUAGES[code]).capitalize()) for code in codes)

    def born_of(self, tax_code: str) -> date | None:
        """The birth date that a tax code says; None where it says none."""
        from desk.domain.identifiers import birth_date_of  # only an unknown card needs it

        return birth_date_of(tax_code, self._context.session.today())

    def search(self, text: str) -> None:
        """Each change of the search line."""
        self.typed = text
        self.nobody = False
        self._asked += 1
        number, session = self._asked, self._context.session
        if len(text.strip()) < SHORTEST:
            self._show(number, ())
            return
        self._context.run.run(
            lambda: find_family(session, text, limit=AT_MOST * 4).people, lambda people: self._show(number, people)
        )

    def search_household(self, household: str) -> None:
        """A card was scanned of a family that is not expected: show it, ready to be taken."""
        self._asked += 1
        number, session = self._asked, self._context.session
        self._context.run.run(
            lambda: find_family(session, household, limit=AT_MOST).people, lambda people: self._show(number, people)
        )

    def _show(self, number: int, people: tuple[Found, ...]) -> None:
        if number != self._asked:
            return
        homes: dict[str, Found] = {}
        for each in people:
            if each.household:
                homes.setdefault(each.household, each)
        self.found = tuple(homes.values())[:AT_MOST]
        self.nobody = not self.found and len(self.typed.strip()) >= SHORTEST
        self._view.found_changed()

    def look_alike(self, new: NewFamily) -> None:
        """Who in the store may be the person that is being typed."""
        session = self._context.session
        self._context.run.run(
            lambda: alike(
                session,
                surname=new.surname,
                given=new.given,
                tax_code=new.tax_code,
                birth_date=new.birth_date,
                phone=new.phone,
            ),
            self._have_alike,
        )

    def legal_basis(self) -> str:
        """On what ground the data are kept, as it is recorded with the consent."""
        return LEGAL_BASIS

    def _have_alike(self, people: tuple[Alike, ...]) -> None:
        self.alike = people[:AT_MOST]
        self._view.alike_changed()

    def take(self, found: Found, service: str, purpose: str) -> None:
        """A known family joins the queue, with its appointment if it has one today."""
        self._actions.walk_in(found.household, found.family or found.name, service=service, purpose=purpose)
        self._view.finished()

    def register(self, new: NewFamily, service: str, purpose: str) -> None:
        """A new family joins the queue. What is wrong is told at the message door, the form stays."""
        session = self._context.session

        def done(made: Registered) -> None:
            self._actions.walk_in(made.household, new.surname, service=service, purpose=purpose)
            self._view.finished()

        self._context.run.run(
            lambda: register_family(
                session,
                surname=new.surname,
                given=new.given,
                birth_date=new.birth_date,
                tax_code=new.tax_code,
                language=new.language,
                phone=new.phone,
                consent=new.consent,
            ),
            done,
        )
