"""How much program jax is given, and how much XLA makes of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import jax

from benchmarks import models, positional
from benchmarks.report import Row

GROUP = "Operations of the traced and of the compiled program"

Function = Callable[..., Any]

_INSTRUCTION = re.compile(r"^\s*(ROOT )?%?[\w.-]+ = ", re.MULTILINE)


def rows() -> Iterator[Row]:
    """The counts for an attention layer, a block, four blocks, and for the gradient of the block."""
    params, x = models.params(), models.inputs()
    ours, plain = (params, x), (models.plain(params), x.array)
    for what, (named, by_hand, target, compiled_target) in _compared().items():
        figures = equations(named, *ours), equations(by_hand, *plain)
        yield Row(GROUP, f"{what}: jaxpr equations", *figures, "", against="by hand", target=target)
        figures = instructions(named, *ours), instructions(by_hand, *plain)
        yield Row(GROUP, f"{what}: optimized HLO operations", *figures, "", against="by hand", target=compiled_target)


def _compared() -> dict[str, tuple[Function, Function, float | None, float | None]]:
    """What is counted: with named axes, by hand, and the targets of equations and of compiled operations."""
    block, by_hand = models.block, positional.block
    return {
        "attention": (models.attention, positional.attention, 1.0, 1.0),
        "block": (block, by_hand, 1.0, None),
        "four blocks": (_repeated(block, 4), _repeated(by_hand, 4), 1.0, None),
        "gradient of a block": (_gradient(block), _gradient(by_hand), None, None),
    }


def _repeated(function: Function, times: int) -> Function:
    def repeated(params: Any, x: Any) -> Any:
        for _ in range(times):
            x = function(params, x)
        return x

    return repeated


def _gradient(function: Function) -> Function:
    def loss(params: Any, x: Any) -> Any:
        out = function(params, x)
        return (out * out).sum().array if hasattr(out, "axes") else (out * out).sum()

    return jax.grad(loss)


def equations(function: Function, *args: Any) -> int:
    """The equations of a traced function: calls of compiled functions, and the equations within those, included."""
    return _equations(jax.make_jaxpr(function)(*args).jaxpr)


def _equations(jaxpr: Any) -> int:
    count = 0
    for equation in jaxpr.eqns:
        inner = [part for part in jax.tree.leaves(equation.params, is_leaf=_is_jaxpr) if _is_jaxpr(part)]
        count += 1 + sum(_equations(getattr(part, "jaxpr", part)) for part in inner)
    return count


def _is_jaxpr(value: Any) -> bool:
    return hasattr(getattr(value, "jaxpr", value), "eqns")


def instructions(function: Function, *args: Any) -> int:
    """The operations of the compiled function, in all its computations."""
    text = jax.jit(function).lower(*args).compile().as_text()
    return len(_INSTRUCTION.findall(text or ""))
