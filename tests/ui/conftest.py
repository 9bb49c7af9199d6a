"""Screens under test: the theme on the application, a context that works at once."""

import pytest
from PySide6.QtWidgets import QApplication

from desk.office.session import Session
from desk.ui.presenters.context import ScreenContext
from desk.ui.theme.sheet import apply
from tests.screen_parts import context_of


@pytest.fixture
def dressed(qapp: QApplication) -> QApplication:
    apply(qapp)
    return qapp


@pytest.fixture
def context(session: Session, dressed: QApplication) -> ScreenContext:
    return context_of(session)
