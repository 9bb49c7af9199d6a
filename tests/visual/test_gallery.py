"""The components photographed in both directions and at both ends of the text scale; no word is cut."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desk.ui.frame import Frame
from desk.ui.gallery import Gallery
from desk.ui.signin import SignIn, show_sign_in
from desk.ui.widgets.painted import Painted
from desk.ui.widgets.rail import RailEntry
from tests.dressing import dress_all

DIRECTIONS = {"ltr": Qt.LayoutDirection.LeftToRight, "rtl": Qt.LayoutDirection.RightToLeft}
SCALES = (1.0, 2.0)
RAIL = (
    RailEntry("today", "Oggi", "today"),
    RailEntry("households", "Famiglie", "households"),
    RailEntry("agenda", "Agenda", "agenda"),
    RailEntry("journey", "Percorso", "journey"),
    RailEntry("reports", "Rapporti", "reports"),
    RailEntry("administration", "Amministrazione", "administration"),
)


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    folder = Path(os.environ.get("DESK_PICTURES") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(autouse=True)
def scale_back(qapp: QApplication) -> object:
    yield
    dress_all(qapp)


def cut(window: QWidget) -> list[str]:
    """What shows fewer pixels than its words need."""
    found = []
    for part in (*window.findChildren(QLabel), *window.findChildren(QAbstractButton)):
        if not part.isVisibleTo(window) or not part.text() or part.objectName().startswith("qt_"):
            continue
        wrapped = isinstance(part, QLabel) and part.wordWrap()
        need = part.minimumSizeHint() if isinstance(part, Painted) else part.sizeHint()
        high = part.heightForWidth(part.width()) if wrapped else need.height()
        if part.height() < high or (not wrapped and part.width() < need.width()):
            found.append(f"{type(part).__name__} «{part.text()}» {part.size()} needs {need} {high}")
    return found


def photograph(window: QWidget, path: Path, app: QApplication) -> None:
    app.processEvents()
    app.processEvents()
    assert window.grab().save(str(path))


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("direction", DIRECTIONS)
def test_gallery(qtbot: QtBot, qapp: QApplication, pictures: Path, direction: str, scale: float) -> None:
    dress_all(qapp, scale)
    gallery = Gallery()
    qtbot.addWidget(gallery)
    gallery.setLayoutDirection(DIRECTIONS[direction])
    gallery.resize(round(1440 * scale), round(1700 * scale))
    gallery.show()
    photograph(gallery.sheet, pictures / f"gallery-{direction}-{scale:.0%}.png", qapp)
    assert not cut(gallery.sheet)


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("direction", DIRECTIONS)
def test_frame(qtbot: QtBot, qapp: QApplication, pictures: Path, direction: str, scale: float) -> None:
    dress_all(qapp, scale)
    frame = Frame(RAIL, "Polo di Barriera di Milano")
    qtbot.addWidget(frame)
    frame.setLayoutDirection(DIRECTIONS[direction])
    frame.set_user("Chiara Musso", "Sportello")
    frame.set_sync("saved", "Salvato qui · inviato 10:32")
    frame.show_page(QWidget(), "today")
    frame.messages.notify("Popescu: arrivo segnato", "success", lambda: None)
    frame.resize(1440 if scale == 1 else 1920, 900 if scale == 1 else 1200)
    frame.show()
    photograph(frame, pictures / f"frame-{direction}-{scale:.0%}.png", qapp)
    assert not cut(frame)


@pytest.mark.parametrize("scale", SCALES)
def test_sign_in(qtbot: QtBot, qapp: QApplication, pictures: Path, scale: float) -> None:
    dress_all(qapp, scale)
    window: SignIn = show_sign_in("Polo di Barriera di Milano")
    qtbot.addWidget(window)
    window.fail("Nome o password non giusti: riprova, oppure chiedi all’amministratore una password nuova.")
    photograph(window, pictures / f"sign-in-{scale:.0%}.png", qapp)
    assert not cut(window)
