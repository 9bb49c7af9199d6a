"""Papers that a family owes the office: asked for, received, missing."""

from datetime import date, timedelta

from desk.db.changes import Changes
from desk.domain.roles import May
from desk.errors import BadInput
from desk.i18n import _
from desk.office.members import standing
from desk.office.session import Session

ASKED, PRESENT, MISSING = "asked", "present", "missing"
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


def receive_document(session: Session, document: str, *, expires: date | None = None) -> Changes:
    """It is here. A paper that has expired already is refused."""
    session.require(May.EDIT_HOUSEHOLD)
    if expires and expires < session.today():
        raise BadInput(_("Questo documento è già scaduto: serve quello nuovo."))
    with session.store.write(session.staff) as unit:
        unit.change("document", document, state=PRESENT, expires=expires.isoformat() if expires else None)
    return unit.changes


def mark_missing(session: Session, document: str) -> Changes:
    """It is not here, or not any more."""
    session.require(May.EDIT_HOUSEHOLD)
    with session.store.write(session.staff) as unit:
        unit.change("document", document, state=MISSING)
    return unit.changes


def drop_document(session: Session, document: str) -> Changes:
    """It is not needed after all; undo brings it back."""
    session.require(May.EDIT_HOUSEHOLD)
    with session.store.write(session.staff) as unit:
        unit.change("document", document, household=None)
    return unit.changes


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


def paper_words() -> dict[str, str]:
    """Where a paper is, as the interview asks it."""
    return {PRESENT: _("È qui"), ASKED: _("Lo porteranno"), MISSING: _("Manca")}


def document_title(kind: str) -> str:
    """«Busta paga» for "pay_slip"; plain words stay as they are."""
    return document_kinds().get(kind, kind)


def to_renew(expires: date | None, today: date) -> bool:
    return expires is not None and expires <= today + RENEW_AHEAD
