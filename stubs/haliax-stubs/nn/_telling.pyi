# Written by `python -m tools.stubs`. Do not edit.
"""In whose name errors are told."""

from collections.abc import Iterator
from contextlib import contextmanager

@contextmanager
def told_as(name: str) -> Iterator[None]:
    """Tells mistakes in axes in this name, whichever function of ours has found them."""
