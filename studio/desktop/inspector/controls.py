"""What can be directed: each control of a line with its range, its words and how it is written. No Qt widgets."""

from __future__ import annotations

from studio.desktop.inspector.number_field import NumberRange
from studio.desktop.words import Words
from studio.document.model import EMOTIONS, RANGES
from studio.script.tags import LONGEST_PAUSE

# The numbers of a delivery, in the order a director thinks of them. Neutral values: engine.protocol.Controls.
NUMBERS: dict[str, NumberRange] = {
    "intensity": NumberRange(*RANGES["intensity"], step=0.05, fine=0.01, neutral=0.0),
    "speed": NumberRange(*RANGES["speed"], step=0.05, fine=0.01, unit="×", neutral=1.0),
    "pitch": NumberRange(*RANGES["pitch"], step=0.5, fine=0.1, decimals=1, unit="st", signed=True, neutral=0.0),
    "pitch_range": NumberRange(*RANGES["pitch_range"], step=0.05, fine=0.01, unit="×", neutral=1.0),
    "volume": NumberRange(*RANGES["volume"], step=1.0, fine=0.1, decimals=1, unit="dB", signed=True, neutral=0.0),
    "breath": NumberRange(*RANGES["breath"], step=0.05, fine=0.01, neutral=0.0),
}
# Numbers of a line that are not spoken: they never render again, but for the seed.
TIMING: dict[str, NumberRange] = {
    "pause_before": NumberRange(-10_000, LONGEST_PAUSE, step=50, fine=10, decimals=0, unit="ms", neutral=0),
    "pause_after": NumberRange(0, LONGEST_PAUSE, step=50, fine=10, decimals=0, unit="ms", neutral=0),
    "gain": NumberRange(-40.0, 12.0, step=0.5, fine=0.1, decimals=1, unit="dB", signed=True, neutral=0.0),
    "seed": NumberRange(0, 999_999_999, step=1, fine=1, decimals=0, neutral=0),
}
OF_LINE = ("voice", "language", "pause_before", "pause_after", "gain", "seed", "status", "note")
LANGUAGES = ("en", "zh", "ja", "ko", "de", "fr", "ru", "pt", "es", "it")


__all__ = ["EMOTIONS", "LANGUAGES", "NUMBERS", "OF_LINE", "TIMING", "Words"]
