"""SSML out: W3C Speech Synthesis Markup Language 1.1, with Azure's ``express-as`` for emotions.

Control tags are a flat row in which spans may overlap; XML nests. A span that would cross another is closed and
opened again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from plugins.api import (
    Cancelled,
    ExportCancelled,
    ExportPlan,
    Loss,
    Options,
    PlannedFile,
    Progress,
    Project,
    Report,
    Timeline,
    safe_name,
    tags,
    write_document,
)
from studio.document.model import Delivery, Line

_NAMESPACE = "http://www.w3.org/2001/10/synthesis"
_AZURE = "http://www.w3.org/2001/mstts"


class SsmlExporter:
    """One document: a paragraph per line, marked with its id, in its character's voice."""

    def plan(self, timeline: Timeline, project: Project, options: Options) -> ExportPlan:
        path = safe_name(project.name or timeline.name, fallback="script") + ".ssml"
        losses = [
            Loss(what="audio", detail="the document holds words and directions"),
            Loss(what="cast", detail="voices are named as in the project; other engines have others"),
        ]
        losses += [
            Loss(what="sounds", detail="laughs and sighs become marks", line_id=line.id)
            for line in project.lines()
            if any(isinstance(node, tags.Sound) for node in tags.parse_text(line.text))
        ]
        file = PlannedFile(path=path, what="script")
        return ExportPlan(timeline=timeline, options=options, files=(file,), losses=tuple(losses))

    def write(self, plan: ExportPlan, project: Project, dest: Path, progress: Progress, cancelled: Cancelled) -> Report:
        if cancelled():
            raise ExportCancelled
        written = write_document(dest, plan.files[0], ssml(project))
        progress(1.0, plan.files[0].path)
        return Report(files=(written,))


def ssml(project: Project, *, directed: bool = True) -> str:
    """The document. Not ``directed``: without what lines and characters bring, only with the tags in the words."""
    names = {character.id: character for character in project.characters}
    out = [
        f'<?xml version="1.0" encoding="UTF-8"?>\n<speak version="1.1" xmlns="{_NAMESPACE}" xmlns:mstts="{_AZURE}" '
        f"xml:lang={_attribute(project.language)}>\n"
    ]
    for scene in project.scenes:
        if scene.title:
            out.append(f"<!-- {_clean(scene.title).replace('--', '- -')} -->\n")
        for line in scene.lines:
            character = names.get(line.character)
            name = character.name if character else line.character
            base = character.delivery if character else Delivery()
            out.append(f"<voice name={_attribute(name)}><p><mark name={_attribute(line.id)}/>")
            out.append("".join(_written((*(_spans(line, base) if directed else ()), *tags.parse_text(line.text)))))
            out.append("</p></voice>\n")
            if line.pause_after:
                out.append(f'<break time="{line.pause_after}ms"/>\n')
    out.append("</speak>\n")
    return "".join(out)


def _spans(line: Line, base: Delivery) -> list[tags.Node]:
    delivery = line.delivery.over(base)
    spans: list[tags.Node] = []
    if line.language:
        spans.append(tags.Open("lang", line.language))
    if delivery.emotion and delivery.emotion != "neutral":
        spans.append(tags.Open("emotion", delivery.emotion, delivery.intensity))
    spans += [tags.Open(kind, number=value) for kind in tags.NUMERIC if (value := getattr(delivery, kind)) is not None]
    if delivery.whisper:
        spans.append(tags.Open("whisper"))
    return spans


def _written(nodes: tuple[tags.Node, ...]) -> Iterator[str]:
    stack: list[tags.Open] = []
    for node in nodes:
        match node:
            case tags.Plain(text=text):
                yield escape(_clean(text))
            case tags.Say(shown=shown, spoken=spoken):
                yield f"<sub alias={_attribute(spoken)}>{escape(_clean(shown))}</sub>"
            case tags.Pause(milliseconds=time):
                yield f'<break time="{time}ms"/>'
            case tags.Sound(name=name):
                yield f'<mark name="sound:{name}"/>'
            case tags.Open():
                stack.append(node)
                yield _element(node)[0]
            case tags.Close(kind=kind):
                at = next((n for n in range(len(stack) - 1, -1, -1) if stack[n].kind == kind), None)
                if at is not None:
                    again = stack[at + 1 :]
                    yield "".join(_element(span)[1] for span in reversed(stack[at:]))
                    yield "".join(_element(span)[0] for span in again)
                    stack[at:] = again
            case tags.Remark(text=text):
                yield f"<!-- {_clean(text).replace('--', '- -')} -->"
            case _:
                pass  # what is no good tag is never spoken
    yield "".join(_element(span)[1] for span in reversed(stack))


def _element(span: tags.Open) -> tuple[str, str]:
    number = span.number if span.number is not None else 1.0
    match span.kind:
        case "emotion":
            degree = "" if span.number is None else f' styledegree="{2 * span.number:g}"'  # Azure: 0.01 to 2, 1 usual
            return f"<mstts:express-as style={_attribute(span.name)}{degree}>", "</mstts:express-as>"
        case "speed":
            return f'<prosody rate="{number * 100:g}%">', "</prosody>"
        case "pitch":
            return f'<prosody pitch="{number:+g}st">', "</prosody>"
        case "volume":
            return f'<prosody volume="{number:+g}dB">', "</prosody>"
        case "whisper":
            return '<mstts:express-as style="whispering">', "</mstts:express-as>"
        case "emphasis":
            return "<emphasis>", "</emphasis>"
        case "lang":
            return f"<lang xml:lang={_attribute(span.name)}>", "</lang>"
        case _:
            return f"<voice name={_attribute(span.name)}>", "</voice>"


def _attribute(text: str) -> str:
    return quoteattr(_clean(text))


def _clean(text: str) -> str:
    """Characters that XML 1.0 cannot hold left out."""
    return re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)
