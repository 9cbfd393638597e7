"""Files are complete or absent, in every format; silence is free; four gigabytes are not the end."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from studio.audio.encode import AUDIO_FORMATS, open_writer, quantise
from studio.audio.files import audio_info, read_audio, write_audio
from studio.errors import LinereadError

TONE = (0.5 * np.sin(np.arange(48_017) * 0.05)).astype(np.float32)


@pytest.mark.parametrize(("format", "depth"), [(f, d) for f, k in AUDIO_FORMATS.items() for d in (k.depths or ("",))])
def test_a_format_gives_back_what_was_written(format: str, depth: str, tmp_path: Path) -> None:
    path = tmp_path / f"tone{AUDIO_FORMATS[format].suffix}"
    with open_writer(path, 48_000, 1, format, depth) as writer:
        writer.write(TONE[:20_000])
        writer.write(TONE[20_000:])
        writer.write_silence(30_011)
    assert writer.bytes == path.stat().st_size
    sound, rate = read_audio(path)
    assert rate == 48_000
    expected = np.concatenate((TONE, np.zeros(30_011, np.float32)))
    if AUDIO_FORMATS[format].lossless:
        assert len(sound) == len(expected)
        assert np.abs(sound - expected).max() <= {"16": 2.0**-14, "24": 2.0**-23, "float": 0.0}[depth]
        assert not sound[len(TONE) :].any()
    else:
        assert abs(len(sound) - len(expected)) < 4_000  # lossy formats pad
        assert np.sqrt(np.mean(sound[5_000:40_000] ** 2)) == pytest.approx(0.3535, abs=0.02)


@pytest.mark.parametrize("depth", [16, 24])
def test_integers_survive_the_way_through_floats(depth: int) -> None:
    limit = 1 << (depth - 1)
    numbers = np.array([-limit, -limit + 1, -1, 0, 1, 12_345, limit - 1])
    assert np.array_equal(quantise((numbers / limit).astype(np.float32), depth), numbers)


def test_dither_is_triangular_and_keeps_what_rounding_would_lose() -> None:
    noise = np.random.default_rng(0)
    quiet = np.full(200_000, 0.25 / 32_768, np.float32)
    made = quantise(quiet, 16, noise)
    assert made.mean() == pytest.approx(0.25, abs=0.02)
    error = made - 0.25
    assert np.var(error) == pytest.approx(0.25, abs=0.02)  # TPDF: 1/6 of the dither and 1/12 of the rounding


def test_silence_in_a_wav_takes_no_room(tmp_path: Path) -> None:
    path = tmp_path / "long.wav"
    with open_writer(path, 48_000, frames=48_000 * 600) as writer:
        writer.write_silence(48_000 * 600)
    assert path.stat().st_size == 48_000 * 600 * 3 + 44
    assert path.stat().st_blocks * 512 < 1_000_000


def test_more_than_four_gigabytes_become_rf64(tmp_path: Path) -> None:
    path = tmp_path / "huge.wav"
    frames = 1_500_000_000
    with open_writer(path, 48_000, 1, "wav", "24") as writer:
        writer.write(TONE)
        writer.write_silence(frames - 2 * len(TONE))
        writer.write(TONE)
    info = audio_info(path)
    assert (info.format, info.length, info.subtype) == ("RF64", frames, "PCM_24")
    assert np.abs(read_audio(path, frames - len(TONE))[0] - TONE).max() < 2.0**-23


def test_an_error_leaves_neither_a_new_file_nor_half_of_one(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(b"the old one")

    def fail() -> None:
        with open_writer(path, 48_000) as writer:
            writer.write(TONE)
            raise RuntimeError("the power fails")

    with pytest.raises(RuntimeError):
        fail()
    assert path.read_bytes() == b"the old one"
    assert [p.name for p in tmp_path.iterdir()] == ["a.wav"]


@pytest.mark.parametrize(
    ("format", "depth", "rate", "said"),
    [("aiff", "24", 48_000, "wav, flac"), ("flac", "float", 48_000, "16, 24"), ("opus", "", 44_100, "48000")],
)
def test_a_combination_that_cannot_be_says_what_can(
    format: str, depth: str, rate: int, said: str, tmp_path: Path
) -> None:
    with pytest.raises(LinereadError, match=said):
        open_writer(tmp_path / "x", rate, 1, format, depth)


FULL = """
import resource, sys
from pathlib import Path
import numpy as np
from studio.audio.encode import open_writer
from studio.audio.files import write_audio
from studio.errors import LinereadError
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
noise = np.random.default_rng(0).standard_normal(400_000).astype(np.float32) * 0.1
path = Path(sys.argv[1])
try:
    if sys.argv[2] == "take":
        write_audio(path, noise, 48_000)
    else:
        with open_writer(path, 48_000, 1, sys.argv[2], "24") as writer:
            writer.write(noise)
except LinereadError as error:
    sys.exit(f"told: {error}")
"""


@pytest.mark.parametrize("format", ["wav", "flac", "mp3", "take"])
def test_a_full_disk_is_an_error_that_names_the_file(format: str, tmp_path: Path) -> None:
    path = tmp_path / ("take.flac" if format == "take" else f"tone.{format}")
    done = subprocess.run([sys.executable, "-c", FULL, path, format], capture_output=True, text=True, check=False)
    if format == "mp3" and done.returncode == 0:
        return  # 8 s of MP3 fit
    assert done.stderr.startswith(f"told: The disk is full: {path} could not be written.")
    assert list(tmp_path.iterdir()) == []


def test_reading_in_parts_is_reading(tmp_path: Path) -> None:
    path = tmp_path / "a.flac"
    size = write_audio(path, np.stack((TONE, TONE / 2), axis=1), 44_100)
    assert size == path.stat().st_size
    whole, rate = read_audio(path)
    assert rate == 44_100
    parts = [read_audio(path, start, 1_000)[0] for start in range(0, len(whole), 1_000)]
    assert np.array_equal(np.concatenate(parts), whole)
    assert np.allclose(whole, TONE * 0.75, atol=2e-4)
    assert soundfile.info(path).subtype == "PCM_16"


@pytest.mark.parametrize("content", [None, b"", b"RIFF", b"fLaC" + bytes(100), b"not audio at all" * 100])
def test_an_unreadable_take_is_named(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "take.flac"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(LinereadError, match=r"take\.flac"):
        read_audio(path)
