"""Speaks in the language of the family where this machine has a voice for it; otherwise it chimes."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QLoggingCategory, QObject, QUrl

from desk import settings

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QSoundEffect
    from PySide6.QtTextToSpeech import QTextToSpeech

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


class Voice(QObject):
    """Opens speech and sound when first needed; a machine without either stays silent and says so by False."""

    def __init__(self, parent: QObject | None = None, *, engine: str = "") -> None:
        super().__init__(parent)
        self._engine = engine
        self._speech: QTextToSpeech | None = None
        self._effect: QSoundEffect | None = None
        self._tried_speech = self._tried_sound = False
        QLoggingCategory.setFilterRules("qt.multimedia.*=false")  # which sound library is missing is no news here

    def say(self, texts: tuple[str, ...], language: str) -> bool:
        """True when it was spoken; else it chimed, where there is sound."""
        speech = self._speaker()
        locale = self._locale(speech, language) if speech is not None else None
        if speech is None or locale is None:
            self.chime()
            return False
        speech.setLocale(locale)
        speech.say(" ".join(texts))
        return True

    def chime(self) -> None:
        effect = self._sound()
        if effect is not None:
            effect.play()

    def hush(self) -> None:
        """Stop in the middle of a word: the next person must not hear it."""
        if self._speech is not None:
            self._speech.stop()
        if self._effect is not None:
            self._effect.stop()

    def _speaker(self) -> "QTextToSpeech | None":
        if not self._tried_speech:
            self._tried_speech = True
            try:
                from PySide6.QtTextToSpeech import QTextToSpeech  # needs the system's sound libraries
            except ImportError:
                return None
            speech = QTextToSpeech(self._engine, self) if self._engine else QTextToSpeech(self)
            if speech.state() != QTextToSpeech.State.Error:
                self._speech = speech
        return self._speech

    @staticmethod
    def _locale(speech: "QTextToSpeech", language: str) -> QLocale | None:
        wanted = LANGUAGES.get(language)
        return next((each for each in speech.availableLocales() if each.language() == wanted), None)

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
