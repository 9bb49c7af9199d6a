"""What must be true when everything is well again."""

from collections import defaultdict

import msgspec
from sqlalchemy import select

from desk.db.journal import entries
from desk.db.rows import every_row, stamped_fields
from desk.db.tables import SYNCED
from desk.office.machine.check_store import journal_faults, state_of
from desk.server.records import catch_up
from desk.server.tables import record
from tests.sync.simulation.faults import Server
from tests.sync.simulation.machines import Machine
from tests.sync.simulation.world import World, journal_of


def check(world: World) -> str:
    """AssertionError with one line, or the state that all agree on."""
    desks = [machine for machine in world.machines if not machine.lobby]
    kiosks = [machine for machine in world.machines if machine.lobby]
    for group in (desks, kiosks):
        first, *others = [(picture(machine), machine.name) for machine in group]
        for other in others:
            assert other[0] == first[0], f"{other[1]} and {first[1]} disagree"
    for machine in world.machines:
        with machine.store.read() as connection:
            faults = journal_faults(connection) if not machine.lobby else []
        assert not faults, f"{machine.name}: {faults[0]}"
    for machine in desks:
        _nothing_of_the_erased(machine)
    _stamps_follow(desks[0])
    _waits_what_differs(desks[0])
    for machine in desks:
        missing = world.promised - journal_of(machine)
        assert not missing, f"{machine.name} lacks {len(missing)} of {len(world.promised)} acknowledged entries"
    for machine in kiosks:
        with machine.store.read() as connection:
            seen = {scope for (scope,) in connection.exec_driver_sql("SELECT DISTINCT scope FROM journal")}
            assert seen <= {"lobby"}, f"{machine.name} holds {sorted(seen)}"
            for name, declared in SYNCED.items():
                assert declared.scope == "lobby" or not list(every_row(connection, name)), f"{machine.name}: {name}"
    for server in (world.city, world.hub):
        _server_agrees(server, desks[0])
    return picture(desks[0])[0]


def picture(machine: Machine) -> tuple[str, list[tuple[object, ...]]]:
    """Rows with their stamps, and what waits for a person."""
    with machine.store.read() as connection:
        waiting = connection.exec_driver_sql(
            'SELECT "table", "row", field, heads, differs FROM conflict ORDER BY 1, 2, 3'
        )
        return state_of(connection), [tuple(line) for line in waiting.fetchall()]


def _nothing_of_the_erased(desk: Machine) -> None:
    with desk.store.read() as connection:
        still = connection.exec_driver_sql(
            """SELECT count(*) FROM journal WHERE fields NOT IN ('', '{}') AND "row" IN (SELECT "row" FROM erased)"""
        ).scalar_one()
    assert not still, f"{desk.name} keeps what was written of somebody erased"


def _stamps_follow(desk: Machine) -> None:
    """Whatever the clocks said, a write is later than what it replaced."""
    with desk.store.read() as connection:
        for entry in entries(connection):
            for base in entry.bases().values():
                assert max(base.split()) < entry.at, f"{entry.device} wrote at {entry.at} on top of {base}"


def _waits_what_differs(desk: Machine) -> None:
    """A person is asked about every field on which what nobody replaced differs, and about no other; two minutes of one
    removal are no difference. Worked out from the entries alone, without the program's rules."""
    written: dict[tuple[str, str, str], set[tuple[str, str]]] = defaultdict(set)  # twins wrote two at one stamp
    replaced: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    with desk.store.read() as connection:
        gone = {row for (row,) in connection.exec_driver_sql('SELECT "row" FROM erased')}
        for entry in entries(connection):
            if entry.op == "put" and entry.row not in gone:
                for field, value in entry.values().items():
                    told = "away" if field == "removed" and value else repr(value)
                    written[entry.table, entry.row, field].add((entry.at, told))
                    replaced[entry.table, entry.row, field].update(entry.bases().get(field, "").split())
        query = 'SELECT "table", "row", field FROM conflict WHERE differs = 1'
        waits = {tuple(line) for line in connection.exec_driver_sql(query)}
    differs = {
        key for key, told in written.items() if len({value for at, value in told if at not in replaced[key]}) > 1
    }
    assert waits == differs, f"asked about {sorted(waits - differs)}, not about {sorted(differs - waits)}"


def _server_agrees(server: Server, desk: Machine) -> None:
    """The city's reports read the server's current fields: they must be the desks'."""
    catch_up(server.database)
    with server.database.read() as connection:
        known = {(line.table, line.row): line for line in connection.execute(select(record)).all()}
    with desk.store.read() as connection:
        gone = {row for (row,) in connection.exec_driver_sql('SELECT "row" FROM erased')}
    for line in known.values():
        assert line.row not in gone or (line.erased and not line.fields), f"the server knows {line.row}, who is erased"
    for entry in server.everything():
        assert entry.row not in gone or entry.op == "erase" or not entry.values(), f"the server kept of {entry.row}"
    with desk.store.read() as connection:
        for table in SYNCED:
            for row in every_row(connection, table):
                line = known[table, row["id"]]
                assert not line.erased, f"the server has erased {table} {row['id']}"
                ours = {name: value for name, (value, _at) in stamped_fields(row).items()}
                theirs = {name: value for name, value in line.fields.items() if name in ours}
                assert msgspec.json.encode(ours, order="sorted") == msgspec.json.encode(theirs, order="sorted"), (
                    f"the server's {table} {row['id']} is another: {theirs} {ours}"
                )
