"""Names of languages in Italian, in the middle of a sentence."""

LANGUAGES = {
    "it": "italiano",
    "en": "inglese",
    "ro": "romeno",
    "ar": "arabo",
    "es": "spagnolo",
    "fr": "francese",
    "zh": "cinese",
    "sq": "albanese",
    "tl": "tagalog",
    "bn": "bengalese",
    "ur": "urdu",
    "uk": "ucraino",
    "ru": "russo",
    "pt": "portoghese",
}


def language_name(code: str) -> str:
    """«arabo» for "ar"; the code itself where it is not known."""
    return LANGUAGES.get(code, code)
