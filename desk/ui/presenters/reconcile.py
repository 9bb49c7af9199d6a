"""Decide between two values that nobody saw together. No Qt."""

from collections.abc import Callable
from typing import Any

from desk.db.changes import Changes
from desk.domain.roles import May, allowed
from desk.errors import BadInput, DeskError
from desk.i18n import _
from desk.office.day_words import hour, numbers
from desk.office.machine.keep_both import Both, both_of, joined, settle_both, stored_as, takes_words
from desk.office.machine.own_value import keep_own_value, own_values, place_of
from desk.office.machine.reconcile import (
    Clash,
    Settled,
    Wrote,
    read_clashes,
    settle,
    settle_by_latest,
    settled_today,
    take_back,
)
from desk.office.session import Session
from desk.ui.presenters.context import ScreenContext

Key = tuple[str, str, str]
Found = tuple[tuple[Clash, ...], tuple[Settled, ...], dict[str, str]]
LONG, MOST, PLATE = 24, 160, 11
"""Letters of a value that a button, a sentence or a plate of the list takes."""


def short(words: str, most: int = LONG) -> str:
    """One line of it."""
    flat = " ".join(words.split())
    return flat if len(flat) <= most else f"{flat[: most - 1]}…"


class ReconcilePresenter:
    """`refresh` is called when something to show has changed."""

    def __init__(self, context: ScreenContext, refresh: Callable[[], None]) -> None:
        self._context, self._refresh = context, refresh
        self.clashes: tuple[Clash, ...] = ()
        self.settled: tuple[Settled, ...] = ()
        self.chosen: Key | None = None
        self.read = False
        self._mine = False
        """What goes from the list was decided here."""
        self.decided_elsewhere: Clash | None = None
        """What was in front, and a colleague has decided meanwhile."""
        self._back_in_front: frozenset[Key] = frozenset()
        self._left: dict[str, str] = {}
        """What was being typed for each question when this page was closed, or the window locked."""

    @property
    def session(self) -> Session:
        return self._context.session

    def show(self) -> None:
        self._context.run.run(self._read, self._have)

    def _read(self) -> Found:
        session = self._context.session
        clashes = read_clashes(session)
        return clashes, settled_today(session), own_values(session, clashes)

    def _have(self, found: Found) -> None:
        place, front = self._place(), self.clash()
        self.clashes, self.settled, typed = found
        if not self.read:
            self._left = typed
        self.read = True
        again = next((each for each in self.clashes if each.key in self._back_in_front), None)
        if again is not None:
            self.chosen = again.key
        self.decided_elsewhere = None if self._mine or self.clash() is not None else front
        self._mine, self._back_in_front = False, frozenset()
        if self.clash() is None:
            at = min(place, len(self.clashes) - 1)
            self.chosen = self.clashes[at].key if self.clashes else None
        self._refresh()

    def tell_decided(self, clash: Clash, typed: str) -> None:
        """The next question has come in front: nobody must take it for the one before."""
        what = " · ".join(filter(None, (clash.family or clash.about, clash.what)))
        said = _("{what}: un collega ha già deciso. Ora davanti c’è un’altra domanda.").format(what=what)
        if not self.clashes:
            said = _("{what}: un collega ha già deciso.").format(what=what)
        if typed:
            said = " ".join((said, _("Stavi scrivendo «{words}».").format(words=typed)))
        self._context.messages.notify(said, "warning")

    def clash(self) -> Clash | None:
        """The one in front."""
        return next((each for each in self.clashes if each.key == self.chosen), None)

    def _place(self) -> int:
        return next((place for place, each in enumerate(self.clashes) if each.key == self.chosen), 0)

    def choose(self, key: Key) -> None:
        if key != self.chosen:
            self.chosen = key
            self._refresh()

    def later(self) -> None:
        """Nothing is decided: on to the next one, in turn."""
        if self.clashes:
            self.choose(self.clashes[(self._place() + 1) % len(self.clashes)].key)

    def keep(self, place: int) -> None:
        """Keep the value at that place, from 0."""
        clash = self.clash()
        if clash is not None and 0 <= place < len(clash.values):
            self._settle(clash, clash.values[place].value)

    def write(self, text: str) -> None:
        """Neither is right: another value, for a field of words."""
        clash = self.clash()
        if clash is None or not text.strip() or not self.may_write():
            return
        try:
            value = stored_as(clash, text.strip(), self._context.session.today())
        except BadInput as error:
            self._context.messages.notify(str(error), "warning")
            return
        self._settle(clash, value)

    def typing(self, text: str) -> None:
        """Each letter is kept, so that neither a locked window nor a power cut costs what is being written."""
        clash, session = self.clash(), self._context.session
        if clash is not None:
            self._context.run.run(lambda: keep_own_value(session, clash, text))

    def take_left(self, clash: Clash) -> str:
        """What was left half written, once."""
        return self._left.pop(place_of(clash), "")

    def may_write(self) -> bool:
        """Words, and an answer's amount, number, day or hour; a choice has its own field in the interview."""
        clash = self.clash()
        return clash is not None and takes_words(clash)

    def both(self) -> Both:
        """How both values can stay, if they can."""
        clash = self.clash()
        return both_of(clash) if clash is not None else ""

    def keep_both(self) -> None:
        clash = self.clash()
        if clash is not None and both_of(clash):
            session = self._context.session
            self._context.run.run(lambda: settle_both(session, clash), self._done, self._failed)

    def what_changes(self) -> str:
        """What each choice does to what everybody sees now."""
        clash = self.clash()
        if clash is None:
            return ""
        shown = short(clash.values[0].words)
        said = [_("Se tieni {value} resta quello che si vede ora.").format(value=shown)]
        said += [
            _("Se tieni {value} lo si vedrà ovunque al posto di {shown}.").format(value=short(each.words), shown=shown)
            for each in clash.values[1:]
        ]
        if both_of(clash) == "words":
            said.append(_("Se li tieni tutti e due si leggerà: {words}.").format(words=short(joined(clash), MOST)))
        elif both_of(clash):
            said.append(_("Se li tieni tutti e due il secondo diventa una registrazione sua."))
        return " ".join(said)

    def colleagues(self) -> tuple[Wrote, ...]:
        """Who else wrote a value and can be asked: each once."""
        clash, mine = self.clash(), self._context.session.staff
        wrote = clash.values if clash is not None else ()
        return tuple({each.staff: each for each in wrote if each.staff not in ("", mine)}.values())

    def call(self, colleague: Wrote) -> None:
        """How to reach who wrote it; the question stays where it is."""
        where = _("La domanda resta qui finché decidete.")
        said = (
            _("{who}: {phone}, {machine}. {stays}")
            if colleague.phone
            else _("Di {who} non c'è un numero: ha scritto da {machine}. {stays}")
        )
        self._context.messages.notify(
            said.format(who=colleague.who, phone=colleague.phone, machine=colleague.machine, stays=where)
        )

    def alike(self) -> tuple[Clash, ...]:
        """What waits in the same family, the one in front too."""
        clash = self.clash()
        return tuple(each for each in self.clashes if clash is not None and each.home == clash.home)

    def keep_latest(self, clashes: tuple[Clash, ...]) -> None:
        """The value written last, for each of these."""
        session = self._context.session
        self._context.run.run(lambda: settle_by_latest(session, clashes), self._done, self._failed)

    def _settle(self, clash: Clash, value: Any) -> None:
        session = self._context.session
        self._context.run.run(lambda: settle(session, clash, value), self._done, self._failed)

    def _done(self, changes: Changes) -> None:
        def undo() -> None:
            self._context.run.run(lambda: self._undo_batch(changes.batch), self._back)

        said = _("Deciso. Tutti i valori restano nella storia.")
        self._mine = True
        self._context.messages.notify(said, "success", undo if changes.batch else None)
        self._context.run.run(self._read, self._have)

    def _undo_batch(self, batch: str) -> Changes:
        session = self._context.session
        found = next((each for each in settled_today(session) if each.batch == batch), None)
        if found is None:
            raise DeskError(_("Il dato è cambiato di nuovo: la decisione non si può più annullare."))
        return take_back(session, found)

    def take_back(self, settled: Settled) -> None:
        session = self._context.session
        self._context.run.run(lambda: take_back(session, settled), self._back, self._failed)

    def _back(self, changes: Changes) -> None:
        """The values wait again: the first of them comes in front."""
        written = [(each, each.values()) for each in changes.entries if each.op == "put"]
        self._back_in_front = frozenset((each.table, each.row, name) for each, values in written for name in values)
        self.show()

    def _failed(self, error: DeskError) -> None:
        self._context.messages.notify(str(error), "danger")
        self.show()

    @property
    def may_open(self) -> bool:
        return allowed(self._context.session.role, May.SEE_HOUSEHOLD)

    def open_home(self) -> None:
        clash = self.clash()
        if clash is not None and clash.home and self.may_open:
            self._context.navigate.open("household", household=clash.home)

    def open_story(self) -> None:
        """The family's history: every value that there ever was."""
        clash = self.clash()
        if clash is not None and clash.home and self.may_open:
            self._context.navigate.open("household", household=clash.home, tab="history")

    def may_ask(self) -> bool:
        """An answer can be asked again, in the interview."""
        clash = self.clash()
        return clash is not None and clash.table == "answer" and allowed(self._context.session.role, May.INTERVIEW)

    def ask(self) -> None:
        clash = self.clash()
        if clash is not None and clash.home:
            self._context.navigate.open("interview", household=clash.home)

    @staticmethod
    def place(clash: Clash) -> str:
        """«Persona: Youssef El Amrani / data di nascita»."""
        known = clash.about.endswith(f": {clash.what}")
        return clash.about if known else " / ".join(filter(None, (clash.about, clash.what)))

    def listed(self, clash: Clash) -> str:
        """«Data di nascita · Youssef El Amrani»: what, and of whom or of which record."""
        record, _colon, name = clash.about.partition(": ")
        whose = name or ("" if clash.table in ("household", "answer") else record)
        if name == clash.what:  # an answer is known by its question
            return name[:1].upper() + name[1:]
        return " · ".join(filter(None, (clash.what[:1].upper() + clash.what[1:], whose if clash.family else name)))

    def against(self, clash: Clash) -> tuple[str, ...]:
        """«… 0187» and «… 0178»: where long values begin alike, what tells them apart."""
        told = [each.words.split() for each in clash.values]
        alike = 0
        if max(len(each.words) for each in clash.values) > PLATE:
            while all(len(words) > alike + 1 and words[alike] == told[0][alike] for words in told):
                alike += 1
        return tuple(" ".join(["…", *words[alike:]] if alike else words) for words in told)

    def hour(self, clash: Clash) -> str:
        """When the later of the two was written, short: the hour today, else the day."""
        written, today = clash.values[0].when, self._context.session.today()
        return hour(written) if written.date() == today else numbers(written.date(), today)

    def when(self, wrote: Wrote) -> str:
        """«oggi 24/11, ore 10:31»."""
        today = self._context.session.today()
        day = numbers(wrote.when.date(), today)
        words = _("oggi {day}, ore {hour}") if wrote.when.date() == today else _("{day}, ore {hour}")
        return words.format(day=day, hour=hour(wrote.when))

    def on_changes(self, changes: Changes) -> None:
        self.show()
