"""State dicts in the names, shapes and layouts that the documentation of torch gives to them.

Each layer reads arrays under the names of torch, and then computes what the formulas of its documentation give for
them. Where torch is installed, the arrays and the results are those of its own modules.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import equinox as eqx
import jax
import numpy as np
import pytest

import haliax as hax
from haliax.state_dict import (
    from_torch_compatible_state_dict,
    load_state_dict,
    save_state_dict,
    to_torch_compatible_state_dict,
)
from haliax.state_dict.stacking import stacked_anew
from tests.state_dict.models import Stacked

Batch, Time, Embed, Mlp, Head, Dim, Vocab = hax.make_axes(batch=2, time=7, embed=5, mlp=11, head=3, dim=2, vocab=13)
Height, Width, Channel, Filter = hax.make_axes(height=8, width=9, channel=4, filter=6)
Qkv, Model = hax.make_axes(qkv=3, model=6)
Layers = hax.Axis("layers", 2)
KEY = jax.random.key(0)
Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Case:
    """A layer, and its twin in torch.

    Attributes:
        layer: Makes the layer.
        call: Calls it on an array, of which it names the axes, and gives the positions of the result.
        shapes: The state dict of torch: the shape of each array, as documented.
        formula: What the documentation says that comes out, for the arrays of the state dict and an input.
        twin: Makes the module of torch, of the package.
        input: The shape of an input.
        integers: Below what they are, for an input of integers.
    """

    layer: Callable[[], Any]
    call: Callable[[Any, Array], Any]
    shapes: dict[str, tuple[int, ...]]
    formula: Callable[[dict[str, Array], Array], Any]
    twin: Callable[[Any], Any]
    input: tuple[int, ...]
    integers: int | None = None

    def draw(self, rng: np.random.Generator) -> Array:
        """An input."""
        if self.integers is not None:
            return rng.integers(self.integers, size=self.input)
        return rng.normal(size=self.input).astype(np.float32)


def named(x: Array, *axes: hax.Axis) -> hax.NamedArray:
    return hax.named(x, axes)


def linear(d: dict[str, Array], x: Array) -> Array:
    return x @ d["weight"].T + d.get("bias", np.float32(0))


def layer_norm(d: dict[str, Array], x: Array) -> Array:
    mean, variance = x.mean(-1, keepdims=True), x.var(-1, keepdims=True)
    return (x - mean) / np.sqrt(variance + 1e-5) * d["weight"] + d["bias"]


def conv(d: dict[str, Array], x: Array, groups: int = 1) -> Array:
    """`out[n, o, i, j] = bias[o] + sum of weight[o, c, k, l] * x[n, c + first of the group, i + k, j + l]`."""
    weight, bias = d["weight"], d["bias"]
    count, depth, high, wide = weight.shape
    out = np.empty((len(x), count, x.shape[2] - high + 1, x.shape[3] - wide + 1), np.float32)
    for o, i, j in itertools.product(range(count), range(out.shape[2]), range(out.shape[3])):
        first = o // (count // groups) * depth
        window = x[:, first : first + depth, i : i + high, j : j + wide]
        out[:, o, i, j] = bias[o] + (weight[o] * window).sum((1, 2, 3))
    return out


def conv_transpose(d: dict[str, Array], x: Array, groups: int, stride: int) -> Array:
    """`out[n, o, stride * i + k, stride * j + l]` sums `x[n, c, i, j] * weight[c, o, k, l]` in groups of channels."""
    weight = d["weight"]
    depth, high, wide = weight.shape[1:]
    out = np.zeros((len(x), groups * depth, (x.shape[2] - 1) * stride + high, (x.shape[3] - 1) * stride + wide))
    for c, i, j in itertools.product(range(x.shape[1]), range(x.shape[2]), range(x.shape[3])):
        first = c // (x.shape[1] // groups) * depth
        place = (slice(None), slice(first, first + depth), slice(stride * i, stride * i + high))
        out[(*place, slice(stride * j, stride * j + wide))] += x[:, c, i, j, None, None, None] * weight[c]
    return out + d["bias"][:, None, None]


class MultiheadAttention(eqx.Module):
    """Attention of an array to itself, with its parameters as torch has them: queries, keys and values as one."""

    in_proj_weight: hax.NamedArray
    in_proj_bias: hax.NamedArray
    out_proj: hax.nn.Linear

    def _state_dict_layout(self) -> dict[str, Any]:
        return {
            "in_proj_weight": {"Out": (Qkv, Head, Dim), "In": Model},
            "in_proj_bias": {"Out": (Qkv, Head, Dim)},
        }

    @staticmethod
    def init() -> MultiheadAttention:
        weight = hax.random.normal(KEY, (Dim, Model, Head, Qkv))  # the order in which axes are stored does not matter
        bias = hax.zeros((Head, Qkv, Dim))
        return MultiheadAttention(weight, bias, hax.nn.Linear.init((Head, Dim), Model, key=KEY))

    def __call__(self, x: hax.NamedArray) -> hax.NamedArray:
        q, k, v = (hax.dot(x, self.in_proj_weight, axis=Model) + self.in_proj_bias).unbind(Qkv)
        k, v = k.rename({"time": "key"}), v.rename({"time": "key"})
        weights = hax.nn.softmax(hax.dot(q, k, axis=Dim) / Dim.size**0.5, axis="key")
        return self.out_proj(hax.dot(weights, v, axis="key"))


def attention(d: dict[str, Array], x: Array) -> Array:
    """The formula of attention, with heads that are parts of the last dimension."""
    q, k, v = np.split(x @ d["in_proj_weight"].T + d["in_proj_bias"], 3, axis=-1)
    heads = []
    for head in range(3):
        part = slice(2 * head, 2 * head + 2)
        scores = np.exp(q[..., part] @ k[..., part].swapaxes(1, 2) / np.sqrt(2))
        heads.append(scores / scores.sum(-1, keepdims=True) @ v[..., part])
    return np.concatenate(heads, axis=-1) @ d["out_proj.weight"].T + d["out_proj.bias"]


def attention_of_torch(torch: Any) -> Any:
    class SelfAttention(torch.nn.MultiheadAttention):
        def forward(self, x: Any) -> Any:
            return super().forward(x, x, x, need_weights=False)[0]

    return SelfAttention(6, 3, batch_first=True)


def as_positions(array: hax.NamedArray, *axes: hax.Axis | str) -> Any:
    return array.rearrange(axes).array


CASES = {
    "Linear": Case(
        layer=lambda: hax.nn.Linear.init(Embed, Mlp, key=KEY),
        call=lambda m, x: as_positions(m(named(x, Batch, Embed)), Batch, Mlp),
        shapes={"weight": (11, 5), "bias": (11,)},
        formula=linear,
        twin=lambda torch: torch.nn.Linear(5, 11),
        input=(2, 5),
    ),
    "Linear, in first": Case(
        layer=lambda: hax.nn.Linear.init(Embed, Mlp, key=KEY, out_first=False, use_bias=False),
        call=lambda m, x: as_positions(m(named(x, Batch, Embed)), Batch, Mlp),
        shapes={"weight": (11, 5)},
        formula=linear,
        twin=lambda torch: torch.nn.Linear(5, 11, bias=False),
        input=(2, 5),
    ),
    "Linear, to several axes": Case(
        layer=lambda: hax.nn.Linear.init(Embed, (Head, Dim), key=KEY),
        call=lambda m, x: as_positions(m(named(x, Batch, Embed)), Batch, Head, Dim).reshape(2, 6),
        shapes={"weight": (6, 5), "bias": (6,)},
        formula=linear,
        twin=lambda torch: torch.nn.Linear(5, 6),
        input=(2, 5),
    ),
    "Linear, from several axes": Case(
        layer=lambda: hax.nn.Linear.init((Head, Dim), Embed, key=KEY),
        call=lambda m, x: as_positions(m(named(x.reshape(2, 3, 2), Batch, Head, Dim)), Batch, Embed),
        shapes={"weight": (5, 6), "bias": (5,)},
        formula=linear,
        twin=lambda torch: torch.nn.Linear(6, 5),
        input=(2, 6),
    ),
    "Linear, to nothing": Case(
        layer=lambda: hax.nn.Linear.init(Embed, (), key=KEY),
        call=lambda m, x: as_positions(m(named(x, Batch, Embed)), Batch)[:, None],
        shapes={"weight": (1, 5), "bias": (1,)},
        formula=linear,
        twin=lambda torch: torch.nn.Linear(5, 1),
        input=(2, 5),
    ),
    "Embedding": Case(
        layer=lambda: hax.nn.Embedding.init(Vocab, Embed, key=KEY),
        call=lambda m, x: as_positions(m(named(x, Batch, Time)), Batch, Time, Embed),
        shapes={"weight": (13, 5)},
        formula=lambda d, x: d["weight"][x],
        twin=lambda torch: torch.nn.Embedding(13, 5),
        input=(2, 7),
        integers=13,
    ),
    "Embedding, of several axes": Case(
        layer=lambda: hax.nn.Embedding.init(Vocab, (Head, Dim), key=KEY),
        call=lambda m, x: as_positions(m(named(x, Batch, Time)), Batch, Time, Head, Dim).reshape(2, 7, 6),
        shapes={"weight": (13, 6)},
        formula=lambda d, x: d["weight"][x],
        twin=lambda torch: torch.nn.Embedding(13, 6),
        input=(2, 7),
        integers=13,
    ),
    "LayerNorm": Case(
        layer=lambda: hax.nn.LayerNorm.init(Embed),
        call=lambda m, x: as_positions(m(named(x, Batch, Embed)), Batch, Embed),
        shapes={"weight": (5,), "bias": (5,)},
        formula=layer_norm,
        twin=lambda torch: torch.nn.LayerNorm(5),
        input=(2, 5),
    ),
    "Conv": Case(
        layer=lambda: hax.nn.Conv.init(("height", "width"), Channel, Filter, (3, 2), key=KEY),
        call=lambda m, x: as_positions(m(named(x, Batch, Channel, Height, Width)), Batch, Filter, "height", "width"),
        shapes={"weight": (6, 4, 3, 2), "bias": (6,)},
        formula=conv,
        twin=lambda torch: torch.nn.Conv2d(4, 6, (3, 2)),
        input=(2, 4, 8, 9),
    ),
    "Conv, in groups": Case(
        layer=lambda: hax.nn.Conv.init(("height", "width"), Channel, Channel, 3, groups=2, key=KEY),
        call=lambda m, x: as_positions(m(named(x, Batch, Channel, Height, Width)), Batch, Channel, "height", "width"),
        shapes={"weight": (4, 2, 3, 3), "bias": (4,)},
        formula=lambda d, x: conv(d, x, groups=2),
        twin=lambda torch: torch.nn.Conv2d(4, 4, 3, groups=2),
        input=(2, 4, 8, 9),
    ),
    "ConvTranspose": Case(
        layer=lambda: hax.nn.ConvTranspose.init(("height", "width"), Channel, Filter, (3, 2), key=KEY),
        call=lambda m, x: as_positions(m(named(x, Batch, Channel, Height, Width)), Batch, Filter, "height", "width"),
        shapes={"weight": (4, 6, 3, 2), "bias": (6,)},
        formula=lambda d, x: conv_transpose(d, x, 1, 1),
        twin=lambda torch: torch.nn.ConvTranspose2d(4, 6, (3, 2)),
        input=(2, 4, 8, 9),
    ),
    "ConvTranspose, in groups": Case(
        layer=lambda: hax.nn.ConvTranspose.init(
            ("height", "width"), Channel, Filter, (3, 2), groups=2, stride=2, key=KEY
        ),
        call=lambda m, x: as_positions(m(named(x, Batch, Channel, Height, Width)), Batch, Filter, "height", "width"),
        shapes={"weight": (4, 3, 3, 2), "bias": (6,)},
        formula=lambda d, x: conv_transpose(d, x, 2, 2),
        twin=lambda torch: torch.nn.ConvTranspose2d(4, 6, (3, 2), groups=2, stride=2),
        input=(2, 4, 8, 9),
    ),
    "MultiheadAttention": Case(
        layer=MultiheadAttention.init,
        call=lambda m, x: as_positions(m(named(x, Batch, Time, Model)), Batch, Time, Model),
        shapes={"in_proj_weight": (18, 6), "in_proj_bias": (18,), "out_proj.weight": (6, 6), "out_proj.bias": (6,)},
        formula=attention,
        twin=attention_of_torch,
        input=(2, 7, 6),
    ),
}


def random_state_dict(case: Case, seed: int = 0) -> dict[str, Array]:
    rng = np.random.default_rng(seed)
    return {key: rng.normal(size=shape).astype(np.float32) for key, shape in case.shapes.items()}


@pytest.mark.parametrize("name", CASES)
def test_a_layer_reads_what_is_documented_of_torch(name: str, tmp_path: Path) -> None:
    case = CASES[name]
    state_dict = random_state_dict(case)
    save_state_dict({f"m.{key}": value for key, value in state_dict.items()}, tmp_path)
    layer = from_torch_compatible_state_dict(case.layer(), load_state_dict(tmp_path), prefix="m")
    x = case.draw(np.random.default_rng(1))
    np.testing.assert_allclose(case.call(layer, x), case.formula(state_dict, x), rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("name", CASES)
def test_a_layer_writes_what_it_reads(name: str) -> None:
    state_dict = random_state_dict(CASES[name])
    layer = from_torch_compatible_state_dict(CASES[name].layer(), state_dict)
    found = to_torch_compatible_state_dict(layer)
    assert list(found) == list(state_dict)
    for key, value in found.items():
        np.testing.assert_array_equal(value, state_dict[key])


@pytest.mark.parametrize("name", CASES)
def test_a_layer_and_a_module_of_torch_agree(name: str) -> None:
    torch = pytest.importorskip("torch")
    case = CASES[name]
    twin = case.twin(torch)
    assert {key: tuple(value.shape) for key, value in twin.state_dict().items()} == case.shapes
    layer = from_torch_compatible_state_dict(case.layer(), twin.state_dict())
    x = case.draw(np.random.default_rng(1))
    with torch.no_grad():
        expected = twin(torch.from_numpy(x)).numpy()
    np.testing.assert_allclose(case.call(layer, x), expected, rtol=1e-4, atol=1e-5)
    other = case.twin(torch)
    written = {key: torch.from_numpy(np.array(value)) for key, value in to_torch_compatible_state_dict(layer).items()}
    other.load_state_dict(written)
    with torch.no_grad():
        np.testing.assert_array_equal(other(torch.from_numpy(x)).numpy(), expected)


def test_experts() -> None:
    """Torch has no such layer: each expert is `[out, in]`, whatever the order in which the axes are stored."""
    for out_first in (False, True):
        layer = hax.nn.MoELinear.init(hax.Axis("expert", 3), Channel, Filter, key=KEY, out_first=out_first)
        found = to_torch_compatible_state_dict(layer)
        assert {key: value.shape for key, value in found.items()} == {"weight": (3, 6, 4), "bias": (6,)}
        np.testing.assert_array_equal(found["weight"], as_positions(layer.weight, "expert", Filter, Channel))


def test_layers_that_keep_the_name_of_their_channels() -> None:
    for kind in (hax.nn.Conv, hax.nn.ConvTranspose):
        layer = kind.init("width", Channel, Channel, 3, key=KEY)
        found = to_torch_compatible_state_dict({"h": Stacked(stacked_anew(Layers, [layer, layer]), Layers)})
        assert found["h.1.weight"].shape == (4, 4, 3)
        np.testing.assert_array_equal(found["h.1.weight"], to_torch_compatible_state_dict(layer)["weight"])
        other = kind.init("width", Channel, Channel, 3, key=jax.random.key(1))
        read = from_torch_compatible_state_dict(
            [other], {f"0.{key}": found[f"h.0.{key}"] for key in ("weight", "bias")}
        )
        assert bool(hax.array_equal(read[0].weight, layer.weight))
