"""Whatever a server sends as audio becomes the same samples, however its bytes arrive."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Iterator

import numpy as np
import pytest
import soundfile

from engine.backends.remote import sound
from engine.backends.remote.client import Broken
from engine.errors import EngineError

RATE = 24_000
TONE = (np.round(9_000 * np.sin(2 * np.pi * 330 * np.arange(12_000) / RATE))).astype("<i2")
HEARD = TONE.astype(np.float32) / 32_768


def file(form: str, subtype: str | None = None, rate: int = RATE, channels: int = 1) -> bytes:
    made = io.BytesIO()
    tone = HEARD if subtype == "FLOAT" else TONE
    samples = np.column_stack([tone] * channels) if channels > 1 else tone
    soundfile.write(made, samples, rate, format=form, subtype=subtype)
    return made.getvalue()


def cut(data: bytes, size: int) -> Iterator[bytes]:
    return (data[i : i + size] for i in range(0, len(data), size))


def heard(data: bytes, kind: str, size: int = 4_096, to: int = RATE, rate: int = RATE, **headers: str) -> np.ndarray:
    given = {"content-type": kind, **{k.replace("_", "-"): v for k, v in headers.items()}}
    return np.concatenate(list(sound.samples(cut(data, size), given, rate, to, "gpu")))


def streamed() -> bytes:
    """A WAV whose length nobody knew when its head was written."""
    made = file("WAV")
    return made[:4] + b"\xff\xff\xff\xff" + made[8:40] + b"\xff\xff\xff\xff" + made[44:]


@pytest.mark.parametrize("size", [1, 7, 4_096, 1 << 20])
@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (TONE.tobytes(), "audio/pcm"),
        (TONE.tobytes(), "application/octet-stream"),
        (file("WAV"), "audio/wav"),
        (file("WAV"), "audio/pcm"),  # a server that does not know what it sends
        (streamed(), "audio/wav"),
        (file("WAV") + b"LIST\x04\x00\x00\x00INFO", "audio/x-wav"),
        (file("WAV", "PCM_24"), "audio/wav"),
        (file("WAV", "PCM_32"), "audio/wav"),
        (file("WAV", "FLOAT"), "audio/wav"),
        (file("WAVEX", "PCM_16"), "audio/wav"),
        (file("WAV", channels=2), "audio/wav"),
        (file("FLAC"), "audio/flac"),
        (file("FLAC"), "application/octet-stream"),
    ],
    ids=[
        "pcm",
        "bytes",
        "wav",
        "wav-as-pcm",
        "streamed",
        "tags",
        "24",
        "32",
        "float",
        "wavex",
        "stereo",
        "flac",
        "flac2",
    ],
)
def test_lossless_audio_is_heard_to_the_bit(data: bytes, kind: str, size: int) -> None:
    assert np.array_equal(heard(data, kind, size), HEARD)


@pytest.mark.parametrize(("form", "subtype", "kind"), [("MP3", None, "audio/mpeg"), ("OGG", "VORBIS", "audio/ogg")])
def test_lossy_audio_is_heard_whole(form: str, subtype: str | None, kind: str) -> None:
    samples = heard(file(form, subtype), kind)
    # an MP3's padding of up to 2,304 samples may stay at its ends
    assert len(HEARD) <= len(samples) <= len(HEARD) + 2_304
    assert np.abs(samples).max() == pytest.approx(np.abs(HEARD).max(), rel=0.1)


@pytest.mark.parametrize("rate", [8_000, 16_000, 22_050, 44_100])
def test_another_rate_is_believed_where_it_is_stated_and_converted(rate: int) -> None:
    expected = len(TONE) * 48_000 / rate
    for data, kind, more in (
        (file("WAV", rate=rate), "audio/wav", {}),
        (TONE.tobytes(), f"audio/pcm; rate={rate}; channels=1", {}),
        (TONE.tobytes(), "audio/pcm", {"x_sample_rate": str(rate)}),
    ):
        # soxr rounds the length to a sample
        assert abs(len(heard(data, kind, to=48_000, **more)) - expected) <= 1
    assert abs(len(heard(TONE.tobytes(), "audio/pcm", to=48_000, rate=rate)) - expected) <= 1


def test_a_converted_stream_does_not_depend_on_how_it_is_cut() -> None:
    whole = heard(TONE.tobytes(), "audio/pcm", 1 << 20, 48_000, 22_050)
    for size in (3, 997):
        # soxr's own rounding of a block, 140 dB down
        assert np.abs(heard(TONE.tobytes(), "audio/pcm", size, 48_000, 22_050) - whole).max() < 1e-7


@pytest.mark.parametrize("data", [file("WAV")[:-1_000], file("WAV")[:30], TONE.tobytes()[:-1]])
def test_audio_that_is_cut_short_is_noticed(data: bytes) -> None:
    with pytest.raises(EngineError):
        heard(data, "audio/wav" if data[:4] == b"RIFF" else "audio/pcm")


def events(*more: dict[str, object]) -> bytes:
    parts = [base64.b64encode(part).decode() for part in cut(TONE.tobytes(), 5_000)]
    made = [{"type": "speech.audio.delta", "audio": part} for part in parts]
    return b"".join(b"data: " + json.dumps(event).encode() + b"\n\n" for event in (*made, *more))


@pytest.mark.parametrize("size", [1, 4_096])
def test_server_sent_events_are_heard(size: int) -> None:
    done = {"type": "speech.audio.done", "usage": {}}
    assert np.array_equal(heard(events(done), "text/event-stream; charset=utf-8", size), HEARD)


def test_server_sent_events_that_end_in_an_error_or_in_nothing() -> None:
    error = {"type": "speech.audio.error", "error": {"message": "the engine is dead"}}
    with pytest.raises(EngineError, match="the engine is dead"):
        heard(events(error), "text/event-stream")
    with pytest.raises(Broken, match="broke off"):
        heard(events(), "text/event-stream")


def test_samples_that_look_like_text_are_samples() -> None:
    loud = np.frombuffer(b'{"' + bytes(range(200, 256)) * 20, "<i2")
    assert len(heard(loud.tobytes(), "audio/pcm")) == len(loud)
