"""Numbers and words of a row as people read them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from studio.desktop.words import Words

APPROVED = "approved"
PICK_UP = "pick-up"
STATUSES = (APPROVED, PICK_UP, "rehearse", "cut")


class Wording:
    """Looked up once: a translation costs more than painting the word."""

    def __init__(self) -> None:
        translate = QCoreApplication.translate
        self.untitled = translate("ScriptRow", "Untitled scene")
        self.nothing = translate("ScriptRow", "Nothing written yet")
        self._seconds = translate("ScriptRow", "{seconds} s")
        self._about = translate("ScriptRow", "~{length}")
        self._over = translate("ScriptRow", "▲ {seconds} over")
        self._milliseconds = translate("ScriptRow", "{milliseconds} ms")
        self._scene = translate("ScriptRow", "{lines} lines · {length}")
        self._scene_of_one = translate("ScriptRow", "1 line · {length}")
        self._statuses = {
            APPROVED: translate("ScriptRow", "approved"),
            PICK_UP: translate("ScriptRow", "pick-up"),
            "rehearse": translate("ScriptRow", "rehearse"),
            "cut": translate("ScriptRow", "cut"),
        }

    def length(self, seconds: float, estimated: bool = False) -> str:
        """``2.4 s``, ``~1:05`` for an estimate; nothing for a line that says nothing."""
        if seconds <= 0:
            return ""
        words = self._seconds.format(seconds=f"{seconds:.1f}") if seconds < 60 else clock(seconds)
        return self._about.format(length=words) if estimated else words

    def over(self, seconds: float) -> str:
        """``▲ 0.4 over`` for a line that is so many seconds too long for its slot."""
        return self._over.format(seconds=f"{max(seconds, 0.1):.1f}") if seconds > 0 else ""

    @staticmethod
    def too_long(seconds: float) -> str:
        """The same as a sentence."""
        text = QCoreApplication.translate("ScriptRow", "{seconds} s too long for its slot.")
        return text.format(seconds=f"{seconds:.2f}") if seconds > 0 else ""

    def pause(self, milliseconds: int) -> str:
        return self._milliseconds.format(milliseconds=milliseconds)

    @staticmethod
    def takes(number: int, count: int) -> str:
        """``2/3``: the second of three takes plays."""
        return f"{number}/{count}" if count else ""

    def scene(self, lines: int, seconds: float) -> str:
        pattern = self._scene_of_one if lines == 1 else self._scene
        return pattern.format(lines=lines, length=clock(seconds))

    @staticmethod
    def badge(kind: str, label: str) -> str:
        """What a line says itself, “sad 0.6”, in the language of the window."""
        if kind == "emotion":
            name, _, intensity = label.partition(" ")
            return f"{Words.emotion(name)} {intensity}".strip().lower()
        if kind == "whisper":
            return Words.control(kind).lower()
        return Words.language(label) if kind == "language" else label

    def status(self, status: str) -> str:
        """A status in the language of the window; a word of the user's own stays as it is."""
        return self._statuses.get(status.casefold(), status)


def clock(seconds: float) -> str:
    """``0:48``, ``1:02:07``."""
    whole = round(seconds)
    hours, rest = divmod(whole, 3600)
    minutes, rest = divmod(rest, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
