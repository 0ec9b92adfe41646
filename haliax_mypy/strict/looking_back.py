"""What is reported of a module when mypy has checked all of it: `axis-unknown` and `axis-untyped-def`.

mypy asks for further dependencies then, a moment at which its types and statements are still there, and its messages
not yet printed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from mypy.errorcodes import ErrorCode
from mypy.nodes import MypyFile

from haliax_mypy import compat
from haliax_mypy.messages.codes import STRICT
from haliax_mypy.settings import settings
from haliax_mypy.strict.causes import causes_in
from haliax_mypy.survey import Program
from haliax_mypy.survey.causes import Cause
from haliax_mypy.survey.places import Span

_UNKNOWN: Final = STRICT["axis-unknown"]
_UNTYPED: Final = STRICT["axis-untyped-def"]


def look_back(checked: tuple[Any, Mapping[str, MypyFile]]) -> None:
    """Reports what there is to say.

    Args:
        checked: What has checked the module, and all modules that mypy has loaded.
    """
    checker, modules = checked
    on = {code for code in (_UNKNOWN, _UNTYPED) if settings().has(code, checker.options)}
    if not on or checker.tree.is_stub or compat.is_ignored(checker):
        return
    found: dict[tuple[ErrorCode, Span], Cause] = {}
    for cause in causes_in(checker.tree, _program(checker, modules)):
        code = _UNTYPED if cause.kind == "untyped" else _UNKNOWN
        if code in on:
            found.setdefault((code, cause.place.span), cause)
    for (code, span), cause in found.items():
        end = span.end_line, span.end_column
        compat.report_at(checker, span.line, span.column, end, f"{cause.sentence}; {cause.cure}", code)


def _program(checker: Any, modules: Mapping[str, MypyFile]) -> Program:
    """The module as the survey sees a program."""
    module: MypyFile = checker.tree
    paths = {name: one.path for name, one in modules.items()}
    mistakes = frozenset((module.path, info.line) for info in compat.errors_in(checker) if not is_suspicion(info.code))
    return Program({module.fullname: module}, compat.types_of(checker), checker.options, paths, mistakes)


def is_suspicion(code: ErrorCode | None) -> bool:
    """Whether a code is one of strict mode."""
    return code is not None and code.code in STRICT
