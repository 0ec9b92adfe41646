"""What a rule is told of the arguments of a call: as much as mypy knows of what the rule wants to know."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from haliax.pure.axes import ANY, SCALAR, Axes, Repeated
from haliax.pure.axis import Axis, as_axis, of_size, unsized
from haliax.pure.operation import Operation
from haliax.pure.wants import Kind, Parameter, Takes
from haliax_mypy.calls.arguments import Argument
from haliax_mypy.calls.evaluation import CannotTell, Outcome, checked_value, evaluate
from haliax_mypy.types.alternatives import UNKNOWN_VALUE, has_unknown, products
from haliax_mypy.types.brackets import indices
from haliax_mypy.types.literals import literal
from haliax_mypy.types.reading import Reader


@dataclass(frozen=True, slots=True)
class Told:
    """What a rule is told by way of one of its parameters.

    Attributes:
        parameter: The parameter.
        arguments: What it was given in the call.
        each: The values that each argument may have.
    """

    parameter: Parameter
    arguments: Sequence[Argument]
    each: Sequence[Sequence[object]]

    @property
    def alternatives(self) -> Sequence[object]:
        """The values that the parameter may have."""
        match self.parameter.takes:
            case Takes.ONE:
                return self.each[0]
            case Takes.REST:
                return products(self.each, tuple)
            case Takes.NAMED:
                names = [argument.keyword for argument in self.arguments]
                return products(self.each, lambda values: dict(zip(names, values, strict=True)))


def tell(parameter: Parameter, arguments: Sequence[Argument], reader: Reader) -> Told:
    """What a parameter is to be told of its arguments."""
    return Told(parameter, arguments, [_values(argument, parameter, reader) for argument in arguments])


def _values(argument: Argument, parameter: Parameter, reader: Reader) -> Sequence[object]:
    """What may be told of one argument."""
    want = parameter.want
    match want.kind:
        case Kind.ARRAY:
            number = literal(argument.type)
            if want.whole and isinstance(number, int):
                return (number,)
            found = reader.arrays(argument.type)
            return found if want.optional else [SCALAR if axes is None else axes for axes in found]
        case Kind.ARRAYS:
            return reader.array_sequences(argument.type, argument.expr)
        case Kind.OPERAND:
            return reader.operands(argument.type, argument.expr)
        case Kind.INDEX:
            return indices(reader, argument.type, argument.expr)
        case Kind.SELECTION | Kind.PLAIN:
            values = reader.values(argument.type, argument.expr)
            is_number = want.loose and UNKNOWN_VALUE in values and reader.arrays(argument.type) == (SCALAR,)
            return (SCALAR,) if is_number else values
        case Kind.FUNCTION:
            return (UNKNOWN_VALUE,)
        case Kind.GIVEN:
            return reader.given(argument.type)
        case Kind.NOTHING:
            return (None,)


def outcome_of(operation: Operation[Any], call: Sequence[Told]) -> Outcome:
    """What the rule of an operation says of a call, for every choice of alternatives."""
    parameters = [part.parameter for part in call]
    return evaluate(
        operation.told,
        lambda *values: call_rule(operation.rule, parameters, values),
        *(part.alternatives for part in call),
    )


def call_rule(rule: Callable[..., object], parameters: Sequence[Parameter], values: Sequence[object]) -> object:
    """What a rule gives for one choice of values.

    Args:
        rule: The rule of an operation, or what else takes what that takes.
        parameters: The parameters of the operation for which there are values.
        values: The value of each.

    Raises:
        AxisError: If the values do not fit.
        CannotTell: If a value is not known well enough, or is of a type that the rule does not take.
    """
    # A list of unknown length is as good as two arrays, as long as no size is told that its length must agree with.
    is_endless = any(isinstance(value, Repeated) for value in values)
    positional: list[object] = []
    named: dict[str, object] = {}
    for parameter, value in zip(parameters, values, strict=True):
        if parameter.takes is Takes.ONE:
            named[parameter.name] = _settled(_without_count(value) if is_endless else value, parameter)
        elif isinstance(value, tuple):  # `*rest`: what comes before can only be passed by position
            positional = [*named.values(), *(_settled(item, parameter) for item in value)]
            named = {}
        elif isinstance(value, dict):
            named |= {name: _settled(item, parameter) for name, item in value.items()}
        else:
            raise CannotTell
    return rule(*positional, **named)


def _settled(value: object, parameter: Parameter) -> Any:
    """The value as the rule takes it: of a selection, as much as is known."""
    want = parameter.want
    if want.kind is Kind.SELECTION:
        if isinstance(value, Axes):  # an array, which selects nothing
            raise CannotTell
        value = _known_part(value)
    if want.loose and isinstance(value, dict):
        value = {key: SCALAR if part is UNKNOWN_VALUE else part for key, part in value.items()}
    return checked_value(value, parameter.type)


def _known_part(selection: object) -> object:
    """A selection of axes, as `Axes` where a part of it is not known."""
    if not has_unknown(selection):
        return selection
    if isinstance(selection, dict):
        return tuple(_axis_of_entry(name, size) for name, size in selection.items())
    if not isinstance(selection, list | tuple):
        return ANY
    gaps = [i for i, item in enumerate(selection) if item is UNKNOWN_VALUE]
    if not gaps:  # it is deeper inside, where no axis can be
        return ANY
    head, tail = selection[: gaps[0]], selection[gaps[-1] + 1 :]
    return Axes(tuple(map(as_axis, head)), "", tuple(map(as_axis, tail)))


def _axis_of_entry(name: object, size: object) -> Axis:
    """An entry of a dict that selects axes."""
    if not isinstance(name, str):
        raise CannotTell
    if size is None:
        return unsized(name)
    return of_size(name, size if isinstance(size, int) else None)


def _without_count(value: object) -> object:
    if isinstance(value, Repeated):
        return (value.axes, value.axes)
    return of_size(value.name, None) if isinstance(value, Axis) else value
