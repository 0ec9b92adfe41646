"""`NamedArray[...]`, and whether an array is as an annotation says. What annotations mean is in `test_spec`."""

from __future__ import annotations

import pickle
from typing import Annotated, Any, Optional, TypeVar, Union, get_args

import jax.numpy as jnp
import pytest

from haliax.core import NamedArray
from haliax.haxtyping import Float, Int, Named, Shaped, bf16, f32
from haliax.pure.axis import Axis
from haliax.pure.errors import AxisError
from haliax.pure.spec import read_spec


@pytest.mark.parametrize("spec", ["batch ...", "{batch embed}", "", ("batch", ...), Axis("embed", 3)], ids=str)
def test_an_annotation_keeps_its_meaning(spec: Any) -> None:
    kind, metadata = get_args(NamedArray[spec])
    assert metadata == read_spec(spec) and issubclass(kind, NamedArray)
    assert NamedArray[spec] == NamedArray[spec] == pickle.loads(pickle.dumps(NamedArray[spec]))


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


A = TypeVar("A", bound=Float[NamedArray, "batch embed"])


class Aliased:
    """What `type Aliased = ...` makes, in a Python that has no such statement."""

    __value__ = Int[NamedArray, "batch embed"]

    def __str__(self) -> str:
        return "an alias"


@pytest.mark.parametrize(
    ("annotation", "fits"),
    [
        (NamedArray, True),
        (Any, True),
        (int, False),
        (None, False),
        (Float[NamedArray, "batch embed"], True),
        (f32[NamedArray, "batch ..."], True),
        (Int[NamedArray, "batch embed"], False),
        (Float[NamedArray, "batch mlp"], False),
        (bf16[NamedArray, "{embed batch}"], False),
        (Shaped[NamedArray, "batch embed"], True),
        (NamedArray["batch embed"] | None, True),
        (Int[NamedArray, "batch embed"] | None, False),
        (Optional[Float[NamedArray, "{embed ...}"]], True),  # noqa: UP045  (the older form)
        (Union[NamedArray["mlp"], NamedArray["batch ..."]], True),  # noqa: UP007  (the older form)
        (Int[NamedArray, "..."] | Float[NamedArray, "batch embed"], True),
        (Float[NamedArray | None, "batch embed"], True),
        (Annotated[NamedArray["batch embed"], "a note"], True),
        (Float["batch embed"], True),
        (f32["batch", ...], True),
        (Int["batch embed"], False),
        (Float["batch mlp"] | None, False),
        (Named[NamedArray, "batch embed"], True),
        (Named[NamedArray, "batch"], False),
        (Annotated[Int[NamedArray, "batch embed"] | None, "a note"], False),
        (Annotated[NamedArray, "a note"], True),
        (A, True),
        (TypeVar("B", Int[NamedArray, "batch embed"], NamedArray["mlp"]), False),
        (Aliased(), False),
        (read_spec("batch embed", "Int"), False),
    ],
    ids=str,
)
def test_matches_axes_of_every_form_of_annotation(annotation: Any, fits: bool) -> None:
    assert X.matches_axes(annotation) is fits
