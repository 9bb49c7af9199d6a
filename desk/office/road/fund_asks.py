"""What funds and measures ask for, in words: what has still to be found out, and what is not there."""

from desk.domain.funds import Ask, Lack
from desk.domain.measures import Measure
from desk.i18n import _


def ask_words() -> dict[Ask, str]:
    """What has to be found out for a fund, inside a sentence."""
    return {
        "isee": _("l’ISEE"),
        "ise": _("l’ISE"),
        "arrears": _("i mesi non pagati"),
        "blameless": _("la causa della morosità"),
        "eviction": _("a che punto è lo sfratto"),
        "registered": _("se il contratto è registrato"),
        "one_year": _("da quando abitano nella casa"),
        "one_year_turin": _("da quanti anni sono a Torino"),
        "income": _("le entrate al mese"),
        "half_isee": _("l’affitto di oggi"),
    }


def lack_words() -> dict[Lack, str]:
    """What a fund asks for and is not there, inside a sentence."""
    return {
        "open": _("il fondo non è aperto"),
        "isee": _("l’ISEE è sopra il limite"),
        "ise": _("l’ISE è sopra il limite"),
        "arrears": _("non ci sono arretrati"),
        "blameless": _("la causa non è tra quelle previste"),
        "eviction": _("non c’è uno sfratto in corso"),
        "registered": _("il contratto non è registrato"),
        "one_year": _("meno di un anno nella casa"),
        "one_year_turin": _("meno di un anno a Torino"),
        "income": _("non ci sono entrate"),
        "half_isee": _("l’affitto non supera metà dell’ISEE"),
    }


def after_words(measure: Measure) -> str:
    """What can be asked for after SIA; no sum, since none is confirmed."""
    if measure.valid_from is None:
        return _("Ora c’è: {title}. Giorno, importo e requisiti da confermare.").format(title=_(measure.title))
    begun = f"{measure.valid_from:%d/%m/%Y}"
    said = _("Dal {day} c’è: {title}. Importo e requisiti da confermare.")
    return said.format(day=begun, title=_(measure.title))
