"""What every screen is handed: who works, how to run, where to speak, how to go elsewhere. No Qt."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:  # the sign-in window must not wait for the store's imports
    from desk.office.session import Session
    from desk.ui.presenters.running import Run

Kind = Literal["info", "success", "warning", "danger"]


class Messages(Protocol):
    """The one door for words to the person: a line in place, never a dialog."""

    def notify(self, text: str, kind: Kind = "info", undo: Callable[[], None] | None = None) -> None: ...


class Navigate(Protocol):
    """Goes to a screen by its name in `desk.ui.screens.SCREENS`."""

    def open(self, screen: str, **facts: str) -> None:
        """`facts` name what to show: household="…", visit="…"."""

    def front(self) -> Any:
        """The screen in front, or None."""

    def send_now(self) -> None:
        """A round with the server, without waiting for the next one."""


@dataclass(frozen=True)
class ScreenContext:
    """Handed to each screen when it is built."""

    session: "Session"
    run: "Run"
    messages: Messages
    navigate: Navigate
