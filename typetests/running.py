"""Executes a type test, and records what its marked lines do."""

from __future__ import annotations

import ast
import re
import sys
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Any

from haliax import AxisError
from typetests.marks import Mark, agree, read
from typetests.shorthand import fits

_SIZE = re.compile(r"=\d+")


@dataclass
class Run:
    """What happened when a file was executed.

    Attributes:
        crash: The traceback of an exception that no mark expects; empty if there was none.
        raised: The exception of each line with an expected error that was reached, None where none was raised.
        revealed: The values that each line revealed.
    """

    crash: str = ""
    raised: dict[int, BaseException | None] = field(default_factory=dict)
    revealed: dict[int, list[Any]] = field(default_factory=dict)

    def reveal_type(self, value: Any) -> Any:
        """Takes the place of `reveal_type` in the file."""
        self.revealed.setdefault(sys._getframe(1).f_lineno, []).append(value)
        return value

    def expect(self, line: int) -> _Expect:
        """A context in which the statement of a line should raise."""
        return _Expect(self, line)


class _Expect:
    def __init__(self, run: Run, line: int) -> None:
        self.run, self.line = run, line

    def __enter__(self) -> None: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> bool:
        self.run.raised.setdefault(self.line, error)  # the first time that the line is reached
        return isinstance(error, Exception)


def run(path: Path) -> Run:
    """Executes a file, each statement with an expected error by itself."""
    expected = {mark.line for mark in read(path) if mark.kind == "E" and mark.how != "static"}
    tree = _Guard(expected).visit(ast.parse(path.read_text(encoding="utf-8"), str(path)))
    done = Run()
    module = ModuleType(f"typetests.{path.parent.name}.{path.stem}")
    module.__dict__.update(__file__=str(path), reveal_type=done.reveal_type, _expect=done.expect)
    sys.modules[module.__name__] = module  # dataclasses and pickle look their module up
    try:
        code = compile(ast.fix_missing_locations(tree), str(path), "exec", dont_inherit=True)
        exec(code, module.__dict__)
    except Exception:
        done.crash = traceback.format_exc()
    finally:
        del sys.modules[module.__name__]
    return done


class _Guard(ast.NodeTransformer):
    """Puts every statement with an expected error into a context that catches it."""

    def __init__(self, lines: set[int]) -> None:
        self.lines = lines

    def visit(self, node: ast.AST) -> Any:
        if not isinstance(node, ast.stmt):
            return self.generic_visit(node)
        own = self.lines & _own_lines(node)
        self.lines -= own
        node = self.generic_visit(node)
        for line in sorted(own):
            call = ast.Call(ast.Name("_expect", ast.Load()), [ast.Constant(line)], [])
            node = ast.copy_location(ast.With([ast.withitem(call)], [node]), node)
        return node


def _own_lines(node: ast.stmt) -> set[int]:
    """The lines of a statement that are not those of statements inside it."""
    first = min(line.lineno for line in (node, *getattr(node, "decorator_list", [])))
    body = getattr(node, "body", None)
    last = max(node.lineno, body[0].lineno - 1) if body else node.end_lineno or node.lineno
    return set(range(first, last + 1))


def failure_of_error(mark: Mark, done: Run) -> str:
    """How executing a line with an expected error went wrong; empty if it did not."""
    if mark.line not in done.raised:
        return f"{mark}: the line was not executed\n{done.crash}"
    error = done.raised[mark.line]
    if error is None:
        return f"{mark}: nothing was raised"
    if mark.how == "type":
        return ""
    if not isinstance(error, AxisError | TypeError):
        return f"{mark}: raised {type(error).__name__}: {error}"
    if isinstance(error, AxisError) and f"axis-{error.kind}" != mark.code:
        return f"{mark}: is a mistake of kind '{error.kind}': {error}"
    if mark.how != "kind" and not agree(_SIZE.sub("", mark.text), _SIZE.sub("", str(error))):
        return f"{mark}: raised {error}"
    return ""


def failure_of_reveal(mark: Mark, done: Run) -> str:
    """How a revealed value differs from the expected type; empty if it does not."""
    if mark.line not in done.revealed:
        return f"{mark}: the line was not executed\n{done.crash}"
    for value in done.revealed[mark.line]:
        if not fits(value, mark.text):
            return f"{mark}: has {getattr(value, 'axes', value)}, which is not {mark.text}"
    return ""
