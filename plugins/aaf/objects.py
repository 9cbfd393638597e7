"""Objects of an AAF as they are stored: each a storage whose stream ``properties`` holds its values.

A value is bytes; an object that is owned is a storage beside the stream, a vector or a set of them has an index stream
too. Source: AAF Association, "AAF Low-Level Container Specification v1.0.1"; the identifiers of
properties are those of the "AAF Object Specification v1.1", whose built-in ones never change.
"""

from __future__ import annotations

import datetime
import struct
from collections.abc import Mapping, Sequence
from uuid import UUID

from plugins.aaf.compound import Storage

_DATA, _WEAK, _STRONG, _VECTOR, _SET = 0x82, 0x02, 0x22, 0x32, 0x3A
_NO_KEY = 0xFFFFFFFF
_SUFFIX = bytes.fromhex("060e2b3402060101")
_HEAD = struct.Struct("<BBH")
_PLACE = struct.Struct("<HHH")


class Weak(bytes):
    """A reference to a definition of the dictionary, as it is stored."""


class OwnedSet(dict[bytes, Storage]):
    """Owned objects by their key; ``key_property`` is the property that holds it."""

    def __init__(self, key_property: int, objects: Mapping[bytes, Storage]) -> None:
        super().__init__(objects)
        self.key_property = key_property


Value = bytes | Weak | Storage | Sequence[Storage] | OwnedSet


def class_id(number: int) -> bytes:
    """A built-in class of the object specification: 0x3600 is a master mob."""
    return struct.pack("<IHH", 0x0D010101, 0x0101, number) + _SUFFIX


def stored(number: int, values: Mapping[int, Value], names: Mapping[int, str]) -> Storage:
    """The object of class ``number``. ``values`` by property; ``names`` of the storages of those that own objects."""
    made = Storage(class_id(number))
    places, contents = [_HEAD.pack(0x4C, 0x20, len(values))], []
    for key, value in values.items():
        if isinstance(value, bytes):
            form, data = _WEAK if isinstance(value, Weak) else _DATA, value
        else:
            name = names[key]
            data = text(name)
            if isinstance(value, Storage):
                form = _STRONG
                made.children[name] = value
            elif isinstance(value, OwnedSet):
                form = _SET
                _own_set(made, name, value)
            else:
                form = _VECTOR
                _own_vector(made, name, value)
        places.append(_PLACE.pack(key, form, len(data)))
        contents.append(data)
    made.children["properties"] = b"".join((*places, *contents))
    return made


def _own_vector(made: Storage, name: str, objects: Sequence[Storage]) -> None:
    count = len(objects)
    made.children[f"{name} index"] = struct.pack(f"<III{count}I", count, count, _NO_KEY, *range(count))
    for number, owned in enumerate(objects):
        made.children[f"{name}{{{number:x}}}"] = owned


def _own_set(made: Storage, name: str, objects: OwnedSet) -> None:
    count = len(objects)
    size = len(next(iter(objects), bytes(32)))
    index = [struct.pack("<IIIHB", count, count, _NO_KEY, objects.key_property, size)]
    for number, (key, owned) in enumerate(objects.items()):
        index.append(struct.pack("<II", number, 1) + key)
        made.children[f"{name}{{{number:x}}}"] = owned
    made.children[f"{name} index"] = b"".join(index)


def text(value: str) -> bytes:
    """UTF-16 with its end."""
    return value.encode("utf-16-le", "surrogatepass") + b"\0\0"


def int8(value: int) -> bytes:
    return struct.pack("<B", value)


def int16(value: int) -> bytes:
    return struct.pack("<H", value)


def int32(value: int) -> bytes:
    return struct.pack("<I", value)


def int64(value: int) -> bytes:
    return struct.pack("<q", value)


def rational(top: int, bottom: int = 1) -> bytes:
    return struct.pack("<ii", top, bottom)


def stamp(moment: datetime.datetime) -> bytes:
    """Year, month, day, hour, minute, second, and hundredths in units of four milliseconds."""
    date = struct.pack("<hBB", moment.year, moment.month, moment.day)
    return date + struct.pack("<BBBB", moment.hour, moment.minute, moment.second, 0)


def mob_id(material: UUID) -> bytes:
    """A UMID (SMPTE ST 330) around a UUID."""
    return bytes.fromhex("060a2b340101010501010f2013000000") + material.bytes_le
