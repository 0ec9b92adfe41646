"""How much is known of axes, in words."""

from __future__ import annotations

from haliax_mypy.survey.knowledge import Knowledge, Told


def described(told: Told) -> str:
    """What is known of an expression, in words."""
    if told.knowledge is Knowledge.UNKNOWN:
        return "unknown"
    if told.kind != "array":
        return "known" if told.knowledge is Knowledge.KNOWN else "half-known"
    is_set = told.text.startswith("{")
    if told.knowledge is Knowledge.KNOWN:
        return "all axes are known, but not their order" if is_set else "all axes are known, in this order"
    return "there may be more axes, in any order" if is_set else "there may be more axes where the dots are"
