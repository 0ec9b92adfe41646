"""`NamedArray[...]`, and whether an array is as an annotation says. What annotations mean is in `test_spec`."""

from __future__ import annotations

from typing import Annotated, Any, get_args

import jax.numpy as jnp
import pytest

from haliax.core import NamedArray
from haliax.pure.axis import Axis
from haliax.pure.errors import AxisError
from haliax.pure.spec import read_spec


@pytest.mark.parametrize("spec", ["batch ...", "{batch embed}", "", ("batch", ...), Axis("embed", 3)], ids=str)
def test_an_annotation_keeps_its_meaning(spec: Any) -> None:
    (_, metadata) = get_args(NamedArray[spec])
    assert metadata == read_spec(spec) and NamedArray[spec] == Annotated[NamedArray, metadata]


def test_what_cannot_be_read_is_refused() -> None:
    with pytest.raises(AxisError, match="NamedArray: cannot read"):
        NamedArray["{batch"]
    with pytest.raises(TypeError, match="takes names of axes"):
        NamedArray[3]


X = NamedArray(jnp.ones((2, 3)), ("batch", "embed"))


@pytest.mark.parametrize(
    ("spec", "fits"),
    [
        ("batch embed", True),
        ("embed batch", False),
        ("{embed batch}", True),
        ("batch ...", True),
        ("... batch", False),
        ("{embed ...}", True),
        ("{mlp ...}", False),
        ("batch", False),
        ("batch embed mlp", False),
        ("", False),
        ("...", True),
        ((Axis("batch", 2), "embed"), True),
        ((Axis("batch", 7), "embed"), False),
    ],
    ids=str,
)
def test_matches_axes(spec: Any, fits: bool) -> None:
    assert X.matches_axes(spec) is fits
    assert X.matches_axes(NamedArray[spec]) is fits


def test_scalars_match_the_empty_spec() -> None:
    assert NamedArray(jnp.ones(()), ()).matches_axes("")
    assert NamedArray(jnp.ones(()), ()).matches_axes("...")
    assert not NamedArray(jnp.ones(()), ()).matches_axes("batch ...")
