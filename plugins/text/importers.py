"""Scripts and screenplays into a project. What is odd about a file is reported; its words are all there.

Without a title the project has no name here: a file that is read again must not rename what it is merged into.
"""

from __future__ import annotations

from pathlib import Path

from plugins.api import Imported, Options, parse_fountain, parse_script, read_text


class ScriptImporter:
    """The script format of the program: ``NAME (direction): line``."""

    def read(self, path: Path, options: Options) -> Imported:
        text, odd = read_text(path)
        project, problems = parse_script(text)
        return Imported(project=project, problems=(*odd, *problems))


class FountainImporter:
    """Fountain screenplays; the option ``action`` says what becomes of descriptions."""

    def read(self, path: Path, options: Options) -> Imported:
        text, odd = read_text(path)
        project, problems = parse_fountain(text, action=options["action"])
        return Imported(project=project, problems=(*odd, *problems))
