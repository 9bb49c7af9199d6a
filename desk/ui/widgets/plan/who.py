"""Who keeps a commitment: initials that open the list of who can."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidgetAction

from desk.i18n import _
from desk.office.plan.people import Helper
from desk.ui.theme.measure import px
from desk.ui.widgets.avatar import Avatar
from desk.ui.widgets.edits import LineEdit

SIDE = 36


class WhoButton(QToolButton):
    """The initials of who does it; opens the list of who can."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._face: Avatar | None = None
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(px(SIDE), px(SIDE))
        choices = QMenu(self)
        choices.aboutToShow.connect(self._fill)
        self.setMenu(choices)
        self._shown: tuple[Helper | None, tuple[Helper, ...]] | None = None

    def show_who(self, who: Helper | None, helpers: Sequence[Helper]) -> None:
        """Whose commitment it is, and who else it can be."""
        if self._shown == (who, tuple(helpers)):
            return
        self._shown = (who, tuple(helpers))
        name = who.full or who.name if who else _("nessuno")
        if self._face is not None:
            self._face.hide()
            self._face.deleteLater()
        kind = "" if who and who.kind == "member" else "neutral" if who else "warning"
        self._face = Avatar(name if who else "?", size=28, kind=kind)
        self._face.setParent(self)
        self._face.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._face.resize(self._face.measure())
        self._face.move((self.width() - self._face.width()) // 2, (self.height() - self._face.height()) // 2)
        self._face.show()
        self.setAccessibleName(_("Chi: {name}").format(name=name))
        self.setToolTip(name)

    def _fill(self) -> None:
        """The list as it opens: the family, the office, the others."""
        menu, before = self.menu(), ""
        menu.clear()
        for helper in self._shown[1] if self._shown else ():
            if not helper.listed:
                continue
            if before and helper.kind != before:
                menu.addSeparator()
            before = helper.kind
            action = menu.addAction(helper.full or helper.name)
            action.triggered.connect(lambda _checked=False, helper=helper: self.chosen.emit(helper))
        menu.addSeparator()
        menu.addAction(self._other(menu))

    def _other(self, menu: QMenu) -> QWidgetAction:
        """A line at the end of the list for an office or a partner that it does not name."""
        edit = LineEdit(_("Altro ufficio o partner"))
        edit.setAccessibleName(edit.placeholderText())
        edit.setMinimumWidth(edit.fontMetrics().horizontalAdvance(edit.placeholderText()) + px(40))
        edit.returnPressed.connect(lambda: self._named(menu, edit.text().strip()))
        made = QWidgetAction(menu)
        made.setDefaultWidget(edit)
        return made

    def _named(self, menu: QMenu, name: str) -> None:
        menu.close()
        if name:
            self.chosen.emit(Helper("partner", "", name, name))

    def sizeHint(self) -> QSize:
        return QSize(px(SIDE), px(SIDE))
