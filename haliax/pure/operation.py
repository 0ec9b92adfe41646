"""The declaration of an operation: the one object that the library, the plugin, the stubs and the tests go by.

It has two halves. What can be known without jax is said here, in `haliax.pure.rules`: the rule, what the rule wants of
each argument, the methods of `NamedArray` that the operation is. The function itself, with its kernel, signature and
docstring, is in `haliax.ops`, where `implements` puts it into the declaration. Whatever runs the rule of an operation
runs `operation.rule`.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import cached_property
from importlib import import_module
from typing import Any, Generic, TypeVar

from haliax.pure.axes import Axes
from haliax.pure.axis import unsized
from haliax.pure.errors import AxisError
from haliax.pure.wants import Parameter, Takes, parameters_of

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
        self, name: str, home: str, rule: Callable[..., R], methods: tuple[str, ...] = (), told: str = ""
    ) -> None:
        self.name = name
        self.told = told or name
        self.home = home
        self.rule = rule
        self._declared = rule  # which says what it wants, whatever may run in its place
        self.methods = methods
        self.kernel = None
        self._implemented: Callable[..., Any] | None = None

    def __repr__(self) -> str:
        return f"<operation {self.home}.{self.name}>"

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """What the rule wants to know of each argument, in the order in which it takes them.

        Raises:
            TypeError: If the rule does not say it of one.
        """
        return parameters_of(self._declared)

    @cached_property
    def function(self) -> Callable[..., Any]:
        """The function that users call; its module is loaded if need be.

        Raises:
            NotImplementedError: If nothing there implements the operation.
        """
        if self._implemented is None:
            import_module(self.home)
        if self._implemented is None:
            raise NotImplementedError(f"{self.home} implements no {self.name}")
        return self._implemented

    def implement(self, function: Callable[..., Any], kernel: Callable[..., Any] | None = None) -> None:
        """Makes `function` the one of this operation.

        Args:
            function: What users call.
            kernel: What computes the values, where all members of a family go by one way to it.

        Raises:
            TypeError: If it is another's, or lacks a parameter of the rule, or the rule does not say what it wants.
        """
        place = f"{function.__module__}.{function.__name__}"
        if place != f"{self.home}.{self.name}":
            raise TypeError(f"{place} implements {self.home}.{self.name}, which lives elsewhere")
        given = inspect.signature(function).parameters
        takes_any = any(p.kind is p.VAR_KEYWORD for p in given.values())
        for wanted in self.parameters:
            if wanted.name not in given and not takes_any:
                raise TypeError(f"{place} has no parameter '{wanted.name}', which its rule wants")
        self._implemented, self.kernel = function, kernel

    def is_reflected(self, method: str) -> bool:
        """Whether an operator is called on its second operand, as `__radd__` is."""
        return method.startswith("__r") and f"__{method[3:]}" in self.methods

    def keeps_axes(self) -> bool:
        """Whether the result has the axes of the one array, whatever the other arguments."""
        axes = Axes((unsized("x"),))
        if [parameter.takes for parameter in self.parameters] != [Takes.ONE]:
            return False
        try:
            return self.rule(axes) is axes
        except AxisError:  # it wants other axes than any
            return False


def implements(operation: Operation[Any], kernel: Callable[..., Any] | None = None) -> Callable[[F], F]:
    """Makes the function that it decorates the one of an operation. See `Operation.implement`."""

    def decorate(function: F) -> F:
        operation.implement(function, kernel)
        return function

    return decorate


class Family:
    """Declares the operations whose functions are in one module.

    Attributes:
        home: The module.
    """

    def __init__(self, home: str) -> None:
        self.home = home

    def __call__(self, name: str, rule: Callable[..., R], methods: str = "", told: str = "") -> Operation[R]:
        """Declares an operation, with the methods of `NamedArray` that it is."""
        return Operation(name, self.home, rule, tuple(methods.split()), told)
