"""A line's text as a row shows it: words as they stand, control tags as short labels among them.

The row's text is not the source and not the shown line either, so every offset that comes from elsewhere
(the word being heard, the place that was clicked) is translated here, in the one place.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from studio.document.model import Line
from studio.script.shown import pieces, right_to_left
from studio.script.tags import Close, Node, Open, Pause, Plain, Remark, Say, Sound, Unknown, number_text

_NBSP = "\u00a0"  # keeps a label in one piece
_JOINED = "/\u2060"  # a row may break behind a bare slash
_THIN = "\u2009"  # between a label and the next word; lines may break here
_CLINGING = ",.!?;:…)，。！？；：、）"  # stays with the word before it
_SIGNS = {"speed": "×{}", "pitch": "{} st", "volume": "{} dB"}


@dataclass(frozen=True, slots=True)
class Chip:
    """A control tag inside the text: ``text[start:end]`` is its label. ``kind``: span, close, pause, sound,
    remark or error."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of ordinary words: where it stands in the row's text, in the shown line and in the source."""

    start: int
    length: int
    shown: int
    source: int


@dataclass(frozen=True, slots=True)
class Display:
    text: str
    chips: tuple[Chip, ...]
    stretches: tuple[Stretch, ...]
    respelled: tuple[tuple[int, int], ...]
    right_to_left: bool

    def word(self, offset: int, length: int) -> tuple[int, int]:
        """Where ``length`` characters of the shown line at ``offset`` stand in the row's text."""
        start = self._from_shown(offset)
        return start, max(start, self._from_shown(offset + max(1, length) - 1) + 1)

    def _from_shown(self, offset: int) -> int:
        at = 0
        for stretch in self.stretches:
            if offset < stretch.shown:
                break
            at = stretch.start + min(offset - stretch.shown, stretch.length)
            if offset < stretch.shown + stretch.length:
                break
        return min(at, len(self.text))

    def source_at(self, position: int) -> int:
        """The offset in the source that a place in the row's text means."""
        at = 0
        for stretch in self.stretches:
            if position < stretch.start:
                break
            at = stretch.source + min(position - stretch.start, stretch.length)
        return at


@lru_cache(maxsize=8192)
def display(text: str, odd_voices: frozenset[str] = frozenset()) -> Display:
    """What a row shows of a line's source text; tags of ``odd_voices`` name nobody."""
    if "[" not in text and "{" not in text:
        whole = (Stretch(0, len(text), 0, 0),) if text else ()
        return Display(_one_paragraph(text), (), whole, (), right_to_left(text))
    out: list[str] = []
    chips: list[Chip] = []
    stretches: list[Stretch] = []
    respelled: list[tuple[int, int]] = []
    at = shown = 0
    parts = pieces(text)
    backwards = right_to_left("".join(p.shown for p in parts))
    for piece in parts:
        node = piece.node
        if isinstance(node, Plain | Say):
            if not piece.shown:
                continue
            if chips and at == chips[-1].end and not piece.shown[0].isspace() and piece.shown[0] not in _CLINGING:
                out.append(_THIN)
                at += 1
            skipped = node.text.find(piece.shown) if isinstance(node, Plain) else 1
            stretches.append(Stretch(at, len(piece.shown), shown, node.start + max(0, skipped)))
            if isinstance(node, Say):
                respelled.append((at, at + len(piece.shown)))
            out.append(piece.shown)
            at += len(piece.shown)
            shown += len(piece.shown)
            continue
        kind, label = _label(node)
        if isinstance(node, Open) and node.kind == "voice" and node.name in odd_voices:
            kind = "error"
        label = _NBSP + label.replace(" ", _NBSP).replace("\n", _NBSP).replace("/", _JOINED) + _NBSP
        if backwards:
            label = f"\u2066{label}\u2069"  # a label keeps its own order: "300 ms"
        if out and not out[-1][-1:].isspace():
            out.append(_THIN)
            at += 1
        chips.append(Chip(at, at + len(label), kind))
        out.append(label)
        at += len(label)
    return Display(_one_paragraph("".join(out)), tuple(chips), tuple(stretches), tuple(respelled), backwards)


def badges(line: Line, voice: str = "") -> tuple[tuple[str, str], ...]:
    """What a line says itself instead of inheriting it: pairs of kind and label, in reading order."""
    d = line.delivery
    made: list[tuple[str, str]] = []
    if line.voice is not None:
        made.append(("voice", voice or line.voice))
    if d.emotion is not None:
        made.append(("emotion", d.emotion if d.intensity is None else f"{d.emotion} {number_text(d.intensity)}"))
    for kind in ("speed", "pitch", "volume"):
        value = getattr(d, kind)
        if value is not None:
            made.append((kind, _SIGNS[kind].format(number_text(value, signed=kind != "speed"))))
    if d.whisper:
        made.append(("whisper", "whisper"))
    if line.language is not None:
        made.append(("language", line.language))
    if d.direction:
        made.append(("direction", f"“{d.direction}”"))
    return tuple(made)


def _one_paragraph(text: str) -> str:
    """A break inside the line, as a text layout wants it."""
    return text.replace("\n", "\u2028")


def _label(node: Node) -> tuple[str, str]:
    match node:
        case Open(kind="emotion", name=name, number=number):
            return "span", name if number is None else f"{name} {number_text(number)}"
        case Open(kind=kind, number=float() | int() as number):
            return "span", _SIGNS[kind].format(number_text(number, signed=kind != "speed"))
        case Open(kind=kind, name=name):
            return "span", name or kind
        case Close(kind=kind):
            return "close", f"/{kind}"
        case Pause(milliseconds=milliseconds):
            return "pause", f"{milliseconds} ms"
        case Sound(name=name):
            return "sound", name
        case Remark(text=text):
            return "remark", f"# {text}" if text else "#"
        case Unknown(text=text):
            return "error", text
    raise TypeError(node)
