"""Contrast of every text and edge, computed as WCAG 2 says."""

import pytest

from desk.ui.display.board import PAIRS as BOARD
from desk.ui.kiosk.look import CALM, STRONG
from desk.ui.theme import tokens


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_is_the_known_extreme() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize(("text", "ground"), tokens.PAIRS)
def test_text_reads_on_its_ground(text: str, ground: str) -> None:
    assert contrast(text, ground) >= 4.5


@pytest.mark.parametrize(("edge", "ground"), tokens.EDGES)
def test_edges_that_carry_meaning_are_seen(edge: str, ground: str) -> None:
    assert contrast(edge, ground) >= 3


def test_every_tone_reads_far_above_the_limit_on_its_own_tint() -> None:
    assert min(contrast(tone.text, tone.tint) for tone in tokens.TONES.values()) >= 6


@pytest.mark.parametrize(("text", "ground"), [*CALM.pairs(), *BOARD])
def test_kiosk_and_display_read_from_afar(text: str, ground: str) -> None:
    assert contrast(text, ground) >= 4.5


@pytest.mark.parametrize(("text", "ground"), STRONG.pairs())
def test_high_contrast_is_high(text: str, ground: str) -> None:
    assert contrast(text, ground) >= 10


@pytest.mark.parametrize(("edge", "ground"), [*CALM.edges(), *[pair for pair in STRONG.edges() if pair[0] != pair[1]]])
def test_edges_of_the_kiosk_are_seen(edge: str, ground: str) -> None:
    assert contrast(edge, ground) >= 3
