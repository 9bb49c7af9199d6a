"""`desk check`: is everything whole?"""

from argparse import ArgumentParser, Namespace

from desk.commands.common import machine, show
from desk.i18n import _
from desk.office.machine.check_store import check


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true")


def run(arguments: Namespace) -> int:
    with machine() as session:
        report = check(session)
    if arguments.json:
        show(
            {
                "ok": report.ok,
                "problems": list(report.problems),
                "entries": report.entries,
                "state": report.state,
                "new": report.is_new,
            }
        )
    else:
        for problem in report.problems:
            print(problem)
        if report.is_new:
            print(_("La storia delle registrazioni sta ancora arrivando: il resto si potrà controllare dopo."))
        print(f"{'OK' if report.ok else 'NOT OK'}: {report.entries} entries, state {report.state}")
    return 0 if report.ok else 1
