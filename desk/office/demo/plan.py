"""The plan of the story's family: three objectives, their results and commitments, in Italian and Arabic."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

import msgspec
from babel import Locale
from babel.dates import format_skeleton

from desk.db.unit import Unit
from desk.domain.plan import REPLACED
from desk.office.appointments.diaries import utc_text
from desk.office.demo.office import Office
from desk.office.demo.people import Written
from desk.office.plan.plan import plan_id
from desk.office.session import ZONE

#: who, Italian, Arabic or nothing yet, day of the story or how often, how one sees it
_Line = tuple[str, str, str, tuple[int, int, int] | str, str]
PLAN: tuple[tuple[str, str, str, str, str, str, tuple[_Line, ...]], ...] = (
    (
        "work",
        "Un lavoro con più ore",
        "عمل بساعات أكثر",
        "34 ore a settimana da {march}.",
        "34 ساعة في الأسبوع من {march}.",
        "work_hours",
        (
            ("Youssef", "Va al Centro per l’impiego.", "يذهب إلى مكتب التشغيل.", (2026, 12, 1), "patto firmato"),
            ("Youssef", "Manda 3 domande di lavoro.", "يرسل 3 طلبات عمل.", "ogni settimana", "elenco delle domande"),
            ("Khadija", "Va al corso di italiano.", "تتابع دورة اللغة الإيطالية.", (2027, 3, 31), "attestato"),
        ),
    ),
    (
        "housing",
        "Una casa in affitto",
        "بيت للإيجار",
        "Un contratto a 480 € entro {june}.",
        "عقد بـ 480 يورو قبل نهاية {june}.",
        "housing_rent",
        (
            ("Khadija", "Mette da parte 100 €.", "تدّخر 100 يورو.", "ogni mese", "cifra sul libretto"),
            ("pgallo", "Prepara la domanda FIMI.", "يُعدّ طلب صندوق الإيجار.", (2026, 12, 4), "ricevuta"),
            ("gferrero", "Scrive al giudice per avere tempo.", "", (2026, 12, 4), "copia della lettera"),
        ),
    ),
    (
        "children",
        "I bambini a scuola e in salute",
        "الأطفال في المدرسة وبصحة جيدة",
        "Amina e Ilyas a scuola ogni giorno.",
        "أمينة وإلياس في المدرسة كل يوم.",
        "children_school",
        (
            (
                "Youssef",
                "Porta Ilyas a scuola alle 8.",
                "يأخذ إلياس إلى المدرسة الساعة 8.",
                "ogni giorno",
                "registro di classe",
            ),
        ),
    ),
)


BEFORE = {
    "Mette da parte 100 €.": ("Mette da parte 80 €.", "تدّخر 80 يورو."),
    "Manda 3 domande di lavoro.": ("Manda 2 domande di lavoro.", "يرسل طلبَي عمل."),
}
"""What stood in the second version instead."""
NEW = ("Scrive al giudice per avere tempo.",)
"""What did not stand there yet."""


def write_plan(unit: Unit, office: Office, family: Written, day: Callable[[int, int, int], date]) -> None:
    """The third version, a draft, with one line that nobody has translated yet; the second is at home on paper."""
    before = _second_version(unit, office, family, day)
    plan = unit.put(
        "plan",
        plan_id(family.household, 3),
        household=family.household,
        version=3,
        state="draft",
        language="ar",
        made_on=day(2026, 11, 24).isoformat(),
        caseworker=office.staff["gferrero"],
    )
    for place, (dimension, title, title_ar, result, result_ar, library, lines) in enumerate(PLAN):
        said = _objective(plan, place, dimension, title, title_ar, library)
        objective = unit.put("objective", **said, line=before.get(title))
        italian, arabic = (text.format(**_months(code, day)) for code, text in (("it", result), ("ar", result_ar)))
        unit.put(
            "result",
            objective=objective,
            text=italian,
            translations=_arabic(arabic),
            position=0,
            line=before.get(result),
        )
        for position, (who, text, text_ar, when, shown_by) in enumerate(lines):
            member, worker = family.people.get(who), office.staff.get(who)
            unit.put(
                "commitment",
                objective=objective,
                who_kind="member" if member else "caseworker",
                who=member or worker,
                who_name="",
                text=text,
                translations=_arabic(text_ar),
                shown_by=shown_by,
                position=position,
                by_date=day(*when).isoformat() if isinstance(when, tuple) else None,
                how_often=when if isinstance(when, str) else None,
                state="open",
                line=before.get(text),
            )


def _objective(plan: str, place: int, dimension: str, title: str, title_ar: str, library: str) -> dict[str, Any]:
    return {
        "plan": plan,
        "dimension": dimension,
        "title": title,
        "translations": _arabic(title_ar),
        "position": place,
        "library": library or None,
    }


def _second_version(
    unit: Unit, office: Office, family: Written, day: Callable[[int, int, int], date]
) -> dict[str, str]:
    """What the family has on the fridge: the words of lines that go on → the name that a line keeps."""
    plan = unit.put(
        "plan",
        plan_id(family.household, 2),
        household=family.household,
        version=2,
        state=REPLACED,
        language="ar",
        made_on=day(2026, 10, 6).isoformat(),
        caseworker=office.staff["gferrero"],
    )
    kept: dict[str, str] = {}
    for place, (dimension, title, title_ar, result, result_ar, library, lines) in enumerate(PLAN[:2]):
        objective = unit.put("objective", **_objective(plan, place, dimension, title, title_ar, library))
        italian, arabic = (text.format(**_months(code, day)) for code, text in (("it", result), ("ar", result_ar)))
        kept[title] = objective
        kept[result] = unit.put("result", objective=objective, text=italian, translations=_arabic(arabic), position=0)
        for position, (who, words, words_ar, when, shown_by) in enumerate(lines):
            if words in NEW:
                continue
            text, text_ar = BEFORE.get(words, (words, words_ar))
            member, worker = family.people.get(who), office.staff.get(who)
            kept[words] = unit.put(
                "commitment",
                objective=objective,
                who_kind="member" if member else "caseworker",
                who=member or worker,
                who_name="",
                text=text,
                translations=_arabic(text_ar),
                shown_by=shown_by,
                position=position,
                by_date=day(*when).isoformat() if isinstance(when, tuple) else None,
                how_often=when if isinstance(when, str) else None,
                state="open",
            )
    unit.put(
        "printed",
        household=family.household,
        kind="plan",
        of=plan,
        version=2,
        language="ar",
        at=utc_text(datetime.combine(day(2026, 10, 6), time(11, 20), ZONE)),
        by=office.staff["gferrero"],
        given_to="Youssef El Amrani",
    )
    return kept


def _months(language: str, day: Callable[[int, int, int], date]) -> dict[str, str]:
    """The story's months: they move with the day of the demo, as the road does."""
    locale = Locale.parse(language)
    story = {"march": day(2027, 3, 1), "june": day(2027, 6, 1)}
    return {name: str(format_skeleton("yMMMM", when, locale=locale)) for name, when in story.items()}


def _arabic(text: str) -> str:
    return msgspec.json.encode({"ar": text} if text else {}).decode()
