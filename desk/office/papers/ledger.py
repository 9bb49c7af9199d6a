"""The ledger of papers: what was printed for a family, when, by whom, given to whom and on which day; printed again."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from desk.db.changes import Changes
from desk.db.tables import printed, staff
from desk.domain.roles import May
from desk.errors import BadInput, NotFound
from desk.i18n import _
from desk.office.papers.kinds import Kind, Paper, kept_draft, read_kept
from desk.office.session import Session, local


@dataclass(frozen=True)
class Entry:
    """One line of the ledger. `given_to`: names, empty until somebody says so; `again`: it can be printed again;
    `draft`: a plan that nobody had signed yet."""

    id: str
    kind: str
    version: int | None
    language: str
    at: datetime
    by: str
    given_to: str
    given_on: date | None
    again: bool
    draft: bool = False


def record_paper(session: Session, paper: Paper, *, given_to: str = "") -> Changes:
    """The paper went to the printer: the ledger keeps what it says."""
    session.require(May.SEE_HOUSEHOLD)
    with session.store.write(session.staff) as unit:
        unit.put(
            "printed",
            household=paper.household,
            kind=paper.kind.value,
            of=paper.of or None,
            version=paper.version,
            language=paper.language,
            at=session.moment(),
            by=session.staff,
            given_to=given_to or None,
            given_on=session.today().isoformat() if given_to else None,
            content=paper.kept(),
        )
    return unit.changes


def record_given(session: Session, entry: str, to: str) -> Changes:
    """Whose hands the paper was put into, today."""
    session.require(May.SEE_HOUSEHOLD)
    if not to.strip():
        raise BadInput(_("Scrivi a chi hai dato il foglio."))
    with session.store.write(session.staff) as unit:
        unit.change("printed", entry, given_to=to.strip(), given_on=session.today().isoformat())
    return unit.changes


def papers_of(session: Session, household: str) -> tuple[Entry, ...]:
    """The papers of a household, the newest first."""
    session.require(May.SEE_HOUSEHOLD)
    query = (
        select(printed, staff.c.given, staff.c.surname)
        .outerjoin(staff, staff.c.id == printed.c.by)
        .where(printed.c.household == household, printed.c.at.is_not(None))
        .order_by(printed.c.at.desc(), printed.c.id.desc())
    )
    with session.store.read() as connection:
        return tuple(
            Entry(
                row.id,
                row.kind or "",
                row.version,
                row.language or "",
                local(row.at),
                f"{row.given or ''} {row.surname or ''}".strip(),
                row.given_to or "",
                date.fromisoformat(row.given_on) if row.given_on else None,
                bool(row.content),
                bool(row.content) and kept_draft(row.content),
            )
            for row in connection.execute(query)
        )


def print_again(session: Session, entry: str) -> tuple[Paper, bool]:
    """The paper with the words it had, whatever the record says today; and whether every byte is the same.

    Raises NotFound for papers that went out before the ledger kept their words.
    """
    session.require(May.SEE_HOUSEHOLD)
    with session.store.read() as connection:
        row = connection.execute(select(printed).where(printed.c.id == entry)).first()
    if row is None or not row.content:
        raise NotFound(_("Di questo foglio non c'è la copia: si può solo stampare quello di oggi."))
    return read_kept(Kind(row.kind), row.household, row.content, of=row.of or "", version=row.version)
