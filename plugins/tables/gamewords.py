"""The text tags of game engines into ours, or away: nobody wants to hear them."""

from __future__ import annotations

import re

_RENPY_TAG = re.compile(r"\{(/?)([a-z_#*]*)(?:=([^{}]*))?\}", re.IGNORECASE)
_YARN_SPEAKER = re.compile(r"\s*(?P<name>[^\s:\[\]{}\\][^:\[\]{}\\\n]{0,40}?)\s*:\s+(?P<text>.*)", re.DOTALL)
_YARN_SELECT = re.compile(r"\[(?:select|plural|ordinal)\b[^\]]*/\]")
_YARN_MARKUP = re.compile(r"(?<!\\)\[/?(?P<name>[a-zA-Z][\w]*)?(?:=?[^\[\]]*)?/?\]")
_ESCAPED = re.compile(r"\\([\\\[\]{}\"'%#])")


def from_renpy(text: str) -> str:
    """Ren'Py's dialogue: ``{w=0.5}`` becomes a pause, other tags go, ``{{`` and ``[[`` are literal.

    See renpy.org/doc/html/text.html. ``[name]`` is a variable of the game; it is kept as ``\\[name]``, which a
    person has to replace before it can be spoken.
    """
    text = text.replace("{{", "\0").replace("[[", "\1").replace("\\n", "\n").replace('\\"', '"')

    def tag(found: re.Match[str]) -> str:
        closing, name, value = found.groups()
        if not closing and name in ("w", "p") and value:
            try:
                return f"[pause_{round(float(value) * 1000)}ms]"
            except ValueError:
                return ""
        return ""

    text = _RENPY_TAG.sub(tag, text.replace("[", "\\["))
    return text.replace("\0", "\\{").replace("\1", "\\[")


def from_yarn(text: str) -> tuple[str, str]:
    """Speaker and words of a line of Yarn Spinner (docs.yarnspinner.dev: markup, character attribute)."""
    who = ""
    found = _YARN_SPEAKER.fullmatch(text)
    if found:
        who, text = found["name"], found["text"]
    named = re.match(r"\s*\[character\s+name\s*=\s*\"?(?P<name>[^\"\]]+?)\"?\s*/?\](?P<text>.*)", text, re.DOTALL)
    if named:
        who, text = named["name"], named["text"]
    text = re.sub(r"\s*#\w[\w:.-]*\s*$", "", text)  # hashtags of the line
    text = _YARN_SELECT.sub("", text)
    text = _YARN_MARKUP.sub("", text)
    text = re.sub(r"(?<!\\)\{[^{}]*\}", lambda value: "\\" + value[0], text)  # values of the game
    return who, _ESCAPED.sub(lambda e: f"\\{e[1]}" if e[1] in "[{" else e[1], text).strip()
