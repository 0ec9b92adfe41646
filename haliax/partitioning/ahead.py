"""Programs that are compiled ahead of their calls: what `named_jit(f).lower(x)` and its `compile()` give."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, ParamSpec, TypeAlias, TypeVar

import jax

from haliax.partitioning.leaves import is_array

Args = ParamSpec("Args")
R = TypeVar("R", covariant=True)

Prepared: TypeAlias = tuple[Any, ...]
"""A key, and the lists of arrays that go with it."""


class Lowered(Generic[Args, R]):
    """A function that is traced for arguments of one kind, and not yet compiled.

    What it does not have itself, such as `as_text`, is that of `jax.stages.Lowered`.
    """

    def __init__(
        self, lowered: jax.stages.Lowered, key: Any, prepare: Callable[..., Prepared], opened: Callable[[Any], R]
    ) -> None:
        self._lowered = lowered
        self._key = key
        self._prepare = prepare
        self._opened = opened

    def compile(self, *args: Any, **kwargs: Any) -> Compiled[Args, R]:
        """The compiled program. The arguments are those of `jax.stages.Lowered.compile`."""
        return Compiled(self._lowered.compile(*args, **kwargs), self._key, self._prepare, self._opened)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._lowered, name)


class Compiled(Generic[Args, R]):
    """A compiled program, which takes the arguments of the function that it was made of.

    What it does not have itself, such as `cost_analysis`, is that of `jax.stages.Compiled`.
    """

    def __init__(
        self, compiled: jax.stages.Compiled, key: Any, prepare: Callable[..., Prepared], opened: Callable[[Any], R]
    ) -> None:
        self._compiled = compiled
        self._key = key
        self._prepare = prepare
        self._opened = opened

    def __call__(self, *args: Args.args, **kwargs: Args.kwargs) -> R:
        """Runs the program.

        Raises:
            TypeError: If the arguments have another structure, hold other things than arrays, or arrays of other shapes
                or dtypes than those that it was compiled for.
        """
        key, *arrays = self._prepare(args, kwargs)
        if key != self._key:
            raise TypeError(
                "named_jit: this program was compiled for arguments of another structure, with other things that are "
                "no arrays in them, or under another axis mapping; call the function itself, or lower it for these"
            )
        return self._opened(self._compiled(*arrays))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._compiled, name)


def traced(
    compute: Callable[[list[Any]], Any],
    leaves: list[Any],
    mask: list[bool],
    given: tuple[tuple[Any, ...], dict[str, Any]],
    options: dict[str, Any],
) -> jax.stages.Traced:
    """A function as `jax.jit` traces it, with arguments that are held to arrays.

    Args:
        compute: The function, of the list of all arrays, with None for what is static.
        leaves: That list. What comes before the arrays of the arguments is part of the function.
        mask: Which of them may be overwritten.
        given: The arguments.
        options: Those of `jax.jit`.
    """
    structure: jax.tree_util.PyTreeDef = jax.tree_util.tree_structure(given)
    own = len(leaves) - structure.num_leaves
    held, arrays = leaves[:own], leaves[own:]

    def run(*args: Any, **kwargs: Any) -> Any:
        result = compute([*held, *structure.flatten_up_to((args, kwargs))])
        return jax.tree_util.tree_map(lambda leaf: leaf if _is_result(leaf) else None, result)

    run.__name__ = run.__qualname__ = compute.__name__
    gone = structure.unflatten([may or leaf is None for leaf, may in zip(arrays, mask[own:], strict=True)])
    args, kwargs = structure.unflatten(arrays)
    whole = [_is_whole(*pair) for pair in zip(args, gone[0], strict=True)]
    jitted = jax.jit(
        run,
        donate_argnums=[place for place, is_gone in enumerate(whole) if is_gone],
        donate_argnames=[name for name, argument in kwargs.items() if _is_whole(argument, gone[1][name])],
        **options,
    )
    return jitted.trace(*args, **kwargs)


def _is_whole(argument: Any, gone: Any) -> bool:
    """Whether there are arrays in an argument, and all may be overwritten."""
    return bool(jax.tree_util.tree_leaves(argument)) and all(jax.tree_util.tree_leaves(gone))


def _is_result(leaf: Any) -> bool:
    return is_array(leaf) or isinstance(leaf, bool | int | float | complex)
