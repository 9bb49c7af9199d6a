"""Letters of an interview, kept on this machine as they are typed, before there is an answer to save. No Qt."""

from collections.abc import Callable

from desk.domain.interview import Key
from desk.errors import DeskError
from desk.office.machine.drafts import keep_draft
from desk.ui.presenters.context import ScreenContext


class InterviewLetters:
    """Of one family; `refused`: told why a letter could not be kept."""

    def __init__(self, context: ScreenContext, household: str, refused: Callable[[DeskError], None]) -> None:
        self._context, self._household, self._refuse = context, household, refused
        self._waiting: dict[tuple[Key, str], str] = {}
        self._settling = self._more = False

    def keep(self, key: Key, text: str, place: str) -> None:
        """At once, so that a power cut costs no more than that letter; of what waits only the last of each field."""
        self._waiting[key, place] = text
        self._context.run.run(self._write, self._kept)

    def _write(self) -> None:
        while self._waiting:
            (key, place), words = self._waiting.popitem()
            keep_draft(self._context.session, self._household, key, words, place)

    def _kept(self, _none: object) -> None:
        """One wait for the disk at a time; what came meanwhile may have missed it, and gets one more."""
        self._more = self._settling
        if not self._settling:
            self._settling = True
            self._context.run.look(self._context.session.store.settle, self._settled, self._refused)

    def _settled(self, _none: object) -> None:
        self._settling = False
        if self._more:
            self._kept(None)

    def _refused(self, error: DeskError) -> None:
        self._settling = self._more = False
        self._refuse(error)
