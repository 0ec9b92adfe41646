# Written by `python -m tools.stubs`. Do not edit.
"""The callable that `named_jit` makes, and the split of its arguments into traced and static parts."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, ParamSpec

from typing_extensions import TypeVar

from haliax.meshes import Frozen
from haliax.partitioning.ahead import Lowered

Args = ParamSpec("Args")
R = TypeVar("R", covariant=True)

@dataclass(frozen=True)
class Options:
    """How a function is compiled.

    Attributes:
        inside: The mapping in force inside; None for the one in force where the function is called.
        arguments: The mapping by which the arguments are spread; None to leave them as they come.
        result: The mapping by which the result is spread; None for the one in force inside.
        donate_args: Which positional arguments may be overwritten: booleans, or functions from an array to one.
        donate_kwargs: Which keyword arguments may be.
        check: Whether calls are checked against annotations; None: in debug mode only.
        jit: Further arguments of `jax.jit`.
    """

    inside: Frozen | None = ...
    arguments: Frozen | None = ...
    result: Frozen | None = ...
    donate_args: Any = ...
    donate_kwargs: Any = ...
    check: bool | None = ...
    jit: dict[str, Any] = ...

    @property
    def donates(self) -> bool:
        """Whether any argument may be overwritten."""

    @functools.cached_property
    def asks_leaves(self) -> bool:
        """Whether what may be overwritten depends on more than where it stands."""

class WrappedCallable(Generic[Args, R]):
    """A compiled function, with the arguments and the result of the one that it was made of.

    A call flattens its arguments once, and gives jax a list of arrays and a key that says the rest. This is what makes
    it cost little more than a call of `jax.jit`.
    """

    __wrapped__: Callable[Args, R]
    def __init__(self, fn: Callable[Args, R], options: Options) -> None: ...
    def __call__(self, *args: Args.args, **kwargs: Args.kwargs) -> R: ...

    def lower(self, *args: Args.args, **kwargs: Args.kwargs) -> Lowered[Args, R]:
        """The program for these arguments, not yet compiled. `jax.ShapeDtypeStruct` may stand for arrays.

        `named_jit(f).lower(x).compile()(x)` is `f(x)`.
        """

    def eval_shape(self, *args: Args.args, **kwargs: Args.kwargs) -> Any:
        """The result for these arguments, with a `jax.ShapeDtypeStruct` for each array."""

    def __get__(self, instance: Any, owner: type | None = None) -> Any: ...
    def __repr__(self) -> str: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
