"""What a variable is assigned, and what mypy remembers of it.

A variable that was given an array of unknown axes before, and now one whose axes are known, would read as either, since
the two have the known one in common. And after a loop that gives it arrays of unknown axes it would still be what it
was before, in case that the loop never runs.
"""

from __future__ import annotations

from typing import Any

from mypy.binder import CurrentType
from mypy.literals import literal_hash
from mypy.nodes import NameExpr, Var
from mypy.plugin import AttributeContext, CheckerPluginInterface, FunctionContext, MethodContext
from mypy.subtypes import is_subtype
from mypy.types import Instance, Type, UninhabitedType, UnionType, get_proper_type

from haliax_mypy import compat
from haliax_mypy.names import GRADUAL, NAMED_ARRAY
from haliax_mypy.syntax.sources import targets_by_source, targets_in_loops
from haliax_mypy.types.gradual import made, plain


def assigned(ctx: FunctionContext | MethodContext | AttributeContext, result: Type) -> Type:
    """The type of what a call or an attribute gives: `_Gradual` only where it is assigned or returned.

    Elsewhere it is plain, since mypy looks for type variables in what is expected of an argument: `same(same(x))`.
    """
    checker: Any = ctx.api
    sources, maker = targets_by_source(checker.tree), compat.maker(ctx.api)
    if ctx.context not in sources:
        return plain(made(result, maker), maker)
    typ, target = made(result, maker), sources[ctx.context]
    proper = get_proper_type(typ)
    if isinstance(proper, Instance) and target is not None:
        if proper.type.fullname == NAMED_ARRAY:
            _forget_gradual(target, proper)
        elif proper.type.fullname == GRADUAL and ctx.context in targets_in_loops(checker.tree):
            _forget_before(ctx.api, target, typ)
    return typ


def _forget_gradual(target: NameExpr, exact: Instance) -> None:
    """Forgets arrays of unknown axes. Where branches meet they are still there: mypy remembers them by branch."""
    variable = target.node
    if isinstance(variable, Var) and variable.is_inferred and variable.type is not None:
        typ = get_proper_type(variable.type)
        items = typ.items if isinstance(typ, UnionType) else [typ]
        left = [item for item in items if not (_is_gradual(item) and is_subtype(item, exact))]
        if len(left) < len(items):
            variable.type = UnionType.make_union(left) if left else UninhabitedType()


def _forget_before(api: CheckerPluginInterface, target: NameExpr, result: Type) -> None:
    """Forgets what was given before a loop whose body gives something unknown: `for layer in layers: x = layer(x)`."""
    checker: Any = api
    key = literal_hash(target)
    for frame in checker.binder.frames[:-1]:
        if key in frame.types:
            frame.types[key] = CurrentType(result, True)


def _is_gradual(typ: Type) -> bool:
    typ = get_proper_type(typ)
    return isinstance(typ, Instance) and typ.type.fullname == GRADUAL
