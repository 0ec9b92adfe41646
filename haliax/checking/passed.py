"""The calls of a function that have passed its check, so that those like them need none."""

from __future__ import annotations

import inspect
from typing import Any

from haliax.checking.facts import Facts, Known
from haliax.checking.scope import Scope, Variables

_MOST = 1024
"""How many kinds of calls of one function are remembered."""


class Passed:
    """Arguments that have passed, and the results that have passed with them.

    Attributes:
        scope: What they have said.
        settled: The type variables of which a result has to be what an argument was.
    """

    def __init__(self, scope: Scope, settled: Variables) -> None:
        self.scope = scope
        self.settled = settled
        self._results: set[Facts] = set()

    def has(self, known: Known, result: Any) -> bool:
        """Whether a result like this one has passed."""
        try:
            return known(result) in self._results
        except (AttributeError, TypeError):
            return False

    def add(self, known: Known, result: Any) -> None:
        """Remember that a result has passed."""
        try:
            facts = known(result)
            if facts is not None:
                if len(self._results) >= _MOST:
                    self._results.clear()
                self._results.add(facts)
        except (AttributeError, TypeError):  # something has no hash, or is no array after all
            return


class Verdicts:
    """What has passed of one function.

    Args:
        signature: Its parameters; None if Python cannot tell them.
        concerned: The names of those that are looked at.
    """

    def __init__(self, signature: inspect.Signature | None, concerned: set[str]) -> None:
        self.known: Known = Known()
        self._passed: dict[Facts, Passed] = {}
        parameters = list(signature.parameters.values()) if signature is not None else []
        asked = {p.name: p.name in concerned or p.name == "self" for p in parameters}
        by_position = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
        self._by_position = tuple(asked[p.name] for p in parameters if p.kind in by_position)
        self._by_name = asked
        self._others = any(asked[p.name] for p in parameters if p.kind is p.VAR_POSITIONAL)
        self._more = any(asked[p.name] for p in parameters if p.kind is p.VAR_KEYWORD)

    def key(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Facts:
        """What decides whether these arguments pass; None where that cannot be told."""
        known, by_position = self.known, self._by_position
        if len(args) > len(by_position):
            by_position += (self._others,) * (len(args) - len(by_position))
        try:
            parts = [known(value) for value, asked in zip(args, by_position, strict=False) if asked]
            for name, value in kwargs.items():
                parts.append(name)
                if self._by_name.get(name, self._more):
                    parts.append(known(value))
        except (AttributeError, TypeError):  # something that a transform has put in the place of an array
            return None
        return None if None in parts else (len(args), *parts)

    def get(self, key: Facts) -> Passed | None:
        """What has passed of this kind."""
        try:
            return None if key is None else self._passed.get(key)
        except TypeError:  # something has no hash
            return None

    def keep(self, key: Facts, passed: Passed) -> Passed:
        """Remember that arguments have passed."""
        scope = passed.scope
        scope.places = {}
        try:
            if key is not None:
                if len(self._passed) >= _MOST:
                    self._passed.clear()
                self._passed[key] = passed
        except TypeError:
            pass
        return passed
