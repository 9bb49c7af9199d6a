"""What the roles, and the titles that offices give, are called on the screens."""

from desk.domain.roles import Role
from desk.i18n import _

ROLE_WORDS = {
    Role.RECEPTION: "Sportello",
    Role.CASEWORKER: "Assistente sociale",
    Role.COORDINATOR: "Coordinamento",
    Role.ADMINISTRATOR: "Amministrazione",
    Role.AUDITOR: "Controllo",
    Role.SYSTEM: "Sistema",
}

#: titles that offices often give beside the roles; any other is shown as it was written
TITLES = (
    "Ufficio casa", "Lavoro", "Interprete", "Informatica", "Controllo interno", "Educatore", "Educatrice", "Psicologa",
    "Psicologo", "Mediatore culturale", "Mediatrice culturale",
)  # fmt: skip


def title_words(title: str) -> str:
    """A colleague's title in the language of the screens, where it is one that is known."""
    return _(title) if title else ""
