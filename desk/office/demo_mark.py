"""How a demo store is known from a real one."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desk.db.keys import Secrets

MARK = "demo.txt"
PASSWORD = "torino-demo-2026"
PASSPHRASE = "demo"


def is_demo(folder: Path) -> bool:
    return os.path.exists(folder / MARK)  # false also where the folder may not be read


def demo_secrets(folder: Path, store: str) -> "Secrets":
    """The key of a demo lies beside it, under a known word: its families are invented, and it needs no keyring."""
    from desk.db.keys import PassphraseSecrets  # slow to import: the mark is looked for before the first window

    return PassphraseSecrets(folder, PASSPHRASE)
