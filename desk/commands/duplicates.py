"""`desk duplicates`: what imports left to be looked at, with the evidence."""

from argparse import ArgumentParser, Namespace

from desk.commands.common import machine, show
from desk.i18n import _
from desk.office.enrolment.reviews import waiting_reviews


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="as JSON, without names")


def run(arguments: Namespace) -> int:
    with machine() as session:
        lines = waiting_reviews(session)
    if arguments.json:
        show([each.as_json() for each in lines])
        return 0
    for each in lines:
        print(f"{each.protocol}  {each.code}  {each.reason}")
    if not lines:
        print(_("Non c'è nulla da rivedere."))
    return 0
