"""An interview far bigger than the city's: ten pages of forty questions, for a family of twelve."""

from pathlib import Path

from tests.small_office import SmallOffice, person

SECTIONS, QUESTIONS, OF_MEMBERS, MEMBERS = 10, 40, 10, 12
FIELDS = QUESTIONS - OF_MEMBERS + OF_MEMBERS * MEMBERS
"""On each page."""
IN_TABLE = range(QUESTIONS - OF_MEMBERS + 2, QUESTIONS - OF_MEMBERS + 5)
"""Sum, day, yes or no: a table of twelve rows."""
KINDS = ("text", "choice", "money", "date", "yesno")


def write_big_interview(folder: Path) -> None:
    """The files of its pages."""
    folder.mkdir(parents=True)
    for section in range(SECTIONS):
        lines = [f'id = "s{section}"', f'title = "Pagina {section}"', 'guide = "?"', 'icon = "home"']
        for number in range(QUESTIONS):
            kind = KINDS[number % len(KINDS)]
            lines += [
                "[[question]]",
                f'id = "s{section}.q{number}"',
                f'text = "Domanda {number}?"',
                f'label = "Domanda {number}"',
                f'kind = "{kind}"',
                'width = "half"',
                f'per = "{"member" if number >= QUESTIONS - OF_MEMBERS else "household"}"',
            ]
            if number in IN_TABLE:
                lines.append("table = true")
            if kind == "choice":
                lines.append('options = [{ code = "a", label = "Una cosa lunga" }, { code = "b", label = "Un’altra" }]')
        (folder / f"{section:02d}.toml").write_text("\n".join(lines), encoding="utf-8")


def big_family(office: SmallOffice) -> str:
    """Twelve members."""
    people = (person(f"Nome{n}", "Rossi", "1990-01-01", "F", "head" if n == 0 else "child") for n in range(MEMBERS))
    return office.family("TH-1", "Rossi", tuple(people))
