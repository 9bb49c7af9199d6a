"""Letters of an interview on their way to the disk."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from desk.ui.presenters.interview_letters import InterviewLetters


class Later:
    """A runner whose looks end when the test says so."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[Any], None]] = []

    def run(self, work: Callable[[], None], done: Callable[[Any], None]) -> None:
        work()
        done(None)

    def look(self, work: Callable[[], None], done: Callable[[Any], None], _failed: object) -> None:
        work()
        self.waiting.append(done)


def test_a_letter_typed_while_the_disk_is_waited_for_is_waited_for_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desk.ui.presenters.interview_letters.keep_draft", lambda *_words: None)
    run, reached = Later(), []
    store = SimpleNamespace(settle=lambda: reached.append("disk"))
    context: Any = SimpleNamespace(run=run, session=SimpleNamespace(store=store))
    letters = InterviewLetters(context, "home", lambda _error: None)
    for text in ("S", "Sa", "Sam"):
        letters.keep(("networks.trusted", None), text, "")
    assert reached == ["disk"]
    run.waiting.pop()(None)
    assert reached == ["disk", "disk"]
    run.waiting.pop()(None)
    assert (reached, run.waiting) == (["disk", "disk"], [])
