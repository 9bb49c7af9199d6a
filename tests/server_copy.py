"""A copy of a server's database, and the server put back to it: every table as it was."""

from typing import Any

from sqlalchemy import delete, insert, select

from desk.server.database import Database
from desk.server.tables import metadata

ServerCopy = dict[str, list[dict[str, Any]]]


def copy_of(database: Database) -> ServerCopy:
    with database.read() as connection:
        return {
            table.name: [dict(row) for row in connection.execute(select(table)).mappings()]
            for table in metadata.sorted_tables
        }


def put_back(database: Database, copy: ServerCopy) -> None:
    with database.write() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(delete(table))
        for table in metadata.sorted_tables:
            if copy[table.name]:
                connection.execute(insert(table), copy[table.name])
