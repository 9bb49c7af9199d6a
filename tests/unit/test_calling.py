"""Calling: the order is kept or a reason is; one family goes to one desk; a clash unseen is shown and settled once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest

from desk.db.journal import entries
from desk.db.store import Store
from desk.db.tables import visit as visit_table
from desk.domain.availability import Kind as AvailabilityKind
from desk.domain.availability import Rule
from desk.domain.queue import Priority
from desk.domain.visit import MOST_CALLS, SERVICE_TIME
from desk.errors import BadInput, NotAllowed, NotFound
from desk.office.appointments.availability import write_rule
from desk.office.front import call as calls
from desk.office.front.call_clash import keep_call
from desk.office.front.check_in import check_in, give_priority, leave, not_coming
from desk.office.front.close_visit import close_visit
from desk.office.front.today import read_today
from desk.office.front.visit_moves import AlreadyDone
from desk.office.front.wrong_times import mark_time
from desk.office.session import Session
from tests.conftest import Clock
from tests.small_office import SmallOffice, build_small_office


@pytest.fixture
def office(store: Store) -> SmallOffice:
    return build_small_office(store)


def waiting(office: SmallOffice, *names: str, clock: Clock | None = None) -> dict[str, str]:
    """Families that came one after the other, a minute apart; name → visit."""
    found = {}
    for number, name in enumerate(names):
        home = office.family(f"TH-{number + 1:04}", name)
        found[name] = check_in(office.session("chiara"), household=home).visit
        if clock:
            clock.forward(minutes=1)
    return found


def row(store: Store, visit: str) -> dict[str, object]:
    with store.read() as connection:
        return dict(connection.execute(visit_table.select().where(visit_table.c.id == visit)).mappings().one())


def test_reception_picks_with_a_reason_and_a_caseworker_may_not(office: SmallOffice, clock: Clock) -> None:
    come = waiting(office, "Prima", "Seconda", clock=clock)
    with pytest.raises(calls.OutOfOrder, match="B01") as refused:
        calls.call(office.session("chiara"), come["Seconda"])
    assert refused.value.before == (come["Prima"],)
    with pytest.raises(NotAllowed, match="B01"):
        calls.call(office.session("giulia"), come["Seconda"], why="mi va così")
    calls.call(office.session("chiara"), come["Seconda"], why="  Consegna solo   un documento ")
    assert row(office.store, come["Seconda"])["picked_why"] == "Consegna solo un documento"
    calls.call(office.session("chiara"), come["Prima"])
    assert row(office.store, come["Prima"])["picked_why"] is None


def test_order_is_a_matter_of_one_desk(office: SmallOffice, clock: Clock) -> None:
    """Who waits for Giulia does not hold up who waits for Paolo."""
    come = waiting(office, "Di Giulia", "Di Paolo", clock=clock)
    for name, who in (("Di Giulia", "giulia"), ("Di Paolo", "paolo")):
        calls.hand_over(office.session("chiara"), come[name], caseworker=office.staff[who])
    assert calls.call(office.session("paolo"), come["Di Paolo"]).caseworker == "P. Bosio"


def test_a_service_goes_to_who_does_it(office: SmallOffice) -> None:
    home = office.family("TH-0001", "Rossi")
    made = check_in(office.session("chiara"), household=home, service="housing_office").visit
    calls.hand_over(office.session("chiara"), made, service="housing_office")
    office.put("staff", given="Ada", surname="Aa", role="caseworker", services="work", active=1)
    assert calls.call(office.session("chiara"), made).caseworker in ("P. Gallo", "G. Ferrero", "P. Bosio")


def test_after_the_last_call_the_family_is_missed_and_can_be_called_again(office: SmallOffice) -> None:
    session, made = office.session(), waiting(office, "Rossi")["Rossi"]
    calls.call(session, made)
    for _again in range(MOST_CALLS - 1):
        calls.recall(session, made)
    with pytest.raises(BadInput, match="Non si presenta"):
        calls.recall(session, made)
    calls.not_appeared(session, made)
    assert row(office.store, made)["state"] == "missed"
    calls.call(session, made)
    calls.recall(session, made)
    calls.entered(session, made)
    kept = row(office.store, made)
    assert (kept["state"], kept["times_missed"]) == ("with_caseworker", 1)


def test_who_did_not_appear_waits_for_anyone_again(office: SmallOffice) -> None:
    session, made = office.session(), waiting(office, "Rossi")["Rossi"]
    calls.call(session, made)
    calls.not_appeared(session, made)
    kept = row(office.store, made)
    assert (kept["state"], kept["caseworker"]) == ("waiting", None)
    assert calls.call(office.session("paolo"), made).caseworker == "P. Bosio"


def test_parked_shows_its_room_and_comes_back(office: SmallOffice) -> None:
    session, made = office.session(), waiting(office, "Rossi")["Rossi"]
    room = calls.call(session, made).room
    calls.entered(session, made)
    calls.park(session, made)
    today = read_today(session)
    assert [(each.name, each.room) for each in today.parked] == [("Rossi", room)]
    assert all(desk.free for desk in today.desks)
    calls.unpark(session, made)
    assert [each.visit for each in read_today(session).waiting] == [made]


def test_handed_over_from_the_room_it_waits_for_the_other_with_its_arrival(office: SmallOffice, clock: Clock) -> None:
    session, made = office.session(), waiting(office, "Rossi")["Rossi"]
    arrived = row(office.store, made)["arrived_at"]
    calls.call(session, made)
    calls.entered(session, made)
    clock.forward(minutes=9)
    calls.hand_over(session, made, caseworker=office.staff["paolo"])
    kept = row(office.store, made)
    assert (kept["state"], kept["caseworker"], kept["arrived_at"]) == ("waiting", office.staff["paolo"], arrived)
    with pytest.raises(BadInput, match="altro operatore"):
        calls.call(session, made)


@pytest.mark.parametrize("step", ["call", "enter", "park", "close", "leave", "miss"])
def test_the_last_step_is_taken_back_whole(office: SmallOffice, clock: Clock, step: str) -> None:
    session, made = office.session("giulia"), waiting(office, "Rossi")["Rossi"]
    steps: dict[str, Callable[[], object]] = {
        "call": lambda: calls.call(session, made).changes,
        "enter": lambda: calls.entered(session, made),
        "park": lambda: calls.park(session, made),
        "close": lambda: close_visit(session, made, agreed=["Torna"]),
        "leave": lambda: leave(session, made),
        "miss": lambda: calls.not_appeared(session, made),
    }
    needs = {"call": (), "leave": (), "enter": ("call",), "miss": ("call",)}.get(step, ("call", "enter"))
    for needed in needs:
        steps[needed]()
    clock.forward(minutes=3)
    before = row(office.store, made) | {"stamps": ""}
    changes = steps[step]()
    office.store.undo(changes.batch, session.staff)  # type: ignore[attr-defined]
    assert row(office.store, made) | {"stamps": ""} == before


def test_a_wrong_click_never_resets_a_running_time(office: SmallOffice, clock: Clock) -> None:
    session, made = office.session(), waiting(office, "Rossi")["Rossi"]
    calls.call(session, made)
    calls.entered(session, made)
    entered_at = row(office.store, made)["entered_at"]
    clock.forward(minutes=12)
    for wrong in (
        lambda: calls.entered(session, made),
        lambda: calls.recall(session, made),
        lambda: calls.call(session, made),
        lambda: check_in(session, household=str(row(office.store, made)["household"])),
    ):
        with pytest.raises(BadInput):
            wrong()
    assert row(office.store, made)["entered_at"] == entered_at


def test_two_clerks_call_the_same_family_and_one_gets_it(office: SmallOffice, clock: Clock) -> None:
    """Real threads on one store, many times over: one call, the other is told who and is offered the next."""
    clerks = [office.session("giulia"), office.session("paolo")]
    for turn in range(8):
        come = waiting(office, f"Contesa {turn}", f"Dopo {turn}", clock=clock)
        gate = Barrier(2)

        def press(session: Session, visit: str = come[f"Contesa {turn}"], gate: Barrier = gate) -> object:
            gate.wait()
            try:
                return calls.call(session, visit)
            except AlreadyDone as refusal:
                return refusal

        with ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(press, clerks))
        told = [each for each in answers if isinstance(each, AlreadyDone)]
        got = [each for each in answers if isinstance(each, calls.Called)]
        assert (len(told), len(got)) == (1, 1)
        winner = "Giulia Ferrero" if got[0].caseworker == "G. Ferrero" else "Paolo Bosio"
        assert winner in str(told[0])
        loser = clerks[answers.index(told[0])]
        assert calls.next_to_call(loser) == come[f"Dopo {turn}"]
        calls.call(loser, come[f"Dopo {turn}"])
        for visit in come.values():
            calls.entered(loser, visit)
            close_visit(loser, visit, agreed=["Fatto"])


def meet(left: Store, right: Store) -> None:
    """Each hears everything the other has."""
    for here, there in ((left, right), (right, left)):
        with here.read() as connection:
            every = list(entries(connection))
        there.receive(every)


def test_two_desks_without_network_see_their_clash_when_they_meet(
    new_store: Callable[[str], Store], clock: Clock
) -> None:
    left, right = new_store("left"), new_store("right")
    office = build_small_office(left)
    made = waiting(office, "Contesa")["Contesa"]
    meet(left, right)
    there = SmallOffice(right, office.staff, office.rooms)
    calls.call(office.session("giulia"), made)
    clock.forward(minutes=1)
    calls.call(there.session("paolo"), made)
    calls.entered(there.session("paolo"), made)
    meet(left, right)
    for machine in (office, there):
        shown = read_today(machine.session("chiara")).in_room
        assert [each.who for each in shown[0].rivals] == ["G. Ferrero", "P. Bosio"]
    first = read_today(office.session("chiara")).in_room[0].rivals[0]
    keep_call(office.session("chiara"), made, first.device)
    meet(left, right)
    for machine in (office, there):
        shown = read_today(machine.session("chiara")).in_room
        assert (shown[0].caseworker, shown[0].rivals) == ("G. Ferrero", ())
    with pytest.raises(NotFound, match="già scelto"):
        keep_call(there.session("chiara"), made, first.device)


def test_a_time_marked_wrong_counts_in_no_estimate(office: SmallOffice, clock: Clock) -> None:
    session = office.session()
    forgotten = ""
    for number, minutes in enumerate((10, 12, 14, 16, 300)):
        made = waiting(office, f"Famiglia {number}")[f"Famiglia {number}"]
        calls.call(session, made)
        calls.entered(session, made)
        clock.forward(minutes=minutes)
        close_visit(session, made, agreed=["Fatto"])
        forgotten = made
    waiting(office, "Chi aspetta")
    spoilt = read_today(session).wait
    mark_time(session, forgotten, SERVICE_TIME, wrong=True)
    right = read_today(session).wait
    assert spoilt is not None and right is not None
    assert right.high < spoilt.high and right.desks == 1
    mark_time(session, forgotten, SERVICE_TIME, wrong=False)
    assert read_today(session).wait == spoilt


def test_desks_that_are_open_are_those_of_who_is_at_work_and_not_on_leave(office: SmallOffice, clock: Clock) -> None:
    waiting(office, "Prima", "Seconda", "Terza", "Quarta")
    giulia, paolo = office.staff["giulia"], office.staff["paolo"]

    def at_work() -> int:
        wait = read_today(office.session("chiara")).wait
        assert wait is not None
        return wait.desks

    assert at_work() == 3  # nothing tells who has come: all caseworkers
    home = office.family("TH-0100", "Prenotata")
    booked = office.put(
        "appointment", household=home, caseworker=giulia, room=office.rooms[0],
        start="2026-11-24T14:00:00+00:00", minutes=45, state="cancelled",
    )  # fmt: skip
    assert at_work() == 3  # a cancelled appointment tells nothing
    with office.store.write() as unit:
        unit.change("appointment", booked, state="scheduled")
    assert at_work() == 1
    with office.store.write(paolo) as unit:
        unit.change("household", home, name="Un altro nome")
    assert at_work() == 2  # he has worked today, whatever his diary says
    leave_of = Rule(AvailabilityKind.AWAY, giulia, date(2026, 11, 24), date(2026, 11, 24), why="Ferie")
    write_rule(office.session("carla"), leave_of)
    desks = {desk.caseworker: desk for desk in read_today(office.session("chiara")).desks}
    assert at_work() == 1
    assert desks[giulia].away and not desks[giulia].free and not desks[giulia].open
    calls.call(office.session("giulia"), read_today(office.session("giulia")).waiting[0].visit)
    assert at_work() == 2  # she is there after all


def test_late_left_and_not_coming_stay_in_the_days_story(office: SmallOffice, clock: Clock) -> None:
    session = office.session("chiara")
    home = office.family("TH-0009", "Tardi")
    booked = office.put("appointment", household=home, start="2026-11-24T09:00:00+00:00", minutes=45, state="scheduled")
    not_coming(session, booked)
    assert [each.name for each in read_today(session).missed] == ["Tardi"]
    back = check_in(session, household=home)
    shown = read_today(session)
    assert [each.visit for each in shown.waiting] == [back.visit] and shown.missed == ()
    assert row(office.store, back.visit)["times_missed"] == 1
    give_priority(session, back.visit, Priority.URGENT)
    leave(session, back.visit)
    assert read_today(session).counts.left == 1
