"""Lines through the whole engine on tiny random checkpoints: as directed, together, given up, doubted, cloned.

Random weights say nothing, so what is asserted is everything around the words: lengths, silences, order, sameness.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file

from engine import assets, models
from engine.assets import Consent, Reference, VoiceAsset
from engine.backends import Anew
from engine.backends.qwen3.backend import Backend
from engine.delivery import judge
from engine.errors import EngineError
from engine.protocol import Controls, Method, Pause, Result, Segment, Sound, SpeechRequest, Text, VoiceSpec
from studio.render.process import SpeechFailed, SpeechProcess
from tests.command import Lineread

RATE = 24_000
END = 2150  # codec_eos_token_id
Samples = NDArray[np.float32]
RYAN = VoiceSpec(engine="qwen3", preset="ryan")
# The aligner listens to English; in other languages it lays words out by length, so random sound is not doubted.
GERMAN = "Guten Morgen, mein Freund."


@pytest.fixture(scope="module")
def registry(checkpoint: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A registry of three checkpoints that come to an end now and then, and one that hardly does."""
    home = tmp_path_factory.mktemp("models")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LINEREAD_MODELS", str(home / "models.json"))
        for kind in ("custom_voice", "voice_design", "base"):
            folder = home / kind
            shutil.copytree(checkpoint(kind), folder)
            weights = load_file(folder / "model.safetensors")
            weights["talker.codec_head.weight"][END] *= 5  # the end flag is drawn after twenty frames or so
            save_file(weights, folder / "model.safetensors", {"format": "pt"})
            models.add_checkpoint(folder, kind)
        models.add_checkpoint(checkpoint("custom_voice"), "endless")
    return home / "models.json"


@pytest.fixture(autouse=True)
def home(registry: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINEREAD_MODELS", str(registry))
    monkeypatch.setenv("LINEREAD_QWEN3_DTYPE", "float32")
    monkeypatch.setenv("LINEREAD_QWEN3_DEVICE", "cpu")
    monkeypatch.setattr(judge, "CUT_DB", 99.0)  # sound of random weights is loud to its last sample
    monkeypatch.setattr(judge, "FLAT", 2.0)  # and may be noise
    monkeypatch.setattr(judge, "LOOP_NEAR", -1.0)  # or hold one sound


@pytest.fixture(scope="module")
def shared() -> list[Backend]:
    return []


@pytest.fixture
def backend(shared: list[Backend], home: None) -> Backend:
    """One for the module: what a line gives does not depend on the lines before it."""
    if not shared:
        shared.append(Backend())
    return shared[0]


def said(text: str, **controls: object) -> Text:
    return Text(text=text, controls=Controls(**controls))


def request(*segments: Segment, voice: VoiceSpec = RYAN, language: str = "de", **rest: object) -> SpeechRequest:
    return SpeechRequest(segments=segments, voice=voice, language=language, **rest)


def never() -> bool:
    return False


def together(backend: Backend, requests: Sequence[SpeechRequest]) -> list[tuple[Samples, Result]]:
    lines = [backend.start(one, never, False) for one in requests]
    sound: dict[object, list[Samples]] = {line: [] for line in lines}
    results: dict[object, Result] = {}
    while len(results) < len(lines):
        for line, part in backend.step():
            assert not isinstance(part, EngineError), part
            if isinstance(part, Result):
                results[line] = part
            elif not isinstance(part, Anew):
                sound[line].append(part)
    return [(_joined(sound[line]), results[line]) for line in lines]


def alone(backend: Backend, one: SpeechRequest) -> tuple[Samples, Result]:
    return together(backend, [one])[0]


def streamed(backend: Backend, one: SpeechRequest) -> tuple[list[list[Samples]], Result]:
    """The chunks of a line that somebody waits for, a list for each time it began; and its Result."""
    sound: list[list[Samples]] = [[]]
    for part in backend.speak(one, never):
        if isinstance(part, Result):
            return sound, part
        if isinstance(part, Anew):
            sound.append([])
        else:
            sound[-1].append(part)
    raise AssertionError("no result")


def _joined(parts: Sequence[Samples]) -> Samples:
    return np.concatenate([np.zeros(0, np.float32), *parts])


def _good(backend: Backend) -> SpeechRequest:
    """A line whose first attempt is accepted."""
    for seed in range(20):
        one = request(said(GERMAN), seed=seed)
        line = backend.start(one, never, False)
        while not line.pieces[0].accepted:
            backend.step()
        if line.pieces[0].tries == 1:
            return one
    raise AssertionError("no seed gave a good line")


# --- together, streamed, given up -----------------------------------------------------------------


def test_a_line_sounds_the_same_alone_and_among_eight(backend: Backend) -> None:
    one = request(said(GERMAN), seed=3)
    others = [request(said(f"Nummer {i} sagt etwas anderes."), seed=i, voice=_preset(i)) for i in range(8)]
    by_itself, _ = alone(backend, one)
    (among, _), *rest = together(backend, [one, *others])
    np.testing.assert_array_equal(among, by_itself)
    assert len({len(s) for s, _ in rest}) > 4
    another, _ = alone(backend, request(said(GERMAN), seed=4))
    assert len(another) != len(by_itself) or not np.array_equal(another, by_itself)


def _preset(number: int) -> VoiceSpec:
    return VoiceSpec(engine="qwen3", preset=("vivian", "eric", "sohee")[number % 3])


def test_an_urgent_line_comes_in_growing_chunks_and_is_the_same_line(backend: Backend) -> None:
    one = _good(backend)
    (chunks,), result = streamed(backend, one)
    assert len(chunks) > 3
    assert len(chunks[0]) <= 2 * 1920
    whole, _ = alone(backend, one)
    np.testing.assert_array_equal(_joined(chunks), whole)
    assert result.samples == len(whole)
    assert result.rate == RATE


@pytest.mark.parametrize("lead", [(), (Pause(seconds=0.2),)])
def test_an_urgent_line_that_is_doubtful_is_withdrawn_and_ends_as_the_same_line(
    backend: Backend, lead: tuple[Segment, ...]
) -> None:
    endless = VoiceSpec(engine="qwen3", preset="ryan", model="endless")
    one = request(*lead, said("Hm."), said(" Ja.", volume=-3), voice=endless, seed=2)
    (heard, *rest), result = streamed(backend, one)
    (again,) = rest  # the second piece was not given before it was accepted
    assert len(_joined(heard)) > RATE  # what somebody waited for came before anybody doubted it
    whole, alike = alone(backend, one)
    np.testing.assert_array_equal(_joined(again), whole)
    assert (result.samples, result.words, result.checks) == (alike.samples, alike.words, alike.checks)


def test_a_line_says_which_checkpoints_spoke_it(backend: Backend) -> None:
    other = VoiceSpec(engine="qwen3", preset="eric", model="endless")
    mixed = request(
        said("Eins."), Text(text=" Zwei.", voice="ERIC"), voice=RYAN, voices={"ERIC": other, "unused": RYAN}
    )
    _, result = alone(backend, mixed)
    by_voice = {spoken.voice: spoken for spoken in result.models}
    assert by_voice[""].model == "custom_voice"
    assert by_voice["ERIC"].model == "endless"
    assert by_voice["ERIC"].digest == models.checkpoint("endless").digest != by_voice[""].digest


def test_an_urgent_line_goes_before_those_of_a_render(backend: Backend) -> None:
    render = [backend.start(request(said(GERMAN * 3), seed=i), never, False) for i in range(3)]
    urgent = backend.start(request(said(GERMAN)), never, True)
    order: list[object] = []
    ended: set[object] = set()
    while len(ended) < 4:
        for line, part in backend.step():
            if isinstance(part, Result):
                ended.add(line)
            else:
                order.append(line)
    assert order[0] is urgent
    assert set(order) == {urgent, *render}


def test_a_cancelled_line_is_gone_with_the_next_step_and_the_others_go_on(backend: Backend) -> None:
    gone = False
    first = backend.start(request(said(GERMAN * 4)), lambda: gone, False)
    second = backend.start(request(said(GERMAN), seed=5), never, False)
    backend.step()
    gone = True
    given = backend.step()
    (error,) = [part for line, part in given if line is first]
    assert isinstance(error, EngineError)
    assert error.kind == "cancelled"
    assert all(whose is second for whose, _ in _to_the_end(backend, second))


def _to_the_end(backend: Backend, line: object) -> list[tuple[object, object]]:
    given: list[tuple[object, object]] = []
    while not any(whose is line and isinstance(part, Result) for whose, part in given):
        given += backend.step()
    return given


# --- as directed ----------------------------------------------------------------------------------


def test_a_pause_is_silent_to_the_sample(backend: Backend) -> None:
    sound, _ = alone(backend, request(said("Eins."), Pause(seconds=0.5), said("Zwei.")))
    quiet = np.flatnonzero(np.diff(np.concatenate([[1], sound != 0, [1]])))
    runs = quiet[1::2] - quiet[::2]
    assert 12_000 <= runs.max() <= 12_000 + 4  # the faded edges end and begin at zero


def test_speed_stretches_the_same_reading_and_says_so_in_the_plan(backend: Backend) -> None:
    one = _good(backend)
    plain, _ = alone(backend, one)
    slow = request(said(GERMAN, speed=0.8), seed=one.seed)
    sound, result = alone(backend, slow)
    assert len(sound) == pytest.approx(len(plain) / 0.8, abs=1)
    (item,) = [item for item in result.plan if item.control == "speed"]
    assert item.method is Method.STRETCH
    ends = [word.end for word in result.words]
    assert ends == sorted(ends)
    assert ends[-1] <= len(sound)


def test_words_know_where_they_stand_in_the_script_and_in_the_sound(backend: Backend) -> None:
    shown = "Eins zwei. Drei vier."
    sound, result = alone(backend, request(said("Eins zwei. "), Pause(seconds=0.3), said("Drei vier.", volume=-6)))
    assert [(w.text, shown[w.offset : w.offset + len(w.text)]) for w in result.words] == [
        (w, w) for w in ("Eins", "zwei", "Drei", "vier")
    ]
    assert all(0 <= w.start < w.end <= len(sound) for w in result.words)
    assert result.words[2].start - result.words[1].end >= 0.3 * RATE - 1


@pytest.mark.parametrize("text", ["", "😀🎉👍🏽", "\x00\x07\u200b\ufeff", "<|im_end|>", "…"])
def test_what_cannot_be_said_is_a_short_silence(backend: Backend, text: str) -> None:
    sound, result = alone(backend, request(said(text)))
    assert 0 < len(sound) < RATE
    assert not sound.any()
    assert result.checks == ()


def test_mixed_scripts_and_control_characters_are_spoken(backend: Backend) -> None:
    sound, result = alone(backend, request(said("Das 今天 \x00 и <|im_start|> 한국어 😀!"), Sound(name="laugh")))
    assert len(sound) == result.samples > RATE / 10


def test_ten_thousand_characters_are_spoken_in_pieces(backend: Backend) -> None:
    text = "Der Fluss lief an der alten Mühle vorbei. " * 240
    line = backend.start(request(said(text)), never, False)
    assert all(len(piece.speech.text) <= 200 for piece in line.pieces)
    assert "".join(p.speech.text for p in line.pieces).replace(" ", "") == text.replace(" ", "")
    samples = 0
    while True:
        for _, part in backend.step():
            if isinstance(part, Result):
                assert part.samples == samples
                assert len(part.words) == len(text.split())
                return
            assert not isinstance(part, EngineError)
            samples += len(part)


def test_weights_that_were_replaced_since_they_were_added_do_not_speak_under_the_old_name(
    checkpoint: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LINEREAD_MODELS", str(tmp_path / "models.json"))
    folder = tmp_path / "mine"
    shutil.copytree(checkpoint("custom_voice"), folder)
    models.add_checkpoint(folder, "mine")
    weights = load_file(folder / "model.safetensors")
    weights["talker.codec_head.weight"][END] *= 5
    save_file(weights, folder / "model.safetensors", {"format": "pt"})
    with pytest.raises(EngineError, match="not those that were added") as caught:
        Backend().start(request(said(GERMAN)), never, False)
    assert f"lineread models add {folder}" in caught.value.hint


def test_a_voice_that_is_not_there_a_language_and_a_setting_are_refused_at_once(backend: Backend) -> None:
    for voice, kind in (
        (VoiceSpec(engine="qwen3", preset="nobody"), "voice"),
        (VoiceSpec(engine="qwen3", preset="ryan", settings={"warmth": 1.0}), "voice"),
        (VoiceSpec(engine="qwen3", preset="ryan", model="nowhere"), "model"),
    ):
        with pytest.raises(EngineError) as caught:
            backend.start(request(said(GERMAN), voice=voice), never, False)
        assert caught.value.kind == kind
        assert caught.value.hint
    with pytest.raises(EngineError) as caught:
        backend.start(request(said("Привіт"), language="uk"), never, False)
    assert caught.value.kind == "language"


# --- doubts ---------------------------------------------------------------------------------------


def test_a_voice_that_does_not_end_is_tried_again_and_then_suspect(backend: Backend) -> None:
    endless = VoiceSpec(engine="qwen3", preset="ryan", model="endless")
    line = backend.start(request(said("Hm."), voice=endless, seed=1), never, False)
    result = _to_the_end(backend, line)[-1][1]
    assert isinstance(result, Result)
    (piece,) = line.pieces
    assert piece.tries == 1 + judge.RETRIES
    assert result.checks[0].code == "runaway"
    assert "did not come to an end" in result.checks[0].message
    assert result.samples <= (piece.budget.longest + 1) * 1920


def test_retries_are_the_same_every_time(backend: Backend) -> None:
    endless = VoiceSpec(engine="qwen3", preset="ryan", model="endless")
    one = request(said("Hm."), voice=endless, seed=2)
    first, _ = alone(backend, one)
    (again, _), *_ = together(backend, [one, request(said(GERMAN), voice=endless, seed=9)])
    np.testing.assert_array_equal(again, first)


# --- designed and cloned --------------------------------------------------------------------------


def test_a_designed_voice_speaks_from_its_description(backend: Backend) -> None:
    made = backend.design("  an old sailor,\n hoarse ", "en")
    assert made.voice == VoiceSpec(engine="qwen3", model="voice_design", description="an old sailor, hoarse")
    sailor, _ = alone(backend, request(said(GERMAN), voice=made.voice))
    child, _ = alone(backend, request(said(GERMAN), voice=backend.design("a small child", "en").voice))
    assert len(sailor) != len(child) or not np.array_equal(sailor, child)
    with pytest.raises(EngineError, match="no description"):
        backend.design("  ", "en")


def _voice(folder: Path, moods: Sequence[str] = ("neutral",), consent: bool = True) -> VoiceSpec:
    folder.mkdir()
    references = []
    for number, mood in enumerate(moods):
        time = np.arange(2 * RATE) / RATE
        wave = 0.2 * np.sin(2 * np.pi * (180 + 90 * number) * time) * (1 + 0.3 * np.sin(2 * np.pi * 3 * time))
        path = folder / f"{mood}.wav"
        soundfile.write(path, wave.astype(np.float32), RATE, subtype="PCM_24")
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        references.append(
            Reference(file=path.name, sha256=digest, seconds=2.0, transcript="Hallo du.", mood=mood, source_sha256="s")
        )
    agreed = Consent(who="Mara", when="2026-01-01", purpose="a test", sha256="s") if consent else None
    voice = VoiceAsset(name="Mara", references=tuple(references), consent=agreed)
    (folder / assets.FILE).write_bytes(assets.encode(voice))
    return VoiceSpec(engine="qwen3", asset=str(folder))


def test_a_clone_keeps_what_was_computed_and_makes_a_damaged_cache_again(backend: Backend, tmp_path: Path) -> None:
    mara = _voice(tmp_path / "mara")
    first, _ = alone(backend, request(said(GERMAN), voice=mara))
    (cache,) = (tmp_path / "mara" / assets.CACHE).iterdir()
    kept = cache.read_bytes()
    assert cache.name == f"{models.checkpoint('base').digest}.safetensors"
    cache.write_bytes(b"damaged")
    fresh = Backend()
    again, _ = alone(fresh, request(said(GERMAN), voice=mara))
    np.testing.assert_array_equal(again, first)
    assert cache.read_bytes() == kept
    cached, _ = alone(Backend(), request(said(GERMAN), voice=mara))
    np.testing.assert_array_equal(cached, first)


def test_a_clone_speaks_a_mood_from_its_recording_in_that_mood(backend: Backend, tmp_path: Path) -> None:
    mara = _voice(tmp_path / "mara", ("neutral", "happy"))
    plain, _ = alone(backend, request(said(GERMAN), voice=mara))
    happy, result = alone(backend, request(said(GERMAN, emotion="happy"), voice=mara))
    sad, told = alone(backend, request(said(GERMAN, emotion="sad"), voice=mara))
    assert len(happy) != len(plain) or not np.array_equal(happy, plain)
    np.testing.assert_array_equal(sad, plain)
    assert [item.method for item in result.plan if item.control == "emotion"] == [Method.NATIVE]
    assert [item.method for item in told.plan if item.control == "emotion"] == [Method.CANNOT]


def test_a_clone_without_consent_or_with_another_recording_does_not_speak(tmp_path: Path) -> None:
    backend = Backend()  # it has not heard this recording before
    silent = _voice(tmp_path / "silent", consent=False)
    assert _failure(backend, silent).kind == "consent"
    changed = _voice(tmp_path / "changed")
    soundfile.write(tmp_path / "changed" / "neutral.wav", np.full(RATE * 2, 0.1, np.float32), RATE)
    assert "not the one" in _failure(backend, changed).message


def _failure(backend: Backend, voice: VoiceSpec) -> EngineError:
    with pytest.raises(EngineError) as caught:
        list(backend.speak(request(said(GERMAN), voice=voice), never))
    return caught.value


# --- memory, numbers, processes -------------------------------------------------------------------


def test_checkpoints_that_do_not_fit_together_take_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINEREAD_QWEN3_MEMORY", "0.03")  # one tiny checkpoint is 0.02 GB
    backend = Backend()
    sailor = VoiceSpec(engine="qwen3", description="an old sailor")
    done = together(backend, [request(said(GERMAN), voice=v, seed=i) for i, v in enumerate((RYAN, sailor, RYAN))])
    assert all(len(sound) == result.samples > 0 for sound, result in done)
    gone = backend.start(request(said(GERMAN * 5)), lambda: len(seen) > 1, False)
    seen: list[object] = []
    while not seen or not isinstance(seen[-1], EngineError):
        seen += [part for _, part in backend.step()] or [None]
    sound, _ = alone(backend, request(said(GERMAN), voice=sailor))  # what was cancelled holds no checkpoint
    assert gone not in backend._lines
    assert len(sound)


@pytest.mark.parametrize("dtype", ["int8", "bfloat16"])
def test_smaller_numbers_speak_too(monkeypatch: pytest.MonkeyPatch, dtype: str) -> None:
    monkeypatch.setenv("LINEREAD_QWEN3_DTYPE", dtype)
    sound, result = alone(Backend(), request(said(GERMAN)))
    assert np.isfinite(sound).all()
    assert len(sound) == result.samples > 0


def test_a_wrong_word_in_the_environment_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINEREAD_QWEN3_DTYPE", "int3")
    with pytest.raises(EngineError, match="int3"):
        Backend()


def test_a_speech_process_speaks_several_lines_at_once_and_forgets_a_cancelled_one() -> None:
    process = SpeechProcess()
    try:
        process.load("qwen3")
        made = process.design("qwen3", "an old sailor", "en")
        wanted = [request(said(GERMAN), seed=i, voice=v) for i, v in enumerate((RYAN, made.voice, RYAN))]
        heard: list[int] = []
        with ThreadPoolExecutor(4) as pool:
            lost = pool.submit(process.speak, request(said(GERMAN * 20)), _ignore, lambda: True)
            done = list(
                pool.map(lambda one: process.speak(one, lambda s, rate: heard.append(rate), urgent=True), wanted)
            )
            with pytest.raises(SpeechFailed) as caught:
                lost.result()
        assert caught.value.kind == "cancelled"
        assert all(len(samples) == result.samples > 0 for samples, result in done)
        assert set(heard) == {RATE}
    finally:
        process.close()


def test_a_process_forgets_what_was_withdrawn_and_lets_nothing_be_heard_twice() -> None:
    endless = VoiceSpec(engine="qwen3", preset="ryan", model="endless")
    one = request(said("Hm."), said(" Ja.", volume=-3), voice=endless, seed=2)
    process = SpeechProcess()
    try:
        heard: list[Samples] = []
        waited, result = process.speak(one, lambda samples, rate: heard.append(samples), urgent=True)
        rendered, _ = process.speak(one, _ignore)
    finally:
        process.close()
    assert result.checks, "nothing was doubtful, so nothing was withdrawn"
    np.testing.assert_array_equal(waited, rendered)
    assert len(_joined(heard)) >= len(waited), "what was heard stays heard, and the rest comes"


def _ignore(samples: Samples, rate: int) -> None:
    pass


def test_from_a_script_to_stems(tmp_path: Path, lineread: Lineread) -> None:
    script = tmp_path / "two.txt"
    script.write_text("ANN: Yes?\n\nBEN (happily): No. [pause_400ms] Or?\n", encoding="utf-8")
    made = lineread("new", tmp_path / "two", "--script", script, "--voice-engine", "qwen3")
    assert made.code == 0, made.err
    rendered = lineread("render", tmp_path / "two")
    assert "2 lines rendered" in rendered.out, rendered.out + rendered.err
    exported = lineread("export", tmp_path / "two", "--to", "stems,srt", "--out", tmp_path / "out")
    assert exported.code == 0, exported.err
    assert len(list((tmp_path / "out").rglob("*.wav"))) >= 2


def test_without_torch_it_says_how_to_install_it() -> None:
    code = (
        "import sys; sys.modules['torch'] = None\n"
        "from engine.backends.qwen3.backend import Backend\n"
        "from engine.errors import EngineError\n"
        "try: Backend()\n"
        "except EngineError as error: sys.stdout.write(error.message + error.hint)\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert "torch" in ran.stdout
    assert "pip install 'lineread[qwen3]'" in ran.stdout
