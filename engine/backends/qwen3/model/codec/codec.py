"""A checkpoint's codec, loaded: the decoder at once, the encoder when a recording is first to be encoded."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from pathlib import Path

import torch
from torch import Tensor

from engine.backends.qwen3.model import headers
from engine.backends.qwen3.model.codec.config import CodecConfig, parse_config
from engine.backends.qwen3.model.codec.decoder import CodecDecoder
from engine.backends.qwen3.model.codec.encoder import CodecEncoder
from engine.backends.qwen3.model.codec.layout import codec_layout
from engine.backends.qwen3.model.codec.stream import Streams
from engine.backends.qwen3.model.headers import Entry
from engine.backends.qwen3.model.weights import read_tensors
from engine.errors import EngineError


class Codec:
    """`decoder` for those who keep the state of their lines themselves; the rest for everyone."""

    def __init__(self, config: CodecConfig, entries: Mapping[str, Entry], dtype: torch.dtype, device: torch.device):
        self.config = config
        self._entries = entries
        exact = torch.promote_types(dtype, torch.float32)
        weights = _Reader(entries, "decoder.", exact, device)
        self.decoder = CodecDecoder(weights, config.decoder_config, dtype)

    @classmethod
    def load(cls, folder: Path, dtype: torch.dtype = torch.float32, device: torch.device | str = "cpu") -> Codec:
        """Load a `speech_tokenizer` folder; ``dtype`` is the decoder's, the encoder is always float32.

        Raises EngineError(kind="model") for a file that is missing, damaged, or of something else.
        """
        path = folder / "config.json"
        try:
            config = parse_config(path.read_bytes(), str(path))
        except OSError:
            raise EngineError(f"There is no config.json in {folder}.", headers.DOWNLOAD, "model") from None
        entries = headers.read_headers(folder)
        headers.check(entries, codec_layout(config), folder)
        return cls(config, entries, dtype, torch.device(device))

    def encode(self, samples: Tensor) -> Tensor:
        """Mono samples [n] at 24 kHz in -1..1 -> int64 codes [16, ceil(n / 1920)].

        Raises EngineError(kind="voice") for no samples, or samples that are no numbers.
        """
        if samples.ndim != 1:
            raise ValueError(f"samples are one channel [n], not {list(samples.shape)}")
        if not len(samples) or not samples.isfinite().all():
            raise EngineError("The recording holds no sound that could be encoded.", "Choose another one.", "voice")
        return self._encoder.encode(samples.to(self.decoder.device))

    def decode(self, codes: Tensor) -> Tensor:
        """Codes [rows, 16, frames] -> float32 [rows, frames * 1920] in -1..1."""
        books, size = self.config.decoder_config.num_quantizers, self.config.decoder_config.codebook_size
        if codes.ndim != 3 or codes.shape[1] != books:
            raise ValueError(f"codes are [rows, {books}, frames], not {list(codes.shape)}")
        if codes.numel() and not 0 <= int(codes.min()) <= int(codes.max()) < size:
            raise ValueError(f"a code is none of 0..{size - 1}")
        return self.decoder.decode(codes.to(self.decoder.device))

    def stream(self, rows: int = 1) -> Streams:
        """Room for ``rows`` lines that are decoded as their frames come."""
        return Streams(self.decoder, rows)

    @functools.cached_property
    def _encoder(self) -> CodecEncoder:
        weights = _Reader(self._entries, "encoder.", torch.float32, self.decoder.device)
        return CodecEncoder(weights, self.config.encoder_config, self.config.encoder_valid_num_quantizers)


class _Reader(Mapping[str, Tensor]):
    """Tensors under a prefix, read at the moment they are asked for, so that no second copy of all exists."""

    def __init__(self, entries: Mapping[str, Entry], prefix: str, dtype: torch.dtype, device: torch.device) -> None:
        self._entries = entries
        self._prefix = prefix
        self._dtype = dtype
        self._device = device

    def __getitem__(self, name: str) -> Tensor:
        name = self._prefix + name
        if name not in self._entries:
            raise KeyError(name)
        return read_tensors(self._entries, [name], self._dtype, self._device)[name]

    def __iter__(self) -> Iterator[str]:
        return (name.removeprefix(self._prefix) for name in self._entries if name.startswith(self._prefix))

    def __len__(self) -> int:
        return sum(1 for _ in self)
