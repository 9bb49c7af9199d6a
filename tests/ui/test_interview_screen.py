"""The interview as a caseworker does it: every answer is in the store by itself, nothing typed is lost."""

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desk.domain.interview import Answer, Status
from desk.office.interview.answers import answer_id, save_answer
from desk.office.interview.course import finish_interview
from desk.office.interview.interview import read_interview
from desk.office.machine.drafts import waiting_drafts
from desk.office.session import Session
from desk.ui.presenters.context import ScreenContext
from desk.ui.screens.interview import InterviewScreen
from desk.ui.widgets.edits import TextArea, in_lines
from tests.interview_family import el_amrani
from tests.screen_parts import Gone, Said, context_of, nameless, photograph
from tests.small_office import SmallOffice, build_small_office
from tests.ui.robots.interview import InterviewRobot


@pytest.fixture
def office(session: Session) -> SmallOffice:
    return build_small_office(session.store)


@pytest.fixture
def home(office: SmallOffice) -> str:
    """The family rents: the page asks for rent and contract."""
    made = el_amrani(office)
    save_answer(office.session(), made, "housing.tenure", "private_4_4")
    return made


@pytest.fixture
def context(office: SmallOffice, dressed: QApplication) -> ScreenContext:
    return context_of(office.session())


@pytest.fixture
def screen(context: ScreenContext, qtbot: QtBot) -> InterviewScreen:
    made = InterviewScreen(context)
    qtbot.addWidget(made)
    made.resize(1340, 840)
    made.show()
    return made


@pytest.fixture
def robot(screen: InterviewScreen, home: str, qtbot: QtBot) -> InterviewRobot:
    return InterviewRobot(qtbot, screen).open(home)


def known(context: ScreenContext, home: str, question: str) -> Answer | None:
    return read_interview(context.session, home).told.answers.get((question, None))


def value(context: ScreenContext, home: str, question: str) -> object:
    found = known(context, home, question)
    return found.value if found else None


def test_answers_are_in_the_store_without_a_save_button(
    robot: InterviewRobot, context: ScreenContext, home: str, screen: InterviewScreen
) -> None:
    robot.type("housing.rent", "470")
    robot.press("housing.registered", "Sì")
    robot.field("housing.eviction_stage").chosen.emit("5", Status.READ)
    robot.type("housing.release_date", "15/07/2027")
    assert value(context, home, "housing.rent") == 47_000
    assert value(context, home, "housing.registered") is True
    assert str(value(context, home, "housing.release_date")) == "2027-07-15"
    assert screen.head.saved.text().startswith("Salvato")


def test_what_cannot_be_read_is_kept_and_said(robot: InterviewRobot, context: ScreenContext, home: str) -> None:
    robot.type("housing.rent", "circa cinquecento")
    assert robot.state("housing.rent") == "doubtful"
    assert robot.shown("housing.rent") == "circa cinquecento"
    assert read_interview(context.session, home).told.typed["housing.rent", None] == "circa cinquecento"


def test_words_are_saved_by_themselves_while_one_types(
    robot: InterviewRobot, context: ScreenContext, home: str, qtbot: QtBot
) -> None:
    field = robot.field("housing.note")
    qtbot.keyClicks(field.control, "Il padrone di casa aspetta")
    qtbot.waitUntil(lambda: value(context, home, "housing.note") == "Il padrone di casa aspetta", timeout=10_000)


@pytest.mark.parametrize(
    ("question", "words"),
    [("housing.note", "Aspetta"), ("housing.rent", "470"), ("housing.since", "15/07/2020"), ("housing.rent", "")],
)
def test_a_letter_typed_and_taken_back_is_not_written_again_another_day(
    robot: InterviewRobot, context: ScreenContext, home: str, qtbot: QtBot, question: str, words: str
) -> None:
    """Over what a colleague has answered at another desk meanwhile."""
    field = robot.field(question)
    if words:
        qtbot.keyClicks(field.control, words)
        QApplication.sendEvent(field.control, QFocusEvent(QEvent.Type.FocusOut))
        assert value(context, home, question) is not None
    for key in (Qt.Key.Key_1, Qt.Key.Key_Backspace):
        qtbot.keyClick(field.control, key)
        with context.session.store.read() as connection:
            assert waiting_drafts(connection, home) == (key == Qt.Key.Key_1)


def test_notes_typed_and_taken_back_are_not_written_again_another_day(
    screen: InterviewScreen, robot: InterviewRobot, context: ScreenContext, home: str, qtbot: QtBot
) -> None:
    screen.activateWindow()
    screen._toggle_notes()
    qtbot.waitUntil(screen.note.hasFocus)
    for key in (Qt.Key.Key_1, Qt.Key.Key_Backspace):
        qtbot.keyClick(screen.note, key)
        with context.session.store.read() as connection:
            assert waiting_drafts(connection, home) == (key == Qt.Key.Key_1)


class Typist(QTimer):
    """Types on and on, faster than any pause that saves."""

    def __init__(self, qtbot: QtBot, control: QWidget) -> None:
        super().__init__(control)
        self.timeout.connect(lambda: qtbot.keyClicks(control, "a"))
        self.start(40)


@pytest.mark.parametrize("where", ["answer", "note"])
def test_words_are_saved_while_somebody_types_without_a_pause(
    robot: InterviewRobot, screen: InterviewScreen, context: ScreenContext, home: str, qtbot: QtBot, where: str
) -> None:
    screen.show()
    screen.activateWindow()
    if where == "note":
        screen._toggle_notes()
        qtbot.waitUntil(screen.note.hasFocus)
    typist = Typist(qtbot, screen.note if where == "note" else robot.field("housing.note").control)

    def saved() -> str:
        view = read_interview(context.session, home)
        return view.note if where == "note" else str(value(context, home, "housing.note") or "")

    qtbot.waitUntil(lambda: len(saved()) > 3, timeout=10_000)
    first = saved()
    qtbot.waitUntil(lambda: len(saved()) > len(first), timeout=10_000)
    assert typist.isActive()
    typist.stop()
    assert set(saved()) == {"a"}


def test_not_knowing_and_not_saying_are_answers(robot: InterviewRobot, context: ScreenContext, home: str) -> None:
    robot.other_answer("housing.rent", "Preferisce non dire")
    found = known(context, home, "housing.rent")
    assert found is not None and found.status is Status.DECLINED
    robot.other_answer("housing.rent", "Da chiedere ancora")
    assert robot.state("housing.rent") == "to_ask"
    robot.other_answer("housing.rent", "Togli la risposta")
    assert robot.state("housing.rent") == "empty"


def test_what_is_known_from_before_is_confirmed_with_one_click(
    robot: InterviewRobot, context: ScreenContext, home: str, office: SmallOffice, screen: InterviewScreen
) -> None:
    with office.store.write() as unit:
        row = answer_id(home, "housing.rent")
        old = {"household": home, "question": "housing.rent", "value": "47000", "status": "said"}
        unit.put("answer", row, **old, answered_on="2026-09-12")
    screen.presenter.read_again()
    assert robot.state("housing.rent") == "to_confirm"
    assert robot.field("housing.rent").still.isVisible()
    robot.confirm("housing.rent")
    assert robot.state("housing.rent") == "confirmed"
    assert value(context, home, "housing.rent") == 47_000


def test_what_it_tells_follows_every_answer(robot: InterviewRobot, screen: InterviewScreen) -> None:
    page = screen.presenter.page
    assert page is not None and page.tells.stage == 0
    robot.field("housing.eviction_stage").chosen.emit("5", Status.READ)
    page = screen.presenter.page
    assert page is not None and page.tells.stage == 5
    stage = robot.field("housing.eviction_stage").stage
    assert stage is not None and stage.step == 5


def test_another_desk_answers_and_it_appears(
    robot: InterviewRobot, context: ScreenContext, home: str, office: SmallOffice, screen: InterviewScreen
) -> None:
    changes = save_answer(office.session("paolo"), home, "housing.rent", 52_000)
    screen.on_changes(changes)
    assert robot.shown("housing.rent") == "520"


def test_closing_and_opening_again_comes_back_to_the_same_question(
    robot: InterviewRobot, context: ScreenContext, office: SmallOffice, home: str, qtbot: QtBot
) -> None:
    robot.next()
    page = robot.page()
    robot.type("economy.savings", "300")
    again = InterviewScreen(context_of(office.session("paolo")))
    qtbot.addWidget(again)
    again.show_facts(household=home)
    assert again.leaf.title.text() == page
    there = InterviewRobot(qtbot, again).field("economy.savings")
    qtbot.waitUntil(lambda: again.focusWidget() is there.control)


def test_a_page_that_is_new_to_all_opens_at_its_first_question(
    robot: InterviewRobot, context: ScreenContext, office: SmallOffice, home: str, qtbot: QtBot
) -> None:
    robot.type("housing.rent", "470")
    again = InterviewScreen(context_of(office.session("paolo")))
    qtbot.addWidget(again)
    again.show()
    again.show_facts(household=home, section="economy")
    qtbot.waitUntil(lambda: again.is_still)
    first = next(iter(InterviewRobot(qtbot, again).fields().values()))
    qtbot.waitUntil(lambda: again.focusWidget() is first.control)


def test_a_note_stands_at_its_question(robot: InterviewRobot, context: ScreenContext, home: str, qtbot: QtBot) -> None:
    robot.other_answer("housing.rent", "Scrivi una nota")
    remark = robot.field("housing.rent").remark
    qtbot.keyClicks(remark, "Forse 450")
    remark.settle()
    assert read_interview(context.session, home).told.remarks["housing.rent", None] == "Forse 450"
    assert robot.state("housing.rent") == "empty"


def test_what_another_desk_answers_does_not_touch_what_is_being_typed(
    robot: InterviewRobot, office: SmallOffice, home: str, screen: InterviewScreen, qtbot: QtBot
) -> None:
    field = robot.field("housing.note")
    field.control.setFocus()
    qtbot.keyClicks(field.control, "Il padrone")
    paolo = office.session("paolo")
    screen.on_changes(save_answer(paolo, home, "housing.rent", 52_000))
    screen.on_changes(save_answer(paolo, home, "housing.note", "Altro"))
    assert robot.shown("housing.rent") == "520"
    assert robot.shown("housing.note") == "Il padrone"


def test_undo_takes_back_the_last_answers_one_by_one(robot: InterviewRobot, screen: InterviewScreen) -> None:
    robot.type("housing.rent", "470")
    robot.press("housing.registered", "Sì")
    robot.other_answer("housing.charges", "Non lo sa")
    screen.presenter.undo()
    assert robot.state("housing.charges") == "empty"
    assert (robot.state("housing.registered"), robot.shown("housing.rent")) == ("confirmed", "470")
    screen.presenter.undo()
    assert (robot.state("housing.registered"), robot.shown("housing.rent")) == ("empty", "470")
    screen.presenter.undo()
    assert robot.shown("housing.rent") == ""
    assert not screen.presenter.can_undo
    screen.presenter.redo()
    screen.presenter.redo()
    assert (robot.state("housing.registered"), robot.shown("housing.rent")) == ("confirmed", "470")
    screen.presenter.undo()
    robot.type_anew("housing.rent", "480")  # another way was taken: nothing is left to do again
    screen.presenter.redo()
    assert (robot.state("housing.registered"), robot.shown("housing.rent")) == ("empty", "480")


def test_the_minutes_are_shown_only_while_wanted(robot: InterviewRobot, screen: InterviewScreen, qtbot: QtBot) -> None:
    assert screen.head.since.text() == "iniziato 10:34", "nobody is hurried by a clock that they did not ask for"
    qtbot.mouseClick(screen.head.since, Qt.MouseButton.LeftButton)
    assert screen.head.since.text().endswith("min")
    qtbot.mouseClick(screen.head.since, Qt.MouseButton.LeftButton)
    assert screen.head.since.text() == "iniziato 10:34"


def test_a_question_is_found_by_typing(robot: InterviewRobot, screen: InterviewScreen) -> None:
    robot.open(screen.presenter.household)
    robot.look_for("affitto al mese")
    assert robot.page() == "Abitazione"


def test_what_cannot_be_opened_leaves_nothing_of_the_family_before(
    robot: InterviewRobot, screen: InterviewScreen, context: ScreenContext, home: str
) -> None:
    robot.open(home)
    left = robot.field("housing.registered")
    screen.show_facts(household="nobody")
    assert screen.leaf.fault.isVisible()
    assert (screen.leaf.title.text(), screen.head.family.text()) == ("", "")
    assert not left.isVisible()
    screen.presenter.choose(("housing.registered", None), value=True)
    assert value(context, home, "housing.registered") is None


def test_free_notes_that_are_too_long_are_refused_and_stay(
    robot: InterviewRobot, screen: InterviewScreen, home: str, qtbot: QtBot
) -> None:
    robot.open(home)
    screen._toggle_notes()
    qtbot.waitUntil(screen.note.hasFocus)
    screen.note.setPlainText("una nota " * 11_200)
    for _time in range(2):  # put away, and taken out again
        screen._toggle_notes()
        qtbot.waitUntil(screen.leaf.fault.isVisible)
    assert "al massimo 100000" in screen.leaf.fault.fact.text()
    assert len(screen.note.toPlainText()) == 9 * 11_200


def test_the_short_close_keeps_the_note_and_goes_to_the_plan(
    robot: InterviewRobot, context: ScreenContext, home: str, screen: InterviewScreen, qtbot: QtBot
) -> None:
    qtbot.mouseClick(screen.leaf.short, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(screen.note, "Sentire il proprietario")
    interview = read_interview(context.session, home).id
    qtbot.mouseClick(screen.leaf.notes.finish, Qt.MouseButton.LeftButton)
    with context.session.store.read() as connection:
        found = connection.exec_driver_sql("SELECT state, note FROM interview WHERE id = ?", (interview,)).one()
    assert tuple(found) == ("closed", "Sentire il proprietario")
    assert isinstance(context.navigate, Gone) and context.navigate.places[-1][0] == "plan"
    assert isinstance(context.messages, Said) and context.messages.undo is not None


def test_the_short_close_has_a_minute_and_leaves_the_interview_to_be_finished(
    robot: InterviewRobot, context: ScreenContext, home: str, screen: InterviewScreen, qtbot: QtBot
) -> None:
    """The note is kept, the interview stays open, and Today is asked for the end of this family's visit."""
    notes = screen.leaf.notes
    qtbot.mouseClick(screen.sections.notes, Qt.MouseButton.LeftButton)
    assert notes.isVisible() and not notes.minute.isVisible()
    qtbot.mouseClick(screen.leaf.short, Qt.MouseButton.LeftButton)
    assert "ancora 60 secondi" in notes.minute.text() and notes.minute.isVisible()
    notes.show_left(0)
    assert notes.minute.text().startswith("Il minuto è passato")
    qtbot.keyClicks(screen.note, "Sentire il proprietario")
    qtbot.keyClick(screen.note, Qt.Key.Key_Tab)
    assert notes.back.hasFocus()  # the questions wait: how it may end comes next, at the foot
    assert not screen.leaf.next.isVisible() and screen.leaf.foot.isAncestorOf(notes.later)
    qtbot.mouseClick(notes.later, Qt.MouseButton.LeftButton)
    view = read_interview(context.session, home)
    assert (view.is_open, view.note) == (True, "Sentire il proprietario")
    assert isinstance(context.navigate, Gone) and context.navigate.places[-1] == ("today", {"close": home})


@pytest.mark.parametrize(
    ("size", "scale", "rtl"),
    [
        ((1340, 840), 1.0, False),
        ((900, 640), 1.0, False),
        ((600, 560), 1.0, False),
        ((1340, 840), 2.0, False),
        ((1340, 840), 1.0, True),
    ],
)
def test_every_page_stands_in_its_room(
    robot: InterviewRobot, screen: InterviewScreen, size: tuple[int, int], scale: float, rtl: bool
) -> None:
    photograph(screen, f"interview-{size[0]}-{scale:g}{'-rtl' if rtl else ''}", size, scale, rtl=rtl)
    assert nameless(screen) == []
    inside = screen.area.widget()
    assert inside is not None and inside.width() <= screen.area.viewport().width()


def test_every_field_of_every_page_is_reached_with_tab_in_reading_order(
    robot: InterviewRobot, screen: InterviewScreen
) -> None:
    for line in screen.presenter.sections():
        screen._go(line.id)
        fields = list(robot.fields().values())
        QApplication.processEvents()  # the bar knows how long the page is
        fields[0].place_focus()
        stops = [robot.focused()]
        while screen.form.isAncestorOf(stops[-1]):
            in_sight(screen, stops[-1])
            robot.key(Qt.Key.Key_Tab)
            stops.append(robot.focused())
        assert screen.leaf.foot.isAncestorOf(stops.pop()), line.id
        reached = [next(n for n, field in enumerate(fields) if field.isAncestorOf(stop)) for stop in stops]
        assert reached == sorted(reached) and set(reached) == set(range(len(fields))), line.id
        for stop in reversed(stops):
            robot.key(Qt.Key.Key_Backtab)
            assert robot.focused() is stop
            in_sight(screen, stop)


def in_sight(screen: InterviewScreen, stop: QWidget) -> None:
    """Neither below the fold nor under the head that stays."""
    view, head = screen.area.viewport(), screen.area.head
    top = stop.mapTo(view, stop.rect().topLeft()).y()
    assert top >= (head.height() if head.isVisible() else 0)
    assert top + stop.height() <= view.height(), stop.accessibleName()


BAD = (
    ("housing.since", "31/02/2020", "Questa data non è chiara: scrivila come 24/11/2026."),
    ("housing.since", "01/12/1826", "Questo anno non è possibile: controlla la data."),
    ("housing.since", "01/12/2026", "Questa data è nel futuro: controlla l’anno."),
    ("housing.rent", "999999999999", "Il valore è troppo alto: il massimo è 3.000 €."),
    ("housing.rent", "-470", "Il valore è troppo basso: il minimo è 0 €."),
    ("housing.rooms", "tre o quattro", "Scrivi un numero intero, per esempio 8."),
    ("housing.note", "una nota " * 11_200, "Il testo è troppo lungo: al massimo 100000 caratteri."),
)


def test_bad_input_is_told_in_place_and_nothing_is_lost(
    robot: InterviewRobot, context: ScreenContext, home: str, office: SmallOffice, screen: InterviewScreen, qtbot: QtBot
) -> None:
    for question, words, said in BAD:
        field = robot.field(question)
        paste(qtbot, field.control, words)
        assert robot.state(question) == "doubtful"
        assert (field.frame.help.text(), robot.shown(question)) == (said, in_lines(words))
        assert value(context, home, question) is None
    second = robot_on(screen, "people", qtbot).field("people.relation", office.people(home)[1])
    second.chosen.emit("head", Status.SAID)
    assert second.frame.state.state == "doubtful"
    assert second.frame.help.text() == "il capofamiglia è già un altro: è giusto?"
    again = InterviewScreen(context)
    qtbot.addWidget(again)
    again.show_facts(household=home, section="housing")
    there = InterviewRobot(qtbot, again)
    assert {question: there.shown(question) for question, _words, _said in BAD} == {
        question: in_lines(words) for question, words, _said in BAD
    }


def robot_on(screen: InterviewScreen, section: str, qtbot: QtBot) -> InterviewRobot:
    screen._go(section)
    return InterviewRobot(qtbot, screen)


def test_pasted_text_of_any_script_is_kept_and_what_no_eye_sees_is_not(
    robot: InterviewRobot, context: ScreenContext, home: str, screen: InterviewScreen, qtbot: QtBot
) -> None:
    paste(qtbot, robot.field("housing.note").control, "شقة 🏠 \u202eنحن\x00 👨‍👩‍👧")
    assert value(context, home, "housing.note") == "شقة 🏠 نحن 👨‍👩‍👧"
    screen._go("words")
    long = "parola " * 14_300
    paste(qtbot, robot.field("words.now").control, long)
    assert robot.state("words.now") == "doubtful"
    assert read_interview(context.session, home).told.typed["words.now", None] == long


def paste(qtbot: QtBot, control: QWidget, words: str) -> None:
    """In place of what is there, as Ctrl+A, Ctrl+V and Tab would."""
    QApplication.clipboard().setText(words)
    control.setFocus()
    qtbot.keyClick(control, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(control, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    if isinstance(control, TextArea):
        control.clearFocus()
        control.focusOutEvent(QFocusEvent(QEvent.Type.FocusOut))
    else:
        qtbot.keyClick(control, Qt.Key.Key_Return)


def test_one_that_a_colleague_closes_is_read_and_opening_it_again_begins_the_next(
    robot: InterviewRobot, context: ScreenContext, home: str, screen: InterviewScreen
) -> None:
    """Also one's own: the news of its end may come before the words that it is over."""
    first = read_interview(context.session, home).id
    screen.on_changes(finish_interview(context.session, first))
    assert screen.presenter.is_past and screen.leaf.closed.isVisible() and not screen.leaf.notes.finish.isVisible()
    screen.show_facts(household=home, visit="another")
    view = read_interview(context.session, home)
    assert view.is_open and view.id != first
    assert not screen.presenter.is_past and not screen.leaf.closed.isVisible()
