"""A checkpoint's tensors, read once and held once.

Each tensor is read from its file straight into its own memory (no mapping whose pages count beside the copy), and
converted as it comes where another type is wanted. A model is built by taking one tensor after the other, so that
what is fused or quantised on the way is never there twice. Tables of which a line needs a few rows may instead stay
in the file, mapped.
"""

from __future__ import annotations

import math
import mmap
import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import torch
from torch import Tensor

from engine.backends.qwen3.model.headers import DOWNLOAD, Entry
from engine.errors import EngineError

TYPES = {
    "F64": torch.float64,
    "F32": torch.float32,
    "F16": torch.float16,
    "BF16": torch.bfloat16,
    "I64": torch.int64,
    "I32": torch.int32,
    "I16": torch.int16,
    "I8": torch.int8,
    "U8": torch.uint8,
    "BOOL": torch.bool,
}

_OWN = mmap.ACCESS_WRITE if sys.platform == "win32" else mmap.ACCESS_COPY  # elsewhere the default is shared memory


class Source(Protocol):
    """Where a model takes its tensors from; a plain dict is one."""

    def pop(self, name: str, /) -> Tensor:
        """The tensor of this name, held no longer by the source."""


class Weights:
    """A checkpoint's tensors, each read when it is taken. Floating point ones become ``dtype``.

    ``mapped`` ones are views of the file in its own type, on the CPU.
    """

    def __init__(
        self,
        entries: Mapping[str, Entry],
        dtype: torch.dtype,
        device: torch.device | str = "cpu",
        mapped: Collection[str] = (),
    ) -> None:
        self._entries = dict(entries)
        self._dtype = dtype
        self._device = device
        self._mapped = mapped

    def pop(self, name: str, /) -> Tensor:
        """Read a tensor. Raises KeyError for one that was taken before, EngineError as ``read_tensors``."""
        return _brought(self._entries.pop(name), self._dtype, self._device, name in self._mapped)


def read_tensors(
    entries: Mapping[str, Entry],
    names: Iterable[str],
    dtype: torch.dtype,
    device: torch.device | str = "cpu",
    mapped: Collection[str] = (),
) -> dict[str, Tensor]:
    """Read several tensors at once, in the order they lie in their files. Types and ``mapped`` as in ``Weights``.

    Raises EngineError(kind="model") when a file turns out shorter than its header says, kind="memory" when they do
    not fit.
    """
    placed = sorted(names, key=lambda name: (str(entries[name].path), entries[name].begin))
    return {name: _brought(entries[name], dtype, device, name in mapped) for name in placed}


def _brought(entry: Entry, dtype: torch.dtype, device: torch.device | str, mapped: bool) -> Tensor:
    if mapped and entry.begin % TYPES[entry.dtype].itemsize == 0:
        return _map(entry)
    try:
        tensor = _read(entry)
        if tensor.is_floating_point() and tensor.dtype != dtype:
            tensor = _memory(tensor.shape, dtype).copy_(tensor)
        return tensor.to(device)
    except (torch.OutOfMemoryError, MemoryError):
        raise EngineError(
            f"The weights in {entry.path.parent} do not fit into memory.",
            "Close other programs, choose the 0.6B checkpoint, or load it in bfloat16.",
            "memory",
        ) from None
    except OSError as error:
        raise EngineError(f"{entry.path} cannot be read: {error}.", DOWNLOAD, "model") from None


def _read(entry: Entry) -> Tensor:
    tensor = _memory(entry.shape, TYPES[entry.dtype])
    into = memoryview(tensor.flatten().view(torch.uint8).numpy())  # type: ignore[arg-type]
    with entry.path.open("rb", buffering=0) as file:
        file.seek(entry.begin)
        while into:
            count = file.readinto(into)
            if not count:
                raise EngineError(f"{entry.path} ended while it was read.", DOWNLOAD, "model")
            into = into[count:]
    return tensor


def _memory(shape: Sequence[int], dtype: torch.dtype) -> Tensor:
    """An uninitialised tensor in pages of its own, given back the moment it is freed.

    Parts that are read only to be fused would otherwise leave holes in the heap, a third of the model in the end.
    """
    size = math.prod(shape) * dtype.itemsize
    if size < mmap.PAGESIZE:
        return torch.empty(shape, dtype=dtype)
    try:
        pages = mmap.mmap(-1, size, access=_OWN)
    except OSError:
        raise MemoryError from None
    return torch.frombuffer(pages, dtype=dtype).view(*shape)


def _map(entry: Entry) -> Tensor:
    path: Path = entry.path
    whole = torch.from_file(str(path), shared=False, size=entry.end, dtype=torch.uint8)
    return whole[entry.begin :].view(TYPES[entry.dtype]).view(entry.shape)
