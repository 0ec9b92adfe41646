"""What programs for haliax 1.x call beside the API reference is there too, with parameters that fit theirs.

`tests/wider.txt` has all public names, by module. What is left out, or differs, stands here with its reason.
"""

from __future__ import annotations

import inspect

import pytest

import haliax
from tools import reference

SLICES = ("dblock", "ds", "ds.block", "ds.to_slice", "dslice", "dslice.block", "dslice.to_slice")
VARIABLES = (
    *(f"nn.scan.{name}" for name in ("CarryT", "M", "M_co", "M_contra", "OutputT_co", "P", "S", "T")),
    *("nn.normalization.A", "quantization.T", "jax_utils.T"),
)
MISSING = {
    **dict.fromkeys((f"haliax.axis.{name}" for name in SLICES), "in `haliax`; axes need no jax"),
    **dict.fromkeys((f"haliax.{name}" for name in VARIABLES), "a type variable, which is nobody else's affair"),
    "haliax.field.field": "`haliax.field` is the function, not a module",
}
"""What is not there, and why."""

DIFFERENT = {
    "haliax.ReductionFunction.__call__": "`where` is given by its name, as to `haliax.sum`",
    "haliax.SimpleReductionFunction.__call__": "the axis is always said, as to `haliax.argmax`, where None is all",
    "haliax.nn.scan.BlockFoldable.init": "without `prevent_cse` the policy says it",
    "haliax.quantization.Int8DotGeneralOp.__call__": "`precision` may be left out, as of the other operations",
}
"""What takes other parameters, and why."""

ENTRIES = list(reference.entries("wider.txt"))


def test_the_table_is_whole() -> None:
    names = [entry.name for entry in ENTRIES]
    assert len(names) >= 430 and len(set(names)) == len(names)
    assert not set(names) & {entry.name for entry in reference.entries()}
    assert set(names) >= MISSING.keys() | DIFFERENT.keys()
    assert all(reason for reason in (*MISSING.values(), *DIFFERENT.values()))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_entry(entry: reference.Entry) -> None:
    problem = entry.problem()
    assert (problem == f"{entry.name} is missing") == (entry.name in MISSING)
    assert (problem is None) == (entry.name not in MISSING.keys() | DIFFERENT.keys()), problem


@pytest.mark.parametrize("entry", [e for e in ENTRIES if e.name not in MISSING], ids=lambda entry: entry.name)
def test_entry_is_documented(entry: reference.Entry) -> None:
    assert not callable(entry.value) or entry.signature is None or inspect.getdoc(entry.value)


def test_names_of_the_package_are_listed() -> None:
    listed = {entry.name.removeprefix("haliax.") for entry in ENTRIES if entry.name.count(".") == 1}
    assert listed - set(dir(haliax)) <= {name.removeprefix("haliax.") for name in MISSING}


@pytest.mark.parametrize(
    ("name", "home"),
    [
        *((f"core.{name}", f"haliax.{name}") for name in ("broadcast_to", "broadcast_axis", "named", "slice", "roll")),
        *((f"core.{name}", f"haliax.{name}") for name in ("flatten_axes", "updated_slice", "rename", "take", "split")),
        ("partitioning.named_pjit", "haliax.named_jit"),
        ("util.is_named_array", "haliax.is_named_array"),
        ("specialized_fns.top_k", "haliax.top_k"),
        ("jax_utils.tree_checkpoint_name", "haliax.tree_checkpoint_name"),
        ("random.normal", "haliax.random.standard.normal"),
    ],
)
def test_another_name_of_the_same(name: str, home: str) -> None:
    assert reference.Entry("", f"haliax.{name}", None).value is reference.Entry("", home, None).value


def test_what_was_never_in_the_core_is_not() -> None:
    with pytest.raises(AttributeError, match=r"module 'haliax\.core' has no attribute 'exp'"):
        haliax.core.exp  # noqa: B018  (the access is what raises)
