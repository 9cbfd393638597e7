"""Texts that come from below the window: reasons, checks, notes, errors, and the labels of the plug-ins.

They are written in English where they arise, some of them in another process or in a take's file from last year,
and reach the window as finished sentences. So the sentence is the key: every message in the sources is a template,
collected here from the syntax tree (``{0} could not be written: {1}.``), translated in the ``.ts`` file under the
context "Below", and found again by the window (:mod:`studio.desktop.below`). ``below.json`` is the list that the
window looks in; it is made anew by ``python -m resources.translations`` and a test keeps it fresh.

Single words are only looked up where such a word is shown, so that a character called Old stays Old: what voices are
like and what engines are called under the context "Word", what an option may be under "Choice".
"""

from __future__ import annotations

import ast
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from engine import catalogue
from engine.backends.qwen3.releases import SPEAKERS
from plugins.options import all_options
from resources.translations.window import Text

ROOT = Path(__file__).parent.parent.parent
LIST = Path(__file__).parent / "below.json"
_ROOMS = ("studio", "engine", "plugins")
# What speaks to terminals and programs, what is spoken by voices, what is read by engineers.
_OUT = (
    "studio/desktop/", "studio/cli/", "studio/server/", "plugins/conformance.py", "engine/text/rules_",
    "engine/text/normalise.py", "engine/alignment/", "studio/session/calibration.py", "studio/editing/voicing.py",
    "engine/backends/hibari/line.py", "engine/backends/hibari/sounds.py", "engine/server/", "studio/script/rows.py",
    "studio/script/directions.py",
)  # fmt: skip
# How problems begin and reports count, what stands inside a sentence; they end without a full stop.
_PLACES = (
    "line {0}, column {1}: {2}", "{0} of {1} current, {2} suspect", "{0} of {1} current, {2} suspect, {3}", "{0} stale",
    "{0} failed", "{0} missing", "{0} stale, {1}", "{0} failed, {1}", "A preset voice", "A voice from a description",
    "A cloned or frozen voice",
)  # fmt: skip
_PLACE = re.compile(r"\{[a-z_]*(?:![rs])?(?::[^{}]*)?\}")
_WORDS = re.compile(r"[A-Za-z]{2,}")
_PATTERN = re.compile(r"\(\?|\\[wdsN]|^<")


def templates() -> list[str]:
    """Every message and label, sorted, each once."""
    return sorted({*_sentences(), *_labels(), *_PLACES})


def words() -> list[str]:
    """What voices are like, what engines and the settings of their voices are called; sorted, each once."""
    found = {tag for speaker in SPEAKERS.values() for tag in speaker.tags}
    for info in map(catalogue.describe, catalogue.BACKENDS):
        found |= {info.label, *(meaning for *_, meaning in info.settings.values())}
    for voice in catalogue.describe("hibari").voices:
        found |= {*voice.tags}
    return sorted(found)


def choices() -> list[str]:
    """What the options of the plug-ins may be, but for numbers."""
    tables = (option for document, plugin in _plugins() for option in all_options(document, plugin).values())
    found = {str(choice) for option in tables for choice in option.get("choices", ())}
    return sorted(choice for choice in found if _WORDS.search(choice))


def write() -> None:
    """Bring ``below.json`` up to the sources."""
    LIST.write_text(json.dumps(templates(), ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def texts() -> Iterator[Text]:
    """The same as texts that are translated, each kind under its own context."""
    for context, found in (("Below", templates()), ("Word", words()), ("Choice", choices())):
        yield from (Text(context, text) for text in found)


def _sentences() -> Iterator[str]:
    for room in _ROOMS:
        for file in sorted((ROOT / room).rglob("*.py")):
            if not file.relative_to(ROOT).as_posix().startswith(_OUT):
                yield from _messages(ast.parse(file.read_text(encoding="utf-8")))


def _messages(tree: ast.Module) -> Iterator[str]:
    """Sentences: what ends with a full stop or a question mark and is no docstring and no pattern."""
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            inside.add(id(node.value))  # a docstring
    for node in ast.walk(tree):
        if id(node) in inside:
            continue
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Loss":
            yield from (said for said in (_text(k.value) for k in node.keywords) if said)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "detail":
            yield from filter(None, [_text(node.value)])  # of a loss; it has no full stop
        text = _text(node).strip()
        if " " in text and text[-1] in ".?" and len(_WORDS.findall(text)) > 1 and not _PATTERN.search(text):
            yield text


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        number = iter(range(99))
        return _PLACE.sub(lambda _: f"{{{next(number)}}}", node.value)
    if isinstance(node, ast.JoinedStr):
        number = iter(range(99))
        parts = [p.value if isinstance(p, ast.Constant) else f"{{{next(number)}}}" for p in node.values]
        return "".join(str(p) for p in parts)
    return ""


def _labels() -> Iterator[str]:
    """What the manifests of the built-in plug-ins call themselves and their options, and what voices are said to be."""
    for document, plugin in _plugins():
        yield plugin["label"]
        for option in all_options(document, plugin).values():
            yield from (option[key] for key in ("label", "help") if option.get(key))
    yield from (voice.description for voice in catalogue.describe("hibari").voices)


def _plugins() -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Every plug-in of ours with the manifest it stands in."""
    for manifest in sorted((ROOT / "plugins").glob("*/plugin.toml")):
        document = tomllib.loads(manifest.read_text(encoding="utf-8"))
        for plugin in document["plugin"]:
            yield document, plugin
