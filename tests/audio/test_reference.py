"""A recording of a voice: what was done to it is found and named, and what comes out is ready for an engine."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile
import soxr
from numpy.typing import NDArray

from engine.protocol import SpeechRequest, Text, VoiceSpec
from studio.audio.loudness import measure_loudness
from studio.audio.reference import RATE, Examined, check_transcript, cleaned, examine, write_reference
from studio.audio.truepeak import true_peak
from studio.errors import LinereadError
from studio.render.process import SpeechProcess

SAID = (
    "Good evening. The harbour is quiet tonight, and the last boat has just come home. Somebody left the light on in "
    "the boathouse, so I will walk down and see."
)
Sound = NDArray[np.float32]
Listen = Callable[..., Examined]


@pytest.fixture(scope="module")
def speech() -> Sound:
    """The embedded voice saying :data:`SAID`, at 24 kHz: nine seconds or so."""
    process = SpeechProcess()
    try:
        request = SpeechRequest(segments=(Text(text=SAID),), voice=VoiceSpec(engine="hibari", preset="narrator"))
        samples, result = process.speak(request, lambda chunk, rate: None)
    finally:
        process.close()
    assert result.rate == RATE
    return samples


@pytest.fixture
def listen(tmp_path: Path) -> Listen:
    def run(samples: NDArray[np.floating], rate: int = RATE, *, suffix: str = ".wav", **stretch: float) -> Examined:
        path = tmp_path / f"recording{suffix}"
        soundfile.write(path, samples, rate)
        return examine(path, **stretch)

    return run


def codes(taken: Examined) -> list[str]:
    return [f.code for f in taken.findings]


def with_noise(speech: Sound, decibels: float) -> Sound:
    """White noise so far below the parts that are spoken: those within 40 dB of the peak of 20 ms frames."""
    power = (speech[: len(speech) // 480 * 480].reshape(-1, 480) ** 2).mean(axis=1)
    spoken = power[power > power.max() * 1e-4].mean()
    noise = np.random.default_rng(5).standard_normal(len(speech)) * np.sqrt(spoken * 10 ** (-decibels / 10))
    return (speech + noise).astype(np.float32)


def test_a_good_recording_has_no_findings_and_comes_out_at_one_level(speech: Sound, listen: Listen) -> None:
    taken = listen(speech)
    assert taken.good
    assert codes(taken) == []
    assert taken.samples.dtype == np.float32
    assert taken.noise > 60
    # The ramps of 10 ms at the ends are all that is not at the target.
    assert measure_loudness(taken.samples, RATE) == pytest.approx(-20.0, abs=0.2)
    assert true_peak(taken.samples) <= -0.95  # the ceiling is -1 dBTP; the meter reads 4 x oversampled


def test_the_recording_itself_is_never_changed(speech: Sound, tmp_path: Path) -> None:
    path = tmp_path / "mara.wav"
    soundfile.write(path, speech, RATE)
    before = path.read_bytes()
    taken = examine(path)
    digest = write_reference(tmp_path / "neutral.wav", taken.samples)
    assert path.read_bytes() == before
    assert taken.sha256 == hashlib.sha256(before).hexdigest()
    written = soundfile.info(str(tmp_path / "neutral.wav"))
    assert (written.samplerate, written.channels, written.subtype) == (RATE, 1, "PCM_24")
    assert digest == hashlib.sha256((tmp_path / "neutral.wav").read_bytes()).hexdigest()


@pytest.mark.parametrize("decibels", [20.0, 14.0])
def test_noise_is_measured(speech: Sound, listen: Listen, decibels: float) -> None:
    taken = listen(with_noise(speech, decibels))
    assert codes(taken) == ["noise"]
    assert taken.good, "it can be used, and says what it will sound like"
    # The two estimates of what counts as spoken differ by up to 2 dB in noise.
    assert taken.findings[0].value == pytest.approx(decibels, abs=2.5)


def test_a_voice_that_drowns_in_noise_is_refused(listen: Listen) -> None:
    hiss = np.random.default_rng(2).standard_normal(5 * RATE).astype(np.float32) * 0.05
    taken = listen(hiss)
    assert not taken.good
    assert codes(taken) == ["noise"]


@pytest.mark.parametrize("share", [0.6, 0.3])
@pytest.mark.parametrize("level", [1.0, 0.4])
def test_clipping_is_found_also_when_the_level_was_changed_after_it(
    speech: Sound, listen: Listen, share: float, level: float
) -> None:
    top = share * float(np.abs(speech).max())
    taken = listen(np.clip(speech, -top, top) * level)
    assert codes(taken) == ["clipping"]
    assert taken.findings[0].value > 20


def test_a_recording_from_the_telephone_is_found_at_any_rate(speech: Sound, listen: Listen) -> None:
    narrow = soxr.resample(speech, RATE, 8_000)
    for samples, rate in ((narrow, 8_000), (soxr.resample(narrow, 8_000, 48_000), 48_000)):
        taken = listen(samples, rate)
        assert codes(taken) == ["narrow"]
        assert taken.bandwidth == pytest.approx(4_000, abs=250)  # bands of 250 Hz


def test_wideband_speech_is_wide_enough(speech: Sound, listen: Listen) -> None:
    assert codes(listen(soxr.resample(speech, RATE, 16_000), 16_000)) == []


def test_a_fifth_of_a_second_is_too_short(speech: Sound, listen: Listen) -> None:
    loudest = int(np.abs(speech).argmax())
    taken = listen(speech[loudest - RATE // 10 : loudest + RATE // 10])
    assert codes(taken) == ["short"]
    assert not taken.good
    assert "0.2 s" in taken.findings[0].message


def test_silence_is_refused(listen: Listen) -> None:
    for silent in (np.zeros(5 * RATE), np.zeros(0), np.full(5 * RATE, 0.2)):
        taken = listen(silent)
        assert not taken.good
        assert "silence" in codes(taken)


def test_ten_minutes_give_one_stretch_that_begins_and_ends_in_pauses(speech: Sound, listen: Listen) -> None:
    pause = np.zeros(RATE, np.float32)
    passage = np.concatenate((speech * 0.02, pause, speech, pause))
    taken = listen(np.tile(passage, int(600 * RATE / len(passage)) + 1))
    assert codes(taken) == ["long"]
    assert taken.chosen
    assert 3 <= taken.end - taken.start <= 16
    assert "10 min" in taken.findings[0].message
    assert f"--from {taken.start:.1f} --to" in taken.findings[0].hint
    edge = RATE // 50
    assert np.abs(taken.samples[:edge]).max() < 0.05
    assert np.abs(taken.samples[-edge:]).max() < 0.05


def test_a_stretch_can_be_asked_for(speech: Sound, listen: Listen) -> None:
    taken = listen(np.tile(speech, 6), start=2.0, end=7.0)
    assert codes(taken) == []
    assert not taken.chosen
    assert (taken.start, taken.end) == pytest.approx((2.0, 7.0), abs=0.5)  # what is silent at its ends is cut
    for start, end in ((5.0, 2.0), (500.0, 510.0), (-1.0, 5.0), (0.0, 40.0)):
        with pytest.raises(LinereadError, match=f"{start:.1f} s to {end:.1f} s"):
            listen(np.tile(speech, 6), start=start, end=end)


def test_silence_at_the_ends_is_cut(speech: Sound, listen: Listen) -> None:
    around = np.concatenate((np.zeros(2 * RATE), speech, np.zeros(3 * RATE)))
    taken = listen(around)
    assert codes(taken) == []
    # The embedded voice itself begins and ends with up to a quarter of a second of silence.
    assert taken.seconds == pytest.approx(len(speech) / RATE, abs=0.5)
    assert taken.start == pytest.approx(2.0, abs=0.3)


def test_stereo_becomes_mono_without_losing_the_voice(speech: Sound, listen: Listen) -> None:
    plain = listen(speech).samples

    def alike(taken: Examined) -> float:
        return float(np.corrcoef(taken.samples[: len(plain)], plain[: len(taken.samples)])[0, 1])

    both = listen(np.stack((speech, speech), axis=1))
    assert codes(both) == []
    left = listen(np.stack((speech, np.zeros_like(speech)), axis=1))
    assert codes(left) == ["one-sided"]
    assert "left" in left.findings[0].message
    turned = listen(np.stack((speech, -speech), axis=1))
    assert codes(turned) == ["inverted"]
    for taken in (both, left, turned):
        assert alike(taken) > 0.999  # the same samples but for the rounding of 16 bits
        assert measure_loudness(taken.samples, RATE) == pytest.approx(-20.0, abs=0.2)


def test_stereo_of_eight_kilohertz_says_what_is_wrong_with_it(speech: Sound, listen: Listen) -> None:
    narrow = soxr.resample(speech, RATE, 8_000)
    taken = listen(np.stack((narrow, np.zeros_like(narrow)), axis=1), 8_000)
    assert set(codes(taken)) == {"one-sided", "narrow"}
    assert taken.good


def test_a_quiet_recording_is_raised_and_says_so(speech: Sound, listen: Listen) -> None:
    taken = listen(speech * 0.01, suffix=".flac")
    assert codes(taken) == ["quiet"]
    assert measure_loudness(taken.samples, RATE) == pytest.approx(-20.0, abs=0.3)


def test_a_constant_offset_is_removed(speech: Sound, listen: Listen) -> None:
    taken = listen(speech * 0.8 + 0.06)
    assert codes(taken) == ["offset"]
    assert abs(float(taken.samples.mean())) < 1e-3


@pytest.mark.parametrize("suffix", [".flac", ".ogg", ".mp3"])
def test_other_files_are_read_as_well(speech: Sound, listen: Listen, suffix: str) -> None:
    assert codes(listen(speech, suffix=suffix)) == []


def test_what_is_no_sound_is_named(tmp_path: Path) -> None:
    (tmp_path / "notes.wav").write_text("not a sound")
    with pytest.raises(LinereadError, match=r"notes\.wav"):
        examine(tmp_path / "notes.wav")
    with pytest.raises(LinereadError, match="does not exist"):
        examine(tmp_path / "nothing.wav")


@pytest.mark.parametrize(
    ("text", "seconds", "fits"),
    [
        (SAID, 9.0, True),
        (SAID, 2.0, False),
        ("Yes.", 12.0, False),
        ("你好，这就是我的声音。我们开始吧？", 4.0, True),
        ("你好，这就是我的声音。我们开始吧？", 1.0, False),
        ("…!", 5.0, False),
        ("", 5.0, True),
    ],
)
def test_a_transcript_must_fit_its_recording(text: str, seconds: float, fits: bool) -> None:
    finding = check_transcript(text, seconds)
    assert (finding is None) == fits
    assert finding is None or finding.wrong


def test_a_sound_of_our_own_is_trimmed_and_levelled(speech: Sound) -> None:
    made = cleaned(np.concatenate((np.zeros(RATE, np.float32), speech * 0.1)), RATE)
    assert len(made) < len(speech) + RATE // 2
    assert measure_loudness(made, RATE) == pytest.approx(-20.0, abs=0.2)
    with pytest.raises(LinereadError, match="nothing to be heard"):
        cleaned(np.zeros(RATE, np.float32), RATE)
