"""Arguments in any order, and files of others that were damaged: one clear line and an exit code, never a traceback."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from studio.errors import LinereadError
from studio.export.host import plugins
from studio.export.manifest import PluginInfo
from studio.export.options import checked
from tests.command import Lineread

COMMANDS = ("new", "import", "show", "plan", "render", "fit", "export", "verify", "recover", "voices", "models")
PIECES = (
    "--to", "srt", "stems", "nothing", "--out", "--line", "L-1", "--json", "--force", "--preset", "x", "-1", "nan",
    "--", "--voice-engine", "fake", "--engine", "--option", "a=b", "=", "", "--from", "99999999999999999999", "list",
    "add", "remove", "export", "import", "--since", "--all", "--workers", "0", "--script", "--help", "-h", "日本",
)  # fmt: skip
OTHERS = {
    "a.twee": ":: Start\nANN: hi [[x]]\n:: x\nBob: no\n",
    "a.ink": "=== a ===\nANN: hi\n* [x] y\n-> END\n",
    "y.csv": "language,id,text,file,node,lineNumber\nen,line:1,ANN: Hi,a.yarn,S,1\n",
    "d.tab": "Identifier\tCharacter\tDialogue\tFilename\tLine Number\tRen'Py Script\nstart_1\tann\tHi\tg.rpy\t3\tann\n",
    "s.srt": "1\n00:00:01,000 --> 00:00:02,000\nANN: Hi\n\n2\n00:00:03,000 --> 00:00:04,000\n<i>yo</i>\n",
    "s.vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>Hi <00:01.500>you\n",
    "x.ssml": '<speak><voice name="a">Hi <break time="1s"/><prosody rate="120%">x</prosody></voice></speak>',
    "s.fountain": "Title: X\n\nINT. X\n\nANN (V.O.)\n(sad)\nhi\n",
    "m.md": "# A\n\n**ANN**: hi\n",
    "p.csv": "id,status,note,gain\nL-1,pick-up,x,1\n",
    "t.csv": "id,character,line,direction\nA_1,ANN,Hi,sad\n",
    "r.rpp": '<REAPER_PROJECT 0.1 "7.0" 1\n  <TRACK\n    NAME ANN\n    <ITEM\n      POSITION 1\n    >\n  >\n>\n',
    "o.otio": '{"OTIO_SCHEMA": "Timeline.1", "name": "x", "tracks": {"OTIO_SCHEMA": "Stack.1", "children": []}}',
}


@pytest.fixture
def place(tmp_path: Path, done: Lineread, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "s.txt").write_text("ANN: One.\nBOB: Two.\n", encoding="utf-8")
    done("new", "p", "--script", "s.txt", "--voice-engine", "fake")
    return tmp_path


def test_arguments_in_any_order(place: Path, lineread: Lineread) -> None:
    chance = random.Random(8)
    for _ in range(45):
        given = [chance.choice((*PIECES, "p", "p", "s.txt", "absent")) for _ in range(chance.randint(0, 5))]
        ran = lineread(chance.choice(COMMANDS), *given)
        assert ran.code in (0, 1, 2, 3), (given, ran)
        assert not ran.code or ran.said.strip(), given


def damaged(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    kind = chance.randrange(4)
    if kind == 0:
        return data[:at]
    if kind == 1:
        return data[:at] + chance.randbytes(chance.randint(1, 6)) + data[at + 2 :]
    if kind == 2:
        return data[:at] + data[at + chance.randint(1, 30) :]
    odd = (
        b"\xff\xfe",
        b"\0",
        b"9" * 30,
        b"-1",
        b"1e999",
        b'"',
        b"<",
        b"&x;",
        b"[" * 3000,
        b'{"a":' * 3000,
        b"<a>" * 3000,
    )
    return data[:at] + chance.choice(odd) + data[at:]


def importers() -> list[PluginInfo]:
    return [info for info in plugins() if info.kind == "importer" and not info.error]


def test_damaged_files_of_others_are_read_or_refused(tmp_path: Path) -> None:
    chance = random.Random(4)
    known = importers()
    for name, text in OTHERS.items():
        readers = [info for info in known if Path(name).suffix in info.suffixes]
        assert readers, name
        for _ in range(30):
            file = tmp_path / name
            file.write_bytes(damaged(text.encode(), chance))
            info = chance.choice(readers)
            said = ("", "")
            try:
                info.load_importer().read(file, checked(info, {}))
            except LinereadError as error:
                said = (error.message, error.hint)
            assert all(said) or not any(said), (info.id, said)
