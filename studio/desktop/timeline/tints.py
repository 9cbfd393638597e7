"""The colours of a track, mixed from its character's colour and the theme, as the drawing wants them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from studio.desktop.theme import DARK, LIGHT, Theme
from studio.desktop.timeline.waves import STATES


def mixed(over: str, under: str, part: float) -> QColor:
    """``part`` of one colour over another."""
    a, b = QColor(over), QColor(under)
    return QColor.fromRgbF(
        a.redF() * part + b.redF() * (1 - part),
        a.greenF() * part + b.greenF() * (1 - part),
        a.blueF() * part + b.blueF() * (1 - part),
    )


def number(color: QColor) -> int:
    return int(color.rgb()) & 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Tints:
    """Pixels as 0xffRRGGBB. Bodies and waves are looked up by ``kind * 2 + selected``."""

    ground: int
    grid: int
    border: int
    overlap: int
    bodies: NDArray[np.uint32]
    waves: NDArray[np.uint32]
    hatch: NDArray[np.uint32]
    states: NDArray[np.uint32]  # by rank


def tints(color: str, theme: Theme) -> Tints:
    return _tints(color, theme.name)


@lru_cache(maxsize=128)
def _tints(color: str, name: str) -> Tints:
    theme = LIGHT if name == LIGHT.name else DARK
    ground = mixed(theme.panel, theme.ground, 0.45).name()
    dark = theme.name == "dark"
    wave = mixed(color, theme.text, 0.78 if dark else 0.86).name()

    def body(part: float) -> int:
        return number(mixed(color, ground, part))

    def line(part: float, body_part: float) -> int:
        return number(mixed(wave, mixed(color, ground, body_part).name(), part))

    low, high = (0.24, 0.44) if dark else (0.20, 0.40)
    return Tints(
        ground=number(QColor(ground)),
        grid=number(mixed(theme.line, ground, 0.38)),
        border=number(QColor(theme.line)),
        overlap=number(mixed(theme.warning, ground, 0.55)),
        bodies=np.array(
            [number(QColor(ground))] * 2 + [body(low), body(high), body(low * 0.6), body(high * 0.8)]
            + [body(0.05), body(0.2)],
            dtype=np.uint32,
        ),
        waves=np.array(
            [number(QColor(ground))] * 2 + [line(0.95, low), line(1.0, high), line(0.55, low), line(0.7, high)]
            + [body(0.3), body(0.4)],
            dtype=np.uint32,
        ),
        hatch=np.array(
            [0, 0, 0, 0, body(low * 1.15), body(high * 1.15), 0, 0], dtype=np.uint32
        ),
        states=np.array([number(QColor(theme.states[state])) for state in STATES], dtype=np.uint32),
    )  # fmt: skip
