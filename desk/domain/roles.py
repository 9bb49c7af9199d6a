"""Roles of the staff and what each may do."""

from enum import StrEnum


class Role(StrEnum):
    """Who somebody is in the office."""

    RECEPTION = "reception"
    CASEWORKER = "caseworker"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    SYSTEM = "system"


ROLE_WORDS = {
    Role.RECEPTION: "Sportello",
    Role.CASEWORKER: "Assistente sociale",
    Role.COORDINATOR: "Coordinamento",
    Role.ADMINISTRATOR: "Amministrazione",
    Role.AUDITOR: "Controllo",
    Role.SYSTEM: "Sistema",
}
"""What the roles are called on the screens."""


class May(StrEnum):
    """One thing that a role may or may not do."""

    SEE_TODAY = "see_today"
    CHECK_IN = "check_in"
    CALL = "call"
    PICK = "pick"
    SEE_HOUSEHOLD = "see_household"
    EDIT_HOUSEHOLD = "edit_household"
    INTERVIEW = "interview"
    PLAN = "plan"
    APPROVE = "approve"
    ERASE = "erase"
    BOOK = "book"
    IMPORT = "import"
    REVIEW = "review"
    RECONCILE = "reconcile"
    REPORTS = "reports"
    CLOSE_DAY = "close_day"
    MANAGE_STAFF = "manage_staff"
    SEE_AUDIT = "see_audit"


_FRONT = frozenset(
    {May.SEE_TODAY, May.CHECK_IN, May.CALL, May.SEE_HOUSEHOLD, May.EDIT_HOUSEHOLD, May.BOOK, May.RECONCILE}
)
_CARE = _FRONT | {May.INTERVIEW, May.PLAN}
_LEAD = _CARE | {May.APPROVE, May.ERASE, May.IMPORT, May.REVIEW, May.SEE_AUDIT, May.PICK, May.REPORTS, May.CLOSE_DAY}

ALLOWED: dict[Role, frozenset[May]] = {
    Role.RECEPTION: _FRONT | {May.REVIEW, May.PICK, May.REPORTS, May.CLOSE_DAY},
    Role.CASEWORKER: _CARE,
    Role.COORDINATOR: _LEAD,
    Role.ADMINISTRATOR: frozenset({May.IMPORT, May.REVIEW, May.MANAGE_STAFF, May.SEE_TODAY, May.SEE_AUDIT}),
    Role.AUDITOR: frozenset({May.SEE_AUDIT, May.SEE_TODAY}),
    Role.SYSTEM: frozenset(May),
}


def allowed(role: Role, what: May) -> bool:
    return what in ALLOWED[role]
