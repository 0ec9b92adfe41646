"""Control flow of jax on named arrays: `jax.lax.cond`, `switch`, `fori_loop`, `while_loop`, `scan`, `jax.eval_shape`.

jax says of what most of these give that it is Any. Each runs a function on arguments that stand in the same call, so
mypy checks that call. Branches must give the same axes, and a carry must come out as it went in: jax compares the whole
structure, of which names are a part.
"""

from __future__ import annotations

from itertools import chain
from typing import Final

from mypy.nodes import CallExpr, Expression, ListExpr, TupleExpr
from mypy.plugin import FunctionContext
from mypy.types import Instance, NoneType, TupleType, Type, get_proper_type

from haliax.pure import errors
from haliax_mypy import compat
from haliax_mypy.calls.applying import applied, arguments_for, check_carry, mistake_of, positional, takes
from haliax_mypy.calls.arguments import array_given
from haliax_mypy.calls.positional import point_to
from haliax_mypy.messages.reports import report
from haliax_mypy.names import JAX_ARRAY
from haliax_mypy.types.gradual import has_array
from haliax_mypy.types.literals import any_type
from haliax_mypy.types.structures import carried, differences, is_structure, loosened
from haliax_mypy.types.writing import union_of


def cond(ctx: FunctionContext) -> Type:
    """`jax.lax.cond(flag, f, g, *operands)`: what one of the branches gives."""
    given = positional(ctx)
    if given is None or len(given) < 3 or not isinstance(ctx.context, CallExpr):
        return ctx.default_return_type
    return _one_of(ctx, "cond", given[1:3], given[3:])


def switch(ctx: FunctionContext) -> Type:
    """`jax.lax.switch(i, [f, g], *operands)`."""
    given = positional(ctx)
    if given is None or len(given) < 2 or not isinstance(given[1][1], ListExpr | TupleExpr):
        return ctx.default_return_type
    functions = [(compat.type_of(ctx.api, item) or any_type(), item) for item in given[1][1].items]
    return _one_of(ctx, "switch", functions, given[2:])


def _one_of(
    ctx: FunctionContext, name: str, functions: list[tuple[Type, Expression]], operands: list[tuple[Type, Expression]]
) -> Type:
    assert isinstance(ctx.context, CallExpr)
    found = [applied(ctx.api, function, ctx.context, operands) for function in functions]
    known = [typ for typ in found if typ is not None]
    if len(known) < len(found) or not known or not all(map(is_structure, known)):
        return ctx.default_return_type
    for other, (_, place) in zip(known[1:], functions[1:], strict=True):
        for one, two, change in differences(known[0], other):
            report(ctx.api, errors.branches_differ(one, two, change, mistake_of(one, two)).within(name), place)
            return known[0]
    return known[0] if all(typ == known[0] for typ in known) else union_of(known)


def fori_loop(ctx: FunctionContext) -> Type:
    """`jax.lax.fori_loop(0, n, body, carry)`."""
    given = arguments_for(ctx, ("lower", "upper", "body_fun", "init_val"))
    if given is None or not isinstance(ctx.context, CallExpr):
        return ctx.default_return_type
    (_, (_, upper), body, carry) = given
    count = (any_type(), upper)  # bodies say int, and get an array
    after = applied(ctx.api, body, ctx.context, [count, carry])
    if after is not None and takes(body[0], any_type(), carry[0]):
        check_carry(ctx.api, "fori_loop", carry[0], after, ctx.context)
    return _carried(ctx, carry[0], after)


def while_loop(ctx: FunctionContext) -> Type:
    """`jax.lax.while_loop(condition, body, carry)`, which says itself that a carry keeps its type."""
    given = arguments_for(ctx, ("cond_fun", "body_fun", "init_val"))
    if given is None or not isinstance(ctx.context, CallExpr) or not has_array(given[2][0]):
        return ctx.default_return_type
    return _carried(ctx, given[2][0], applied(ctx.api, given[1], ctx.context, [given[2]]))


def scan(ctx: FunctionContext) -> Type:
    """`jax.lax.scan(f, carry, xs)`, which takes a dimension from arrays and leaves their names."""
    given = arguments_for(ctx, ("f", "init"))
    default = get_proper_type(ctx.default_return_type)
    if given is None or not isinstance(ctx.context, CallExpr) or not isinstance(default, TupleType):
        return ctx.default_return_type
    maker = compat.maker(ctx.api)
    loose = default.copy_modified(items=[default.items[0], loosened(default.items[1], maker)])
    mapped = arguments_for(ctx, ("xs",))
    if mapped is not None and has_array(mapped[0][0]):
        point_to(ctx.api, "jax.lax.scan", "hax.scan", mapped[0])
        return loose
    element = NoneType() if mapped is None else _element(mapped[0][0])
    if element is None:
        return loose
    result = get_proper_type(applied(ctx.api, given[0], ctx.context, [given[1], (element, given[1][1])]))
    if not isinstance(result, TupleType) or len(result.items) != 2:
        return loose
    carry = _carried(ctx, given[1][0], result.items[0])
    return default.copy_modified(items=[carry, loosened(result.items[1], maker)])


def _element(typ: Type) -> Type | None:
    """The type of what a step gets of `xs`: a part of an array is an array; None if it is not known."""
    typ = get_proper_type(typ)
    if isinstance(typ, NoneType) or (isinstance(typ, Instance) and typ.type.fullname == JAX_ARRAY):
        return typ
    items = [_element(item) for item in typ.items] if isinstance(typ, TupleType) else [None]
    known = [item for item in items if item is not None]
    return typ.copy_modified(items=known) if isinstance(typ, TupleType) and len(known) == len(items) else None


def eval_shape(ctx: FunctionContext) -> Type:
    """`jax.eval_shape(f, *args)`: named arrays and Modules of what `f` gives, with shapes in the place of values."""
    exprs, types, kinds, names = (
        list(chain(*part)) for part in (ctx.args, ctx.arg_types, ctx.arg_kinds, ctx.arg_names)
    )
    if not isinstance(ctx.context, CallExpr) or not exprs or any(kind.is_star() for kind in kinds):
        return ctx.default_return_type
    given = [(array_given(ctx.api, typ, expr), expr) for typ, expr in zip(types, exprs, strict=True)]
    result = applied(ctx.api, (types[0], exprs[0]), ctx.context, given[1:], kinds[1:], names[1:])
    return result if result is not None and is_structure(result) else ctx.default_return_type


def _carried(ctx: FunctionContext, before: Type, after: Type | None) -> Type:
    """The type of a carry after some steps."""
    if after is None:
        return before if is_structure(before) else ctx.default_return_type
    return carried(before, after)


CONTROL: Final = {
    "jax._src.lax.control_flow.conditionals.cond": cond,
    "jax._src.lax.control_flow.conditionals.switch": switch,
    "jax._src.lax.control_flow.loops.fori_loop": fori_loop,
    "jax._src.lax.control_flow.loops.while_loop": while_loop,
    "jax._src.lax.control_flow.loops.scan": scan,
    "jax._src.api.eval_shape": eval_shape,
    "equinox._eval_shape.filter_eval_shape": eval_shape,
}
"""What runs a function that it is given at once."""
