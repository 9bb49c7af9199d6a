"""A ready office for trying things out: staff, rooms, the morning of today, five hundred invented families."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desk.db.store import Store, create_store, utc_now
from desk.office.demo.families import build_families
from desk.office.demo.mark import PASSWORD, demo_secrets, mark
from desk.office.demo.morning import Morning, build_morning
from desk.office.demo.office import Office, build_office
from desk.office.demo.reminders import build_reminders
from desk.office.session import system_session

FAMILIES = 500


@dataclass(frozen=True)
class Demo:
    """An open demo store and what is in it."""

    store: Store
    office: Office
    morning: Morning


def build_demo(folder: Path, *, now: Callable[[], datetime] = utc_now, families: int = FAMILIES) -> Demo:
    """A new store with a full office in it, left open."""
    store = create_store(folder, secrets=demo_secrets, now=now)
    session = system_session(store)
    office = build_office(session, PASSWORD)
    morning = build_morning(session, office)
    build_families(session, office, families - len(morning.households))
    build_reminders(session)
    mark(folder, session.today())
    return Demo(store, office, morning)
