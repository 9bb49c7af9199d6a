"""What a clerk calls a record: what kind of thing it is, and by what they tell it from its neighbours. No id."""

from typing import Any, Final

from sqlalchemy import Connection

from desk.db.rows import get_row
from desk.office.household.history import shown_value
from desk.office.machine.clash_fields import record_name
from desk.office.machine.clash_words import coded, is_id, names_of

TELLING: Final[dict[str, tuple[str, ...]]] = {
    "office": ("name",),
    "staff": ("given", "surname"),
    "room": ("name",),
    "machine": ("name",),
    "household": ("code",),
    "person": ("given", "surname"),
    "membership": ("person",),
    "address": ("street", "town"),
    "contact": ("person", "kind", "value"),
    "identifier": ("person", "kind"),
    "enrolment": ("protocol",),
    "review": ("person", "other_household"),
    "document": ("kind", "person"),
    "attachment": ("document", "name"),
    "attachment_part": ("attachment",),
    "consent": ("kind", "person"),
    "attempt": ("at", "person"),
    "note": ("text", "at"),
    "appointment": ("service", "start"),
    "confirmation": ("appointment", "staff"),
    "availability": ("who", "first", "last"),
    "reminder": ("way", "appointment"),
    "visit": ("ticket", "day"),
    "help_call": ("room", "at"),
    "day_end": ("day",),
    "interview": ("started_at",),
    "questionnaire": ("made_on",),
    "answer": ("question", "person"),
    "scenario": ("name", "made_on"),
    "plan": ("made_on",),
    "objective": ("title", "plan"),
    "result": ("text", "objective"),
    "commitment": ("text", "objective"),
    "support": ("text", "objective"),
    "plan_step": ("kind", "at"),
    "follow_up": ("commitment", "day"),
    "printed": ("at",),
    "arrival_code": ("day",),
    "lobby_arrival": ("ticket", "day"),
    "lobby_call": ("ticket", "day"),
    "lobby_hall": ("day",),
    "lobby_notice": ("kiosk", "day"),
    "lobby_device": ("name",),
    "lobby_key": ("device",),
}
"""Table → the fields that tell one of its records."""
_BY_NAME: Final = ("person", "household", "staff", "room", "machine", "lobby_device")
"""Who reads their name knows what they are."""
_FIRST_ALONE: Final = frozenset({"objective", "result", "commitment", "support", "note"})
"""Their words say enough; where the words are in question, what they stand in."""
_SPACED: Final = frozenset({"person", "staff"})
_LONGEST: Final = 120


class Called:
    """Reads the record of each id once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._of_id: dict[str, str] = {}

    def words(self, table: str, row: str, but: str = "") -> str:
        """«Impegno: Va al Centro»; `but`: a field that is in question, left out where another tells enough."""
        facts = get_row(self._connection, table, row) or {}
        return ": ".join(filter(None, (record_name(table, facts), self._name(table, facts, but))))

    def of_id(self, identity: str) -> str:
        """What stands for an id in a field; "" where no such record is here."""
        if identity not in self._of_id:
            self._of_id[identity] = ""  # two that name each other
            self._of_id[identity] = self._found(identity)
        return self._of_id[identity]

    def _found(self, identity: str) -> str:
        known = names_of(self._connection, {identity}).get(identity, "")
        if known:
            return known
        for table in (*_BY_NAME, *(name for name in TELLING if name not in _BY_NAME)):
            facts = get_row(self._connection, table, identity)
            if facts:
                name = self._name(table, facts)
                kind = "" if name and table in _BY_NAME else record_name(table, facts)
                return ": ".join(filter(None, (kind, name)))
        return ""

    def _name(self, table: str, facts: dict[str, Any], but: str = "") -> str:
        if table == "household" and facts.get("name"):
            return ""  # it stands at the head of what is asked
        parts = [(field, self._part(table, field, facts.get(field))) for field in TELLING.get(table, ())]
        sure = [words for field, words in parts if words and (field != but or table in _BY_NAME)]
        told = sure or [words for _field, words in parts if words]
        if table in _FIRST_ALONE:
            told = told[:1]
        words = " ".join((" " if table in _SPACED else ", ").join(told).split())
        return (words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…").rstrip(".")

    def _part(self, table: str, field: str, value: Any) -> str:
        if value in (None, ""):
            return ""
        if is_id(str(value)):
            return self.of_id(str(value))
        if (table, field) == ("availability", "who"):
            return ""  # everybody, or who the office does not list
        return coded(table, field, value, self._connection) or shown_value(field, value, {}, table)
