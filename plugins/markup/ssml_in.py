"""SSML in: elements that say nothing we know are looked through, and their words stay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from plugins.api import Imported, LinereadError, Options, Problem, Project, read_text
from plugins.markup.ssml_out import ssml
from studio.document.ids import fresh
from studio.document.merge import compare, merged
from studio.document.model import EMOTIONS, Character, Line, Pronunciation, Scene

NARRATOR = "NARRATOR"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_STRENGTHS = {"none": 0, "x-weak": 100, "weak": 200, "medium": 400, "strong": 700, "x-strong": 1200}  # milliseconds
_RATES = {"x-slow": 0.6, "slow": 0.8, "medium": 1.0, "fast": 1.25, "x-fast": 1.6}
_VOLUMES = {"silent": -40.0, "x-soft": -12.0, "soft": -6.0, "medium": 0.0, "loud": 4.0, "x-loud": 8.0}
_STYLES = {
    "cheerful": "happy", "hopeful": "happy", "fearful": "afraid", "terrified": "afraid", "gentle": "tender",
    "affectionate": "tender", "disgruntled": "disgusted", "unfriendly": "angry", "shouting": "angry",
    "excitement": "excited", "lyrical": "tender", "depressed": "sad", "embarrassed": "afraid", "empathetic": "tender",
}  # fmt: skip


@dataclass(slots=True)
class Draft:
    """A line that is being read."""

    speaker: str
    language: str | None
    id: str = ""
    text: str = ""
    pause_before: int | None = None
    lexicon: tuple[Pronunciation, ...] = ()


class SsmlImporter:
    """A line for each paragraph, or for each voice without paragraphs."""

    def read(self, path: Path, options: Options) -> Imported:
        text, odd = read_text(path)
        root_name = re.search(r"<([A-Za-z][\w.:-]*)", text)
        if path.suffix.lower() == ".xml" and (root_name is None or root_name[1].rpartition(":")[2] != "speak"):
            what = f"<{root_name[1]}>" if root_name else "no element"
            raise LinereadError(f"{path.name} is no SSML: it begins with {what}.", "SSML begins with <speak>.")
        reader, language = read_ssml(text, path.name)
        project = reader.project(path.stem, language)
        make = partial(over, project, reader.drafts)
        return Imported(project=project, problems=(*odd, *reader.problems), over=make)


def read_ssml(text: str, name: str) -> tuple[_Reader, str | None]:
    """What a document says, and its language. Raises LinereadError that names the file ``name``."""
    if re.search(r"<!(?:DOCTYPE|ENTITY)", text):
        raise LinereadError(f"{name} declares entities, which are not read.", "Remove its DOCTYPE.")
    if not text.lstrip().startswith("<?xml") and "<speak" not in text:
        text = f"<speak>{text}</speak>"
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    for prefix in set(re.findall(r"</?([a-zA-Z]\w*):\w", text)) - {"xml"}:
        if f"xmlns:{prefix}=" not in text:  # fragments that forgot to say what mstts is
            text = re.sub(r"<speak\b", f'<speak xmlns:{prefix}="urn:{prefix}"', text, count=1)
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        line, column = error.position
        raise LinereadError(
            f"{name} is no good XML at line {line}, column {column}: {error.msg}.", "Correct it and try again."
        ) from error
    reader = _Reader()
    reader.read(root)
    return reader, root.get(_LANG)


def over(file: Project, drafts: Sequence[Draft], current: Project) -> Project:
    """The project as the file wants it. Of a line that it has, only what differs from what we would write is a change.

    So what a character brings, written out at each line for other engines, does not become tags in its words.
    """
    homes = {line.id: (line, place) for place, scene in enumerate(current.scenes) for line in scene.lines}
    if not any(draft.id in homes for draft in drafts):
        return merged(current, file, compare(current, file))
    ours = {draft.id: draft for draft in read_ssml(ssml(current), current.name)[0].drafts}
    bare = {draft.id: draft.text for draft in read_ssml(ssml(current, directed=False), current.name)[0].drafts}
    fresh_lines = {line.id: line for line in file.lines()}
    characters = {c.name.casefold(): c for c in reversed(current.characters)}
    added = {c.id: c for c in file.characters if c.name.casefold() not in characters}
    same = {c.id: characters[c.name.casefold()].id for c in file.characters if c.id not in added}
    scenes: list[list[Line]] = [[] for _ in current.scenes]
    said = iter(fresh_lines.values())
    place = 0
    for draft in drafts:
        theirs = next(said)
        if draft.id in homes and draft.id in ours and theirs.id == draft.id:
            line, place = homes[draft.id]
            scenes[place].append(_changed(line, theirs, draft, ours[draft.id], bare.get(draft.id, ""), same))
        else:
            scenes[place].append(replace(theirs, character=same.get(theirs.character, theirs.character)))
    for place, scene in enumerate(current.scenes):
        for before, line in zip((None, *scene.lines), scene.lines, strict=False):
            if line.id not in ours:  # it says nothing that SSML could hold
                ids = [made.id for made in scenes[place]]
                scenes[place].insert(ids.index(before.id) + 1 if before and before.id in ids else 0, line)
    return replace(
        current,
        characters=(*current.characters, *(c for c in added.values() if _speaks(c.id, scenes))),
        scenes=tuple(replace(scene, lines=tuple(lines)) for scene, lines in zip(current.scenes, scenes, strict=True)),
    )


def _changed(line: Line, theirs: Line, draft: Draft, ours: Draft, bare: str, same: Mapping[str, str]) -> Line:
    changes: dict[str, Any] = {}
    if draft.text != ours.text:
        before, _, after = ours.text.partition(bare) if bare in ours.text else ("", "", "")
        inside = draft.text.startswith(before) and draft.text.endswith(after)
        changes["text"] = draft.text[len(before) : len(draft.text) - len(after)] if inside else draft.text
    if draft.pause_before != ours.pause_before:
        changes["pause_before"] = draft.pause_before
    if draft.language != ours.language:
        changes["language"] = draft.language
    if draft.lexicon != ours.lexicon:
        changes["lexicon"] = draft.lexicon
    if draft.speaker.casefold() != ours.speaker.casefold():
        changes["character"] = same.get(theirs.character, theirs.character)
    return replace(line, **changes) if changes else line


def _speaks(character: str, scenes: Sequence[Sequence[Line]]) -> bool:
    return any(line.character == character for lines in scenes for line in lines)


class _Reader:
    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.drafts: list[Draft] = []
        self._draft = Draft("", None)
        self._speaker = ""
        self._seen: set[str] = set()

    def read(self, root: ElementTree.Element) -> None:
        self._inside(root)
        self._end()

    def project(self, name: str, language: str | None) -> Project:
        characters: dict[str, Character] = {}
        lines = []
        taken: set[str] = set()
        for draft in self.drafts:
            speaker = draft.speaker or NARRATOR
            character = characters.get(speaker.casefold())
            if character is None:
                character = Character(id=fresh("C", {c.id for c in characters.values()}), name=speaker)
                characters[speaker.casefold()] = character
            identity = draft.id if draft.id and draft.id not in taken else fresh("L", taken)
            taken.add(identity)
            line = Line(id=identity, character=character.id, text=draft.text, lexicon=draft.lexicon)
            lines.append(replace(line, pause_before=draft.pause_before, language=draft.language))
        scenes = (Scene(id=fresh("S"), lines=tuple(lines)),)
        short = (language or "en").partition("-")[0]
        return Project(id="", name=name, language=short, characters=tuple(characters.values()), scenes=scenes)

    def _end(self) -> None:
        """The line is complete; what follows belongs to the next one."""
        text = " ".join(self._draft.text.split()).strip()
        if re.sub(r"\[/?[a-z_0-9.+\-]+\]", "", text).strip():
            self.drafts.append(replace(self._draft, text=text))
            pause = None
        else:
            pause = self._draft.pause_before
        self._draft = Draft(self._speaker, None, pause_before=pause)

    def _add(self, text: str | None) -> None:
        if text:
            self._draft.text += re.sub(r"([\[{])", r"\\\1", text)

    def _inside(self, element: ElementTree.Element) -> None:
        self._add(element.text)
        for child in element:
            self._child(child)
            self._add(child.tail)

    def _spanned(self, element: ElementTree.Element, *spans: tuple[str, str]) -> None:
        """The element's words between control tags, (kind, value) each."""
        self._draft.text += "".join(f"[{kind}_{value}]" if value else f"[{kind}]" for kind, value in spans)
        self._inside(element)
        self._draft.text += "".join(f"[/{kind}]" for kind, _ in reversed(spans))

    def _child(self, element: ElementTree.Element) -> None:
        name = str(element.tag).rpartition("}")[2]
        match name:
            case "p" | "paragraph":
                self._end()
                self._draft.language = _short(element.get(_LANG))
                self._inside(element)
                self._end()
            case "voice":
                self._voice(element)
            case "break":
                self._break(element)
            case "mark":
                self._mark(element.get("name", ""))
            case "prosody":
                self._spanned(element, *self._prosody(element))
            case "emphasis":
                level = element.get("level", "moderate")
                self._spanned(element, *((("emphasis", ""),) if level in ("moderate", "strong") else ()))
            case "lang":
                self._spanned(element, ("lang", _short(element.get(_LANG)) or "en"))
            case "sub" | "phoneme":
                self._respelt(name, element)
            case "express-as" | "effect":
                self._styled(element)
            case "audio" | "metadata" | "meta" | "lexicon" | "backgroundaudio" | "desc":
                self._problem(name, "was left out")
            case _:
                self._inside(element)

    def _voice(self, element: ElementTree.Element) -> None:
        name = element.get("name") or element.get("gender") or NARRATOR
        inner = bool(self._draft.text.strip()) and not any(str(x.tag).endswith("}p") for x in element)
        if inner and self._speaker:
            self._spanned(element, ("voice", name))
            return
        self._end()
        before, self._speaker = self._speaker, name
        self._draft.speaker = name
        self._inside(element)
        self._end()
        self._speaker = before
        self._draft.speaker = before

    def _break(self, element: ElementTree.Element) -> None:
        found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*(ms|s)\s*", element.get("time", ""))
        if found:
            time = round(float(found[1]) * (1000 if found[2] == "s" else 1))
        else:
            time = _STRENGTHS.get(element.get("strength", "medium"), 400)
        if self._draft.text.strip():
            self._draft.text += f"[pause_{time}ms]"
        else:
            self._draft.pause_before = (self._draft.pause_before or 0) + time

    def _mark(self, name: str) -> None:
        if name.startswith("sound:"):
            self._draft.text += f"[{name[6:]}]"
        elif not self._draft.text.strip() and name and not self._draft.id:
            self._draft.id = name

    def _prosody(self, element: ElementTree.Element) -> Iterator[tuple[str, str]]:
        level = {"medium": 0.0, "default": 0.0}
        for kind, attribute, words in (
            ("speed", "rate", _RATES),
            ("pitch", "pitch", level),
            ("volume", "volume", _VOLUMES),
        ):
            said = element.get(attribute)
            if said is None:
                continue
            value = _measure(kind, said, words)
            if value is None:
                self._problem(f"{attribute} {said!r}", "is not understood")
            else:
                yield kind, f"{value:g}" if kind == "speed" else f"{value:+g}"
        for attribute in ("contour", "range", "duration"):
            if element.get(attribute):
                self._problem(attribute, "has no control here")

    def _respelt(self, name: str, element: ElementTree.Element) -> None:
        shown = "".join(element.itertext()).strip()
        if name == "sub" and element.get("alias"):
            self._draft.text += "{" + re.sub(r"([\[\]{}|\\])", r"\\\1", shown) + "|"
            self._draft.text += re.sub(r"([\[\]{}|\\])", r"\\\1", element.get("alias", "")) + "}"
            return
        self._add(shown)
        if name == "phoneme" and element.get("ph") and shown:
            entry = Pronunciation(word=shown, phonemes=element.get("ph", ""))
            self._draft.lexicon = (*self._draft.lexicon, entry)

    def _styled(self, element: ElementTree.Element) -> None:
        style = (element.get("style") or element.get("name") or "").casefold()
        if style in ("whispering", "whispered", "whisper"):
            self._spanned(element, ("whisper", ""))
            return
        emotion = style if style in EMOTIONS else _STYLES.get(style)
        if emotion is None:
            self._problem(f"the style {style!r}", "is not known")
            self._inside(element)
            return
        degree = element.get("styledegree")
        try:
            intensity = f"_{min(1.0, float(degree) / 2):g}" if degree else ""
        except ValueError:
            intensity = ""
        self._draft.text += f"[emotion_{emotion}{intensity}]"
        self._inside(element)
        self._draft.text += "[/emotion]"

    def _problem(self, what: str, why: str) -> None:
        if what not in self._seen:
            self._seen.add(what)
            self.problems.append(Problem(message=f"SSML: {what} {why}; the words stay.", code="ssml"))


def _measure(kind: str, said: str, words: dict[str, float]) -> float | None:
    """A prosody value as a factor, semitones or decibels."""
    said = said.strip().casefold()
    if said in words:
        return words[said]
    found = re.fullmatch(r"([+\-]?\d+(?:\.\d+)?)(%|st|db)?", said)
    if not found:
        return None
    number, unit = float(found[1]), found[2]
    if kind == "speed":
        if unit == "%":
            number = number / 100 if said[0] not in "+-" else 1 + number / 100
        elif unit or said[0] in "+-":
            return None
        return min(2.0, max(0.5, number))
    if kind == "pitch":
        return number if unit == "st" else 0.12 * number if unit == "%" else None  # about 6 % a semitone
    return number if unit == "db" else None


def _short(language: str | None) -> str | None:
    return language.partition("-")[0] or None if language else None
