"""«Cosa ci dice»: score, ETHOS, cost of the home, what burns, funds; each with its why."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desk.domain.deadlines import Severity
from desk.i18n import _, n_
from desk.office.day_words import days_left, numbers
from desk.office.household.details import money
from desk.office.interview import whys
from desk.office.interview.what_it_tells import MOST_DEADLINES, Tells
from desk.office.interview.whys import Why
from desk.ui.presenters.household_words import DEADLINE_ICONS
from desk.ui.presenters.interview_words import ethos_words, part_words
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.alert import Alert
from desk.ui.widgets.bars import Part, ScoreBar, Swatch
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.inline_form import empty
from desk.ui.widgets.interview.why import InterviewWhy
from desk.ui.widgets.tag import Tag
from desk.ui.widgets.text import label, line

INKS = {"family": tokens.BLUE, "economic": tokens.BLUE_LIGHT, "work": tokens.INK}
BURDEN_WORDS = {"fine": ("sostenibile", "success"), "high": ("troppo alta", "warning"), "crushing": ("grave", "danger")}


class InterviewTells(QWidget):
    """Shown anew with each answer. `papers_wanted`: somebody has brought one that was missing."""

    papers_wanted = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(20), px(16), px(20), px(16))
        self._column.setSpacing(px(8))
        self._shown: Tells | None = None
        self._open: set[str] = set()
        self.whys: dict[str, InterviewWhy] = {}

    def show_tells(self, tells: Tells) -> None:
        if tells == self._shown:
            return
        self._shown = tells
        held = next((name for name, each in self.whys.items() if each.link.hasFocus()), "")
        self.whys = {}
        empty(self._column)
        add = self._column.addWidget
        add(label(_("Cosa ci dice"), "card-title"))
        add(label(_("Si aggiorna a ogni risposta"), "note", wrap=True))
        add(line())
        self._score(tells)
        if tells.ethos is not None:
            add(line())
            kind_words = _("ETHOS {code}").format(code=tells.ethos.code)
            self._head(kind_words, Tag(ethos_words(tells.ethos.kind), "danger", "home"))
            add(label(_(tells.ethos.title), "second", wrap=True))
            self._why(whys.ETHOS, kind_words, tells.whys.get(whys.ETHOS, ()))
        if tells.overcrowded is not None:
            crowded = _("Casa sovraffollata")
            if tells.overcrowded:
                add(Alert(crowded, _("Decreto ministeriale 5 luglio 1975"), "warning", "home"))
            else:
                add(label(_("La casa è grande abbastanza."), "second", wrap=True))
            self._why(whys.CROWDING, crowded, tells.whys.get(whys.CROWDING, ()))
        self._burden(tells)
        self._deadlines(tells)
        for fund in tells.funds:
            add(line())
            missing = n_("Da sapere ancora {n} cosa: {what}.", "Da sapere ancora {n} cose: {what}.", len(fund.missing))
            said = missing.format(n=len(fund.missing), what=", ".join(fund.missing)) if fund.missing else ""
            words = _("{fund}: può averne diritto.").format(fund=_(fund.title))
            add(label(f"{words} {said}".strip(), "second", wrap=True))
            self._why(fund.title, _(fund.title), fund.why)
        self._lacks(tells)
        self._column.addStretch(1)
        add(label(_("Orientamento per l'operatore: non è una decisione."), "note", "muted", wrap=True))
        if held in self.whys:
            self.whys[held].link.setFocus()

    def _why(self, name: str, about: str, lines: Sequence[Why]) -> None:
        """What is open stays open while the answers change."""
        if not lines:
            return
        self.whys[name] = InterviewWhy(name, about, lines, opened=name in self._open)
        self.whys[name].turned.connect(self._turned)
        self._column.addWidget(self.whys[name])

    def _turned(self, name: str, opened: bool) -> None:
        self._open = self._open | {name} if opened else self._open - {name}

    def _head(self, words: str, tag: Tag) -> None:
        row = QHBoxLayout()
        row.addWidget(label(words, "strong"))
        row.addStretch(1)
        row.addWidget(tag)
        self._column.addLayout(row)

    def _score(self, tells: Tells) -> None:
        score = tells.sia
        words = _("sopra la soglia {n}") if score.above else _("sotto la soglia {n}")
        tag = Tag(
            words.format(n=score.threshold), "success" if score.above else "warning", "check" if score.above else ""
        )
        self._head(_("Punteggio SIA"), tag)
        self._column.addLayout(_big(f"{score.total:f}".rstrip("0").rstrip(".") or "0", _("su 100")))
        parts = [Part(float(each.points), each.name, INKS[each.name]) for each in score.parts]
        self._column.addWidget(ScoreBar(parts, 100, score.threshold, f"{score.total} / 100"))
        for each in score.parts:
            row = QHBoxLayout()
            row.setSpacing(px(8))
            row.addWidget(Swatch(INKS[each.name] if each.points else ""))
            row.addWidget(label(part_words(each), "second", wrap=True), 1)
            row.addWidget(label(f"{each.points:f}".rstrip("0").rstrip(".") if each.points else "0", "second-strong"))
            self._column.addLayout(row)
        if score.to_confirm:
            self._column.addWidget(label(_("Regole o ISEE da confermare."), "note", "warning", wrap=True))
        self._why(whys.SCORE, _("Punteggio SIA"), tells.whys.get(whys.SCORE, ()))
        self._requirements(tells)

    def _requirements(self, tells: Tells) -> None:
        """May the family have it? What is against it, and how much nobody has asked yet."""
        against = [each.why for each in tells.requirements if each.met is False]
        unknown = sum(each.met is None for each in tells.requirements)
        if against:
            tag = Tag(_("non ci sono tutti"), "danger")
        elif unknown:
            tag = Tag(_("{n} da sapere").format(n=unknown), "warning")
        else:
            tag = Tag(_("ci sono tutti"), "success", "check")
        self._head(_("Requisiti SIA"), tag)
        for why in against:
            self._column.addWidget(label(_("Manca: {what}").format(what=why), "second", "danger", wrap=True))
        self._why(whys.REQUIREMENTS, _("Requisiti SIA"), tells.whys.get(whys.REQUIREMENTS, ()))

    def _burden(self, tells: Tells) -> None:
        burden = tells.burden
        if burden is None:
            return
        self._column.addWidget(line())
        words, kind = BURDEN_WORDS[burden.level]
        self._head(_("Spesa per la casa"), Tag(_(words), kind, "" if kind == "success" else "warning"))
        cost, income = money(burden.cost_cents), money(burden.income_cents)
        said = _("del reddito · {cost} su {income}").format(cost=cost, income=income)
        if burden.percent is None:
            self._column.addWidget(
                label(_("Nessun reddito: la casa costa {cost}.").format(cost=cost), "second", wrap=True)
            )
            self._why(whys.BURDEN, _("Spesa per la casa"), tells.whys.get(whys.BURDEN, ()))
            return
        self._column.addLayout(_big(f"{burden.percent} %", said))
        ink = {"success": tokens.SUCCESS, "warning": tokens.WARNING, "danger": tokens.DANGER}[kind]
        share = Part(min(100, burden.percent), "", ink)
        self._column.addWidget(ScoreBar([share], 100, burden.sustainable_percent, f"{burden.percent} %"))
        note = _("{n} % sostenibile").format(n=burden.sustainable_percent)
        self._column.addWidget(label(note, "note", "muted", wrap=True))
        self._why(whys.BURDEN, _("Spesa per la casa"), tells.whys.get(whys.BURDEN, ()))

    def _deadlines(self, tells: Tells) -> None:
        if not tells.deadlines:
            return
        self._column.addWidget(line())
        self._column.addWidget(label(_("Prossima scadenza"), "strong"))
        kinds = {Severity.DANGER: "danger", Severity.WARNING: "warning", Severity.INFORMATION: "info"}
        for each in tells.deadlines[:MOST_DEADLINES]:
            fact = f"{each.text} {numbers(each.date, self._today)}"
            if each.hour:
                fact = _("{fact}, ore {hour}").format(fact=fact, hour=each.hour)
            self._column.addWidget(
                Alert(fact, days_left(each.date, self._today), kinds[each.severity], DEADLINE_ICONS[each.kind])
            )
        self._why(whys.DEADLINES, _("Prossima scadenza"), tells.whys.get(whys.DEADLINES, ()))

    def _lacks(self, tells: Tells) -> None:
        """The funder's record of each adult, and the papers that are not here yet."""
        esf, add = tells.esf, self._column.addWidget
        if esf.total:
            add(line())
            whole = esf.complete == esf.total
            words = _("{n} su {total}").format(n=esf.complete, total=esf.total)
            self._head(_("Dati per il fondo europeo"), Tag(words, "success" if whole else "warning"))
            for each in esf.missing:
                add(label(_("Manca per {what}").format(what=each), "second", wrap=True))
            self._why(whys.ESF, _("Dati per il fondo europeo"), tells.whys.get(whys.ESF, ()))
        if tells.papers:
            add(line())
            add(label(_("Documenti da portare"), "strong"))
        for paper in tells.papers:
            words = f"{paper.title}: {paper.why}" if paper.why else paper.title
            add(label(words, "second", wrap=True))
        if tells.papers:
            attach = Button(_("Allega una copia"), "quiet", "camera", size="link")
            attach.setAccessibleName(_("Allega una copia dei documenti da portare"))
            attach.clicked.connect(self.papers_wanted)
            add(attach)


def _big(number: str, words: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(px(8))
    row.addWidget(label(number, "figure"))
    said: QLabel = label(words, "second", "muted", wrap=True)
    row.addWidget(said, 1)
    return row
