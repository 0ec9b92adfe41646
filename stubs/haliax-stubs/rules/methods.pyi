# Written by `python -m tools.stubs`. Do not edit.
"""Which operations are methods and operators of `NamedArray`.

Four read this table: `haliax.methods`, which binds the methods, the mypy plugin, the generator of the stubs and that of
the documentation.
"""

REFLECTED: frozenset[str]
"""The operators whose array is the second operand."""

METHODS: dict[str, str]
"""Method -> family and operation, such as `"__add__": "elementwise.add"`."""
