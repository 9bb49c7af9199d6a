"""The order of the waiting list: explained, total, and nobody starves."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desk.domain.queue import (
    GOES_FIRST_AFTER,
    Known,
    Priority,
    Reason,
    Server,
    Waiter,
    expected_wait,
    first_for,
    in_order,
    passed_over,
    priority_of,
)

NOW = datetime(2026, 11, 24, 9, 34, tzinfo=UTC)
TODAY = date(2026, 11, 24)


def ago(minutes: int) -> datetime:
    return NOW - timedelta(minutes=minutes)


def waiter(name: str, waited: int, appointment: int | None = None, **more: object) -> Waiter:
    """`appointment`: minutes before now."""
    return Waiter(name, ago(waited), None if appointment is None else ago(appointment), **more)  # type: ignore[arg-type]


@st.composite
def waiters(draw: st.DrawFn) -> list[Waiter]:
    made = []
    for number in range(draw(st.integers(0, 12))):
        priority = draw(st.none() | st.sampled_from(Priority))
        made.append(
            Waiter(
                f"w{number:02}",
                ago(draw(st.integers(0, 150))),
                draw(st.none() | st.integers(-90, 120).map(ago)),
                priority,
                TODAY + timedelta(days=draw(st.integers(0, 9))) if priority is Priority.EVICTION else None,
            )
        )
    return made


def test_the_morning_stands_in_the_order_that_its_reasons_give() -> None:
    morning = [
        waiter("Ferri", 5),
        waiter("Popescu", 6, 4),
        waiter("Osagie", 13, 19, priority=Priority.EVICTION, eviction=date(2026, 11, 27)),
        waiter("Chen", 11),
        waiter("Diop", 8, 4, priority=Priority.INFANT),
        waiter("Quispe Mamani", 38),
    ]
    places = in_order(morning, NOW)
    assert [(place.waiter.id, place.reason, place.waited) for place in places] == [
        ("Osagie", Reason.EVICTION, 13),
        ("Diop", Reason.INFANT, 8),
        ("Quispe Mamani", Reason.WAITED, 38),
        ("Popescu", Reason.APPOINTMENT, 6),
        ("Chen", Reason.ARRIVAL, 11),
        ("Ferri", Reason.ARRIVAL, 5),
    ]


def test_the_nearer_eviction_goes_first() -> None:
    far = waiter("far", 20, priority=Priority.EVICTION, eviction=date(2026, 12, 1))
    near = waiter("near", 2, priority=Priority.EVICTION, eviction=date(2026, 11, 25))
    assert [place.waiter.id for place in in_order([far, near], NOW)] == ["near", "far"]


def test_coming_long_before_the_hour_gains_nothing() -> None:
    early = waiter("early", 40, appointment=-30)
    assert [place.reason for place in in_order([early, waiter("walk-in", 1)], NOW)] == [Reason.ARRIVAL, Reason.EARLY]


@given(waiters())
def test_everybody_stands_there_once_with_positions_from_one(people: list[Waiter]) -> None:
    places = in_order(people, NOW)
    assert sorted(place.waiter.id for place in places) == sorted(person.id for person in people)
    assert [place.position for place in places] == list(range(1, len(people) + 1))


@given(waiters(), st.randoms())
def test_the_order_does_not_hang_on_how_people_are_handed_in(people: list[Waiter], random: object) -> None:
    shuffled = list(people)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert in_order(shuffled, NOW) == in_order(people, NOW)


@given(waiters(), waiters())
def test_newcomers_do_not_change_the_order_of_the_others(people: list[Waiter], more: list[Waiter]) -> None:
    newcomers = [replace(each, id=f"new-{each.id}") for each in more]
    together = [place.waiter.id for place in in_order([*people, *newcomers], NOW)]
    alone = [place.waiter.id for place in in_order(people, NOW)]
    assert [name for name in together if not name.startswith("new-")] == alone


@given(waiters())
def test_nobody_starves(people: list[Waiter]) -> None:
    """After an hour only those who came before can stand in front."""
    places = in_order(people, NOW)
    for place in places:
        if NOW - place.waiter.counts_from >= GOES_FIRST_AFTER:
            before = places[: place.position - 1]
            assert all(each.waiter.counts_from <= place.waiter.counts_from for each in before)


@given(
    st.lists(st.tuples(st.integers(0, 12), st.none() | st.sampled_from(Priority)), min_size=1, max_size=70),
    st.integers(1, 30),
)
def test_nobody_starves_under_any_stream(stream: list[tuple[int, Priority | None]], every: int) -> None:
    """One desk calls every so many minutes while people stream in: whoever came later passes only in the first hour."""
    arrivals, moment = [], NOW
    for number, (gap, priority) in enumerate(stream):
        moment += timedelta(minutes=gap)
        day = TODAY if priority is Priority.EVICTION else None
        arrivals.append(Waiter(f"w{number:03}", moment, None, priority, day))
    called: list[tuple[Waiter, datetime]] = []
    now, here, left = NOW, list[Waiter](), list(arrivals)
    while left or here:
        here += [each for each in left if each.arrived <= now]
        left = [each for each in left if each.arrived > now]
        if here:
            first = in_order(here, now)[0].waiter
            here.remove(first)
            called.append((first, now))
        now += timedelta(minutes=every)
    for waiter_, at in called:
        passed = [each for each, then in called if then < at and each.arrived > waiter_.arrived]
        calls_in_the_first_hour = sum(then < waiter_.arrived + GOES_FIRST_AFTER for _each, then in called)
        assert len(passed) <= calls_in_the_first_hour
        late = [each for each, then in called if at > then >= waiter_.arrived + GOES_FIRST_AFTER]
        assert all(each.arrived <= waiter_.arrived for each in late)


@given(waiters(), st.sets(st.sampled_from(["a", "b", "c"]), max_size=2), st.data())
def test_a_server_gets_the_first_it_can_see_and_passes_over_nobody(
    people: list[Waiter], does: set[str], data: st.DataObject
) -> None:
    wanted = [
        replace(
            each,
            named=data.draw(st.sampled_from(["", "giulia", "paolo"])),
            service=data.draw(st.sampled_from(["", "a", "b", "c"])),
        )
        for each in people
    ]
    places, giulia = in_order(wanted, NOW), Server("giulia", frozenset(does))
    first = first_for(giulia, places)
    assert all(not giulia.sees(place.waiter) for place in places[: first.position - 1 if first else None])
    if first is not None:
        assert passed_over(giulia, places, first.waiter.id) == ()
    for place in places:
        for other in passed_over(giulia, places, place.waiter.id):
            assert other.position < place.position and giulia.sees(other.waiter)


@given(waiters(), st.integers(1, 120))
def test_without_newcomers_waiting_never_lets_an_equal_who_came_later_pass(people: list[Waiter], later: int) -> None:
    plain = [each for each in people if each.priority is None and each.appointment is None]
    then = in_order(plain, NOW + timedelta(minutes=later))
    assert [place.waiter.id for place in then] == [place.waiter.id for place in in_order(plain, NOW)]


@given(waiters())
def test_a_reason_is_true(people: list[Waiter]) -> None:
    for place in in_order(people, NOW):
        if place.reason is Reason.WAITED:
            assert place.waited >= 30
        if place.reason in (Reason.APPOINTMENT, Reason.LATE, Reason.EARLY):
            assert place.waiter.appointment is not None


def test_what_is_known_gives_the_weightiest_priority() -> None:
    baby = date(2026, 6, 20)
    assert priority_of(Known(eviction_access=date(2026, 11, 27), births=(baby,)), TODAY) is Priority.EVICTION
    assert priority_of(Known(eviction_access=date(2027, 7, 15), births=(baby,)), TODAY) is Priority.INFANT
    assert priority_of(Known(births=(date(1948, 1, 1),)), TODAY) is Priority.AGE
    assert priority_of(Known(births=(date(1990, 1, 1), date(2025, 11, 24))), TODAY) is None
    assert priority_of(Known(frail=True), TODAY) is Priority.RESERVED


def test_the_wait_comes_from_the_offices_own_figures() -> None:
    wait = expected_wait(6, 5, [12, 15, 15, 18, 20, 22, 24])
    assert wait is not None and (wait.low, wait.high, wait.desks) == (18, 26, 5)
    assert expected_wait(6, 0, []) is None


@given(st.integers(0, 60), st.integers(1, 12), st.lists(st.integers(0, 120), max_size=40))
def test_the_wait_is_a_range_and_grows_with_the_queue(waiting: int, desks: int, served: list[int]) -> None:
    wait, longer = expected_wait(waiting, desks, served), expected_wait(waiting + 1, desks, served)
    assert wait is not None and longer is not None
    assert 0 <= wait.low <= wait.high
    assert longer.low >= wait.low and longer.high >= wait.high
