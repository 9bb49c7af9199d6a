"""How this machine prints: which printer, sides, copies and colour. Remembered here, never sent. No Qt."""

from typing import Annotated, Literal

import msgspec

from desk.db.store import Store

KEPT = "printer"
MOST_COPIES = 9

Turn = Literal["long", "short"]
"""By which edge a sheet printed on both sides is turned: as a book, as a pad."""


class PrinterChoice(msgspec.Struct, frozen=True):
    """`name` empty: ask each time. What a choice of before did not hold is as usual."""

    name: str = ""
    both_sides: bool = True
    copies: Annotated[int, msgspec.Meta(ge=1)] = 1
    turned: Turn = "long"
    collate: bool = True
    """Copy after copy, rather than page after page."""
    grey: bool = False


def read_choice(store: Store) -> PrinterChoice:
    """The last choice; the usual one where there is none, or where what stands there is no choice."""
    kept = store.remembered(KEPT)
    try:
        return msgspec.json.decode(kept, type=PrinterChoice) if kept else PrinterChoice()
    except msgspec.MsgspecError:
        return PrinterChoice()


def remember_choice(store: Store, choice: PrinterChoice) -> None:
    store.remember(KEPT, msgspec.json.encode(choice).decode())
