"""Convolutions: values, gradients and sizes against equinox and jax, for batches and orders of axes of all kinds."""

from __future__ import annotations

import re
from itertools import permutations
from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax as hax
from haliax import Axis, AxisError, NamedArray
from haliax.nn import Conv, ConvTranspose
from tests.tracing import primitives

KEY = jax.random.key(3)
IN, OUT = Axis("in", 6), Axis("out", 4)
SPACE = (Axis("depth", 11), Axis("height", 13), Axis("width", 7))
BATCHES = (Axis("batch", 2), Axis("clip", 3), Axis("view", 5))

PLAIN = {1: eqx.nn.Conv1d, 2: eqx.nn.Conv2d, 3: eqx.nn.Conv3d}
TRANSPOSED = {1: eqx.nn.ConvTranspose1d, 2: eqx.nn.ConvTranspose2d, 3: eqx.nn.ConvTranspose3d}


def array(*axes: Axis, dtype: Any = jnp.float32) -> NamedArray:
    """An array with random values."""
    return hax.random.normal(jax.random.key(len(axes)), axes).astype(dtype)


def closely(actual: Any, expected: Any, rtol: float = 2e-5) -> None:
    np.testing.assert_allclose(
        np.asarray(actual, np.float32), np.asarray(expected, np.float32), rtol=rtol, atol=rtol * 10
    )


def pair(kind: str, dims: int, **options: Any) -> tuple[Any, Any]:
    """A layer, and that of equinox with the same weights."""
    ours, theirs = (Conv, PLAIN) if kind == "plain" else (ConvTranspose, TRANSPOSED)
    layer = ours.init(tuple(axis.name for axis in SPACE[:dims]), IN, OUT, **options, key=KEY)
    other = theirs[dims](IN.size, OUT.size, **options, key=jax.random.key(4))
    bias = layer.bias if layer.bias is None else layer.bias.array.reshape(-1, *(1,) * dims)
    other = eqx.tree_at(
        lambda m: (m.weight, m.bias), other, (layer.weight.array, bias), is_leaf=lambda leaf: leaf is None
    )
    return layer, other


OPTIONS: list[dict[str, Any]] = [
    {"kernel_size": 3},
    {"kernel_size": 3, "stride": 2, "padding": 1},
    {"kernel_size": 3, "stride": 2, "padding": 1, "dilation": 2, "groups": 2},
    {"kernel_size": 2, "padding": "SAME", "use_bias": False},
    {"kernel_size": 4, "padding": "SAME_LOWER", "stride": 3},
    {"kernel_size": 2, "padding": "SAME", "stride": 3},
    {"kernel_size": 1, "padding": "VALID", "groups": 1},
]
EACH: list[dict[str, Any]] = [
    {"kernel_size": (3, 2), "stride": (1, 2), "padding": (2, 1), "dilation": (2, 1)},
    {"kernel_size": [2, 5], "padding": [(0, 1), (3, 2)], "groups": 2},
]
MORE: list[dict[str, Any]] = [
    {"kernel_size": 3, "stride": 2, "padding": 1, "output_padding": 1},
    {"kernel_size": (3, 2), "stride": (3, 2), "output_padding": (2, 0), "dilation": (1, 2)},
    {"kernel_size": 3, "stride": 3, "padding": "SAME", "output_padding": 1},
]
CALLS = [
    *(("plain", dims, options) for dims in (1, 2) for options in OPTIONS),
    *(("transposed", 2, options) for options in OPTIONS),
    *(pytest.param("transposed", 1, options, marks=pytest.mark.slow) for options in OPTIONS),
    *(pytest.param("plain", 3, options, marks=pytest.mark.slow) for options in OPTIONS),
    *((kind, 2, options) for kind in ("plain", "transposed") for options in EACH),
    *(("transposed", 2, options) for options in MORE),
]


@pytest.mark.parametrize(("kind", "dims", "options"), CALLS, ids=str)
def test_values_and_gradients_are_those_of_equinox(kind: str, dims: int, options: dict[str, Any]) -> None:
    layer, other = pair(kind, dims, **options)
    x = array(BATCHES[0], IN, *SPACE[:dims])
    out = layer(x)
    expected = jax.vmap(other)(x.array)
    assert out.axis_names == ("batch", "out", *(axis.name for axis in SPACE[:dims]))
    closely(out.array, expected)

    def ours(layer: Any, x: NamedArray) -> jax.Array:
        return (layer(x) ** 2).sum().scalar()

    def theirs(layer: Any, x: jax.Array) -> jax.Array:
        return jnp.sum(jax.vmap(layer)(x) ** 2)

    mine = eqx.filter_grad(lambda args: ours(*args))((layer, x))
    wanted = eqx.filter_grad(lambda args: theirs(*args))((other, x.array))
    for one, two in zip(jax.tree.leaves(mine), jax.tree.leaves(wanted), strict=True):
        closely(one.reshape(two.shape), two, 2e-4)


def test_new_layers_have_the_weights_of_equinox() -> None:
    for ours, theirs in ((Conv, eqx.nn.Conv2d), (ConvTranspose, eqx.nn.ConvTranspose2d)):
        layer = ours.init(("height", "width"), IN, OUT, (3, 5), groups=2, key=KEY)
        other = theirs(6, 4, (3, 5), groups=2, key=KEY)
        assert layer.weight.axes == (OUT, IN.resize(3), Axis("height", 3), Axis("width", 5))
        assert layer.bias is not None and layer.bias.axes == (OUT,)
        np.testing.assert_array_equal(layer.weight.array, other.weight)
        np.testing.assert_array_equal(layer.bias.array, other.bias.ravel())


def standard(layer: Any, x: NamedArray, batches: tuple[Axis, ...]) -> jax.Array:
    """The convolution along two axes by position, of an array with the axes `[*batches, in, height, width]`."""
    values = x.array.reshape(-1, *x.array.shape[len(batches) :])
    transposed = isinstance(layer, ConvTranspose)
    out = jax.lax.conv_general_dilated(
        values,
        layer.weight.array,
        (1, 1) if transposed else (2, 1),
        ((1, 1), (1, 1)) if transposed else ((1, 1), (0, 2)),
        lhs_dilation=(2, 1) if transposed else None,
        feature_group_count=2,
    )
    out = out + layer.bias.array[None, :, None, None]
    return out.reshape(*(axis.size for axis in batches), *out.shape[1:])


LAYERS = {
    "plain": Conv.init(("height", "width"), IN, OUT, 3, stride=(2, 1), padding=((1, 1), (0, 2)), groups=2, key=KEY),
    "transposed": ConvTranspose.init(("height", "width"), IN, OUT, 3, stride=(2, 1), padding=1, groups=2, key=KEY),
}
HEIGHT, WIDTH = SPACE[1:]


@pytest.mark.slow
@pytest.mark.parametrize("kind", LAYERS)
@pytest.mark.parametrize("many", [0, 1, 2])
def test_any_order_of_storage(kind: str, many: int) -> None:
    layer, batches = LAYERS[kind], BATCHES[:many]
    x = array(*batches, IN, HEIGHT, WIDTH)
    expected = standard(layer, x, batches)
    names = tuple(axis.name for axis in (*batches, OUT, HEIGHT, WIDTH))
    for axes in list(permutations(x.axes))[:: max(1, 6 ** (many - 1))]:  # all of up to four axes, 20 of five
        out = layer(x.rearrange(axes))
        assert out.axis_names == tuple(name.replace("in", "out") for name in (axis.name for axis in axes))
        closely(out.rearrange(names).array, expected)


def test_three_batches_apart() -> None:
    layer, x = LAYERS["plain"], array(*BATCHES, IN, HEIGHT, WIDTH)
    expected = standard(layer, x, BATCHES)
    out = layer(x.rearrange(("batch", "width", "clip", "in", "view", "height")))
    assert out.axis_names == ("batch", "width", "clip", "out", "view", "height")
    closely(out.rearrange(("batch", "clip", "view", "out", "height", "width")).array, expected)


def test_any_order_of_the_weight() -> None:
    layer, x = LAYERS["plain"], array(BATCHES[0], IN, HEIGHT, WIDTH)
    for axes in permutations(layer.weight.axes):
        turned = eqx.tree_at(lambda m: m.weight, layer, layer.weight.rearrange(axes))
        closely(turned(x).array, layer(x).array)


@pytest.mark.parametrize("dtype", [jnp.float32, jnp.bfloat16, jnp.float16])
@pytest.mark.parametrize("kind", LAYERS)
def test_dtypes(kind: str, dtype: Any) -> None:
    layer = jax.tree.map(lambda leaf: leaf.astype(dtype), LAYERS[kind])
    x = array(IN, HEIGHT, WIDTH, dtype=dtype)
    out = layer(x)
    assert out.dtype == dtype
    closely(out.array, standard(LAYERS[kind], x.astype(jnp.float32), ()), 2e-5 if dtype == jnp.float32 else 3e-2)


@pytest.mark.parametrize(("dtype", "wanted"), [(jnp.bfloat16, jnp.float32), (jnp.int32, jnp.float32)])
def test_an_input_of_another_dtype_is_promoted(dtype: Any, wanted: Any) -> None:
    x = array(IN, HEIGHT, WIDTH, dtype=dtype)
    out = LAYERS["plain"](x)
    assert out.dtype == wanted
    closely(out.array, standard(LAYERS["plain"], x.astype(jnp.float32), ()))


@pytest.mark.parametrize("kind", LAYERS)
def test_a_trace_has_one_convolution_and_nothing_needless(kind: str) -> None:
    layer = LAYERS[kind]

    def traced(*axes: Axis) -> list[str]:
        return primitives(lambda x: layer(hax.named(x, axes)).array, array(*axes).array)

    for axes in permutations((BATCHES[0], IN, HEIGHT, WIDTH)):
        found = traced(*axes)
        assert found.count("conv_general_dilated") == 1 and "transpose" not in found
        assert len(found) <= 4
    assert traced(IN, HEIGHT, WIDTH).count("transpose") == 0
    assert traced(*BATCHES, IN, HEIGHT, WIDTH).count("transpose") == 0
    assert traced(IN, *BATCHES, HEIGHT, WIDTH).count("transpose") == 0
    assert traced(BATCHES[0], IN, BATCHES[1], HEIGHT, WIDTH).count("transpose") == 2


def test_channels_of_one_name() -> None:
    layer = Conv.init("width", Axis("in", 6), Axis("in", 4), 3, key=KEY)
    other = Conv.init("width", IN, OUT, 3, key=KEY)
    assert layer.weight.axis_names == ("in", "in_in", "width")
    x = array(IN, WIDTH)
    assert layer(x).axes == (Axis("in", 4), Axis("width", 5))
    closely(layer(x).array, other(x).array)


def test_forms_of_spatial_axes() -> None:
    x = array(IN, HEIGHT, WIDTH)
    wanted = Conv.init(("height", "width"), IN, OUT, 3, key=KEY)
    for spatial in ((HEIGHT, "width"), {"height": None, "width": 99}, (HEIGHT.resize(1), WIDTH)):
        layer = Conv.init(spatial, IN, OUT, 3, key=KEY)
        closely(layer(x).array, wanted(x).array)
    assert wanted.Spatial == ("height", "width") and layer.Spatial == (HEIGHT.resize(1), WIDTH)
    one = Conv.init("width", IN, OUT, 3, key=KEY)
    assert one.Spatial == ("width",) and one(x).axes == (OUT, HEIGHT, Axis("width", 5))
    assert (one.kernel_size, one.stride, one.padding, one.dilation) == ((3,), (1,), ((0, 0),), (1,))


def test_under_jit_and_vmap_and_scan() -> None:
    layer = LAYERS["plain"]
    x = array(BATCHES[0], IN, HEIGHT, WIDTH)
    closely(hax.named_jit(lambda m, x: m(x))(layer, x).array, layer(x).array)
    closely(hax.vmap(layer, "batch")(x).array, layer(x).array)
    Layers = Axis("layers", 2)
    made = hax.vmap(lambda key: Conv.init("width", IN, IN, 3, padding=1, key=key), Layers)(key=jax.random.split(KEY, 2))
    once = array(IN, WIDTH)
    out = hax.fold(lambda x, m: m(x), Layers)(once, made)
    first, second = (hax.tree_util.tree_map(lambda leaf, i=i: leaf["layers", i], made) for i in range(2))
    closely(out.array, second(first(once)).array)


def test_it_is_differentiable_twice() -> None:
    layer = LAYERS["transposed"]
    x = array(IN, HEIGHT, WIDTH)
    hessian = jax.grad(lambda x: jnp.sum(jax.grad(lambda x: (layer(x) ** 3).sum().scalar())(x).array))(x)
    assert hessian.axes == x.axes and bool(jnp.isfinite(hessian.array).all())


def refused(call: Any, text: str, kind: str = "size") -> None:
    with pytest.raises(AxisError) as caught:
        call()
    assert (str(caught.value), caught.value.kind) == (text, kind)


@pytest.mark.parametrize("kind", LAYERS)
def test_what_a_call_refuses(kind: str) -> None:
    layer, name = LAYERS[kind], LAYERS[kind].spelled
    refused(
        lambda: layer(array(HEIGHT, WIDTH)),
        f"{name}: no axis 'in' in [height=13, width=7]",
        "missing",
    )
    refused(
        lambda: layer(array(IN, HEIGHT)),
        f"{name}: no axis 'width' in [in=6, height=13]",
        "missing",
    )
    refused(
        lambda: layer(array(IN.resize(5), HEIGHT, WIDTH)),
        f"{name}: axis 'in' has size 5 in [in=5, height=13, width=7] but 6 was given; sizes must agree",
    )
    refused(
        lambda: layer(array(OUT, IN, HEIGHT, WIDTH)),
        f"{name}: axis 'out' is already in [out=4, in=6, height=13, width=7]; choose another name or rename it first",
        "duplicate",
    )
    with pytest.raises(TypeError, match=f"^{re.escape(name)}: expected a NamedArray, got a plain array of shape"):
        layer(jnp.ones((6, 13, 7)))


def test_a_window_must_fit() -> None:
    layer = Conv.init("width", IN, OUT, 5, padding=1, dilation=2, key=KEY)
    refused(
        lambda: layer(array(IN, Axis("width", 6))),
        "Conv[\"width: in -> out\"]: axis 'width' has 6 elements and 1 + 1 of padding, fewer than the 9 of a window; "
        "use a smaller window, or more padding",
    )
    assert layer(array(IN, WIDTH)).axes == (OUT, Axis("width", 1))
    transposed = ConvTranspose.init("width", IN, OUT, 3, padding=2, key=KEY)
    refused(
        lambda: transposed(array(IN, Axis("width", 2))),
        "ConvTranspose[\"width: in -> out\"]: axis 'width' has 2 elements, which give 0 after the padding is taken "
        "off; use less padding",
    )
    assert transposed(array(IN, Axis("width", 3))).axes == (OUT, Axis("width", 1))


INITS: list[tuple[Any, dict[str, Any], str, str]] = [
    (((), IN, OUT, 3), {}, "needs at least one axis to move along, got none; use Linear for none", "missing"),
    (
        (("width", "width"), IN, OUT, 3),
        {},
        "axis 'width' is repeated in [out, in, width, width]; name each axis once",
        "duplicate",
    ),
    ((("in",), IN, OUT, 3), {}, "axis 'in' is repeated in [out, in, in]; name each axis once", "duplicate"),
    (("width", "in", OUT, 3), {}, "axis 'in' needs a size; pass Axis('in', size)", "size"),
    (("width", IN, OUT, 0), {}, "the kernel size is 0; it must be 1 or more", "size"),
    (("width", IN, OUT, 3), {"stride": 0}, "the stride is 0; it must be 1 or more", "size"),
    (("width", IN, OUT, 3), {"padding": -1}, "the padding is -1; it must be 0 or more", "size"),
    (("width", IN, OUT, 3), {"dilation": 0}, "the dilation is 0; it must be 1 or more", "size"),
    (("width", IN, OUT, 3), {"groups": 0}, "the number of groups is 0; it must be 1 or more", "size"),
    (
        ("width", IN, OUT, 3),
        {"groups": 3},
        "axis 'out' of size 4 cannot be dealt out to 3 groups; use as many as divide it",
        "size",
    ),
    (
        ("width", IN, OUT, 3),
        {"groups": 4},
        "axis 'in' of size 6 cannot be dealt out to 4 groups; use as many as divide it",
        "size",
    ),
    (
        ("width", IN, OUT, (3, 3)),
        {},
        "the kernel size has 2 entries for the axes [width]; give one for each, or one number for all",
        "size",
    ),
    (
        ("width", IN, OUT, 3),
        {"padding": (1, 2)},
        "the padding has 2 entries for the axes [width]; give one for each, or one number for all",
        "size",
    ),
    (
        ("width", IN, OUT, 3),
        {"padding": ((1, 2), (1, 2))},
        "the padding has 2 entries for the axes [width]; give one for each, or one number for all",
        "size",
    ),
]


@pytest.mark.parametrize(("args", "options", "text", "kind"), INITS)
@pytest.mark.parametrize("layer", [Conv, ConvTranspose])
def test_what_init_refuses(layer: Any, args: Any, options: dict[str, Any], text: str, kind: str) -> None:
    refused(lambda: layer.init(*args, **options, key=KEY), f"{layer.__name__}.init: {text}", kind)


def test_output_padding_must_be_reached() -> None:
    refused(
        lambda: ConvTranspose.init("width", IN, OUT, 3, stride=2, output_padding=2, key=KEY),
        "ConvTranspose.init: the output padding of axis 'width' is 2, but the stride 2 and the dilation 1; "
        "it must be less than one of them",
    )
    layer = ConvTranspose.init("width", IN, OUT, 3, dilation=3, output_padding=2, key=KEY)
    assert layer(array(IN, WIDTH)).axes == (OUT, Axis("width", 15))


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({"kernel_size": 2.5}, "expected an integer as the kernel size, or one for each axis, got 2.5"),
        ({"In": (IN,)}, f"expected an axis of channels, got {(IN,)!r}"),
        ({"kernel_size": True}, "expected an integer as the kernel size, or one for each axis, got True"),
        ({"padding": "FULL"}, "expected 'VALID', 'SAME', 'SAME_LOWER' or numbers as the padding, got 'FULL'"),
        ({"stride": "2"}, "expected an integer as the stride, or one for each axis, got '2'"),
    ],
)
def test_wrong_kinds(options: dict[str, Any], text: str) -> None:
    with pytest.raises(TypeError) as caught:
        Conv.init("width", **{"In": IN, "Out": OUT, "kernel_size": 3, **options}, key=KEY)
    assert str(caught.value) == f"Conv.init: {text}"


def test_integers_of_numpy_are_numbers() -> None:
    layer = Conv.init("width", IN, OUT, np.int64(3), stride=np.int32(2), key=KEY)
    assert layer.kernel_size == (3,) and type(layer.kernel_size[0]) is int and layer.stride == (2,)


@pytest.mark.parametrize("size", range(1, 12))
def test_the_sizes_of_a_convolution_and_its_transpose_agree(size: int) -> None:
    for options in (
        {"kernel_size": 3, "stride": 2, "padding": 1},
        {"kernel_size": 4, "stride": 3, "padding": 2, "dilation": 2},
        {"kernel_size": 2, "stride": 3, "padding": "SAME"},
        {"kernel_size": 5, "stride": 2, "padding": "SAME_LOWER"},
    ):
        back = ConvTranspose.init("width", OUT, IN, **options, key=KEY)
        forth = Conv.init("width", IN, OUT, **options, key=KEY)
        try:
            out = back(array(OUT, Axis("width", size)))
        except AxisError:
            continue
        if options["padding"] == "SAME" or options["padding"] == "SAME_LOWER":
            assert out.axis_size("width") == size * options["stride"]
        assert forth(out).axis_size("width") == size
