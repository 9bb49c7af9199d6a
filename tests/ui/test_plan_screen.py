"""The plan screen: written in place, numbered as on the sheet, marked where a translation is missing."""

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import ImageChops, ImageStat
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.office.interview.answers import save_answer
from desk.office.interview.course import start_interview
from desk.office.plan.plan import PlanView, read_plan
from desk.ui.paper_jobs import PrintJob
from desk.ui.presenters.context import ScreenContext
from desk.ui.screens.plan import PlanScreen
from tests.paper.paper_reading import pictures, text
from tests.screen_parts import GoodPress, Said, Waiting, cut_off, nameless
from tests.signed_plan import signed_as_it_stands
from tests.ui.robots.plan import PlanRobot

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def household(context: ScreenContext) -> str:
    with context.session.store.write() as unit:
        home = unit.put("household", code="TH-0217", name="El Amrani", language="ar")
        born = {"Youssef": "1985-02-09", "Khadija": "1990-05-02", "Ilyas": "2018-03-01"}
        for position, (given, birth) in enumerate(born.items()):
            person = unit.put("person", given=given, surname="El Amrani", birth_date=birth)
            unit.put("membership", household=home, person=person, role="head", position=position)
    return home


@pytest.fixture
def told(context: ScreenContext, household: str) -> str:
    """A family that has told of its eviction and of what it looks for."""
    session = context.session
    start_interview(session, household)
    save_answer(session, household, "housing.tenure", "private_4_4")
    save_answer(session, household, "housing.eviction_stage", "5")
    save_answer(session, household, "economy.sought_rent", 48_000)
    save_answer(session, household, "economy.saving_monthly", 10_000)
    return household


@pytest.fixture
def screen(qtbot: QtBot, context: ScreenContext) -> PlanScreen:
    made = PlanScreen(context)
    qtbot.addWidget(made)
    made.resize(1336, 836)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def robot(qtbot: QtBot, screen: PlanScreen, household: str) -> PlanRobot:
    robot = PlanRobot(qtbot, screen).open(household)
    robot.add_objective("Abitazione", "Una casa in affitto")
    robot.add_commitment()
    return robot


def kept(context: ScreenContext, household: str) -> PlanView:
    found = read_plan(context.session, household)
    assert found is not None
    return found


def said(context: ScreenContext) -> Said:
    assert isinstance(context.messages, Said)
    return context.messages


def test_an_objective_is_written_with_the_keyboard(robot: PlanRobot, context: ScreenContext, household: str) -> None:
    robot.add_objective("Lavoro e reddito", "Un lavoro vicino", "Un contratto a maggio", "عقد في مايو")
    assert robot.objectives() == ["1 · Una casa in affitto", "2 · Un lavoro vicino"]
    (result,) = kept(context, household).objectives[1].results
    assert (result.text, result.translations) == ("Un contratto a maggio", {"ar": "عقد في مايو"})


def test_lines_carry_the_numbers_of_the_sheet(robot: PlanRobot, screen: PlanScreen) -> None:
    robot.add_result()
    sheet = screen.presenter.state.sheet
    assert sheet is not None
    why = len(sheet.page.why)
    assert robot.lines() == [f"{why + 1} Nuovo risultato", f"{why + 2} Nuovo impegno"]


def test_typing_is_saved_within_a_second_without_leaving_the_field(
    robot: PlanRobot, qtbot: QtBot, context: ScreenContext, household: str
) -> None:
    field = robot.row("Nuovo impegno").text
    robot.type_into(field, "Mette da parte 100 euro")
    assert 0 < field._saving.timer.interval() < 1000
    qtbot.waitUntil(lambda: kept(context, household).objectives[0].commitments[0].text == "Mette da parte 100 euro")


def test_what_is_being_typed_survives_news_and_new_lines(
    robot: PlanRobot, screen: PlanScreen, context: ScreenContext, household: str
) -> None:
    with context.session.store.write() as unit:
        objective = kept(context, household).objectives[0].id
        robot.type_into(robot.row("Nuovo impegno").text, "Chiama la sc")
        unit.put("commitment", objective=objective, text="Di un altro", position=9, state="open", who_name="Scuola")
    screen.on_changes(unit.changes)
    assert [line.split(" ", 1)[1] for line in robot.lines()] == ["Chiama la sc", "Di un altro"]
    assert robot.row("Chiama la sc").text.hasFocus()


def test_a_date_or_a_rhythm_goes_into_one_field(robot: PlanRobot, context: ScreenContext, household: str) -> None:
    robot.due("Nuovo impegno", "mese")
    assert kept(context, household).objectives[0].commitments[0].how_often == "ogni mese"
    robot.due("Nuovo impegno", "4/12")
    (line,) = kept(context, household).objectives[0].commitments
    assert (str(line.by_date), line.how_often) == ("2026-12-04", "")


def test_an_unclear_date_is_said_and_stays_to_be_corrected(robot: PlanRobot, context: ScreenContext) -> None:
    robot.due("Nuovo impegno", "boh")
    assert "non è una data" in said(context).lines[-1][0]
    assert robot.commitment("Nuovo impegno").by.text() == "boh"


def test_an_emptied_line_gets_its_words_back(robot: PlanRobot, screen: PlanScreen) -> None:
    field = robot.row("Nuovo impegno").text
    field.setFocus()
    field.setPlainText("")
    screen.editor.add.setFocus()
    assert field.text() == "Nuovo impegno"


def test_who_shows_by_initials_and_is_chosen_from_the_list(
    robot: PlanRobot, context: ScreenContext, household: str
) -> None:
    assert robot.commitment("Nuovo impegno").who.toolTip() == "Youssef El Amrani"
    robot.who("Nuovo impegno", "Khadija El Amrani")
    assert kept(context, household).objectives[0].commitments[0].who_name == "Khadija"
    assert robot.commitment("Nuovo impegno").who.accessibleName() == "Chi: Khadija El Amrani"
    robot.who("Nuovo impegno", "ufficio casa")
    (line,) = kept(context, household).objectives[0].commitments
    assert (line.who_kind, line.who, line.who_name) == ("office", None, "ufficio casa")
    robot.who_else("Nuovo impegno", "Parrocchia")
    (line,) = kept(context, household).objectives[0].commitments
    assert (line.who_kind, line.who_name) == ("partner", "Parrocchia")


def test_a_missing_translation_shows_in_three_places_until_somebody_types_it(
    robot: PlanRobot, screen: PlanScreen
) -> None:
    robot.rewrite("Nuovo impegno", "Scrive al sindaco")
    robot.due("Scrive al sindaco", "ogni mese")
    row, before = robot.row("Scrive al sindaco"), screen.presenter.missing
    sheet = screen.presenter.state.sheet
    assert sheet is not None
    assert row.state.text() == "manca"
    assert int(row.number.text()) in sheet.missing
    assert robot.missing() == f"{before} riga senza traduzione"
    assert f"Riga {row.number.text()}: manca in arabo" in robot.foot()
    robot.translate("Scrive al sindaco", "يكتب إلى العمدة")
    assert screen.presenter.missing == before - 1
    assert row.state.text() == "arabo"
    robot.language("it")
    assert robot.missing() == ""


def test_the_interview_suggests_with_a_reason_and_fills_what_it_knows(
    told: str, robot: PlanRobot, screen: PlanScreen, context: ScreenContext
) -> None:
    assert "Serve un obiettivo" not in robot.foot()
    assert robot.suggestions() == ["Più tempo prima dello sfratto"]
    robot.add_commitment("Mette da parte")
    assert kept(context, told).objectives[0].commitments[-1].text.replace("\u00a0", " ") == "Mette da parte 100 €."
    robot.take_suggestion("Più tempo prima dello sfratto")
    added = kept(context, told).objectives[1]
    assert added.made_from == "housing_time"
    assert added.results[0].text == "Restate in casa fino al ______."
    assert "da completare" in robot.foot()


def test_an_area_at_risk_without_an_objective_is_named(
    told: str, qtbot: QtBot, screen: PlanScreen, context: ScreenContext
) -> None:
    robot = PlanRobot(qtbot, screen).open(told)
    robot.add_objective("Lavoro e reddito", "Un lavoro")
    assert "Serve un obiettivo per: abitazione" in robot.foot()
    assert "Senza impegni: Youssef, Khadija" in robot.foot()
    screen.presenter.way.sign()
    assert said(context).lines[-1][0].startswith("Prima di firmare: Serve un obiettivo")
    assert kept(context, told).is_draft


def test_lines_move_by_keyboard(robot: PlanRobot, context: ScreenContext, household: str) -> None:
    robot.rewrite("Nuovo impegno", "Primo")
    robot.add_commitment()
    robot.press(robot.row("Nuovo impegno").text, Qt.Key.Key_Up, ALT)
    assert [line.text for line in kept(context, household).objectives[0].commitments] == ["Nuovo impegno", "Primo"]
    assert robot.row("Nuovo impegno").text.hasFocus()
    robot.add_objective("Minori", "I bambini a scuola")
    robot.press(robot.card(1).title_edit, Qt.Key.Key_Up, ALT)
    assert robot.objectives()[0] == "1 · I bambini a scuola"


def test_lines_and_objectives_move_by_mouse(
    robot: PlanRobot, qtbot: QtBot, context: ScreenContext, household: str
) -> None:
    robot.rewrite("Nuovo impegno", "Primo")
    robot.add_commitment()
    QApplication.processEvents()
    robot.drag(robot.row("Primo").grip, robot.row("Nuovo impegno"))
    assert [line.text for line in kept(context, household).objectives[0].commitments] == ["Nuovo impegno", "Primo"]
    robot.add_objective("Minori", "I bambini a scuola")
    QApplication.processEvents()
    robot.drag(robot.card(0).grip, robot.card(1))
    assert robot.objectives() == ["1 · I bambini a scuola", "2 · Una casa in affitto"]


def test_undo_takes_back_one_action_after_the_other(robot: PlanRobot, context: ScreenContext, household: str) -> None:
    field = robot.row("Nuovo impegno").text
    robot.type_into(field, "Va a")
    field.settle()
    robot.type_into(field, "Va al Centro")
    field.settle()
    robot.undo()
    assert [line.text for line in kept(context, household).objectives[0].commitments] == ["Nuovo impegno"]
    assert robot.row("Nuovo impegno")
    robot.undo()
    assert kept(context, household).objectives[0].commitments == ()
    robot.undo()
    assert robot.objectives() == []


def test_a_removed_objective_comes_back(robot: PlanRobot, context: ScreenContext) -> None:
    robot.card().grip.removed.emit()
    assert robot.objectives() == []
    assert said(context).undo is not None
    said(context).undo()
    assert robot.objectives() == ["1 · Una casa in affitto"]


def test_a_signed_version_stands_still_and_a_new_one_goes_on(
    robot: PlanRobot, screen: PlanScreen, context: ScreenContext, household: str
) -> None:
    robot.add_result()
    robot.due("Nuovo impegno", "ogni mese")
    robot.add_commitment()
    robot.who("Nuovo impegno", "Khadija El Amrani")
    for line in kept(context, household).objectives[0].commitments:
        screen.presenter.write("commitment", line.id, how_often="ogni mese")
    screen.header.sign.click()
    assert "Da leggere insieme: Youssef, Khadija" in said(context).lines[-1][0]
    for person in list(screen.editor.steps.buttons):
        robot.seen_by(person)
    screen.header.sign.click()
    assert screen.editor.version.text() == "versione 1 · firmata"
    assert screen.header.due.text() == "Piano firmato il 24/11"
    assert robot.row("Nuovo risultato").text.isReadOnly()
    assert not screen.editor.add.isVisible()
    assert screen.editor.signed.isVisible()
    assert robot.offered() == ["Nuova versione", "Chiudi il piano"]
    screen.header.renew.click()
    assert screen.editor.version.text() == "versione 2 · bozza"
    assert len(kept(context, household).objectives[0].commitments) == 2
    screen.editor.complete()
    assert screen.editor.changes.title.text() == "Che cosa cambia dalla versione 1"
    line = robot.row("Nuovo risultato")
    assert line.number.toolTip() == "Uguale alla versione 1" and line.mark.isHidden()
    screen.presenter.write("result", line.facts.id, text="Un altro risultato")
    line = robot.row("Un altro risultato")
    assert line.number.toolTip() == "cambiato dalla versione 1" and not line.mark.isHidden()
    assert line.text.accessibleName().endswith(", cambiato dalla versione 1")


def test_printing_gives_the_sheet_and_a_line_in_the_ledger(
    robot: PlanRobot, screen: PlanScreen, context: ScreenContext, tmp_path: Path
) -> None:
    def to_file(printer: QPrinter) -> bool:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "out.pdf"))
        return True

    screen.print_dialog = to_file
    screen.print_now()
    sheet = screen.presenter.state.sheet
    assert sheet is not None
    printed = pictures((tmp_path / "out.pdf").read_bytes(), tmp_path, 50)
    (tmp_path / "meant").mkdir()
    meant = pictures(sheet.pdf, tmp_path / "meant", 50)
    assert len(printed) == len(meant)
    for one, other in zip(printed, meant, strict=True):  # at its true size: the same lines at the same places
        assert abs(one.width - other.width) <= 2
        gap = ImageChops.difference(one.convert("L").resize(other.size), other.convert("L"))
        assert ImageStat.Stat(gap).mean[0] < 3
    assert screen.side.printed.text() == "Stampato come bozza il 24/11 alle 10:34 in arabo. A chi lo dai?"
    screen.side.given.emit("Khadija El Amrani")
    assert screen.side.printed.text() == ("Stampato come bozza il 24/11 alle 10:34 in arabo, dato a Khadija El Amrani.")
    with context.session.store.read() as connection:
        ledger = connection.exec_driver_sql("SELECT kind, version, language, given_to FROM printed").fetchall()
        assert ledger == [("plan", 1, "ar", "Khadija El Amrani")]


def test_what_was_typed_while_somebody_else_signed_is_told_back(
    robot: PlanRobot, screen: PlanScreen, context: ScreenContext, household: str
) -> None:
    view = kept(context, household)
    line = view.objectives[0].commitments[0]
    signed_as_it_stands(context.session, household)
    screen.presenter.write("commitment", line.id, text="Cerca una casa a Settimo.")
    words, kind = said(context).lines[-1]
    assert kind == "danger" and words.startswith("Il piano è firmato") and "«Cerca una casa a Settimo.»" in words
    assert screen.editor.version.text() == "versione 1 · firmata"


def test_what_is_typed_last_is_on_the_sheet_that_is_printed(
    qtbot: QtBot, robot: PlanRobot, context: ScreenContext, household: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheets: list[bytes] = []

    class Press(GoodPress):
        def print(self, job: PrintJob) -> str:
            sheets.append(job.content)
            return ""

    monkeypatch.setattr("desk.ui.pdf_pages.PRINTS", Press())
    run = Waiting()
    late = PlanScreen(replace(context, run=run))
    qtbot.addWidget(late)
    late.print_dialog = lambda _printer: True
    late.show_facts(household=household)
    run.answer()
    late.presenter.write("commitment", kept(context, household).objectives[0].commitments[0].id, text="Va a Settimo.")
    late.print_now()
    run.answer()
    assert "Va a Settimo." in text(sheets[0])


def test_every_control_has_a_name(robot: PlanRobot, screen: PlanScreen) -> None:
    robot.suggestions()
    assert nameless(screen) == []


@pytest.mark.parametrize(("width", "height"), [(1336, 836), (916, 640)])
def test_long_lines_are_read_whole(qtbot: QtBot, screen: PlanScreen, told: str, width: int, height: int) -> None:
    screen.resize(width, height)
    robot = PlanRobot(qtbot, screen).open(told)
    robot.take_suggestion("Una casa in affitto")
    long = "Porta tutte le carte che servono per la domanda, e anche quelle del giudice."
    screen.presenter.write("commitment", robot.card().objective.commitments[0].id, text=long)
    screen.presenter.add_result(robot.card().objective.id, "Nuovo risultato")
    QApplication.processEvents()
    assert cut_off(screen) == []
    field = robot.row(long).text
    assert field.height() >= field.document().size().height() * field.fontMetrics().lineSpacing()


def test_nothing_is_said_of_a_plan_before_it_is_read(screen: PlanScreen) -> None:
    screen.show()
    assert not screen.header.isVisible()
    assert not screen.editor.signed.isVisible()
    assert not screen.side.isVisible()
