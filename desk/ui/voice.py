"""Speaks in the language of the family where this machine has a voice for it; otherwise it chimes."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QLoggingCategory, QObject, QThread, QUrl, Signal, Slot

from desk import settings
from desk.ui import constants  # noqa: F401 -- a display calls Qt for days

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QSoundEffect
    from PySide6.QtTextToSpeech import QTextToSpeech, QVoice

CHIME = "lobby/chime.wav"
LANGUAGES = {
    "it": QLocale.Language.Italian,
    "en": QLocale.Language.English,
    "ro": QLocale.Language.Romanian,
    "ar": QLocale.Language.Arabic,
    "es": QLocale.Language.Spanish,
    "fr": QLocale.Language.French,
    "zh": QLocale.Language.Chinese,
    "sq": QLocale.Language.Albanian,
}
NAMED = {"zh": ("Chinese (Mandarin, latin as Pinyin)", "Chinese (Mandarin)")}
"""Voices that Qt files under no language, because it does not know «cmn». Of eSpeak's two this one reads characters."""
WAIT_MILLISECONDS = 3_000


class Voice(QObject):
    """Opens speech and sound when first needed; a machine without either stays silent.

    Speech lives in a thread of its own: to ask the system for its voices takes seconds, and a service that hangs must
    not stop the window. `spoken` says a language that was spoken, `chimed` one for which there was no voice.
    """

    spoken, chimed = Signal(str), Signal(str)
    _wanted, _hushed = Signal(str, str), Signal()

    def __init__(self, parent: QObject | None = None, *, engine: str = "") -> None:
        super().__init__(parent)
        self._engine = engine
        self._thread: QThread | None = None
        self._speaker: _Speaker | None = None
        self._effect: QSoundEffect | None = None
        self._tried_sound = False
        QLoggingCategory.setFilterRules("qt.multimedia.*=false")  # which sound library is missing is no news here

    def say(self, texts: tuple[str, ...], language: str) -> None:
        """Spoken as soon as the voice is ready; else it chimes, where there is sound."""
        self._start()
        self._wanted.emit(" ".join(texts), language)

    def chime(self) -> None:
        effect = self._sound()
        if effect is not None:
            effect.play()

    def hush(self) -> None:
        """Stop in the middle of a word: the next person must not hear it."""
        if self._speaker is not None:
            self._speaker.turn += 1
            self._hushed.emit()
        if self._effect is not None:
            self._effect.stop()

    def shut(self) -> None:
        """End the thread; a service that hangs is left behind."""
        if self._thread is not None:
            self._thread.quit()
            if not self._thread.wait(WAIT_MILLISECONDS):
                _LEFT_BEHIND.append(self._thread)
            self._thread = self._speaker = None

    def _start(self) -> None:
        if self._thread is not None:
            return
        self._thread, self._speaker = QThread(), _Speaker(self._engine)
        self._speaker.moveToThread(self._thread)
        self._wanted.connect(self._speaker.say)
        self._hushed.connect(self._speaker.hush)
        self._speaker.spoken.connect(self.spoken)
        self._speaker.silent.connect(self._instead)
        self._thread.finished.connect(self._speaker.end)
        self._thread.start()

    @Slot(str)
    def _instead(self, language: str) -> None:
        self.chime()
        self.chimed.emit(language)

    def _sound(self) -> "QSoundEffect | None":
        if not self._tried_sound:
            self._tried_sound = True
            try:
                from PySide6.QtMultimedia import QMediaDevices, QSoundEffect  # needs the system's sound libraries
            except ImportError:
                return None
            if QMediaDevices.defaultAudioOutput().isNull():
                return None
            self._effect = QSoundEffect(self)
            self._effect.setSource(QUrl.fromLocalFile(str(settings.RESOURCES.path() / CHIME)))
        return self._effect


_LEFT_BEHIND: list[QThread] = []
"""Qt ends the program where a running thread is thrown away."""


class _Speaker(QObject):
    """Lives in the thread: opens the system's speech once, and knows which of its voices is for whom."""

    spoken, silent = Signal(str), Signal(str)

    def __init__(self, engine: str) -> None:
        super().__init__()
        self._engine = engine
        self._speech: QTextToSpeech | None = None
        self._tried = False
        self.turn = 0
        """Goes up with each hush: what was asked for before it is not said any more."""

    @Slot(str, str)
    def say(self, text: str, language: str) -> None:
        turn = self.turn
        speech = self._open()
        if speech is None or not self._speaks(speech, language):
            self.silent.emit(language)
        elif turn == self.turn:
            speech.say(text)
            self.spoken.emit(language)

    @Slot()
    def hush(self) -> None:
        if self._speech is not None:
            self._speech.stop()

    @Slot()
    def end(self) -> None:
        """Last thing in the thread: what was made here goes here."""
        self._speech = None

    def _open(self) -> "QTextToSpeech | None":
        if not self._tried:
            self._tried = True
            try:
                from PySide6.QtTextToSpeech import QTextToSpeech  # needs the system's sound libraries
            except ImportError:
                return None
            speech = QTextToSpeech(self._engine) if self._engine else QTextToSpeech()
            if speech.engine() and speech.state() != QTextToSpeech.State.Error:
                self._speech = speech
        return self._speech

    @staticmethod
    def _speaks(speech: "QTextToSpeech", language: str) -> bool:
        """Take the voice for a language; False where there is none."""
        wanted = LANGUAGES.get(language)
        locale = next((each for each in speech.availableLocales() if each.language() == wanted), None)
        if locale is not None:
            speech.setLocale(locale)
            return True
        voice = _named(speech, NAMED.get(language, ()))
        if voice is not None:
            speech.setVoice(voice)
        return voice is not None


def _named(speech: "QTextToSpeech", names: tuple[str, ...]) -> "QVoice | None":
    known = {voice.name(): voice for voice in speech.allVoices(QLocale.c())} if names else {}
    return next((known[name] for name in names if name in known), None)
