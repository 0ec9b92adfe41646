"""Fields of modules that say the names of axes."""

from __future__ import annotations

import dataclasses
from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp
import pytest

import haliax as hax


class Layer(eqx.Module):
    weight: Any = hax.field(axis_names=("embed", "mlp"), converter=jnp.asarray)
    bias: Any = hax.field(default=0.0, metadata={"mine": 1}, axis_names=["mlp"])
    mode: str = hax.field(default="train", static=True)
    plain: Any = hax.field(default=None)
    table: Any = hax.field(default=None, state_dict_key="wte.weight", metadata={"mine": 2}, axis_names=("vocab",))
    inner: Any = hax.field(default=None, state_dict_key=None)
    cache: Any = hax.field(default=None, saved=False)


FIELDS = {field.name: field for field in dataclasses.fields(Layer)}


def test_names_stand_in_the_metadata() -> None:
    assert FIELDS["weight"].metadata["axis_names"] == ("embed", "mlp")
    assert dict(FIELDS["bias"].metadata) == {"mine": 1, "axis_names": ("mlp",)}
    assert "axis_names" not in FIELDS["mode"].metadata and "axis_names" not in FIELDS["plain"].metadata


def test_what_state_dicts_make_of_a_field_stands_in_the_metadata() -> None:
    assert dict(FIELDS["table"].metadata) == {"mine": 2, "axis_names": ("vocab",), "state_dict_key": "wte.weight"}
    assert dict(FIELDS["inner"].metadata) == {"state_dict_key": None}
    assert dict(FIELDS["cache"].metadata) == {"saved": False}
    assert not FIELDS["plain"].metadata


def test_they_are_fields_of_equinox() -> None:
    layer = Layer([[1.0, 2.0]])
    assert isinstance(layer.weight, jax.Array)
    assert len(jax.tree.leaves(layer)) == 2 and "train" in str(jax.tree.structure(layer))


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"axis_names": "mlp"}, TypeError),
        ({"axis_names": ("mlp", 3)}, TypeError),
        ({"axis_names": ("mlp",), "static": True}, TypeError),
        ({"axis_names": ("mlp", "mlp")}, ValueError),
        ({"axis_names": ("mlp",), "metadata": {"axis_names": ("mlp",)}}, ValueError),
        ({"state_dict_key": 3}, TypeError),
        ({"state_dict_key": ""}, ValueError),
        ({"state_dict_key": "a", "static": True}, TypeError),
        ({"saved": False, "static": True}, TypeError),
        ({"state_dict_key": "a", "saved": False}, ValueError),
        ({"state_dict_key": None, "saved": False}, ValueError),
        ({"state_dict_key": "a", "metadata": {"state_dict_key": "a"}}, ValueError),
        ({"saved": False, "metadata": {"saved": True}}, ValueError),
    ],
)
def test_mistakes(given: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error, match="field: "):
        hax.field(**given)
