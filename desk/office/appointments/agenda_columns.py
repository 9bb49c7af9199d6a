"""The columns of the agenda: people by their kind of work, then rooms."""

from dataclasses import dataclass
from enum import StrEnum

from desk.catalogue.services import load_services
from desk.db.rows import Row
from desk.domain.languages import language_name
from desk.domain.roles import Role
from desk.i18n import _
from desk.office.appointments.room_fit import offered
from desk.office.appointments.slot_needs import INTERPRETER


class Work(StrEnum):
    """Kind of work: its tint and its word."""

    SOCIAL = "social"
    HOUSING = "housing"
    WORK = "work"
    INTERPRETER = "interpreter"
    ROOM = "room"


@dataclass(frozen=True)
class Resource:
    """A person or a room: one column. `group` is the Italian source text, or the name of a language.

    `has`: codes of what a room has; `travel`: the minutes that a person needs to come here from elsewhere."""

    id: str
    name: str
    group: str
    work: Work
    has: frozenset[str] = frozenset()
    travel: int = 0


def people_columns(people: list[Row], taken: frozenset[str]) -> list[Resource]:
    """Those who receive families, and whoever holds something on these days; interpreters last."""
    found = []
    for row in people:
        services = (row["services"] or "").split()
        receives = row["role"] == Role.CASEWORKER or any(each in load_services() for each in services)
        if row["id"] in taken or (row["active"] and (receives or INTERPRETER in services)):
            found.append(_person(row, services))
    order = list(Work)
    return sorted(found, key=lambda each: (order.index(each.work), each.group, each.name))


def _person(row: Row, services: list[str]) -> Resource:
    name, travel = str(row["surname"] or row["given"] or "–"), row["travel"] or 0
    if INTERPRETER in services:
        spoken = [each for each in (row["languages"] or "").split() if each != "it"]
        group = _(language_name(spoken[0])).capitalize() if spoken else _("Interpreti")
        return Resource(row["id"], name, group, Work.INTERPRETER, travel=travel)
    known = load_services()
    kinds = {known[each].kind for each in services if each in known}
    if not kinds & {"first", "interview", "visit"}:
        if "housing" in kinds:
            return Resource(row["id"], name, _("Casa"), Work.HOUSING, travel=travel)
        if "work" in kinds:
            return Resource(row["id"], name, _("Lavoro"), Work.WORK, travel=travel)
    return Resource(row["id"], name, _("Assistenti sociali"), Work.SOCIAL, travel=travel)


def room_columns(rooms: list[Row], taken: frozenset[str]) -> list[Resource]:
    standing = [row for row in rooms if row["active"] or row["id"] in taken]
    standing.sort(key=lambda row: (row["number"] or 0, row["name"] or ""))
    return [
        Resource(row["id"], str(row["name"] or row["number"]), _("Stanze"), Work.ROOM, offered(row)) for row in standing
    ]
