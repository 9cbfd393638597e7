"""The 12 Hz codec: 24 kHz mono speech to 16 codes of 0..2047 for each 1920 samples, and back.

    codec = Codec.load(folder / "speech_tokenizer", torch.bfloat16)
    codes = codec.encode(samples)            # int64 [16, frames]
    sound = codec.decode(codes[None])        # float32 [1, frames * 1920]
    lines = codec.stream(rows=16)            # many lines, frame by frame

Importing this package stays light: configuration and tensor names are read by programs without torch.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.backends.qwen3.model.codec.codec import Codec

__all__ = ["Codec", "RATE", "FRAME", "frame_start", "frame_count"]

RATE = 24000  # samples a second
FRAME = 1920  # samples of a frame; 12.5 frames a second


def frame_start(frame: int) -> int:
    """The sample at which a frame begins, exactly: the decoder is causal and has no delay.

    What follows the frames of a reference begins at `frame_start(len(reference))`; nothing of the reference is
    after it.
    """
    return frame * FRAME


def frame_count(samples: int) -> int:
    """Frames that samples are encoded to; the last may be filled up with silence."""
    return -(-samples // FRAME)


def __getattr__(name: str) -> object:
    if name == "Codec":
        from engine.backends.qwen3.model.codec.codec import Codec

        return Codec
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
