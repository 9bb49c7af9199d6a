"""Is a set of sections whole? Unknown references, circles, questions that nobody would ever be asked."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from desk.domain.interview import ADULT_AGE, Condition, Kind, Per, Question, Section, questions_of
from desk.i18n import _

_LISTS = frozenset({Kind.CHOICE, Kind.SEVERAL})
_NUMBERS = frozenset({Kind.NUMBER, Kind.MONEY})
FEEDS = frozenset(
    {
        "sia.family",
        "sia.economic",
        "sia.work",
        "sia.requirement",
        "ethos",
        "esf.employment",
        "esf.education",
        "esf.household",
    }
)
"""What an answer can count for: the parts of the SIA score and its requirements, the ETHOS class, the ESF record."""
SOURCES = frozenset({"household.language", "membership.role", "address.since", "enrolment.isee_cents", "enrolment.dsu"})
"""Where a first value can come from."""
PAPERS = frozenset(
    {
        "id",
        "tax_card",
        "isee",
        "permit",
        "rent_contract",
        "pay_slip",
        "work_contract",
        "did",
        "eviction_papers",
        "disability",
        "pregnancy",
        "school",
    }
)
"""The usual papers of a family's list, one of which a document question asks for."""
_BESIDE_MEMBERS = frozenset({Kind.CHOICE, Kind.YESNO, Kind.NUMBER, Kind.MONEY, Kind.DATE, Kind.TIME})
_IN_COLUMNS = frozenset(Kind) - {Kind.ROWS, Kind.NOTE, Kind.DOCUMENT, Kind.SEVERAL}


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
        yield from (
            Fault(question.id, said) for said in (*_table_faults(question), *_safety_faults(question, questions))
        )
        for condition in _conditions(question):
            yield from (Fault(question.id, said) for said in condition_faults(condition, questions))
    yield from _circles(questions)
    yield from _looks_ahead(questions)
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
    if question.table and (question.per is Per.HOUSEHOLD or question.kind not in _BESIDE_MEMBERS):
        yield Fault(question.id, _("«table» vale solo per domande brevi fatte a ogni persona."))
    if question.paper and question.paper not in PAPERS:
        yield Fault(question.id, _("«paper» non conosce «{name}».").format(name=question.paper))
    if question.source and question.source not in SOURCES:
        yield Fault(question.id, _("«source» non conosce «{name}».").format(name=question.source))
    for name in question.feeds:
        if name not in FEEDS:
            yield Fault(question.id, _("«feeds» non conosce «{name}».").format(name=name))


def _table_faults(question: Question) -> Iterator[str]:
    if (question.kind is Kind.ROWS) is not bool(question.columns):
        yield _("una tabella ha almeno una colonna, e solo una tabella ne ha.")
    if question.add and question.kind is not Kind.ROWS:
        yield _("«add» vale solo per le tabelle.")
    if (question.kind is Kind.DOCUMENT) is not bool(question.paper):
        yield _("un documento dice quale carta è, e solo un documento.")
    names = Counter(column.id for column in question.columns)
    yield from (_("la colonna «{name}» è scritta due volte.").format(name=name) for name, n in names.items() if n > 1)
    for column in question.columns:
        if column.kind not in _IN_COLUMNS:
            yield _("la colonna «{name}» ha un tipo che non sta in una tabella.").format(name=column.id)
        if column.shown_if or column.source or column.per is not Per.HOUSEHOLD or not column.id.isidentifier():
            yield _("la colonna «{name}» non può avere condizioni, fonte o persone proprie.").format(name=column.id)
        for fault in _own_faults(column):
            yield _("colonna «{name}»: {fault}").format(name=column.id, fault=fault.said)


def _safety_faults(question: Question, questions: Mapping[str, Question]) -> Iterator[str]:
    """What is asked in confidence must not show through in another question."""
    if question.apart and (not question.confidential or question.per is not Per.ADULT):
        yield _("una domanda da soli è riservata e va a ogni adulto.")
    for condition in _conditions(question):
        target = questions.get(condition.question)
        if target and target.confidential and not question.confidential:
            yield _("guarda la risposta riservata «{name}»: deve essere riservata anche lei.").format(name=target.id)
        if target and target.apart and not question.apart:
            yield _("guarda «{name}», che si chiede da soli: va chiesta da soli anche lei.").format(name=target.id)


def condition_faults(condition: Condition, questions: Mapping[str, Question]) -> Iterator[str]:
    """What is wrong with one condition, wherever it stands."""
    bounded = condition.at_least is not None or condition.at_most is not None
    if not condition.question:
        if condition.one_of or bounded or condition.exists is not None:
            yield _("una condizione dice quale domanda guarda.")
        elif condition.age_from is None and condition.age_to is None and not condition.fact:
            yield _("una condizione è vuota.")
        return
    target = questions.get(condition.question)
    if target is None:
        yield _("la condizione nomina una domanda che non c’è: «{name}».").format(name=condition.question)
        return
    if condition.exists is not None:
        if condition.one_of or bounded:
            yield _("la condizione su «{name}» chiede due cose insieme.").format(name=target.id)
        return
    if bounded:
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


def _looks_ahead(questions: Mapping[str, Question]) -> Iterator[Fault]:
    """A question that an answer hides must come after it: what is answered stays answered."""
    places = {name: place for place, name in enumerate(questions)}
    for question in questions.values():
        for condition in _conditions(question):
            if condition.exists is False and places.get(condition.question, -1) > places[question.id]:
                said = _("aspetta che «{name}» resti vuota: deve venire dopo di lei.").format(name=condition.question)
                yield Fault(question.id, said)


def _never_asked(questions: Mapping[str, Question]) -> Iterator[Fault]:
    """Questions whose conditions can never hold together, and those that hang on them."""
    lost: set[str] = set()
    while True:
        found = {each.id for each in questions.values() if each.id not in lost and _is_lost(each, questions, lost)}
        if not found:
            break
        lost |= found
    yield from (Fault(name, _("nessuno arriverà mai a questa domanda.")) for name in questions if name in lost)


def _is_lost(question: Question, questions: Mapping[str, Question], lost: set[str]) -> bool:
    def hopeless(condition: Condition) -> bool:
        waits = condition.exists is not False and condition.question in lost
        return waits or _asked_of_nobody(question, condition, questions)

    rule = question.shown_if
    if rule is None:
        return False
    if any(hopeless(each) for each in rule.all) or (rule.any and all(hopeless(each) for each in rule.any)):
        return True
    return _contradicts(rule.all, questions)


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
    if condition.at_least is not None and target.highest is not None and condition.at_least > target.highest:
        return True
    if condition.at_most is not None and target.lowest is not None and condition.at_most < target.lowest:
        return True
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
