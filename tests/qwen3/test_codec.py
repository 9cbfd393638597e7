"""The codec as those who speak with it use it: lines cut into chunks in any way, many at once, coming and going."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from benchmarks.qwen3_codec_checkpoint import codec_config, codec_weights, make_codec
from engine.backends.qwen3.model.codec import Codec, frame_count, frame_start
from engine.backends.qwen3.model.codec.config import CodecConfig
from engine.backends.qwen3.model.codec.decoder import CodecDecoder
from engine.backends.qwen3.model.codec.layout import decoder_layout
from engine.errors import EngineError
from tests.qwen3.official_sounds import DECODED, ENCODED, EVERY, GOLDEN
from tests.qwen3.sounds import LENGTHS, frames, noise

# float32 rounds sums of some hundred products in another order when a chunk has another size; the signal is about 0.2
CLOSE = 2e-5
EXACT = 1e-10  # float64: nothing but rounding may differ


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("codec")
    make_codec(made)
    return made


@pytest.fixture(scope="module")
def codec(folder: Path) -> Codec:
    return Codec.load(folder)


@pytest.fixture(scope="module")
def exact(folder: Path) -> Codec:
    return Codec.load(folder, torch.float64)


def test_the_sound_is_the_official_one(codec: Codec) -> None:
    stored = torch.tensor(json.loads(GOLDEN.read_text(encoding="utf-8"))["samples"])
    assert (codec.decode(frames(DECODED))[0, ::EVERY] - stored).abs().max() < CLOSE
    assert stored.std() > 0.05


@pytest.mark.parametrize("samples", ENCODED)
def test_the_codes_are_the_official_ones(codec: Codec, samples: int) -> None:
    stored = json.loads(GOLDEN.read_text(encoding="utf-8"))["codes"][str(samples)]
    assert codec.encode(noise(samples)).tolist() == stored


@pytest.mark.parametrize("samples", LENGTHS)
def test_a_recording_of_any_length_has_its_frames(codec: Codec, samples: int) -> None:
    codes = codec.encode(noise(samples))
    assert codes.shape == (16, frame_count(samples))
    assert codec.decode(codes[None]).shape == (1, frame_start(codes.shape[1]))


@pytest.mark.parametrize("chunks", [(1,), (2,), (3,), (7,), (1, 2, 4, 8, 12), (40,), (100,)], ids=str)
def test_however_a_line_is_cut_its_samples_are_the_same(exact: Codec, chunks: tuple[int, ...]) -> None:
    codes = frames(100)
    stream, at, parts = exact.stream(), 0, []
    for turn in range(100):
        size = chunks[min(turn, len(chunks) - 1)]
        if at < 100:
            parts.append(stream.push(codes[..., at : at + size]))
        at += size
    whole = exact.decoder.decode(codes, block=100)
    assert whole.dtype == torch.float64
    assert (torch.cat(parts, dim=1) - whole).abs().max() < EXACT
    assert stream.position(0) == 100


def test_in_float32_chunks_differ_by_rounding_only(codec: Codec) -> None:
    codes = frames(100)
    whole = codec.decoder.decode(codes, block=100)
    assert whole.dtype == torch.float32
    for block in (1, 5, 33):
        assert (codec.decoder.decode(codes, block=block) - whole).abs().max() < CLOSE


def test_lines_that_come_and_go_do_not_hear_each_other(exact: Codec) -> None:
    lines = [frames(length, seed=length)[0] for length in (90, 7, 31, 80, 5)]
    alone = [exact.decode(line[None])[0] for line in lines]
    streams, waiting = exact.stream(rows=3), list(range(len(lines)))
    at: dict[int, tuple[int, int]] = {}  # row -> line, its next frame
    heard: list[list[Tensor]] = [[] for _ in lines]
    while waiting or at:
        for row in range(3):
            if row not in at and waiting:
                streams.begin(row)
                at[row] = waiting.pop(0), 0
        rows = sorted(at)
        size = min(4, *(lines[at[row][0]].shape[1] - at[row][1] for row in rows))
        samples = streams.push(torch.stack([lines[n][:, f : f + size] for n, f in map(at.get, rows)]), rows)  # type: ignore[misc]
        for row, sound in zip(rows, samples, strict=True):
            line, frame = at.pop(row)
            heard[line].append(sound)
            if frame + size < lines[line].shape[1]:
                at[row] = line, frame + size
    for parts, whole in zip(heard, alone, strict=True):
        assert (torch.cat(parts) - whole).abs().max() < EXACT


def test_a_line_goes_on_after_a_reference_as_if_decoded_with_it(exact: Codec) -> None:
    reference, line = frames(60)[0], frames(30, seed=2)[0]
    whole = exact.decode(torch.cat([reference, line], dim=1)[None])[0, frame_start(60) :]
    streams = exact.stream(rows=2)
    streams.push(reference[None], [1])
    after = streams.snapshot(1)
    for _ in range(2):  # the snapshot is not used up
        streams.begin(0, after)
        assert streams.position(0) == 60
        assert (streams.push(line[None], [0])[0] - whole).abs().max() < EXACT
    assert (exact.decode(line[None])[0] - whole).abs().max() > 0.01


@pytest.mark.parametrize("frame", [0, 1, 20])
def test_a_frame_begins_at_its_sample_and_not_before(exact: Codec, frame: int) -> None:
    codes = frames(30)
    other = codes.clone()
    other[:, :, frame] = (other[:, :, frame] + 1) % 2048
    difference = (exact.decode(codes) - exact.decode(other)).abs()[0]
    assert difference[: frame_start(frame)].sum() == 0
    assert difference[frame_start(frame) : frame_start(frame) + 60].max() > 1e-6


def test_the_memory_of_a_line_does_not_grow(codec: Codec) -> None:
    state = codec.decoder.state()
    before = state.bytes
    codec.decoder.decode(frames(200), state)
    assert state.bytes == before


def test_at_true_size_the_memory_of_a_line_is_what_causality_needs() -> None:
    config = msgspec.convert(codec_config("true"), CodecConfig).decoder_config
    with torch.device("meta"):
        weights = {name: torch.empty(shape) for name, shape in decoder_layout(config).items()}
        held = CodecDecoder(weights, config, torch.float32).state().bytes
    keys_and_values = 2 * 8 * 71 * 1024
    residual = 6 * (1 + 3 + 9) * (768 + 384 + 192 + 96)
    rising = 1536 + 768 + 384 + 192
    ends = 2 * 512 + 2 * 6 * 1024 + 6 * 1024 + 6 * 96
    assert held == 8 + 4 * (keys_and_values + residual + rising + ends)


def test_bfloat16_sounds_like_float32(folder: Path, codec: Codec) -> None:
    plain = codec.decode(frames(40))[0]
    half = Codec.load(folder, torch.bfloat16).decode(frames(40))[0]
    assert half.dtype == torch.float32
    assert torch.corrcoef(torch.stack([plain, half]))[0, 1] > 0.99  # three digits, through thirty layers


@pytest.mark.parametrize("samples", [torch.zeros(0), torch.full((5000,), torch.nan)], ids=["nothing", "no numbers"])
def test_what_is_no_recording_is_refused(codec: Codec, samples: Tensor) -> None:
    with pytest.raises(EngineError) as caught:
        codec.encode(samples)
    assert caught.value.kind == "voice"


@pytest.mark.parametrize(
    "codes", [torch.zeros(16, 4), torch.zeros(1, 15, 4), torch.full((1, 16, 4), 2048), torch.full((1, 16, 4), -1)]
)
def test_what_are_no_codes_is_a_defect(codec: Codec, codes: Tensor) -> None:
    with pytest.raises(ValueError, match="code"):
        codec.decode(codes.long())


def test_no_frames_are_no_sound(codec: Codec) -> None:
    assert codec.decode(frames(0)).shape == (1, 0)


def _without_config(folder: Path) -> None:
    (folder / "config.json").unlink()


def _no_json(folder: Path) -> None:
    (folder / "config.json").write_text("{", encoding="utf-8")


def _another_codec(folder: Path) -> None:
    fields = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    (folder / "config.json").write_text(json.dumps(fields | {"model_type": "qwen3_tts_tokenizer_25hz"}))


def _another_rate(folder: Path) -> None:
    fields = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    (folder / "config.json").write_text(json.dumps(fields | {"decode_upsample_rate": 960}))


def _cut_short(folder: Path) -> None:
    path = folder / "model.safetensors"
    path.write_bytes(path.read_bytes()[:-1000])


def _missing(folder: Path) -> None:
    tensors = load_file(folder / "model.safetensors")
    del tensors["decoder.pre_conv.conv.bias"]
    save_file(tensors, folder / "model.safetensors")


def _unexpected(folder: Path) -> None:
    tensors = load_file(folder / "model.safetensors")
    save_file(tensors | {"decoder.more": torch.zeros(1)}, folder / "model.safetensors")


def _misshapen(folder: Path) -> None:
    tensors = load_file(folder / "model.safetensors")
    save_file(tensors | {"encoder.downsample.conv.weight": torch.zeros(3, 3)}, folder / "model.safetensors")


@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        (_without_config, "config.json"),
        (_no_json, "config.json"),
        (_another_codec, "qwen3_tts_tokenizer_25hz"),
        (_another_rate, "decode_upsample_rate"),
        (_cut_short, "model.safetensors"),
        (_missing, "decoder.pre_conv.conv.bias"),
        (_unexpected, "decoder.more"),
        (_misshapen, "encoder.downsample.conv.weight"),
    ],
    ids=lambda case: case.__name__.strip("_") if callable(case) else "",
)
def test_a_folder_that_is_no_codec_says_what_is_wrong(
    tmp_path: Path, spoil: Callable[[Path], None], named: str
) -> None:
    make_codec(tmp_path)
    spoil(tmp_path)
    with pytest.raises(EngineError, match=named) as caught:
        Codec.load(tmp_path)
    assert caught.value.kind == "model"
    assert caught.value.hint


def test_random_checkpoints_are_the_same_for_the_same_seed() -> None:
    config = msgspec.convert(codec_config("tiny"), CodecConfig)
    one, again, other = codec_weights(config, 1), codec_weights(config, 1), codec_weights(config, 2)
    name = "decoder.pre_conv.conv.weight"
    assert torch.equal(one[name], again[name])
    assert not torch.equal(one[name], other[name])
