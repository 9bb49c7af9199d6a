"""The interview's files: the ones we ship are whole, and a broken one is named with file, entry and fault."""

import shutil
from pathlib import Path

import pytest

from desk import settings
from desk.catalogue import interview
from desk.db.tables import metadata
from desk.domain import interview_check
from desk.domain.interview import Kind
from desk.errors import BadResource
from desk.office.household.documents import document_kinds
from desk.office.interview import first_values

SHIPPED = settings.RESOURCES.path()


@pytest.fixture
def resources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped files that a test may break."""
    folder = tmp_path / "resources"
    shutil.copytree(SHIPPED / "interview", folder / "interview")
    monkeypatch.setenv("DESK_RESOURCES", str(folder))
    return folder


def said_about(folder: Path, text: str, file: str = "04-abitazione.toml") -> str:
    with (folder / "interview" / file).open("a", encoding="utf-8") as out:
        out.write(text)
    with pytest.raises(BadResource) as raised:
        interview.load_interview.__wrapped__()
    return str(raised.value)


def test_the_sections_come_in_the_order_of_the_conversation() -> None:
    titles = [section.title for section in interview.load_interview()]
    assert titles == [
        "Le vostre parole", "Persone", "Salute", "Bambini e ragazzi", "Abitazione", "Entrate e debiti", "Lavoro",
        "Studio e lingua", "Persone vicine e aiuti", "Documenti", "Esito",
    ]  # fmt: skip


def test_every_first_value_comes_from_a_column_that_exists() -> None:
    for section in interview.load_interview():
        for question in section.questions:
            if question.source:
                table, column = question.source.split(".")
                assert column in metadata.tables[table].c, question.id


def test_every_section_ends_with_room_for_the_familys_words() -> None:
    assert all(section.questions[-1].kind is Kind.NOTE for section in interview.load_interview())


def test_the_sources_that_a_question_may_name_are_those_that_are_read() -> None:
    assert set(first_values._READERS) == interview_check.SOURCES


QUESTION = '\n[[question]]\nid = "housing.new"\ntext = "?"\nlabel = "Nuova"\nkind = "yesno"\n'


def test_a_condition_on_a_question_that_is_not_there(resources: Path) -> None:
    rule = 'shown_if = { all = [{ question = "housing.ghost", one_of = [true] }] }\n'
    assert said_about(resources, QUESTION + rule) == (
        "interview/04-abitazione.toml, voce «housing.new»: "
        "la condizione nomina una domanda che non c’è: «housing.ghost»."
    )


def test_a_condition_on_an_answer_that_is_not_there(resources: Path) -> None:
    rule = 'shown_if = { all = [{ question = "housing.tenure", one_of = ["castle"] }] }\n'
    assert "voce «housing.new»: «housing.tenure» non ha la risposta «castle»." in said_about(resources, QUESTION + rule)


def test_questions_that_wait_for_each_other(resources: Path) -> None:
    one = QUESTION + 'shown_if = { all = [{ question = "housing.other", one_of = [true] }] }\n'
    other = one.replace("housing.new", "x").replace("housing.other", "housing.new").replace('"x"', '"housing.other"')
    assert "voce «housing.new»: le condizioni girano in tondo." in said_about(resources, one + other)


def test_a_question_that_nobody_reaches(resources: Path) -> None:
    rule = (
        'shown_if = { all = [{ question = "housing.tenure", one_of = ["owned"] }, '
        '{ question = "housing.tenure", one_of = ["none"] }] }\n'
    )
    assert "voce «housing.new»: nessuno arriverà mai a questa domanda." in said_about(resources, QUESTION + rule)


def test_an_adults_question_cannot_look_at_a_childs_answer(resources: Path) -> None:
    rule = 'per = "adult"\nshown_if = { all = [{ question = "children.school", one_of = ["absences"] }] }\n'
    assert "nessuno arriverà mai a questa domanda." in said_about(resources, QUESTION + rule)


def test_the_same_question_in_two_files(resources: Path) -> None:
    again = QUESTION.replace("housing.new", "housing.rent")
    assert said_about(resources, again, "06-lavoro.toml").endswith("voce «housing.rent»: è scritta due volte.")


def test_a_long_question_or_one_of_the_household_in_the_table_of_members(resources: Path) -> None:
    said = said_about(resources, QUESTION + "table = true\n")
    assert said == (
        "interview/04-abitazione.toml, voce «housing.new»: «table» vale solo per domande brevi fatte a ogni persona."
    )


def test_a_choice_without_options(resources: Path) -> None:
    choice = QUESTION.replace("yesno", "choice")
    assert said_about(resources, choice).endswith("«housing.new»: una scelta ha bisogno di almeno due opzioni.")


def test_a_mistyped_key(resources: Path) -> None:
    found = said_about(resources, QUESTION + 'requird = "yes"\n')
    assert found.startswith("interview/04-abitazione.toml, voce «housing.new»:")
    assert "requird" in found


def test_a_kind_that_does_not_exist(resources: Path) -> None:
    found = said_about(resources, QUESTION.replace("yesno", "slider"))
    assert "voce «housing.new»: kind:" in found
    assert "slider" in found


def test_a_file_that_is_no_toml(resources: Path) -> None:
    assert said_about(resources, "id = = 1\n").startswith("interview/04-abitazione.toml: ")


def test_no_section_at_all(resources: Path) -> None:
    shutil.rmtree(resources / "interview")
    with pytest.raises(BadResource, match="non c’è nessuna sezione"):
        interview.load_interview.__wrapped__()


def test_the_papers_that_a_question_may_ask_for_are_those_of_the_familys_list(resources: Path) -> None:
    assert set(document_kinds()) == interview_check.PAPERS
    paper = QUESTION.replace('"yesno"', '"document"') + 'paper = "isse"\n'
    assert "voce «housing.new»: «paper» non conosce «isse»." in said_about(resources, paper)


def test_a_page_whose_drawing_is_not_there(resources: Path) -> None:
    file = resources / "interview" / "02-salute.toml"
    file.write_text(file.read_text(encoding="utf-8").replace('icon = "heartbeat"', 'icon = "helth"'), encoding="utf-8")
    assert said_about(resources, "") == "interview/02-salute.toml, voce «health»: l’icona «helth» non c’è."
