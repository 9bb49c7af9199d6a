"""When somebody receives and when not: the list in words, one line more, one line less. No Qt."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from desk.db.changes import Changes
from desk.domain.availability import EVERYBODY, LAST_OF_MONTH, WHOLE_DAY, Kind, Rule
from desk.errors import DeskError
from desk.i18n import _, n_
from desk.office.appointments.agenda import Entry
from desk.office.appointments.availability import (
    Line,
    add_availability,
    check_rule,
    drop_availability,
    is_beyond_office,
    read_availability,
)
from desk.office.appointments.calendar_import import staff_ids
from desk.office.appointments.left_outside import left_outside
from desk.office.day_words import every_words, hour, not_a_day, numbers, short_day, weekday
from desk.office.session import Session
from desk.ui.presenters.context import ScreenContext

LEFT_SHOWN = 8
"""So many are named one by one; the rest as a number."""
_CLOCK = re.compile(r"\s*(\d{1,2})(?:[:.](\d{2}))?\s*")
A_MONDAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Form:
    """What was filled in; hours as typed; `pattern`: "1", "2" … weeks, or "n1" … "n4", "n-1" of the month."""

    kind: str = "away"
    first: date | None = None
    last: date | None = None
    why: str = ""
    weekdays: tuple[int, ...] = ()
    start: str = ""
    end: str = ""
    pattern: str = "1"
    unread: str = ""
    """A day as it was typed that is none."""


class AvailabilityPresenter:
    """`refresh` is called when something to show has changed."""

    def __init__(self, context: ScreenContext, refresh: Callable[[], None]) -> None:
        self._context, self._refresh = context, refresh
        self.who = EVERYBODY
        self.lines: tuple[Line, ...] = ()
        self.staff: frozenset[str] = frozenset()
        """Who may have a calendar of their own: people, not rooms."""
        self.fault = ""
        self.left: tuple[Entry, ...] = ()
        """What would have to move, of the form that waits for a second word; empty where none waits."""
        self._asked: Form | None = None

    @property
    def today(self) -> date:
        return self._context.session.today()

    def show(self, who: str) -> None:
        self.who, self.fault = who, ""
        self._forget()
        self.read()

    def _forget(self) -> None:
        self.left, self._asked = (), None

    def read(self) -> None:
        session, who = self._context.session, self.who

        def look() -> tuple[tuple[Line, ...], frozenset[str]]:
            return read_availability(session, who), staff_ids(session)

        self._context.run.run(look, self._have)

    def _have(self, found: tuple[tuple[Line, ...], frozenset[str]]) -> None:
        self.lines, self.staff = found
        self._refresh()

    def save(self, form: Form, saved: Callable[[], None]) -> None:
        """`saved` when it was written; else `fault` says what to change, or `left` what would have to move: the same
        form once more is the word to write it."""
        rule = self._rule(form)
        if rule is None:
            self._forget()
            self._refresh()
            return
        if form == self._asked:
            self._write(rule, saved)
            return
        session = self._context.session

        def have(left: tuple[Entry, ...]) -> None:
            self.fault = ""
            self.left, self._asked = left, form
            if left:
                self._refresh()
            else:
                self._write(rule, saved)

        self._context.run.run(lambda: self._left_by(session, rule), have, self._refused)

    @staticmethod
    def _left_by(session: Session, rule: Rule) -> tuple[Entry, ...]:
        check_rule(session, rule)
        return left_outside(session, (rule,))

    def left_words(self) -> tuple[str, list[str]]:
        """«3 appuntamenti sarebbero da spostare», and each of them."""
        return self._count(len(self.left)), left_lines(self.left, self.today)

    def _count(self, n: int) -> str:
        return n_(
            "{n} appuntamento già preso resta fuori: sarà da spostare.",
            "{n} appuntamenti già presi restano fuori: saranno da spostare.",
            n,
        ).format(n=n)

    def _write(self, rule: Rule, saved: Callable[[], None]) -> None:
        session, moved = self._context.session, len(self.left)

        def done(written: tuple[Changes, bool]) -> None:
            changes, beyond = written
            self.fault = ""
            self._forget()
            saved()
            words = rule_words(rule, self.today)
            if beyond:
                words += ". " + _("Ma l'ufficio a quell'ora è chiuso: segna «In più» anche per tutto l'ufficio.")
            if moved:
                words += ". " + moved_words(moved)
            self._context.messages.notify(words, "warning" if beyond else "success", lambda: self._undo(changes.batch))
            self.read()

        self._context.run.run(
            lambda: (add_availability(session, rule), is_beyond_office(session, rule)), done, self._refused
        )

    def replan(self, line: Line) -> None:
        """To the page that moves what this absence touches."""
        rule = line.rule
        self._context.navigate.open(
            "absence",
            who=rule.who,
            first=rule.first.isoformat(),
            last=(rule.last or rule.first).isoformat(),
            start=str(rule.start),
            end=str(rule.end),
            why=rule.why,
        )

    def drop(self, line: Line) -> None:
        session = self._context.session
        self._forget()

        def work() -> tuple[Changes, int]:
            left = left_outside(session, dropped=frozenset({line.id}))
            return drop_availability(session, line.id), len(left)

        def done(did: tuple[Changes, int]) -> None:
            changes, left = did
            words = _("Tolto: {what}").format(what=rule_words(line.rule, self.today))
            if left:
                words += ". " + moved_words(left)
            self._context.messages.notify(words, "success", lambda: self._undo(changes.batch))
            self.read()

        self._context.run.run(work, done, self._refused)

    def _undo(self, batch: str | None) -> None:
        session: Session = self._context.session
        if batch:
            self._context.run.run(lambda: session.store.undo(batch, session.staff), lambda _changes: self.read())

    def _refused(self, error: DeskError) -> None:
        self.fault = str(error)
        self._forget()
        self._refresh()

    def _rule(self, form: Form) -> Rule | None:
        if form.unread:
            self.fault = not_a_day(form.unread)
            return None
        hours = (minutes_of(form.start), minutes_of(form.end))
        if (form.start.strip() or form.end.strip()) and None in hours:
            self.fault = _("Scrivi le ore così: 8:30.")
            return None
        if form.kind == Kind.RECEIVES and (None in hours or not form.weekdays):
            self.fault = _("Scegli i giorni e scrivi da che ora a che ora riceve.")
            return None
        if form.kind == Kind.EXTRA and None in hours:
            self.fault = _("Scrivi da che ora a che ora riceve in più.")
            return None
        first = form.first or self.today
        start, end = hours
        nth = int(form.pattern[1:]) if form.pattern.startswith("n") else None
        receives = form.kind == Kind.RECEIVES
        if form.pattern != "1" and not form.weekdays:
            self.fault = _("Scegli anche i giorni della settimana.")
            return None
        return Rule(
            Kind(form.kind),
            self.who,
            first,
            form.last if receives or form.weekdays else form.last or first,
            form.weekdays,
            WHOLE_DAY[0] if start is None else start,
            WHOLE_DAY[1] if end is None else end,
            1 if nth is not None else int(form.pattern),
            nth,
            form.why.strip(),
        )


def left_lines(left: tuple[Entry, ...], today: date) -> list[str]:
    """«gio 3/12, 9:00 · Dinu», and how many more."""
    lines = []
    for each in left[:LEFT_SHOWN]:
        day = short_day(each.day) + (f"/{each.day.year}" if each.day.year != today.year else "")
        lines.append(f"{day}, {hour(each.held.start)} · {each.family}")
    more = len(left) - LEFT_SHOWN
    if more > 0:
        lines.append(n_("e {n} altro", "e altri {n}", more).format(n=more))
    return lines


def moved_words(n: int) -> str:
    """After it was written."""
    return n_(
        "{n} appuntamento da spostare: è segnato in agenda.", "{n} appuntamenti da spostare: sono segnati in agenda.", n
    ).format(n=n)


def minutes_of(text: str) -> int | None:
    """«8:30», «8.30», «8»; None where it is no hour."""
    found = _CLOCK.fullmatch(text)
    if found is None:
        return None
    hours, minutes = int(found[1]), int(found[2] or 0)
    return hours * 60 + minutes if hours * 60 + minutes <= WHOLE_DAY[1] and minutes < 60 else None


def rule_words(rule: Rule, today: date) -> str:
    """«Riceve lun, gio 8:30 – 12:30, ogni 2 settimane, dal 23/11»; «Assente 1/12 – 5/12, ferie»."""
    hours = f"{_clock(rule.start)} – {_clock(rule.end)}" if (rule.start, rule.end) != WHOLE_DAY else ""
    first, last = numbers(rule.first, today), numbers(rule.last, today) if rule.last else ""
    often = ""
    if rule.nth is not None:
        often = _("l'ultima volta del mese") if rule.nth == LAST_OF_MONTH else nth_words(rule.nth)
    elif rule.every > 1:
        often = every_words(rule.every)
    if rule.kind is Kind.AWAY:
        said = _("Chiuso") if rule.who == EVERYBODY else _("Assente")
        if rule.weekdays:
            said += " " + ", ".join(weekday(A_MONDAY + timedelta(days=each)) for each in rule.weekdays)
        days = _days(first, last)
        return ", ".join(filter(None, (f"{said} {days}", hours, often, rule.why)))
    if rule.kind is Kind.EXTRA and not rule.weekdays:
        return ", ".join(filter(None, (_("Riceve anche") + f" {_days(first, last)} {hours}".rstrip(), rule.why)))
    days = ", ".join(weekday(A_MONDAY + timedelta(days=each)) for each in rule.weekdays)
    until = _("fino al {day}").format(day=last) if last else ""
    said = _("Riceve anche") if rule.kind is Kind.EXTRA else _("Riceve")
    since = _("dal {day}").format(day=first) if rule.first > today or rule.every > 1 else ""
    return ", ".join(filter(None, (f"{said} {days} {hours}".strip(), often, since, until, rule.why)))


def _days(first: str, last: str) -> str:
    """«1/12», «1/12 – 5/12», «dal 1/12»."""
    return first if first == last else f"{first} – {last}" if last else _("dal {day}").format(day=first)


def weeks_words() -> list[tuple[str, str]]:
    """How often, to choose from."""
    return [(str(n), every_words(n)) for n in (1, 2, 3, 4)]


def nth_words(nth: int) -> str:
    return _("la {n}ª volta del mese").format(n=nth)


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}"
