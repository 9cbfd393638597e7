"""Qwen3-TTS on a GPU: is what is captured right, how fast is it, and how many kernels does it take.

Each function is a part of ``benchmarks.qwen3_speed`` and runs in a process of its own. On a machine without CUDA the
same parts run on the graphs' twins, with tiny models: what a GPU will run has then run before.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode

from engine.backends.qwen3.batch import fused, weight8
from engine.backends.qwen3.batch.batch import Batch
from engine.backends.qwen3.batch.frame import FrameModel
from engine.backends.qwen3.batch.row import Priority
from engine.backends.qwen3.batch.sound import SoundRows
from engine.backends.qwen3.model.codec import Codec
from engine.backends.qwen3.model.language import LanguageModel
from engine.backends.qwen3.model.sampling import SamplingSettings
from engine.backends.qwen3.model.stack import Dense

TEXT = "The wind had dropped by evening, and the harbour lay still under a low red sun."
ENDLESS = SamplingSettings(min_new_tokens=1 << 30)
CHUNK = 12  # frames between two looks
CHUNKS = 8 if torch.cuda.is_available() else 1  # of a timed run
Measured = dict[str, float]


def device() -> torch.device:
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def check(folder: Path, _: str) -> Measured:
    """Of a tiny model in float32: graphs against their twins, compiled against plain, a batch against single runs.

    1 is equal, 0 is not. Compiled functions may round otherwise, which a tie shows; the share of equal codes is given.
    """
    torch.backends.cuda.matmul.allow_tf32 = False
    torch.backends.cudnn.allow_tf32 = False
    language = LanguageModel.load(folder, torch.float32, device())
    model = FrameModel(language.talker)
    prompt = language.prompts.custom_voice(TEXT, "ryan", "english")
    together = _codes(model, prompt, [1, 2, 3], captured=True)
    numbers = {
        "graph and twin say the same": _equal(together, _codes(model, prompt, [1, 2, 3], captured=False)),
        "a row of a batch says what it says alone": _equal(together[1:2], _codes(model, prompt, [2], captured=True)),
    }
    decoder = Codec.load(folder / "speech_tokenizer", torch.float32, device()).decoder
    codes = torch.stack([said.T for said in together])
    captured, twin = (_sound(SoundRows(decoder, 4, captured), codes) for captured in (True, False))
    numbers["graph and twin sound the same, largest difference"] = float((captured - twin).abs().max())
    whole = decoder.decode(codes.to(decoder.device)).cpu()
    numbers["in chunks and whole, largest difference"] = float((captured - whole).abs().max())
    fused.fuse(model, "inductor" if device().type == "cuda" else "aot_eager")
    compiled = _codes(model, prompt, [1, 2, 3], captured=True)
    same = [float((a == b).float().mean()) for a, b in zip(together, compiled, strict=True)]
    numbers["codes that are the same when compiled, share"] = statistics.mean(same)
    numbers["weights in int8 have a kernel"] = float(weight8.supported(device()))
    return numbers


def _codes(model: FrameModel, prompt: Any, seeds: Sequence[int], captured: bool) -> list[Tensor]:
    batch = Batch(model, len(seeds), fixed_shapes=True, captured=captured)
    rows = [batch.add(prompt, ENDLESS, seed=seed, max_frames=40) for seed in seeds]
    while batch.rows or batch.waiting:
        batch.step(8)
    return [torch.stack(row.frames) for row in rows]


def _sound(sounds: SoundRows, codes: Tensor) -> Tensor:
    rows = [sounds.begin(None) for _ in codes]
    starts = (0, 1, 3, 7, 15, 27, 39)
    parts = [sounds.push(rows, codes[..., a:b]).samples() for a, b in zip(starts, (*starts[1:], 40), strict=True)]
    return torch.cat([torch.from_numpy(part) for part in parts], 1)


def _equal(one: Sequence[Tensor], other: Sequence[Tensor]) -> float:
    return float(all(torch.equal(a, b) for a, b in zip(one, other, strict=True)))


def speed(folder: Path, what: str) -> Measured:
    """``what`` is a form ("plain", "fused", "int8") and numbers of lines: "fused 1,32". Milliseconds for a frame.

    Lines are spoken and decoded as the engine does it: codes on one stream, sound of the last chunk on another.
    """
    form, counts = what.split()
    where = device()
    if form == "int8" and not weight8.supported(where):
        return {}
    dtype = torch.bfloat16
    language = LanguageModel.load(folder, dtype, where, weight8.WeightInt8 if form == "int8" else Dense)
    model = FrameModel(language.talker)
    if form == "fused":
        fused.fuse(model, "inductor" if where.type == "cuda" else "aot_eager")
    decoder = Codec.load(folder / "speech_tokenizer", dtype, where).decoder
    prompt = language.prompts.custom_voice(TEXT, "ryan", "english")
    numbers: Measured = {"prompt tokens": float(len(prompt.rows))}
    for count in map(int, counts.split(",")):
        batch, sounds = Batch(model, count, fixed_shapes=True), SoundRows(decoder, count)
        began = time.perf_counter()
        _run(batch, sounds, prompt, count, with_sound=True)
        numbers[f"first run of {count}, s"] = time.perf_counter() - began
        numbers[f"frame of {count}, ms"] = _run(batch, sounds, prompt, count, with_sound=True)
        numbers[f"codes of {count}, ms"] = _run(batch, sounds, prompt, count, with_sound=False)
        numbers[f"tokens at frame of {count}"] = len(prompt.rows) + CHUNK * CHUNKS / 2
        if count == 1:
            numbers |= _first_sound(batch, sounds, prompt)
            numbers |= _kernels(batch, prompt)
        del batch, sounds
        gc.collect()
    if where.type == "cuda":
        numbers["peak MB"] = torch.cuda.max_memory_allocated() / 1e6
    return numbers


def _run(batch: Batch, sounds: SoundRows, prompt: Any, count: int, with_sound: bool) -> float:
    """Milliseconds for a frame of each of ``count`` lines; every run is over the same positions, so the second one
    captures nothing."""
    lines = [batch.add(prompt, ENDLESS, seed=n, max_frames=400, expected=200) for n in range(count)]
    places = [sounds.begin(None) for _ in lines]
    batch.step(1)
    _wait()
    began, coming = time.perf_counter(), None
    for _ in range(CHUNKS):
        said = {piece.row: piece.codes for piece in batch.step(CHUNK)}
        if with_sound:
            if coming is not None:
                coming.samples()
            coming = sounds.push(places, torch.stack([said[line].T for line in lines]))
    if coming is not None:
        coming.samples()
    _wait()
    spent = (time.perf_counter() - began) * 1e3 / (CHUNK * CHUNKS)
    for line, place in zip(lines, places, strict=True):
        batch.remove(line)
        sounds.free(place)
    return spent


def _first_sound(batch: Batch, sounds: SoundRows, prompt: Any) -> Measured:
    waits = []
    for seed in range(8):
        _wait()
        began = time.perf_counter()
        row = batch.add(prompt, ENDLESS, seed=seed, max_frames=40, priority=Priority.URGENT, expected=40)
        place = sounds.begin(None)
        codes = batch.step(1)[0].codes
        sounds.push([place], codes.T[None]).samples()
        waits.append((time.perf_counter() - began) * 1e3)
        batch.remove(row)
        sounds.free(place)
    return {"first sound, ms": statistics.median(waits[2:])}  # the first ones capture


def _kernels(batch: Batch, prompt: Any) -> Measured:
    """Kernels of a frame: those a GPU ran, by the profiler."""
    if device().type != "cuda":
        return {}
    from torch.profiler import ProfilerActivity, profile

    line = batch.add(prompt, ENDLESS, seed=0, max_frames=100, expected=60)
    batch.step(2)
    counted = []
    try:
        for frames in (4, 12):
            with profile(activities=[ProfilerActivity.CUDA]) as seen:
                batch.step(frames)
                _wait()
            events = seen.events() or []
            counted.append(len([event for event in events if "CUDA" in str(event.device_type)]))
    except RuntimeError:  # not every machine lets a profiler look; the times do not need it
        return {}
    finally:
        batch.remove(line)
    return {"kernels of a frame": (counted[1] - counted[0]) / 8}


def operations(folder: Path, _: str) -> Measured:
    """Operations of a frame that start a kernel, counted on a processor in the twin; views and shapes are none."""
    language = LanguageModel.load(folder, torch.bfloat16)
    batch = Batch(FrameModel(language.talker), 1, fixed_shapes=True)
    batch.add(language.prompts.custom_voice(TEXT, "ryan", "english"), ENDLESS, seed=0, max_frames=50, expected=20)
    batch.step(1)
    counted = []
    for frames in (1, 2):  # what is done once for a step drops out of the difference
        with _Counting() as counting:
            batch.step(frames)
        counted.append(counting.operations)
    return {"operations of a frame": float(counted[1] - counted[0])}


class _Counting(TorchDispatchMode):
    def __init__(self) -> None:
        super().__init__()
        self.operations = 0

    def __torch_dispatch__(self, function: Any, _: Any, given: Any = (), named: Any = None) -> Any:
        result = function(*given, **(named or {}))
        sources = {t.untyped_storage().data_ptr() for t in given if isinstance(t, Tensor)}
        written = function._schema.is_mutable
        view = isinstance(result, Tensor) and not written and result.untyped_storage().data_ptr() in sources
        several = isinstance(result, (list, tuple)) and function._schema.name in _SPLITS
        if not view and not several and (isinstance(result, (Tensor, tuple, list))):
            self.operations += 1
        return result


_SPLITS = ("aten::split", "aten::chunk", "aten::unbind", "aten::split_with_sizes")


def _wait() -> None:
    if device().type == "cuda":
        torch.cuda.synchronize()


PARTS: dict[str, Callable[[Path, str], Measured]] = {
    "check": check,
    "speed": speed,
    "operations": operations,
}
