# Written by `python -m tools.stubs`. Do not edit.
"""The calls of a function that have passed its check, so that those like them need none."""

import inspect
from typing import Any

from haliax.checking.facts import Facts, Known
from haliax.checking.scope import Scope, Variables

class Passed:
    """Arguments that have passed, and the results that have passed with them.

    Attributes:
        scope: What they have said.
        settled: The type variables of which a result has to be what an argument was.
    """

    scope: Scope
    settled: Variables
    def __init__(self, scope: Scope, settled: Variables) -> None: ...

    def has(self, known: Known, result: Any) -> bool:
        """Whether a result like this one has passed."""

    def add(self, known: Known, result: Any) -> None:
        """Remember that a result has passed."""

class Verdicts:
    """What has passed of one function.

    Args:
        signature: Its parameters; None if Python cannot tell them.
        concerned: The names of those that are looked at.
    """

    known: Known
    def __init__(self, signature: inspect.Signature | None, concerned: set[str]) -> None: ...

    def key(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Facts:
        """What decides whether these arguments pass; None where that cannot be told."""

    def get(self, key: Facts) -> Passed | None:
        """What has passed of this kind."""

    def keep(self, key: Facts, passed: Passed) -> Passed:
        """Remember that arguments have passed."""
