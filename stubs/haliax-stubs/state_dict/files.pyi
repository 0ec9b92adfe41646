# Written by `python -m tools.stubs`. Do not edit.
"""State dicts in files, of which a large one has several and an index of them."""

import os
from collections.abc import Mapping
from typing import Final

from haliax.state_dict.writing import StateDict

_METADATA: Final = {"format": "pt"}
"""What says that names and layouts are those of torch; some programs want to see it."""

def load_state_dict(path: str | os.PathLike[str]) -> StateDict:
    """The arrays in files of safetensors. None of them is read before it is used, and then only the part that is.

    Args:
        path: A file; an index, whose name ends with `.safetensors.index.json`, of several; or a folder with
            `model.safetensors` or `model.safetensors.index.json`.

    Raises:
        FileNotFoundError: If a file is not there.
        ValueError: If one is of another kind or is not whole, or lacks what the index says of it.
    """

def save_state_dict(
    state_dict: StateDict,
    path: str | os.PathLike[str],
    *,
    max_shard_size: int | None = None,
    metadata: Mapping[str, str] = _METADATA,
) -> None:
    """Writes arrays to a file of safetensors, or to several and an index of them.

    Args:
        state_dict: The arrays, of numpy or jax, and numbers.
        path: The file, whose name ends with `.safetensors`, or a folder for `model.safetensors`.
        max_shard_size: The most bytes of values in one file, apart from a file with one array. If they are more, they
            go to `model-00001-of-00002.safetensors` and so on, and `model.safetensors.index.json` has the file of each.
        metadata: What else the header of each file has. By default, that names and layouts are those of torch.

    Raises:
        ValueError: If a value is no array, or has a dtype that such files cannot hold. Then nothing is written.
    """
