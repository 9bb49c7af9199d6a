"""The kit by keyboard, by name and by size, and the runner's threads."""

import threading
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QStackedWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desk import i18n
from desk.errors import BadInput, DeskError
from desk.ui.frame import Frame
from desk.ui.gallery import Gallery
from desk.ui.message import AT_MOST, Messages
from desk.ui.presenters.immediate import ImmediateRunner
from desk.ui.presenters.running import Progress
from desk.ui.runner import Runner
from desk.ui.signin import SignIn
from desk.ui.theme import icons, tokens
from desk.ui.theme.focus import Overlay
from desk.ui.theme.measure import px
from desk.ui.widgets.avatar import initials
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.date_field import DateField, read_date
from desk.ui.widgets.journey_strip import JourneyStrip, Stop
from desk.ui.widgets.rail import Rail, RailEntry
from desk.ui.widgets.segmented import Segmented
from desk.ui.widgets.tabs import Tab, TabRow
from desk.ui.widgets.tag import SyncChip
from tests.dressing import dress_all

TODAY = date(2026, 11, 24)
ENTRIES = (RailEntry("today", "Oggi", "today"), RailEntry("households", "Famiglie", "households"))
CONTROLS = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit)


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    dress_all(qapp)
    qapp.processEvents()


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[Runner]:
    messages = Messages()
    qtbot.addWidget(messages)
    made = Runner(messages)
    yield made
    made.close()


def shown(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.activateWindow()


def own_controls(widget: QWidget) -> list[QWidget]:
    """What a person can press or write in, without the inner parts of Qt's own controls."""
    return [
        child
        for kind in CONTROLS
        for child in widget.findChildren(kind)
        if not child.objectName().startswith("qt_") and child.isVisibleTo(widget)
    ]


WINDOWS: dict[str, Callable[[], QWidget]] = {
    "gallery": Gallery,
    "frame": lambda: Frame(ENTRIES, "Polo di prova"),
    "sign-in": lambda: SignIn("Polo di prova"),
}


def test_arrow_keys_choose_a_segment_and_backspace_takes_it_back(qtbot: QtBot) -> None:
    choice = Segmented((("yes", "Sì"), ("no", "No"), ("unknown", "Non lo sa")))
    shown(qtbot, choice)
    told: list[str] = []
    choice.changed.connect(told.append)
    choice.setFocus()
    qtbot.keyClick(choice.segments[0], Qt.Key.Key_Space)
    qtbot.keyClick(choice.segments[0], Qt.Key.Key_Right)
    assert choice.value() == "no"
    qtbot.keyClick(choice.segments[1], Qt.Key.Key_Backspace)
    assert choice.value() is None
    assert told == ["yes", "no", ""]


def test_setting_a_segment_from_outside_tells_nobody(qtbot: QtBot) -> None:
    choice = Segmented((("yes", "Sì"), ("no", "No")))
    qtbot.addWidget(choice)
    with qtbot.assertNotEmitted(choice.changed):
        choice.set_value("no")
    assert choice.value() == "no"


def test_tabs_move_with_the_arrows_and_turn_with_the_reading_direction(qtbot: QtBot) -> None:
    tabs = TabRow((Tab("a", "Uno"), Tab("b", "Due"), Tab("c", "Tre")))
    shown(qtbot, tabs)
    qtbot.keyClick(tabs, Qt.Key.Key_Right)
    assert tabs.current() == "b"
    tabs.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qtbot.keyClick(tabs, Qt.Key.Key_Left)
    assert tabs.current() == "c"


def test_focus_is_seen_around_the_control_that_has_it(qtbot: QtBot) -> None:
    page = QWidget()
    button = Button("Chiama", "primary")
    button.setParent(page)
    button.move(40, 40)
    page.resize(300, 200)
    shown(qtbot, page)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: page.findChild(Overlay) is not None)
    ring = page.findChild(Overlay)
    assert ring.isVisible()
    assert ring.geometry().contains(button.geometry().adjusted(-4, -4, 4, 4))
    button.move(80, 90)
    assert ring.geometry().center() == button.geometry().center()
    ink = page.grab().toImage().pixelColor(button.geometry().left() + 30, button.geometry().top() - 4)
    assert ink.name().upper() == tokens.INK


@pytest.mark.parametrize("name", WINDOWS)
def test_every_control_has_a_name_and_room_for_a_finger(qtbot: QtBot, name: str) -> None:
    window = WINDOWS[name]()
    window.resize(1440, 1000)
    shown(qtbot, window)
    controls = own_controls(window)
    assert controls
    for control in controls:
        spoken = control.accessibleName() or (control.text() if isinstance(control, QAbstractButton) else "")
        assert spoken.strip(), control
        assert min(control.width(), control.height()) >= tokens.SMALLEST_TARGET, (control, control.size())


def test_the_rail_names_the_page_and_lights_it(qtbot: QtBot) -> None:
    frame = Frame(ENTRIES, "Polo di prova")
    shown(qtbot, frame)
    with qtbot.waitSignal(frame.page_chosen) as chosen:
        qtbot.mouseClick(frame.rail.buttons["households"], Qt.MouseButton.LeftButton)
    assert chosen.args == ["households"]
    page = QWidget()
    frame.show_page(page, "today")
    assert frame.pages.currentWidget() is page
    assert frame.rail.buttons["today"].isChecked()
    assert not frame.rail.buttons["households"].isChecked()


def test_the_top_line_takes_a_scan_and_the_shortcut_comes_to_it(qtbot: QtBot) -> None:
    frame = Frame(ENTRIES, "Polo di prova")
    shown(qtbot, frame)
    frame.rail.buttons["today"].setFocus()
    qtbot.keyClick(frame, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert frame.search.hasFocus()
    with qtbot.waitSignal(frame.submitted) as scanned:
        qtbot.keyClicks(frame.search, "TH-0217")
        qtbot.keyClick(frame.search, Qt.Key.Key_Return)
    assert scanned.args == ["TH-0217"]


def test_sign_in_asks_for_both_words_then_works_then_says_what_is_wrong(qtbot: QtBot) -> None:
    window = SignIn("Polo di prova")
    shown(qtbot, window)
    qtbot.mouseClick(window.button, Qt.MouseButton.LeftButton)
    assert window.error is not None
    assert window.error.isVisible()
    qtbot.keyClicks(window.user, "g.ferrero")
    qtbot.keyClicks(window.password, "una frase lunga")
    with qtbot.waitSignal(window.submitted) as sent:
        qtbot.keyClick(window.password, Qt.Key.Key_Return)
    assert sent.args == ["g.ferrero", "una frase lunga"]
    assert window.working
    assert not window.user.isEnabled()
    window.fail("Nome o password non giusti.")
    assert window.error.fact.text() == "Nome o password non giusti."
    assert window.user.text() == "g.ferrero"
    assert window.password.text() == ""
    assert window.button.isEnabled()


def test_sign_in_changes_language_in_place(qtbot: QtBot) -> None:
    window = SignIn("Polo di prova")
    shown(qtbot, window)
    with qtbot.waitSignal(window.language_chosen):
        window.languages.buttons["en"].click()
    assert i18n.current() == "en"


def test_messages_keep_the_newest_and_undo_goes_with_its_line(qtbot: QtBot) -> None:
    messages = Messages()
    shown(qtbot, messages)
    undone: list[str] = []
    for place in range(AT_MOST + 1):
        messages.notify(f"Riga {place}", "success", undo=lambda place=place: undone.append(str(place)))
    assert [line.words.text() for line in messages.lines()] == ["Riga 1", "Riga 2", "Riga 3"]
    last = messages.lines()[-1]
    assert [line.isVisibleTo(messages) for line in messages.lines()] == [
        False,
        False,
        True,
    ]  # the page keeps its height
    assert last.more.text() == "e altri 2"
    last.more.click()
    assert all(line.isVisibleTo(messages) for line in messages.lines())
    assert last.undo_button is not None
    last.undo_button.click()
    assert undone == ["3"]
    assert [line.words.text() for line in messages.lines()] == ["Riga 1", "Riga 2"]
    messages.clear()
    assert not messages.isVisible()


def test_a_working_button_keeps_its_words_for_later(qtbot: QtBot) -> None:
    button = Button("Stampa", "primary", "print", key="F9")
    shown(qtbot, button)
    button.set_working("Stampo…")
    assert (button.text(), button.isEnabled()) == ("Stampo…", False)
    button.set_working(None)
    assert (button.text(), button.isEnabled(), button.shortcut().toString()) == ("Stampa", True, "F9")


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("1/12", date(2026, 12, 1)),
        ("01.12.26", date(2026, 12, 1)),
        ("01122026", date(2026, 12, 1)),
        ("4 3 85", date(1985, 3, 4)),
        ("31/02/2026", None),
        ("domani", None),
    ],
)
def test_dates_are_read_as_people_type_them(typed: str, day: date | None) -> None:
    assert read_date(typed, TODAY) == day


@given(st.dates(date(1930, 1, 1), date(2099, 12, 31)))
def test_every_date_written_is_read_back(day: date) -> None:
    assert read_date(f"{day:%d/%m/%Y}", TODAY) == day


@pytest.mark.parametrize(("typed", "year"), [("9/2/85", 1985), ("1/1/30", 1930), ("1/1/20", 2020), ("010126", 2026)])
def test_two_figures_of_a_birth_are_no_year_to_come(typed: str, year: int) -> None:
    found = read_date(typed, TODAY, past=True)
    assert found is not None and found.year == year


def test_a_date_that_is_none_is_marked_and_not_told(qtbot: QtBot) -> None:
    field = DateField(TODAY)
    shown(qtbot, field)
    with qtbot.assertNotEmitted(field.changed):
        field.setText("31/02")
        field.editingFinished.emit()
    assert field.property("answer") == "doubtful"
    with qtbot.waitSignal(field.changed) as told:
        field.setText("1/12")
        field.editingFinished.emit()
    assert told.args == [date(2026, 12, 1)]
    assert field.text() == "01/12/2026"


def test_the_journey_strip_says_in_words_what_it_shows(qtbot: QtBot) -> None:
    strip = JourneyStrip((Stop("Analisi", "done", "06/10"), Stop("Piano", "now"), Stop("Casa", "later")))
    qtbot.addWidget(strip)
    assert strip.accessibleName() == "Analisi, fatto, 06/10; Piano, adesso; Casa, più avanti"


def test_initials_are_the_first_two_words() -> None:
    assert initials("Youssef El Amrani") == "YE"
    assert initials("") == ""


@pytest.mark.parametrize("name", sorted(icons.NAMES | icons.OWN))
def test_every_drawing_exists_and_stays_on_its_grid(qapp: QApplication, name: str) -> None:
    drawing = icons.outline(name)
    assert not drawing.isEmpty()
    box = drawing.boundingRect()
    assert box.left() >= 0 and box.top() >= 0 and box.right() <= 24 and box.bottom() <= 24


def test_only_pointing_drawings_turn_round(qapp: QApplication) -> None:
    def picture(name: str, mirrored: bool) -> bytes:
        return bytes(icons.pixmap(name, mirrored=mirrored).toImage().constBits())

    assert picture("next", True) != picture("next", False)
    assert picture("phone", True) == picture("phone", False)


def test_work_runs_in_order_away_from_the_window_and_comes_back_to_it(qtbot: QtBot, runner: Runner) -> None:
    seen: list[tuple[int, bool, bool]] = []
    home = threading.current_thread()

    def note(place: int) -> Callable[[threading.Thread], None]:
        return lambda worker: seen.append((place, worker is not home, threading.current_thread() is home))

    for place in range(5):
        runner.run(threading.current_thread, note(place))
    qtbot.waitUntil(lambda: len(seen) == 5)
    assert seen == [(place, True, True) for place in range(5)]


def test_an_error_for_people_goes_to_who_asked_or_to_the_message_door(qtbot: QtBot) -> None:
    messages = Messages()
    shown(qtbot, messages)
    runner = Runner(messages)
    caught: list[str] = []

    def refuse() -> None:
        raise BadInput("Il codice fiscale non torna.")

    runner.run(refuse, failed=lambda error: caught.append(str(error)))
    runner.run(refuse)
    qtbot.waitUntil(lambda: len(messages.lines()) == 1)
    runner.close()
    assert caught == ["Il codice fiscale non torna."]
    assert messages.lines()[0].words.text() == "Il codice fiscale non torna."


def test_a_fault_of_ours_is_told_in_one_line_and_raised_for_the_report(qtbot: QtBot, runner: Runner) -> None:
    caught: list[DeskError] = []
    with qtbot.captureExceptions() as raised:
        runner.run(lambda: 1 // 0, failed=caught.append)
        qtbot.waitUntil(lambda: bool(raised))
    assert raised[0][0] is ZeroDivisionError
    assert "non ha funzionato" in str(caught[0])


def test_long_work_tells_how_far_it_is_and_stops_when_asked(qtbot: QtBot, runner: Runner) -> None:
    steps: list[tuple[int, int]] = []
    done: list[int] = []
    begun = threading.Event()

    def count(progress: Progress) -> int:
        progress.step(1, 10)
        begun.set()
        spins = 0
        while not progress.cancelled():
            spins += 1
        return 1

    stop = runner.run_long(count, done.append, progress=lambda at, total: steps.append((at, total)))
    begun.wait(5)
    stop()
    qtbot.waitUntil(lambda: done == [1])
    assert steps == [(1, 10)]


def test_closing_finishes_short_work_and_leaves_no_thread(qtbot: QtBot) -> None:
    messages = Messages()
    qtbot.addWidget(messages)
    runner = Runner(messages)
    wrote: list[int] = []
    for place in range(20):
        runner.run(lambda place=place: wrote.append(place))
    runner.close()
    assert wrote == list(range(20))
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("desk-")]


def test_a_result_for_a_widget_that_is_gone_is_dropped(qtbot: QtBot, runner: Runner) -> None:
    class Owner(QObject):
        def take(self, _result: int) -> None:
            raise AssertionError("asked after it was gone")

    owner = Owner()
    go = threading.Event()
    runner.run(lambda: go.wait(5), owner.take)
    owner.deleteLater()
    QApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete)
    go.set()
    last: list[int] = []
    runner.run(lambda: 1, last.append)
    qtbot.waitUntil(lambda: last == [1])


def test_the_runner_for_tests_answers_at_once() -> None:
    told: list[object] = []
    runner = ImmediateRunner()
    runner.run(lambda: 2, told.append)
    runner.run_long(lambda progress: progress.step(1, 2), told.append, progress=lambda at, total: told.append(at))
    assert told == [2, 1, None]
    with pytest.raises(BadInput):
        runner.run(lambda: (_ for _ in ()).throw(BadInput("no")))


def test_a_low_window_scrolls_the_rail_to_the_page_that_is_lit(qtbot: QtBot, dressed: object) -> None:
    rail = Rail([RailEntry(f"page{number}", f"Pagina {number}", "home") for number in range(8)], "Polo di prova")
    qtbot.addWidget(rail)
    rail.resize(rail.width(), 360)
    rail.show()
    qtbot.waitExposed(rail)
    assert rail.minimumSizeHint().height() <= 300
    narrow = rail.buttons["page0"].width()
    rail.light("page7")
    last = rail.buttons["page7"]
    bottom = last.mapTo(rail, last.rect().bottomLeft()).y()
    assert 0 < bottom <= rail.height()
    assert last.width() == narrow >= px(tokens.RAIL)


def test_behind_the_window_the_sign_in_asks_for_no_room(qtbot: QtBot) -> None:
    pages = QStackedWidget()
    qtbot.addWidget(pages)
    sign_in = SignIn("")
    pages.addWidget(sign_in)
    pages.addWidget(QWidget())
    sign_in.fit()
    whole = sign_in.minimumHeight()
    pages.setCurrentIndex(1)
    sign_in.give_way()
    assert pages.minimumSizeHint().height() < 100 < whole
    pages.setCurrentIndex(0)
    sign_in.come_back()
    assert pages.minimumSizeHint().height() >= whole


def test_with_large_text_the_sign_in_scrolls_and_the_chip_gives_way(qtbot: QtBot, qapp: QApplication) -> None:
    dress_all(qapp, 2.0)
    sign_in = SignIn("Polo")
    qtbot.addWidget(sign_in)
    sign_in.resize(1024, 600)
    sign_in.show()
    sign_in.fit()
    assert sign_in.height() == 600
    sign_in.fail("Nome o password non giusti.")
    assert sign_in.error is not None
    qtbot.waitUntil(lambda: sign_in.error is not None and not sign_in.error.visibleRegion().isEmpty())
    chip = SyncChip("saved", "Salvato qui · inviato 10:32")
    qtbot.addWidget(chip)
    assert chip.minimumSizeHint().width() < chip.sizeHint().width() * 0.6


def test_a_slip_does_not_wait_for_a_batch(qtbot: QtBot) -> None:
    runner, let_go, said = Runner(Messages(), long_ones=2), threading.Event(), list[str]()

    def batch(_progress: object) -> str:
        let_go.wait(20)
        return "batch"

    runner.run_long(batch, said.append)
    runner.run_long(lambda _progress: "slip", said.append)
    try:
        qtbot.waitUntil(lambda: said == ["slip"])
    finally:
        let_go.set()
    qtbot.waitUntil(lambda: said == ["slip", "batch"])
    runner.close()
