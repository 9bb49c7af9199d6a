"""`desk plan`: the printed plan as a PDF file."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from desk import i18n
from desk.commands.common import machine, write_file
from desk.errors import BadInput
from desk.i18n import _
from desk.office.plan.sheet import plan_sheet


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("household", help="code (TH-0217), protocol or id")
    parser.add_argument("--language", required=True, help="the family's language: it, en, ro, ar, …")
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--large", action="store_true", help="in large print: 18 points")


def run(arguments: Namespace) -> int:
    if arguments.language not in i18n.languages():
        raise BadInput(
            _("La lingua «{code}» non c'è. Ci sono: {known}.").format(
                code=arguments.language, known=", ".join(i18n.languages())
            )
        )
    with machine() as session:
        sheet = plan_sheet(session, arguments.household, arguments.language, large=arguments.large)
    write_file(arguments.out, sheet.pdf)
    if sheet.missing:
        numbers = ", ".join(map(str, sheet.missing))
        print(_("Righe senza traduzione: {numbers}. Sul foglio sono segnate.").format(numbers=numbers))
    return 0
