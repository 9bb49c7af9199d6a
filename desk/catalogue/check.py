"""Every fault of the files under resources/ that can be found without a store, for `desk check`."""

from collections.abc import Callable, Iterator

from desk.catalogue import files
from desk.catalogue.equipment import load_equipment
from desk.catalogue.hours import load_opening
from desk.catalogue.interview import interview_files, load_interview
from desk.catalogue.journey import load_journey
from desk.catalogue.lobby import load_lobby
from desk.catalogue.notice import load_notice
from desk.catalogue.plain_words import load_avoided, load_glossary, off_glossary, office_words
from desk.catalogue.plan_library import load_plan_library
from desk.catalogue.programmes import load_programmes
from desk.catalogue.reminders import load_reminders
from desk.catalogue.services import load_services
from desk.domain.interview import Question
from desk.domain.lobby_words import Say
from desk.domain.plan_library import family_texts, placeholders
from desk.domain.readability import EASY, gulpease
from desk.domain.when import HOW_OFTEN
from desk.errors import BadResource
from desk.i18n import _, languages, translated
from desk.settings import STAFF_LANGUAGES


def check() -> list[str]:
    """One sentence for each problem; empty when all is well."""
    loaders: tuple[Callable[[], object], ...] = (
        load_interview, load_programmes, load_journey, load_services, load_opening, load_equipment, load_plan_library,
        load_notice, load_lobby, load_reminders, load_avoided, load_glossary,
    )  # fmt: skip
    problems = [str(fault) for fault in map(_fault, loaders) if fault is not None]
    return list(dict.fromkeys(problems)) or [*_unread_questions(), *_unread_texts()]


def _fault(load: Callable[[], object]) -> BadResource | None:
    try:
        load()
    except BadResource as fault:
        return fault
    return None


def texts_for_families() -> tuple[str, ...]:
    """Every text of the files that a family reads, each once: they need all languages and plain words."""
    offered = (text for each in load_services().values() for text in (each.family, *each.bring))
    told = (*load_notice().texts(), *load_lobby().texts(), *load_reminders().family_texts(), *Say)
    return tuple(dict.fromkeys([*family_texts(load_plan_library()), *HOW_OFTEN, *told, *offered]))


def texts_on_summary() -> tuple[str, ...]:
    """What the summary of an interview says of the questions: names of pages, questions and answers."""
    found: list[str] = []
    for section in load_interview():
        asked = [question for question in section.questions if question.on_paper]
        for question in asked:
            for each in (question, *question.columns):
                found += [each.group, each.label, each.unit, *(option.label for option in each.options)]
        found += [section.title] if asked else []
    return tuple(dict.fromkeys(filter(None, found)))


def _hard(text: str) -> Iterator[str]:
    """What a family reads has plain words."""
    if gulpease(text) < EASY:
        yield _("«{text}» è difficile da leggere: usa parole e frasi più corte.").format(text=text)
    for word in office_words(text):
        said = _("«{text}» ha una parola da ufficio, {word}: di' piuttosto {say}.")
        yield said.format(text=text, word=word.word, say=word.say)


def _unread_texts() -> Iterator[str]:
    for text in texts_on_summary():
        yield from _hard(text)
        for language in languages():
            found = translated(language, text)
            if found is None:
                yield _("{file}: manca la traduzione di «{text}».").format(file=_po(language), text=text)
            yield from _other_words(text, language, found)
    for text in texts_for_families():
        yield from _hard(text)
        for language in languages():
            found = translated(language, text)
            if found is None:
                yield _("{file}: manca la traduzione di «{text}».").format(file=_po(language), text=text)
            elif placeholders(found) != placeholders(text):
                said = _("{file}: la traduzione di «{text}» ha segnaposti diversi.")
                yield said.format(file=_po(language), text=text)
            yield from _other_words(text, language, found)


def _other_words(text: str, language: str, found: str | None) -> Iterator[str]:
    """The words that matter are said as the glossary says."""
    for term in off_glossary(text, language, found or ""):
        said = _("{file}: la traduzione di «{text}» non dice «{term}» come il glossario.")
        yield said.format(file=_po(language), text=text, term=term.term)


def question_texts(question: Question) -> Iterator[str]:
    """What the staff reads of one question; a table's columns are questions of their own."""
    options = (word for each in question.options for word in (each.label, each.tag))
    texts = (question.group, question.label, question.text, question.help, question.unit, question.add, *options)
    yield from filter(None, texts)


def _unread_questions() -> Iterator[str]:
    """Texts of the interview that one of the staff's languages lacks, with their file and entry."""
    for path, section in interview_files():
        entries = [("", text) for text in (section.title, section.guide)]
        for question in section.questions:
            for each in (question, *question.columns):
                entries += [(question.id, text) for text in question_texts(each)]
        for entry, text in dict.fromkeys(entries):
            for language in STAFF_LANGUAGES:
                if language != "it" and translated(language, text) is None:
                    said = _("manca la traduzione «{language}» di «{text}».").format(language=language, text=text)
                    yield str(files.wrong(path, entry, said))


def _po(language: str) -> str:
    return files.named(files.folder() / "locale" / f"{language}.po")
