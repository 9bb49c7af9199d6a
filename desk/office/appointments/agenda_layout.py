"""What the agenda draws, on screen and on paper: columns, blocks in lanes, grey stretches, in minutes of the day."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from desk.catalogue.services import load_services
from desk.domain.appointment import Step
from desk.domain.languages import language_name
from desk.domain.visit import State
from desk.i18n import _
from desk.office.appointments.agenda import Agenda, Closed, Entry
from desk.office.appointments.agenda_columns import Resource, Work
from desk.office.appointments.confirmations import Answer, answer_words
from desk.office.appointments.standing import standing
from desk.office.day_words import hour, long_day, short_day
from desk.office.session import ZONE

TONE_OF = {
    Work.SOCIAL: "info",
    Work.HOUSING: "success",
    Work.WORK: "warning",
    Work.INTERPRETER: "interpreter",
    Work.ROOM: "neutral",
}
OVER = frozenset({Step.COMPLETED, Step.MISSED})
RASTER = 15
"""Minutes by which a block is moved."""
MOST_STACKED = 3


@dataclass(frozen=True)
class Column:
    """`key`: the resource, or the day as ISO text in the week of one person; `off`: (from, to, words) in minutes."""

    key: str
    group: str
    title: str
    kind: str
    off: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True)
class Block:
    """One appointment in one column. `lane` of `lanes`: beside others that are held at the same time. Where there is
    one lane only, the first ones lie below, each seen until the next one lies over it at `covered`."""

    appointment: str
    column: str
    start: int
    end: int
    title: str
    words: str
    tone: str
    said: str
    to_move: bool = False
    over: bool = False
    sign: str = ""
    """A drawing that says where it stands, once the day has begun for it."""
    lane: int = 0
    lanes: int = 1
    covered: int | None = None


@dataclass(frozen=True)
class Layout:
    """The whole grid; `across`: (from, to, words) of breaks that all columns share."""

    columns: tuple[Column, ...]
    blocks: tuple[Block, ...]
    across: tuple[tuple[int, int, str], ...]
    opens: int
    closes: int


NOTHING = Layout((), (), (), 8 * 60, 18 * 60)


def day_layout(agenda: Agenda, day: date) -> Layout:
    """One day: a column for each resource."""
    columns = tuple(
        Column(
            each.id,
            each.group,
            each.name,
            each.work,
            (*_off(agenda.closed, day, each.id), *_filing(agenda, day, each.id)),
        )
        for each in agenda.resources
    )
    kinds = {each.id: each for each in agenda.resources}
    blocks = [
        _block(entry, kinds[key], key, agenda.resources)
        for entry in agenda.of_day(day)
        for key in sorted(entry.held.holds)
        if key in kinds
    ]
    return _layout(agenda, columns, blocks, _off(agenda.closed, day, ""))


def week_layout(agenda: Agenda, person: str) -> Layout:
    """The days of one person or room."""
    who = next((each for each in agenda.resources if each.id == person), None)
    if who is None:
        return NOTHING
    days = [date.fromordinal(agenda.first.toordinal() + number) for number in range(agenda.days)]
    columns = tuple(
        Column(
            day.isoformat(),
            who.name,
            short_day(day),
            who.work,
            (*_off(agenda.closed, day, ""), *_off(agenda.closed, day, person), *_filing(agenda, day, person)),
        )
        for day in days
    )
    blocks = [
        _block(entry, who, entry.day.isoformat(), agenda.resources)
        for entry in agenda.entries
        if person in entry.held.holds
    ]
    return _layout(agenda, columns, blocks, ())


def _layout(
    agenda: Agenda,
    columns: tuple[Column, ...],
    blocks: list[Block],
    across: tuple[tuple[int, int, str], ...],
) -> Layout:
    opens = min([agenda.opens, *(each.start for each in blocks)])
    closes = max([agenda.closes, *(each.end for each in blocks)])
    by_column: dict[str, list[Block]] = {}
    for block in blocks:
        by_column.setdefault(block.column, []).append(block)
    placed = [each for column in columns for each in in_lanes(by_column.get(column.key, ()))]
    return Layout(columns, tuple(placed), across, opens // 30 * 30, min(24 * 60, -(-closes // 30) * 30))


def in_lanes(blocks: Iterable[Block]) -> list[Block]:
    """Blocks of one column in order; those that overlap share its width, or lie over each other where each still shows
    its first line."""
    done: list[Block] = []
    group: list[Block] = []
    ends: list[int] = []

    def close() -> None:
        if 1 < len(group) <= MOST_STACKED and all(b.start - a.start >= RASTER for a, b in pairwise(group)):
            nexts = [*(each.start for each in group[1:]), None]
            done.extend(
                replace(each, lane=number, covered=over)
                for number, (each, over) in enumerate(zip(group, nexts, strict=True))
            )
        else:
            done.extend(replace(each, lanes=len(ends)) for each in group)
        group.clear()
        ends.clear()

    for block in sorted(blocks, key=lambda each: (each.start, each.to_move, each.end, each.appointment)):
        if ends and block.start >= max(ends):
            close()
        lane = next((place for place, end in enumerate(ends) if end <= block.start), len(ends))
        if lane == len(ends):
            ends.append(block.end)
        else:
            ends[lane] = block.end
        group.append(replace(block, lane=lane))
    close()
    return done


def _off(closed: Iterable[Closed], day: date, resource: str) -> tuple[tuple[int, int, str], ...]:
    return tuple((each.start, each.end, each.words) for each in closed if (each.day, each.resource) == (day, resource))


def _filing(agenda: Agenda, day: date, person: str) -> tuple[tuple[int, int, str], ...]:
    """What a caseworker keeps free after each appointment to write it down, as the service says."""
    found = []
    for entry in agenda.of_day(day):
        service = load_services().get(entry.service)
        if entry.held.caseworker == person and service is not None and service.filing:
            end = minutes_of(entry) + entry.held.minutes
            found.append((end, end + service.filing, _("per scrivere")))
    return tuple(found)


def minutes_of(entry: Entry) -> int:
    start = entry.held.start.astimezone(ZONE)
    return start.hour * 60 + start.minute


def _block(entry: Entry, who: Resource, column: str, resources: tuple[Resource, ...]) -> Block:
    start = minutes_of(entry)
    words = "" if who.work is Work.ROOM else _words(entry, who, resources)
    tone = TONE_OF[who.work] if who.work in (Work.ROOM, Work.INTERPRETER) else TONE_OF[entry.work]
    title = entry.family
    if entry.overlap:
        title, words, tone = _("da spostare"), entry.family, "danger"
    return Block(
        entry.id,
        column,
        start,
        min(24 * 60, start + entry.held.minutes),
        title,
        words,
        tone,
        said(entry, resources),
        bool(entry.overlap),
        entry.step in OVER,
        "" if entry.step is Step.SCHEDULED else standing(entry.step, entry.state).icon,
    )


def _words(entry: Entry, who: Resource, resources: tuple[Resource, ...]) -> str:
    if who.work is Work.INTERPRETER:
        worker = next((each.name for each in resources if each.id == entry.held.caseworker), "")
        return _("con {name}").format(name=worker) if worker else entry.words
    if entry.step is Step.MISSED:
        return _("non arrivata") if entry.state == State.MISSED else _("andata via")
    if any(each.answer is Answer.AWAITING for each in entry.said) and entry.step is Step.SCHEDULED:
        return _("conferma? {what}").format(what=entry.words)
    if entry.held.interpreter:
        spoken = _(language_name(entry.language)) if entry.language else ""
        return f"{entry.words} + {spoken}" if spoken else entry.words
    return entry.words


def said(entry: Entry, resources: tuple[Resource, ...]) -> str:
    """The block in words, for screen readers and tips."""
    start = entry.held.start.astimezone(ZONE)
    names = {each.id: each.name for each in resources}
    held = (entry.held.caseworker, *entry.held.others, entry.held.interpreter, entry.held.room)
    with_whom = ", ".join(names[each] for each in held if each and each in names)
    parts = [
        f"{hour(start)} – {hour(entry.held.end.astimezone(ZONE))}",
        entry.family,
        entry.words,
        with_whom,
        long_day(start.date()),
    ]
    if entry.step is not Step.SCHEDULED:
        parts.insert(2, standing(entry.step, entry.state).words)
    else:
        parts += [answer_words(each, names.get(each.staff, "–")) for each in entry.said]
    if entry.overlap:
        parts.insert(0, _("da spostare") + ": " + entry.overlap_words)
    return ", ".join(part for part in parts if part)
