"""What was just written is sent from memory, whole or not at all."""

from desk.db.lately import MOST, MOST_AT_ONCE, MOST_CHARACTERS, Lately
from desk.domain.journal.entry import Entry, Op, make_entry


def entries(first: int, last: int, *, op: Op = "put", text: str = "x") -> list[Entry]:
    return [
        make_entry(
            id=f"e{seq}",
            device="d",
            seq=seq,
            at=f"{seq:016x}-d",
            actor="anna",
            op=op,
            table="note",
            row=f"r{seq}",
            scope="office",
            batch="b",
            values={"text": text},
            base={},
            prev="",
        )
        for seq in range(first, last + 1)
    ]


def kept(*runs: list[Entry]) -> Lately:
    lately = Lately()
    for run in runs:
        lately.add(run)
    return lately


def seqs(lately: Lately, after: int, last: int) -> list[int]:
    return [entry.seq for entry in lately.span(after, last)]


def test_runs_that_follow_each_other_are_one() -> None:
    lately = kept(entries(3, 5), entries(6, 6))
    assert seqs(lately, 2, 6) == [3, 4, 5, 6] and seqs(lately, 4, 6) == [5, 6]


def test_where_something_is_missing_there_is_nothing() -> None:
    lately = kept(entries(3, 5))
    assert seqs(lately, 1, 5) == []  # written before
    assert seqs(lately, 2, 6) == []  # another window wrote since
    assert seqs(lately, 5, 5) == seqs(Lately(), 0, 1) == []


def test_after_a_gap_the_run_begins_anew() -> None:
    lately = kept(entries(1, 2), entries(5, 6))
    assert seqs(lately, 4, 6) == [5, 6] and seqs(lately, 0, 6) == []


def test_of_what_is_gone_nothing_is_kept() -> None:
    assert seqs(kept(entries(1, 2), entries(3, 3, op="erase")), 0, 3) == []
    lately = kept(entries(1, 2))
    lately.forget()
    assert seqs(lately, 0, 2) == []


def test_what_is_much_is_read_again() -> None:
    assert len(seqs(kept(entries(1, MOST_AT_ONCE)), 0, MOST_AT_ONCE)) == MOST_AT_ONCE  # an imported list
    assert seqs(kept(entries(1, MOST_AT_ONCE + 1)), 0, MOST_AT_ONCE + 1) == []
    assert seqs(kept(entries(1, 1, text="x" * MOST_CHARACTERS)), 0, 1) == []
    assert seqs(kept(entries(1, MOST), entries(MOST + 1, MOST + 2)), MOST, MOST + 2) == [MOST + 1, MOST + 2]
