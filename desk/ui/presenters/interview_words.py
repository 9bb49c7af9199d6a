"""What the interview's page says of each answer, of the people at the table and of the days ahead. No Qt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from desk.domain.interview import Answer, Member, Status
from desk.domain.sia import Part
from desk.i18n import _, current, n_
from desk.office.household.family import Family
from desk.office.interview.first_values import APPLICATION, RECORD
from desk.office.interview.interview import InterviewView
from desk.paper.words import and_list


@dataclass(frozen=True)
class AnswerWords:
    """`state`: a key of the answer states; `words`: the same said ever shorter, the first that fits is shown."""

    state: str
    words: tuple[str, ...] = ("",)


EMPTY: Final = AnswerWords("empty")
RESERVED: Final = AnswerWords("unknown", ("",))
"""Told in confidence to fewer people than sit here."""


def answer_words(answer: Answer | None, family: Family, today: date) -> AnswerWords:
    """How the office came to an answer."""
    if answer is None:
        return EMPTY
    who = family.member(answer.said_by)
    name = who.given if who else ""
    words = {
        Status.SAID: lambda: AnswerWords("confirmed", _said(answer.on, name, today)),
        Status.READ: lambda: AnswerWords("read", _read(answer.said_by if not who else "")),
        Status.APPROXIMATE: lambda: AnswerWords("approximate", (_("circa"),)),
        Status.UNKNOWN: lambda: AnswerWords("unknown", (_("non lo sa"),)),
        Status.DECLINED: lambda: AnswerWords("unknown", (_("preferisce non dire"), _("non dice"))),
        Status.ASK_AGAIN: lambda: AnswerWords("to_ask", (_("da chiedere"),)),
        Status.TO_CONFIRM: lambda: AnswerWords("to_confirm", _carried(answer)),
    }
    return words[answer.status]()


def with_before(words: AnswerWords, before: str) -> AnswerWords:
    """«prima: 450 €» where an earlier interview had another answer."""
    if not before:
        return words
    said = _("prima: {value}").format(value=before)
    return AnswerWords(words.state, (f"{words.words[0]} · {said}", said, *words.words[1:]))


def _said(on: date | None, name: str, today: date) -> tuple[str, ...]:
    if on is None or on == today:
        return (
            (_("detto oggi da {name}").format(name=name), _("detto oggi"), _("oggi"))
            if name
            else (_("detto oggi"), _("oggi"))
        )
    day = short_day(on)
    return (
        (_("detto il {day} da {name}").format(day=day, name=name), day)
        if name
        else (_("detto il {day}").format(day=day), day)
    )


def _read(paper: str) -> tuple[str, ...]:
    if paper:
        return _("letto su {paper}").format(paper=paper), _("letto")
    return _("letto su un documento"), _("letto")


def _carried(answer: Answer) -> tuple[str, ...]:
    day = short_day(answer.on) if answer.on else ""
    if answer.said_by == APPLICATION:
        long = (
            _("dalla domanda del {day} · da confermare").format(day=day) if day else _("dalla domanda · da confermare")
        )
        return long, _("dalla domanda"), _("da confermare")
    if answer.said_by == RECORD or not day:
        return _("dalla scheda · da confermare"), _("dalla scheda"), _("da confermare")
    return _("dal {day} · da confermare").format(day=day), _("dal {day}").format(day=day)


def short_day(day: date) -> str:
    return f"{day:%d/%m}"


def names(people: Sequence[str]) -> str:
    """«Youssef», «Youssef e Khadija», «Youssef, Khadija e Amina»."""
    return and_list(current(), people)


def who_is_here(view: InterviewView) -> str:
    """«Colloquio con Youssef e Khadija · interprete Nadia Haddad · stanza 2»."""
    here = [member.given for each in view.present if (member := view.family.member(each))]
    parts = [_("Colloquio con {names}").format(names=names(here)) if here else _("Colloquio")]
    if view.interpreter:
        parts.append(_("interprete {name}").format(name=view.interpreter))
    if view.room:
        parts.append(view.room[:1].lower() + view.room[1:])
    return "\u00a0· ".join(parts)  # no line begins with the dot


def was_closed(view: InterviewView) -> str:
    """«Colloquio del 12/09/2026, chiuso: si legge con le domande e le risposte di allora.»"""
    day = f"{view.started_at:%d/%m/%Y}"
    return _("Colloquio del {day}, chiuso: si legge con le domande e le risposte di allora.").format(day=day)


def since_when(started: datetime, now: datetime, *, minutes: bool = True) -> str:
    """«iniziato 10:02 · 30 min», without the minutes «iniziato 10:02»; an interview of another day says its day."""
    if started.date() != now.date():
        return _("iniziato il {day}").format(day=short_day(started.date()))
    if not minutes:
        return _("iniziato {time}").format(time=f"{started:%H:%M}")
    passed = max(0, int((now - started).total_seconds() // 60))
    return _("iniziato {time} · {minutes} min").format(time=f"{started:%H:%M}", minutes=passed)


def age_words(member: Member) -> str:
    """«41 anni»; «5 mesi» before the second birthday; empty where nobody knows."""
    if member.months is not None:
        return n_("{n} mese", "{n} mesi", member.months).format(n=member.months)
    return "" if member.age is None else n_("{n} anno", "{n} anni", member.age).format(n=member.age)


def part_words(part: Part) -> str:
    """«Famiglia: 3 minori, un bambino sotto i 3 anni»."""
    titles = {"family": _("Famiglia"), "economic": _("Economia"), "work": _("Lavoro")}
    return f"{titles[part.name]}: {part.why}"


def ethos_words(kind: str) -> str:
    return {
        "roofless": _("senza tetto"),
        "houseless": _("senza casa"),
        "insecure": _("casa insicura"),
        "inadequate": _("casa inadeguata"),
    }[kind]
