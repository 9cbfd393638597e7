"""How fast Qwen3-TTS speaks here: our engine and the official package, with random weights at true size.

    python -m benchmarks qwen3_speed            # on a machine with CUDA the GPU's parts come first
    python -m benchmarks.qwen3_speed --tiny     # every part on tiny models; the numbers mean nothing

Every part runs in a process of its own, so that its memory is its own, and a part that fails is reported and hurts no
other. It needs no network and nobody, and ends within eight minutes: what there is no time for is left out and named.
Where the package ``qwen-tts`` is not installed there is nothing to compare with, and it says so. The numbers are kept
in ``benchmarks/results/qwen3-<device>.json`` and as a table beside it.

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
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.tables import Row, show

TEXT = "The wind had dropped by evening, and the harbour lay still under a low red sun."
FRAME = 0.08  # seconds of sound
RESULTS = Path(__file__).parent / "results"
PART_LIMIT = 150.0  # seconds
ALL_LIMIT = 460.0  # of all parts together
SHORTEST = 25.0  # what is left that a part is still begun with
BANDWIDTH = {"H200": 4.8e12, "H100": 3.35e12, "A100": 2.0e12, "4090": 1.008e12}  # bytes a second, by the makers
READ = {"1b7": 5.32e9, "0b6": 3.31e9}  # bytes of weights a frame reads in bfloat16
SIZES = {"1b7": "1.7B", "0b6": "0.6B"}
FORMS = {"plain": "bfloat16", "fused": "bfloat16, compiled between the products", "int8": "weights in int8"}
CACHE_TOKEN = 28 * 2 * 8 * 128 * 2  # bytes of keys and values a token has in bfloat16, both sizes

Measured = dict[str, float]


# part, size, what; in the order of what is missed most
GPU_PARTS = (
    ("check", "tiny", "-"),
    ("speed", "1b7", "plain 1,32,64"),
    ("speed", "0b6", "plain 1"),
    ("speed", "1b7", "fused 1,32,64"),
    ("speed", "0b6", "fused 1,32"),
    ("speed", "1b7", "int8 1,32"),
    ("operations", "0b6", "-"),
)
CPU_PARTS = (
    ("ours", "0b6", "1,4,16"),
    ("codec", "0b6", "-"),
    ("official", "0b6", "bfloat16"),
    ("official", "0b6", "float32"),
    ("operations", "0b6", "-"),
)


def main() -> None:
    import torch

    tiny = "--tiny" in sys.argv
    cuda = torch.cuda.is_available()
    parts = list(dict.fromkeys([*(GPU_PARTS if cuda or tiny else ()), *CPU_PARTS]))
    measured = _measure(parts, tiny)
    device = torch.cuda.get_device_name() if cuda else _processor()
    tables = [*(_gpu_tables(measured, device) if cuda or tiny else []), *_cpu_tables(measured)]
    for title, rows in tables:
        show(title, rows)
    missing = [name for name, numbers in measured.items() if not numbers]
    if missing:
        sys.stdout.write(f"\n  not measured here: {'; '.join(missing)}\n")
    if not tiny:
        _keep(device, measured, tables)


def _measure(parts: Sequence[tuple[str, str, str]], tiny: bool) -> dict[str, Measured]:
    measured: dict[str, Measured] = {}
    began, made = time.perf_counter(), dict[str, Path]()
    with tempfile.TemporaryDirectory() as temporary:
        for part, size, what in parts:
            left = ALL_LIMIT - (time.perf_counter() - began)
            name = f"{part} {size} {what}"
            measured[name] = {}
            if left < SHORTEST:
                sys.stderr.write(f"  {name}: no time is left\n")
                continue
            if tiny:
                size = {"0b6": "tiny-0b6", "1b7": "tiny"}.get(size, size)
                what = re.sub(r"\b1(,\d+)+", "1,3", what)
            if size not in made:
                made[size] = _checkpoint(Path(temporary), size)
            measured[name] = _part(part, made[size], what, min(PART_LIMIT, left))
    return measured


# --- parts: each in its own process ------------------------------------------------------------------


def ours(folder: Path, rows: str) -> Measured:
    """Int8 on one thread: milliseconds for one frame of so many rows, and the memory of it."""
    import torch

    from engine.backends.qwen3.batch import int8, memory
    from engine.backends.qwen3.batch.batch import Batch
    from engine.backends.qwen3.batch.frame import FrameModel
    from engine.backends.qwen3.model.language import LanguageModel
    from engine.backends.qwen3.model.sampling import SamplingSettings
    from engine.backends.qwen3.model.stack import Dense

    torch.set_num_threads(1)
    if int8.supported():
        int8.activation_levels()  # pages of code that are read when first used are no weights
    before = _memory("VmRSS")
    form = int8.Int8Linear if int8.supported() else Dense
    model = LanguageModel.load(folder, torch.bfloat16, linear=form)
    memory.trim()
    frames = FrameModel(model.talker)
    kept = torch.bfloat16 if int8.supported() and torch.cpu._is_avx512_bf16_supported() else None
    settings = SamplingSettings(min_new_tokens=1 << 30)
    prompt = model.prompts.custom_voice(TEXT, "ryan", "english")
    numbers: Measured = {"loaded MB": (_memory("VmRSS") - before) / 1e6}
    caches = 0
    for count in map(int, rows.split(",")):
        batch = Batch(frames, count, cache_dtype=kept)
        for seed in range(count):
            batch.add(prompt, settings, seed=seed, max_frames=400, expected=60)
        began = time.process_time()
        batch.step()
        numbers[f"first frame of {count}, ms"] = (time.process_time() - began) * 1e3
        numbers[f"frame of {count}, ms"] = _median(batch.step, 9 if count < 16 else 5)
        inner = model.talker.predictor.stack.cache(count, model.talker.predictor.groups)  # the batch has one of its own
        caches = max(caches, batch.cache_bytes + inner.kept.nbytes)
        del batch, inner
        memory.trim()
    numbers["peak MB"] = (_memory("VmHWM") - before) / 1e6
    numbers["weights and caches MB"] = (_weights(folder, int8.supported()) + caches) / 1e6
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


# --- what is shown -----------------------------------------------------------------------------------


def _cpu_tables(measured: dict[str, Measured]) -> list[tuple[str, list[Row]]]:
    counted = [Row(n, v, "") for name, m in measured.items() if name.startswith("operations") for n, v in m.items()]
    by = {name.split()[0]: numbers for name, numbers in measured.items() if name.split()[0] in ("ours", "codec")}
    mine, sound = by.get("ours", {}), by.get("codec", {})
    official = {name.split()[2]: n for name, n in measured.items() if name.startswith("official") and n}
    theirs = min((numbers["frame of 1, ms"] for numbers in official.values()), default=0)
    speech, memory, decoding = [], [], []
    speech += [Row(f"official {dtype}, one line", n["frame of 1, ms"], "ms") for dtype, n in official.items()]
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
        memory.append(Row("peak memory over int8 weights, tables and caches", share, "x", 1.15))
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
        ("As a GPU runs it, 0.6B", counted),
    ]


def _gpu_tables(measured: dict[str, Measured], device: str) -> list[tuple[str, list[Row]]]:
    goals = {("1b7", 1): 16.0, ("1b7", 32): 300.0, ("0b6", 1): 20.0}
    rate = next((value for name, value in BANDWIDTH.items() if name in device), None)
    checked = [Row(name, value, "") for name, value in measured["check tiny -"].items()]
    tables = [("Tiny model in float32, on the graphs (1 is equal)", checked)]
    for name, numbers in measured.items():
        part, size, what = name.split(maxsplit=2)
        if part != "speed" or not numbers:
            continue
        form, counts = what.split()
        rows = []
        for count in map(int, counts.split(",")):
            if f"frame of {count}, ms" not in numbers:
                continue
            spent, codes = numbers[f"frame of {count}, ms"], numbers[f"codes of {count}, ms"]
            lines = "one line" if count == 1 else f"{count} lines"
            goal = goals.get((size, count))
            rows.append(Row(f"{lines}, sound a second, with the codec", count * FRAME / spent * 1e3, "x", goal, False))
            rows.append(Row(f"{lines}, a frame of each, codes alone", codes, "ms"))
            if rate:
                read = READ[size] / (2 if form == "int8" else 1)
                least = (read + count * numbers[f"tokens at frame of {count}"] * CACHE_TOKEN) / rate * 1e3
                rows.append(Row(f"{lines}, share of the bandwidth limit", 100 * least / codes, "%"))
        if "first sound, ms" in numbers:
            rows.append(Row("first sound", numbers["first sound, ms"], "ms", 50.0 if size == "1b7" else None))
        if "kernels of a frame" in numbers:
            rows.append(Row("kernels of a frame", numbers["kernels of a frame"], ""))
        if "peak MB" in numbers:
            rows.append(Row("peak memory", numbers["peak MB"], "MB"))
        tables.append((f"{SIZES[size]} on {device}, {FORMS[form]}", rows))
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


def _part(part: str, folder: Path, what: str, limit: float) -> Measured:
    sys.stderr.write(f"  {part} {folder.name} {what} ...\n")
    command = [sys.executable, "-m", "benchmarks.qwen3_speed", part, str(folder), what]
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, timeout=limit, env=environment, check=True)
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


def _weights(folder: Path, int8: bool) -> int:
    """Bytes of the talker's and the predictor's weights as they are held; the text table stays in its file."""
    from engine.backends.qwen3.model import headers
    from engine.backends.qwen3.model.config import read_config
    from engine.backends.qwen3.model.layout import TEXT_TABLE, talker_layout

    entries = headers.read_headers(folder)
    layout = talker_layout(read_config(folder).talker_config)
    sizes = {name: entries[name].end - entries[name].begin for name in layout if name != TEXT_TABLE}
    tables = ("embedding.weight", "norm.weight", "bias", "text_projection", "small_to_mtp")
    return sum(size // 2 if int8 and not any(word in name for word in tables) else size for name, size in sizes.items())


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*: (.+)", info.read_text()) if info.exists() else None
    return found[1] if found else platform.processor() or platform.machine()


if __name__ == "__main__":
    if len(sys.argv) > 2:
        import torch

        from benchmarks import qwen3_gpu

        torch.set_num_threads(1)
        of_processor = {"ours": ours, "official": official, "codec": codec}
        run = (of_processor | qwen3_gpu.PARTS)[sys.argv[1]]
        sys.stdout.write(json.dumps(run(Path(sys.argv[2]), sys.argv[3])) + "\n")
    else:
        main()
