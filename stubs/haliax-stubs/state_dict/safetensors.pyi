# Written by `python -m tools.stubs`. Do not edit.
"""Files of safetensors: a header in JSON, which says where in the file each array lies, and the values.

A file that is read is mapped into memory, so that of an array only the parts are read that are used. Arrays of dtypes
that numpy itself lacks, such as bfloat16 and float8, are read and written too.

The format: https://huggingface.co/docs/safetensors, "Format".
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]

def read(path: Path) -> dict[str, Array]:
    """The arrays of a file, of which nothing is read yet, in the order of their names in the header.

    Raises:
        ValueError: If it is no such file, or is not whole.
    """

def write(path: Path, arrays: Mapping[str, Any], metadata: Mapping[str, str]) -> None:
    """Writes a file, one array after the other. It is there when it is whole; one that was there before, until then.

    Args:
        path: The file.
        arrays: The arrays, of numpy or jax.
        metadata: What else the header has.

    Raises:
        ValueError: If one has a dtype that such files cannot hold.
    """

def size(array: Any) -> int:
    """The size of an array in bytes."""

def dtype_name(key: str, array: Any) -> str:
    """What the dtype of an array is called in such files.

    Raises:
        ValueError: If they cannot hold it.
    """
