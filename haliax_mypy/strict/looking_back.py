"""What is reported of a module when mypy has checked all of it: `axis-unknown` and `axis-untyped-def`.

mypy asks for further dependencies then, a moment at which its types and statements are still there, and its messages
not yet printed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from mypy.errorcodes import ErrorCode
from mypy.nodes import MypyFile

from haliax_mypy.compat import Checked
from haliax_mypy.messages.codes import STRICT
from haliax_mypy.settings import settings
from haliax_mypy.strict.causes import causes_in
from haliax_mypy.survey import Program
from haliax_mypy.survey.places import Span

_UNKNOWN: Final = STRICT["axis-unknown"]
_UNTYPED: Final = STRICT["axis-untyped-def"]


@dataclass(frozen=True, slots=True)
class Suspicion:
    """One thing that is reported.

    Attributes:
        span: Where.
        text: What.
        code: Its code.
    """

    span: Span
    text: str
    code: ErrorCode


def look_back(on: Checked, modules: Mapping[str, MypyFile]) -> list[Suspicion]:
    """Reports what there is to say of a module, where it is asked for."""
    asked = {code for code in (_UNKNOWN, _UNTYPED) if settings().has(code, on.options)}
    if not asked or on.module.is_stub or on.is_ignored:
        return []
    found: dict[tuple[ErrorCode, Span], Suspicion] = {}
    for cause in causes_in(on.module, _program(on, modules)):
        code = _UNTYPED if cause.kind == "untyped" else _UNKNOWN
        one = Suspicion(cause.place.span, f"{cause.sentence}; {cause.cure}", code)
        if code in asked:
            found.setdefault((code, one.span), one)
    report(on, list(found.values()))
    return list(found.values())


def report(on: Checked, found: Sequence[Suspicion]) -> None:
    """Reports what has been found in a module."""
    for one in found:
        on.report(one.span.line, one.span.column, (one.span.end_line, one.span.end_column), one.text, one.code)
    on.judge_ignores()


def _program(on: Checked, modules: Mapping[str, MypyFile]) -> Program:
    """The module as the survey sees a program."""
    paths = {name: one.path for name, one in modules.items()}
    mistakes = frozenset((on.module.path, info.line) for info in on.mistakes if not is_suspicion(info.code))
    return Program({on.module.fullname: on.module}, on.types, on.options, paths, mistakes)


def is_suspicion(code: ErrorCode | None) -> bool:
    """Whether a code is one of strict mode."""
    return code is not None and code.code in STRICT
