"""The head of a family's page: who they are, where they stand, the tabs."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desk.domain.journey import Event
from desk.i18n import _, n_
from desk.office.household.family import Relative
from desk.office.household.milestones import milestones
from desk.office.household.page import HouseholdPage
from desk.ui.presenters import household_words as words
from desk.ui.theme.measure import px
from desk.ui.widgets.avatar import Avatar
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.combo import ComboBox
from desk.ui.widgets.flow import FlowLayout
from desk.ui.widgets.household.name_label import name_label
from desk.ui.widgets.inline_form import empty
from desk.ui.widgets.journey_strip import JourneyStrip, Stop
from desk.ui.widgets.painted import width_of
from desk.ui.widgets.tabs import Tab, TabRow
from desk.ui.widgets.tag import Tag
from desk.ui.widgets.text import label, line

ONE_ROW_FROM = 1000
STRIP_CELL, ROOM_OF_TAGS = 118, 200


class HouseholdHeader(QFrame):
    """`print`, `book`, `interview` are the page's actions; `tabs` tells which part is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.name = label("", "page-title", wrap=True)
        self.tags = FlowLayout(12)
        self.print = Button(_("Stampa"), "neutral", "print")
        self.book = Button(_("Prenota"), "neutral", "calendar")
        self.interview = Button(_("Inizia il colloquio"), "primary", "message")
        self.members = FlowLayout(16)
        self.strip = JourneyStrip()
        self.short = label("", "strong", "info", wrap=True)
        self.tabs = TabRow(
            [
                Tab("overview", _("Panoramica")),
                Tab("people", _("Persone")),
                Tab("housing", _("Abitazione")),
                Tab("work", _("Lavoro e reddito")),
                Tab("plan", _("Piano")),
                Tab("documents", _("Documenti")),
                Tab("consents", _("Consensi")),
                Tab("contacts", _("Contatti")),
                Tab("history", _("Storia")),
            ]
        )
        self.milestone = Button("", "outlined", "flag", size="small")
        self.milestone.hide()
        self.parts = ComboBox([(name, button.text()) for name, button in self.tabs.buttons.items()])
        self.parts.setAccessibleName(_("Parte della scheda"))
        self.parts.activated.connect(lambda _index: self.tabs.choose(self.parts.value() or "overview"))
        self.tabs.chosen.connect(self._turn)
        self.parts.set_value("overview")
        self._build()

    def _build(self) -> None:
        name = self._who = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        name.setSpacing(12)
        tags = QWidget()
        tags.setLayout(self.tags)
        name.addWidget(self.name)
        name.addWidget(tags, 1, Qt.AlignmentFlag.AlignVCenter)
        actions = QHBoxLayout()
        actions.setSpacing(12)
        for button in (self.print, self.book, self.interview):
            actions.addWidget(button)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(12)
        self._top.addLayout(name, 1)
        self._top.addLayout(actions)
        members = self._people = QWidget()
        members.setLayout(self.members)
        inner = QVBoxLayout()
        inner.setContentsMargins(px(20), px(16), px(20), px(10))
        inner.setSpacing(px(10))
        inner.addLayout(self._top)
        inner.addWidget(members)
        inner.addWidget(self.strip)
        inner.addWidget(self.short)
        self._foot = foot = QHBoxLayout()
        foot.addWidget(self.tabs, 1)
        foot.addWidget(self.parts, 1)
        foot.addWidget(self.milestone)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(inner)
        column.addWidget(line())
        column.addLayout(foot)
        self.short.hide()
        self.parts.hide()

    def show_page(self, page: HouseholdPage, *, may_interview: bool, milestone: Event | None) -> None:
        self.name.setText(_("Famiglia {name}").format(name=page.name))
        empty(self.tags)
        self.tags.addWidget(Tag(page.code))
        self.tags.addWidget(Tag(words.language_words(page), icon="language"))
        if words.address_words(page):
            self.tags.addWidget(Tag(words.address_words(page), icon="place"))
        self.interview.setVisible(may_interview)
        self.interview.set_words(_("Riprendi il colloquio") if page.open_interview else _("Inizia il colloquio"))
        empty(self.members)
        for member in page.members:
            self.members.addWidget(_face(member, page))
        self.strip.set([Stop(_(s.stage.title), s.place.value, words.stage_words(s, page)) for s in page.journey.stages])
        self.short.setText(words.journey_in_short(page))
        self.milestone.setVisible(milestone is not None)
        if milestone is not None:
            self.milestone.set_words(_("Segna: {step}").format(step=words.lowered(milestones()[milestone])))
        missing = len(page.missing)
        self.tabs.set_tag("documents", n_("{n} manca", "{n} mancano", missing).format(n=missing) if missing else "")
        self._fit()

    def _turn(self, tab: str) -> None:
        self.parts.set_value(tab)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """One row or several, strip or sentence, tabs or list: whatever leaves nothing cut."""
        one_row = self.width() >= px(ONE_ROW_FROM)
        self._top.setDirection(QBoxLayout.Direction.LeftToRight if one_row else QBoxLayout.Direction.TopToBottom)
        acts = sum(each.sizeHint().width() + 12 for each in (self.print, self.book, self.interview)) if one_row else 0
        room = self.width() - 2 * px(20) - acts - px(ROOM_OF_TAGS)
        beside = width_of(self.name.text(), "page-title") <= room
        self._who.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        strip = self.width() - 2 * px(20) >= px(STRIP_CELL) * max(1, len(self.strip.stops))
        self.strip.setVisible(strip)
        self._people.setVisible(one_row or self.parts.value() == "overview")  # else the tab's own lines lie too low
        self.short.setVisible(not strip)
        button = self.milestone.sizeHint().width() + px(16) if not self.milestone.isHidden() else 0
        tabs = self.width() - 2 * px(16) - button >= self.tabs.sizeHint().width()
        self.tabs.setVisible(tabs)
        self.parts.setVisible(not tabs)
        above = 0 if tabs else px(8)
        self._foot.setContentsMargins(px(16), above, px(16), above)


def _face(member: Relative, page: HouseholdPage) -> QWidget:
    name, second = words.member_name(member, page), words.member_words(member, page)
    made = QWidget()
    made.setAccessibleName(f"{name}, {second}")
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(px(10))
    row.addWidget(Avatar(member.name, kind=words.face_kind(member.name, page)))
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(name_label(name))
    column.addWidget(label(second, "second", "muted"))
    row.addLayout(column)
    row.addSpacing(px(6))
    row.addWidget(line(upright=True))
    return made
