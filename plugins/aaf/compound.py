"""A compound file, the container of AAF: storages like folders, streams like files, written in one pass.

pyaaf2 keeps a compound file open for edits and looks up every entry by its path; a session of 2,000 lines has 60,000
of them. Here the tree is known before the first byte is written, so every chain of sectors is in order and nothing is
looked up. Source: Microsoft, "[MS-CFB] Compound File Binary File Format", version 4 (sectors of 4,096 bytes).
"""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

SECTOR = 4096  # bytes
SMALL = 64  # bytes of a sector of the mini stream
CUTOFF = 4096  # bytes below which a stream lies in the mini stream
_ENTRY = struct.Struct("<64sHBBIII16sI16xIQ")  # a directory entry: 128 bytes
_FREE, _END, _FAT, _DIFAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFC
_NOBODY = 0xFFFFFFFF
_NAMED = 109  # sectors of the FAT that the header itself can name
_A_SECTOR = SECTOR // 4  # entries of a FAT
_ROOT, _STORAGE, _STREAM = 5, 1, 2


@dataclass(slots=True)
class Storage:
    """A storage, its class (16 bytes as they are stored) and what is in it by name: bytes are a stream."""

    class_id: bytes = bytes(16)
    children: dict[str, Storage | bytes] = field(default_factory=dict)


def write_compound(path: Path, root: Storage, signature: bytes) -> None:
    """Write the file. ``signature``: the header's class, 16 bytes, by which AAF files are known."""
    layout = _Layout(root)
    with path.open("wb") as file:
        file.write(layout.header(signature))
        for part in layout.parts():
            file.write(part)


@cache
def balanced(count: int) -> tuple[int, tuple[tuple[int, int, bool], ...]]:
    """A red-black tree of ``count`` entries in order: the root's index, and (left, right, red) of each entry.

    Halved again and again, all leaves end within one level of another; those on the last are red.
    """
    nodes: list[tuple[int, int, bool]] = [(-1, -1, False)] * count
    deepest = count.bit_length() - 1

    def half(first: int, last: int, depth: int) -> int:
        if first >= last:
            return -1
        middle = (first + last) // 2
        red = depth == deepest and depth > 0
        nodes[middle] = (half(first, middle, depth + 1), half(middle + 1, last, depth + 1), red)
        return middle

    return half(0, count, 0), tuple(nodes)


@cache
def _sorted_names(names: tuple[str, ...]) -> tuple[str, ...]:
    """As the format sorts: a shorter name comes first, then without regard to case."""
    return tuple(sorted(names, key=lambda name: (len(name.encode("utf-16-le")), name.upper())))


@cache
def _stored_name(name: str) -> tuple[bytes, int]:
    data = name.encode("utf-16-le")
    if len(data) > 62 or set(name) & set("/\\:!"):
        raise ValueError(f"{name!r} cannot be a name in a compound file")
    return data, len(data) + 2


class _Layout:
    """Where everything goes: directory, mini FAT, mini stream, streams, FAT, and the list of the FAT's sectors."""

    def __init__(self, root: Storage) -> None:
        self._entries: list[bytes] = [b""]
        self._small: list[bytes] = []
        self._mini_fat = array("I")
        self._large: list[bytes] = []
        self._sectors = 0  # of large streams, in sectors from their begin
        self._patches: list[tuple[int, list[object]]] = []  # entries of large streams: begin not known yet
        child = self._storage(root)
        mini = len(self._mini_fat) * SMALL
        directory = _sectors(len(self._entries) * _ENTRY.size)
        tables = _sectors(len(self._mini_fat) * 4)
        contents = directory + tables + _sectors(mini) + self._sectors
        fats = -(-contents // (_A_SECTOR - 1)) or 1
        while True:
            lists = -(-max(0, fats - _NAMED) // (_A_SECTOR - 1))
            needed = -(-(contents + fats + lists) // _A_SECTOR)
            if needed <= fats:
                break
            fats = needed
        self._starts = (0, directory, directory + tables, contents - self._sectors)
        self._counts = (directory, tables, _sectors(mini), self._sectors)
        self._contents, self._fats, self._lists = contents, fats, lists
        for index, values in self._patches:
            values[9] = int(values[9]) + self._starts[3]  # type: ignore[call-overload]
            self._entries[index] = _ENTRY.pack(*values)
        name, size = _stored_name("Root Entry")
        first = self._starts[2] if mini else _END
        self._entries[0] = _ENTRY.pack(name, size, _ROOT, 1, _NOBODY, _NOBODY, child, root.class_id, 0, first, mini)

    def _storage(self, storage: Storage) -> int:
        """Entries for everything in the storage; the index of the one that the storage names as its child."""
        if not storage.children:
            return _NOBODY
        names = _sorted_names(tuple(storage.children)) if len(storage.children) < 16 else None
        if names is None:
            names = tuple(sorted(storage.children, key=lambda name: (len(name), name.upper())))
        top, nodes = balanced(len(names))
        base = len(self._entries)
        self._entries.extend([b""] * len(names))
        for index, (name, (left, right, red)) in enumerate(zip(names, nodes, strict=True), base):
            stored, size = _stored_name(name)
            near = (base + left if left >= 0 else _NOBODY, base + right if right >= 0 else _NOBODY)
            content = storage.children[name]
            color = 0 if red else 1
            if isinstance(content, Storage):
                child = self._storage(content)
                values = (stored, size, _STORAGE, color, *near, child, content.class_id, 0, 0, 0)
            elif len(content) < CUTOFF:
                first = self._in_mini_stream(content)
                values = (stored, size, _STREAM, color, *near, _NOBODY, bytes(16), 0, first, len(content))
            else:
                first, self._sectors = self._sectors, self._sectors + _sectors(len(content))
                self._large.append(content)
                values = (stored, size, _STREAM, color, *near, _NOBODY, bytes(16), 0, first, len(content))
                self._patches.append((index, list(values)))
                continue
            self._entries[index] = _ENTRY.pack(*values)
        return base + top

    def _in_mini_stream(self, content: bytes) -> int:
        if not content:
            return _END
        first = len(self._mini_fat)
        count = -(-len(content) // SMALL)
        self._mini_fat.extend(range(first + 1, first + count))
        self._mini_fat.append(_END)
        self._small.append(content.ljust(count * SMALL, b"\0"))
        return first

    def header(self, signature: bytes) -> bytes:
        """The first sector."""
        first_fat = self._contents
        named = [first_fat + n for n in range(min(self._fats, _NAMED))]
        first_list = first_fat + self._fats if self._lists else _END
        tables = (self._starts[1], self._counts[1]) if self._counts[1] else (_END, 0)
        fixed = struct.pack(
            "<8s16sHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", signature, 62, 4, 0xFFFE, 12, 6,
            self._counts[0], self._fats, self._starts[0], 0, CUTOFF, *tables, first_list, self._lists,
        )  # fmt: skip
        named += [_FREE] * (_NAMED - len(named))
        return (fixed + struct.pack(f"<{_NAMED}I", *named)).ljust(SECTOR, b"\0")

    def parts(self) -> Iterable[bytes]:
        """Everything after the header, in whole sectors."""
        unused = _ENTRY.pack(b"", 0, 0, 0, _NOBODY, _NOBODY, _NOBODY, bytes(16), 0, 0, 0)
        self._entries += [unused] * (-len(self._entries) % (SECTOR // _ENTRY.size))
        yield b"".join(self._entries)
        yield _padded(_little(self._mini_fat), b"\xff")
        yield _padded(b"".join(self._small))
        for content in self._large:
            yield _padded(content)
        yield _padded(_little(self._fat()), b"\xff")
        first, step = self._contents + _NAMED, _A_SECTOR - 1
        for number in range(self._lists):
            begin = first + number * step
            entries = list(range(begin, min(begin + step, self._contents + self._fats)))
            last = number + 1 == self._lists
            following = _END if last else self._contents + self._fats + number + 1
            yield struct.pack(f"<{_A_SECTOR}I", *entries, *[_FREE] * (step - len(entries)), following)

    def _fat(self) -> array[int]:
        fat = array("I")
        for count in (*self._counts[:3], *(_sectors(len(content)) for content in self._large)):
            if count:
                fat.extend(range(len(fat) + 1, len(fat) + count))
                fat.append(_END)
        fat.extend([_FAT] * self._fats + [_DIFAT] * self._lists)
        return fat


def _sectors(size: int) -> int:
    return -(-size // SECTOR)


def _padded(data: bytes, filler: bytes = b"\0") -> bytes:
    return data + filler * (-len(data) % SECTOR)


def _little(numbers: array[int]) -> bytes:
    if sys.byteorder == "big":
        numbers = numbers[:]
        numbers.byteswap()
    return numbers.tobytes()
