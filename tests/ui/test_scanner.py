"""The scanner: whatever has the focus the top line takes it; each wrong scan has its line; nothing typed is lost."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desk.domain.arrival_code import code_of
from desk.domain.roles import Role
from desk.office.front.check_in import not_coming
from desk.office.front.find_family import find_family
from desk.office.front.scan import Read, take_scan
from desk.office.machine.code_key import ensure_office_key, office_key
from desk.office.session import Session
from desk.ui.presenters.burst import Burst
from desk.ui.presenters.immediate import ImmediateRunner
from desk.ui.screens.today import TodayScreen
from desk.ui.wedge import Wedge
from desk.ui.window import Window
from tests.small_office import SmallOffice, build_small_office, person

CARD = "RSSNNA85D42L219X"
UNKNOWN = "RSSMRA85T10A562S"
TODAY = date(2026, 11, 24)


@pytest.fixture
def office(session: Session) -> SmallOffice:
    made = build_small_office(session.store)
    ensure_office_key(session)
    return made


@pytest.fixture
def family(office: SmallOffice) -> str:
    home = office.family("TH-0001", "Rossi", (person("Anna", "Rossi", "1985-04-02", role="head"),))
    office.put("identifier", person=office.people(home)[0], kind="tax_code", value=CARD, canonical=CARD)
    return home


def booked(office: SmallOffice, home: str, start: str = "2026-11-24T10:00:00+00:00", state: str = "scheduled") -> str:
    return office.put("appointment", household=home, start=start, minutes=45, state=state)


@pytest.fixture
def window(office: SmallOffice, family: str, dressed: QApplication, qtbot: QtBot) -> Window:
    made = Window(office.session("chiara"), ImmediateRunner())
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    made.open("today")
    made.activateWindow()
    return made


def today(window: Window) -> TodayScreen:
    front = window.front()
    assert isinstance(front, TodayScreen)
    return front


def scan(window: QWidget, text: str) -> None:
    """As the device types: a sign every three milliseconds into whatever has the focus, Enter at the end."""
    for number, sign in enumerate(f"{text}\r"):
        target = QApplication.focusWidget() or window
        key = Qt.Key.Key_Return if sign in "\r\n" else 0
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, sign)
        event.setTimestamp(1_000_000 + 3 * number)
        QApplication.sendEvent(target, event)


def said(window: Window) -> str:
    lines = window.frame.messages.lines()
    return lines[-1].words.text() if lines else ""


def test_ten_signs_in_half_a_second_are_a_scan_and_a_hand_is_none() -> None:
    fast, slow = Burst(), Burst()
    told = [fast.feed(sign, 20 * n) for n, sign in enumerate(CARD)]
    assert told.index(True) == 9 and sum(told) == 1 and fast.scanning
    assert not any(slow.feed(sign, 90 * n) for n, sign in enumerate(CARD))
    assert not any(Burst().feed(sign, 0) for sign in "corto")
    again = Burst()
    for n, sign in enumerate("abcdef"):
        again.feed(sign, n)
    assert not any(again.feed(sign, 5_000 + n) for n, sign in enumerate("ghijk")) and again.text == "ghijk"


def test_a_card_checks_in_whatever_has_the_focus(window: Window, office: SmallOffice, family: str) -> None:
    booked(office, family)
    window.open("today")
    today(window).walk_in.setFocus()
    scan(window, f"*{CARD}*")
    assert [row.name for row in today(window).presenter.today.waiting] == ["Rossi"]
    scan(window, CARD)
    assert "è già qui" in said(window)
    assert len(today(window).presenter.today.waiting) == 1


def test_what_stood_in_a_field_stays_and_the_form_is_not_lost(window: Window, office: SmallOffice, family: str) -> None:
    screen = today(window)
    screen.open_panel()
    screen.panel.show_form(True)
    screen.panel.surname.setText("Bianchi")
    screen.panel.given.setText("Luca")
    screen.panel.given.setFocus()
    screen.panel.given.setCursorPosition(2)
    scan(window, CARD)
    assert (screen.panel.surname.text(), screen.panel.given.text()) == ("Bianchi", "Luca")
    assert screen.panel.given.cursorPosition() == 2
    assert "Stai registrando" in said(window)


def test_an_expected_family_is_checked_in_while_a_panel_is_open(
    window: Window, office: SmallOffice, family: str
) -> None:
    booked(office, family)
    window.open("today")
    screen = today(window)
    screen.open_panel()
    screen.panel.show_form(True)
    screen.panel.surname.setText("Bianchi")
    screen.panel.surname.setFocus()
    scan(window, CARD)
    assert [row.name for row in screen.presenter.today.waiting] == ["Rossi"]
    assert screen.panel.isVisible() and screen.panel.surname.text() == "Bianchi"


def test_a_known_family_that_is_not_expected_is_offered_as_walk_in(window: Window, qtbot: QtBot) -> None:
    scan(window, CARD)
    panel = today(window).panel
    assert panel.isVisible() and [each.family for each in panel.presenter.found] == ["Rossi"]
    qtbot.keyClick(panel.search, Qt.Key.Key_Return)
    assert [row.name for row in today(window).presenter.today.waiting] == ["Rossi"]


def test_a_card_that_nobody_has_fills_the_form(window: Window) -> None:
    scan(window, UNKNOWN)
    panel = today(window).panel
    assert "Nessuno in archivio" in said(window)
    assert (panel.tax_code.text(), panel.birth_date.value()) == (UNKNOWN, date(1985, 12, 10))
    assert QApplication.focusWidget() is panel.surname


def test_a_qr_of_several_lines_is_one_scan(window: Window, office: SmallOffice, family: str) -> None:
    made = booked(office, family)
    window.open("today")
    with office.store.read() as connection:
        key = office_key(connection)
    assert key
    text = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nUID:{code_of(key, made, TODAY)}\r\nEND:VCALENDAR"
    scan(window, text)
    window.finder.wedge._over()  # what the silence after the last sign does
    assert [row.name for row in today(window).presenter.today.waiting] == ["Rossi"]


def test_a_family_marked_missed_that_comes_late_is_taken(window: Window, office: SmallOffice, family: str) -> None:
    not_coming(office.session("chiara"), booked(office, family))
    window.open("today")
    scan(window, CARD)
    shown = today(window).presenter.today
    assert [row.name for row in shown.waiting] == ["Rossi"] and shown.missed == ()


def test_each_wrong_scan_has_its_own_line(office: SmallOffice, family: str) -> None:
    session = office.session("chiara")
    with office.store.read() as connection:
        key = office_key(connection)
    assert key
    past = booked(office, family, "2026-11-12T09:00:00+00:00")
    later = booked(office, family, "2026-12-12T09:00:00+00:00")
    off = booked(office, family, state="cancelled")
    good = code_of(key, past, date(2026, 11, 12))
    wanted = {
        good: (Read.OTHER_DAY, "oggi non vale più"),
        code_of(key, later, date(2026, 12, 12)): (Read.OTHER_DAY, "sabato 12 dicembre"),
        code_of(key, off, TODAY): (Read.OTHER_DAY, "disdetto o spostato"),
        code_of(key, "erased", TODAY): (Read.GONE, "non c'è più"),
        code_of(bytes(32), past, TODAY): (Read.OTHER_OFFICE, "altro ufficio"),
        good[:-1] + ("A" if good[-1] != "A" else "B"): (Read.FORGED, "non è stato fatto da noi"),
        UNKNOWN: (Read.UNKNOWN_CARD, "Nessuno in archivio"),
        UNKNOWN[:-1] + "A": (Read.BAD_CARD, "non è stata letta bene"),
        "8008|@@#~*" * 40: (Read.NOTHING, ""),
        "TH-0001": (Read.FAMILY, ""),
    }
    for text, (read, words) in wanted.items():
        taken = take_scan(session, text)
        assert (taken.read, words in taken.says) == (read, True), text


def test_garbage_is_told_and_opens_nothing(window: Window) -> None:
    before = window.current
    scan(window, "\\x!§$%&/()=?" * 9)
    window.finder.wedge._over()
    assert "non dice nulla" in said(window) and window.current == before


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_fields_get_back_what_they_had(qtbot: QtBot, dressed: QApplication, kind: type[QWidget]) -> None:
    field = kind()
    qtbot.addWidget(field)
    text = "già scritto"
    field.setText(text) if isinstance(field, QLineEdit) else field.setPlainText(text)  # type: ignore[attr-defined]
    field.show()
    field.activateWindow()
    field.setFocus()
    wedge, heard = Wedge(field), []
    wedge.scanned.connect(heard.append)
    scan(field, CARD)
    assert heard == [CARD]
    assert (field.text() if isinstance(field, QLineEdit) else field.toPlainText()) == text  # type: ignore[attr-defined]


@pytest.mark.parametrize("typed", ["mohamed hassan", "hassan muhamad", "Mohammed Hassan", "muhammad hàssan"])
def test_a_name_is_found_however_it_is_written(office: SmallOffice, typed: str) -> None:
    office.family("TH-0002", "Hassan", (person("Muhammad", "Hassan", "1980-01-01", role="head"),))
    assert [each.family for each in find_family(office.session("chiara"), typed).people][:1] == ["Hassan"]


def test_enter_opens_who_is_typed_not_who_was_listed_a_moment_before(
    window: Window, office: SmallOffice, family: str
) -> None:
    other = office.family("TH-0002", "Rosa", (person("Bruno", "Rosa", "1979-01-02", "M", "head"),))
    search = window.frame.search
    search.setText("ros")
    window.finder._ask()  # what the pause after the last sign does
    listed = window.finder.list.item(0).data(Qt.ItemDataRole.UserRole)
    wanted, name = (family, "rossi") if listed == other else (other, "rosa bru")
    search.setText(name)  # and Enter before the list has followed
    search.returnPressed.emit()
    assert window.current == "household" and window.front().presenter.household == wanted


def test_enter_opens_who_is_chosen_in_the_list(window: Window, office: SmallOffice, family: str) -> None:
    other = office.family("TH-0002", "Rosa", (person("Bruno", "Rosa", "1979-01-02", "M", "head"),))
    window.frame.search.setText("ros")
    window.finder._ask()
    window.finder.list.setCurrentRow(1)
    chosen = window.finder.list.item(1).data(Qt.ItemDataRole.UserRole)
    window.frame.search.returnPressed.emit()
    assert chosen in (family, other) and window.front().presenter.household == chosen


def test_who_may_open_no_family_reads_why(
    office: SmallOffice, family: str, dressed: QApplication, qtbot: QtBot
) -> None:
    window = Window(replace(office.session("chiara"), role=Role.ADMINISTRATOR), ImmediateRunner())
    qtbot.addWidget(window)
    window.show()
    window.open("today")
    window.frame.search.setText("Anna Rossi")
    window.frame.search.returnPressed.emit()
    assert window.current == "today" and "Con il ruolo che hai non puoi farlo" in said(window)


def test_ctrl_z_takes_back_the_newest_of_several_lines(window: Window, qtbot: QtBot) -> None:
    back: list[str] = []
    for what in ("first", "second", "third"):
        window.messages.notify(what, "success", partial(back.append, what))
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: back == ["third"])
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: back == ["third", "second"])


def test_ctrl_z_on_a_page_with_an_undo_of_its_own_is_the_pages(
    window: Window, office: SmallOffice, family: str, qtbot: QtBot
) -> None:
    booked(office, family)
    screen, back = today(window), list[str]()
    screen.show_facts()
    scan(window, CARD)
    assert [row.name for row in screen.presenter.today.waiting] == ["Rossi"]
    window.messages.notify("elsewhere", "success", partial(back.append, "elsewhere"))
    place = next(each for each in screen.findChildren(QAbstractItemView) if each.isVisible())
    place.setFocus()
    qtbot.keyClick(place, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert screen.presenter.today.waiting == () and back == []
