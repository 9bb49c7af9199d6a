"""What the office prints for itself: the day and the call list, judged by the finished file."""

import pypdfium2 as pdfium
import pytest

from desk.paper.agenda import agenda_pdf
from desk.paper.call_list import call_list_pdf
from desk.paper.office_model import CallLine, CallPage, DayBlock, DayColumn, DayPage
from tests.paper.paper_reading import ReadPage, fonts, read, read_pages
from tests.paper.test_every_sheet import outside, over_each_other

LONG = "Maria Concetta Annunziata Alessandrina Guglielmina Bartolomea Quattrocchi-Abdi"


def day_page(columns: int, *blocks: DayBlock) -> DayPage:
    off = ((750, 810, "pausa"), (1020, 1035, "per scrivere"))
    return DayPage(
        "Agenda · martedì 24 novembre 2026",
        "Polo di Barriera di Milano",
        "Stampato il 24/11/2026 alle 10:34 da Carla Musso",
        tuple(
            DayColumn(f"c{n}", "Assistenti sociali" if n < 3 else "Stanze", f"Stanza {n}", off) for n in range(columns)
        ),
        blocks,
        510,
        1080,
    )


def judged(pdf: bytes, margin: float = 20) -> list[ReadPage]:
    document = pdfium.PdfDocument(pdf)
    pages = read_pages(document)
    assert list(outside(pages, margin)) == []
    assert list(over_each_other(pages)) == []
    assert all(fonts(pdf).values())
    assert len(read(pdf).outline) >= 1
    document.close()
    return pages


def test_two_blocks_at_one_time_are_read_whole_and_hide_no_word() -> None:
    beside = DayBlock("c0", 990, 1050, "da spostare", "Munteanu", "#CC334D", dashed=True, lane=1, lanes=2)
    first = DayBlock("c0", 960, 1035, "Okoye", "colloquio", "#0066CC", lane=0, lanes=2)
    over = DayBlock("c1", 990, 1050, "Osagie", "colloquio", "#0066CC")
    (page,) = judged(agenda_pdf(day_page(12, first, beside, over)))
    text = " ".join(page.text.split())
    assert "da spostare" in text
    assert "Munteanu" in text
    assert text.count("per scrivere") == 10, "not where a block stands in its place"


@pytest.mark.parametrize("columns", [0, 1, 14, 31])
def test_a_day_of_many_columns_and_long_names_is_whole(columns: int) -> None:
    blocks = [
        DayBlock(f"c{n}", 540 + 60 * n % 400, 585 + 60 * n % 400, LONG, LONG, "#0066CC", lane=n % 2, lanes=1 + n % 2)
        for n in range(columns)
    ]
    pages = judged(agenda_pdf(day_page(columns, *blocks)))
    assert len(pages) == max(1, -(-columns // 14))


def test_a_call_list_of_many_pages_keeps_each_family_whole() -> None:
    lines = [
        CallLine(
            "martedì 24, ore 10:00",
            LONG if n % 5 == 0 else f"Famiglia {n}",
            "王小明 · arabo",
            "351 555 0101, 351 555 0102",
            LONG,
        )
        for n in range(60)
    ]
    page = CallPage(
        "Chi chiamare", "Polo di Barriera di Milano", ("ha risposto", "non ha risposto"), tuple(lines), "24/11/2026"
    )
    pdf = call_list_pdf(page)
    pages = judged(pdf, 34)
    assert sum(page.text.count("王小明") for page in pages) == 60
    assert all(f"Pagina {n} di {len(pages)}" in page.text for n, page in enumerate(pages, start=1))
    assert sum(page.text.count("351\u00a0555\u00a00102") + page.text.count("351 555 0102") for page in pages) == 60
    reader = read(pdf)
    assert reader.metadata is not None and reader.metadata.title == "Chi chiamare"
    assert str(reader.root_object["/Lang"]) == "it-IT"
