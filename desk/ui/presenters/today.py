"""The Today screen without its pixels: the day's rows, what is selected, what can be done with it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from desk.db.changes import Changes
from desk.domain.queue import in_order, passed_over
from desk.domain.roles import May, allowed
from desk.i18n import _
from desk.office.day_words import long_day
from desk.office.front import call as calls
from desk.office.front.desks import Desk
from desk.office.front.family_brief import FamilyBrief, read_brief
from desk.office.front.today import Aside, InRoom, Today, Waiting, at_moment, read_today
from desk.office.session import ZONE
from desk.ui.presenters.context import ScreenContext
from desk.ui.presenters.today_detail import Detail, detail_of, nobody_yet
from desk.ui.presenters.today_rows import (
    ExpectedRow,
    RoomRow,
    UndoRow,
    WaitingRow,
    expected_row,
    room_row,
    waiting_row,
)

ListRow = ExpectedRow | WaitingRow | UndoRow
HEARD = (
    "visit",
    "appointment",
    "household",
    "staff",
    "room",
    "person",
    "membership",
    "answer",
    "document",
    "contact",
    "identifier",
    "plan",
    "enrolment",
    "address",
)
"""Tables whose news this screen shows."""


class Column(StrEnum):
    """Which list a row stands in."""

    EXPECTED = "expected"
    WAITING = "waiting"
    ROOM = "room"


@dataclass(frozen=True)
class Selected:
    """The row that the detail pane tells of."""

    column: Column
    id: str
    household: str


@dataclass(frozen=True)
class Undo:
    """The last step: what was done, in which list after which row (None: at its top), and how to take it back."""

    text: str
    batch: str
    column: Column
    after: str | None


class View(Protocol):
    """What the presenter asks of the screen; each is called only when that part changed."""

    def head_changed(self) -> None: ...

    def expected_changed(self) -> None: ...

    def waiting_changed(self) -> None: ...

    def rooms_changed(self) -> None: ...

    def selection_changed(self) -> None: ...

    def detail_changed(self) -> None: ...


class TodayPresenter:
    """Rows are plain facts in words; commands run off the GUI thread and come back through `view`."""

    def __init__(self, context: ScreenContext, view: View) -> None:
        self._context, self._view = context, view
        self.today: Today | None = None
        self.brief: FamilyBrief | None = None
        self.selected: Selected | None = None
        self.last: Undo | None = None
        self.busy = False
        self.expected: tuple[ExpectedRow, ...] = ()
        self.expected_list: tuple[ListRow, ...] = ()
        self.waiting_list: tuple[ListRow, ...] = ()
        self.rooms: tuple[RoomRow, ...] = ()
        self._head: object = None

    # — reading —

    def refresh(self, then: Callable[[], None] | None = None) -> None:
        """Read the day anew."""
        session = self._context.session

        def done(today: Today) -> None:
            self._have(today)
            if then is not None:
                then()

        self._context.run.run(lambda: read_today(session), done)

    def on_changes(self, changes: Changes) -> None:
        if changes.touches(*HEARD):
            self.refresh()

    def tick(self) -> None:
        """Time has passed: minutes, reasons and order; a new day is read anew."""
        if self.today is None:
            return
        if self._context.session.today() != self.today.at.astimezone(ZONE).date():
            self.refresh()
            return
        self.today = at_moment(self.today, self._context.session.now())
        self._tell_rows()

    def _have(self, today: Today) -> None:
        self.today = today
        self._keep_selection()
        self._tell_rows()
        self._read_brief()

    def _tell_rows(self) -> None:
        today = self.today
        if today is None:
            return
        expected = tuple(expected_row(row, today.at) for row in today.expected)
        waiting = tuple(waiting_row(row) for row in today.waiting)
        rooms = tuple(room_row(row, today.at) for row in today.in_room)
        arrived = self._with_undo(expected, Column.EXPECTED)
        lined = self._with_undo(waiting, Column.WAITING)
        aside = (today.parked, today.missed, today.gone)
        head = (today.counts, today.wait, today.desks, aside, self.clock(), len(expected))
        changed = (arrived != self.expected_list, lined != self.waiting_list, rooms != self.rooms, head != self._head)
        self.expected, self.expected_list, self.waiting_list = expected, arrived, lined
        self.rooms, self._head = rooms, head
        if changed[0]:
            self._view.expected_changed()
        if changed[1]:
            self._view.waiting_changed()
        if changed[2] or changed[3]:
            self._view.rooms_changed()
        if any(changed):
            self._view.head_changed()
        self._view.selection_changed()

    def _with_undo(self, rows: Sequence[ListRow], column: Column) -> tuple[ListRow, ...]:
        if self.last is None or self.last.column is not column:
            return tuple(rows)
        place = next((n for n, row in enumerate(rows, 1) if row.id == self.last.after), 0)
        return (*rows[:place], UndoRow(self.last.text), *rows[place:])

    # — selecting —

    def select(self, column: Column, row: str) -> None:
        """Somebody chose a row."""
        found = next((each for each in self._selectable() if (each.column, each.id) == (column, row)), None)
        if found is not None and found != self.selected:
            self.selected = found
            self._view.selection_changed()
            self._read_brief()

    def _selectable(self) -> list[Selected]:
        today = self.today
        if today is None:
            return []
        return [
            *(Selected(Column.WAITING, row.visit, row.household) for row in today.waiting),
            *(Selected(Column.EXPECTED, row.appointment, row.household) for row in today.expected),
            *(Selected(Column.ROOM, row.visit, row.household) for row in today.in_room),
        ]

    def _keep_selection(self) -> None:
        """The row stays selected while it is there, else the first in order whom somebody can see now."""
        rows = self._selectable()
        if self.selected not in rows:
            ready = self._ready()
            self.selected = next((row for row in rows if row.id == ready), rows[0] if rows else None)

    def _ready(self) -> str:
        """The visit that would be called next; empty where nobody is free for anybody."""
        session, today = self._context.session, self.today
        for row in today.waiting if today else ():
            if today and calls.best_desk(session, today.desks, row.caseworker_id or None, row.service):
                return row.visit
        return ""

    def _read_brief(self) -> None:
        wanted, session = self.selected, self._context.session
        if wanted is None or not wanted.household:
            self.brief = None
            self._view.detail_changed()
            return
        booked = wanted.id if wanted.column is Column.EXPECTED else ""
        visit = "" if booked else wanted.id
        self._context.run.run(
            lambda: read_brief(session, wanted.household, visit_id=visit, appointment_id=booked),
            lambda brief: self._have_brief(wanted, brief),
        )

    def _have_brief(self, wanted: Selected, brief: FamilyBrief) -> None:
        if wanted == self.selected:
            self.brief = brief
            self._view.detail_changed()

    # — words of the head and the pane —

    def date_words(self) -> str:
        return long_day(self._context.session.today()) + f" {self._context.session.today().year}"

    def clock(self) -> str:
        return f"{self.today.at.astimezone(ZONE):%H:%M}" if self.today else ""

    def detail(self) -> Detail | None:
        row = self.waiting_row()
        if row is not None and not row.household:
            return nobody_yet(row.ticket, row.service, row.language)
        return detail_of(self.brief, self._context.session.today()) if self.brief else None

    def selected_ticket(self) -> str:
        """The number of the selected visit, or the hour of the selected appointment."""
        if self.today is None or self.selected is None:
            return ""
        if self.selected.column is Column.EXPECTED:
            return next((row.time for row in self.expected if row.id == self.selected.id), "")
        rows: list[Waiting | InRoom] = [*self.today.waiting, *self.today.in_room]
        return next((row.ticket for row in rows if row.visit == self.selected.id), "")

    def desk(self) -> Desk | None:
        """Where the selected family would be seen now."""
        row = self.waiting_row()
        if row is None or self.today is None:
            return None
        return calls.best_desk(self._context.session, self.today.desks, row.caseworker_id or None, row.service)

    def desk_words(self) -> tuple[str, str]:
        """«Stanza 1», «libera · M. Bosio pronto»; or why nobody can be called."""
        desk, row = self.desk(), self.waiting_row()
        if desk is not None:
            return desk.room_name, _("libera · {who} pronto").format(who=desk.name)
        if row is not None and row.caseworker:
            return "", _("{who} è ancora in colloquio").format(who=row.caseworker)
        return "", _("Nessun operatore è libero") if row is not None else ""

    def may_call(self) -> bool:
        return allowed(self._context.session.role, May.CALL)

    def passes_over(self) -> str:
        """The ticket that stands before the selected family at the same desk; empty where the order is kept."""
        desk, row = self.desk(), self.waiting_row()
        if desk is None or row is None or self.today is None:
            return ""
        before = passed_over(
            desk.server, in_order((each.waiter for each in self.today.waiting), self.today.at), row.visit
        )
        return next((each.ticket for each in self.today.waiting if before and each.visit == before[0].waiter.id), "")

    def may_pick(self) -> bool:
        return allowed(self._context.session.role, May.PICK)

    # — for the actions —

    def step_made(self, step: Undo) -> None:
        """An action was saved: show its undo line and read anew."""
        self.last = step
        self.refresh()

    def set_busy(self, busy: bool) -> None:
        """A call is under way: its button must not be pressed twice."""
        self.busy = busy
        self._view.detail_changed()

    def waiting_row(self) -> Waiting | None:
        """The selected row of the waiting list."""
        if self.today is None or self.selected is None or self.selected.column is not Column.WAITING:
            return None
        return next((row for row in self.today.waiting if row.visit == self.selected.id), None)

    def nameless(self) -> str:
        """The selected visit, where it is a number from the kiosk whose family nobody knows yet."""
        row = self.waiting_row()
        return row.visit if row is not None and not row.household else ""

    def find_row(self, household: str) -> Selected | None:
        """Where a family stands on this screen."""
        return next((row for row in self._selectable() if row.household == household), None)

    def ticket_and_name(self, visit: str) -> str:
        """«A17 Osagie»."""
        if self.today is None:
            return ""
        rows: list[Waiting | InRoom | Aside] = [*self.today.waiting, *self.today.in_room, *self.today.parked]
        rows += [*self.today.missed, *self.today.gone]
        return next((f"{row.ticket} {row.name}" for row in rows if row.visit == visit), "")

    def aside(self, household: str) -> Aside | None:
        """A family that is parked, was missed, went home or is done today; the last of these."""
        today = self.today
        every = [*today.gone, *today.missed, *today.parked] if today else []
        return next((row for row in reversed(every) if row.household == household), None)

    def room_row(self) -> RoomRow | None:
        """The selected one of the families in rooms."""
        chosen = self.selected
        if chosen is None or chosen.column is not Column.ROOM:
            return None
        return next((row for row in self.rooms if row.id == chosen.id), None)

    def above(self, row: str) -> str | None:
        """The row above one of the expected or waiting: where its undo line will stand."""
        waiting = [each.visit for each in self.today.waiting] if self.today else []
        for ids in ([each.id for each in self.expected], waiting):
            if row in ids[1:]:
                return ids[ids.index(row) - 1]
        return None
