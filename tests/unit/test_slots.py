"""The slot search gives exactly what a slow and obvious search gives, and never a taken time."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from desk.domain.slots import (
    HALF_DAY,
    STEPS_A_DAY,
    Diary,
    Grid,
    Hours,
    Need,
    Reason,
    Request,
    Slot,
    Span,
    bits,
    bottlenecks,
    ending_before,
    find,
    open_steps,
    starts,
)

MONDAY = date(2026, 11, 23)
OFFICE = Hours(dict.fromkeys(range(5), ((8 * 60 + 30, 12 * 60 + 30), (13 * 60 + 30, 16 * 60 + 30))))


def at(day: int, hour: int, minute: int = 0) -> int:
    return day * STEPS_A_DAY + (hour * 60 + minute) // 5


def diary(*busy: tuple[int, int], days: int = 5, closed: frozenset[date] = frozenset()) -> Diary:
    grid = Grid(MONDAY, days)
    return Diary(open_steps(grid, OFFICE, closed), bits([Span(*each) for each in busy], grid.steps))


def naive(grid: Grid, diaries: dict[str, Diary], request: Request) -> list[tuple[int, tuple[str, ...], int]]:
    """Try every step one by one, look at every step it would take one by one."""

    def fits(name: str, start: int) -> bool:
        mine = diaries[name]
        meeting = range(start, start + request.length)
        if not all(mine.open >> step & 1 and not (mine.busy | mine.away) >> step & 1 for step in meeting):
            return False
        for taken, way in ((mine.busy, mine.travel if request.elsewhere else 0), (mine.away, mine.travel)):
            around = range(start - request.before - way, start + request.length + request.after + way)
            if any(taken >> step & 1 for step in around if 0 <= step < grid.steps):
                return False
        return True

    latest = grid.steps if request.latest is None else min(request.latest, grid.steps)
    by_half: dict[tuple[int, bool], list[tuple[int, int, tuple[str, ...]]]] = {}
    for start in range(max(request.earliest, 0), latest - request.length + 1):
        if start % request.every:
            continue
        free = [[name for name in need.candidates if fits(name, start)] for need in request.needs]
        for chosen in product(*free):
            if len(set(chosen)) == len(chosen):
                cost = sum(
                    need.other_costs
                    for need, name in zip(request.needs, chosen, strict=True)
                    if name != need.candidates[0]
                )
                half = (start // STEPS_A_DAY, start % STEPS_A_DAY >= HALF_DAY)
                by_half.setdefault(half, []).append((start + cost, start, chosen))
                break
    ranked = [
        (rank, *line) for lines in by_half.values() for rank, line in enumerate(sorted(lines, key=lambda x: x[:2]))
    ]
    best = sorted(ranked, key=lambda line: line[:3])[: request.limit]
    return [(start, chosen, score - start) for _, score, start, chosen in sorted(best, key=lambda line: line[1:3])]


spans = st.lists(
    st.tuples(st.integers(0, 3 * STEPS_A_DAY), st.integers(1, 120)).map(lambda x: (x[0], x[0] + x[1])), max_size=8
)
names = st.sampled_from(["ada", "bea", "cloe", "stanza 1", "stanza 2", "interprete"])


@given(
    diaries=st.fixed_dictionaries(
        dict.fromkeys(
            ("ada", "bea", "cloe", "stanza 1", "stanza 2", "interprete"),
            st.builds(
                lambda busy, away, way: replace(diary(*busy, days=3), away=diary(*away, days=3).busy, travel=way),
                spans,
                st.just([]) | spans,
                st.integers(0, 12),
            ),
        )
    ),
    needs=st.lists(
        st.builds(
            Need,
            st.just("x"),
            st.lists(names, min_size=1, max_size=3, unique=True).map(tuple),
            st.sampled_from([0, 50, 576]),
        ),
        min_size=1,
        max_size=3,
    ),
    length=st.integers(1, 30),
    earliest=st.integers(-5, 2 * STEPS_A_DAY),
    latest=st.none() | st.integers(0, 3 * STEPS_A_DAY + 10),
    buffers=st.tuples(st.integers(0, 8), st.integers(0, 8)),
    every=st.sampled_from([1, 3, 6]),
    limit=st.integers(1, 12),
    elsewhere=st.booleans(),
)
def test_the_search_answers_as_the_naive_search(
    diaries: dict[str, Diary],
    needs: list[Need],
    length: int,
    earliest: int,
    latest: int | None,
    buffers: tuple[int, int],
    every: int,
    limit: int,
    elsewhere: bool,
) -> None:
    grid = Grid(MONDAY, 3)
    request = Request(tuple(needs), length, earliest, latest, *buffers, every, limit, elsewhere)
    found = [(slot.start, slot.chosen, slot.cost) for slot in find(grid, diaries, request)]
    assert found == naive(grid, diaries, request)


@given(free=st.integers(0, 1 << 200), length=st.integers(1, 40))
def test_a_start_is_a_run_of_free_steps(free: int, length: int) -> None:
    run = (1 << length) - 1
    assert starts(free, length) == sum(1 << step for step in range(201) if free >> step & run == run)


def test_the_office_hours_leave_out_the_break_the_weekend_and_closed_days() -> None:
    grid = Grid(MONDAY, 7)
    free = open_steps(grid, OFFICE, frozenset({MONDAY + timedelta(days=1)}))
    assert free >> at(0, 12, 25) & 1 and not free >> at(0, 12, 30) & 1
    assert not free >> at(1, 10) & 1
    assert not free >> at(5, 10) & 1


def test_the_first_choice_comes_first_and_another_person_only_where_it_saves_two_days() -> None:
    diaries = {"ada": diary((at(0, 0), at(3, 0))), "bea": diary()}
    found = find(Grid(MONDAY, 5), diaries, Request((Need("caseworker", ("ada", "bea"), 2 * STEPS_A_DAY),), 9, limit=4))
    assert found[0] == Slot(at(0, 8, 30), ("bea",), 2 * STEPS_A_DAY, (Reason.SOONEST, Reason.SOONER_WITH_OTHER))
    assert ("ada",) in [slot.chosen for slot in found]


def test_results_are_spread_over_half_days() -> None:
    found = find(Grid(MONDAY, 5), {"ada": diary()}, Request((Need("caseworker", ("ada",)),), 9))
    assert [slot.start for slot in found] == [at(day, *time) for day in range(5) for time in ((8, 30), (13, 30))]


def test_nobody_is_needed_twice() -> None:
    needs = (Need("caseworker", ("ada",)), Need("other", ("ada",)))
    assert find(Grid(MONDAY, 5), {"ada": diary()}, Request(needs, 9)) == []


def test_a_meeting_that_begins_off_the_raster_holds_every_step_it_touches() -> None:
    assert Grid(MONDAY, 5).span_of(datetime(2026, 11, 24, 10, 2), 45) == Span(at(1, 10), at(1, 10, 50))


@given(st.integers(0, (1 << 60) - 1), st.integers(0, 12))
def test_what_ends_before_something_taken_leaves_time_for_the_papers(busy: int, steps: int) -> None:
    wanted = 0
    for step in range(60):
        if any(busy >> (step + later) & 1 for later in range(steps + 1)):
            wanted |= 1 << step
    assert ending_before(busy, steps) == wanted


def test_a_bottleneck_is_the_one_without_whom_there_is_a_time() -> None:
    grid = Grid(MONDAY, 1)
    free, taken = diary(days=1), Diary(0)
    needs = (Need("caseworker", ("ada",)), Need("interpreter", ("bea",)), Need("room", ("stanza",)))
    request = Request(needs, 9)
    diaries = {"ada": free, "bea": taken, "stanza": free}
    assert find(grid, diaries, request) == []
    assert bottlenecks(grid, diaries, request) == ((1, at(0, 8, 30)),)
    assert bottlenecks(grid, {"ada": taken, "bea": taken, "stanza": free}, request) == ()
