"""A loop over layers, written out: what `jax.lax.scan` does for stacked ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import jax
import jax.numpy as jnp

from haliax.axis import Axis
from haliax.core import NamedArray
from haliax.ops.joining import stack
from haliax.pure import errors
from haliax.pure.axis import show
from haliax.transforms._carry import Carry, apart
from haliax.transforms._leaves import Refused, is_array, is_named, same
from haliax.transforms._nested import blocks
from haliax.transforms._step import Kind, names_for, pair
from haliax.transforms.checkpoint import ScanCheckpointPolicy, checkpointed, without_names
from haliax.tree_util import tree_checkpoint_name

Part = tuple[Any, tuple[Any, ...], dict[str, Any]]
"""A layer, and what else it is given."""


class Unrolled:
    """A function that is called for one layer after the other.

    Args:
        fn: The function, of a layer and the carry.
        op: Whether it gives the carry alone, as in a fold.
        said: What was called, for errors.
        block: The axis of the layers.
        policy: What is kept of each layer for the gradient.
    """

    def __init__(self, fn: Callable[..., Any], op: Kind, said: str, block: Axis, policy: ScanCheckpointPolicy) -> None:
        self._fn, self._op, self._said, self._block, self._policy = fn, op, said, block, policy
        self._names = names_for(op, block.name)

    def __call__(self, layers: Sequence[Any], init: Any, given: Sequence[Any]) -> tuple[Any, Any]:
        """The carry after the last layer, and what came out of each."""
        carry, state = apart(init)
        state = [jnp.asarray(value) for value in state]
        parts = [(layer, *part) for layer, part in zip(layers, given, strict=True)]
        step = self._step(carry)
        if parts and self._policy.names_asked:
            self._check(step, state, parts[0])
        kept = self._policy.checkpoint(*self._names, step)

        def run(state: list[Any], parts: list[Part]) -> tuple[list[Any], list[Any]]:
            outs = []
            for part in parts:
                state, out = kept(state, part)
                outs.append(out)
            return state, outs

        state, outs = self._run(run, state, parts)
        return carry.joined(state), None if self._op == "fold" else joined(self._said, self._block, outs)

    def _step(self, carry: Carry) -> Callable[[list[Any], Part], tuple[list[Any], Any]]:
        def step(state: list[Any], part: Part) -> tuple[list[Any], Any]:
            if self._policy.is_named:
                carry_name, input_name = self._names
                state, part = tree_checkpoint_name(state, carry_name), tree_checkpoint_name(part, input_name)
            layer, args, kwargs = part
            result = self._fn(layer, carry.joined(state), *args, **kwargs)
            new, out = (result, None) if self._op == "fold" else pair(self._said, result)
            return carry.taken(self._said, state, new), out

        return step

    def _run(self, run: Callable[..., Any], state: list[Any], parts: list[Part]) -> tuple[list[Any], list[Any]]:
        """All layers, or those of one block after the other where the policy is nested."""
        length = len(parts)
        count = blocks(self._policy.nested, length) if self._policy.is_nested else 0
        size, outs = length // count if count else length, []
        kept = checkpointed(run, policy=None, prevent_cse=True) if count else run
        for start in range(0, length, size or 1):
            state, some = kept(state, parts[start : start + size])
            outs += some
        return state, outs

    def _check(self, step: Callable[..., Any], state: list[Any], part: Part) -> None:
        """Refuses a policy that names what the step does not name."""
        problem = without_names(self._policy, lambda state: step(state, part)[0], (state,), self._names)
        if problem is not None:
            raise Refused(ValueError(f"{self._said}: {problem}"))


def joined(said: str, block: Axis, outs: Sequence[Any]) -> Any:
    """What came out of each layer, with the axis of the layers in front.

    Raises:
        Refused: If an array has the axis already, what came out is of different structures, or there is no layer.
    """
    if not outs:
        raise Refused(ValueError(f"{said}: there is no layer that says what comes out; use Stacked, which calls one"))
    structures: list[Any] = [jax.tree.structure(out, is_leaf=is_named) for out in outs]
    if structures.count(structures[0]) != len(structures):
        raise Refused(TypeError(f"{said}: layers give different structures; give back the same structure from each"))
    leaves = [jax.tree.leaves(out, is_leaf=is_named) for out in outs]
    return structures[0].unflatten([_joined(said, block, column) for column in zip(*leaves, strict=True)])


def _joined(said: str, block: Axis, column: Sequence[Any]) -> Any:
    first = column[0]
    if isinstance(first, NamedArray):
        if block.name in first.axis_names:
            raise Refused(errors.taken(block.name, show(first.axis_names)).within(said))
        return stack(block, column)
    if is_array(first):
        return jnp.stack(column)
    if not all(same(first, other) for other in column):
        raise Refused(TypeError(f"{said}: layers give {first!r} and others; make an array of what differs"))
    return first
