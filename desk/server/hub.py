"""The hub of an office: carries what its machines wrote to the city's server, and what others wrote back."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Event, Thread
from time import monotonic

import uuid_utils
from sqlalchemy import delete, insert, select
from sqlalchemy.exc import SQLAlchemyError

from desk.domain.journal.entry import Entry
from desk.errors import BadInput, DeskError
from desk.i18n import _
from desk.server import pages, replies, rounds
from desk.server.database import Database, keep
from desk.server.devices import HOME, HUB
from desk.server.tables import device, upstream
from desk.sync import wire
from desk.sync.client import Client, Membership, enrol
from desk.sync.kept_line import checked_url
from desk.sync.machine_key import new_key, public_part

CARRIED = 5000
CARRIED_CHARACTERS = 8_000_000
LOOK_SECONDS, AWAY_SECONDS = 0.3, 5.0
REPLIES_SECONDS = 20.0
LISTEN_SECONDS = 2.0
"""Short: a hub that stops waits for its listener."""
STEPS_BACK = 2
_GAP = "gap"
_URL, _SERVER, _DEVICE, _KEY, _CURSOR, _MARK = (
    f"upstream-{name}" for name in ("url", "server", "device", "key", "cursor", "mark")
)


def join_upstream(database: Database, url: str, code: str) -> None:
    """Make this hub known to the city by a one-time code; asked again after a cut, it ends the same."""
    url, kept = checked_url(url), database.settings()
    key = bytes.fromhex(kept[_KEY]) if _KEY in kept else new_key()
    machine = kept.get(_DEVICE) or str(uuid_utils.uuid7())
    database.keep({_KEY: key.hex(), _DEVICE: machine})
    ask = wire.EnrolAsk(version=wire.VERSION, code=code.strip(), device=machine, public_key=public_part(key), scope=HUB)
    answer = enrol(url, ask)
    if answer.scope != HUB:
        raise BadInput(_("Questo codice non è per un server d'ufficio. Serve quello di «desk code --hub»."))
    anew = {} if kept.get(_SERVER) == answer.server else {_CURSOR: "0", _MARK: "0", replies.FETCHED: "0"}
    with database.write() as connection:
        if anew:
            connection.execute(delete(upstream))  # another city knows nothing yet
        keep(connection, {_URL: url, _SERVER: answer.server} | anew)


def upstream_of(database: Database) -> Membership | None:
    """Where this hub belongs; None before it was made known."""
    kept = database.settings()
    if _SERVER not in kept:
        return None
    return Membership(kept[_URL], kept[_SERVER], kept[_DEVICE], bytes.fromhex(kept[_KEY]))


@dataclass(frozen=True)
class Carried:
    """One trip: entries up, entries down; `faults`: machines whose entries the city refuses, each with the word."""

    up: int
    down: int
    faults: dict[str, str]


class Hub:
    """Trips between this hub's database and the city, one after the other."""

    def __init__(self, database: Database, carry: Callable[[wire.RelayAsk], wire.RelayAnswer]) -> None:
        self._database, self._carry = database, carry
        self._begun = False

    def trip(self) -> Carried:
        """Until both sides have everything. Cut anywhere, the next trip goes on. Raises DeskError."""
        up = down = 0
        faults: dict[str, str] = {}
        gaps: Counter[str] = Counter()
        while True:
            waiting, more_up = self._waiting(faults)
            settings = self._database.settings()
            ask = wire.RelayAsk(
                version=wire.VERSION,
                cursor=int(settings.get(_CURSOR, "0")),
                mark=int(settings.get(_MARK, "0")),
                entries=waiting,
            )
            try:
                answer = self._carry(ask)
            except DeskError:
                self._begun = False
                raise
            gaps.update(machine for machine, fault in answer.faults.items() if fault == _GAP)
            for machine, fault in answer.faults.items():
                if fault != _GAP or gaps[machine] > STEPS_BACK:
                    faults[machine] = fault
            taken = self._take(answer, {entry.device: entry.seq for entry in waiting})
            down += taken.stored
            faults |= taken.faults
            up += len(waiting)
            self._begun = True
            again = answer.faults.keys() - faults.keys()
            if not answer.more and not more_up and not again:
                return Carried(up, down, faults)

    def cursor(self) -> int:
        """The city's number up to which this hub has everything."""
        return int(self._database.settings().get(_CURSOR, "0"))

    def waits(self) -> bool:
        """Whether something is here that the city has not acknowledged."""
        return bool(self._waiting({})[0])

    def _waiting(self, faults: dict[str, str]) -> tuple[list[Entry], bool]:
        """What the city has not acknowledged, machine by machine in order of its counter; whether more is left.

        The first trip of a process, and the first after the city was away, shows the last acknowledged entry again: a
        city that went back to an older copy then says what it lacks.
        """
        again = 0 if self._begun else 1
        found: list[Entry] = []
        size = 0
        pages.unfold_all(self._database, HOME)
        with self._database.read() as connection:
            for machine, last, acknowledged in connection.execute(_MACHINES).all():
                after = max(0, (acknowledged or 0) - again)
                if last <= after or machine in faults:
                    continue
                its = rounds.entries_of(connection, HOME, machine, after, CARRIED)
                for entry in its:
                    found.append(entry)
                    size += len(entry.fields) + len(entry.base)
                    if len(found) >= CARRIED or size > CARRIED_CHARACTERS:
                        return found, True
                if its and its[-1].seq < last:
                    return found, True
        return found, False

    def _take(self, answer: wire.RelayAnswer, shown: dict[str, int]) -> rounds.Taken:
        """What came down and what the city has now, in one transaction. `shown`: the last entry of each machine that
        went up: beyond it the city may have others under the same numbers."""
        with self._database.write() as connection:
            taken = rounds.take_in(connection, HOME, answer.entries)
            down = {entry.device: entry.seq for entry in answer.entries if entry.device not in taken.faults}
            counted = {
                machine: max(min(seq, shown.get(machine, 0)), down.get(machine, 0))
                for machine, seq in answer.known.items()
                if answer.faults.get(machine, _GAP) == _GAP  # the refused waits, and is told, until somebody sees to it
            }
            told = connection.execute(select(upstream.c.device, upstream.c.acknowledged)).all()
            before = {machine: int(seq) for machine, seq in told}
            for machine in down.keys() | counted.keys():
                now = counted.get(machine, max(down.get(machine, 0), before.get(machine, 0)))
                connection.execute(delete(upstream).where(upstream.c.device == machine))
                connection.execute(insert(upstream).values(device=machine, acknowledged=now))
            keep(connection, {_CURSOR: str(answer.cursor), _MARK: str(answer.mark)})
        return taken


_MACHINES = (
    select(device.c.id, device.c.last_seq, upstream.c.acknowledged)
    .outerjoin(upstream, upstream.c.device == device.c.id)
    .where(device.c.office == HOME)
    .order_by(device.c.id)
)


def fetch_first(database: Database, known: Membership) -> None:
    """A new hub knows what the city knows before it hears a machine: so it notices one that went back in time."""
    client = Client(known, _now)
    try:
        Hub(database, client.relay).trip()
    finally:
        client.close()


@contextmanager
def carrying(database: Database, known: Membership, tell: Callable[[str], None]) -> Iterator[None]:
    """Trips beside the server until the block ends; `tell` hears one line when the line goes, and when it is back."""
    stop, news = Event(), Event()
    clients = Client(known, _now), Client(known, _now)
    threads = [
        Thread(target=_carry, args=(database, clients[0], tell, stop, news), name="hub", daemon=True),
        Thread(target=_listen, args=(database, clients[1], stop, news), name="hub-listener", daemon=True),
    ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        news.set()
        for client in clients:  # a city that is cut off may never answer
            client.give_up()
        for thread in threads:
            thread.join()


def _now() -> datetime:
    return datetime.now(UTC)


def _carry(database: Database, client: Client, tell: Callable[[str], None], stop: Event, news: Event) -> None:
    hub, said, fault, asked = Hub(database, client.relay), "", "", False
    due = monotonic()
    while not stop.is_set():
        try:
            if not asked or news.is_set() or hub.waits():
                news.clear()
                done = hub.trip()
                asked = True
                fault = ", ".join(f"{machine[-8:]}: {word}" for machine, word in sorted(done.faults.items()))
            if monotonic() >= due:  # nobody rings for them
                replies.fetch(database, client.replies, int(_now().timestamp()))
                due = monotonic() + REPLIES_SECONDS
            pause = LOOK_SECONDS if not fault else AWAY_SECONDS
        except DeskError as error:
            fault, pause, asked = str(error), AWAY_SECONDS, False
        except SQLAlchemyError as error:  # also where no connection is free: whoever carries must never end
            origin = getattr(error, "orig", None) or error
            fault, pause, asked = type(origin).__name__, AWAY_SECONDS, False
        if fault != said and not stop.is_set():
            tell(fault or _("Il server della città risponde di nuovo."))
            said = fault
        (news if asked else stop).wait(pause)
    client.close()


def _listen(database: Database, client: Client, stop: Event, news: Event) -> None:
    looking = Hub(database, client.relay)
    while not stop.is_set():
        try:
            if client.wait(looking.cursor(), LISTEN_SECONDS):
                news.set()
                stop.wait(LOOK_SECONDS)
        except (DeskError, SQLAlchemyError):
            stop.wait(AWAY_SECONDS)
    client.close()
