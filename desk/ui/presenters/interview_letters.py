"""Letters of an interview, kept on this machine as they are typed, before there is an answer to save. No Qt."""

from collections.abc import Callable
from functools import partial

from desk.domain.interview import Key
from desk.errors import DeskError
from desk.office.machine.drafts import keep_draft
from desk.ui.presenters.context import ScreenContext


class InterviewLetters:
    """Of one family; `refused`: told why a letter could not be kept."""

    def __init__(self, context: ScreenContext, household: str, refused: Callable[[DeskError], None]) -> None:
        self._context, self._household, self._refuse = context, household, refused
        self._waiting: dict[tuple[Key, str], tuple[str | None, int]] = {}
        self._answers = 0
        self._settling = self._more = False

    def keep(self, key: Key, text: str | None, place: str) -> None:
        """At once, so that a kill costs no more than that letter; of what waits only the last of each field. None: the
        field stands again as it is saved."""
        self._waiting[key, place] = text, self._answers
        self._context.run.run(partial(self._write, key, place, self._answers), self._kept)

    def answered(self) -> None:
        """An answer is on its way that will forget what is kept of its field."""
        self._answers += 1

    def _write(self, key: Key, place: str, answers: int) -> None:
        """What came after an answer that is still on its way is written now, and once more when that is saved."""
        last = self._waiting.pop((key, place), None)
        if last is None:
            return
        text, came = last
        if came != answers:
            self._waiting.setdefault((key, place), last)
        keep_draft(self._context.session, self._household, key, text, place)

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
