"""Decide between two values that nobody saw together. No Qt."""

from collections.abc import Callable
from typing import Any

from desk.db.changes import Changes
from desk.domain.roles import May, allowed
from desk.i18n import _
from desk.office.day_words import hour, numbers
from desk.office.reconcile import Clash, Wrote, read_clashes, settle
from desk.ui.presenters.context import ScreenContext


class ReconcilePresenter:
    """`refresh` is called when something to show has changed."""

    def __init__(self, context: ScreenContext, refresh: Callable[[], None]) -> None:
        self._context, self._refresh = context, refresh
        self.clashes: tuple[Clash, ...] = ()
        self.chosen: tuple[str, str, str] | None = None

    def show(self) -> None:
        session = self._context.session
        self._context.run.run(lambda: read_clashes(session), self._have)

    def _have(self, clashes: tuple[Clash, ...]) -> None:
        self.clashes = clashes
        if self.clash() is None:
            self.chosen = clashes[0].key if clashes else None
        self._refresh()

    def clash(self) -> Clash | None:
        """The one in front."""
        return next((each for each in self.clashes if each.key == self.chosen), None)

    def choose(self, key: tuple[str, str, str]) -> None:
        self.chosen = key
        self._refresh()

    def keep(self, place: int) -> None:
        """Keep the value at that place, from 0."""
        clash = self.clash()
        if clash is not None and 0 <= place < len(clash.values):
            self._settle(clash, clash.values[place].value)

    def write(self, text: str) -> None:
        """Neither is right: another value, for a field of words."""
        clash = self.clash()
        if clash is not None and text.strip() and self.may_write():
            self._settle(clash, text.strip())

    def may_write(self) -> bool:
        """Only words can be typed here; an answer has its own field in the interview."""
        clash = self.clash()
        return (
            clash is not None and clash.table != "answer" and all(isinstance(each.value, str) for each in clash.values)
        )

    def _settle(self, clash: Clash, value: Any) -> None:
        session = self._context.session

        def done(_changes: Changes) -> None:
            self._context.messages.notify(_("Deciso. Tutti i valori restano nella storia."), "success")
            self.show()

        self._context.run.run(lambda: settle(session, clash, value), done)

    @property
    def may_open(self) -> bool:
        return allowed(self._context.session.role, May.SEE_HOUSEHOLD)

    def open_home(self) -> None:
        clash = self.clash()
        if clash is not None and clash.home and self.may_open:
            self._context.navigate.open("household", household=clash.home)

    def when(self, wrote: Wrote) -> str:
        """«24/11, ore 10:31»."""
        today = self._context.session.today()
        return _("{day}, ore {hour}").format(day=numbers(wrote.when.date(), today), hour=hour(wrote.when))

    def on_changes(self, changes: Changes) -> None:
        self.show()
