"""Two desks wrote the same field without seeing each other: both values are shown, one click or key settles it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desk.db import conflicts, journal
from desk.db.store import Store
from desk.db.tables import journal as journal_table
from desk.domain.plan import words_of
from desk.domain.roles import Role
from desk.office.interview.answers import answer_id
from desk.office.machine.check_store import state_of
from desk.office.machine.keep_both import settle_both
from desk.office.machine.reconcile import read_clashes, settle, settled_today, take_back
from desk.office.plan.plan import read_plan
from desk.office.session import Session
from desk.ui.screens.reconcile import ReconcileScreen
from desk.ui.widgets.buttons import Button
from tests.dressing import dress_all
from tests.elsewhere import seen_of, write_elsewhere
from tests.screen_parts import Said, context_of, cut_off, nameless, photograph
from tests.small_office import SmallOffice, build_small_office

NewStore = Callable[[str], Store]


def send(source: Store, target: Store) -> None:
    """Everything that one machine wrote itself."""
    with source.read() as connection:
        entries = list(journal.entries(connection, journal_table.c.device == source.device))
    target.receive(entries)


@pytest.fixture
def office(new_store: NewStore) -> SmallOffice:
    """Here Giulia wrote 3,760 €; elsewhere Paolo wrote 4,230 €; the name differs too."""
    here, there = new_store("here"), new_store("there")
    office = build_small_office(here)
    home = office.family("TH-0001", "El Amrani")
    send(here, there)
    row = answer_id(home, "housing.arrears")
    facts = {"household": home, "question": "housing.arrears", "status": "said", "answered_on": "2026-11-24"}
    for store, who, amount, name in ((here, "giulia", "376000", "El Amrani"), (there, "paolo", "423000", "Al Amrani")):
        with store.write(office.staff[who]) as unit:
            unit.put("answer", row, value=amount, **facts)
            unit.put("household", home, name=name, brief=name)
    send(there, here)
    return office


@pytest.fixture
def screen(office: SmallOffice, dressed: QApplication, qtbot: QtBot) -> ReconcileScreen:
    made = ReconcileScreen(context_of(office.session()))
    qtbot.addWidget(made)
    made.resize(1240, 760)
    made.show()
    made.show_facts()
    return made


def left(office: SmallOffice) -> int:
    with office.store.read() as connection:
        return conflicts.count(connection)


def value(office: SmallOffice, table: str, field: str) -> object:
    with office.store.read() as connection:
        return connection.exec_driver_sql(f'SELECT "{field}" FROM {table}').scalar()  # names of this test


def test_both_values_are_shown_with_who_wrote_them(screen: ReconcileScreen) -> None:
    clash = next(each for each in screen.presenter.clashes if each.table == "answer")
    screen.presenter.choose(clash.key)
    assert {each.words for each in clash.values} == {"3.760 €", "4.230 €"}
    assert {each.who for each in clash.values} == {"Giulia Ferrero", "Paolo Bosio"}
    assert len({each.machine for each in clash.values}) == 2
    assert clash.family in ("El Amrani", "Al Amrani") and clash.question == screen.title.text()
    assert len({(keep.height(), str(keep.property("kind"))) for keep in screen.keep_buttons}) == 1
    photograph(screen, "reconcile", (1240, 760))
    assert nameless(screen) == [] and cut_off(screen) == []


def test_a_question_is_named_once(screen: ReconcileScreen) -> None:
    """An answer's record and its field have one name."""
    presenter = screen.presenter
    clash = next(each for each in presenter.clashes if each.table == "answer")
    assert presenter.place(clash).count(clash.what) == 1
    assert presenter.listed(clash).lower() == clash.what.lower()
    others = [each for each in presenter.clashes if each.table != "answer"]
    assert others and all(presenter.place(each).endswith(f" / {each.what}") for each in others)


def test_a_value_tells_the_computer_with_its_room_and_how_to_reach_who_wrote_it(
    screen: ReconcileScreen, office: SmallOffice, qtbot: QtBot
) -> None:
    with office.store.write() as unit:
        query = "SELECT DISTINCT device FROM journal WHERE device <> ?"
        (there,) = [device for (device,) in unit.connection.exec_driver_sql(query, (office.store.device,))]
        unit.put("machine", there, name="PC-07", room=office.rooms[1])
        unit.change("staff", office.staff["paolo"], title="Ufficio casa", phone="204")
    screen.show_facts()
    clash = next(each for each in screen.presenter.clashes if each.table == "answer")
    screen.presenter.choose(clash.key)
    his = next(each for each in clash.values if each.who == "Paolo Bosio")
    assert (his.machine, his.phone, his.title) == ("PC-07, Stanza 2", "204", "Ufficio casa")
    qtbot.waitUntil(lambda: all(keep.isVisible() for keep in screen.keep_buttons))
    shown = {each.text() for each in screen.findChildren(QLabel) if each.isVisible()}
    assert {"PC-07, Stanza 2", "Paolo Bosio, ufficio casa", "204"} <= shown
    assert [each.who for each in screen.presenter.colleagues()] == ["Paolo Bosio"]
    (ask,) = [each for each in screen.findChildren(Button) if each.text() == "Senti Paolo Bosio"]
    qtbot.mouseClick(ask, Qt.MouseButton.LeftButton)
    messages = screen.presenter._context.messages
    assert isinstance(messages, Said) and "204" in messages.lines[-1][0] and screen.presenter.clash() == clash


@pytest.mark.parametrize(("size", "scale"), [((1336, 836), 1.0), ((920, 636), 1.0), ((1232, 772), 2.0)])
def test_what_decides_is_seen_without_scrolling(
    screen: ReconcileScreen, office: SmallOffice, size: tuple[int, int], scale: float, qapp: QApplication
) -> None:
    with office.store.write() as unit:  # as much as a card may say of where it comes from
        for device in unit.connection.exec_driver_sql("SELECT DISTINCT device FROM journal").scalars().all():
            unit.put("machine", device, name="PC-07 del primo piano", room=office.rooms[1])
        unit.change("staff", office.staff["paolo"], title="Ufficio casa", phone="204")
    street = office.put("address", street="Via Francesco Cigna 12, scala B, interno 14")
    seen = seen_of(office.store, "address", street)
    with office.store.write(office.staff["giulia"]) as unit:
        unit.put("address", street, street="Via Cigna 12, interno 4")
    write_elsewhere(office.store, office.staff["paolo"], "address", street, seen, street="Via Cigna 14, interno 9")
    screen.show_facts()
    dress_all(qapp, scale)
    screen.resize(*size)
    try:
        for clash in screen.presenter.clashes:
            screen.presenter.choose(clash.key)
            for _round in range(4):
                qapp.processEvents()
            for keep in screen.keep_buttons:
                assert keep.visibleRegion().boundingRect().size() == keep.size(), clash.what
    finally:
        dress_all(qapp)


def test_one_click_settles_a_field_and_goes_on_to_the_next(
    screen: ReconcileScreen, office: SmallOffice, qtbot: QtBot
) -> None:
    clash = next(each for each in screen.presenter.clashes if each.table == "answer")
    screen.presenter.choose(clash.key)
    place = [each.words for each in clash.values].index("3.760 €")
    before = left(office)
    qtbot.mouseClick(screen.keep_buttons[place], Qt.MouseButton.LeftButton)
    assert left(office) == before - 1
    assert value(office, "answer", "value") == "376000"
    assert clash.key not in [each.key for each in screen.presenter.clashes]
    assert screen.presenter.clash() is not None


def test_another_value_can_be_written(screen: ReconcileScreen, office: SmallOffice, qtbot: QtBot) -> None:
    clash = next(each for each in screen.presenter.clashes if each.field == "brief")
    screen.presenter.choose(clash.key)
    qtbot.keyClicks(screen.other, "El-Amrani")
    qtbot.keyClick(screen.other, Qt.Key.Key_Return)
    assert value(office, "household", "brief") == "El-Amrani"


def test_a_decision_is_taken_back_and_both_values_wait_again(
    screen: ReconcileScreen, office: SmallOffice, qtbot: QtBot
) -> None:
    clash = next(each for each in screen.presenter.clashes if each.table == "answer")
    screen.presenter.choose(clash.key)
    before = left(office)
    screen.presenter.keep([each.words for each in clash.values].index("3.760 €"))
    assert [each.words for each in screen.presenter.settled] == [f"{clash.family} · {clash.what}"]
    (undo,) = [each for each in screen.list.findChildren(Button) if each.text() == "Annulla"]
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    again = screen.presenter.clash()
    assert again is not None and left(office) == before and screen.presenter.settled == ()
    assert {(each.words, each.who) for each in again.values} == {
        ("3.760 €", "Giulia Ferrero"), ("4.230 €", "Paolo Bosio"),
    }  # fmt: skip
    assert again.before == clash.before and again.values[0].words == clash.values[0].words
    screen.presenter.keep(1)
    assert left(office) == before - 1


def test_a_decision_taken_back_arrives_elsewhere_as_it_is_here(
    screen: ReconcileScreen, office: SmallOffice, new_store: NewStore
) -> None:
    screen.presenter.keep(0)
    screen.presenter.take_back(screen.presenter.settled[0])
    other = new_store("third")
    with office.store.read() as connection:
        entries = list(journal.entries(connection))
    other.receive(reversed(entries))
    with office.store.read() as here, other.read() as there:
        assert [each.heads for each in conflicts.waiting(here)] == [each.heads for each in conflicts.waiting(there)]


def test_the_latest_value_can_be_kept_for_all_at_once(
    screen: ReconcileScreen, office: SmallOffice, qtbot: QtBot
) -> None:
    before = left(office)
    expected = {each.key: each.values[0].words for each in screen.presenter.clashes}
    (button,) = [each for each in screen.many.findChildren(Button) if "dell'elenco" in each.text()]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert left(office) == 0 and screen.presenter.settled[0].words.endswith(f"{before} dati")
    screen.presenter.take_back(screen.presenter.settled[0])
    assert {each.key: each.values[0].words for each in screen.presenter.clashes} == expected


def test_an_amount_can_be_typed_and_a_senseless_one_is_refused(screen: ReconcileScreen, office: SmallOffice) -> None:
    screen.presenter.choose(next(each.key for each in screen.presenter.clashes if each.table == "answer"))
    before = left(office)
    screen.presenter.write("tanto")
    assert left(office) == before
    screen.presenter.write("4.000")
    assert left(office) == before - 1 and value(office, "answer", "value") == "400000"


def test_both_words_stay_in_one_field(screen: ReconcileScreen, office: SmallOffice) -> None:
    screen.presenter.choose(next(each.key for each in screen.presenter.clashes if each.field == "brief"))
    assert screen.both.isVisible()
    screen.both.click()
    assert sorted(str(value(office, "household", "brief")).split(" / ")) == ["Al Amrani", "El Amrani"]


def test_both_phone_numbers_stay_as_records_and_go_again_with_the_decision(office: SmallOffice) -> None:
    home, store = office.family("TH-0002", "Diallo"), office.store
    with store.write(office.staff["giulia"]) as unit:
        phone = unit.put("contact", household=home, kind="phone", value="+39333000001")
    seen = seen_of(store, "contact", phone)
    with store.write(office.staff["giulia"]) as unit:
        unit.put("contact", phone, value="+39333000002")
    write_elsewhere(store, office.staff["paolo"], "contact", phone, seen, value="+39333000003")
    session = office.session()
    (clash,) = [each for each in read_clashes(session) if each.table == "contact"]
    settle_both(session, clash)

    def numbers() -> list[str]:
        with store.read() as connection:
            query = "SELECT value FROM contact WHERE household = ? AND kind = 'phone' ORDER BY value"
            return [number for (number,) in connection.exec_driver_sql(query, (home,)).fetchall()]

    assert numbers() == ["+39333000002", "+39333000003"]
    take_back(session, settled_today(session)[0])
    assert len(numbers()) == 1
    (again,) = [each for each in read_clashes(session) if each.table == "contact"]
    assert {each.value for each in again.values} == {"+39333000002", "+39333000003"}


def test_later_goes_on_and_decides_nothing(screen: ReconcileScreen, office: SmallOffice) -> None:
    first, before = screen.presenter.chosen, left(office)
    screen.presenter.later()
    assert screen.presenter.chosen != first and left(office) == before


@pytest.mark.parametrize(("size", "scale"), [((1336, 836), 1.0), ((920, 640), 1.0), ((1336, 836), 2.0)])
def test_nothing_is_cut(screen: ReconcileScreen, size: tuple[int, int], scale: float, qtbot: QtBot) -> None:
    screen.resize(*size)
    qtbot.waitUntil(lambda: cut_off(screen) == [])  # the bar at the side makes its room in a turn of its own
    photograph(screen, f"reconcile-{size[0]}-{scale:g}", size, scale)
    assert nameless(screen) == [] and (scale > 1 or cut_off(screen) == [])


def test_with_nothing_left_it_says_so(screen: ReconcileScreen, office: SmallOffice) -> None:
    for _number in range(left(office)):
        screen.presenter.keep(0)
    assert left(office) == 0 and screen.nothing.isVisible()
    screen.resize(600, 600)
    head = next(each for each in screen.list.findChildren(QLabel) if each.text() == "Da riconciliare")
    assert head.isVisible() and not screen.list.view.isVisible(), "a narrow page says what it is about"


def test_two_signed_texts_are_told_apart_in_words(new_store: NewStore) -> None:
    """Nobody can choose between two fingerprints."""
    here, there = new_store("here"), new_store("there")
    office = build_small_office(here)
    home = office.family("TH-0001", "El Amrani")
    with here.write() as unit:
        plan = unit.put("plan", household=home, version=1, state="draft", made_on="2026-11-24")
        objective = unit.put("objective", plan=plan, dimension="home", title="Una casa")
        unit.put("commitment", objective=objective, text="Cercare", who_kind="member")
    send(here, there)
    view = read_plan(office.session(), home)
    assert view is not None
    for store, words in ((here, words_of(view.objectives)), (there, "0" * 64)):
        with store.write() as unit:
            unit.put("plan", plan, signed_words=words)
    send(there, here)
    (clash,) = read_clashes(office.session())
    said = {wrote.words for wrote in clash.values}
    assert said == {
        "il testo che il piano ha ora, con 1 impegno",
        "un testo diverso da quello che il piano ha ora: confronta con il foglio firmato",
    }


def test_two_people_deciding_differently_apart_settle_the_same_and_nothing_is_lost(
    office: SmallOffice, new_store: NewStore
) -> None:
    """Neither decision saw the other: both wait again, in the same order on both desks, until one person decides."""
    here, there = office.store, new_store("second")
    with here.read() as connection:
        there.receive(list(journal.entries(connection)))
    elsewhere = Session(there, office.staff["paolo"], "Paolo Bosio", Role.CASEWORKER, there.now)
    for session, words in ((office.session(), "3.760 €"), (elsewhere, "4.230 €")):
        clash = next(each for each in read_clashes(session) if each.table == "answer")
        settle(session, clash, next(each.value for each in clash.values if each.words == words))
        assert not [each for each in read_clashes(session) if each.table == "answer"]
    send(here, there)
    send(there, here)
    told = []
    for store in (here, there):
        with store.read() as connection:
            (waits,) = conflicts.waiting(connection, "answer")
            row = journal.writes_to(connection, "answer", waits.row)["value"]
            told.append((waits, state_of(connection), sorted((write.at, write.value) for write in row)))
    assert told[0] == told[1]
    assert {head.value for head in told[0][0].heads} == {"376000", "423000"}
    assert {head.actor for head in told[0][0].heads} == {office.staff["giulia"], office.staff["paolo"]}
    assert len(told[0][2]) == 4  # both values and both decisions
    clash = next(each for each in read_clashes(elsewhere) if each.table == "answer")
    settle(elsewhere, clash, clash.values[1].value)
    send(there, here)
    assert not [each for each in read_clashes(office.session()) if each.table == "answer"]
    with here.read() as left, there.read() as right:
        assert state_of(left) == state_of(right)
