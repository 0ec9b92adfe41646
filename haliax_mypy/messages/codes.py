"""Error codes: `axis`, and one below it for each kind of mistake.

`--disable-error-code axis` silences them all, `# type: ignore[axis-missing]` one. Those of strict mode are reported
only where they are switched on: see `haliax_mypy.settings`.
"""

from __future__ import annotations

from typing import Final

from mypy.errorcodes import ErrorCode

from haliax.pure.errors import Mistake

PARENT: Final = ErrorCode("axis", "The axes of named arrays fit", "haliax")


def _code(kind: str, description: str) -> ErrorCode:
    return ErrorCode(f"axis-{kind}", description, "haliax", sub_code_of=PARENT)


CODES: Final[dict[Mistake, ErrorCode]] = {
    "missing": _code("missing", "An axis that is named is there"),
    "duplicate": _code("duplicate", "No axis is named twice"),
    "broadcast": _code("broadcast", "One operand has all axes of the others"),
    "size": _code("size", "The sizes of axes agree"),
    "order": _code("order", "Axes come in the order that is needed"),
    "pattern": _code("pattern", "Specs and patterns of axes can be read"),
    "kind": _code("kind", "Arguments are of the kind that an operation takes"),
}

OVERRIDE: Final = _code("override", "An attribute of a subclass is the same axis as in the base class")

STRICT: Final[dict[str, ErrorCode]] = {
    code.code: code
    for code in (
        _code("unknown", "The axes of arrays are known"),
        _code("unshared", "An axis that is contracted is in two operands or more"),
        _code("partial", "An operation is right for every array that there may be"),
        _code("untyped-def", "Functions on named arrays are annotated"),
    )
}
"""The codes of what is suspicious, but may be right."""

LOOKING_BACK: Final = frozenset({"axis-unknown", "axis-untyped-def"})
"""Those of them that are told of a module when mypy has checked all of it."""
