"""How this machine prints: which printer, on both sides or one, how many copies. Remembered here, never sent. No Qt."""

import msgspec

from desk.db.store import Store

KEPT = "printer"
MOST_COPIES = 9


class PrinterChoice(msgspec.Struct, frozen=True):
    """`name` empty: ask each time."""

    name: str = ""
    both_sides: bool = True
    copies: int = 1


def read_choice(store: Store) -> PrinterChoice:
    """The last choice; the usual one where there is none, or where what stands there is no choice."""
    kept = store.remembered(KEPT)
    try:
        return msgspec.json.decode(kept, type=PrinterChoice) if kept else PrinterChoice()
    except msgspec.MsgspecError:
        return PrinterChoice()


def remember_choice(store: Store, choice: PrinterChoice) -> None:
    store.remember(KEPT, msgspec.json.encode(choice).decode())
