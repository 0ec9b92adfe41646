"""Arrays whose type is a type variable: `def norm(x: A) -> A: return x * scale`.

What keeps all axes of such an array has its type. Rules do not know of variables. But they cannot know any axis by its
name either, so a rule that gives back the axes of an array that nobody has heard of gives back those of any array.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from mypy.types import Type, TypeVarType, get_proper_type

from haliax.pure.axes import Axes, describes
from haliax.pure.axis import of_size
from haliax.pure.operation import Operation
from haliax.pure.wants import ARRAY_KINDS, Kind
from haliax_mypy.calls.telling import Told, outcome_of
from haliax_mypy.types.encoding import Maker
from haliax_mypy.types.gradual import has_array, other_than
from haliax_mypy.types.reading import Reader


def kept(operation: Operation[Any], call: Sequence[Told], result: Type, reader: Reader, maker: Maker) -> Type:
    """The result of an operation; as the type variable of an argument if it has, or may have, the same axes."""
    for variable in dict.fromkeys(_variables(call)):
        samples = [_sample(axes) for axes in reader.arrays(variable.upper_bound)]
        results = [_results(operation, [_with_sample(part, variable, sample) for part in call]) for sample in samples]
        pairs = [(sample, given) for sample, found in zip(samples, results, strict=True) for given in found or [None]]
        if all(given == sample for sample, given in pairs):
            return variable
        if all(isinstance(given, Axes) and describes(given, sample) for sample, given in pairs):
            return variable.copy_modified(upper_bound=result)  # what is known of it is what the rule says
        if all(isinstance(given, Axes) and _is_less(given, sample) for sample, given in pairs):
            return other_than(result, variable, maker)
    return _of_lists(call, result, reader)


def perhaps_kept(call: Sequence[Told], result: Type) -> Type:
    """The result of an operation of which nothing can be told; as the type variable of an argument, which it may be."""
    variable = next(_variables(call), None)
    return result if variable is None else variable.copy_modified(upper_bound=result)


def _of_lists(call: Sequence[Told], result: Type, reader: Reader) -> Type:
    """The result of an operation on lists; as the type variable of their members if it may have the same axes."""
    for part in call:
        for argument in part.arguments if part.parameter.want.kind is Kind.ARRAYS else ():
            for typ in reader.member_types(argument.type, argument.expr):
                variable = get_proper_type(typ)
                if isinstance(variable, TypeVarType) and has_array(variable):
                    samples = map(_sample, reader.arrays(variable.upper_bound))
                    given = [axes for axes in reader.arrays(result) if axes is not None]
                    if all(describes(axes, sample) for sample in samples for axes in given):
                        return variable.copy_modified(upper_bound=result)
    return result


def _is_less(given: Axes, sample: Axes) -> bool:
    """Whether an axis is gone, so that the others cannot be those of the variable."""
    return not given.is_open and not set(sample.names) <= set(given.names)


def _results(operation: Operation[Any], call: Sequence[Told]) -> Sequence[object]:
    """What the rule gives, if it is right whatever the alternatives are."""
    outcome = outcome_of(operation, call)
    return () if outcome.errors else outcome.results


def _variables(call: Sequence[Told]) -> Iterator[TypeVarType]:
    """The type variables that stand for arrays among the arguments of a call."""
    for part in call:
        for argument in part.arguments if part.parameter.want.kind in ARRAY_KINDS else ():
            typ = get_proper_type(argument.type)
            if isinstance(typ, TypeVarType) and has_array(typ) and not typ.values:
                yield typ


def _sample(bound: Axes | None) -> Axes:
    """Axes that a variable of this bound may stand for, with names that no rule knows."""
    if bound is None or not bound.is_open:
        return bound or Axes()
    first, last = of_size("?first", None), of_size("?last", None)
    return Axes((first, *bound.known, last) if not bound.ordered else (*bound.head, first, last, *bound.tail))


def _with_sample(part: Told, variable: TypeVarType, sample: Axes) -> Told:
    """What a rule is told where the variable stands for the sample."""
    pairs = zip(part.arguments, part.each, strict=True)
    return replace(part, each=[(sample,) if get_proper_type(a.type) == variable else each for a, each in pairs])
