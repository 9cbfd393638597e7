"""Everybody can read the window: contrast in both themes, colours that can be told apart, and never a colour alone."""

from __future__ import annotations

import math
from itertools import combinations

import pytest

from studio.desktop.theme import DARK, ICONS, LIGHT, Theme, state_word
from studio.render.states import State
from studio.timeline.layout import PALETTE

Matrix = tuple[tuple[float, float, float], tuple[float, float, float], tuple[float, float, float]]

# What is seen without one kind of cone, in linear light (Machado, Oliveira, Fernandes 2009, severity 1).
SEEING: dict[str, Matrix] = {
    "all three": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "no green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "no blue": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
APART = 12.0  # CIE 1976; 2.3 is just noticeable
THEMES = pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda t: t.name)


def linear(colour: str) -> tuple[float, float, float]:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts)
    return red, green, blue


def contrast(one: str, other: str) -> float:
    """WCAG 2.1."""
    lights = sorted(0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (linear(one), linear(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def lab(colour: str, seeing: Matrix) -> tuple[float, float, float]:
    light = linear(colour)
    r, g, b = (min(1.0, max(0.0, sum(x * y for x, y in zip(row, light, strict=True)))) for row in seeing)
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883,
    )
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def grounds(theme: Theme) -> dict[str, str]:
    return {name: getattr(theme, name) for name in ("ground", "panel", "raised", "selection")}


@THEMES
def test_text_can_be_read_on_every_ground(theme: Theme) -> None:
    texts = {name: getattr(theme, name) for name in ("text", "quiet", "warning", "error", "accent")}
    texts |= {str(state): colour for state, colour in theme.states.items()}
    weak = [
        f"{text} on {ground}: {contrast(colour, under):.2f}"
        for text, colour in texts.items()
        for ground, under in grounds(theme).items()
        if contrast(colour, under) < 4.5
    ]
    assert weak == []
    assert contrast(theme.accent_text, theme.accent) >= 4.5


@THEMES
def test_what_is_not_text_can_be_seen(theme: Theme) -> None:
    for ground, under in grounds(theme).items():
        assert contrast(theme.playhead, under) >= 3, ground
        assert contrast(theme.accent, under) >= 3, f"focus on {ground}"
    assert min(contrast(theme.edge, under) for under in (theme.ground, theme.panel, theme.raised)) >= 3


def test_no_state_is_told_by_its_colour_alone() -> None:
    assert len(set(ICONS.values())) == len(State)
    assert len({state_word(state) for state in State}) == len(State)


@pytest.mark.parametrize("seeing", SEEING)
def test_characters_have_colours_that_can_be_told_apart(seeing: str) -> None:
    seen = {colour: lab(colour, SEEING[seeing]) for colour in PALETTE}
    near = [(one, other) for one, other in combinations(PALETTE, 2) if math.dist(seen[one], seen[other]) < APART]
    assert len(PALETTE) >= 12
    assert near == []
