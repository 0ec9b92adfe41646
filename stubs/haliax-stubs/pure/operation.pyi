# Written by `python -m tools.stubs`. Do not edit.
"""The declaration of an operation: the one object that the library, the plugin, the stubs and the tests go by.

It has two halves. What can be known without jax is said here, in `haliax.pure.rules`: the rule, what the rule wants of
each argument, the methods of `NamedArray` that the operation is. The function itself, with its kernel, signature and
docstring, is in `haliax.ops`, where `implements` puts it into the declaration. Whatever runs the rule of an operation
runs `operation.rule`.
"""

from collections.abc import Callable
from functools import cached_property
from typing import Any, Generic

from typing_extensions import TypeVar

from haliax.pure.wants import Parameter

R = TypeVar("R", covariant=True)
F = TypeVar("F", bound=Callable[..., Any])

class Operation(Generic[R]):
    """One operation.

    Attributes:
        name: The name of its function.
        told: What its errors begin with: the name by which users know it.
        home: The module where its function is.
        rule: Which axes come out, given those that go in.
        methods: The methods and operators of `NamedArray` that it is.
        kernel: What computes the values, once it is implemented, where a family has one way to it.
    """

    name: str
    told: str
    home: str
    rule: Callable[..., R]
    methods: tuple[str, ...]
    kernel: Callable[..., Any] | None

    def __init__(
        self,
        name: str,
        home: str,
        rule: Callable[..., R],
        methods: tuple[str, ...] = (),
        told: str = "",
    ) -> None: ...

    def __repr__(self) -> str: ...

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """What the rule wants to know of each argument, in the order in which it takes them.

        Raises:
            TypeError: If the rule does not say it of one.
        """

    @cached_property
    def function(self) -> Callable[..., Any]:
        """The function that users call; its module is loaded if need be.

        Raises:
            NotImplementedError: If nothing there implements the operation.
        """

    def implement(self, function: Callable[..., Any], kernel: Callable[..., Any] | None = None) -> None:
        """Makes `function` the one of this operation.

        Args:
            function: What users call.
            kernel: What computes the values, where all members of a family go by one way to it.

        Raises:
            TypeError: If it is another's, or lacks a parameter of the rule, or the rule does not say what it wants.
        """

    def is_reflected(self, method: str) -> bool:
        """Whether an operator is called on its second operand, as `__radd__` is."""

    def keeps_axes(self) -> bool:
        """Whether the result has the axes of the one array, whatever the other arguments."""

def implements(operation: Operation[Any], kernel: Callable[..., Any] | None = None) -> Callable[[F], F]:
    """Makes the function that it decorates the one of an operation. See `Operation.implement`."""

class Family:
    """Declares the operations whose functions are in one module.

    Attributes:
        home: The module.
    """

    home: str
    def __init__(self, home: str) -> None: ...

    def __call__(self, name: str, rule: Callable[..., R], methods: str = "", told: str = "") -> Operation[R]:
        """Declares an operation, with the methods of `NamedArray` that it is."""
