"""Which checkpoint a voice stands on, what it can do there, and when it sounds different."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from engine import assets, catalogue, models
from engine.assets import Consent, Origin, Reference, VoiceAsset
from engine.backends.qwen3 import info
from engine.errors import EngineError
from engine.plan import compile_plan
from engine.protocol import Controls, Method, SpeechRequest, Text, VoiceSpec

Made = Callable[..., Path]


@pytest.fixture(autouse=True)
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(models.VARIABLE, str(tmp_path / "models.json"))


@pytest.fixture
def everything(checkpoint: Made) -> None:
    """All kinds in the larger size, and the smaller preset voices before them."""
    models.add_checkpoint(checkpoint("custom_voice", "tiny-0b6"), "small")
    for kind in ("custom_voice", "voice_design", "base"):
        models.add_checkpoint(checkpoint(kind), kind)


def spec(**fields: object) -> VoiceSpec:
    return msgspec.convert({"engine": "qwen3", **fields}, VoiceSpec)


def asset(folder: Path, *moods: str, **fields: object) -> VoiceSpec:
    """A voice with one recording for each mood, frozen unless said otherwise."""
    references = tuple(
        Reference(file=f"{mood}.wav", sha256=mood, seconds=4.0, mood=mood, source_sha256="agreed") for mood in moods
    )
    made = VoiceAsset(name="Ann", references=references, **{"origin": Origin(engine="qwen3"), **fields})
    folder.mkdir(exist_ok=True)
    (folder / assets.FILE).write_bytes(assets.encode(made))
    return spec(asset=str(folder))


def test_without_a_checkpoint_everything_still_answers() -> None:
    facts = catalogue.describe("qwen3")
    assert "no Qwen3-TTS checkpoint" in facts.missing
    assert "lineread models get" in facts.remedy
    assert facts.voices == ()
    assert set(facts.capabilities.languages) == {"zh", "en", "ja", "ko", "de", "fr", "ru", "pt", "es", "it"}
    can = facts.capabilities
    assert (can.instruction, can.design, can.cloning) == (False, False, False)
    for voice in (spec(), spec(preset="ryan"), spec(asset="/voices/ann"), spec(description="a deep man")):
        with pytest.raises(EngineError, match="no Qwen3-TTS checkpoint") as raised:
            catalogue.voice_digest(voice)
        assert "lineread models" in raised.value.hint


def test_the_voices_are_the_speakers_there_are(everything: None) -> None:
    facts = catalogue.describe("qwen3")
    assert not facts.missing
    voices = {v.name: v for v in facts.voices}
    assert len(voices) == len(facts.voices) == 9
    assert facts.default_voice in voices
    assert (voices["sohee"].label, voices["sohee"].language) == ("Sohee", "ko")
    assert "Beijing dialect" in voices["dylan"].description
    assert "woman" in voices["vivian"].tags


def test_a_base_checkpoint_alone_has_no_voice_to_begin_with(checkpoint: Made) -> None:
    models.add_checkpoint(checkpoint("base"))
    facts = catalogue.describe("qwen3")
    assert (facts.missing, facts.default_voice) == ("", "")
    assert facts.capabilities.cloning
    with pytest.raises(EngineError, match="no voice to begin with") as raised:
        catalogue.voice(spec())
    assert "CustomVoice" in raised.value.hint


def test_a_damaged_list_of_models_leaves_the_other_engines_alone(tmp_path: Path) -> None:
    (tmp_path / "models.json").write_text("{")
    engines = {engine.id: engine.missing for engine in catalogue.engines()}
    assert "cannot be read" in engines["qwen3"]
    assert "cannot be read" in engines["remote"]
    assert not engines["hibari"]


def test_the_fitting_checkpoint_is_taken(everything: None, tmp_path: Path) -> None:
    assert models.checkpoints()[0].name == "small"
    assert info.resolve(spec(preset="Ryan")).name == "custom_voice", "the one that follows directions, not the first"
    assert info.resolve(spec()) == info.resolve(spec(preset="ryan"))
    assert info.resolve(spec(preset="ryan", model="small")).name == "small"
    assert info.resolve(spec(description="a deep man")).name == "voice_design"
    assert info.resolve(asset(tmp_path / "ann", "neutral")).name == "base"
    assert info.resolve(spec(model="VOICE_DESIGN")).name == "voice_design"


@pytest.mark.parametrize(
    ("fields", "said", "kind"),
    [
        ({"preset": "ryan", "model": "gone"}, "no checkpoint called “gone”", "model"),
        ({"preset": "ryan", "model": "base"}, "needs a CustomVoice checkpoint; “base” is Base", "voice"),
        ({"description": "a man", "model": "small"}, "needs a VoiceDesign checkpoint", "voice"),
        ({"asset": "/ann", "model": "small"}, "needs a Base checkpoint", "voice"),
        ({"preset": "nobody"}, "no voice called “nobody”", "voice"),
        ({"preset": "nobody", "model": "small"}, "no voice called “nobody”", "voice"),
        ({"asset": "/nowhere/ann"}, "cannot be read", "voice"),
        ({"preset": "ryan", "settings": {"hertz": 3.0}}, "no setting “hertz”", "voice"),
        ({"preset": "ryan", "settings": {"top_p": 3.0}}, "top_p is 3", "voice"),
    ],
)
def test_what_does_not_fit_is_said(everything: None, fields: dict[str, object], said: str, kind: str) -> None:
    with pytest.raises(EngineError, match=said) as raised:
        info.voice_digest(spec(**fields))
    assert raised.value.kind == kind
    assert raised.value.hint


def test_a_kind_that_is_not_there_says_which_to_get(checkpoint: Made, tmp_path: Path) -> None:
    models.add_checkpoint(checkpoint("custom_voice"))
    for voice, wanted in ((asset(tmp_path / "ann", "neutral"), "1.7B-Base"), (spec(description="x"), "VoiceDesign")):
        with pytest.raises(EngineError, match="there is none on this machine") as raised:
            catalogue.capabilities(voice)
        assert f"lineread models get {wanted}" in raised.value.hint or wanted in raised.value.hint


def test_words_are_followed_by_the_checkpoints_that_can(everything: None, tmp_path: Path) -> None:
    large, small = (catalogue.capabilities(spec(preset="ryan", model=m)) for m in ("custom_voice", "small"))
    assert large.instruction
    assert large.controls["emotion"] is Method.INSTRUCTION
    assert "happy" in large.emotions
    assert not small.instruction
    assert small.emotions == ("neutral",)
    assert "emotion" not in small.controls
    assert "whisper" not in small.controls
    for can in (large, small):
        assert (can.controls["speed"], can.controls["volume"]) == (Method.STRETCH, Method.GAIN)
        assert can.controls["pause"] is Method.SPLIT
        assert "sound" in can.approximate
        assert (can.streaming, can.word_times, can.together) == (True, True, 32)
    clone = catalogue.capabilities(asset(tmp_path / "ann", "neutral"))
    assert (clone.cloning, clone.instruction, clone.emotions) == (True, False, ("neutral",))


def test_a_clone_has_the_moods_of_its_recordings(everything: None, tmp_path: Path) -> None:
    can = catalogue.capabilities(asset(tmp_path / "ann", "neutral", "angry"))
    assert can.emotions == ("neutral", "angry")
    assert can.controls["emotion"] is Method.NATIVE


def test_the_plan_tells_a_clone_from_a_preset(everything: None, tmp_path: Path) -> None:
    segments = (Text(text="Go away.", controls=Controls(emotion="angry", speed=1.2)),)
    plans = {
        who: {i.control: i.method for i in compile_plan(SpeechRequest(segments=segments, voice=voice))}
        for who, voice in {
            "preset": spec(preset="ryan", model="custom_voice"),
            "small": spec(preset="ryan", model="small"),
            "clone": asset(tmp_path / "ann", "neutral", "angry"),
            "plain clone": asset(tmp_path / "bob", "neutral"),
        }.items()
    }
    assert {who: plan["emotion"] for who, plan in plans.items()} == {
        "preset": Method.INSTRUCTION, "small": Method.CANNOT, "clone": Method.NATIVE, "plain clone": Method.CANNOT,
    }  # fmt: skip
    assert {plan["speed"] for plan in plans.values()} == {Method.STRETCH}


def test_other_sound_other_digest(everything: None, tmp_path: Path) -> None:
    voices = [
        spec(preset="ryan", model="custom_voice"),
        spec(preset="ryan", model="small"),
        spec(preset="aiden", model="custom_voice"),
        spec(preset="ryan", model="custom_voice", settings={"temperature": 0.5}),
        spec(description="a deep man"),
        spec(description="a high man"),
        asset(tmp_path / "ann", "neutral"),
        asset(tmp_path / "bob", "neutral", "angry"),
    ]
    assert len({catalogue.voice_digest(v) for v in voices}) == len(voices)
    first = catalogue.voice_digest(voices[0])
    assert catalogue.voice_digest(spec(preset="ryan", model="custom_voice", settings={"temperature": 0.9})) == first


def test_a_name_or_another_model_beside_it_makes_nothing_stale(checkpoint: Made) -> None:
    models.add_checkpoint(checkpoint("custom_voice"), "one")
    before = catalogue.voice_digest(spec(preset="ryan"))
    models.add_checkpoint(checkpoint("custom_voice"), "two")
    models.add_checkpoint(checkpoint("base"))
    assert catalogue.voice_digest(spec(preset="ryan", model="two")) == before == catalogue.voice_digest(spec())


def test_a_disk_that_is_not_plugged_in_makes_nothing_stale(checkpoint: Made, tmp_path: Path) -> None:
    link = tmp_path / "disk"
    models.add_checkpoint(checkpoint("custom_voice"))
    before = catalogue.voice_digest(spec())
    content = (tmp_path / "models.json").read_text()
    (tmp_path / "models.json").write_text(content.replace(str(checkpoint("custom_voice")), str(link)))
    assert catalogue.voice_digest(spec()) == before


def test_a_clone_that_nobody_agreed_to_has_no_digest(everything: None, tmp_path: Path) -> None:
    voice = asset(tmp_path / "ann", "neutral", origin=None)
    with pytest.raises(EngineError) as raised:
        catalogue.voice_digest(voice)
    assert raised.value.kind == "consent"
    agreed = Consent(who="Ann", when="2026-03-01", purpose="the game", sha256="agreed")
    assert catalogue.voice_digest(asset(tmp_path / "ann", "neutral", origin=None, consent=agreed))
