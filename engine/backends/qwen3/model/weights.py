"""A checkpoint's tensors, read once and held once.

Each tensor is read from its file straight into its own memory (no mapping whose pages count beside the copy), and
converted as it comes where another type is wanted. Tables of which a line needs a few rows may instead stay in the
file, mapped.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

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


def read_tensors(
    entries: Mapping[str, Entry],
    names: Iterable[str],
    dtype: torch.dtype,
    device: torch.device | str = "cpu",
    mapped: Collection[str] = (),
) -> dict[str, Tensor]:
    """Read tensors, in the order they lie in their files. Floating point ones become ``dtype``.

    ``mapped`` ones are views of the file in its own type, on the CPU. Raises EngineError(kind="model") when a file
    turns out shorter than its header says, kind="memory" when they do not fit.
    """
    tensors = {}
    for name in sorted(names, key=lambda n: (str(entries[n].path), entries[n].begin)):
        entry = entries[name]
        if name in mapped and entry.begin % TYPES[entry.dtype].itemsize == 0:
            tensors[name] = _map(entry)
            continue
        try:
            tensor = _read(entry)
            tensors[name] = tensor.to(device, dtype if tensor.is_floating_point() else None)
        except (torch.OutOfMemoryError, MemoryError):
            raise EngineError(
                f"The weights in {entry.path.parent} do not fit into memory.",
                "Close other programs, choose the 0.6B checkpoint, or load it in bfloat16.",
                "memory",
            ) from None
    return tensors


def _read(entry: Entry) -> Tensor:
    tensor = torch.empty(entry.shape, dtype=TYPES[entry.dtype])
    into = memoryview(tensor.flatten().view(torch.uint8).numpy())  # type: ignore[arg-type]
    with entry.path.open("rb", buffering=0) as file:
        file.seek(entry.begin)
        while into:
            count = file.readinto(into)
            if not count:
                raise EngineError(f"{entry.path} ended while it was read.", DOWNLOAD, "model")
            into = into[count:]
    return tensor


def _map(entry: Entry) -> Tensor:
    path: Path = entry.path
    whole = torch.from_file(str(path), shared=False, size=entry.end, dtype=torch.uint8)
    return whole[entry.begin :].view(TYPES[entry.dtype]).view(entry.shape)
