"""Arrays of several processes: whether each has the same, where each gives the whole.

A program on many machines runs in many processes, each of which reaches its own devices only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax.sharding import NamedSharding

from haliax.pure import mesh_errors

_SAMPLE = 32
"""How many numbers of a computed array are compared, which may differ in their last bits."""


@dataclass(frozen=True)
class Whole:
    """An array that every process has as a whole, and that is about to be spread over devices of all of them.

    Attributes:
        names: Its axes.
        array: The array.
        sharding: Where it will lie.
    """

    names: tuple[str, ...]
    array: Any
    sharding: NamedSharding

    @property
    def is_of_host(self) -> bool:
        """Whether this process alone knows the values."""
        return not isinstance(self.array, jax.Array) or self.array.is_fully_addressable

    @property
    def is_asked(self) -> bool:
        """Whether the processes could have different values without anybody's notice."""
        devices: set[Any] = self.sharding.device_set
        if len({device.process_index for device in devices}) != jax.process_count():
            return False  # then the others do not come here
        return self.is_of_host or (self.array.is_fully_replicated and self.array.sharding != self.sharding)

    def __str__(self) -> str:
        axes = zip(self.names, self.array.shape, strict=True)
        return f"array [{', '.join(f'{name}={size}' for name, size in axes)}]"


def placed(wholes: Sequence[Whole]) -> list[jax.Array]:
    """The arrays in their places, after all processes have found that they hold the same.

    Raises:
        AxisError: If they do not.
    """
    if jax.process_count() > 1:
        _check([whole for whole in wholes if whole.is_asked])
    return [_placed(whole) for whole in wholes]


def _placed(whole: Whole) -> jax.Array:
    if whole.sharding.is_fully_addressable:
        moved: jax.Array = jax.device_put(whole.array, whole.sharding)
        return moved
    if _is_key(whole.array):  # which jax does not move to devices of other processes
        data = _of_all(jax.random.key_data(whole.array), whole)
        keys: jax.Array = jax.random.wrap_key_data(data, impl=jax.random.key_impl(whole.array))
        return keys
    return _of_all(whole.array, whole)


def _of_all(array: Any, whole: Whole) -> jax.Array:
    """An array over the devices of all processes."""
    if not whole.is_of_host:
        moved: jax.Array = jax.device_put(array, whole.sharding)
        return moved
    # `device_put` would send the whole of it to every process, only to compare it.
    host = np.asarray(array)
    dtype = jax.dtypes.canonicalize_dtype(host.dtype)
    return jax.make_array_from_callback(host.shape, whole.sharding, lambda index: host[index], dtype=dtype)


def _is_key(array: Any) -> bool:
    return jnp.issubdtype(array.dtype, jax.dtypes.prng_key)


def _check(wholes: Sequence[Whole]) -> None:
    """All processes must hold the same, which a few numbers tell of each array."""
    if not wholes:
        return
    from jax.experimental import multihost_utils  # slow to import, and seldom needed

    words = [_words(whole) for whole in wholes]
    rows = np.asarray(multihost_utils.process_allgather(np.concatenate(words)))
    start = 0
    for whole, own in zip(wholes, words, strict=True):
        part = rows[:, start : start + len(own)]
        start += len(own)
        if not _agree(whole, part):
            raise mesh_errors.other_values(whole)


def _agree(whole: Whole, rows: np.ndarray[Any, Any]) -> bool:
    if _is_exact(whole):
        return bool((rows == rows[0]).all())
    numbers = np.ascontiguousarray(rows).view(np.float32)
    scale = float(np.nanmax(np.abs(numbers[0]), initial=0.0, where=np.isfinite(numbers[0])))
    return np.allclose(numbers, numbers[0], rtol=0.0, atol=1e-2 * scale, equal_nan=True)


def _is_exact(whole: Whole) -> bool:
    """Whether every bit must agree. What the devices of each process have computed may differ in the last bits."""
    return whole.is_of_host or not jnp.issubdtype(whole.array.dtype, jnp.inexact)


def _words(whole: Whole) -> np.ndarray[Any, Any]:
    """A few numbers that tell one array from another."""
    array = jax.random.key_data(whole.array) if _is_key(whole.array) else whole.array
    host: np.ndarray[Any, Any] = np.asarray(array if whole.is_of_host else array.addressable_data(0))
    if _is_exact(whole):
        seen = hashlib.blake2b(f"{host.shape} {host.dtype}".encode(), digest_size=8)
        seen.update(np.ascontiguousarray(host).reshape(-1).view(np.uint8).data)
        return np.frombuffer(seen.digest(), np.uint32)
    places = np.linspace(0, host.size - 1, min(host.size, _SAMPLE)).astype(int)
    some: np.ndarray[Any, Any] = host.reshape(-1)[places].astype(np.complex64).view(np.uint32)
    return some
