"""What a folder of safetensors files holds, read from their headers: names, types, shapes and where the bytes lie.

Light (no torch), so that a checkpoint can be checked without loading it. The format: eight bytes of header length,
little-endian; a JSON object of name -> dtype, shape and data offsets; then the data
(https://huggingface.co/docs/safetensors). A folder holds one file, or several and an index that says which tensor is
where.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from engine.errors import EngineError

DOWNLOAD = "Download the checkpoint again; a file that is not complete has to be fetched anew."
_HEADER_AT_MOST = 100_000_000  # bytes, the format's own limit
_SIZES = {"F64": 8, "F32": 4, "F16": 2, "BF16": 2, "I64": 8, "I32": 4, "I16": 2, "I8": 1, "U8": 1, "BOOL": 1}


class _Tensor(msgspec.Struct, frozen=True):
    dtype: str
    shape: tuple[int, ...]
    data_offsets: tuple[int, int]


class _Index(msgspec.Struct, frozen=True):
    weight_map: dict[str, str]


class Entry(msgspec.Struct, frozen=True):
    """One tensor of a file: its bytes are ``begin`` to ``end`` of the whole file."""

    path: Path
    dtype: str
    shape: tuple[int, ...]
    begin: int
    end: int


def read_headers(folder: Path) -> dict[str, Entry]:
    """Every tensor of ``model.safetensors``, or of the files its index names. Raises EngineError(kind="model")."""
    single = folder / "model.safetensors"
    index = folder / "model.safetensors.index.json"
    if single.is_file():
        return read_header(single)
    if not index.is_file():
        raise EngineError(f"There is no model.safetensors in {folder}.", DOWNLOAD, "model")
    try:
        placed = msgspec.json.decode(index.read_bytes(), type=_Index).weight_map
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise EngineError(f"{index} cannot be read: {error}.", DOWNLOAD, "model") from None
    tensors: dict[str, Entry] = {}
    for name in sorted(set(placed.values())):
        if Path(name).name != name:
            raise EngineError(f"{index} points outside its folder: “{name}”.", DOWNLOAD, "model")
        tensors |= read_header(folder / name)
    lost = sorted(name for name in placed if name not in tensors)
    if lost:
        raise EngineError(f"{index} promises tensors its files do not hold: {_some(lost)}.", DOWNLOAD, "model")
    return tensors


def read_header(path: Path) -> dict[str, Entry]:
    """Every tensor of one safetensors file. Raises EngineError(kind="model") for a file that is not whole."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            first = file.read(8)
            length = int.from_bytes(first, "little")
            if first == b"version ":
                raise EngineError(
                    f"{path} is a pointer to a file, not the file.", "Run `git lfs pull` in its folder.", "model"
                )
            if len(first) < 8 or length > min(size - 8, _HEADER_AT_MOST):
                raise EngineError(f"{path} is not a whole safetensors file ({size} bytes).", DOWNLOAD, "model")
            header = msgspec.json.decode(file.read(length), type=dict[str, msgspec.Raw])
        header.pop("__metadata__", None)
        found = {name: msgspec.json.decode(raw, type=_Tensor) for name, raw in header.items()}
    except FileNotFoundError:
        raise EngineError(f"There is no {path.name} in {path.parent}.", DOWNLOAD, "model") from None
    except OSError as error:
        raise EngineError(f"{path} cannot be read: {error.strerror}.", DOWNLOAD, "model") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise EngineError(f"{path} has a damaged header: {error}.", DOWNLOAD, "model") from None
    start = 8 + length
    entries = {}
    for name, tensor in found.items():
        entry = Entry(path, tensor.dtype, tensor.shape, start + tensor.data_offsets[0], start + tensor.data_offsets[1])
        _measure(name, entry, size)
        entries[name] = entry
    return entries


def check(entries: Mapping[str, Entry], layout: Mapping[str, tuple[int, ...]], folder: Path) -> None:
    """Compare what is there with what a model needs, strictly. Raises EngineError(kind="model") with the first names.

    Missing and unexpected tensors, and shapes that differ, are named with the file they are in.
    """
    missing = [name for name in layout if name not in entries]
    unexpected = [name for name in entries if name not in layout]
    wrong = [
        f"{name} is {list(entries[name].shape)} in {entries[name].path.name}, not {list(shape)}"
        for name, shape in layout.items()
        if name in entries and entries[name].shape != shape
    ]
    told = []
    if missing:
        told.append(f"missing: {_some(missing)}")
    if unexpected:
        told.append(f"unexpected: {_some(unexpected)}")
    if wrong:
        told.append(f"of another shape: {_some(wrong)}")
    if told:
        raise EngineError(
            f"The weights in {folder} do not fit their config.json; {'; '.join(told)}.",
            "The folder mixes files of different checkpoints, or its download did not end; download it again.",
            "model",
        )


def _measure(name: str, entry: Entry, size: int) -> None:
    wanted = _SIZES.get(entry.dtype, 0)
    for extent in entry.shape:
        wanted *= extent
    if entry.end > size:
        raise EngineError(
            f"{entry.path} ends at {size} of at least {entry.end} bytes, before {name} is complete.", DOWNLOAD, "model"
        )
    if entry.dtype not in _SIZES:
        raise EngineError(
            f"{entry.path} stores {name} as {entry.dtype}, which this engine does not read.",
            "Use the checkpoint as it was published: bfloat16, float16 or float32.",
            "model",
        )
    if entry.begin < 0 or entry.end - entry.begin != wanted:
        raise EngineError(
            f"{entry.path} gives {name} {entry.end - entry.begin} bytes, not {wanted}.", DOWNLOAD, "model"
        )


def _some(names: list[str]) -> str:
    shown = ", ".join(names[:3])
    return shown if len(names) <= 3 else f"{shown} and {len(names) - 3} more"
