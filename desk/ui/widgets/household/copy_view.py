"""A copy of a paper, over the page it was opened from: drawn from memory, gone with the page or with Esc."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeySequence, QPixmap, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from desk.i18n import _
from desk.ui.presenters.copies import ZOOMS, CopiesPresenter, copy_words
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.buttons import Button, IconButton
from desk.ui.widgets.text import label, line

MARGIN, WIDEST = 24, 1100


class CopyView(QWidget):
    """Covers `over`; shows itself while the presenter has a copy open. `may_remove`: the reader may take it off."""

    def __init__(self, presenter: CopiesPresenter, over: QWidget, *, may_remove: bool) -> None:
        super().__init__(over)
        self.setProperty("kind", "desk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Copia del documento"))
        self._presenter = presenter
        self._before: QWidget | None = None
        self.title = label("", "card-title", wrap=True)
        self.facts = label("", "second", "muted", wrap=True)
        self.back = IconButton("back", _("Pagina prima"))
        self.page = label("", "second")
        self.on = IconButton("next", _("Pagina dopo"))
        self.smaller = IconButton("minus", _("Più piccolo"))
        self.bigger = IconButton("plus", _("Più grande"))
        self.remove = Button(_("Togli la copia"), "quiet", "trash", size="small")
        if not may_remove:
            self.remove.hide()
        self.done = Button(_("Chiudi"), "outlined", "close", size="small")
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setMargin(px(MARGIN))
        self.area = QScrollArea()
        self.area.setWidget(self.picture)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setAccessibleName(_("Pagina del documento"))
        self._lay_out()
        self.back.clicked.connect(lambda: presenter.turn(-1))
        self.on.clicked.connect(lambda: presenter.turn(1))
        self.smaller.clicked.connect(lambda: presenter.zoom(-1))
        self.bigger.clicked.connect(lambda: presenter.zoom(1))
        self.remove.clicked.connect(self._remove)
        self.done.clicked.connect(presenter.close)
        self._hear_keys()
        over.installEventFilter(self)
        self.hide()

    def _lay_out(self) -> None:
        head = QWidget()
        head.setProperty("kind", "white")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(self.title)
        said.addWidget(self.facts)
        row = QHBoxLayout(head)
        row.setContentsMargins(px(20), px(10), px(20), px(10))
        row.setSpacing(tokens.STEP)
        row.addLayout(said, 1)
        for part in (self.back, self.page, self.on, self.smaller, self.bigger, self.remove, self.done):
            row.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(line())
        column.addWidget(self.area, 1)

    def page_width(self) -> int:
        """Dots across a page that is as wide as the room."""
        bar = self.area.verticalScrollBar().sizeHint().width()
        room = (self.parentWidget() or self).width() - bar - 2 * px(MARGIN)
        return max(200, round(min(room, px(WIDEST)) * self.devicePixelRatioF()))

    def show_state(self) -> None:
        """What the presenter has open now, or nothing."""
        now = self._presenter.looking
        if now is None:
            self._leave()
            return
        if self.isHidden():
            self._before = self.window().focusWidget()
            self.setGeometry((self.parentWidget() or self).rect())
            self.show()
            self.raise_()
            self.done.setFocus()
        self.title.setText(now.title)
        self.facts.setText(copy_words(now.copy))
        several = now.copy.pages > 1
        for part in (self.back, self.page, self.on):
            part.setVisible(several)
        self.page.setText(_("{n} di {total}").format(n=now.page + 1, total=now.copy.pages))
        self.back.setEnabled(now.page > 0)
        self.on.setEnabled(now.page + 1 < now.copy.pages)
        self.smaller.setEnabled(now.zoom > ZOOMS[0])
        self.bigger.setEnabled(now.zoom < ZOOMS[-1])
        if now.fault or now.picture is None:
            self.picture.setPixmap(QPixmap())
            self.picture.setText(now.fault or _("Un momento…"))
            return
        drawn = QPixmap.fromImage(now.picture)
        drawn.setDevicePixelRatio(self.devicePixelRatioF())
        self.picture.setPixmap(drawn)
        self.picture.setAccessibleName(
            _("{title}, pagina {n} di {total}").format(title=now.title, n=now.page + 1, total=now.copy.pages)
        )

    def _leave(self) -> None:
        """Nothing of the copy stays behind; the keyboard goes back to where it was."""
        if self.isHidden():
            return
        self.picture.setPixmap(QPixmap())
        before, self._before = self._before, None
        there = before if before is not None and isValid(before) else self.parentWidget()
        if there is not None:
            there.setFocus()  # first: a hidden widget would hand the keyboard on by itself
        self.hide()

    def _remove(self) -> None:
        if self._presenter.looking is not None:
            self._presenter.remove(self._presenter.looking.copy.id)

    def _hear_keys(self) -> None:
        """As shortcuts: buttons keep arrows for themselves."""
        page, step = self.area.viewport, px(60)
        keys = {
            "Esc": self._presenter.close,
            "+": self.bigger.click,
            "-": self.smaller.click,
            "Right": self.on.click,
            "Left": self.back.click,
            "Down": lambda: self._scroll(step),
            "Up": lambda: self._scroll(-step),
            "PgDown": lambda: self._scroll(page().height() - step),
            "PgUp": lambda: self._scroll(step - page().height()),
        }
        for key, act in keys.items():
            heard = QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            heard.activated.connect(act)

    def _scroll(self, far: int) -> None:
        bar = self.area.verticalScrollBar()
        bar.setValue(bar.value() + far)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Tab stays here: the page behind is covered."""
        stops = [
            part
            for part in (self.back, self.on, self.smaller, self.bigger, self.remove, self.done)
            if part.isVisible() and part.isEnabled()
        ]
        if not stops:
            return False
        here = self.window().focusWidget()
        place = stops.index(here) if here in stops else -1
        stops[(place + (1 if next else -1)) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(event, QResizeEvent) and not self.isHidden():
            self.setGeometry(0, 0, event.size().width(), event.size().height())
            self._presenter.fit(self.page_width())
        return False
