"""What a line asks of an engine, and the key of the take that would answer it.

The key is a digest of everything that can be heard in the take and of nothing else: pauses, gain,
order, names and colours are not in it, so changing them never renders again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from engine import catalogue, protocol
from engine.errors import EngineError
from studio.document.model import Character, Delivery, Line, Project, Pronunciation, Voice
from studio.script import segments

_json = msgspec.json.Encoder(order="deterministic")


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One line, ready to be spoken. ``key`` names its take; ``text_key`` is the same for every seed."""

    line_id: str
    request: protocol.SpeechRequest
    key: str
    text_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoOrder:
    """Why a line cannot be spoken: ``empty`` or ``unvoiced``, and what to do.

    ``forbidden``: nor may an older take of it be heard, because the voice's speaker has not agreed.
    """

    state: str
    reason: str
    forbidden: bool = False


class OrderDesk:
    """Makes the orders of one project's lines. Throw it away when the project changes."""

    def __init__(self, project: Project, folder: Path | None = None) -> None:
        """``folder`` is the project's; without it voices that keep recordings there cannot be ordered from."""
        self._project = project
        self._folder = folder
        self._characters = {c.id: c for c in project.characters}
        self._voices = {v.id: v for v in project.voices}
        voiced = {c.name.casefold(): self._voices[c.voice] for c in project.characters if c.voice in self._voices}
        self._named = voiced | {n.casefold(): v for v in reversed(project.voices) for n in (v.id, v.name)}
        self._specs: dict[str, tuple[protocol.VoiceSpec, tuple[str, ...]]] = {}
        self._instructed: dict[str, bool] = {}
        self._lexicon = _folded(project.lexicon)
        self._character_lexicon = {c.id: _folded(c.lexicon) for c in project.characters}

    def order(self, line: Line) -> Order | NoOrder:
        """The order of one line, or why there is none."""
        character = self._characters.get(line.character)
        spoken = segments(line.text, delivery(line, character), self.language(line))
        if not any(_audible(s) for s in spoken):
            return NoOrder(state="empty", reason="There is nothing to say.")
        voice = self._voices.get(line.voice or (character.voice if character else None) or "")
        if voice is None:
            name = character.name if character else line.character
            return NoOrder(state="unvoiced", reason=f"{name} has no voice yet; give the character one.")
        try:
            return self._order(line, character, voice, spoken)
        except EngineError as error:
            reason = f"{error.message} {error.hint}".strip()
            return NoOrder(state="unvoiced", reason=reason, forbidden=error.kind == "consent")

    def language(self, line: Line) -> str:
        character = self._characters.get(line.character)
        return line.language or (character.language if character else None) or self._project.language

    def voice_names(self, line: Line) -> tuple[str, ...]:
        """What a voice tag in this line may say: a voice of the project, of the line's engine, or who has a voice."""
        character = self._characters.get(line.character)
        voice = self._voices.get(line.voice or (character.voice if character else None) or "")
        own = [name for v in self._project.voices for name in (v.name, v.id)]
        own += [c.name for c in self._project.characters if c.voice in self._voices]
        try:
            listed = catalogue.describe(voice.engine).voices if voice is not None else ()
        except EngineError:
            listed = ()
        return tuple(dict.fromkeys((*own, *(n for entry in listed for n in (entry.name, entry.label)))))

    def _order(
        self, line: Line, character: Character | None, voice: Voice, spoken: tuple[protocol.Segment, ...]
    ) -> Order:
        spec, identity = self._spec(voice)
        others: dict[str, protocol.VoiceSpec] = {}
        identities: dict[str, tuple[str, ...]] = {}  # by what the voice is called in the key
        places: dict[str, str] = {}  # how tags call it, and how the key does: not by a name, which may change
        numbers: dict[str, str] = {}
        for segment in spoken:
            name = None if isinstance(segment, protocol.Pause) else segment.voice
            if name is not None and name not in others:
                found = self._named.get(name.casefold()) or _preset(name, voice.engine)
                if found is not None:
                    places[name] = numbers.setdefault(found.id, str(len(numbers)))
                    others[name], identities[places[name]] = self._spec(found)
        language = self.language(line)
        directed = delivery(line, character).direction if self._follows_words(voice) else ""
        lexicon = self._pronunciations(line, spoken)
        seed = self._project.seed * 1_000_003 + line.seed
        request = protocol.SpeechRequest(
            segments=spoken,
            voice=spec,
            voices=others,
            language=language,
            seed=seed,
            lexicon=lexicon,
            direction=directed,
        )
        keyed = tuple(_called(segment, places) for segment in spoken) if places else spoken
        heard = _json.encode([identity, identities, keyed, language, lexicon, directed])
        text_key = hashlib.blake2b(heard, digest_size=16).hexdigest()
        key = hashlib.blake2b(f"{text_key}:{seed}".encode(), digest_size=16).hexdigest()
        return Order(line_id=line.id, request=request, key=key, text_key=text_key)

    def _spec(self, voice: Voice) -> tuple[protocol.VoiceSpec, tuple[str, ...]]:
        """The voice as its engine knows it, and the identity that goes into keys."""
        made = self._specs.get(voice.id)
        if made is None:
            info = catalogue.describe(voice.engine)
            spec = voice_spec(voice, self._folder)
            made = spec, (info.id, info.version, info.model, catalogue.voice_digest(spec))
            self._specs[voice.id] = made
        return made

    def _follows_words(self, voice: Voice) -> bool:
        if voice.id not in self._instructed:
            self._instructed[voice.id] = catalogue.capabilities(self._spec(voice)[0]).instruction
        return self._instructed[voice.id]

    def _pronunciations(self, line: Line, spoken: tuple[protocol.Segment, ...]) -> tuple[protocol.Pronunciation, ...]:
        """Those that touch this line: the line's own first, then its character's, then the project's."""
        entries = (*_folded(line.lexicon), *self._character_lexicon.get(line.character, ()), *self._lexicon)
        if not entries:
            return ()
        text = "".join(s.say or s.text for s in spoken if isinstance(s, protocol.Text)).casefold()
        return tuple(entry for word, entry in entries if word in text)


def voice_spec(voice: Voice, folder: Path | None) -> protocol.VoiceSpec:
    """A project's voice as its engine knows it. Raises EngineError for an asset without the project's folder."""
    if voice.asset and folder is None:
        raise EngineError(
            f"The voice “{voice.name}” keeps its recordings in the project's folder.", "Open the project.", kind="voice"
        )
    return protocol.VoiceSpec(
        engine=voice.engine,
        preset=voice.preset,
        settings=dict(voice.settings),
        model=voice.model,
        asset=str((folder / voice.asset).resolve()) if voice.asset and folder is not None else "",
        description=voice.description,
    )


def delivery(line: Line, character: Character | None) -> Delivery:
    """How the line is to be spoken once everything is inherited."""
    return line.delivery.over(character.delivery) if character else line.delivery


def plan_request(order: Order, direction: str) -> protocol.SpeechRequest:
    """The request as the delivery plan should see it: with the direction even where it cannot be followed."""
    return msgspec.structs.replace(order.request, direction=direction)


def _audible(segment: protocol.Segment) -> bool:
    if isinstance(segment, protocol.Text):
        return bool(segment.phonemes) or any(c.isalnum() for c in (segment.say or segment.text))
    return isinstance(segment, protocol.Sound)


def _called(segment: protocol.Segment, places: Mapping[str, str]) -> protocol.Segment:
    if isinstance(segment, protocol.Pause) or segment.voice is None or segment.voice not in places:
        return segment
    return msgspec.structs.replace(segment, voice=places[segment.voice])


def _preset(name: str, engine: str) -> Voice | None:
    """A voice of the engine's own catalogue, so that ``[voice_clara]`` works without casting it first."""
    for entry in catalogue.describe(engine).voices:
        if name.casefold() in (entry.name.casefold(), entry.label.casefold()):
            return Voice(id=f"{engine}:{entry.name}", name=entry.label, engine=engine, preset=entry.name)
    return None


def _folded(entries: tuple[Pronunciation, ...]) -> tuple[tuple[str, protocol.Pronunciation], ...]:
    return tuple(
        (p.word.casefold(), protocol.Pronunciation(word=p.word, say=p.say or None, phonemes=p.phonemes or None))
        for p in entries
        if p.word
    )
