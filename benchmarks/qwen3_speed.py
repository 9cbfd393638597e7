"""How fast Qwen3-TTS speaks here: our engine and the official package, with random weights at true size.

    python -m benchmarks qwen3_speed

Every part runs in a process of its own, so that its memory is its own, and a part that fails is reported and hurts no
other. It needs no network and nobody; on a machine with CUDA the GPU's parts run as well. Where the package
``qwen-tts`` is not installed there is nothing to compare with, and it says so. The numbers are kept in
``benchmarks/results/qwen3-<device>.json`` and as a table beside it.

On a processor everything runs in one thread and the time is the process's own, which other programs disturb less than
the clock. Random weights do not know when to stop: lengths are set, speed does not depend on what is said.
"""

from __future__ import annotations

import functools
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.tables import Row, show

TEXT = "The wind had dropped by evening, and the harbour lay still under a low red sun."
FRAME = 0.08  # seconds of sound
RESULTS = Path(__file__).parent / "results"
PART_LIMIT = 240.0  # seconds
BANDWIDTH = {"H200": 4.8e12, "H100": 3.35e12, "A100": 2.0e12, "4090": 1.008e12}  # bytes a second, by the makers
CACHE_TOKEN = 28 * 2 * 8 * 128 * 2  # bytes of keys and values a token has in bfloat16, both sizes

Measured = dict[str, float]


def main() -> None:
    import torch

    cuda = torch.cuda.is_available()
    measured: dict[str, Measured] = {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        small = _checkpoint(folder, "0b6")
        if cuda:
            measured["gpu 0.6B"] = _part("gpu", small, "1")
            measured["gpu 1.7B"] = _part("gpu", _checkpoint(folder, "1b7"), "1,32,64")
        measured["ours"] = _part("ours", small, "1,4,16")
        measured["codec"] = _part("codec", small, "")
        for dtype in ("bfloat16", "float32"):
            measured[f"official {dtype}"] = _part("official", small, dtype)
    device = torch.cuda.get_device_name() if cuda else _processor()
    tables = [*(_gpu_tables(measured, device) if cuda else []), *_cpu_tables(measured)]
    for title, rows in tables:
        show(title, rows)
    missing = [name for name, numbers in measured.items() if not numbers]
    if missing:
        sys.stdout.write(f"\n  not measured here: {', '.join(missing)}\n")
    _keep(device, measured, tables)


# --- parts: each in its own process ------------------------------------------------------------------


def ours(folder: Path, rows: str) -> Measured:
    """Int8 on one thread: milliseconds for one frame of so many rows, and the memory of it."""
    import torch

    from engine.backends.qwen3.batch import int8
    from engine.backends.qwen3.batch.batch import Batch
    from engine.backends.qwen3.batch.frame import FrameModel
    from engine.backends.qwen3.model.language import LanguageModel
    from engine.backends.qwen3.model.sampling import SamplingSettings
    from engine.backends.qwen3.model.stack import Dense

    before = _memory("VmRSS")
    form = int8.Int8Linear if int8.supported() else Dense
    model = LanguageModel.load(folder, torch.bfloat16, linear=form)
    frames = FrameModel(model.talker, int8=int8.supported())
    settings = SamplingSettings(min_new_tokens=1 << 30)
    prompt = model.prompts.custom_voice(TEXT, "ryan", "english")
    numbers: Measured = {"loaded MB": (_memory("VmRSS") - before) / 1e6}
    caches = 0
    for count in map(int, rows.split(",")):
        batch = Batch(frames, count)
        for seed in range(count):
            batch.add(prompt, settings, seed=seed, max_frames=400)
        began = time.process_time()
        batch.step()
        numbers[f"first frame of {count}, ms"] = (time.process_time() - began) * 1e3
        numbers[f"frame of {count}, ms"] = _median(batch.step, 9 if count < 16 else 5)
        caches = max(caches, batch.cache_bytes)
    numbers["peak MB"] = (_memory("VmHWM") - before) / 1e6
    numbers["weights and caches MB"] = (_weights(folder) + caches) / 1e6
    return numbers


def official(folder: Path, dtype: str) -> Measured:
    """The official package's language model: milliseconds for one frame of one line. Empty without the package."""
    try:
        from tests.qwen3 import official as reference
    except ImportError:
        return {}
    if reference.find() is None:
        return {}
    import torch

    with reference.quiet():
        model = reference.load(folder, getattr(torch, dtype))
        talker, spent = model.model.talker, [0.0]
        generate = talker.generate

        def timed(**given: Any) -> Any:
            began = time.process_time()
            result = generate(**given)
            spent.append(time.process_time() - began)
            return result

        talker.generate = timed
        for frames in (2, 8):
            model.generate_custom_voice(TEXT, "ryan", "english", max_new_tokens=frames + 1)
    return {"frame of 1, ms": (spent[-1] - spent[-2]) / 6 * 1e3}


def codec(folder: Path, _: str) -> Measured:
    """Milliseconds for one frame of sound, stateful, and by the official windows of 25 frames before each chunk."""
    import torch

    from engine.backends.qwen3.model.codec import Codec

    codes = torch.randint(0, 2048, (1, 16, 48), generator=torch.Generator().manual_seed(0))
    numbers: Measured = {}
    with torch.inference_mode():
        for dtype in (torch.float32, torch.bfloat16):
            decoder = Codec.load(folder / "speech_tokenizer", dtype)
            stream = decoder.stream(1)
            stream.push(codes[..., :8])
            name = str(dtype).removeprefix("torch.")
            numbers[f"stateful {name}, ms"] = _median(functools.partial(stream.push, codes[..., 8:16]), 5) / 8
    numbers |= _windows(folder, codes)
    return numbers


def _windows(folder: Path, codes: Any) -> Measured:
    try:
        from tests.qwen3 import official as reference
    except ImportError:
        return {}
    if reference.find() is None:
        return {}
    import torch

    with reference.quiet(), torch.inference_mode():
        decoder = reference.load(folder).model.speech_tokenizer.model.decoder
        return {"windows float32, ms": _median(lambda: decoder.chunked_decode(codes, 8, 25), 2) / codes.shape[2]}


def gpu(folder: Path, rows: str) -> Measured:
    """Bfloat16 on CUDA: milliseconds for one frame of so many rows, the first sound, and memory."""
    import torch

    from engine.backends.qwen3.batch.batch import Batch, Priority
    from engine.backends.qwen3.batch.frame import FrameModel
    from engine.backends.qwen3.model.codec import Codec
    from engine.backends.qwen3.model.language import LanguageModel
    from engine.backends.qwen3.model.sampling import SamplingSettings

    model = LanguageModel.load(folder, torch.bfloat16, "cuda")
    frames = FrameModel(model.talker)
    stream = Codec.load(folder / "speech_tokenizer", torch.bfloat16, "cuda").stream(1)
    settings = SamplingSettings(min_new_tokens=1 << 30)
    prompt = model.prompts.custom_voice(TEXT, "ryan", "english")
    numbers: Measured = {}
    for count in map(int, rows.split(",")):
        batch = Batch(frames, count)
        for seed in range(count):
            batch.add(prompt, settings, seed=seed, max_frames=300)
        for _ in range(4):
            batch.step(8)
        torch.cuda.synchronize()
        began = time.perf_counter()
        for _ in range(8):
            batch.step(16)
        torch.cuda.synchronize()
        numbers[f"frame of {count}, ms"] = (time.perf_counter() - began) / 128 * 1e3
        numbers[f"tokens at frame of {count}"] = len(prompt.rows) + 32 + 64
    batch, waits = Batch(frames, 1), []
    for seed in range(6):  # the first ones capture graphs and choose kernels
        stream.begin(0)
        torch.cuda.synchronize()
        began = time.perf_counter()
        row = batch.add(prompt, settings, seed=seed, max_frames=40, priority=Priority.URGENT)
        codes = batch.step(1)[0].codes
        stream.push(codes.T[None]).cpu()
        waits.append((time.perf_counter() - began) * 1e3)
        batch.remove(row)
    numbers["first sound, ms"] = min(waits)
    numbers["peak MB"] = torch.cuda.max_memory_allocated() / 1e6
    return numbers


# --- what is shown -----------------------------------------------------------------------------------


def _cpu_tables(measured: dict[str, Measured]) -> list[tuple[str, list[Row]]]:
    mine, sound = measured["ours"], measured["codec"]
    theirs = min((n["frame of 1, ms"] for name, n in measured.items() if name.startswith("official") and n), default=0)
    speech, memory, decoding = [], [], []
    speech += [
        Row(f"{name}, one line", numbers["frame of 1, ms"], "ms")
        for name, numbers in measured.items()
        if name.startswith("official") and numbers
    ]
    for count in (1, 4, 16):
        spent = mine.get(f"frame of {count}, ms")
        if not spent:
            continue
        lines = "one line" if count == 1 else f"{count} lines"
        speech.append(Row(f"{lines}, a frame of each", spent, "ms"))
        speech.append(Row(f"{lines}, seconds of sound a second", count * FRAME / spent * 1e3, "x"))
        if theirs:
            goal = {1: 2.0, 16: 15.0}.get(count)
            speech.append(
                Row(f"{lines}, against the official package", count * theirs / spent, "x", goal, at_most=False)
            )
    if "peak MB" in mine:
        memory.append(Row("peak memory", mine["peak MB"], "MB"))
        share = mine["peak MB"] / mine["weights and caches MB"]
        memory.append(Row("peak memory over the checkpoint's weights and caches", share, "x", 1.15))
        memory.append(Row("memory once loaded", mine["loaded MB"], "MB"))
    decoding += [Row(f"codec, {name.removesuffix(', ms')}, a frame", value, "ms") for name, value in sound.items()]
    if "windows float32, ms" in sound:
        best = min(value for name, value in sound.items() if name.startswith("stateful"))
        decoding.append(
            Row("codec, cheaper than windows", sound["windows float32, ms"] / best, "x", 2.5, at_most=False)
        )
    return [
        ("Language model, 0.6B, one thread, int8", speech),
        ("Its memory", memory),
        ("Codec, one thread", decoding),
    ]


def _gpu_tables(measured: dict[str, Measured], device: str) -> list[tuple[str, list[Row]]]:
    goals = {("1.7B", 1): 16.0, ("1.7B", 32): 300.0, ("0.6B", 1): 20.0}
    rate = next((value for name, value in BANDWIDTH.items() if name in device), None)
    tables = []
    for size, read in (("1.7B", 5.32e9), ("0.6B", 3.31e9)):  # bytes of weights a frame reads in bfloat16
        numbers, rows = measured.get(f"gpu {size}", {}), []
        for count in (1, 32, 64):
            spent = numbers.get(f"frame of {count}, ms")
            if not spent:
                continue
            lines = "one line" if count == 1 else f"{count} lines"
            speed = count * FRAME / spent * 1e3
            rows.append(Row(f"{lines}, seconds of sound a second", speed, "x", goals.get((size, count)), at_most=False))
            if rate:
                least = (read + count * numbers[f"tokens at frame of {count}"] * CACHE_TOKEN) / rate * 1e3
                rows.append(Row(f"{lines}, share of the bandwidth limit", 100 * least / spent, "%"))
        if "first sound, ms" in numbers:
            rows.append(Row("first sound", numbers["first sound, ms"], "ms", 50.0 if size == "1.7B" else None))
            rows.append(Row("peak memory", numbers["peak MB"], "MB"))
        tables.append((f"{size} on {device}, bfloat16", rows))
    return tables


def _keep(device: str, measured: dict[str, Measured], tables: list[tuple[str, list[Row]]]) -> None:
    RESULTS.mkdir(exist_ok=True)
    name = "qwen3-" + re.sub(r"[^a-z0-9]+", "-", device.lower()).strip("-")
    (RESULTS / f"{name}.json").write_text(json.dumps({"device": device, "measured": measured}, indent=1) + "\n")
    lines = [f"# Qwen3-TTS on {device}", ""]
    for title, rows in tables:
        lines += [f"## {title}", "", "| what | value | goal |", "|---|---|---|"]
        for row in rows:
            goal = "" if row.goal is None else f"{'<=' if row.at_most else '>='} {row.goal:g}"
            lines.append(f"| {row.what} | {row.value:.3g} {row.unit} | {goal} |")
        lines.append("")
    (RESULTS / f"{name}.md").write_text("\n".join(lines))


def _part(part: str, folder: Path, what: str) -> Measured:
    sys.stderr.write(f"  {part} {folder.name} {what} ...\n")
    command = [sys.executable, "-m", "benchmarks.qwen3_speed", part, str(folder), what]
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, timeout=PART_LIMIT, env=environment, check=True)
        numbers: Measured = json.loads(done.stdout.splitlines()[-1])
    except (subprocess.SubprocessError, ValueError, IndexError) as error:
        sys.stderr.write(f"  {part} {what} was not measured: {error}\n")
        return {}
    return numbers


def _checkpoint(folder: Path, size: str) -> Path:
    command = [
        sys.executable,
        "-m",
        "benchmarks.qwen3_checkpoint",
        str(folder / size),
        size,
        "custom_voice",
        "bfloat16",
    ]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return folder / size


def _median(step: Callable[[], object], times: int) -> float:
    spent = []
    for _ in range(times):
        began = time.process_time()
        step()
        spent.append(time.process_time() - began)
    return statistics.median(spent) * 1e3


def _memory(field: str) -> int:
    """``VmRSS`` or ``VmHWM`` of this process in bytes, where the system tells."""
    status = Path("/proc/self/status")
    found = re.search(rf"{field}:\s+(\d+) kB", status.read_text()) if status.exists() else None
    return int(found[1]) * 1024 if found else 0


def _weights(folder: Path) -> int:
    """Bytes of the talker's and the predictor's weights in the checkpoint; the text table stays in its file."""
    from engine.backends.qwen3.model import headers
    from engine.backends.qwen3.model.config import read_config
    from engine.backends.qwen3.model.layout import TEXT_TABLE, talker_layout

    entries = headers.read_headers(folder)
    names = talker_layout(read_config(folder).talker_config)
    return sum(entries[name].end - entries[name].begin for name in names if name != TEXT_TABLE)


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*: (.+)", info.read_text()) if info.exists() else None
    return found[1] if found else platform.processor() or platform.machine()


if __name__ == "__main__":
    if len(sys.argv) > 2:
        import torch

        torch.set_num_threads(1)
        parts = {"ours": ours, "official": official, "codec": codec, "gpu": gpu}
        sys.stdout.write(json.dumps(parts[sys.argv[1]](Path(sys.argv[2]), sys.argv[3])) + "\n")
    else:
        main()
