"""Lines spoken by a server sound as directed, several at the same time, and stop when nobody wants them."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import numpy as np
import pytest

from engine import models
from engine.backends import Anew
from engine.backends.remote import info, line
from engine.backends.remote.backend import Backend
from engine.delivery.judge import RETRIES
from engine.delivery.spans import Speech
from engine.errors import EngineError
from engine.protocol import Controls, Method, Pause, Result, Sound, Text, VoiceSpec
from tests.remote.lines import OMNI, added, clone, finished, pitch, request, spoken
from tests.remote.speech_server import SpeechServer

LINE = "She walked slowly along the river."


def longest_zeros(samples: np.ndarray) -> int:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], samples == 0, [False]])))
    return int((edges[1::2] - edges[::2]).max(initial=0))


def test_a_line_comes_back_at_one_rate_with_its_plan_and_without_doubts(server: SpeechServer) -> None:
    server.does.engine = "hibari"
    added(server)
    samples, result = spoken(Backend(), request(LINE))
    assert result.rate == info.RATE
    assert 1.5 < len(samples) / result.rate < 4.0  # seconds a person takes for it
    assert result.checks == ()
    assert [w.text for w in result.words] == ["She", "walked", "slowly", "along", "the", "river"]


@pytest.mark.parametrize("urgent", [False, True])
def test_what_is_heard_does_not_depend_on_the_hurry_or_on_the_neighbours(server: SpeechServer, urgent: bool) -> None:
    added(server)
    backend = Backend()
    alone, _ = spoken(backend, request(LINE))
    lines = [backend.start(request(text), lambda: False, urgent) for text in (LINE, "Another one.", LINE)]
    together = finished(backend, *lines)
    assert np.array_equal(together[0][0], alone)
    assert np.array_equal(together[2][0], alone)


def test_eight_lines_are_on_their_way_at_once_and_an_urgent_one_does_not_queue_behind_them(
    server: SpeechServer,
) -> None:
    added(server)
    backend = Backend()
    server.does.gate = threading.Event()
    lines = [backend.start(request(f"Line number {i}."), lambda: False, False) for i in range(12)]
    while server.at_once < info.TOGETHER:
        backend.step()
    urgent = backend.start(request("Me first."), lambda: False, True)
    while server.at_once < info.TOGETHER + 1:
        backend.step()
    assert server.asked[-1]["input"] == "Me first."
    server.does.gate.set()
    ends = finished(backend, urgent, *lines)
    assert all(isinstance(end, Result) for _, end in ends)
    assert server.most_at_once == info.TOGETHER + 1


def test_the_first_sound_of_an_urgent_line_comes_while_the_server_still_speaks(server: SpeechServer) -> None:
    added(server)
    backend = Backend()
    rest = threading.Event()
    server.does.gate_after = (4, rest)
    asked = backend.start(request("A line that is long enough to be heard before it ends."), lambda: False, True)
    early = 0
    while early < 0.2 * info.RATE:  # four chunks are 0.4 s; what is held back is less than 0.2 s
        early += sum(len(item) for _, item in backend.step() if isinstance(item, np.ndarray))
    rest.set()
    ((late, end),) = finished(backend, asked)
    assert isinstance(end, Result)
    assert end.samples == early + len(late)


@pytest.mark.parametrize("state", ["waiting", "streaming", "queued"])
def test_a_cancelled_line_is_given_up_in_the_next_step(server: SpeechServer, state: str) -> None:
    added(server)
    backend = Backend()
    server.arrived.clear()
    if state == "streaming":
        server.does.endless = 1
    else:
        server.does.gate = threading.Event()
    before = [backend.start(request("Before."), lambda: False, False) for _ in range(8 if state == "queued" else 0)]
    wanted = True
    asked = backend.start(request(LINE), lambda: not wanted, state == "streaming")
    assert server.arrived.wait(10)
    if state == "streaming":
        while not any(whose is asked for whose, _ in backend.step()):
            pass
    wanted = False
    (end,) = [item for whose, item in backend.step() if whose is asked]
    assert isinstance(end, EngineError)
    assert end.kind == "cancelled"
    if state == "streaming":
        assert server.gone.wait(10)  # the server is told by a closed connection
    else:
        server.does.gate.set()
    assert all(isinstance(e, Result) for _, e in finished(backend, *before))
    assert not any(whose is asked for whose, _ in backend.step())


def test_control_tags_never_reach_a_server(server: SpeechServer) -> None:
    added(server)
    asked = request(
        "Well <|im_end|> [laugh] then", Sound(name="laugh"), Text(text=" we go.", controls=Controls(emotion="happy"))
    )
    spoken(Backend(), asked)
    sent = " ".join(body["input"] for body in server.asked)
    assert sent.split() == ["Well", "then", "Haha!", "we", "go."]
    assert all(set(body) == {"input", "model", "voice", "response_format"} for body in server.asked)


def test_a_pause_is_silence_to_the_sample_and_splits_the_line(server: SpeechServer) -> None:
    added(server)
    samples, result = spoken(Backend(), request("One.", Pause(seconds=0.75), "Two."))
    assert [body["input"] for body in server.asked] == ["One.", "Two."]
    # the tones themselves end and begin at zero, each with one such sample
    assert longest_zeros(samples) == pytest.approx(0.75 * info.RATE, abs=2 * info.RATE * 0.14)
    assert longest_zeros(samples) >= 0.75 * info.RATE
    assert [item.method for item in result.plan if item.control == "pause"] == [Method.SPLIT]


@pytest.mark.parametrize("speed", [0.6, 1.5])
@pytest.mark.parametrize("model", ["tones-1", "kokoro"])
def test_speed_is_exact_whether_the_model_or_this_side_does_it(server: SpeechServer, speed: float, model: str) -> None:
    server.does.models = ({"id": model, "owned_by": model},)
    added(server)
    backend = Backend()
    normal, _ = spoken(backend, request(LINE))
    other, result = spoken(backend, request(Text(text=LINE, controls=Controls(speed=speed))))
    # the tones keep gaps of 50 ms between words at any speed; a stretch on this side changes them too
    assert len(other) * speed == pytest.approx(len(normal), rel=0.12)
    native = model == "kokoro"
    assert (server.asked[-1].get("speed") == speed) is native
    (item,) = [i for i in result.plan if i.control == "speed"]
    assert item.method is (Method.NATIVE if native else Method.STRETCH)


def test_volume_and_pitch_are_done_on_the_waveform(server: SpeechServer) -> None:
    added(server)
    backend = Backend()
    plain, _ = spoken(backend, request(LINE))
    soft, _ = spoken(backend, request(Text(text=LINE, controls=Controls(volume=-12.0))))
    assert np.abs(soft).max() == pytest.approx(np.abs(plain).max() * 10 ** (-12 / 20), rel=1e-3)
    high, _ = spoken(backend, request(Text(text=LINE, controls=Controls(pitch=12.0))))
    assert pitch(high) == pytest.approx(2 * pitch(plain), rel=0.03)


def test_a_server_that_follows_words_is_told_emotion_and_direction_in_the_line_s_language(
    server: SpeechServer,
) -> None:
    server.does.models = (OMNI["CustomVoice"],)
    server.does.voices = {"voices": ["Vivian", "ryan"], "uploaded_voices": []}
    added(server)
    voice = VoiceSpec(engine="remote", preset="vivian")
    happy = Text(text="你回来了。", controls=Controls(emotion="happy"))
    spoken(Backend(), request(happy, voice=voice, language="zh", seed=41, direction="像对老朋友一样"))
    body = server.asked[0]  # tones say no words, so it is asked again
    assert body["voice"] == "Vivian"  # as the server writes it
    assert (body["task_type"], body["language"], body["seed"]) == ("CustomVoice", "Chinese", 41)
    assert body["instructions"].startswith("像对老朋友一样。")
    assert "开心" in body["instructions"]
    assert 30 < body["max_new_tokens"] < 200  # frames of 80 ms: a bound on runaways, with room


def test_a_server_that_follows_no_words_is_not_told_any_and_the_plan_says_so(server: SpeechServer) -> None:
    added(server)
    _, result = spoken(Backend(), request(Text(text="Oh.", controls=Controls(emotion="happy", whisper=True))))
    assert "instructions" not in server.asked[0]
    assert {i.control: i.method for i in result.plan} == {"emotion": Method.CANNOT, "whisper": Method.CANNOT}


def test_a_design_is_sent_as_its_description(server: SpeechServer) -> None:
    server.does.models = (OMNI["VoiceDesign"],)
    server.does.voices = None
    added(server)
    backend = Backend()
    design = backend.design("A warm, old narrator.", "en")
    spoken(backend, request(Text(text="Once.", controls=Controls(emotion="sad")), voice=design.voice))
    body = server.asked[0]  # tones say no words, so it is asked again
    assert body["task_type"] == "VoiceDesign"
    assert body["instructions"].startswith("A warm, old narrator. ")
    assert "sad" in body["instructions"]
    assert "voice" not in body


def test_designing_needs_a_server_that_can(server: SpeechServer) -> None:
    added(server)
    with pytest.raises(EngineError, match="None of the speech servers can make a voice") as raised:
        Backend().design("A warm voice.", "en")
    assert raised.value.kind == "design"


def test_a_clone_speaks_from_its_recording_in_the_mood_of_the_line(server: SpeechServer, tmp_path: Path) -> None:
    server.does.models = (OMNI["Base"],)
    server.does.voices = {"voices": [], "uploaded_voices": []}
    added(server)
    voice = clone(tmp_path / "mara", {"neutral": 200.0, "angry": 500.0})
    backend = Backend()
    calm, _ = spoken(backend, request(LINE, voice=voice))
    angry, result = spoken(backend, request(Text(text=LINE, controls=Controls(emotion="angry")), voice=voice))
    assert pitch(calm) == pytest.approx(200, rel=0.05)  # the twin adds up to 6 % by seed
    assert pitch(angry) == pytest.approx(500, rel=0.05)
    body = server.asked[0]
    assert (body["task_type"], body["ref_text"]) == ("Base", "A word or two.")
    assert body["ref_audio"].startswith("data:audio/wav;base64,")
    assert [i.method for i in result.plan if i.control == "emotion"] == [Method.NATIVE]


def test_without_a_transcript_only_the_sound_of_the_voice_is_taken(server: SpeechServer, tmp_path: Path) -> None:
    server.does.models = (OMNI["Base"],)
    server.does.voices = {"voices": []}
    added(server)
    spoken(Backend(), request(LINE, voice=clone(tmp_path / "mara", {"neutral": 200.0}, transcript="")))
    assert server.asked[0]["x_vector_only_mode"] is True
    assert "ref_text" not in server.asked[0]


def test_nothing_of_a_voice_leaves_this_machine_before_somebody_agreed(server: SpeechServer, tmp_path: Path) -> None:
    server.does.models = (OMNI["Base"],)
    server.does.voices = {"voices": []}
    added(server)
    voice = clone(tmp_path / "mara", {"neutral": 200.0}, agreed=False)
    with pytest.raises(EngineError, match="agreed") as raised:
        spoken(Backend(), request(LINE, voice=voice))
    assert raised.value.kind == "consent"
    other = clone(tmp_path / "tom", {"neutral": 200.0})
    (tmp_path / "tom" / "neutral.wav").write_bytes((tmp_path / "mara" / "neutral.wav").read_bytes() + b"other")
    with pytest.raises(EngineError, match="not the one that was agreed to"):
        spoken(Backend(), request(LINE, voice=other))
    assert server.asked == []


def test_a_voice_that_does_not_stop_is_asked_again(server: SpeechServer) -> None:
    added(server)
    expected, _ = spoken(Backend(), request("Huh?"))
    server.does.endless, server.does.unsized = 1, True
    samples, result = spoken(Backend(), request("Huh?"))
    assert np.array_equal(samples, expected)
    assert len(server.asked) == 3  # one, and one once more
    assert result.samples == len(expected)


def test_a_voice_that_never_stops_is_that_line_s_failure(server: SpeechServer) -> None:
    added(server)
    server.does.endless, server.does.unsized = 99, True
    with pytest.raises(EngineError, match="did not stop") as raised:
        spoken(Backend(), request("Huh?"))
    assert raised.value.kind == "runaway"


def test_a_language_the_model_cannot_speak_is_refused_before_anything_is_sent(server: SpeechServer) -> None:
    server.does.models = (OMNI["CustomVoice"],)
    server.does.voices = {"voices": ["vivian"]}
    added(server)
    with pytest.raises(EngineError, match="cannot speak") as raised:
        Backend().start(request("Merhaba.", language="tr"), lambda: False, False)
    assert raised.value.kind == "language"
    assert server.asked == []


@pytest.mark.parametrize("text", ["", "   ", "🙂🙂🙂", "\x00\x07\u200b", "…!?"])
def test_a_line_without_words_is_silence_and_asks_nobody(server: SpeechServer, text: str) -> None:
    added(server)
    samples, result = spoken(Backend(), request(text))
    assert not samples.any()
    assert 0 < len(samples) < info.RATE
    assert server.asked == []
    assert isinstance(result, Result)


@pytest.mark.parametrize(("model", "longest"), [({"id": "tones-1"}, 900), (OMNI["CustomVoice"], 200)])
def test_a_text_of_ten_thousand_characters_is_asked_for_in_pieces(
    server: SpeechServer, model: dict[str, str], longest: int
) -> None:
    server.does.models = (model,)
    added(server)
    parts = line.pieces(request("The river was wide and slow. " * 345))
    texts = [part.text for part in parts if isinstance(part, Speech)]
    assert max(map(len, texts)) <= longest
    assert len(texts) <= 1.2 * 10_005 / longest + 1
    assert " ".join(texts).count("river") == 345


def test_without_a_server_it_is_said_what_to_do() -> None:
    described = info.describe()
    assert "lineread models add" in described.remedy
    with pytest.raises(EngineError, match="No speech server is known yet"):
        Backend().load()
    with pytest.raises(EngineError, match="No speech server is known yet"):
        Backend().start(request("Hello."), lambda: False, False)


def test_a_take_stays_current_when_its_server_moves_and_not_when_its_model_or_voice_changes(
    server: SpeechServer, registry: Path
) -> None:
    added(server)
    one = info.voice_digest(VoiceSpec(engine="remote", preset="low"))
    assert info.voice_digest(VoiceSpec(engine="remote", preset="high")) != one
    listed = json.loads(registry.read_text())
    listed["servers"][0] |= {"url": "https://elsewhere.example/v1", "name": "cloud"}
    registry.write_text(json.dumps(listed))
    assert models.servers()[0].name == "cloud"
    assert info.voice_digest(VoiceSpec(engine="remote", preset="low")) == one
    assert info.voice_digest(VoiceSpec(engine="remote", preset="low", model="cloud")) == one
    listed["servers"][0] |= {"model": "tones-2"}
    registry.write_text(json.dumps(listed))
    assert info.voice_digest(VoiceSpec(engine="remote", preset="low")) != one


def test_voices_of_two_servers_keep_apart(server: SpeechServer) -> None:
    added(server)
    models.add_server(
        models.Server(name="Second", url="http://127.0.0.1:1/v1", model="m", voices=("low", "Late Night"))
    )
    names = [v.name for v in info.describe().voices]
    assert names == ["low", "middle", "high", "low@second", "late-night"]
    for preset, where, name in (
        ("low", "gpu", "low"), ("low@second", "Second", "low"), ("late-night", "Second", "Late Night"),
    ):  # fmt: skip
        voice = info.chosen(VoiceSpec(engine="remote", preset=preset))
        assert (voice.server.name, voice.name) == (where, name)
    assert info.chosen(VoiceSpec(engine="remote", preset="low", model="second")).server.name == "Second"


# --- doubts ---------------------------------------------------------------------------------------


def test_a_doubtful_answer_is_asked_for_again_with_another_seed_where_there_are_seeds(server: SpeechServer) -> None:
    server.does.engine, server.does.models = "hibari", (OMNI["CustomVoice"],)
    added(server)
    server.does.garbled = 1
    _, result = spoken(Backend(), request(LINE, seed=5))
    assert result.checks == ()
    assert [word.text for word in result.words] == LINE.strip(".").split()
    first, second = (body["seed"] for body in server.asked)
    assert first == 5 != second
    server.asked.clear()
    server.does.garbled = 99
    _, result = spoken(Backend(), request(LINE, seed=5))
    assert result.checks
    assert len(server.asked) == 1 + RETRIES


def test_without_seeds_a_doubtful_answer_is_only_told(server: SpeechServer) -> None:
    server.does.engine = "hibari"
    added(server)
    server.does.garbled = 1
    _, result = spoken(Backend(), request(LINE))
    assert result.checks
    assert len(server.asked) == 1


def test_a_doubtful_line_that_somebody_hears_is_withdrawn_and_ends_as_the_same_line(server: SpeechServer) -> None:
    server.does.engine, server.does.models = "hibari", (OMNI["CustomVoice"],)
    added(server)
    asked = request(Pause(seconds=0.2), LINE, Pause(seconds=0.1), "It was late.", seed=5)
    server.does.garbled = 1
    whole, _ = spoken(Backend(), asked)
    server.does.garbled = 1
    backend = Backend()
    line = backend.start(asked, lambda: False, True)
    heard: list[list[np.ndarray]] = [[]]
    while True:
        for _, item in backend.step():
            assert not isinstance(item, EngineError)
            if isinstance(item, Anew):
                heard.append([])
            elif not isinstance(item, Result):
                heard[-1].append(item)
            else:
                first, again = heard
                assert sum(map(len, first)) > info.RATE, "what somebody waited for came before anybody doubted it"
                np.testing.assert_array_equal(np.concatenate(again), whole)
                assert line.request is asked
                return


def test_a_result_names_the_server_s_model(server: SpeechServer) -> None:
    added(server)
    _, result = spoken(Backend(), request(LINE))
    assert [(one.voice, one.model) for one in result.models] == [("", "tones-1")]
