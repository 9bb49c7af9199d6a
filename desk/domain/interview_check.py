"""Is a set of sections whole? Unknown references, circles, questions that nobody would ever be asked."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from desk.domain.interview import ADULT_AGE, Condition, Kind, Per, Question, Section, questions_of
from desk.i18n import _

_LISTS = frozenset({Kind.CHOICE, Kind.SEVERAL})
_NUMBERS = frozenset({Kind.NUMBER, Kind.MONEY})


@dataclass(frozen=True)
class Fault:
    """What is wrong with one question."""

    question: str
    said: str


def faults(sections: tuple[Section, ...]) -> Iterator[Fault]:
    """Everything that is wrong, in file order, duplicates first."""
    counted = Counter(question.id for section in sections for question in section.questions)
    yield from (Fault(name, _("è scritta due volte.")) for name, times in counted.items() if times > 1)
    questions = questions_of(sections)
    for question in questions.values():
        yield from _own_faults(question)
        for condition in _conditions(question):
            yield from (Fault(question.id, said) for said in condition_faults(condition, questions))
    yield from _circles(questions)
    yield from _never_asked(questions)


def _own_faults(question: Question) -> Iterator[Fault]:
    if question.kind in _LISTS and len(question.options) < 2:
        yield Fault(question.id, _("una scelta ha bisogno di almeno due opzioni."))
    if question.kind not in _LISTS and question.options:
        yield Fault(question.id, _("solo una scelta ha opzioni."))
    codes = Counter(option.code for option in question.options)
    yield from (
        Fault(question.id, _("l’opzione «{code}» è scritta due volte.").format(code=code))
        for code, times in codes.items()
        if times > 1
    )
    if (question.lowest is not None or question.highest is not None) and question.kind not in _NUMBERS:
        yield Fault(question.id, _("solo numeri e importi hanno un minimo e un massimo."))
    if question.lowest is not None and question.highest is not None and question.lowest > question.highest:
        yield Fault(question.id, _("il minimo è sopra il massimo."))
    if question.when and question.kind is not Kind.DATE:
        yield Fault(question.id, _("«when» vale solo per le date."))


def condition_faults(condition: Condition, questions: Mapping[str, Question]) -> Iterator[str]:
    """What is wrong with one condition, wherever it stands."""
    if not condition.question:
        if condition.one_of or condition.at_least is not None or condition.at_most is not None:
            yield _("una condizione dice quale domanda guarda.")
        elif condition.age_from is None and condition.age_to is None and not condition.fact:
            yield _("una condizione è vuota.")
        return
    target = questions.get(condition.question)
    if target is None:
        yield _("la condizione nomina una domanda che non c’è: «{name}».").format(name=condition.question)
        return
    if condition.at_least is not None or condition.at_most is not None:
        if target.kind not in _NUMBERS:
            yield _("«{name}» non è un numero: usa one_of.").format(name=target.id)
        return
    if not condition.one_of:
        yield _("la condizione su «{name}» non dice quali risposte.").format(name=target.id)
    for value in condition.one_of:
        known = isinstance(value, bool) if target.kind is Kind.YESNO else target.option(str(value)) is not None
        if not known:
            yield _("«{name}» non ha la risposta «{code}».").format(name=target.id, code=value)


def _conditions(question: Question) -> tuple[Condition, ...]:
    rule = question.shown_if
    return (*rule.all, *rule.any) if rule else ()


def _circles(questions: Mapping[str, Question]) -> Iterator[Fault]:
    """Each question that, following its conditions, comes back to itself."""
    for start in questions.values():
        ahead = [condition.question for condition in _conditions(start)]
        seen: set[str] = set()
        while ahead:
            name = ahead.pop()
            if name == start.id:
                yield Fault(start.id, _("le condizioni girano in tondo."))
                break
            if name in questions and name not in seen:
                seen.add(name)
                ahead += [condition.question for condition in _conditions(questions[name])]


def _never_asked(questions: Mapping[str, Question]) -> Iterator[Fault]:
    """Questions whose conditions can never hold together."""
    for question in questions.values():
        rule = question.shown_if
        if rule is None:
            continue
        hopeless = any(_asked_of_nobody(question, condition, questions) for condition in rule.all)
        if rule.any and all(_asked_of_nobody(question, condition, questions) for condition in rule.any):
            hopeless = True
        if hopeless or _contradicts(rule.all, questions):
            yield Fault(question.id, _("nessuno arriverà mai a questa domanda."))


def _asked_of_nobody(question: Question, condition: Condition, questions: Mapping[str, Question]) -> bool:
    """An adult's question that looks at a minor's answer, a minor's that asks for a greater age, and the like."""
    adult, minor = question.per is Per.ADULT, question.per is Per.MINOR
    if minor and (condition.age_from or 0) >= ADULT_AGE:
        return True
    if adult and condition.age_to is not None and condition.age_to < ADULT_AGE:
        return True
    target = questions.get(condition.question)
    if target is None:
        return False
    return (adult and target.per is Per.MINOR) or (minor and target.per is Per.ADULT)


def _contradicts(conditions: tuple[Condition, ...], questions: Mapping[str, Question]) -> bool:
    """Two conditions on one question of the household, answered once, without a common answer."""
    allowed: dict[str, set[str | bool]] = {}
    for condition in conditions:
        target = questions.get(condition.question)
        if target and condition.one_of and target.per is Per.HOUSEHOLD and target.kind is not Kind.SEVERAL:
            kept = allowed.setdefault(condition.question, set(condition.one_of))
            kept &= set(condition.one_of)
    return any(not codes for codes in allowed.values())
