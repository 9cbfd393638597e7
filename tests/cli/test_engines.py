"""One script, the same commands, every engine: what was directed is what is delivered, whoever speaks.

The tiny Qwen3 checkpoint has random weights: what it says is no speech, so its lines may be suspect. Everything else
is asked of it as of the others.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from engine import models
from engine.backends import Anew
from engine.catalogue import describe
from engine.errors import EngineError
from engine.protocol import Controls, Pause, Result, Segment, Sound, SpeechRequest, Text, VoiceSpec
from studio.project import ProjectFolder
from studio.render.takes import TakeStore
from tests.command import Lineread
from tests.remote.speech_server import running

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ENGINES = ("fake", "hibari", "qwen3", "remote")
SPEECHLESS = ("qwen3",)  # random weights: nothing it says can be understood
MODELS = {"fake": (), "hibari": (), "qwen3": ("tiny",), "remote": ("tones-1",)}  # named by a take, not by the engine
END = 2150  # codec_eos_token_id
SCRIPT = """\
Title: Every control

# Scene 1: The kitchen

ANN: Did you hear that noise outside the house?
ANN: [speed_2]Did you hear that noise outside the house?[/speed]
BOB: [volume_-12]There is nothing at all to be afraid of.[/volume]
BOB: [volume_-18]There is nothing at all to be afraid of.[/volume]
ANN: Wait. [pause_500ms] Now it is gone.
ANN: Wait. [pause_900ms] Now it is gone.
BOB (almost to himself): [laugh] Of {{course|kaws}}, my dear.
ANN: He said [voice_{other}]leave me alone[/voice] and went away.
"""
LINES = SCRIPT.count(": ") - 2  # title and scene are none


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny random checkpoint that comes to an end now and then."""
    pytest.importorskip("torch", reason="the qwen3 extra is not installed")
    from safetensors.torch import load_file, save_file

    from benchmarks.qwen3_checkpoint import make

    folder = make(tmp_path_factory.mktemp("checkpoint"), "tiny", "custom_voice")
    weights = load_file(folder / "model.safetensors")
    weights["talker.codec_head.weight"][END] *= 5  # the end flag is drawn after twenty frames or so
    save_file(weights, folder / "model.safetensors", {"format": "pt"})
    return folder


@pytest.fixture(params=ENGINES)
def engine(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lineread: Lineread
) -> Iterator[str]:
    """The engine's name, with whatever it needs added as a person adds it."""
    name: str = request.param
    monkeypatch.setenv(models.VARIABLE, str(tmp_path / "models.json"))
    if name == "qwen3":
        added = lineread("models", "add", request.getfixturevalue("checkpoint"), "--name", "tiny")
        assert added.code == 0, added.err
        yield name
    elif name == "remote":
        with running() as server:
            server.does.engine = "hibari"
            assert lineread("models", "add", "--server", server.url, "--name", "gpu").code == 0
            yield name
    else:
        yield name


@pytest.fixture
def script(engine: str, tmp_path: Path) -> Path:
    path = tmp_path / "script.txt"
    path.write_text(SCRIPT.format(other=describe(engine).voices[1].label), encoding="utf-8")
    return path


@pytest.fixture
def project(engine: str, script: Path, tmp_path: Path, lineread: Lineread) -> Path:
    """A project of the script, not rendered."""
    path = tmp_path / "project"
    made = lineread("new", path, "--script", script, "--voice-engine", engine)
    assert made.code == 0, made.err
    return path


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Projects that were rendered by an earlier test, by engine: the same request is the same take."""
    return tmp_path_factory.mktemp("rendered")


@pytest.fixture
def rendered(engine: str, project: Path, once: Path, lineread: Lineread) -> Path:
    if (once / engine).is_dir():
        shutil.rmtree(project)
        return Path(shutil.copytree(once / engine, project))
    ran = lineread("render", project)
    assert ran.code == 0, ran.err
    assert f"{LINES} lines rendered" in ran.out
    shutil.copytree(project, once / engine)
    return project


def lines(project: Path, lineread: Lineread) -> list[Any]:
    found = lineread("show", project, "--json").json["lines"]
    assert isinstance(found, list)
    return found


def sound(project: Path, line: Any) -> NDArray[np.float32]:
    samples, _ = soundfile.read(project / "takes" / line["take"][:2] / f"{line['take']}.flac", dtype="float32")
    return np.asarray(samples, np.float32)


def takes(project: Path) -> dict[str, bytes]:
    """Every whole take: the record is written last."""
    return {f.stem: f.with_suffix(".flac").read_bytes() for f in (project / "takes").glob("*/*.json")}


def test_controls_do_what_the_plan_says(engine: str, rendered: Path, lineread: Lineread) -> None:
    shown = lines(rendered, lineread)
    plain, quick, soft, softer, short, long, laughed, _ = (sound(rendered, line) for line in shown)
    rate = shown[0]["rate"]
    # A frame of an engine's own grid (12.5 ms) at each end is what a line of a second may be off.
    assert len(quick) == pytest.approx(len(plain) / 2, rel=0.02)
    assert len(soft) == len(softer)
    assert _decibels(soft) - _decibels(softer) == pytest.approx(6.0, abs=0.1)
    assert len(long) - len(short) == pytest.approx(0.4 * rate, abs=2)  # conversion to the project's rate rounds
    assert _longest_silence(long) >= 0.9 * rate - 96  # the filter of the conversion rings for two milliseconds
    assert len(laughed)
    plan = json.loads(lineread("plan", rendered, "--json").out)
    controls = [{item["control"]: item for item in line["plan"]} for line in plan]
    assert controls[1]["speed"]["value"] == "2x"
    assert [controls[i]["volume"]["value"] for i in (2, 3)] == ["-12 dB", "-18 dB"]
    assert [controls[i]["pause"]["value"] for i in (4, 5)] == ["500 ms", "900 ms"]
    assert all(c["method"] != "cannot" for c in (controls[1]["speed"], controls[2]["volume"], controls[4]["pause"]))
    assert controls[6]["direction"]["value"] == "almost to himself"
    assert {"sound", "pronunciation"} <= controls[6].keys()
    assert controls[7]["voice"]["method"] != "cannot"


def _decibels(samples: NDArray[np.float32]) -> float:
    return float(10 * np.log10(np.mean(samples.astype(np.float64) ** 2)))


def _longest_silence(samples: NDArray[np.float32]) -> int:
    """Samples in a row under a ten-thousandth of full scale."""
    quiet = np.flatnonzero(np.diff(np.concatenate([[1], np.abs(samples) > 1e-4, [1]])))
    return int(np.diff(quiet)[::2].max())


def test_words_lie_inside_their_clip_in_the_order_of_the_text(engine: str, rendered: Path, lineread: Lineread) -> None:
    for line in lines(rendered, lineread):
        words = line["words"]
        said = [w["word"].strip(".,?!").lower() for w in words if any(c.isalnum() for c in w["word"])]
        assert len(said) >= 3, line["text"]
        places = [line["text"].lower().find(word) for word in said]
        assert all(place >= 0 for place in places), (line["text"], said)
        assert all(line["start"] <= w["start"] <= w["end"] <= line["end"] for w in words)
        starts = [w["start"] for w in words]
        assert starts == sorted(starts)


def test_states_are_the_same_words(engine: str, project: Path, lineread: Lineread) -> None:
    assert {line["state"] for line in lines(project, lineread)} == {"stale"}
    lineread("render", project)
    good = {"current", "suspect"} if engine in SPEECHLESS else {"current"}
    assert {line["state"] for line in lines(project, lineread)} <= good
    assert "0 lines rendered" in lineread("render", project).out


def test_a_killed_render_goes_on_and_ends_with_the_takes_of_one_left_in_peace(
    engine: str, project: Path, tmp_path: Path, lineread: Lineread
) -> None:
    rough = tmp_path / "rough"
    shutil.copytree(project, rough)
    process = subprocess.Popen(
        [sys.executable, "-m", "studio.cli.main", "render", str(rough)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while process.poll() is None and not takes(rough):
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.02)
    process.kill()
    process.wait()
    kept = takes(rough)
    assert lineread("render", rough).code == 0
    assert lineread("render", project).code == 0
    assert {key: takes(rough)[key] for key in kept} == kept
    assert takes(rough) == takes(project)


def test_only_the_line_that_was_edited_is_spoken_again(
    engine: str, rendered: Path, script: Path, lineread: Lineread
) -> None:
    before = takes(rendered)
    script.write_text(script.read_text(encoding="utf-8").replace("went away", "ran away"), encoding="utf-8")
    assert "1 changed, 0 new, 0 gone" in lineread("import", rendered, script, "--yes").out
    assert [line["state"] for line in lines(rendered, lineread)].count("stale") == 1
    assert lineread("render", rendered, "--json").json["rendered"] == 1
    after = takes(rendered)
    assert {key: after[key] for key in before} == before
    assert len(after) == len(before) + 1


def test_what_is_delivered_is_whole(engine: str, rendered: Path, tmp_path: Path, lineread: Lineread) -> None:
    out = tmp_path / "delivery"
    made = lineread("export", rendered, "--to", "stems,srt,game", "--out", out)
    assert made.code == 0, made.err
    assert f"of {LINES} current" in made.out
    assert len(list(out.rglob("L-*.wav"))) == LINES
    checked = lineread("verify", out, "--json").json
    findings = {f["code"] for f in checked["findings"] if f["wrong"]}
    assert findings <= ({"suspect"} if engine in SPEECHLESS else set())
    assert checked["measures"]["stems null"] == 0


def test_takes_and_deliveries_name_the_model_that_spoke(
    engine: str, rendered: Path, tmp_path: Path, lineread: Lineread
) -> None:
    store = TakeStore(ProjectFolder(rendered).path / "takes")
    for line in lines(rendered, lineread):
        take = store.get(line["take"])
        assert take is not None
        assert take.engine == engine
        assert {spoken.model for spoken in take.models} == set(MODELS[engine])
    assert lineread("export", rendered, "--to", "srt", "--out", tmp_path / "out").code == 0
    voices = json.loads((tmp_path / "out" / "delivery.json").read_bytes())["voices"]
    wanted = MODELS[engine] or (describe(engine).model,)
    assert {voice["model"] for voice in voices} == set(wanted)
    digests = {voice.get("weights", "") for voice in voices}
    assert digests == {models.checkpoint("tiny").digest if engine == "qwen3" else ""}


# --- the same samples -----------------------------------------------------------------------------

_controls = st.builds(
    Controls,
    speed=st.sampled_from((0.5, 1.0, 1.3, 2.0)),
    pitch=st.sampled_from((0.0, 0.0, -3.0, 2.0)),
    volume=st.sampled_from((0.0, 0.0, -6.0, 6.0)),
)
_segments = st.lists(
    st.builds(Text, text=st.sampled_from(("Yes. ", "Not now, please. ", "Who is there? ", "… ")), controls=_controls)
    | st.builds(Pause, seconds=st.sampled_from((0.0, 0.12, 0.5)))
    | st.builds(Sound, name=st.sampled_from(("laugh", "sigh"))),
    min_size=1,
    max_size=4,
).map(tuple)


@settings(
    max_examples=4,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(segments=_segments, seed=st.integers(0, 9))
def test_a_request_and_a_seed_are_the_same_samples_however_they_come(
    engine: str, segments: tuple[Segment, ...], seed: int
) -> None:
    """Whoever waits for them, in whatever chunks, alone or beside others: the last beginning of a line is the line."""
    backend = importlib.import_module(f"engine.backends.{engine}.backend").Backend()
    asked = SpeechRequest(segments=segments, voice=VoiceSpec(engine=engine), seed=seed)
    other = SpeechRequest(segments=(Text(text="I say something else."),), voice=VoiceSpec(engine=engine), seed=99)
    samples, result = heard(backend, [asked], urgent=False)
    assert result.samples == len(samples)
    assert np.isfinite(samples).all()
    for requests, urgent in (([asked], True), ([asked, other], False), ([asked, other], True)):
        again, same = heard(backend, requests, urgent=urgent)
        np.testing.assert_array_equal(again, samples)
        assert (same.words, same.checks, same.plan) == (result.words, result.checks, result.plan)


def heard(backend: Any, requests: list[SpeechRequest], urgent: bool) -> tuple[NDArray[np.float32], Result]:
    """The first request's samples, from where it last began, and its Result."""
    sound: list[NDArray[np.float32]] = []
    for part in _parts(backend, requests, urgent):
        if isinstance(part, Anew):
            sound.clear()
        elif isinstance(part, Result):
            return np.concatenate([np.zeros(0, np.float32), *sound]), part
        else:
            sound.append(part)
    raise AssertionError("the line has no end")


def _parts(backend: Any, requests: list[SpeechRequest], urgent: bool) -> Iterator[Any]:
    if not hasattr(backend, "start"):
        for other in requests[1:]:
            list(backend.speak(other, lambda: False))
        yield from backend.speak(requests[0], lambda: False)
        return
    gone = False
    line, *_ = [backend.start(one, lambda: gone, urgent) for one in requests]
    while not gone:
        for whose, part in backend.step():
            assert not isinstance(part, EngineError) or whose is not line, part
            if whose is line:
                yield part
                gone = gone or isinstance(part, Result)


# --- the window -----------------------------------------------------------------------------------


@pytest.mark.parametrize("engine", ["qwen3"], indirect=True)
def test_through_the_window(engine: str, project: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    pytest.importorskip("PySide6", reason="the desktop extra is not installed")
    from studio.desktop.preferences import Preferences
    from studio.desktop.window import Window
    from studio.desktop.workbench import Workbench
    from studio.document import edits
    from studio.playback.device import ClockedDevice
    from studio.render.states import State

    qtbot = request.getfixturevalue("qtbot")
    window = Window(Workbench(Preferences(tmp_path / "profile")), ClockedDevice())
    assert window.files.open_path(project)
    window.show()
    qtbot.waitExposed(window)
    window.finish_start()
    bench = window.workbench
    assert bench.render_stale() == LINES
    qtbot.waitUntil(lambda: not bench.queue, timeout=60_000)
    assert {s.state for s in bench.session.states().values()} <= {State.CURRENT, State.SUSPECT}
    line = next(iter(bench.project.lines()))
    bench.session.apply("Edit", edits.replace_line(bench.project, line.id, text="Did you hear that voice?"))
    assert bench.session.states()[line.id].state is State.STALE
    with qtbot.waitSignal(bench.heard, timeout=30_000) as heard_of:  # while it is being spoken
        assert bench.render([line.id]) == 1
    assert heard_of.args[0] == line.id
    qtbot.waitUntil(lambda: not bench.queue, timeout=30_000)
    assert bench.session.states()[line.id].state in (State.CURRENT, State.SUSPECT)
    bench.session.history.saved()
    window.close()
