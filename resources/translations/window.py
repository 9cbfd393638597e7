"""The window's own texts, read from the syntax tree: what ``tr`` and ``translate`` are given.

Qt's collector reads Python as a row of words: it takes ``translate`` under another name for ``tr``, makes a plain text
of a plural that goes through ``translate``, and loses a text behind a subscript. Here every call is found for certain,
and one that cannot be translated is an error of whoever wrote it.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

SOURCES = Path(__file__).parent.parent.parent / "studio" / "desktop"
_QT = "QCoreApplication.translate"
_RULE = "text and remark stand there as literals, in self.tr or after a context in translate, and without names"


class Text(NamedTuple):
    context: str
    source: str
    remark: str = ""  # tells two meanings of one word apart
    plural: bool = False


def texts(folder: Path = SOURCES, elsewhere: Collection[str] = ()) -> Iterator[Text]:
    """Every text in the order of the sources. Contexts ``elsewhere`` are collected by somebody else.

    Raises ValueError for a call whose text is put together first, or whose context is not known.
    """
    for file in sorted(folder.rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for call, context, given in _calls(tree, "", _names(tree)):
            if context in elsewhere:
                continue
            source, remark = (_literal(one) for one in [*given, ast.Constant(""), ast.Constant("")][:2])
            if not context or not source or remark is None or call.keywords:
                raise ValueError(f"{file}:{call.lineno}: {ast.unparse(call)} cannot be translated: {_RULE}.")
            yield Text(context, source, remark, plural=len(given) > 2)


def _names(tree: ast.Module) -> set[str]:
    """Names under which a file calls ``QCoreApplication.translate``."""
    given = (node for node in ast.walk(tree) if isinstance(node, ast.Assign) and ast.unparse(node.value) == _QT)
    return {_QT, *(ast.unparse(target) for node in given for target in node.targets)}


def _calls(node: ast.AST, inside: str, names: Collection[str]) -> Iterator[tuple[ast.Call, str, list[ast.expr]]]:
    """The calls below a node, each with its context ("" where nobody knows it) and the text and what follows it."""
    if isinstance(node, ast.ClassDef):
        inside = node.name
    if isinstance(node, ast.Call):
        if isinstance(node.func, ast.Attribute) and node.func.attr == "tr":
            yield node, inside if ast.unparse(node.func.value) == "self" else "", node.args
        elif ast.unparse(node.func) in names:
            yield node, _literal(node.args[0]) or "", node.args[1:]
    for child in ast.iter_child_nodes(node):
        yield from _calls(child, inside, names)


def _literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
