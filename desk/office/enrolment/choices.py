"""What may be decided about each kind of doubt, and what each decision does, in words."""

from dataclasses import dataclass
from typing import Final

from desk.i18n import _
from desk.office.enrolment.writer import (
    DIFFERENT,
    DIFFERS,
    FAMILY_TWICE,
    NAMESAKE,
    PERSON_TWICE,
    SAME,
    TAX_CODE,
)

HERE, THERE, BOTH, JOIN = "here", "there", "both", "join"
TAKE, CORRECT, WITHOUT = "take", "correct", "without"
LIVING: Final = (HERE, THERE, BOTH, JOIN)


@dataclass(frozen=True)
class Choice:
    """`effect`: what changes when it is chosen."""

    code: str
    words: str
    effect: str


def choices_of(kind: str, *, known: str, other: str, both_stand: bool) -> tuple[Choice, ...]:
    """All equal. `known`, `other`: what the two families are called; `both_stand`: both have a record already."""
    if kind == FAMILY_TWICE:
        same = _("Le due domande stanno in una scheda sola, {home}. Chi manca viene aggiunto.").format(home=known)
        apart = _("Si apre una scheda nuova. Chi è in tutte e due resta in tutte e due, finché non si sa dove vive.")
        return (
            Choice(SAME, _("È la stessa famiglia"), same),
            Choice(DIFFERENT, _("Sono due famiglie diverse"), apart),
        )
    if kind in (PERSON_TWICE, NAMESAKE):
        return _living(kind, known, other, both_stand=both_stand)
    if kind == DIFFERS:
        same = _("Nome e data di nascita restano come sono.")
        take = _("Nome e data di nascita diventano quelli dell'elenco.")
        return (
            Choice(SAME, _("È la stessa persona: tieni i dati in archivio"), same),
            Choice(TAKE, _("È la stessa persona: prendi i dati dell'elenco"), take),
            Choice(DIFFERENT, _("Sono due persone diverse"), _two_people(kind)),
        )
    return (
        Choice(CORRECT, _("Scrivi il codice giusto"), _("Il codice viene controllato e aggiunto alla persona.")),
        Choice(WITHOUT, _("Lascia senza codice"), _("La persona resta in archivio senza codice fiscale.")),
    )


def _living(kind: str, known: str, other: str, *, both_stand: bool) -> tuple[Choice, ...]:
    lives = _("È la stessa persona e vive con {home}")
    found = [
        Choice(HERE, lives.format(home=known), _("Nell'altra famiglia non viene aggiunta.")),
        Choice(THERE, lives.format(home=other), _("Passa in quella famiglia; da questa risulta uscita.")),
        Choice(
            BOTH,
            _("È la stessa persona e vive un po' qui e un po' là"),
            _("Una persona sola, in tutte e due le famiglie."),
        ),
    ]
    if both_stand:
        joined = _("Le due schede diventano una sola, con tutte e due le domande.")
        found.append(Choice(JOIN, _("È la stessa famiglia"), joined))
    return (*found, Choice(DIFFERENT, _("Sono due persone diverse"), _two_people(kind)))


def _two_people(kind: str) -> str:
    if kind == NAMESAKE:
        return _("Si aggiunge una persona nuova, anche se nome e data di nascita sono uguali.")
    return _("Si aggiunge una persona nuova. Il codice fiscale resta a chi lo aveva: chiedi la tessera.")


def question_of(kind: str) -> str:
    """The question in plain words."""
    return {
        FAMILY_TWICE: _("È la stessa famiglia, con due domande?"),
        PERSON_TWICE: _("È la stessa persona? E con chi vive?"),
        NAMESAKE: _("È la stessa persona? E con chi vive?"),
        DIFFERS: _("È la stessa persona, scritta in un altro modo?"),
        TAX_CODE: _("Qual è il codice fiscale giusto?"),
    }[kind]
