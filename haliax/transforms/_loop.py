"""The machine behind `scan`, `fold` and `map`: named arguments, to and from `jax.lax.scan`.

Arrays that are passed whole to every step go through the loop as a part of its carry that never changes, of which
jax makes constants. So the function that jax is given holds no arrays, and can be the same at each call: jax traces
it once for arguments of one kind.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import jax
import numpy as np

from haliax.axis import Axis
from haliax.core import NamedArray
from haliax.meshes import current_frozen
from haliax.modes import kinds_asked
from haliax.ops._settle import Exact
from haliax.pure import errors
from haliax.transforms._carry import Carry, apart
from haliax.transforms._leaves import Described, Found, Refused, flatten, is_array, opened, size_along
from haliax.transforms._memory import keep, memory
from haliax.transforms._placing import whole_along
from haliax.transforms._step import Arrays, Body, Layout, Options


class Loop:
    """A function that is called step by step.

    Args:
        fn: The function.
        axis: The axis, with or without its size.
        is_scanned: Which leaves go step by step.
        options: How it is called.
    """

    def __init__(
        self, fn: Callable[..., Any], axis: Axis, is_scanned: bool | Callable[[Any], bool], options: Options
    ) -> None:
        self._fn = fn
        self._axis = axis
        self._is_asked = is_scanned
        self._options = options
        self._target, self._made = memory(fn, options.key)

    def __call__(self, init: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, Any]:
        """The carry after the last step, and what came out of each."""
        said = self._options.said
        try:
            carry, state = apart(init)
            layout, arrays = self._apart(args, kwargs)
        except errors.Fault as error:
            raise Refused(error.within(said)) from None
        body = self._body(carry, layout, arrays.length)
        body.check(arrays, state)
        (_, state), ys = body.run(arrays, state)
        return carry.joined(state), opened(said, ys, (self._options.axis,))

    def _apart(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Layout, Arrays]:
        axis = self._axis
        leaves, structure = flatten((args, kwargs))
        scanned, whole, statics, found = [], [], [], []
        xs: list[Any] = []
        shared: list[Any] = []
        for i, leaf in enumerate(leaves):
            if isinstance(leaf, NamedArray):
                array, names, shape = leaf.array, leaf.axis_names, [one.size for one in leaf.axes]
                at = names.index(axis.name) if axis.name in names else None
            elif is_array(leaf):
                array, names, shape = leaf, None, list(np.shape(leaf))
                at = 0 if shape else None
            else:
                statics.append((i, leaf))
                continue
            if at is None or not self._is_scanned(leaf):
                whole.append((i, names))
                shared.append(array)
                continue
            found.append(Found(shape[at], i))
            scanned.append((i, None if names is None else names[:at] + names[at + 1 :]))
            xs.append(_first(array, at))
        describe = partial(Described, self._fn, (args, kwargs), 0 if self._options.op == "map" else 1)
        asked = "is_mapped" if self._options.op == "map" else "is_scanned"
        length = size_along(axis, found, describe, self._options.way_out or f"{_WAY_OUT} {asked}")
        return Layout(structure, tuple(scanned), tuple(whole), tuple(statics)), Arrays(xs, shared, length)

    def _is_scanned(self, leaf: Any) -> bool:
        asked = self._is_asked
        return bool(asked(leaf)) if callable(asked) else bool(asked)

    def _body(self, carry: Carry, layout: Layout, length: int) -> Body:
        """What jax is given: the same for calls of the same kind."""
        told = Exact((carry.statics, layout.statics))
        kinds = carry.structure, carry.plain, carry.names, layout.structure, layout.scanned, layout.whole
        nested = length if self._options.policy.is_nested else 0
        key = kinds, told, nested, current_frozen(), kinds_asked()
        try:
            found: Body | None = self._made.get(key)
        except (TypeError, ValueError):  # something has no hash, so that this is not remembered
            return Body(self._target, self._options, carry, layout, nested)
        if found is None:
            found = keep(self._made, key, Body(self._target, self._options, carry, layout, nested))
        return found


_WAY_OUT = "sizes must agree; rename an axis, or pass an array whole, by"


def _first(array: Any, at: int) -> Any:
    """The array with a dimension moved to the front, where it is not there already."""
    array = whole_along(array, at)
    if at == 0:
        return array
    return jax.lax.transpose(array, (at, *(i for i in range(array.ndim) if i != at)))
