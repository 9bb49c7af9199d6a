"""`desk restore`: the key from the recovery sheet, the store from a copy."""

import getpass
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from desk.commands.common import keepers, read_secret_file
from desk.errors import BadInput
from desk.i18n import _
from desk.office.machine.restore import restore_copy, restore_key
from desk.office.papers.recovery_sheet import key_of_groups
from desk.settings import data_folder

TYPED = Path("-")


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, nargs="?", help="the copy; without: only the key is put back")
    parser.add_argument(
        "--key-file", type=Path, help="file whose first line is the key on the recovery sheet; - to type or scan it"
    )


def run(arguments: Namespace) -> int:
    folder = data_folder()
    key = key_of_groups(_read_key(arguments.key_file)) if arguments.key_file else None
    if arguments.file is not None:
        restored = restore_copy(folder, arguments.file, key, keepers(folder))
    elif key is not None:
        restored = restore_key(folder, key, keepers(folder))
    else:
        raise BadInput(_("Indica la copia da rimettere, o con «--key-file» la chiave del foglio di recupero."))
    print(f"Store: {folder}")
    if restored.kept:
        print(_("Quello che c'era prima è in {folder}").format(folder=restored.kept))
    if restored.enrol:
        print(_("Registra di nuovo questo computer con «desk enrol»."))
    return 0


def _read_key(path: Path) -> str:
    if path != TYPED:
        return read_secret_file(path)
    return getpass.getpass(_("Chiave: ")) if sys.stdin.isatty() else sys.stdin.readline()
