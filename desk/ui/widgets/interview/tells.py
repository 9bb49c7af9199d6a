"""«Cosa ci dice»: score, ETHOS, cost of the home, what burns, funds; each with its why."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desk.domain.deadlines import Severity
from desk.i18n import _, decimal, money, n_, percent
from desk.office.day_words import days_left, numbers
from desk.office.interview import whys
from desk.office.interview.what_it_tells import MOST_DEADLINES, FundTold, Tells
from desk.office.interview.whys import Why
from desk.ui.presenters.household_words import DEADLINE_ICONS
from desk.ui.presenters.interview_words import ethos_words, part_words
from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.alert import Alert
from desk.ui.widgets.bars import Part, ScoreBar, Swatch
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.interview.why import InterviewWhy
from desk.ui.widgets.tag import Tag
from desk.ui.widgets.text import label, line

INKS = {"family": tokens.BLUE, "economic": tokens.BLUE_LIGHT, "work": tokens.INK}
BURDEN_WORDS = {"fine": ("sostenibile", "success"), "high": ("troppo alta", "warning"), "crushing": ("grave", "danger")}


class _Block(QWidget):
    """One thing told; `facts`: what it was built from."""

    def __init__(self, facts: object) -> None:
        super().__init__()
        self.facts = facts
        self.whys: dict[str, InterviewWhy] = {}
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(px(8))


class InterviewTells(QWidget):
    """With each answer only what is told anew is built anew. `papers_wanted`: somebody has brought a missing one."""

    papers_wanted = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(20), px(16), px(20), px(16))
        whole.setSpacing(px(8))
        whole.addWidget(label(_("Cosa ci dice"), "card-title"))
        whole.addWidget(label(_("Si aggiorna a ogni risposta"), "note", wrap=True))
        self._blocks: dict[str, _Block] = {}
        self._place = QVBoxLayout()
        self._place.setSpacing(px(8))
        whole.addLayout(self._place)
        whole.addStretch(1)
        whole.addWidget(label(_("Orientamento per l'operatore: non è una decisione."), "note", "muted", wrap=True))
        self._shown: Tells | None = None
        self._open: set[str] = set()
        self._block = _Block(None)

    @property
    def whys(self) -> dict[str, InterviewWhy]:
        """Every «Perché» by its name."""
        return {name: each for block in self._blocks.values() for name, each in block.whys.items()}

    def show_tells(self, tells: Tells) -> None:
        for _step in self.steps(tells):
            pass

    def forget(self) -> None:
        """Another family: nothing of the one before stands beside its page."""
        self._shown = None
        for block in self._blocks.values():
            self._drop(block)
        self._blocks = {}

    def steps(self, tells: Tells) -> Iterator[None]:
        """Shows them one thing after the other."""
        if tells == self._shown:
            return
        self._shown = tells
        wanted = {name: (facts, build) for name, facts, build in self._told(tells)}
        for name in [name for name in self._blocks if name not in wanted]:
            self._drop(self._blocks.pop(name))
        for place, (name, (facts, build)) in enumerate(wanted.items()):
            old = self._blocks.get(name)
            if old is not None and old.facts == facts:
                continue
            held = next((why for why, each in old.whys.items() if each.link.hasFocus()), "") if old else ""
            self._block = self._blocks[name] = _Block(facts)
            self._add(line())
            build()
            if old is not None:
                self._drop(old)
            self._place.insertWidget(place, self._block)
            if held in self._block.whys:
                self._block.whys[held].link.setFocus()
            yield
        self._blocks = {name: self._blocks[name] for name in wanted}

    def _told(self, tells: Tells) -> Iterator[tuple[str, object, Callable[[], None]]]:
        """Name, what it is built from, and how, in the order of the column."""
        why = tells.whys
        yield whys.SCORE, (tells.sia, why.get(whys.SCORE)), lambda: self._score(tells)
        yield whys.REQUIREMENTS, (tells.requirements, why.get(whys.REQUIREMENTS)), lambda: self._requirements(tells)
        if tells.ethos is not None:
            yield whys.ETHOS, (tells.ethos, why.get(whys.ETHOS)), lambda: self._ethos(tells)
        if tells.overcrowded is not None:
            yield whys.CROWDING, (tells.overcrowded, why.get(whys.CROWDING)), lambda: self._crowding(tells)
        if tells.burden is not None:
            yield whys.BURDEN, (tells.burden, why.get(whys.BURDEN)), lambda: self._burden(tells)
        if tells.deadlines:
            yield whys.DEADLINES, (tells.deadlines, why.get(whys.DEADLINES)), lambda: self._deadlines(tells)
        for fund in tells.funds:
            yield fund.title, fund, partial(self._fund, fund)
        if tells.esf.total:
            yield whys.ESF, (tells.esf, why.get(whys.ESF)), lambda: self._esf(tells)
        if tells.papers:
            yield "papers", tells.papers, lambda: self._papers(tells)

    def _drop(self, block: _Block) -> None:
        self._place.removeWidget(block)
        block.hide()
        block.deleteLater()

    def _add(self, part: QWidget) -> None:
        self._block.column.addWidget(part)

    def _why(self, name: str, about: str, lines: Sequence[Why]) -> None:
        """What is open stays open while the answers change."""
        if not lines:
            return
        made = self._block.whys[name] = InterviewWhy(name, about, lines, opened=name in self._open)
        made.turned.connect(self._turned)
        self._add(made)

    def _turned(self, name: str, opened: bool) -> None:
        self._open = self._open | {name} if opened else self._open - {name}

    def _head(self, words: str, tag: Tag) -> None:
        row = QHBoxLayout()
        row.addWidget(label(words, "strong"))
        row.addStretch(1)
        row.addWidget(tag)
        self._block.column.addLayout(row)

    def _score(self, tells: Tells) -> None:
        score = tells.sia
        words = _("sopra la soglia {n}") if score.above else _("sotto la soglia {n}")
        tag = Tag(
            words.format(n=score.threshold), "success" if score.above else "warning", "check" if score.above else ""
        )
        self._head(_("Punteggio SIA"), tag)
        self._block.column.addLayout(_big(decimal(score.total), _("su 100")))
        parts = [Part(float(each.points), each.name, INKS[each.name]) for each in score.parts]
        self._add(ScoreBar(parts, 100, score.threshold, f"{decimal(score.total)} / 100"))
        for each in score.parts:
            row = QHBoxLayout()
            row.setSpacing(px(8))
            row.addWidget(Swatch(INKS[each.name] if each.points else ""))
            row.addWidget(label(part_words(each), "second", wrap=True), 1)
            row.addWidget(label(decimal(each.points), "second-strong"))
            self._block.column.addLayout(row)
        if score.to_confirm:
            self._add(label(_("Regole o ISEE da confermare."), "note", "warning", wrap=True))
        self._why(whys.SCORE, _("Punteggio SIA"), tells.whys.get(whys.SCORE, ()))

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
            self._add(label(_("Manca: {what}").format(what=why), "second", "danger", wrap=True))
        self._why(whys.REQUIREMENTS, _("Requisiti SIA"), tells.whys.get(whys.REQUIREMENTS, ()))

    def _ethos(self, tells: Tells) -> None:
        if tells.ethos is None:
            return
        words = _("ETHOS {code}").format(code=tells.ethos.code)
        self._head(words, Tag(ethos_words(tells.ethos.kind), "danger", "home"))
        self._add(label(_(tells.ethos.title), "second", wrap=True))
        self._why(whys.ETHOS, words, tells.whys.get(whys.ETHOS, ()))

    def _crowding(self, tells: Tells) -> None:
        words = _("Casa sovraffollata")
        if tells.overcrowded:
            self._add(Alert(words, _("Decreto ministeriale 5 luglio 1975"), "warning", "home"))
        else:
            self._add(label(_("La casa è grande abbastanza."), "second", wrap=True))
        self._why(whys.CROWDING, words, tells.whys.get(whys.CROWDING, ()))

    def _fund(self, fund: FundTold) -> None:
        missing = n_("Da sapere ancora {n} cosa: {what}.", "Da sapere ancora {n} cose: {what}.", len(fund.missing))
        said = missing.format(n=len(fund.missing), what=", ".join(fund.missing)) if fund.missing else ""
        words = _("{fund}: può averne diritto.").format(fund=_(fund.title))
        self._add(label(f"{words} {said}".strip(), "second", wrap=True))
        self._why(fund.title, _(fund.title), fund.why)

    def _burden(self, tells: Tells) -> None:
        burden = tells.burden
        if burden is None:
            return
        words, kind = BURDEN_WORDS[burden.level]
        self._head(_("Spesa per la casa"), Tag(_(words), kind, "" if kind == "success" else "warning"))
        cost, income = money(burden.cost_cents), money(burden.income_cents)
        said = _("del reddito · {cost} su {income}").format(cost=cost, income=income)
        if burden.percent is None:
            self._add(label(_("Nessun reddito: la casa costa {cost}.").format(cost=cost), "second", wrap=True))
            self._why(whys.BURDEN, _("Spesa per la casa"), tells.whys.get(whys.BURDEN, ()))
            return
        self._block.column.addLayout(_big(percent(burden.percent), said))
        ink = {"success": tokens.SUCCESS, "warning": tokens.WARNING, "danger": tokens.DANGER}[kind]
        share = Part(min(100, burden.percent), "", ink)
        note = _("{n} % sostenibile").format(n=burden.sustainable_percent)
        self._add(ScoreBar([share], 100, burden.sustainable_percent, percent(burden.percent), note=note))
        self._why(whys.BURDEN, _("Spesa per la casa"), tells.whys.get(whys.BURDEN, ()))

    def _deadlines(self, tells: Tells) -> None:
        self._add(label(_("Prossima scadenza"), "strong"))
        kinds = {Severity.DANGER: "danger", Severity.WARNING: "warning", Severity.INFORMATION: "info"}
        for each in tells.deadlines[:MOST_DEADLINES]:
            fact = f"{each.text} {numbers(each.date, self._today)}"
            if each.hour:
                fact = _("{fact}, ore {hour}").format(fact=fact, hour=each.hour)
            left = days_left(each.date, self._today)
            self._add(Alert(fact, left, kinds[each.severity], DEADLINE_ICONS[each.kind]))
        self._why(whys.DEADLINES, _("Prossima scadenza"), tells.whys.get(whys.DEADLINES, ()))

    def _esf(self, tells: Tells) -> None:
        """The funder's record of each adult."""
        esf = tells.esf
        words = _("{n} su {total}").format(n=esf.complete, total=esf.total)
        self._head(_("Dati per il fondo europeo"), Tag(words, "success" if esf.complete == esf.total else "warning"))
        for each in esf.missing:
            self._add(label(_("Manca per {what}").format(what=each), "second", wrap=True))
        self._why(whys.ESF, _("Dati per il fondo europeo"), tells.whys.get(whys.ESF, ()))

    def _papers(self, tells: Tells) -> None:
        """Those that are not here yet, each with what it is for."""
        self._add(label(_("Documenti da portare"), "strong"))
        for paper in tells.papers:
            told = QVBoxLayout()
            told.setSpacing(0)
            told.addWidget(label(paper.title, "second", wrap=True))
            beside = " · ".join(each for each in (", ".join(paper.whose), paper.why) if each)
            if beside:
                told.addWidget(label(beside, "note", "muted", wrap=True))
            self._block.column.addLayout(told)
        attach = Button(_("Allega una copia"), "quiet", "camera", size="link")
        attach.setProperty("flush", "true")
        attach.setAccessibleName(_("Allega una copia dei documenti da portare"))
        attach.clicked.connect(self.papers_wanted)
        self._block.column.addWidget(attach, 0, Qt.AlignmentFlag.AlignLeft)


def _big(number: str, words: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(px(8))
    row.addWidget(label(number, "figure"))
    said: QLabel = label(words, "second", "muted", wrap=True)
    row.addWidget(said, 1)
    return row
