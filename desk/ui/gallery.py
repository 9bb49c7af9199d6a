"""Every component in every state on one sheet: to look at, and to photograph in tests."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desk.ui.theme import tokens
from desk.ui.theme.measure import px
from desk.ui.widgets.alert import Alert
from desk.ui.widgets.avatar import Avatar
from desk.ui.widgets.bars import Part, ScoreBar, StageBar, ThinBar
from desk.ui.widgets.breadcrumb import Breadcrumb
from desk.ui.widgets.buttons import Button
from desk.ui.widgets.card import Card, DashedCard
from desk.ui.widgets.combo import ComboBox
from desk.ui.widgets.date_field import DateField
from desk.ui.widgets.edits import LineEdit, TextArea
from desk.ui.widgets.empty import EmptyState
from desk.ui.widgets.field import FieldFrame
from desk.ui.widgets.journey_strip import JourneyStrip, Stop
from desk.ui.widgets.leaf import DateLeaf, TicketBadge
from desk.ui.widgets.painted import Painted, plate
from desk.ui.widgets.search import SearchField
from desk.ui.widgets.segmented import Segmented
from desk.ui.widgets.step_chart import Mark, Road, StepChart
from desk.ui.widgets.tabs import Tab, TabRow
from desk.ui.widgets.tag import Count, SyncChip, Tag
from desk.ui.widgets.text import label, line
from desk.ui.widgets.timeline import Happening, Timeline
from desk.ui.widgets.undo import UndoLine

DAY = date(2026, 11, 24)

COLOURS = (
    ("Blu: azione, selezione", tokens.BLUE),
    ("Blu scuro: testo di azione", tokens.BLUE_DARK),
    ("Blu chiaro: riga scelta", tokens.BLUE_TINT),
    ("Inchiostro: testo, barra", tokens.INK),
    ("Testo secondario", tokens.BODY),
    ("Testo di aiuto", tokens.MUTED),
    ("Bordo dei campi", tokens.FIELD_EDGE),
    ("Bordo delle schede", tokens.CARD_EDGE),
    ("Fondo", tokens.GROUND),
    ("Bene", tokens.SUCCESS),
    ("Bene, testo", tokens.SUCCESS_TEXT),
    ("Bene, fondo", tokens.SUCCESS_TINT),
    ("Attenzione", tokens.WARNING),
    ("Attenzione, testo", tokens.WARNING_TEXT),
    ("Attenzione, fondo", tokens.WARNING_TINT),
    ("Pericolo", tokens.DANGER),
    ("Pericolo, testo", tokens.DANGER_TEXT),
    ("Pericolo, fondo", tokens.DANGER_TINT),
)


class Swatch(Painted):
    """A patch of one colour."""

    def __init__(self, ink: str) -> None:
        self.ink = ink
        super().__init__(ink)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def measure(self) -> QSize:
        return QSize(px(36), px(26))

    def draw(self, painter: QPainter) -> None:
        plate(painter, QRectF(self.rect()), self.ink, tokens.CARD_EDGE, radius=tokens.RADIUS_TAG)


class Gallery(QScrollArea):
    """Three columns of parts, then the large pieces."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.sheet = QWidget()
        self.sheet.setProperty("kind", "white")
        whole = QVBoxLayout(self.sheet)
        whole.setContentsMargins(*(tokens.PAGE_MARGIN,) * 4)
        whole.setSpacing(tokens.PAGE_MARGIN)
        whole.addWidget(label("Componenti", "page-title"))
        across = QHBoxLayout()
        across.setSpacing(40)
        for parts in (_first(), _second(), _third()):
            across.addLayout(_column(parts), 1)
        whole.addLayout(across)
        whole.addLayout(_column(_large()))
        whole.addStretch(1)
        self.setWidget(self.sheet)


def _column(parts: Sequence[QWidget | QLayout]) -> QVBoxLayout:
    made = QVBoxLayout()
    made.setSpacing(tokens.STEP)
    for part in parts:
        if isinstance(part, QLayout):
            made.addLayout(part)
        else:
            made.addWidget(part)
    made.addStretch(1)
    return made


def _row(*parts: QWidget) -> QHBoxLayout:
    made = QHBoxLayout()
    made.setSpacing(12)
    for part in parts:
        made.addWidget(part)
    made.addStretch(1)
    return made


def _first() -> list[QWidget | QLayout]:
    grid = QGridLayout()
    grid.setVerticalSpacing(6)
    grid.setHorizontalSpacing(12)
    grid.setColumnStretch(1, 1)
    for place, (name, ink) in enumerate(COLOURS):
        grid.addWidget(Swatch(ink), place, 0)
        grid.addWidget(label(name), place, 1)
        grid.addWidget(label(ink, "text", "muted"), place, 2)
    return [label("Colori", "name"), line(), grid]


def _second() -> list[QWidget | QLayout]:
    off = [Button("Chiama", "primary"), Button("Prenota", "outlined"), Button("Chiusura breve")]
    for button in off:
        button.setEnabled(False)
    working = Button("Stampa", "primary", "print")
    working.set_working("Stampo…")
    types = [
        label(words, kind)
        for kind, words in (
            ("page-title", "Titolo di pagina"),
            ("card-title", "Titolo di scheda"),
            ("name", "Nome, etichetta forte"),
            ("text", "Testo, tabelle"),
            ("second", "Riga secondaria"),
            ("note", "Nota, il minimo"),
        )
    ]
    return [
        label("Caratteri", "name"),
        line(),
        *types,
        label("Pulsanti", "name"),
        line(),
        _row(Button("Chiama", "primary"), Button("Prenota", "outlined"), Button("Chiusura breve")),
        _row(*off),
        _row(working, Button("Elimina", "danger", "trash"), Button("Annulla", "quiet", "undo")),
        Button("Chiama", "primary", "volume", size="large", key="F9"),
        _row(Button("Senza appuntamento", "outlined", "ticket", key="F2")),
        _row(Button("Avanti: Lavoro", "primary", "next", trailing=True), Button("Scheda", icon="person", size="small")),
        label("Avvisi e annulla", "name"),
        line(),
        Alert("Sfratto: accesso ven 27/11", kind="danger", icon="scale"),
        Alert("SIA: firma entro il 18/12", "36 giorni passati su 60, ne restano 24", kind="warning"),
        Alert("Piano firmato", kind="success"),
        Alert("Può chiedere il fondo FIMI", "Mancano 2 documenti", kind="info"),
        UndoLine("Popescu: arrivo segnato"),
    ]


def _field(text: str, state: str, words: str = "") -> LineEdit:
    made = LineEdit("Affitto al mese", unit="€")
    made.setAccessibleName("Affitto al mese")
    made.setText(text)
    made.set_state(state, words)
    return made


def _framed(name: str, control: QWidget, state: str, words: str = "") -> FieldFrame:
    made = FieldFrame(name, control)
    made.set_state(state, words)
    return made


def _third() -> list[QWidget | QLayout]:
    combo = ComboBox((("4+4", "Affitto privato, contratto 4+4"), ("tr", "Transitorio")))
    combo.set_value("4+4")
    choice = Segmented((("yes", "Sì"), ("no", "No"), ("unknown", "Non lo sa")))
    choice.set_value("yes")
    release = DateField(DAY)
    release.set_value(date(2027, 7, 15))
    return [
        label("Campi", "name"),
        line(),
        _field("", "empty"),
        _field("470", "empty"),
        _field("470", "to_confirm", "dal 12/09"),
        _field("470", "confirmed"),
        _field("", "to_ask", "da richiedere"),
        _field("47000", "doubtful", "troppo alto?"),
        _framed("Che casa avete", combo, "to_confirm", "dal 12/09 · da confermare"),
        _framed("Contratto registrato", choice, "confirmed", "detto oggi da Youssef"),
        _framed("Data di rilascio", release, "read", "letto sulla convalida"),
        _framed("Nota", TextArea("Parole della famiglia", rows=2), "empty"),
        label("Stato della rete", "name"),
        line(),
        _row(SyncChip("saved", "Salvato qui · inviato 10:32")),
        _row(SyncChip("offline", "Senza rete · 14 da inviare")),
        _row(SyncChip("reconcile", "2 da riconciliare")),
        _row(SyncChip("danger", "Disco quasi pieno")),
        label("Etichette: sempre con una parola", "name"),
        line(),
        _row(Tag("sfratto: 27/11", "danger", "scale"), Tag("con neonato", "warning", "baby")),
        _row(Tag("ore 10:30", "info", "calendar"), Tag("firmato", "success", "check"), Count(6, strong=True)),
        _row(Tag("arabo", "neutral", "language"), Tag("bozza"), Tag("in arabo", "interpreter"), Count(9)),
    ]


STOPS = (
    Stop("Domanda SIA", "done", "19/08"),
    Stop("Accoglienza", "done", "12/09"),
    Stop("Analisi", "done", "06/10"),
    Stop("Piano", "now", "entro 18/12"),
    Stop("Lavoro", "later"),
    Stop("Ricerca casa", "later"),
    Stop("Contratto", "later", "giugno 2027"),
)
ROAD = Road(
    steps=[360] * 2 + [400] * 2 + [492] * 8 + [559] * 8 + [596] * 4,
    sought=480,
    steps_words="può pagare 596 €",
    sought_words="affitto cercato 480 €",
    months=(Mark(0, "nov 2026"), Mark(14, "gen 2028"), Mark(24, "nov 2028")),
    possible=Mark(7, "contratto possibile: giugno 2027"),
    release=Mark(8, "rilascio 15/07"),
)


def _large() -> list[QWidget | QLayout]:
    road = Card("Strada verso l’affitto", "journey", "Apri")
    road.body.addWidget(label("Con 34 ore da marzo può pagare 490 € al mese.", "second"))
    road.body.addWidget(
        StepChart(ROAD, "Può pagare da 360 a 596 euro; ne cerca 480; contratto possibile a giugno 2027.")
    )
    told = Card("Cosa è successo", "clock", "Tutta la storia")
    told.body.addWidget(
        Timeline(
            (
                Happening("oggi", "message", "Colloquio in corso, stanza 2", "G. Ferrero · dalle 10:02"),
                Happening("20/11", "phone", "Telefonata riuscita", "Khadija conferma l’appuntamento"),
                Happening("18/11", "phone", "Due tentativi senza risposta", "lasciato un messaggio in arabo"),
            )
        )
    )
    score = Card("Punteggio SIA")
    parts = (Part(25, "Famiglia"), Part(10, "Economia", tokens.BLUE_LIGHT))
    score.body.addWidget(ScoreBar(parts, 100, 25, "35 su 100, sopra la soglia di 25"))
    score.body.addWidget(StageBar(5))
    score.body.addWidget(ThinBar(32, 60, "32 risposte su 60"))
    score.body.addLayout(_row(DateLeaf("mar", 1, "dicembre"), TicketBadge("A17", strong=True), TicketBadge("B06")))
    names = ("Youssef El Amrani", "Khadija Bennani", "Amina Rossi")
    score.body.addLayout(_row(*(Avatar(name) for name in names), Avatar(names[0], size=28)))
    score.body.addStretch(1)
    free = DashedCard()
    free.body.addWidget(EmptyState("Qui compare la prossima famiglia chiamata.", "Prenota un posto"))
    cards = QHBoxLayout()
    cards.setSpacing(tokens.CARD_GAP)
    for card in (told, road, score, free):
        cards.addWidget(card, 1)
    strip = Card()
    strip.body.addWidget(Breadcrumb((("households", "Famiglie"), ("x", "El Amrani"))))
    strip.body.addWidget(JourneyStrip(STOPS))
    tabs = TabRow((Tab("a", "Panoramica"), Tab("b", "Persone"), Tab("c", "Documenti", "2 mancano"), Tab("d", "Storia")))
    strip.body.addWidget(tabs)
    return [SearchField(), strip, cards]
