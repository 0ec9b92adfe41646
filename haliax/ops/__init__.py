"""The operations: one file a family, the twin of the file in `haliax.rules` that holds its rules."""

# `NamedArray` binds operations as methods when it is made, so it must be made before any of them.
import haliax.core  # noqa: F401
