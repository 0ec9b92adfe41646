"""Files of safetensors: a header in JSON, which says where in the file each array lies, and the values.

A file that is read is mapped into memory, so that of an array only the parts are read that are used. Arrays of dtypes
that numpy itself lacks, such as bfloat16 and float8, are read and written too.

The format: https://huggingface.co/docs/safetensors, "Format".
"""

from __future__ import annotations

import json
import os
import struct
from collections.abc import Mapping
from math import prod
from pathlib import Path
from typing import Any, Final

import jax.numpy as jnp
import numpy as np

Array = np.ndarray[Any, Any]

_DTYPES: Final[dict[str, Any]] = {
    "BOOL": np.bool_,
    "U8": np.uint8,
    "I8": np.int8,
    "U16": np.uint16,
    "I16": np.int16,
    "U32": np.uint32,
    "I32": np.int32,
    "U64": np.uint64,
    "I64": np.int64,
    "F8_E4M3": jnp.float8_e4m3fn,
    "F8_E5M2": jnp.float8_e5m2,
    "F8_E4M3FNUZ": jnp.float8_e4m3fnuz,
    "F8_E5M2FNUZ": jnp.float8_e5m2fnuz,
    "F8_E8M0": jnp.float8_e8m0fnu,
    "F16": np.float16,
    "BF16": jnp.bfloat16,
    "F32": np.float32,
    "F64": np.float64,
    "C64": np.complex64,
}
_NAMES: Final = {np.dtype(dtype): name for name, dtype in _DTYPES.items()}

_MOST: Final = 100_000_000
"""How long a header may be, in bytes; a longer one means that the file is of another kind."""


def read(path: Path) -> dict[str, Array]:
    """The arrays of a file, of which nothing is read yet, in the order of their names in the header.

    Raises:
        ValueError: If it is no such file, or is not whole.
    """
    header, start = _header(path)
    data = np.memmap(path, np.uint8, "r").view(np.ndarray)[start:] if path.stat().st_size > start else np.zeros(0, "u1")
    return {key: _array(path, key, entry, data) for key, entry in header.items() if key != "__metadata__"}


def _header(path: Path) -> tuple[dict[str, Any], int]:
    """The header of a file, and where the values begin."""
    with path.open("rb") as file:
        first = file.read(8)
        length = struct.unpack("<Q", first)[0] if len(first) == 8 else _MOST + 1
        text = file.read(length) if length <= _MOST else b""
    try:
        header = json.loads(text)
    except ValueError:
        header = None
    if not isinstance(header, dict):
        raise ValueError(f"{path} is no file of safetensors, or not whole")
    return header, 8 + length


def _array(path: Path, key: str, entry: dict[str, Any], data: Array) -> Array:
    kind, shape, (start, end) = entry["dtype"], entry["shape"], entry["data_offsets"]
    if kind not in _DTYPES:
        raise ValueError(f"{path}: '{key}' has the dtype {kind}; known are {', '.join(_DTYPES)}")
    dtype = np.dtype(_DTYPES[kind])
    if not 0 <= start <= end or end - start != prod(shape) * dtype.itemsize:
        raise ValueError(f"{path}: '{key}' of {kind} and shape {tuple(shape)} does not fit in bytes {start} to {end}")
    if end > data.size:
        raise ValueError(f"{path} is not whole: it has {data.size} bytes of values, and '{key}' ends at {end}")
    array: Array = data[start:end].view(dtype).reshape(shape)
    return array


def write(path: Path, arrays: Mapping[str, Any], metadata: Mapping[str, str]) -> None:
    """Writes a file, one array after the other. It is there when it is whole; one that was there before, until then.

    Args:
        path: The file.
        arrays: The arrays, of numpy or jax.
        metadata: What else the header has.

    Raises:
        ValueError: If one has a dtype that such files cannot hold.
    """
    # Each array begins at a multiple of the size of its elements, as those who map the file may rely on.
    keys = sorted(arrays, key=lambda key: (-arrays[key].dtype.itemsize, key))
    header: dict[str, Any] = {"__metadata__": dict(metadata)} if metadata else {}
    at = 0
    for key in keys:
        end = at + size(arrays[key])
        header[key] = {"dtype": dtype_name(key, arrays[key]), "shape": [*arrays[key].shape], "data_offsets": [at, end]}
        at = end
    text = json.dumps(header, ensure_ascii=False).encode()
    text += b" " * (-len(text) % 8)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with unfinished.open("wb") as file:
            file.write(struct.pack("<Q", len(text)) + text)
            for key in keys:
                file.write(np.asarray(arrays[key]).tobytes())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def size(array: Any) -> int:
    """The size of an array in bytes."""
    one: int = array.dtype.itemsize
    return one * int(prod(array.shape))


def dtype_name(key: str, array: Any) -> str:
    """What the dtype of an array is called in such files.

    Raises:
        ValueError: If they cannot hold it.
    """
    if array.dtype not in _NAMES:
        raise ValueError(f"save_state_dict: '{key}' is {array.dtype}, which files of safetensors cannot hold")
    return _NAMES[array.dtype]
