"""Search as you type over people and households: one FTS5 row per person, kept fresh by the unit of work."""

from collections.abc import Iterable, Sequence

import msgspec
from sqlalchemy import Connection

from desk.db.engine import LISTED, ask
from desk.domain.journal.entry import Entry
from desk.domain.names import search_key

PUT_OFF = 32
"""More entries than that in one answer, and those who wait for the answer do not wait for the index."""
AT_ONCE = 500
"""How many entries are looked at within one transaction."""
_BEHIND = "search-behind"
_ROWS = """
SELECT search_row.n, person.id, membership.household, person.surname, person.given, person.given_local,
  household.code, household.name,
  (SELECT group_concat(identifier.canonical || ' ' || identifier.value, ' ') FROM identifier
    WHERE identifier.person = person.id),
  (SELECT group_concat(replace(replace(contact.value, '+39', ''), '+', ''), ' ') FROM contact
    WHERE contact.household = membership.household),
  (SELECT group_concat(enrolment.protocol, ' ') FROM enrolment WHERE enrolment.household = membership.household)
FROM search_row JOIN person ON person.id = search_row.person
LEFT JOIN membership ON membership.person = person.id AND membership.until IS NULL
LEFT JOIN household ON household.id = membership.household
WHERE search_row.person IN (SELECT value FROM json_each(?))"""

_PEOPLE_OF = {
    "person": "SELECT id FROM person WHERE id = ?",
    "membership": "SELECT person FROM membership WHERE id = ?",
    "identifier": "SELECT person FROM identifier WHERE id = ?",
    "household": "SELECT person FROM membership WHERE household = ?",
    "contact": "SELECT person FROM membership WHERE household = (SELECT household FROM contact WHERE id = ?)",
    "enrolment": "SELECT person FROM membership WHERE household = (SELECT household FROM enrolment WHERE id = ?)",
}


class Search:
    """The index inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def follow(self, entries: Sequence[Entry], before: int) -> None:
        """Bring the index up to entries that arrived and were journaled after position `before`. Where they are many,
        only what is gone is taken out; `catch_up` does the rest, so that nobody at this machine waits for it."""
        if len(entries) > PUT_OFF:
            ask(self._connection, "INSERT OR IGNORE INTO meta (name, value) VALUES (?, ?)", (_BEHIND, before))
            entries = [entry for entry in entries if entry.op == "erase"]
        self.refresh(entries)

    def is_behind(self) -> bool:
        """Whether people are here whom nobody finds yet."""
        return self._behind() is not None

    def catch_up(self) -> None:
        """Take in the next few of those who arrived by the dozen."""
        behind = self._behind()
        if behind is None:
            return
        told = self._connection.exec_driver_sql(
            'SELECT pos, op, "table", "row" FROM journal WHERE pos > ? ORDER BY pos LIMIT ?', (behind, AT_ONCE)
        ).fetchall()
        self.look_again({(table, row) for _pos, op, table, row in told if op != "view"})
        if len(told) < AT_ONCE:
            self._connection.exec_driver_sql("DELETE FROM meta WHERE name = ?", (_BEHIND,))
        else:
            self._connection.exec_driver_sql("UPDATE meta SET value = ? WHERE name = ?", (told[-1][0], _BEHIND))

    def forget_gone(self) -> None:
        """Names that were taken out stand in the index until its parts are put together anew."""
        self._connection.exec_driver_sql("INSERT INTO person_search (person_search) VALUES ('optimize')")

    def take_in_the_unknown(self) -> bool:
        """The next few people who came without an entry; False when there was nobody."""
        question = "SELECT id FROM person WHERE id NOT IN (SELECT person FROM search_row) LIMIT ?"
        people = [person for (person,) in ask(self._connection, question, (AT_ONCE,))]
        if people:
            self._reindex(people)
        return bool(people)

    def _behind(self) -> int | None:
        found = ask(self._connection, "SELECT value FROM meta WHERE name = ?", (_BEHIND,))
        return int(found[0][0]) if found else None

    def refresh(self, entries: Iterable[Entry]) -> None:
        """Bring the index up to what these entries changed."""
        self.look_again({(entry.table, entry.row) for entry in entries if entry.op != "view"})

    def look_again(self, changed: set[tuple[str, str]]) -> None:
        """At these tables' rows."""
        people: set[str] = set()
        for table, row in changed:
            if table == "person":
                people.add(row)
            elif table in _PEOPLE_OF:
                found = self._connection.exec_driver_sql(_PEOPLE_OF[table], (row,))
                people.update(person for (person,) in found.fetchall() if person)
        if people:
            self._reindex(sorted(people))

    def _reindex(self, people: list[str]) -> None:
        listed = (msgspec.json.encode(people).decode(),)
        say = self._connection.exec_driver_sql
        say(f"DELETE FROM person_search WHERE rowid IN (SELECT n FROM search_row WHERE person IN {LISTED})", listed)
        say("INSERT OR IGNORE INTO search_row (person) SELECT value FROM json_each(?)", listed)
        lines = [(row[0], words_of(row[1:]), row[1], row[2]) for row in say(_ROWS, listed).fetchall()]
        if lines:
            say("INSERT OR REPLACE INTO person_search (rowid, words, person, household) VALUES (?, ?, ?, ?)", lines)

    def find(self, text: str, limit: int = 20) -> list[str]:
        """People whose words begin with every typed word: first those who have the words whole, the last one perhaps
        still being typed. Among thousands who begin alike the index's own order says nothing, and takes long."""
        words = [f'"{word}"' for word in search_key(text).split()]
        if not words:
            return []
        *before, last = words
        begun = [f"{word}*" for word in words]
        found: dict[str, None] = {}
        for asked in dict.fromkeys((" ".join(words), " ".join((*before, f"{last}*")), " ".join(begun))):
            people = ask(
                self._connection, "SELECT person FROM person_search WHERE person_search MATCH ? LIMIT ?", (asked, limit)
            )
            found.update((person, None) for (person,) in people)
            if len(found) >= limit:
                break
        return list(found)[:limit]

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
