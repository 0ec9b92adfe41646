"""One step of a loop, as `jax.lax.scan` takes it: a function of arrays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, TypeAlias

import jax

from haliax.core import wrap
from haliax.pure import errors
from haliax.transforms._carry import Carry
from haliax.transforms._leaves import Names, Refused, sealed
from haliax.transforms._nested import Nested, blocks
from haliax.transforms._placing import places_of, put
from haliax.transforms.checkpoint import ScanCheckpointPolicy, without_names
from haliax.tree_util import tree_checkpoint_name

# A union, as type checkers see it: the test that stubs agree with the library asks for one.
Kind: TypeAlias = Literal["scan", "fold"] | Literal["map"]


@dataclass(frozen=True)
class Options:
    """How a function is looped.

    Attributes:
        op: Which of the operations it is.
        axis: The name of the axis.
        policy: What is kept of each step for the gradient.
        reverse: Whether the last position comes first.
        unroll: How many steps are written out.
        caller: What errors say was called, if it was not the operation by itself.
        way_out: What to do where a plain array has another size, if not what the operation says.
    """

    op: Kind
    axis: str
    policy: ScanCheckpointPolicy
    reverse: bool
    unroll: int | bool
    caller: str = ""
    way_out: str = ""

    @property
    def said(self) -> str:
        """What was called, as errors say it."""
        return self.caller or self.op

    @property
    def key(self) -> tuple[object, ...]:
        """All of it, as a key, in which True is not 1."""
        kinds = type(self.policy.nested), type(self.unroll)
        return self.op, self.axis, self.policy, self.reverse, self.unroll, kinds, self.caller

    @property
    def names(self) -> tuple[str, str]:
        """The names of the carry and of what goes step by step, for checkpointing."""
        return names_for(self.op, self.axis)


def names_for(op: Kind, axis: str) -> tuple[str, str]:
    """The names, for checkpointing, of the carry of a loop along an axis and of what goes step by step."""
    return f"{op} over {axis}: carry", f"{op} over {axis}: inputs"


class Layout(NamedTuple):
    """What the arguments of a call are, apart from the values of arrays.

    Attributes:
        structure: Their structure.
        scanned: The leaves that go step by step, each with its names inside.
        whole: The arrays that are passed whole, each with its names.
        statics: What is no array.
    """

    structure: Any
    scanned: tuple[tuple[int, Names], ...]
    whole: tuple[tuple[int, Names], ...]
    statics: tuple[tuple[int, Any], ...]

    def joined(self, whole: list[Any], xs: list[Any]) -> Any:
        """The arguments of one step."""
        leaves: list[Any] = [None] * self.structure.num_leaves
        for i, value in self.statics:
            leaves[i] = value
        for places, arrays in ((self.whole, whole), (self.scanned, xs)):
            for (i, names), array in zip(places, arrays, strict=True):
                leaves[i] = array if names is None else wrap(array, names)
        return self.structure.unflatten(leaves)


class Arrays(NamedTuple):
    """The arrays of a call: those that go step by step, those that are passed whole, and how many steps there are."""

    xs: list[Any]
    whole: list[Any]
    length: int


class Body:
    """One step as `jax.lax.scan` takes it.

    Args:
        target: Gives the function.
        options: How it is called.
        carry: What its carry is.
        layout: What its arguments are.
        nested: How many steps there are, if that matters.
    """

    def __init__(self, target: Callable[[], Any], options: Options, carry: Carry, layout: Layout, nested: int) -> None:
        self._target = target
        self._options = options
        self._carry = carry
        self._layout = layout
        self._nested: dict[Callable[..., Any], Nested] = {}
        self._is_checked = not options.policy.names_asked
        checkpointed = options.policy.of_arrays(*options.names, self._step)

        def body(state: tuple[list[Any], list[Any]], xs: list[Any]) -> Any:
            whole, carry = state
            carry, ys = checkpointed(whole, carry, xs)
            return (whole, carry), ys

        def settled(state: tuple[list[Any], list[Any]], xs: list[Any]) -> Any:
            (whole, carry), ys = body(state, xs)
            return (whole, put(carry, places_of(state[1]))), ys

        self._body, self._settled = body, settled
        self._steps = nested

    def run(self, arrays: Arrays, state: list[Any]) -> Any:
        """The state after the last step, and what came out of each."""
        try:
            return self._looped(self._body, arrays, state)
        except TypeError as error:
            # jax wants a carry to come out lying over Explicit mesh axes as it went in. So it starts where the first
            # step would leave it, and stays there.
            places = self._places_after_one(arrays, state)
            if places is None or places == places_of(state):
                raise
            cause = error
        try:
            return self._looped(self._settled, arrays, put(state, places))
        except TypeError:
            raise cause from None

    def _looped(self, body: Callable[..., Any], arrays: Arrays, state: list[Any]) -> Any:
        options = self._options
        how: dict[str, Any] = {"reverse": options.reverse, "unroll": options.unroll}
        count = blocks(options.policy.nested, self._steps)
        if count:
            if body not in self._nested:  # jax traces another one anew
                self._nested[body] = Nested(body, self._steps, count, **how)
            return self._nested[body]((arrays.whole, state), arrays.xs)
        return jax.lax.scan(body, (arrays.whole, state), arrays.xs, length=arrays.length, **how)

    def _places_after_one(self, arrays: Arrays, state: list[Any]) -> list[Any] | None:
        """Where the carry lies after one step; None if there is none, or the step fails by itself."""
        places: list[Any] = []

        def first(state: Any, xs: list[Any]) -> None:
            (_, after), _ = self._body(state, [x[0] for x in xs])
            places.extend(places_of(after))

        if not arrays.length:
            return None
        try:
            jax.eval_shape(first, (arrays.whole, state), arrays.xs)
        except Exception:
            return None
        return places

    def check(self, arrays: Arrays, state: list[Any]) -> None:
        """Refuses a policy that names what the step does not name."""
        if self._is_checked or not arrays.length:
            return
        options = self._options
        xs = [jax.eval_shape(lambda x: x[0], x) for x in arrays.xs]
        problem = without_names(options.policy, self._step, (arrays.whole, state, xs), options.names)
        if problem is not None:
            raise Refused(ValueError(f"{options.said}: {problem}"))
        self._is_checked = True

    def _step(self, whole: list[Any], state: list[Any], xs: list[Any]) -> tuple[list[Any], Any]:
        op, said = self._options.op, self._options.said
        if self._options.policy.is_named:
            state, xs = map(tree_checkpoint_name, (state, xs), self._options.names)
        args, kwargs = self._layout.joined(whole, xs)
        fn = self._target()
        if op == "map":
            return [], sealed(fn(*args, **kwargs))
        result = fn(self._carry.joined(state), *args, **kwargs)
        carry, out = (result, None) if op == "fold" else pair(said, result)
        return self._carry.taken(said, state, carry), sealed(out)


def pair(op: str, result: Any) -> tuple[Any, Any]:
    """The carry and the output that a step of a scan gave.

    Args:
        op: The operation, for errors.
        result: What the step returned.

    Raises:
        Refused: If that is no pair.
    """
    if not isinstance(result, tuple | list) or len(result) != 2:
        given = (
            f"a {type(result).__name__} of {len(result)}" if isinstance(result, tuple | list) else type(result).__name__
        )
        raise Refused(errors.no_pair(given).within(op))
    return result[0], result[1]
