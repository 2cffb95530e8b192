"""The table of colours keeps its promises: text can be read, marks can be seen, hues can be told apart by all eyes."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest

from deliverydesk.support.tokens import Tokens, load_tokens, mixed

NAMES = ("light", "dark", "contrast")
GROUNDS = ("canvas", "surface", "raised", "hover", "sel")
TEXTS = ("text", "text2", "text3", "accentText", "ok", "warn", "bad")

# Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE
# TVCG 15(6), 2009, table 1, severity 1.0; they act on linear RGB.
SIGHTS = {
    "as drawn": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
# Ottosson, "A perceptual color space for image processing", 2020: linear sRGB to LMS, and its cube root to OKLab.
TO_LMS = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
TO_LAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
Triple = Sequence[float]


def linear(colour: str) -> list[float]:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]


def times(matrix: Sequence[Triple], vector: Triple) -> list[float]:
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def oklab(seen: Triple) -> list[float]:
    clipped = [min(1.0, max(0.0, value)) for value in seen]
    return times(TO_LAB, [value ** (1 / 3) for value in times(TO_LMS, clipped)])


def distance(one: Triple, other: Triple) -> float:
    return 100 * sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, success criterion 1.4.3: ratio of relative luminances, each with 0.05 of glare."""
    light, dark = sorted((times([(0.2126, 0.7152, 0.0722)], linear(value))[0] for value in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture(params=NAMES)
def tokens(request: pytest.FixtureRequest) -> Tokens:
    return load_tokens(request.param)


def test_the_formulas_give_the_published_values() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)
    assert oklab(linear("#FFFFFF")) == pytest.approx([1, 0, 0], abs=1e-4)
    assert oklab(linear("#FF0000")) == pytest.approx([0.62796, 0.22486, 0.12585], abs=1e-4)


def test_text_can_be_read_on_every_ground(tokens: Tokens) -> None:
    # The dim of a dragged row is the only exception, and is no role.
    for text, ground in itertools.product(TEXTS, GROUNDS):
        assert contrast(tokens.roles[text], tokens.roles[ground]) >= 4.5, (text, ground)
    if tokens.name == "contrast":
        lowest = min(contrast(tokens.roles[text], tokens.roles["surface"]) for text in TEXTS)
        assert lowest >= 6.3


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("onAccent", "accent"),
        ("onInk", "ink"),
        ("ok", "okBg"),
        ("warn", "warnBg"),
        ("bad", "badBg"),
        ("bad", "overBg"),
        ("text", "overBg"),
        ("toastText", "toast"),
        ("toastLink", "toast"),
        ("text", "load0"),
        ("text", "load1"),
        ("text", "load2"),
        ("text", "sunken"),
    ],
)
def test_text_can_be_read_on_its_own_ground(tokens: Tokens, text: str, ground: str) -> None:
    assert contrast(tokens.roles[text], tokens.roles[ground]) >= 4.5


def test_marks_can_be_seen(tokens: Tokens) -> None:
    for mark, ground in itertools.product(("ctl", "accent", "ink", "ok", "warn", "bad", "over"), GROUNDS):
        assert contrast(tokens.roles[mark], tokens.roles[ground]) >= 3.0, (mark, ground)
    for hue in tokens.series:
        assert contrast(hue, tokens.roles["surface"]) >= 3.0, hue


@pytest.mark.parametrize(("name", "share"), [("light", 0.13), ("dark", 0.20)])
def test_a_products_code_can_be_read_on_its_fill(name: str, share: float) -> None:
    tokens = load_tokens(name)
    for hue, text in zip(tokens.series, tokens.series_text, strict=True):
        assert contrast(text, mixed(hue, tokens.roles["surface"], share)) >= 4.6, hue
        assert contrast(tokens.roles["text"], mixed(hue, tokens.roles["surface"], share)) >= 4.5, hue


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize(("name", "first", "least"), [
    ("light", 4, 15.1), ("dark", 4, 15.5), ("light", 8, 8.0), ("dark", 8, 8.2),
])  # fmt: skip
def test_products_can_be_told_apart_by_all_eyes(name: str, first: int, least: float, sight: str) -> None:
    seen = [oklab(times(SIGHTS[sight], linear(hue))) for hue in load_tokens(name).series[:first]]
    closest = min(distance(one, other) for one, other in itertools.combinations(seen, 2))
    assert round(closest, 1) >= least


def test_every_theme_has_every_role() -> None:
    light, *others = (load_tokens(name) for name in NAMES)
    for other in others:
        assert set(other.roles) == set(light.roles)
        assert len(other.series) == len(other.series_text) == 8
