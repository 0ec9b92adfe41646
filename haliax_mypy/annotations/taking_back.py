"""What mypy says of annotations and values of ours that it takes for types, which is taken back.

Like `compat`, this uses parts of mypy that its plugin interface does not promise. A test holds each of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from mypy import errorcodes as codes
from mypy.errors import ErrorInfo
from mypy.nodes import Expression, IndexExpr, StrExpr, TupleExpr, TypeApplication
from mypy.plugin import CheckerPluginInterface, TypeAnalyzerPluginInterface
from mypy.types import Type, UnboundType, UnionType


def scrub(api: TypeAnalyzerPluginInterface, part: Type) -> None:
    """Takes back the errors that mypy reported while it read a spec as if it were a type.

    mypy takes `"batch"` for a forward reference, and in a signature it looks the name up before it asks the plugin.
    """
    analyser: Any = api
    errors = analyser.api.errors
    if errors.file in errors.error_info_map:
        _scrub(errors, _looked_up(part), part.line, part.column)


def _scrub(errors: Any, names: Iterable[str], line: int, column: int) -> None:
    queued = errors.error_info_map.get(errors.file)
    if not queued:
        return
    lost = tuple(f'Name "{name}" is not defined' for name in names)
    # A name of the module stands there with the name of the module before it.
    named = "|".join(map(re.escape, names))
    misread = re.compile(rf'(Variable|Function|Module) "([^"]*\.)?({named})" is not valid as a type|{_MISREAD}')

    def is_spurious(error: ErrorInfo) -> bool:
        if error.line != line:
            return False
        if error.code is codes.NAME_DEFINED:
            return error.message.startswith((*lost, "Did you forget to import it from"))
        return error.column == column and misread.match(error.message) is not None

    kept = [error for error in queued if not is_spurious(error)]
    if kept:
        queued[:] = kept
    else:
        del errors.error_info_map[errors.file]


_MISREAD = "Invalid type comment or annotation|See https://.*#variables-vs-type-aliases|Perhaps you "


def _looked_up(part: Type) -> set[str]:
    """The names that mypy looked up while it read a spec as a type."""
    if isinstance(part, UnboundType):
        return {part.name.split(".")[0]}.union(*map(_looked_up, part.args))
    if isinstance(part, UnionType):
        return set().union(*map(_looked_up, part.items))
    return set()


def scrub_value(api: CheckerPluginInterface, expr: Expression) -> None:
    """Takes back the errors that mypy reported while it read `NamedArray["batch"]`, a value, as a type."""
    if not isinstance(expr, IndexExpr) or not isinstance(expr.analyzed, TypeApplication):
        return
    checker: Any = api
    index = expr.index
    parts = index.items if isinstance(index, TupleExpr) else [index]
    for part in parts:
        if isinstance(part, StrExpr):
            _scrub(checker.errors, set(re.findall(r"\w+", part.value)), part.line, part.column)
