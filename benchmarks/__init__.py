"""What named axes cost: ratios to raw jax, measured side by side in one run.

`python -m benchmarks` prints them all; `--help` says how to choose.
"""
