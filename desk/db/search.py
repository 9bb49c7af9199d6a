"""Search as you type over people and households: one FTS5 row per person, kept fresh by the unit of work."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from desk.domain.journal.entry import Entry
from desk.domain.names import search_key

_ROWS = """
SELECT person.id, membership.household, person.surname, person.given, person.given_local,
  household.code, household.name,
  (SELECT group_concat(identifier.canonical || ' ' || identifier.value, ' ') FROM identifier
    WHERE identifier.person = person.id),
  (SELECT group_concat(replace(replace(contact.value, '+39', ''), '+', ''), ' ') FROM contact
    WHERE contact.household = membership.household),
  (SELECT group_concat(enrolment.protocol, ' ') FROM enrolment WHERE enrolment.household = membership.household)
FROM person LEFT JOIN membership ON membership.person = person.id AND membership.until IS NULL
LEFT JOIN household ON household.id = membership.household
WHERE person.id IN ({marks})"""

_PEOPLE_OF = {
    "person": "SELECT id FROM person WHERE id = ?",
    "membership": "SELECT person FROM membership WHERE id = ?",
    "identifier": "SELECT person FROM identifier WHERE id = ?",
    "household": "SELECT person FROM membership WHERE household = ?",
    "contact": "SELECT person FROM membership WHERE household = (SELECT household FROM contact WHERE id = ?)",
    "enrolment": "SELECT person FROM membership WHERE household = (SELECT household FROM enrolment WHERE id = ?)",
}


@dataclass(frozen=True)
class Hit:
    """A person found: `score` is higher for better."""

    person: str
    household: str | None
    score: float


class Search:
    """The index inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def refresh(self, entries: Iterable[Entry]) -> None:
        """Bring the index up to what these entries changed."""
        people: set[str] = set()
        for table, row in {(entry.table, entry.row) for entry in entries if entry.op != "view"}:
            if table == "person":
                people.add(row)
            elif table in _PEOPLE_OF:
                found = self._connection.exec_driver_sql(_PEOPLE_OF[table], (row,))
                people.update(person for (person,) in found.fetchall() if person)
        self._reindex(sorted(people))

    def _reindex(self, people: list[str]) -> None:
        for start in range(0, len(people), 500):
            part = people[start : start + 500]
            marks = ", ".join("?" * len(part))
            self._connection.exec_driver_sql(
                f"DELETE FROM person_search WHERE rowid IN (SELECT n FROM search_row WHERE person IN ({marks}))",
                tuple(part),
            )
            self._connection.exec_driver_sql(
                "INSERT OR IGNORE INTO search_row (person) VALUES (?)", [(person,) for person in part]
            )
            rows = self._connection.exec_driver_sql(_ROWS.format(marks=marks), tuple(part)).fetchall()
            lines = [(words_of(row), row[0], row[1]) for row in rows]
            if lines:
                self._connection.exec_driver_sql(
                    "INSERT OR REPLACE INTO person_search (rowid, words, person, household) "
                    "VALUES ((SELECT n FROM search_row WHERE person = ?2), ?1, ?2, ?3)",
                    lines,
                )

    def find(self, text: str, limit: int = 20) -> list[Hit]:
        """People whose words begin with every typed word, best first."""
        words = search_key(text).split()
        if not words:
            return []
        query = " ".join(f'"{word}"*' for word in words)
        found = self._connection.exec_driver_sql(
            "SELECT person, household, -bm25(person_search) FROM person_search "
            "WHERE person_search MATCH ? ORDER BY rank LIMIT ?",
            (query, limit),
        )
        return [Hit(person, household, float(score)) for person, household, score in found.fetchall()]

    def vocabulary(self) -> list[str]:
        """Every word that somebody could be found by, once; no numbers."""
        self._connection.exec_driver_sql(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.person_words USING fts5vocab(main, person_search, row)"
        )
        found = self._connection.exec_driver_sql("SELECT term FROM temp.person_words WHERE term >= 'a'").fetchall()
        return [word for (word,) in found]

    def with_words(self, choices: Iterable[Iterable[str]], limit: int) -> list[str]:
        """People who have one word of each choice first, then those who have one of any."""
        groups = [" OR ".join(f'"{word}"' for word in words) for words in choices]
        groups = [group for group in groups if group]
        if not groups:
            return []
        found: dict[str, None] = {}
        for query in (" AND ".join(f"({group})" for group in groups), " OR ".join(groups)):
            people = self._connection.exec_driver_sql(
                "SELECT person FROM person_search WHERE person_search MATCH ? ORDER BY rank LIMIT ?", (query, limit)
            )
            found.update((person, None) for (person,) in people.fetchall())
        return list(found)


def words_of(row: Iterable[str | None]) -> str:
    """The searched words of one line of `_ROWS`, after its two ids; a name in two words also as one."""
    _, _, surname, given, *others = row
    names = [search_key(name or "") for name in (surname, given)]
    closed_up = [name.replace(" ", "") for name in names if " " in name]
    return " ".join((*names, *closed_up, search_key(" ".join(text for text in others if text))))
