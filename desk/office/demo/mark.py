"""How a demo store is known from a real one."""

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desk.db.keys import Secrets

MARK = "demo.txt"
PASSWORD = "torino-demo-2026"
PASSPHRASE = "demo"


def is_demo(folder: Path) -> bool:
    return os.path.exists(folder / MARK)  # false also where the folder may not be read


def is_of(folder: Path, day: date) -> bool:
    """Is the demo's diary the one of this day?"""
    try:
        return day.isoformat() in (folder / MARK).read_text(encoding="utf-8")
    except OSError:
        return False


def mark(folder: Path, day: date) -> None:
    """This folder is a demo, built on this day."""
    text = f"TO-Home Desk: invented families for trying things out. Diary of {day.isoformat()}.\n"
    (folder / MARK).write_text(text, encoding="utf-8")


def demo_secrets(folder: Path, store: str) -> "Secrets":
    """The key of a demo lies beside it, under a known word: its families are invented, and it needs no keyring."""
    from desk.db.keys import PassphraseSecrets  # slow to import: the mark is looked for before the first window

    return PassphraseSecrets(folder, PASSPHRASE)
