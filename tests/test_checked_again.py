"""A call like one that has passed is not looked at again, and one that differs in anything that matters is."""

from __future__ import annotations

import gc
from collections import OrderedDict, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import equinox as eqx
import jax
import jax.numpy as jnp
import jaxtyping
import numpy as np
import pytest
import typeguard

from haliax.axis import Axis
from haliax.checking.facts import Known
from haliax.core import NamedArray
from haliax.debug import checked
from haliax.errors import AxisError
from haliax.haxtyping import Float
from haliax.partitioning import named_jit


def named(dtype: Any = jnp.float32, **sizes: int) -> NamedArray:
    return NamedArray(jnp.zeros(tuple(sizes.values()), dtype), tuple(sizes))


X, B = named(batch=2, embed=3), named(batch=2)


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The annotations that were looked at."""
    found: list[Any] = []
    check_type = typeguard.check_type

    def counted(value: Any, annotation: Any, **options: Any) -> Any:
        found.append(annotation)
        return check_type(value, annotation, **options)

    monkeypatch.setattr(typeguard, "check_type", counted)
    return found


class Layer(eqx.Module):
    weight: NamedArray["batch"]
    name: str = eqx.field(static=True, default="a")
    more: Any = None

    @checked
    def __call__(self, x: NamedArray["batch ..."]) -> NamedArray["..."]:
        return x


class Holder(eqx.Module):
    parts: list[NamedArray["batch"]]


class Static(eqx.Module):
    x: NamedArray["batch"]
    kind: Any = eqx.field(static=True)


@dataclass
class Plain:
    x: NamedArray["batch"]


class Pair(NamedTuple):
    a: NamedArray["batch"]
    n: int = 0


@checked
def f(x: Float[NamedArray, "batch ..."], *rest: Any, y: NamedArray["batch"] | None = None) -> NamedArray["batch ..."]:
    return x


@checked
def tree(it: dict[str, list[NamedArray["batch"]]] | Pair | Layer | tuple[NamedArray["batch"], ...]) -> None: ...


@checked
def anything(it: Any | NamedArray["nothing"]) -> Any | NamedArray["nothing"]:
    return it


@jax.tree_util.register_pytree_node_class
class Custom(list[Any]):
    def tree_flatten(self) -> tuple[list[Any], None]:
        return list(self), None

    @classmethod
    def tree_unflatten(cls, aux: None, children: Any) -> Custom:
        return cls(children)


AGAIN: list[tuple[Callable[..., Any], Callable[[], Any]]] = [
    (f, lambda: named(batch=2, embed=3)),
    (tree, lambda: {"a": [named(batch=2)]}),
    (tree, lambda: Pair(named(batch=2), 1)),
    (tree, lambda: Layer(B)),
    (tree, lambda: (B, B)),
    (Layer(B), lambda: named(batch=2, embed=3)),
    (anything, lambda: jnp.zeros((2, 3))),
    (anything, lambda: np.zeros((2, 3))),
    (anything, lambda: np.float32(3)),
    (anything, lambda: jax.ShapeDtypeStruct((2,), jnp.float32)),
    (anything, lambda: 3),
    (anything, lambda: [1, "a", None, Axis("batch", 2), {"b": (np.zeros(2),)}]),
    (anything, lambda: OrderedDict(a=defaultdict(int, b=1))),
    (anything, lambda: Layer(B, more=Layer(B, more=(Axis("a", 3), len)))),
]

EACH_TIME: list[Callable[[], Any]] = [
    lambda: Plain(B),
    lambda: [Plain(B)],
    lambda: Custom([B]),
    lambda: {"a": Custom([B])},
    lambda: iter([B]),
    lambda: memoryview(b"abc"),
    lambda: Layer(B, more=[Plain(B)]),
    lambda: [iter([B])],
]

DIFFERENT: list[tuple[Any, Any]] = [
    ([np.zeros(2)], [jnp.zeros(2, float)]),
    ([np.zeros(2)], [np.zeros(3)]),
    ([np.zeros(2)], [np.zeros(2, int)]),
    (np.zeros(2), np.zeros(3)),
    (np.zeros(2), np.zeros(2, int)),
    ([1], ["a"]),
    ([1], (1,)),
    ([Axis("a", 2)], [Axis("a", 3)]),
    (Pair(B), (B, 0)),
    (Layer(B), Layer(B, "b")),
    (Layer(B), Layer(X)),
    (B, NamedArray(B.array, "other")),
    (B, NamedArray(np.zeros(2, np.float32), "batch")),
]


@pytest.mark.parametrize(("fn", "made"), AGAIN, ids=lambda v: getattr(v, "__name__", None))
def test_what_has_passed_is_not_looked_at_again(
    fn: Callable[..., Any], made: Callable[[], Any], looks: list[Any]
) -> None:
    fn(made())
    seen = len(looks)
    for _ in range(3):
        fn(made())
    assert len(looks) == seen


@pytest.mark.parametrize("made", EACH_TIME)
def test_what_may_have_changed_is_looked_at_each_time(made: Callable[[], Any], looks: list[Any]) -> None:
    value = made()
    for _ in range(2):
        anything(value)
    assert len(looks) == 4


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_differs_is_looked_at(one: Any, other: Any) -> None:
    known = Known()
    assert known(one) is not None and known(one) != known(other)
    assert known(one) == known(one)


@pytest.mark.usefixtures("little_garbage")
def test_modules_are_known_while_they_live() -> None:
    known = Known()
    layer = Layer(B)
    assert known(layer) is known(layer)
    assert known(holder := Holder([B])) is not known(holder)
    unmade = Layer.__new__(Layer)
    assert known(unmade) is None
    assert list(known._of) == [id(layer)]
    del layer
    gc.collect()
    assert not known._of


def test_what_has_not_passed_is_looked_at_again(looks: list[Any]) -> None:
    for _ in range(2):
        with pytest.raises(AxisError):
            f(named(pos=2))
    assert len(looks) == 2


@pytest.mark.parametrize(
    "other",
    [named(batch=3, embed=3), named(batch=2, pos=3), named(jnp.bfloat16, batch=2, embed=3), named(batch=2)],
    ids=str,
)
def test_another_signature_is_looked_at(other: NamedArray, looks: list[Any]) -> None:
    f(X)
    looks.clear()
    f(other)
    assert len(looks) == 2  # the argument and the result


def test_a_numpy_array_is_not_a_jax_array(looks: list[Any]) -> None:
    @checked
    def g(x: jaxtyping.Float[jax.Array, "n"]) -> None: ...

    g(jnp.zeros(2))
    with pytest.raises(TypeError):
        g(np.zeros(2, np.float32))  # type: ignore[arg-type]  # which is the point


def test_arguments_by_name_are_not_those_by_position(looks: list[Any]) -> None:
    f(X, y=B)
    looks.clear()
    with pytest.raises(AxisError, match="size 2 in argument 'x' but 3 in argument 'y'"):
        f(X, y=named(batch=3))
    f(X, B)  # one that is not annotated
    f(X, named(batch=7))
    f(X, named(batch=2), y=B)
    assert len(looks) == 2 + 2 + 3  # x and y; x and the result; all three


def test_another_result_is_looked_at() -> None:
    results = [named(batch=2), named(batch=2), named(batch=3), named(embed=2)]

    @checked
    def g(x: NamedArray["batch"]) -> NamedArray["batch"]:
        return results.pop(0)

    g(B)
    g(B)
    with pytest.raises(AxisError, match="size 2 in argument 'x' but 3 in the result"):
        g(B)
    with pytest.raises(AxisError, match="no axis 'batch'"):
        g(B)


def test_a_module_that_is_changed_from_within_is_looked_at() -> None:
    @checked
    def g(it: Holder) -> None: ...

    it = Holder([B])
    g(it)
    g(it)
    it.parts.append(named(embed=3))
    with pytest.raises(AxisError, match=r"argument 'it\.parts\.1'"):
        g(it)


def test_static_fields_count() -> None:
    @checked
    def g(it: Static) -> None: ...

    g(Static(B, 1))
    with pytest.raises(AxisError):
        g(Static(named(embed=2), 1))
    g(Static(B, [1]))  # which has no hash
    with pytest.raises(AxisError):
        g(Static(named(embed=2), [1]))


def test_a_plain_dataclass_is_looked_at_each_time() -> None:
    @checked
    def g(it: Plain) -> None: ...

    it = Plain(B)
    g(it)
    it.x = X
    with pytest.raises(AxisError, match=r"'it\.x'"):
        g(it)


@jax.tree_util.register_pytree_node_class
@dataclass
class Hiding:
    x: NamedArray["batch"]

    def tree_flatten(self) -> tuple[tuple[()], None]:
        return (), None

    @classmethod
    def tree_unflatten(cls, aux: None, children: tuple[()]) -> Hiding:
        return cls(B)


def test_a_pytree_that_hides_something_is_looked_at_each_time() -> None:
    @checked
    def g(it: Hiding) -> None: ...

    g(Hiding(B))
    with pytest.raises(AxisError, match=r"'it\.x'"):
        g(Hiding(X))


def test_more_kinds_of_calls_than_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("haliax.checking.passed._MOST", 3)

    @checked
    def g(x: NamedArray["batch"]) -> NamedArray["batch"]:
        return x

    for size in (1, 2, 3, 4, 5, 1):
        g(named(batch=size))
    with pytest.raises(AxisError):
        g(named(embed=1))


def test_sizes_of_plain_arrays_hold_for_results_that_come_later() -> None:
    sizes = [2, 2, 3]

    @checked
    def g(x: jaxtyping.Float[jax.Array, "n n+1"]) -> jaxtyping.Float[jax.Array, "n+1"]:
        return jnp.zeros(sizes.pop(0) + 1)

    g(jnp.zeros((2, 3)))
    g(jnp.zeros((2, 3)))
    with pytest.raises(TypeError, match=r"the result is float32\[4\]"):
        g(jnp.zeros((2, 3)))


def test_tracers_and_arrays_are_told_apart_from_placeholders() -> None:
    @checked
    def g(x: NamedArray["batch"]) -> Any:
        return x

    for _ in range(2):
        g(B)
        jax.jit(g)(B)
        named_jit(g)(B)
        jax.eval_shape(g, B)
        g(jax.tree.unflatten(jax.tree.structure(B), [object()]))
    with pytest.raises(AxisError):
        jax.jit(g)(X)
