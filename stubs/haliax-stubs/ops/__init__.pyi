# Written by `python -m tools.stubs`. Do not edit.
"""The operations: one file a family, the twin of the file in `haliax.rules` that holds its rules."""
