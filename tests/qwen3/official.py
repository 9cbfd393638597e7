"""The official package ``qwen-tts``, where it is installed: the reference our engine is compared with.

It imports torchaudio for a tokenizer that no released checkpoint uses, and torchaudio has no build for every
torch; three empty modules stand in for it. Where the package is missing, a test module that asks for it is skipped.

    from tests.qwen3 import official

    qwen_tts = official.package()   # at module level

    with official.quiet():          # its libraries warn and print; our tests fail on warnings
        model = official.load(folder)
"""

from __future__ import annotations

import contextlib
import functools
import importlib.machinery
import importlib.util
import io
import logging
import sys
import types
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

_UNUSED = ("torchaudio", "torchaudio.compliance", "torchaudio.compliance.kaldi")


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Run code of the official package without its warnings, prints and log lines."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)


@functools.cache
def find() -> types.ModuleType | None:
    """The module ``qwen_tts``, or None where it is not installed."""
    if importlib.util.find_spec("qwen_tts") is None:
        return None
    if importlib.util.find_spec("torchaudio") is None:
        for name in _UNUSED:
            module = types.ModuleType(name)
            module.__spec__ = importlib.machinery.ModuleSpec(name, None, is_package=True)
            module.__path__ = []
            sys.modules[name] = module
            parent, _, child = name.rpartition(".")
            if parent:
                setattr(sys.modules[parent], child, module)
    with quiet():
        return importlib.import_module("qwen_tts")


def package() -> Any:
    """The module ``qwen_tts``. Skips the calling test module where it is not installed."""
    module = find()
    if module is None:
        pytest.skip("the official package qwen-tts is not installed", allow_module_level=True)
    return module


def load(folder: Path, dtype: Any = None) -> Any:
    """The official ``Qwen3TTSModel`` of a checkpoint folder, on the CPU with plain attention; float32 unless told."""
    import torch

    with quiet():
        return package().Qwen3TTSModel.from_pretrained(
            str(folder), dtype=dtype or torch.float32, device_map="cpu", attn_implementation="eager"
        )
