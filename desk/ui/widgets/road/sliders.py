"""«Cambia una cifra»: whose hours, from when, and the sliders."""

from collections.abc import Callable
from datetime import date

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from desk.i18n import _, money, n_
from desk.office.day_words import short_month
from desk.ui.presenters.road import Figure, RoadPresenter
from desk.ui.theme.measure import px
from desk.ui.widgets.card import Card
from desk.ui.widgets.check_box import CheckBox
from desk.ui.widgets.combo import ComboBox
from desk.ui.widgets.road.slider import EURO, RoadSlider
from desk.ui.widgets.text import label, line

_SAVING_TO, _RENT_FROM, _RENT_TO, _ARREARS_TO = 500_00, 250_00, 700_00, 300_00
_HOURLY_FROM, _HOURLY_TO = 5_00, 12_00
BESIDE_FROM = 330
_TEN_CENTS = 10


class RoadSliders(Card):
    """Every move goes to the presenter at once."""

    def __init__(self, presenter: RoadPresenter) -> None:
        super().__init__(_("Cambia una cifra"))
        self.presenter = presenter
        self.hint = label(_("Segno grigio: oggi. Ogni cifra si può scrivere."), "note", "muted", wrap=True)
        self.body.addWidget(self.hint)
        self.who = ComboBox()
        self.who.setAccessibleName(_("Di chi sono le ore"))
        self.start = ComboBox()
        self.start.setAccessibleName(_("Da quale mese"))

        def reader(name: Figure) -> Callable[[str], str]:
            return lambda text: self.presenter.type_figure(name, text)

        self.sliders: dict[Figure, RoadSlider] = {
            "hours": RoadSlider(_("Ore a settimana"), 1, 4, read=reader("hours")),
            "hourly": RoadSlider(_("Paga netta di un’ora in più"), _TEN_CENTS, 5, read=reader("hourly")),
            "saving": RoadSlider(_("Risparmio al mese"), EURO, 5, 10, reader("saving")),
            "sought": RoadSlider(_("Affitto cercato"), EURO, 5, 10, reader("sought")),
            "arrears": RoadSlider(_("Arretrati al mese"), EURO, 5, 10, reader("arrears")),
        }
        self.deposit = CheckBox(_("La cauzione la paga un fondo"))
        row = self._whose = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(px(8))
        row.addWidget(self.who, 5)
        row.addWidget(self.start, 6)
        self.body.addWidget(line())
        self.body.addLayout(row)
        for place, (name, slider) in enumerate(self.sliders.items()):
            if place > 1:
                self.body.addWidget(line())
            self.body.addWidget(slider)
            slider.moved.connect(lambda value, name=name: self.presenter.set_figure(name, value))
        self.body.addWidget(self.deposit)
        self.body.addStretch(1)
        self.who.activated.connect(lambda _place: self.presenter.choose_person(self.who.value() or ""))
        self.start.activated.connect(lambda _place: self._begin())
        self.deposit.toggled.connect(self.presenter.set_deposit_paid)

    def controls(self) -> tuple[QWidget, ...]:
        """In the order of the Tab key."""
        return (self.who, self.start, *(each.slider for each in self.sliders.values()), self.deposit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= px(BESIDE_FROM)
        self._whose.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    def _begin(self) -> None:
        chosen = self.start.value()
        if chosen:
            self.presenter.set_start(date.fromisoformat(chosen))

    def show_page(self) -> None:
        """Another family or scenario: names, months and ends."""
        page = self.presenter.page
        if page is None:
            return
        self.who.set_options([(each.person, each.name) for each in page.workers])
        self.who.setVisible(bool(page.workers))
        self.start.set_options(
            [(day.isoformat(), _("da {month}").format(month=short_month(day))) for day in self.presenter.starts()]
        )
        figures = page.told.figures
        self._ends("hours", 0, max(figures.most_hours, self.presenter.figure("hours")), "0", "{}")
        hourly = self.presenter.figure("hourly")
        self._ends("hourly", min(_HOURLY_FROM, hourly), max(_HOURLY_TO, hourly), "", "")
        self._ends("saving", 0, max(_SAVING_TO, self.presenter.figure("saving")), "", "")
        sought = self.presenter.figure("sought")
        self._ends("sought", min(_RENT_FROM, sought), max(_RENT_TO, sought), "", "")
        self._ends("arrears", 0, max(_ARREARS_TO, self.presenter.figure("arrears")), "", "")
        for name in ("hours", "hourly"):
            self.sliders[name].setEnabled(bool(page.workers))
        self.sliders["arrears"].setVisible(bool(page.told.arrears_cents))
        self.deposit.setVisible(page.told.base.deposit_aid is not None or self.presenter.scenario.deposit_paid)
        self.show_figures()

    def _ends(self, name: Figure, lowest: int, highest: int, low: str, high: str) -> None:
        low = low or money(lowest)
        self.sliders[name].set_ends(lowest, highest, low, high.format(highest) if high else money(highest))

    def show_figures(self) -> None:
        """The values as they stand in the scenario."""
        presenter = self.presenter
        page = presenter.page
        if page is None:
            return
        self.who.set_value(presenter.person)
        self.start.set_value(presenter.start().isoformat())
        for name, slider in self.sliders.items():
            figure = presenter.figure(name)
            words = str(figure) if name == "hours" else money(figure)
            slider.set_figure(figure, words, presenter.figure_today(name))
        told = presenter.figure_today("saving")
        later = presenter.scenario.saving_cents is not None and presenter.scenario.saving_from is not None
        self.sliders["saving"].set_middle(_("{sum} fino ad allora").format(sum=money(told)) if later and told else "")
        rooms = n_("{rooms} stanza · {area} m²", "{rooms} stanze · {area} m²", page.rooms)
        rooms = rooms.format(rooms=page.rooms, area=page.area)
        self.sliders["sought"].set_middle(rooms)
        self.sliders["arrears"].set_middle(_("{sum} in tutto").format(sum=money(page.told.arrears_cents)))
        self.deposit.blockSignals(True)
        self.deposit.setChecked(presenter.scenario.deposit_paid)
        self.deposit.blockSignals(False)
