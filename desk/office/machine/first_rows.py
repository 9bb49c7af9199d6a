"""What a new machine fetches before its first round: the office's rows, so that work can begin."""

from collections.abc import Callable

from desk.db import snapshot
from desk.db.store import Store
from desk.sync.wire import VERSION, SnapshotAnswer, SnapshotAsk

Ask = Callable[[SnapshotAsk, Callable[[], None]], SnapshotAnswer]
"""Sends the question and waits for the answer; while it waits, it does what it is given."""


def fetch_rows(store: Store, ask: Ask) -> int:
    """How many came: none where the store has begun already. Cut off, it goes on where it was. Raises DeskError."""
    with store.read() as connection:
        stage = snapshot.stage(connection)
        wanted = stage.name == "taking" if stage else snapshot.is_wanted(connection, store.device)
    if not wanted:
        return 0
    after = (stage.row, stage.table) if stage else ("", "")
    came, last = 0, SnapshotAnswer(records=[], more=True)

    def take() -> None:
        """While the server looks for the next, those that came last go into the store."""
        if last.records:
            # a power cut may take it back, with the word of how far it had come
            with store.keep(wait=False) as connection:
                snapshot.take(connection, last.records, more=last.more)

    while last.more:
        last = ask(SnapshotAsk(version=VERSION, row=after[0], table=after[1]), take)
        if not last.records:
            break
        came, after = came + len(last.records), (last.records[-1].row, last.records[-1].table)
    take()
    return came
