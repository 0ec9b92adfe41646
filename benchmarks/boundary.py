"""What checked calls cost: where checks are off, where they are on, compiled and not, against the same without them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import FunctionType
from typing import Any

import equinox as eqx
import jax

import haliax as hax
from benchmarks.measure import side_by_side
from benchmarks.report import Row
from haliax import NamedArray
from haliax.debug import checked
from haliax.haxtyping import Float

OFF = "checks off"
ON = "checks on, a call like one before"
FIRST = "checks on, each call another"

Batch, Embed, Mlp = hax.make_axes(batch=4, embed=8, mlp=16)


def layer(x: Float[NamedArray, "batch embed"], w: Float[NamedArray, "embed mlp"]) -> Float[NamedArray, "batch mlp"]:
    return hax.dot(x, w, axis="embed")


def block(x: Float[NamedArray, "batch embed"], w: Float[NamedArray, "embed mlp"]) -> Float[NamedArray, "batch embed"]:
    return x + hax.dot(hax.tanh(hax.dot(x, w, axis="embed")), w, axis="mlp") * 0.5


class Module(eqx.Module):
    weight: Float[NamedArray, "embed mlp"]
    bias: Float[NamedArray, "mlp"]

    def __call__(self, x: Float[NamedArray, "batch embed"]) -> Float[NamedArray, "batch mlp"]:
        return hax.dot(x, self.weight, axis="embed") + self.bias


@checked
class Checked(Module):
    __call__ = checked(Module.__call__)


def rows(seconds: float) -> Iterator[Row]:
    """The ratios. Nothing is in a compiled program, so a compiled call costs the same."""
    x, w, b = hax.ones((Batch, Embed)), hax.ones((Embed, Mlp)), hax.ones(Mlp)
    plain, with_checks = Module(w, b), Checked(w, b)
    for name, fn in (("one operation", layer), ("a block of five", block)):
        yield _off(f"{name}, `@checked(check=None)`", fn, (x, w), seconds)
        yield _row(ON, f"{name}, `@checked`", checked(fn), fn, (x, w), seconds, 2.0)
    yield _row(OFF, "named_jit", hax.named_jit(layer), hax.named_jit(_bare(layer)), (x, w), seconds, 1.02)
    yield _row(
        ON, "named_jit(check=True)", hax.named_jit(layer, check=True), hax.named_jit(layer), (x, w), seconds, 1.1
    )
    yield _row(ON, "jax.jit of `@checked`", jax.jit(checked(layer)), jax.jit(layer), (x, w), seconds, 1.1)
    yield _row(ON, "a method of a Module, `@checked`", with_checks, plain, (x,), seconds, 2.0)
    yield _row(FIRST, "making a Module, `@checked`", Checked, Module, (w, b), seconds, None)
    yield from _first(x, w, seconds)


def _off(what: str, fn: Callable[..., Any], args: Any, seconds: float) -> Row:
    """A call of the function where checks are off, against one without them.

    All that there is to it is one call of Python more, less than what one run of an operation differs from another. So
    that is measured by itself, around a function that does nothing, and added.
    """
    (x, w), guarded = args, checked(check=None)(_nothing)
    times = side_by_side(
        {"plain": lambda: fn(x, w), "guarded": lambda: guarded(x, w), "nothing": lambda: _nothing(x, w)}, seconds
    )
    plain = times["plain"].best
    ours = plain + times["guarded"].best - times["nothing"].best
    return Row(OFF, what, ours * 1e6, plain * 1e6, "µs", "without checks", 1.02)


def _nothing(x: Float[NamedArray, "batch embed"], w: Float[NamedArray, "embed mlp"]) -> None:
    return None


def _bare(fn: Callable[..., Any]) -> Callable[..., Any]:
    """The function without annotations."""
    return lambda x, w: fn(x, w)


def _row(
    group: str, what: str, ours: Callable[..., Any], plain: Callable[..., Any], args: Any, seconds: float, target: Any
) -> Row:
    times = side_by_side({"ours": lambda: ours(*args), "plain": lambda: plain(*args)}, seconds)
    best = {name: found.best * 1e6 for name, found in times.items()}
    paired = times["ours"].paired(times["plain"])
    return Row(group, what, best["ours"], best["plain"], "µs", "without checks", target, paired=paired)


def _first(x: NamedArray, w: NamedArray, seconds: float) -> Iterator[Row]:
    """Traces with checks, and without."""

    def checked_trace(x: NamedArray, w: NamedArray) -> Any:
        return hax.named_jit(_copy(block), check=True).eval_shape(x, w)

    def plain_trace(x: NamedArray, w: NamedArray) -> Any:
        return hax.named_jit(_copy(block)).eval_shape(x, w)

    yield _row(FIRST, "a trace of named_jit", checked_trace, plain_trace, (x, w), seconds, None)


def _copy(fn: Callable[..., Any]) -> Callable[..., Any]:
    """The same function as another, which nothing remembers."""
    copy = FunctionType(fn.__code__, fn.__globals__, fn.__name__)
    copy.__annotations__ = fn.__annotations__
    return copy
