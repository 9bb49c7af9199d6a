"""From draft to end in the plan's window: supports, who has seen it, the coordinator's word, the end."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desk.db.store import Store
from desk.office.plan import lines as plan_lines
from desk.office.plan.plan import read_plan, start_plan
from desk.office.plan.steps import Approval
from desk.ui.presenters.context import ScreenContext
from desk.ui.screens.plan import PlanScreen
from desk.ui.theme.measure import px
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.plan.rows import CommitmentRow
from tests.screen_parts import Said, Waiting, context_of, cut_off, photograph
from tests.small_office import SmallOffice, build_small_office, person
from tests.ui.robots.plan import PlanRobot

ADULTS = (person("Youssef", "El Amrani", "1985-02-09", "M", "head"), person("Khadija", "Bennani", "1990-05-02"))


@pytest.fixture
def office(store: Store) -> SmallOffice:
    return build_small_office(store)


@pytest.fixture
def home(office: SmallOffice) -> str:
    made = office.family("TH-0217", "El Amrani", ADULTS, language="ar")
    youssef, khadija = office.people(made)
    session = office.session("giulia")
    start_plan(session, made, language="ar")
    view = read_plan(session, made)
    assert view is not None
    plan_lines.add_objective(
        session,
        view.id,
        dimension="economy",
        title="I conti di casa",
        results=("Un libretto con 500 €.",),
        commitments=(
            {"who_kind": "member", "who": youssef, "text": "Scrive le spese.", "how_often": "ogni settimana"},
            {"who_kind": "member", "who": khadija, "text": "Apre il libretto.", "by_date": "2026-12-09"},
        ),
    )
    return made


def screen_of(qtbot: QtBot, context: ScreenContext, home: str) -> tuple[PlanRobot, PlanScreen]:
    screen = PlanScreen(context)
    qtbot.addWidget(screen)
    screen.resize(1336, 836)
    screen.show()
    return PlanRobot(qtbot, screen).open(home), screen


def under_its_head(screen: PlanScreen) -> bool:
    """The translation of the first commitment, where its head is."""
    screen.editor.complete()
    QApplication.processEvents()
    card = screen.objectives[0]
    row = next(row for row in card.rows.values() if isinstance(row, CommitmentRow))
    places = [part.mapTo(card, QPoint(0, 0)).x() for part in (row.state, card.heads.translation)]
    return card.heads.isVisible() and abs(places[0] - places[1]) <= px(8)


def words_in(screen: PlanScreen) -> str:
    return " | ".join(each.text() for each in screen.findChildren(QLabel) if each.isVisible())


@pytest.mark.usefixtures("dressed")
def test_a_plan_is_seen_asked_for_sent_back_approved_signed_and_closed(
    qtbot: QtBot, office: SmallOffice, home: str, tmp_path: Path
) -> None:
    writer, mine = screen_of(qtbot, context_of(office.session("giulia")), home)
    writer.add_support("INPS: La carta SIA")
    assert writer.lines()[-1].endswith("La carta SIA aiuta a fare la spesa.")
    assert writer.offered() == ["Chiedi approvazione"]
    mine.header.ask.click()
    messages = mine._context.messages
    assert isinstance(messages, Said)
    assert messages.lines[-1] == ("Prima di chiedere: Da leggere insieme: Youssef, Khadija.", "warning")
    assert mine.presenter.state.steps.approval is Approval.NONE, "an incomplete plan does not go to the coordinator"
    assert "Si chiede quando il piano è completo" in words_in(mine)
    for adult in list(mine.editor.steps.buttons):
        writer.seen_by(adult)
    assert "il piano è completo" in writer.foot()
    mine.header.ask.click()
    assert writer.offered() == []
    _boss, hers = screen_of(qtbot, context_of(office.session("carla")), home)
    hers.header.send_back.click()
    assert hers.editor.deciding.form is not None
    hers.editor.deciding.form.save_button.click()
    assert "Scrivi che cosa va cambiato" in hers.editor.deciding.form.error.text()
    hers.editor.deciding.form.controls["words"].setText("Manca il nido di Adam.")  # type: ignore[attr-defined]
    hers.editor.deciding.form.save_button.click()
    assert not hers.editor.deciding.isVisible()
    mine.presenter.show(home)
    assert mine.editor.alarm.fact.text() == "Da C. Rossetti: Manca il nido di Adam."
    mine.header.ask.click()
    hers.presenter.show(home)
    hers.header.approve.click()
    mine.presenter.show(home)
    assert mine.presenter.state.steps.approval is Approval.APPROVED
    assert writer.offered() == ["Firmato oggi"]
    mine.editor.steps.other.click()
    assert mine.editor.deciding.form is not None
    day = mine.editor.deciding.form.controls["day"]
    day.setText("25/11/2026")  # type: ignore[attr-defined]
    mine.editor.deciding.form.save_button.click()
    assert "tra il giorno della bozza e oggi" in mine.editor.deciding.form.error.text(), "nobody signs tomorrow"
    day.setText("24/11/2026")  # type: ignore[attr-defined]
    mine.editor.deciding.form.save_button.click()
    assert mine.editor.version.text() == "versione 1 · firmata"
    assert under_its_head(mine), "a signed line has no handle: its parts stay in their columns"
    mine.header.close_plan.click()
    assert mine.editor.deciding.form is not None
    mine.editor.deciding.form.controls["outcome"].set_value("reached")  # type: ignore[attr-defined]
    mine.editor.deciding.form.controls["words"].setText("Hanno la casa.")  # type: ignore[attr-defined]
    mine.editor.deciding.form.save_button.click()
    assert mine.editor.version.text() == "versione 1 · chiusa"
    assert "Piano chiuso il 24/11: Obiettivi raggiunti" in words_in(mine)
    assert mine.editor.signed.text().startswith("«Hanno la casa.» Questa versione")


def test_who_presses_fast_is_not_told_what_lacked_before(qtbot: QtBot, office: SmallOffice, home: str) -> None:
    context = context_of(office.session("giulia"))
    run = Waiting()
    screen = PlanScreen(replace(context, run=run))
    qtbot.addWidget(screen)
    screen.show_facts(household=home)
    run.answer()
    for adult in office.people(home):
        screen.presenter.way.seen(adult)
    screen.presenter.way.ask()
    run.answer()
    assert screen.presenter.state.steps.approval is Approval.ASKED


@pytest.mark.usefixtures("dressed")
def test_fourteen_people_and_sixty_commitments_stay_whole(qtbot: QtBot, office: SmallOffice) -> None:
    """Nothing is cut, on the screen and on paper, and a line without a day is named."""
    names = [f"Nome{number}" for number in range(14)]
    people = tuple(person(each, "Benali Haddaoui El Mansouri", "1985-02-09", "M", "head") for each in names)
    home = office.family("TH-0999", "Benali", people, language="ar")
    session, members = office.session("giulia"), office.people(home)
    start_plan(session, home, language="ar")
    view = read_plan(session, home)
    assert view is not None
    lines = tuple(
        {
            "who_kind": "member",
            "who": members[n % 14],
            "text": f"Porta la carta numero {n}.",
            "by_date": None if n == 30 else "2026-12-09",
        }
        for n in range(60)
    )
    plan_lines.add_objective(
        session, view.id, dimension="economy", title="Le carte", results=("Tutto in regola.",), commitments=lines
    )
    robot, screen = screen_of(qtbot, context_of(session), home)
    photograph(screen, "plan-of-fourteen", (1336, 836))
    assert len(robot.lines()) == 61
    number = next(line.split()[0] for line in robot.lines() if line.endswith("numero 30."))
    assert f"Riga {number}: manca quando" in robot.foot()
    assert len(screen.editor.steps.buttons) == 14
    assert cut_off(screen) == []
    assert screen.width() == 1336, "no list of numbers or names makes the window wider"


@pytest.mark.usefixtures("dressed")
def test_what_lacks_leads_to_the_place_where_it_is_given(qtbot: QtBot, office: SmallOffice) -> None:
    home = office.family("TH-0300", "Popescu", ADULTS, language="ro")
    robot, screen = screen_of(qtbot, context_of(office.session("giulia")), home)
    assert screen.editor.list.nothing.isVisible()
    robot.mend("Comincia da un obiettivo.")
    assert screen.editor.adding.isVisible() and not screen.editor.list.nothing.isVisible()
    titles = {action.text(): action.menu() for action in screen.editor.adding.menu().actions()}
    ready = next(action for action in titles["Economia e debiti"].actions() if action.text() == "I conti di casa")
    ready.trigger()
    assert robot.objectives() == ["1 · I conti di casa"], "the library is open to who knows better than the answers"
    first = next(iter(robot.card().rows.values()))
    assert robot.tabbed(screen.editor.add, first.text, screen.side.language), "the lines before the sheet"
    robot.mend("Senza impegni: Khadija")
    khadija = screen.focusWidget()
    assert isinstance(khadija, Button) and khadija.accessibleName() == "Nuovo impegno per Khadija Bennani"
    khadija.click()
    line = robot.commitment("Nuovo impegno")
    assert line.who.toolTip() == "Khadija Bennani" and screen.focusWidget() is line.text
    robot.mend(f"Riga {line.number.text()}: manca quando")
    assert screen.focusWidget() is line.by
    screen.header.ask.click()
    messages = screen._context.messages
    assert isinstance(messages, Said)
    said = messages.lines[-1][0]
    assert "manca quando" in said and "romeno" not in said, "a translation stops nobody from asking"
    robot.due("Nuovo impegno", "ogni mese")
    robot.rewrite("Nuovo impegno", "Guarda tre annunci di case.")
    robot.mend(f"Riga {line.number.text()}: manca in romeno")
    assert screen.focusWidget() is robot.commitment("Guarda tre annunci di case.").translating()
