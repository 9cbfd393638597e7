"""Int8 matrices: close to the real ones, and a row's result never depends on its neighbours."""

from __future__ import annotations

import pytest
import torch

from engine.backends.qwen3.batch import int8, weight8
from engine.backends.qwen3.batch.int8 import Int8Linear

needs_kernels = pytest.mark.skipif(
    not int8.supported(), reason="this build of torch has no int8 kernels for this machine"
)


def random(*shape: int, seed: int = 0) -> torch.Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


@needs_kernels
def test_a_product_is_within_two_roundings_of_the_real_one() -> None:
    weight, x = random(96, 256), random(5, 256, seed=1)
    real = x @ weight.T
    # half a step of 1/127 of the largest of each row, on both sides, summed as independent errors over 256 inputs
    steps = x.abs().amax(1, keepdim=True) / int8.activation_levels() * 16 + weight.abs().amax(1) / 127 * 16
    assert ((Int8Linear(weight)(x) - real).abs() < 1.5 * steps).all()
    assert torch.nn.functional.cosine_similarity(Int8Linear(weight)(x), real, dim=1).min() > 0.999


@needs_kernels
def test_a_row_is_the_same_to_the_bit_in_every_batch() -> None:
    matrix, x = Int8Linear(random(160, 128)), random(33, 128, seed=1)
    x[7] *= 1000  # an outlier widens its own scale only
    alone = torch.cat([matrix(row[None]) for row in x])
    for rows in (2, 5, 16, 33):
        assert torch.equal(matrix(x[:rows]), alone[:rows])


@needs_kernels
def test_the_largest_products_are_summed_without_clipping() -> None:
    """Processors without VNNI add two products in 16 bits; the levels are chosen so that they cannot overflow."""
    weight = torch.ones(32, 1024)
    x = torch.ones(1, 1024)
    torch.testing.assert_close(Int8Linear(weight)(x), torch.full((1, 32), 1024.0), rtol=1e-6, atol=0)


@needs_kernels
@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float16, torch.float32])
def test_weights_of_every_kind_are_taken_and_left_as_they_are(dtype: torch.dtype) -> None:
    weight = random(32, 64).to(dtype)
    matrix = Int8Linear(weight)
    assert torch.equal(weight, random(32, 64).to(dtype))
    assert matrix(random(2, 3, 64)).shape == (2, 3, 32)
    assert (matrix.out_features, matrix.in_features) == (32, 64)


@needs_kernels
def test_a_silent_row_and_an_empty_weight_row_give_zero() -> None:
    weight = random(16, 32)
    weight[3] = 0
    result = Int8Linear(weight)(torch.stack([torch.zeros(32), random(32)]))
    assert torch.equal(result[0], torch.zeros(16))
    assert result[1, 3] == 0
    assert result.isfinite().all()


@pytest.mark.skipif(not weight8.supported(torch.device("cpu")), reason="this build of torch has no such product here")
def test_weights_alone_in_int8_are_close_to_the_real_ones() -> None:
    weight, x = random(96, 256), random(2, 3, 256, seed=1).to(torch.bfloat16)
    product, real = weight8.WeightInt8(weight)(x), x.float() @ weight.T
    assert product.shape == (2, 3, 96)
    assert torch.nn.functional.cosine_similarity(product.float(), real, dim=-1).min() > 0.999
    total = random(2, 3, 96, seed=2).to(torch.bfloat16)
    torch.testing.assert_close(weight8.WeightInt8(weight).add_to(total.clone(), x), total + product)


def test_where_the_product_is_missing_or_wrong_it_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch, "_weight_int8pack_mm", lambda x, values, scales: x.new_zeros(len(x), len(values)))
    assert not weight8.supported.__wrapped__(torch.device("cpu"))
