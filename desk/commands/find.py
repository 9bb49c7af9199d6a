"""`desk find`: people and households, best first."""

from argparse import ArgumentParser, Namespace

from desk.commands.common import machine, show
from desk.office.front.find_family import find_family


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("text", help="tax code, code, protocol, phone, or a name half spelled")
    parser.add_argument("--limit", type=int, default=20)
    parser.add_argument("--json", action="store_true")


def run(arguments: Namespace) -> int:
    with machine() as session:
        people = find_family(session, arguments.text, limit=arguments.limit).people
    if arguments.json:
        show(
            [
                {
                    "household": each.household,
                    "person": each.person,
                    "name": each.name,
                    "tax_code": each.tax_code,
                    "score": each.score,
                    "code": each.code,
                }
                for each in people
            ]
        )
    else:
        for each in people:
            print(f"{each.score:.2f}  {each.code}  {each.name}  {each.tax_code}")
    return 0
