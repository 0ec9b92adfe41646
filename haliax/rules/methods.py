"""Which operations are methods and operators of `NamedArray`.

Four read this table: `haliax.methods`, which binds the methods, the mypy plugin, the generator of the stubs and that of
the documentation.
"""

from __future__ import annotations

_SAME_NAME = {
    "reductions": "all any argmax argmin max mean min prod product ptp std sum var",
    "elementwise": "astype clip conj conjugate copy round",
    "scans": "cumprod cumsum",
    "sorting": "argsort sort",
    "contraction": "dot",
    "matrices": "trace",
    "rearranging": "rearrange",
    "shaping": "rename broadcast_to broadcast_axis flatten_axes unflatten_axis ravel flatten take",
    "joining": "split unbind",
    "indexing": "slice",
    "updating": "updated_slice",
}

_BINARY = {
    "add": "add",
    "sub": "subtract",
    "mul": "multiply",
    "truediv": "divide",
    "floordiv": "floor_divide",
    "mod": "mod",
    "divmod": "divmod",
    "pow": "power",
    "lshift": "left_shift",
    "rshift": "right_shift",
    "and": "bitwise_and",
    "or": "bitwise_or",
    "xor": "bitwise_xor",
}
_COMPARISON = {
    "eq": "equal",
    "ne": "not_equal",
    "lt": "less",
    "le": "less_equal",
    "gt": "greater",
    "ge": "greater_equal",
}
_UNARY = {"neg": "negative", "pos": "positive", "abs": "abs", "invert": "invert"}

REFLECTED: frozenset[str] = frozenset(f"__r{name}__" for name in _BINARY)
"""The operators whose array is the second operand."""

METHODS: dict[str, str] = {
    **{name: f"{family}.{name}" for family, names in _SAME_NAME.items() for name in names.split()},
    **{f"__{name}__": f"elementwise.{op}" for name, op in (_BINARY | _COMPARISON | _UNARY).items()},
    **{f"__r{name}__": f"elementwise.{op}" for name, op in _BINARY.items()},
    "__getitem__": "indexing.getitem",
}
"""Method -> family and operation, such as `"__add__": "elementwise.add"`."""
