"""Figures of the front: what counts, what does not, and that nothing is counted twice or lost."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from sqlalchemy import select

from desk.db.store import Store
from desk.db.tables import visit as visit_table
from desk.domain.day_figures import Booking, VisitFacts, by_hour, by_service, desks_by_hour, figures
from desk.domain.visit import OPEN, SERVICE_TIME, WAITING_TIME, State
from desk.errors import BadInput, NotAllowed
from desk.office.front.call import call, entered
from desk.office.front.check_in import check_in
from desk.office.front.close_visit import close_visit
from desk.office.front.day_end import close_day, closed_at, still_open
from desk.office.front.figures import read_figures
from desk.office.front.figures_file import write_figures
from desk.office.front.wrong_times import mark_time
from tests.conftest import Clock
from tests.small_office import SmallOffice, build_small_office

NOW = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 24, hour, minute, tzinfo=UTC)


@st.composite
def visits(draw: st.DrawFn) -> VisitFacts:
    arrived = draw(st.none() | st.integers(0, 500).map(lambda minutes: at(8) + timedelta(minutes=minutes)))
    called = arrived + timedelta(minutes=draw(st.integers(0, 90))) if arrived and draw(st.booleans()) else None
    inside = called + timedelta(minutes=draw(st.integers(0, 5))) if called and draw(st.booleans()) else None
    left = inside + timedelta(minutes=draw(st.integers(0, 200))) if inside and draw(st.booleans()) else None
    state = State.DONE if left else State.INSIDE if inside else State.CALLED if called else State.WAITING
    if arrived is None:
        state = draw(st.sampled_from([State.EXPECTED, State.MISSED]))
    return VisitFacts(
        draw(st.sampled_from(["", "interview", "work"])),
        state,
        draw(st.none() | st.integers(8, 16).map(at)),
        arrived,
        called,
        inside,
        left,
        draw(st.sampled_from(["", "giulia", "paolo"])),
        wrong=draw(st.frozensets(st.sampled_from([WAITING_TIME, SERVICE_TIME]))),
    )


def test_a_morning_in_figures() -> None:
    kept = VisitFacts("work", State.DONE, at(9), at(8, 50), at(9, 5), at(9, 6), at(9, 36), "giulia")
    walk_in = VisitFacts("work", State.DONE, None, at(9, 10), at(9, 30), at(9, 30), at(9, 40), "paolo")
    forgot = VisitFacts(
        "work", State.DONE, None, at(9, 20), at(9, 30), at(9, 31), at(16), "paolo", wrong=frozenset({SERVICE_TIME})
    )
    missed = VisitFacts("work", State.MISSED, at(10))
    booked = [Booking("work", at(9), kept), Booking("work", at(10), missed), Booking("work", at(18))]
    found = figures([kept, walk_in, forgot, missed], booked, NOW)
    assert (found.planned, found.kept, found.no_show, found.walk_ins, found.done) == (3, 1, 1, 2, 3)
    assert (found.waited, found.longest_wait, found.served, found.longest_served) == (10, 20, 20, 30)
    assert (found.no_show_share, found.left_out) == (50, 1)


@given(
    st.lists(visits(), max_size=30), st.lists(st.tuples(st.sampled_from(["", "work"]), st.integers(8, 16)), max_size=9)
)
def test_the_parts_add_up_to_the_whole(every: list[VisitFacts], booked: list[tuple[str, int]]) -> None:
    bookings = [Booking(service, at(hour)) for service, hour in booked]
    bookings += [Booking(each.service, each.booked, each) for each in every if each.booked]
    whole = figures(every, bookings, NOW)
    for parts in (by_service(every, bookings, NOW), by_hour(every, bookings, NOW)):
        for name in ("planned", "kept", "no_show"):
            assert sum(getattr(each, name) for each in parts.values()) == getattr(whole, name)
    services = by_service(every, bookings, NOW).values()
    for name in ("walk_ins", "arrived", "left", "done", "left_out"):
        assert sum(getattr(each, name) for each in services) == getattr(whole, name)
    assert whole.kept + whole.no_show <= whole.planned


@given(st.lists(visits(), min_size=1, max_size=20), st.data())
def test_a_wrong_time_counts_nowhere(every: list[VisitFacts], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(every) - 1))
    marked = [*every]
    marked[place] = replace(every[place], wrong=frozenset({WAITING_TIME, SERVICE_TIME}))
    without = figures([each for n, each in enumerate(every) if n != place], [], NOW)
    found = figures(marked, [], NOW)
    assert (found.waited, found.served, found.longest_wait, found.longest_served) == (
        without.waited,
        without.served,
        without.longest_wait,
        without.longest_served,
    )


@given(st.lists(visits(), max_size=20))
def test_a_caseworker_counts_once_an_hour(every: list[VisitFacts]) -> None:
    for desks in desks_by_hour(every, []).values():
        assert 1 <= desks.staffed <= 2 and desks.planned == 0


@pytest.fixture
def office(store: Store) -> SmallOffice:
    return build_small_office(store)


def came(office: SmallOffice, name: str) -> str:
    return check_in(office.session("chiara"), household=office.family("TH-0001", name), service="work").visit


def served(office: SmallOffice, clock: Clock, name: str, minutes: int) -> str:
    made, session = came(office, name), office.session("giulia")
    clock.forward(minutes=7)
    call(session, made)
    entered(session, made)
    clock.forward(minutes=minutes)
    close_visit(session, made, agreed=["Fatto"])
    return made


def test_the_file_has_the_same_figures_and_no_name(office: SmallOffice, clock: Clock, tmp_path: Path) -> None:
    served(office, clock, "Rossi", 20)
    wrong = served(office, clock, "=HYPERLINK(1)", 300)
    mark_time(office.session("giulia"), wrong, SERVICE_TIME, wrong=True)
    report = read_figures(office.session("chiara"), TODAY, TODAY)
    write_figures(report, tmp_path / "figure.xlsx")
    book = load_workbook(tmp_path / "figure.xlsx")
    assert book.sheetnames == ["Per servizio", "Per ora", "Visite"]
    page = book["Per servizio"]
    heads = [cell.value for cell in page[2]]
    total = dict(zip(heads, [cell.value for cell in page[page.max_row]], strict=True))
    assert (total["Senza app."], total["Attesa tipica"], total["Colloquio massimo"]) == (2, 7, 20)
    every = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not any("Rossi" in each or "HYPERLINK" in each for each in every)
    with pytest.raises(BadInput, match="Non posso scrivere"):
        write_figures(report, tmp_path / "nowhere" / "figure.xlsx")


def test_a_caseworker_sees_no_reports(office: SmallOffice) -> None:
    with pytest.raises(NotAllowed):
        read_figures(office.session("giulia"), TODAY, TODAY)


def states(store: Store) -> dict[str, str]:
    with store.read() as connection:
        return {row.id: row.state for row in connection.execute(select(visit_table.c.id, visit_table.c.state))}


def test_closing_the_day_leaves_nobody_inside_and_can_be_taken_back(office: SmallOffice, clock: Clock) -> None:
    session = office.session("chiara")
    inside = came(office, "Dentro")
    clock.forward(minutes=1)
    called = came(office, "Chiamata")
    clock.forward(minutes=1)
    waiting = came(office, "In attesa")
    home = office.family("TH-0009", "Mai vista")
    office.put("appointment", household=home, start="2026-11-24T10:00:00+00:00", minutes=45, state="scheduled")
    call(office.session("giulia"), inside)
    entered(office.session("giulia"), inside)
    call(office.session("paolo"), called)
    left = still_open(session, TODAY)
    assert [each.name for each in left] == ["Dentro", "Chiamata", "In attesa", "Mai vista"]
    before = states(office.store)
    clock.forward(hours=7)
    close_day(session, TODAY, {left[2].key})
    assert closed_at(session, TODAY) == "" and states(office.store)[waiting] == "left"
    changes = close_day(session, TODAY)
    after = states(office.store)
    assert (after[inside], after[called]) == ("done", "missed")
    assert not {State(each) for each in after.values()} & OPEN
    assert still_open(session, TODAY) == () and closed_at(session, TODAY) == "17:36"
    assert read_figures(session, TODAY, TODAY).total.served is None  # nobody knows how long it really was
    office.store.undo(changes.batch, session.staff)
    assert closed_at(session, TODAY) == ""
    assert {row: state for row, state in states(office.store).items() if row in before} == before | {waiting: "left"}
    with pytest.raises(BadInput, match="deve ancora venire"):
        close_day(session, TODAY + timedelta(days=1))


def test_a_day_that_was_forgotten_is_closed_later(office: SmallOffice, clock: Clock) -> None:
    forgotten = came(office, "Ieri")
    clock.forward(days=1)
    session = office.session("chiara")
    assert [each.visit for each in still_open(session, TODAY)] == [forgotten]
    close_day(session, TODAY)
    assert states(office.store)[forgotten] == "left"
