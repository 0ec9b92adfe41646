"""Which argument of a call belongs to which parameter of a rule.

mypy has matched the arguments to the parameters of the called function. From there one principle leads to the rule:

- what a named parameter of the function was given belongs to the rule's parameter of that name;
- what came through `**kwargs` belongs to the rule's parameter of its keyword, or to its `**named`;
- what came through `*args` belongs to the other parameters of the rule, one by one, or to its `*rest`. So do the object
  that a method is called on, which comes first, and the operands of an operator, which have no names;
- what the rule has no parameter for does not matter to axes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from mypy.plugin import FunctionContext, MethodContext

from haliax.pure.operation import Operation
from haliax.pure.wants import Parameter, Takes
from haliax_mypy import compat
from haliax_mypy.calls.arguments import Argument, array_given, operator_arguments, receiver

Bound: TypeAlias = dict[str, list[Argument]]
"""The arguments that each parameter of a rule is given."""


@dataclass(slots=True)
class Given:
    """The arguments of a call, by how they were passed.

    Attributes:
        by_place: Those without names.
        by_name: What the named parameters of the called function were given.
        by_keyword: What came through `**kwargs`.
    """

    by_place: list[Argument] = field(default_factory=list)
    by_name: dict[str, Argument] = field(default_factory=dict)
    by_keyword: dict[str, Argument] = field(default_factory=dict)

    def all(self) -> Iterator[tuple[str | None, Argument]]:
        """Each argument, and the name of its parameter."""
        for argument in self.by_place:
            yield None, argument
        yield from self.by_name.items()
        for argument in self.by_keyword.values():
            yield "**", argument


def bind(given: Given, operation: Operation[Any]) -> Bound | None:
    """The arguments of each parameter of the rule that is given any; None if the rule cannot do without another."""
    bound: Bound = {}
    for parameter in operation.parameters:
        if parameter.takes is Takes.ONE:
            argument = given.by_name.get(parameter.name) or given.by_keyword.pop(parameter.name, None)
            if argument is not None:
                bound[parameter.name] = [argument]
        elif parameter.takes is Takes.NAMED and given.by_keyword:
            bound[parameter.name] = list(given.by_keyword.values())
    bound |= _placed(given.by_place, [p for p in operation.parameters if not p.by_name and p.name not in bound])
    lacks = any(parameter.required and parameter.name not in bound for parameter in operation.parameters)
    return None if lacks else bound


def _placed(arguments: Sequence[Argument], parameters: Iterable[Parameter]) -> Bound:
    """Arguments without names, one for each parameter and the others for the one that takes all."""
    bound: Bound = {}
    left = list(arguments)
    for parameter in parameters:
        if left and parameter.takes is not Takes.NAMED:
            count = 1 if parameter.takes is Takes.ONE else len(left)
            bound[parameter.name], left = left[:count], left[count:]
    return bound


def given_to(ctx: FunctionContext | MethodContext, operation: Operation[Any], method: str) -> Given:
    """The arguments of a call.

    Args:
        ctx: The call.
        operation: What is called.
        method: The name of the method, if it is called as one.
    """
    given = Given()
    is_operator = method.startswith("__")  # whose parameters have names that say nothing
    in_class = isinstance(ctx, MethodContext) and compat.is_class(ctx.type)  # NamedArray.sum(x, "batch")
    if isinstance(ctx, MethodContext) and is_operator and not in_class:
        given.by_place += operator_arguments(ctx, method, reflected=operation.is_reflected(method))
    else:
        if method and not in_class:
            given.by_place.append(_object(ctx))
        _sort_arguments(ctx, given, places=len(ctx.args) if is_operator else int(in_class))
    if operation.is_reflected(method):
        given.by_place.reverse()
    return given


def _object(ctx: FunctionContext | MethodContext) -> Argument:
    """What a method is called on."""
    if isinstance(ctx, MethodContext):
        return receiver(ctx)
    return Argument(compat.self_type(ctx.api), compat.expression(ctx.context))  # super().sum("batch")


def _sort_arguments(ctx: FunctionContext | MethodContext, given: Given, places: int) -> None:
    """Sorts arguments by how they were passed; those of the first parameters, so many, have no names."""
    for i, (name, kind) in enumerate(zip(ctx.callee_arg_names, compat.formal_kinds(ctx), strict=True)):
        for typ, expr, keyword in zip(ctx.arg_types[i], ctx.args[i], ctx.arg_names[i], strict=True):
            argument = Argument(array_given(ctx.api, typ, expr), expr, keyword)
            if kind.is_star() and keyword:
                given.by_keyword[keyword] = argument
            elif kind.is_star() or i < places or name is None:
                given.by_place.append(argument)
            else:
                given.by_name[name] = argument
