"""The words of a family's page: tags, alerts, stages, road. No Qt."""

from dataclasses import dataclass
from datetime import date

from desk.domain.deadlines import Deadline, DeadlineKind, Severity
from desk.domain.journey import Place, StageState
from desk.domain.languages import language_name
from desk.i18n import _, money, n_
from desk.office.day_words import age_words, days_left, hour, month_name, numbers, short_month, weekday
from desk.office.household.family import Relative
from desk.office.household.history_words import role_of
from desk.office.household.page import HouseholdPage, burning
from desk.office.road.household_road import RoadSketch

KINDS = {Severity.DANGER: "danger", Severity.WARNING: "warning", Severity.INFORMATION: "info"}
DEADLINE_ICONS = {
    DeadlineKind.HEARING: "scale",
    DeadlineKind.ACCESS: "door",
    DeadlineKind.RELEASE: "home",
    DeadlineKind.SIGN: "clock",
    DeadlineKind.PERMIT: "card",
    DeadlineKind.ISEE: "document",
    DeadlineKind.PAPER: "document",
}
MOST_ALERTS = 3


@dataclass(frozen=True)
class AlertWords:
    """One alert, ready to show."""

    fact: str
    second: str
    kind: str
    icon: str


@dataclass(frozen=True)
class RoadWords:
    """The small chart: euros a month for each month, and its words. `flag` places are months from the first."""

    sentence: str
    steps: tuple[float, ...]
    sought: float
    steps_words: str
    sought_words: str
    months: tuple[tuple[int, str], ...]
    possible: tuple[int, str] | None
    release: tuple[int, str] | None
    note: str


def language_words(page: HouseholdPage) -> str:
    """«arabo · italiano A1»."""
    words = _(language_name(page.language))
    if page.language != "it" and page.italian_level:
        words += " · " + _("italiano {level}").format(level=page.italian_level)
    return words


def address_words(page: HouseholdPage) -> str:
    """«Via Cigna 118, Barriera di Milano»."""
    here = page.address
    return ", ".join(part for part in (here.street, here.district or here.town) if part) if here else ""


def care_words(page: HouseholdPage) -> str:
    """«In carico a Giulia Ferrero · letta oggi da 2 persone»."""
    care = _("In carico a {name}").format(name=page.caseworker) if page.caseworker else _("Senza operatore")
    if not page.viewers:
        return care
    read = n_("letta oggi da {n} persona", "letta oggi da {n} persone", page.viewers).format(n=page.viewers)
    return f"{care} · {read}"


def member_name(member: Relative, page: HouseholdPage) -> str:
    """Adults with the surname, children by the name that the family calls."""
    return member.name if member.is_adult(page.today) else member.given


def member_words(member: Relative, page: HouseholdPage) -> str:
    """«36 anni · moglie»."""
    parts = (age_words(member.born, page.today), role_of(member.role, member.sex))
    return " · ".join(part for part in parts if part)


def face_kind(name: str, page: HouseholdPage) -> str:
    """The tint of a face: the head of the family, its other adults, its children, everybody else."""
    for place, member in enumerate(page.members):
        if member.name == name:
            return "interpreter" if not member.is_adult(page.today) else "success" if place else "info"
    return "neutral"


def alerts(page: HouseholdPage) -> tuple[AlertWords, ...]:
    """Three at most: what burns, then what may help, then what is far."""
    near = [_deadline_words(each, page) for each in burning(page)]
    help_ = [_fund_words(page)] if page.fund else []
    far = [_deadline_words(each, page) for each in page.deadlines if each.severity is Severity.INFORMATION]
    room = MOST_ALERTS - len(help_)
    return (*near[:room], *help_, *near[room:], *far)[:MOST_ALERTS]


def _deadline_words(deadline: Deadline, page: HouseholdPage) -> AlertWords:
    day = numbers(deadline.date, page.today)
    second = days_left(deadline.date, page.today)
    fact = _("{what}: {day}").format(what=deadline.text, day=day)
    if deadline.kind is DeadlineKind.HEARING:
        fact = _("Udienza {weekday} {day}").format(weekday=weekday(deadline.date), day=day)
    elif deadline.kind is DeadlineKind.SIGN and page.sign_clock:
        fact = _("SIA: firma del progetto entro il {day}").format(day=day)
        clock = page.sign_clock
        second = _("{passed} giorni passati su {all} · ").format(passed=clock.passed, all=clock.passed + clock.left)
        if clock.left >= 0:
            second += n_("ne resta {n}", "ne restano {n}", clock.left).format(n=clock.left)
        else:
            second += days_left(deadline.date, page.today)
    elif deadline.kind in (DeadlineKind.PERMIT, DeadlineKind.ISEE, DeadlineKind.PAPER):
        fact = _("{what}: scade il {day}").format(what=deadline.text, day=day)
        second = _("da rinnovare · {left}").format(left=second)
    if deadline.hour:
        fact = _("{fact}, ore {hour}").format(fact=fact, hour=deadline.hour)
    return AlertWords(fact, second, KINDS[deadline.severity], DEADLINE_ICONS[deadline.kind])


def _fund_words(page: HouseholdPage) -> AlertWords:
    missing = len(page.missing)
    second = n_("Manca {n} documento per la domanda", "Mancano {n} documenti per la domanda", missing).format(n=missing)
    if not missing:
        second = _("I documenti ci sono: prepara la domanda")
    return AlertWords(_("Può chiedere il fondo FIMI"), second, "info", "info")


def stage_words(stage: StageState, page: HouseholdPage) -> str:
    """The line under a stage: its day, or what is due."""
    if stage.on:
        day = numbers(stage.on, page.today)
        return f"{_(stage.words)} {day}" if stage.words else day
    if stage.stage.id == "lease" and page.road and page.road.road.lease_month and stage.place is not Place.DONE:
        return _("previsto {month}").format(month=_month(page.road.road.lease_month))
    return _(stage.stage.lasts) if stage.stage.lasts else ""


def journey_in_short(page: HouseholdPage) -> str:
    """«Adesso: Piano (4 di 8), da firmare entro 18/12»: where the strip has no room."""
    now = page.journey.now
    if now is None:
        return _("Il percorso è finito.")
    words = _("Adesso: {stage} ({n} di {all})").format(
        stage=_(now.stage.title), n=now.number, all=len(page.journey.stages)
    )
    due = stage_words(now, page)
    return f"{words}, {due}" if due else words


def road_words(page: HouseholdPage) -> RoadWords | None:
    """None while there is no income to draw from."""
    if page.road is None:
        return None
    road = page.road.road
    months = road.months
    last = months[-1]
    first = months[0].first

    def place(day: date) -> int:
        return (day.year - first.year) * 12 + day.month - first.month

    lease = road.lease_month
    leave = road.leave_by
    return RoadWords(
        sentence=_road_sentence(page.road),
        steps=tuple(month.affordable_cents / 100 for month in months),
        sought=road.sought_cents / 100,
        steps_words=_("può pagare {rent}").format(rent=money(last.affordable_cents // 100 * 100)),
        sought_words=_("affitto cercato {rent}").format(rent=money(road.sought_cents)),
        months=tuple((n, short_month(months[n].first)) for n in (0, len(months) // 2, len(months) - 1)),
        possible=(place(lease), _("contratto possibile: {month}").format(month=_month(lease))) if lease else None,
        release=(place(leave), _("rilascio {day}").format(day=numbers(leave, leave)))
        if leave and 0 <= place(leave) < len(months)
        else None,
        note=page.road.note,
    )


def _road_sentence(sketch: RoadSketch) -> str:
    """What rent can be paid, from when and with how many hours; how much is missing where no lease is in sight."""
    road = sketch.road
    best = road.lease_step or road.months[0]
    rent = money(best.affordable_cents // 100 * 100)
    hours = next((each for each in sketch.hours if each.start == best.first), None)
    if hours:
        sentence = n_(
            "Con {hours} ora da {month} può pagare {rent} al mese.",
            "Con {hours} ore da {month} può pagare {rent} al mese.",
            hours.week,
        )
        return sentence.format(hours=hours.week, month=month_name(best.first), rent=rent)
    if best is not road.months[0]:
        return _("Da {month} può pagare {rent} al mese.").format(month=_month(best.first), rent=rent)
    sentence = _("Oggi può pagare {rent} al mese.").format(rent=rent)
    if road.lease_month is None:
        sentence += " " + _("Mancano {gap} di reddito al mese.").format(gap=money(road.gap_cents // 100 * 100))
    return sentence


def _month(day: date) -> str:
    return f"{month_name(day)} {day.year}"


def event_day(day: date, today: date) -> str:
    """«oggi», «20/11», with the year when it is another one."""
    return _("oggi") if day == today else numbers(day, today)


def next_words(page: HouseholdPage) -> tuple[str, str, str]:
    """Three lines of the next appointment."""
    booked = page.next
    if booked is None:
        return "", "", ""
    first = f"{hour(booked.start)} – {hour(booked.end)} · {booked.service}".rstrip(" ·")
    second = ", ".join(part for part in (booked.caseworker, booked.room) if part)
    third = ""
    if booked.interpreter:
        language = _(language_name(booked.language)) if booked.language else ""
        third = _("Interprete {language}: {name}").format(language=language, name=booked.interpreter).replace("  ", " ")
    return first, second, third


def lowered(text: str) -> str:
    """Inside a sentence: «lavoro trovato»."""
    return f"{text[0].lower()}{text[1:]}"
