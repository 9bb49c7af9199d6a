"""The family whose story every picture tells: its answers, papers, contacts, plan and next visit."""

from datetime import date, datetime, timedelta
from typing import Any

import msgspec

from desk.db.unit import Unit
from desk.domain.visit import State
from desk.office.appointments.diaries import SCHEDULED, utc_text
from desk.office.demo.answer import write_answer
from desk.office.demo.card import demo_card, no_pdf
from desk.office.demo.el_amrani_told import write_told_today
from desk.office.demo.office import Office
from desk.office.demo.people import Written
from desk.office.demo.plan import write_plan
from desk.office.household.attachment_file import look_at
from desk.office.household.attachments import put_copy
from desk.office.interview.questionnaire import remember
from desk.office.session import ZONE, Session

STORY = date(2026, 11, 24)
"""The day on which the dates of the story are told."""
NOTE = "«Il padrone di casa aspetta, se vede un primo acconto. Posso dare 100 € al mese.»"


def write_el_amrani(
    session: Session, unit: Unit, office: Office, family: Written, *, visit: str, entered: datetime
) -> None:
    """Everything besides the people, the address and today's visit. The dates move with the day of the demo."""
    story = _Story(session, unit, office, family)
    story.enrolment()
    story.earlier_visits()
    story.papers()
    story.ledger()
    earlier, interview = story.interviews(visit, entered)
    story.answers(earlier, interview)
    write_told_today(unit, story.home, story.who, on=story.today, interview=interview)
    story.next_visit()
    write_plan(unit, office, family, story.day)


class _Story:
    def __init__(self, session: Session, unit: Unit, office: Office, family: Written) -> None:
        self.unit, self.office, self.family = unit, office, family
        self.today = session.today()
        self.home, self.who = family.household, family.people

    def day(self, year: int, month: int, day: int) -> date:
        """A day of the story, as far from today as it is from the story's own day."""
        return self.today + (date(year, month, day) - STORY)

    def _at(self, on: date, hour: int, minute: int = 0) -> str:
        return utc_text(datetime(on.year, on.month, on.day, hour, minute, tzinfo=ZONE))

    def enrolment(self) -> None:
        found = self.unit.connection.exec_driver_sql(
            "SELECT id FROM enrolment WHERE household = ?", (self.home,)
        ).fetchone()
        self.unit.put(
            "enrolment",
            found[0] if found else None,
            household=self.home,
            applied_on=self.day(2026, 8, 19).isoformat(),
            isee_cents=180_000,
            bimonthly_cents=80_000,
            first_credit_on=self.day(2026, 10, 19).isoformat(),
            dsu="INPS-ISEE-2026-00412217F-00",
        )

    def earlier_visits(self) -> None:
        for on, service, agreed in (
            (self.day(2026, 9, 12), "first_interview", "Porta il contratto di affitto."),
            (self.day(2026, 10, 6), "interview", "Porta le buste paga.\nTorna a novembre con la carta del giudice."),
        ):
            self.unit.put(
                "visit",
                household=self.home,
                service=service,
                day=on.isoformat(),
                ticket="A04",
                state=State.DONE.value,
                arrived_at=self._at(on, 9, 50),
                called_at=self._at(on, 10),
                entered_at=self._at(on, 10, 2),
                left_at=self._at(on, 10, 55),
                calls=1,
                room=self.office.rooms[2],
                caseworker=self.office.staff["gferrero"],
                agreed=agreed,
                outcome="done",
            )

    def papers(self) -> None:
        youssef, khadija = self.who["Youssef"], self.who["Khadija"]
        for person, value in ((youssef, "I10217041"), (khadija, "I10217036")):
            self.unit.put(
                "identifier",
                person=person,
                kind="residence_permit",
                value=value,
                canonical=value,
                expires=self.day(2028, 3, 14).isoformat(),
                note="UE per soggiornanti di lungo periodo",
            )
        kept: tuple[tuple[str, str | None, str, date | None], ...] = (
            ("id", youssef, "present", None),
            ("id", khadija, "present", None),
            ("tax_card", youssef, "present", None),
            ("permit", youssef, "present", None),
            ("eviction_papers", None, "present", None),
            ("isee", None, "present", date(self.today.year, 12, 31)),
            ("rent_contract", None, "missing", None),
            ("pay_slip", youssef, "missing", None),
        )
        by, seen_on = self.office.staff["cmusso"], self.day(2026, 9, 12)
        for kind, owner, state, expires in kept:
            here = state == "present"
            made = self.unit.put(
                "document",
                household=self.home,
                person=owner,
                kind=kind,
                state=state,
                expires=expires.isoformat() if expires else None,
                note="Mese di ottobre" if kind == "pay_slip" else None,
                how=("copied" if kind == "isee" else "shown") if here else None,
                seen_on=seen_on.isoformat() if here else None,
                seen_by=by if here else None,
            )
            if kind == "permit":
                taken = look_at("permesso-fronte.jpg", demo_card(), no_pdf)
                put_copy(self.unit, self.home, made, taken, self._at(seen_on, 10), by)

    def ledger(self) -> None:
        by, staff = self.office.staff["cmusso"], self.office.staff
        for on, hour, outcome, note in (
            (self.day(2026, 11, 18), 9, "no_answer", None),
            (self.day(2026, 11, 18), 16, "message_left", "Messaggio in arabo"),
            (self.day(2026, 11, 20), 10, "reached", "Khadija conferma l’appuntamento"),
        ):
            self.unit.put(
                "attempt",
                household=self.home,
                person=self.who["Khadija"],
                at=self._at(on, hour),
                by=by,
                channel="phone",
                outcome=outcome,
                note=note,
            )
        for on, about, words in (
            (self.day(2026, 11, 9), "housing", "Consegnata la convalida di sfratto."),
            (self.day(2026, 10, 19), "sia", "Primo accredito SIA, 400 € al mese."),
        ):
            self.unit.put(
                "note", household=self.home, at=self._at(on, 11), by=staff["gferrero"], about=about, text=words
            )

    def interviews(self, visit: str, entered: datetime) -> tuple[dict[date, str], str]:
        """Those of before, by their day, and the one that is going on."""
        present, earlier = f"{self.who['Youssef']} {self.who['Khadija']}", dict[date, str]()
        asked = remember(self.unit, self.today)
        for on, section in ((self.day(2026, 9, 12), "people"), (self.day(2026, 10, 6), "work")):
            earlier[on] = self.unit.put(
                "interview",
                household=self.home,
                caseworker=self.office.staff["gferrero"],
                started_at=self._at(on, 10, 2),
                ended_at=self._at(on, 10, 55),
                present=present,
                section=section,
                questionnaire=asked,
                state="closed",
            )
        now = self.unit.put(
            "interview",
            household=self.home,
            visit=visit,
            caseworker=self.office.staff["gferrero"],
            started_at=utc_text(entered),
            present=present,
            section="housing",
            questionnaire=asked,
            state="open",
        )
        return earlier, now

    def _after_the_benefit(self) -> date:
        """Khadija begins when the twelve months of SIA are over."""
        credit = self.day(2026, 10, 19)
        return date(credit.year + 1, credit.month, 1)

    def answers(self, earlier: dict[date, str], interview: str) -> None:
        first, second, today, by = self.day(2026, 9, 12), self.day(2026, 10, 6), self.today, self.who["Youssef"]

        def told_before(question: str, value: Any, on: date, person: str = "", who: str = by) -> None:
            heard = f"{self.who['Youssef']} {self.who['Khadija']}"
            at = earlier[on]
            write_answer(self.unit, self.home, question, value, on=on, by=who, person=person, interview=at, heard=heard)

        told: tuple[tuple[str, Any], ...] = (
            ("housing.tenure", "private_4_4"),
            ("housing.surface", 62),
            ("housing.rooms", 3),
            ("housing.occupants", 5),
            ("housing.since", self.day(2019, 5, 1)),
            ("documents.turin_years", 9),
        )
        told_of_youssef: tuple[tuple[str, Any], ...] = (
            ("work.status", "employed"),
            ("work.contract", "permanent"),
            ("work.hours", 20),
            ("work.more_pay", 43_600),
            ("work.more_pay_from", self.day(2027, 3, 1)),
            ("work.hours_then", 34),
        )
        told_of_khadija: tuple[tuple[str, Any], ...] = (
            ("work.status", "inactive_care"),
            ("work.more_pay", 75_100),
            ("work.more_pay_from", self._after_the_benefit()),
            ("work.hours_then", 24),
        )
        for person, of in ((by, told_of_youssef), (self.who["Khadija"], told_of_khadija)):
            for question, value in of:
                told_before(question, value, second, person, person)
        for question, value in (
            ("economy.wages", 80_000),
            ("economy.savings", 64_000),
            ("economy.saving_monthly", 10_000),
            ("economy.sought_rent", 48_000),
        ):
            told_before(question, value, second)
        for question, value in told:
            told_before(question, value, first)
        told_today: tuple[tuple[str, Any, str], ...] = (
            ("housing.registered", True, "said"),
            ("housing.rent", 47_000, "said"),
            ("housing.charges", 9_400, "approximate"),
            ("housing.arrears_months", 8, "said"),
            ("housing.arrears", 376_000, "said"),
            ("housing.arrears_cause", "agreed_cut", "said"),
            ("housing.eviction_stage", "5", "read"),
            ("housing.release_date", self.day(2027, 7, 15), "read"),
            ("housing.hearing_date", self.day(2026, 12, 11), "read"),
            ("housing.hearing_hour", "09:30", "read"),
            ("housing.note", NOTE, "said"),
        )
        for question, value, status in told_today:
            write_answer(self.unit, self.home, question, value, on=today, status=status, by=by, interview=interview)

    def next_visit(self) -> None:
        on = self.day(2026, 12, 1)
        while on.weekday() >= 5:
            on += timedelta(days=1)
        self.unit.put(
            "appointment",
            household=self.home,
            service="plan_signature",
            start=self._at(on, 10),
            minutes=45,
            caseworker=self.office.staff["gferrero"],
            room=self.office.rooms[2],
            interpreter=self.office.staff["nhaddad"],
            language="ar",
            state=SCHEDULED,
            purpose="Firma del piano",
            bring=msgspec.json.encode(["Busta paga", "Contratto di affitto"]).decode(),
            booked_by=self.office.staff["cmusso"],
        )
