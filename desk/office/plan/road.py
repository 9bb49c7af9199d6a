"""The road to rent as the plan prints it: at most three steps, the day of leaving, three sentences."""

from datetime import date

from desk.domain.road import Month, Road
from desk.i18n import translated
from desk.office.day_words import with_ad
from desk.office.road.household_road import RoadSketch
from desk.paper import model
from desk.paper.model import Bilingual
from desk.paper.words import day_near, money, month_near

NOW = "Oggi potete pagare {amount} al mese."
STEP = "Da {month} potete pagare {amount} al mese."
SAVED = "A {month} avete da parte {amount}."
IN_TIME = "Firmate prima del {date}. È solo una stima."
SIGN = "Potete firmare a {month}. È solo una stima."
LATE = "Il {date} viene prima. Cerchiamo un aiuto. È solo una stima."
NOT_YET = "Oggi l’affitto costa troppo. Ci lavoriamo insieme. È solo una stima."
FUND = "Un fondo può pagare la cauzione."
NEEDED = "Per la cauzione servono {amount}."
FALLS = "Potete firmare a {month}. Ma poi l’affitto costa troppo. È solo una stima."
NO_DEPOSIT = "Manca ancora la cauzione. Ci lavoriamo insieme. È solo una stima."
NOT_STEADY = "L’affitto va bene solo per pochi mesi. Ci lavoriamo insieme. È solo una stima."
NOTHING = "Oggi non resta niente per l’affitto."
PASSED = "Il {date} è passato. Cerchiamo un aiuto. È solo una stima."
TEXTS = (
    NOW, STEP, SAVED, IN_TIME, SIGN, LATE, NOT_YET, FUND, NEEDED, FALLS, NO_DEPOSIT, NOT_STEADY, NOTHING, PASSED,
)  # fmt: skip


def printed_road(sketch: RoadSketch) -> model.Road:
    """Today, the last rise before the lease, and the month of the lease."""
    road = sketch.road
    first, *later = road.steps
    chosen = [first]
    before = [step for step in later if road.lease_month is None or step.first < road.lease_month]
    if before:
        chosen.append(before[-1])
    steps = [
        model.RoadStep(
            whole_euros(step.affordable_cents),
            month=None if step is first else step.first,
            hours=hours_of(sketch, step.first),
            saving_cents=step.saved_cents or None,
        )
        for step in chosen
    ]
    if road.lease_month:
        lease = month_of(road, road.lease_month)
        steps.append(
            model.RoadStep(
                whole_euros(lease.affordable_cents), lease.first, saving_cents=lease.saved_cents, contract=True
            )
        )
    return model.Road(tuple(steps), road.sought_cents, road.leave_by)


def hours_of(sketch: RoadSketch, first: date) -> int | None:
    """The hours of work a week in that month, where somebody told them."""
    begun = [each.week for each in sketch.hours if each.start is None or each.start <= first]
    return begun[-1] if begun else None


def road_sentences(sketch: RoadSketch, language: str) -> tuple[Bilingual, ...]:
    """What can be paid, what is saved, and whether it comes in time."""
    return _pays(sketch, language), _saved(sketch, language), _end(sketch, language)


def _pays(sketch: RoadSketch, language: str) -> Bilingual:
    """The rent of the lease; where none is in sight, the best that comes."""
    road = sketch.road
    steps = printed_road(sketch).steps
    rent = steps[-1].rent_cents if road.lease_month else max(step.rent_cents for step in steps)
    since = next(step for step in steps if step.rent_cents == rent)
    if not rent:
        return filled(NOTHING, language)
    amount = money(language, rent)
    if since.month is None:
        return filled(NOW, language, amount=amount)
    month = month_near(language, since.month, road.months[0].first)
    return filled(STEP, language, month=month, amount=amount)


def _saved(sketch: RoadSketch, language: str) -> Bilingual:
    road, last = sketch.road, printed_road(sketch).steps[-1]
    if not road.needed_saving_cents:
        return filled(FUND, language)
    if not last.saving_cents or last.month is None:
        return filled(NEEDED, language, amount=money(language, road.needed_saving_cents))
    month = month_near(language, last.month, road.months[0].first)
    return filled(SAVED, language, month=month, amount=money(language, last.saving_cents))


def _end(sketch: RoadSketch, language: str) -> Bilingual:
    road = sketch.road
    today = sketch.told.start if sketch.told is not None else road.months[0].first
    if road.leave_by is not None and road.leave_by < today:
        leave = day_near(road.leave_by, road.months[0].first)
        return filled(PASSED, language, date=Bilingual(leave, leave))
    if road.lease_month is None:
        return filled(_why_not(road), language)
    month = month_near(language, road.lease_month, road.months[0].first)
    if road.falls_from is not None and road.in_time is not False:
        return filled(FALLS, language, month=month)
    if road.leave_by is None:
        return filled(SIGN, language, month=month)
    leave = day_near(road.leave_by, road.months[0].first)
    leave_by = Bilingual(leave, leave)
    return filled(IN_TIME if road.in_time else LATE, language, date=leave_by)


def _why_not(road: Road) -> str:
    """The rent is too high, too high again soon, or the deposit alone is missing."""
    within = [month.affordable_cents >= road.sought_cents for month in road.months]
    if not any(within):
        return NOT_YET
    return NO_DEPOSIT if within[-1] or all(within) else NOT_STEADY


def filled(text: str, language: str, **facts: Bilingual) -> Bilingual:
    """A fixed sentence with facts that differ by language."""
    found = translated(language, text)
    return Bilingual(
        with_ad(text.format(**{name: fact.italian for name, fact in facts.items()})),
        found.format(**{name: fact.translated for name, fact in facts.items()}) if found else None,
    )


def month_of(road: Road, first: date) -> Month:
    """The month that begins on a day."""
    return next(each for each in road.months if each.first == first)


def whole_euros(cents: int) -> int:
    """Rounded down: an estimate that shows cents would promise more than it knows."""
    return cents - cents % 100
