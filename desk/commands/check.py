"""`desk check`: is everything whole?"""

from argparse import ArgumentParser, Namespace

from desk.commands.common import machine, show
from desk.office.machine.check_store import check


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true")


def run(arguments: Namespace) -> int:
    with machine() as session:
        report = check(session)
    if arguments.json:
        show({"ok": report.ok, "problems": list(report.problems), "entries": report.entries, "state": report.state})
    else:
        for problem in report.problems:
            print(problem)
        print(f"{'OK' if report.ok else 'NOT OK'}: {report.entries} entries, state {report.state}")
    return 0 if report.ok else 1
