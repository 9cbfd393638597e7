"""At true width our logits are the official package's: the talker's and those of all fifteen heads.

Two layers of each stack; ``python -m benchmarks.qwen3_parity`` does the same with all of them.
"""

from __future__ import annotations

import pytest
import torch

from benchmarks.qwen3_checkpoint import TRUE_IDS, model_config
from tests.qwen3 import official

official.package()

from benchmarks.qwen3_parity import compare  # noqa: E402 - imports what the package brings


@pytest.mark.parametrize("size", ["0b6", "1b7"])
def test_teacher_forced_logits_agree(size: str) -> None:
    fields = model_config(size, "voice_design", TRUE_IDS)
    fields["talker_config"] |= {"num_hidden_layers": 2, "text_vocab_size": 600}
    fields["talker_config"]["code_predictor_config"]["num_hidden_layers"] = 2
    rows = {row.what: row for row in compare(fields, (torch.float32, torch.bfloat16))}
    for row in rows.values():
        assert row.goal is None or (row.value <= row.goal if row.at_most else row.value >= row.goal), row
    agreed = [row.value for what, row in rows.items() if what.startswith("float32") and what.endswith("agrees")]
    assert agreed == [100.0, 100.0]
