"""Modules that say by methods of their own what their state dicts are."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax as hax
from haliax import NamedArray
from haliax.state_dict import (
    ModuleWithStateDictSerialization,
    StateDictError,
    flatten_modules_for_export,
    from_state_dict,
    from_torch_compatible_state_dict,
    to_state_dict,
    unflatten_modules_from_export,
    with_prefix,
)
from haliax.state_dict import to_torch_compatible_state_dict as to_torch
from haliax.state_dict.stacking import stacked_anew
from tests.state_dict.models import Dim, Embed, Head, Layers, Linear, Mlp, Stacked, linear, model, normal, struct


class Attention(ModuleWithStateDictSerialization):
    """The parameters of attention, of which torch has those of queries, keys and values as one."""

    q: Linear
    k: Linear
    v: Linear
    out: Linear = hax.field(state_dict_key="out_proj")
    cache: NamedArray | None = hax.field(default=None, saved=False)

    def to_state_dict(self, prefix: str | None = None) -> dict[str, Any]:
        found = super().to_state_dict(prefix)
        for name in ("weight", "bias"):
            parts = [found.pop(with_prefix(prefix, f"{part}.{name}")) for part in "qkv"]  # type: ignore[arg-type]
            found[f"{with_prefix(prefix, 'in_proj')}_{name}"] = jnp.concatenate(parts)
        return found

    def from_state_dict(self, state_dict: dict[str, Any], prefix: str | None = None) -> Attention:
        for name in ("weight", "bias"):
            parts = np.split(state_dict[f"{with_prefix(prefix, 'in_proj')}_{name}"], 3)
            keys = [with_prefix(prefix, f"{part}.{name}") for part in "qkv"]
            state_dict = state_dict | dict(zip(keys, parts, strict=True))
        return super().from_state_dict(state_dict, prefix)


def attention(seed: int) -> Attention:
    rng = np.random.default_rng(seed)
    q, k, v = (linear(rng, (Embed,), (Head, Dim)) for _ in range(3))
    return Attention(q, k, v, linear(rng, (Head, Dim), (Embed,)), normal(rng, Embed))


class Scaled(ModuleWithStateDictSerialization):
    """A weight that torch has in other numbers: transposed and ten times as large, under another name."""

    weight: NamedArray
    inner: Linear

    def _state_dict_key_map(self) -> dict[str, str | None]:
        return {"weight": "kernel", "inner": None}

    def flatten_for_export(self) -> Scaled:
        weight = self.weight.rearrange(("mlp", "embed")).rename({"mlp": "row", "embed": "column"}) * 10
        return Scaled(weight, self.inner)

    def unflatten_from_export(self, template: Scaled) -> Scaled:
        weight = self.weight.rename({"row": "mlp", "column": "embed"}) / 10
        return Scaled(weight.rearrange(template.weight.axis_names), self.inner)


def scaled(seed: int) -> Scaled:
    rng = np.random.default_rng(seed)
    return Scaled(normal(rng, Embed, Mlp), dataclasses.replace(linear(rng, (Head, Dim), (Embed,)), bias=None))


def stack(make: Any, seed: int) -> Stacked:
    return Stacked(stacked_anew(Layers, [make(10 * seed + i) for i in range(Layers.size)]), Layers)


def in_numpy(found: dict[str, Any]) -> dict[str, Any]:
    return {key: np.asarray(value) for key, value in found.items()}


def close(one: Any, other: Any) -> bool:
    return bool(eqx.tree_equal(one, other, rtol=1e-6, atol=1e-6))


def test_methods_that_are_inherited() -> None:
    class Module(ModuleWithStateDictSerialization):
        weight: NamedArray = hax.field(state_dict_key="w")

    one = Module(normal(np.random.default_rng(0), Embed))
    assert one.to_state_dict("m").keys() == {"m.w"} and one.to_state_dict("m")["m.w"] is one.weight.array
    read = Module(hax.zeros(Embed)).from_state_dict({"m.w": one.weight.array, "m.x": 1, "other": 2}, "m")
    assert eqx.tree_equal(read, one)
    assert eqx.tree_equal(one.flatten_for_export(), one) and eqx.tree_equal(one.unflatten_from_export(one), one)
    with pytest.raises(StateDictError, match=r"^Module.from_state_dict: 'w' is missing; expected float32 \[embed=5\]$"):
        one.from_state_dict({})


@pytest.mark.parametrize("template", [lambda m: m, struct], ids=["arrays", "shapes"])
def test_attention(template: Any) -> None:
    one = attention(0)
    found = in_numpy(to_torch(one, prefix="a"))
    assert {key: value.shape for key, value in found.items()} == {
        "a.in_proj_weight": (18, 5),
        "a.in_proj_bias": (18,),
        "a.out_proj.weight": (5, 6),
        "a.out_proj.bias": (5,),
    }
    q = np.transpose(one.q.weight.array, [one.q.weight.axis_names.index(name) for name in ("head", "dim", "embed")])
    np.testing.assert_array_equal(found["a.in_proj_weight"][:6], q.reshape(6, 5))
    read = from_torch_compatible_state_dict(template(attention(1)), found, prefix="a")
    for name in ("q", "k", "v", "out"):
        assert eqx.tree_equal(getattr(read, name), getattr(one, name))
    if template is not struct:
        assert eqx.tree_equal(read.cache, attention(1).cache)


@pytest.mark.parametrize(("make", "count"), [(attention, 4), (scaled, 2)])
def test_layers_with_methods_of_their_own(make: Any, count: int) -> None:
    one, unrolled = stack(make, 1), [make(10 + i) for i in range(4)]
    found = to_torch({"h": one})
    assert len(found) == 4 * count
    for key, value in to_torch({"h": unrolled}).items():
        np.testing.assert_array_equal(value, found[key])
    read = from_torch_compatible_state_dict({"h": stack(make, 2)}, in_numpy(found))["h"]
    wanted = eqx.tree_at(lambda s: s.stacked.cache, one, stack(make, 2).stacked.cache) if make is attention else one
    assert close(read, wanted)
    assert close(from_torch_compatible_state_dict([make(7)], to_torch([make(8)]))[0], make(8)) or make is attention


def test_a_form_of_its_own() -> None:
    one = scaled(0)
    found = to_torch(one)
    assert {key: value.shape for key, value in found.items()} == {"kernel": (7, 5), "weight": (5, 6)}
    np.testing.assert_allclose(found["kernel"], one.weight.array.T * 10)
    assert to_state_dict(one)["kernel"] is one.weight.array
    assert close(from_torch_compatible_state_dict(scaled(1), in_numpy(found)), one)
    with pytest.raises(StateDictError, match=r"'kernel' has shape \(5, 7\); expected \(7, 5\), .* \[row=7, column=5\]"):
        from_torch_compatible_state_dict(scaled(1), {**found, "kernel": found["kernel"].T})


class Outer(ModuleWithStateDictSerialization):
    """A module with a method of its own, and in it one that looks different in torch."""

    inner: Scaled

    def from_state_dict(self, state_dict: dict[str, Any], prefix: str | None = None) -> Outer:
        return super().from_state_dict({key.lower(): value for key, value in state_dict.items()}, prefix)


@pytest.mark.parametrize("many", [True, False])
def test_a_form_of_its_own_in_a_method(many: bool) -> None:
    def make(seed: int) -> Any:
        return stack(lambda one: Outer(scaled(one)), seed) if many else Outer(scaled(seed))

    for to, read in ((to_torch, from_torch_compatible_state_dict), (to_state_dict, from_state_dict)):
        found = {key.upper(): np.asarray(value) for key, value in to(make(0)).items()}
        assert close(read(make(1), found, strict=False), make(0))
        with pytest.raises(StateDictError, match="is missing"):
            read(make(1), {}, strict=False)


def test_methods_without_torch() -> None:
    one = attention(0)
    found = to_state_dict(one, "a")
    assert found["a.in_proj_weight"].shape == (6, 3, 5)
    read = from_state_dict(attention(1), found, "a")
    assert eqx.tree_equal(read.k, one.k) and eqx.tree_equal(read.out, one.out)


@pytest.mark.parametrize("stacked", [True, False])
def test_problems_within_methods_are_told_with_the_others(stacked: bool) -> None:
    def tree(seed: int) -> Any:
        layers = stack(attention, seed) if stacked else [attention(10 * seed + i) for i in range(4)]
        return {"a": layers, "b": hax.zeros(Mlp)}

    found = in_numpy(to_torch(tree(0)))
    del found["a.1.in_proj_bias"]
    found["a.2.out_proj.weight"] = np.zeros((5, 7), np.float32)
    found["a.3.out_proj.extra"] = np.zeros(1)
    found["b"] = np.zeros(3)
    with pytest.raises(StateDictError) as caught:
        from_torch_compatible_state_dict(tree(1), found)
    texts = [str(problem) for problem in caught.value.problems]
    assert texts[0] == "'a.1.in_proj_bias' is missing" and texts[1].startswith("'a.2.out_proj.weight' has shape (5, 7)")
    assert texts[2].startswith("'b' has shape (3,)") and texts[3].startswith("'a.3.out_proj.extra' is not of this")
    assert len(texts) == 4


class Reader(eqx.Module):
    """A module that reads in a way of its own."""

    weight: Any
    how: Any = eqx.field(static=True)

    def from_state_dict(self, state_dict: dict[str, Any], prefix: str | None = None) -> Reader:
        return Reader(self.how(state_dict, f"{prefix}."), self.how)


@pytest.mark.parametrize(
    ("how", "unread"),
    [
        (lambda d, p: d[f"{p}a"], ["x.b", "y"]),
        (lambda d, p: d.get(f"{p}a"), ["x.b", "y"]),
        (lambda d, p: d.get(f"{p}c", d[f"{p}b"]), ["x.a", "y"]),
        (lambda d, p: d.pop(f"{p}a"), ["x.b", "y"]),
        (lambda d, p: d.copy()[f"{p}a"], ["x.b", "y"]),
        (lambda d, p: (d | {"x.c": 1})["x.c"] + d["x.b"], ["x.a", "y"]),
        (lambda d, p: [d[key] for key in d.keys() if key.endswith("a")][0], ["x.b", "y"]),  # noqa: RUF015
        (lambda d, p: dict(d)[f"{p}a"], []),
        (lambda d, p: {**d}[f"{p}a"], []),
        (lambda d, p: sum(value for key, value in d.items() if key.startswith(p)), ["y"]),
        (lambda d, p: [d[key] for key in d], []),
        (lambda d, p: list(d.values())[:1], ["y"]),
        (lambda d, p: p + "c" in d, ["x.a", "x.b", "y"]),
    ],
)
def test_what_methods_have_read(how: Any, unread: list[str]) -> None:
    found = {"x.a": jnp.ones(2), "x.b": jnp.ones(2), "y": jnp.ones(2)}
    one = {"x": Reader(jnp.zeros(2), how)}
    problems = []
    try:
        from_state_dict(one, found)
    except StateDictError as error:
        problems = [problem.key for problem in error.problems]
    assert problems == unread
    from_state_dict({**one, "y": jnp.zeros(2)}, found, strict=False)
    assert found.keys() == {"x.a", "x.b", "y"}


def test_what_a_method_reads_by_functions_is_read_as_all_else() -> None:
    """Nested calls take over `cast`, and do not ask for keys of their neighbours."""
    one = Reader(jnp.zeros(2), lambda d, p: from_state_dict({"a": jnp.zeros(2)}, d, p[:-1])["a"])
    found = {"x.a": np.ones(2, np.float16), "x.b": np.ones(2)}
    with pytest.raises(StateDictError, match=r"'x\.a' is float16"):
        from_state_dict({"x": one}, found, strict=False)
    assert from_state_dict({"x": one}, found, strict=False, cast=True)["x"].weight.dtype == jnp.float32


def test_an_error_of_a_method_is_its_own() -> None:
    def how(state_dict: Any, prefix: str) -> Any:
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        from_state_dict({"x": Reader(1, how)}, {})


def test_flattening() -> None:
    one = model(0)
    flat = flatten_modules_for_export(one)
    attn = flat.blocks.stacked.attn
    assert attn.weight.axes == (Layers, Embed, hax.Axis("__IN__", 6)) and attn.bias.axes == (Layers, Embed)
    assert attn.In == hax.Axis("__IN__", 6) and attn.Out == (Embed,)
    assert flat.blocks.stacked.up.weight.axes == (Layers, Mlp, Embed)
    assert eqx.tree_equal(unflatten_modules_from_export(flat, model(3)), one)
    assert eqx.tree_equal(
        unflatten_modules_from_export(flat, struct(model(3))).blocks.stacked.attn, one.blocks.stacked.attn
    )


def test_layers_are_not_taken_apart_if_none_has_methods_of_its_own() -> None:
    one = Stacked(model(0).blocks.stacked.attn, Layers)
    text = str(jax.make_jaxpr(lambda m: eqx.filter(flatten_modules_for_export(m), eqx.is_array))(one))
    assert "reshape" in text and "concatenate" not in text and "slice" not in text


class Frozen(ModuleWithStateDictSerialization):
    """A module with a method of its own, and with a layer that is not saved."""

    layer: Linear = hax.field(saved=False)
    scale: NamedArray

    def from_state_dict(self, state_dict: dict[str, Any], prefix: str | None = None) -> Frozen:
        return super().from_state_dict(state_dict, prefix)


@pytest.mark.parametrize("many", [True, False])
def test_what_is_not_saved_is_kept_by_methods(many: bool) -> None:
    rng = np.random.default_rng(0)

    def make(_: int) -> Frozen:
        return Frozen(linear(rng, (Head, Dim), (Embed,)), normal(rng, Mlp))

    one, other = (stack(make, 0), stack(make, 1)) if many else (make(0), make(1))
    read = from_torch_compatible_state_dict(other, in_numpy(to_torch(one)))
    read, one, other = (tree.stacked if many else tree for tree in (read, one, other))
    assert eqx.tree_equal(read.layer, other.layer) and eqx.tree_equal(read.scale, one.scale)


def test_flattening_of_layers_with_methods_of_their_own() -> None:
    one = stack(scaled, 0)
    flat = flatten_modules_for_export(one)
    assert flat.stacked.weight.axes == (Layers, Mlp.alias("row"), Embed.alias("column"))
    assert flat.stacked.inner.weight.axes == (Layers, Embed, hax.Axis("__IN__", 6))
    assert close(unflatten_modules_from_export(flat, stack(scaled, 1)), one)
    assert close(unflatten_modules_from_export(flat, struct(one)), one)


def test_flattening_traces_to_nothing_where_nothing_changes() -> None:
    one = linear(np.random.default_rng(0), (Embed,), (Mlp,))
    jaxpr = jax.make_jaxpr(
        lambda w: flatten_modules_for_export(eqx.tree_at(lambda m: m.weight.array, one, w)).weight.array
    )
    assert not jaxpr(one.weight.array).jaxpr.eqns


def test_names_of_joined_axes_do_not_meet() -> None:
    one = linear(np.random.default_rng(0), (), ())
    flat = flatten_modules_for_export(one)
    assert flat.weight.axes == (hax.Axis("__OUT__", 1), hax.Axis("__IN__", 1))
    assert eqx.tree_equal(unflatten_modules_from_export(flat, one), one)


def test_layout_of_an_axis_that_is_not_there() -> None:
    one = dataclasses.replace(linear(np.random.default_rng(0), (Embed,), (Mlp,)), Out=(Head,))
    text = "Linear._state_dict_layout: no axis 'head' in [mlp=7, embed=5]"
    for function in (to_torch, lambda m: from_torch_compatible_state_dict(m, {})):
        with pytest.raises(ValueError, match=re.escape(text)):
            function(one)
