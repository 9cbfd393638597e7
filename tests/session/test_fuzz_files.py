"""Files of ours that were damaged, byte by byte: what can be read is read, all else is a clear refusal."""

from __future__ import annotations

import contextlib
import json
import random
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import msgspec
import pytest

from engine import assets, models
from engine.errors import EngineError
from studio.errors import LinereadError
from studio.export.manifest import read_manifest
from studio.export.presets import BUILT_IN, ExportPreset, read_presets, save_preset
from studio.project.codec import decode, encode
from studio.script import parse_script
from studio.session import voice_files
from studio.session.session import Session

_INSERTS = (b"\xff", b"\xed\xa0\x80", b"\0", b'"', b"[" * 5000, b'{"a":' * 5000, b"null", b"-1", b"1e999", b"9" * 40)


def damaged(data: bytes, rounds: int, seed: int = 1) -> Iterator[bytes]:
    """The file cut off, with other bytes, without some, and with what no reader likes."""
    chance = random.Random(seed)
    for _ in range(rounds):
        at, kind = chance.randrange(len(data) + 1), chance.randrange(4)
        if kind == 0:
            yield data[:at]
        elif kind == 1:
            yield data[:at] + chance.randbytes(chance.randint(1, 4)) + data[at + 2 :]
        elif kind == 2:
            yield data[:at] + data[at + chance.randint(1, 40) :]
        else:
            yield data[:at] + chance.choice(_INSERTS) + data[at:]


def read_or_refused(read: Callable[[], object]) -> None:
    """Nothing but an error for people may come out, with the next step."""
    said = ("", "")
    try:
        read()
    except (LinereadError, EngineError) as error:
        said = (error.message, error.hint)
    assert all(said) or not any(said), said


@pytest.fixture
def session(tmp_path: Path) -> Session:
    project, _ = parse_script("ANN: Hello {nginx|engine x}.\nBOB: [emotion_sad]No.[/emotion]\nANN: 你好。\n")
    made = Session.create(tmp_path / "project", project, "fake")
    with made.render(made.wanting()) as renderer:
        assert renderer.wait(30)
    return made


def test_a_damaged_project_is_repaired_or_refused(session: Session) -> None:
    whole = encode(session.project)
    for data in (b"", b"\xff", b"[" * 100_000, *damaged(whole, 3000)):
        read_or_refused(partial(decode, data))
        try:
            project, _ = decode(data)
        except LinereadError:
            continue
        again, problems = decode(encode(project))
        assert again == project, data
        assert not problems, data


def test_damaged_records_of_takes_hurt_nobody(session: Session) -> None:
    record = next(session.folder.takes.rglob("??/*.json"))
    log = session.folder.takes / "log.jsonl"
    for file in (record, log):
        whole = file.read_bytes()
        for data in damaged(whole, 150):
            file.write_bytes(data)
            opened = Session.open(session.folder.path)
            assert len(opened.states()) == 3
            opened.timeline()
        file.write_bytes(whole)


def test_damaged_presets_are_refused_with_the_file_named(session: Session) -> None:
    preset: ExportPreset = next(iter(BUILT_IN.values()))
    save_preset(session.folder.path, "mine", preset)
    file = next(f for f in session.folder.path.iterdir() if f.suffix in (".json", ".toml") and f.name != "project.json")
    for data in damaged(file.read_bytes(), 300):
        file.write_bytes(data)
        read_or_refused(lambda: read_presets(session.folder.path))


def test_a_damaged_list_of_models_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = json.dumps({
        "version": 1, "checkpoints": [], "servers": [{"name": "a", "url": "http://127.0.0.1:1/v1", "model": "m"}],
    }).encode()  # fmt: skip
    file = tmp_path / "list.json"
    monkeypatch.setenv(models.VARIABLE, str(file))
    for data in damaged(whole, 300):
        file.write_bytes(data)
        read_or_refused(models.servers)


def test_a_damaged_voice_is_refused(session: Session, tmp_path: Path) -> None:
    sound = b"RIFF" + bytes(200)
    asset = {
        "name": "Ann", "origin": {"description": "warm"},
        "references": [{"file": "a.wav", "sha256": "0" * 64, "transcript": "hello", "language": "en"}],
    }  # fmt: skip
    home = tmp_path / "voice"
    home.mkdir()
    (home / "a.wav").write_bytes(sound)
    plain = json.dumps(asset).encode()
    with contextlib.suppress(msgspec.ValidationError):
        plain = assets.encode(msgspec.json.decode(plain, type=assets.VoiceAsset))
    packed = tmp_path / "ann.voice"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(assets.FILE, plain)
        archive.writestr("a.wav", sound)
    whole = packed.read_bytes()
    for data in damaged(plain, 300):
        (home / assets.FILE).write_bytes(data)
        read_or_refused(lambda: assets.load(home))
    for data in damaged(whole, 300):
        packed.write_bytes(data)
        read_or_refused(lambda: voice_files.unpack(session.project, session.folder.path, packed, engine="fake"))


def test_a_damaged_manifest_is_a_broken_plug_in(tmp_path: Path) -> None:
    manifest = Path(__file__).parents[2] / "plugins" / "tables" / "plugin.toml"
    for data in damaged(manifest.read_bytes(), 400):
        with contextlib.suppress(UnicodeDecodeError):  # whoever reads the file says that
            for info in read_manifest(data.decode(), "plugins.tables", "here"):
                assert info.id or info.error
