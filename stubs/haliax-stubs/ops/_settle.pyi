# Written by `python -m tools.stubs`. Do not edit.
"""The rule of an operation is run once for axes of one kind, and what follows from it is remembered.

What a rule settles depends on names, shapes and static arguments only. So it is kept under those, and the eager cost
of an operation on axes seen before is one look-up. What is kept is of bounded number, and a call that fails leaves
nothing behind.
"""

from collections.abc import Callable
from typing import Any, Final, Protocol, TypeAlias

from typing_extensions import TypeVar

from haliax.core import Signature
from haliax.pure.operation import Operation

R = TypeVar("R", covariant=True)
Signatures: TypeAlias = tuple[Signature | None, ...]
"""The names and the shape of each array of a call; None for a number, or what is not given."""

KEPT: Final = 1024
"""How many things are remembered; the one that was not used for longest goes first."""

class Settle(Protocol[R]):
    """What follows from the rule of an operation, the names and shapes of its arrays, and its static arguments."""

    @property
    def of_one(self) -> Callable[..., R]:
        """The same of an operation, its rule, the names and the shape of its one array, and the static arguments.

        It is quicker, and does not name the operation in its errors. It tells types of arguments apart, but neither
        those of the parts of tuples nor the signs of zeros: tuples among the arguments are selections of axes.
        """

    @property
    def of_two(self) -> Callable[..., R]:
        """The same with the names and the shape of a second array after those of the first.

        It does not tell types of arguments apart, which is a third quicker: they are selections of axes.
        """

    def __call__(self, operation: Operation[Any], signatures: Signatures, /, *statics: Any) -> R: ...

def settled(settle: Callable[..., R]) -> Settle[R]:
    """Remembers `settle(operation, signatures, *statics)`, and names the operation in its errors.

    The rule of the operation is part of the key, so that a call always goes by the rule that is declared now.
    """

def exact(value: Any) -> Any:
    """A static argument as part of a key: equal only to what is the same, of the same type, through and through.

    Python has 3 == 3.0 == True and 0.0 == -0.0, which are not the same argument. So numbers are wrapped, but for plain
    integers, and what holds numbers. Lists and dicts of axes become tuples.
    """

class Exact:
    """A value in a key, compared by its parts, their types and the signs of zeros.

    Attributes:
        value: The value.
    """

    value: Any
    __slots__ = ("_key", "value")
    def __init__(self, value: Any) -> None: ...
    def __eq__(self, other: object) -> bool: ...
    def __hash__(self) -> int: ...
