"""The privacy notice in the window: printed in the family's language, each adult's word recorded and undone."""

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from desk.catalogue.notice import load_notice
from desk.db.store import Store
from desk.db.tables import consent, printed
from desk.domain.roles import Role
from desk.errors import BadInput
from desk.office.household.consents import notice_of, read_consents, record_consent
from desk.ui.widgets.household.consents_part import ConsentsPart
from tests.screen_parts import GoodPress, Waiting, context_of, nameless
from tests.small_office import SmallOffice, build_small_office, person

FAMILY = (
    person("Youssef", "El Amrani", "1985-02-09", "M", "head"),
    person("Khadija", "Bennani", "1990-02-09", role="partner"),
    person("Ilyas", "El Amrani", "2018-02-09", "M"),
)


@pytest.fixture
def office(store: Store) -> SmallOffice:
    return build_small_office(store)


@pytest.fixture
def home(office: SmallOffice) -> str:
    return office.family("TH-0217", "El Amrani", FAMILY, language="ar")


@pytest.fixture
def part(office: SmallOffice, home: str, qtbot: QtBot, dressed: object) -> ConsentsPart:
    made = ConsentsPart(context_of(office.session()))
    qtbot.addWidget(made)
    made.resize(1200, 600)
    made.presenter.show(home)
    made.show()
    return made


def to_file(printer: QPrinter, folder: object) -> bool:
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(f"{folder}/notice.pdf")
    return True


def test_only_adults_are_asked_and_each_choice_is_open(office: SmallOffice, home: str) -> None:
    consents = read_consents(office.session(), home)
    assert [adult.name for adult in consents.adults] == ["Youssef El Amrani", "Khadija Bennani"]
    assert not any(adult.asked for adult in consents.adults)
    assert [said.choice for said in consents.adults[0].said] == [choice.id for choice in load_notice().choices]


def test_a_refusal_is_recorded_with_day_and_name_and_a_changed_mind_keeps_the_first(
    office: SmallOffice, home: str
) -> None:
    session = office.session()
    youssef = office.people(home)[0]
    record_consent(session, home, youssef, "special_data", given=False)
    said = read_consents(session, home).adults[0].said[0]
    assert (said.given, said.on, said.by) == (False, session.today(), "Giulia Ferrero")
    record_consent(session, home, youssef, "special_data", given=True)
    assert read_consents(session, home).adults[0].said[0].given is True
    with session.store.read() as connection:
        states = connection.execute(select(consent.c.state).where(consent.c.kind == "special_data")).scalars().all()
    assert sorted(states) == ["given", "refused"]


def test_a_choice_that_is_not_in_the_notice_is_refused(office: SmallOffice, home: str) -> None:
    with pytest.raises(BadInput, match="informativa"):
        record_consent(office.session(), home, office.people(home)[0], "cookies", given=True)


@pytest.mark.parametrize("language", ["it", "en", "ro", "ar", "es", "fr", "zh", "sq"])
def test_the_notice_has_a_page_for_each_adult_in_every_language(office: SmallOffice, home: str, language: str) -> None:
    pages = PdfReader(io.BytesIO(notice_of(office.session(), home, language))).pages
    texts = [page.extract_text() for page in pages]
    assert len(texts) == 2
    assert "Youssef El Amrani" in texts[0]
    assert "Khadija Bennani" in texts[1]
    assert all("traduzione da fare" not in text for text in texts)


def test_ticking_is_recorded_and_can_be_undone(part: ConsentsPart, office: SmallOffice, home: str) -> None:
    youssef = office.people(home)[0]
    part.choices[youssef, "partners"].segments[1].click()
    session = office.session()
    assert read_consents(session, home).adults[0].said[1].given is False
    part._context.messages.undo()
    assert read_consents(session, home).adults[0].said[1].given is None


def test_printing_goes_to_the_printer_and_into_the_ledger(
    part: ConsentsPart, office: SmallOffice, tmp_path: object
) -> None:
    part.print_dialog = lambda printer: to_file(printer, tmp_path)
    part.print.click()
    with office.store.read() as connection:
        assert connection.execute(select(printed.c.kind)).scalars().all() == ["notice"]
    assert "informativa" in part._context.messages.lines[-1][0].casefold()
    assert part.printed.text().startswith("Stampata il ") and part.printed.text().endswith(" · Giulia Ferrero.")


def test_everything_has_a_name(part: ConsentsPart) -> None:
    assert not nameless(part)


def test_the_coordinator_erases_a_family_and_nobody_else_can(
    office: SmallOffice, home: str, part: ConsentsPart, qtbot: QtBot, dressed: object
) -> None:
    assert not part.erasing.isVisible(), "a caseworker cannot"
    opened: list[str] = []
    context = context_of(replace(office.session(), role=Role.COORDINATOR))
    context.navigate.open = lambda screen, **_facts: opened.append(screen)  # type: ignore[method-assign]
    lead = ConsentsPart(context)
    qtbot.addWidget(lead)
    lead.resize(1200, 800)
    lead.presenter.show(home)
    lead.show()
    lead.erasing.button.click()
    form = lead.erasing.form
    assert form is not None and nameless(lead) == []
    said = " ".join(each.text() for each in form.findChildren(QLabel))
    assert "Khadija Bennani" in said and "TH-0217" in said
    reason, typed = form.controls["reason"], form.controls["code"]
    typed.setText("TH-0218")
    reason.set_value("asked")
    form.save_button.click()
    assert "TH-0217" in form.error.text() and not opened
    typed.setText("th0217")
    form.save_button.click()
    assert opened == ["households"]
    with office.store.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM person").scalar() == 0


def test_the_notice_is_recorded_for_the_family_it_was_printed_for(
    office: SmallOffice, home: str, qtbot: QtBot, dressed: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.ui.pdf_pages.PRINTS", GoodPress())
    other, run = office.family("TH-0002", "Verdi", FAMILY[:1]), Waiting()
    made = ConsentsPart(replace(context_of(office.session()), run=run))
    qtbot.addWidget(made)
    made.print_now()  # nothing is read yet: nothing to print, and the button stays a button
    assert made.print.isEnabled() and not run.owed
    made.print_dialog = lambda _printer: True
    made.presenter.show(home)
    run.answer()
    made.presenter.show(other)
    made.print_now()  # while the other family is being read
    run.answer()
    with office.store.read() as connection:
        assert connection.execute(select(printed.c.household)).scalars().all() == [home]


def test_a_notice_that_cannot_be_made_gives_the_button_back(part: ConsentsPart, office: SmallOffice, home: str) -> None:
    with office.store.write() as unit:
        unit.erase("household", home)
    part.print_now()
    assert part.print.isEnabled() and part._context.messages.lines[-1][1] == "danger"
