"""Does the simulation bite? The code is broken on purpose, in a copy, one place at a time; each must be found.

`python -m tests.sync.simulation.mutations` prints a table: what was broken, how many seeds it took, and their words.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Mutation:
    """One place of the program, and how it is broken."""

    name: str
    file: str
    right: str
    wrong: str


MUTATIONS = (
    Mutation(
        "an entry is dropped on applying",
        "desk/db/apply.py",
        '    elif entry.op == "put" and entry.table',
        '    elif entry.op == "put" and entry.seq % 7 and entry.table',
    ),
    Mutation(
        "stamps are not compared: the last to arrive wins",
        "desk/domain/journal/merge.py",
        "sorted(heads, key=lambda write: write.at, reverse=True)",
        "reversed(heads)",
    ),
    Mutation(
        "a lobby device is given every scope",
        "desk/server/rounds.py",
        'LOBBY if known.scope == LOBBY else ""',
        '""',
    ),
    Mutation(
        "a desk moves its cursor before it has kept what came",
        "desk/office/machine/replica.py",
        "        self._store.receive(come, after=move)",
        "        with self._store.keep() as connection:\n"
        "            move(connection)\n"
        "        self._store.receive(come, after=move)",
    ),
    Mutation(
        "the server acknowledges what it could not keep",
        "desk/server/rounds.py",
        "def play(database: Database, machine: str, ask: RoundAsk, seen: Known | None = None) -> Given:\n",
        "def play(database, machine, ask, seen=None):\n"
        "    try:\n"
        "        return _played(database, machine, ask)\n"
        "    except Refused:\n"
        "        raise\n"
        "    except Exception:\n"
        "        with database.read() as connection:\n"
        "            home = standing(connection, machine).office\n"
        "        last = ask.entries[-1].seq if ask.entries else ask.acknowledged\n"
        "        return Given(last, ask.cursor, ask.mark, False, [], home)\n\n\n"
        "def _played(database: Database, machine: str, ask: RoundAsk, seen: Known | None = None) -> Given:\n",
    ),
    Mutation(
        "the server compares nothing: neither what comes again nor the chain where it goes on",
        "desk/server/rounds.py",
        "        _compare(connection, home, machine, old[-1])\n",
        "        fresh = fresh and [msgspec.structs.replace(fresh[0], prev=last_digest), *fresh[1:]]\n",
    ),
    Mutation(
        "a desk forgets who was erased",
        "desk/db/rows.py",
        """    connection.exec_driver_sql('INSERT OR IGNORE INTO erased ("row") VALUES (?)', (row,))""",
        "",
    ),
    Mutation(
        "the server forgets who was erased",
        "desk/server/records.py",
        "{}, {}, 1",
        "{}, {}, 0",
    ),
    Mutation(
        "the server does not note that an office has erased something",
        "desk/server/rounds.py",
        ".values(erased=1)",
        ".values(erased=0)",
    ),
    Mutation(
        "the cursor's mark is not looked at",
        "desk/server/rounds.py",
        "    if not cursor or not mark:",
        "    if True:",
    ),
    Mutation(
        "a request that comes twice is taken twice",
        "desk/server/rounds.py",
        "    old = [entry for entry in entries if entry.seq <= last_seq]",
        "    old = []",
    ),
    Mutation(
        "what the older program could not apply stays so after the upgrade",
        "desk/db/upgrade.py",
        "        apply.apply_held(connection)",
        "",
    ),
    Mutation(
        "what the older program does not know is not kept",
        "desk/db/apply.py",
        "come if kept is fresh and len(fresh) == len(come.entries) else Arrival(kept), held)",
        "Arrival([entry for entry in kept if entry.id not in held]), held)",
    ),
    Mutation(
        "a new name leaves behind what was not sent under the old one",
        "desk/db/former.py",
        "    signed = sum(_sign_anew(connection, name, had, device) for name, had in known.items() if name != device)",
        "    signed = 0",
    ),
    Mutation(
        "the rows that a new machine was shown are never compared with their entries",
        "desk/db/store.py",
        "        return snapshot.prove(connection)",
        "        return False",
    ),
    Mutation(
        "an unsaved unit of work leaves its rows",
        "desk/db/store.py",
        "                unit.changes = unit.close()",
        "                connection.exec_driver_sql('COMMIT')\n"
        "                connection.exec_driver_sql('BEGIN IMMEDIATE')\n"
        "                unit.changes = unit.close()",
    ),
    Mutation(
        "what a server has in memory it gives whatever came since",
        "desk/server/newest.py",
        " and (known.counter, known.mark) == self.after",
        "",
    ),
    Mutation(
        "a hub believes that the city has what was on its way",
        "desk/server/hub.py",
        "counted.get(machine, max(down.get(machine, 0), before.get(machine, 0)))",
        "max(counted.get(machine, 0), down.get(machine, 0), before.get(machine, 0))",
    ),
    Mutation(
        "two values that did not see each other wait for nobody",
        "desk/domain/journal/together.py",
        "    return not all(says_the_same(table, field, head.value, settled.current.value) for head in settled.heads)",
        "    return False",
    ),
    Mutation(
        "who writes over the value that shows settles what they did not see",
        "desk/domain/journal/together.py",
        "sorted(head.at for head in settled.heads if says_the_same(table, field, head.value, shown))",
        "sorted(head.at for head in settled.heads)",
    ),
    Mutation(
        "stamps follow a clock that goes back",
        "desk/domain/journal/clock.py",
        "    if not latest or milliseconds > milliseconds_of(latest):",
        "    if not latest or milliseconds != milliseconds_of(latest):",
    ),
    Mutation(
        "a hub moves its cursor before it has kept what came",
        "desk/server/hub.py",
        "        with self._database.write() as connection:\n            taken",
        "        with self._database.write() as connection:\n"
        "            keep(connection, {_CURSOR: str(answer.cursor), _MARK: str(answer.mark)})\n"
        "        with self._database.write() as connection:\n"
        "            taken",
    ),
)


def broken(mutation: Mutation, place: Path) -> Path:
    """A copy of the program with this fault."""
    copy = place / "copy"
    shutil.copytree(PROJECT / "desk", copy / "desk", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("tests", "resources", "pyproject.toml"):
        (copy / name).symlink_to(PROJECT / name)
    file = copy / mutation.file
    text = file.read_text(encoding="utf-8")
    assert text.count(mutation.right) == 1, f"{mutation.name}: its place in {mutation.file} has changed"
    file.write_text(text.replace(mutation.right, mutation.wrong), encoding="utf-8")
    return copy


def seeds_until_found(mutation: Mutation, seeds: int) -> tuple[int, str]:
    """How many seeds it takes, and the words; 0 where none of them finds it."""
    with tempfile.TemporaryDirectory(prefix="desk-mutation-") as place:
        copy = broken(mutation, Path(place))
        words = ["--seeds", str(seeds), "--jobs", "1", "--stop"]
        program = "import sys; from tests.sync.simulation.play import main; sys.exit(main())"
        done = subprocess.run(
            [sys.executable, "-c", program, *words],
            cwd=copy,
            env=os.environ | {"PYTHONPATH": str(copy)},
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode == 0:
        return 0, ""
    lines = done.stdout.splitlines()
    seed = next((line.split()[1] for line in lines if line.endswith("FAILS")), "-1")
    words_of_it = next((line for line in reversed(lines) if "Error" in line or "Unusable" in line), done.stderr[-200:])
    return int(seed) + 1, words_of_it


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=100)
    parser.add_argument("--only", default="", help="a part of the names")
    arguments = parser.parse_args()
    unseen = 0
    sys.stdout.write("| what is broken | found after | words |\n|---|---|---|\n")
    for mutation in MUTATIONS:
        if arguments.only not in mutation.name:
            continue
        seeds, words = seeds_until_found(mutation, arguments.seeds)
        unseen += not seeds
        after = f"{seeds} seed{'s' if seeds > 1 else ''}" if seeds else f"not in {arguments.seeds}"
        sys.stdout.write(f"| {mutation.name} | {after} | {words} |\n")
        sys.stdout.flush()
    return 1 if unseen else 0


if __name__ == "__main__":
    sys.exit(main())
