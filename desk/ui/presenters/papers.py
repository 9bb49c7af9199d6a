"""The papers of one family: choose, see, print, say who took it, print again what once went out. No Qt."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from desk import i18n
from desk.db.changes import Changes
from desk.domain.languages import language_name
from desk.domain.roles import May, allowed
from desk.errors import DeskError
from desk.i18n import _
from desk.office.day_words import hour, numbers
from desk.office.household.family import Family, read_family
from desk.office.papers.kinds import Kind, Paper
from desk.office.papers.ledger import Entry, papers_of, print_again, record_given, record_paper
from desk.office.papers.make import Referral, make_paper, may_be_told
from desk.office.plan.people import PARTNERS
from desk.ui.presenters.context import ScreenContext

CHOICES = (Kind.PLAN, Kind.FRIDGE, Kind.INVITATION, Kind.MISSED, Kind.REFERRAL, Kind.NOTICE)
_SHOWN = frozenset(
    {"plan", "objective", "commitment", "result", "printed", "appointment", "consent", "household", "person"}
)


def kind_words(kind: str) -> str:
    """«Piano», «Lettera: visita mancata»: what a paper is called."""
    return {
        Kind.PLAN.value: _("Piano intero"),
        Kind.FRIDGE.value: _("Piano in una pagina"),
        Kind.INVITATION.value: _("Lettera: vi aspettiamo"),
        Kind.MISSED.value: _("Lettera: non ci siamo visti"),
        Kind.REFERRAL.value: _("Lettera a un altro ufficio"),
        Kind.NOTICE.value: _("Informativa e scelte"),
        Kind.SLIP.value: _("Foglio della visita"),
    }.get(kind, _("Foglio"))


@dataclass(frozen=True)
class PapersState:
    """What the screen shows. `fault`: why the paper cannot be made; `copy`: the ledger's line that is shown again,
    and whether its bytes are the same."""

    family: Family | None = None
    paper: Paper | None = None
    pages: bytes = b""
    fault: str = ""
    entries: tuple[Entry, ...] = ()
    told: tuple[str, ...] = ()
    adults: tuple[str, ...] = ()
    copy: Entry | None = None
    same: bool = True


@dataclass(frozen=True)
class Wish:
    """What is asked for. `language` empty: the family's own."""

    household: str = ""
    kind: Kind = Kind.PLAN
    language: str = ""
    large: bool = False
    referral: Referral = field(default_factory=lambda: Referral("", ""))
    entry: str = ""


class PapersPresenter:
    """Calls `refreshed` when there is something new to show."""

    def __init__(self, context: ScreenContext, refreshed: Callable[[], None]) -> None:
        self._context, self._refreshed = context, refreshed
        self.wish = Wish()
        self.state = PapersState()

    # — what is chosen —

    def show(self, household: str, kind: str = "") -> None:
        chosen = Kind(kind) if kind in {each.value for each in CHOICES} else Kind.PLAN
        self.wish = Wish(household, chosen)
        self.state = PapersState()
        self.read_again()

    def kinds(self) -> list[Kind]:
        """The papers that this person may make."""
        may = allowed(self._context.session.role, May.PLAN)
        return [kind for kind in CHOICES if may or kind is not Kind.REFERRAL]

    def languages(self) -> list[tuple[str, str]]:
        """The family's own first."""
        own = self.language
        codes = sorted(
            i18n.languages(), key=lambda code: code != (self.state.family.language if self.state.family else own)
        )
        return [(code, _(language_name(code)).capitalize()) for code in codes]

    @property
    def language(self) -> str:
        """In which language the paper is, beside Italian."""
        if self.state.paper is not None:
            return self.state.paper.language
        own = self.state.family.language if self.state.family else "it"
        code = self.wish.language or own
        return code if code in i18n.languages() else "it"

    def choose(self, kind: Kind) -> None:
        self._wish(replace(self.wish, kind=kind, entry=""))

    def choose_language(self, code: str) -> None:
        self._wish(replace(self.wish, language=code, entry=""))

    def choose_large(self, large: bool) -> None:
        self._wish(replace(self.wish, large=large, entry=""))

    def refer(self, to: str, ask: str, translated: str) -> None:
        referral = Referral(to, ask, translated)
        if referral != self.wish.referral:
            self._wish(replace(self.wish, referral=referral, entry=""))

    def show_copy(self, entry: str) -> None:
        """The paper that once went out, just as it was."""
        self._wish(replace(self.wish, entry=entry))

    def leave_copy(self) -> None:
        self._wish(replace(self.wish, entry=""))

    def partners(self) -> tuple[str, ...]:
        return PARTNERS

    def _wish(self, wish: Wish) -> None:
        self.wish = wish
        self.read_again()

    # — what is done —

    def recording(self, paper: Paper) -> Callable[[], object]:
        """What puts this paper into the ledger, with what it says."""
        session = self._context.session
        return lambda: record_paper(session, paper)

    def printed_words(self, paper: Paper) -> str:
        """«Piano intero: è alla stampante.»"""
        return _("{paper}: è alla stampante.").format(paper=kind_words(paper.kind))

    def given_to(self, entry: str, names: str) -> None:
        session = self._context.session

        def done(changes: Changes) -> None:
            def undo() -> None:
                self._context.run.run(
                    lambda: session.store.undo(changes.batch, session.staff), lambda _done: self.read_again()
                )

            self._context.messages.notify(_("Segnato: dato a {names}.").format(names=names), "success", undo)
            self.read_again()

        self._context.run.run(lambda: record_given(session, entry, names), done)

    def back(self) -> None:
        self._context.navigate.open("household", household=self.wish.household)

    def on_changes(self, changes: Changes) -> None:
        if self.wish.household and _SHOWN & set(changes.tables):
            self.read_again()

    # — reading —

    def read_again(self) -> None:
        wish, session = self.wish, self._context.session
        if not wish.household:
            return

        def read() -> PapersState:
            with session.store.read() as connection:
                family = read_family(connection, wish.household)
            state = PapersState(
                family,
                entries=papers_of(session, wish.household),
                told=may_be_told(session, wish.household),
                adults=tuple(each.name for each in family.adults(session.today())),
            )
            try:
                if wish.entry:
                    paper, same = print_again(session, wish.entry)
                    copy = next((each for each in state.entries if each.id == wish.entry), None)
                    return replace(state, paper=paper, pages=paper.pdf, copy=copy, same=same)
                own = family.language if family.language in i18n.languages() else "it"
                paper = make_paper(
                    session, wish.kind, wish.household, wish.language or own, large=wish.large, referral=wish.referral
                )
                return replace(state, paper=paper, pages=paper.pdf)
            except DeskError as fault:
                return replace(state, fault=str(fault))

        def have(state: PapersState) -> None:
            if wish == self.wish:  # nothing else was chosen meanwhile
                self.state = state
                self._refreshed()

        self._context.run.run(read, have)

    # — words —

    def print_words(self) -> str:
        """On the button: what it prints."""
        word = _(language_name(self.language))
        if self.language == "it":
            return _("Stampa in italiano")
        return _("Stampa in {language} e italiano").format(language=word)

    def copy_words(self) -> str:
        """Over a paper that went out before."""
        copy = self.state.copy
        if copy is None:
            return ""
        when = f"{numbers(copy.at.date())} {hour(copy.at)}"
        if copy.draft and self.state.same:
            return _("È la bozza del {when}, identica.").format(when=when)
        if copy.draft:
            return _("È la bozza del {when}: dice le stesse cose, con le parole fisse di oggi.").format(when=when)
        if self.state.same:
            return _("È il foglio del {when}, identico.").format(when=when)
        return _("È il foglio del {when}: dice le stesse cose, con le parole fisse di oggi.").format(when=when)

    def entry_words(self, entry: Entry) -> tuple[str, str]:
        """«Piano intero, versione 3 · arabo» and «24/11 10:32, Giulia Ferrero · dato a Khadija il 24/11»."""
        first = kind_words(entry.kind)
        if entry.version:
            of = _("{paper}, bozza della versione {n}") if entry.draft else _("{paper}, versione {n}")
            first = of.format(paper=first, n=entry.version)
        if entry.language and entry.language != "it":
            first = f"{first} · {_(language_name(entry.language))}"
        today = self._context.session.today()
        second = f"{numbers(entry.at.date(), today)} {hour(entry.at)} · {entry.by}".strip(" ·")
        if entry.given_to and entry.given_on:
            second += " · " + _("dato a {names} il {day}").format(
                names=entry.given_to, day=numbers(entry.given_on, today)
            )
        elif entry.given_to:
            second += " · " + _("dato a {names}").format(names=entry.given_to)
        return first, second

    def takers(self) -> list[tuple[str, str]]:
        """(words, names): who may have taken a paper home."""
        adults = list(self.state.adults)
        choices = [(_("Dato a {name}").format(name=name), name) for name in adults]
        return [*choices, (_("Dato a tutti"), ", ".join(adults))] if len(adults) > 1 else choices
