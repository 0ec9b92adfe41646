"""Puts changed code into functions that live already, so that whoever holds one of them sees the change."""

from __future__ import annotations

import ast
import functools
import gc
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

from tools.mutants.sites import source_of

Place = tuple[str, int]
"""What finds a code object in its file: the qualified name and the first line."""


class Live:
    """The functions of some files that live, and the caches in front of them.

    It is made before the first fork, while the garbage collector still knows all objects.
    """

    def __init__(self, paths: Iterable[Path]) -> None:
        wanted = {str(path) for path in paths}
        self._functions: dict[str, dict[Place, list[FunctionType]]] = {path: defaultdict(list) for path in wanted}
        self._caches: list[Any] = []
        for thing in gc.get_objects():
            if isinstance(thing, FunctionType) and thing.__code__.co_filename in wanted:
                self._functions[thing.__code__.co_filename][_place(thing.__code__)].append(thing)
            elif isinstance(thing, functools._lru_cache_wrapper):
                code = getattr(thing.__wrapped__, "__code__", None)
                if code is not None and code.co_filename in wanted:
                    self._caches.append(thing)

    def clear_caches(self) -> None:
        """Forgets what cached functions of these files returned."""
        for cached in self._caches:
            cached.cache_clear()

    def put(self, path: Path, tree: ast.Module, original: ast.Module | None = None) -> int:
        """Puts the code of a changed module into its functions.

        Args:
            path: The file.
            tree: The changed module.
            original: The module as it was; by default that of the file.

        Returns:
            How many functions have new code; 0 where the change is out of reach, or compiles to the same code.
        """
        before = _codes(_compiled(original or ast.parse(source_of(path)), path))
        after = _codes(_compiled(tree, path))
        put = 0
        for place, code in after.items():
            if before.get(place) == code:
                continue
            for function in self._functions[str(path)].get(place, ()):
                if function.__code__.co_freevars == code.co_freevars:
                    function.__code__ = code
                    put += 1
        self.clear_caches()
        return put


def _compiled(tree: ast.Module, path: Path) -> CodeType:
    return compile(tree, str(path), "exec", dont_inherit=True)


def _place(code: CodeType) -> Place:
    return (code.co_qualname, code.co_firstlineno)


def _codes(code: CodeType) -> dict[Place, CodeType]:
    """The code objects inside another, by place; none where two share a place, as two lambdas on one line."""
    found = list(_inside(code))
    times = Counter(map(_place, found))
    return {_place(inner): inner for inner in found if times[_place(inner)] == 1}


def _inside(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _inside(constant)
