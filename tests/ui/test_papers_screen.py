"""The papers of a family in the window, and those of a day: printed, remembered, given, printed again."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.db.store import Store
from desk.office.household.consents import record_consent
from desk.office.papers.kinds import Kind
from desk.office.papers.ledger import papers_of, record_paper
from desk.office.papers.make import make_paper
from desk.office.plan.plan import read_plan, start_plan
from desk.ui.paper_jobs import NoPrinter
from desk.ui.pdf_pages import strips
from desk.ui.presenters.context import ScreenContext
from desk.ui.runner import Runner
from desk.ui.screens.day_papers import DayPapersScreen
from desk.ui.screens.household import HouseholdScreen
from desk.ui.screens.papers import PapersScreen
from desk.ui.widgets.buttons import Button
from tests.screen_parts import Gone, GoodPress, Said, Waiting, context_of, nameless
from tests.small_office import SmallOffice, build_small_office, person

DAY = "2026-11-30"
FAMILY = (
    person("Youssef", "El Amrani", "1985-02-09", "M", "head"),
    person("Khadija", "Bennani", "1990-02-09", role="partner"),
)


@pytest.fixture
def office(store: Store) -> SmallOffice:
    return build_small_office(store)


@pytest.fixture
def home(office: SmallOffice) -> str:
    home = office.family("TH-0217", "El Amrani", FAMILY, language="ar")
    start_plan(office.session(), home, language="ar")
    return home


@pytest.fixture
def screen(office: SmallOffice, home: str, qtbot: QtBot, dressed: object, tmp_path: object) -> PapersScreen:
    made = PapersScreen(context_of(office.session()))
    qtbot.addWidget(made)
    made.resize(1300, 850)
    made.print_dialog = lambda printer: to_file(printer, f"{tmp_path}/printed.pdf")
    made.show()
    made.show_facts(household=home)
    return made


def to_file(printer: QPrinter, path: str) -> bool:
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(path)
    return True


def button(screen: PapersScreen, words: str) -> Button:
    return next(each for each in screen.findChildren(Button) if each.text().strip() == words)


def test_from_the_family_the_plan_in_its_language_takes_two_presses(
    office: SmallOffice, home: str, screen: PapersScreen, qtbot: QtBot, tmp_path: object
) -> None:
    page = HouseholdScreen(context_of(office.session()))
    qtbot.addWidget(page)
    page.show_facts(household=home)
    page.header.print.click()
    gone = page.presenter._context.navigate
    assert isinstance(gone, Gone)
    assert gone.places[-1] == ("papers", {"household": home})
    screen.print.click()
    assert len(PdfReader(f"{tmp_path}/printed.pdf").pages) >= 1
    (entry,) = papers_of(office.session(), home)
    assert (entry.kind, entry.language, entry.by) == ("plan", "ar", "Giulia Ferrero")
    assert screen.view.page_count() >= 1


def test_each_paper_is_shown_or_the_reason_why_not(screen: PapersScreen, office: SmallOffice, home: str) -> None:
    for kind in (Kind.PLAN, Kind.FRIDGE, Kind.NOTICE):
        screen.presenter.choose(kind)
        assert screen.print.isEnabled() and not screen.fault.isVisible()
    for kind, why in ((Kind.INVITATION, "appuntamento"), (Kind.MISSED, "mancato"), (Kind.REFERRAL, "che cosa chiedi")):
        screen.presenter.choose(kind)
        assert why in screen.fault.fact.text()
        assert not screen.print.isEnabled()
        assert screen.view.page_count() == 0
    assert not nameless(screen)


def test_a_letter_to_a_partner_is_typed_in_both_languages(
    screen: PapersScreen, office: SmallOffice, home: str, qtbot: QtBot
) -> None:
    record_consent(office.session(), home, office.people(home)[0], "partners", given=True)
    screen.presenter.choose(Kind.REFERRAL)
    assert screen.referral.isVisible()
    assert "Youssef El Amrani" in screen.told.text() and "Khadija" not in screen.told.text()
    screen.to.setEditText("Centro per l'impiego")
    qtbot.keyClicks(screen.ask, "Aiutate Youssef.")
    qtbot.waitUntil(screen.print.isEnabled)
    assert screen.missing.isVisible()
    screen.translated.setText("ساعدوا يوسف.")
    qtbot.waitUntil(lambda: not screen.missing.isVisible())


def test_large_print_and_another_language(screen: PapersScreen) -> None:
    normal = screen.presenter.state.pages
    screen.size_of_print.segments[1].click()
    assert screen.presenter.state.paper is not None and screen.presenter.state.paper.facts.large
    screen.presenter.choose_language("it")
    assert screen.presenter.state.paper.language == "it"
    assert screen.print.text().strip() == "Stampa in italiano"
    assert screen.presenter.state.pages != normal


def test_who_took_it_is_said_once_and_the_same_sheet_comes_back(
    screen: PapersScreen, office: SmallOffice, home: str
) -> None:
    screen.print.click()
    first = screen.presenter.state.pages
    assert button(screen, "Dato a tutti")
    button(screen, "Dato a Khadija Bennani").click()
    (entry,) = papers_of(office.session(), home)
    assert (entry.given_to, entry.given_on) == ("Khadija Bennani", office.session().today())
    office.put("appointment", household=home, start=f"{DAY}T09:00:00+00:00", minutes=45, state="scheduled")
    screen.presenter.read_again()
    assert screen.presenter.state.pages != first
    button(screen, "Riguarda e ristampa").click()
    assert screen.presenter.state.pages == first
    assert "identica" in screen.copy.fact.text(), "a draft"
    screen.print.click()
    assert len(papers_of(office.session(), home)) == 2
    screen.today.click()
    assert not screen.copy.isVisible()


def test_a_page_is_parted_where_nothing_stands(qapp: QApplication) -> None:
    page = QImage(100, 1000, QImage.Format.Format_RGB32)
    page.fill(0xFFFFFFFF)
    painter = QPainter(page)
    for top, high in ((10, 5), (30, 5), (300, 400), (990, 10)):
        painter.fillRect(20, top, 60, high, 0xFF000000)
    painter.end()
    parts = list(strips(page))
    assert [top for top, _high in parts] == [10, 300, 990]
    assert parts[1][1] == 400 and parts[-1] == (990, 10)
    assert all(high >= 10 for _top, high in parts)


# — the papers of a day —


@pytest.fixture
def families(office: SmallOffice) -> list[str]:
    made = []
    for place in range(6):
        home = office.family(f"TH-1{place:03}", f"Rossi {place}", (person("Anna", "Rossi", "1985-04-02", role="head"),))
        office.put(
            "appointment", household=home, start=f"{DAY}T{place + 8:02}:00:00+00:00", minutes=45, state="scheduled"
        )
        if place != 5:
            start_plan(office.session(), home, language="it")
        made.append(home)
    return made


def test_the_day_s_papers_go_out_one_by_one_and_into_the_ledger(
    office: SmallOffice, families: list[str], qtbot: QtBot, dressed: object, tmp_path: Path
) -> None:
    screen = DayPapersScreen(context_of(office.session()))
    qtbot.addWidget(screen)
    screen.show()
    asked: list[QPrinter] = []

    def answer(printer: QPrinter) -> bool:
        asked.append(printer)
        return to_file(printer, f"{tmp_path}/papers.pdf")

    screen.print_dialog = answer
    screen.show_facts()
    assert "30 novembre" in screen.title.text()
    assert len(screen.boxes) == 5 and screen.print.text().strip() == "Stampa 5 fogli"
    screen.boxes[families[0]].click()
    assert screen.print.text().strip() == "Stampa 4 fogli"
    screen.print.click()
    assert [len(papers_of(office.session(), home)) for home in families] == [0, 1, 1, 1, 1, 0]
    assert len(asked) == 1, "one question for all of them"
    assert sorted(each.name for each in tmp_path.glob("*.pdf")) == [f"papers-{n}.pdf" for n in range(1, 5)]
    said = screen.presenter._context.messages
    assert isinstance(said, Said) and said.lines[-1][0] == "4 fogli stampati."
    assert not nameless(screen)


@pytest.fixture
def runner() -> Iterator[Runner]:
    made = Runner(Said())
    yield made
    made.close()


def test_stopping_ends_after_the_paper_in_hand_and_the_window_lives(
    office: SmallOffice, families: list[str], qtbot: QtBot, dressed: object, runner: Runner
) -> None:
    screen = DayPapersScreen(ScreenContext(office.session(), runner, Said(), Gone()))
    qtbot.addWidget(screen)
    screen.show()
    screen.show_facts(day=DAY)
    qtbot.waitUntil(screen.print.isEnabled)
    beats, second = [0], threading.Event()
    heart = QTimer(screen)
    heart.timeout.connect(lambda: beats.__setitem__(0, beats[0] + 1))
    heart.start(0)
    papers: list[bytes] = []

    def paper(pdf: bytes) -> str:
        papers.append(pdf)
        if len(papers) == 2:
            assert second.wait(20)  # until somebody has pressed
        return ""

    screen.presenter.start(paper)
    qtbot.waitUntil(lambda: len(papers) == 2, timeout=20_000)
    before = beats[0]
    qtbot.waitUntil(lambda: beats[0] > before + 3)  # the window goes on meanwhile
    assert screen.stop.isVisible() and screen.presenter.far().startswith("1 su 5")
    assert screen.focusWidget() is screen.stop, "not the end of the list, out of sight of how far it is"
    screen.stop.click()
    second.set()
    qtbot.waitUntil(lambda: not screen.presenter.running, timeout=20_000)
    assert len(papers) == 2
    assert [len(papers_of(office.session(), home)) for home in families[:3]] == [1, 1, 0]
    heart.stop()
    qtbot.waitUntil(lambda: screen.print.text().strip() == "Stampa 3 fogli", timeout=20_000)
    assert [box.isChecked() for box in screen.boxes.values()] == [False, False, True, True, True], "on with the rest"
    assert "già stampato (" in screen.boxes[families[0]].text()
    qtbot.waitUntil(screen.boxes[families[0]].isEnabled)
    screen.boxes[families[0]].click()
    assert screen.print.text().strip() == "Stampa 4 fogli", "once more, where somebody says so"
    QApplication.processEvents()


def test_a_printer_that_takes_nothing_is_not_asked_for_every_family(
    office: SmallOffice, families: list[str], qtbot: QtBot, dressed: object
) -> None:
    screen = DayPapersScreen(context_of(office.session()))
    qtbot.addWidget(screen)
    screen.show_facts(day=DAY)
    papers: list[bytes] = []

    def paper(pdf: bytes) -> str:
        papers.append(pdf)
        if len(papers) == 3:
            raise NoPrinter("La stampante non prende fogli adesso.")
        return "Manca la carta." if len(papers) == 2 else ""

    screen.presenter.start(paper)
    assert len(papers) == 3 and screen.presenter.failed == ["La stampante non prende fogli adesso."]
    said = screen.presenter._context.messages
    assert isinstance(said, Said)
    assert [words for words, _kind in said.lines] == ["Manca la carta.", "Fermato: 2 su 5 stampati."]
    assert [each.household for each in screen.presenter.to_print()] == [families[n] for n in (2, 3, 4)]


def test_a_draft_that_went_out_is_not_taken_for_the_signed_plan(
    screen: PapersScreen, office: SmallOffice, home: str
) -> None:
    session = office.session()
    record_paper(session, make_paper(session, Kind.PLAN, home))
    view = read_plan(session, home)
    assert view is not None
    with session.store.write() as unit:
        unit.change("plan", view.id, state="signed", signed_on="2026-11-24")
    record_paper(session, make_paper(session, Kind.PLAN, home))
    screen.presenter.read_again()
    entries = screen.presenter.state.entries
    assert {screen.presenter.entry_words(each)[0] for each in entries} == {
        "Piano intero, versione 1 · arabo",
        "Piano intero, bozza della versione 1 · arabo",
    }
    screen.presenter.show_copy(next(each.id for each in entries if each.draft))
    assert screen.presenter.copy_words().startswith("È la bozza del 24/11"), "and so over the sheet itself"


def test_what_was_printed_stands_in_the_ledger_whatever_the_page_shows_by_then(
    office: SmallOffice, home: str, qtbot: QtBot, dressed: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.ui.pdf_pages.PRINTS", GoodPress())
    other, run = office.family("TH-0002", "Verdi", FAMILY[:1]), Waiting()
    made = PapersScreen(replace(context_of(office.session()), run=run))
    qtbot.addWidget(made)
    made.print_dialog = lambda _printer: True
    made.show_facts(household=home)
    run.answer()
    made.print_now()
    made.show_facts(household=other)  # before the printer has taken it
    run.answer()
    assert [each.kind for each in papers_of(office.session(), home)] == ["plan"]
    assert papers_of(office.session(), other) == ()


def test_a_printer_that_hangs_holds_up_nothing_else(
    office: SmallOffice, home: str, qtbot: QtBot, dressed: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_go = threading.Event()

    class Hung(GoodPress):
        def print(self, _job: object) -> str:
            let_go.wait(20)
            return ""

    monkeypatch.setattr("desk.ui.pdf_pages.PRINTS", Hung())
    runner = Runner(Said())
    made = PapersScreen(replace(context_of(office.session()), run=runner))
    qtbot.addWidget(made)
    made.print_dialog = lambda _printer: True
    made.show_facts(household=home)
    qtbot.waitUntil(lambda: bool(made.presenter.state.pages))
    made.print_now()
    saved: list[int] = []
    runner.run(lambda: 1, saved.append)  # what somebody types meanwhile
    try:
        qtbot.waitUntil(lambda: saved == [1])
        assert not made.print.isEnabled(), "the printer still has not answered"
    finally:
        let_go.set()
    qtbot.waitUntil(made.print.isEnabled)
    qtbot.waitUntil(lambda: len(made.presenter.state.entries) == 1)
    runner.close()
