# Written by `python -m tools.stubs`. Do not edit.
"""Programs that are compiled ahead of their calls: what `named_jit(f).lower(x)` and its `compile()` give."""

from collections.abc import Callable
from typing import Any, Generic, ParamSpec, TypeAlias

import jax
from typing_extensions import TypeVar

Args = ParamSpec("Args")
R = TypeVar("R", covariant=True)
Prepared: TypeAlias = tuple[Any, ...]
"""A key, and the lists of arrays that go with it."""

class Lowered(Generic[Args, R]):
    """A function that is traced for arguments of one kind, and not yet compiled.

    What it does not have itself, such as `as_text`, is that of `jax.stages.Lowered`.
    """

    def __init__(
        self,
        lowered: jax.stages.Lowered,
        key: Any,
        prepare: Callable[..., Prepared],
        opened: Callable[[Any], R],
    ) -> None: ...

    def compile(self, *args: Any, **kwargs: Any) -> Compiled[Args, R]:
        """The compiled program. The arguments are those of `jax.stages.Lowered.compile`."""

    def __getattr__(self, name: str) -> Any: ...

class Compiled(Generic[Args, R]):
    """A compiled program, which takes the arguments of the function that it was made of.

    What it does not have itself, such as `cost_analysis`, is that of `jax.stages.Compiled`.
    """

    def __init__(
        self,
        compiled: jax.stages.Compiled,
        key: Any,
        prepare: Callable[..., Prepared],
        opened: Callable[[Any], R],
    ) -> None: ...

    def __call__(self, *args: Args.args, **kwargs: Args.kwargs) -> R:
        """Runs the program.

        Raises:
            TypeError: If the arguments have another structure, hold other things than arrays, or arrays of other shapes
                or dtypes than those that it was compiled for.
        """

    def __getattr__(self, name: str) -> Any: ...

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
