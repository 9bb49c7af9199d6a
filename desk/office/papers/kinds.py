"""The papers that a family can be given: what each says, kept so that it can be printed again just as it was."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import msgspec

from desk.paper.drawing import draw
from desk.paper.model import (
    Letter,
    NoticeSheet,
    PlanPage,
    VisitSlip,
    missing_elsewhere,
    missing_in_letter,
    missing_lines,
)

Facts = PlanPage | Letter | NoticeSheet | VisitSlip


class Kind(StrEnum):
    """As the ledger calls them."""

    PLAN = "plan"
    FRIDGE = "fridge"
    INVITATION = "invitation"
    MISSED = "missed"
    MOVED = "moved"
    REFERRAL = "referral"
    NOTICE = "notice"
    SLIP = "slip"


_DRAWN: dict[Kind, tuple[type[Facts], str]] = {
    Kind.PLAN: (PlanPage, "plan"),
    Kind.FRIDGE: (PlanPage, "fridge"),
    Kind.INVITATION: (Letter, "letter"),
    Kind.MISSED: (Letter, "letter"),
    Kind.MOVED: (Letter, "letter"),
    Kind.REFERRAL: (Letter, "letter"),
    Kind.NOTICE: (NoticeSheet, "notice"),
    Kind.SLIP: (VisitSlip, "slip"),
}


@dataclass(frozen=True)
class Paper:
    """One paper for one household. `of`: the row that it is about (a plan, an appointment); `version`: of a plan."""

    kind: Kind
    household: str
    facts: Facts
    of: str = ""
    version: int | None = None

    @cached_property
    def pdf(self) -> bytes:
        """Drawn when somebody asks for it first."""
        return draw(_DRAWN[self.kind][1], self.facts)

    @property
    def language(self) -> str:
        return self.facts.family_language

    @property
    def missing(self) -> int:
        """How many lines nobody has translated."""
        facts = self.facts
        if isinstance(facts, PlanPage):
            return len(missing_lines(facts)) + len(missing_elsewhere(facts))
        return len(missing_in_letter(facts)) if isinstance(facts, Letter) else 0

    def kept(self) -> str:
        """What the ledger keeps: the facts, and the digest of the very sheet."""
        return msgspec.json.encode(_Kept(msgspec.Raw(msgspec.json.encode(self.facts)), digest(self.pdf))).decode()


class _Kept(msgspec.Struct):
    facts: msgspec.Raw
    digest: str


class _Draft(msgspec.Struct):
    draft: bool = False


class _KeptDraft(msgspec.Struct):
    facts: _Draft


def kept_draft(kept: str) -> bool:
    """What the ledger keeps is a plan that nobody had signed yet."""
    return msgspec.json.decode(kept, type=_KeptDraft).facts.draft


def digest(pdf: bytes) -> str:
    return hashlib.sha256(pdf).hexdigest()


def read_kept(kind: Kind, household: str, kept: str, *, of: str = "", version: int | None = None) -> tuple[Paper, bool]:
    """The paper as it was, and whether its bytes are the same: they are until the program's own words change."""
    known = msgspec.json.decode(kept, type=_Kept)
    facts = msgspec.json.decode(known.facts, type=_DRAWN[kind][0])
    paper = Paper(kind, household, facts, of, version)
    return paper, digest(paper.pdf) == known.digest
