"""The columns of an enrolment list, under the names that offices give them."""

from typing import Final

from desk.domain.names import search_key
from desk.errors import BadInput
from desk.i18n import _

NAMES: Final[dict[str, tuple[str, ...]]] = {
    "protocol": ("protocollo", "numero protocollo", "n protocollo", "protocollo domanda"),
    "applied_on": ("data domanda", "data della domanda", "domanda del"),
    "role": ("ruolo", "parentela", "rapporto"),
    "surname": ("cognome",),
    "given": ("nome",),
    "sex": ("sesso",),
    "born": ("data nascita", "data di nascita", "nato il"),
    "birth_place": ("luogo nascita", "luogo di nascita", "nato a"),
    "citizenship": ("cittadinanza",),
    "tax_code": ("codice fiscale", "cf", "cod fiscale"),
    "street": ("indirizzo", "via", "residenza"),
    "zip": ("cap",),
    "town": ("comune", "citta"),
    "phone": ("telefono", "cellulare", "tel"),
    "email": ("email", "e mail", "posta elettronica"),
    "isee": ("isee", "valore isee"),
    "dsu": ("protocollo dsu", "dsu"),
    "bimonthly": ("importo bimestrale", "importo", "beneficio bimestrale"),
    "language": ("lingua",),
    "notes": ("note", "annotazioni"),
}
NEEDED: Final = ("protocol", "role", "surname", "given")
_KNOWN: Final = {name: field for field, names in NAMES.items() for name in names}


def fields_of(header: list[str]) -> list[str]:
    """The field of each column, "" for columns that nobody knows. Raises BadInput where a needed one is missing."""
    found = [_KNOWN.get(search_key(name.replace("_", " ")), "") for name in header]
    missing = [NAMES[field][0] for field in NEEDED if field not in found]
    if missing:
        raise BadInput(
            _("Nell'elenco mancano le colonne: {names}. La prima riga deve dire i nomi delle colonne.").format(
                names=", ".join(missing)
            )
        )
    return found
