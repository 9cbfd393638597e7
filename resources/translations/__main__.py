"""``python -m resources.translations``: collect the window's strings and those below, compile every language."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from resources.translations import below, window
from resources.translations.window import Text

HERE = Path(__file__).parent
LANGUAGES = ("en", "zh")  # English is the language of the sources: only its plurals are written out
_BELOW = ("Below", "Word", "Choice")
_TOOLS = Path(sys.executable).parent


def collect(ts: Path) -> int:
    """Bring a ``.ts`` file up to the sources: new texts come in, those that are gone go out; the exit code.

    Raises ValueError for a text of the window that cannot be collected.
    """
    plurals = ["-pluralonly"] if ts.stem.endswith("_en") else []
    options = ["-silent", "-no-obsolete", "-locations", "none", *plurals]
    with tempfile.TemporaryDirectory() as folder:
        said = Path(folder) / "said.py"
        said.write_text(_as_source([*window.texts(elsewhere=_BELOW), *below.texts()]), encoding="utf-8")
        return subprocess.call([_TOOLS / "pyside6-lupdate", *options, said, "-ts", ts])


def _as_source(texts: Iterable[Text]) -> str:
    """Texts in the one form from which Qt's collector takes everything: ``tr`` in a class with the context's name."""
    rows = []
    for context, of_it in groupby(texts, lambda text: text.context):
        rows.append(f"class {context}(QObject):\n    def said(self):")
        for text in of_it:
            words = [json.dumps(part, ensure_ascii=False) for part in (text.source, text.remark)]
            rows.append(f"        self.tr({', '.join([*words, *(['1'] if text.plural else [])])})")
    return "\n".join(rows) + "\n"


def compiled(ts: Path, qm: Path) -> int:
    """Make the ``.qm`` file of a ``.ts`` file in one step; the exit code.

    A window that is open has mapped the old file into its memory: that one must stay as it is.
    """
    fresh = qm.with_name(f".{qm.name}.new")
    code = subprocess.call([_TOOLS / "pyside6-lrelease", ts, "-qm", fresh])
    if code == 0:
        fresh.replace(qm)
    return code


def main() -> int:
    below.write()
    for language in LANGUAGES:
        ts = HERE / f"lineread_{language}.ts"
        code = collect(ts) or compiled(ts, ts.with_suffix(".qm"))
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
