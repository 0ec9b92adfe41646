"""How much program jax is given, and how much XLA makes of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import jax

from benchmarks import models
from benchmarks.report import Row

GROUP = "Operations of the traced and of the compiled program"

_INSTRUCTION = re.compile(r"^\s*(ROOT )?%?[\w.-]+ = ", re.MULTILINE)


def rows() -> Iterator[Row]:
    """The counts for an attention layer and a block, and for the gradient of the block."""
    params, x = models.params(), models.inputs()
    ours, plain = (params, x), (models.plain(params), x.array)
    yield from _both("attention", models.attention, ours, models.attention_by_hand, plain, 1.0)
    yield from _both("block", models.block, ours, models.block_by_hand, plain, None)
    yield from _both("gradient of a block", _gradient(models.block), ours, _gradient(models.block_by_hand), plain, None)


def _gradient(function: Callable[..., Any]) -> Callable[..., Any]:
    def loss(params: Any, x: Any) -> Any:
        out = function(params, x)
        return (out * out).sum().array if hasattr(out, "axes") else (out * out).sum()

    return jax.grad(loss)


def _both(
    what: str, ours: Callable[..., Any], args: Any, plain: Callable[..., Any], plain_args: Any, target: float | None
) -> Iterator[Row]:
    for kind, count in (("jaxpr equations", equations), ("optimized HLO operations", instructions)):
        figures = count(ours, *args), count(plain, *plain_args)
        yield Row(GROUP, f"{what}: {kind}", *figures, "", against="by hand", target=target)


def equations(function: Callable[..., Any], *args: Any) -> int:
    """The equations of a traced function, those of functions that it calls included."""
    return _equations(jax.make_jaxpr(function)(*args).jaxpr)


def _equations(jaxpr: Any) -> int:
    count = 0
    for equation in jaxpr.eqns:
        inner = [part for part in jax.tree.leaves(equation.params, is_leaf=_is_jaxpr) if _is_jaxpr(part)]
        # A call of a function that is compiled by itself is no operation.
        count += equation.primitive.name not in ("jit", "pjit")
        count += sum(_equations(getattr(part, "jaxpr", part)) for part in inner)
    return count


def _is_jaxpr(value: Any) -> bool:
    return hasattr(getattr(value, "jaxpr", value), "eqns")


def instructions(function: Callable[..., Any], *args: Any) -> int:
    """The operations of the compiled function, in all its computations."""
    text = jax.jit(function).lower(*args).compile().as_text()
    return len(_INSTRUCTION.findall(text or ""))
