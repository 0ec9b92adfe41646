"""What a variable is assigned, and what mypy remembers of it.

A variable that was given an array of unknown axes before, and now one whose axes are known, would read as either, since
the two have the known one in common. And after a loop that gives it arrays of unknown axes it would still be what it
was before, in case that the loop never runs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mypy.binder import CurrentType
from mypy.literals import literal_hash
from mypy.nodes import NameExpr, OpExpr, Var
from mypy.plugin import AttributeContext, CheckerPluginInterface, FunctionContext, MethodContext
from mypy.subtypes import is_subtype
from mypy.types import Instance, Type, UnionType, get_proper_type

from haliax.pure.axes import ANY
from haliax_mypy import compat, variables
from haliax_mypy.names import GRADUAL, NAMED_ARRAY
from haliax_mypy.syntax.sources import branches, targets_by_source, targets_in_loops
from haliax_mypy.types.gradual import are_mixed, axes_within, has_array, held, is_exact_array, made, plain


def assigned(ctx: FunctionContext | MethodContext | AttributeContext, result: Type) -> Type:
    """The type of what a call or an attribute gives: `_Gradual` only where it is assigned or returned.

    Elsewhere it is plain, since mypy looks for type variables in what is expected of an argument: `same(same(x))`. But
    not in a union, of which mypy would drop the plain ones.
    """
    module = compat.module_checked(ctx.api)
    sources = targets_by_source(module)
    source = ctx.context
    if type(source) is OpExpr and source.left in sources:
        source = source.left
    is_assigned = source in sources
    target = sources[source] if is_assigned else None
    branch = None if is_assigned else branches(module).get(source)
    if branch is None and target is None and is_exact_array(result):  # as most
        return result
    maker = compat.maker(ctx.api)
    typ = made(result, maker)
    if not is_assigned:
        if branch is None and type(typ) is Instance and typ.type.fullname != GRADUAL:
            return typ
        if branch is not None and has_array(typ) and not compat.never_holds(ctx.api, branch.conditions):
            _forget(branch.target, lambda item: _is_gradual(item) and is_subtype(item, typ))
        is_free = branch is not None and branch.is_free
        return typ if is_free or isinstance(get_proper_type(typ), UnionType) else plain(typ, maker)
    proper = get_proper_type(typ)
    if isinstance(proper, Instance) and target is not None:
        if proper.type.fullname == NAMED_ARRAY and _is_guessed(target) and not _is_one_of_several(ctx, target):
            _forget(target, lambda item: _is_gradual(item) and is_subtype(item, typ))
        elif proper.type.fullname == GRADUAL and source in targets_in_loops(module):
            _forget_before(ctx.api, target, typ)
        elif source in targets_in_loops(module) and any(True for _ in axes_within(typ)):
            if variables.forget_types(target, lambda old: are_mixed((old, typ))):
                return held(typ, maker, unknown=True) or typ
    return typ


def _forget(target: NameExpr, old: Callable[[Type], bool]) -> None:
    """Forgets types that a variable was given. Where branches meet they are still there: mypy remembers them by branch.

    What mypy remembers is narrowed to what the variable may be at all; so `old` are types that the new one may be too.
    """
    variables.forget_types(target, lambda item: has_array(item) and old(item))


def _is_guessed(target: NameExpr) -> bool:
    """Whether mypy has guessed the type of a variable, from what it was given before."""
    return isinstance(target.node, Var) and target.node.is_inferred and target.node.type is not None


def _is_one_of_several(ctx: FunctionContext | MethodContext | AttributeContext, target: NameExpr) -> bool:
    """Whether an overloaded function is tried with one of the things that the variable itself may be."""
    if isinstance(ctx, AttributeContext):
        return False
    for types, exprs in zip(ctx.arg_types, ctx.args, strict=True):
        for typ, expr in zip(types, exprs, strict=True):
            if isinstance(expr, NameExpr) and expr.node is target.node and not _is_union(typ):
                if _is_union(compat.type_of(ctx.api, expr)):
                    return True
    return False


def _is_union(typ: Type | None) -> bool:
    return isinstance(get_proper_type(typ), UnionType)


def _forget_before(api: CheckerPluginInterface, target: NameExpr, given: Type) -> None:
    """Forgets what was given before a loop whose body gives something unknown: `for layer in layers: x = layer(x)`."""
    checker: Any = api
    unknown, key = compat.maker(api).array(ANY, {}), literal_hash(target)
    outer = [frame for frame in checker.binder.frames[:-1] if key in frame.types]
    if unknown is None or not outer:
        return
    if any(frame.types[key].type != unknown for frame in outer):
        checker.widened_vars.append(target.name)  # so that mypy goes through the loop once more
    for frame in outer:
        frame.types[key] = CurrentType(unknown, True)
    if isinstance(target.node, Var) and target.node.type is not None and given != unknown:
        # What mypy remembers is narrowed to this. What is given now, mypy adds itself.
        target.node.type = UnionType.make_union([target.node.type, unknown])


def _is_gradual(typ: Type) -> bool:
    typ = get_proper_type(typ)
    return isinstance(typ, Instance) and typ.type.fullname == GRADUAL
