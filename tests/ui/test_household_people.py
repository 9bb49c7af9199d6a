"""The people of a family in the window: codes checked while typed, moving, joining, dividing, all by keyboard."""

from datetime import date

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desk.office.household.code_check import DIFFERS, GOOD, TYPING, WRONG, check_code
from desk.office.household.find_home import homes_like
from desk.office.household.identifiers import add_identifier
from desk.office.household.join_split import join_households
from desk.office.household.members import add_member
from desk.office.household.page import read_household
from desk.office.session import Session
from desk.ui.screens.household import HouseholdScreen
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.edits import LineEdit
from desk.ui.widgets.household.family_picker import FamilyPicker
from desk.ui.widgets.household.people import HouseholdPeople
from desk.ui.widgets.inline_form import InlineForm
from desk.ui.widgets.tag import Tag
from tests.screen_parts import Said, Waiting, context_of, cut_off, nameless, photograph
from tests.small_office import SmallOffice, build_small_office, person

FAMILY = (
    person("Maria", "Rossi", "1990-06-24", "F", "head"),
    person("Luca", "Bianchi", "1988-04-02", "M", "partner"),
    person("Ada", "Bianchi", "2020-05-03", "F", "child"),
)


@pytest.fixture
def office(session: Session) -> SmallOffice:
    made = build_small_office(session.store)
    made.family("TH-0001", "Rossi", FAMILY)
    made.family("TH-0002", "Verdi", (person("Anna", "Verdi", "1960-01-01", "F", "head"),))
    return made


@pytest.fixture
def homes(office: SmallOffice) -> list[str]:
    with office.store.read() as connection:
        return [str(home) for (home,) in connection.exec_driver_sql("SELECT id FROM household ORDER BY code")]


@pytest.fixture
def screen(office: SmallOffice, homes: list[str], dressed: QApplication, qtbot: QtBot) -> HouseholdScreen:
    made = HouseholdScreen(context_of(office.session()))
    qtbot.addWidget(made)
    made.resize(1240, 900)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.show_facts(household=homes[0])
    made.header.tabs.choose("people")
    return made


@pytest.fixture
def people(screen: HouseholdScreen) -> HouseholdPeople:
    return screen.people


def names(office: SmallOffice, home: str) -> list[str]:
    return [member.given for member in read_household(office.session(), home).members]


def tags(people: HouseholdPeople) -> dict[str, str]:
    """Words and tone of what is shown."""
    QApplication.processEvents()
    return {tag.text(): tag.kind for tag in people.findChildren(Tag) if tag.isVisible()}


def pick(people: HouseholdPeople, qtbot: QtBot, typed: str) -> FamilyPicker:
    assert people.form is not None
    picker = people.form.controls["home"]
    assert isinstance(picker, FamilyPicker)
    qtbot.keyClicks(picker.line, typed)
    qtbot.keyClick(picker.line, Qt.Key.Key_Return)
    return picker


@pytest.mark.parametrize(
    ("typed", "born", "sex", "state"),
    [
        ("", None, None, TYPING),
        ("RSSMRA90H64", None, None, TYPING),
        ("rss mra 90h64 l219t", date(1990, 6, 24), "F", GOOD),
        ("RSSMRA90H64L219X", None, None, WRONG),
        ("RSSMRA90H64L219T", date(1990, 6, 25), "F", DIFFERS),
        ("RSSMRA90H64L219T", date(1990, 6, 24), "M", DIFFERS),
        ("CCCFBA85D03L21VE", date(1985, 4, 3), "M", GOOD),
    ],
)
def test_a_code_is_checked_while_it_is_typed(typed: str, born: date | None, sex: str | None, state: str) -> None:
    assert check_code("tax_code", typed, born=born, sex=sex).state == state


def test_the_check_stands_beside_the_field_and_the_code_can_go(
    people: HouseholdPeople, qtbot: QtBot, office: SmallOffice, homes: list[str]
) -> None:
    maria = read_household(office.session(), homes[0]).members[0]
    people.open_code(maria)
    assert people.form is not None
    line = people.form.controls["value"]
    assert isinstance(line, LineEdit)
    qtbot.keyClicks(line, "RSSMRA90H64L219X")
    assert any("non è giusto" in each.text() for each in people.form.findChildren(QLabel)), line.text()
    line.setText("RSSMRA90H64L219T")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert people.form is None
    assert any("RSSMRA90H64L219T" in text for text in tags(people))
    page = read_household(office.session(), homes[0])
    people._presenter.remove_identifier(page.identifiers[0].id)
    assert read_household(office.session(), homes[0]).identifiers == ()


def test_a_person_goes_to_another_family(
    people: HouseholdPeople, qtbot: QtBot, office: SmallOffice, homes: list[str]
) -> None:
    ada = read_household(office.session(), homes[0]).members[2]
    people.open_move(ada)
    pick(people, qtbot, "Verdi")
    assert names(office, homes[0]) == ["Maria", "Luca"] and names(office, homes[1]) == ["Anna", "Ada"]
    said = people._presenter._context.messages
    assert isinstance(said, Said) and said.undo is not None
    said.undo()
    assert names(office, homes[0]) == ["Maria", "Luca", "Ada"]


def test_without_a_choice_the_form_says_so(people: HouseholdPeople, qtbot: QtBot) -> None:
    people.open_join()
    picker = pick(people, qtbot, "nobody")
    assert people.form is not None and picker.value() == ""
    people.form.save()
    assert people.form.error.isVisible() and "Scegli la famiglia" in people.form.error.text()


def test_two_records_are_joined_by_keyboard(
    people: HouseholdPeople, qtbot: QtBot, office: SmallOffice, homes: list[str]
) -> None:
    people.open_join()
    pick(people, qtbot, "TH-0002")
    assert names(office, homes[0]) == ["Maria", "Luca", "Ada", "Anna"]


def test_the_record_that_was_joined_shows_the_way(
    screen: HouseholdScreen, office: SmallOffice, homes: list[str]
) -> None:
    join_households(office.session(), keep=homes[1], joined=homes[0])
    screen.presenter.read_again()
    assert screen.people.joined.isVisible() and not screen.people.whole.isVisible()


def test_a_family_is_divided(people: HouseholdPeople, office: SmallOffice, homes: list[str]) -> None:
    people.open_split()
    assert people.form is not None
    ada = read_household(office.session(), homes[0]).members[2].person
    for name, control in people.form.controls.items():
        if isinstance(control, QCheckBox):
            control.setChecked(name == ada)
    line = people.form.controls["name"]
    assert isinstance(line, LineEdit)
    line.setText("Bianchi")
    people.form.controls["head"].set_value(ada)  # type: ignore[attr-defined]
    people.form.save()
    assert names(office, homes[0]) == ["Maria", "Luca"]


def test_news_does_not_take_the_form_away(people: HouseholdPeople, office: SmallOffice, homes: list[str]) -> None:
    people.open_new()
    assert people.form is not None
    line = people.form.controls["given"]
    assert isinstance(line, LineEdit)
    line.setText("Sara")
    add_member(office.session("paolo"), homes[0], given="Ivo", surname="Bianchi")
    people._presenter.read_again()
    assert people.form is not None and line.text() == "Sara"
    people.form.cancelled.emit()
    assert people.form is None
    assert "Ivo Bianchi" in [child.accessibleName() for child in people.findChildren(type(people.joined).__mro__[1])]


def test_after_saving_the_cursor_is_where_it_was(
    people: HouseholdPeople, office: SmallOffice, homes: list[str]
) -> None:
    luca = read_household(office.session(), homes[0]).members[1]
    people.open_change(luca)
    assert people.form is not None
    people.form.save()
    focus = QApplication.focusWidget()
    assert focus is not None and focus.accessibleName() == "Correggi: Luca Bianchi"


def test_a_code_that_does_not_fit_is_marked(people: HouseholdPeople, office: SmallOffice, homes: list[str]) -> None:
    luca = read_household(office.session(), homes[0]).members[1]
    add_identifier(office.session(), luca.person, kind="tax_code", value="RSSMRA90H64L219T")
    people._presenter.read_again()
    kinds = tags(people)
    assert kinds["Codice fiscale RSSMRA90H64L219T"] == "warning"
    assert kinds["codice fiscale da chiedere"] == "warning"


@pytest.mark.parametrize(("size", "scale"), [((1240, 900), 1.0), ((920, 640), 1.0)])
def test_nothing_is_cut(screen: HouseholdScreen, size: tuple[int, int], scale: float) -> None:
    screen.people.open_join()
    photograph(screen, f"people-{size[0]}-{scale:g}", size, scale)
    assert nameless(screen) == [] and cut_off(screen) == []


def gone(widget: QWidget) -> None:
    """As the loop does with what was let go."""
    widget.deleteLater()
    QApplication.sendPostedEvents(widget, QEvent.Type.DeferredDelete)


def test_an_attempt_can_be_noted_after_another_form_took_its_place(screen: HouseholdScreen) -> None:
    screen.header.tabs.choose("contacts")
    press = {button.text(): button.click for button in screen.contacts.findChildren(Button)}
    for words in ("Segna un tentativo", "Aggiungi un recapito", "Segna un tentativo"):
        press[words]()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert screen.contacts.form is not None and "outcome" in screen.contacts.form.controls


def test_families_that_are_found_after_the_form_was_left_are_let_go(office: SmallOffice, dressed: QApplication) -> None:
    session, run = office.session(), Waiting()
    picker = FamilyPicker(lambda text, done: run.run(lambda: homes_like(session, text), done))
    picker.line.setText("Verdi")
    gone(picker)
    run.answer()


def test_a_refusal_that_comes_after_the_form_was_left_is_let_go(dressed: QApplication) -> None:
    form = InlineForm("Prova", [("name", "Nome", LineEdit())], "Salva")
    fail = form.fail
    gone(form)
    fail("Troppo tardi")
