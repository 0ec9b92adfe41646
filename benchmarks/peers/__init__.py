"""Haliax beside other libraries of named arrays: one table of what names cost in each.

`python -m benchmarks.peers`, in the environment of `make bench-peers`, runs every library in processes of its own and
prints the table. `work` lists what is measured; `by_haliax`, `by_penzai` and `by_xarray` say how each library does it,
and `by_position` how jax.numpy does. `worker` is one process, `table` puts the figures of all of them together.
"""
