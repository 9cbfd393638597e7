"""What a line looks like to the talker: text and codec vectors, summed position by position.

Layout (``Qwen3TTSForConditionalGeneration.generate`` of qwen-tts 0.1.1):

    [instruction: <|im_start|>user\\n ... <|im_end|>\\n]        text alone
    <|im_start|>assistant\\n                                   text alone, three tokens
    tts_pad ...      + think, think_bos, language, think_eos   (automatic: nothink, think_bos, think_eos)
    tts_pad          + speaker                                 a preset's code, or a cloned voice's vector
    tts_bos          + codec_pad
    whole text at once:   text, tts_eos  + codec_pad;  tts_pad + codec_bos
    text streamed in:     first text token + codec_bos; the others, then tts_eos, one with each frame that is spoken

A clone in context continues the reference: its transcript is read before the text, its codes follow codec_bos.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from engine.backends.qwen3.model.config import ModelConfig
from engine.backends.qwen3.model.talker import Talker
from engine.backends.qwen3.model.text import Message, TextEncoder
from engine.errors import EngineError

AUTOMATIC = "auto"


@dataclass(frozen=True, slots=True)
class Prompt:
    """``rows`` [T, H] are read first; ``trailing`` [S, H] is added to the frames that follow, then ``pad`` [H]."""

    rows: Tensor
    trailing: Tensor
    pad: Tensor

    def text_at(self, frame: int) -> Tensor:
        """The text vector that goes with the codes of a frame. [H]."""
        return self.trailing[frame] if frame < len(self.trailing) else self.pad


@dataclass(frozen=True, slots=True)
class Reference:
    """A voice to clone: its vector [H], and in context also its codes [T, 16] with what they say."""

    vector: Tensor
    codes: Tensor | None = None
    transcript: str = ""


class PromptBuilder:
    """Makes prompts for one loaded checkpoint."""

    def __init__(self, config: ModelConfig, text: TextEncoder, talker: Talker) -> None:
        self._config = config
        self._talk = config.talker_config
        self._text = text
        self._talker = talker
        special = [config.tts_bos_token_id, config.tts_eos_token_id, config.tts_pad_token_id]
        with torch.inference_mode():
            self._bos, self._eos, self._pad = talker.text(special)[:, None].unbind()
        self._silence = self._codes([self._talk.codec_pad_id])

    @torch.inference_mode()
    def custom_voice(
        self, text: str, speaker: str, language: str = AUTOMATIC, instruction: str = "", streamed: bool = False
    ) -> Prompt:
        """A line in one of the checkpoint's own voices.

        ``language`` is a name of ``ModelConfig.languages`` or "auto"; ``streamed`` feeds the text in with the frames.
        A speaker with a dialect uses it where the language is Chinese or automatic. Raises EngineError: kind "voice"
        for a speaker, "language", "text" for a text without words, "request" for an instruction it would not follow.
        """
        self._expect("custom_voice", "has no preset voices")
        name = speaker.lower()
        if name not in self._talk.spk_id:
            raise EngineError(
                f"This checkpoint has no voice called “{speaker}”.",
                f"It has {', '.join(self._config.speakers)}.",
                "voice",
            )
        spoken = self._language(language)
        dialect = self._talk.spk_is_dialect.get(name, False)
        if isinstance(dialect, str) and language.lower() in ("chinese", AUTOMATIC):
            spoken = self._talk.codec_language_id[dialect]
        opening = self._opening(spoken, self._codes([self._talk.spk_id[name]]))
        return self._spoken(text, instruction, opening, streamed)

    @torch.inference_mode()
    def voice_design(self, text: str, instruction: str, language: str = AUTOMATIC, streamed: bool = False) -> Prompt:
        """A line in the voice that the instruction describes. Raises EngineError as ``custom_voice``."""
        self._expect("voice_design", "cannot design voices")
        return self._spoken(text, instruction, self._opening(self._language(language), None), streamed)

    @torch.inference_mode()
    def clone(self, text: str, reference: Reference, language: str = AUTOMATIC, streamed: bool = True) -> Prompt:
        """A line in the voice of a reference: in context where it has codes, by its vector alone where it has none.

        Raises EngineError as ``custom_voice``, and kind "voice" for a reference that does not fit this checkpoint.
        """
        self._expect("base", "cannot clone voices")
        vector = reference.vector.reshape(-1)
        if len(vector) != self._talk.hidden_size:
            raise EngineError(
                f"The cloned voice's vector has {len(vector)} numbers, this checkpoint's {self._talk.hidden_size}.",
                "Make the voice again from its recording; vectors do not carry over from one model size to another.",
                "voice",
            )
        device, dtype = self._pad.device, self._pad.dtype
        opening = self._opening(self._language(language), vector[None].to(device, dtype))
        if reference.codes is None:
            return self._spoken(text, "", opening, streamed)
        message = self._message(text)
        said = self._text.message(reference.transcript).text
        if not reference.transcript.strip():
            raise EngineError(
                "A clone in context needs to know what its recording says.",
                "Write the transcript, or clone by the voice's vector alone.",
                "voice",
            )
        heard = self._heard(reference.codes)
        words = torch.cat([self._talker.text(said + message.text), self._eos])
        start = [self._talker.text(message.role), opening]
        if not streamed:
            return Prompt(torch.cat([*start, words + self._silence, heard + self._pad]), self._pad, self._pad[0])
        paired = min(len(words), len(heard))
        padded = torch.cat([words[:paired], self._pad.expand(len(heard) - paired, -1)])
        trailing = words[paired:] if paired < len(words) else self._pad
        return Prompt(torch.cat([*start, padded + heard]), trailing, self._pad[0])

    def _expect(self, kind: str, otherwise: str) -> None:
        if self._config.tts_model_type != kind:
            raise EngineError(
                f"This checkpoint ({self._config.tts_model_type}) {otherwise}.",
                f"Choose a checkpoint of the kind {kind}.",
                "voice",
            )

    def _language(self, language: str) -> int | None:
        name = language.lower()
        if name == AUTOMATIC:
            return None
        if name not in self._config.languages:
            raise EngineError(
                f"This checkpoint does not speak “{language}”.",
                f"It speaks {', '.join(self._config.languages)}, or choose automatic.",
                "language",
            )
        return self._talk.codec_language_id[name]

    def _codes(self, ids: list[int]) -> Tensor:
        return self._talker.codes.first[torch.tensor(ids, device=self._talker.device)]

    def _opening(self, language: int | None, speaker: Tensor | None) -> Tensor:
        """The rows that say language and speaker, up to tts_bos. [n, H]."""
        talk = self._talk
        if language is None:
            tags = [talk.codec_nothink_id, talk.codec_think_bos_id, talk.codec_think_eos_id]
        else:
            tags = [talk.codec_think_id, talk.codec_think_bos_id, language, talk.codec_think_eos_id]
        named = [self._codes(tags)] if speaker is None else [self._codes(tags), speaker]
        return torch.cat([*(part + self._pad for part in named), self._bos + self._silence])

    def _message(self, text: str) -> Message:
        message = self._text.message(text)
        if not message.text or not text.strip():
            raise EngineError("There is nothing to say in this line.", "Write some text.", "text")
        return message

    def _spoken(self, text: str, instruction: str, opening: Tensor, streamed: bool) -> Prompt:
        message = self._message(text)
        start = [self._talker.text(message.role), opening]
        if instruction:
            if not self._config.follows_instruction:
                raise EngineError(
                    "This checkpoint does not follow instructions in words.",
                    "Use the 1.7B CustomVoice or VoiceDesign checkpoint, or leave the direction out.",
                )
            start.insert(0, self._talker.text(self._text.instruction(instruction)))
        words = torch.cat([self._talker.text(message.text), self._eos])
        begin = self._codes([self._talk.codec_bos_id])
        if streamed:
            return Prompt(torch.cat([*start, words[:1] + begin]), words[1:], self._pad[0])
        return Prompt(torch.cat([*start, words + self._silence, self._pad + begin]), self._pad, self._pad[0])

    def _heard(self, codes: Tensor) -> Tensor:
        """codec_bos and the reference's frames. [1 + T, H]."""
        groups, size = self._talk.num_code_groups, self._talk.code_predictor_config.vocab_size
        if codes.dim() != 2 or codes.shape[1] != groups or not len(codes) or codes.min() < 0 or codes.max() >= size:
            raise EngineError(
                "The cloned voice's codes are not this checkpoint's.",
                "Make the voice again from its recording.",
                "voice",
            )
        frames = self._talker.codes.frames(codes.to(self._talker.device, torch.int64))
        return torch.cat([self._codes([self._talk.codec_bos_id]), frames])
