"""Right programs as they are written: their checks say nothing."""

from __future__ import annotations

import collections
import contextlib
import dataclasses
import functools
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any, NamedTuple, NewType, NotRequired, Self, TypedDict

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
import pytest
from jaxtyping import Float as Plain

from haliax.axis import Axis
from haliax.core import NamedArray
from haliax.debug import checked, debug_checks
from haliax.debug.checks import fields_checked
from haliax.errors import AxisError
from haliax.partitioning import named_jit
from haliax.transforms.vmap import vmap

BATCH, EMBED = Axis("batch", 2), Axis("embed", 3)
V, W = NamedArray(jnp.ones(2), "batch"), NamedArray(jnp.ones(3), "embed")
X = NamedArray(jnp.ones((2, 3)), ("batch", "embed"))
P = jnp.ones((4, 5))


def total(x: Plain[jax.Array, "d"]) -> Plain[jax.Array, ""]:
    return x.sum()


def named_total(x: NamedArray["embed"]) -> NamedArray[""]:
    return x.sum("embed")


# --- annotations speak of the function within


TRANSFORMED: dict[str, Callable[..., Any]] = {
    "vmap": jax.vmap(jax.vmap(total)),
    "grad": jax.grad(total),
    "value_and_grad": jax.value_and_grad(total),
    "jacrev": jax.jacrev(total),
    "filter_vmap": eqx.filter_vmap(eqx.filter_vmap(total)),
    "filter_grad": eqx.filter_grad(total),
    "partial": functools.partial(jax.grad(total)),
    "jit": jax.jit(jax.grad(total)),
}


@pytest.mark.parametrize("name", TRANSFORMED)
def test_what_a_transform_makes_of_a_function_is_another(name: str) -> None:
    x = jnp.ones((1, 2, 3)) if "vmap" in name else jnp.ones(3)
    checked(TRANSFORMED[name])(x)


def test_transforms_under_named_jit() -> None:
    with debug_checks():
        assert named_jit(vmap(named_total, "batch"))(X).axes == V.axes
        assert named_jit(jax.grad(total))(jnp.ones(3)).shape == (3,)


class Mapped(eqx.Module):
    def one(self, x: Plain[jax.Array, "d"]) -> Plain[jax.Array, ""]:
        return x.sum()

    @eqx.filter_vmap(in_axes=(None, 0))
    def __call__(self, x: Plain[jax.Array, "d"]) -> Plain[jax.Array, ""]:
        return x.sum()


def test_a_method_that_is_transformed() -> None:
    assert checked(Mapped())(P).shape == (4,)
    assert checked(jax.vmap(Mapped().one))(P).shape == (4,)
    assert checked(functools.partial(jax.vmap(Mapped().one)))(P).shape == (4,)


@pytest.mark.parametrize("kept", [jax.jit, eqx.filter_jit, eqx.filter_checkpoint, named_jit, jax.named_scope("part")])
def test_what_compiles_a_function_leaves_it_what_it_is(kept: Callable[..., Any]) -> None:
    with pytest.raises(AxisError, match=r"named_total: argument 'x' is \[batch=2\]"):
        checked(kept(named_total))(V)


def test_context_managers() -> None:
    @contextlib.contextmanager
    def opened(x: NamedArray["batch"]) -> Iterator[NamedArray["batch"]]:
        yield x

    with checked(opened)(V) as x:
        assert x is V


def test_a_decorator_that_gives_an_argument() -> None:
    def with_key(fn: Callable[..., Any]) -> Callable[..., Any]:
        return functools.wraps(fn)(lambda x: fn(x, 1))

    @checked
    @with_key
    def f(x: NamedArray["batch"], key: int) -> NamedArray["batch"]:
        return x

    assert f(V) is V


# --- numbers next to arrays


class Settings(TypedDict):
    rate: float
    x: NotRequired[NamedArray["embed"]]


@checked
def step(
    carry: tuple[NamedArray["embed"], int], by: NamedArray["embed"] | float, it: Settings
) -> tuple[NamedArray["embed"], int]:
    return carry[0] * by * it["rate"], carry[1] + 1


def test_numbers_are_arrays_under_jit() -> None:
    first = jax.jit(step)((W, 0), 2.0, {"rate": 0.5})
    assert step(first, W, {"rate": 1, "x": W})[1] == 2
    for wrong in ((W, P), (W, "0"), (W, 0.5)):
        with pytest.raises(TypeError, match="argument 'carry': item 1 of tuple is not an instance of int"):
            step(wrong, 2.0, {"rate": 0.5})  # type: ignore[arg-type]  # seen
    with pytest.raises(TypeError, match=r"argument 'by' is float32\[4,5\]; expected \[embed\] or float"):
        step((W, 0), P, {"rate": 0.5})  # type: ignore[arg-type]  # seen


def test_sizes_by_the_names_of_arguments_are_left() -> None:
    @checked
    def f(n: int, x: Plain[jax.Array, "{n}"], y: Plain[jax.Array, "m"]) -> Plain[jax.Array, "{n} m"]:
        return jnp.outer(x, y)

    assert f(3, jnp.ones(3), jnp.ones(2)).shape == (3, 2)
    with pytest.raises(TypeError, match=r"argument 'y' is float32\[4,5\]"):
        f(3, jnp.ones(3), P)


# --- other things next to arrays


class Part(eqx.Module):
    w: NamedArray["embed"]

    @checked
    def joined(self, other: Self | NamedArray["embed"]) -> tuple[Self, NamedArray["embed"]]:
        return self, other.w if isinstance(other, Part) else other


def test_the_class_itself() -> None:
    part = Part(W)
    assert part.joined(part)[0] is part and part.joined(W)[1] is W
    with pytest.raises(AxisError, match=r"argument 'other' is \[batch=2\]; expected \[embed\]"):
        part.joined(V)


def test_a_default_that_is_not_of_the_type() -> None:
    @checked
    def f(x: NamedArray["batch"] = None) -> None: ...  # type: ignore[assignment]  # seen

    f(None)  # type: ignore[arg-type]  # seen
    f(x=None)  # type: ignore[arg-type]  # seen


def test_keys_without_an_order() -> None:
    @checked
    def f(x: dict[Any, NamedArray["batch"]]) -> dict[Any, NamedArray["batch"]]:
        return x

    with debug_checks(sharding=True, values=True):
        assert len(f({1: V, "a": V, BATCH: V})) == 3
        with pytest.raises(AxisError, match=r"f: argument 'x' is \[embed=3\]"):
            f({1: V, "a": W})


Newer = NewType("Newer", NamedArray["batch"])  # type: ignore[valid-newtype]  # a class, when it runs

CONTAINERS: list[tuple[Any, Callable[[Any], Any], str]] = [
    (Iterable[NamedArray["batch"]], lambda x: [x], "x.0"),
    (Collection[NamedArray["batch"]], lambda x: (V, x), "x.1"),
    (Sequence[NamedArray["batch"]], lambda x: collections.UserList([x]), "x"),
    (collections.deque[NamedArray["batch"]], lambda x: collections.deque([V, x]), "x.1"),
    (collections.OrderedDict[str, NamedArray["batch"]], lambda x: collections.OrderedDict(a=x), "x.a"),
    (collections.defaultdict[str, NamedArray["batch"]], lambda x: collections.defaultdict(list, a=x), "x.a"),
    (Newer, lambda x: x, "x"),
]


@pytest.mark.parametrize(("annotation", "made", "place"), CONTAINERS)
def test_containers_of_every_sort(annotation: Any, made: Callable[[Any], Any], place: str) -> None:
    def f(x: Any) -> None: ...

    f.__annotations__["x"] = annotation
    checked(f)(made(V))
    with pytest.raises(AxisError, match=rf"^f: argument '{place}' is \[embed=3\]; expected \[batch\]"):
        checked(f)(made(W))
    f_again = checked(f)
    f_again(made(V))
    with pytest.raises(AxisError):
        f_again(made(W))
    if annotation is not Newer:
        with pytest.raises(TypeError, match="is not"):
            checked(f)(3)


def test_what_can_be_gone_through_once_is_left() -> None:
    @checked
    def f(xs: Iterable[NamedArray["batch"]]) -> list[NamedArray["batch"]]:
        return list(xs)

    assert f(iter([V])) == f(dict(a=V).values()) == [V]


# --- objects that jax makes


@checked
@functools.partial(jax.tree_util.register_dataclass, data_fields=["w", "p"], meta_fields=[])
@dataclasses.dataclass
class Registered:
    w: NamedArray["embed"]
    p: Plain[jax.Array, "n d"]


@checked
@jax.tree_util.register_pytree_node_class
@dataclasses.dataclass
class Flattened:
    w: NamedArray["embed"]
    p: Plain[jax.Array, "n d"]

    def tree_flatten(self) -> tuple[Any, None]:
        return (self.w, self.p), None

    @classmethod
    def tree_unflatten(cls, aux: None, parts: Any) -> Any:
        return cls(*parts)


@checked
class Pair(NamedTuple):
    w: NamedArray["embed"]
    p: Plain[jax.Array, "n d"]


@pytest.mark.parametrize("kind", [Registered, Flattened, Pair])
def test_objects_that_jax_puts_together_are_not_looked_at(kind: Callable[..., Any]) -> None:
    made = kind(W, P)
    assert jax.tree.map(lambda _: 0, made).p == 0
    assert jax.vmap(lambda one: one.p.sum())(kind(W, jnp.ones((3, 5)))).shape == (3,)
    if kind is not Pair:
        with pytest.raises(TypeError, match=r"field '[p1]' is float32\[3\]"):
            kind(W, jnp.ones(3))
        with pytest.raises(TypeError, match=r"field '[p1]' is float32\[3\]"):
            jax.eval_shape(lambda p: kind(W, p), jnp.ones(3))


class Lists(eqx.Module):
    ws: list[Plain[jax.Array, "n"]]
    xs: dict[str, NamedArray["embed"]]


def test_what_a_transform_took_out_of_a_list() -> None:
    @checked
    def f(params: Lists, static: Lists) -> None: ...

    model = Lists([jnp.ones(3)], {"a": W})
    f(*eqx.partition(model, eqx.is_array))
    f(*eqx.partition(model, lambda x: isinstance(x, NamedArray), is_leaf=lambda x: isinstance(x, NamedArray)))
    with pytest.raises(TypeError, match=r"argument 'static.ws.0' is float32\[2,3\]"):
        f(model, Lists([jnp.ones((2, 3))], {}))


# --- classes


def test_a_check_of_a_base_runs_once() -> None:
    seen: list[int] = []

    class Base(eqx.Module):
        w: NamedArray["embed"]

        def __check_init__(self) -> None:
            seen.append(1)

    class Small(Base):
        v: NamedArray["batch"]

    checked(Small)(W, V)
    assert seen == [1]


def test_cached_properties_are_checked() -> None:
    @checked
    class Lazy:
        @functools.cached_property
        def right(self) -> NamedArray["batch"]:
            return V

        @functools.cached_property
        def wrong(self) -> NamedArray["batch"]:
            return W

    lazy = Lazy()
    assert lazy.right is lazy.right is V
    with pytest.raises(AxisError, match=r"Lazy\.wrong: the result is \[embed=3\]"):
        _ = lazy.wrong


def test_a_decorator_may_put_anything_in_the_place_of_a_class() -> None:
    thing: Any = Registered(W, P)
    assert fields_checked(thing) is thing
    assert fields_checked(np) is np  # type: ignore[arg-type]  # as above


def test_a_function_that_takes_an_object_apart_may_be_checked() -> None:
    class Own:
        def __init__(self, w: Any) -> None:
            self.w = w

    @checked
    def flatten(own: Own) -> tuple[tuple[NamedArray["embed"]], None]:
        return (own.w,), None

    jax.tree_util.register_pytree_node(Own, flatten, lambda _, parts: Own(*parts))

    @checked
    def f(xs: list[Own | NamedArray["batch"]]) -> None: ...

    f([Own(W), V])
    assert jax.tree.leaves(Own(W)) == [W.array]
