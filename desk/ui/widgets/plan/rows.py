"""The editable lines of a plan: a result, a commitment, and the line for a translation typed by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desk.domain.plan import CommitmentLine
from desk.domain.when import write_when
from desk.i18n import _
from desk.office.plan.people import Helper
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.plan.edits import FlatEdit, FlatText
from desk.ui.widgets.plan.grip import Grip
from desk.ui.widgets.plan.who import SIDE as WHO
from desk.ui.widgets.plan.who import WhoButton
from desk.ui.widgets.text import IconLabel, label, line, set_property

NUMBER, BY, SHOWN, TRANSLATED, END = 32, 110, 142, 88, 32
MARK = 13
GAP = 4
NARROW = 620
"""Below this width (at 100 % text) a commitment takes two rows."""


@dataclass(frozen=True)
class LineFacts:
    """What a line shows. `language`: the sheet's second language in words, empty for Italian alone. `change`: what it
    is against the version that the family knows, in words, and its `drawing`; a line that stayed has none."""

    id: str
    number: int
    text: str
    translation: str
    translated: bool
    language: str
    fixed: bool
    change: str = ""
    drawing: str = ""


class TranslationRow(QWidget):
    """Under a line: the place to type its translation."""

    written = Signal(str)

    def __init__(self, facts: LineFacts) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(px(NUMBER + WHO) + 2 * GAP, 0, px(END) + tokens.STEP, 6)
        self.field = FlatEdit(facts.translation, "")
        set_property(self.field, "kind", "")
        self.field.written.connect(self.written)
        self.field.returnPressed.connect(self._holds)
        row.addWidget(IconLabel("language", tokens.MUTED))
        row.addWidget(self.field)
        self.show_facts(facts)

    def _holds(self) -> None:
        """The old words are said to hold for the new text too."""
        if not self._facts.translated and self.field.text() == self._facts.translation:
            self.written.emit(self._facts.translation)

    def show_facts(self, facts: LineFacts) -> None:
        self._facts = facts
        self.field.setAccessibleName(
            _("Traduzione in {language} di: {text}").format(language=facts.language, text=facts.text)
        )
        self.field.setPlaceholderText(_("Scrivi qui in {language}").format(language=facts.language))
        self.field.put(facts.translation)


class PlanLine(QWidget):
    """What result and commitment lines share: number, text, translation state, handle. Hidden until it has a place."""

    text_written = Signal(str)
    translation_written = Signal(str)
    stepped = Signal(int)
    least = tokens.ROW_TABLE - 2

    def __init__(self, facts: LineFacts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hide()
        self.facts = facts
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.row = QHBoxLayout()
        self.row.setContentsMargins(0, 0, tokens.STEP, 0)
        self.row.setSpacing(GAP)
        self.hairline = line()
        self.hairline.hide()
        self._column.addWidget(self.hairline)
        self._column.addLayout(self.row)
        self.number = label("", "second", "muted")
        self.number.setFixedWidth(px(NUMBER))
        self.number.setMinimumHeight(px(self.least))
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.mark = IconLabel("plus", tokens.BLUE_ON_TINT, MARK)
        beside = QHBoxLayout(self.number)
        beside.setContentsMargins(3, 0, 0, 0)
        beside.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.text = FlatText(facts.text, "", required=True)
        self.text.written.connect(self.text_written)
        self.state = Button("", "quiet", size="link")
        self.state.setFixedWidth(px(TRANSLATED))
        self.state.clicked.connect(self._translate)
        self.grip = Grip("")
        self.grip.stepped.connect(self.stepped)
        self.translation: TranslationRow | None = None

    def show_facts(self, facts: LineFacts) -> None:
        """Show what the record says now; what somebody is typing stays."""
        self.facts = facts
        self.number.setText(str(facts.number))
        self.text.put(facts.text)
        if facts.drawing:
            self.mark.set_icon(facts.drawing, tokens.BLUE_ON_TINT if facts.drawing == "plus" else tokens.WARNING_TEXT)
        self.mark.setVisible(bool(facts.drawing))
        self.number.setToolTip(facts.change)
        named = _("Riga {n}").format(n=facts.number)
        self.text.setAccessibleName(f"{named}, {facts.change}" if facts.drawing else named)
        self.text.setReadOnly(facts.fixed)
        self.grip.setAccessibleName(_("Riga {n}: sposta o togli").format(n=facts.number))
        self.grip.setToolTip(_("Trascina per spostare, premi per altro"))
        self.grip.setHidden(facts.fixed)
        words = _("Riga {n}: tradotta in {language}") if facts.translated else _("Riga {n}: manca in {language}")
        self.state.set_words(facts.language if facts.translated else _("manca"))
        self.state.set_icon(
            "check" if facts.translated else "warning", tokens.SUCCESS_TEXT if facts.translated else tokens.WARNING_TEXT
        )
        set_property(self.state, "tone", "success" if facts.translated else "warning")
        self.state.setAccessibleName(words.format(n=facts.number, language=facts.language))
        self.state.setToolTip(facts.translation or self.state.accessibleName())
        self.state.setHidden(not facts.language)
        if self.translation is not None:
            self.translation.show_facts(facts)

    def _translate(self) -> None:
        self.translating().setFocus()

    def translating(self) -> QWidget:
        """Where its translation is typed."""
        if self.translation is None:
            self.translation = TranslationRow(self.facts)
            self.translation.written.connect(self.translation_written)
            self._column.addWidget(self.translation)
        return self.translation.field

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where the focus goes, in order."""
        return (self.text, self.state, self.grip)

    def settle(self) -> None:
        """Save everything typed in this line."""
        self.text.settle()
        if self.translation is not None:
            self.translation.field.settle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() == Qt.KeyboardModifier.AltModifier and event.key() in steps and not self.facts.fixed:
            self.stepped.emit(steps[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)


class ResultRow(PlanLine):
    """Number, flag, the text after «Risultato:»."""

    least = 36

    def __init__(self, facts: LineFacts, parent: QWidget | None = None) -> None:
        super().__init__(facts, parent)
        flag = IconLabel("flag", tokens.MUTED)
        self.row.addWidget(self.number)
        self.row.addSpacing(px(6))
        self.row.addWidget(flag)
        self.row.addSpacing(px(8))
        self.row.addWidget(label(_("Risultato:"), "strong"))
        self.row.addWidget(self.text, 1)
        self.row.addWidget(self.state)
        self.row.addWidget(self.grip)
        self.show_facts(facts)


class CommitmentRow(PlanLine):
    """Number, who, what, by when, how it shows, translation; in two rows where there is little width. It is `fill`ed
    and shown after it was made: all at once would take longer than a frame."""

    who_chosen = Signal(object)
    when_written = Signal(str)
    shown_written = Signal(str)

    def __init__(self, facts: LineFacts, commitment: CommitmentLine, parent: QWidget | None = None) -> None:
        super().__init__(facts, parent)
        self._narrow: bool | None = None
        self.who = WhoButton()
        self.who.chosen.connect(self.who_chosen)
        self.by = FlatText(write_when(commitment.by_date, commitment.how_often), "", _("entro…"), waits=True)
        self.by.written.connect(self.when_written)
        self.shown = FlatText(commitment.shown_by, "", _("come si vede"), extent="small")
        self.shown.written.connect(self.shown_written)

    def fill(self) -> None:
        """The parts into their places, before anything is shown."""
        self._when = QWidget()
        when = QHBoxLayout(self._when)
        when.setContentsMargins(0, 0, 0, 0)
        when.setSpacing(2)
        when.addWidget(IconLabel("calendar", tokens.INK, 18))
        when.addWidget(self.by)
        self._when.setFixedWidth(px(BY + 18) + 2)
        self._second = QHBoxLayout()
        self._second.setSpacing(GAP)
        self.row.addWidget(self.number)
        self.row.addWidget(self.who)
        self.row.addWidget(self.text, 1)
        self.row.addWidget(self.grip)
        self._column.addLayout(self._second)
        self.arrange(narrow=False)  # what is shown without a place becomes a window of its own

    def show_line(
        self, facts: LineFacts, commitment: CommitmentLine, who: Helper | None, helpers: Sequence[Helper]
    ) -> None:
        """Show what the record says now; what somebody is typing stays."""
        self.show_facts(facts)
        self.who.show_who(who, helpers)
        self.who.setEnabled(not facts.fixed)
        self.by.put(write_when(commitment.by_date, commitment.how_often))
        self.by.setAccessibleName(_("Entro quando, riga {n}").format(n=facts.number))
        self.by.setReadOnly(facts.fixed)
        self.shown.put(commitment.shown_by)
        self.shown.setAccessibleName(_("Come si vede, riga {n}").format(n=facts.number))
        self.shown.setToolTip(commitment.shown_by)
        self.shown.setReadOnly(facts.fixed)

    def settle(self) -> None:
        super().settle()
        self.by.settle()
        self.shown.settle()

    def arrange(self, *, narrow: bool) -> None:
        """Date, sign and translation beside the text, or under it."""
        if self._narrow == narrow:
            return
        self._narrow = narrow
        parts = (self._when, self.shown, self.state)
        for part in parts:
            self.row.removeWidget(part)
            self._second.removeWidget(part)
        edge = (px(NUMBER + WHO) + 2 * GAP, 0, px(END) + tokens.STEP, 4)
        self._second.setContentsMargins(*(edge if narrow else (0, 0, 0, 0)))
        if narrow:
            self.shown.setMinimumWidth(0)
            self.shown.setMaximumWidth(16_777_215)
            self._second.addWidget(self._when)
            self._second.addWidget(self.shown, 1)
            self._second.addWidget(self.state)
        else:
            self.shown.setFixedWidth(px(SHOWN))
            for place, part in enumerate(parts, start=3):
                self.row.insertWidget(place, part)
        for one, other in pairwise(self.stops):
            QWidget.setTabOrder(one, other)

    @property
    def stops(self) -> tuple[QWidget, ...]:
        return (self.who, self.text, self.by, self.shown, self.state, self.grip)


class CommitmentHeads(QWidget):
    """The words above the columns of commitments."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hide()
        self.setProperty("kind", "band")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumHeight(px(30))
        row = QHBoxLayout(self)
        row.setContentsMargins(px(NUMBER) + GAP, 0, tokens.STEP, 0)
        row.setSpacing(GAP)
        self.translation = label(_("Traduzione"), "second")
        heads = (
            (label(_("Chi"), "second"), WHO, px(6)),
            (label(_("Impegno"), "second"), 0, px(7)),
            (label(_("Entro"), "second"), BY + 18, 2),
            (label(_("Come si vede"), "second"), SHOWN, px(7)),
            (self.translation, TRANSLATED, px(6)),
        )
        for head, width, indent in heads:
            head.setIndent(indent)
            if width:
                head.setFixedWidth(px(width) + (2 if width == BY + 18 else 0))
                row.addWidget(head)
            else:
                head.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
                row.addWidget(head, 1)
        row.addSpacing(px(END))
