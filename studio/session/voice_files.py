"""A voice as one file, to carry into another project: its voice.json and its recordings in a zip, or the folder itself.

The consent travels with it. What comes in is checked against the hashes in voice.json before anything is written.
"""

from __future__ import annotations

import hashlib
import shutil
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import msgspec

from engine import assets
from engine.assets import VoiceAsset
from studio.atomic import replacing, write_atomically
from studio.document import edits
from studio.document.model import Project, Voice
from studio.errors import LinereadError
from studio.session.voices import check_engine, check_name, new_home, owned_asset, voice_of

SUFFIX = ".lineread-voice"
_LARGEST = 64 << 20  # bytes of one recording: thirty seconds are two megabytes
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same voice gives the same file


def pack(folder: Path, voice: Voice, to: Path) -> VoiceAsset:
    """Write a voice of the project as one file. Raises LinereadError, EngineError."""
    home, asset = owned_asset(folder, voice)
    with replacing(to) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(assets.FILE, _EPOCH), assets.encode(asset))
        for reference in asset.references:
            archive.writestr(zipfile.ZipInfo(reference.file, _EPOCH), (home / reference.file).read_bytes())
    return asset


def unpack(
    project: Project, folder: Path, path: Path, *, name: str = "", engine: str, model: str = ""
) -> tuple[Project, Voice]:
    """Bring a voice in from a file that :func:`pack` wrote, or from a voice's folder.

    Raises LinereadError for a file that is no voice or is damaged, and EngineError.
    """
    check_engine(engine)
    if path.is_dir():
        return _adopted(project, folder, path, lambda file: _file(path / file), name, engine, model)
    try:
        with zipfile.ZipFile(path) as archive:
            return _adopted(project, folder, path, lambda file: _member(archive, file), name, engine, model)
    except FileNotFoundError as error:
        raise LinereadError(f"There is no file {path}.", "Check the name.") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise _no_voice(path) from error


def _adopted(
    project: Project, folder: Path, path: Path, read: Callable[[str], bytes], name: str, engine: str, model: str
) -> tuple[Project, Voice]:
    try:
        asset = msgspec.json.decode(read(assets.FILE), type=VoiceAsset)
    except (ValueError, RecursionError, KeyError, OSError) as error:
        raise _no_voice(path) from error
    name = name or asset.name
    check_name(project, name)
    sounds: dict[str, bytes] = {}
    for reference in asset.references:
        if Path(reference.file).name != reference.file or reference.file == assets.FILE:
            raise _no_voice(path)
        try:
            sounds[reference.file] = read(reference.file)
        except (KeyError, OSError) as error:
            raise LinereadError(f"In {path} the recording {reference.file} is missing.", "Export it again.") from error
        if hashlib.sha256(sounds[reference.file]).hexdigest() != reference.sha256:
            raise LinereadError(f"In {path} the recording {reference.file} is damaged.", "Export the voice again.")
    if not sounds:
        raise _no_voice(path)
    home = new_home(folder, name)
    try:
        for file, data in sounds.items():
            write_atomically(home / file, data)
        write_atomically(home / assets.FILE, assets.encode(msgspec.structs.replace(asset, name=name)))
    except LinereadError:
        shutil.rmtree(home, ignore_errors=True)
        raise
    voice = voice_of(project, folder, home, name, engine, model, asset.origin.description if asset.origin else "")
    return edits.add_voice(project, voice), voice


def _file(path: Path) -> bytes:
    if path.stat().st_size > _LARGEST:
        raise OSError(f"{path} is too large")
    return path.read_bytes()


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > _LARGEST:
        raise KeyError(name)
    return archive.read(name)


def _no_voice(path: Path) -> LinereadError:
    return LinereadError(f"{path} is no voice.", "`lineread voices export` makes one.")
