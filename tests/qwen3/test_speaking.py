"""Codes become sound: in chunks, one line or many, left and gone on with; the samples are those of a whole decode."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.backends.qwen3.batch.row import End, Priority, Row
from engine.backends.qwen3.batch.sound import SoundRows
from engine.backends.qwen3.model.codec import Codec
from engine.backends.qwen3.model.prompt import Prompt
from engine.backends.qwen3.model.sampling import SamplingSettings
from engine.backends.qwen3.speaking import GROWING, Attempt, OneByOne, SideBySide, Voicing

FRAME = 1920
# chunks of other sizes are sums in another order: float32 rounds to 6e-8 of signals of about 0.1, through 30 layers
ROUNDING = 2e-5


@pytest.fixture(scope="module")
def codec(checkpoint: Callable[[str], Path]) -> Codec:
    return Codec.load(checkpoint("custom_voice") / "speech_tokenizer")


def codes(frames: int, seed: int = 0) -> Tensor:
    return torch.randint(0, 2048, (frames, 16), generator=torch.Generator().manual_seed(seed))


def attempt(priority: Priority = Priority.RENDER) -> Attempt:
    nothing = torch.zeros(0, 4)
    prompt = Prompt(nothing, nothing, torch.zeros(4))
    return Attempt(Row(prompt, SamplingSettings(), 0, 100, priority, 0, [nothing], closed=True), None)


def whole(codec: Codec, said: Tensor) -> NDArray[np.float32]:
    samples: NDArray[np.float32] = codec.decode(said.T[None])[0].numpy()
    return samples


def never() -> bool:
    return False


def spoken(voicing: Voicing, one: Attempt, said: Tensor, step: int) -> NDArray[np.float32]:
    """Codes that come ``step`` at a time; the last ones with the end."""
    for start in range(0, len(said), step):
        last = start + step >= len(said)
        one.add(said[start : start + step], End.SPOKEN if last else None)
        voicing.make([one], never)
    while not one.done:
        voicing.make([one], never)
    return one.sound()


@pytest.mark.parametrize("many", [False, True], ids=["processor", "graph twin"])
@pytest.mark.parametrize("frames", [1, 2, 9, 41])
def test_the_sound_is_that_of_a_whole_decode_however_codes_come(codec: Codec, many: bool, frames: int) -> None:
    said = codes(frames)
    expected = whole(codec, said)
    got = []
    for step in (1, 8, frames):
        voicing: Voicing = SideBySide(codec.decoder, 2) if many else OneByOne(codec.decoder)
        got.append(spoken(voicing, attempt(), said, step))
        assert got[-1].shape == expected.shape
        assert np.abs(got[-1] - expected).max() < ROUNDING
    assert all(np.array_equal(got[0], other) for other in got), "and it does not depend on when they came"


def test_the_first_sound_needs_one_frame(codec: Codec) -> None:
    for voicing in (OneByOne(codec.decoder), SideBySide(codec.decoder, 1)):
        one = attempt(Priority.URGENT)
        one.add(codes(1), None)
        voicing.make([one], never)
        assert len(one.sound()) == FRAME


def test_a_processor_stops_after_a_chunk_when_asked_to(codec: Codec) -> None:
    voicing = OneByOne(codec.decoder)
    one, other = attempt(), attempt()
    for line in (one, other):
        line.add(codes(30), End.SPOKEN)
    voicing.make([one, other], lambda: True)
    assert len(one.sound()) == GROWING[0] * FRAME
    assert not len(other.sound())
    while voicing.due([one, other]):
        before = len(one.sound()) + len(other.sound())
        voicing.make(voicing.due([one, other]), lambda: True)
        assert 0 < len(one.sound()) + len(other.sound()) - before <= 3 * FRAME
    assert np.array_equal(one.sound(), other.sound())


def test_lines_side_by_side_sound_as_they_do_alone(codec: Codec) -> None:
    """More lines than there was room for, of different lengths; rows are used again."""
    lengths = (3, 17, 40, 1, 26)
    voicing = SideBySide(codec.decoder, 2)
    lines = [attempt() for _ in lengths]
    for n, (line, frames) in enumerate(zip(lines, lengths, strict=True)):
        line.add(codes(frames, n), End.SPOKEN)
    while waiting := voicing.due(lines):
        voicing.make(waiting, never)
    late = attempt()
    assert np.abs(spoken(voicing, late, codes(20, 9), 5) - whole(codec, codes(20, 9))).max() < ROUNDING
    for n, (line, frames) in enumerate(zip(lines, lengths, strict=True)):
        assert np.abs(line.sound() - whole(codec, codes(frames, n))).max() < ROUNDING


def test_a_line_goes_on_after_its_reference(codec: Codec) -> None:
    said, reference = codes(20), codes(30, 5)
    expected = whole(codec, torch.cat([reference, said]))[30 * FRAME :]
    for voicing in (OneByOne(codec.decoder), SideBySide(codec.decoder, 2)):
        past = codec.decoder.state()
        codec.decoder.decode(reference.T[None], past)
        before = past.clone()
        for _ in range(2):  # the reference is left as it is
            one = attempt()
            one.past = past
            assert np.abs(spoken(voicing, one, said, 6) - expected).max() < ROUNDING
        assert torch.equal(past.positions, before.positions)


def test_nothing_is_given_of_a_line_that_was_abandoned(codec: Codec) -> None:
    voicing = SideBySide(codec.decoder, 1)
    one = attempt()
    one.add(codes(8), None)
    voicing.make([one], never)  # begun, not fetched
    one.abandon()
    voicing.make([], never)
    assert one.done
    assert not len(one.sound())


def test_the_captured_codec_takes_what_fills_up_a_bucket(codec: Codec) -> None:
    rows = SoundRows(codec.decoder, 8)
    places = [rows.begin(None) for _ in range(5)]
    said = torch.stack([codes(9, n).T for n in range(5)])
    first, second = rows.push(places, said[..., :4]).samples(), rows.push(places, said[..., 4:]).samples()
    expected = codec.decode(said).numpy()
    assert np.abs(np.concatenate([first, second], 1) - expected).max() < ROUNDING
