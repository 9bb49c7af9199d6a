"""Why the interview tells what it tells: each figure with the rule and the answers behind it, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from desk.domain.deadlines import URGENT_DAYS, WATCH_DAYS, Deadline
from desk.domain.funds import FundFit, Need
from desk.domain.housing import AreaRules, Burden, EthosRule, HousingFacts, HousingRules, area_needed
from desk.domain.interview import Question
from desk.domain.measures import Measure
from desk.domain.sia import Requirement, SiaFacts, SiaRules, SiaScore
from desk.i18n import _, money, n_
from desk.office.road.fund_asks import after_words

SCORE, REQUIREMENTS, ETHOS, CROWDING, BURDEN, DEADLINES, ESF = (
    "score", "requirements", "ethos", "crowding", "burden", "deadlines", "esf",
)  # fmt: skip
Met = Literal["", "yes", "no", "open"]
_MET: Final[Mapping[bool | None, Met]] = {True: "yes", False: "no", None: "open"}


@dataclass(frozen=True)
class Why:
    """One line; `met`: of a condition, is it so? "open": not known yet."""

    words: str
    met: Met = ""


def why_score(rules: SiaRules, facts: SiaFacts, score: SiaScore) -> Iterator[Why]:
    """Every point, and what it is for."""
    yield Why(_in_force(rules))
    family, economic, work = score.parts
    for words, points in family.items or ((family.why, family.points),):
        yield Why(_points(words, int(points)))
    if sum(points for _words, points in family.items) > family.points:
        yield Why(_("I carichi della famiglia contano al massimo {n} punti.").format(n=family.most))
    if facts.isee_cents is not None:
        sum_ = _("{most} − ISEE {isee} : {each}").format(
            most=rules.economic.most, isee=money(facts.isee_cents), each=rules.economic.isee_per_point
        )
        yield Why(f"{sum_} = {f'{economic.points:f}'.rstrip('0').rstrip('.').replace('.', ',') or '0'}")
    yield Why(_points(work.why, int(work.points)))
    yield Why(_("Soglia: {n} punti su 100.").format(n=rules.threshold))


def why_closed(until: date, applied: date, now: Measure | None) -> Iterator[Why]:
    """SIA takes no applications any more; what can be asked for instead."""
    if applied <= until:
        return
    said = _("Il SIA non prende più domande dal {day}.").format(day=f"{until + timedelta(days=1):%d/%m/%Y}")
    yield Why(said if now is None else said + " " + after_words(now), "open")


def _points(words: str, points: int) -> str:
    said = n_("{what}: {n} punto", "{what}: {n} punti", points).format(what=words, n=points)
    return said[:1].upper() + said[1:]


def _in_force(rules: SiaRules) -> str:
    begin = f"{rules.valid_from:%d/%m/%Y}"
    if rules.valid_to is None:
        return _("Regole per le domande dal {begin}.").format(begin=begin)
    return _("Regole per le domande dal {begin} al {end}.").format(begin=begin, end=f"{rules.valid_to:%d/%m/%Y}")


def why_requirements(found: tuple[Requirement, ...], facts: SiaFacts) -> Iterator[Why]:
    """Every condition with what is known of it."""
    years = facts.residence_years
    known = {
        "isee": None if facts.isee_cents is None else money(facts.isee_cents),
        "residence": None if years is None else n_("{n} anno", "{n} anni", years).format(n=years),
        "benefits": None if facts.other_benefits_cents is None else money(facts.other_benefits_cents),
    }
    for each in found:
        told = known.get(each.name)
        yield Why(f"{each.why}: {told}" if told else each.why, _MET[each.met])


def why_ethos(
    rules: HousingRules, rule: EthosRule | None, home: HousingFacts, questions: Mapping[str, Question]
) -> Iterator[Why]:
    """The answers that the rule looks at; without a rule the caseworker has chosen."""
    if rule is None:
        yield Why(_("Scelta dall’operatore nella pagina Abitazione."))
        return
    if rule.places:
        yield Why(_answer(questions.get("housing.place_now"), home.place_now))
    if rule.tenures:
        yield Why(_answer(questions.get("housing.tenure"), home.tenure))
    if rule.stages:
        yield Why(_answer(questions.get("housing.eviction_stage"), str(home.stage)))
    if rule.unfit is not None:
        yield Why(_("L’ASL ha dichiarato la casa inabitabile."))
    if rule.overcrowded is not None:
        yield from why_crowding(rules.area, home)


def _answer(question: Question | None, code: str) -> str:
    option = question.option(code) if question else None
    if question is None or option is None:
        return code
    label = f"{_(question.group)} · {_(question.label)}" if question.group else _(question.label)
    return f"{label}: {_(option.label)}"


def why_crowding(rules: AreaRules, home: HousingFacts) -> Iterator[Why]:
    """Square metres asked and there."""
    people, surface = home.occupants or 0, home.surface or 0
    studio = home.rooms == 1 and people <= len(rules.studio)
    needed = area_needed(rules, people, studio=studio)
    asked = n_("Per {n} persona servono {area} m².", "Per {n} persone servono {area} m².", people)
    yield Why(f"{asked.format(n=people, area=needed)} {_('La casa ne ha {area}.').format(area=surface)}")
    if studio:
        yield Why(_("È una stanza sola: vale la misura del monolocale."))
    else:
        each = _("{first} m² per ognuna delle prime {n} persone, {further} m² per le altre.")
        yield Why(each.format(first=rules.each_of_first, n=rules.first, further=rules.each_further))


def why_burden(burden: Burden, home: HousingFacts) -> Iterator[Why]:
    """The sum, and what is borne."""
    rent, charges = money(home.rent_cents or 0), money(home.charges_cents or 0)
    said = _("Affitto o rata {rent} + spese {charges} = {cost} al mese.")
    yield Why(said.format(rent=rent, charges=charges, cost=money(burden.cost_cents)))
    if home.charges_cents is None:
        yield Why(_("Le spese non sono ancora dette."), "open")
    yield Why(_("Entrate, dal lavoro e dai contributi: {income} al mese.").format(income=money(burden.income_cents)))
    limits = _("Fino al {n} % si sostiene, oltre il {most} % è grave.")
    yield Why(limits.format(n=burden.sustainable_percent, most=burden.overburden_percent))


def why_deadlines(shown: tuple[Deadline, ...], stage_words: str) -> Iterator[Why]:
    """Where the eviction stands, and from when a day is red."""
    if stage_words:
        yield Why(_("Sfratto: {stage}").format(stage=stage_words))
    for each in shown:
        urgent = URGENT_DAYS.get(each.kind)
        if urgent and urgent >= WATCH_DAYS:
            words = _("{what}: rosso negli ultimi {n} giorni.")
        elif urgent:
            words = _("{what}: rosso negli ultimi {n} giorni, giallo negli ultimi {watch}.")
        else:
            words = _("{what}: giallo negli ultimi {watch} giorni, rosso quando è scaduto.")
        yield Why(words.format(what=each.text, n=urgent, watch=WATCH_DAYS))


def why_fund(fit: FundFit, isee_cents: int | None, ise_cents: int | None = None) -> Iterator[Why]:
    """Its conditions; who comes first."""
    limit = _("ISEE fino a {most}").format(most=money(fit.fund.isee_most_cents))
    if fit.fund.isee_least_cents:
        span = _("ISEE da {least} a {most}")
        limit = span.format(least=money(fit.fund.isee_least_cents), most=money(fit.fund.isee_most_cents))
    if fit.fund.ise_most is not None:
        limit = _("{isee} o ISE fino a {sum}").format(isee=limit, sum=money(fit.fund.ise_most * 100))
    told = " · ".join(
        [*([money(isee_cents)] if isee_cents is not None else []), *([f"ISE {money(ise_cents)}"] if ise_cents else [])]
    )
    yield Why(f"{limit}: {told}" if told else limit, "yes" if not {"isee", "ise"} & set(fit.ask) else "open")
    words = _conditions()
    for need in fit.fund.needs:
        yield Why(words[need], "open" if need in fit.ask else "yes")
    for more in (fit.fund.owner, fit.fund.prefers):
        if more:
            yield Why(_(more))


def _conditions() -> Mapping[Need, str]:
    return {
        "arrears": _("Affitto non pagato"),
        "blameless": _("Causa senza colpa della famiglia"),
        "eviction": _("Sfratto almeno alla citazione"),
        "registered": _("Contratto registrato"),
        "one_year": _("Nella casa da almeno un anno"),
        "one_year_turin": _("A Torino da almeno un anno"),
        "income": _("Un’entrata ogni mese"),
        "half_isee": _("Affitto di un anno oltre metà dell’ISEE"),
    }


def why_esf() -> Iterator[Why]:
    """What a record needs to count."""
    yield Why(_("Per ogni adulto: sesso, data di nascita, lavoro, titolo di studio, legame in famiglia."))
    yield Why(_("Chi ha un dato in meno conta solo nel totale (Reg. UE 1304/2013)."))
