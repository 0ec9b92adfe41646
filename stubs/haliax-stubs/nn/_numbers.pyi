# Written by `python -m tools.stubs`. Do not edit.
"""The dtypes that networks compute in."""

from typing import Any

from haliax.pure.operation import Operation

def floats(a: Any) -> Any:
    """The values, integers and booleans as floats."""

def wide(a: Any) -> Any:
    """The values in float32 at least."""

def refuse_complex(operation: Operation[Any], name: str, dtype: Any) -> None:
    """Refuses complex numbers, of which none is the largest.

    Raises:
        TypeError: If that is the dtype.
    """

def lowest(dtype: Any) -> Any:
    """The least number of a float dtype that is not infinite."""
