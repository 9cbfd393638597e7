"""What a checkpoint folder holds and what is wrong with it, read without loading a weight.

The official layout: ``config.json``, ``generation_config.json``, ``model.safetensors`` (or several files and their
index), the tokenizer's tables, and ``speech_tokenizer/`` with a configuration and weights of its own. Downloads break
in few ways, and each has its own remedy; so they are told apart: a file that is not there, one that ended early, a
Git LFS pointer or a web page in a file's place, the files of another model.

Light: no torch. Everything is read from configurations and from the headers of the safetensors files.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from math import prod
from pathlib import Path
from typing import Any

from engine.backends.qwen3.model import headers
from engine.backends.qwen3.model.codec.config import MODEL_TYPE as CODEC_TYPE
from engine.backends.qwen3.model.codec.config import CodecConfig, parse_config
from engine.backends.qwen3.model.codec.layout import codec_layout
from engine.backends.qwen3.model.config import ModelConfig, read_config
from engine.backends.qwen3.model.headers import Entry
from engine.backends.qwen3.model.layout import model_layout
from engine.backends.qwen3.releases import LANGUAGES, RELEASES
from engine.errors import EngineError
from engine.models import Checkpoint

MODEL_TYPE = "qwen3_tts"
CODEC = "speech_tokenizer"
_DEPTH = 4  # folders below the one that is searched: hub/models--X/snapshots/REVISION
_SIZES = {"0b6": "0.6B", "1b7": "1.7B"}
_TYPES = {"BF16": "bfloat16", "F16": "float16", "F32": "float32", "F64": "float64"}
_BLOCK = 1 << 22  # bytes read at once
_TABLES = ("tokenizer.json", "vocab.json", "merges.txt")
_FORMALITIES = ("preprocessor_config.json", "tokenizer_config.json", f"{CODEC}/preprocessor_config.json")
_UNFINISHED = (".incomplete", ".part", ".partial", ".crdownload", ".aria2", ".download", ".tmp")
_OTHER_FORMATS = (".gguf", ".onnx", ".bin", ".pth", ".pt", ".tmod", ".mnn")
_NOISE = ("transformers_version", "_name_or_path", "torch_dtype", "dtype")  # of config.json: nothing of them is heard


def find(path: Path) -> tuple[Path, ...]:
    """The checkpoint folders in ``path``: itself, or what lies below, Hugging Face and ModelScope caches included.

    Of the revisions in a Hugging Face cache the one that ``refs/main`` names counts, else the newest. Raises
    EngineError(kind="model") when there is none.
    """
    path = path.expanduser()
    if path.is_file():
        path = path.parent
    if not path.is_dir():
        raise EngineError(
            f"There is no folder {path}.", "`lineread models get` says how to download a checkpoint.", kind="model"
        )
    start = path.resolve()
    if start.name == "snapshots":
        start = start.parent
    if start.name == CODEC and (start.parent / "config.json").is_file():
        start = start.parent
    below = tuple(_below(start, _DEPTH))
    if (start / "config.json").exists():
        return (start,)
    if not below:
        if _looks_meant(start):
            return (start,)
        raise EngineError(
            f"There is no Qwen3-TTS checkpoint in {path}.",
            "Name the folder that holds config.json and model.safetensors; `lineread models get` says how to get one.",
            kind="model",
        )
    return below


def inspect(folder: Path, known: Checkpoint | None = None) -> Checkpoint:
    """The facts of one checkpoint. Raises EngineError(kind="model") for the first thing that is wrong with it.

    ``known``: what was found before; while its files are untouched their digest is not computed again.
    """
    folder = folder.expanduser().resolve()
    config = _config(folder)
    weights = _weights(folder)
    headers.check(weights, model_layout(config), folder)
    codec = _codec_config(folder / CODEC)
    codec_weights = _weights(folder / CODEC)
    headers.check(codec_weights, codec_layout(codec), folder / CODEC)
    _voices(config, folder)
    _tables(folder)
    touched = stamp(folder)
    talker = config.talker_config
    counts = Counter[str]()
    for entry in weights.values():
        counts[entry.dtype] += prod(entry.shape)
    return Checkpoint(
        name=default_name(folder),
        path=str(folder),
        kind=config.tts_model_type,  # type: ignore[arg-type]  # read_config lets no other pass
        size=_SIZES.get(config.tts_model_size, config.tts_model_size),
        digest=known.digest if known is not None and touched == known.stamp else digest(folder, weights, codec_weights),
        stamp=touched,
        dtype=_TYPES.get(counts.most_common(1)[0][0], counts.most_common(1)[0][0]),
        parameters=counts.total() + sum(prod(entry.shape) for entry in codec_weights.values()),
        disk_bytes=sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()),
        speakers=config.speakers if config.tts_model_type == "custom_voice" else (),
        dialects={name: spoken for name, spoken in talker.spk_is_dialect.items() if isinstance(spoken, str)},
        languages=tuple(LANGUAGES.get(name, name) for name in config.languages),
        instruction=config.follows_instruction,
    )


def check(folder: Path) -> tuple[str, ...]:
    """Everything that is wrong with a folder, as sentences; empty when nothing is.

    Beyond :func:`inspect` every byte of the weights is read, so that a disk that fails shows here and not in a line.
    """
    folder = folder.expanduser().resolve()
    told: list[str] = []
    parts: tuple[Callable[[], None], ...] = (
        lambda: _voices(_config(folder), folder),
        lambda: headers.check(_weights(folder), model_layout(_config(folder)), folder),
        lambda: headers.check(_weights(folder / CODEC), codec_layout(_codec_config(folder / CODEC)), folder / CODEC),
        lambda: _tables(folder),
        lambda: _whole(folder),
    )
    for part in parts:
        try:
            part()
        except EngineError as error:
            told.append(f"{error.message} {error.hint}".strip())
    absent = [name for name in _FORMALITIES if not (folder / name).is_file()]
    if absent:
        told.append(f"Other programs will not open {folder}, for want of {', '.join(absent)}; Lineread does.")
    return tuple(dict.fromkeys(told))


def digest(folder: Path, weights: Mapping[str, Entry], codec: Mapping[str, Entry]) -> str:
    """Identifies how a checkpoint sounds: configurations, tables, and every byte of every tensor.

    The same wherever it lies, and for one file and for shards. It reads as fast as the disk gives (a second for each
    gigabyte that is in memory already), so it is computed once, when a checkpoint is added: see :func:`stamp`.
    """
    heard = hashlib.blake2b(digest_size=16)
    for name in ("config.json", "generation_config.json", f"{CODEC}/config.json"):
        fields = {k: v for k, v in _fields(folder / name).items() if k not in _NOISE}
        heard.update(json.dumps(fields, sort_keys=True).encode())
    for name in _TABLES:
        if (folder / name).is_file():
            heard.update(hashlib.blake2b((folder / name).read_bytes()).digest())
    for entries in (weights, codec):
        with contextlib.ExitStack() as stack:
            files = {p: stack.enter_context(p.open("rb")) for p in sorted({e.path for e in entries.values()})}
            for name, entry in sorted(entries.items()):
                heard.update(f"{name} {entry.dtype} {entry.shape}".encode())
                content = hashlib.sha256()  # processors have it in hardware
                files[entry.path].seek(entry.begin)
                for start in range(entry.begin, entry.end, _BLOCK):
                    content.update(files[entry.path].read(min(_BLOCK, entry.end - start)))
                heard.update(content.digest())
    return heard.hexdigest()


def stamp(folder: Path) -> str:
    """Tells whether a checkpoint's files were touched since: names, sizes and times of what :func:`digest` reads."""
    seen = hashlib.blake2b(digest_size=8)
    for inside in (folder, folder / CODEC):
        if inside.is_dir():
            for file in sorted(f for f in inside.iterdir() if f.suffix in (".json", ".safetensors", ".txt")):
                with contextlib.suppress(OSError):
                    stat = file.stat()
                    seen.update(f"{file.name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return seen.hexdigest()


def default_name(folder: Path) -> str:
    """What a checkpoint is called when nobody says: "1.7B-CustomVoice" for a released one, else its folder's name."""
    name = folder.name
    if folder.parent.name == "snapshots":
        name = folder.parent.parent.name.removeprefix("models--").replace("--", "/").rsplit("/", 1)[-1]
    name = name.replace("___", ".")  # how ModelScope's cache writes a dot
    return next((r.name for r in RELEASES if name.casefold() == r.folder.casefold()), name)


def _below(folder: Path, depth: int) -> Iterator[Path]:
    """Checkpoints in a folder or below it; a folder that is one is not searched further."""
    if (folder / "snapshots").is_dir():
        yield from _revision(folder)
        return
    if _is_checkpoint(folder):
        yield folder
        return
    if depth == 0:
        return
    try:
        inner = sorted(f for f in folder.iterdir() if f.is_dir() and not f.name.startswith("."))
    except OSError:
        return  # a folder that may not be read
    for sub in inner:
        yield from _below(sub, depth - 1)


def _revision(folder: Path) -> Iterator[Path]:
    snapshots = [s for s in (folder / "snapshots").iterdir() if _is_checkpoint(s)]
    main = folder / "refs" / "main"
    if main.is_file():
        named = folder / "snapshots" / main.read_text(encoding="utf-8").strip()
        snapshots = [named] if named in snapshots else snapshots
    if snapshots:
        yield max(snapshots, key=lambda s: s.stat().st_mtime)


def _is_checkpoint(folder: Path) -> bool:
    """Whether a folder found by searching is meant: other models lie in the same caches."""
    try:
        fields = json.loads((folder / "config.json").read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(fields, dict) and (fields.get("model_type") == MODEL_TYPE or "talker_config" in fields)


def _looks_meant(folder: Path) -> bool:
    """Whether a folder without a configuration was meant as a checkpoint, whole or not."""
    return any(f.suffix in (*_OTHER_FORMATS, ".safetensors", *_UNFINISHED) for f in folder.iterdir())


def _config(folder: Path) -> ModelConfig:
    fields = _fields(folder / "config.json")
    kind = str(fields.get("model_type", ""))
    if kind == CODEC_TYPE:
        raise EngineError(
            f"{folder} is the speech tokenizer alone; it lies inside every checkpoint already.",
            "Add a checkpoint: `lineread models get` names them.",
            kind="model",
        )
    if kind != MODEL_TYPE and "talker_config" not in fields:
        named = ", ".join(map(str, fields.get("architectures") or [kind or "an unknown model"]))
        raise EngineError(
            f"{folder} holds another model ({named}), not a Qwen3-TTS checkpoint.",
            "`lineread models get` names the checkpoints there are.",
            kind="model",
        )
    if "quantization" in fields or "quantization_config" in fields:
        raise EngineError(
            f"The weights in {folder} were quantised for another program.",
            "Use the checkpoint as it was published; this engine makes its own eight bits when it loads.",
            kind="model",
        )
    _fields(folder / "generation_config.json")
    return read_config(folder)


def _codec_config(folder: Path) -> CodecConfig:
    _fields(folder / "config.json")
    return parse_config((folder / "config.json").read_bytes(), str(folder / "config.json"))


def _fields(path: Path) -> dict[str, Any]:
    """A JSON file's object. Raises EngineError(kind="model") that says what is in its place."""
    _present(path)
    try:
        fields = json.loads(path.read_bytes())
    except ValueError as error:
        raise EngineError(f"{path} is damaged: {error}.", headers.DOWNLOAD, kind="model") from None
    if not isinstance(fields, dict):
        raise EngineError(f"{path} is no configuration.", headers.DOWNLOAD, kind="model")
    return fields


def _weights(folder: Path) -> dict[str, Entry]:
    index = folder / "model.safetensors.index.json"
    named = set(_fields(index).get("weight_map", {}).values()) if index.is_file() else {"model.safetensors"}
    for name in sorted(map(str, named)):
        _present(folder / name)
    entries = headers.read_headers(folder)
    for path in {e.path for e in entries.values()}:
        end, size = max(e.end for e in entries.values() if e.path == path), path.stat().st_size
        if size > end:
            raise EngineError(
                f"{path} has {size - end} bytes more than its header says.", headers.DOWNLOAD, kind="model"
            )
    return entries


def _tables(folder: Path) -> None:
    whole = folder / "tokenizer.json"
    if whole.exists():
        _present(whole)
        return
    _present(folder / "vocab.json")
    _present(folder / "merges.txt")


def _voices(config: ModelConfig, folder: Path) -> None:
    if config.tts_model_type == "custom_voice" and not config.speakers:
        raise EngineError(
            f"{folder / 'config.json'} says custom_voice but names no speaker (spk_id).",
            "A fine-tuned model needs its speakers in config.json; or use a released checkpoint.",
            kind="model",
        )
    if not config.languages:
        raise EngineError(
            f"{folder / 'config.json'} names no language (codec_language_id).", headers.DOWNLOAD, kind="model"
        )


def _whole(folder: Path) -> None:
    """Read every byte of the weights."""
    for path in sorted((*folder.glob("*.safetensors"), *(folder / CODEC).glob("*.safetensors"))):
        try:
            with path.open("rb") as file:
                while file.read(1 << 24):
                    pass
        except OSError as error:
            raise EngineError(
                f"{path} cannot be read to its end: {error.strerror or error}.",
                "Check the disk, and download the checkpoint again.",
                kind="model",
            ) from None


def _present(path: Path) -> None:
    """Raises EngineError(kind="model") when a file is not there, or something else stands in its place."""
    try:
        with path.open("rb") as file:
            start = file.read(512)
    except FileNotFoundError:
        raise _absent(path) from None
    except OSError as error:
        raise EngineError(
            f"{path} cannot be read: {error.strerror or error}.", "Check its permissions and the disk.", kind="model"
        ) from None
    text = start.lstrip().lower()
    if start.startswith(b"version https://git-lfs"):
        raise EngineError(
            f"{path} is a Git LFS pointer, not the file itself.",
            f"Run `git lfs pull` in {path.parent}, or download with the command of `lineread models get`.",
            kind="model",
        )
    if text.startswith((b"<!doctype", b"<html", b"<?xml")):
        raise EngineError(
            f"{path} is a web page that was saved under this name.",
            "Take the file from the page's download link, or use the command of `lineread models get`.",
            kind="model",
        )
    if path.suffix == ".safetensors" and text.startswith((b'{"error', b"invalid ", b"access to model", b"entry not")):
        raise EngineError(
            f"{path} is a server's error message that was saved under this name: {_shortened(start)}",
            "Download it again with the command of `lineread models get`.",
            kind="model",
        )
    if not start:
        raise EngineError(f"{path} is empty.", headers.DOWNLOAD, kind="model")


def _absent(path: Path) -> EngineError:
    folder = path.parent
    if path.is_symlink():
        return EngineError(
            f"{path} is a link to a file that is not there: the download was interrupted, or its cache was cleaned.",
            "Run the download again; it goes on where it stopped.",
            kind="model",
        )
    names = sorted(f.name for f in folder.iterdir()) if folder.is_dir() else []
    if any(n.startswith(path.name) and n.endswith(_UNFINISHED) for n in names):
        return EngineError(
            f"{path.name} is still being downloaded into {folder}.", "Add the checkpoint when it is there.", "model"
        )
    other = [n for n in names if n.endswith(_OTHER_FORMATS)]
    if other and path.suffix != ".txt":
        return EngineError(
            f"There is no {path.name} in {folder}, only {other[0]}, which is another program's format.",
            "Use the checkpoint as it was published, with safetensors files: `lineread models get`.",
            kind="model",
        )
    if path.parent.name == CODEC and not folder.is_dir():
        return EngineError(
            f"The folder {CODEC} is missing in {folder.parent}: it turns the model's codes into sound.",
            "Download the whole checkpoint, not only its first level: `lineread models get`.",
            kind="model",
        )
    return EngineError(
        f"There is no {path.name} in {folder}.",
        "Download the checkpoint again; a download that is repeated fetches what is missing.",
        kind="model",
    )


def _shortened(start: bytes) -> str:
    return " ".join(start.decode("utf-8", "replace").split())[:120]
