"""Voices that belong to a project: from a recording to lines that are spoken, and only with a consent."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import numpy as np
import pytest
import soundfile

from engine import assets, catalogue
from engine.errors import EngineError
from engine.protocol import VoiceSpec
from studio.audio.reference import examine, file_digest
from studio.document import edits
from studio.document.model import Project, Voice
from studio.errors import LinereadError
from studio.render.process import SpeechProcess
from studio.render.states import State
from studio.script import parse_script
from studio.session import voice_files, voices
from studio.session.calibration import AUDITIONS, TEXTS, auditions, calibration
from studio.session.session import Session
from studio.session.voices import Agreement, Words
from tests.recordings import TRANSCRIPT, record

SCRIPT = """\
Title: Two People

ANN: Did you hear that?
ANN: [emotion_happy]Yes, at last![/emotion]
BOB: What was it?
"""
MARA = Agreement(who="Mara Lind", purpose="the audio drama Lighthouse", when="2026-03-31")


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return Session.create(tmp_path / "project", parse_script(SCRIPT)[0], "fake")


@pytest.fixture
def process() -> Iterator[SpeechProcess]:
    made = SpeechProcess()
    yield made
    made.close()


def cloned(
    session: Session, name: str = "MARA", hertz: float = 150.0, words: Words | None = None, give: str = "ANN"
) -> Voice:
    """A voice cloned from a buzz of ``hertz``, given to a character."""
    taken = examine(record(session.folder.path.parent / f"{name} {hertz:.0f}.wav", hertz))
    project, voice = voices.clone(
        session.project, session.folder.path, taken, words or Words(transcript=TRANSCRIPT, language="en"), MARA,
        name=name, engine="fake",
    )  # fmt: skip
    character = next(c for c in project.characters if c.name == give)
    session.apply("Clone", edits.set_voice(project, character.id, voice.id))
    return voice


def rendered(session: Session) -> dict[str, State]:
    """The states of the lines by text once everything was rendered that can be."""
    with session.render(session.wanting("stale")) as renderer:
        assert renderer.wait(60)
    session.refresh()
    states = session.states()
    return {line.text: states[line.id].state for line in session.project.lines()}


def pitch(path: Path) -> float:
    """Hertz of the loudest partial: the tones have one."""
    samples, rate = soundfile.read(path)
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples)), 1 << 18))
    return float(np.argmax(spectrum) * rate / (1 << 18))


def test_a_clone_speaks_with_the_pitch_of_its_recording(session: Session) -> None:
    voice = cloned(session, hertz=150.0)
    assert voice.asset == "voices/mara"
    assert set(rendered(session).values()) == {State.CURRENT}
    first = next(iter(session.project.lines()))
    take = session.states()[first.id].take
    assert take is not None
    # A word of 0.2 s is known to some hertz; the next voice in the catalogue is 40 Hz away.
    assert pitch(session.store.path(take.key)) == pytest.approx(150.0, abs=6)


def test_the_asset_says_where_the_voice_comes_from(session: Session) -> None:
    voice = cloned(session)
    asset = assets.load(session.folder.path / voice.asset)
    source = file_digest(session.folder.path.parent / "MARA 150.wav")
    assert asset.consent is not None
    assert (asset.consent.who, asset.consent.when, asset.consent.sha256) == ("Mara Lind", "2026-03-31", source)
    reference = asset.references[0]
    assert (reference.source_sha256, reference.transcript, reference.language) == (source, TRANSCRIPT, "en")
    file = session.folder.path / voice.asset / reference.file
    assert file_digest(file) == reference.sha256
    assert soundfile.info(str(file)).duration == pytest.approx(reference.seconds, abs=0.001)


@pytest.mark.parametrize("text", ["", "Mara Lind", "; the audio drama", " ; "])
def test_without_a_consent_there_is_no_clone(session: Session, text: str) -> None:
    taken = examine(record(session.folder.path.parent / "mara.wav"))
    with pytest.raises(LinereadError, match="only with the consent") as refused:
        voices.clone(
            session.project, session.folder.path, taken, Words(), Agreement.parse(text), name="MARA", engine="fake"
        )
    assert "--consent" in refused.value.hint
    assert not (session.folder.path / "voices").exists()


def test_a_consent_has_a_day_that_has_come() -> None:
    today = datetime.now(UTC).astimezone().date()
    assert Agreement(who="A", purpose="B").signed("0").when == today.isoformat()
    with pytest.raises(LinereadError, match="not a date"):
        Agreement(who="A", purpose="B", when="last spring").signed("0")
    with pytest.raises(LinereadError, match="has not come"):
        Agreement(who="A", purpose="B", when=(today + timedelta(days=2)).isoformat()).signed("0")


def test_a_clone_whose_consent_is_gone_or_foreign_does_not_render(session: Session) -> None:
    voice = cloned(session)
    home = session.folder.path / voice.asset
    asset = assets.load(home)
    assert asset.consent is not None
    foreign = assets.Consent(who="Mara Lind", when="2026-03-31", purpose="x", sha256="0" * 64)
    for consent, reason in ((None, "Nobody has agreed"), (foreign, "another recording")):
        (home / assets.FILE).write_bytes(assets.encode(msgspec.structs.replace(asset, consent=consent)))
        session.refresh()
        state = session.states()[next(iter(session.project.lines())).id]
        assert state.state is State.UNVOICED
        assert reason in state.reason
        assert "lineread voices consent" in state.reason
        assert len(session.wanting("stale")) == 1, "only the line of the other voice"
    made = voices.consent(session.folder.path, voice, MARA)
    assert made.consent is not None
    session.refresh()
    assert set(rendered(session).values()) == {State.CURRENT}
    voices.withdraw(session.folder.path, voice)
    session.refresh()
    states = [session.states()[line.id] for line in session.project.lines()]
    assert [s.state for s in states] == [State.UNVOICED, State.UNVOICED, State.CURRENT]
    assert states[0].take is None, "what was spoken is not delivered any more either"


def test_the_process_itself_refuses_a_voice_nobody_agreed_to(session: Session, process: SpeechProcess) -> None:
    voice = cloned(session)
    request = session.wanting("stale")[0].request
    voices.withdraw(session.folder.path, voice)
    with pytest.raises(LinereadError, match="Nobody has agreed"):
        process.speak(request, lambda chunk, rate: None)


def test_a_line_takes_the_recording_of_its_mood(session: Session) -> None:
    voice = cloned(session, hertz=150.0)
    neutral, happy = (line for line in session.project.lines() if line.character == session.project.characters[0].id)
    rendered(session)
    before = {line.id: session.states()[line.id].take for line in (neutral, happy)}
    taken = examine(record(session.folder.path.parent / "happy.wav", 250.0))
    asset = voices.add_mood(session.folder.path, voice, taken, Words(mood="happy"))
    assert asset.moods == ("neutral", "happy")
    session.refresh()
    assert session.states()[happy.id].state is State.STALE
    rendered(session)

    def pitch_of(line_id: str) -> float:
        take = session.states()[line_id].take
        assert take is not None
        return pitch(session.store.path(take.key))

    assert before[happy.id] is not None
    # The tones raise a happy line by 15 %.
    assert pitch_of(happy.id) == pytest.approx(250.0 * 1.15, rel=0.04)
    assert pitch_of(neutral.id) == pytest.approx(150.0, abs=6)


def test_a_mood_is_replaced_and_removed(session: Session) -> None:
    folder = session.folder.path
    voice = cloned(session)
    for hertz in (200.0, 230.0):
        voices.add_mood(folder, voice, examine(record(folder.parent / "m.wav", hertz)), Words(mood="sad"))
    asset = assets.load(folder / voice.asset)
    files = {p.name for p in (folder / voice.asset).glob("*.wav")}
    assert files == {r.file for r in asset.references}, "nothing is left of the first sad one"
    assert voices.remove_mood(folder, voice, "sad").moods == ("neutral",)
    with pytest.raises(LinereadError, match="only this recording"):
        voices.remove_mood(folder, voice, "neutral")
    with pytest.raises(LinereadError, match="no recording in the mood"):
        voices.remove_mood(folder, voice, "angry")
    with pytest.raises(LinereadError, match="no mood “cheeky”"):
        voices.add_mood(folder, voice, examine(record(folder.parent / "m.wav")), Words(mood="cheeky"))


def test_what_will_not_do_leaves_nothing_behind(session: Session) -> None:
    folder = session.folder.path
    good, short = examine(record(folder.parent / "g.wav")), examine(record(folder.parent / "s.wav", seconds=0.2))
    long = examine(record(folder.parent / "l.wav", seconds=40.0))

    def refused(taken: object, words: Words, name: str = "MARA", engine: str = "fake") -> str:
        with pytest.raises(LinereadError) as error:
            voices.clone(session.project, folder, taken, words, MARA, name=name, engine=engine)
        return str(error.value)

    assert "0.2 s" in refused(short, Words())
    assert "too long for its transcript" in refused(long, Words(transcript=TRANSCRIPT))
    assert "The transcript" in refused(good, Words(transcript="No."))
    assert "needs a name" in refused(good, Words(), name=" ")
    assert "in this project already" in refused(good, Words(), name=session.project.voices[0].name)
    assert "cannot speak from a recording" in refused(good, Words(), engine="hibari")
    with pytest.raises(EngineError, match="no voice engine"):
        voices.clone(session.project, folder, good, Words(), MARA, name="MARA", engine="nobody")
    assert not list(folder.glob("voices/*"))


def test_two_voices_of_one_name_in_other_letters_have_their_own_folders(session: Session) -> None:
    one = cloned(session, "Mara!")
    two = cloned(session, "MARA")
    three = cloned(session, "声音")
    assert len({one.asset, two.asset, three.asset}) == 3
    assert all((session.folder.path / v.asset / assets.FILE).is_file() for v in (one, two, three))


def test_a_design_that_is_frozen_stays_the_same(session: Session, process: SpeechProcess) -> None:
    folder = session.folder.path
    spec = process.design("fake", "a deep old man", "en").voice
    requests = auditions(spec, "en", seed=4)
    assert [r.seed for r in requests] == [4, 5, 6]
    samples, result = process.speak(requests[1], lambda chunk, rate: None)
    project, voice = voices.freeze(
        session.project, folder, requests[1], samples, result.rate, name="TOM", description="a deep old man"
    )
    session.apply("Freeze", edits.set_voice(project, project.characters[1].id, voice.id))
    asset = assets.load(folder / voice.asset)
    assert asset.origin is not None
    assert (asset.origin.engine, asset.origin.description, asset.origin.seed) == ("fake", "a deep old man", 5)
    assert asset.references[0].transcript == TEXTS["en"]
    assert rendered(session)["What was it?"] is State.CURRENT, "nobody has to agree to a voice that is nobody's"
    assert voices.owned(session.project, folder)[-1].kind == "frozen"
    with pytest.raises(LinereadError, match="nobody to ask"):
        voices.consent(folder, voice, MARA)


def test_a_designed_voice_of_the_project_is_frozen_in_place(session: Session, process: SpeechProcess) -> None:
    designed = session.project.voices[0]
    request = calibration(session.voice(designed), "en-GB", 0)
    assert (request.language, request.shown) == ("en", TEXTS["en"])
    samples, result = process.speak(request, lambda chunk, rate: None)
    project, voice = voices.freeze(
        session.project, session.folder.path, request, samples, result.rate, name=designed.name, voice_id=designed.id
    )
    assert (voice.id, voice.name, voice.preset) == (designed.id, designed.name, "")
    assert len(project.voices) == len(session.project.voices)
    with pytest.raises(LinereadError, match="nothing to be heard"):
        voices.freeze(project, session.folder.path, request, np.zeros(90_000, np.float32), 24_000, name="NIL")
    assert [p.name for p in (session.folder.path / "voices").iterdir()] == [Path(voice.asset).name]


@pytest.mark.parametrize("seconds", [1.0, 90.0])
def test_a_design_that_did_not_say_its_words_is_not_frozen(session: Session, tmp_path: Path, seconds: float) -> None:
    buzz, rate = soundfile.read(record(tmp_path / "buzz.wav", seconds=seconds), dtype="float32")
    request = calibration(VoiceSpec(engine="fake", description="an old sailor"), "en", 0)
    with pytest.raises(LinereadError, match="did not say them"):
        voices.freeze(session.project, session.folder.path, request, buzz, rate, name="TOM")
    assert not (session.folder.path / "voices").exists()


def test_every_language_has_words_to_freeze_a_voice_with() -> None:
    assert AUDITIONS == 3
    for language in ("zh", "en", "ja", "ko", "de", "fr", "ru", "pt", "es", "it"):
        request = calibration(VoiceSpec(engine="fake"), language, 0)
        assert request.language == language
    assert calibration(VoiceSpec(engine="hibari"), "zh", 0).language == "en", "what the engine can speak"


def test_a_voice_travels_with_its_consent(session: Session, tmp_path: Path) -> None:
    voice = cloned(session)
    packed = tmp_path / "mara.lineread-voice"
    voice_files.pack(session.folder.path, voice, packed)
    first = packed.read_bytes()
    voice_files.pack(session.folder.path, voice, packed)
    assert packed.read_bytes() == first
    other = Session.create(tmp_path / "other", parse_script(SCRIPT)[0], "fake")
    for path in (packed, session.folder.path / voice.asset):
        project, brought = voice_files.unpack(other.project, other.folder.path, path, name=path.name, engine="fake")
        spec = VoiceSpec(engine="fake", asset=str(other.folder.path / brought.asset))
        original = VoiceSpec(engine="fake", asset=str(session.folder.path / voice.asset))
        assert catalogue.voice_digest(spec) == catalogue.voice_digest(original)
        assert project.voices[-1] == brought


def _tampered(packed: Path, made: Path, name: str, data: bytes) -> Path:
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(made, "w") as new:
        for member in old.namelist():
            new.writestr(member, data if member == name else old.read(member))
    return made


def test_a_damaged_or_strange_voice_file_is_refused(session: Session, tmp_path: Path) -> None:
    voice = cloned(session)
    packed = tmp_path / "mara.lineread-voice"
    asset = voice_files.pack(session.folder.path, voice, packed)
    escaping = assets.encode(
        msgspec.structs.replace(asset, references=(msgspec.structs.replace(asset.references[0], file="../../out.wav"),))
    )
    (tmp_path / "text").write_text("no voice")
    cases = {
        tmp_path / "text": "is no voice",
        tmp_path / "nothing": "no file",
        _tampered(packed, tmp_path / "a", "neutral.wav", b"RIFF"): "damaged",
        _tampered(packed, tmp_path / "b", assets.FILE, b"{}"): "is no voice",
        _tampered(packed, tmp_path / "c", assets.FILE, escaping): "is no voice",
    }
    for path, reason in cases.items():
        with pytest.raises(LinereadError, match=reason):
            voice_files.unpack(session.project, session.folder.path, path, name="NEW", engine="fake")
    assert [p.name for p in (session.folder.path / "voices").iterdir()] == ["mara"]


def test_removing_a_voice_keeps_its_recordings_unless_they_are_to_be_erased(session: Session) -> None:
    folder = session.folder.path
    voice = cloned(session)
    removed: Project = voices.remove(session.project, folder, voice)
    assert voice.id not in {v.id for v in removed.voices}
    assert (folder / voice.asset / assets.FILE).is_file()
    voices.remove(session.project, folder, voice, erase=True)
    assert not (folder / voice.asset).exists()
    session.refresh()
    assert "cannot be read" in session.states()[next(iter(session.project.lines())).id].reason
    assert voices.owned(session.project, folder)[-1].problem


def test_the_list_says_what_kind_a_voice_is(session: Session) -> None:
    cloned(session)
    found = voices.owned(session.project, session.folder.path)
    assert [one.kind for one in found] == ["preset", "preset", "clone"]
    assert [one.problem for one in found] == ["", "", ""]
    assert voices.find_voice(session.project, "mara").name == "MARA"
    with pytest.raises(LinereadError, match="no voice called"):
        voices.find_voice(session.project, "nobody")
