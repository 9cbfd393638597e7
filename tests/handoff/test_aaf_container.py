"""The container of an AAF is a compound file: two readers that were not written here find every stream again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import aaf2.cfb
import olefile
import pytest

from plugins.aaf.composition import amplitude
from plugins.aaf.compound import Storage, balanced, write_compound

SIGNATURE = bytes.fromhex("0102010d00020000060e2b3403020101")
SIZES = (0, 1, 63, 64, 65, 4095, 4096, 4097, 100_001)


def tree(breadth: int, depth: int, seed: int = 0) -> Storage:
    made = Storage(bytes([depth] * 16))
    for number in range(breadth):
        size = SIZES[(seed + number) % len(SIZES)]
        made.children[f"Stream-{number:x}{'y' * (number % 9)}"] = bytes([number % 251]) * size
        if depth:
            made.children[f"storage{{{number:x}}}"] = tree(number % 4, depth - 1, seed + number)
    return made


def flat(storage: Storage, path: tuple[str, ...] = ()) -> dict[tuple[str, ...], bytes]:
    found: dict[tuple[str, ...], bytes] = {}
    for name, child in storage.children.items():
        found |= flat(child, (*path, name)) if isinstance(child, Storage) else {(*path, name): child}
    return found


@pytest.mark.parametrize(("breadth", "depth"), [(0, 0), (1, 0), (9, 1), (40, 2), (700, 0)])
def test_olefile_and_pyaaf2_find_every_stream(breadth: int, depth: int, tmp_path: Path) -> None:
    root = tree(breadth, depth)
    write_compound(tmp_path / "x", root, bytes(16))  # olefile minds a class in the header, which AAF has there
    wanted = flat(root)
    with olefile.OleFileIO(tmp_path / "x", raise_defects=olefile.DEFECT_INCORRECT) as ole:
        assert {tuple(path): ole.openstream(path).read() for path in ole.listdir()} == wanted
        assert not ole.parsing_issues
    write_compound(tmp_path / "x", root, SIGNATURE)

    def walked(entry: Any, path: tuple[str, ...] = ()) -> dict[tuple[str, ...], bytes]:
        found: dict[tuple[str, ...], bytes] = {}
        if entry.isdir() and entry.child() is not None:
            aaf2.cfb.validate_rbtree(entry.child())
        for child in entry.listdir():
            here = (*path, child.name)
            found |= walked(child, here) if child.isdir() else {here: child.open("r").read()}
        return found

    with (tmp_path / "x").open("rb") as file:
        compound = aaf2.cfb.CompoundFileBinary(file, "rb")
        assert bytes(compound.class_id.bytes_le) == SIGNATURE
        assert walked(compound.root) == wanted


def test_what_lies_side_by_side_is_found_by_its_name() -> None:
    """Readers go left for a smaller name and right for a greater one; both ways are as long, but for one step."""
    for count in (1, 2, 3, 7, 8, 100, 4_001):
        top, nodes = balanced(count)
        depths: dict[int, int] = {}

        def walk(at: int, depth: int, nodes: Any = nodes, depths: dict[int, int] = depths) -> list[int]:
            if at < 0:
                return []
            depths[at] = depth
            left, right, red = nodes[at]
            assert not (red and any(n >= 0 and nodes[n][2] for n in (left, right)))
            return [*walk(left, depth + 1), at, *walk(right, depth + 1)]

        assert walk(top, 0) == list(range(count))
        assert max(depths.values()) == count.bit_length() - 1


def test_a_name_that_the_format_forbids_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="cannot be a name"):
        write_compound(tmp_path / "x", Storage(children={"a/b": b""}), SIGNATURE)


@pytest.mark.parametrize("gain", [-60.0, -6.0, -0.01, 3.3, 24.0])
def test_a_gain_is_a_fraction_near_enough(gain: float) -> None:
    top, bottom = amplitude(gain)
    assert top / bottom == pytest.approx(10 ** (gain / 20), rel=1e-3 if gain < -50 else 1e-6)
    assert max(top, bottom) < 2**31
