"""Makes a program smaller, as long as the same is wrong with it.

This is delta debugging (Zeller and Hildebrandt, 2002) on the statements of a program, at any depth. Since mypy takes
many programs at once in hardly more time than one, all the cuts of a round are tried together; those that succeed are
then joined.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, TypeAlias

from tools.fuzz.checking import Said, check
from tools.fuzz.executing import Run, execute
from tools.fuzz.judging import judge

Cut: TypeAlias = frozenset[int]
"""The statements to leave out, by number; those with a negative number give way to what is inside them."""

Test: TypeAlias = Callable[[str, Run, Said], bool]
"""Whether a program still shows what it should."""

_ROUNDS: Final = 12
_AT_ONCE: Final = 60


def shrink(text: str, test: Test, folder: Path) -> str:
    """The smallest program found that passes a test.

    Args:
        text: A program that passes.
        test: What it is to show.
        folder: Where mypy works.
    """
    text = _passing([ast.unparse(ast.parse(text))], test, folder)[0] or text
    for _ in range(_ROUNDS):
        smaller = _round(text, test, folder)
        if smaller is None:
            break
        text = smaller
    return text


def same_finding(cause: str) -> Test:
    """Whether the first thing that is wrong with a program has this cause."""

    def test(text: str, run: Run, said: Said) -> bool:
        if run.error is not None:
            return False
        found = judge(text, run, said).findings
        return bool(found) and found[0].cause == cause

    return test


def _round(text: str, test: Test, folder: Path) -> str | None:
    """The program after one round of cuts; None if none can be made."""
    cuts = _cuts(text)
    kept = _passing([_without(text, cut) for cut in cuts], test, folder)
    good = [cut for cut, passed in zip(cuts, kept, strict=True) if passed is not None]
    if not good:
        return None
    joined: list[Cut] = []
    for cut in good:
        joined.append(joined[-1] | cut if joined else cut)
    joined = list(dict.fromkeys(joined))
    apart = [joined[i] for i in range(0, len(joined), max(1, len(joined) // 20))] + joined[-1:]
    passed = _passing([_without(text, cut) for cut in apart], test, folder)
    best = [result for result in passed if result is not None]
    return min(best, key=len) if best else _without(text, good[0])


def _passing(texts: Sequence[str | None], test: Test, folder: Path) -> list[str | None]:
    """The programs that run and pass; None in the place of the others."""
    runs = [None if text is None else execute(text) for text in texts]
    ready = [i for i, run in enumerate(runs) if run is not None and run.error is None]
    out: list[str | None] = [None] * len(texts)
    for start in range(0, len(ready), _AT_ONCE):
        some = ready[start : start + _AT_ONCE]
        programs = [text for i in some if (text := texts[i]) is not None]
        for i, text, said in zip(some, programs, check(programs, folder), strict=True):
            run = runs[i]
            if run is not None and test(text, run, said):
                out[i] = text
    return out


def _statements(tree: ast.Module) -> list[ast.stmt]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.stmt)]


def _cuts(text: str) -> list[Cut]:
    """Halves, quarters and so on of the statements, then each by itself, then blocks without their heads."""
    statements = _statements(ast.parse(text))
    order = sorted(range(len(statements)), key=lambda i: statements[i].lineno)
    found: list[Cut] = []
    size = len(order) // 2
    while size >= 1:
        found += [frozenset(order[i : i + size]) for i in range(0, len(order), size)]
        size //= 2
    names = {node.name for node in statements if isinstance(node, ast.FunctionDef)}
    for name in sorted(names):  # all variants of an overloaded function go together
        found.append(
            frozenset(i for i, node in enumerate(statements) if isinstance(node, ast.FunctionDef) and node.name == name)
        )
    blocks = (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.Match)
    found += [frozenset({-1 - i}) for i, node in enumerate(statements) if isinstance(node, blocks)]
    return list(dict.fromkeys(found))


def _without(text: str, cut: Cut) -> str | None:
    """The program without some statements; None if that is no program."""
    tree = ast.parse(text)
    statements = _statements(tree)
    gone = {id(statements[i]) for i in cut if i >= 0}
    open_ = {id(statements[-1 - i]) for i in cut if i < 0}
    _prune(tree, gone, open_)
    try:
        return ast.unparse(tree) + "\n"
    except (ValueError, IndexError):
        return None


def _prune(node: ast.AST, gone: set[int], opened: set[int]) -> None:
    for part in ("body", "orelse", "finalbody", "handlers", "cases"):
        block = getattr(node, part, None)
        if not isinstance(block, list):
            continue
        kept: list[ast.AST] = []
        for inner in block:
            if id(inner) in gone:
                continue
            _prune(inner, gone, opened)
            kept += _inside(inner) if id(inner) in opened else [inner]
        if not kept and part == "body" and not isinstance(node, ast.Module):
            kept = [ast.Pass()]
        block[:] = kept


def _inside(node: ast.AST) -> list[ast.stmt]:
    if isinstance(node, ast.Match):
        return list(node.cases[0].body)
    return list(getattr(node, "body", []))
