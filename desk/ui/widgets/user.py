"""Who is signed in, and the button that locks the screen."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from desk.i18n import _
from desk.ui.theme.measure import px
from desk.ui.widgets.avatar import Avatar
from desk.ui.widgets.buttons import IconButton
from desk.ui.widgets.text import label


class UserPill(QFrame):
    """Ctrl+L locks."""

    locked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "pill")
        self.avatar = Avatar("", size=32, kind="info")
        self.name = label("", "second")
        self.name.setProperty("tone", "ink")
        self.role = label("", "axis", "muted")
        self.lock = IconButton("lock", _("Blocca lo schermo (Ctrl+L)"), size=18)
        self.lock.setProperty("kind", "round")
        self.lock.setProperty("radius", 20)
        self.lock.setShortcut(QKeySequence("Ctrl+L"))
        self.lock.clicked.connect(self.locked)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 4, 0)
        row.setSpacing(px(10))
        row.addWidget(self.avatar)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self.name, 0, Qt.AlignmentFlag.AlignBottom)
        words.addWidget(self.role, 0, Qt.AlignmentFlag.AlignTop)
        words.addStretch(1)
        row.addLayout(words)
        row.addWidget(self.lock)
        self.set_narrow(True)  # a window may grow, but would not shrink below its words

    def set_narrow(self, narrow: bool) -> None:
        """Only the initials where the window is small for its text; the tip and a screen reader say the rest."""
        self.name.setVisible(not narrow)
        self.role.setVisible(not narrow)

    def set(self, name: str, role: str) -> None:
        self.setFixedHeight(px(44))
        self.avatar.set_name(name)
        self.name.setText(name)
        self.role.setText(role)
        self.setToolTip(f"{name}, {role}")
        self.setAccessibleName(f"{name}, {role}")
