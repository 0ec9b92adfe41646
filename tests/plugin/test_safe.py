"""A callback that fails."""

from __future__ import annotations

import pytest

from haliax_mypy.safe import DEBUG, guarded


def fails(ctx: object) -> object:
    raise KeyError(ctx)


def test_falls_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(DEBUG)
    assert guarded(fails, lambda ctx: ("default", ctx))(1) == ("default", 1)  # type: ignore[arg-type, return-value]


def test_is_seen_by_tests() -> None:
    with pytest.raises(KeyError):
        guarded(fails, lambda ctx: ctx)(1)  # type: ignore[arg-type]
