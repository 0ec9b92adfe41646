"""The entries of the API reference, in `tests/reference.txt`, and how the library keeps to them."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
MISSING = object()


@dataclass(frozen=True)
class Entry:
    """One entry: a name, and its signature if it can be called.

    Attributes:
        section: The section of the reference that it stands in.
        name: Its full public name, such as `haliax.NamedArray.sum`.
        signature: Its parameters in Python's syntax; None for what is no function.
    """

    section: str
    name: str
    signature: str | None

    @cached_property
    def value(self) -> Any:
        """What the library has under this name; `MISSING` if nothing."""
        path = self.name.split(".")
        found: Any = import_module(path[0])
        for i, part in enumerate(path[1:], 1):
            if inspect.isclass(found) and part in getattr(found, "__annotations__", {}):
                return found.__annotations__[part]
            try:
                found = getattr(found, part)
            except AttributeError:
                try:
                    found = import_module(".".join(path[: i + 1]))
                except ImportError:
                    return MISSING
        return found

    def problem(self) -> str | None:
        """How the library differs from the entry; None if it does not."""
        if self.value is MISSING:
            return f"{self.name} is missing"
        if self.signature is None or not callable(self.value):
            return None
        wanted, given = _parameters(self.signature), inspect.signature(self.value).parameters
        return _difference(self.name, wanted, list(given.values()))


def entries(file: str = "reference.txt") -> Iterator[Entry]:
    """All entries, in the order of the reference, or of another file in `tests`."""
    section = ""
    for line in (ROOT / "tests" / file).read_text().splitlines():
        if line.startswith("# "):
            section = line.removeprefix("# ")
        elif line:
            name, parenthesis, rest = line.partition("(")
            yield Entry(section, name, rest.removesuffix(")") if parenthesis else None)


def _parameters(signature: str) -> list[inspect.Parameter]:
    """Parameters from their source; a default is kept as its source."""
    function = ast.parse(f"def f({signature}): ...").body[0]
    assert isinstance(function, ast.FunctionDef)
    spec = function.args
    kinds = inspect.Parameter
    found: list[inspect.Parameter] = []
    defaults: list[ast.expr | None] = [None] * (len(spec.args) - len(spec.defaults))
    for arg, default in zip(spec.args, [*defaults, *spec.defaults], strict=True):
        found.append(_parameter(arg, default, kinds.POSITIONAL_OR_KEYWORD))
    if spec.vararg:
        found.append(inspect.Parameter(spec.vararg.arg, kinds.VAR_POSITIONAL))
    for arg, keyword_default in zip(spec.kwonlyargs, spec.kw_defaults, strict=True):
        found.append(_parameter(arg, keyword_default, kinds.KEYWORD_ONLY))
    if spec.kwarg:
        found.append(inspect.Parameter(spec.kwarg.arg, kinds.VAR_KEYWORD))
    return found


def _parameter(arg: ast.arg, default: ast.expr | None, kind: Any) -> inspect.Parameter:
    value = inspect.Parameter.empty if default is None else ast.unparse(default)
    return inspect.Parameter(arg.arg, kind, default=value)


def _difference(name: str, wanted: list[inspect.Parameter], given: list[inspect.Parameter]) -> str | None:
    """How two lists of parameters differ. Those that the reference lacks need a default and stand after its own."""
    if wanted and wanted[0].name == "self":  # functions that are methods call it `array` or `a`
        wanted, given = wanted[1:], given[1:]
    for kind in (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY):
        ours = {p.name: p for p in given if p.kind is kind}
        theirs = [p for p in wanted if p.kind is kind]
        if kind is inspect.Parameter.POSITIONAL_OR_KEYWORD and list(ours)[: len(theirs)] != [p.name for p in theirs]:
            return f"{name} takes {list(ours)}, the reference has {[p.name for p in theirs]}"
        for parameter in theirs:
            if parameter.name not in ours:
                return f"{name} lacks the keyword {parameter.name}"
            if not _same_default(parameter.default, ours[parameter.name].default):
                return (
                    f"{name}: {parameter.name} is {ours[parameter.name].default!r} by default, not {parameter.default}"
                )
        for extra in ours.keys() - {p.name for p in theirs}:
            if ours[extra].default is inspect.Parameter.empty:
                return f"{name} needs {extra}, which the reference lacks"
    for variadic in (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD):
        if [p.name for p in wanted if p.kind is variadic] != [p.name for p in given if p.kind is variadic]:
            return f"{name} differs from the reference in its {variadic.description} parameters"
    return None


def _same_default(wanted: Any, given: Any) -> bool:
    if wanted is inspect.Parameter.empty or given is inspect.Parameter.empty:
        return wanted is given
    try:
        return bool(ast.literal_eval(wanted) == given)
    except ValueError:  # a name, such as jax.lax.dot_general, or `factory` for what a dataclass makes anew
        return str(wanted).rpartition(".")[2] == getattr(given, "__name__", repr(given).strip("<>"))
