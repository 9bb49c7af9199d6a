"""`desk duplicates`: pairs that may be one person, with the evidence."""

from argparse import ArgumentParser, Namespace

from desk.commands.common import machine, show
from desk.i18n import _
from desk.office.enrolment.cases import waiting_cases


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="the pairs as JSON")


def run(arguments: Namespace) -> int:
    with machine() as session:
        cases = waiting_cases(session)
    if arguments.json:
        show([pair for case in cases for pair in case.as_json()])
        return 0
    for case in cases:
        score = f"{case.score:.2f}" if case.pairs else "    "
        print(f"{score}  {case.protocol}  {case.here.code}  {case.reason} {', '.join(case.evidence)}")
    if not cases:
        print(_("Non c'è nulla da rivedere."))
    return 0
