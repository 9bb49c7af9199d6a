"""The words around a plan: its term, what it still needs, where its paper is. No Qt."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from desk.domain.languages import language_name
from desk.domain.plan import Lack, Missing, PlanView, number_words
from desk.i18n import _, n_
from desk.office.day_words import hour, numbers
from desk.office.plan.steps import outcomes
from desk.office.plan.suggestions import areas
from desk.ui.presenters.plan_page import PlanState

SOON = 7
MOST_NAMES = 3
LONGEST_NAME = 20


@dataclass(frozen=True)
class Note:
    """One sentence of the foot; kind: success or warning. `gap`: the first of what it speaks of, where one can go."""

    text: str
    kind: str = "warning"
    gap: Missing | None = None


def due_words(state: PlanState, today: date) -> Note:
    """«Piano da firmare entro il 18/12 · restano 24 giorni»."""
    view, by = state.view, state.sign_by
    if view and view.closed_on:
        return Note(closed_words(view.closed_on, view.outcome, "", today), "success")
    if view and view.signed_on:
        return Note(_("Piano firmato il {day}").format(day=numbers(view.signed_on, today)), "success")
    if by is None:
        return Note(_("Piano da scrivere con la famiglia"), "")
    words, left = _("Piano da firmare entro il {day}").format(day=numbers(by, today)), (by - today).days
    if left < 0:
        late = n_("scaduto da {n} giorno", "scaduto da {n} giorni", -left).format(n=-left)
        return Note(f"{words} · {late}", "danger")
    rest = n_("resta {n} giorno", "restano {n} giorni", left).format(n=left) if left else _("è oggi")
    return Note(f"{words} · {rest}", "warning" if left <= SOON else "")


def closed_words(on: date, outcome: str, said: str, today: date) -> str:
    """«Piano chiuso il 24/11: Obiettivi raggiunti · Hanno firmato il contratto.»"""
    ended = outcomes().get(outcome, outcome)
    words = _("Piano chiuso il {day}: {outcome}").format(day=numbers(on, today), outcome=ended)
    return f"{words} · {said}" if said else words


def signed_words(view: PlanView) -> str:
    """Why nothing can be written here; of a closed plan first what was said of it, which may be long."""
    fixed = _("Questa versione è firmata e non cambia più. Una nuova versione porta con sé gli impegni ancora aperti.")
    return f"«{view.closing_words}» {fixed}" if view.closing_words else fixed


def version_words(state: PlanState) -> str:
    view = state.view
    if view is None:
        return ""
    word = _("bozza") if view.is_draft else _("chiusa") if view.is_closed else _("firmata")
    return _("versione {n} · {state}").format(n=view.version, state=word)


def foot(state: PlanState) -> tuple[Note, ...]:
    """What the plan still needs, the areas first; the lines that nobody has translated last."""
    return tuple(_foot(state))


def _foot(state: PlanState) -> Iterator[Note]:
    of = {lack: [gap.of for gap in state.gaps if gap.lack is lack] for lack in Lack}
    if of[Lack.NOTHING_YET]:
        yield Note(_("Comincia da un obiettivo."), gap=Missing(Lack.NOTHING_YET))
        return
    if of[Lack.DIMENSION]:
        names = ", ".join(_(areas().get(each, each)) for each in of[Lack.DIMENSION])
        words = _("Serve un obiettivo per: {areas}").format(areas=names)
        yield Note(words, gap=Missing(Lack.DIMENSION, of[Lack.DIMENSION][0]))
    elif state.proposals.facts is not None:
        yield Note(_("Ogni area a rischio ha un obiettivo"), "success")
    if of[Lack.ADULT]:
        words = _("Senza impegni: {names}").format(names=_names(state, of[Lack.ADULT]))
        yield Note(words, gap=Missing(Lack.ADULT, of[Lack.ADULT][0]))
    for lack, words in (
        (Lack.RESULT, _("Obiettivo {n}: manca il risultato")),
        (Lack.COMMITMENT, _("Obiettivo {n}: manca un impegno")),
    ):
        yield from (Note(words.format(n=_place(state, each)), gap=Missing(lack, each)) for each in of[lack])
    for lack, one, many in (
        (Lack.WHO, _("Riga {n}: manca chi lo fa"), _("Righe {n}: manca chi lo fa")),
        (Lack.WHEN, _("Riga {n}: manca quando"), _("Righe {n}: manca quando")),
        (Lack.BLANK, _("Riga {n}: da completare"), _("Righe {n}: da completare")),
    ):
        if of[lack]:
            first = min(of[lack], key=lambda each: state.numbers.get(each, 0))
            words = _lines(one, many, [state.numbers.get(each, 0) for each in of[lack]])
            yield Note(words, gap=Missing(lack, first))
    if of[Lack.SEEN] and not of[Lack.ADULT]:
        words = _("Da leggere insieme: {names}").format(names=_names(state, of[Lack.SEEN]))
        yield Note(words, gap=Missing(Lack.SEEN, of[Lack.SEEN][0]))
    if not state.gaps:
        yield Note(_("Ogni adulto ha visto i suoi impegni: il piano è completo"), "success")
    if state.sheet and state.sheet.missing and state.language != "it":
        language = _(language_name(state.language))
        one = _("Riga {n}: manca in {language}").replace("{language}", language)
        many = _("Righe {n}: mancano in {language}").replace("{language}", language)
        named = {number: line for line, number in state.numbers.items()}
        of_line = named.get(min(state.sheet.missing), "")
        yield Note(_lines(one, many, state.sheet.missing), gap=Missing(Lack.TRANSLATION, of_line))


def _lines(one: str, many: str, numbers_: Sequence[int]) -> str:
    words = one if len(numbers_) == 1 else many
    return words.format(n=number_words(numbers_))


def _names(state: PlanState, people: Sequence[str]) -> str:
    """«Youssef, Khadija»; of many, the first and how many more."""
    found = [state.family.member(each) for each in people] if state.family else []
    given = [_called(each.given) for each in found if each]
    if len(given) <= MOST_NAMES + 1:
        return ", ".join(given)
    more = len(given) - MOST_NAMES
    return _("{names} e altri {n}").format(names=", ".join(given[:MOST_NAMES]), n=more)


def _called(given: str) -> str:
    """The first of many given names: the sentence stands in one line."""
    return given if len(given) <= LONGEST_NAME else given.split(maxsplit=1)[0]


def _place(state: PlanState, objective: str) -> int:
    lines = state.view.objectives if state.view else ()
    return next((place for place, each in enumerate(lines, 1) if each.id == objective), 0)


def incomplete(state: PlanState) -> str:
    """Why nobody can be asked to approve the plan, nor sign it, in one line; empty when it is complete."""
    if not state.gaps:
        return ""
    notes = [note for note in foot(state) if note.gap and note.gap.lack is not Lack.TRANSLATION]
    return "; ".join(note.text for note in notes)


def printed_words(state: PlanState) -> str:
    """«Stampato alle 10:51 in arabo, dato a Youssef.»; empty before the first printing."""
    paper = state.printed
    if paper is None:
        return ""
    language = _(language_name(paper.language))
    said = _("Stampato il {day} alle {time} in {language}")
    if paper.draft:
        said = _("Stampato come bozza il {day} alle {time} in {language}")
    words = said.format(day=numbers(paper.at.date(), paper.at.date()), time=hour(paper.at), language=language)
    return _("{printed}, dato a {names}.").format(printed=words, names=paper.given_to) if paper.given_to else words
