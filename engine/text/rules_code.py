"""How the written marks of computing are read: addresses, files, paths, flags, identifiers, handles."""

from __future__ import annotations

import re

from engine.text import numbers as say
from engine.text.readings import READINGS
from engine.text.spoken import Edit, Rule, any_of, rule

_JOINTS = {
    ".": "dot",
    "/": "slash",
    "\\": "backslash",
    "-": "dash",
    "_": "underscore",
    "?": "question mark",
    "=": "equals",
    "&": "and",
    "#": "hash",
    ":": "colon",
    "~": "tilde",
    "%": "percent",
    "@": "at",
    "+": "plus",
}
_OPERATORS = {
    "!=": "is not",
    "==": "equals",
    "===": "equals",
    "<=": "at most",
    ">=": "at least",
    "->": "to",
    "=>": "gives",
    "&&": "and",
    "||": "or",
    "+=": "plus equals",
    "-=": "minus equals",
    ":=": "becomes",
}
_PIECE = re.compile(r"[^\W_]+|.")
_HUMPS = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+|[^\W\d_a-zA-Z]+")
_TLD = "com|org|net|edu|gov|io|co|uk|de|fr|info|biz|us|ca|au|tv|me|ai|dev|app|eu|ch|jp|cn|xyz|local"
# file suffix -> how it is said after "dot"
_SUFFIXES: dict[str, str] = READINGS["suffixes"]
_SUFFIX = "|".join(sorted(_SUFFIXES, key=len, reverse=True))
# What a reader says for names whose spelling tells otherwise.
_NAMES: dict[str, str] = READINGS["names"]


def identifier(text: str) -> str:
    """A name of code as words: ``getHTTPResponse2`` -> "get H·T·T·P Response two"."""
    words: list[str] = []
    for part in re.split(r"_+", text):
        for hump in _HUMPS.findall(part):
            if hump.isdecimal():
                words.append(_figures(hump))
            elif hump.isalpha():
                words.append(_NAMES.get(hump.lower(), hump))
    return " ".join(words)


def _figures(text: str) -> str:
    return say.cardinal(int(text)) if len(text) <= 2 and text[0] != "0" else say.digits(text)


def joined(text: str, silent: str = "") -> str:
    """Pieces and the names of the marks between them: ``a-b/c`` -> "a dash b slash c"."""
    words = []
    for piece in _PIECE.findall(text):
        if piece in silent or piece.isspace():
            continue
        words.append(_JOINTS.get(piece) or identifier(piece))
    return " ".join(w for w in words if w)


def _close(text: str) -> str:
    """Without the punctuation of the sentence around it."""
    return text.rstrip(".,;:!?'\"”’)]}>…")


def _url(m: re.Match[str]) -> list[Edit]:
    shown = _close(m.group())
    body = re.sub(r"^(?:https?|ftp)://", "", shown)
    body = re.sub(r"^www\.", "", body).rstrip("/")
    return [Edit(m.start(), m.start() + len(shown), joined(body))]


def _file(m: re.Match[str]) -> list[Edit]:
    shown = m.group()
    stem, _, suffix = shown.rpartition(".")
    before = joined(stem, silent="_-") if stem else ""
    return [Edit(m.start(), m.end(), f"{before} dot {_SUFFIXES[suffix.lower()]}".strip())]


def _path(m: re.Match[str]) -> list[Edit] | None:
    shown = _close(m.group())
    if shown.count("/") + shown.count("\\") < 1 or not any(c.isalpha() for c in shown):
        return None
    stem, dot, suffix = shown.rpartition(".")
    if dot and suffix.lower() in _SUFFIXES:
        words = f"{joined(stem, silent='_')} dot {_SUFFIXES[suffix.lower()]}"
    else:
        words = joined(shown.rstrip("/\\"), silent="_")
    return [Edit(m.start(), m.start() + len(shown), words)]


def _flag(m: re.Match[str]) -> str:
    dashes = "dash dash" if m[1] == "--" else "dash"
    return f"{dashes} {joined(m[2], silent='-_') if len(m[2]) > 1 else say.spelled(m[2])}"


def _name(m: re.Match[str]) -> str | None:
    return _NAMES.get(m.group().lower())


def _code(m: re.Match[str]) -> str | None:
    return identifier(m.group()) or None


def _tag(m: re.Match[str]) -> str:
    return ("hashtag " if m[1] == "#" else "at ") + identifier(m[2])


def _dotted(m: re.Match[str]) -> str | None:
    parts = m.group().split(".")
    if all(len(p) == 1 for p in parts):
        return None
    return " dot ".join(identifier(p) for p in parts)


RULES: tuple[Rule, ...] = (
    rule(
        "web address", "scheme and www are not said", r"\b(?:(?:https?|ftp)://|www\.)[^\s<>\"“”]+", _url, r"://|www\."
    ),
    rule("mail address", "a@b.c", r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b", lambda m: joined(m.group()), "@"),
    rule(
        "host name",
        "example.com/x",
        rf"(?<![\w.@/])(?:[A-Za-z0-9][\w-]*\.)+(?:{_TLD})\b(?:/[^\s<>\"“”]*)?(?!\w)",
        _url,
        r"\.[a-z]",
    ),
    rule("windows path", r"C:\dir\file", r"\b[A-Za-z]:\\[\w\\.+ -]*[\w]", _path, r":\\"),
    rule(
        "path",
        "/usr/bin, a/b/c, ./x/y.py",
        r"(?<![\w/.])(?:(?:~|\.{1,2})?/[\w.+@-]+(?:/[\w.+@-]+)*/?|[\w.+@-]*[A-Za-z_][\w.+@-]*(?:/[\w.+@-]*[A-Za-z_][\w.+@-]*){2,}/?"
        rf"|[\w+-]+(?:/[\w+-]+)*/[\w+-]+\.(?:{_SUFFIX})\b)",
        _path,
        r"/",
    ),
    rule(
        "file name",
        "config.yaml, node.js",
        rf"(?<![\w.])[\w-]*\w\.(?:[a-z]+\.)?(?:{_SUFFIX})\b(?!\.\w)",
        _file,
        r"\.[a-zA-Z]",
    ),
    rule("flag", "--flag, -x", r"(?<![^\s`(\[|])(--|-)([a-zA-Z](?![\w'])|(?<=--)[a-z][\w-]+)", _flag, r"(?<!\w)-"),
    rule(
        "languages with signs",
        "C++, C#",
        r"(?<!\w)(?P<n>[A-Za-z])(?P<s>\+\+|#)(?!\w)",
        lambda m: f"{m['n'].upper()} {'sharp' if m['s'] == '#' else 'plus plus'}",
        r"\+\+|#",
    ),
    rule(
        "dot first",
        ".NET, .env",
        r"(?<![\w.)\]'\"”’!?,])\.(?=[A-Za-z]{2})",
        lambda m: [Edit(m.start(), m.end(), "dot ")],
        r"(?<!\w)\.[A-Za-z]",
    ),
    rule(
        "operator", "a != b, x -> y", any_of(_OPERATORS), lambda m: f" {_OPERATORS[m.group()]} ", r"[=<>&|+-][=>&|]|!="
    ),
    rule("tag or handle", "#topic, @name", r"(?<![\w&/@#])([#@])([A-Za-z_]\w*)", _tag, "[#@]"),
    rule("dotted name", "os.path.join", r"(?<![\w.])[a-z_]\w*(?:\.[a-z_]\w+)+\b(?!\.\w)", _dotted, r"[a-z_]\.[a-z_]"),
    rule("call", "foo()", r"(?<=\w)\(\)", lambda m: [Edit(m.start(), m.end(), "")], r"\(\)"),
    rule("snake case", "snake_case, __init__", r"(?<!\w)(?=\w*_\w*[^\W_]|\w*[^\W_]\w*_)\w*_\w*", _code, "_"),
    rule(
        "names of tools",
        "spelling that misleads",
        r"\b(?i:nginx|kubectl|stdout|stderr|stdin|sudo|kwargs|npm|async|regex|json|yaml|toml)\b",
        _name,
        "[a-z]{3}",
    ),
)
