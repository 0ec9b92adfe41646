"""Programs that are compiled ahead of their calls: what `named_jit(f).lower(x)` and its `compile()` give."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, ParamSpec, TypeAlias, TypeVar

import jax

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
