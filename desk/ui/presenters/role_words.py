"""What the titles that offices give beside the roles are called on the screens."""

from desk.i18n import _

#: titles that offices often give beside the roles; any other is shown as it was written
TITLES = (
    "Ufficio casa", "Lavoro", "Interprete", "Informatica", "Controllo interno", "Educatore", "Educatrice", "Psicologa",
    "Psicologo", "Mediatore culturale", "Mediatrice culturale",
)  # fmt: skip


def title_words(title: str) -> str:
    """A colleague's title in the language of the screens, where it is one that is known."""
    return _(title) if title else ""
