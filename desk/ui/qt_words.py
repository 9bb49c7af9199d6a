"""Qt's own words in the language of the screens: the window to choose a printer or a file, the menu of a field."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

_KEPT = "desk-qt-words"


def speak(language: str) -> None:
    """From now on. Where Qt has no words of a language, they stay English."""
    application = QCoreApplication.instance()
    if application is None:
        return
    words = application.findChild(QTranslator, _KEPT)
    if words is None:
        words = QTranslator(application)
        words.setObjectName(_KEPT)
    QCoreApplication.removeTranslator(words)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if words.load(QLocale(language), "qtbase", "_", folder):
        QCoreApplication.installTranslator(words)
