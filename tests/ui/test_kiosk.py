"""Somebody at the kiosk, in every way in; whoever comes next finds nothing of them."""

import time
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desk.db.changes import Changes
from desk.db.store import Store, open_store
from desk.domain.arrival_code import code_of
from desk.errors import StoreUnusable
from desk.office.front.today import read_today
from desk.office.lobby.intake import take_in
from desk.office.lobby.kiosk import Ticket, arrive_by_scan, take_number
from desk.office.lobby.notices import open_notices
from desk.office.lobby.rows import Kind, Notice
from desk.office.session import Session
from desk.paper.roll_printer import PrinterDown
from desk.ui.lobby_line import LobbyLine
from desk.ui.pdf_pages import OpenPdf
from desk.ui.runner import Runner
from desk.ui.window import Window
from tests.conftest import Clock, memory_secrets
from tests.crowd import crowd
from tests.paper.paper_reading import text as text_of
from tests.small_office import SmallOffice, build_small_office
from tests.ui.robots.kiosk import PIN, KioskRobot, quick
from tests.unit.test_lobby import BORN, CARD, expected, publish

NewKiosk = Callable[..., KioskRobot]


def height_of(pdf: bytes) -> float:
    opened = OpenPdf(pdf)
    try:
        return opened.document.pagePointSize(0).height()
    finally:
        opened.close()


@pytest.fixture
def office(store: Store) -> SmallOffice:
    return build_small_office(store)


@pytest.fixture
def desk(office: SmallOffice) -> Session:
    return office.session("chiara")


@pytest.fixture
def new_kiosk(qtbot: QtBot, dressed: QApplication, store: Store) -> Iterator[NewKiosk]:
    made: list[KioskRobot] = []

    def make(**facts: object) -> KioskRobot:
        made.append(KioskRobot(qtbot, store, **facts))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for kiosk in made:
        kiosk.stop()


def test_one_scan_and_no_touch_is_a_ticket_in_the_familys_language(
    new_kiosk: NewKiosk, office: SmallOffice, desk: Session
) -> None:
    expected(office)
    publish(desk)
    kiosk = new_kiosk()
    kiosk.scan(f"*{CARD}*")
    assert kiosk.page == "ticket"
    assert kiosk.touches == 0
    assert "A01" in kiosk.seen()
    assert "رقمكم" in kiosk.seen()
    assert len(kiosk.paper.printed) == 1
    assert "A01" in text_of(kiosk.paper.printed[0])
    take_in(desk)
    assert [row.ticket for row in read_today(desk).waiting] == ["A01"]


def test_reception_sees_the_arrival_within_three_tenths_of_a_second(
    office: SmallOffice, desk: Session, qtbot: QtBot, dressed: QApplication
) -> None:
    expected(office)
    publish(desk)
    lobby = LobbyLine(office.store)
    runner = Runner(_Silent())
    window = Window(desk, runner)
    qtbot.addWidget(window)
    window.show()
    window.start("today")
    qtbot.waitUntil(lambda: window.front().presenter.today is not None and lobby.published.is_set(), timeout=15_000)
    lobby.taken.connect(window.look)
    beside = open_store(office.store.folder, secrets=memory_secrets, now=office.store.now)  # the kiosk's own process
    beside.narrow()
    assert isinstance(arrive_by_scan(beside, CARD, "", quick), Ticket)
    took = []
    for _ in range(6):
        before = len(window.front().presenter.waiting_list)
        take_number(beside, Kind.TALK, "ro")
        start = time.monotonic()
        qtbot.waitUntil(lambda before=before: len(window.front().presenter.waiting_list) > before, timeout=5_000)
        took.append(time.monotonic() - start)
    beside.close()
    window.stop()
    lobby.stop()
    runner.close()
    assert min(took) <= 0.3 * crowd(), (took, crowd())


class _Silent:
    def notify(self, text: str, kind: str = "info", undo: object = None) -> None:
        return None


def test_without_a_card_birth_date_and_letters_do(new_kiosk: NewKiosk, office: SmallOffice, desk: Session) -> None:
    expected(office)
    publish(desk)
    kiosk = new_kiosk()
    kiosk.touch("Français")
    kiosk.touch("J’ai un rendez-vous")
    kiosk.type(f"{BORN:%d%m%Y}")
    assert kiosk.page == "letters"
    kiosk.type("ROS")
    assert "Rossi" not in kiosk.seen()
    kiosk.touch("Suivant")
    assert kiosk.page == "ticket"
    assert "Votre numéro" in kiosk.seen()


def test_a_date_that_is_none_is_asked_again(new_kiosk: NewKiosk) -> None:
    kiosk = new_kiosk()
    kiosk.touch("Ho un appuntamento")
    kiosk.type("31022000")
    assert kiosk.page == "born"
    assert "Questa data non esiste" in kiosk.seen()
    kiosk.type("24112099")
    assert "Questa data non esiste" in kiosk.seen()


def test_three_wrong_tries_lead_to_the_desk_and_reception_knows(
    new_kiosk: NewKiosk, office: SmallOffice, desk: Session
) -> None:
    expected(office)
    publish(desk)
    kiosk = new_kiosk()
    kiosk.touch("Ho un appuntamento")
    for number in range(3):
        assert open_notices(desk) == ()
        if number:
            assert "Non trovo un appuntamento" in kiosk.seen()
        kiosk.type("05031984")
        kiosk.type("ROS")
        kiosk.touch("Avanti")
    assert kiosk.page == "message"
    assert "Venga allo sportello" in kiosk.seen()
    (told,) = open_notices(desk)
    assert told.kind is Notice.WRONG


def test_a_scan_cuts_in_whatever_is_on_the_screen(new_kiosk: NewKiosk, office: SmallOffice, desk: Session) -> None:
    expected(office)
    publish(desk)
    kiosk = new_kiosk()
    kiosk.touch("Ho un appuntamento")
    kiosk.type("0503")
    kiosk.scan(CARD)
    assert kiosk.page == "ticket"
    kiosk.scan(CARD)
    assert "رقم" in kiosk.seen()
    assert kiosk.window.presenter.ticket is not None
    assert kiosk.window.presenter.ticket.again
    assert len(kiosk.paper.printed) == 1


def test_a_calendar_code_with_many_lines_is_one_scan(
    new_kiosk: NewKiosk, office: SmallOffice, desk: Session, qtbot: QtBot
) -> None:
    booked = expected(office)
    key = publish(desk)
    kiosk = new_kiosk()
    code = code_of(key, booked, date(2026, 11, 24))
    kiosk.scan(f"BEGIN:VCALENDAR\rBEGIN:VEVENT\rUID:{code}\rSUMMARY:Appuntamento TO-Home\rEND:VEVENT\rEND:VCALENDAR\r")
    qtbot.waitUntil(lambda: kiosk.page == "ticket", timeout=10_000)
    assert len(kiosk.paper.printed) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("QWERTYUIOP12345", "Non riesco a leggere"),
        ("VRDLGU70A01L219A", "Oggi non la trovo"),
        (code_of(bytes(32), "x", date(2026, 11, 24)), "altro ufficio"),
    ],
)
def test_what_cannot_be_taken_is_said_in_words(
    new_kiosk: NewKiosk, office: SmallOffice, desk: Session, text: str, words: str
) -> None:
    expected(office)
    publish(desk)
    kiosk = new_kiosk()
    kiosk.scan(text)
    assert kiosk.page == "message"
    assert words in kiosk.seen()
    assert take_in(desk) is None


def test_a_code_of_another_day_says_the_day_and_offers_a_number(
    new_kiosk: NewKiosk, office: SmallOffice, desk: Session
) -> None:
    key = publish(desk)
    kiosk = new_kiosk()
    kiosk.scan(code_of(key, "later", date(2026, 12, 3)))
    assert "03/12/2026" in kiosk.seen()
    kiosk.touch("Prendo un numero")
    assert "B01" in kiosk.seen()


@pytest.mark.parametrize(
    ("down", "notice"),
    [
        (PrinterDown("senza carta", paper=True), Notice.NO_PAPER),
        (PrinterDown("non risponde"), Notice.NO_PRINTER),
    ],
)
def test_a_printer_that_fails_leaves_the_number_on_the_screen_and_tells_reception(
    new_kiosk: NewKiosk, office: SmallOffice, desk: Session, down: PrinterDown, notice: Notice
) -> None:
    kiosk = new_kiosk()
    kiosk.paper.down = down
    kiosk.touch("Non ho un appuntamento")
    assert "B01" in kiosk.seen()
    assert "La stampante è ferma" in kiosk.seen()
    assert [told.kind for told in open_notices(desk)] == [notice]
    kiosk.paper.down = None
    kiosk.touch("Ho finito")
    kiosk.touch("Non ho un appuntamento")
    assert "Prenda il biglietto" in kiosk.seen()
    assert open_notices(desk) == ()


def test_a_lost_ticket_is_printed_again(new_kiosk: NewKiosk, office: SmallOffice, desk: Session) -> None:
    expected(office)
    publish(desk)
    kiosk = new_kiosk()
    kiosk.touch("Italiano")
    kiosk.scan(CARD)
    assert "Stampa di nuovo" not in kiosk.seen()
    kiosk.touch("Ho finito")
    kiosk.touch("Italiano")
    kiosk.scan(CARD)
    kiosk.touch("Stampa di nuovo")
    assert "Prenda il biglietto" in kiosk.seen()
    assert ["A01" in text_of(paper) for paper in kiosk.paper.printed] == [True, True]
    assert "Stampa di nuovo" not in kiosk.seen()


def test_large_type_on_the_screen_is_large_print_on_the_ticket(new_kiosk: NewKiosk) -> None:
    kiosk = new_kiosk()
    kiosk.touch("Non ho un appuntamento")
    kiosk.touch("Ho finito")
    kiosk.window.presenter.switch("large")
    kiosk.touch("Non ho un appuntamento")
    normal, large = (height_of(pdf) for pdf in kiosk.paper.printed)
    assert large > normal * 1.15


def test_after_twenty_seconds_and_after_each_visit_nothing_is_left(
    new_kiosk: NewKiosk, office: SmallOffice, qtbot: QtBot
) -> None:
    kiosk = new_kiosk()
    QGuiApplication.clipboard().setText("RSSMRA85T50A562S")
    kiosk.touch("العربية")
    kiosk.touch("عندي موعد")
    kiosk.type("05031984")
    kiosk.type("RO")
    kiosk.scan("HALFACARD", enter=False)
    assert kiosk.window._idle.isActive()
    assert kiosk.window._idle.interval() == 20_000
    kiosk.window._idle.timeout.emit()
    presenter = kiosk.window.presenter
    assert (kiosk.page, presenter.language, presenter.digits, presenter.letters) == ("home", "it", "", "")
    assert (kiosk.window.wedge._text, QGuiApplication.clipboard().text()) == ("", "")
    assert kiosk.window.findChildren(QLineEdit) == []
    kiosk.touch("Non ho un appuntamento")
    assert kiosk.window._idle.isActive()
    kiosk.touch("Ho finito")
    assert presenter.ticket is None
    assert "B01" not in kiosk.seen()
    assert not kiosk.window._idle.isActive()


def test_only_the_staffs_code_closes_it(new_kiosk: NewKiosk) -> None:
    kiosk = new_kiosk()
    kiosk.press(Qt.Key.Key_Escape)
    kiosk.press(Qt.Key.Key_F4, Qt.KeyboardModifier.AltModifier)
    assert not kiosk.window.close()
    assert kiosk.window.isVisible()
    for _ in range(5):
        kiosk.touch("Non resta scritto nulla")
    assert kiosk.page == "staff"
    kiosk.type("111111")
    kiosk.touch("Avanti")
    assert not kiosk.left
    kiosk.type(PIN)
    kiosk.touch("Avanti")
    assert kiosk.left
    assert not kiosk.window.isVisible()


def test_three_wrong_staff_codes_close_the_door_for_a_minute(new_kiosk: NewKiosk) -> None:
    kiosk = new_kiosk()
    for _ in range(5):
        kiosk.touch("Non resta scritto nulla")
    for _ in range(3):
        kiosk.type("000000")
        kiosk.touch("Avanti")
    assert kiosk.page == "home"
    for _ in range(5):
        kiosk.touch("Non resta scritto nulla")
    assert kiosk.page == "home"
    kiosk.monotonic = 61.0
    for _ in range(5):
        kiosk.touch("Non resta scritto nulla")
    assert kiosk.page == "staff"


def test_help_is_on_its_way_and_listening_reads_the_page(
    new_kiosk: NewKiosk, office: SmallOffice, desk: Session
) -> None:
    kiosk = new_kiosk()
    kiosk.touch("中文")
    kiosk.touch("收听")
    texts, language = kiosk.ears.heard[-1]
    assert language == "zh"
    assert texts[0] == "欢迎"
    kiosk.touch("我需要帮助")
    assert "马上有人来帮您" in kiosk.seen()
    assert [told.kind for told in open_notices(desk)] == [Notice.HELP]


def test_everything_works_by_keyboard(new_kiosk: NewKiosk, office: SmallOffice, desk: Session, qtbot: QtBot) -> None:
    expected(office)
    publish(desk)
    kiosk = new_kiosk()
    first = next(key for key in kiosk.targets() if key.accessibleName().startswith("Ho un app"))
    first.setFocus(Qt.FocusReason.TabFocusReason)
    kiosk.press(Qt.Key.Key_Return)
    assert kiosk.page == "born"
    for sign in f"{BORN:%d%m%Y}":
        kiosk.scan(sign, enter=False)
        qtbot.waitUntil(lambda: kiosk.window.wedge._text == "")
    qtbot.waitUntil(lambda: kiosk.page == "letters")
    for sign in "ros":
        kiosk.scan(sign, enter=False)
        qtbot.waitUntil(lambda: kiosk.window.wedge._text == "")
    kiosk.press(Qt.Key.Key_Return)
    assert kiosk.page == "ticket"


def test_the_clock_that_jumps_gives_numbers_all_the_same(new_kiosk: NewKiosk, clock: Clock, store: Store) -> None:
    kiosk = new_kiosk()
    given = []
    for hours in (0, -5, 9, -9):
        clock.forward(hours=hours)
        kiosk.touch("Non ho un appuntamento")
        assert kiosk.window.presenter.ticket is not None
        given.append(kiosk.window.presenter.ticket.ticket)
        kiosk.touch("Ho finito")
    assert given == ["B01", "B02", "B03", "B04"]


def test_an_arrival_that_met_a_busy_disk_is_taken_in_a_moment_later(
    office: SmallOffice, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    tried: list[int] = []

    def busy_first(session: Session) -> Changes | None:
        tried.append(1)
        if len(tried) == 1:
            raise StoreUnusable("il disco è occupato")
        return take_in(session)

    monkeypatch.setattr("desk.office.lobby.intake.take_in", busy_first)
    take_number(office.store, Kind.TALK, "ro")
    lobby = LobbyLine(office.store, later=True)
    try:
        with qtbot.waitSignal(lobby.taken, timeout=5_000):
            lobby.begin()
    finally:
        lobby.stop()
