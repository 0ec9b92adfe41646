"""A picture of numbers: one pixel each, blue below zero and red above."""

from __future__ import annotations

import base64
import struct
import zlib
from typing import Any, Final, TypeAlias

import numpy as np

Picture: TypeAlias = np.ndarray[Any, Any]
"""Rows and columns of numbers of colours."""

_MIDDLE: Final = 127
_NO_NUMBER: Final = 255
_BLUE, _WHITE, _RED, _BLACK = (33, 102, 172), (247, 247, 247), (178, 24, 43), (0, 0, 0)


def picture_of(values: np.ndarray[Any, Any]) -> tuple[Picture, str]:
    """The colours of a table of numbers, and words for what they mean.

    White is zero, and the strongest blue or red is the largest value without its sign. Black is no number.
    """
    numbers = np.abs(values) if np.iscomplexobj(values) else values.astype(np.float32)
    largest = float(np.abs(numbers, where=np.isfinite(numbers), out=np.zeros_like(numbers)).max(initial=0.0))
    with np.errstate(invalid="ignore"):  # infinity over a number, and no number, are dealt with below
        shares = np.clip(numbers / (largest or 1.0), -1, 1)
    picture = np.where(np.isnan(shares), _NO_NUMBER, np.rint(_MIDDLE + _MIDDLE * np.nan_to_num(shares)))
    scale = f"blue {-largest:.4g}, white 0, red {largest:.4g}" if largest else "white 0"
    return picture.astype(np.uint8), scale


def png(picture: Picture) -> str:
    """A picture as PNG, in base 64.

    The format is that of the PNG specification (W3C, third edition): a header, a palette, the rows, each after a byte
    that says that it is not filtered.
    """
    height, width = picture.shape
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    rows = b"".join(b"\0" + row.tobytes() for row in picture)
    chunks = [(b"IHDR", header), (b"PLTE", _palette()), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    whole = b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)
    return base64.b64encode(whole).decode()


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _palette() -> bytes:
    half = np.linspace(0, 1, _MIDDLE + 1)[:, None]
    below = np.array(_BLUE) * (1 - half) + np.array(_WHITE) * half
    above = np.array(_WHITE) * (1 - half) + np.array(_RED) * half
    return np.concatenate([below, above[1:], [_BLACK]]).round().astype(np.uint8).tobytes()
