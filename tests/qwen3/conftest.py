"""Small random checkpoints, made once for a session, and one thread: on tiny models more only wait for each other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from benchmarks.qwen3_checkpoint import make
from tests.qwen3.cases import Checkpoints

torch.set_num_threads(1)


@pytest.fixture(scope="session")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Path]:
    """A folder with a checkpoint of a kind ("base", "custom_voice", "voice_design") and size ("tiny", "tiny-0b6")."""
    made: dict[tuple[str, str], Path] = {}

    def folder(kind: str, size: str = "tiny") -> Path:
        if (kind, size) not in made:
            made[kind, size] = make(tmp_path_factory.mktemp(f"{size}-{kind}"), size, kind)
        return made[kind, size]

    return folder


@pytest.fixture(scope="session")
def checkpoints(tmp_path_factory: pytest.TempPathFactory) -> Checkpoints:
    """The checkpoints of the parity cases."""
    return Checkpoints(tmp_path_factory.mktemp("checkpoints"))
