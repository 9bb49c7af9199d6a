"""Whose citizens need no residence permit."""

from typing import Final

FREE: Final = frozenset(
    name.casefold()
    for name in (
        "Italia", "Austria", "Belgio", "Bulgaria", "Cechia", "Repubblica Ceca", "Cipro", "Croazia", "Danimarca",
        "Estonia", "Finlandia", "Francia", "Germania", "Grecia", "Irlanda", "Lettonia", "Lituania", "Lussemburgo",
        "Malta", "Paesi Bassi", "Olanda", "Polonia", "Portogallo", "Romania", "Slovacchia", "Slovenia", "Spagna",
        "Svezia", "Ungheria", "Islanda", "Liechtenstein", "Norvegia", "Svizzera", "San Marino",
        "IT", "AT", "BE", "BG", "CZ", "CY", "HR", "DK", "EE", "FI", "FR", "DE", "GR", "IE", "LV", "LT", "LU", "MT",
        "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE", "HU", "IS", "LI", "NO", "CH", "SM",
    )
)  # fmt: skip
"""The Union and those treated alike, by Italian name or two-letter code."""


def needs_permit(citizenship: str | None) -> bool:
    """False where the citizenship is not known: then nobody is asked for a permit."""
    return bool(citizenship) and str(citizenship).strip().casefold() not in FREE
