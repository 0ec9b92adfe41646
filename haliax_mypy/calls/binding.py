"""Which argument of a call belongs to which parameter of a rule.

mypy has matched the arguments to the parameters of the called function. From there one principle leads to the rule:

- what a named parameter of the function was given belongs to the rule's parameter of that name;
- what came through `**kwargs` belongs to the rule's parameter of its keyword, or to its `**named`;
- what came through `*args` belongs to the other parameters of the rule, one by one, or to its `*rest`. So do the object
  that a method is called on, which comes first, and the operands of an operator, which have no names;
- what the rule has no parameter for does not matter to axes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, TypeAlias

from mypy.plugin import FunctionContext, MethodContext

from haliax.pure.operation import Operation
from haliax.pure.wants import Parameter, Takes
from haliax_mypy import compat
from haliax_mypy.calls.arguments import Argument, array_given, is_spreading, operator_arguments, receiver

Bound: TypeAlias = dict[str, list[Argument]]
"""The arguments that each parameter of a rule is given."""


Given: TypeAlias = list[tuple[str | None, Argument]]
"""The arguments of a call, and how each was passed: the name of a parameter, `KEYWORDS`, or None for its place only."""

KEYWORDS: Final = "**"
"""The mark of what came through `**kwargs`."""


def given_to(ctx: FunctionContext | MethodContext, operation: Operation[Any], method: str) -> Given | None:
    """The arguments of a call; None where some are spread, as in `f(*axes)`: mypy hands one to several parameters.

    Args:
        ctx: The call.
        operation: What is called.
        method: The name of the method, if it is called as one.
    """
    arguments: Given = []
    places = 0  # so many of the first parameters have names that say nothing
    if method:
        in_class = isinstance(ctx, MethodContext) and compat.is_class(ctx.type)  # NamedArray.sum(x, "batch")
        if not method.startswith("__"):
            places = int(in_class)
        elif in_class or not isinstance(ctx, MethodContext):
            places = len(ctx.args)
        else:
            return _operands(ctx, operation, method)
        if not in_class:
            arguments.append((None, _object(ctx)))
    for i, kind in enumerate(compat.formal_kinds(ctx)):
        if not ctx.args[i]:  # as most parameters with a default
            continue
        is_star = is_spreading(kind)
        for typ, expr, keyword, given_as in zip(
            ctx.arg_types[i], ctx.args[i], ctx.arg_names[i], ctx.arg_kinds[i], strict=True
        ):
            if is_spreading(given_as):
                return None
            how = KEYWORDS if is_star and keyword else None if is_star or i < places else ctx.callee_arg_names[i]
            arguments.append((how, Argument(array_given(ctx.api, typ, expr), expr, keyword)))
    if places and operation.is_reflected(method):  # the operands, in the order in which they are written
        arguments.reverse()
    return arguments


def _operands(ctx: MethodContext, operation: Operation[Any], method: str) -> Given | None:
    reflected = operation.is_reflected(method)
    given = operator_arguments(ctx, method, reflected=reflected)
    if given is None:
        return None
    return [(None, argument) for argument in (reversed(given) if reflected else given)]


def _object(ctx: FunctionContext | MethodContext) -> Argument:
    """What a method is called on."""
    if isinstance(ctx, MethodContext):
        return receiver(ctx)
    return Argument(compat.self_type(ctx.api), compat.expression(ctx.context))  # super().sum("batch")


def bind(given: Given, operation: Operation[Any]) -> Bound | None:
    """The arguments of each parameter of the rule that is given any; None if the rule cannot do without another."""
    by_place = [argument for how, argument in given if how is None]
    by_name = {how: argument for how, argument in given if how is not None and how != KEYWORDS}
    by_keyword = {argument.keyword: argument for how, argument in given if how == KEYWORDS}
    bound: Bound = {}
    for parameter in operation.parameters:
        if parameter.takes is Takes.ONE:
            argument = by_name.get(parameter.name) or by_keyword.pop(parameter.name, None)
            if argument is not None:
                bound[parameter.name] = [argument]
        elif parameter.takes is Takes.NAMED and by_keyword:
            bound[parameter.name] = list(by_keyword.values())
    bound |= _placed(by_place, [p for p in operation.parameters if not p.by_name and p.name not in bound])
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
