"""Texts that come from below the window: reasons, checks, notes, errors, and the labels of the plug-ins.

They are written in English where they arise, some of them in another process or in a take's file from last year,
and reach the window as finished sentences. So the sentence is the key: every message in the sources is a template,
collected here from the syntax tree (``{0} could not be written: {1}.``), translated in the ``.ts`` file under the
context "Below", and found again by the window (:mod:`studio.desktop.below`). ``below.json`` is the list that the
window looks in; it is made anew by ``python -m resources.translations`` and a test keeps it fresh.
"""

from __future__ import annotations

import ast
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from plugins.options import all_options

ROOT = Path(__file__).parent.parent.parent
LIST = Path(__file__).parent / "below.json"
_ROOMS = ("studio", "engine", "plugins")
# What speaks to terminals and programs, what is spoken by voices, what is read by engineers.
_OUT = (
    "studio/desktop/", "studio/cli/", "studio/server/", "plugins/conformance.py", "engine/text/rules_",
    "engine/text/normalise.py", "engine/alignment/", "studio/session/calibration.py", "engine/backends/hibari/line.py",
    "engine/backends/hibari/sounds.py", "engine/backends/fake/", "engine/models.py", "engine/server/",
    "engine/backends/qwen3/", "engine/backends/remote/", "studio/export/manifest.py", "studio/script/rows.py",
    "studio/script/directions.py", "engine/backends/hibari/model.py",
)  # fmt: skip
# How problems begin and reports count; they end without a full stop.
_PLACES = (
    "line {0}, column {1}: {2}", "{0} of {1} current, {2} suspect", "{0} of {1} current, {2} suspect, {3}", "{0} stale",
    "{0} failed", "{0} missing", "{0} stale, {1}", "{0} failed, {1}",
)  # fmt: skip
_PLACE = re.compile(r"\{[a-z_]*(?:![rs])?(?::[^{}]*)?\}")
_WORDS = re.compile(r"[A-Za-z]{2,}")
_PATTERN = re.compile(r"\(\?|\\[wdsN]|^<")


def templates() -> list[str]:
    """Every message and label, sorted, each once."""
    return sorted({*_sentences(), *_labels(), *_PLACES})


def write() -> None:
    """Bring ``below.json`` up to the sources."""
    LIST.write_text(json.dumps(templates(), ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def as_source() -> str:
    """The templates in a form from which the collector of the window's texts takes them."""
    calls = (f'QCoreApplication.translate("Below", {json.dumps(t, ensure_ascii=False)})\n' for t in templates())
    return "from PySide6.QtCore import QCoreApplication\n" + "".join(calls)


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
    """What the manifests of the built-in plug-ins call themselves and their options."""
    for manifest in sorted((ROOT / "plugins").glob("*/plugin.toml")):
        document = tomllib.loads(manifest.read_text(encoding="utf-8"))
        for plugin in document["plugin"]:
            yield plugin["label"]
            for option in all_options(document, plugin).values():
                yield from (option[key] for key in ("label", "help") if option.get(key))
