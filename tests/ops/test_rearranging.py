"""`rearrange`: its values, its axes, what it traces to, and what it refuses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import haliax as hax
from haliax import Axis, AxisError, NamedArray
from tests import tracing

B, H, W, C = Axis("B", 2), Axis("H", 6), Axis("W", 4), Axis("C", 3)
VALUES = np.arange(2 * 6 * 4 * 3, dtype=np.int32).reshape(2, 6, 4, 3)


def image() -> NamedArray:
    return NamedArray(jnp.asarray(VALUES), (B, H, W, C))


def check(out: NamedArray, names: tuple[str, ...], values: np.ndarray[Any, Any]) -> None:
    assert out.axis_names == names
    assert out.dtype == values.dtype
    np.testing.assert_array_equal(out.array, values)


ORDERS: list[tuple[Any, tuple[str, ...], tuple[int, ...]]] = [
    ((C, B, H, W), ("C", "B", "H", "W"), (3, 0, 1, 2)),
    (["C", ...], ("C", "B", "H", "W"), (3, 0, 1, 2)),
    ((..., "B"), ("H", "W", "C", "B"), (1, 2, 3, 0)),
    (("W", ..., B), ("W", "H", "C", "B"), (2, 1, 3, 0)),
    ((...,), ("B", "H", "W", "C"), (0, 1, 2, 3)),
]


@pytest.mark.parametrize(("order", "names", "positions"), ORDERS)
def test_a_sequence_of_axes(order: Any, names: tuple[str, ...], positions: tuple[int, ...]) -> None:
    check(hax.rearrange(image(), order), names, VALUES.transpose(positions))


Oracle = Callable[[np.ndarray[Any, Any]], np.ndarray[Any, Any]]
PATTERNS: list[tuple[str, dict[str, Any], str, Oracle]] = [
    # by position: axes that move keep their names
    ("B H W C -> C B H W", {}, "C B H W", lambda x: x.transpose(3, 0, 1, 2)),
    ("b h w c -> c b h w", {}, "C B H W", lambda x: x.transpose(3, 0, 1, 2)),
    ("W C B H -> H B C W", {}, "C W H B", lambda x: x.transpose(3, 2, 1, 0)),
    ("b ... c -> c ... b", {}, "C H W B", lambda x: x.transpose(3, 1, 2, 0)),
    ("... c -> c ...", {}, "C B H W", lambda x: x.transpose(3, 0, 1, 2)),
    ("... -> ...", {}, "B H W C", lambda x: x),
    # merging
    ("B H W C -> B (E: H W C)", {}, "B E", lambda x: x.reshape(2, 72)),
    ("B H W C -> B (E: C W H)", {}, "B E", lambda x: x.transpose(0, 3, 2, 1).reshape(2, 72)),
    ("b h w c -> (b: b c) (x: w h)", {}, "b x", lambda x: x.transpose(0, 3, 2, 1).reshape(6, 24)),
    ("b ... -> b (rest: ...)", {}, "B rest", lambda x: x.reshape(2, 72)),
    ("b h w c -> (B: b) h w c", {}, "B H W C", lambda x: x),
    ("b h w c -> (batch: b) h w (one:) c", {}, "batch H W one C", lambda x: x[:, :, :, None]),
    ("b h w c -> b h w (E: c)", {"E": "embed"}, "B H W embed", lambda x: x),
    ("b h w c -> b h w (E: c)", {"E": Axis("embed", 3)}, "B H W embed", lambda x: x),
    # splitting
    ("b (x y) w c -> b x y w c", {"x": 2}, "B x y W C", lambda x: x.reshape(2, 2, 3, 4, 3)),
    ("b (x y) w c -> b y x w c", {"y": 2}, "B y x W C", lambda x: x.reshape(2, 3, 2, 4, 3).swapaxes(1, 2)),
    ("b (H: x H) w c -> x b H w c", {"H": 3}, "x B H W C", lambda x: x.reshape(2, 2, 3, 4, 3).swapaxes(0, 1)),
    ("b (p q r) w c -> b p q r w c", {"p": 1, "r": 3}, "B p q r W C", lambda x: x.reshape(2, 1, 2, 3, 4, 3)),
    ("b (x y) w c -> b x y w c", {"x": Axis("r", 2), "y": "s"}, "B r s W C", lambda x: x.reshape(2, 2, 3, 4, 3)),
    ("b (x y) w c -> b (h: x y) w c", {"x": 2}, "B h W C", lambda x: x),
    # both
    (
        "b (h p) (w q) c -> b (n: h w) (e: p q c)",
        {"p": 3, "q": 2},
        "B n e",
        lambda x: x.reshape(2, 2, 3, 2, 2, 3).transpose(0, 1, 3, 2, 4, 5).reshape(2, 4, 18),
    ),
    # by name
    ("{H W C} -> ... C H W", {}, "B C H W", lambda x: x.transpose(0, 3, 1, 2)),
    ("{C W H} -> ... C H W", {}, "B C H W", lambda x: x.transpose(0, 3, 1, 2)),
    ("{H W C} -> ... (E: H W C)", {}, "B E", lambda x: x.reshape(2, 72)),
    ("{B H W C} -> W H C B", {}, "W H C B", lambda x: x.transpose(2, 1, 3, 0)),
    ("{C ...} -> C ...", {}, "C B H W", lambda x: x.transpose(3, 0, 1, 2)),
    ("{} -> ...", {}, "B H W C", lambda x: x),
    ("{...} -> ...", {}, "B H W C", lambda x: x),
    ("{} -> ... (one:)", {}, "B H W C one", lambda x: x[..., None]),
    ("{x y} -> y ... x", {"x": B, "y": "W"}, "W H C B", lambda x: x.transpose(2, 1, 3, 0)),
    ("{x} -> ... (x: x)", {"x": "B"}, "H W C B", lambda x: x.transpose(1, 2, 3, 0)),
    (
        "{(x: p q)} -> p q ...",
        {"x": H, "p": 3},
        "p q B W C",
        lambda x: x.reshape(2, 3, 2, 4, 3).transpose(1, 2, 0, 3, 4),
    ),
    ("{(H: p H)} -> ... p H", {"H": 2}, "B W C p H", lambda x: x.reshape(2, 3, 2, 4, 3).transpose(0, 3, 4, 1, 2)),
    (
        "{(H: p H)} -> ... p H",
        {"H": Axis("h", 2)},
        "B W C p h",
        lambda x: x.reshape(2, 3, 2, 4, 3).transpose(0, 3, 4, 1, 2),
    ),
    # the reference's own: patches of an image
    (
        "{ B (H: h1 H) (W: w1 W) C } -> (B: B h1 w1) (E: H W C) ...",
        {"H": 2, "W": 2},
        "B E",
        lambda x: x.reshape(2, 3, 2, 2, 2, 3).transpose(0, 1, 3, 2, 4, 5).reshape(12, 12),
    ),
    (
        "{ B (H: h1 H) (W: w1 W)} -> (B: B h1 w1) H W ...",
        {"H": 2, "W": 2},
        "B H W C",
        lambda x: x.reshape(2, 3, 2, 2, 2, 3).transpose(0, 1, 3, 2, 4, 5).reshape(12, 2, 2, 3),
    ),
]


@pytest.mark.parametrize(("pattern", "bindings", "names", "oracle"), PATTERNS)
def test_a_pattern(pattern: str, bindings: dict[str, Any], names: str, oracle: Oracle) -> None:
    want = tuple(names.split())
    check(hax.rearrange(image(), pattern, **bindings), want, oracle(VALUES))
    check(image().rearrange(pattern, **bindings), want, oracle(VALUES))
    check(jax.jit(lambda x: x.rearrange(pattern, **bindings))(image()), want, oracle(VALUES))


BY_NAME = [case for case in PATTERNS if case[0].startswith("{")]


@pytest.mark.parametrize(("pattern", "bindings", "names", "oracle"), BY_NAME)
def test_by_name_the_order_of_storage_only_shows_where_dots_are(
    pattern: str, bindings: dict[str, Any], names: str, oracle: Oracle
) -> None:
    want = oracle(VALUES)
    for order in [(3, 2, 1, 0), (1, 3, 0, 2)]:
        stored = NamedArray(jnp.asarray(VALUES.transpose(order)), tuple("BHWC"[i] for i in order))
        out = hax.rearrange(stored, pattern, **bindings)
        assert set(out.axis_names) == set(names.split())
        np.testing.assert_array_equal(hax.rearrange(out, names.split()).array, want)


@st.composite
def structures(draw: st.DrawFn) -> tuple[dict[str, list[tuple[str, int]]], list[tuple[str, list[str]]]]:
    """Axes and the parts of each with their sizes, and what comes out: names and the parts of each."""
    sizes = st.sampled_from([1, 2, 2, 3])
    taken: dict[str, list[tuple[str, int]]] = {}
    for name in draw(st.lists(st.sampled_from("stuvw"), unique=True, max_size=3)):
        count = draw(st.integers(0, 3))
        taken[name] = [(f"{name}{i}", draw(sizes)) for i in range(count)]
    parts = list(draw(st.permutations([part for split in taken.values() for part, _ in split])))
    out: list[tuple[str, list[str]]] = []
    while parts:
        run = draw(st.integers(1, len(parts)))
        out.append((f"out{len(out)}", parts[:run]))
        parts = parts[run:]
    return taken, out


@given(structures(), st.booleans())
@settings(max_examples=40)
def test_every_element_goes_where_its_coordinates_say(
    structure: tuple[dict[str, list[tuple[str, int]]], list[tuple[str, list[str]]]], by_name: bool
) -> None:
    taken, out = structure
    sizes = dict(part for split in taken.values() for part in split)
    shape = {name: int(np.prod([size for _, size in split], initial=1)) for name, split in taken.items()}
    x = NamedArray(
        jnp.arange(np.prod(list(shape.values()), initial=1, dtype=int)).reshape(*shape.values()), tuple(shape)
    )
    left = " ".join(f"({name}: {' '.join(part for part, _ in split)})" for name, split in taken.items())
    right = " ".join(f"({name}: {' '.join(parts)})" for name, parts in out)
    result = hax.rearrange(x, f"{{{left}}} -> {right}" if by_name else f"{left} -> {right}", **sizes)

    assert result.axis_names == tuple(name for name, _ in out)
    values, moved = np.asarray(x.array), np.asarray(result.array)
    for position in np.ndindex(*moved.shape):
        of_part: dict[str, int] = {}
        for (_, parts), index in zip(out, position, strict=True):
            of_part |= zip(parts, np.unravel_index(index, [sizes[part] for part in parts]), strict=True)
        source = tuple(
            np.ravel_multi_index([of_part[part] for part, _ in split], [size for _, size in split]) if split else 0
            for split in taken.values()
        )
        assert moved[position] == values[source]


@pytest.mark.parametrize("form", [[], "-> ", "{} -> ", "... -> ...", "{...} -> ...", (...,)])
def test_a_scalar(form: Any) -> None:
    check(hax.rearrange(NamedArray(jnp.float32(3), ()), form), (), np.float32(3))


def test_axes_without_elements() -> None:
    x = NamedArray(jnp.zeros((0, 6)), ("B", "H"))
    assert hax.rearrange(x, "b (h1 h) -> (x: b h1) h", h=2).shape == {"x": 0, "h": 2}
    assert hax.rearrange(x, "(b c) h -> c b h", b=4).shape == {"c": 0, "b": 4, "H": 6}
    with pytest.raises(AxisError, match=r"axis 'B' has size 0, which cannot be split into \[b, c=0\]"):
        hax.rearrange(x, "(b c) h -> c b h", c=0)


@pytest.mark.parametrize("dtype", [jnp.float32, jnp.bfloat16, jnp.int32, jnp.bool_, jnp.complex64])
def test_dtypes_stay(dtype: Any) -> None:
    assert hax.rearrange(image().astype(dtype), "b h w c -> c (e: b h w)").dtype == dtype


def test_gradients_come_back_in_the_order_of_the_input() -> None:
    x = image().astype(jnp.float32)
    weights = np.arange(144.0, dtype=np.float32).reshape(3, 48)

    def loss(x: NamedArray) -> jax.Array:
        return (hax.rearrange(x, "b h w c -> c (e: w h b)").array * weights).sum()

    gradient = jax.grad(loss)(x)
    check(gradient, x.axis_names, weights.reshape(3, 4, 6, 2).transpose(3, 2, 1, 0))


def test_under_vmap() -> None:
    def rows(x: jax.Array) -> jax.Array:
        return hax.rearrange(NamedArray(x, ("H", "W", "C")), "{W C} -> (e: C W) ...").array

    np.testing.assert_array_equal(jax.vmap(rows)(VALUES), VALUES.transpose(0, 3, 2, 1).reshape(2, 12, 6))


@pytest.mark.parametrize(
    ("form", "bindings", "primitives"),
    [
        ("b h w c -> b h w c", {}, []),
        ("{...} -> ...", {}, []),
        (("B", ...), {}, []),
        ("b h w c -> c b h w", {}, ["transpose"]),
        (("C", ...), {}, ["transpose"]),
        ("b h w c -> b (e: h w c)", {}, ["reshape"]),
        ("b (h1 h) w c -> b h1 h w c", {"h": 2}, ["reshape"]),
        ("b (h1 h) w c -> (b: b h1) (e: h w c)", {"h": 2}, ["reshape"]),
        ("b h w c -> (e: c b) h w", {}, ["transpose", "reshape"]),
        ("b (h1 h) w c -> h1 b h w c", {"h": 2}, ["reshape", "transpose"]),
        ("b (h1 h) w c -> (b: h1 b) h w c", {"h": 2}, ["reshape", "transpose", "reshape"]),
    ],
)
def test_it_traces_to_what_a_person_would_write(form: Any, bindings: dict[str, Any], primitives: list[str]) -> None:
    assert tracing.primitives(lambda x: hax.rearrange(x, form, **bindings), image()) == primitives


SIZES = "[B=2, H=6, W=4, C=3]"
REFUSED: list[tuple[Any, dict[str, Any], str]] = [
    (("C", "H"), {}, f"the new order leaves out 'B', 'W' of {SIZES}; name every axis, or use `...` for the rest"),
    (("C", "X", ...), {}, f"no axis 'X' in {SIZES}"),
    (("C", C, ...), {}, "axis 'C' is repeated in [C, C=3]; name each axis once"),
    ((Axis("C", 5), ...), {}, f"axis 'C' has size 3 in {SIZES} but 5 was given; sizes must agree"),
    ((..., "C", ...), {}, "cannot read '(..., C, ...)': more than one `...`"),
    (
        "a b c -> a b c",
        {},
        f"'a b c -> a b c' names 3 axes, but the array has {SIZES}; "
        "name each axis, use `...` for the rest, or find axes by name with `{}`",
    ),
    (
        "a -> a",
        {},
        f"'a -> a' names 1 axis, but the array has {SIZES}; "
        "name each axis, use `...` for the rest, or find axes by name with `{}`",
    ),
    (
        "a b c d e ... -> a b c d e ...",
        {},
        f"'a b c d e ... -> a b c d e ...' names at least 5 axes, but the array has {SIZES}; leave some out",
    ),
    ("{B H} -> B H", {}, f"the new order leaves out 'W', 'C' of {SIZES}; name every axis, or use `...` for the rest"),
    ("{b} -> b ...", {}, f"no axis 'b' in {SIZES}"),
    ("{batch} -> batch ...", {"batch": "BB"}, f"no axis 'BB' in {SIZES}; did you mean 'B'?"),
    ("{B} -> B ...", {"B": 3}, f"axis 'B' has size 2 in {SIZES} but 3 was given; sizes must agree"),
    ("{x y} -> x y ...", {"x": "B", "y": "B"}, "axis 'B' is repeated in [B, B]; name each axis once"),
    ("b ... -> b ...", {"b": 3}, f"axis 'B' has size 2 in {SIZES} but 3 was given; sizes must agree"),
    (
        "b ... -> b ...",
        {"b": "H"},
        f"'b' is bound to axis 'H', but stands for axis 'B' of {SIZES}; "
        "put it in the place of its axis, or find axes by name with `{}`",
    ),
    (
        "{(H: a b)} -> ... a b",
        {"a": 4},
        "axis 'H' has size 6, which cannot be split into [a=4, b]; give sizes that divide it",
    ),
    (
        "{(H: a b)} -> ... a b",
        {"a": 2, "b": 2},
        "[a=2, b=2] has 4 elements, but axis 'H' has size 6; they must be equal",
    ),
    (
        "{(H: a b)} -> ... a b",
        {},
        "cannot read the pattern: the sizes of 2 parts are unknown; give all but one, as in b=…\n"
        "  {(H: a b)} -> ... a b\n         ^",
    ),
    ("{(H: a b)} -> ... a b", {"a": "p", "b": "q"}, "axis 'p' needs a size; pass Axis('p', size)"),
    ("{(H: a b)} -> ... a b", {"a": -2}, "axis 'a' is given with size -2; a size is 0 or more"),
    ("{(H: a)} -> ... a", {"a": Axis("a", -6)}, "axis 'a' is given with size -6; a size is 0 or more"),
    ("{H W} -> ... (E: H W)", {"E": 5}, "[H=6, W=4] has 24 elements, but axis 'E' has size 5; they must be equal"),
    ("{H W} -> ... (C: H W)", {}, "axis 'C' is repeated in [B=2, C=3, C=24]; name each axis once"),
    ("b (H C) w c -> b H C w c", {"H": 2}, "axis 'C' is repeated in [B=2, H=2, C=3, W=4, C=3]; name each axis once"),
    ("{B} -> B ...", {"q": 3}, "cannot read '{B} -> B ...': 'q' is bound, but not in the pattern"),
    (
        "{batch} -> batch ...",
        {"bach": B},
        "cannot read '{batch} -> batch ...': 'bach' is bound, but not in the pattern; did you mean 'batch'?",
    ),
]


@pytest.mark.parametrize(("form", "bindings", "text"), REFUSED)
def test_what_does_not_fit_is_refused(form: Any, bindings: dict[str, Any], text: str) -> None:
    for _ in range(2):  # a refusal is not kept as if it were a plan
        with pytest.raises(AxisError) as caught:
            hax.rearrange(image(), form, **bindings)
        assert str(caught.value) == f"rearrange: {text}"


@pytest.mark.parametrize(
    ("args", "kwargs", "text"),
    [
        ((), {}, "expected one sequence of axes or one expression, got 0 arguments"),
        ((("B",), ("H",)), {}, "expected one sequence of axes or one expression, got 2 arguments"),
        ((("B", ...),), {"B": 2}, "unexpected keyword argument 'B'; only an expression has bindings"),
        ((B,), {}, "expected a sequence of axes or an expression, got Axis"),
        (((B, 1),), {}, "expected an axis, its name or `...`, got int"),
        (("{B} -> B ...",), {"B": 2.0}, "expected a size, a name or an Axis as `B`, got float"),
        (("{B} -> B ...",), {"B": [2]}, "expected a size, a name or an Axis as `B`, got list"),
    ],
)
def test_arguments_of_a_wrong_kind(args: Any, kwargs: Any, text: str) -> None:
    with pytest.raises(TypeError) as caught:
        hax.rearrange(image(), *args, **kwargs)
    assert str(caught.value) == f"rearrange: {text}"


def test_a_plain_array_is_refused() -> None:
    with pytest.raises(TypeError, match=r"rearrange: expected a NamedArray, got a plain array of shape \(2, 3\)"):
        hax.rearrange(jnp.ones((2, 3)), ("a", "b"))


def test_axes_and_expression_may_be_keywords() -> None:
    assert hax.rearrange(image(), axes=("C", ...)).axis_names == ("C", "B", "H", "W")
    assert hax.rearrange(image(), expression="{axes} -> axes ...", axes=C).axis_names == ("C", "B", "H", "W")


def test_a_size_may_be_any_integer() -> None:
    assert hax.rearrange(image(), "{(H: a b)} -> a b ...", a=np.int64(2)).shape["b"] == 3
