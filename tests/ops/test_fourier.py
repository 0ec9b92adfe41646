"""Fourier transforms against those of numpy, over every form of the axes, and what they refuse."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax as hax
from haliax import Axis, AxisError, NamedArray, named

A, B, C = hax.make_axes(a=3, b=8, c=5)
REAL = np.random.default_rng(0).normal(size=(3, 8, 5)).astype(np.float32)
COMPLEX = (REAL + 1j * np.random.default_rng(1).normal(size=(3, 8, 5))).astype(np.complex64)
NORMS = (None, "backward", "ortho", "forward")


def check(out: NamedArray, values: Any) -> None:
    """The axes have kept their names and order, and the values are these."""
    values = np.asarray(values)
    assert out.axis_names == ("a", "b", "c")
    assert out.array.shape == values.shape
    assert jnp.iscomplexobj(out.array) == np.iscomplexobj(values)
    np.testing.assert_allclose(np.asarray(out.array), values, rtol=1e-4, atol=1e-4)


# The form of `axis`, the axes that numpy transforms, and their lengths.
FORMS: list[tuple[Any, tuple[int, ...], tuple[int | None, ...]]] = [
    (None, (2,), (None,)),
    ("b", (1,), (None,)),
    (B, (1,), (8,)),
    (Axis("b", 12), (1,), (12,)),
    (Axis("b", 5), (1,), (5,)),
    (("b",), (1,), (None,)),
    ({"b": None}, (1,), (None,)),
    ({"b": 6}, (1,), (6,)),
    ({B: Axis("b", 6)}, (1,), (6,)),
    ({Axis("b", 8): None}, (1,), (8,)),
    (("a", "c"), (0, 2), (None, None)),
    (["c", Axis("a", 4)], (2, 0), (None, 4)),
    ({"b": 10, "a": None}, (1, 0), (10, None)),
    ({"a": None, "c": Axis("c", 7), "b": 4}, (0, 2, 1), (None, 7, 4)),
]
SINGLE = [form for form in FORMS if len(form[1]) == 1]


def lengths(places: tuple[int, ...], given: tuple[int | None, ...], last: int | None = None) -> tuple[int, ...]:
    """The length of each transform: as given, else that of the axis; `last` where the last one is not given."""
    sizes = [REAL.shape[place] if length is None else length for place, length in zip(places, given, strict=True)]
    return tuple(sizes) if last is None or given[-1] is not None else (*sizes[:-1], last)


@pytest.mark.parametrize("form", range(len(FORMS)), ids=lambda form: str(FORMS[form][0]))
@pytest.mark.parametrize("name", ["fft", "ifft", "rfft", "irfft"])
def test_transforms(name: str, form: int) -> None:
    (axis, places, given), norm = FORMS[form], NORMS[form % len(NORMS)]
    values = REAL if name == "rfft" else COMPLEX
    last = 2 * (values.shape[places[-1]] - 1) if name == "irfft" else None
    wanted = getattr(np.fft, f"{name}n")(values, lengths(places, given, last), places, norm)
    check(getattr(hax, name)(named(values, (A, B, C)), axis, norm), wanted)


@pytest.mark.parametrize("form", range(len(SINGLE)), ids=lambda form: str(SINGLE[form][0]))
@pytest.mark.parametrize("name", ["hfft", "ihfft"])
def test_transforms_of_one_axis(name: str, form: int) -> None:
    (axis, places, given), norm = SINGLE[form], NORMS[form % len(NORMS)]
    values = REAL if name == "ihfft" else COMPLEX
    wanted = getattr(np.fft, name)(values, given[0], places[0], norm)
    check(getattr(hax, name)(named(values, (A, B, C)), axis=axis, norm=norm), wanted)


@pytest.mark.parametrize("norm", NORMS)
@pytest.mark.parametrize("name", ["fft", "ifft", "rfft", "irfft", "hfft", "ihfft"])
def test_norms(name: str, norm: str | None) -> None:
    values = REAL if name in ("rfft", "ihfft") else COMPLEX
    wanted = getattr(np.fft, name)(values, axis=1, norm=norm)
    check(getattr(hax, name)(named(values, (A, B, C)), "b", norm), wanted)


@pytest.mark.parametrize("dtype", [np.int32, np.bool_, jnp.bfloat16])
def test_other_dtypes_become_complex(dtype: Any) -> None:
    x = named(REAL, (A, B, C)).astype(dtype)
    check(hax.fft(x, "b"), np.fft.fft(np.asarray(x.array.astype(np.float32)), axis=1).astype(np.complex64))


def test_under_jit_and_grad() -> None:
    x = named(REAL, (A, B, C))
    check(jax.jit(lambda x: hax.fft(x, {"b": 6, "a": None}))(x), np.fft.fftn(REAL, (6, 3), (1, 0)))
    gradient = jax.grad(lambda x: (abs(hax.fft(x, "b", "ortho").array) ** 2).sum())(x)
    check(gradient, 2 * REAL)  # Parseval: the sum of squares stays


@pytest.mark.parametrize("axes", [None, "b", ("a", "c"), [C, "b"], {"a": None, "b": 8}, ()], ids=str)
@pytest.mark.parametrize("name", ["fftshift", "ifftshift"])
def test_shifts(name: str, axes: Any) -> None:
    places = (
        None if axes is None else tuple("abc".index(hax.axis_name(axis)) for axis in ((axes,) if axes == "b" else axes))
    )
    check(getattr(hax, name)(named(REAL, (A, B, C)), axes), getattr(np.fft, name)(REAL, places))


@pytest.mark.parametrize("d", [1.0, 0.25, named(0.25, ())])
@pytest.mark.parametrize("size", [1, 7, 8])
def test_frequencies(size: int, d: Any) -> None:
    full, half = hax.fftfreq(Axis("t", size), d), hax.rfftfreq(Axis("t", size), d)
    np.testing.assert_allclose(full.array, np.fft.fftfreq(size, float(d)), rtol=1e-6)
    np.testing.assert_allclose(half.array, np.fft.rfftfreq(size, float(d)), rtol=1e-6)
    assert full.shape == {"t": size}
    assert half.shape == {"t": size // 2 + 1}
    assert hax.rfft(hax.ones(Axis("t", size))).axes == half.axes


NO_AXIS = "no axis 'q' in [a=3, b=8, c=5]"
ERRORS: list[tuple[Any, type[Exception], str]] = [
    *(
        (lambda x, f=name: getattr(hax, f)(x, "q"), AxisError, f"{name}: {NO_AXIS}")
        for name in ("fft", "ifft", "rfft", "irfft", "hfft", "ihfft", "fftshift", "ifftshift")
    ),
    (lambda x: hax.fft(x, ("b", B)), AxisError, "fft: axis 'b' is repeated in [b, b]; name each axis once"),
    (lambda x: hax.fft(x, {"b": None, B: 3}), AxisError, "fft: axis 'b' is repeated in [b, b]; name each axis once"),
    (lambda x: hax.fft(x, ()), AxisError, "fft: a Fourier transform needs at least one axis, got none"),
    (lambda x: hax.fft(named(1.0, ())), AxisError, "fft: a Fourier transform needs at least one axis, got none"),
    (lambda x: hax.fft(x, {"b": 0}), AxisError, "fft: the transform along axis 'b' has length 0; it must be 1 or more"),
    (
        lambda x: hax.irfft(x, Axis("b", -2)),
        AxisError,
        "irfft: the transform along axis 'b' has length -2; it must be 1 or more",
    ),
    (
        lambda x: hax.fft(x, {"b": Axis("frequency", 8)}),
        AxisError,
        "fft: the length along axis 'b' is given by another axis, frequency=8; give a number, and rename the result",
    ),
    (
        lambda x: hax.hfft(x, ("a", "b")),
        AxisError,
        "hfft: works along one axis, got 'a', 'b'; transform them one after the other",
    ),
    (
        lambda x: hax.ihfft(x, {"a": None, "b": 8}),
        AxisError,
        "ihfft: works along one axis, got 'a', 'b'; transform them one after the other",
    ),
    (lambda x: hax.fft(x, 0), TypeError, "fft: expected an axis, its name, or a sequence or dict of them, got 0"),
    (
        lambda x: jax.jit(lambda n: hax.fft(x, {"b": n}))(4),
        TypeError,
        "fft: an argument is traced which must be known before the program runs",
    ),
    (
        lambda x: hax.fft(REAL, "b"),
        TypeError,
        "fft: expected a NamedArray, got a plain array of shape (3, 8, 5); name its axes with haliax.named",
    ),
    (lambda x: hax.fftshift(x, ("a", "a")), AxisError, "fftshift: axis 'a' is repeated in [a, a]; name each axis once"),
    (lambda x: hax.fftfreq("t"), AxisError, "fftfreq: axis 't' needs a size; pass Axis('t', size)"),
    (lambda x: hax.rfftfreq("t"), AxisError, "rfftfreq: axis 't' needs a size; pass Axis('t', size)"),
    (
        lambda x: hax.fft(x, "b", norm="unknown"),
        ValueError,
        'Invalid norm value unknown; should be "backward","ortho" or "forward".',
    ),
]


@pytest.mark.parametrize(("call", "kind", "text"), ERRORS, ids=[text for *_, text in ERRORS])
def test_what_is_refused(call: Any, kind: type[Exception], text: str) -> None:
    with pytest.raises(kind) as raised:
        call(named(REAL, (A, B, C)))
    assert str(raised.value) == text
