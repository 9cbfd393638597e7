"""The text of a file somebody made elsewhere: which encoding it has, said aloud when it was a guess."""

from __future__ import annotations

import re
from pathlib import Path

from studio.document.problems import Problem
from studio.errors import LinereadError

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\x00\x00", "utf-32-le"), (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"),
)  # fmt: skip
_MAGIC = (
    (b"%PDF", "a PDF"), (b"PK\x03\x04", "a zip archive or a Word document"), (b"RIFF", "an audio or video file"),
    (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"), (b"GIF8", "a picture"), (b"fLaC", "an audio file"),
    (b"OggS", "an audio file"), (b"ID3", "an audio file"), (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"{\\rtf", "a rich-text document"), (b"\x7fELF", "a program"), (b"SQLite format 3", "a database"),
)  # fmt: skip
_CONTROL = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 1 << 16
LARGEST = 256 << 20  # bytes; a script of ten million words has 60 MB


def read_text(path: Path) -> tuple[str, tuple[Problem, ...]]:
    """The file's text with ``\\n`` line ends, and what had to be guessed or repaired.

    Raises LinereadError when the file cannot be read or is no text.
    """
    path = Path(path)
    try:
        if path.is_dir():
            raise LinereadError(f"{path.name} is a folder.", "Choose a text file.")
        size = path.stat().st_size
        if size > LARGEST:
            raise LinereadError(f"{path.name} has {size >> 20} MB, which is no script.", "Split it into parts.")
        data = path.read_bytes()
    except (OSError, ValueError) as e:
        reason = e.strerror if isinstance(e, OSError) and e.strerror else "the name is not usable"
        raise LinereadError(f"{path.name} cannot be read: {reason}.", "Check the name and the rights.") from e
    return decoded(data, path.name)


def decoded(data: bytes, name: str = "The file") -> tuple[str, tuple[Problem, ...]]:
    """As :func:`read_text`, for bytes that are already here."""
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise LinereadError(f"{name} is {what}, not text.", "Save it as plain text (UTF-8) and import that.")
    problems: list[Problem] = []
    encoding, certain = _encoding(data, name)
    text = data.decode(encoding, "replace").removeprefix("\ufeff")
    if not certain:
        problems.append(Problem(
            message=f"{name} is not UTF-8; it was read as {encoding}.", line=1, column=1,
            hint="If letters look wrong, save it as UTF-8 and import it again.", code="encoding",
        ))  # fmt: skip
    elif "\ufffd" in text and b"\xef\xbf\xbd" not in data:
        problems.append(_at(text, text.index("\ufffd"), "Some bytes are no text and became \ufffd.", "encoding"))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        problems.append(_at(text, text.index("\0"), "Zero bytes were left out.", "zero-bytes"))
        text = text.replace("\0", "")
    return text, tuple(problems)


def _encoding(data: bytes, name: str) -> tuple[str, bool]:
    """The encoding, and whether it is certain. Raises LinereadError for what is no text at all."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding, True
    sample = data[:_SAMPLE]
    zeros = sample.count(0)
    if zeros:
        for encoding, side in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
            if len(data) % 2 == 0 and side.count(0) > len(side) * 0.4 and zeros == side.count(0):
                return encoding, False
        if zeros > len(sample) * 0.05 + 4:
            raise LinereadError(f"{name} is not text.", "Save it as plain text (UTF-8) and import that.")
    if len(_CONTROL.findall(sample.decode("latin-1"))) > len(sample) * 0.02 + 8:
        raise LinereadError(f"{name} is not text.", "Save it as plain text (UTF-8) and import that.")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as e:
        if e.start > len(data) - 4 and e.reason == "unexpected end of data":
            return "utf-8", True  # cut off within the last character
        return _legacy(data), False
    return "utf-8", True


def _legacy(data: bytes) -> str:
    """The likeliest of the old encodings. Chinese text has its high bytes in pairs from the common plane."""
    high = re.findall(rb"[\x80-\xff]+[\x40-\x7e]?", data[: _SAMPLE * 4])
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        pairs = False
    else:
        total = sum(len(run) for run in high)
        common = sum(2 * len(re.findall(rb"[\xa1-\xa3\xb0-\xd7][\xa1-\xfe]", run)) for run in high)
        longest = sum(len(run) for run in high if len(run) >= 4)
        pairs = common >= total * 0.8 and longest >= total * 0.5
    if pairs:
        return "gb18030"
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        return "latin-1"
    return "cp1252"


def _at(text: str, offset: int, message: str, code: str) -> Problem:
    return Problem(
        message=message, line=text.count("\n", 0, offset) + 1, column=offset - text.rfind("\n", 0, offset), code=code
    )
