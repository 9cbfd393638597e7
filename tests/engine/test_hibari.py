"""The embedded engine does what its controls say, counted in samples. What it sounds like: test_hibari_ears."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

import numpy as np
import pytest

from engine import catalogue
from engine.backends.hibari import line, model, parameters
from engine.backends.hibari.backend import Backend
from engine.delivery import level
from engine.errors import EngineError
from engine.protocol import Controls, Pause, Result, Sound, SpeechRequest, Text, VoiceSpec

VOICE = VoiceSpec(engine="hibari")
LINE = "She walked slowly along the river, wondering why nobody had answered her letter."
RATE = 24_000


@pytest.fixture(scope="module")
def backend() -> Backend:
    made = Backend()
    made.load()
    return made


def request(*segments: object, voice: VoiceSpec = VOICE, **more: object) -> SpeechRequest:
    made = tuple(Text(text=s) if isinstance(s, str) else s for s in segments)
    return SpeechRequest(segments=made, voice=voice, **more)


def chunks(backend: Backend, asked: SpeechRequest) -> tuple[list[np.ndarray], Result]:
    said = list(backend.speak(asked, lambda: False))
    result = said.pop()
    assert isinstance(result, Result)
    return [c for c in said if isinstance(c, np.ndarray)], result


def speak(backend: Backend, *segments: object, **more: object) -> tuple[np.ndarray, Result]:
    said, result = chunks(backend, request(*segments, **more))
    joined = np.concatenate(said)
    assert result.samples == len(joined)
    return joined, result


def longest_zeros(samples: np.ndarray) -> int:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], samples == 0, [False]])))
    return int((edges[1::2] - edges[::2]).max(initial=0))


@pytest.mark.parametrize("speed", [0.5, 0.75, 1.1, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("text", [LINE, "Huh? No way!"])
def test_a_line_at_another_speed_lasts_one_over_the_speed(backend: Backend, speed: float, text: str) -> None:
    normal, _ = speak(backend, text)
    other, _ = speak(backend, Text(text=text, controls=Controls(speed=speed)))
    assert len(other) * speed == pytest.approx(len(normal), rel=0.02)


def test_only_the_words_of_a_span_change_their_speed(backend: Backend) -> None:
    _, plain = speak(backend, "I would like to go home", " right now, if I may.")
    _, mixed = speak(
        backend, Text(text="I would like to go home", controls=Controls(speed=2.0)), " right now, if I may."
    )
    lasts = [{w.text: w.end - w.start for w in r.words} for r in (plain, mixed)]
    assert lasts[1]["like"] == pytest.approx(lasts[0]["like"] / 2, rel=0.15)
    assert lasts[1]["right"] == pytest.approx(lasts[0]["right"], rel=0.15)


@pytest.mark.parametrize(
    ("plain", "drawn", "phone"),
    [("No!", "Nooooo!", "O"), ("Hello there.", "Helloooo there.", "O"), ("Yes, please.", "Yesss, please.", "s")],
)
def test_a_word_written_long_is_spoken_long_where_it_is_written_so(
    backend: Backend, plain: str, drawn: str, phone: str
) -> None:
    def lasts(text: str) -> tuple[int, int, Result]:
        _, result = speak(backend, text)
        word = result.words[0]
        sound = [p for p in word.phones if p.symbol.endswith(phone)][-1]
        return sound.end - sound.start, word.end - word.start, result

    (usual, usual_word, _), (long, long_word, result) = lasts(plain), lasts(drawn)
    assert long > 1.25 * usual
    assert (long_word - long) == pytest.approx(usual_word - usual, abs=0.05 * RATE)
    assert result.checks == ()


def test_a_figure_in_letters_is_not_a_word_written_long(backend: Backend) -> None:
    plain, figure = (speak(backend, f"Chapter {number} begins.")[0] for number in ("3", "III"))
    assert figure.tobytes() == plain.tobytes()


@pytest.mark.parametrize("decibels", [-6.0, -20.0, 3.0])
def test_volume_is_exact_in_decibels(backend: Backend, decibels: float) -> None:
    normal, _ = speak(backend, LINE)
    other, _ = speak(backend, Text(text=LINE, controls=Controls(volume=decibels)))
    change = 20 * np.log10(other.std() / normal.std())
    assert change == pytest.approx(decibels, abs=0.3)


@pytest.mark.parametrize("milliseconds", [20, 150, 400, 2500])
def test_a_pause_adds_exactly_its_silence(backend: Backend, milliseconds: int) -> None:
    before, after = "She walked slowly ", "along the river, wondering why."
    whole, joined = speak(backend, before, after)
    split, result = speak(backend, before, Pause(seconds=milliseconds / 1000), after)
    assert len(split) - len(whole) == milliseconds * RATE // 1000
    assert longest_zeros(split) == pytest.approx(milliseconds * RATE / 1000, abs=300)
    moved = [w.start for w in result.words]
    assert [w.text for w in result.words] == [w.text for w in joined.words]
    assert moved[3] - joined.words[3].start == pytest.approx(milliseconds * RATE / 1000, abs=600)
    assert np.abs(np.diff(split)).max() <= np.abs(np.diff(whole)).max() * 1.05  # no click


def test_the_same_request_gives_the_same_bytes_and_another_seed_another_reading(backend: Backend) -> None:
    first, _ = speak(backend, LINE, seed=7)
    again, _ = speak(Backend(), LINE, seed=7)
    other, _ = speak(backend, LINE, seed=8)
    assert first.tobytes() == again.tobytes()
    assert len(other) != len(first) or np.abs(other - first).max() > 0.05


def test_the_first_chunk_comes_before_the_line_is_finished_and_is_small(backend: Backend) -> None:
    said, result = chunks(backend, request(LINE))
    assert len(said) >= 2
    assert len(said[0]) <= 1.3 * RATE
    assert result.milliseconds["first"] < result.milliseconds["total"]


def test_cancelling_stops_between_chunks(backend: Backend) -> None:
    speaking = backend.speak(request(LINE, " ", LINE), lambda: True)
    with pytest.raises(EngineError) as stopped:
        next(speaking)
    assert stopped.value.kind == "cancelled"


def test_peaks_stay_under_one_decibel_below_full_scale_however_loud(backend: Backend) -> None:
    shouted, result = speak(
        backend, Text(text="Get out of here! Now!", controls=Controls(emotion="angry", volume=12.0))
    )
    assert np.abs(shouted).max() <= 10 ** (-1 / 20) + 1e-6
    assert "limited" in [c.code for c in result.checks]


def test_no_emotion_of_any_voice_meets_the_limiter_noticeably_at_normal_volume(backend: Backend) -> None:
    for voice in ("narrator", "martin"):
        for emotion in ("neutral", "angry", "excited"):
            spec = VoiceSpec(engine="hibari", preset=voice)
            _, result = speak(backend, Text(text=LINE, controls=Controls(emotion=emotion)), voice=spec)
            assert result.checks == (), (voice, emotion)


# Of a scene with three men, where the weak syllables before a vowel ("They", "and", "the") once boomed.
SCENE = (
    "They listened. There was the wind, and under the wind there was something else.",
    "They took the stairs in the dark, a hundred and forty of them, counting under their breath.",
    "And there has been no bell on this rock for forty years.",
    "On the last night of October, the lamp at Skerryvore went out.",
    "You did, boy. She never needed a door.",
    "I rowed six miles against the tide, so be kind to me.",
)


@pytest.mark.parametrize(
    "preset", ["narrator", "edith", "pip", "leo", "martin", "rex", "boris", "silas", "grom", "imp"]
)
def test_no_syllable_of_any_voice_booms(backend: Backend, preset: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(level, "CEILING", 1e9)  # what the limiter would hide
    spec = VoiceSpec(engine="hibari", preset=preset)
    takes = [speak(backend, text, voice=spec)[0] for text in SCENE]
    peaks = [20 * np.log10(np.abs(take).max()) for take in takes]
    assert max(peaks) <= 1.0, peaks  # 2 dB over the limiter's ceiling
    loud = np.array([level.loudness(take) for take in takes])
    assert loud.std() <= 1.0, loud
    assert np.abs(loud - np.median(loud)).max() <= 2.5, loud


def test_a_peak_that_is_over_at_once_is_not_counted_as_limited() -> None:
    tone = 0.5 * np.sin(np.arange(RATE) * 0.2).astype(np.float32)
    click, shout = tone.copy(), tone.copy()
    click[9000:9100] *= 4
    shout[9000:12000] *= 6
    taken = []
    for samples in (tone, click, shout):
        limiter = level.Limiter()
        for start in range(0, len(samples), 1777):
            limiter.push(samples[start : start + 1777])
        limiter.flush()
        taken.append(limiter.reduction)
    assert taken[0] == 0
    assert taken[1] < 6
    assert taken[2] == pytest.approx(20 * np.log10(3 / level.CEILING), abs=0.5)


def test_the_limiter_leaves_what_is_under_its_ceiling_alone_and_does_not_care_how_samples_arrive() -> None:
    rng = np.random.default_rng(0)
    quiet = rng.uniform(-0.5, 0.5, 10_000).astype(np.float32)
    loud = quiet.copy()
    loud[4000:4200] *= 4

    def limited(samples: np.ndarray, sizes: Sequence[int]) -> np.ndarray:
        limiter, out = level.Limiter(), []
        for size in sizes:
            out.append(limiter.push(samples[:size]))
            samples = samples[size:]
        return np.concatenate([*out, limiter.push(samples), limiter.flush()])

    assert limited(quiet, [333, 1, 5000]).tobytes() == quiet.tobytes()
    once, pieces = limited(loud, []), limited(loud, [17, 900, 3000, 333])
    assert np.abs(once).max() <= level.CEILING + 1e-6
    np.testing.assert_allclose(once, pieces, atol=1e-7)
    assert np.array_equal(once[:3300], loud[:3300])


def test_word_times_follow_each_other_inside_the_audio_and_point_into_the_shown_line(backend: Backend) -> None:
    shown = "Well, she said “no” twice. Then the 3 of them left."
    samples, result = speak(backend, shown)
    assert result.words
    for before, after in zip(result.words, result.words[1:], strict=False):
        assert 0 <= before.start < before.end <= after.start + 1
    assert result.words[-1].end <= len(samples)
    for word in result.words:
        assert shown[word.offset :].startswith(word.text)
        assert word.phones
        assert word.phones[0].start == word.start
        assert word.phones[-1].end == word.end


@pytest.mark.parametrize("name", ["laugh", "sigh", "breath", "gasp", "cough", "hmm"])
def test_every_sound_is_heard_and_is_called_approximate(backend: Backend, name: str) -> None:
    made, result = speak(backend, "Well ", Sound(name=name), "then.")
    without, _ = speak(backend, "Well ", "then.")
    assert 0.2 * RATE < len(made) - len(without) < 2.5 * RATE
    alone, _ = speak(backend, Sound(name=name))
    assert alone.std() > 0.003
    assert [p.approximate for p in result.plan if p.control == "sound"] == [True]


def test_a_line_of_punctuation_is_a_short_silence(backend: Backend) -> None:
    samples, result = speak(backend, "…")
    assert 0 < len(samples) < RATE
    assert not samples.any()
    assert result.words == ()


def test_another_language_is_refused_in_words(backend: Backend) -> None:
    for asked in (request(Text(text="Bonjour", language="fr")), request("Hallo", language="de"), request("你好")):
        with pytest.raises(EngineError) as refused:
            chunks(backend, asked)
        assert refused.value.kind == "language"
        assert refused.value.hint


@pytest.mark.parametrize(
    ("settings", "named"), [({"loudness": 1.0}, "loudness"), ({"formant": 9.0}, "formant"), ({"pitch": -99.0}, "pitch")]
)
def test_a_wrong_voice_setting_is_named(settings: dict[str, float], named: str) -> None:
    with pytest.raises(EngineError, match=named):
        catalogue.voice_digest(VoiceSpec(engine="hibari", settings=settings))


def test_a_voice_is_known_by_how_it_sounds_not_by_its_name() -> None:
    info = catalogue.describe("hibari")
    entry = next(v for v in info.voices if v.settings)
    by_name = VoiceSpec(engine="hibari", preset=entry.name)
    by_numbers = VoiceSpec(engine="hibari", settings=entry.settings)
    louder = VoiceSpec(engine="hibari", preset=entry.name, settings={"volume": 1.0})
    assert catalogue.voice_digest(by_name) == catalogue.voice_digest(by_numbers) != catalogue.voice_digest(louder)


def test_there_are_twelve_voices_all_levelled_and_the_default_is_one_of_them() -> None:
    info = catalogue.describe("hibari")
    assert len(info.voices) >= 12
    assert info.default_voice in {v.name for v in info.voices}
    assert set(parameters.cast().levels) == {v.name for v in info.voices}


def test_the_levels_in_the_cast_are_those_of_the_voices_as_they_are_now() -> None:
    speaker = line.Speaker(model.Model(), model.vocabulary())
    for voice in catalogue.describe("hibari").voices:
        spec = VoiceSpec(engine="hibari", preset=voice.name)
        loud = speaker.measure(parameters.resolve(spec, "narrator")) + parameters.cast().levels[voice.name]
        assert loud == pytest.approx(level.TARGET_LUFS, abs=0.5), voice.name


def test_every_parameter_has_a_range_around_its_neutral_value() -> None:
    neutral = parameters.VoiceParameters()
    for name, (low, high, normal, what) in parameters.RANGES.items():
        assert low <= normal <= high
        assert getattr(neutral, name) == normal
        assert what


def test_the_facts_are_read_without_a_model() -> None:
    code = (
        "import sys, engine.catalogue as c; c.describe('hibari'); "
        "print(sorted({'onnxruntime', 'onnx', 'hibari'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_damaged_or_unwritable_cache_costs_time_only(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINEREAD_CACHE", str(tmp_path))
    made = model.parts()
    (kept,) = model.cache_folder().iterdir()
    assert model.parts().graphs == made.graphs
    kept.write_bytes(kept.read_bytes()[:-1] + b"?")
    assert model.parts().graphs == made.graphs
    blocked = model.cache_folder() / "file"
    blocked.write_bytes(b"")
    monkeypatch.setenv("LINEREAD_CACHE", str(blocked))
    assert model.parts().graphs == made.graphs


def test_another_release_of_the_model_is_refused_by_the_name_that_is_missing() -> None:
    onnx = pytest.importorskip("onnx")
    value = onnx.helper.make_tensor_value_info("ids", onnx.TensorProto.INT64, [1])
    node = onnx.helper.make_node("Identity", ["ids"], ["out"])
    out = onnx.helper.make_tensor_value_info("out", onnx.TensorProto.INT64, [1])
    other = onnx.helper.make_model(onnx.helper.make_graph([node], "other", [value], [out]))
    with pytest.raises(EngineError, match="no tensor") as refused:
        model.cut(other.SerializeToString())
    assert refused.value.kind == "model"
