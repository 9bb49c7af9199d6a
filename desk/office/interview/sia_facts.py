"""What SIA looks at, from the interview's answers and the application."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, Literal

from desk.domain.interview import Member, Rows
from desk.domain.sia import SiaFacts, SiaMember, SiaRules, Vehicle, benefits_ceiling
from desk.office.interview.asked import Asked
from desk.office.interview.interview import Background, InterviewView
from desk.office.road.money_lines import INCOMES, SIA, monthly_now

SEVERE_PERCENT: Final = 100
"""Disability called severe, to confirm: the ISEE's own table counts it from 100 %."""
BENEFITS: Final = frozenset({"pension", "child_allowance", "municipal"})
"""Incomes that are a pension, an indemnity or assistance (DM 26-5-2016, art. 4): not work, SIA itself or relatives."""
NASPI, PENSION, CARD = "naspi", "pension", "carta_acquisti"


def isee_of(told: Asked, background: Background) -> int | None:
    """As told, else as the application has it."""
    found = told.whole("economy.isee")
    return background.isee_cents if found is None else found


def sia_facts(told: Asked, view: InterviewView, rules: SiaRules, today: date) -> SiaFacts:
    """Of the household: who lives elsewhere is not counted, but for a wife or husband."""
    born = {each.person: each.born for each in view.family.members}
    home = at_home(told)
    members = tuple(_sia_member(told, each, born.get(each.id)) for each in home)
    supports = told.codes("economy.supports")
    lines = told.rows(INCOMES).filled()
    jobless = any(line.cells.get("source") == NASPI for line in lines)
    day = view.background.applied_on or today
    return SiaFacts(
        day=day,
        members=members,
        isee_cents=isee_of(told, view.background),
        lone_parent=is_lone_parent(told, home),
        pregnancy=told.yes("people.pregnancy"),
        due=told.day("people.due_date"),
        entitled_citizenship=_entitled(told, view.members),
        residence_years=told.whole("documents.residence_years"),
        other_benefits_cents=other_benefits(told, view.background, rules, members, day),
        unemployment_benefit=True if jobless else None if supports is None else NASPI in supports,
        experimental_card=None if supports is None else CARD in supports,
        vehicles=None if told.value("economy.vehicles") is None else tuple(_vehicles(told)),
    )


def at_home(told: Asked) -> tuple[Member, ...]:
    """Who counts as the household."""
    return tuple(
        each
        for each in told.members
        if told.yes("people.lives_here", each.id) is not False or _relation(told, each) == "partner"
    )


def is_lone_parent(told: Asked, home: Sequence[Member]) -> bool:
    """One adult with minors only, all of them its children; what nobody has said yet is taken for so."""
    adults, minors = [each for each in home if not each.is_minor], [each for each in home if each.is_minor]
    return len(adults) == 1 and bool(minors) and all(_is_parent(told, adults[0], each) is not False for each in minors)


def _relation(told: Asked, member: Member) -> str:
    return told.text("people.relation", member.id)


def _is_parent(told: Asked, adult: Member, child: Member) -> bool | None:
    """By how both are related to the head; None where that leaves it open."""
    up, down = _relation(told, adult), _relation(told, child)
    if not up or not down:
        return None
    return (up in ("head", "partner") and down == "child") or (up == "parent" and down in ("head", "sibling"))


def _lives_with_parent(told: Asked, member: Member) -> bool | None:
    others = [each for each in at_home(told) if each.id != member.id]
    found = {_is_parent(told, each, member) for each in others}
    if True in found:
        return True
    unclear = None in found or (bool(others) and _relation(told, member) in ("partner", "relative", "other"))
    return None if unclear else False


def _sia_member(told: Asked, member: Member, born: date | None) -> SiaMember:
    work = told.text("work.status", member.id)
    disability = told.text("health.disability", member.id)
    certified = disability in {"certified_in_dsu", "certified_not_in_dsu"}
    percent = told.whole("health.disability_percent", member.id) or 0
    return SiaMember(
        born=born,
        unemployed_with_did=work == "unemployed_did",
        disabled=certified if disability else None,
        severe_disability=certified and percent >= SEVERE_PERCENT,
        not_self_sufficient=certified and told.yes("health.not_self_sufficient", member.id) is True,
        out_of_work_age=work == "retired",
        with_parent=_lives_with_parent(told, member),
    )


def other_benefits(
    told: Asked, background: Background, rules: SiaRules, members: Sequence[SiaMember], day: date
) -> int | None:
    """Cents a month beside SIA; None while it is open whether they pass the ceiling."""
    found = _benefits(told, background, day)
    if found is None:
        return None
    ceiling = round(benefits_ceiling(rules, members) * 100)
    least, most = found
    if least > ceiling:
        return least
    return most if most is not None and most <= ceiling else None


def _benefits(told: Asked, background: Background, day: date) -> tuple[int, int | None] | None:
    """Least and most of the other benefits a month; the most None: no bound is known. None: nobody has asked.

    In sums SIA itself is among the benefits, and a pension among the other incomes.
    """
    lines = told.rows(INCOMES).filled()
    if lines:
        found = monthly_now(Rows(tuple(each for each in lines if each.cells.get("source") in BENEFITS)), day)
        return found, found
    benefits, supports = told.whole("economy.benefits"), told.codes("economy.supports") or ()
    if benefits is None:
        return (0, 0) if supports == ("none",) else None
    most: int | None = max(0, benefits - background.benefit_cents)
    least = 0 if SIA in supports and not background.benefit_cents else most or 0
    if PENSION in supports and most is not None:
        other = told.whole("economy.other_income")
        most = None if other is None else most + other
    return least, most


def _vehicles(told: Asked) -> Iterator[Vehicle]:
    """Those of which kind and day are known; an unknown engine counts as small."""
    for row in told.rows("economy.vehicles").rows:
        kind, registered, cc = row.cells.get("kind"), row.cells.get("registered"), row.cells.get("cc")
        if isinstance(registered, date) and kind in ("car", "motorcycle"):
            known: Literal["car", "motorcycle"] = "car" if kind == "car" else "motorcycle"
            yield Vehicle(known, registered, cc if isinstance(cc, int) else 0, row.cells.get("relief") is True)


def _entitled(told: Asked, members: tuple[Member, ...]) -> bool | None:
    """By the head, who applies."""
    if not members or not members[0].outside_eu:
        return True if members else None
    permit = told.text("documents.permit", members[0].id)
    return permit in {"long_term", "eu_relative"} if permit else None
