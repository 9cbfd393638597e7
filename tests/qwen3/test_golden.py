"""The same cases as the parity tests, against codes the official package gave once: they need it no more."""

from __future__ import annotations

import json

import pytest
import torch

from tests.qwen3.cases import CASES, Case, Checkpoints, codes
from tests.qwen3.official_codes import GOLDEN

_GOLDEN = json.loads(GOLDEN.read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_codes_are_those_stored(case: Case, checkpoints: Checkpoints) -> None:
    sampled = case.sampling.do_sample or case.sampling.subtalker_dosample
    if sampled and not torch.backends.mkl.is_available():
        pytest.skip("without MKL torch draws other exponential noise from the same seed")
    assert [line.tolist() for line in codes(checkpoints.model(case), case)] == _GOLDEN[case.name]


def test_the_cases_prove_something() -> None:
    """Wrong implementations could agree if the weights always chose the same codes, or never chose to end."""
    for case in CASES:
        lines = [line for line in _GOLDEN[case.name] if len(line) > 8]
        assert all(len({tuple(frame) for frame in line}) > 4 for line in lines), case.name
    ended = [[len(line) for line in _GOLDEN[case.name]] for case in CASES if case.name.startswith("lines that end")]
    assert all(len(set(lengths)) > 1 for lengths in ended), ended
    free = [[frame[0] for frame in line] for line in _GOLDEN["repeated codes, no penalty"]]
    assert any(len(set(line)) < len(line) for line in free)
    assert _GOLDEN["repeated codes, penalty"] != _GOLDEN["repeated codes, no penalty"]
