"""Running sums, rolling, padding, packing of bits: their options, and what they refuse."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax as hax
from haliax import Axis, AxisError, NamedArray, named

A, B, C = hax.make_axes(a=3, b=5, c=7)
VALUES = np.random.default_rng(0).normal(size=(3, 5, 7)).astype(np.float32)
BITS = np.random.default_rng(1).integers(0, 2, (3, 19)).astype(np.uint8)


def array() -> NamedArray:
    return named(VALUES, (A, B, C))


def check(out: NamedArray, sizes: dict[str, int], values: Any) -> None:
    assert out.shape == sizes
    assert list(out.shape) == list(sizes)
    np.testing.assert_allclose(np.asarray(out.array, np.float32), np.asarray(values, np.float32), rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("name", ["cumsum", "cumprod", "nancumsum", "nancumprod"])
def test_running_sums(name: str) -> None:
    values = VALUES.copy()
    if name.startswith("nan"):
        values[0, 1, 2] = np.nan
    x = named(values, (A, B, C))
    for place, axis in enumerate(x.axes):
        for form in (axis, axis.name):
            check(getattr(hax, name)(x, form), x.shape, getattr(np, name)(values, axis=place))
    assert getattr(hax, name)(x, "a", dtype=jnp.bfloat16).dtype == jnp.bfloat16
    assert getattr(hax, name)(named([True, True], "t"), "t").dtype == np.int32


def test_running_sums_as_methods() -> None:
    x = array()
    check(x.cumsum("b", dtype=np.float16).astype(np.float32) * 0, x.shape, VALUES * 0)
    check(x.cumprod(C), x.shape, np.cumprod(VALUES, 2))
    with pytest.raises(TypeError):
        x.cumprod("a", np.float16)  # as the reference has it, by its keyword alone


ROLLS: list[tuple[Any, Any, Any, Any]] = [
    (2, "b", 2, 1),
    (-2, B, -2, 1),
    (9, "b", 9, 1),
    (1, ("a", "c"), 1, (0, 2)),
    ((1, -2), ("c", "a"), (1, -2), (2, 0)),
    ([1, -2], {"c": None, "a": 3}, (1, -2), (2, 0)),
    (jnp.int32(2), "b", 2, 1),
    (named(2, ()), "b", 2, 1),
    ((jnp.int32(2), 1), ("a", "b"), (2, 1), (0, 1)),
    (1, (), 0, 0),
]


@pytest.mark.parametrize(("shift", "axis", "by", "places"), ROLLS, ids=str)
def test_roll(shift: Any, axis: Any, by: Any, places: Any) -> None:
    check(hax.roll(array(), shift, axis), array().shape, np.roll(VALUES, by, places))
    check(jax.jit(lambda x, s: hax.roll(x, s, axis))(array(), shift), array().shape, np.roll(VALUES, by, places))


PADS: list[tuple[Any, dict[str, Any], Any]] = [
    ({"b": (1, 2)}, {}, ((0, 0), (1, 2), (0, 0))),
    ({C: (0, 3), "a": [2, 0]}, {}, ((2, 0), (0, 0), (0, 3))),
    ({"b": (1, 2)}, {"constant_values": 7.0}, ((0, 0), (1, 2), (0, 0))),
    ({"b": (1, 2)}, {"mode": "edge"}, ((0, 0), (1, 2), (0, 0))),
    ({"b": (1, 2)}, {"mode": "wrap"}, ((0, 0), (1, 2), (0, 0))),
    ({"b": (1, 2), "c": (3, 3)}, {"mode": "reflect"}, ((0, 0), (1, 2), (3, 3))),
    ({"b": (1, 2)}, {"mode": "reflect", "reflect_type": "odd"}, ((0, 0), (1, 2), (0, 0))),
    ({"b": (1, 2)}, {"mode": "symmetric"}, ((0, 0), (1, 2), (0, 0))),
    ({"b": (1, 2)}, {"mode": "mean", "stat_length": 2}, ((0, 0), (1, 2), (0, 0))),
    ({"b": (1, 2)}, {"mode": "maximum"}, ((0, 0), (1, 2), (0, 0))),
    ({"b": (1, 2)}, {"mode": "linear_ramp", "end_values": 3.0}, ((0, 0), (1, 2), (0, 0))),
    ({}, {}, ((0, 0), (0, 0), (0, 0))),
]


@pytest.mark.parametrize(("width", "options", "plain"), PADS, ids=str)
def test_pad(width: Any, options: dict[str, Any], plain: Any) -> None:
    out = hax.pad(array(), width, **options)
    sizes = {name: size + sum(w) for (name, size), w in zip(array().shape.items(), plain, strict=True)}
    check(out, sizes, np.pad(VALUES, plain, **options))


def test_pad_with_a_named_or_traced_value() -> None:
    for value in (named(3.0, ()), jnp.float32(3)):
        wanted = np.pad(VALUES, ((0, 0), (0, 0), (1, 0)), constant_values=3.0)
        check(
            jax.jit(lambda x, v: hax.pad(x, {"c": (1, 0)}, constant_values=v))(array(), value),
            {"a": 3, "b": 5, "c": 8},
            wanted,
        )


@pytest.mark.parametrize("bitorder", ["big", "little"])
def test_bits(bitorder: Any) -> None:
    x = named(BITS, ("a", "bit"))
    packed = hax.packbits(x, "bit", bitorder=bitorder)
    check(packed, {"a": 3, "bit": 3}, np.packbits(BITS, axis=1, bitorder=bitorder))
    for dtype in (np.bool_, np.int32):
        assert hax.array_equal(hax.packbits(x.astype(dtype), "bit", bitorder=bitorder), packed)
    for count in (None, 19, 24, 30, -5, 0):
        wanted = np.unpackbits(np.asarray(packed.array), axis=1, count=count, bitorder=bitorder)
        check(hax.unpackbits(packed, "bit", count=count, bitorder=bitorder), {"a": 3, "bit": wanted.shape[1]}, wanted)
    assert hax.unpackbits(packed, "bit", count=-99).shape == {"a": 3, "bit": 0}
    check(hax.packbits(x, "a", bitorder=bitorder), {"a": 1, "bit": 19}, np.packbits(BITS, axis=0, bitorder=bitorder))


def test_bits_of_an_axis_of_size_zero() -> None:
    empty = hax.zeros(Axis("bit", 0), dtype=np.uint8)
    assert hax.packbits(empty, "bit").shape == hax.unpackbits(empty, "bit").shape == {"bit": 0}


AXIS_ERRORS: list[tuple[Any, str]] = [
    (lambda x: hax.cumsum(x, "q"), "cumsum: no axis 'q' in [a=3, b=5, c=7]"),
    (
        lambda x: hax.cumprod(x, Axis("a", 4)),
        "cumprod: axis 'a' has size 3 in [a=3, b=5, c=7] but 4 was given; sizes must agree",
    ),
    (lambda x: hax.nancumsum(x, "q"), "nancumsum: no axis 'q' in [a=3, b=5, c=7]"),
    (lambda x: hax.nancumprod(x, "q"), "nancumprod: no axis 'q' in [a=3, b=5, c=7]"),
    (lambda x: hax.roll(x, 1, "q"), "roll: no axis 'q' in [a=3, b=5, c=7]"),
    (lambda x: hax.roll(x, 1, ("a", A)), "roll: axis 'a' is repeated in [a, a=3]; name each axis once"),
    (lambda x: hax.roll(x, named([1, 2], "q"), "a"), "roll: [q=2] is not a scalar; reduce its axes first"),
    (lambda x: hax.pad(x, {"typo": (1, 1)}), "pad: no axis 'typo' in [a=3, b=5, c=7]"),
    (lambda x: hax.pad(x, {"a": (1, 1), A: (0, 1)}), "pad: axis 'a' is repeated in [a, a=3]; name each axis once"),
    (
        lambda x: hax.pad(x, {"a": (1, 1)}, constant_values=hax.ones(B)),
        "pad: [b=5] is not a scalar; reduce its axes first",
    ),
    (lambda x: hax.packbits(x > 0, "q"), "packbits: no axis 'q' in [a=3, b=5, c=7]"),
    (lambda x: hax.unpackbits(x.astype(np.uint8), "q"), "unpackbits: no axis 'q' in [a=3, b=5, c=7]"),
]
TYPE_ERRORS: list[tuple[Any, str]] = [
    (lambda x: hax.cumsum(x, 0), "cumsum: expected an axis or its name, got 0"),
    (lambda x: hax.cumsum(x, None), "cumsum: expected an axis or its name, got None"),
    (
        lambda x: hax.cumsum(VALUES, "a"),
        "cumsum: expected a NamedArray, got a plain array of shape (3, 5, 7); name its axes with haliax.named",
    ),
    (lambda x: hax.roll(x, (1, 2), "a"), "roll: 2 shifts are given for [a]; give one, or one for each axis"),
    (lambda x: hax.roll(x, 0.5, "a"), "roll: a shift is an integer, got float32"),
    (
        lambda x: hax.pad(x, {"a": 1}),
        "pad: axis 'a' needs a pair (before, after) of integers known before the program runs",
    ),
    (
        lambda x: hax.pad(x, {"a": (1, 0.5)}),
        "pad: axis 'a' needs a pair (before, after) of integers known before the program runs",
    ),
    (
        lambda x: jax.jit(lambda n: hax.pad(x, {"a": (n, 0)}))(1),
        "pad: axis 'a' needs a pair (before, after) of integers known before the program runs",
    ),
    (lambda x: hax.pad(x, [("a", (1, 1))]), "pad: expected a dict from axes to pairs (before, after), got list"),
]


@pytest.mark.parametrize(
    ("call", "text"), AXIS_ERRORS + TYPE_ERRORS, ids=lambda value: value if isinstance(value, str) else ""
)
def test_what_is_refused(call: Any, text: str) -> None:
    with pytest.raises(AxisError if (call, text) in AXIS_ERRORS else TypeError) as raised:
        call(array())
    assert str(raised.value) == text


def test_values_that_are_refused() -> None:
    with pytest.raises(ValueError, match=r"pad: axis 'a' is padded by \(-1, 0\); take a slice to make it shorter"):
        hax.pad(array(), {"a": (-1, 0)})
    with pytest.raises(TypeError, match="integer or boolean"):
        hax.packbits(array(), "a")
    with pytest.raises(TypeError, match="unsigned byte"):
        hax.unpackbits(array(), "a")
    with pytest.raises(NotImplementedError, match="padding mode"):
        hax.pad(array(), {"a": (1, 1)}, mode="unknown")
    with pytest.raises(ValueError, match="unsupported keyword arguments"):
        hax.pad(array(), {"a": (1, 1)}, unknown=1)
