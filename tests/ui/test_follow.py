"""Commitments are followed where one meets the family: on its page, on Today, at the end of a visit."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from desk.db.store import Store
from desk.domain.follow_up import Outcome
from desk.office.front.call import call
from desk.office.front.check_in import check_in
from desk.office.plan import lines as plan_lines
from desk.office.plan.follow import Due, due_of
from desk.office.plan.plan import read_plan, start_plan
from desk.office.session import Session
from desk.ui.screens.household import HouseholdScreen
from desk.ui.screens.today import TodayScreen
from desk.ui.widgets.follow_row import FollowRow
from tests.screen_parts import context_of, nameless
from tests.signed_plan import signed_as_it_stands
from tests.small_office import SmallOffice, build_small_office, person

ADULTS = (person("Youssef", "El Amrani", "1985-02-09", "M", "head"), person("Khadija", "Bennani", "1990-05-02"))


@pytest.fixture
def office(store: Store) -> SmallOffice:
    return build_small_office(store)


@pytest.fixture
def giulia(office: SmallOffice) -> Session:
    return office.session("giulia")


@pytest.fixture
def home(office: SmallOffice) -> str:
    made = office.family("TH-0217", "El Amrani", ADULTS)
    carla, youssef = office.session("carla"), office.people(made)[0]
    start_plan(carla, made, language="it")
    view = read_plan(carla, made)
    assert view is not None
    lines = (
        {"who_kind": "member", "who": youssef, "text": "Porta il contratto.", "by_date": "2026-11-20"},
        {"who_kind": "partner", "who_name": "Scuola", "text": "Chiama la famiglia.", "by_date": "2026-12-20"},
    )
    for line in lines:
        line["shown_by"] = "copia"
    plan_lines.add_objective(carla, view.id, dimension="work", title="Un lavoro", commitments=lines)
    signed_as_it_stands(carla, made)
    return made


def due(session: Session, home: str) -> list[Due]:
    with session.store.read() as connection:
        return list(due_of(connection, [home], session.today()))


def answer(row: FollowRow, outcome: Outcome, words: str | None = None) -> None:
    """Press what came out, write what goes with it, save."""
    row.buttons[outcome].click()
    assert row.form is not None
    field = row.form.controls["words"]
    assert isinstance(field, QLineEdit)
    if words is not None:
        field.setText(words)
    row.form.save_button.click()


@pytest.mark.usefixtures("dressed")
def test_on_the_family_page(qtbot: QtBot, giulia: Session, home: str) -> None:
    screen = HouseholdScreen(context_of(giulia))
    qtbot.addWidget(screen)
    screen.resize(1000, 800)
    screen.show()
    screen.show_facts(household=home)
    screen.header.tabs.choose("plan")
    first = due(giulia, home)[0].id
    answer(screen.plan.rows[first], Outcome.KEPT, "")
    row = screen.plan.rows[first]
    assert row.form is not None and "che cosa lo mostra" in row.form.error.text()
    row.shut()
    answer(row, Outcome.KEPT)
    assert [(each.text, each.done) for each in due(giulia, home)][-1] == ("Porta il contratto.", True)
    assert not screen.plan.rows[first].buttons, "what is done asks for nothing"
    assert nameless(screen) == []


@pytest.mark.usefixtures("dressed")
def test_on_today(qtbot: QtBot, office: SmallOffice, giulia: Session, home: str) -> None:
    screen = TodayScreen(context_of(giulia))
    qtbot.addWidget(screen)
    screen.resize(1336, 836)
    screen.show()
    screen.show_facts()
    assert screen.room_column.follow.text() == "1 impegno da seguire"
    screen.room_column.follow.click()
    (row,) = screen.follow_panel.rows.values()
    answer(row, Outcome.MISSED, "non lo ha ancora")
    assert due(giulia, home)[0].followed.missed == 1
    (row,) = screen.follow_panel.rows.values()
    answer(row, Outcome.KEPT)
    assert screen.follow_panel.rows == {}
    assert not screen.room_column.follow.isVisible()
    screen.follow_panel.closed.emit()
    assert screen.pane.isVisible()


@pytest.mark.usefixtures("dressed")
def test_at_the_end_of_a_visit(qtbot: QtBot, office: SmallOffice, giulia: Session, home: str) -> None:
    visit = check_in(office.session("chiara"), household=home).visit
    call(giulia, visit)
    screen = TodayScreen(context_of(giulia))
    qtbot.addWidget(screen)
    screen.resize(1336, 836)
    screen.show()
    screen.show_facts()
    screen.open_close_panel(visit, home)
    (row,) = screen.close_visit.rows.values()
    assert row.due.text == "Porta il contratto."
    answer(row, Outcome.KEPT)
    assert screen.close_visit.rows == {}
    with giulia.store.read() as connection:
        kept = connection.exec_driver_sql("SELECT visit, evidence FROM follow_up").fetchall()
    assert kept == [(visit, "copia")]


@pytest.mark.usefixtures("dressed")
def test_in_a_narrow_pane_the_words_have_all_the_width(qtbot: QtBot, giulia: Session, home: str) -> None:
    row = FollowRow(due(giulia, home)[0], giulia.today(), may=True, small=True)
    qtbot.addWidget(row)
    row.resize(270, row.heightForWidth(270))
    row.show()
    qtbot.waitExposed(row)
    words = next(each for each in row.findChildren(QLabel) if each.text() == "Porta il contratto")
    assert words.width() > 200, "not only as wide as the tag beneath"


@pytest.mark.usefixtures("dressed", "home")
def test_where_the_panel_stands_under_the_columns_the_page_goes_to_it(qtbot: QtBot, giulia: Session) -> None:
    screen = TodayScreen(context_of(giulia))
    qtbot.addWidget(screen)
    screen.resize(520, 600)
    screen.show()
    screen.show_facts()
    screen.open_follow_panel()
    panel, area = screen.follow_panel, screen._area
    qtbot.waitUntil(lambda: 0 <= panel.mapTo(area.viewport(), QPoint()).y() < area.viewport().height() // 2)
