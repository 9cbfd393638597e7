"""The models this machine may speak with: checkpoints in local folders, and speech servers.

A small JSON file in the user's configuration folder, or the file named by ``LINEREAD_MODELS``. It holds where a model
is and the facts that were read from it when it was added, so that voices can be listed and takes compared while the
folder is on a disk that is not plugged in. Nothing here downloads, and removing a model here deletes no file of it.

Light: the studio reads it, and the engines' ``info`` modules read it on every question.
"""

from __future__ import annotations

import contextlib
import importlib
import itertools
import os
import secrets
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Literal, TypeVar

import msgspec

from engine.errors import EngineError

VARIABLE = "LINEREAD_MODELS"
_VERSION = 1
Kind = Literal["base", "custom_voice", "voice_design"]


class Model(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something to speak with."""

    name: str  # what the user calls it, and `VoiceSpec.model`


class Checkpoint(Model, frozen=True, kw_only=True, omit_defaults=True):
    """A model in a local folder, with what its files say about it."""

    path: str  # absolute
    kind: Kind
    size: str  # "0.6B", "1.7B", or what the configuration says
    digest: str  # other weights, other digest
    stamp: str = ""  # of the files when the digest was made; while it is the same, so is the digest
    dtype: str = ""  # of most weights: "bfloat16", "float32", "float16"
    parameters: int = 0  # of the model and its speech tokenizer
    disk_bytes: int = 0
    speakers: tuple[str, ...] = ()  # preset voices, as the configuration spells them
    dialects: Mapping[str, str] = {}  # speaker -> the dialect it speaks where the language is Chinese
    languages: tuple[str, ...] = ()  # "zh", "en", ...
    instruction: bool = False  # follows directions in words

    @property
    def folder(self) -> Path:
        return Path(self.path)

    @property
    def abilities(self) -> tuple[str, ...]:
        """What it is good for, for people."""
        main = {"custom_voice": "preset voices", "voice_design": "voices from a description", "base": "cloned voices"}
        return (main[self.kind], *(("directions in words",) if self.instruction else ()))


class Server(Model, frozen=True, kw_only=True, omit_defaults=True):
    """A speech server with an OpenAI-compatible interface, with what it said about itself."""

    url: str  # up to and with "/v1"
    model: str = ""
    voices: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("*",)
    instruction: bool = False
    cloning: bool = False
    design: bool = False
    token_variable: str = ""  # the environment variable that holds the token; the token itself is never written
    rate: int = 24_000
    software: str = ""  # what kind of server it is, where that is known


class Release(Model, frozen=True, kw_only=True):
    """A checkpoint that was published, and where it is to be had."""

    repository: str  # on Hugging Face and on ModelScope
    kind: Kind
    download_bytes: int  # about
    purpose: str

    @property
    def folder(self) -> str:
        """What a download of it is called."""
        return self.repository.rsplit("/", 1)[-1]


class _Registry(msgspec.Struct, frozen=True, kw_only=True):
    format: str = "lineread-models"
    version: int = _VERSION
    checkpoints: tuple[Checkpoint, ...] = ()
    servers: tuple[Server, ...] = ()


_Model = TypeVar("_Model", bound=Model)
_read: dict[str, tuple[tuple[int, int, int], _Registry]] = {}  # what was read last of a file, with the file's stamp


def registry_path() -> Path:
    """The file the models stand in; it need not exist."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA") or Path.home()) / "Lineread" / "models.json"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Lineread" / "models.json"
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "lineread" / "models.json"


def download_folder() -> Path:
    """Where checkpoints are proposed to be downloaded to; they may lie anywhere."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "Lineread" / "models"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Lineread" / "models"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "lineread" / "models"


def checkpoints() -> tuple[Checkpoint, ...]:
    """The local checkpoints in the order they were added. Raises EngineError(kind="model") for a damaged registry."""
    return _registry().checkpoints


def servers() -> tuple[Server, ...]:
    """The speech servers in the order they were added. Raises EngineError(kind="model") for a damaged registry."""
    return _registry().servers


def checkpoint(name: str) -> Checkpoint:
    """The checkpoint called so. Raises EngineError(kind="model")."""
    return _named(checkpoints(), name, "checkpoint")


def server(name: str) -> Server:
    """The server called so. Raises EngineError(kind="model")."""
    return _named(servers(), name, "server")


def find(path: Path) -> tuple[Path, ...]:
    """The checkpoint folders in ``path``: itself, those of a Hugging Face cache, or its sub-folders.

    Raises EngineError(kind="model") when there is none.
    """
    found: tuple[Path, ...] = _inspector().find(path)
    return found


def inspect(path: Path, known: Checkpoint | None = None) -> Checkpoint:
    """What a checkpoint folder holds, read without loading it. Raises EngineError(kind="model") naming each defect.

    ``known``: the same checkpoint as it is registered; then only files that were touched since are read anew.
    """
    made: Checkpoint = _inspector().inspect(path, known)
    return made


def unchanged(known: Checkpoint) -> bool:
    """Whether a checkpoint still has the weights it was added with. Quick while nobody touched its files."""
    touched: str = _inspector().stamp(known.folder)
    return known.stamp in ("", touched) or inspect(known.folder).digest == known.digest


def check(path: Path) -> tuple[str, ...]:
    """Every file opened and every tensor compared with the configuration: what is wrong, nothing when all is well."""
    defects: tuple[str, ...] = _inspector().check(path)
    return defects


def releases() -> tuple[Release, ...]:
    """The published checkpoints, the one to begin with first."""
    published: tuple[Release, ...] = importlib.import_module("engine.backends.qwen3.releases").RELEASES
    return published


def probe(url: str, model: str = "", token_variable: str = "", name: str = "") -> Server:
    """Ask a speech server what it is and can do. The one function here that uses the network. Raises EngineError."""
    made: Server = importlib.import_module("engine.backends.remote.probe").probe(url, model, token_variable, name)
    return made


def add_checkpoint(path: Path | str, name: str = "") -> Checkpoint:
    """Remember the checkpoint in a folder; added again, it is read again and keeps its name.

    Raises EngineError(kind="model") for a folder that is no sound checkpoint or holds several, and for a name in use.
    """
    found = find(Path(path))
    if len(found) > 1:
        raise EngineError(
            f"{path} holds {len(found)} checkpoints: {', '.join(f.name for f in found)}.",
            "Add them one by one, or all of them with `lineread models add`.",
            kind="model",
        )
    made = inspect(found[0])

    def edit(registry: _Registry) -> _Registry:
        before = next((c for c in registry.checkpoints if c.path == made.path), None)
        named = msgspec.structs.replace(made, name=_free_name(registry, name, made.name, before))
        return msgspec.structs.replace(registry, checkpoints=_with(registry.checkpoints, before, named))

    return next(c for c in _change(edit).checkpoints if c.path == made.path)


def add_server(made: Server) -> Server:
    """Remember a server; one with the same address and model is replaced. Raises EngineError for a name in use."""

    def same(server: Server) -> bool:
        return (server.url, server.model) == (made.url, made.model)

    def edit(registry: _Registry) -> _Registry:
        before = next((s for s in registry.servers if same(s)), None)
        named = msgspec.structs.replace(made, name=_free_name(registry, made.name, "server", before))
        return msgspec.structs.replace(registry, servers=_with(registry.servers, before, named))

    return next(s for s in _change(edit).servers if same(s))


def remove(name: str) -> Model:
    """Forget a model; its files stay. Raises EngineError(kind="model") when there is none called so."""
    gone: list[Model] = []

    def edit(registry: _Registry) -> _Registry:
        every: tuple[Model, ...] = (*registry.checkpoints, *registry.servers)
        gone.append(_named(every, name, "model"))
        return msgspec.structs.replace(
            registry,
            checkpoints=tuple(c for c in registry.checkpoints if c is not gone[0]),
            servers=tuple(s for s in registry.servers if s is not gone[0]),
        )

    _change(edit)
    return gone[0]


def _registry() -> _Registry:
    path = registry_path()
    try:
        stat = path.stat()
    except OSError:
        return _Registry()
    stamp = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
    known = _read.get(str(path))
    if known is None or known[0] != stamp:
        known = _read[str(path)] = stamp, _decoded(path)
    return known[1]


def _decoded(path: Path) -> _Registry:
    try:
        registry = msgspec.json.decode(path.read_bytes(), type=_Registry)
    except FileNotFoundError:
        return _Registry()
    except (OSError, ValueError, RecursionError) as error:
        raise EngineError(
            f"The list of models in {path} cannot be read: {error}.",
            "Move the file away and add the models again with `lineread models add`.",
            kind="model",
        ) from error
    if registry.version > _VERSION:
        raise EngineError(
            f"The list of models in {path} was written by a newer Lineread.",
            f"Update Lineread, or name another file in {VARIABLE}.",
            kind="model",
        )
    return registry


def _change(edit: Callable[[_Registry], _Registry]) -> _Registry:
    """Read, edit and write the registry while nobody else does."""
    from filelock import FileLock  # reading, which happens all the time, does without it

    path = registry_path()
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{path}.lock"):
            registry = edit(_decoded(path))
            with temporary.open("wb") as file:
                file.write(msgspec.json.format(msgspec.json.encode(registry)) + b"\n")
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
    except OSError as error:
        raise EngineError(
            f"The list of models in {path} could not be written: {error.strerror or error}.",
            f"Check the folder, or name another file in {VARIABLE}.",
            kind="model",
        ) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
    return registry


def _inspector() -> Any:
    return importlib.import_module("engine.backends.qwen3.checkpoint")


def _with(models: tuple[_Model, ...], before: _Model | None, made: _Model) -> tuple[_Model, ...]:
    """``made`` in the place of ``before``, or last."""
    if before is None:
        return (*models, made)
    return tuple(made if m is before else m for m in models)


def _free_name(registry: _Registry, wanted: str, proposed: str, before: Model | None) -> str:
    """The name a model gets: the wanted one, the one it had, or one made from ``proposed`` that nobody has."""
    used = {m.name.casefold() for m in (*registry.checkpoints, *registry.servers) if m is not before}
    if wanted:
        if wanted.casefold() in used:
            raise EngineError(
                f"There is already a model called “{wanted}”.",
                "Choose another name, or forget that one: `lineread models remove`.",
                kind="model",
            )
        return wanted
    if before is not None:
        return before.name
    numbered = (f"{proposed}-{number}" for number in itertools.count(2))
    return next(n for n in itertools.chain((proposed,), numbered) if n.casefold() not in used)


def _named(models: Iterable[_Model], name: str, what: str) -> _Model:
    listed = tuple(models)
    for model in listed:
        if model.name.casefold() == name.casefold():
            return model
    there_are = ", ".join(m.name for m in listed)
    raise EngineError(
        f"There is no {what} called “{name}” on this machine.",
        f"There are: {there_are}." if there_are else "Add one with `lineread models add`.",
        kind="model",
    )
