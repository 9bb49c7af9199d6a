"""The editable lines of a plan: a result, a commitment, and the line for a translation typed by hand."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from desk.domain.when import write_when
from desk.i18n import _
from desk.office.plan import CommitmentLine, ResultLine
from desk.office.plan_people import Helper
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.avatar import Avatar
from desk.ui.widgets.buttons import Button, IconButton
from desk.ui.widgets.text import IconLabel, label, set_property

NUMBER, WHO, BY, SHOWN, TRANSLATED = 28, 40, 112, 148, 84
MEMBER_KINDS = {"member": "info", "caseworker": "neutral", "office": "neutral", "partner": "neutral"}


class FlatEdit(QLineEdit):
    """Text that becomes a field when one goes there; `written` once it changed and one leaves it or types Enter."""

    written = Signal(str)

    def __init__(self, text: str, name: str, placeholder: str = "") -> None:
        super().__init__(text)
        self.setProperty("kind", "flat")
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setCursorPosition(0)
        self._kept = text
        self.editingFinished.connect(self._finish)

    def _finish(self) -> None:
        if self.text() != self._kept:
            self._kept = self.text()
            self.written.emit(self._kept)

    def refuse(self) -> None:
        """Mark what was typed as not clear; it stays there to be corrected."""
        self._kept = "\0"
        set_property(self, "answer", "doubtful")


class TranslationRow(QWidget):
    """Under a line without translation: the place to type one."""

    written = Signal(str)

    def __init__(self, language: str, text: str, kept: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(px(NUMBER + WHO), 0, tokens.STEP, 4)
        self.field = FlatEdit(
            kept,
            _("Traduzione in {language} di: {text}").format(language=language, text=text),
            _("Scrivi qui in {language}").format(language=language),
        )
        set_property(self.field, "kind", "")
        self.field.written.connect(self.written)
        row.addWidget(IconLabel("language", tokens.MUTED))
        row.addWidget(self.field)


class PlanLine(QWidget):
    """What result and commitment lines share: number, text, translation state, removal."""

    text_written = Signal(str)
    translation_written = Signal(str)
    removed = Signal()

    def __init__(self, number: int, text: str, kept: str, *, translated: bool, language: str, fixed: bool) -> None:
        super().__init__()
        self.setMinimumHeight(px(tokens.ROW_TABLE))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.row = QHBoxLayout()
        self.row.setContentsMargins(0, 0, tokens.STEP, 0)
        self.row.setSpacing(6)
        self._column.addLayout(self.row)
        self.number = label(str(number), "second", "muted")
        self.number.setFixedWidth(px(NUMBER))
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.text = FlatEdit(text, _("Riga {n}").format(n=number))
        self.text.setReadOnly(fixed)
        self.text.written.connect(self.text_written)
        self._language, self._kept, self._fixed = language, kept, fixed
        self.state = Button(
            language if translated else _("manca"), "quiet", "check" if translated else "warning", size="link"
        )
        self.state.setProperty("tone", "success" if translated else "warning")
        self.state.setAccessibleName(
            _("Riga {n}: tradotta in {language}").format(n=number, language=language)
            if translated
            else _("Riga {n}: manca la traduzione in {language}").format(n=number, language=language)
        )
        self.state.setFixedWidth(px(TRANSLATED))
        self.state.clicked.connect(self._translate)
        self.translation: TranslationRow | None = None
        self.remove = IconButton("close", _("Togli la riga {n}").format(n=number), size=18)
        self.remove.clicked.connect(self.removed)

    def _add_end(self) -> None:
        """Only now: a widget shown before it has a place would flash as a window."""
        self.row.addWidget(self.state)
        self.row.addWidget(self.remove)
        self.state.setHidden(not self._language)
        self.remove.setHidden(self._fixed)

    def _translate(self) -> None:
        if self.translation is None:
            self.translation = TranslationRow(self._language, self.text.text(), self._kept)
            self.translation.written.connect(self.translation_written)
            self._column.addWidget(self.translation)
        self.translation.field.setFocus()


class ResultRow(PlanLine):
    """Number, flag, the text after «Risultato:»."""

    def __init__(
        self, number: int, result: ResultLine, kept: str, *, translated: bool, language: str, fixed: bool
    ) -> None:
        super().__init__(number, result.text, kept, translated=translated, language=language, fixed=fixed)
        self.row.addWidget(self.number)
        flag = IconLabel("flag", tokens.MUTED)
        self.row.addSpacing(px(8))
        self.row.addWidget(flag)
        self.row.addSpacing(px(8))
        self.row.addWidget(label(_("Risultato:"), "strong"))
        self.row.addWidget(self.text, 1)
        self._add_end()


class WhoButton(QToolButton):
    """The initials of who does it; opens the list of who can."""

    chosen = Signal(object)

    def __init__(self, name: str, kind: str, helpers: Sequence[Helper]) -> None:
        super().__init__()
        self._face = Avatar(name, size=30, kind=MEMBER_KINDS.get(kind, "neutral"), seed=name)
        self._face.setParent(self)
        self._face.resize(self._face.sizeHint())
        self._face.move(px(3), px(3))
        self._face.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setStyleSheet(f"min-width: {px(36)}px; min-height: {px(36)}px; max-width: {px(36)}px;")
        self.setAccessibleName(_("Chi: {name}").format(name=name))
        self.setToolTip(name)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        menu = QMenu(self)
        for helper in helpers:
            action = menu.addAction(helper.name)
            action.triggered.connect(lambda _checked=False, helper=helper: self.chosen.emit(helper))
        self.setMenu(menu)


class CommitmentRow(PlanLine):
    """Number, who, what, by when, how it shows, translation."""

    who_chosen = Signal(object)
    when_written = Signal(str)
    shown_written = Signal(str)

    def __init__(
        self,
        number: int,
        commitment: CommitmentLine,
        kept: str,
        helpers: Sequence[Helper],
        *,
        translated: bool,
        language: str,
        fixed: bool,
    ) -> None:
        super().__init__(number, commitment.text, kept, translated=translated, language=language, fixed=fixed)
        self.who = WhoButton(commitment.who_name or "?", commitment.who_kind, helpers)
        self.who.setEnabled(not fixed)
        self.who.chosen.connect(self.who_chosen)
        self.by = FlatEdit(
            write_when(commitment.by_date, commitment.how_often),
            _("Entro quando, riga {n}").format(n=number),
            _("entro…"),
        )
        self.by.setFixedWidth(px(BY))
        self.by.setReadOnly(fixed)
        self.by.written.connect(self.when_written)
        self.shown = FlatEdit(commitment.shown_by, _("Come si vede, riga {n}").format(n=number), _("come si vede"))
        self.shown.setFixedWidth(px(SHOWN))
        self.shown.setProperty("extent", "small")
        self.shown.setReadOnly(fixed)
        self.shown.written.connect(self.shown_written)
        self.row.addWidget(self.number)
        self.row.addWidget(self.who)
        self.row.addWidget(self.text, 1)
        self.row.addWidget(IconLabel("calendar", tokens.INK, 18))
        self.row.addWidget(self.by)
        self.row.addWidget(self.shown)
        self._add_end()


class CommitmentHeads(QWidget):
    """The words above the columns of commitments."""

    def __init__(self, with_translation: bool) -> None:
        super().__init__()
        self.setProperty("kind", "band")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(px(30))
        row = QHBoxLayout(self)
        row.setContentsMargins(px(NUMBER) + 6, 0, tokens.STEP, 0)
        row.setSpacing(6)
        heads: list[tuple[str, int]] = [
            (_("Chi"), WHO - 4),
            (_("Impegno"), 0),
            ("", 18),
            (_("Entro"), BY),
            (_("Come si vede"), SHOWN),
        ]
        if with_translation:
            heads.append((_("Traduzione"), TRANSLATED))
        for word, width in heads:
            head = label(word, "second")
            if width:
                head.setFixedWidth(px(width))
                row.addWidget(head)
            else:
                head.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
                row.addWidget(head, 1)
        row.addSpacing(px(24))
