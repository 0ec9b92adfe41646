"""Every entry of the API reference is there, with its signature."""

from __future__ import annotations

import inspect

import pytest

from tools import reference

ENTRIES = list(reference.entries())


def test_the_table_is_whole() -> None:
    assert len(ENTRIES) >= 281
    names = [entry.name for entry in ENTRIES]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_entry(entry: reference.Entry) -> None:
    assert entry.problem() is None


@pytest.mark.parametrize("entry", [e for e in ENTRIES if e.signature is not None], ids=lambda entry: entry.name)
def test_entry_is_documented(entry: reference.Entry) -> None:
    assert inspect.getdoc(entry.value), f"{entry.name} has no docstring"


@pytest.mark.parametrize(
    ("signature", "problem"),
    [
        ("array, axis=None, *, where=None, dtype=None", None),
        ("array, axes=None, *, where=None, dtype=None", "takes"),
        ("axis, array=None, *, where=None, dtype=None", "takes"),
        ("array, axis=0, *, where=None, dtype=None", "axis is None by default, not 0"),
        ("array, axis=None, *, where=None, dtype=None, initial=None", "lacks the keyword initial"),
        ("array, axis=None, where=None, *, dtype=None", "takes"),
        ("array, axis=None, *args, where=None, dtype=None", "variadic"),
        ("array, axis=None, *, where=None, dtype=None, **kwargs", "variadic"),
    ],
)
def test_differences_are_found(signature: str, problem: str | None) -> None:
    found = reference.Entry("Reductions", "haliax.sum", signature).problem()
    assert (found is None) if problem is None else (found is not None and problem in found), found


def test_a_missing_entry_is_found() -> None:
    assert reference.Entry("", "haliax.no_such_thing", "x").problem() == "haliax.no_such_thing is missing"
    assert reference.Entry("", "haliax.NamedArray.no_such_method", "").problem() is not None
