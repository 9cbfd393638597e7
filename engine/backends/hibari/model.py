"""The bundled network, opened between its stages, because everything a director asks for lies there.

The package ``hibari-tts`` ships one graph from phoneme ids to spectral parts. It is cut at named tensors into

- ``encode``   ids -> duration per id at normal speed (frames of 25 ms, not rounded), two encodings per id;
- ``prosody``  encoding repeated per 25 ms frame -> pitch (Hz) and energy per 12.5 ms frame;
- ``decode``   other encoding per 12.5 ms frame, pitch, energy -> 256 features per frame;
- ``head``     features -> 5 x 601 spectral values per frame, one matrix. It is linear, so a voice's formant
  warp, equaliser and breath are multiplied into the matrix once and cost nothing per frame.

With unchanged durations the four parts give what the whole graph gives, but for the rounding of its int8 stages.
Only the file inside the installed package is opened; ``hibari.voices``, which downloads, is never touched.
"""

from __future__ import annotations

import dataclasses
import hashlib
import importlib.util
import json
import os
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from engine.errors import EngineError

Array = NDArray[np.float32]

RATE = 24_000
HOP = 300  # samples per frame, 12.5 ms
BINS = 601
FRAMES_PER_UNIT = 2  # the durations count 25 ms
PAD = 0  # the id before and after every sentence

# The tensor names below were read from hibari.onnx of hibari-tts 0.2.1.
CUT_VERSION = 2  # raised when the cuts below change, so that old cached files are not used

DURATION, HIDDEN, PROSODY = "/Sub_output_0", "/Transpose_22_output_0", "/Transpose_55_output_0"
PROSODY_FRAMES, F0, ENERGY = "/Gather_33_output_0", "f0", "/Mul_62_output_0"
HIDDEN_FRAMES, FEATURES = "/Reshape_42_output_0", "/dec_norm/LayerNormalization_output_0"
SPECTRA, HEAD_WEIGHT, HEAD_BIAS = "/head/Add_output_0", "/head/Transpose_output_0_quantized", "m.head.bias"
HEAD_ZERO = "/head/Transpose_output_0_zero_point"

# part -> (inputs with shapes, outputs). Letters are free dimensions.
CUTS: dict[str, tuple[tuple[tuple[str, bool, tuple[int | str, ...]], ...], tuple[str, ...]]] = {
    "encode": ((("ids", True, (1, "L")),), (DURATION, HIDDEN, PROSODY)),
    "prosody": (((PROSODY_FRAMES, False, (1, 192, "T")),), (F0, ENERGY)),
    "decode": (
        ((HIDDEN_FRAMES, False, (1, 128, "F")), (F0, False, (1, "F")), (ENERGY, False, (1, "F"))),
        (FEATURES,),
    ),
    "head": (((FEATURES, False, (1, "F", 256)),), (SPECTRA,)),
}


@dataclasses.dataclass(frozen=True, slots=True)
class Parts:
    """The cut graphs as bytes, and the head's matrix: ``weight`` int8 [256, 5 * 601] and ``bias``."""

    graphs: dict[str, bytes]
    weight: NDArray[np.int8]
    bias: Array


@dataclasses.dataclass(frozen=True, slots=True)
class Encoded:
    """One sentence after the encoder. L counts ids, with the two pads."""

    durations: Array  # [L], 25 ms units at normal speed, not rounded
    hidden: Array  # [128, L], what the decoder hears of each phoneme
    prosody: Array  # [192, L], what the prosody network hears of it


def assets() -> Path:
    """The folder of the installed package that holds the model. Raises EngineError when it is not there."""
    spec = importlib.util.find_spec("hibari")
    if spec is None or spec.origin is None:
        raise EngineError(
            "The embedded voice is not installed.", "Install it with `pip install hibari-tts==0.2.1`.", kind="model"
        )
    return Path(spec.origin).parent / "assets"


def vocabulary() -> dict[str, int]:
    """Phoneme character -> id."""
    return dict(json.loads((assets() / "vocab.json").read_text(encoding="utf-8")))


def cut(source: bytes) -> Parts:
    """Cut the released graph at ``CUTS``. Raises EngineError naming the tensor that is missing."""
    import onnx  # a second to import, and needed only the first time

    graph = onnx.load_model_from_string(source)
    known = {name for node in graph.graph.node for name in node.output}
    known |= {i.name for i in graph.graph.initializer}
    wanted = {n for ins, outs in CUTS.values() for n in (*(i[0] for i in ins), *outs)} - {"ids"}
    missing = sorted((wanted | {HEAD_WEIGHT, HEAD_ZERO, HEAD_BIAS}) - known)
    if missing:
        raise EngineError(
            f"The embedded voice's model has no tensor {missing[0]!r}, so it cannot be opened for direction.",
            "Another release is installed: `pip install hibari-tts==0.2.1`.",
            kind="model",
        )
    tensors = {i.name: i for i in graph.graph.initializer}
    if int(onnx.numpy_helper.to_array(tensors[HEAD_ZERO])) != 0:
        raise EngineError(
            "The embedded voice's model is quantised differently from the one known.",
            "Another release is installed: `pip install hibari-tts==0.2.1`.",
            kind="model",
        )
    return Parts(
        graphs={name: _subgraph(onnx, graph, *spec) for name, spec in CUTS.items()},
        weight=np.asarray(onnx.numpy_helper.to_array(tensors[HEAD_WEIGHT]), np.int8),
        bias=np.asarray(onnx.numpy_helper.to_array(tensors[HEAD_BIAS]), np.float32),
    )


def _subgraph(
    onnx: Any, whole: Any, inputs: Sequence[tuple[str, bool, tuple[int | str, ...]]], outputs: Sequence[str]
) -> bytes:
    """The nodes between some tensors, as a model of its own. ``inputs``: name, is integer, shape."""
    produced = {name: node for node in whole.graph.node for name in node.output}
    given = {name for name, _, _ in inputs}
    needed: set[str] = set()
    pending = list(outputs)
    while pending:
        name = pending.pop()
        if name in given or name not in produced or name in needed:
            continue
        needed |= set(produced[name].output)
        pending += produced[name].input
    nodes = [node for node in whole.graph.node if node.output[0] in needed]
    used = {name for node in nodes for name in node.input}
    if stray := {i.name for i in whole.graph.input} & used - given:
        raise EngineError(
            f"The embedded voice's model is wired differently: {', '.join(sorted(stray))} reaches a later stage.",
            "Another release is installed: `pip install hibari-tts==0.2.1`.",
            kind="model",
        )
    kinds = onnx.TensorProto
    graph = onnx.helper.make_graph(
        nodes,
        "part",
        [onnx.helper.make_tensor_value_info(n, kinds.INT64 if i else kinds.FLOAT, s) for n, i, s in inputs],
        [onnx.helper.make_tensor_value_info(n, kinds.FLOAT, None) for n in outputs],
        # Rewritten as raw bytes: a head's timbre is patched into them without the onnx package.
        [
            onnx.numpy_helper.from_array(onnx.numpy_helper.to_array(i), i.name)
            for i in whole.graph.initializer
            if i.name in used
        ],
    )
    part = onnx.helper.make_model(graph, opset_imports=whole.opset_import, ir_version=whole.ir_version)
    return bytes(part.SerializeToString())


def cache_folder() -> Path:
    """Where the cut graphs are kept between runs: ``LINEREAD_CACHE``, or the user's cache directory."""
    if chosen := os.environ.get("LINEREAD_CACHE"):
        return Path(chosen) / "hibari"
    if os.name == "nt":
        base = Path(os.environ.get("LOCALAPPDATA", str(Path.home())))
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "lineread" / "hibari"


def parts() -> Parts:
    """The cut model: from the cache when it is there and whole, else cut anew and kept for the next time.

    A cache that cannot be read or written costs time, never the line.
    """
    path = assets() / "hibari.onnx"
    try:
        source = path.read_bytes()
    except OSError as error:
        raise EngineError(
            f"The embedded voice's model cannot be read: {error}.",
            "Reinstall it with `pip install --force-reinstall hibari-tts==0.2.1`.",
            kind="model",
        ) from error
    digest = hashlib.sha256(source).hexdigest()
    kept = cache_folder() / f"{digest[:20]}-{CUT_VERSION}.parts"
    try:
        return _read(kept)
    except (OSError, ValueError, KeyError, EOFError):
        made = cut(source)
    try:
        _write(kept, made)
    except OSError:
        pass
    return made


def _read(path: Path) -> Parts:
    payload = path.read_bytes()
    digest, body = payload[:32], payload[32:]
    if hashlib.sha256(body).digest() != digest:
        raise ValueError("the cached cut of the model is damaged")
    header, _, rest = body.partition(b"\n")
    sizes: dict[str, int] = json.loads(header)
    pieces: dict[str, bytes] = {}
    start = 0
    for name, size in sizes.items():
        pieces[name] = rest[start : start + size]
        start += size
    return Parts(
        graphs={name: pieces[name] for name in CUTS},
        weight=np.frombuffer(pieces["weight"], np.int8).reshape(-1, 5 * BINS),
        bias=np.frombuffer(pieces["bias"], np.float32),
    )


def _write(path: Path, made: Parts) -> None:
    pieces = dict(made.graphs)
    pieces["weight"] = made.weight.tobytes()
    pieces["bias"] = made.bias.tobytes()
    body = json.dumps({name: len(data) for name, data in pieces.items()}).encode() + b"\n" + b"".join(pieces.values())
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(hashlib.sha256(body).digest() + body)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


class Head:
    """The last matrix with a timbre multiplied in: features [F, 256] -> five parts, each [F, 601].

    The parts are ``lh`` (log gain of the harmonics), ``theta`` (their phase before tanh), ``ln`` (log gain of
    the noise), ``lr`` and ``phi`` (log gain and phase of the free branch), as hibari/dsp.py names them.
    """

    def __init__(self, session: ort.InferenceSession) -> None:
        self._session = session

    def __call__(self, features: Array) -> Array:
        """[F, 256] -> [F, 5, 601]."""
        out = self._session.run(None, {FEATURES: features[None]})[0]
        return np.asarray(out, np.float32).reshape(-1, 5, BINS)


class Model:
    """The four stages, ready to run on one thread."""

    def __init__(self) -> None:
        self._parts = parts()
        options = ort.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._options = options
        self._sessions = {n: self._open(g) for n, g in self._parts.graphs.items() if n != "head"}
        self._heads: dict[bytes, Head] = {}
        self._lock = threading.Lock()

    def _open(self, graph: bytes) -> ort.InferenceSession:
        return ort.InferenceSession(graph, self._options, providers=["CPUExecutionProvider"])

    def encode(self, ids: Sequence[int]) -> Encoded:
        """Phoneme ids, with a pad at both ends -> durations and encodings."""
        durations, hidden, prosody = self._sessions["encode"].run(
            [DURATION, HIDDEN, PROSODY], {"ids": np.asarray([ids], np.int64)}
        )
        return Encoded(np.asarray(durations).reshape(-1), hidden[0], prosody[0])

    def prosody(self, frames: Array) -> tuple[Array, Array]:
        """[192, T] per 25 ms -> pitch (Hz, under 40 is unvoiced) and energy, [2 T] per 12.5 ms."""
        f0, energy = self._sessions["prosody"].run([F0, ENERGY], {PROSODY_FRAMES: frames[None]})
        return f0[0], energy[0]

    def decode(self, hidden: Array, f0: Array, energy: Array) -> Array:
        """[128, F], [F], [F] -> features [F, 256]."""
        feeds = {HIDDEN_FRAMES: hidden[None], F0: f0[None], ENERGY: energy[None]}
        return np.asarray(self._sessions["decode"].run([FEATURES], feeds)[0][0], np.float32)

    def head(self, positions: Array | None, bias: Array | None) -> Head:
        """The head whose bin b reads the trained bin ``positions[b]`` and adds ``bias`` [5, 601] (log gain).

        ``positions`` [601] may be fractional; None changes nothing. Heads are kept: asking twice is free.
        """
        key = b"".join(b"" if a is None else np.asarray(a, np.float32).tobytes() for a in (positions, bias))
        with self._lock:
            if key not in self._heads:
                if len(self._heads) >= 64:
                    self._heads.pop(next(iter(self._heads)))
                self._heads[key] = self._make_head(positions, bias)
            return self._heads[key]

    def _make_head(self, positions: Array | None, bias: Array | None) -> Head:
        weight = self._parts.weight.reshape(-1, 5, BINS)
        offset = self._parts.bias.reshape(5, BINS)
        if positions is not None:
            low = np.clip(np.floor(positions), 0, BINS - 2).astype(np.intp)
            part = np.clip(positions - low, 0.0, 1.0).astype(np.float32)
            # phi, the free branch's phase, is noise-like: read at the nearest bin, never averaged.
            near = np.clip(np.rint(positions), 0, BINS - 1).astype(np.intp)
            mixed = weight[..., low] * (1 - part) + weight[..., low + 1] * part
            mixed[:, 4] = weight[:, 4, near]
            weight = np.rint(mixed).astype(np.int8)
            moved = offset[:, low] * (1 - part) + offset[:, low + 1] * part
            moved[4] = offset[4, near]
            offset = moved
        if bias is not None:
            offset = offset + bias
        graph = self._parts.graphs["head"]
        graph = graph.replace(self._parts.weight.tobytes(), weight.tobytes(), 1)
        graph = graph.replace(self._parts.bias.tobytes(), offset.astype(np.float32).tobytes(), 1)
        return Head(self._open(graph))
