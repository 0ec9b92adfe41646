"""What an `Axis` or a NamedArray can be asked for: `axis.name`, `array.axes`, `array.resolve_axis("batch")`."""

from __future__ import annotations

from collections.abc import Callable

from mypy.plugin import AttributeContext, MethodContext
from mypy.types import Instance, LiteralType, Type, get_proper_type
from mypy.types_utils import remove_optional

from haliax.pure.axes import Axes, exactly, select
from haliax.pure.axis import Axis, AxisSelection, entries, is_size_said, of_size
from haliax_mypy import compat
from haliax_mypy.annotations.taking_back import scrub_value
from haliax_mypy.calls.arguments import is_spread, reader_of, receiver
from haliax_mypy.calls.evaluation import CannotTell, Outcome, checked_value, evaluate
from haliax_mypy.messages.reports import report
from haliax_mypy.names import AXIS
from haliax_mypy.types.axis_types import type_of_axes
from haliax_mypy.types.literals import literal_type
from haliax_mypy.types.writing import find_instance, union_of


def part_of_axis(ctx: AttributeContext, index: int) -> Type:
    """`axis.name` and `axis.size`, if they are known: a str or an int that is also a literal."""
    axis = get_proper_type(ctx.type)
    default = get_proper_type(ctx.default_attr_type)
    if not isinstance(axis, Instance) or len(axis.args) != 2 or not isinstance(default, Instance):
        return default
    known = literal_type(axis.args[index])
    if known is None:
        return default
    return default.copy_modified(last_known_value=LiteralType(known.value, default))


def axes_of_array(ctx: AttributeContext) -> Type:
    """`array.axes`, if their names and their order are known.

    A number of axes is not told where it depends on the branch that was taken: `x.axes[1]` may be fine.
    """
    axis = find_instance(ctx.default_attr_type, AXIS)
    found = evaluate("axes", _axes_in_order, reader_of(ctx.api).arrays(ctx.type)).results
    if axis is None or len(found) != 1 or compat.is_of_late(ctx):
        return ctx.default_attr_type
    return type_of_axes(found[0], axis, ctx.api)


def _axes_in_order(axes: Axes | None) -> object:
    if axes is None or not axes.is_exact or not axes.names:
        raise CannotTell
    return axes.head


def on_resolve_axis(ctx: MethodContext) -> Type:
    """`array.resolve_axis("batch")`: an axis of known name, or a tuple of such."""
    default = ctx.default_return_type
    axis = find_instance(default, AXIS)
    found = _asked(ctx, "resolve_axis", _resolved).results
    if axis is None or not found:
        return default
    return union_of([type_of_axes(axes, axis, ctx.api) for axes in found])


def _resolved(axes: Axes, selection: AxisSelection) -> object:
    """The axes of a selection, whose sizes are whatever those of the array are."""
    select(axes, selection)
    found = tuple(axis if is_size_said(axis) else of_size(axis.name, None) for axis in exactly(selection).head)
    return found[0] if isinstance(selection, Axis | str) else found


def on_axis_size(ctx: MethodContext) -> Type:
    """`array.axis_size("batch")`, which must be there."""
    _asked(ctx, "axis_size", select)
    return ctx.default_return_type


def on_has_axis(ctx: MethodContext) -> Type:
    """`array.has_axis("batch")`, so that nothing is said of a branch that is never taken."""
    answers = set(_asked(ctx, "has_axis", _is_there).results)
    bool_type = get_proper_type(ctx.default_return_type)
    if len(answers) != 1 or None in answers or not isinstance(bool_type, Instance):
        return bool_type
    return LiteralType(answers.pop() is True, bool_type)


def on_axis_indices(ctx: MethodContext) -> Type:
    """`array.axis_indices("batch")`, which is None only for an axis that is not there."""
    default = get_proper_type(ctx.default_return_type)
    if set(_asked(ctx, "axis_indices", _is_there).results) != {True}:
        return default
    if isinstance(default, Instance):
        return default.copy_modified(args=[remove_optional(arg) for arg in default.args])
    return remove_optional(default)


def _is_there(axes: Axes, selection: AxisSelection) -> bool | None:
    """Whether an array has all axes of a selection; None if that depends on their sizes, or cannot be told."""
    wanted = entries(selection)
    answers = {axes.has(axis.name) for axis in wanted}
    if False in answers:
        return False
    return None if None in answers or any(map(is_size_said, wanted)) else True


def on_matches_axes(ctx: MethodContext) -> Type:
    """`array.matches_axes(NamedArray["batch"])`, where mypy reads the spec as a type."""
    for exprs in ctx.args:
        for expr in exprs:
            scrub_value(ctx.api, expr)
    return ctx.default_return_type


def _asked(ctx: MethodContext, name: str, rule: Callable[[Axes, AxisSelection], object]) -> Outcome:
    """What a method says of the array that it is called on and of the selection that it is given."""
    if compat.is_class(ctx.type) or is_spread(ctx) or not ctx.args[0]:
        return Outcome()
    reader = reader_of(ctx.api)
    arrays = [axes for axes in reader.arrays(receiver(ctx).type) if axes is not None]
    selections = reader.values(ctx.arg_types[0][0], ctx.args[0][0])
    outcome = evaluate(
        name, lambda axes, selection: rule(axes, checked_value(selection, AxisSelection)), arrays, selections
    )
    if outcome.mistake is not None:
        report(ctx.api, outcome.mistake, ctx.args[0][0])
    return outcome
