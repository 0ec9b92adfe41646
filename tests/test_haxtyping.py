"""Annotations as objects, and what typeguard makes of them."""

from __future__ import annotations

import subprocess
import sys
from typing import Any, Optional, TypeVar, TypeVarTuple, Union, get_args

import jax
import jax.numpy as jnp
import jaxtyping
import ml_dtypes
import numpy as np
import pytest
import typeguard

from haliax import haxtyping
from haliax.axis import Axis
from haliax.core import NamedArray
from haliax.errors import AxisError
from haliax.haxtyping import Bool, Float, Int, Named, Shaped, bf16, i32
from haliax.pure import dtypes
from haliax.pure.spec import NamedArrayAxes

Rest = TypeVarTuple("Rest")
OneNamed = TypeVar("OneNamed", bound=NamedArray)
Either = TypeVar("Either", NamedArray, jax.Array)

SHORT = {
    "bf16": "BFloat16",
    "f16": "Float16",
    "f32": "Float32",
    "f64": "Float64",
    "i8": "Int8",
    "i16": "Int16",
    "i32": "Int32",
    "i64": "Int64",
    "u8": "UInt8",
    "u16": "UInt16",
    "u32": "UInt32",
    "u64": "UInt64",
    "complex64": "Complex64",
    "complex128": "Complex128",
    "bool_": "Bool",
}
LONG = ("Bool", "Complex", "Float", "Inexact", "Int", "Integer", "Key", "Num", "Real", "Shaped", "UInt")


def array(axes: str, dtype: Any = jnp.float32) -> NamedArray:
    sizes = {"a": 2, "b": 3, "c": 5}
    return NamedArray(jnp.zeros([sizes[name] for name in axes.split()], dtype), axes.split())


def parts(annotation: Any) -> tuple[Any, ...]:
    """What an annotation of jaxtyping says; it makes a new class each time."""
    return annotation.array_type, annotation.dtypes, annotation.dim_str


# --- what an annotation is


@pytest.mark.parametrize("name", [*LONG, *SHORT])
def test_with_a_named_array(name: str) -> None:
    annotation = getattr(haxtyping, name)[NamedArray, "a ... b"]
    plain = NamedArrayAxes(("a",), ("b",), subset=True, dtype=None if name == "Shaped" else name)
    assert get_args(annotation)[1] == plain and issubclass(get_args(annotation)[0], NamedArray)


@pytest.mark.parametrize(("name", "twin"), [*zip(LONG, LONG, strict=True), *SHORT.items()])
def test_with_another_array_it_is_that_of_jaxtyping(name: str, twin: str) -> None:
    for kind in (jax.Array, np.ndarray):
        assert parts(getattr(haxtyping, name)[kind, "n d"]) == parts(getattr(jaxtyping, twin)[kind, "n d"])


def test_i32_takes_integers() -> None:
    typeguard.check_type(jnp.arange(3), i32[jax.Array, "n"])
    with pytest.raises(typeguard.TypeCheckError):
        typeguard.check_type(jnp.ones(3), i32[jax.Array, "n"])


def test_every_public_name_has_a_kind() -> None:
    assert set(haxtyping.__all__) - {"Named", "checker_lookup"} == set(LONG) | set(SHORT) == set(dtypes.KINDS)


def test_named_is_the_annotation_without_a_dtype() -> None:
    assert Named["a b"] == NamedArray["a b"] == Shaped[NamedArray, "a b"]
    assert Named["a", ...] == NamedArray["a", ...]


@pytest.mark.parametrize("name", [*LONG, *SHORT])
def test_without_a_type_of_array_it_is_of_a_named_array(name: str) -> None:
    kind = getattr(haxtyping, name)
    assert kind["a ... b"] == kind[NamedArray, "a ... b"]
    assert kind["a", ..., "b"] == kind["a ... b"] and kind[..., "b"] == kind["... b"]
    assert kind[""] == kind[NamedArray, ""] and kind[{"a", "b"}] == kind[NamedArray, "{a b}"]
    assert kind[Axis("a", 2), "b"] == kind[NamedArray, Axis("a", 2), "b"]
    assert kind[*Rest, "b"] == kind[NamedArray, *Rest, "b"]


def test_named_takes_a_type_of_array_too() -> None:
    assert Named[NamedArray, "a b"] == Named["a b"] == NamedArray["a b"]
    assert Named[NamedArray, "a", ...] == NamedArray["a", ...]
    assert Named[*Rest, "a"] == NamedArray[*Rest, "a"]
    assert parts(Named[jax.Array, "n d"]) == parts(jaxtyping.Shaped[jax.Array, "n d"])
    assert Named[OneNamed, "a"] == Named["a"] and repr(Named) == "haliax.haxtyping.Named"


def test_several_axes_without_one_string() -> None:
    assert Float[NamedArray, "a", ..., "b"] == Float[NamedArray, "a ... b"]
    assert Float[NamedArray, {"a", "b"}] == Float[NamedArray, "{a b}"]
    row = get_args(Float[NamedArray, *Rest, "b"])[1]
    assert (row.row, row.after, row.dtype) == ("Rest", ("b",), "Float")


def test_unions_are_taken_apart() -> None:
    both = Float[NamedArray | jax.Array, "a b"]
    assert get_args(both)[0] == Float[NamedArray, "a b"]
    assert parts(get_args(both)[1]) == parts(jaxtyping.Float[jax.Array, "a b"])
    assert Float[Optional[NamedArray], "a"] == Optional[Float[NamedArray, "a"]]  # noqa: UP045
    assert Float[Union[NamedArray, None], "a"] == Optional[Float[NamedArray, "a"]]  # noqa: UP007, UP045


def test_type_variables_stand_for_their_bounds() -> None:
    assert Float[OneNamed, "a"] == Float[NamedArray, "a"]
    both = get_args(Float[Either, "a"])
    assert both[0] == Float[NamedArray, "a"] and parts(both[1]) == parts(jaxtyping.Float[jax.Array, "a"])


@pytest.mark.parametrize("item", [NamedArray, (NamedArray,), (NamedArray, 5), (NamedArray, None), 5, None, ()])
@pytest.mark.parametrize("kind", [Float, Named], ids=str)
def test_malformed(item: Any, kind: Any) -> None:
    with pytest.raises(TypeError):
        kind[item]


@pytest.mark.parametrize("spec", ["a a", "a, b", "{a", "a ... b ..."])
def test_malformed_axes(spec: str) -> None:
    for kind in (Float, Named):
        with pytest.raises(AxisError):
            kind[NamedArray, spec]
        with pytest.raises(AxisError):
            kind[spec]


def test_repr() -> None:
    assert repr(Float) == "haliax.haxtyping.Float"
    assert str(get_args(Float[NamedArray, "a ..."])[1]) == "Float[a, ...]"


# --- dtypes

NUMPY = [np.dtype(c) for c in "?bhilBHILefdFD"]
ALL_DTYPES = [
    *NUMPY,
    *map(np.dtype, [ml_dtypes.bfloat16, ml_dtypes.float8_e4m3fn, ml_dtypes.float8_e5m2, ml_dtypes.int4]),
]


@pytest.mark.parametrize(("kind", "twin"), [*zip(LONG, LONG, strict=True), *SHORT.items()])
def test_kinds_are_those_of_jaxtyping(kind: str, twin: str) -> None:
    theirs = getattr(jaxtyping, twin)[np.ndarray, ""]
    ours = {dtype.name for dtype in ALL_DTYPES if dtypes.is_kind(dtype.name, kind)}
    assert ours == {dtype.name for dtype in ALL_DTYPES if isinstance(np.zeros((), dtype), theirs)}


def test_keys() -> None:
    key = jax.random.key(0)
    assert dtypes.is_kind(key.dtype.name, "Key") and not dtypes.is_kind("uint32", "Key")


def test_unknown_kind() -> None:
    with pytest.raises(TypeError, match="'Flaot'"):
        dtypes.is_kind("float32", "Flaot")


# --- typeguard

FITS = [
    (NamedArray["a b"], "a b", jnp.int32),
    (NamedArray["b"], "b", jnp.float32),
    (NamedArray["a", "b"], "a b", jnp.float32),
    (NamedArray["a ..."], "a b c", jnp.float32),
    (NamedArray["... c"], "a b c", jnp.float32),
    (NamedArray["a ... c"], "a b c", jnp.float32),
    (NamedArray["a ... c"], "a c", jnp.float32),
    (NamedArray["{b a}"], "a b", jnp.float32),
    (NamedArray["{c ...}"], "a b c", jnp.float32),
    (NamedArray[{"b", ...}], "a b c", jnp.float32),
    (NamedArray[""], "", jnp.float32),
    (NamedArray["..."], "a b", jnp.float32),
    (NamedArray, "a b", jnp.float32),
    (NamedArray[*Rest, "c"], "a b c", jnp.float32),
    (NamedArray[Axis("a", 2), "b"], "a b", jnp.float32),
    (Named["a b"], "a b", jnp.bool_),
    (Float[NamedArray, "a b"], "a b", jnp.bfloat16),
    (bf16[NamedArray, "a b"], "a b", jnp.bfloat16),
    (Int[NamedArray, "{b ...}"], "a b", jnp.int8),
    (Bool[NamedArray, ""], "", jnp.bool_),
    (Float[NamedArray, "a"] | None, "a", jnp.float32),
    (Float["a b"], "a b", jnp.bfloat16),
    (bf16["a", ...] | None, "a b", jnp.bfloat16),
    (Named[NamedArray, "a b"], "a b", jnp.bool_),
    (Optional[NamedArray["a"]], "a", jnp.float32),  # noqa: UP045
    (NamedArray["a b"] | NamedArray["b a"], "b a", jnp.float32),
]

FAILS = [
    (
        NamedArray["a b"],
        "b a",
        jnp.float32,
        '[a, b]: the axes are in another order; use rearrange(("a", "b"))',
    ),
    (NamedArray["a b"], "a", jnp.float32, "is [a=2]; expected [a, b]: no axis 'b'"),
    (NamedArray["a"], "a b", jnp.float32, "is [a=2, b=3]; expected [a]: unexpected axis 'b'"),
    (NamedArray["a ... c"], "a c b", jnp.float32, "is [a=2, c=5, b=3]; expected [a, ..., c]: the axes are in another"),
    (NamedArray["... c"], "a b", jnp.float32, "is [a=2, b=3]; expected [..., c]: no axis 'c'"),
    (NamedArray["{a b}"], "a b c", jnp.float32, "expected {a, b}: unexpected axis 'c'"),
    (NamedArray["{c ...}"], "a b", jnp.float32, "expected {c, ...}: no axis 'c'"),
    (NamedArray[""], "a", jnp.float32, "is [a=2]; expected []: unexpected axis 'a'"),
    (NamedArray[*Rest, "c"], "c a", jnp.float32, 'the axes are in another order; use rearrange((..., "c"))'),
    (NamedArray[Axis("a", 4)], "a", jnp.float32, "is [a=2]; expected [a=4]: axis 'a' has size 2, not 4"),
    (Float[NamedArray, "a"], "a", jnp.int32, "is [a=2] of int32; expected Float[a]: int32 is not Float"),
    (Float[NamedArray, "a"], "b", jnp.int32, "is [b=3] of int32; expected Float[a]: no axis 'a'"),
    (Float["a"], "a", jnp.int32, "is [a=2] of int32; expected Float[a]: int32 is not Float"),
    (Float["a"], "b", jnp.float32, "is [b=3] of float32; expected Float[a]: no axis 'a'"),
    (Named[NamedArray, "a"], "b", jnp.float32, "is [b=3]; expected [a]: no axis 'a'"),
    (bf16[NamedArray, "a"], "a", jnp.float16, "is [a=2] of float16; expected bf16[a]: float16 is not bf16"),
]


@pytest.mark.parametrize(("annotation", "axes", "dtype"), FITS, ids=str)
def test_typeguard_accepts(annotation: Any, axes: str, dtype: Any) -> None:
    value = array(axes, dtype)
    assert typeguard.check_type(value, annotation) is value
    assert jax.jit(lambda x: typeguard.check_type(x, annotation))(value).axes == value.axes


@pytest.mark.parametrize(("annotation", "axes", "dtype", "message"), FAILS, ids=str)
def test_typeguard_refuses(annotation: Any, axes: str, dtype: Any, message: str) -> None:
    value = array(axes, dtype)
    with pytest.raises(typeguard.TypeCheckError) as caught:
        typeguard.check_type(value, annotation)
    assert message in str(caught.value)
    with pytest.raises(typeguard.TypeCheckError):
        jax.jit(lambda x: typeguard.check_type(x, annotation))(value)
    with pytest.raises(typeguard.TypeCheckError, match="item 0"):
        typeguard.check_type([value], list[annotation])


@pytest.mark.parametrize("value", [jnp.zeros((2, 3)), None, 1.0, "a b"])
def test_typeguard_refuses_what_has_no_names(value: object) -> None:
    with pytest.raises(typeguard.TypeCheckError, match=r"expected a NamedArray, \[a, b\]"):
        typeguard.check_type(value, NamedArray["a b"])


def test_arrays_of_one_check_do_not_bind_those_of_the_next() -> None:
    typeguard.check_type(NamedArray(jnp.zeros(2), "a"), NamedArray["a"])
    typeguard.check_type(NamedArray(jnp.zeros(3), "a"), NamedArray["a"])


def test_placeholders_pass() -> None:
    hole = jax.tree_util.tree_map(lambda _: None, array("a"))
    typeguard.check_type(hole, NamedArray["b"])


def test_an_array_that_lost_a_dimension_says_so() -> None:
    def lossy(x: NamedArray) -> None:
        typeguard.check_type(x, NamedArray["a b"])

    stacked = jax.tree_util.tree_map(lambda leaf: leaf[0], array("a b"))
    with pytest.raises(typeguard.TypeCheckError, match=r"is \[a, b\] of float32\[3\].*one dimension for each axis"):
        lossy(stacked)


def test_typeguard_finds_the_checker_by_itself_and_without_jax() -> None:
    program = """
import sys, typeguard
assert "haliax.haxtyping" in sys.modules and "jax" not in sys.modules
from haliax.core import NamedArray
import jax.numpy as jnp
x = NamedArray(jnp.zeros(2), "a")
typeguard.check_type(x, NamedArray["a"])
try:
    typeguard.check_type(x, NamedArray["b"])
except typeguard.TypeCheckError:
    print("refused")
"""
    run = subprocess.run([sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout, run.stderr) == (0, "refused\n", "")
