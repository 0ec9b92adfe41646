"""Mistakes that only networks can make, each worded once. See `haliax.pure.errors`."""

from __future__ import annotations

from haliax.pure.errors import AxisError


def swapped(label: str, logits: object, targets: object) -> AxisError:
    """Targets were given in the place of logits."""
    return AxisError(
        f"no axis '{label}' in the logits {logits}, but in the targets {targets}; pass the logits first", "missing"
    )


def not_renamed(name: str, query: object, key: object) -> AxisError:
    """Queries have the axis along which they are to look at keys."""
    return AxisError(
        f"axis '{name}' is in the query {query} and in the key {key}, so no query could look at another position; "
        f"rename it in key and value, as in key.rename({{'{name}': 'key_{name}'}}), and pass that as KPos",
        "duplicate",
    )


def one_position(name: str) -> AxisError:
    """The positions of queries and of keys are given by one name."""
    return AxisError(
        f"axis '{name}' is given for the queries and for the keys; give the keys another name, "
        f"as in KPos.alias('key_{name}')",
        "duplicate",
    )
