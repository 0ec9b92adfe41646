"""The one callback behind every operation: it runs the operation's rule on what mypy knows of the arguments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any, Final

from mypy.nodes import ARG_STAR, ARG_STAR2
from mypy.plugin import FunctionContext, MethodContext
from mypy.types import AnyType, Instance, Type, get_proper_type

from haliax.algebra import SCALAR, UNKNOWN, Axes, Repeated
from haliax.axis import Axis, Unsized
from haliax.errors import AxisError, CannotTell
from haliax_mypy import compat, lift, report
from haliax_mypy.arguments import Argument, Bound, bind
from haliax_mypy.encoding import literal
from haliax_mypy.indexing import indices
from haliax_mypy.lower import LIMIT, UNKNOWN_VALUE, Lowering, has_unknown, products
from haliax_mypy.names import NAMED_ARRAY
from haliax_mypy.signature import Parameter, Rule, Takes, Want, parameters

CANNOT_TELL: Final = object()


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation as the checker calls it.

    Attributes:
        name: The name that error messages begin with.
        rule: Which axes come out.
        method: Whether the first array is the receiver.
        positional: Whether arguments are matched by place, as those of operators are.
        reflected: Whether the receiver comes last, as in `__radd__`.
    """

    name: str
    rule: Rule
    method: bool = False
    positional: bool = False
    reflected: bool = False


def infer(ctx: FunctionContext | MethodContext, operation: Operation) -> Type:
    """The type of a call of `operation`; a mistake in its axes is reported."""
    default = ctx.default_return_type
    if any(kind in (ARG_STAR, ARG_STAR2) for kinds in ctx.arg_kinds for kind in kinds):
        return default
    bound = bind(ctx, operation)
    array = _array(default, bound)
    if array is None:
        return default
    present = [p for p in parameters(operation.rule) if p.name in bound]
    lowering = Lowering(lambda expr: compat.type_of(ctx.api, expr))
    choices = [_alternatives(bound[p.name], p, lowering) for p in present]
    outcomes = [_run(operation, present, choice) for choice in _followed(choices)]
    results = [outcome for outcome in outcomes if not isinstance(outcome, AxisError)]
    if CANNOT_TELL in results or not outcomes:
        return default
    if not results:
        report.mistake(ctx, outcomes[0], present, bound, lowering)
        return default if lift.is_sequence(default) else lift.anything(array, ctx.api)
    if not isinstance(get_proper_type(default), AnyType) and lift.find(default, NAMED_ARRAY) is None:
        return default  # what comes out is no array
    lax = any(map(_is_vague, choices))
    lifting = lift.Lifting(default, array, lowering.rows, lax, ctx.api)
    return lift.fitted(lift.union([lifting.lift(result) for result in results]), ctx.api)


def _array(default: Type, bound: Bound) -> Instance | None:
    """Any NamedArray of a call."""
    found = lift.find(default, NAMED_ARRAY)
    arguments = (argument for arguments in bound.values() for argument in arguments)
    return found or next((a for argument in arguments if (a := lift.find(argument.type, NAMED_ARRAY))), None)


def _is_vague(value: object) -> bool:
    """Whether a value that a rule is given leaves axes open."""
    if isinstance(value, list | tuple):
        return any(map(_is_vague, value))
    axes = value.axes if isinstance(value, Repeated) else value
    return isinstance(axes, Axes) and axes.is_open


def _alternatives(arguments: Sequence[Argument], parameter: Parameter, lowering: Lowering) -> Sequence[object]:
    """What a parameter may be given, one entry for each member of a union."""
    if parameter.takes is Takes.ONE:
        return _lowered(arguments[0], parameter, lowering)
    each = [_lowered(argument, parameter, lowering) for argument in arguments]
    if parameter.takes is Takes.REST:
        return products(each, tuple)
    names = [argument.keyword for argument in arguments]
    return products(each, lambda values: dict(zip(names, values, strict=True)))


def _lowered(argument: Argument, parameter: Parameter, lowering: Lowering) -> Sequence[object]:
    """What the rule is told of one argument."""
    match parameter.want:
        case Want.AXES:
            if parameter.whole and isinstance(literal(argument.type), int):
                return (literal(argument.type),)
            found = lowering.arrays(argument.type)
            if parameter.optional:
                return found
            return [SCALAR if axes is None else axes for axes in found]
        case Want.LIST:
            return lowering.array_lists(argument.type, argument.expr)
        case Want.INDEX:
            return indices(lowering, argument.type, argument.expr)
        case Want.VALUE:
            values = lowering.values(argument.type, argument.expr)
            is_number = parameter.loose and UNKNOWN_VALUE in values and lowering.arrays(argument.type) == (SCALAR,)
            return (SCALAR,) if is_number else values
        case _:
            return (None,)


def _followed(choices: Sequence[Sequence[object]]) -> Iterable[tuple[object, ...]]:
    """Each choice of one alternative for every parameter; none if there are too many."""
    return product(*choices) if prod(map(len, choices)) <= LIMIT else ()


def _run(operation: Operation, present: Sequence[Parameter], values: Sequence[object]) -> Any:
    """What the rule says of one choice of arguments: its result, an AxisError, or CANNOT_TELL."""
    positional: list[object] = []
    named: dict[str, object] = {}
    # A list of unknown length is as good as two arrays, as long as no size is told that its length must agree with.
    endless = any(isinstance(value, Repeated) for value in values)
    try:
        for parameter, value in zip(present, values, strict=True):
            if parameter.takes is Takes.REST:  # what comes before can only be passed by position
                positional = [*named.values(), *(_settled(item, parameter) for item in _known(value))]
                named = {}
            elif parameter.takes is Takes.NAMED:
                named |= {name: _settled(item, parameter) for name, item in _known(value).items()}
            else:
                settled = _settled(value, parameter)
                named[parameter.name] = _without_count(settled) if endless else settled
        return operation.rule(*positional, **named)
    except AxisError as error:
        return error.within(operation.name)
    except (CannotTell, TypeError, AttributeError):  # mypy itself reports an argument of a wrong type
        return CANNOT_TELL


def _known(value: object) -> Any:
    """A value that is not wholly unknown."""
    if value is UNKNOWN_VALUE:
        raise CannotTell
    return value


def _settled(value: object, parameter: Parameter) -> Any:
    """The value, or as much of a selection of axes as is known.

    Raises:
        CannotTell: If a part is not known and the rule has no use for the rest.
    """
    if not has_unknown(value) or (parameter.loose and isinstance(value, dict)):
        return value
    if not parameter.vague:
        raise CannotTell
    if isinstance(value, dict):
        return tuple(_sized(name, size) for name, size in value.items())
    if not isinstance(value, list | tuple):
        return UNKNOWN
    gaps = [i for i, item in enumerate(value) if item is UNKNOWN_VALUE]
    if not gaps:  # it is deeper inside, where no axis can be
        return UNKNOWN
    return Axes(tuple(value[: gaps[0]]), "", tuple(value[gaps[-1] + 1 :]))


def _without_count(value: object) -> object:
    if isinstance(value, Repeated):
        return (value.axes, value.axes)
    return Unsized(value.name) if isinstance(value, Axis) else value


def _sized(name: object, size: object) -> object:
    if not isinstance(name, str):
        raise CannotTell
    if isinstance(size, int):
        return Axis(name, size)
    return Unsized(name) if size is UNKNOWN_VALUE else name
