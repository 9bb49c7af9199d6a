"""The ways back: a lost key from the recovery sheet, a store from a copy; and a new key. What was there stays until the
new is known to open."""

import os
import secrets as random_source
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from itertools import chain, count
from pathlib import Path
from typing import Any

import msgspec
import sqlcipher3.dbapi2 as sqlcipher

from desk.db.engine import FILE_NAME, connect, unusable
from desk.db.keys import WRAPPED_FILE, PassphraseSecrets, Secrets, write_whole
from desk.db.place import (
    CARD_FILE,
    FILES,
    KEY_NAME,
    NEXT_KEY,
    SHUT_OUT_FILE,
    Card,
    key_of,
    put_in_place,
    read_card,
    workshop,
)
from desk.db.store import Store, open_store
from desk.db.unit import new_id
from desk.db.upgrade import flush
from desk.errors import StoreUnusable, WrongKey
from desk.i18n import _

Keepers = Callable[[Path, str], Secrets]
SIDES = ("-wal", "-shm")


def bring_key_back(folder: Path, key: bytes, keepers: Keepers, now: Callable[[], datetime]) -> bool:
    """The store is whole, the computer has lost its key or its card: put it where it was, once it is seen to open.
    True where the card was lost or the machine shut out: a new card makes a machine of its own, as in
    `bring_copy_back`."""
    card, revoked = None, (folder / SHUT_OUT_FILE).exists()
    try:
        card = read_card(folder)
    except StoreUnusable:
        if not (folder / FILE_NAME).exists():
            raise
    anew = card is None or revoked
    if card is None or revoked:
        card = Card(card.store if card else new_id(), new_id())
    connect(folder / FILE_NAME, key).close()
    keeper = keepers(folder, card.store)
    try:
        keeper.set(KEY_NAME, key)
    except StoreUnusable:
        if not isinstance(keeper, PassphraseSecrets):
            raise
        os.replace(folder / WRAPPED_FILE, folder / f"{WRAPPED_FILE}.{now():%Y%m%d-%H%M%S}")
        keeper.set(KEY_NAME, key)
    write_whole(folder / CARD_FILE, msgspec.json.encode(card))
    open_store(folder, secrets=keepers, now=now).close()
    (folder / SHUT_OUT_FILE).unlink(missing_ok=True)
    return anew


def name_anew(
    folder: Path, keepers: Keepers, now: Callable[[], datetime], prepare: Callable[[Store, str], None]
) -> None:
    """The store stays, its machine gets a name of its own; `prepare` hears the old one. No other program may have it
    open: it would write on under the old name."""
    card = read_card(folder)
    with _alone(folder, key_of(folder, keepers(folder, card.store))):
        pass
    with closing(open_store(folder, secrets=keepers, now=now)) as store:
        prepare(store, card.device)
        write_whole(folder / CARD_FILE, msgspec.json.encode(Card(card.store, new_id())))


def known_key(folder: Path, keepers: Keepers) -> bytes | None:
    """The key that this computer keeps for the folder's store, if it keeps one."""
    try:
        return keepers(folder, read_card(folder).store).get(KEY_NAME)
    except StoreUnusable:
        return None


def bring_copy_back(
    folder: Path,
    copy: Path,
    key: bytes,
    keepers: Keepers,
    now: Callable[[], datetime],
    prepare: Callable[[Store], None],
) -> Path | None:
    """A store from a copy, as a machine of its own, so that its counter never runs over entries that others have
    already; `prepare` makes it one. Gives the folder where the store that was there is kept, if there was one."""
    try:
        with workshop(folder) as bench:
            _copy(copy, bench / FILE_NAME)
            _check_copy(bench / FILE_NAME, key, copy)
            card = Card(new_id(), new_id())
            keepers(bench, card.store).set(KEY_NAME, key)
            write_whole(bench / CARD_FILE, msgspec.json.encode(card))
            with closing(open_store(bench, secrets=keepers, now=now)) as store:
                prepare(store)
            with _alone(folder, known_key(folder, keepers)):
                kept = _put_aside(folder, now())
                try:
                    put_in_place(bench, folder)
                except OSError:
                    if kept:
                        put_in_place(kept, folder)
                    raise
    except OSError as error:
        raise unusable(folder, error) from error
    open_store(folder, secrets=keepers, now=now).close()
    return kept


def change_key(folder: Path, keepers: Keepers, now: Callable[[], datetime]) -> bytes:
    """A new random key. The old file stays in its place until a whole copy under the new key has been read."""
    keeper = keepers(folder, read_card(folder).store)
    old, new = key_of(folder, keeper), random_source.token_bytes(32)
    path = folder / FILE_NAME
    try:
        with workshop(folder) as bench, _alone(folder, old) as raw:
            fresh = bench / FILE_NAME
            raw.execute("VACUUM INTO ?", (str(fresh),))
            fresh.chmod(0o600)
            with closing(connect(fresh, old)) as copy:
                copy.execute(f"PRAGMA rekey = \"x'{new.hex()}'\"")
            with closing(connect(fresh, new)) as copy:
                _read_whole(copy, fresh)
            flush(fresh)
            keeper.set(NEXT_KEY, new)  # from here on `key_of` finds the one that fits, wherever it is cut
            os.replace(fresh, path)
        keeper.set(KEY_NAME, new)
    except (OSError, sqlcipher.Error) as error:
        raise unusable(path, error) from error
    keeper.forget(NEXT_KEY)
    open_store(folder, secrets=keepers, now=now).close()
    return new


@contextmanager
def _alone(folder: Path, key: bytes | None) -> Iterator[Any]:
    """Hold the folder's store so that no other program has it open, all its data in the one file. Where there is none,
    or none that opens, there is nothing to hold."""
    path = folder / FILE_NAME
    if key is None or not path.exists():
        yield None
        return
    try:
        raw = connect(path, key)
    except StoreUnusable:
        yield None
        return
    try:
        raw.execute("PRAGMA busy_timeout = 2000")
        raw.execute("PRAGMA locking_mode = EXCLUSIVE")
        mode = raw.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
        if mode != "delete":
            raise unusable(path, sqlcipher.OperationalError("database is locked"))
        raw.execute("BEGIN EXCLUSIVE")
        raw.execute("COMMIT")
        yield raw
    except sqlcipher.Error as error:
        raise unusable(path, error) from error
    finally:
        raw.close()


def _copy(copy: Path, target: Path) -> None:
    try:
        copy = copy.absolute()
        for side in ("", "-wal"):
            source = copy.with_name(copy.name + side)
            if side == "" or source.exists():
                shutil.copyfile(source, target.with_name(target.name + side))
        target.chmod(0o600)
        flush(target)
    except FileNotFoundError as error:
        raise StoreUnusable(_("Non trovo la copia {file}.").format(file=copy)) from error
    except IsADirectoryError as error:
        raise StoreUnusable(_("{file} è una cartella: indica il file della copia.").format(file=copy)) from error
    except PermissionError as error:
        raise StoreUnusable(_("Non posso leggere la copia {file}.").format(file=copy)) from error


def _check_copy(path: Path, key: bytes, named: Path) -> None:
    """It opens with this key and is whole."""
    try:
        raw = connect(path, key)
    except WrongKey as error:
        raise WrongKey(
            _("La copia {file} non si apre con questa chiave, oppure non è una copia di TO-Home Desk.").format(
                file=named
            )
        ) from error
    except StoreUnusable as error:
        raise StoreUnusable(_spoiled(named)) from error
    with closing(raw):
        _read_whole(raw, named)


def _spoiled(named: Path) -> str:
    return _("La copia {file} è rovinata: prendine un'altra. Non ho toccato nulla.").format(file=named)


def _read_whole(raw: Any, named: Path) -> None:
    """Every page and every row, or StoreUnusable."""
    try:
        faults = raw.execute("PRAGMA cipher_integrity_check").fetchall()
        faults += [line for line in raw.execute("PRAGMA integrity_check").fetchall() if line[0] != "ok"]
    except sqlcipher.Error as error:
        raise StoreUnusable(_spoiled(named)) from error
    if faults:
        raise StoreUnusable(_spoiled(named))


def _put_aside(folder: Path, now: datetime) -> Path | None:
    """Move what makes the store into a folder of its own, where it can still be opened."""
    names = [*FILES, *(FILE_NAME + side for side in SIDES)]
    here = [name for name in names if (folder / name).exists()]
    if not here:
        return None
    said = f"before-restore-{now:%Y%m%d-%H%M%S}"
    free = chain((said,), (f"{said}-{number}" for number in count(2)))  # twice in a second, or a clock set back
    kept = next(place for name in free if not (place := folder / name).exists())
    kept.mkdir(mode=0o700)
    for name in here:
        os.replace(folder / name, kept / name)
    return kept
