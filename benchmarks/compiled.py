"""Calls of functions that are compiled already: what names cost at a jit boundary."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import equinox as eqx
import jax

import haliax as hax
from benchmarks import models, positional
from benchmarks.measure import Call, side_by_side
from benchmarks.report import Row

GROUP = "Calls of compiled functions"


def rows(seconds: float) -> Iterator[Row]:
    """The figures of calls with few and with many arrays."""
    for what, target, ours, plain, against in calls():
        times = side_by_side({"ours": ours, "plain": plain}, seconds)
        fast, slow = times["ours"], times["plain"]
        figures = fast.best * 1e6, slow.best * 1e6
        yield Row(GROUP, what, *figures, "µs", against=against, target=target, paired=fast.paired(slow))


def calls() -> Iterator[tuple[str, float | None, Call, Call, str]]:
    """What is called: its name, its target, with names, without, and what that is."""
    yield from _of_jax()
    yield from _of_named_jit()


def _of_jax() -> Iterator[tuple[str, float | None, Call, Call, str]]:
    x = hax.ones({"batch": 8, "embed": 16})
    array = x.array
    plain = jax.jit(_add)
    yield "jax.jit, x + y", 1.25, lambda: plain(x, x), lambda: plain(array, array), "plain arrays"
    block, by_hand = jax.jit(models.block), jax.jit(positional.block)
    inputs = models.params(), models.inputs()
    plain_inputs = models.plain(inputs)
    yield "jax.jit, transformer block", 1.25, lambda: block(*inputs), lambda: by_hand(*plain_inputs), "by hand"

    params = _params(100)
    arrays = models.plain(params)
    least = {name: _least(None, (value,)) for name, value in arrays.items()}
    # Nothing but arrays that pass. In and out, jax's registry of pytrees calls Python once for each.
    for what, function, target in (("in and out", _passed, 1.3), ("in, one out", _first, None)):
        passed = jax.jit(function)
        yield _passing(f"jax.jit, 100 parameters {what}", target, passed, params, arrays)
        yield _passing(f"the same of the least class that can be a pytree, {what}", None, passed, least, arrays)


def _passing(
    what: str, target: float | None, function: Callable[[Any], Any], ours: Any, plain: Any
) -> tuple[str, float | None, Call, Call, str]:
    return what, target, lambda: function(ours), lambda: function(plain), "plain arrays"


def _of_named_jit() -> Iterator[tuple[str, float | None, Call, Call, str]]:
    x = hax.ones({"batch": 8, "embed": 16})
    named, plain = hax.named_jit(_add), jax.jit(_add)
    yield "named_jit, x + y", 1.25, lambda: named(x, x), lambda: plain(x, x), "jax.jit"
    for what, target, given in (
        ("one array", 1.25, x),
        ("10 parameters in a dict", 1.08, _params(10)),
        ("100 parameters in a dict", 1.08, _params(100)),
        ("10 parameters in a Module", 1.08, _Module(list(_params(10).values()))),
        ("100 parameters in a Module", 1.08, _Module(list(_params(100).values()))),
    ):
        yield _named_jit(f"named_jit, {what}, in and out", target, given)


def _named_jit(what: str, target: float | None, given: Any) -> tuple[str, float | None, Call, Call, str]:
    named, plain = hax.named_jit(_passed), jax.jit(_passed)
    return what, target, lambda: named(given), lambda: plain(given), "jax.jit"


class _Module(eqx.Module):
    arrays: list[Any]


class _Least:
    """A class of one array, of which jax must call Python to take it apart and to put it together, as of any class."""

    __slots__ = ("array",)


def _least(_: None, children: tuple[Any]) -> _Least:
    node = _new(_Least)
    node.array = children[0]
    return node


_new = object.__new__
jax.tree_util.register_pytree_node(_Least, lambda node: ((node.array,), None), _least)


def _params(count: int) -> dict[str, Any]:
    x = hax.ones({"batch": 8, "embed": 16})
    return {f"layer{i:02}": x + i for i in range(count)}


def _add(x: Any, y: Any) -> Any:
    return x + y


def _passed(params: Any) -> Any:
    return params


def _first(params: Any) -> Any:
    return jax.tree.leaves(params)[0]
