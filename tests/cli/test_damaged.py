"""A delivery that was damaged on its way: `lineread verify` names each file, what is wrong, and the next step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.command import Lineread

SHEET = """\
id,character,line
A_1,MARA,My brother has a price and you know it.
A_2,MARA,The gate is closed until the morning comes.
B_1,TOM,Every lantern burned down.
"""


@pytest.fixture
def delivery(tmp_path: Path, done: Lineread) -> Path:
    (tmp_path / "v1.csv").write_text(SHEET, encoding="utf-8")
    done("new", tmp_path / "game", "--script", tmp_path / "v1.csv", "--voice-engine", "fake")
    done("render", tmp_path / "game")
    done("export", tmp_path / "game", "--to", "game,stems", "--out", tmp_path / "out")
    done("verify", tmp_path / "out")
    return tmp_path / "out" / "en" / "MARA"


def swapped(folder: Path) -> None:
    (folder / "A_1.wav").rename(folder / "x.wav")
    (folder / "A_2.wav").rename(folder / "A_1.wav")
    (folder / "x.wav").rename(folder / "A_2.wav")


def truncated(folder: Path) -> None:
    path = folder / "A_1.wav"
    path.write_bytes(path.read_bytes()[:20_001])


def rewritten(change: Callable[[np.ndarray], np.ndarray], rate: int = 48_000) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        sound, _ = soundfile.read(folder / "A_1.wav")
        soundfile.write(folder / "A_1.wav", change(sound), rate, subtype="PCM_24")

    return damage


@pytest.mark.parametrize(
    ("damage", "codes", "said"),
    [
        (lambda folder: (folder / "A_1.wav").unlink(), {"missing-file"}, "en/MARA/A_1.wav is not there."),
        (swapped, {"swapped"}, "en/MARA/A_1.wav holds what belongs into en/MARA/A_2.wav."),
        (truncated, {"hash", "length"}, "has 20001 bytes instead of"),
        (rewritten(lambda x: np.clip(40 * x, -1, 1)), {"hash", "clipped"}, "A_1.wav is clipped in"),
        (rewritten(lambda x: x[::2], 24_000), {"hash", "rate"}, "has 24000 Hz instead of 48000"),
        (rewritten(np.zeros_like), {"hash", "silent"}, "A_1.wav is silent"),
        (lambda folder: (folder / "A_1.wav").write_bytes(b""), {"hash", "unreadable"}, "is no sound that can be read"),
    ],
)
def test_the_damage_is_named_with_the_next_step(
    damage: Callable[[Path], None], codes: set[str], said: str, delivery: Path, lineread: Lineread
) -> None:
    damage(delivery)
    folder = delivery.parents[1]
    ran = lineread("verify", folder, code=3)
    assert said in ran.out
    found = lineread("verify", folder, "--json", code=3).json
    assert {finding["code"] for finding in found["findings"]} == codes
    assert all(finding["path"].startswith("en/MARA/A_") for finding in found["findings"])
    assert found["next"].keys() == codes
    assert all(f"{code}: {step}" in ran.err for code, step in found["next"].items())
