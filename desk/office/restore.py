"""The ways back of a whole machine: its key from the recovery sheet, its store from a copy."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desk.db.restore import Keepers, bring_copy_back, bring_key_back, known_key
from desk.db.store import Store, open_store, utc_now
from desk.errors import BadInput
from desk.i18n import _
from desk.office.enrol import SERVER
from desk.office.replica import ACKNOWLEDGED


@dataclass(frozen=True)
class Restored:
    """`kept`: where the store that was there lies now. `enrol`: the server must be told of this machine again."""

    kept: Path | None = None
    enrol: bool = False


def restore_key(folder: Path, key: bytes, keepers: Keepers, now: Callable[[], datetime] = utc_now) -> Restored:
    """The store is here and whole; the computer has lost its key, its keyring or its card."""
    if not bring_key_back(folder, key, keepers, now):
        return Restored()
    store = open_store(folder, secrets=keepers, now=now)
    try:
        _a_new_machine(store)
        return Restored(enrol=store.remembered(SERVER) is not None)
    finally:
        store.close()


def restore_copy(
    folder: Path, copy: Path, key: bytes | None, keepers: Keepers, now: Callable[[], datetime] = utc_now
) -> Restored:
    """Put a copy in the place of the store. Without `key`, the one that this computer keeps must open it."""
    key = key or known_key(folder, keepers)
    if key is None:
        raise BadInput(_("Serve la chiave del foglio di recupero: scrivila in un file e indicalo con «--key-file»."))
    kept = bring_copy_back(folder, copy, key, keepers, now, _a_new_machine)
    store = open_store(folder, secrets=keepers, now=now)
    try:
        return Restored(kept, store.remembered(SERVER) is not None)
    finally:
        store.close()


def _a_new_machine(store: Store) -> None:
    """It has sent nothing yet under its new name."""
    store.remember(ACKNOWLEDGED, "0")
