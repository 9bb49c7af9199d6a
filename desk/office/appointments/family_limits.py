"""When a family cannot come, as it said itself: school, shifts, not on Fridays. The search for a time keeps to it."""

from collections.abc import Sequence
from datetime import date

from desk.db.changes import Changes
from desk.domain.availability import WHOLE_DAY, Kind, Rule
from desk.domain.roles import May
from desk.errors import BadInput, NotFound
from desk.i18n import _
from desk.office.appointments.availability import Line, lines_of, write_rule
from desk.office.day_words import every_words, weekday
from desk.office.session import Session

A_MONDAY = date(2026, 11, 23)


def read_limits(session: Session, household: str) -> tuple[Line, ...]:
    """What stands, the oldest first."""
    session.require(May.BOOK)
    with session.store.read() as connection:
        return lines_of(connection, household, session.today())


def add_limit(
    session: Session,
    household: str,
    *,
    weekdays: tuple[int, ...] = (),
    start: int = WHOLE_DAY[0],
    end: int = WHOLE_DAY[1],
    every: int = 1,
    first: date | None = None,
    last: date | None = None,
    why: str = "",
) -> Changes:
    """Minutes since midnight; without weekdays every day, without hours the whole day. Raises BadInput where nothing
    of the week would be left."""
    session.require(May.BOOK)
    whole_week = not weekdays or set(weekdays) >= set(range(5))
    if whole_week and (start, end) == WHOLE_DAY and last is None:
        raise BadInput(_("Così la famiglia non potrebbe venire mai: scegli i giorni o le ore."))
    rule = Rule(Kind.AWAY, household, first or session.today(), last, weekdays, start, end, every, None, why.strip())
    return write_rule(session, rule, household)


def drop_limit(session: Session, household: str, line: str) -> Changes:
    """It no longer counts; it stays in the family's history."""
    session.require(May.BOOK)
    with session.store.write(session.staff) as unit:
        row = unit.get("availability", line)
        if row is None or row["household"] != household:
            raise NotFound(_("Questo limite non c'è più. Aggiorna la pagina e riprova."))
        unit.change("availability", line, removed=session.moment())
    return unit.changes


def limit_words(rule: Rule) -> str:
    """«Non il venerdì»; «non lun, mer 15:30 – 17:00 (scuola)»."""
    whole_day = (rule.start, rule.end) == WHOLE_DAY
    names = [weekday(date.fromordinal(A_MONDAY.toordinal() + day)) for day in rule.weekdays]
    if rule.weekdays and len(rule.weekdays) < 5:
        days = ", ".join(names)
    else:
        days = _("tutti i giorni") if not whole_day else ""
    hours = "" if whole_day else f"{_clock(rule.start)} – {_clock(rule.end)}"
    said = " ".join(filter(None, (days, hours)))
    text = _("Non {when}").format(when=said) if said else _("Non può")
    if rule.every > 1:
        text += ", " + every_words(rule.every)
        text += " " + _("dal {day}").format(day=f"{rule.first.day}/{rule.first.month}")
    if rule.last is not None:
        text += " " + _("fino al {day}").format(day=f"{rule.last.day}/{rule.last.month}")
    return f"{text} ({rule.why})" if rule.why else text


def several_limits(rules: Sequence[Rule]) -> str:
    """«Non lun; non mar 13:00 – 14:30 (scuola)»."""
    first, *more = [limit_words(each) for each in rules] or [""]
    return "; ".join([first, *(each[0].lower() + each[1:] for each in more)])


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}"
