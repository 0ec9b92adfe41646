# Written by `python -m tools.stubs`. Do not edit.
"""Whether the values of arrays are finite numbers.

Of an array that is there, this is told at once. Under a trace the question goes into the program, by
`jax.experimental.checkify`: it is asked where `checkify` is applied, as `named_jit` does, and left out elsewhere.
"""

from typing import Any

from haliax.checking.scope import Place

def check_values(name: str, place: Place, value: Any) -> None:
    """Check that the arrays in a value hold numbers, neither NaN nor infinite.

    Raises:
        FloatingPointError: If one does not, and is there to be looked at.
    """
