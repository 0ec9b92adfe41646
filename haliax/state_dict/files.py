"""State dicts in files, of which a large one has several and an index of them."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np

from haliax.state_dict import safetensors
from haliax.state_dict.nodes import is_array, is_number
from haliax.state_dict.writing import StateDict

_SUFFIX: Final = ".safetensors"
_INDEX: Final = ".safetensors.index.json"
_NAME: Final = "model"
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
    path = Path(path)
    if path.is_dir():
        whole, index = path / f"{_NAME}{_SUFFIX}", path / f"{_NAME}{_INDEX}"
        path = index if index.exists() else whole
    if not path.exists():
        raise FileNotFoundError(f"load_state_dict: there is no {path}")
    return _load_all(path) if path.name.endswith(_INDEX) else dict(safetensors.read(path))


def _load_all(index: Path) -> StateDict:
    """The arrays of the files that an index has."""
    weight_map: dict[str, str] = json.loads(index.read_text())["weight_map"]
    shards = {}
    for name in sorted(set(weight_map.values())):
        file = index.parent / name
        if Path(name).name != name:
            raise ValueError(f"load_state_dict: {index} has '{name}', which is no name of a file beside it")
        if not file.exists():
            count = sum(1 for other in weight_map.values() if other == name)
            raise FileNotFoundError(f"load_state_dict: there is no {file}, which {index} has for {count} keys")
        shards[name] = safetensors.read(file)
    for key, name in weight_map.items():
        if key not in shards[name]:
            raise ValueError(f"load_state_dict: {index.parent / name} lacks '{key}', which {index} has in it")
    return {key: shards[name][key] for key, name in weight_map.items()}


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
    path = Path(path)
    if path.suffix != _SUFFIX:
        path = path / f"{_NAME}{_SUFFIX}"
    arrays = {key: _checked(key, value) for key, value in state_dict.items()}
    path.parent.mkdir(parents=True, exist_ok=True)
    shards = _shards(arrays, max_shard_size)
    index = path.with_name(f"{path.stem}{_INDEX}")
    index.unlink(missing_ok=True)  # of files that were here before, some of which are overwritten now
    if len(shards) == 1:
        safetensors.write(path, arrays, metadata)
        return
    weight_map: dict[str, str] = {}
    for number, keys in enumerate(shards, start=1):
        name = f"{path.stem}-{number:05}-of-{len(shards):05}{_SUFFIX}"
        safetensors.write(path.with_name(name), {key: arrays[key] for key in keys}, metadata)
        weight_map |= dict.fromkeys(keys, name)
    total = sum(safetensors.size(array) for array in arrays.values())
    text = json.dumps({"metadata": {"total_size": total}, "weight_map": weight_map}, indent=2)
    index.write_text(text)  # last: without it, what is not whole is not taken for a state dict


def _checked(key: str, value: Any) -> Any:
    value = np.asarray(value) if is_number(value) else value
    if not is_array(value):
        raise ValueError(f"save_state_dict: '{key}' is a {type(value).__name__}, and no array")
    safetensors.dtype_name(key, value)
    return value


def _shards(arrays: Mapping[str, Any], most: int | None) -> list[list[str]]:
    """The keys of each file, in their order."""
    shards: list[list[str]] = [[]]
    filled = 0
    for key, array in arrays.items():
        size = safetensors.size(array)
        if most is not None and shards[-1] and filled + size > most:
            shards.append([])
            filled = 0
        shards[-1].append(key)
        filled += size
    return shards
