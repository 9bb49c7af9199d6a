"""«Perché»: opened in place beside what the answers tell, open still when they change."""

from pytestqt.qtbot import QtBot

from desk.office.interview import whys
from desk.office.interview.whys import Why
from desk.ui.widgets.interview.why import InterviewWhy


def test_the_reasons_open_and_close_in_place(qtbot: QtBot) -> None:
    why = InterviewWhy(whys.BURDEN, "Spesa per la casa", (Why("Affitto 470 €"), Why("ISEE", "open")))
    qtbot.addWidget(why)
    assert not why.is_open
    with qtbot.waitSignal(why.turned) as heard:
        why.link.click()
    assert (heard.args, why.is_open) == ([whys.BURDEN, True], True)
    assert why.link.accessibleName() == "Nascondi il perché di: Spesa per la casa"
    why.link.click()
    assert not why.is_open
