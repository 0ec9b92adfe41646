"""Type variables and sizes within one checked call: one name, one meaning."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator
from typing import Annotated, Any, Generic, TypeVar, TypeVarTuple

import equinox as eqx
import jax
import jax.numpy as jnp
import pytest
from jaxtyping import Float as Plain
from jaxtyping import PyTree

from haliax.checking.annotations import hints_of
from haliax.checking.callees import callee
from haliax.checking.variables import settled_variables, variables_of_class
from haliax.core import NamedArray
from haliax.debug import checked
from haliax.errors import AxisError
from haliax.haxtyping import Float, Int

A = TypeVar("A", bound=NamedArray)
E = TypeVar("E", bound=NamedArray["{embed ...}"])
Rest = TypeVarTuple("Rest")
Either = TypeVar("Either", NamedArray["batch"], NamedArray["embed"])
Kinds = TypeVar("Kinds", Float[NamedArray, "batch"], Int[NamedArray, "batch"])


def named(dtype: Any = jnp.float32, **sizes: int) -> NamedArray:
    return NamedArray(jnp.zeros(tuple(sizes.values()), dtype), tuple(sizes))


X, B, E3 = named(batch=2, embed=3), named(batch=2), named(embed=3)


def refused(fn: Callable[..., Any], *args: Any) -> str:
    with pytest.raises(AxisError) as caught:
        fn(*args)
    return str(caught.value)


# --- what comes out is what went in


@checked
def through(x: E, make: Any = lambda x: x) -> E:
    return make(x)  # type: ignore[no-any-return]  # whatever the test wants


@checked
def one_of(x: A, y: list[A], out: Any) -> A:
    return out  # type: ignore[no-any-return]  # whatever the test wants


def test_a_result_has_the_axes_of_the_argument() -> None:
    assert through(X) is X and through(E3) is E3
    through(X, lambda x: x.astype(jnp.int32))
    through(X, lambda x: NamedArray(x.array[:1], x.axis_names))  # another size is another matter
    message = refused(through, X, lambda x: E3)
    assert message == "through: E stands for [batch, embed] in argument 'x' but for [embed] in the result"
    assert "but for [embed, batch] in the result" in refused(through, X, lambda x: x.rearrange(("embed", "batch")))
    assert refused(through, B).endswith("expected {embed, ...}: no axis 'embed'")


def test_arguments_may_differ_and_then_the_result_may_too() -> None:
    assert one_of(X, [X], X) is X
    assert "A stands for [batch, embed] in argument 'x' but for [embed] in the result" in refused(one_of, X, [X], E3)
    assert one_of(B, [E3], X) is X  # `x + y` has the axes of both, and is any array as they are


def test_under_jit_and_later() -> None:
    assert "but for [embed] in the result" in refused(jax.jit(lambda x: through(x, lambda x: x.sum("batch"))), X)


# --- what may have another meaning


@checked
def applied(f: Callable[[A], A], x: A) -> A:
    return f(x)


class Wrapping(eqx.Module, Generic[A]):
    inner: Any

    @checked
    def __call__(self, x: A) -> A:
        return self.inner(x)  # type: ignore[no-any-return]  # whatever the test wants

    @staticmethod
    @checked
    def free(x: A, out: Any) -> A:
        return out  # type: ignore[no-any-return]  # whatever the test wants


def around(default: A) -> Callable[[A], A]:
    @checked
    def inner(x: A) -> A:
        return default

    return inner


def test_a_callable_or_a_class_or_a_function_around_may_decide() -> None:
    assert applied(lambda x: x.sum("embed"), X).axes == B.axes
    assert Wrapping(lambda x: B)(X) is B and Wrapping[NamedArray].free(X, B) is B
    assert around(B)(X) is B


@checked
def hidden(x: A, y: Unknown, out: Any) -> A:  # type: ignore[name-defined]
    return out  # type: ignore[no-any-return]  # whatever the test wants


def test_what_cannot_be_resolved_may_decide() -> None:
    assert hidden(X, None, B) is B


# --- constraints


@checked
def both(x: Either, y: Either | None = None, z: Any = None) -> Either:
    return x if z is None else z  # type: ignore[no-any-return]  # whatever the test wants


def test_one_constraint_holds_for_all() -> None:
    both(B, B)
    both(E3, E3)
    assert refused(both, B, E3) == "both: argument 'y' is [embed=3]; expected [batch]: no axis 'batch'"
    assert refused(both, B, None, E3) == "both: the result is [embed=3]; expected [batch]: no axis 'batch'"
    assert "expected [batch] or [embed]: it fits none of them" in refused(both, named(pos=5))


def test_dtypes_of_constraints() -> None:
    @checked
    def f(x: Kinds, y: Kinds) -> None: ...

    whole = named(jnp.int32, batch=2)
    f(B, B)
    f(whole, whole)
    with pytest.raises(TypeError, match=r"argument 'y' is .* of int32; expected Float.batch.: int32 is not Float"):
        f(B, whole)


def test_what_a_constraint_that_fails_says_does_not_hold() -> None:
    Pairs = TypeVar("Pairs", tuple[NamedArray["a"], NamedArray["b"]], tuple[NamedArray["c"], NamedArray["b"]])

    def f(x: Any, y: NamedArray["a"]) -> None: ...

    f.__annotations__["x"] = Pairs
    checked(f)((named(c=1), named(b=2)), named(a=3))
    with pytest.raises(AxisError, match=r"axis 'a' has size 1 in argument 'x\.0' but 3"):
        checked(f)((named(a=1), named(b=2)), named(a=3))


# --- arrays without names in the same call


@checked
def mixed(x: NamedArray["batch embed"], w: Plain[jax.Array, "... batch"], v: Any = None) -> Plain[jax.Array, "embed"]:
    return jnp.zeros(3) if v is None else v  # type: ignore[no-any-return]  # whatever the test wants


def test_a_name_has_one_size_in_arrays_with_names_and_without() -> None:
    mixed(X, jnp.zeros((5, 2)))
    mixed(X, jnp.zeros(2))
    assert (
        refused(mixed, X, jnp.zeros((5, 7))) == "mixed: axis 'batch' has size 2 in argument 'x' but 7 in argument 'w'"
    )
    assert refused(mixed, X, jnp.zeros(2), jnp.zeros(5)).endswith("size 3 in argument 'x' but 5 in the result")


def test_dimensions_that_are_no_plain_names_are_jaxtypings() -> None:
    @checked
    def f(x: NamedArray["n m"], y: Plain[jax.Array, "#n _m 4 *rest m"]) -> None: ...

    f(named(n=2, m=3), jnp.zeros((1, 7, 4, 3)))
    f(named(n=2, m=3), jnp.zeros((1, 7, 4, 5, 5, 3)))
    assert "axis 'm' has size 3 in argument 'x' but 2" in refused(f, named(n=2, m=3), jnp.zeros((1, 7, 4, 2)))


class Table(eqx.Module):
    weight: NamedArray["vocab embed"]
    bias: Plain[jax.Array, "embed"]


def test_across_a_module() -> None:
    @checked
    def f(it: Table, x: Plain[jax.Array, "vocab"]) -> None: ...

    f(Table(named(vocab=7, embed=3), jnp.zeros(3)), jnp.zeros(7))
    assert "size 3 in argument 'it.weight' but 5 in argument 'it.bias'" in refused(
        f, Table(named(vocab=7, embed=3), jnp.zeros(5)), jnp.zeros(7)
    )
    assert "size 7 in argument 'it.weight' but 2 in argument 'x'" in refused(
        f, Table(named(vocab=7, embed=3), jnp.zeros(3)), jnp.zeros(2)
    )


def test_trees_of_jaxtyping() -> None:
    @checked
    def f(it: PyTree[Float[NamedArray, "batch ..."]], plain: PyTree[Plain[jax.Array, "batch ..."]] = None) -> None: ...

    f({"a": [X, B]}, (jnp.zeros(2), jnp.zeros((2, 9))))
    assert "argument 'it.a.1' is [embed=3]" in refused(f, {"a": [X, E3]})
    assert "size 2 in argument 'it.a.0' but 7 in argument 'plain.0'" in refused(f, {"a": [X]}, (jnp.zeros(7),))
    with pytest.raises(TypeError, match=r"argument 'it\.b' is float32\[2\]; expected a NamedArray"):
        f({"b": jnp.zeros(2)})

    @checked
    def g(x: PyTree[NamedArray, "T"], y: PyTree[NamedArray, "T"]) -> None: ...

    g([X], [B])
    with pytest.raises(TypeError, match="argument 'y'"):
        g([X], (B,))


# --- which type variables are settled by the arguments


class Methods:
    def of_object(self, x: A) -> A:
        return x

    @classmethod
    def of_class(cls, x: A) -> A:
        return x

    @staticmethod
    def of_neither(x: A) -> A:
        return x


def in_containers(a: list[A], b: dict[str, tuple[E, ...]] | None, c: Annotated[Either, "text"], d: int, e=None) -> A:  # type: ignore[no-untyped-def]  # one without annotation
    return a[0]


def in_others(a: Callable[[A, list[E]], int], b: A, c: E, d: Iterator[Kinds], e: Kinds, f: type[Either]) -> A:
    return b


def nested() -> Callable[..., Any]:
    def plain(x: A) -> A:
        return x

    return plain


@pytest.mark.parametrize(
    ("fn", "variables"),
    [
        (Methods.of_object, {A}),
        (Methods.of_class, {A}),
        (Methods.of_neither, set()),
        (in_containers, {A, E, Either}),
        (in_others, set()),
        (nested(), {A}),
        (around(B), set()),
        (hidden, set()),
        (len, set()),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_which_variables_the_arguments_settle(fn: Callable[..., Any], variables: set[Any]) -> None:
    fn = callee(fn)[0]
    assert settled_variables(fn, hints_of(fn), inspect.signature(fn)) == variables


@pytest.mark.skipif(sys.version_info < (3, 12), reason="type parameters came with Python 3.12")
def test_type_parameters_are_the_functions_own() -> None:
    text = """
def made(default):
    def inner[T: NamedArray](x: list[T] | None) -> T:
        return default
    return inner
"""
    names: dict[str, Any] = {"NamedArray": NamedArray}
    exec(compile(text, "program", "exec", dont_inherit=True), names)
    inner = checked(names["made"](B))
    assert inner([B]) is B
    assert refused(inner, [X]) == "inner: T stands for [batch, embed] in argument 'x.0' but for [batch] in the result"


def test_variables_of_a_class_and_its_bases() -> None:
    class Narrow(Wrapping[NamedArray], Generic[E, *Rest]):
        pass

    assert variables_of_class(Narrow) == {A, E}
    assert variables_of_class(int) == set()
