"""The fixed words of every printed sheet, in Italian and in the family's language."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, get_day_names, get_month_names
from babel.lists import format_list

from desk import i18n
from desk.i18n import translated
from desk.paper.model import ITALIAN, Bilingual


class Text(StrEnum):
    """The fixed texts; each has its entry in every language's .po file."""

    PLAN_TITLE = "Il nostro piano per la casa"
    FAMILY = "Famiglia {name}"
    WHY = "Perché questo piano"
    RESULTS = "Che cosa vogliamo ottenere"
    ROAD = "La strada verso l’affitto"
    ASSUMED = "Il conto della strada parte da qui"
    COMMITMENTS = "Che cosa facciamo, e quando"
    SUPPORTS = "Che cosa vi aiuta"
    CHANGES = "Dalla versione {number}"
    NEW_LINES = "Nuove: {lines}."
    CHANGED_LINES = "Cambiate: {lines}."
    DONE_LINE = "Già fatto: {what}"
    GONE_LINE = "Non c’è più: {what}"
    WHO = "Chi"
    COMMITMENT = "Impegno"
    BY = "Entro"
    NEXT_VISIT = "Ci vediamo"
    DAY_AND_TIME = "{day}, ore {time}"
    WITH_WHOM = "{name}, stanza {room}."
    INTERPRETER = "C’è l’interprete."
    BRING = "Porti:"
    SIGNATURE = "firma"
    BINDING = "Vale il testo italiano"
    SOUGHT_RENT = "affitto cercato: {amount}"
    CONTRACT = "contratto"
    HOURS = "{hours} ore"
    ONE_HOUR = "1 ora"
    ONE_MONTH = "1 mese"
    ONE_YEAR = "1 anno"
    SAVING = "risparmio {amount}"
    LEAVE_HOME = "lasciare la casa"
    TODAY = "oggi"
    EVERY_DAY = "ogni giorno"
    EVERY_WEEK = "ogni settimana"
    EVERY_TWO_WEEKS = "ogni due settimane"
    EVERY_MONTH = "ogni mese"
    VISIT_TODAY = "La visita di oggi"
    YOU_SAW = "Avete visto"
    DECIDED = "Che cosa abbiamo deciso"
    COME_BACK = "Quando tornate"
    NO_DATE = "Non c’è ancora una data. Vi chiamiamo noi."
    YOU_BRING = "Che cosa portate"
    WHERE = "Dove venite"
    WAY = "Come arrivate"
    WHOM_TO_CALL = "Chi chiamate"
    CANNOT_COME = "Se non potete venire, chiamate."
    CODE_FOR_PHONE = "Il codice mette la data nel telefono."
    YOUR_NUMBER = "Il vostro numero"
    WAIT_HERE = "Aspettate qui"
    ABOUT_MINUTES = "circa {minutes} minuti"
    YES = "Sì"
    NO = "No"
    WATCH_SCREEN = "Guardate lo schermo."
    SUMMARY_TITLE = "Che cosa ci avete detto"
    SUMMARY_READ = "Leggiamo insieme. Se una cosa è sbagliata, ditelo: la cambiamo."
    SUMMARY_PRIVATE = "Le cose riservate non sono su questo foglio."
    STILL_OPEN = "Che cosa manca ancora"
    OWN_WORDS = "Parole vostre. Sono qui accanto, in italiano."
    NOT_CONFIRMED = "{value} (da confermare)"
    ABOUT = "circa {value}"
    NONE_TOLD = "Niente"
    PAPER_HERE = "È qui"
    PAPER_TO_COME = "Lo porterete"
    PAPER_MISSING = "Manca"
    FRIDGE_TITLE = "Il piano in una pagina"
    TO_DO = "Che cosa c’è da fare"
    MORE_IN_PLAN = "Nel piano ci sono altre cose: {count}."
    HELLO = "Buongiorno."
    SEE_YOU = "A presto."
    INVITATION = "Vi aspettiamo"
    INVITED = "C’è una data per voi."
    OTHER_DAY = "Non potete venire? Chiamate: troviamo un altro giorno."
    MISSED = "Non ci siamo visti"
    WE_WAITED = "Vi aspettavamo il {day}, ore {time}."
    IT_HAPPENS = "Può succedere a tutti."
    IT_MATTERS = "Per il vostro piano è importante vederci."
    CALL_FOR_DAY = "Chiamate: troviamo un altro giorno."
    NEW_DATE = "C’è già una nuova data."
    MOVED = "Cambia l’appuntamento"
    NOT_THEN = "Il {day}, ore {time}, non ci possiamo vedere."
    SAME_TIME = "Il giorno e l’ora restano uguali."
    OTHER_PERSON = "Vi aspetta un’altra persona."
    REFERRAL = "Vi mandiamo una famiglia"
    COMES_TO_YOU = "La famiglia {name} viene da voi."
    WE_ASK = "Che cosa chiediamo"
    WE_TELL = "Che cosa vi diciamo"
    ONLY_THIS = "Diciamo solo questo. Lo ha deciso la famiglia."
    QUESTIONS = "Avete domande? Chiamate l’ufficio."
    PEOPLE = "Persone"
    PHONE = "Telefono"
    LANGUAGE = "Lingua"


COMMA = {"ar": "، ", "zh": "、"}
"""Between the things of a list, where it is not the comma of the others."""
_COLON = {"zh": "：", "fr": "\u00a0: "}


def colon(language: str) -> str:
    """What stands between a label and its text, with the spaces that the language puts there."""
    return _COLON.get(language, ": ")


_PAUSE, _STOP = {"ar": "، ", "zh": "，"}, {"zh": "。"}


def whom_to_call(language: str, office: str, phone: str, more: Bilingual | None = None) -> Bilingual:
    """«Polo di Barriera di Milano, 011 555 0100.» with the marks of each language, and a sentence after it."""
    number = phone.replace(" ", "\u00a0")  # a telephone number stays on one line

    def told(code: str) -> str:
        return f"{office}{_PAUSE.get(code, ', ')}{number}{_STOP.get(code, '.')}"

    if more is None:
        return Bilingual(told(ITALIAN), told(language))
    between = "" if language in _STOP else " "
    return Bilingual(
        f"{told(ITALIAN)} {more.italian}", f"{told(language)}{between}{more.translated}" if more.translated else None
    )


def pair(language: str, text: Text, **facts: object) -> Bilingual:
    """A fixed text in both languages. Facts that differ by language are given as ``Bilingual``."""
    italian = {name: fact.italian if isinstance(fact, Bilingual) else fact for name, fact in facts.items()}
    other = {name: fact.translated if isinstance(fact, Bilingual) else fact for name, fact in facts.items()}
    words = translated(language, text)
    if words is None or None in other.values():
        return Bilingual(text.format(**italian))
    return Bilingual(text.format(**italian), words.format(**other))


def hours(language: str, many: int) -> Bilingual:
    """Hours of work a week."""
    return pair(language, Text.ONE_HOUR) if many == 1 else pair(language, Text.HOURS, hours=many)


def money(language: str, cents: int) -> Bilingual:
    """An amount as each language writes it; cents only where there are any."""
    return Bilingual(_money(ITALIAN, cents), _money(language, cents))


def _money(language: str, cents: int) -> str:
    return i18n.money(cents, language, "\u00a0")


def money_in(language: str, italian: str) -> str:
    """An amount written the Italian way («1.250 €»), as another language writes it; anything else as it is."""
    found = re.fullmatch(r"(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{2}))?\s?€", italian)
    return _money(language, int(found[1].replace(".", "")) * 100 + int(found[2] or 0)) if found else italian


def day(when: date) -> str:
    """A day in figures, the same in every language so that both columns can be compared."""
    return f"{when:%d/%m/%Y}"


def weekday_and_day(language: str, when: date) -> Bilingual:
    """The day of the week, and the day in figures."""
    return Bilingual(f"{_weekday(ITALIAN, when)} {day(when)}", f"{_weekday(language, when)} {day(when)}")


def day_in_words(language: str, when: date) -> Bilingual:
    """The day with its month written out."""
    return Bilingual(_long(ITALIAN, when), _long(language, when))


def month(language: str, when: date) -> Bilingual:
    """Month and year in Italian, the month alone in the other language."""
    names = get_month_names("wide", locale=_locale(ITALIAN))
    other = get_month_names("wide", locale=_locale(language))
    return Bilingual(f"{names[when.month]} {when.year}", other[when.month])


def month_near(language: str, when: date, today: date) -> Bilingual:
    """The month; with its year in both languages where it is not among the next twelve."""
    names = month(language, when)
    alone = names.italian.removesuffix(f" {when.year}")
    if (when.year - today.year) * 12 + when.month - today.month < 12:
        return Bilingual(alone, names.translated)
    return Bilingual(names.italian, f"{names.translated} {when.year}")


def day_near(when: date, today: date) -> str:
    """A day in figures; without its year where it is within the next twelve months."""
    near = 0 <= (when.year - today.year) * 12 + when.month - today.month < 12
    return f"{when:%d/%m}" if near else day(when)


def and_list(language: str, names: Sequence[str]) -> str:
    """«Amina e Ilyas», «Adam, Amina, and Ilyas»; in Spanish «y» becomes «e» before its own sound («Amina e Ilyas»),
    which the library's patterns leave to whoever fills them in."""
    if language == "es" and len(names) > 1 and _SOUNDS_LIKE_Y.match(names[-1]):
        return f"{', '.join(names[:-1])} e {names[-1]}"
    return format_list(list(names), locale=_locale(language))


_SOUNDS_LIKE_Y = re.compile(r"(?i)(?:i|í|hi(?![ae])|hí)")


def day_and_time(language: str, day: Bilingual, when: datetime) -> Bilingual:
    """«martedì 01/12/2026, ore 10:00»; the time never stands alone at the beginning of a line."""
    at = time(when)
    both = pair(language, Text.DAY_AND_TIME, day=day, time=at)
    italian, other = (text and text.replace(f" {at}", f"\u00a0{at}") for text in (both.italian, both.translated))
    return Bilingual(italian or "", other)


def language_name(language: str, named: str) -> Bilingual:
    """What a language is called in Italian and in the family's own."""
    return Bilingual(str(_locale(ITALIAN).languages.get(named, named)), _locale(language).languages.get(named))


def time(when: datetime) -> str:
    return f"{when.hour}:{when.minute:02}"


@lru_cache
def _locale(language: str) -> Locale:
    return Locale.parse(language)


def _weekday(language: str, when: date) -> str:
    return str(get_day_names("wide", locale=_locale(language))[when.weekday()])


def _long(language: str, when: date) -> str:
    return str(format_date(when, "full", locale=_locale(language)))
