"""`desk init`: a new store, whole or not at all."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from desk.commands.common import read_secret_file, write_file
from desk.db.store import Store, create_store
from desk.office.machine.found_office import check_founding, found_office
from desk.office.papers.recovery_sheet import SHEET_NAME, recovery_sheet
from desk.office.session import system_session
from desk.settings import data_folder


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--office", required=True, help="the office's name")
    parser.add_argument("--admin", required=True, metavar="USER", help="user name of the first administrator")
    parser.add_argument("--password-file", required=True, type=Path, help="file whose first line is the password")
    parser.add_argument("--sheet", type=Path, help="where to put the recovery sheet (PDF); print it, then delete it")


def run(arguments: Namespace) -> int:
    password = read_secret_file(arguments.password_file)
    facts = {"name": arguments.office, "administrator": arguments.admin, "password": password}
    check_founding(**facts)
    folder = data_folder()
    sheet = arguments.sheet or folder / SHEET_NAME

    def fill(store: Store) -> None:
        session = system_session(store)
        found_office(session, **facts)
        write_file(sheet, recovery_sheet(session))

    create_store(folder, fill=fill).close()
    print(f"Store: {folder}")
    print(f"Recovery sheet: {sheet}  (print it for the safe, then delete the file)")
    return 0
