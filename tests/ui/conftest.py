"""Screens under test: the theme on the application, a context that works at once; no thread is left behind."""

from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from desk.office.session import Session
from desk.ui.presenters.context import ScreenContext
from tests.dressing import dress_all
from tests.screen_parts import context_of
from tests.ui.leaks import threads


@pytest.fixture(autouse=True)
def no_thread_is_left() -> Iterator[None]:
    """Set up first, so that it looks when all other fixtures of the test have gone."""
    before = threads()
    yield
    left = sorted((Counter(threads()) - Counter(before)).elements())
    assert not left, f"threads left running: {left}"


@pytest.fixture
def dressed(qapp: QApplication) -> QApplication:
    """Also takes away what earlier tests left: no loop runs between tests to do it, and all would be dressed again."""
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    dress_all(qapp)
    return qapp


@pytest.fixture
def context(session: Session, dressed: QApplication) -> ScreenContext:
    return context_of(session)
