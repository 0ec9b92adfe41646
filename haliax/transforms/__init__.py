"""Functions of functions: `vmap`, `scan`, `fold` and `map` along a named axis, and gradient checkpointing."""
