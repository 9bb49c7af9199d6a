"""Plays one family's visit in the real window: it types, presses and photographs as a clerk would see it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from desk.errors import DeskError
from desk.i18n import _

TICK_MILLISECONDS = 15
LONGEST_MILLISECONDS = 30_000
WORDS = "«Il padrone di casa aspetta ancora un mese.»"
TRANSLATIONS = {"ro": "Scrie judecătorului ca să ceară timp.", "ar": "تكتب إلى القاضي لطلب مهلة."}
HAND_MILLISECONDS = 150
STILL_MILLISECONDS = 250
"""How long nothing may change before a picture is taken."""


class TourStopped(DeskError):
    """The window did not come to the next step; the message says to which."""


class Player:
    """Hands and eyes on the program's one window, `desk`; pictures go to `folder`, numbered."""

    def __init__(self, desk: Any, folder: Path, say: Callable[[str], None]) -> None:
        self.desk, self._folder, self._say = desk, folder, say
        self._taken, self._moment = 0, 1

    def until(self, true: Callable[[], Any], what: str) -> None:
        """Let the window work until it is so. Raises TourStopped."""
        loop, waited = QEventLoop(), 0
        while not true():
            if waited >= LONGEST_MILLISECONDS:
                raise TourStopped(_("La prova si è fermata: {what}.").format(what=what))
            QTimer.singleShot(TICK_MILLISECONDS, loop.quit)
            loop.exec()
            waited += TICK_MILLISECONDS

    def still(self) -> None:
        """Let what was asked for arrive and be drawn."""
        while True:
            loop = QEventLoop()
            QTimer.singleShot(STILL_MILLISECONDS, loop.quit)
            loop.exec()
            window = self.desk.window_of_user
            front = window.front() if window is not None else None
            if getattr(front, "is_still", True):  # a big page is built in slices
                return

    def picture(self, name: str) -> None:
        self.still()
        self._taken += 1
        path = self._folder / f"{self._taken:02d}-{name}.png"
        if not self.desk.grab().save(str(path)):
            raise TourStopped(_("Non posso scrivere {file}.").format(file=path))
        self._say(path.name)

    def picture_of(self, window: QWidget, name: str) -> None:
        """Another window than the desk's."""
        self._taken += 1
        path = self._folder / f"{self._taken:02d}-{name}.png"
        if not window.grab().save(str(path)):
            raise TourStopped(_("Non posso scrivere {file}.").format(file=path))
        self._say(path.name)

    def paper(self, name: str, pdf: bytes) -> None:
        path = self._folder / f"{name}.pdf"
        path.write_bytes(pdf)
        self._say(path.name)

    def type(self, field: QWidget, text: str) -> None:
        field.setFocus()
        for letter in text:
            self._key(field, 0, letter)

    def press(self, widget: QWidget, key: Qt.Key) -> None:
        self._key(widget, key, "")

    def click(self, button: QPushButton, what: str) -> None:
        """Press a button that can be pressed. Raises TourStopped."""
        self.until(lambda: button.isVisible() and button.isEnabled(), what)
        button.click()

    def _key(self, widget: QWidget, key: int, letter: str) -> None:
        """At the pace of a hand: faster signs would be taken for a scanner's."""
        self._moment += HAND_MILLISECONDS
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
            event.setTimestamp(self._moment)
            QApplication.sendEvent(widget, event)

    def enter(self, user: str, password: str) -> Any:
        """Sign in; gives the window of the user."""
        form = self.desk.sign_in
        self.type(form.user, user)
        self.type(form.password, password)
        self.press(form.password, Qt.Key.Key_Return)
        self.until(lambda: self.desk.window_of_user is not None, "sign in")
        return self.desk.window_of_user


def play(player: Player, *, family: str, household: str, reception: str, caseworker: str, password: str) -> None:
    """One visit. `family`: what is typed to find it; `household`: its id; the users by name, with one password."""
    player.type(player.desk.sign_in.user, reception)
    player.picture("accesso")
    player.desk.sign_in.clear()
    _at_the_front(player, player.enter(reception, password))
    player.desk.lock()
    _at_the_table(player, player.enter(caseworker, password), family, household)


def _at_the_front(player: Player, window: Any) -> None:
    """An arrival is marked, the next family called and let in."""
    today = window.front()
    player.until(lambda: today.presenter.waiting_list and today.presenter.detail(), "Today")
    player.picture("oggi")
    arriving = today.presenter.expected[0]
    today.do.arrive(arriving.id)
    player.until(lambda: arriving.id not in [each.id for each in today.presenter.expected], "check in")
    player.picture("arrivo-segnato")
    called = today.presenter.today.waiting[0]
    today.presenter.select(today.presenter.find_row(called.household).column, called.visit)
    player.still()
    player.click(today.foot.primary, "call")
    player.until(lambda: called.visit in [row.id for row in today.presenter.rooms], "called")
    player.picture("chiamata")
    today.do.entered(called.visit)
    player.until(lambda: any(row.id == called.visit and not row.called for row in today.presenter.rooms), "entered")
    player.picture("entrata")
    window.open("reports")
    player.until(lambda: window.front().presenter.report, "the day's figures")
    player.picture("rapporti")
    _diary(player, window)


def _diary(player: Player, window: Any) -> None:
    """The agenda: what has to move and who could come to a freed time; one that waits is booked with one click."""
    window.open("agenda")
    agenda = window.front()
    moves, offers = agenda.move_band, agenda.freed_band
    player.until(lambda: agenda.presenter.agenda and moves.buttons and offers.buttons, "the agenda")
    player.picture("agenda")
    day = agenda.presenter.band().day
    player.click(offers.buttons[0], "the freed time")
    agenda.presenter.go(day)
    player.until(lambda: agenda.presenter.agenda.first == day, "the day of the freed time")
    player.until(lambda: not offers.buttons or offers.buttons[0].isVisible(), "booked")
    agenda.grid.choose(agenda.presenter.band().id)
    player.still()
    player.picture("agenda-da-spostare")
    player.click(moves.buttons[0], "another time")
    player.until(lambda: not moves.buttons, "moved")
    player.still()
    player.picture("agenda-spostato")


def _at_the_table(player: Player, window: Any, family: str, household: str) -> None:
    """The family is found, its plan written and printed, the next visit booked, this one closed with its slip."""
    today = window.front()
    player.until(lambda: today.presenter.rooms, "rooms")
    player.type(window.frame.search, family)
    player.picture("ricerca")
    window.frame.search.clear()
    window.open("household", household=household)
    player.until(lambda: window.front().presenter.page, "household")
    player.picture("scheda")
    window.open("road", household=household)
    player.until(lambda: window.front().presenter.page, "the road to rent")
    player.picture("strada")
    window.open("interview", household=household, section="housing")
    interview = window.front()
    player.until(lambda: interview.form.fields and interview.is_still, "interview")
    player.picture("colloquio")
    note = interview.form.fields[("housing.note", None)]
    note.control.setPlainText(WORDS)
    note.settle()
    player.until(lambda: interview.presenter.saved, "answer saved")
    interview.area.verticalScrollBar().setValue(interview.area.verticalScrollBar().maximum())
    player.picture("colloquio-salvato")
    interview.head.read_back.click()
    player.until(lambda: interview.summary.is_still and interview.summary.presenter.summary, "summary")
    player.picture("riassunto")
    player.paper(f"riassunto-it-{interview.summary.presenter.language}", interview.summary.presenter.summary.pdf)
    window.open("plan", household=household)
    plan = window.front()
    player.until(lambda: plan.presenter.state.sheet, "plan")
    for language in ("ro", "ar"):
        plan.presenter.choose_language(language)
        player.until(partial(_shows, plan.presenter, language), f"plan {language}")
        player.picture(f"piano-it-{language}")
        _translate(player, plan, TRANSLATIONS[language])
        player.paper(f"piano-it-{language}", plan.presenter.state.sheet.pdf)
    player.picture("piano-tradotto")
    window.open("booking", household=household)
    booking = window.front()
    player.until(lambda: booking.cards, "free times")
    player.picture("appuntamento")
    player.click(booking.cards[0].button, "book")
    player.until(lambda: window.front() is not booking and window.front().presenter.page, "booked")
    player.picture("prenotato")
    _close(player, window, household)
    window.open("households")
    player.until(lambda: window.front().presenter.rows, "families")
    player.picture("famiglie")


def _translate(player: Player, plan: Any, words: str) -> None:
    """The line that nobody has translated is translated where it stands."""
    missing = plan.presenter.state.sheet.missing
    numbers = plan.presenter.state.numbers
    for row in [row for card in plan.objectives for row in card.rows.values() if numbers[row.facts.id] in missing]:
        player.click(row.state, "the place of the translation")
        player.type(row.translation.field, words)
        player.press(row.translation.field, Qt.Key.Key_Return)
    player.until(lambda: not plan.presenter.state.sheet.missing, "translated")


def _shows(presenter: Any, language: str) -> bool:
    sheet = presenter.state.sheet
    return sheet is not None and sheet.page.family_language == language


def _close(player: Player, window: Any, household: str) -> None:
    window.open("today")
    today = window.front()
    player.until(lambda: today.presenter.find_row(household), "the family in its room")
    here = today.presenter.find_row(household)
    today.presenter.select(here.column, here.id)
    player.until(today.presenter.detail, "the family's pane")
    player.still()
    player.click(today.foot.primary, "close the visit")
    panel = today.close_visit
    player.until(lambda: panel.presenter.facts, "the closing panel")
    for field, text in zip(panel.lines, panel.presenter.facts.agreeable[:2], strict=False):
        player.type(field, text)
    player.picture("chiudi-la-visita")
    player.click(panel.primary, "end the visit")
    player.until(lambda: panel.presenter.slip, "the slip")
    player.until(panel.sheet.page_count, "the slip's picture")
    player.picture("foglio-della-visita")
    player.paper("foglio-della-visita", panel.presenter.slip)
