"""The ways back of a whole machine: its key from the recovery sheet, its store from a copy."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desk.db.restore import Keepers, bring_copy_back, bring_key_back, known_key
from desk.db.restore import name_anew as give_name
from desk.db.store import Store, open_store, utc_now
from desk.errors import BadInput
from desk.i18n import _
from desk.office.machine.enrol import MACHINE_KEY
from desk.office.machine.replica import ACKNOWLEDGED, NAME, SERVER, leave_name


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


def name_anew(folder: Path, keepers: Keepers, now: Callable[[], datetime] = utc_now) -> None:
    """This machine goes on under a name of its own: its store was copied to a second computer, or put back to a copy
    by hand. What the server lacks of the old name is sent under the new one; it must be enrolled first."""

    def leave(store: Store, name: str) -> None:
        leave_name(store, name)
        store.secrets.forget(MACHINE_KEY)  # the other computer may have it too

    give_name(folder, keepers, now, leave)


def _a_new_machine(store: Store) -> None:
    """It has sent nothing yet under its new name; what it wrote under the old one and did not send will go too."""
    name = store.remembered(NAME)
    if name is None or name == store.device:
        store.remember(ACKNOWLEDGED, "0")
    else:
        leave_name(store, name)
