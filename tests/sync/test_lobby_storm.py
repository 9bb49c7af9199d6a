"""Thirty arrivals a simulated minute over two kiosks and six desks that see each other only now and then, with
transactions cut at random: no ticket is lost, none is doubled, every machine ends with the same visits.

`make simulate` plays ten minutes of it, DESK_ARRIVALS=300.
"""

import os
import random
from collections.abc import Callable
from datetime import date

import pytest

from desk.db.journal import entries, last_position
from desk.db.store import Store
from desk.db.tables import journal
from desk.domain.arrival_code import code_of
from desk.office.front.tickets import MACHINE_NUMBER
from desk.office.lobby.intake import take_in
from desk.office.lobby.kiosk import Ticket, arrive_by_scan, take_number
from desk.office.lobby.publish import codes_due, prepare, publish_code
from desk.office.lobby.rows import Kind
from desk.office.session import Session, system_session
from tests.conftest import Clock
from tests.small_office import build_small_office
from tests.unit.test_lobby import Kept, quick

ARRIVALS, BOOKED = int(os.environ.get("DESK_ARRIVALS", "100")), 40
SECONDS_BETWEEN = 2


class Cut(Exception):
    """The power went before the transaction was saved."""


class Machine:
    """A store, and how much of each other machine's journal it has."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._have: dict[str, int] = {}

    def fetch(self, other: "Machine", *, lobby: bool) -> None:
        """What the other has written or heard since the last time; a lobby machine gets the lobby's scope only."""
        after = self._have.get(other.store.device, 0)
        with other.store.read() as connection:
            wanted = [journal.c.pos > after] + ([journal.c.scope == "lobby"] if lobby else [])
            news, position = list(entries(connection, *wanted)), last_position(connection)
        self.store.receive(news)
        self._have[other.store.device] = position


def test_no_ticket_is_lost_or_doubled(new_store: Callable[..., Store], clock: Clock) -> None:
    dice = random.Random(2026)
    desks = [Machine(new_store(f"desk{number}")) for number in range(6)]
    kiosks = [Machine(new_store(f"kiosk{number}")) for number in range(2)]
    for number, machine in enumerate((*desks, *kiosks)):
        machine.store.remember(MACHINE_NUMBER, str(number))
    office = build_small_office(desks[0].store)
    with desks[0].store.write() as unit:
        families = [
            unit.put("household", code=f"TH-{number}", name=f"F{number}", language="it") for number in range(BOOKED)
        ]
        booked = [
            unit.put(
                "appointment",
                household=family,
                service="interview",
                start="2026-11-24T10:00:00+00:00",
                minutes=30,
                caseworker=office.staff["giulia"],
                state="scheduled",
            )
            for family in families
        ]
    first = system_session(desks[0].store)
    key = prepare(first)
    assert key is not None
    for day, wanted in codes_due(first, key):
        publish_code(first, key, day, wanted, quick)
    for machine in kiosks:
        machine.store.secrets = Kept({"lobby-key": key})
        machine.fetch(desks[0], lobby=True)
    for machine in desks[1:]:
        machine.fetch(desks[0], lobby=False)
    given: list[str] = []
    coming = [code_of(key, each, date(2026, 11, 24)) for each in booked]
    for _ in range(ARRIVALS):
        clock.forward(seconds=SECONDS_BETWEEN)
        given += _one_comes(dice, dice.choice(kiosks), coming)
        _meanwhile(dice, desks, kiosks)
    for _ in range(3):
        for machine in desks:
            for other in (*desks, *kiosks):
                if other is not machine:
                    machine.fetch(other, lobby=False)
            take_in(system_session(machine.store))
    every = [_visits(machine.store) for machine in desks]
    assert all(each == every[0] for each in every)
    assert sorted(every[0]) == sorted(given)
    assert len(set(given)) == len(given) == ARRIVALS


def _one_comes(dice: random.Random, kiosk: Machine, coming: list[str]) -> list[str]:
    """Somebody takes a number; a power cut makes them do it again, and only the saved number is in their hand."""
    scans = bool(coming) and dice.random() < 0.25
    code = coming.pop() if scans else ""
    while True:
        try:
            with pytest.MonkeyPatch.context() as patch:
                if dice.random() < 0.15:
                    patch.setattr("desk.db.unit.Unit.close", _cut)
                made = (
                    arrive_by_scan(kiosk.store, code, "", quick)
                    if code
                    else take_number(kiosk.store, dice.choice((Kind.TALK, Kind.PAPER)), "it")
                )
            assert isinstance(made, Ticket)
            return [made.ticket]
        except Cut:
            continue


def _meanwhile(dice: random.Random, desks: list[Machine], kiosks: list[Machine]) -> None:
    """Some machines meet; some desks take in what they see; some are cut while they do."""
    for _ in range(3):
        machine, other = dice.choice(desks), dice.choice((*desks, *kiosks))
        if machine is not other and dice.random() < 0.5:
            machine.fetch(other, lobby=False)
    session: Session = system_session(dice.choice(desks).store)
    try:
        with pytest.MonkeyPatch.context() as patch:
            if dice.random() < 0.2:
                patch.setattr("desk.db.unit.Unit.close", _cut)
            take_in(session)
    except Cut:
        return


def _cut(_unit: object) -> None:
    raise Cut


def _visits(store: Store) -> list[str]:
    with store.read() as connection:
        return [str(ticket) for (ticket,) in connection.exec_driver_sql("SELECT ticket FROM visit ORDER BY id")]
