"""State dicts to modules: what is read, and what is said of state dicts that do not fit."""

from __future__ import annotations

import re
from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
import pytest

import haliax as hax
from haliax.state_dict import (
    StateDictError,
    from_state_dict,
    from_torch_compatible_state_dict,
    to_numpy_state_dict,
    to_state_dict,
    to_torch_compatible_state_dict,
)
from tests.state_dict.models import Dim, Embed, Head, Layers, Mlp, Stacked, linear, model, normal, struct

RNG = np.random.default_rng(0)
TORCH = {key: np.asarray(value) for key, value in to_torch_compatible_state_dict(model(0)).items()}


def in_torch(value: np.ndarray) -> Any:
    """What is neither of numpy nor of jax, but knows DLPack, as tensors of torch do."""

    class Tensor:
        def __dlpack__(self, **kwargs: Any) -> Any:
            if value.dtype == jnp.bfloat16:
                return jnp.asarray(value).__dlpack__(**{key: kwargs[key] for key in kwargs if key == "stream"})
            return value.__dlpack__(**kwargs)

        def __dlpack_device__(self) -> Any:
            return value.__dlpack_device__()

    return Tensor()


@pytest.mark.parametrize("kind", [np.asarray, jnp.asarray, in_torch], ids=["numpy", "jax", "dlpack"])
@pytest.mark.parametrize("stacked", [True, False], ids=["stacked", "unrolled"])
def test_round_trip_in_torch(kind: Any, stacked: bool) -> None:
    found = from_torch_compatible_state_dict(
        model(3, stacked=stacked), {key: kind(value) for key, value in TORCH.items()}
    )
    wanted = model(0, stacked=stacked)
    # Numbers are not in state dicts of torch, so they are those of the module.
    kept = model(3, stacked=stacked)
    assert eqx.tree_equal(eqx.filter(found, eqx.is_array), eqx.filter(wanted, eqx.is_array))
    assert eqx.tree_equal(eqx.filter(found, eqx.is_array, inverse=True), eqx.filter(kept, eqx.is_array, inverse=True))


@pytest.mark.parametrize("stacked", [True, False], ids=["stacked", "unrolled"])
def test_round_trip(stacked: bool) -> None:
    for to in (to_state_dict, to_numpy_state_dict):
        found = from_state_dict(model(3, stacked=stacked), to(model(0, stacked=stacked), "a.b"), "a.b")
        assert eqx.tree_equal(found, model(0, stacked=stacked))
        leaves = [leaf for leaf in jax.tree.leaves(found) if hasattr(leaf, "shape")]
        assert all(isinstance(leaf, jax.Array) for leaf in leaves)


@pytest.mark.parametrize("stacked", [True, False])
def test_into_shapes(stacked: bool) -> None:
    found = from_torch_compatible_state_dict(struct(model(3, stacked=stacked)), TORCH)
    assert isinstance(found.table.array, jax.Array) and eqx.tree_equal(found.table, model(0).table)
    layers = found.blocks.stacked if stacked else found.blocks[2]
    steps = layers.steps.array  # not saved, so it is what it was
    assert isinstance(steps, jax.ShapeDtypeStruct)
    wanted = model(0, stacked=stacked)
    of_wanted = wanted.blocks.stacked if stacked else wanted.blocks[2]
    assert eqx.tree_equal(layers.attn, of_wanted.attn)


def test_into_another_order_of_axes() -> None:
    one = linear(RNG, (Head, Dim), (Embed, Mlp))
    found = to_torch_compatible_state_dict(one)
    for order in (("dim", "mlp", "head", "embed"), ("embed", "mlp", "head", "dim"), ("head", "embed", "dim", "mlp")):
        other = linear(RNG, (Head, Dim), (Embed, Mlp), order=order)
        read = from_torch_compatible_state_dict(other, found)
        assert read.weight.axis_names == order
        assert bool(hax.array_equal(read.weight, one.weight.rearrange(order)))


def test_layers_along_an_axis_that_is_not_in_front() -> None:
    weight = normal(RNG, Embed, Layers, Mlp)
    found = to_torch_compatible_state_dict(Stacked(weight, Layers), prefix="w")
    assert list(found) == ["w.0", "w.1", "w.2", "w.3"] and found["w.1"].shape == (5, 7)
    read = from_torch_compatible_state_dict(Stacked(hax.zeros_like(weight), Layers), found, prefix="w")
    assert read.stacked.axis_names == weight.axis_names and bool(hax.array_equal(read.stacked, weight))


def test_stacks_in_stacks() -> None:
    Outer = hax.Axis("outer", 3)
    one = Stacked({"w": normal(RNG, Layers, Outer, Embed), "shared": hax.arange(Embed)}, Layers)
    nest = Stacked(one, Outer)
    found = to_state_dict(nest)
    assert list(found)[:2] == ["0.0.shared", "0.0.w"] and len(found) == 24
    np.testing.assert_array_equal(found["2.1.w"], one.stacked["w"].array[1, 2])
    empty = jax.tree.map(jnp.zeros_like, nest)
    assert eqx.tree_equal(from_state_dict(empty, found), nest)
    text = "'{}' differs from that of the first layer, with which this one shares it"
    with pytest.raises(StateDictError, match=text.format("0.2.shared")):
        from_state_dict(empty, {**found, "0.2.shared": jnp.arange(1, 6)})
    with pytest.raises(StateDictError, match=text.format("2.0.shared")):
        from_state_dict(empty, {**found, **{f"2.{i}.shared": jnp.arange(1, 6) for i in range(4)}})


def test_numbers_that_layers_share() -> None:
    one = Stacked({"w": hax.zeros(Layers), "eps": 1.0}, Layers)
    found = {**{f"{i}.w": np.float32(i) for i in range(4)}, **{f"{i}.eps": 2.0 for i in range(4)}}
    read = from_state_dict(one, found, cast=True)
    assert read.stacked["eps"] == 2.0 and read.stacked["w"].array.tolist() == [0, 1, 2, 3]
    with pytest.raises(StateDictError, match=r"'b\.3' differs from that of the first layer"):
        from_state_dict(one, {f"b.{key}": value for key, value in {**found, "3.eps": 2.5}.items()}, "b")


@pytest.mark.parametrize("cast", [False, True])
def test_under_jit(cast: bool) -> None:
    weight = normal(RNG, Embed, Layers, Mlp)
    one = {"w": Stacked(weight, Layers), "b": hax.zeros(Mlp)}
    dtype = jnp.float16 if cast else jnp.float32
    found = {key: jnp.asarray(value, dtype) for key, value in to_torch_compatible_state_dict(one).items()}
    read = jax.jit(lambda d: from_torch_compatible_state_dict(one, d, cast=cast))(found)
    assert read["w"].stacked.axis_names == weight.axis_names and read["w"].stacked.dtype == jnp.float32
    np.testing.assert_allclose(read["w"].stacked.array, weight.array, rtol=1e-2 if cast else 0)
    eager = from_torch_compatible_state_dict(one, found, cast=cast)
    np.testing.assert_array_equal(eager["w"].stacked.array, read["w"].stacked.array)
    assert eager["w"].stacked.dtype == jnp.float32


def test_a_cast_may_round() -> None:
    read = from_state_dict(hax.zeros(Embed, jnp.bfloat16), {"w": np.full(5, 0.1)}, "w", cast=True)
    assert read.array[0] == jnp.bfloat16(0.1)


def test_no_layers() -> None:
    none = Stacked({"w": hax.zeros((Layers.resize(0), Embed))}, Layers.resize(0))
    assert to_state_dict(none) == {} and eqx.tree_equal(from_state_dict(none, {}), none)


def test_what_is_not_saved_is_kept() -> None:
    one = model(3, stacked=False)
    one = eqx.tree_at(lambda m: m.blocks[1].steps, one, 7 * hax.ones(Embed))
    found = from_state_dict(one, to_state_dict(model(0)))
    assert found.blocks[1].steps.array.tolist() == [7] * 5


@pytest.mark.parametrize(
    ("old", "value", "new"),
    [(1, np.int64(5), 5), (1.0, 2, 2.0), (1.0, np.float16(0.5), 0.5), (True, np.False_, False), (1j, 2.0, 2 + 0j)],
)
def test_numbers(old: Any, value: Any, new: Any) -> None:
    (found,) = from_state_dict([old], {"0": value})
    assert found == new and type(found) is type(new)


@pytest.mark.parametrize(("old", "value"), [(1, 2.5), (1.0, np.ones(3)), (True, 1), (1, True), (1.0, "one"), (2, 1j)])
def test_numbers_of_another_kind(old: Any, value: Any) -> None:
    with pytest.raises(StateDictError, match=rf"'0' is .*; expected one {type(old).__name__}"):
        from_state_dict([old], {"0": value})


@pytest.mark.parametrize(
    ("dtype", "found"),
    [
        ("float32", "bfloat16"),
        ("bfloat16", "float32"),
        ("float8_e4m3fn", "float16"),
        ("int8", "int64"),
        ("bool", "bool"),
    ],
)
def test_cast(dtype: str, found: str) -> None:
    like, values = hax.zeros(Embed, dtype), np.asarray([0, 1, 0, 1, 1]).astype(found)
    assert from_state_dict(like, {"w": values}, "w", cast=True).array.dtype == dtype
    if dtype != found:
        text = f"'w' is {found}; expected {dtype} [embed=5]; cast=True converts it"
        with pytest.raises(StateDictError, match=re.escape(text)):
            from_state_dict(like, {"w": values}, "w")


@pytest.mark.parametrize(("dtype", "found"), [("float32", "int32"), ("int32", "float32"), ("bool", "int8")])
def test_no_cast_between_kinds(dtype: str, found: str) -> None:
    with pytest.raises(StateDictError, match=rf"'w' is {found}; expected {dtype} \[embed=5\]$"):
        from_state_dict(hax.zeros(Embed, dtype), {"w": np.ones(5, found)}, "w", cast=True)


def test_a_number_for_an_array() -> None:
    assert from_state_dict(jnp.zeros(()), {"w": 2.5}, "w", cast=True) == 2.5
    with pytest.raises(StateDictError, match=r"'w' has shape \(\); expected \(5,\)"):
        from_state_dict(hax.zeros(Embed), {"w": 2.5}, "w", cast=True)


def test_a_named_array_is_no_value_of_a_state_dict() -> None:
    with pytest.raises(StateDictError, match=r"'w' is a NamedArray; expected float32 \[embed=5\]"):
        from_state_dict(hax.zeros(Embed), {"w": hax.zeros(Embed)}, "w")


def test_keys_of_random_numbers() -> None:
    keys = jax.random.split(jax.random.key(0), 3)
    assert bool((from_state_dict([keys], {"0": jax.random.split(jax.random.key(1), 3)})[0] != keys).all())
    with pytest.raises(StateDictError, match=r"'0' is uint32; expected key<fry> of shape \(3,\)$"):
        from_state_dict([keys], {"0": np.zeros(3, np.uint32)}, cast=True)


def test_integers_that_do_not_fit() -> None:
    with pytest.raises(StateDictError, match="'w' has integers of int64 that do not fit in int8"):
        from_state_dict(hax.zeros(Embed, jnp.int8), {"w": np.arange(5) * 100}, "w", cast=True)


def test_bfloat16_of_torch() -> None:
    values = np.arange(5).astype(jnp.bfloat16)
    found = from_state_dict(hax.zeros(Embed, jnp.bfloat16), {"w": in_torch(values)}, "w")
    np.testing.assert_array_equal(found.array, values)


def test_a_later_change_of_the_state_dict_changes_nothing() -> None:
    values = np.arange(64.0, dtype=np.float32)
    found = from_state_dict(jnp.zeros(64), {"w": values}, "w")
    values[:] = 0
    assert found[3] == 3


def problems(tree: Any, state_dict: dict[str, Any], **kwargs: Any) -> list[str]:
    with pytest.raises(StateDictError) as caught:
        from_torch_compatible_state_dict(tree, state_dict, **kwargs)
    assert caught.value.op == "from_torch_compatible_state_dict"
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize("stacked", [True, False], ids=["stacked", "unrolled"])
def test_all_problems_are_told_at_once(stacked: bool) -> None:
    bad: dict[str, Any] = dict(TORCH)
    bad["h.1.attn.wieght"] = bad.pop("h.1.attn.weight")
    bad["h.2.mlp.up.weight"] = bad["h.2.mlp.up.weight"].T
    bad["h.3.scale"] = bad["h.3.scale"].astype(np.float16)
    bad["wte.weight"] = bad["wte.weight"][:7]
    bad["counts.0"] = "three"
    one = model(3, stacked=stacked)
    before = jax.tree.map(lambda x: x, one)
    assert problems(one, bad) == [
        "'h.1.attn.weight' is missing; expected float32 [embed=5, (head=2, dim=3)]; did you mean 'h.1.attn.wieght'?",
        "'h.2.mlp.up.weight' has shape (5, 7); expected (7, 5), which is float32 [mlp=7, embed=5]; it has its "
        "dimensions in another order",
        "'h.3.scale' is float16; expected float32 of shape (3,); cast=True converts it",
        "'wte.weight' has shape (7, 5); expected (11, 5), which is float32 [vocab=11, embed=5]",
        "'counts.0' is a str; expected int32 of shape (3,)",
        "'h.1.attn.wieght' is not of this module; found float32 of shape (5, 6); strict=False leaves such keys aside",
    ]
    assert eqx.tree_equal(one, before)


def test_text_of_one_problem_and_of_many() -> None:
    with pytest.raises(StateDictError) as caught:
        from_state_dict({"a": hax.ones((Head, Dim))}, {})
    assert str(caught.value) == "from_state_dict: 'a' is missing; expected float32 [head=2, dim=3]"
    with pytest.raises(StateDictError) as caught:
        from_state_dict([jnp.zeros(1)] * 25, {"0": jnp.zeros(2)})
    lines = str(caught.value).splitlines()
    assert lines[0] == "from_state_dict: 25 problems, so nothing is loaded"
    assert lines[1] == "  '0' has shape (2,); expected (1,), which is float32 of shape (1,)"
    assert lines[-1] == "  and 5 more" and len(lines) == 22 and len(caught.value.problems) == 25


def test_the_error_is_one_of_keys_and_of_values() -> None:
    assert issubclass(StateDictError, KeyError) and issubclass(StateDictError, ValueError)


def test_extra_keys() -> None:
    more = {**TORCH, "h.0.attn.mask": np.ones(3), "lm_head": "words"}
    assert problems(model(3), more) == [
        "'h.0.attn.mask' is not of this module; found float64 of shape (3,); strict=False leaves such keys aside",
        "'lm_head' is not of this module; found str; strict=False leaves such keys aside",
    ]
    assert eqx.tree_equal(from_torch_compatible_state_dict(model(3), more, strict=False).table, model(0).table)


def test_keys_outside_of_the_prefix_are_of_others() -> None:
    there = {**{f"m.{key}": value for key, value in TORCH.items()}, "n.x": np.ones(3), "mm": 1}
    assert eqx.tree_equal(from_torch_compatible_state_dict(model(3), there, prefix="m").table, model(0).table)
    assert len(problems(model(3), {**there, "m.x": 1}, prefix="m")) == 1


def test_another_prefix() -> None:
    one = {"w": jnp.zeros(2), "v": jnp.zeros(2)}
    with pytest.raises(StateDictError, match="keys begin with 'model' there, which goes into prefix"):
        from_state_dict(one, {"model.w": jnp.zeros(2), "model.v": jnp.zeros(2)}, strict=False)
    with pytest.raises(StateDictError, match="keys do not begin with 'model' there, which goes out of prefix"):
        from_state_dict(one, {"w": jnp.zeros(2), "v": jnp.zeros(2)}, "model")


def test_an_array_alone_has_no_key() -> None:
    with pytest.raises(ValueError, match="from_state_dict: an array alone has no key; give it one as the prefix"):
        from_state_dict(hax.ones(Embed), {})
