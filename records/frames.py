"""How the server and its PDF process talk: four bytes of length (big-endian), one byte of kind, the body."""

from __future__ import annotations

import struct
from typing import BinaryIO

HEAD = struct.Struct(">Ic")


def read_frame(source: BinaryIO) -> tuple[bytes, bytes] | None:
    """The next frame as (kind, body); None when the other side has closed."""
    head = source.read(HEAD.size)
    if len(head) < HEAD.size:
        return None
    length, kind = HEAD.unpack(head)
    body = source.read(length)
    return (kind, body) if len(body) == length else None


def write_frame(target: BinaryIO, kind: bytes, body: bytes) -> None:
    target.write(HEAD.pack(len(body), kind) + body)
    target.flush()
