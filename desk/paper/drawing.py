"""Every paper by its name: drawn here, or where a window has it drawn, so that nobody waits for it."""

from collections.abc import Callable
from importlib import import_module
from typing import Any, ClassVar

import msgspec

from desk.paper.model import Letter, NoticeSheet, PlanPage, SummarySheet, VisitSlip
from desk.paper.office_model import CallPage, DayPage

PAPERS: dict[str, type] = {
    "agenda": DayPage,
    "call_list": CallPage,
    "fridge": PlanPage,
    "letter": Letter,
    "notice": NoticeSheet,
    "plan": PlanPage,
    "slip": VisitSlip,
    "summary": SummarySheet,
}
"""A module beside this one, whose `<name>_pdf` draws it, and what it draws. It is loaded with its first paper."""

Elsewhere = Callable[[str, bytes], bytes | None]
"""Gives the PDF of a paper's name and its packed facts; None where that cannot be had."""


class _Place:
    """Where papers are drawn in this process."""

    elsewhere: ClassVar[Elsewhere | None] = None


def draw(paper: str, facts: Any) -> bytes:
    """The PDF. The same facts always give the same bytes, wherever it is drawn."""
    elsewhere = _Place.elsewhere
    drawn = elsewhere(paper, msgspec.json.encode(facts)) if elsewhere is not None else None
    return drawn or _drawer(paper)(facts)


def draw_packed(paper: str, packed: bytes) -> bytes:
    """Here, from what `draw` packed: JSON, which keeps the offset of a time of day."""
    return _drawer(paper)(msgspec.json.decode(packed, type=PAPERS[paper]))


def draw_elsewhere(elsewhere: Elsewhere | None) -> None:
    """From now on papers are drawn there; None: here."""
    _Place.elsewhere = elsewhere


def load() -> None:
    """All that draws, before the first paper is asked for."""
    for paper in PAPERS:
        _drawer(paper)


def _drawer(paper: str) -> Callable[[Any], bytes]:
    drawer: Callable[[Any], bytes] = getattr(import_module(f"desk.paper.{paper}"), f"{paper}_pdf")
    return drawer
