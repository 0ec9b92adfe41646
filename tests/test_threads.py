"""Threads that build, flatten, index, compile and fail at once: nothing wrong is accepted, and no check is lost."""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Callable
from time import monotonic
from typing import Any

import jax
import numpy as np
import pytest

import haliax as hax
from haliax import Axis, AxisError, NamedArray, axis_mapping, named
from haliax.debug import checked, debug_checks
from haliax.partitioning import current_thread_local_mapping

THREADS = 8
A, B, C = hax.make_axes(a=2, b=3, c=4)
VALUES = np.arange(24).reshape(2, 3, 4)

Step = Callable[[random.Random], None]


def refused(call: Callable[[], Any], kind: type[Exception] = AxisError) -> None:
    try:
        call()
    except kind:
        return
    raise AssertionError("what is wrong was accepted")


def build(source: random.Random) -> None:
    order = source.sample((A, B, C), 3)
    shape = tuple(axis.size for axis in order)
    assert NamedArray(np.zeros(shape), order).axes == tuple(order)
    refused(lambda: NamedArray(np.zeros(shape[:-1]), order))
    refused(lambda: NamedArray(np.zeros(shape[::-1]), order))
    refused(lambda: NamedArray(np.zeros((2, 2)), ("a", "a")))


def flatten(source: random.Random) -> None:
    x = named(VALUES, (A, B, C))
    leaves, structure = jax.tree.flatten({"x": x, "y": [x]})
    assert jax.tree.unflatten(structure, leaves)["x"].axes == x.axes
    # Unflattening checks nothing, since jax puts placeholders where arrays were. It must switch nothing off either.
    ill = jax.tree.unflatten(structure, [np.zeros(source.randint(1, 9)), object()])
    refused(lambda: ill["x"].axes)
    refused(lambda: NamedArray(np.zeros(2), (A, B)))


def index(source: random.Random) -> None:
    x = named(VALUES, (A, B, C))
    i = source.randrange(4)
    np.testing.assert_array_equal(x["c", i].array, VALUES[..., i])
    picks = [source.randrange(3) for _ in range(source.randint(1, 3))]
    assert x["b", named(picks, "pick")].shape == {"a": 2, "pick": len(picks), "c": 4}
    refused(lambda: x["c", 4 + i])
    refused(lambda: x["d", i])


def compute(source: random.Random) -> None:
    x, y = named(VALUES, (A, B, C)), hax.arange(Axis("b", 3))
    assert (x + y).axes == (y + x).axes == (A, B, C)
    assert x.sum(("a", "c")).tolist() == VALUES.sum((0, 2)).tolist()
    refused(lambda: x + hax.zeros(Axis("b", source.randint(4, 9))))
    refused(lambda: hax.dot(x, y, axis="nowhere"))
    refused(lambda: x.rename({"a": "b"}))


def map_axes(source: random.Random) -> None:
    mapping = {"a": f"mesh{source.randrange(99)}"}
    with axis_mapping(mapping):
        flatten(source)
        assert current_thread_local_mapping() == mapping
    assert current_thread_local_mapping() in (None, {})


@checked
def annotated(x: NamedArray["a b"], n: Any) -> NamedArray["b"]:
    return x.sum("a")


def check(source: random.Random) -> None:
    with debug_checks():
        assert annotated(hax.zeros((A, B)), 1).axes == (B,)
        refused(lambda: annotated(hax.zeros((B, A)), 1))
    build(source)


def name_anew(source: random.Random) -> None:
    """Operations on names that no call has seen, or that another thread sees for the first time now."""
    a, b = (f"{letter}{source.randrange(10**6)}" for letter in "ab")
    x = named(VALUES[0], (a, b))
    assert (x + x.sum(b)).sum(a).axis_names == (b,)
    assert hax.dot(x, named(VALUES[1], (a, "c")), axis=a).tolist() == (VALUES[0].T @ VALUES[1]).tolist()
    assert x.rearrange((b, a)).tolist() == VALUES[0].T.tolist()
    refused(lambda: x.sum("c"))


@hax.named_jit
def compiled(x: NamedArray, tree: dict[str, Any], *, add: int | NamedArray) -> Any:
    return x + add, tree["y"] * 2, tuple(tree), current_thread_local_mapping()


def call_compiled(source: random.Random) -> None:
    """One compiled function for all threads, each with arguments and a mapping of its own."""
    name, number, add = source.choice("abc"), source.randrange(99), source.choice((1, 2, named(3, ())))
    tree = {"y": named([number], name), "x": None} if number % 2 else {"x": None, "y": named([number], name)}
    with axis_mapping({name: f"mesh{number % 3}"}):
        x, y, order, mapping = compiled(named(number, ()), tree, add=add)
    assert x.item() == number + int(add) and y.axis_names == (name,) and y.tolist() == [2 * number]
    assert order == tuple(tree) and mapping == {name: f"mesh{number % 3}"}
    assert compiled(named(number, ()), tree, add=add)[3] is None


STEPS: list[Step] = [build, flatten, index, compute, map_axes, check, name_anew, call_compiled]


def run(seconds: float) -> Counter[str]:
    """Lets all threads take random steps for a while, and returns how often each was taken."""
    for step in STEPS:  # what is compiled is compiled before the clock starts
        step(random.Random(0))
    failures: list[BaseException] = []
    taken: list[Counter[str]] = []
    start, end = threading.Barrier(THREADS), monotonic() + seconds

    def work(seed: int) -> None:
        source, mine = random.Random(seed), Counter[str]()
        start.wait()
        try:
            while monotonic() < end and not failures:
                step = source.choice(STEPS)
                step(source)
                mine[step.__name__] += 1
        except BaseException as error:
            failures.append(error)
        taken.append(mine)

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return sum(taken, Counter[str]())


def test_threads_at_once() -> None:
    taken = run(2)
    assert set(taken) == {step.__name__ for step in STEPS}


@pytest.mark.slow
def test_threads_for_a_minute() -> None:
    assert min(run(60).values()) > 100


def test_every_check_is_in_force_afterwards() -> None:
    run(0.2)
    for step in STEPS:
        step(random.Random(1))


def test_first_uses_at_once() -> None:
    """Plans and kernels are made on first use, by several threads at the same time."""
    sizes = [Axis("first", n) for n in range(31, 37)]
    start = threading.Barrier(THREADS)
    results: list[list[float]] = []
    total = hax.named_jit(lambda x: x["first", hax.dslice(3, 5)].sum())

    def work() -> None:
        start.wait()
        eager = [float(hax.arange(axis)["first", hax.dslice(3, 5)].sum().item()) for axis in sizes]
        results.append(eager + [float(total(hax.arange(axis)).item()) for axis in sizes])

    threads = [threading.Thread(target=work) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [[25.0] * 2 * len(sizes)] * THREADS
