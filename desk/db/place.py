"""The folder of a store: its files, its card, its key; made ready in a corner of it and then moved into place."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp

import msgspec

from desk.db.engine import FILE_NAME, connect, not_writable
from desk.db.keys import WRAPPED_FILE, Secrets
from desk.errors import StoreUnusable, WrongKey
from desk.i18n import _

KEY_NAME, NEXT_KEY = "store-key", "store-key-next"
CARD_FILE = "store.json"
FILES = (WRAPPED_FILE, FILE_NAME, CARD_FILE)
"""All that makes a store, the card last."""


SHUT_OUT_FILE = "shut-out.txt"
"""Lies beside a store whose machine was revoked: its key is gone from here."""


class Card(msgspec.Struct, frozen=True):
    """What lies readable beside the store: no personal data."""

    store: str
    device: str


@contextmanager
def workshop(folder: Path) -> Iterator[Path]:
    """A place inside the folder where a store is made ready; gone afterwards, with a folder made only for it."""
    fresh = not folder.exists()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    bench = Path(mkdtemp(prefix=".desk-", dir=folder))
    try:
        yield bench
    finally:
        shutil.rmtree(bench, ignore_errors=True)
        if fresh:
            with suppress(OSError):  # the store has moved in
                folder.rmdir()


def put_in_place(bench: Path, folder: Path) -> None:
    """Move a closed store into its folder: the card last, because it makes a folder a store."""
    for name in FILES:
        if (bench / name).exists():
            os.replace(bench / name, folder / name)


def read_card(folder: Path) -> Card:
    """Raises StoreUnusable with one line where there is no store, or none of its parts."""
    path = folder / CARD_FILE
    try:
        found = {name for name in (FILE_NAME, CARD_FILE) if (folder / name).exists()}
        if not found:
            raise StoreUnusable(
                _("In {folder} non c'è un archivio. Creane uno con «desk init», o prova con «desk demo».").format(
                    folder=folder
                )
            )
        if CARD_FILE in found and FILE_NAME not in found:
            raise StoreUnusable(
                _("In {folder} manca il file {file}: rimetti una copia con «desk restore».").format(
                    folder=folder, file=FILE_NAME
                )
            )
        return msgspec.json.decode(path.read_bytes(), type=Card)
    except FileNotFoundError as error:
        raise StoreUnusable(
            _("Accanto all'archivio manca {file}: rimettilo con «desk restore» e il foglio di recupero.").format(
                file=path
            )
        ) from error
    except (OSError, msgspec.DecodeError) as error:
        raise StoreUnusable(
            _("Non posso leggere {file}: rimettilo con «desk restore» e il foglio di recupero.").format(file=path)
        ) from error


def shut_out(folder: Path) -> str:
    """What a revoked machine says from then on."""
    return _(
        "Questo computer è stato escluso e il suo archivio {folder} è chiuso. Chiama chi si occupa dei computer: "
        "si riapre solo con il foglio di recupero."
    ).format(folder=folder)


def key_of(folder: Path, keeper: Secrets) -> bytes:
    """The key that opens the store, also where a change of key was cut between file and keeper."""
    key, path = keeper.get(KEY_NAME), folder / FILE_NAME
    if not (os.access(path, os.W_OK) and os.access(folder, os.W_OK)):
        raise StoreUnusable(not_writable(path))
    if key is None and (folder / SHUT_OUT_FILE).exists():
        raise StoreUnusable(shut_out(folder))
    if key is None:
        raise StoreUnusable(
            _(
                "Su questo computer non c'è la chiave dell'archivio {folder}. Usa il foglio di recupero con "
                "«desk restore»."
            ).format(folder=folder)
        )
    try:
        connect(path, key).close()
    except WrongKey:
        following = keeper.get(NEXT_KEY)
        if following is None or following == key:
            raise
        connect(path, following).close()
        keeper.set(KEY_NAME, following)
        return following
    return key
