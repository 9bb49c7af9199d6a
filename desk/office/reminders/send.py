"""Send what is due, each once. A reminder is claimed by a row of the journal before it leaves.

Its key is the same on every machine. A machine fetches what the others wrote, claims, lets the server take the claims,
and looks again: the server orders all writes, so of two that claim at once the later sees the earlier and yields. If
both see each other both yield, and at the next run the one with the lower id takes it. Where the server is away nothing
leaves: another machine might be sending. What is not sent in time goes on the call list.
"""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from filelock import FileLock, Timeout
from sqlalchemy import select

from desk.db.store import Store
from desk.db.tables import reminder as table
from desk.db.unit import Unit
from desk.domain.reminders import AUTOMATIC, Way
from desk.domain.roles import May
from desk.errors import BadInput, NetworkAway
from desk.i18n import _
from desk.office.appointments.diaries import SCHEDULED
from desk.office.enrolment.writer import same_id
from desk.office.machine.enrol import membership
from desk.office.machine.synchronise import synchronise
from desk.office.reminders.channels import Channel, Channels, NotSent, Unsure
from desk.office.reminders.plan import (
    CLAIMED,
    DONE,
    FAILED,
    HOLDING,
    RETRY,
    SENDING,
    SENT,
    UNSURE,
    YIELDED,
    Owed,
    Standing,
    owed,
    quiet_hours,
)  # fmt: skip
from desk.office.reminders.post import note_of, open_channel, spot_of
from desk.office.reminders.replies import take_replies
from desk.office.session import ZONE, Session
from desk.sync.session import Round

LOCK = "reminders.lock"
MOST_TRIES = 5
_WHOLE_WAY = (
    "smtp login", "smtp tls", "smtp away", "smtp utf8", "smtp sender", "smtp file",
    "sms away", "sms file", "http 401", "http 403",
)  # fmt: skip
"""Faults of the way, not of one message: the others wait for the next run."""


@dataclass
class Report:
    """What a run did. `quiet_until`: nothing leaves before; `away`: the server did not answer; `busy`: another run;
    `freed`: appointments that families have called off by a reply; `bounced`: messages of before that came back."""

    sent: int = 0
    failed: int = 0
    unsure: int = 0
    left: int = 0
    freed: int = 0
    bounced: int = 0
    quiet_until: datetime | None = None
    away: str = ""
    busy: bool = False
    faults: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not (self.away or self.faults or self.unsure)

    def as_json(self) -> dict[str, Any]:
        return {
            "ok": self.ok,
            "sent": self.sent,
            "failed": self.failed,
            "unsure": self.unsure,
            "left": self.left,
            "freed": self.freed,
            "bounced": self.bounced,
            "quiet_until": self.quiet_until.isoformat() if self.quiet_until else None,
            "away": self.away or None,
            "busy": self.busy,
            "faults": self.faults,
        }


Progress = Callable[[int, int], bool]
"""Done and total; False: stop after this one."""


def send_reminders(
    session: Session,
    channels: Channels,
    *,
    line: Callable[[Session, Channels, Way], Channel] = open_channel,
    rounds: Callable[[Store], Round] = synchronise,
    alone: bool = False,
    progress: Progress = lambda _done, _total: True,
) -> Report:
    """`alone`: this is the only machine that sends; it does not wait for the server."""
    session.require(May.BOOK)
    report = Report()
    try:
        came = take_replies(session, channels)
        report.freed, report.bounced = came.freed, came.bounced
    except NetworkAway as error:
        report.away = "" if alone else str(error)
    quiet, now = quiet_hours(session.today()), session.now().astimezone(ZONE)
    if quiet.now(now):
        report.quiet_until = quiet.next_open(now)
        return report
    spot = spot_of(session)
    if not spot.address or not spot.phone:
        raise BadInput(_("Manca l'indirizzo o il telefono dell'ufficio: scrivili in Amministrazione."))
    try:
        with FileLock(session.store.folder / LOCK, timeout=0):
            _Run(session, channels, line, rounds, alone, progress, report).play()
    except Timeout:
        report.busy = True
    return report


@dataclass
class _Claim:
    """One reminder that is ours to send, and its row."""

    row: str
    owed: Owed
    tries: int


class _Run:
    """One run, alone on this machine: the lock is held."""

    def __init__(
        self, session: Session, channels: Channels, line: Callable[[Session, Channels, Way], Channel],
        rounds: Callable[[Store], Round], alone: bool, progress: Progress, report: Report,
    ) -> None:  # fmt: skip
        self._session, self._store, self._channels = session, session.store, channels
        self._line, self._rounds, self._progress, self._report = line, rounds, progress, report
        self._shared = membership(session.store) is not None and not alone
        self._lines: dict[Way, Channel] = {}
        self._broken: set[Way] = set()

    def play(self) -> None:
        if not self._met():
            return
        self._bury()
        claims = self._claim()
        if not claims:
            return
        if not self._met():
            self._report.left = len(claims)
            return
        claims = self._undisputed(claims)
        with ExitStack() as lines:
            lines.callback(self._close)
            for done, claim in enumerate(claims):
                if not self._progress(done, len(claims)):
                    self._report.left += len(claims) - done
                    break
                self._one(claim)
        self._progress(len(claims), len(claims))
        if self._shared:
            self._rounds(self._store)  # what could not be told now goes with the next round

    def _met(self) -> bool:
        """The server has all of ours, and we all of the others'."""
        if not self._shared:
            return True
        done = self._rounds(self._store)
        self._report.away = "" if done.ok else done.fault or _("Il server non risponde.")
        return done.ok

    def _bury(self) -> None:
        """What an earlier run of this machine left half done may have left: it is never sent again."""
        with self._store.read() as connection:
            query = select(table.c.id).where(table.c.device == self._store.device, table.c.state == SENDING)
            rows = connection.execute(query).scalars().all()
        for row in rows:
            self._write(row, state=UNSURE, fault="stopped")

    def _claim(self) -> list[_Claim]:
        """In one transaction: looked at and taken, so that another process here cannot take the same."""
        device, found = self._store.device, []
        with self._store.write(self._session.staff) as unit:
            for each in owed(unit.connection, self._session.now(), self._channels.ready()):
                row = same_id("reminder", each.key, device, each.reach.way, each.reach.contact)
                if not self._may_take(each, row):
                    self._let_go(unit, each)
                    continue
                mine = next((one for one in each.tried if one.id == row), None)
                tries = mine.tries if mine else 0
                unit.put(
                    "reminder",
                    row,
                    key=each.key,
                    household=each.home.id,
                    appointment=each.appointment,
                    kind=each.kind.id,
                    start=each.start.isoformat(),
                    device=device,
                    state=CLAIMED,
                    way=each.reach.way.value,
                    contact=each.reach.contact,
                    at=self._session.moment(),
                    by=self._session.staff,
                    tries=tries,
                )
                found.append(_Claim(row, each, tries))
        return found

    def _let_go(self, unit: Unit, each: Owed) -> None:
        """What this machine had claimed and another, or a person, has seen to."""
        others = [one for one in each.tried if one.device != self._store.device and one.state in HOLDING]
        for one in each.tried:
            if others and one.device == self._store.device and one.state in (CLAIMED, RETRY):
                unit.put("reminder", one.id, state=YIELDED, at=self._session.moment())

    def _may_take(self, each: Owed, row: str) -> bool:
        now = self._session.now()
        if each.reach.way not in AUTOMATIC or not each.due <= now <= each.latest:
            return False
        if any(one.state in HOLDING and one.id != row for one in each.tried):
            return False
        mine = next((one for one in each.tried if one.id == row), None)
        if mine is None:
            return each.standing is Standing.DUE
        if mine.state in (CLAIMED, RETRY):
            return True
        yielded = [one.device for one in each.tried if one.state == YIELDED and one.way == each.reach.way]
        return mine.state == YIELDED and self._store.device == min(yielded)

    def _undisputed(self, claims: list[_Claim]) -> list[_Claim]:
        """Without those that another machine has claimed as well, or that a person has seen to."""
        keys = {each.owed.key for each in claims}
        kept: list[_Claim] = []
        yielded: list[_Claim] = []
        with self._store.read() as connection:
            rows = connection.execute(select(table).where(table.c.key.in_(keys))).all()
        for claim in claims:
            others = [row for row in rows if row.key == claim.owed.key and row.id != claim.row]
            (yielded if any(row.state in HOLDING for row in others) else kept).append(claim)
        if yielded:
            with self._store.write(self._session.staff) as unit:
                for claim in yielded:
                    unit.put("reminder", claim.row, state=YIELDED, at=self._session.moment())
        return kept

    def _one(self, claim: _Claim) -> None:
        way = claim.owed.reach.way
        if way in self._broken or not self._begin(claim):
            self._report.left += way in self._broken
            return
        try:
            if way not in self._lines:
                self._lines[way] = self._line(self._session, self._channels, way)
            known = self._lines[way].send(note_of(self._session, self._channels, claim.owed))
        except NotSent as error:
            tries = claim.tries + 1
            again = error.again and tries < MOST_TRIES
            self._write(claim.row, state=RETRY if again else FAILED, fault=error.fault, tries=tries)
            if error.fault in _WHOLE_WAY:
                self._broken.add(way)
                self._report.faults.append(error.fault)
            self._report.left += again
            self._report.failed += not again
        except Unsure as error:
            self._write(claim.row, state=UNSURE, fault=error.fault)
            self._report.unsure += 1
        else:
            self._write(claim.row, state=SENT, gateway_id=known or None, fault=None)
            self._report.sent += 1

    def _begin(self, claim: _Claim) -> bool:
        """The last look: the appointment still stands so, and nobody has told the family meanwhile."""
        with self._store.write(self._session.staff) as unit:
            if not _still(unit, claim):
                unit.put("reminder", claim.row, state=None)
                return False
            unit.put("reminder", claim.row, state=SENDING, at=self._session.moment())
        return True

    def _write(self, row: str, **values: Any) -> None:
        with self._store.write(self._session.staff) as unit:
            unit.put("reminder", row, at=self._session.moment(), **values)

    def _close(self) -> None:
        for each in self._lines.values():
            each.close()


def _still(unit: Unit, claim: _Claim) -> bool:
    row = unit.get("appointment", claim.owed.appointment)
    if row is None or row["state"] != SCHEDULED or datetime.fromisoformat(row["start"]) != claim.owed.start:
        return False
    done = select(table.c.id).where(table.c.key == claim.owed.key, table.c.state.in_(DONE))
    return unit.connection.execute(done).first() is None
