"""How a machine and its office stand: what every few seconds every machine's question begins with."""

import asyncio
from typing import Any

from sqlalchemy import Connection

from desk.server.bulk import driver
from desk.server.database import POOL_SECONDS, Database
from desk.server.devices import Known, revoked, unknown

_STANDING = """
SELECT device.id, device.office, device.scope, device.revoked, device.last_seq, office.counter, office.mark
FROM device JOIN office ON office.id = device.office WHERE device.id = """


def standing(connection: Connection, machine: str) -> Known:
    """The machine and its office by one look. Refused when unknown or revoked."""
    if connection.dialect.name == "postgresql":  # each machine asks this every few seconds
        with driver(connection) as raw:
            found = raw.execute(f"{_STANDING}%s", (machine,)).fetchone()
    else:
        found = connection.exec_driver_sql(f"{_STANDING}?", (machine,)).fetchone()
    return _known(found)


class Looks:
    """The same from the server's event loop, on a connection of its own: a machine with nothing to say or to hear is
    answered without a thread. None where the database is a file, or does not answer here: a thread asks then."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._turn, self._over = asyncio.Lock(), False
        self._line: Any = None

    async def standing(self, machine: str) -> Known | None:
        if self._over or not self._database.is_shared:
            return None
        try:
            async with asyncio.timeout(POOL_SECONDS), self._turn:
                found = await self._asked(machine)
        except (self._database.fault, OSError):  # a TimeoutError is one
            return None
        return _known(found)

    async def _asked(self, machine: str) -> Any:
        line = self._line or await self._database.line()
        self._line = None  # until it has answered: after a fault another one is made
        try:
            found = await (await line.execute(f"{_STANDING}%s", (machine,), prepare=True)).fetchone()
        except BaseException:
            line.pgconn.finish()
            raise
        if self._over:
            line.pgconn.finish()
        else:
            self._line = line
        return found

    def close(self) -> None:
        self._over = True
        if self._line is not None:
            self._line.pgconn.finish()
            self._line = None


def _known(found: Any) -> Known:
    if found is None:
        unknown()
    name, home, scope, is_revoked, last_seq, counter, mark = found
    if is_revoked:
        revoked()
    return Known(name, home, scope, last_seq, counter, mark)
