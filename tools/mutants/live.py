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

from tools.mutants.sites import functions, source_of

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

    def put(self, path: Path, tree: ast.Module, function: str = "") -> bool:
        """Puts the code of a changed module into its functions.

        Args:
            path: The file.
            tree: The changed module.
            function: The qualified name of the function that is changed.

        Returns:
            Whether the change takes hold: the function lives and has new code, or is made anew at each call of one
            that has. No is also the answer where the change compiles to the same code.
        """
        before = _codes(_compiled(ast.parse(source_of(path)), path))
        after = _codes(_compiled(tree, path))
        lost = {place: code for place, code in after.items() if _free(before.get(place)) - _free(code)}
        if lost:
            _keep_free(tree, {place: sorted(_free(before[place])) for place in lost})
            after = _codes(_compiled(tree, path))
        put: dict[str, int] = defaultdict(int)
        alive: set[str] = set()
        for place, code in after.items():
            for live in self._functions[str(path)].get(place, ()):
                alive.add(place[0])
                if before.get(place) != code and live.__code__.co_freevars == code.co_freevars:
                    live.__code__ = code
                    put[place[0]] += 1
        self.clear_caches()
        return bool(put[function] if function in alive else put)


def _free(code: CodeType | None) -> set[str]:
    return set() if code is None else set(code.co_freevars)


def _keep_free(tree: ast.Module, wanted: dict[Place, list[str]]) -> None:
    """Has functions go on naming variables of those around them: a live one takes only code that names the same."""
    for node, qualname in functions(tree):
        line = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
        if (names := wanted.get((qualname, line))) is not None:
            unreached = ast.parse(f"if False:\n    ({', '.join(names)},)").body[0]
            for inner in ast.walk(unreached):
                ast.copy_location(inner, node.body[-1])
            node.body.append(unreached)


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
