"""Mutable references: what views of them read and write, in place, under jit, grad and scan."""

from __future__ import annotations

import random
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax as hax
from haliax import Axis, AxisError, NamedArray, NamedRef, dslice, freeze, named, new_ref, swap
from tests import indices, tracing
from tests.indices import Indices, Sizes

L, H = hax.make_axes(layers=6, head=8)
VALUES = np.arange(48, dtype=np.float32).reshape(6, 8)


def ref() -> NamedRef:
    return new_ref(named(VALUES, (L, H)))


def check(out: NamedArray, names: str, values: Any) -> None:
    assert out.axis_names == tuple(names.split())
    np.testing.assert_array_equal(np.asarray(out.array), np.asarray(values))


# --- reading and writing


def test_reading() -> None:
    r = ref()
    check(r["layers", 2], "head", VALUES[2])
    check(r[{"head": slice(1, 3), L: -1}], "head", VALUES[-1, 1:3])
    check(r["head", ::-2], "layers head", VALUES[:, ::-2])
    check(r["head", [3, 0]], "layers head", VALUES[:, [3, 0]])
    check(r["head", named([3, 0], "pick"), "layers", jnp.int32(1)], "pick", VALUES[1, [3, 0]])
    check(r["head", dslice(6, 4), "layers", 0], "head", [6, 7, 0, 0])
    check(r[...], "layers head", VALUES)
    check(r.value(), "layers head", VALUES)
    check(hax.ref.get(r), "layers head", VALUES)
    check(hax.ref.get(r, {"layers": 2}), "head", VALUES[2])


@pytest.mark.parametrize(
    "index",
    [
        {"layers": 2},
        {"layers": -1, "head": slice(1, 7, 2)},
        {"head": slice(None, None, -1)},
        {"layers": jnp.int32(3)},
        {"layers": [4, 0], "head": slice(2, 4)},
        {"layers": named([4, 0], "pick")},
        {"layers": np.array([True, False, True, True, False, False])},
        {"head": dslice(6, 4)},
        {},
    ],
    ids=str,
)
def test_writing(index: Indices) -> None:
    r, x = ref(), named(VALUES, (L, H))
    r[index] = -1
    check(r.value(), "layers head", x.at[index].set(-1).array)
    part = x[index]
    update = named(-np.arange(part.size, dtype=np.float32).reshape(part.array.shape), part.axes)
    r[index] = update.rearrange(tuple(reversed(update.axis_names)))
    check(r.value(), "layers head", x.at[index].set(update).array)


def test_arrays_that_are_known_are_positions_under_jit() -> None:
    where = jnp.int32(9)  # outside, as jax reads it the last
    check(ref()["layers", where], "head", VALUES[5])
    check(jax.jit(lambda: ref()["layers", where])(), "head", VALUES[5])
    check(jax.jit(lambda: ref().slice({"layers": slice(1, 4)})["layers", where])(), "head", VALUES[3])


def test_values_broadcast_by_name() -> None:
    r = ref()
    r["layers", 1:3] = named(np.arange(8.0, dtype=np.float32), H)
    check(r["layers", 2], "head", np.arange(8))
    r["layers", [4, 5]] = named(7.0, ())
    check(r["layers", 4:], "layers head", np.full((2, 8), 7))


def test_properties() -> None:
    r = ref()
    view = r.slice({"layers": slice(4, 6)})
    assert (r.axes, r.shape, r.named_shape, r.ndim, r.dtype) == (
        (L, H),
        {"layers": 6, "head": 8},
        r.shape,
        2,
        np.float32,
    )
    assert view.axes == (Axis("layers", 2), H)
    assert view.resolve_axis("layers") == Axis("layers", 2)
    assert view.resolve_axis(("head",)) == (H,)
    assert view.unsliced().axes == (L, H)
    assert r.slice({"layers": 0, "head": 3}).ndim == 0
    assert isinstance(r.unsafe_buffer_pointer(), int)


def test_dtypes_stay() -> None:
    for dtype in (jnp.bfloat16, np.int32, np.bool_, np.complex64):
        r = new_ref(named(VALUES.astype(dtype), (L, H)))
        r["layers", 0] = 1
        r.slice({"head": [0, 1]})["layers", 1] = True
        assert r.dtype == r.value().dtype == dtype


def test_a_scalar() -> None:
    r = new_ref(named(3.0, ()))
    r[...] = 4.0
    assert r.value().item() == freeze(r).item() == 4


def test_an_axis_of_size_zero() -> None:
    r = new_ref(hax.zeros((L, Axis("empty", 0))))
    r["layers", 0] = 1.0
    assert r["layers", 0].axes == (Axis("empty", 0),)
    assert r.slice({"layers": slice(2, 2)})["layers", :].axes == (Axis("layers", 0), Axis("empty", 0))


def test_a_part_of_size_zero() -> None:
    for part in (slice(2, 2), slice(6, 6), slice(4, 2), []):
        r = ref()
        view = r.slice({"layers": part})
        view["head", 0] = -1.0
        assert view.axes == (Axis("layers", 0), H)
        assert swap(r, {"layers": part}, -1.0).axes == view.axes
        check(r.value(), "layers head", VALUES)


# --- views of views


def test_a_view_of_a_view() -> None:
    r = ref()
    view = r.slice({"layers": slice(1, 6)}).slice({"layers": slice(1, 4), "head": 3})
    assert view.axes == (Axis("layers", 3),)
    check(view.value(), "layers", VALUES[2:5, 3])
    view["layers", -1] = -1
    assert r["layers", 4, "head", 3].item() == -1
    check(view.unsliced().value(), "layers head", r.value().array)


def test_what_is_outside_a_view_is_never_written() -> None:
    for index in (jnp.array([3, 9]), dslice(3, 3), named([3, 9], "pick")):
        r = ref()
        r.slice({"head": slice(0, 4)})["head", index] = -1
        wanted = VALUES.copy()
        wanted[:, 3] = -1
        check(r.value(), "layers head", wanted)


def selections(seed: int, masks: bool = True) -> tuple[Sizes, list[Indices]]:
    """Axes, and two or three indices of which each is of what the one before it leaves."""
    source = random.Random(seed)
    axes, first = indices.case(seed, masks=masks)
    stages, left = [first], indices.select(axes, first).axes
    for _ in range(source.randint(1, 2)):
        if not left or 0 in left.values():
            break
        stages.append(indices.random_indices(source, left, masks=masks))
        left = indices.select(left, stages[-1]).axes
    return axes, stages


def written(axes: Sizes, stages: list[Indices]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """What to write through the indices, and the array afterwards."""
    values = indices.numbers(axes)
    places = [indices.select(axes, stages[0], writing=True)]
    for stage in stages[1:]:
        places.append(indices.select(places[-1].axes, stage, writing=True))
    update, out = -indices.numbers(places[-1].axes), values.copy()
    found: dict[Any, Any] = {}
    for at, position in places[-1].positions.items():
        for place in reversed(places[:-1]):
            position = None if position is None else place.positions[position]
        found[at] = position
    inside = [position for position in found.values() if position is not None]
    if len(set(inside)) < len(inside):  # which of two writes to one place comes last is for jax to say
        update = np.full_like(update, -1)
    for at, position in found.items():
        if position is not None:
            out[position] = update[at]
    return update, out


def view_of(r: NamedRef, stages: list[Indices]) -> NamedRef:
    for stage in stages:
        r = r.slice(stage)
    return r


def through_views(seed: int) -> None:
    axes, stages = selections(seed)
    x = named(indices.numbers(axes), tuple(axes))
    expected = x
    for stage in stages:
        expected = expected[stage]

    r = new_ref(x)
    view = view_of(r, stages[:-1])
    read = view[stages[-1]]
    assert read.axes == view.slice(stages[-1]).axes == expected.axes, f"{axes}, {stages}"
    np.testing.assert_array_equal(np.asarray(read.array), np.asarray(expected.array), f"{axes}, {stages}")
    np.testing.assert_array_equal(view.slice(stages[-1]).value().array, expected.array)

    update, wanted = written(axes, stages)
    view[stages[-1]] = named(update, expected.axis_names)
    np.testing.assert_array_equal(np.asarray(r.value().array), wanted, f"{axes}, {stages}")


@pytest.mark.parametrize("seed", range(20))
def test_random_views(seed: int) -> None:
    through_views(seed)


@pytest.mark.slow
def test_many_random_views() -> None:
    for seed in range(1000, 1100):
        if seed % 50 == 0:
            jax.clear_caches()  # or they take gigabytes
        through_views(seed)


@pytest.mark.parametrize("seed", range(30, 34))
def test_random_views_under_jit(seed: int) -> None:
    axes, stages = selections(seed, masks=False)
    x = named(indices.numbers(axes), tuple(axes))
    update, wanted = written(axes, stages)

    @jax.jit
    def run(x: NamedArray) -> NamedArray:
        r = new_ref(x)
        view_of(r, stages[:-1])[stages[-1]] = named(update, view_of(r, stages).axes)
        return freeze(r)

    np.testing.assert_array_equal(np.asarray(run(x).array), wanted)


# --- swap and freeze


def test_swap_returns_what_was_there() -> None:
    for index in ({"layers": 1}, {"layers": [1, 2]}, ...):
        r = ref()
        before = swap(r, index, -1)
        check(before, " ".join(r[index].axis_names), named(VALUES, (L, H))[index].array)
        assert (np.asarray(r[index].array) == -1).all()


def test_freeze() -> None:
    r = ref()
    r["layers", 0] = 0
    check(freeze(r)["layers", 0], "head", np.zeros(8))


def test_freezing_a_view_gives_what_it_reads() -> None:
    check(freeze(ref().slice({"layers": slice(1, 5)}).slice({"layers": [3, 0]})), "layers head", VALUES[[4, 1]])


# --- transforms


def test_under_jit() -> None:
    @jax.jit
    def run(x: NamedArray, i: Any) -> NamedArray:
        r = new_ref(x)
        r["layers", i] = 3.0
        r.slice({"layers": i})["head", dslice(i, 2)] = 9.0
        return freeze(r)

    wanted = VALUES.copy()
    wanted[2] = 3
    wanted[2, 2:4] = 9
    check(run(named(VALUES, (L, H)), 2), "layers head", wanted)


@pytest.mark.parametrize(
    "stages",
    [
        [],
        [{"layers": slice(1, 4)}],
        [{"layers": 2}],
        [{"layers": jnp.int32(2)}],
        [{"head": [2, 3]}, {"layers": dslice(1, 4)}],
    ],
    ids=str,
)
def test_a_view_is_an_argument_of_a_compiled_function(stages: list[Indices]) -> None:
    @jax.jit
    def write(view: NamedRef) -> NamedArray:
        view["head", 1] = -1.0
        return view.value()

    r, same = ref(), ref()
    view_of(same, stages)["head", 1] = -1.0
    out = write(view_of(r, stages))
    check(r.value(), "layers head", same.value().array)
    check(out, " ".join(out.axis_names), view_of(same, stages).value().array)


def test_under_grad() -> None:
    def loss(x: NamedArray) -> jax.Array:
        r = new_ref(x)
        r["head", 0] = r["head", 1] * 2
        r.slice({"layers": slice(2, 4)})["head", [3, 4]] = 0.0
        return freeze(r).array.sum()

    wanted = np.ones((6, 8))
    wanted[:, 0] = 0
    wanted[:, 1] = 3
    wanted[2:4, 3:5] = 0
    check(jax.grad(loss)(named(VALUES, (L, H))), "layers head", wanted)


def test_inside_scan() -> None:
    @jax.jit
    def run(x: NamedArray) -> tuple[NamedArray, NamedArray]:
        r = new_ref(x)

        def step(total: jax.Array, i: jax.Array) -> tuple[jax.Array, jax.Array]:
            r["layers", i] = r["layers", i] + total
            return total + 1, r.slice({"layers": i})["head", 0].scalar()

        _, firsts = jax.lax.scan(step, jnp.float32(0), jnp.arange(6))
        return freeze(r), named(firsts, L)

    after, firsts = run(named(VALUES, (L, H)))
    check(after, "layers head", VALUES + np.arange(6)[:, None])
    check(firsts, "layers", VALUES[:, 0] + np.arange(6))


def test_a_scan_writes_to_a_reference_outside() -> None:
    r = ref()
    jax.lax.scan(lambda c, i: (swap(r, {"layers": i}, c).array[0] * 0 + c + 1, None), jnp.float32(0), jnp.arange(6))
    check(r["head", 5], "layers", np.arange(6))


def test_references_trace_to_what_a_person_would_write() -> None:
    def named_run(x: Any, i: Any) -> Any:
        r = new_ref(named(x, (L, H))).slice({"layers": i})
        r["head", 2:4] = r["head", 0:2]
        return swap(r, {"head": 0}, 1.0).array

    def plain_run(x: Any, i: Any) -> Any:
        r = jax.new_ref(x)
        r[i, 2:4] = r[i, 0:2]
        return jax.ref.swap(r, (i, 0), 1.0)

    args = VALUES, jnp.int32(1)
    assert tracing.primitives(named_run, *args) == tracing.primitives(plain_run, *args)


# --- what is refused


AXIS_ERRORS: list[tuple[Any, str]] = [
    (lambda r: r["q", 0], "index: no axis 'q' in [layers=6, head=8]"),
    (lambda r: r["layers", 6], "index: index 6 is out of range for axis 'layers' of size 6"),
    (lambda r: r.slice({"q": 0}), "slice: no axis 'q' in [layers=6, head=8]"),
    (
        lambda r: r.slice({"layers": slice(4, 6)})["layers", 2],
        "index: index 2 is out of range for axis 'layers' of size 2",
    ),
    (lambda r: r.slice({"layers": 0})["layers", 0], "index: no axis 'layers' in [head=8]"),
    (lambda r: r.resolve_axis("q"), "resolve_axis: no axis 'q' in [layers=6, head=8]"),
    (
        lambda r: swap(r, {"layers": 0}, hax.zeros(L)),
        "index: the update [layers=6] has 'layers', which [head=8] lacks; take a part of it, or rename its axis",
    ),
    (
        lambda r: r.__setitem__(("layers", [0, 1]), hax.zeros(Axis("q", 2))),
        "at: the update [q=2] has 'q', which [layers=2, head=8] lacks; take a part of it, or rename its axis",
    ),
]


@pytest.mark.parametrize(("call", "text"), AXIS_ERRORS, ids=[text for _, text in AXIS_ERRORS])
def test_axes_that_do_not_fit_are_refused(call: Any, text: str) -> None:
    with pytest.raises(AxisError) as raised:
        call(ref())
    assert str(raised.value) == text


def test_wrong_kinds_are_refused() -> None:
    with pytest.raises(TypeError, match="index: axis 'head' cannot be indexed by float"):
        ref()["head", 0.5]
    with pytest.raises(TypeError, match=r"new_ref: expected a NamedArray, got a plain array of shape \(6, 8\)"):
        new_ref(jnp.asarray(VALUES))
    with pytest.raises(TypeError, match="expected a NamedArray or a number, got a plain array"):
        ref()["layers", 0] = VALUES[0]


# --- writes that would lose what is written

LOSSY: list[tuple[Any, Any, str]] = [
    (jnp.int32, named(np.float32(2.7), ()), "float32 is written into int32"),
    (jnp.int32, 2.7, "float32 is written into int32"),
    (jnp.float32, named(np.complex64(3j), ()), "complex64 is written into float32"),
    (jnp.float32, 3j, "complex64 is written into float32"),
    (jnp.bool_, named(np.int32(2), ()), "int32 is written into bool"),
    (jnp.bool_, 2, "int32 is written into bool"),
    (jnp.int8, named(np.int32(300), ()), "int32 is written into int8"),
    (jnp.bfloat16, named(np.float32(1), ()), "float32 is written into bfloat16"),
]


@pytest.mark.parametrize(("dtype", "value", "text"), LOSSY)
def test_a_write_that_would_lose_values_is_refused(dtype: Any, value: Any, text: str) -> None:
    x = hax.zeros((L, H), dtype)
    ref, message = new_ref(x), f"index: {text}, which would lose values; convert it with .astype"
    writes: list[Callable[[], Any]] = [
        lambda: ref.__setitem__(..., value),
        lambda: ref.__setitem__(("layers", [0, 2]), value),
        lambda: ref.slice({"head": [0, 1]}).__setitem__(("layers", 1), value),
        lambda: hax.swap(ref, ("layers", 0), value),
    ]
    for write in writes:
        with pytest.raises(TypeError) as caught:
            write()
        assert str(caught.value) == message
    assert not ref.value().any().item()


def test_a_write_that_loses_nothing_is_converted() -> None:
    for dtype, value in ((jnp.float32, jnp.bfloat16(1.5)), (jnp.float32, 2), (jnp.int32, True), (jnp.int32, 2.0)):
        ref = new_ref(hax.zeros((L, H), dtype))
        ref["layers", 0] = value
        ref["layers", [1, 2]] = named(jnp.asarray(value, dtype), ())
        assert ref.dtype == dtype and ref["layers", 0, "head", 0].item() == ref["layers", 1, "head", 0].item() == value
