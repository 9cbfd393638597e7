"""Ids, made once and kept for ever.

Short, readable aloud, safe in every file name and table, and free of words: a letter for the kind and
eight characters of Crockford's base 32 (40 bits; a project of 50,000 lines collides once in 800, so
:func:`fresh` also looks at what is taken).
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Container

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def fresh(kind: str, taken: Container[str] = ()) -> str:
    """A new id, ``L-3f8k2m9q`` for kind ``L``, that is not in ``taken``."""
    while True:
        value = secrets.randbits(40)
        made = f"{kind}-" + "".join(_ALPHABET[(value >> (5 * i)) & 31] for i in range(8))
        if made not in taken:
            return made


def made_here(identity: str) -> bool:
    """Whether an id looks like one of ours; any other was given by somebody, and means what they mean by it."""
    return re.fullmatch(rf"[A-Z]-[{_ALPHABET}]{{8}}", identity) is not None
