"""Erasing a family for ever: what will go, why, and the number that the person must type. No Qt."""

from collections.abc import Callable

from desk.domain.roles import May, allowed
from desk.errors import DeskError
from desk.i18n import _
from desk.office.household.erase_family import erase_family, told_goes, what_goes
from desk.ui.presenters.context import ScreenContext

Failed = Callable[[str], None]


class ErasingPresenter:
    """`show` is given the lines that say what goes and the number to type."""

    def __init__(self, context: ScreenContext) -> None:
        self._context = context

    @property
    def may(self) -> bool:
        return allowed(self._context.session.role, May.ERASE)

    def look(self, household: str, show: Callable[[tuple[str, ...], str], None]) -> None:
        session, messages = self._context.session, self._context.messages

        def failed(error: DeskError) -> None:
            messages.notify(str(error), "danger")

        self._context.run.run(
            lambda: what_goes(session, household), lambda goes: show(told_goes(goes), goes.code), failed
        )

    def erase(self, household: str, reason: str | None, code: str, failed: Failed) -> None:
        """Gone for ever; the list of families is shown. `failed` hears why not."""
        session, context = self._context.session, self._context

        def done(_changes: object) -> None:
            context.navigate.open("households")
            context.messages.notify(_("La famiglia è stata cancellata per sempre."), "success")

        context.run.run(
            lambda: erase_family(session, household, reason=reason or "", code=code),
            done,
            lambda error: failed(str(error)),
        )
