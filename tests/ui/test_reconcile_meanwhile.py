"""While somebody decides the office goes on: news never takes a word, a key or the question from under the hand."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desk.db.changes import Changes
from desk.db.store import Store
from desk.office.interview.answers import answer_id
from desk.office.machine.drafts import waiting_drafts
from desk.office.machine.reconcile import settle
from desk.ui.screens.reconcile import ReconcileScreen
from desk.ui.widgets.buttons import Button
from tests.elsewhere import seen_of, write_elsewhere
from tests.screen_parts import Said, context_of
from tests.small_office import SmallOffice, build_small_office


@pytest.fixture
def office(new_store: Callable[[str], Store]) -> SmallOffice:
    return build_small_office(new_store("here"))


def contest(office: SmallOffice, code: str, name: str, question: str = "") -> str:
    """A family with two values of its name, or of an answer. Gives the row."""
    home = office.family(code, name)
    row, table = (answer_id(home, question), "answer") if question else (home, "household")
    facts = {"household": home, "question": question, "status": "said"} if question else {}
    mine, his = (
        ({"value": "376000"}, {"value": "423000"}) if question else ({"name": f"{name} A"}, {"name": f"{name} B"})
    )
    with office.store.write(office.staff["giulia"]) as unit:
        unit.put(table, row, **facts)
    seen = seen_of(office.store, table, row)
    with office.store.write(office.staff["giulia"]) as unit:
        unit.put(table, row, **mine)
    write_elsewhere(office.store, office.staff["paolo"], table, row, seen, **his)
    return row


@pytest.fixture
def screen(office: SmallOffice, dressed: QApplication, qtbot: QtBot) -> ReconcileScreen:
    contest(office, "TH-0001", "El Amrani", "housing.arrears")
    contest(office, "TH-0002", "Diallo")
    made = ReconcileScreen(context_of(office.session()))
    qtbot.addWidget(made)
    made.resize(1240, 760)
    made.show()
    made.show_facts()
    made.presenter.choose(next(each.key for each in made.presenter.clashes if each.table == "answer"))
    qtbot.waitUntil(lambda: all(keep.isVisible() for keep in made.keep_buttons))
    return made


def test_what_is_being_written_stays_while_news_arrives(
    screen: ReconcileScreen, office: SmallOffice, qtbot: QtBot
) -> None:
    screen.other.setFocus()
    qtbot.keyClicks(screen.other, "4.1")
    cards = list(screen.keep_buttons)
    contest(office, "TH-0003", "Osagie")
    screen.on_changes(Changes())
    assert len(screen.presenter.clashes) == 3
    assert screen.other.text() == "4.1" and screen.focusWidget() is screen.other and screen.keep_buttons == cards
    screen.presenter.later()
    assert screen.other.text() == ""
    screen.presenter.choose(next(each.key for each in screen.presenter.clashes if each.table == "answer"))
    assert screen.other.text() == "4.1"


def test_the_key_in_hand_stays_when_a_third_value_arrives(
    screen: ReconcileScreen, office: SmallOffice, qtbot: QtBot
) -> None:
    clash = screen.presenter.clash()
    assert clash is not None
    screen.keep_buttons[1].setFocus()
    write_elsewhere(office.store, office.staff["chiara"], "answer", clash.row, {}, value="399000", minutes_ago=30)
    screen.on_changes(Changes())
    assert len(screen.keep_buttons) == 3 and screen.focusWidget() is screen.keep_buttons[1]


def test_a_question_that_a_colleague_decided_is_told_and_takes_no_word_of_the_next(
    screen: ReconcileScreen, office: SmallOffice, qtbot: QtBot
) -> None:
    clash = screen.presenter.clash()
    assert clash is not None
    screen.other.setFocus()
    qtbot.keyClicks(screen.other, "4.1")
    settle(office.session("paolo"), clash, "423000")
    screen.on_changes(Changes())
    messages = screen.presenter._context.messages
    assert isinstance(messages, Said)
    ((words, kind),) = messages.lines
    assert kind == "warning" and "El Amrani" in words and "un collega ha già deciso" in words and "«4.1»" in words
    assert screen.presenter.clash() != clash and screen.other.text() == "" and screen.focusWidget() is screen.list.view


def test_enter_on_a_value_never_decides_the_next_question_too(screen: ReconcileScreen, qtbot: QtBot) -> None:
    before = len(screen.presenter.clashes)
    screen.keep_buttons[0].setFocus()
    qtbot.keyClick(screen.keep_buttons[0], Qt.Key.Key_Space)
    assert len(screen.presenter.clashes) == before - 1
    assert screen.focusWidget() is screen.list.view


def test_the_undo_in_hand_stays_while_news_arrives(screen: ReconcileScreen, office: SmallOffice, qtbot: QtBot) -> None:
    screen.presenter.keep(0)
    (undo,) = [each for each in screen.list.findChildren(Button) if each.text() == "Annulla"]
    undo.setFocus()
    contest(office, "TH-0003", "Osagie")
    screen.on_changes(Changes())
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert len(screen.presenter.clashes) == 2 and isValid(undo) and screen.focusWidget() is undo


def opened(office: SmallOffice, who: str, qtbot: QtBot) -> ReconcileScreen:
    """Signed in again: a page of their own, at the answer."""
    made = ReconcileScreen(context_of(office.session(who)))
    qtbot.addWidget(made)
    made.show_facts()
    made.presenter.choose(next(each.key for each in made.presenter.clashes if each.table == "answer"))
    return made


def test_what_is_being_written_is_there_again_after_the_window_was_locked(
    screen: ReconcileScreen, office: SmallOffice, qtbot: QtBot
) -> None:
    clash = screen.presenter.clash()
    assert clash is not None
    qtbot.keyClicks(screen.other, "4.1")
    screen.hide()
    with office.store.read() as connection:
        assert waiting_drafts(connection, clash.home) == 0, "it is no part of an interview"
    assert opened(office, "paolo", qtbot).other.text() == "", "a colleague's words are their own"
    again = opened(office, "giulia", qtbot)
    assert again.other.text() == "4.1"
    qtbot.keyClicks(again.other, "00")
    again.write.click()
    with office.store.read() as connection:
        assert connection.exec_driver_sql("SELECT value FROM answer WHERE id = ?", (clash.row,)).scalar() == "410000"
        assert connection.exec_driver_sql("SELECT count(*) FROM draft").scalar() == 0
