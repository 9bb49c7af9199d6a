"""The tour's server: it lives on the tour's morning, whatever day it is, and goes with the tour."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from desk.commands.tour import MORNING
from desk.commands.tour_server import tour_server
from desk.db.store import Store
from desk.errors import NetworkAway
from desk.office.machine.enrol import enrol_machine
from desk.office.machine.synchronise import standing_status, synchronise

NewStore = Callable[..., Store]


def test_no_clock_is_wrong_on_the_tours_morning(new_store: NewStore, tmp_path: Path) -> None:
    morning, later = MORNING, MORNING + timedelta(days=2)
    (tmp_path / "office").mkdir()
    with tour_server(tmp_path / "office", MORNING) as (url, code):
        store = new_store("tour", now=lambda: morning)
        enrol_machine(store, url, code)
        assert synchronise(store).ok
        assert standing_status(store).behind == 0
        morning = later
        assert synchronise(store).ok
        assert standing_status(store).behind == -2 * 24 * 60 * 60
    with pytest.raises(NetworkAway):
        enrol_machine(new_store("late"), url, code)
