"""Deciding what imports left open: equals side by side, one key an answer, undo beside what was decided."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.office.enrolment.import_list import import_list
from desk.office.enrolment.writer import FAMILY_TWICE, NAMESAKE, TAX_CODE
from desk.office.session import Session
from desk.ui.screens.reviews import ReviewsScreen
from desk.ui.widgets.buttons import Button
from tests.screen_parts import Gone, Said, context_of, cut_off, nameless, photograph
from tests.small_office import build_small_office

HEAD = "protocollo;ruolo;cognome;nome;data_nascita;codice_fiscale;telefono;indirizzo"
LIST = f"""{HEAD}
P-1;richiedente;Rossi;Maria;24/06/1990;RSSMRA90H64L219T;333 1234567;Via Nizza 3
P-1;coniuge;Bianchi;Luca;02/04/1988;;333 1234567;Via Nizza 3
P-2;richiedente;ROSSI;MARIA;24/06/1990;RSSMRA90H64L219T;333 1234567;Via Nizza 3
P-2;coniuge;Bianchi;Luca;02/04/1988;;333 1234567;Via Nizza 3
P-3;richiedente;Verdi;Anna;01/01/1960;;;Via Cigna 1
P-3;altro;Verdi;Ugo;01/01/1958;;;Via Cigna 1
P-3;figlio;Bianchi;Luca;02/04/1988;;;Via Cigna 1
P-5;richiedente;Gallo;Rita;24/06/1990;RSSMRA85T10A562T;;
"""


@pytest.fixture
def session(session: Session, tmp_path: Path) -> Session:
    signed_in = build_small_office(session.store).session("carla")
    path = tmp_path / "list.csv"
    path.write_text(LIST, encoding="utf-8")
    import_list(signed_in, path)
    return signed_in


@pytest.fixture
def screen(session: Session, dressed: QApplication, qtbot: QtBot) -> ReviewsScreen:
    made = ReviewsScreen(context_of(session))
    qtbot.addWidget(made)
    made.resize(1240, 800)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.show_facts()
    return made


def choose(screen: ReviewsScreen, kind: str) -> None:
    screen.presenter.choose(next(case.id for case in screen.presenter.cases if case.kind == kind))


def test_both_records_stand_side_by_side_and_no_answer_is_the_default(screen: ReviewsScreen) -> None:
    choose(screen, FAMILY_TWICE)
    assert screen.title.text() == "È la stessa famiglia, con due domande?"
    assert "lo stesso codice fiscale per 1 persona su 2" in screen.evidence.second.text().lower()
    assert len({answer.height() for answer in screen.answers}) == 1
    assert not any(answer.isDefault() or answer.property("kind") == "primary" for answer in screen.answers)
    assert nameless(screen) == [] and cut_off(screen) == []


def test_a_key_decides_and_the_list_takes_it_back(screen: ReviewsScreen, qtbot: QtBot, session: Session) -> None:
    choose(screen, FAMILY_TWICE)
    before = len(screen.presenter.cases)
    qtbot.keyClick(screen.list.view, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: len(screen.presenter.cases) == before - 1)
    messages = screen.presenter._context.messages
    assert isinstance(messages, Said) and messages.lines[-1] == ("Rossi: È la stessa famiglia.", "success")
    (undo,) = [each for each in screen.list.findChildren(Button) if each.text() == "Annulla"]
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert len(screen.presenter.cases) == before
    assert screen.presenter.case() is not None and screen.presenter.case().kind == FAMILY_TWICE  # type: ignore[union-attr]
    assert screen.presenter.decided == ()


def test_escape_goes_on_and_decides_nothing(screen: ReviewsScreen, qtbot: QtBot) -> None:
    first = screen.presenter.chosen
    qtbot.keyClick(screen.list.view, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: screen.presenter.chosen != first)
    assert len(screen.presenter.cases) == 3


def test_a_wrong_code_is_said_in_place(screen: ReviewsScreen, qtbot: QtBot) -> None:
    choose(screen, TAX_CODE)
    qtbot.keyClicks(screen.code, "RSSMRA85T10A562T")
    qtbot.keyClick(screen.code, Qt.Key.Key_Return)
    assert screen.fault.isVisible() and "codice fiscale non è giusto" in screen.fault.fact.text()
    screen.code.setText("RSSMRA85T10A562S")
    qtbot.keyClick(screen.code, Qt.Key.Key_Return)
    assert not screen.fault.isVisible()
    assert TAX_CODE not in {case.kind for case in screen.presenter.cases}


def test_with_nothing_left_it_says_so(screen: ReviewsScreen) -> None:
    while screen.presenter.cases:
        screen.presenter.answer(len(screen.presenter.case().choices) - 1)  # type: ignore[union-attr]
    assert screen.nothing.isVisible() and not screen.foot.isVisible()
    assert len(screen.presenter.decided) == 3


def test_the_family_can_be_opened(screen: ReviewsScreen) -> None:
    choose(screen, FAMILY_TWICE)
    screen.crumbs.chosen.emit(screen.presenter.cases[0].here.id)
    gone = screen.presenter._context.navigate
    assert isinstance(gone, Gone) and gone.places[-1][0] == "household"


@pytest.mark.parametrize(("size", "scale"), [((1240, 800), 1.0), ((920, 640), 1.0), ((1336, 836), 2.0)])
@pytest.mark.parametrize("kind", [FAMILY_TWICE, NAMESAKE, TAX_CODE])
def test_nothing_is_cut(screen: ReviewsScreen, kind: str, size: tuple[int, int], scale: float) -> None:
    choose(screen, kind)
    photograph(screen, f"reviews-{kind}-{size[0]}-{scale:g}", size, scale)
    assert nameless(screen) == []
