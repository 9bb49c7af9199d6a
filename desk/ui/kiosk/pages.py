"""The pages of the kiosk, each built anew from the presenter's state in the look of the moment."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desk.domain.arrival_code import LETTERS
from desk.domain.lobby_words import Say
from desk.i18n import _
from desk.office.lobby.rows import Kind
from desk.ui.kiosk.card import CardPicture, ScanCard
from desk.ui.kiosk.look import Look
from desk.ui.kiosk.parts import Key, Tile, Words, write_alike
from desk.ui.presenters.kiosk import KioskPresenter
from desk.ui.presenters.kiosk_state import Page, Printed
from desk.ui.theme import tokens as t

ACROSS = 7
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LEFT_TO_RIGHT = Qt.LayoutDirection.LeftToRight
CENTRE = Qt.AlignmentFlag.AlignHCenter


@dataclass(frozen=True)
class Parts:
    """A page in two: what is read, and what is touched. `share`: how much of the height each takes.

    `typed`: shows what was typed by now, without building the page anew.
    """

    told: QWidget
    touched: QWidget
    share: tuple[int, int] = (4, 6)
    typed: Callable[[], None] = lambda: None


def build_page(presenter: KioskPresenter, look: Look) -> Parts:
    """The page that the presenter is on."""
    makers: dict[Page, Callable[[KioskPresenter, Look], Parts]] = {
        Page.BORN: _born,
        Page.LETTERS: _letters,
        Page.WORKING: _working,
        Page.TICKET: _ticket,
        Page.MESSAGE: _message,
        Page.STAFF: _staff,
    }
    return makers.get(presenter.page, _home)(presenter, look)


def box(look: Look, gap: float = 26) -> tuple[QWidget, QVBoxLayout]:
    """A bare widget and its layout."""
    widget = QWidget()
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(look.px(gap))
    return widget, layout


def _home(presenter: KioskPresenter, look: Look) -> Parts:
    say = presenter.say
    top, first = box(look, gap=6)
    first.addWidget(Words(look, say(Say.WELCOME), 72, t.BOLD))
    first.addWidget(Words(look, say(Say.WE_HELP), 36, ink=look.palette.body))
    first.addSpacing(look.px(24))
    words, lines = box(look, gap=12)
    lines.addStretch(1)
    lines.addWidget(Words(look, say(Say.SCAN), 44, t.BOLD))
    lines.addWidget(Words(look, say(Say.SCAN_HOW), 32, ink=look.palette.body))
    lines.addStretch(1)
    card = ScanCard(look, CardPicture(look), words)
    card.setMinimumHeight(look.px(330))
    first.addWidget(card, 1)
    tiles, doors = box(look)
    wait = presenter.wait_words()
    ways: list[Tile] = []
    number = say(Say.NUMBER_HOW) + (f" · {wait}" if wait else "")
    for icon, title, second, act, kind in (
        ("calendar-event", Say.BOOKED, say(Say.BOOKED_HOW), presenter.booked, "primary"),
        ("ticket", Say.NOT_BOOKED, number, lambda: presenter.take(Kind.TALK), "plain"),
        ("file-text", Say.PAPER, say(Say.PAPER_HOW), lambda: presenter.take(Kind.PAPER), "plain"),
    ):
        ways.append(Tile(look, icon, say(title), second, act, kind=kind))
        doors.addWidget(ways[-1])
    write_alike(ways)
    return Parts(top, tiles, (10, 14))


def _headed(presenter: KioskPresenter, look: Look, title: Say, how: Say, typed: QWidget) -> QWidget:
    """Title, what to do or what was wrong, what was typed so far."""
    fault = presenter.fault
    widget, rows = box(look, gap=10)
    rows.addWidget(Words(look, presenter.say(title), 64, t.BOLD))
    weight, ink = (t.SEMIBOLD, look.palette.fault) if fault else (t.REGULAR, look.palette.body)
    rows.addWidget(Words(look, presenter.say(fault or how), 36, weight, ink))
    rows.addStretch(1)
    rows.addWidget(typed, 6)
    rows.addStretch(1)
    rows.addWidget(Words(look, presenter.say(Say.OR_SCAN), 32, ink=look.palette.body))
    return widget


def _born(presenter: KioskPresenter, look: Look) -> Parts:
    typed = QWidget()
    boxes = QHBoxLayout(typed)
    boxes.setContentsMargins(0, 0, 0, 0)
    boxes.setSpacing(look.px(20))
    typed.setLayoutDirection(LEFT_TO_RIGHT)
    shown = [_Shown(look, presenter.say(name)) for name in (Say.DAY, Say.MONTH, Say.YEAR)]
    for part, share in zip(shown, (2, 2, 4), strict=True):
        boxes.addWidget(part, share)

    def show() -> None:
        figures = presenter.digits.ljust(8, "_")
        for part, signs in zip(shown, (figures[:2], figures[2:4], figures[4:]), strict=True):
            part.show_typed(" ".join(signs))

    show()
    return Parts(_headed(presenter, look, Say.BORN, Say.BORN_HOW, typed), _figures(look, presenter), typed=show)


def _letters(presenter: KioskPresenter, look: Look) -> Parts:
    typed = _Shown(look, "")
    typed.setLayoutDirection(LEFT_TO_RIGHT)
    widget, rows = box(look, gap=16)
    rows.addWidget(_alphabet(look, presenter), 4)
    go_on = Key(look, presenter.say(Say.NEXT), presenter.next, size=40, height=118, kind="primary")
    rows.addWidget(go_on, 1)

    def show() -> None:
        typed.show_typed(" ".join(presenter.letters.ljust(LETTERS, "_")))
        go_on.setEnabled(bool(presenter.letters))

    show()
    return Parts(_headed(presenter, look, Say.LETTERS, Say.LETTERS_HOW, typed), widget, typed=show)


def _staff(presenter: KioskPresenter, look: Look) -> Parts:
    widget, rows = box(look, gap=10)
    rows.addWidget(Words(look, _("Codice del personale"), 64, t.BOLD))
    rows.addWidget(Words(look, _("Con il codice giusto il totem si chiude."), 36, ink=look.palette.body))
    shown = _Shown(look, "")
    rows.addWidget(shown, 1)

    def show() -> None:
        shown.show_typed("● " * len(presenter.code) or "_")

    show()
    return Parts(widget, _figures(look, presenter), typed=show)


def _grid(look: Look) -> tuple[QWidget, QGridLayout]:
    """Keys lie the same in every direction."""
    widget = QWidget()
    widget.setLayoutDirection(LEFT_TO_RIGHT)
    grid = QGridLayout(widget)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(look.px(16))
    return widget, grid


def _figures(look: Look, presenter: KioskPresenter) -> QWidget:
    widget, grid = _grid(look)
    for number, sign in enumerate("123456789"):
        grid.addWidget(Key(look, sign, partial(presenter.digit, sign), size=52, height=118), number // 3, number % 3)
    erase = Key(look, presenter.say(Say.ERASE), presenter.erase, icon="backspace", size=34, height=118)
    grid.addWidget(erase, 3, 0)
    grid.addWidget(Key(look, "0", partial(presenter.digit, "0"), size=52, height=118), 3, 1)
    grid.addWidget(Key(look, presenter.say(Say.NEXT), presenter.next, size=36, height=118, kind="primary"), 3, 2)
    return widget


def _alphabet(look: Look, presenter: KioskPresenter) -> QWidget:
    widget, grid = _grid(look)
    for number, sign in enumerate(ALPHABET):
        key = Key(look, sign, partial(presenter.letter, sign), size=44, height=118)
        grid.addWidget(key, number // ACROSS, number % ACROSS)
    erase = Key(look, presenter.say(Say.ERASE), presenter.erase, icon="backspace", size=32, height=118)
    grid.addWidget(erase, len(ALPHABET) // ACROSS, len(ALPHABET) % ACROSS, 1, -1)
    return widget


class _Shown(QWidget):
    """What was typed, above its name."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        self._name = name
        self._signs = Words(look, "", 84, t.BOLD, align=CENTRE, lines=1)
        self._signs.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        rows.addWidget(self._signs, 3)
        if name:
            rows.addWidget(Words(look, name, 28, ink=look.palette.body, align=CENTRE, lines=1), 1)

    def show_typed(self, signs: str) -> None:
        self._signs.say(signs)
        self.setAccessibleName(f"{self._name} {signs}")


def _working(presenter: KioskPresenter, look: Look) -> Parts:
    widget, rows = box(look)
    rows.addStretch(1)
    rows.addWidget(Words(look, presenter.say(Say.A_MOMENT), 64, t.BOLD, align=CENTRE))
    rows.addStretch(1)
    return Parts(widget, QWidget(), (1, 0))


def _ticket(presenter: KioskPresenter, look: Look) -> Parts:
    given, say = presenter.ticket, presenter.say
    top, rows = box(look, gap=8)
    if given is None:
        return Parts(top, QWidget())
    rows.addStretch(1)
    rows.addWidget(Words(look, say(Say.AGAIN if given.again else "Il vostro numero"), 44, align=CENTRE))
    number = Words(look, given.ticket, 330, t.BOLD, align=CENTRE, lines=1)
    number.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    rows.addWidget(number, 6)
    widget, rows = box(look, gap=18)
    rows.addStretch(1)
    seat = presenter.seat_words()
    if seat:
        rows.addWidget(Words(look, say("Aspettate qui"), 36, ink=look.palette.body, align=CENTRE))
        rows.addWidget(Words(look, seat, 56, t.BOLD, look.palette.mark, align=CENTRE))
    minutes = presenter.about()
    if minutes is not None:
        about = say("circa {minutes} minuti", minutes=minutes) if minutes else say(Say.SOON)
        rows.addWidget(Words(look, about, 42, align=CENTRE))
    rows.addWidget(Words(look, say("Guardate lo schermo."), 36, ink=look.palette.body, align=CENTRE))
    rows.addStretch(1)
    paper = {
        Printed.UNDER_WAY: Say.PRINTING,
        Printed.DONE: Say.TAKE_TICKET,
        Printed.FAILED: Say.NO_TICKET,
    }.get(presenter.printed, Say.NOTE_NUMBER)
    ink = look.palette.fault if presenter.printed is Printed.FAILED else look.palette.ink
    rows.addWidget(Words(look, say(paper), 42, t.SEMIBOLD, ink, align=CENTRE))
    rows.addStretch(1)
    done = _low(look, Key(look, say(Say.DONE), presenter.forget, icon="check", size=44, kind="primary"))
    if presenter.may_print_again():
        keys = QHBoxLayout()
        keys.setSpacing(look.px(18))
        again = _low(look, Key(look, say(Say.PRINT_AGAIN), presenter.print_again, icon="print", size=44))
        keys.addWidget(again, 1)
        keys.addWidget(done, 1)
        write_alike([again, done])
        rows.addLayout(keys, 2)
    else:
        rows.addWidget(done, 2)
    return Parts(top, widget, (7, 10))


def _low(look: Look, key: Key) -> Key:
    key.setMaximumHeight(look.px(150))
    key.setMinimumHeight(look.px(110))
    return key


def _message(presenter: KioskPresenter, look: Look) -> Parts:
    message = presenter.message
    top, rows = box(look)
    if message is None:
        return Parts(top, QWidget())
    title, *how = presenter.message_words()
    rows.addStretch(1)
    rows.addWidget(Words(look, title, 64, t.BOLD, align=CENTRE))
    for line in how:
        rows.addWidget(Words(look, line, 42, ink=look.palette.body, align=CENTRE))
    rows.addStretch(1)
    widget, rows = box(look)
    rows.addStretch(1)
    if message.numbers:
        number, wait = presenter.say(Say.NUMBER_HOW), presenter.wait_words()
        take = Tile(look, "ticket", number, wait, lambda: presenter.take(Kind.TALK), kind="primary")
        take.setMaximumHeight(look.px(230))
        rows.addWidget(take, 3)
    rows.addWidget(_low(look, Key(look, presenter.say(Say.DONE), presenter.forget, size=44)), 2)
    rows.addStretch(1)
    return Parts(top, widget, (6, 5))
