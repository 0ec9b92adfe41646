"""Each row of the table as calls side by side, with the results that must be equal before it is timed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Any

import jax
import numpy as np

from benchmarks import positional
from benchmarks.measure import WARM_UP, Call
from benchmarks.peers.by_position import NUMPY, PLAIN, compiled
from benchmarks.peers.work import DIMS, EAGER, FIRST_USE, LEAVES, Library, inputs

RESULT = ("batch", "position", "embed")
"""The axes of what goes into a block and comes out."""

RATE = 0.1
"""By how much of its gradient a training step changes a parameter."""


@dataclass(frozen=True)
class Comparison:
    """One row of one library.

    Attributes:
        what: The row.
        calls: What is timed: "library", "plain", the plain code as one "compiled" call where it is eager, and "numpy"
            for a library that computes with it.
        results: What both give, as trees of arrays.
        single: How many single calls are timed, for a call that does something new each time; 0 for blocks of calls.
        warm_up: How many come before them.
        weight: How many times as long as others blocks of calls are measured.
    """

    what: str
    calls: Mapping[str, Call]
    results: Callable[[], tuple[Any, Any]]
    single: int = 0
    warm_up: int = 1
    weight: int = 1

    def check(self) -> None:
        """Compares both results.

        Raises:
            AssertionError: If they differ.
        """
        mine, plain = map(jax.tree.leaves, self.results())
        for one, other in zip(mine, plain, strict=True):
            np.testing.assert_allclose(one, other, rtol=1e-3, atol=1e-5)


@dataclass(frozen=True)
class Lacking:
    """A row that a library has nothing for, and why."""

    what: str
    why: str


Part = Comparison | Lacking


def comparisons(library: Library, single: int) -> Iterator[Part]:
    """All rows of a library, in the order of the table; what compiles for seconds is called twice."""
    yield from _eager(library)
    yield from _first_use(library, single)
    yield from _traces(library)
    yield from _boundary(library)
    yield from _training(library, 2)


def _sides(library: Library) -> dict[str, Library]:
    return {"library": library, "plain": PLAIN} | ({"numpy": NUMPY} if library.with_numpy else {})


def _eager(library: Library) -> Iterator[Part]:
    given = {side: inputs(found) for side, found in _sides(library).items()}
    for row in EAGER:
        if row.call in library.lacks:
            yield Lacking(row.what, library.lacks[row.call])
            continue
        calls = {side: partial(found.calls[row.call], given[side]) for side, found in _sides(library).items()}
        results = partial(_both, library, row.dims, calls["library"], calls["plain"])
        for side in set(calls) - {"library"}:
            calls[side] = partial(_sides(library)[side].calls[row.beside or row.call], given[side])
        calls["compiled"] = compiled(PLAIN.calls[row.beside or row.call], given["plain"])
        yield Comparison(row.what, calls, results)


def _first_use(library: Library, single: int) -> Iterator[Part]:
    given = {side: inputs(found) for side, found in _sides(library).items()}
    numbers = count()
    for row in FIRST_USE:
        calls = {side: partial(found.calls[row.call], given[side]) for side, found in _sides(library).items()}
        results = partial(_both, library, row.dims, calls["library"], calls["plain"])
        left = [inputs(library, f"_{next(numbers)}") for _ in range(single + WARM_UP)]
        calls["library"] = partial(_pop, library.calls[row.call], left)
        yield Comparison(row.what, calls, results, single, warm_up=WARM_UP)


def _pop(call: Callable[[Any], Any], left: list[Any]) -> Any:
    """`call` with names that none had before."""
    return call(left.pop())


def _both(library: Library, dims: tuple[str, ...], mine: Call, plain: Call) -> tuple[Any, Any]:
    return library.positional(mine(), dims), plain()


def _traces(library: Library) -> Iterator[Part]:
    attention, training = "trace of an attention layer, by jax.make_jaxpr", "trace of a training step of two blocks"
    if "attention" in library.lacks:
        yield from (Lacking(what, library.lacks["attention"]) for what in (attention, training))
        return
    sides = {"library": library, "plain": PLAIN}
    given = {side: _model(found) for side, found in sides.items()}
    layers = {
        side: partial(found.calls["attention"], given[side][0]["block0"], given[side][1])
        for side, found in sides.items()
    }
    results = partial(_both, library, RESULT, layers["library"], layers["plain"])
    yield Comparison(attention, {side: partial(_traced, layer) for side, layer in layers.items()}, results, weight=5)
    steps = {side: partial(_step(found), *given[side]) for side, found in sides.items()}
    calls = {side: partial(_traced, step) for side, step in steps.items()}
    yield Comparison(training, calls, partial(_both_steps, library, steps["library"], steps["plain"]), weight=10)


def _traced(call: partial[Any]) -> Any:
    """The trace of a call, anew: jax keeps those of functions that it knows."""
    return jax.make_jaxpr(lambda *args: call.func(*args))(*call.args)


def _boundary(library: Library) -> Iterator[Part]:
    for leaves in LEAVES:
        what = f"cached jax.jit, {leaves} named array{'s' if leaves > 1 else ''} in and out"
        if "scale" in library.lacks:
            yield Lacking(what, library.lacks["scale"])
            continue
        sides = {"library": library, "plain": PLAIN}
        calls = {}
        for side, found in sides.items():
            x = inputs(found).x
            calls[side] = partial(jax.jit(found.calls["scale"]), {f"x{number}": x for number in range(leaves)})
        yield Comparison(what, calls, partial(_both_trees, library, calls["library"], calls["plain"]))


def _both_trees(library: Library, mine: Call, plain: Call) -> tuple[Any, Any]:
    return {key: library.positional(x, DIMS["x"]) for key, x in mine().items()}, plain()


def _training(library: Library, single: int) -> Iterator[Part]:
    cached, anew = "training step of two blocks, compiled", "the same step: trace and compile"
    if "loss" in library.lacks:
        yield from (Lacking(what, library.lacks["loss"]) for what in (cached, anew))
        return
    sides = {"library": library, "plain": PLAIN}
    steps = {side: partial(jax.jit(_step(found)), *_model(found)) for side, found in sides.items()}
    results = partial(_both_steps, library, steps["library"], steps["plain"])
    yield Comparison(cached, steps, results, weight=10)
    calls = {side: partial(_compiled, _step(found), _model(found)) for side, found in sides.items()}
    yield Comparison(anew, calls, results, single)


def _compiled(step: Callable[..., Any], args: tuple[Any, ...]) -> None:
    jax.jit(lambda *args: step(*args)).lower(*args).compile()


def _step(library: Library) -> Callable[..., Any]:
    """A step of gradient descent: the loss, and the parameters after it."""

    def step(params: Any, x: Any, target: Any) -> tuple[Any, Any]:
        loss, gradients = jax.value_and_grad(library.calls["loss"])(params, x, target)
        return loss, jax.tree.map(lambda p, g: p - RATE * g, params, gradients)

    return step


def _both_steps(library: Library, mine: Call, plain: Call) -> tuple[Any, Any]:
    loss, params = mine()
    arrays = {
        block: {name: library.positional(p, positional.PARAMETERS[name]) for name, p in found.items()}
        for block, found in params.items()
    }
    return (loss, arrays), plain()


def _model(library: Library) -> tuple[Any, Any, Any]:
    """The parameters of two blocks, what goes in, and what should come out."""
    random = np.random.default_rng(0)

    def named(dims: tuple[str, ...], scale: float) -> Any:
        array = random.normal(size=[positional.SIZES[dim] for dim in dims], scale=scale)
        return library.named(array.astype(np.float32), dims)

    params = {
        f"block{number}": {name: named(dims, 0.1) for name, dims in positional.PARAMETERS.items()}
        for number in range(2)
    }
    return params, named(RESULT, 1.0), named(RESULT, 1.0)
