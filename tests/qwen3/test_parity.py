"""Our language model says, code for code, what the official package says: every mode, layout and sampling setting."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch

from tests.qwen3 import official
from tests.qwen3.cases import CASES, Case, Checkpoints, codes
from tests.qwen3.official_codes import official_codes

official.package()

_loaded: dict[Path, Any] = {}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_codes_are_those_of_the_official_package(case: Case, checkpoints: Checkpoints) -> None:
    path = checkpoints.folder(case)
    if path not in _loaded:
        _loaded[path] = official.load(path)
    theirs = official_codes(_loaded[path], case)
    ours = codes(checkpoints.model(case), case)
    assert [len(line) for line in ours] == [len(line) for line in theirs]
    assert all(torch.equal(mine, other) for mine, other in zip(ours, theirs, strict=True))
