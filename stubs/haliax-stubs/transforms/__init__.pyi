# Written by `python -m tools.stubs`. Do not edit.
"""Functions of functions: `vmap`, `scan`, `fold` and `map` along a named axis, and gradient checkpointing."""
