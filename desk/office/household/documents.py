"""Papers that a family owes the office: asked for, received, missing."""

from datetime import date, timedelta
from typing import Final

from sqlalchemy import Connection, select

from desk.db.changes import Changes
from desk.db.tables import attachment, document
from desk.domain.roles import May
from desk.errors import BadInput
from desk.i18n import _
from desk.office.household.members import standing
from desk.office.session import Session

ASKED, PRESENT, MISSING = "asked", "present", "missing"
SHOWN, COPIED = "shown", "copied"
"""What the office has of a paper that was here: it was looked at, or a copy lies in the folder or in the store."""
RENEW_AHEAD = timedelta(days=60)


def ask_document(session: Session, household: str, *, kind: str, person: str | None = None, note: str = "") -> Changes:
    """The family knows that it should bring it. `kind`: a code of `document_kinds` or plain words."""
    session.require(May.EDIT_HOUSEHOLD)
    kind = " ".join(kind.split())
    if not kind:
        raise BadInput(_("Scrivi quale documento serve."))
    with session.store.write(session.staff) as unit:
        standing(unit, household)
        unit.put("document", household=household, person=person, kind=kind, state=ASKED, note=note.strip() or None)
    return unit.changes


def receive_document(session: Session, paper: str, *, expires: date | None = None, how: str | None = SHOWN) -> Changes:
    """It is here, shown or copied. A paper that has expired already is refused."""
    session.require(May.EDIT_HOUSEHOLD)
    _still_good(session, expires)
    with session.store.write(session.staff) as unit:
        unit.change(
            "document",
            paper,
            state=PRESENT,
            expires=expires.isoformat() if expires else None,
            how=how or SHOWN,
            seen_on=session.today().isoformat(),
            seen_by=session.staff,
        )
    return unit.changes


def set_expiry(session: Session, paper: str, *, expires: date | None = None) -> Changes:
    """Until when it is good; None: it does not run out."""
    session.require(May.EDIT_HOUSEHOLD)
    _still_good(session, expires)
    with session.store.write(session.staff) as unit:
        unit.change("document", paper, expires=expires.isoformat() if expires else None)
    return unit.changes


def _still_good(session: Session, expires: date | None) -> None:
    if expires and expires < session.today():
        raise BadInput(_("Questo documento è già scaduto: serve quello nuovo."))


def mark_missing(session: Session, paper: str) -> Changes:
    """It is not here, or not any more."""
    session.require(May.EDIT_HOUSEHOLD)
    with session.store.write(session.staff) as unit:
        unit.change("document", paper, state=MISSING)
    return unit.changes


def drop_document(session: Session, paper: str) -> Changes:
    """It is not needed after all, nor are its copies; undo brings all back."""
    session.require(May.EDIT_HOUSEHOLD)
    with session.store.write(session.staff) as unit:
        copies = select(attachment.c.id).where(attachment.c.document == paper, attachment.c.removed.is_(None))
        for copy in list(unit.connection.execute(copies).scalars()):
            unit.change("attachment", copy, removed=session.today().isoformat())
        unit.change("document", paper, household=None)
    return unit.changes


def paper_of_kind(connection: Connection, household: str, kind: str, person: str | None) -> str | None:
    """The newest line of the family's list for this paper."""
    query = select(document.c.id).where(
        document.c.household == household, document.c.kind == kind, document.c.person.is_(person)
    )
    found = connection.execute(query.order_by(document.c.id.desc())).scalar()
    return str(found) if found else None


def document_kinds() -> dict[str, str]:
    """The usual papers: code → name."""
    return {
        "id": _("Documento d'identità"),
        "tax_card": _("Tessera sanitaria"),
        "isee": _("ISEE"),
        "permit": _("Permesso di soggiorno"),
        "rent_contract": _("Contratto di affitto registrato"),
        "pay_slip": _("Busta paga"),
        "work_contract": _("Contratto di lavoro"),
        "did": _("DID (disponibilità al lavoro)"),
        "eviction_papers": _("Carte dello sfratto"),
        "disability": _("Certificato di invalidità"),
        "pregnancy": _("Certificato di gravidanza"),
        "school": _("Certificato di frequenza scolastica"),
    }


def document_reasons() -> dict[str, str]:
    """What a paper is for: code → words."""
    return {
        "id": _("per ogni domanda"),
        "tax_card": _("per ogni domanda"),
        "isee": _("per il SIA e per i fondi casa"),
        "permit": _("per il SIA"),
        "rent_contract": _("per i fondi casa"),
        "pay_slip": _("per trovare un affitto"),
        "work_contract": _("per trovare un affitto"),
        "did": _("per i punti del lavoro nel SIA"),
        "eviction_papers": _("per le scadenze dello sfratto"),
    }


PRIVATE: Final = frozenset({"disability", "pregnancy"})
"""Papers about health: their copies are for those who interview."""


def paper_words() -> dict[str, str]:
    """Where a paper is, as the interview asks it."""
    return {PRESENT: _("È qui"), ASKED: _("Lo porteranno"), MISSING: _("Manca")}


def document_title(kind: str) -> str:
    """«Busta paga» for "pay_slip"; plain words stay as they are."""
    return document_kinds().get(kind, kind)


def to_renew(expires: date | None, today: date) -> bool:
    return expires is not None and expires <= today + RENEW_AHEAD
