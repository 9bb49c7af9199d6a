"""What the family of the story has told today on the pages before the one that is open."""

from datetime import date
from typing import Any, Final

from desk.db.unit import Unit
from desk.office.demo.answer import write_answer

OF_THE_FAMILY: Final[tuple[tuple[str, Any], ...]] = (
    ("words.now", "Una casa dove i bambini restano nella loro scuola."),
    ("words.goal", "Pagare l’affitto da soli, senza paura della posta."),
    ("words.first_step", "Youssef ha chiesto più ore. Khadija cerca un lavoro."),
    ("words.strengths", ("work_experience", "children_school", "united")),
    ("words.strengths_words", "Amina aiuta Ilyas con i compiti."),
    ("people.confirmed", True),
    ("people.language", "ar"),
    ("people.interpreter", "always"),
    ("people.others", False),
    ("people.pregnancy", False),
    ("health.doctor", "all"),
    ("health.services", ("family_clinic",)),
    ("care.difficulties", ("organisation",)),
    ("care.who_keeps_children", "parent"),
)
RELATIONS: Final = {"Youssef": "head", "Khadija": "partner", "Amina": "child", "Ilyas": "child", "Adam": "child"}
AT_SCHOOL: Final = ("Amina", "Ilyas")


def write_told_today(unit: Unit, household: str, who: dict[str, str], *, on: date, interview: str) -> None:
    """Answers of the pages people, health and children, said by the head of the family."""

    def told(question: str, value: Any, person: str = "") -> None:
        write_answer(
            unit,
            household,
            question,
            value,
            on=on,
            person=person,
            by=who["Youssef"],
            interview=interview,
            heard=f"{who['Youssef']} {who['Khadija']}",
        )

    for question, value in OF_THE_FAMILY:
        told(question, value)
    for name, relation in RELATIONS.items():
        person = who[name]
        told("people.relation", relation, person)
        told("people.lives_here", True, person)
        told("health.condition", ("none",), person)
        told("health.disability", "none", person)
        if relation == "child":
            told("children.checks", "in_order", person)
            told("children.concerns", ("none",), person)
    for name in AT_SCHOOL:
        told("children.school", "every_day", who[name])
    told("children.nursery", "waiting", who["Adam"])
