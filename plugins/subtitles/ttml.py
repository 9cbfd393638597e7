"""TTML in the IMSC 1.1 text profile: what broadcasters and streaming services take, here exact to the sample.

The tick rate is the programme's sample rate, so ``begin="12345t"`` is sample 12345. A character is a
``ttm:agent`` with a style in its track's colour. Source: W3C TTML1 (3rd edition) and IMSC 1.1.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from plugins.api import Timeline, xml_text
from plugins.subtitles.cues import Cue
from plugins.subtitles.formats import one_row
from plugins.subtitles.pieces import Piece

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" \
xmlns:ttp="http://www.w3.org/ns/ttml#parameter" xmlns:tts="http://www.w3.org/ns/ttml#styling" \
ttp:contentProfiles="http://www.w3.org/ns/ttml/profile/imsc1.1/text" ttp:timeBase="media" \
ttp:tickRate="{rate}" ttp:cellResolution="40 24" xml:lang={language} xml:space="default">
<head>
<metadata>
<ttm:title>{title}</ttm:title>
{agents}
</metadata>
<styling>
<style xml:id="base" tts:fontFamily="proportionalSansSerif" tts:fontSize="80%" tts:lineHeight="normal" \
tts:textAlign="center" tts:color="#ffffffff"/>
{styles}
</styling>
<layout>
<region xml:id="bottom" tts:origin="5% 5%" tts:extent="90% 90%" tts:displayAlign="after"/>
</layout>
</head>
<body style="base" region="bottom">
<div>
"""


def ttml(cues: Sequence[Cue], timeline: Timeline, *, words: bool = False) -> str:
    """A document with one paragraph a cue; the line's id is in ``xml:id``, as far as XML allows it."""
    speaking = {cue.track.character_id for cue in cues}
    tracks = [track for track in timeline.tracks if track.character_id in speaking]
    order = {track.character_id: index for index, track in enumerate(tracks, 1)}
    agents = "\n".join(
        f'<ttm:agent type="character" xml:id="agent{order[t.character_id]}">'
        f'<ttm:name type="alias">{_text(one_row(t.name))}</ttm:name></ttm:agent>'
        for t in tracks
    )
    styles = "\n".join(
        f'<style xml:id="style{order[t.character_id]}" tts:color="{t.color.lower()}ff"/>' for t in tracks
    )
    out = [
        _HEAD.format(
            rate=timeline.rate,
            language=quoteattr(timeline.language.replace("_", "-")),
            title=_text(one_row(timeline.name)),
            agents=agents,
            styles=styles,
        )
    ]
    used: set[str] = set()
    for cue in cues:
        end = max(cue.end, cue.start + 1)
        number = order[cue.track.character_id]
        out.append(
            f'<p xml:id="{_identity(cue.id, used)}" begin="{cue.start}t" end="{end}t" '
            f'ttm:agent="agent{number}" style="style{number}">{_rows(cue, end, words and bool(cue.clip.words))}</p>\n'
        )
    out.append("</div>\n</body>\n</tt>\n")
    return "".join(out)


def _rows(cue: Cue, end: int, words: bool) -> str:
    rows = []
    for row in cue.rows:
        made = ""
        for index, piece in enumerate(row):
            made += " " if piece.space and index else ""
            made += _span(piece, cue, end) if words else _text(piece.text)
        rows.append(made)
    return "<br/>".join(rows)


def _span(piece: Piece, cue: Cue, end: int) -> str:
    """A word that appears when it is spoken; times inside a paragraph count from its begin."""
    at = min(max(piece.start, cue.start), end - 1)
    return f'<span begin="{at - cue.start}t" end="{end - cue.start}t">{_text(piece.text)}</span>'


def _identity(identity: str, used: set[str]) -> str:
    """An XML name: letters, digits, points, hyphens; one that begins otherwise or is taken gets a mark."""
    name = "".join(c if c.isascii() and (c.isalnum() or c in "._-") else "_" for c in identity)
    if not name or not (name[0].isalpha() or name[0] == "_"):
        name = f"_{name}"
    base, count = name, 2
    while name in used:
        name, count = f"{base}_{count}", count + 1
    used.add(name)
    return name


def _text(text: str) -> str:
    return escape(xml_text(text))
