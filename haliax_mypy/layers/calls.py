"""Calls of layers, and of what makes them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from mypy.nodes import CallExpr, Expression, IndexExpr, MemberExpr, NameExpr, RefExpr, TypeInfo
from mypy.plugin import FunctionContext, MethodContext
from mypy.types import Instance, Type, TypeVarType, get_proper_type

from haliax.errors import AxisError
from haliax.pure.axes import Axes, exactly
from haliax.pure.axis import Axis, AxisSelection
from haliax.pure.layers import Effect, Template
from haliax.pure.operation import Operation
from haliax.pure.wants import Array, Takes
from haliax_mypy import compat
from haliax_mypy.calls import passing
from haliax_mypy.calls.arguments import array_given, is_spread, reader_of
from haliax_mypy.calls.evaluation import CannotTell, checked_value
from haliax_mypy.calls.operations import infer
from haliax_mypy.layers.heads import effect_of, template_of
from haliax_mypy.layers.instances import layer_of, text_of, with_text
from haliax_mypy.types.gradual import has_array


def on_method(info: TypeInfo, method: str) -> Callable[[MethodContext], Type] | None:
    """The callback of a method that says what it does to axes."""
    found = next((base for base in info.mro if method in base.names), None)
    effect = None if found is None else effect_of(found, method)
    if effect is None:
        return None
    known = effect

    def called(ctx: MethodContext) -> Type:
        return _called(ctx, known)

    return called


def _called(ctx: MethodContext, effect: Effect) -> Type:
    """What a call gives of an array, whose axes are those that the layer takes."""
    default = passing.called(ctx)
    layer = layer_of(ctx.type)
    template, text = (None, None) if layer is None else (template_of(layer.type), text_of(layer))
    name = ctx.callee_arg_names[0] if ctx.callee_arg_names else None
    if layer is None or name is None or not ctx.args[0]:
        return default
    given = array_given(ctx.api, ctx.arg_types[0][0], ctx.args[0][0])
    keeps = effect.needs == effect.gives and has_array(given)
    if template is None or text is None:
        return given if keeps else default
    operation = _operation(layer.type.name, effect, template, text, name)
    result = infer(ctx._replace(default_return_type=default), operation)
    return given if keeps and isinstance(get_proper_type(given), TypeVarType) else result


@lru_cache(maxsize=1024)
def _operation(layer: str, effect: Effect, template: Template, text: str, parameter: str) -> Operation[Axes]:
    """The call of a layer as an operation on one array.

    Args:
        layer: The name of its class.
        effect: What it does to the axes of the array.
        template: The lists of axes that the class names.
        text: The axes that the type of the layer says.
        parameter: The name by which the array may be passed.
    """
    lists = template.read(text)

    def rule(**given: Array) -> Axes:
        return effect(given[parameter], lists)

    operation = Operation(f'{layer}["{text}"]', __name__, rule)
    operation.parameters = (replace(operation.parameters[0], name=parameter, takes=Takes.ONE, required=True),)
    return operation


def made(ctx: FunctionContext | MethodContext) -> Type:
    """What a call gives; a layer with the axes of its arguments, where its class or a method of that makes it."""
    default = passing.called(ctx)
    layer = get_proper_type(default)
    if not isinstance(layer, Instance) or template_of(layer.type) is None or not _is_of_class(ctx.context):
        return default
    declared = compat.declared_callee(ctx)
    said = None if declared is None else get_proper_type(declared.ret_type)
    if isinstance(said, Instance) and said.type is layer.type and text_of(said) is not None:
        return default  # by its annotation
    return with_text(layer, _text(ctx, layer), compat.maker(ctx.api))


def _is_of_class(call: object) -> bool:
    """Whether a class is called, or a method of one."""
    callee: Expression | None = call.callee if isinstance(call, CallExpr) else None
    if isinstance(callee, MemberExpr) and not isinstance(callee.node, TypeInfo):
        callee = callee.expr
    if isinstance(callee, IndexExpr):
        callee = callee.base
    return isinstance(callee, RefExpr) and (
        isinstance(callee.node, TypeInfo) or (isinstance(callee, NameExpr) and callee.name == "cls")
    )


def _text(ctx: FunctionContext | MethodContext, layer: Instance) -> str | None:
    """The axes that the arguments say, `...` for a list of which they do not; None if they say nothing."""
    template = template_of(layer.type)
    if template is None or is_spread(ctx):
        return None
    lists = {name: _axes_given(ctx, name, in_order=name not in template.sets) for name in template.lists}
    return None if all(axes is None for axes in lists.values()) else template.write(lists)


def _axes_given(ctx: FunctionContext | MethodContext, name: str, *, in_order: bool) -> Sequence[Axis] | None:
    """The axes of an argument; None if it is not given, or does not say them."""
    at = ctx.callee_arg_names.index(name) if name in ctx.callee_arg_names else None
    if at is None or not ctx.args[at]:
        return None
    typ, expr = ctx.arg_types[at][0], ctx.args[at][0]
    try:
        values = reader_of(ctx.api).values(array_given(ctx.api, typ, expr), expr)
        (axes,) = {exactly(checked_value(value, AxisSelection)) for value in values}
    except (AxisError, CannotTell, ValueError):
        return None
    return None if axes.is_open or (in_order and not axes.ordered) else axes.known
