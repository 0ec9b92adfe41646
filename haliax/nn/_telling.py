"""In whose name errors are told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from haliax.pure.errors import Fault


@contextmanager
def told_as(name: str) -> Iterator[None]:
    """Tells mistakes in axes in this name, whichever function of ours has found them."""
    try:
        yield
    except Fault as error:
        error.op = name
        raise error.with_traceback(None) from None
