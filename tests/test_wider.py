"""What programs for haliax 1.x call beside the API reference is there too, with parameters that fit theirs.

`tests/wider.txt` has the names, by module. Meshes are not among them.
"""

from __future__ import annotations

import inspect

import pytest

import haliax
from tools import reference

MISSING = {
    **dict.fromkeys(("haliax.axis.dblock", "haliax.axis.ds", "haliax.axis.dslice"), "in `haliax`; axes need no jax"),
}
"""What is not there, and why."""

ENTRIES = list(reference.entries("wider.txt"))


def test_the_table_is_whole() -> None:
    names = [entry.name for entry in ENTRIES]
    assert len(names) >= 90 and len(set(names)) == len(names)
    assert not set(names) & {entry.name for entry in reference.entries()}
    assert set(names) >= MISSING.keys()


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_entry(entry: reference.Entry) -> None:
    expected = f"{entry.name} is missing" if entry.name in MISSING else None
    assert entry.problem() == expected


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
