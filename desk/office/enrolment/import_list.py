"""Writes a list: each row ends as created, updated, unchanged, to review or rejected; a second time changes nothing."""

from collections.abc import Callable
from itertools import islice
from pathlib import Path

from desk.domain.roles import May
from desk.office.enrolment.known import read_known
from desk.office.enrolment.read_file import Listing, read_list
from desk.office.enrolment.report import Outcome, Report, Told
from desk.office.enrolment.rows import Refused, clean
from desk.office.enrolment.writer import HomeWriter, Pair
from desk.office.session import Session

HOMES_AT_ONCE = 25
"""Households in one transaction: short enough to stop between them."""


class _OnlyTried(Exception):
    """Ends a trial: nothing of it is kept."""


def import_list(
    session: Session,
    path: Path,
    step: Callable[[int, int], None] = lambda _done, _all: None,
    cancelled: Callable[[], bool] = lambda: False,
    *,
    trial: bool = False,
) -> Report:
    """Read and write a list; a trial tells the same and keeps nothing. Raises BadInput where the file is none; then
    nothing was written."""
    session.require(May.IMPORT)
    listing = read_list(path)
    report = Report(fields=listing.fields)
    homes = _by_protocol(session, listing, report)
    with session.store.read() as connection:
        known = read_known(connection)
    waiting, done = iter(homes.items()), 0
    while chunk := list(islice(waiting, len(homes) if trial else HOMES_AT_ONCE)):
        if cancelled():
            report.stopped = True
            break
        try:
            with session.store.write(session.staff) as unit:
                writer = HomeWriter(unit, known, report, session.today())
                for protocol, rows in chunk:
                    writer.household(protocol, rows)
                if trial:
                    raise _OnlyTried
        except _OnlyTried:
            pass
        done += len(chunk)
        step(done, len(homes))
    return report


def _by_protocol(session: Session, listing: Listing, report: Report) -> dict[str, list[Pair]]:
    """Rows of one application together, in the order of the file; what cannot be taken is told at once."""
    found: dict[str, list[Pair]] = {}
    for raw in listing.rows:
        if raw.empty:
            report.empty += 1
            continue
        report.rows += 1
        row = None
        try:
            row = clean(raw, session.today())
        except Refused as error:
            report.counts[Outcome.REJECTED] += 1
            report.rejected.append(Told(raw.line, str(error), raw))
        protocol = row.protocol if row else raw.values.get("protocol", "").upper()
        found.setdefault(protocol, []).append((raw, row))
    return found
