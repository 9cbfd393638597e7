"""Memory that is free is given back: what was needed only to read a model would else stay with the process."""

from __future__ import annotations

import contextlib
import ctypes


def trim() -> None:
    """Give the heap's free pages back to the system, where its C library can (glibc)."""
    with contextlib.suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
