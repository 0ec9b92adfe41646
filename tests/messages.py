"""Errors that are worded in one place: whether a call gives the one that it should, in the words of that place."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any, TypeVar

import pytest

from haliax.errors import AxisError
from haliax.pure.errors import Fault

E = TypeVar("E", bound=Fault)


def assert_told(
    monkeypatch: pytest.MonkeyPatch,
    words: ModuleType,
    name: str,
    call: Callable[[], Any],
    kind: str,
    text: str,
    expected: type[E] = AxisError,  # type: ignore[assignment]  # mypy knows no default of a type variable
) -> E:
    """A call raises an error of this kind with this text, which a function of a module has worded: that error."""
    made: list[E] = []
    function = getattr(words, name)

    def recorded(*args: Any, **kwargs: Any) -> E:
        made.append(function(*args, **kwargs))
        return made[-1]

    monkeypatch.setattr(words, name, recorded)
    with pytest.raises(expected) as caught:
        call()
    assert str(caught.value) == text
    assert caught.value.kind == kind
    assert made and caught.value.text == made[-1].text
    return caught.value
