"""Numbers that belong to a row, and codes drawn with them: the published generator, the right distribution."""

from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor

from engine.backends.qwen3.batch.draw import Choice, Cuts, RowSampling, cuts, draw
from engine.backends.qwen3.batch.philox import philox, uniforms
from engine.backends.qwen3.model.sampling import SamplingSettings, SharedNoise, talker_sampler

ROWS = 40_000
LARGEST = (1 - 2.0**-24) * (1 - 2.0**-18)  # of the numbers drawn with


def settings(rows: int, temperature: float = 1.0, top_k: int = 0, top_p: float = 1.0) -> RowSampling:
    how = RowSampling.empty(rows, torch.device("cpu"))
    how.temperature.fill_(temperature)
    how.top_k.fill_(top_k)
    how.top_p.fill_(top_p)
    return how


def numbers(rows: int = ROWS, frame: int = 0, draws: int = 16) -> Tensor:
    return uniforms(torch.arange(rows), torch.full((rows,), frame), draws)


@pytest.mark.parametrize(
    ("counter", "key", "answer"),
    [
        ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
        ((0xFFFFFFFF,) * 4, (0xFFFFFFFF,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
        (
            (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
            (0xA4093822, 0x299F31D0),
            (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
        ),
    ],
)
def test_the_generator_gives_the_known_answers_of_random123(
    counter: tuple[int, ...], key: tuple[int, ...], answer: tuple[int, ...]
) -> None:
    c0, c1, c2, c3 = (torch.tensor([value]) for value in counter)
    k0, k1 = (torch.tensor([value]) for value in key)
    assert tuple(int(word) for word in philox((c0, c1, c2, c3), (k0, k1))) == answer


def test_numbers_are_a_function_of_seed_frame_and_draw_alone() -> None:
    seeds, frames = torch.tensor([5, -1, 2**62, 5]), torch.tensor([3, 0, 9, 4])
    together = uniforms(seeds, frames, 16)
    for row in range(4):
        assert torch.equal(uniforms(seeds[row : row + 1], frames[row : row + 1], 16)[0], together[row])
    assert torch.equal(uniforms(seeds, frames, 5), together[:, :5])
    assert len(together.unique()) == together.numel()


def test_numbers_are_uniform_in_each_draw_and_uncorrelated_between_draws_and_frames() -> None:
    first, later = numbers(), numbers(frame=1)
    assert first.min() >= 0
    assert first.max() < 1
    deviation = 1 / math.sqrt(12 * ROWS)
    assert ((first.mean(0) - 0.5).abs() < 4.5 * deviation).all()
    correlation = torch.corrcoef(torch.cat([first, later], 1).T) - torch.eye(32)
    assert correlation.abs().max() < 5 / math.sqrt(ROWS)


def chi_square(codes: Tensor, probabilities: Tensor) -> tuple[float, float]:
    """The statistic over codes expected at least ten times, and a bound it stays under in all but 1 of 10^5 runs."""
    expected = probabilities * len(codes)
    counted = torch.bincount(codes, minlength=len(probabilities)).double()
    usual = expected >= 10
    pooled_e = torch.cat([expected[usual], expected[~usual].sum()[None]])
    pooled_c = torch.cat([counted[usual], counted[~usual].sum()[None]])
    kept = pooled_e > 0
    statistic = ((pooled_c - pooled_e)[kept] ** 2 / pooled_e[kept]).sum().item()
    freedom = int(kept.sum()) - 1
    return statistic, freedom + 4.3 * math.sqrt(2 * freedom) + 12  # Wilson and Hilferty's tail, rounded up


@pytest.mark.parametrize(
    ("temperature", "top_k", "top_p"), [(1.0, 0, 1.0), (0.9, 50, 1.0), (0.7, 50, 0.8), (1.3, 0, 0.9)]
)
def test_drawn_codes_follow_the_official_distribution(temperature: float, top_k: int, top_p: float) -> None:
    logits = torch.randn(1, 2048, generator=torch.Generator().manual_seed(0)) * 2
    official = SamplingSettings(temperature=temperature, top_k=top_k, top_p=top_p)
    kept = talker_sampler([official], SharedNoise(0), "cpu")._kept(logits / temperature)
    probabilities = kept.double().softmax(-1)[0]
    how = settings(ROWS, temperature, top_k, top_p)
    needed = cuts([top_k], [top_p], 2048)
    codes = torch.cat(
        [draw(logits.expand(2000, -1), part, how.rows(slice(0, 2000)), needed) for part in numbers()[:, 3].split(2000)]
    )
    assert (probabilities[codes] > 0).all(), "a code outside top-k or top-p was drawn"
    statistic, bound = chi_square(codes, probabilities)
    assert statistic < bound


def test_rows_keep_their_own_settings() -> None:
    logits = torch.randn(1, 512, generator=torch.Generator().manual_seed(1)).expand(4, -1).clone()
    logits[:, 120] = logits.max() + 0.1
    how = RowSampling.empty(4, torch.device("cpu"))
    how.set(0, greedy=True, temperature=0.9, top_k=50, top_p=1.0)
    how.set(1, greedy=False, temperature=0.9, top_k=1, top_p=1.0)
    how.set(2, greedy=False, temperature=0.9, top_k=0, top_p=1e-6)
    how.set(3, greedy=False, temperature=1e-4, top_k=0, top_p=1.0)
    for number in (0.0, 0.5, LARGEST):
        assert (
            draw(logits, torch.full((4,), number), how, Cuts(512, nucleus=True, choice=Choice.MIXED))
            == logits[0].argmax()
        ).all()


def test_codes_that_are_not_allowed_are_never_drawn() -> None:
    logits = torch.full((3, 128), float("-inf"))
    logits[:, 5], logits[:, 9] = 0.0, 0.0
    drawn = draw(logits, torch.tensor([0.0, 0.6, LARGEST]), settings(3, top_k=50), Cuts(64))
    assert set(drawn.tolist()) == {5, 9}


def test_sorting_is_as_wide_as_the_settings_ask_for() -> None:
    assert cuts([50, 20], [1.0, 0.9], 2048) == Cuts(64, nucleus=True)
    assert cuts([0, 50], [1.0, 1.0], 2048) == Cuts(64)
    assert cuts([0, 50], [0.9, 1.0], 2048) == Cuts(2048, nucleus=True)
    assert cuts([65, 50], [1.0, 1.0], 2048) == Cuts(2048)
    assert cuts([0], [1.0], 2048) == Cuts(0)
    assert cuts([100], [1.0], 32) == Cuts(32)
    assert cuts([50, 50], [1.0, 1.0], 2048, likeliest=1) == Cuts(50, even=True, choice=Choice.MIXED)
    assert cuts([], [], 2048, likeliest=3) == Cuts(0, choice=Choice.LIKELIEST)


def test_two_nearly_tied_scores_that_change_places_change_no_other_draw() -> None:
    logits = torch.randn(1, 256, generator=torch.Generator().manual_seed(2)).expand(ROWS, -1).clone()
    third, fourth = logits[0].topk(4).indices[2:].tolist()
    logits[:, fourth] = logits[:, third] - 1e-6
    swapped = logits.clone()
    swapped[:, third], swapped[:, fourth] = logits[:, fourth], logits[:, third]
    how = settings(ROWS, top_k=50)
    one, other = (draw(scores, numbers()[:, 0], how, Cuts(64)) for scores in (logits, swapped))
    assert (one != other).float().mean() < 1e-3
