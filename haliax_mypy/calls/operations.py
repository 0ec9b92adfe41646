"""The one callback behind every operation: it runs the operation's rule on what mypy knows of the arguments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mypy.plugin import FunctionContext, MethodContext
from mypy.types import AnyType, ProperType, Type, get_proper_type

from haliax.pure.axes import ANY, Axes, Repeated, either
from haliax.pure.errors import Misuse
from haliax.pure.operation import Operation
from haliax.pure.wants import ARRAY_KINDS
from haliax_mypy import compat
from haliax_mypy.calls.arguments import is_of_another_class, reader_of
from haliax_mypy.calls.binding import bind, given_to
from haliax_mypy.calls.blame import note_of, place_of
from haliax_mypy.calls.evaluation import Outcome
from haliax_mypy.calls.settled import key_of, settle, settled
from haliax_mypy.calls.telling import Told, outcome_of, tell
from haliax_mypy.calls.type_variables import kept, perhaps_kept
from haliax_mypy.messages.reports import report
from haliax_mypy.names import ARRAYS
from haliax_mypy.strict.calls import doubt
from haliax_mypy.types.gradual import has_array
from haliax_mypy.types.literals import any_type
from haliax_mypy.types.reading import Reader
from haliax_mypy.types.writing import Writer, find_instance, union_of


def infer(ctx: FunctionContext | MethodContext, operation: Operation[Any], method: str = "") -> Type:
    """The type of a call of `operation`, as a function or as a method; a mistake in its axes is reported."""
    key = key_of(ctx, operation, method)
    known = None if key is None else settled(key)
    if known is not None:
        return known
    given = given_to(ctx, operation, method)
    bound = None if given is None else bind(given, operation)
    if bound is None:
        return ctx.default_return_type
    reader = reader_of(ctx.api)
    call = [tell(p, bound[p.name], reader) for p in operation.parameters if p.name in bound]
    outcome = outcome_of(operation, call)
    result = _type_of(outcome, operation, call, reader, ctx)
    if not _tell(ctx, operation, method, call, outcome) and not outcome.errors and key is not None:
        settle(key, result)
    return result


def _tell(
    ctx: FunctionContext | MethodContext, operation: Operation[Any], method: str, call: Sequence[Told], outcome: Outcome
) -> bool:
    """Reports what is wrong or doubtful about a call; whether anything is."""
    if outcome.mistake is None:
        return doubt(ctx, operation, call, outcome)
    if method and is_of_another_class(call[0].arguments[0].type):
        return False
    note = "" if isinstance(outcome.mistake, Misuse) else note_of(call)
    report(ctx.api, outcome.mistake, place_of(outcome.mistake, call) if call else ctx.context, note)
    return True


def _type_of(
    outcome: Outcome,
    operation: Operation[Any],
    call: Sequence[Told],
    reader: Reader,
    ctx: FunctionContext | MethodContext,
) -> Type:
    """The type of what a call gives."""
    default = ctx.default_return_type
    if not _gives_array(operation, get_proper_type(default)):
        return default
    results = outcome.by([place for place, part in enumerate(call) if part.parameter.want.kind in ARRAY_KINDS])
    if not results:
        return default if outcome.errors else perhaps_kept(call, default)
    writer = Writer(default, reader.rows, any(_is_open(part.alternatives) for part in call), ctx.api)
    written = union_of([writer.write(result) for result in _merged(results)])
    return kept(operation, call, written, reader, compat.maker(ctx.api))


def _gives_array(operation: Operation[Any], default: ProperType) -> bool:
    """Whether the result has arrays whose axes the rule says. What keeps all axes may keep those of a pytree, too."""
    if isinstance(default, AnyType) or has_array(default):
        return True
    return find_instance(default, *ARRAYS) is not None and not operation.keeps_axes()


def _merged(results: Sequence[object]) -> Sequence[object]:
    """Results of which mypy would take one for another: of several tuples that leave axes open it sees the first."""
    tuples = [result for result in results if isinstance(result, tuple)]
    if len(tuples) < 2 or len(tuples) < len(results) or len(set(map(len, tuples))) > 1 or not _is_open(tuples):
        return results
    return [tuple(map(_any_of, zip(*tuples, strict=True)))]


def _any_of(options: tuple[object, ...]) -> object:
    axes = [option for option in options if isinstance(option, Axes)]
    return either(axes) if len(axes) == len(options) else options[0]


def numpy_operator(ctx: MethodContext, operation: Operation[Any], method: str) -> Type:
    """An operator of a numpy array, which leaves arrays with names to us."""
    other = ctx.arg_types[0][0] if ctx.arg_types and ctx.arg_types[0] else any_type()
    array = compat.maker(ctx.api).array(ANY, {})
    if array is None or find_instance(other, *ARRAYS) is None:
        return ctx.default_return_type
    return infer(ctx._replace(default_return_type=array), operation, method)


def _is_open(value: object) -> bool:
    """Whether a value that a rule is told leaves axes open."""
    if isinstance(value, list | tuple):
        return any(map(_is_open, value))
    axes = value.axes if isinstance(value, Repeated) else value
    return isinstance(axes, Axes) and axes.is_open
