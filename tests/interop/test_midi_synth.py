"""Guide notes through a synthesiser that was not written here: each one sounds at the sample of its word.

The sound font is made here, one click without attack or release, so that what is measured is the file's timing and not
an instrument's. FluidSynth starts notes on blocks of 64 samples.
"""

from __future__ import annotations

import shutil
import struct
import subprocess
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import soundfile

from plugins.conformance import POSITIONS, PROGRAMMES
from studio.export.runner import plan_exports, run_exports

BLOCK = 64
CLICK = 48  # samples

pytestmark = [
    pytest.mark.interop,
    pytest.mark.skipif(
        shutil.which("fluidsynth") is None, reason="FluidSynth is not installed (apt install fluidsynth)"
    ),
]


def chunk(kind: bytes, data: bytes) -> bytes:
    return kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def name(text: str) -> bytes:
    return text.encode().ljust(20, b"\0")


def click_font(path: Path) -> Path:
    """A SoundFont 2.01 whose every key plays one click (SoundFont Technical Specification 2.04, section 7)."""
    sound = np.zeros(CLICK + 200, "<i2")
    sound[:CLICK] = 20_000
    samples = np.concatenate((sound, np.zeros(46, "<i2"))).tobytes()
    info = chunk(b"ifil", struct.pack("<HH", 2, 1)) + chunk(b"isng", b"EMU8000\0") + chunk(b"INAM", b"click\0")
    no_modulators = bytes(10)
    fixed_pitch = struct.pack("<Hh", 56, 0)  # scaleTuning 0: every key at the sample's own rate
    parts = (
        (b"phdr", name("click") + struct.pack("<HHHIII", 0, 0, 0, 0, 0, 0)
         + name("EOP") + struct.pack("<HHHIII", 0, 0, 1, 0, 0, 0)),
        (b"pbag", struct.pack("<HHHH", 0, 0, 1, 0)),
        (b"pmod", no_modulators),
        (b"pgen", struct.pack("<HHHH", 41, 0, 0, 0)),  # instrument 0
        (b"inst", name("click") + struct.pack("<H", 0) + name("EOI") + struct.pack("<H", 1)),
        (b"ibag", struct.pack("<HHHH", 0, 0, 2, 0)),
        (b"imod", no_modulators),
        (b"igen", fixed_pitch + struct.pack("<HHHH", 53, 0, 0, 0)),  # sampleID 0
        (b"shdr", name("click") + struct.pack("<IIIIIBbHH", 0, len(sound), 8, 16, 48_000, 60, 0, 0, 1)
         + name("EOS") + struct.pack("<IIIIIBbHH", 0, 0, 0, 0, 0, 0, 0, 0, 0)),
    )  # fmt: skip
    body = b"sfbk"
    body += chunk(b"LIST", b"INFO" + info)
    body += chunk(b"LIST", b"sdta" + chunk(b"smpl", samples))
    body += chunk(b"LIST", b"pdta" + b"".join(chunk(kind, data) for kind, data in parts))
    path.write_bytes(chunk(b"RIFF", body))
    return path


@pytest.mark.parametrize("resolution", ["sample", "960"])
def test_every_guide_note_sounds_at_its_word(resolution: str, tmp_path: Path) -> None:
    timeline, project = PROGRAMMES["odd"](tmp_path)
    run_exports(plan_exports(["midi"], timeline, project, {"resolution": resolution}), tmp_path / "out")
    done = subprocess.run(
        ["fluidsynth", "-n", "-i", "-q", "-R", "0", "-C", "0", "-r", "48000", "-T", "wav", "-O", "float", "-F",
         tmp_path / "x.wav", click_font(tmp_path / "click.sf2"), next((tmp_path / "out").glob("*.mid"))],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    sound = np.abs(soundfile.read(tmp_path / "x.wav", always_2d=True)[0]).max(axis=1)
    loud = np.flatnonzero(sound > sound.max() / 4)
    onsets = [int(loud[0]), *(int(b) for a, b in pairwise(loud) if b - a > CLICK)]
    wanted = sorted(word.start for clip in timeline.clips() for word in clip.words)
    assert {start for start, _ in POSITIONS} <= set(wanted)
    assert len(onsets) == len(wanted)
    tick = 0 if resolution == "sample" else 25 / 2
    late = [onset - word for onset, word in zip(onsets, wanted, strict=True)]
    assert min(late) >= -tick - 1
    assert max(late) <= 3 * BLOCK + tick  # its own latency, the same for every note
    assert max(late) - min(late) <= BLOCK + 2 * tick  # and the block in which the note begins
