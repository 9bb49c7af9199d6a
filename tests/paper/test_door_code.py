"""The QR on paper: a phone's calendar takes it, and the office's scanner knows the appointment by it."""

from datetime import date
from pathlib import Path

import pytest

from desk.domain.arrival_code import Scanned, read_scan
from desk.office.front.call import call, entered
from desk.office.front.check_in import check_in
from desk.office.front.close_visit import close_visit
from desk.office.front.scan import Read, take_scan
from desk.office.machine.code_key import office_key
from desk.office.papers.visit_slip import visit_slip
from desk.office.session import Session
from tests.conftest import Clock
from tests.paper.paper_reading import codes, pictures
from tests.small_office import SmallOffice, build_small_office, person


@pytest.fixture
def office(session: Session) -> SmallOffice:
    return build_small_office(session.store)


def test_the_slip_brings_the_family_in_at_its_next_visit(office: SmallOffice, clock: Clock, tmp_path: Path) -> None:
    home = office.family("TH-0001", "Rossi", (person("Anna", "Rossi", "1985-04-02", role="head"),))
    office.put("appointment", household=home, start="2026-12-01T09:00:00+00:00", minutes=45, state="scheduled")
    session = office.session("giulia")
    visit = check_in(session, household=home).visit
    call(session, visit)
    entered(session, visit)
    close_visit(session, visit, agreed=["Porta il contratto"])
    printed = codes(pictures(visit_slip(session, visit), tmp_path)[0])
    assert len(printed) == 1 and printed[0].startswith("BEGIN:VCALENDAR") and "DTSTART:20261201T090000Z" in printed[0]
    with office.store.read() as connection:
        scan = read_scan(printed[0], office_key(connection))
    assert (scan.kind, scan.day) == (Scanned.CODE, date(2026, 12, 1))
    assert take_scan(session, printed[0]).read is Read.OTHER_DAY
    clock.forward(days=7)
    taken = take_scan(session, printed[0])
    assert (taken.read, taken.household) == (Read.FAMILY, home)
