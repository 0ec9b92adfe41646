"""The same annotations under other checkers: beartype, `jaxtyped` with it or with ours, and typeguard."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import jax.numpy as jnp
import pytest
from jaxtyping import jaxtyped

from haliax.core import NamedArray
from haliax.debug import checked

PROGRAM = """
from typing import TypeVarTuple

import jax
from haliax import NamedArray
from haliax.haxtyping import Float, Int
from jaxtyping import Float as Plain

Rest = TypeVarTuple("Rest")
Matrix = NamedArray["batch embed"]


@check
def exact(x: NamedArray["batch embed"]) -> NamedArray["batch"]:
    return x.sum("embed")


@check
def forms(a: NamedArray["... embed"], b: Float[NamedArray, "{embed batch}"], c: Int["batch"] | None = None) -> None: ...


@check
def result(x: NamedArray) -> NamedArray["batch"]:
    return x


@check
def sizes(x: NamedArray["batch embed"], y: NamedArray["batch ..."], z: Plain[jax.Array, "embed"]) -> None: ...


@check
def rows(x: NamedArray[*Rest, "embed"], y: NamedArray["head-dim", *Rest]) -> None: ...


@check
def alias(x: Matrix) -> None: ...
"""


def named(dtype: Any = jnp.float32, **sizes: int) -> NamedArray:
    return NamedArray(jnp.zeros(tuple(sizes.values()), dtype), tuple(size.replace("_", "-") for size in sizes))


X, B, E = named(batch=2, embed=3), named(batch=2), named(embed=3)
INT = named(jnp.int32, batch=2)

# Of one call, whether it is right; those of `CALLS` that compare sizes need the memory of `jaxtyped`.
CALLS: list[tuple[str, tuple[Any, ...], bool]] = [
    ("exact", (X,), True),
    ("exact", (named(embed=3, batch=2),), False),
    ("exact", (B,), False),
    ("exact", (X.array,), False),
    ("exact", (NamedArray(X.array, ("batch", "mlp")),), False),
    ("forms", (X, X, INT), True),
    ("forms", (X, named(embed=3, batch=2)), True),
    ("forms", (E, X, None), True),
    ("forms", (B, X), False),
    ("forms", (X, X.astype(int)), False),
    ("forms", (X, X, B), False),
    ("result", (B,), True),
    ("result", (X,), False),
    ("alias", (X,), True),
    ("alias", (B,), False),
]
SIZES: list[tuple[str, tuple[Any, ...], bool]] = [
    ("sizes", (X, B, jnp.zeros(3)), True),
    ("sizes", (X, named(batch=5), jnp.zeros(3)), False),
    ("sizes", (X, B, jnp.zeros(5)), False),
    ("rows", (X, named(head_dim=7, batch=2)), True),
    ("rows", (X, named(head_dim=7, batch=5)), False),
    ("rows", (E, named(head_dim=7)), True),
]


def loaded(check: Any, path: Path, text: str = PROGRAM) -> ModuleType:
    path.write_text(text)
    spec = importlib.util.spec_from_file_location("annotated", path)
    assert spec is not None and spec.loader is not None
    module = sys.modules["annotated"] = importlib.util.module_from_spec(spec)  # where typeguard looks for the source
    vars(module)["check"] = check
    spec.loader.exec_module(module)
    return module


def answers(module: ModuleType, calls: list[tuple[str, tuple[Any, ...], bool]]) -> list[bool]:
    found = []
    for name, args, _ in calls:
        try:
            getattr(module, name)(*args)
        except Exception:
            found.append(False)
        else:
            found.append(True)
    return found


def right(calls: list[tuple[str, tuple[Any, ...], bool]]) -> list[bool]:
    return [is_right for *_, is_right in calls]


def test_ours(tmp_path: Path) -> None:
    assert answers(loaded(checked, tmp_path / "a.py"), CALLS + SIZES) == right(CALLS + SIZES)


def test_jaxtyped_with_ours(tmp_path: Path) -> None:
    module = loaded(jaxtyped(typechecker=checked), tmp_path / "a.py")
    assert answers(module, CALLS + SIZES) == right(CALLS + SIZES)


def test_beartype_and_jaxtyped_with_it(tmp_path: Path) -> None:
    beartype = pytest.importorskip("beartype")
    module = loaded(beartype.beartype, tmp_path / "a.py")
    assert answers(module, CALLS) == right(CALLS)
    with pytest.raises(
        beartype.roar.BeartypeCallHintParamViolation, match=r"is \[batch=2\] of float32; expected \[batch"
    ):
        module.exact(B)
    module = loaded(jaxtyped(typechecker=beartype.beartype), tmp_path / "b.py")
    assert answers(module, CALLS + SIZES) == right(CALLS + SIZES)


def test_isinstance_of_the_class_in_an_annotation() -> None:
    """By which other checkers decide: without beartype installed, the above rests on this."""
    matrix = NamedArray["batch embed"].__origin__
    assert isinstance(X, matrix) and not isinstance(B, matrix) and not isinstance(X.array, matrix)
    assert matrix.__instancecheck_str__(B) == "is [batch=2] of float32; expected [batch, embed]: no axis 'embed'"
    assert matrix.__instancecheck_str__(3) == "is no NamedArray"
    assert repr(matrix) == "haliax.core.NamedArray[batch, embed]"
    assert type(matrix(X.array, ("a", "b"))) is NamedArray
    placeholder = NamedArray.__new__(NamedArray)
    placeholder._array, placeholder._axis_names = object(), ("a",)  # type: ignore[assignment]  # as jax unflattens
    assert isinstance(placeholder, matrix)
    placeholder._array = X.array
    assert not isinstance(placeholder, matrix)
    assert "has not one dimension for each axis" in matrix.__instancecheck_str__(placeholder)


def test_typeguards_typechecked_needs_an_alias(tmp_path: Path) -> None:
    """It takes a string in brackets for a type, and fails before the annotation is made; an alias hides the string."""
    import typeguard

    with pytest.raises(SyntaxError):
        loaded(typeguard.typechecked, tmp_path / "a.py")
    text = """
import typeguard
from haliax import NamedArray

Matrix = NamedArray["batch embed"]

@typeguard.typechecked
def f(x: Matrix) -> None: ...
"""
    module = loaded(None, tmp_path / "b.py", text)
    module.f(X)
    with pytest.raises(typeguard.TypeCheckError, match=r"is \[batch=2\]; expected \[batch, embed\]: no axis 'embed'"):
        module.f(B)
