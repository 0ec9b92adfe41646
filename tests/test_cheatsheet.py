"""The cheat sheet: both sides of each row give the same values."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from haliax import NamedArray
from tests.markdown import blocks

PAGE = Path(__file__).parents[1] / "docs" / "cheatsheet.md"
TABLES = PAGE.read_text().partition("## Whole programs")[0]
ROWS = re.findall(r"^\| `([^`]+)` \| `([^`]+)` \|$", TABLES, re.M)


@pytest.fixture(scope="module")
def named() -> dict[str, Any]:
    """What the page defines."""
    found: dict[str, Any] = {}
    for block in blocks(PAGE):
        exec(compile(block.text, PAGE.name, "exec", dont_inherit=True), found)
    return found


def positional(value: Any) -> Any:
    return value.array if isinstance(value, NamedArray) else value


def results(value: Any) -> list[np.ndarray[Any, Any]]:
    """What an expression gives, as one or several arrays."""
    return [np.asarray(positional(one)) for one in (value if isinstance(value, list | tuple) else [value])]


def test_every_line_of_the_tables_is_read() -> None:
    lines = [line for line in TABLES.splitlines() if line.startswith("|")]
    headings = [line for line in lines if line in ("| jax.numpy | haliax |", "|---|---|")]
    assert len(ROWS) == len(lines) - len(headings)


@pytest.mark.parametrize(("left", "right"), ROWS, ids=[left for left, _ in ROWS])
def test_both_sides_agree(left: str, right: str, named: dict[str, Any]) -> None:
    plain = {name: positional(value) for name, value in named.items()}
    for given, wanted in zip(results(eval(right, dict(named))), results(eval(left, plain)), strict=True):
        assert given.shape == wanted.shape
        assert given.dtype == wanted.dtype
        np.testing.assert_allclose(given, wanted, rtol=1e-6)
