"""What commands share: the store of this machine, JSON on stdout."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from desk.db.keys import Secrets, secrets_for
from desk.db.store import open_store
from desk.errors import BadInput
from desk.i18n import _
from desk.office.demo.mark import demo_secrets, is_demo
from desk.office.session import Session, system_session
from desk.settings import data_folder


def keepers(folder: Path) -> Callable[[Path, str], Secrets]:
    """Who keeps the key of the store in this folder."""
    return demo_secrets if is_demo(folder) else secrets_for


@contextmanager
def machine() -> Iterator[Session]:
    """The machine itself at work on its open store."""
    folder = data_folder()
    store = open_store(folder, secrets=keepers(folder))
    try:
        yield system_session(store)
    finally:
        store.close()


def show(document: Any) -> None:
    """One JSON document on stdout, nothing else."""
    json.dump(document, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def read_secret_file(path: Path) -> str:
    """The first line of a file with a password; never taken from an argument."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(_("Non posso leggere {file}.").format(file=path)) from error
    if not lines or not lines[0].strip():
        raise BadInput(_("Il file {file} è vuoto.").format(file=path))
    return lines[0].strip()


def write_file(path: Path, content: bytes) -> None:
    """A file that only this user may read; a half-written one is never left."""
    path = path.absolute()
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            out.write(content)
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise BadInput(_("Non posso scrivere {file}: {fault}.").format(file=path, fault=error.strerror)) from error
