"""`NamedArray`: what it takes, how it is built, printed, copied, flattened, and what it says of itself."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax as hax
from haliax.axis import Axis
from haliax.core import NamedArray
from haliax.errors import AxisError

BATCH, EMBED, MLP = hax.make_axes(batch=2, embed=3, mlp=5)
X = NamedArray(jnp.arange(6.0).reshape(2, 3), (BATCH, EMBED))
SCALAR = NamedArray(jnp.asarray(2.5), ())

# --- building


@pytest.mark.parametrize(
    "axes",
    [(BATCH, EMBED), ("batch", "embed"), ["batch", EMBED], {"batch": 2, "embed": 3}, {"batch": None, "embed": 3}],
)
def test_axes_may_be_any_selection(axes: Any) -> None:
    assert NamedArray(X.array, axes).axes == (BATCH, EMBED)


@pytest.mark.parametrize(
    "value", [np.ones((2, 3)), [[1, 2, 3], [4, 5, 6]], jnp.ones((2, 3)), jax.ShapeDtypeStruct((2, 3), int)]
)
def test_values_may_be_anything_with_a_shape(value: Any) -> None:
    assert NamedArray(value, ("batch", "embed")).shape == {"batch": 2, "embed": 3}


def test_one_axis_and_none() -> None:
    assert NamedArray(jnp.ones(3), EMBED).axes == NamedArray(jnp.ones(3), "embed").axes == (EMBED,)
    assert NamedArray(2.5, ()).axes == ()


@pytest.mark.parametrize(
    ("shape", "axes"),
    [
        ((2,), ("batch", "embed")),
        ((2, 3), "batch"),
        ((), "batch"),
        ((2,), ()),
        ((2, 3), (BATCH, MLP)),
        ((2, 2), ("batch", "batch")),
        ((2, 3), {"batch": 3, "embed": 3}),
    ],
)
def test_what_does_not_fit_is_refused(shape: tuple[int, ...], axes: Any) -> None:
    for array in (jnp.ones(shape), np.ones(shape), jax.ShapeDtypeStruct(shape, jnp.float32)):
        with pytest.raises(AxisError, match=r"^NamedArray: "):
            NamedArray(array, axes)
    with pytest.raises(AxisError, match=r"^named: |^NamedArray: "):
        hax.named(jnp.ones(shape), axes)
    with pytest.raises(AxisError, match=r"^NamedArray: "):
        jax.jit(lambda array: NamedArray(array, axes).array)(jnp.ones(shape))


@pytest.mark.parametrize("axes", [3, None, ("batch", 3), (None, "embed")])
def test_what_is_no_selection_of_axes_is_refused(axes: Any) -> None:
    with pytest.raises(TypeError, match="expected an axis"):
        NamedArray(jnp.ones((2, 3)), axes)


# --- what it says of itself


def test_properties() -> None:
    assert X.axes == (BATCH, EMBED) and X.axis_names == ("batch", "embed")
    assert X.shape == {"batch": 2, "embed": 3} and list(X.shape) == ["batch", "embed"]
    assert (X.dtype, X.ndim, X.size, X.nbytes) == (jnp.float32, 2, 6, 24)


def test_resolve_axis() -> None:
    assert X.resolve_axis("embed") == X.resolve_axis(EMBED) == EMBED
    assert X.resolve_axis(("embed", "batch")) == (EMBED, BATCH)
    assert X.resolve_axis({"embed": None}) == {"embed": 3}
    with pytest.raises(
        AxisError, match=r"resolve_axis: no axis 'embd' in \[batch=2, embed=3\]; did you mean 'embed'\?"
    ):
        X.resolve_axis("embd")
    with pytest.raises(AxisError, match="resolve_axis: axis 'embed' has size 3"):
        X.resolve_axis(EMBED.resize(7))


def test_axis_size() -> None:
    assert X.axis_size("embed") == X.axis_size(EMBED) == 3
    assert X.axis_size(("embed", "batch")) == (3, 2)
    for wrong in ("q", EMBED.resize(7)):
        with pytest.raises(AxisError, match=r"^axis_size: "):
            X.axis_size(wrong)


def test_has_axis_asks_for_all_of_them() -> None:
    assert X.has_axis("embed") and X.has_axis(EMBED) and X.has_axis(("batch", EMBED)) and X.has_axis(())
    assert not X.has_axis("q") and not X.has_axis(("batch", "q")) and not X.has_axis(EMBED.resize(7))


def test_axis_indices() -> None:
    assert X.axis_indices("embed") == X.axis_indices(EMBED) == 1
    assert X.axis_indices(("embed", "q", "batch")) == (1, None, 0)
    assert X.axis_indices(EMBED.resize(7)) is None


# --- Python's protocols


def test_it_cannot_be_changed() -> None:
    for change in (
        lambda: setattr(X, "array", X.array),
        lambda: setattr(X, "axis_names", ("a", "b")),
        lambda: setattr(X, "other", 1),
        lambda: delattr(X, "array"),
    ):
        with pytest.raises(AttributeError):
            change()
    assert not hasattr(X, "__dict__")


def test_it_has_no_hash_and_no_items_to_iterate_over() -> None:
    with pytest.raises(TypeError, match="unhashable"):
        hash(X)
    with pytest.raises(TypeError):
        iter(X)
    with pytest.raises(TypeError):
        list(X)


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda x: pickle.loads(pickle.dumps(x))])
def test_copies(again: Callable[[NamedArray], NamedArray]) -> None:
    for x in (X, SCALAR):
        out = again(x)
        assert type(out) is NamedArray and out.axes == x.axes
        np.testing.assert_array_equal(out.array, x.array)


def test_comparing_with_anything_else() -> None:
    none: Any = None
    assert (X == none) is False and (X != none) is True
    assert none not in [X] and X not in [none] and X not in ["batch"]
    assert ("a" == X) is False
    with pytest.raises(TypeError):
        _ = X < none
    with pytest.raises(TypeError):
        _ = X + "a"  # type: ignore[operator]


def test_comparing_elements() -> None:
    assert (X == 1.0).array.tolist() == [[False, True, False], [False, False, False]]
    assert (X == hax.arange(EMBED)).axes == X.axes


def test_scalars_are_numbers() -> None:
    assert bool(SCALAR) is True and int(SCALAR) == 2 and float(SCALAR) == 2.5 and complex(SCALAR) == 2.5
    assert SCALAR.item() == 2.5 and SCALAR.scalar().shape == ()
    assert [10, 20, 30][NamedArray(1, ())] == 20
    assert f"{SCALAR:.2f}" == "2.50"
    with pytest.raises(AxisError, match="scalar: "):
        X.scalar()
    for number in (bool, int, float):
        with pytest.raises((TypeError, ValueError)):
            number(X)


def test_numpy_takes_the_values() -> None:
    values = np.asarray(X)
    assert values.dtype == np.float32 and values.shape == (2, 3)
    assert np.asarray(X, dtype=np.int64).dtype == np.int64
    np.testing.assert_array_equal(np.array(X, copy=True), np.asarray(X.array))


def test_numpy_leaves_operators_alone() -> None:
    assert (np.float32(1) + X).axes == (np.asarray(1.0) * X).axes == X.axes
    with pytest.raises(TypeError, match="add: expected a NamedArray or a number"):
        _ = np.ones((2, 3)) + X


def test_printing() -> None:
    assert repr(X) == str(X) == "NamedArray(float32[batch=2, embed=3], [[0. 1. 2.]\n [3. 4. 5.]])"
    assert repr(SCALAR) == "NamedArray(float32[], 2.5)"
    assert "batch=2" in repr(jax.eval_shape(lambda x: x, X))
    traced: list[str] = []
    jax.jit(lambda x: traced.append(repr(x)) or x)(X)
    assert traced[0].startswith("NamedArray(float32[batch=2, embed=3], ")


# --- pytrees


def test_round_trip() -> None:
    tree = {"x": X, "y": [SCALAR, None]}
    leaves, treedef = jax.tree.flatten(tree)
    assert len(leaves) == 2 and all(isinstance(leaf, jax.Array) for leaf in leaves)
    again = jax.tree.unflatten(treedef, leaves)
    assert again["x"].axes == X.axes and again["y"][0].axes == ()


def test_paths_name_the_array() -> None:
    ((path, leaf),) = jax.tree_util.tree_leaves_with_path({"x": X})
    assert jax.tree_util.keystr(path) == "['x'].array" and leaf is X.array


def test_treedefs_hold_names_but_no_sizes() -> None:
    other = NamedArray(jnp.ones((7, 3)), ("batch", "embed"))
    assert jax.tree.structure(X) == jax.tree.structure(other)
    assert jax.tree.structure(X) != jax.tree.structure(hax.rename(X, {"batch": "mlp"}))


@pytest.mark.parametrize("placeholder", [None, object(), 0, "leaf", True, jax.ShapeDtypeStruct((1,), int)])
def test_placeholders_go_in_the_place_of_arrays(placeholder: Any) -> None:
    tree = jax.tree.map(lambda leaf: placeholder, X)
    assert type(tree) is NamedArray and tree.array is placeholder and tree.axis_names == X.axis_names
    assert "NamedArray(" in repr(tree)


def test_equinox_takes_it_apart() -> None:
    params, static = eqx.partition({"x": X, "name": "layer"}, eqx.is_array)
    assert eqx.combine(params, static)["x"].axes == X.axes
    assert eqx.filter_jit(lambda tree: tree["x"] * 2)({"x": X, "name": "layer"}).axes == X.axes


def test_grad_of_a_scalar() -> None:
    gradient = jax.grad(lambda x: (x * x).sum().scalar())(X)
    assert type(gradient) is NamedArray and gradient.axes == X.axes
    np.testing.assert_allclose(gradient.array, 2 * X.array)
    value, gradients = jax.value_and_grad(lambda x, w: hax.dot(x, w, axis="embed").sum().scalar(), (0, 1))(X, X)
    assert value.shape == () and [g.axes for g in gradients] == [X.axes, X.axes]


def test_grad_needs_a_plain_scalar() -> None:
    """There is no public way to make jax take the gradient of anything else, but its error says what it got."""
    with pytest.raises(TypeError, match=r"Output was NamedArray\(float32\[\]"):
        jax.grad(lambda x: x.sum())(X)


def test_scan_and_loops_keep_names() -> None:
    carry, stacked = jax.lax.scan(lambda carry, _: (carry + 1, carry.array), X, None, length=3)
    assert carry.axes == X.axes and stacked.shape == (3, 2, 3)
    assert jax.lax.fori_loop(0, 3, lambda _, x: x * 2, X).axes == X.axes
    assert jax.lax.cond(True, lambda x: x, lambda x: -x, X).axes == X.axes


# --- arrays that a transform leaves with another number of dimensions


ILL_SHAPED = jax.vmap(lambda row: NamedArray(row, "embed"))(jnp.ones((2, 3)))
OTHER_USES: list[Callable[[NamedArray], Any]] = [
    lambda x: x.axes,
    lambda x: x.shape,
    lambda x: x + x,
    lambda x: 1 - x,
    lambda x: x == x,
    lambda x: x["embed", 0],
    lambda x: x.at["embed", 0].set(1),
    lambda x: x.resolve_axis("embed"),
    lambda x: x.matches_axes("embed"),
    lambda x: x.axis_size("embed"),
    lambda x: x.has_axis("embed"),
    lambda x: x.axis_indices("embed"),
    lambda x: x.scalar(),
]


@pytest.mark.parametrize("use", OTHER_USES, ids=range(len(OTHER_USES)))
def test_an_ill_shaped_array_says_so_on_first_use(use: Callable[[NamedArray], Any]) -> None:
    """Operations are tested one by one in tests/test_cases.py."""
    with pytest.raises(AxisError) as caught:
        use(ILL_SHAPED)
    assert (
        "[embed] does not fit an array of shape (2, 3): jax.vmap, jax.lax.scan or jax.jacobian has added 1 dimension"
        in (str(caught.value))
    )


def _taken_by(call: Callable[[], Any]) -> str:
    with pytest.raises(AxisError) as caught:
        call()
    return str(caught.value)


def test_an_ill_shaped_array_says_which_transform_took_a_dimension() -> None:
    text = "NamedArray: [batch, embed] does not fit an array of shape (3): {} has taken 1 dimension away"
    jit, scan = lambda x: jax.jit(jax.vmap(lambda row: row.axes))(x), lambda x: jax.lax.scan(lambda c, r: r.axes, 0, x)
    assert _taken_by(lambda: jax.vmap(lambda row: row.sum())(X)).startswith(text.format("jax.vmap"))
    assert _taken_by(lambda: jit(X)).startswith(text.format("jax.vmap"))
    assert _taken_by(lambda: scan(X)).startswith(text.format("jax.lax.scan or jax.vmap"))
    first = jax.tree.map(lambda array: array[0], X)
    assert _taken_by(lambda: first.axes).startswith(text.format("a function of each array"))


def squares(x: NamedArray) -> jax.Array:
    return (x * x).sum().array


NESTED = {
    "hessian": jax.hessian(squares)(X),
    "jacobian": jax.jacobian(lambda x: x.sum("embed"))(X),
    "forward": jax.jacfwd(lambda x: x.sum())(X),
    "hessian of a scalar": jax.hessian(lambda x: (x * x).sum())(X),
}


@pytest.mark.parametrize("name", NESTED)
def test_an_array_of_arrays_is_printed_and_says_what_it_is_on_use(name: str) -> None:
    array = NESTED[name]
    for text in (repr(array), str(array), f"{array}", array._repr_html_()):
        assert "NamedArray(" in text
    assert array.nbytes == 4 * array.size
    for use in (lambda: array.axes, lambda: array + 1, lambda: -array, lambda: array * array, lambda: array.shape):
        assert "jax.jacobian" in _taken_by(use)


HELD: list[tuple[Any, str, int | None]] = [
    (jax.ShapeDtypeStruct((2, 3), jnp.bfloat16), "NamedArray(bfloat16[batch=2, embed=3], ", 12),
    (jax.core.ShapedArray((2, 3), np.dtype(np.int8)), "NamedArray(int8[batch=2, embed=3], ", 6),
    (np.zeros((2, 3), jax.dtypes.float0), "NamedArray(float0[batch=2, embed=3], ", 0),
    (jax.random.split(jax.random.key(0), (2, 3)), "NamedArray(key<fry>[batch=2, embed=3], ", 48),
    (np.zeros(3), "NamedArray(array([0., 0., 0.]), ('batch', 'embed'))", 24),
    (None, "NamedArray(None, ('batch', 'embed'))", None),
    (jax.sharding.PartitionSpec("data"), "NamedArray(", None),
]


@pytest.mark.parametrize(("held", "text", "size"), HELD, ids=[text for _, text, _ in HELD])
def test_whatever_an_array_holds_is_printed_and_measured(held: Any, text: str, size: int | None) -> None:
    array = jax.tree.unflatten(jax.tree.structure(X), [held])
    assert repr(array).startswith(text) and str(array) == f"{array}" == repr(array)
    assert array._repr_html_().startswith("<table>")
    if size is not None:
        assert array.nbytes == size


def test_a_tracer_is_printed_and_measured_in_every_transform() -> None:
    seen: list[tuple[str, str, int]] = []

    def look(x: NamedArray) -> jax.Array:
        seen.append((repr(x)[:10], x._repr_html_()[:7], x.nbytes))
        return x.array.sum()

    jax.jit(look)(X), jax.vmap(look)(X), jax.grad(look)(X), jax.jvp(look, (X,), (X,))
    jax.lax.scan(lambda carry, x: (carry, look(x)), 0, X)
    assert seen == [("NamedArray", "<table>", size) for size in (24, 12, 24, 24, 12)]


def test_an_ill_shaped_array_can_still_be_printed_flattened_and_used_by_its_values() -> None:
    assert repr(ILL_SHAPED).startswith("NamedArray(")
    assert jax.tree.leaves(ILL_SHAPED)[0].shape == ILL_SHAPED.array.shape == (2, 3)
    assert jax.vmap(lambda x: x.sum("embed").array)(ILL_SHAPED).shape == (2,)
    assert NamedArray(ILL_SHAPED.array, ("batch", "embed")).axes == X.axes


def test_axis_is_a_leaf_of_no_pytree_of_arrays() -> None:
    assert jax.tree.leaves(X) == [X.array] and isinstance(X.axes[0], Axis)
