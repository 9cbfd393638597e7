"""What a line looks like to the talker: text and codec vectors, summed position by position.

Layout (``Qwen3TTSForConditionalGeneration.generate`` of qwen-tts 0.1.1):

    [instruction: <|im_start|>user\\n ... <|im_end|>\\n]      text alone
    <|im_start|>assistant\\n                                 text alone, three tokens
    tts_pad ...      + think, think_bos, language, think_eos   (automatic: nothink, think_bos, think_eos)
    tts_pad          + speaker                               a preset's code, or a cloned voice's vector
    tts_bos          + codec_pad
    whole text at once:   text, tts_eos  + codec_pad;  tts_pad + codec_bos
    text streamed in:     first text token + codec_bos; the others, then tts_eos, one with each frame that is spoken

A clone in context continues the reference: its transcript is read before the text, its codes follow codec_bos.
"""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor


@dataclass(frozen=True, slots=True)
class Prompt:
    """``rows`` [T, H] are read first; ``trailing`` [S, H] is added to the frames that follow, then ``pad`` [H]."""

    rows: Tensor
    trailing: Tensor
    pad: Tensor

    def text_at(self, frame: int) -> Tensor:
        """The text vector that goes with the codes of a frame. [H]."""
        return self.trailing[frame] if frame < len(self.trailing) else self.pad
