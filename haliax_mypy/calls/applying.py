"""What a function gives for arguments of certain types, where a program hands the function to another one."""

from __future__ import annotations

from collections.abc import Sequence

from mypy.nodes import ARG_POS, ArgKind, CallExpr, Context, Expression, LambdaExpr
from mypy.plugin import CheckerPluginInterface
from mypy.types import AnyType, Type, get_proper_type

from haliax.pure import errors
from haliax.pure.axes import Axes
from haliax_mypy import compat
from haliax_mypy.messages.reports import report
from haliax_mypy.types.structures import differences


def applied(
    api: CheckerPluginInterface,
    function: tuple[Type, Expression],
    call: CallExpr,
    given: Sequence[tuple[Type, Expression]],
    kinds: Sequence[ArgKind] | None = None,
    names: Sequence[str | None] | None = None,
) -> Type | None:
    """What a function gives for arguments of these types, by mypy's own check of the call; None if nobody knows.

    A lambda that stands there is checked with the types that it gets.
    """
    typ, expr = function
    kinds = [ARG_POS] * len(given) if kinds is None else list(kinds)
    names = [None] * len(given) if names is None else list(names)
    if isinstance(expr, LambdaExpr):
        positional = all(kind is ARG_POS for kind in kinds)
        return compat.lambda_result(api, expr, [typ for typ, _ in given]) if positional else None
    if isinstance(get_proper_type(typ), AnyType):
        return None
    return compat.result_of(api, typ, call, given, kinds, names)


def lambda_within(maker: Expression) -> LambdaExpr | None:
    """The lambda of `hax.vmap(lambda x: ..., "batch")` and of `jax.jit(hax.vmap(lambda x: ..., "batch"))`."""
    while isinstance(maker, CallExpr) and maker.args:
        maker = maker.args[0]
        if isinstance(maker, LambdaExpr):
            return maker
    return None


def check_carry(api: CheckerPluginInterface, name: str, before: Type, after: Type, call: Context) -> None:
    """A carry must come out with the axes that it went in with, in their order."""
    for went, came, change in differences(before, after):
        report(api, errors.carry_axes("the carry", went, came, change, mistake_of(went, came)).within(name), call)
        return


def mistake_of(one: Axes, two: Axes) -> errors.Mistake:
    """The kind of mistake if axes differ that must be the same."""
    return "order" if set(one.names) == set(two.names) else "missing"
