# Written by `python -m tools.stubs`. Do not edit.
"""The callable that `named_jit` makes, and the split of its arguments into traced and static parts."""

from collections.abc import Callable
from typing import Any, Generic, ParamSpec

import jax
from typing_extensions import TypeVar

from haliax.partitioning.ahead import Lowered
from haliax.partitioning.options import Options

Args = ParamSpec("Args")
R = TypeVar("R", covariant=True)

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

    def trace(self, *args: Args.args, **kwargs: Args.kwargs) -> jax.stages.Traced:
        """What `jax.jit(f).trace` gives for these arguments: a `jaxpr`, `out_info`, and `lower()`.

        `jax.export.export(named_jit(f))(x)` goes by it. Whatever comes of it takes the arguments of `f`, but holds them
        to arrays: where there is something else, it takes None there, as `equinox.filter(x, equinox.is_array)` gives
        it. So it is in its result, in which numbers become arrays. Donated is what may be overwritten as a whole.
        """

    def clear_cache(self) -> None:
        """Forget what was traced and compiled."""

    def __get__(self, instance: Any, owner: type | None = None) -> Any: ...
    def __repr__(self) -> str: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
